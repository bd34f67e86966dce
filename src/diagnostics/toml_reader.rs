//! Typed reading of a TOML tree that reports everything that is wrong, with its place.
//!
//! ```text
//! let document = TomlDocument::parse(&source);
//! let mut root = document.root();
//! for mut fact in root.table_array("fact") {
//!     let id = fact.required_string("id");
//!     let level = fact.optional_integer("level", 1..=3);
//!     fact.finish();                       // reports names that nobody asked for
//!     let Some(id) = id else { continue };
//! }
//! root.finish();
//! let problems = document.finish();
//! ```
//!
//! Every question gives `None` after reporting, so that reading goes on to the next problem. Ask everything first, call
//! `finish`, and only then give up on a table whose required values are missing.

use std::fmt;
use std::ops::{Deref, Range, RangeInclusive};

use jiff::civil::Date;

use super::code::Code;
use super::diagnostic::{Diagnostic, Place};
use super::suggest::{did_you_mean_or_list, list_words};
use super::toml_source::{TomlDocument, TomlEntry, TomlKind, TomlTable, TomlValue};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

impl<T> Located<T> {
    /// A value with its place.
    pub const fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }

    /// Another value at the same place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Located<U> {
        Located { value: change(self.value), place: self.place }
    }
}

impl Located<String> {
    /// The place of a part of the text, given in bytes of the value. When the text was written with escapes, so that
    /// bytes do not correspond, the place of the whole.
    pub fn part(&self, part: Range<usize>) -> Place {
        let written = self.place.text();
        let mut found = written.match_indices(self.value.as_str());
        match (found.next(), self.value.is_empty()) {
            (Some((at, _)), false) => {
                let start = self.place.span.start + at;
                let limit = start + self.value.len();
                let from = (start + part.start).min(limit);
                Place::new(&self.place.source, from..(start + part.end).min(limit).max(from))
            }
            _ => self.place.clone(),
        }
    }
}

impl<T> Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Display> fmt::Display for Located<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(formatter)
    }
}

/// Reads one table and remembers which names were asked for.
#[derive(Debug)]
pub struct TableReader<'d> {
    document: &'d TomlDocument,
    table: &'d TomlTable,
    place: Place,
    /// How messages name the table: "`[[fact]]`", "filen".
    name: String,
    asked: Vec<String>,
    all_asked: bool,
}

impl<'d> TableReader<'d> {
    pub(super) fn new(document: &'d TomlDocument, table: &'d TomlTable, place: Place, name: impl Into<String>) -> Self {
        Self { document, table, place, name: name.into(), asked: Vec::new(), all_asked: false }
    }

    /// Where the table is: its header or its braces.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Whether the name stands in the table. Does not count as asking for it.
    pub fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    /// Where a name stands; the place of the table if it does not.
    pub fn key_place(&self, key: &str) -> Place {
        self.table.get(key).map_or_else(|| self.place.clone(), |entry| self.document.place(entry.key_span.clone()))
    }

    /// Reports a problem with what the table holds.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.document.report(diagnostic);
    }

    /// A value of any kind.
    pub fn value(&mut self, key: &str) -> Option<ValueReader<'d>> {
        let entry = self.ask(key)?;
        Some(ValueReader { document: self.document, name: entry.key.clone(), value: &entry.value })
    }

    /// A text that must be there and say something.
    pub fn required_string(&mut self, key: &str) -> Option<Located<String>> {
        self.required(key)?.string()
    }

    /// A text that, if there, says something.
    pub fn optional_string(&mut self, key: &str) -> Option<Located<String>> {
        self.value(key)?.string()
    }

    /// A yes or no that must be there.
    pub fn required_bool(&mut self, key: &str) -> Option<Located<bool>> {
        self.required(key)?.boolean()
    }

    /// A yes or no.
    pub fn optional_bool(&mut self, key: &str) -> Option<Located<bool>> {
        self.value(key)?.boolean()
    }

    /// A whole number that must be there.
    pub fn required_integer(&mut self, key: &str, range: RangeInclusive<i64>) -> Option<Located<i64>> {
        self.required(key)?.integer(range)
    }

    /// A whole number.
    pub fn optional_integer(&mut self, key: &str, range: RangeInclusive<i64>) -> Option<Located<i64>> {
        self.value(key)?.integer(range)
    }

    /// A day that must be there.
    pub fn required_date(&mut self, key: &str) -> Option<Located<Date>> {
        self.required(key)?.date()
    }

    /// A day.
    pub fn optional_date(&mut self, key: &str) -> Option<Located<Date>> {
        self.value(key)?.date()
    }

    /// One of a set of words, which must be there: `required_word("kind", &[("bool", Kind::Bool), …])`.
    pub fn required_word<T: Copy>(&mut self, key: &str, words: &[(&str, T)]) -> Option<Located<T>> {
        self.required(key)?.word(words)
    }

    /// One of a set of words.
    pub fn optional_word<T: Copy>(&mut self, key: &str, words: &[(&str, T)]) -> Option<Located<T>> {
        self.value(key)?.word(words)
    }

    /// A text or a list of texts, which must be there and hold at least one.
    pub fn required_string_list(&mut self, key: &str) -> Option<Vec<Located<String>>> {
        let value = self.required(key)?;
        let place = value.place();
        let list = value.string_list()?;
        if list.is_empty() {
            self.report(Diagnostic::new(Code::TomlEmptyText, format!("listan `{key}` är tom")).at(place));
            return None;
        }
        Some(list)
    }

    /// A text or a list of texts; empty when the name is absent.
    pub fn string_list(&mut self, key: &str) -> Vec<Located<String>> {
        self.value(key).and_then(ValueReader::string_list).unwrap_or_default()
    }

    /// A table that must be there.
    pub fn required_table(&mut self, key: &str) -> Option<Self> {
        self.required(key)?.table()
    }

    /// A table: `[key]` or `key = { … }`.
    pub fn table(&mut self, key: &str) -> Option<Self> {
        self.value(key)?.table()
    }

    /// A list of tables: `[[key]]` or `key = [{ … }]`; empty when the name is absent.
    pub fn table_array(&mut self, key: &str) -> Vec<Self> {
        self.value(key).and_then(ValueReader::table_array).unwrap_or_default()
    }

    /// Everything in the table, in the order of the file, for tables whose names are not known beforehand. Counts as
    /// asking for all of it.
    pub fn entries(&mut self) -> Vec<(Located<String>, ValueReader<'d>)> {
        self.all_asked = true;
        self.table
            .entries
            .iter()
            .map(|entry| {
                let key = Located::new(entry.key.clone(), self.document.place(entry.key_span.clone()));
                (key, ValueReader { document: self.document, name: entry.key.clone(), value: &entry.value })
            })
            .collect()
    }

    /// Reports every name that was never asked for.
    pub fn finish(self) {
        if self.all_asked {
            return;
        }
        for entry in &self.table.entries {
            if !self.asked.contains(&entry.key) {
                // A name that already stands in the table is not what was meant.
                let free = self.asked.iter().map(String::as_str).filter(|name| self.table.get(name).is_none());
                self.report(
                    Diagnostic::new(
                        Code::TomlUnknownKey,
                        format!("`{}` är inget känt namn i {}", entry.key, self.name),
                    )
                    .at(self.document.place(entry.key_span.clone()))
                    .help_if(did_you_mean_or_list(&entry.key, free)),
                );
            }
        }
    }

    fn ask(&mut self, key: &str) -> Option<&'d TomlEntry> {
        if !self.asked.iter().any(|asked| asked == key) {
            self.asked.push(key.to_owned());
        }
        self.table.get(key)
    }

    fn required(&mut self, key: &str) -> Option<ValueReader<'d>> {
        let value = self.value(key);
        if value.is_none() {
            self.report(
                Diagnostic::new(Code::TomlMissingKey, format!("`{key}` saknas i {}", self.name)).at(self.place.clone()),
            );
        }
        value
    }
}

/// Reads one value. The methods named after a kind report when it is of another.
#[derive(Debug, Clone)]
pub struct ValueReader<'d> {
    document: &'d TomlDocument,
    name: String,
    value: &'d TomlValue,
}

impl<'d> ValueReader<'d> {
    /// What the value is, for callers that accept several kinds.
    pub fn kind(&self) -> &'d TomlKind {
        &self.value.kind
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        self.document.place(self.value.span.clone())
    }

    /// Reports a problem with the value.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.document.report(diagnostic);
    }

    /// A text that says something.
    pub fn string(self) -> Option<Located<String>> {
        match &self.value.kind {
            TomlKind::Text(text) if text.trim().is_empty() => {
                self.report(Diagnostic::new(Code::TomlEmptyText, format!("`{}` är tom", self.name)).at(self.place()));
                None
            }
            TomlKind::Text(text) => Some(Located::new(text.clone(), self.place())),
            _ => self.wrong("en text inom citattecken"),
        }
    }

    /// True or false.
    pub fn boolean(self) -> Option<Located<bool>> {
        match self.value.kind {
            TomlKind::Boolean(value) => Some(Located::new(value, self.place())),
            _ => self.wrong("`true` eller `false`"),
        }
    }

    /// A whole number within limits.
    pub fn integer(self, range: RangeInclusive<i64>) -> Option<Located<i64>> {
        match self.value.kind {
            TomlKind::Integer(number) if range.contains(&number) => Some(Located::new(number, self.place())),
            TomlKind::Integer(_) => {
                let limits = match (*range.start(), *range.end()) {
                    (least, i64::MAX) => format!("ska vara minst {least}"),
                    (i64::MIN, most) => format!("får vara högst {most}"),
                    (least, most) => format!("ska vara mellan {least} och {most}"),
                };
                let written = self.place().text().to_owned();
                self.report(
                    Diagnostic::new(Code::TomlNumberRange, format!("`{}` {limits}, men är {written}", self.name))
                        .at(self.place()),
                );
                None
            }
            _ => self.wrong("ett heltal"),
        }
    }

    /// A day.
    pub fn date(self) -> Option<Located<Date>> {
        match self.value.kind {
            TomlKind::Date(date) => Some(Located::new(date, self.place())),
            _ => self.wrong("ett datum som 2026-11-20, utan citattecken"),
        }
    }

    /// One of a set of words.
    pub fn word<T: Copy>(self, words: &[(&str, T)]) -> Option<Located<T>> {
        let name = self.name.clone();
        let document = self.document;
        let text = self.string()?;
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == text.value) {
            return Some(Located::new(*meaning, text.place));
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let mut diagnostic =
            Diagnostic::new(Code::TomlUnknownWord, format!("`{}` är inget giltigt värde för `{name}`", text.value))
                .at(text.place.clone())
                .help_if(did_you_mean_or_list(&text.value, known.iter().copied()));
        if diagnostic.help.is_empty() {
            diagnostic = diagnostic.help(format!("skriv {}", list_words(&known, "eller")));
        }
        document.report(diagnostic);
        None
    }

    /// A text or a list of texts.
    pub fn string_list(self) -> Option<Vec<Located<String>>> {
        match &self.value.kind {
            TomlKind::Text(_) => Some(vec![self.string()?]),
            TomlKind::List(items) => {
                // All items are read before giving up, so that every bad one is reported.
                let read: Vec<_> = items.iter().map(|item| self.item(item).string()).collect();
                read.into_iter().collect()
            }
            _ => self.wrong("en text eller en lista av texter"),
        }
    }

    /// The items of a list, of any kind.
    pub fn list(self) -> Option<Vec<Self>> {
        match &self.value.kind {
            TomlKind::List(items) => Some(items.iter().map(|item| self.item(item)).collect()),
            _ => self.wrong("en lista inom hakparenteser"),
        }
    }

    /// A table.
    pub fn table(self) -> Option<TableReader<'d>> {
        match &self.value.kind {
            TomlKind::Table(table) => {
                Some(TableReader::new(self.document, table, self.place(), format!("`[{}]`", self.name)))
            }
            _ => self.wrong("en tabell"),
        }
    }

    /// A list of tables.
    pub fn table_array(self) -> Option<Vec<TableReader<'d>>> {
        let name = format!("`[[{}]]`", self.name);
        match &self.value.kind {
            TomlKind::List(items) => {
                let tables = items.iter().filter_map(|item| match &item.kind {
                    TomlKind::Table(table) => Some(TableReader::new(
                        self.document,
                        table,
                        self.document.place(item.span.clone()),
                        name.as_str(),
                    )),
                    _ => self.item(item).wrong("en tabell inom klamrar"),
                });
                Some(tables.collect())
            }
            TomlKind::Table(_) => {
                self.report(
                    Diagnostic::new(
                        Code::TomlWrongType,
                        format!("`{}` är en lista där varje post har en egen rubrik", self.name),
                    )
                    .at(self.place())
                    .help(format!("skriv {name} med dubbla hakparenteser")),
                );
                None
            }
            _ => self.wrong("en lista av tabeller"),
        }
    }

    /// Reports that the value is of another kind than expected: "`level` ska vara ett heltal, men är en text". Callers
    /// with kinds of their own use it too. Gives `None`, of whatever type the caller returns.
    pub fn wrong<T>(self, expected: &str) -> Option<T> {
        // What is broken has been reported as such.
        if !matches!(self.value.kind, TomlKind::Broken) {
            let place = self.place();
            let message = format!("`{}` ska vara {expected}, men är {}", self.name, self.value.kind.describe());
            // A number, date or yes/no in quotes is the usual reason for a text in its place.
            let quoted = matches!(&self.value.kind, TomlKind::Text(text)
                if text.parse::<Date>().is_ok() || text.parse::<i64>().is_ok() || matches!(text.as_str(), "true" | "false"));
            let diagnostic = Diagnostic::new(Code::TomlWrongType, message).at(place);
            self.report(if quoted { diagnostic.help("ta bort citattecknen") } else { diagnostic });
        }
        None
    }

    fn item(&self, value: &'d TomlValue) -> Self {
        Self { document: self.document, name: self.name.clone(), value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Diagnostics, SourceText};

    fn document(text: &str) -> TomlDocument {
        TomlDocument::parse(&SourceText::new("x.toml", text))
    }

    fn told(problems: Diagnostics) -> Vec<String> {
        problems
            .into_iter()
            .map(|d| format!("{} {} {}", d.place.map(|p| p.address()).unwrap_or_default(), d.code, d.message))
            .collect()
    }

    #[test]
    fn reads_what_is_right() {
        let document = document(
            "id = 'a'\nlevel = 2\nok = true\nday = 2026-11-20\none = 'x'\nmany = ['x', 'y']\n[[t]]\nk = 1\n[[t]]\nk = 2\n[s]\nfree = 'text'\n",
        );
        let mut root = document.root();
        assert_eq!(root.required_string("id").unwrap().value, "a");
        assert_eq!(root.required_integer("level", 1..=3).unwrap().value, 2);
        assert!(root.optional_bool("ok").unwrap().value);
        assert_eq!(root.required_date("day").unwrap().to_string(), "2026-11-20");
        assert_eq!(root.string_list("one").len(), 1);
        assert_eq!(root.required_string_list("many").unwrap()[1].place.text(), "'y'");
        assert_eq!(root.string_list("none"), []);
        let numbers: Vec<i64> =
            root.table_array("t").into_iter().filter_map(|mut t| Some(t.required_integer("k", 0..=9)?.value)).collect();
        assert_eq!(numbers, [1, 2]);
        let mut section = root.table("s").unwrap();
        let entries = section.entries();
        assert_eq!((entries[0].0.as_str(), entries[0].1.place().text()), ("free", "'text'"));
        section.finish();
        root.finish();
        assert_eq!(told(document.finish()), Vec::<String>::new());
    }

    #[test]
    fn reports_everything_in_one_run() {
        let document = document(
            "level = 'två'\nlevle = 1\nkind = 'chioce'\nage = 200\nday = '2026-11-20'\nmany = ['x', 1, 2]\n[t]\n",
        );
        let mut root = document.root();
        let _ = root.required_string("id");
        let _ = root.optional_integer("level", 1..=3);
        let _ = root.optional_integer("age", 0..=150);
        let _ = root.required_word("kind", &[("bool", 1), ("choice", 2)]);
        let _ = root.optional_date("day");
        let _ = root.string_list("many");
        let _ = root.table_array("t");
        root.finish();
        assert_eq!(
            told(document.finish()),
            [
                "x.toml:1:1 K023 `id` saknas i filen",
                "x.toml:1:9 K024 `level` ska vara ett heltal, men är en text",
                "x.toml:2:1 K022 `levle` är inget känt namn i filen",
                "x.toml:3:8 K025 `chioce` är inget giltigt värde för `kind`",
                "x.toml:4:7 K026 `age` ska vara mellan 0 och 150, men är 200",
                "x.toml:5:7 K024 `day` ska vara ett datum som 2026-11-20, utan citattecken, men är en text",
                "x.toml:6:14 K024 `many` ska vara en text inom citattecken, men är ett tal",
                "x.toml:6:17 K024 `many` ska vara en text inom citattecken, men är ett tal",
                "x.toml:7:1 K024 `t` är en lista där varje post har en egen rubrik",
            ]
        );
    }

    #[test]
    fn unknown_names_get_a_suggestion_among_those_still_free() {
        let document = document("id = 'a'\nlabell = 'b'\n");
        let mut root = document.root();
        let _ = (root.optional_string("id"), root.optional_string("label"));
        root.finish();
        let problems = document.finish();
        assert_eq!(problems.iter().next().unwrap().help, ["menade du `label`?"]);
    }

    #[test]
    fn a_syntax_error_does_not_breed_others() {
        // The header of the second is damaged, so its values end up elsewhere or nowhere: nothing is said about that.
        let document = document("[[fact]]\nid = hej\nlevel = 9\n[[fact]\nid = 'b'\n");
        let mut root = document.root();
        for mut fact in root.table_array("fact") {
            let _ = (fact.required_string("id"), fact.optional_integer("level", 1..=3), fact.required_string("label"));
            fact.finish();
        }
        let _ = root.required_string("other");
        let told = told(document.finish());
        assert_eq!(told.iter().filter(|line| line.contains("K023")).count(), 0, "{told:?}");
        for expected in [":2:6 K020", ":3:9 K026", ":4:8 K020"] {
            assert!(told.iter().any(|line| line.contains(expected)), "{expected}: {told:?}");
        }
    }

    #[test]
    fn empty_texts_are_reported() {
        let document = document("a = ''\nb = ' '\nc = []\nd = ['']\n");
        let mut root = document.root();
        let _ = (
            root.required_string("a"),
            root.optional_string("b"),
            root.required_string_list("c"),
            root.string_list("d"),
        );
        assert_eq!(document.finish().len(), 4);
    }

    #[test]
    fn parts_of_a_text_have_places() {
        let document = document("a = \"KL 9:37\"\nb = \"x\\u0041y\"\n");
        let mut root = document.root();
        assert_eq!(root.required_string("a").unwrap().part(3..4).text(), "9");
        assert_eq!(root.required_string("a").unwrap().part(7..99).text(), "");
        assert_eq!(root.required_string("b").unwrap().part(0..1).text(), "\"x\\u0041y\"");
    }
}
