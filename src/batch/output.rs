//! Rows of the result as JSON Lines or CSV.
//!
//! The CSV is what a Swedish spreadsheet opens as it is: UTF-8 with a byte order mark, semicolons, CRLF. Several values in
//! one cell have `|` between them.

use serde_json::Value as Json;

use super::columns::SEPARATOR;
use super::input::RowFormat;
use super::row::{FormRow, Remark, Row, StandingRow};

/// A column of the CSV: its heading, and what a row has in it.
type Column = (&'static str, fn(&Row) -> String);

const COLUMNS: [Column; 37] = [
    ("program", |row| row.program.name().to_owned()),
    ("program_version", |row| row.program.version().to_owned()),
    ("pack", |row| row.pack.id().to_owned()),
    ("pack_version", |row| row.pack.version().to_owned()),
    ("pack_hash", |row| row.pack.hash().to_owned()),
    ("law_date", |row| row.pack.law_date().to_owned()),
    ("review_before", |row| row.pack.review_before().to_owned()),
    ("review", |row| row.review.clone()),
    ("file", |row| foreign(&row.file)),
    ("line", |row| row.line.map(|line| line.to_string()).unwrap_or_default()),
    ("id", |row| row.id.as_deref().map(foreign).unwrap_or_default()),
    ("title", |row| row.title.as_deref().map(foreign).unwrap_or_default()),
    ("changed", changed),
    ("outcome", |row| row.outcome.to_owned()),
    ("status", |row| told(row, |standing| standing.status.to_owned())),
    ("date", |row| told(row, |standing| standing.date.clone())),
    ("date_from", |row| told(row, |standing| standing.date_from.to_owned())),
    ("hash", |row| told(row, |standing| standing.hash.clone())),
    ("verdict", |row| told(row, |standing| standing.verdict.to_owned())),
    ("verdict_lowered_from", |row| told(row, |standing| standing.verdict_lowered_from.unwrap_or_default().to_owned())),
    ("first", |row| told(row, |standing| standing.first.clone().unwrap_or_default())),
    ("variant", |row| told(row, |standing| standing.variant.clone().unwrap_or_default())),
    ("lead", |row| told(row, |standing| standing.lead.map(|lead| lead.to_string()).unwrap_or_default())),
    ("barred", |row| told(row, |standing| list(&standing.barred))),
    ("kommunalforbund_status", |row| form(row, |standing| &standing.forms.kommunalforbund, status)),
    ("kommunalforbund_score", |row| form(row, |standing| &standing.forms.kommunalforbund, score)),
    ("gemensam_namnd_status", |row| form(row, |standing| &standing.forms.gemensam_namnd, status)),
    ("gemensam_namnd_score", |row| form(row, |standing| &standing.forms.gemensam_namnd, score)),
    ("avtalssamverkan_status", |row| form(row, |standing| &standing.forms.avtalssamverkan, status)),
    ("avtalssamverkan_score", |row| form(row, |standing| &standing.forms.avtalssamverkan, score)),
    ("conditions", |row| told(row, |standing| standing.conditions.to_string())),
    ("duties", |row| told(row, |standing| standing.duties.to_string())),
    ("deciding_rules", |row| told(row, |standing| list(&standing.deciding_rules))),
    ("open_facts", |row| told(row, |standing| standing.open_facts.to_string())),
    ("ask_first", |row| told(row, |standing| list(&standing.ask_first))),
    ("warnings", |row| remarks(&row.warnings)),
    ("errors", |row| remarks(&row.errors)),
];

/// What a result in this format begins with.
pub fn head(format: RowFormat) -> Vec<u8> {
    match format {
        RowFormat::JsonLines => Vec::new(),
        RowFormat::Csv => {
            let mut bytes = b"\xef\xbb\xbf".to_vec();
            csv_line(&mut bytes, COLUMNS.iter().map(|(heading, _)| (*heading).to_owned()));
            bytes
        }
    }
}

/// Writes a row after others.
pub fn write(bytes: &mut Vec<u8>, row: &Row, format: RowFormat) {
    match format {
        RowFormat::JsonLines => {
            // Only maps with other keys than texts, or a writer that fails, give errors; there are neither.
            let _ = serde_json::to_writer(&mut *bytes, row);
            bytes.push(b'\n');
        }
        RowFormat::Csv => csv_line(bytes, COLUMNS.iter().map(|(_, value)| value(row))),
    }
}

fn csv_line(bytes: &mut Vec<u8>, cells: impl Iterator<Item = String>) {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .buffer_capacity(1024)
        .from_writer(bytes);
    // Every line has all columns, and memory takes every byte, so there is no error.
    let _ = writer.write_record(cells.map(String::into_bytes));
    let _ = writer.flush();
}

/// Changed answers as the call writes them.
fn changed(row: &Row) -> String {
    let text = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let answer = |value: &Json| match value {
        Json::Array(values) => values.iter().map(text).collect::<Vec<_>>().join(","),
        other => text(other),
    };
    list(&row.changed.iter().map(|(fact, value)| format!("{fact}={}", answer(value))).collect::<Vec<_>>())
}

fn told(row: &Row, what: fn(&StandingRow) -> String) -> String {
    row.standing.as_ref().map(what).unwrap_or_default()
}

fn form(row: &Row, which: fn(&StandingRow) -> &FormRow, what: fn(&FormRow) -> String) -> String {
    row.standing.as_ref().map(|standing| what(which(standing))).unwrap_or_default()
}

fn status(form: &FormRow) -> String {
    form.status.to_owned()
}

fn score(form: &FormRow) -> String {
    form.score.to_string()
}

fn list<T: AsRef<str>>(values: &[T]) -> String {
    let mut text = String::new();
    for value in values {
        if !text.is_empty() {
            text.push(SEPARATOR);
        }
        text.push_str(value.as_ref());
    }
    text
}

fn remarks(remarks: &[Remark]) -> String {
    let texts: Vec<String> = remarks
        .iter()
        .map(|remark| {
            let place = match (remark.line, remark.column) {
                (Some(line), Some(column)) => format!(" (rad {line}, kolumn {column})"),
                _ => String::new(),
            };
            let help: String = remark.help.iter().map(|help| format!("; {help}")).collect();
            format!("{}{place}: {}{help}", remark.code, remark.message)
        })
        .collect();
    texts.join(" | ")
}

/// A text that came with the input. A spreadsheet would run one that begins as a formula, so it gets an apostrophe.
fn foreign(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<i64>().is_err();
    if formula { format!("'{text}") } else { text.to_owned() }
}
