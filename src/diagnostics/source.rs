//! A text with a name: a file, or something that stands in for one.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A text that diagnostics can point into.
///
/// Shared as `Arc<SourceText>`, so that a problem keeps its text alive without copying it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    name: String,
    text: Cow<'static, str>,
    /// Byte offset of the first character of every line; never empty, begins with 0. Found when first asked for: most
    /// texts have nothing wrong with them, and loading a pack is on the way to every advice.
    line_starts: OnceLock<Vec<usize>>,
    /// The number of the text's first line: 1, unless the text is a row of a longer file.
    first_line: usize,
}

/// A line and a column, both counted from 1; the column counts characters, as text editors do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl SourceText {
    /// A text under the name that messages show, usually the path as the user wrote it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Self::from_line(name, text, 1)
    }

    /// A text that the program carries.
    pub fn carried(name: impl Into<String>, text: &'static str) -> Arc<Self> {
        Self::make(name.into(), Cow::Borrowed(text), 1)
    }

    /// A part of a longer file that begins at a line (from 1), so that the file itself need not be kept.
    pub fn from_line(name: impl Into<String>, text: impl Into<String>, first_line: usize) -> Arc<Self> {
        Self::make(name.into(), Cow::Owned(text.into()), first_line.max(1))
    }

    fn make(name: String, text: Cow<'static, str>, first_line: usize) -> Arc<Self> {
        Arc::new(Self { name, text, line_starts: OnceLock::new(), first_line })
    }

    /// The number of the text's first line.
    pub fn first_line(&self) -> usize {
        self.first_line
    }

    /// The position of a line among the lines of this text, from 0.
    fn index(&self, line: usize) -> Option<usize> {
        line.checked_sub(self.first_line)
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts
            .get_or_init(|| std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// A name whose text is missing, unreadable or beside the point; messages then show the name alone.
    pub fn without_text(name: impl Into<String>) -> Arc<Self> {
        Self::new(name, "")
    }

    /// The name that messages show.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The start of the character that a byte offset lies in; the end of the text for an offset past it.
    pub fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    /// Line and column of a byte offset. An offset past the end, or inside a character, is moved back to the nearest
    /// character before it.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.floor(offset);
        let line = self.line_starts().partition_point(|start| *start <= offset).max(1) + self.first_line - 1;
        let start = self.line_start(line);
        let before = self.text.get(start..offset).unwrap_or_default();
        Position { line, column: before.chars().count() + 1 }
    }

    /// The byte offset of a line and column, both from 1, as script engines report them. Past the end of the line means
    /// the end of the line; past the last line, the end of the text.
    pub fn offset(&self, position: Position) -> usize {
        let index = position.line.saturating_sub(self.first_line);
        let Some(start) = self.line_starts().get(index) else { return self.text.len() };
        let line = self.line(position.line);
        let within = line.char_indices().nth(position.column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
        start + within
    }

    /// The text of a line (from 1) without its line ending; empty when there is no such line.
    pub fn line(&self, line: usize) -> &str {
        let Some(index) = self.index(line).filter(|index| *index < self.line_starts().len()) else { return "" };
        let start = self.line_start(line);
        let end = self.line_starts().get(index + 1).copied().unwrap_or(self.text.len());
        let text = self.text.get(start..end).unwrap_or_default();
        let text = text.strip_suffix('\n').unwrap_or(text);
        text.strip_suffix('\r').unwrap_or(text)
    }

    /// The byte offset where a line (from 1) begins.
    pub fn line_start(&self, line: usize) -> usize {
        let index = line.saturating_sub(self.first_line);
        self.line_starts().get(index).copied().unwrap_or(self.text.len())
    }

    /// The part of the text that a span covers, with the span moved to character boundaries.
    pub fn slice(&self, span: &Range<usize>) -> &str {
        let start = self.floor(span.start);
        let end = self.floor(span.end.max(span.start));
        self.text.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_part_counts_its_lines_as_the_file_does() {
        let source = SourceText::from_line("a.csv", "ett;två\ntre", 41);
        assert_eq!(source.position(4), Position { line: 41, column: 5 });
        assert_eq!(source.position(10), Position { line: 42, column: 2 });
        assert_eq!((source.line(40), source.line(41), source.line(42), source.line(43)), ("", "ett;två", "tre", ""));
        assert_eq!((source.line_start(41), source.line_start(42)), (0, 9));
        assert_eq!(source.offset(Position { line: 42, column: 2 }), 10);
    }

    #[test]
    fn columns_count_characters() {
        let source = SourceText::new("a", "å = 1\r\nkälla: x");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(3), Position { line: 1, column: 3 });
        assert_eq!(source.position(8), Position { line: 2, column: 1 });
        assert_eq!(source.position(11), Position { line: 2, column: 3 });
        assert_eq!(source.line(1), "å = 1");
        assert_eq!(source.line(2), "källa: x");
        assert_eq!(source.line(3), "");
    }

    #[test]
    fn an_empty_text_has_one_line() {
        let source = SourceText::new("a", "");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(99), Position { line: 1, column: 1 });
        assert_eq!(source.line(1), "");
    }

    proptest! {
        #[test]
        fn position_and_offset_are_inverse(text in "[aåb\r\n🧵]{0,40}", offset in 0usize..120) {
            let source = SourceText::new("a", text);
            let position = source.position(offset);
            let back = source.offset(position);
            // A carriage return belongs to the line ending, so an offset after it is moved before it.
            let expected = source.floor(offset);
            let at_line_end = position.column > source.line(position.line).chars().count();
            prop_assert!(back == expected || at_line_end);
        }

        #[test]
        fn any_offset_is_safe(text in "\\PC{0,30}", from in 0usize..200, to in 0usize..200) {
            let source = SourceText::new("a", text);
            let _ = source.position(from);
            let _ = source.slice(&Range { start: from, end: to });
        }
    }
}
