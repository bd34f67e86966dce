//! The rows of a CSV file, and a row as a tree of names and values that know their places.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::cells::Cell;
use super::columns::{Columns, Meaning, RowFault, SEPARATOR, misquoted};
use super::lines::{Line, Lines, MOST_ROW};
use crate::diagnostics::toml_source::{TomlEntry, TomlKind, TomlTable, TomlValue};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, SourceText, TomlDocument};
use crate::facts::scenario::UNKNOWN;
use crate::facts::{Kind, Schema};
use crate::law::dates::parse_date;

/// The most lines that one row may cover. Where a quotation mark is never closed, no more are searched for its end.
const MOST_LINES: usize = 100;

/// The next row of a table, which covers several lines where a cell does. A quotation mark that is not closed as it
/// should costs its own line only: the lines after it are read as rows of their own.
///
/// # Errors
/// The stream cannot be read further.
pub fn next_row(lines: &mut Lines, columns: &Columns) -> std::io::Result<Option<Line>> {
    let Some(first) = lines.next_line()? else { return Ok(None) };
    if first.too_long || !is_open(&first.bytes, columns) {
        return Ok(Some(first));
    }
    let mut row = first.bytes.clone();
    let mut more: Vec<Line> = Vec::new();
    while more.len() < MOST_LINES {
        let Some(next) = lines.next_line()? else { break };
        let fits = !next.too_long && row.len() + next.bytes.len() < MOST_ROW;
        row.push(b'\n');
        row.extend_from_slice(&next.bytes);
        more.push(next);
        if !fits {
            break;
        }
        if !is_open(&row, columns) {
            if columns.cut(&row).is_ok() {
                return Ok(Some(Line { bytes: row, ..first }));
            }
            break;
        }
    }
    lines.give_back(more);
    Ok(Some(first))
}

/// Whether a row goes on in the next line.
fn is_open(row: &[u8], columns: &Columns) -> bool {
    use super::cells::{Misquoted, cut};
    matches!(cut(row, columns.delimiter), Err(Misquoted::NeverClosed(_)))
}

/// A row as it was understood.
pub struct CsvRow {
    /// What the row is called in its own file.
    pub id: Option<String>,
    /// Its title, if it has one.
    pub title: Option<String>,
    /// The case, to be read as a scenario.
    pub document: TomlDocument,
}

/// Reads a row. `stand_in` is its title if it has none.
///
/// # Errors
/// The row cannot be cut into cells.
pub fn read(
    source: &Arc<SourceText>,
    columns: &Columns,
    schema: &Schema,
    stand_in: &str,
) -> Result<CsvRow, Diagnostics> {
    let cells = columns.cut(source.text().as_bytes()).map_err(|fault| explain(source, columns, fault))?;
    let mut reader = Reader { source, schema, problems: Diagnostics::new() };
    let mut root = table(source);
    let mut facts = table(source);
    let mut partners = Partners::new();
    let (mut id, mut title) = (None, None);
    for (column, cell) in columns.columns.iter().zip(&cells) {
        let written = cell.value(source.text());
        if written.is_empty() {
            continue;
        }
        let Some(meaning) = column.meaning else {
            reader.report(Code::ColumnWithoutName, "cellen har ett värde men kolumnen saknar rubrik", cell, "");
            continue;
        };
        let text = |name: &str| entry(name, cell, TomlKind::Text(written.clone()));
        match meaning {
            Meaning::Id => id = Some(written),
            Meaning::Text(name) => {
                root.entries.push(text(name));
                if name == "title" {
                    title = Some(written);
                }
            }
            Meaning::Day(name) => root.entries.push(reader.day(name, cell, &written)),
            Meaning::CaseNumbers => {
                let numbers = texts(cell.parts(source.text(), SEPARATOR));
                root.entries.push(entry("case_numbers", cell, numbers));
            }
            Meaning::Answer(fact) => facts.entries.extend(reader.answer(fact, cell, &written)),
            Meaning::PartnerName(number) => partner(&mut partners, number, source).0.entries.push(text("name")),
            Meaning::PartnerPopulation(number) => {
                let population = reader.number("population", cell, &written);
                partner(&mut partners, number, source).0.entries.extend(population);
            }
            Meaning::PartnerAnswer(number, fact) => {
                let answer = reader.answer(fact, cell, &written);
                partner(&mut partners, number, source).1.entries.extend(answer);
            }
        }
    }
    if title.is_none() {
        let stand_in = id.clone().unwrap_or_else(|| stand_in.to_owned());
        root.entries.push(TomlEntry::new("title", 0..0, TomlKind::Text(stand_in), 0..0));
    }
    let whole = 0..source.text().len();
    if !partners.is_empty() {
        let partners = partners.into_values().map(|(mut partner, own)| {
            partner.entries.push(TomlEntry::new("facts", 0..0, TomlKind::Table(own), whole.clone()));
            TomlValue { kind: TomlKind::Table(partner), span: whole.clone() }
        });
        root.entries.push(TomlEntry::new("partner", 0..0, TomlKind::List(partners.collect()), whole.clone()));
    }
    root.entries.push(TomlEntry::new("facts", 0..0, TomlKind::Table(facts), whole));
    let document = TomlDocument::of_tree(source, root, "raden", reader.problems);
    Ok(CsvRow { id, title, document })
}

/// What is said about each party, and its own answers.
type Partners = BTreeMap<usize, (TomlTable, TomlTable)>;

fn partner<'p>(partners: &'p mut Partners, number: usize, source: &SourceText) -> &'p mut (TomlTable, TomlTable) {
    partners.entry(number).or_insert_with(|| (table(source), table(source)))
}

fn table(source: &SourceText) -> TomlTable {
    TomlTable { entries: Vec::new(), span: 0..source.text().len() }
}

fn entry(name: &str, cell: &Cell, kind: TomlKind) -> TomlEntry {
    TomlEntry::new(name, cell.span.clone(), kind, cell.span.clone())
}

fn texts(parts: Vec<(String, Range<usize>)>) -> TomlKind {
    TomlKind::List(parts.into_iter().map(|(text, span)| TomlValue { kind: TomlKind::Text(text), span }).collect())
}

fn explain(source: &Arc<SourceText>, columns: &Columns, fault: RowFault) -> Diagnostics {
    let expected = columns.columns.len();
    let problem = match fault {
        RowFault::Misquoted(wrong) => misquoted(source, wrong),
        RowFault::Cells { found, surplus } => {
            let length = source.text().len();
            let sign = char::from(columns.delimiter);
            let help = match surplus {
                Some(_) => format!("en cell med `{sign}` i sig ska stå inom citattecken"),
                None => "kontrollera att raden inte har klippts av".to_owned(),
            };
            // A row that is too long is marked where it should have ended, one that is too short where it ends.
            let span = surplus.map_or(length..length, |cell| cell.span.start..length);
            Diagnostic::new(Code::RowCells, format!("raden har {found} celler, men rubrikraden har {expected}"))
                .at(Place::new(source, span))
                .help(help)
        }
    };
    Diagnostics::from(problem)
}

struct Reader<'s> {
    source: &'s Arc<SourceText>,
    schema: &'s Schema,
    problems: Diagnostics,
}

impl Reader<'_> {
    fn report(&mut self, code: Code, message: impl Into<String>, cell: &Cell, help: &str) {
        let problem = Diagnostic::new(code, message).at(Place::new(self.source, cell.span.clone()));
        self.problems.push(if help.is_empty() { problem } else { problem.help(help) });
    }

    fn day(&mut self, name: &str, cell: &Cell, written: &str) -> TomlEntry {
        let kind = parse_date(written).map_or_else(
            |wrong| {
                self.report(Code::BadDate, wrong, cell, "skriv datum som 2026-11-20");
                TomlKind::Broken
            },
            TomlKind::Date,
        );
        entry(name, cell, kind)
    }

    /// A whole number; nothing where there is none, which is reported.
    fn number(&mut self, name: &str, cell: &Cell, written: &str) -> Option<TomlEntry> {
        let digits = written.strip_prefix(['-', '+']).unwrap_or(written);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let help = "skriv talet med bara siffror: 42000, utan mellanslag och decimaler";
            self.report(Code::AnswerWrongType, format!("`{name}` ska vara ett heltal, men är {written}"), cell, help);
            return None;
        }
        let limit = if written.starts_with('-') { i64::MIN } else { i64::MAX };
        Some(entry(name, cell, TomlKind::Integer(written.parse().unwrap_or(limit))))
    }

    /// An answer as its question writes it. Whether the question allows it is for the reader of scenarios to say.
    fn answer(&mut self, fact: crate::facts::FactId, cell: &Cell, written: &str) -> Option<TomlEntry> {
        let declared = self.schema.fact(fact);
        let name = declared.id.as_str();
        if written == UNKNOWN || written.eq_ignore_ascii_case("vet ej") {
            return Some(entry(name, cell, TomlKind::Text(UNKNOWN.to_owned())));
        }
        let text = || Some(entry(name, cell, TomlKind::Text(written.to_owned())));
        match &declared.kind {
            // Spreadsheets write yes and no in capitals and in their own language.
            Kind::Bool => match written.to_lowercase().as_str() {
                "true" | "sant" | "ja" => Some(entry(name, cell, TomlKind::Boolean(true))),
                "false" | "falskt" | "nej" => Some(entry(name, cell, TomlKind::Boolean(false))),
                _ => text(),
            },
            Kind::Int { .. } => self.number(name, cell, written),
            Kind::Choice { .. } => text(),
            Kind::Multi { .. } => {
                let parts = cell.parts(self.source.text(), SEPARATOR);
                if let Some((part, _)) = parts.iter().find(|(part, _)| part.contains([',', ';'])) {
                    let message = format!("`{part}` är inget alternativ till `{name}`");
                    let help = format!("skriv `{SEPARATOR}` mellan flera alternativ");
                    self.report(Code::AnswerUnknownOption, message, cell, &help);
                    return None;
                }
                Some(entry(name, cell, texts(parts)))
            }
        }
    }
}
