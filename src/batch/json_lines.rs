//! A line of JSON as a tree of names and values that know their places.
//!
//! A line holds one case in the shape of a scenario file: `title`, `date`, `start`, `partner` and so on. Answers may
//! stand beside them or under `facts`. `null` is a question that was not asked, as an absent line of a file is.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::diagnostics::toml_source::{TomlEntry, TomlKind, TomlTable, TomlValue};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, SourceText, TomlDocument};

/// Values deeper than this are nothing that a case has. The limit keeps a line of nothing but brackets from taking long.
const DEEPEST: usize = 8;

/// The names of a scenario file. All other names in a line are questions.
const NAMES: [&str; 14] = [
    "title",
    "status",
    "date",
    "start",
    "case_numbers",
    "partner",
    "facts",
    "notes",
    "proposal",
    "expect",
    "observed",
    "observed_scoring",
    "observed_sector",
    "observed_source",
];

/// A line as it was understood.
pub struct JsonRow {
    /// What the row is called in its own file.
    pub id: Option<String>,
    /// Its title, if it has one.
    pub title: Option<String>,
    /// The case, to be read as a scenario.
    pub document: TomlDocument,
}

/// Reads a line. `stand_in` is its title if it has none.
///
/// # Errors
/// The line is not one JSON object.
pub fn read(source: &Arc<SourceText>, stand_in: &str) -> Result<JsonRow, Diagnostics> {
    let text = source.text();
    let members: Members<'_> = serde_json::from_str(text).map_err(|error| malformed(source, &error))?;
    let mut reader = Reader { source, problems: Diagnostics::new() };
    let mut root = TomlTable { entries: Vec::new(), span: 0..text.len() };
    let mut facts = TomlTable { entries: Vec::new(), span: 0..text.len() };
    let mut id = None;
    for entry in reader.entries(&members, 1) {
        match entry.key.as_str() {
            "id" => id = reader.id(&entry),
            "date" | "start" => root.entries.push(reader.day(entry)),
            "facts" => match entry.value.kind {
                TomlKind::Table(nested) => {
                    nested.entries.into_iter().for_each(|entry| reader.answer(&mut facts, entry))
                }
                _ => root.entries.push(entry),
            },
            name if NAMES.contains(&name) => root.entries.push(entry),
            _ => reader.answer(&mut facts, entry),
        }
    }
    let title = root.get("title").and_then(|entry| match &entry.value.kind {
        TomlKind::Text(text) => Some(text.clone()),
        _ => None,
    });
    if root.get("title").is_none() {
        let stand_in = id.clone().unwrap_or_else(|| stand_in.to_owned());
        root.entries.push(TomlEntry::new("title", 0..0, TomlKind::Text(stand_in), 0..0));
    }
    if root.get("facts").is_none() {
        root.entries.push(TomlEntry::new("facts", 0..0, TomlKind::Table(facts), 0..text.len()));
    }
    let document = TomlDocument::of_tree(source, root, "raden", reader.problems);
    Ok(JsonRow { id, title, document })
}

/// The names and values of an object, unread.
struct Members<'t>(Vec<(&'t RawValue, &'t RawValue)>);

impl<'de: 't, 't> Deserialize<'de> for Members<'t> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Vec<(&'de RawValue, &'de RawValue)>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(InOrder).map(Members)
    }
}

struct Reader<'s> {
    source: &'s Arc<SourceText>,
    problems: Diagnostics,
}

impl Reader<'_> {
    /// Where a part of the line stands. It is a part of the line itself, so its address tells.
    fn span(&self, part: &RawValue) -> Range<usize> {
        let start = (part.get().as_ptr() as usize).saturating_sub(self.source.text().as_ptr() as usize);
        start..start + part.get().len()
    }

    fn report(&mut self, code: Code, message: impl Into<String>, span: Range<usize>, help: &str) {
        let problem = Diagnostic::new(code, message).at(Place::new(self.source, span));
        self.problems.push(if help.is_empty() { problem } else { problem.help(help) });
    }

    fn entries(&mut self, members: &Members<'_>, depth: usize) -> Vec<TomlEntry> {
        let mut entries: Vec<TomlEntry> = Vec::new();
        for (name, value) in &members.0 {
            let span = self.span(name);
            let Some(key) = self.text(name) else { continue };
            if entries.iter().any(|entry| entry.key == key) {
                let message = format!("`{key}` anges två gånger");
                self.report(Code::TomlDuplicateKey, message, span, "behåll det värde som gäller");
                continue;
            }
            if let Some(value) = self.value(value, depth) {
                entries.push(TomlEntry { key, key_span: span, value });
            }
        }
        entries
    }

    /// A value; `None` for `null`.
    fn value(&mut self, raw: &RawValue, depth: usize) -> Option<TomlValue> {
        let (written, span) = (raw.get(), self.span(raw));
        if depth > DEEPEST {
            self.report(Code::RowJson, "värdena ligger för djupt i varandra", span.clone(), "");
            return Some(TomlValue { kind: TomlKind::Broken, span });
        }
        let kind = match written.as_bytes().first() {
            Some(b'n') => return None,
            Some(b't') => TomlKind::Boolean(true),
            Some(b'f') => TomlKind::Boolean(false),
            Some(b'"') => self.text(raw).map_or(TomlKind::Broken, TomlKind::Text),
            Some(b'[') => match serde_json::from_str::<Vec<&RawValue>>(written) {
                Ok(items) => TomlKind::List(items.iter().filter_map(|item| self.value(item, depth + 1)).collect()),
                Err(_) => self.broken(span.clone()),
            },
            Some(b'{') => match serde_json::from_str::<Members<'_>>(written) {
                Ok(members) => {
                    let entries = self.entries(&members, depth + 1);
                    TomlKind::Table(TomlTable { entries, span: span.clone() })
                }
                Err(_) => self.broken(span.clone()),
            },
            _ => number(written),
        };
        Some(TomlValue { kind, span })
    }

    fn broken(&mut self, span: Range<usize>) -> TomlKind {
        self.report(Code::RowJson, "värdet är inte riktig JSON", span, "");
        TomlKind::Broken
    }

    /// A text within quotation marks. Its letters are composed, as those of the line are, even where it has escapes.
    fn text(&mut self, raw: &RawValue) -> Option<String> {
        use unicode_normalization::{UnicodeNormalization as _, is_nfc};
        match serde_json::from_str::<String>(raw.get()) {
            Ok(text) if is_nfc(&text) => Some(text),
            Ok(text) => Some(text.nfc().collect()),
            Err(_) => {
                let span = self.span(raw);
                self.report(Code::RowJson, "texten har tecken som inte finns", span, "");
                None
            }
        }
    }

    fn id(&mut self, entry: &TomlEntry) -> Option<String> {
        match &entry.value.kind {
            TomlKind::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            TomlKind::Integer(number) => Some(number.to_string()),
            TomlKind::Broken => None,
            other => {
                let message = format!("`id` ska vara en text eller ett heltal, men är {}", other.describe());
                let message = if matches!(other, TomlKind::Text(_)) { "`id` är tomt".to_owned() } else { message };
                self.report(Code::RowId, message, entry.value.span.clone(), "");
                None
            }
        }
    }

    /// A day, which JSON writes as a text.
    fn day(&mut self, mut entry: TomlEntry) -> TomlEntry {
        let day = match &entry.value.kind {
            TomlKind::Text(text) => crate::law::dates::parse_date(text).ok(),
            _ => None,
        };
        entry.value.kind = day.map_or_else(
            || {
                let written = Place::new(self.source, entry.value.span.clone()).text().to_owned();
                let message = format!("`{}` ska vara ett datum, men är {written}", entry.key);
                self.report(Code::BadDate, message, entry.value.span.clone(), "skriv datum som \"2026-11-20\"");
                TomlKind::Broken
            },
            |day: Date| TomlKind::Date(day),
        );
        entry
    }

    /// Puts an answer among the others.
    fn answer(&mut self, facts: &mut TomlTable, entry: TomlEntry) {
        match facts.get(&entry.key) {
            None => facts.entries.push(entry),
            Some(_) => {
                let message = format!("`{}` anges två gånger", entry.key);
                self.report(Code::TomlDuplicateKey, message, entry.key_span, "behåll det värde som gäller");
            }
        }
    }
}

/// A number; one too large to hold is held as the largest there is, which is outside every limit.
fn number(written: &str) -> TomlKind {
    if written.contains(['.', 'e', 'E']) {
        return TomlKind::Decimal;
    }
    let limit = if written.starts_with('-') { i64::MIN } else { i64::MAX };
    TomlKind::Integer(written.parse().unwrap_or(limit))
}

/// What the parser says, in Swedish: a part of its words, and what it means.
const SAID: [(&str, &str, &str); 13] = [
    ("invalid type", "raden ska vara ett objekt inom klamrar", "skriv `{\"uppgift\": \"overformyndare\"}`"),
    ("EOF", "raden slutar innan objektet är slut", "varje objekt står helt på en rad"),
    ("trailing comma", "efter det sista värdet står ett komma", "ta bort kommat"),
    ("trailing characters", "efter objektet står något mer", "skriv ett objekt per rad"),
    ("key must be a string", "här ska ett namn inom citattecken stå", ""),
    ("expected `:`", "här ska ett kolon stå", "skriv `\"namn\": värde`"),
    ("expected `,` or `}`", "här ska ett komma eller en klammer stå", ""),
    ("expected `,` or `]`", "här ska ett komma eller en hakparentes stå", ""),
    (
        "control character",
        "texten har ett otillåtet tecken, till exempel en radbrytning",
        "skriv radbrytning som `\\n`",
    ),
    ("escape", "efter ett omvänt snedstreck står något otillåtet", "skriv snedstrecket två gånger: `\\\\`"),
    ("invalid number", "talet är felskrivet", ""),
    ("expected ident", "värdet är felskrivet", "skriv `true`, `false` eller `null` med små bokstäver"),
    ("expected value", "här ska ett värde stå", "text står inom raka citattecken"),
];

fn malformed(source: &Arc<SourceText>, error: &serde_json::Error) -> Diagnostics {
    let said = error.to_string();
    let known = SAID.iter().find(|(words, ..)| said.contains(words));
    let (message, help) = known.map_or(("raden är inte riktig JSON", ""), |(_, message, help)| (*message, *help));
    // Columns count bytes from 1 and point at what is wrong, or just past it where the text has ended.
    let text = source.text();
    let line_start = source.line_start(source.first_line() + error.line().saturating_sub(1));
    let column = if error.is_eof() { text.len() } else { error.column().saturating_sub(1) };
    let at = source.floor((line_start + column).min(text.len()));
    let whole = said.contains("invalid type");
    let end = text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |letter| at + letter.len_utf8());
    let span = if whole { 0..text.len() } else { at..end };
    let problem = Diagnostic::new(Code::RowJson, message).at(Place::new(source, span));
    Diagnostics::from(if help.is_empty() { problem } else { problem.help(help) })
}
