//! A TOML text as a tree in which every name and value knows its place.
//!
//! The parser recovers from errors, so that one run reports several. What it guessed on the way is not trusted: values
//! that hold an error become [`TomlKind::Broken`], and problems that only follow from an error are held back.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use toml::de::{DeInteger, DeTable, DeValue};

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::source::SourceText;
use super::toml_reader::TableReader;
use super::toml_syntax;

/// A parsed TOML text and the problems found in it so far.
#[derive(Debug)]
pub struct TomlDocument {
    source: Arc<SourceText>,
    root: TomlTable,
    /// How messages name the whole: "filen".
    name: &'static str,
    /// Lines that hold a syntax error; other complaints about them are most likely consequences of it.
    damaged_lines: BTreeSet<usize>,
    /// Readers of nested tables are alive at the same time and all report here.
    problems: RefCell<Diagnostics>,
}

/// A table: names with values, in the order of the file.
#[derive(Debug, Default)]
pub struct TomlTable {
    /// The names and values.
    pub entries: Vec<TomlEntry>,
    /// The header, or the braces and what they hold; empty for the file itself.
    pub span: Range<usize>,
}

/// A name and its value.
#[derive(Debug)]
pub struct TomlEntry {
    /// The name.
    pub key: String,
    /// Where the name stands.
    pub key_span: Range<usize>,
    /// The value.
    pub value: TomlValue,
}

/// A value and its place.
#[derive(Debug)]
pub struct TomlValue {
    /// What it is.
    pub kind: TomlKind,
    /// Where it stands, quotes and brackets included.
    pub span: Range<usize>,
}

/// The kinds of value.
#[derive(Debug)]
pub enum TomlKind {
    /// A text.
    Text(String),
    /// A whole number. One too large to hold is held as the largest there is, which is outside every sensible limit.
    Integer(i64),
    /// A number with decimals; nothing in our files has any, so the value is not kept.
    Decimal,
    /// True or false.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// A time of day, or a day with one; nothing in our files has any.
    Time,
    /// A list.
    List(Vec<TomlValue>),
    /// A table.
    Table(TomlTable),
    /// A value with a syntax error in it, already reported.
    Broken,
}

impl TomlKind {
    /// What it is, for messages: "en text".
    pub const fn describe(&self) -> &'static str {
        match self {
            Self::Text(_) => "en text",
            Self::Integer(_) => "ett tal",
            Self::Decimal => "ett decimaltal",
            Self::Boolean(_) => "`true` eller `false`",
            Self::Date(_) => "ett datum",
            Self::Time => "ett klockslag",
            Self::List(_) => "en lista",
            Self::Table(_) => "en tabell",
            Self::Broken => "felskrivet",
        }
    }
}

impl TomlEntry {
    /// A name and its value, each with its place.
    pub fn new(key: impl Into<String>, key_span: Range<usize>, kind: TomlKind, span: Range<usize>) -> Self {
        Self { key: key.into(), key_span, value: TomlValue { kind, span } }
    }
}

impl TomlTable {
    /// The entry with this name.
    pub fn get(&self, key: &str) -> Option<&TomlEntry> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

impl TomlDocument {
    /// Parses a text. Syntax errors are among the document's problems; what could be read can still be read.
    pub fn parse(source: &Arc<SourceText>) -> Self {
        let (table, mut errors) = DeTable::parse_recoverable(source.text());
        errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
        toml_syntax::drop_stumbling(&mut errors);
        let error_spans: Vec<Range<usize>> = errors.iter().filter_map(toml::de::Error::span).collect();
        let root = convert_table(table.get_ref(), table.span(), &error_spans);

        let mut damaged_lines = BTreeSet::new();
        let mut problems = Diagnostics::new();
        for error in &errors {
            let diagnostic = toml_syntax::translate(source, error.message(), error.span(), &root);
            // A repeated name leaves the rest of the line and the file intact.
            let line = diagnostic.place.as_ref().map_or(0, |place| place.start().line);
            if diagnostic.code == Code::TomlDuplicateKey {
                problems.push(diagnostic);
            } else if damaged_lines.insert(line) {
                // Only the first error of a line: the parser stumbles on over the rest of it.
                problems.push(diagnostic);
            }
        }
        Self { source: Arc::clone(source), root, name: "filen", damaged_lines, problems: RefCell::new(problems) }
    }

    /// A tree that was made of something other than TOML, such as a row of a table, with what was found on the way. What
    /// is read from it is then checked as a file is, by the same readers and with the same words.
    pub fn of_tree(source: &Arc<SourceText>, root: TomlTable, name: &'static str, problems: Diagnostics) -> Self {
        let (source, problems) = (Arc::clone(source), RefCell::new(problems));
        Self { source, root, name, damaged_lines: BTreeSet::new(), problems }
    }

    /// A reader for the whole text.
    pub fn root(&self) -> TableReader<'_> {
        TableReader::new(self, &self.root, self.place(0..0), self.name)
    }

    /// The text that was parsed.
    pub fn source(&self) -> &Arc<SourceText> {
        &self.source
    }

    /// A place in the text.
    pub fn place(&self, span: Range<usize>) -> Place {
        Place::new(&self.source, span)
    }

    /// Reports a problem with the content. It is held back if a syntax error is its likely cause.
    pub fn report(&self, diagnostic: Diagnostic) {
        let line = diagnostic.place.as_ref().map_or(0, |place| place.start().line);
        let follows = self.damaged_lines.contains(&line)
            || (!self.damaged_lines.is_empty() && diagnostic.code == Code::TomlMissingKey)
            || (diagnostic.code == Code::TomlUnknownKey && self.is_under_damaged_header(line));
        if !follows {
            // INVARIANT: the borrow ends with this statement, and nothing called here reports.
            self.problems.borrow_mut().push(diagnostic);
        }
    }

    /// Whether the header that a line stands under could not be read, so that its names ended up in another table.
    fn is_under_damaged_header(&self, line: usize) -> bool {
        let header = (1..line).rev().find(|line| self.source.line(*line).trim_start().starts_with('['));
        header.is_some_and(|header| self.damaged_lines.contains(&header))
    }

    /// Whether syntax errors were found, so that what was read may be less than what was written.
    pub fn is_damaged(&self) -> bool {
        !self.damaged_lines.is_empty()
    }

    /// All problems found, in the order of the text.
    pub fn finish(self) -> Diagnostics {
        let mut problems = self.problems.into_inner();
        problems.sort();
        problems
    }
}

fn convert_table(table: &DeTable<'_>, span: Range<usize>, errors: &[Range<usize>]) -> TomlTable {
    let mut entries: Vec<TomlEntry> = table
        .iter()
        .map(|(key, value)| TomlEntry {
            key: key.get_ref().to_string(),
            key_span: key.span(),
            value: convert_value(value.get_ref(), value.span(), errors),
        })
        .collect();
    // The parser's own order is alphabetical; people expect the order of the file.
    entries.sort_by_key(|entry| entry.key_span.start);
    TomlTable { entries, span }
}

fn convert_value(value: &DeValue<'_>, span: Range<usize>, errors: &[Range<usize>]) -> TomlValue {
    let broken = || errors.iter().any(|error| error.start >= span.start && error.start <= span.end);
    let kind = match value {
        DeValue::Array(items) => {
            TomlKind::List(items.iter().map(|item| convert_value(item.get_ref(), item.span(), errors)).collect())
        }
        DeValue::Table(table) => TomlKind::Table(convert_table(table, span.clone(), errors)),
        _ if broken() => TomlKind::Broken,
        DeValue::String(text) => TomlKind::Text(text.to_string()),
        DeValue::Integer(number) => TomlKind::Integer(convert_integer(number)),
        DeValue::Float(_) => TomlKind::Decimal,
        DeValue::Boolean(value) => TomlKind::Boolean(*value),
        DeValue::Datetime(value) => match (value.date, value.time, value.offset) {
            (Some(date), None, None) => convert_date(date).map_or(TomlKind::Broken, TomlKind::Date),
            _ => TomlKind::Time,
        },
    };
    TomlValue { kind, span }
}

fn convert_integer(number: &DeInteger<'_>) -> i64 {
    let text = number.as_str();
    let limit = if text.starts_with('-') { i64::MIN } else { i64::MAX };
    i64::from_str_radix(text, number.radix()).unwrap_or(limit)
}

/// INVARIANT: the TOML parser has checked month and day, so this is a day of the calendar.
fn convert_date(date: toml::value::Date) -> Option<Date> {
    let year = i16::try_from(date.year).ok()?;
    Date::new(year, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> TomlDocument {
        TomlDocument::parse(&SourceText::new("x.toml", text))
    }

    #[test]
    fn keeps_the_order_of_the_file_and_every_span() {
        let document = parse("b = 1\na = 'x'\n[z]\ny = 2026-11-20\n");
        let names: Vec<_> = document.root.entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(names, ["b", "a", "z"]);
        assert_eq!(document.place(document.root.entries[1].value.span.clone()).text(), "'x'");
        assert!(document.finish().is_empty());
    }

    #[test]
    fn a_huge_number_is_out_of_every_range() {
        let document = parse("a = 99999999999999999999\nb = -99999999999999999999");
        assert!(matches!(document.root.entries[0].value.kind, TomlKind::Integer(i64::MAX)));
        assert!(matches!(document.root.entries[1].value.kind, TomlKind::Integer(i64::MIN)));
    }

    #[test]
    fn one_error_per_line_and_several_lines() {
        let document = parse("a = foo bar\nb = [1 2 3]\nc = \"x\nd = 1\n");
        assert!(document.is_damaged());
        let lines: Vec<_> = document.finish().iter().filter_map(|d| Some(d.place.as_ref()?.start().line)).collect();
        assert_eq!(lines, [1, 2, 3]);
    }

    proptest! {
        #[test]
        fn any_text_is_safe(text in "[a-c=\\[\\]{}\"',.#\n 0-9-“å\\\\]{0,60}") {
            let document = parse(&text);
            document.root().finish();
            for problem in document.finish() {
                prop_assert!(!problem.message.is_empty() && problem.place.is_some());
            }
        }
    }
}
