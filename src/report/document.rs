//! A report as data: headings, paragraphs, lists and tables. Nothing here knows how it is written.

/// A report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its parts, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(Level, String),
    /// A paragraph.
    Paragraph(Text),
    /// A reservation about all that follows, set apart from it.
    Notice(Text),
    /// Names with what they stand for, one per line.
    Pairs(Vec<(String, Text)>),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// What ends the report, set apart from it.
    Footer(Vec<Text>),
}

/// How high a heading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The title of the report.
    Title,
    /// A section.
    Section,
    /// A part of a section.
    Part,
}

/// A list of items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Whether the order means something, so that the items are numbered.
    pub ordered: bool,
    /// The items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What it says.
    pub text: Text,
    /// What belongs to it, each on a line of its own.
    pub more: Vec<Text>,
}

/// A table whose rows say the same thing about each column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The headings of the columns, without the column of row headings.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its heading.
    pub label: String,
    /// One cell per column, each with any number of lines. A cell without lines is written as a dash.
    pub cells: Vec<Vec<Text>>,
}

/// Running text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its pieces.
    pub spans: Vec<Span>,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Ordinary words.
    Plain(String),
    /// What the eye should find first.
    Strong(String),
    /// A word used as a word, or the kind of a source.
    Emphasis(String),
    /// Something to be wary of.
    Warning(String),
    /// A reference with the address of its text.
    Link {
        /// The words.
        words: String,
        /// The address.
        address: String,
    },
}

impl Span {
    /// The words of the piece.
    pub fn words(&self) -> &str {
        match self {
            Span::Plain(words) | Span::Strong(words) | Span::Emphasis(words) | Span::Warning(words) => words,
            Span::Link { words, .. } => words,
        }
    }
}

/// Words from a scenario or a pack without anything that could repaint a screen. Spaces that do not break are kept.
pub fn safe(words: &str) -> String {
    words.split('\u{a0}').map(crate::diagnostics::render::printable).collect::<Vec<_>>().join("\u{a0}")
}

impl Text {
    /// No words yet.
    pub fn new() -> Text {
        Text::default()
    }

    /// With ordinary words added.
    #[must_use]
    pub fn plain(self, words: impl Into<String>) -> Text {
        self.with(Span::Plain(words.into()))
    }

    /// With strong words added.
    #[must_use]
    pub fn strong(self, words: impl Into<String>) -> Text {
        self.with(Span::Strong(words.into()))
    }

    /// With emphasised words added.
    #[must_use]
    pub fn emphasis(self, words: impl Into<String>) -> Text {
        self.with(Span::Emphasis(words.into()))
    }

    /// With a warning added.
    #[must_use]
    pub fn warning(self, words: impl Into<String>) -> Text {
        self.with(Span::Warning(words.into()))
    }

    /// With another text added.
    #[must_use]
    pub fn and(mut self, other: Text) -> Text {
        self.spans.extend(other.spans);
        self
    }

    /// With a piece added. Neighbours of ordinary words become one; empty pieces are left out.
    #[must_use]
    pub fn with(mut self, span: Span) -> Text {
        match (self.spans.last_mut(), span) {
            (_, span) if span.words().is_empty() => {}
            (Some(Span::Plain(before)), Span::Plain(words)) => before.push_str(&words),
            (_, span) => self.spans.push(span),
        }
        self
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The words without any marks.
    pub fn words(&self) -> String {
        self.spans.iter().map(Span::words).collect()
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Text {
        Text::new().plain(words)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Text {
        Text::new().plain(words)
    }
}

impl From<Text> for Item {
    fn from(text: Text) -> Item {
        Item { text, more: Vec::new() }
    }
}

impl Document {
    /// Adds a heading.
    pub fn heading(&mut self, level: Level, text: impl Into<String>) {
        self.blocks.push(Block::Heading(level, text.into()));
    }

    /// Adds a section heading.
    pub fn section(&mut self, text: impl Into<String>) {
        self.heading(Level::Section, text);
    }

    /// Adds a heading within a section.
    pub fn part(&mut self, text: impl Into<String>) {
        self.heading(Level::Part, text);
    }

    /// Adds a paragraph, unless it says nothing.
    pub fn paragraph(&mut self, text: impl Into<Text>) {
        let text = text.into();
        if !text.is_empty() {
            self.blocks.push(Block::Paragraph(text));
        }
    }

    /// Adds a reservation.
    pub fn notice(&mut self, text: impl Into<Text>) {
        self.blocks.push(Block::Notice(text.into()));
    }

    /// Adds names with what they stand for, unless there are none.
    pub fn pairs(&mut self, pairs: Vec<(String, Text)>) {
        if !pairs.is_empty() {
            self.blocks.push(Block::Pairs(pairs));
        }
    }

    /// Adds a list whose order means nothing, unless it is empty.
    pub fn bullets(&mut self, items: impl IntoIterator<Item = impl Into<Item>>) {
        self.list(false, items);
    }

    /// Adds a list in order, unless it is empty.
    pub fn numbered(&mut self, items: impl IntoIterator<Item = impl Into<Item>>) {
        self.list(true, items);
    }

    fn list(&mut self, ordered: bool, items: impl IntoIterator<Item = impl Into<Item>>) {
        let items: Vec<Item> = items.into_iter().map(Into::into).collect();
        if !items.is_empty() {
            self.blocks.push(Block::List(List { ordered, items }));
        }
    }

    /// Adds a table, unless it has no rows.
    pub fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_words_run_together_and_nothing_is_left_out() {
        let text = Text::from("a ").plain("b ").strong("").strong("c").and(Text::from(" d"));
        assert_eq!(text.spans.len(), 3);
        assert_eq!(text.words(), "a b c d");
    }

    #[test]
    fn empty_parts_leave_no_trace() {
        let mut document = Document::default();
        document.paragraph("");
        document.bullets(Vec::<Text>::new());
        document.pairs(Vec::new());
        document.table(Table::default());
        assert_eq!(document, Document::default());
    }
}
