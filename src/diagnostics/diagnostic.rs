//! One problem, and the collection of problems that a run ends with.

use std::ops::Range;
use std::sync::Arc;

use super::code::{Code, Severity};
use super::source::{Position, SourceText};

/// A span of bytes in a text.
#[derive(Debug, Clone)]
pub struct Place {
    /// The text pointed into.
    pub source: Arc<SourceText>,
    /// The bytes pointed at; may be empty, which marks the character that follows.
    pub span: Range<usize>,
}

impl Place {
    /// A span in a text.
    pub fn new(source: &Arc<SourceText>, span: Range<usize>) -> Self {
        Self { source: Arc::clone(source), span }
    }

    /// A file as a whole, with no text to show: it is missing, unreadable or not ours to quote.
    pub fn file(name: impl Into<String>) -> Self {
        Self { source: SourceText::without_text(name), span: 0..0 }
    }

    /// Where the span begins.
    pub fn start(&self) -> Position {
        self.source.position(self.span.start)
    }

    /// Where the span ends (just after its last character).
    pub fn end(&self) -> Position {
        self.source.position(self.span.end.max(self.span.start))
    }

    /// The text that the span covers.
    pub fn text(&self) -> &str {
        self.source.slice(&self.span)
    }

    /// Whether there is a line of text to show, or only a name.
    pub fn has_text(&self) -> bool {
        !self.source.text().is_empty()
    }

    /// `file:line:column`, or the file alone when it has no text.
    pub fn address(&self) -> String {
        if self.has_text() {
            let start = self.start();
            format!("{}:{}:{}", self.source.name(), start.line, start.column)
        } else {
            self.source.name().to_owned()
        }
    }

    /// What places are ordered and compared by. The text is left out: within a run a name and a first line stand for one
    /// text.
    fn key(&self) -> (&str, usize, usize, usize) {
        (self.source.name(), self.source.first_line(), self.span.start, self.span.end)
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

/// One problem: what is wrong, where, and how to cure it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a diagnostic does nothing until it is pushed or rendered"]
pub struct Diagnostic {
    /// Which kind of problem.
    pub code: Code,
    /// How bad it is; the code's own severity unless changed.
    pub severity: Severity,
    /// One sentence in Swedish: lower case, no full stop, the author's words in backticks.
    pub message: String,
    /// Where it is.
    pub place: Option<Place>,
    /// Other places that explain it, each with a short label.
    pub secondary: Vec<(Place, String)>,
    /// How to cure it, most useful first.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A problem with its code's own severity.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            place: None,
            secondary: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Says where the problem is.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says where the problem is, as a span in a text.
    pub fn at_span(self, source: &Arc<SourceText>, span: Range<usize>) -> Self {
        self.at(Place::new(source, span))
    }

    /// Adds another place that explains the problem: "deklarerat här".
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.secondary.push((place, label.into()));
        self
    }

    /// Adds a cure.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds a cure where there is one, such as a did-you-mean.
    pub fn help_if(mut self, text: Option<String>) -> Self {
        self.help.extend(text);
        self
    }

    /// Changes the severity, as when a lint is made an error.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Problems without a place come first, then by file, offset, code and words.
    fn sort_key(&self) -> (Option<&Place>, Code, &str) {
        (self.place.as_ref(), self.code, &self.message)
    }
}

/// All problems of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use = "problems that are dropped are problems that nobody hears of"]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// No problems yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Whether there are none at all, not even notes.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// How many there are of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|item| item.severity == severity).count()
    }

    /// Whether any of them stops the work.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|item| item.severity == Severity::Error)
    }

    /// The problems, in their present order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.items.iter()
    }

    /// Puts them in the order of files and offsets and drops exact repetitions, so that the same input always gives the
    /// same text.
    pub fn sort(&mut self) {
        self.items.sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
        self.items.dedup();
    }

    /// The value with any warnings, or, if there are errors, everything that was found.
    ///
    /// # Errors
    /// All problems, sorted, when at least one of them is an error.
    pub fn into_result<T>(mut self, value: T) -> Result<(T, Self), Self> {
        self.sort();
        if self.has_errors() { Err(self) } else { Ok((value, self)) }
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.items.extend(diagnostics);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self { items: diagnostics.into_iter().collect() }
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { items: vec![diagnostic] }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(source: &Arc<SourceText>, at: usize, message: &str) -> Diagnostic {
        Diagnostic::new(Code::TomlSyntax, message).at_span(source, at..at + 1)
    }

    #[test]
    fn sorted_by_file_and_offset_without_repetitions() {
        let (first, second) = (SourceText::new("a.toml", "abc"), SourceText::new("b.toml", "abc"));
        let mut all = Diagnostics::new();
        all.push(problem(&second, 0, "3"));
        all.push(problem(&first, 2, "2"));
        all.push(problem(&first, 1, "1"));
        all.push(problem(&first, 2, "2"));
        all.push(Diagnostic::new(Code::TomlSyntax, "0"));
        all.sort();
        let messages: Vec<_> = all.iter().map(|item| item.message.as_str()).collect();
        assert_eq!(messages, ["0", "1", "2", "3"]);
    }

    #[test]
    fn warnings_do_not_stop_the_work() {
        let warning = Diagnostic::new(Code::TomlSyntax, "x").severity(Severity::Warning);
        let (value, kept) = Diagnostics::from(warning).into_result(7).unwrap_or_default();
        assert_eq!((value, kept.len()), (7, 1));
        assert!(Diagnostics::from(Diagnostic::new(Code::TomlSyntax, "x")).into_result(7).is_err());
    }

    #[test]
    fn address_of_a_file_without_text_is_its_name() {
        assert_eq!(Place::file("x.toml").address(), "x.toml");
        assert_eq!(Place::new(&SourceText::new("x.toml", "a\nb"), 2..3).address(), "x.toml:2:1");
    }
}
