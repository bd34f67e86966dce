//! A document as text of a given width.
//!
//! Everything is said in words and by place on the line; bold and colour only help the eye. No lines are drawn, since a
//! program that reads aloud would read every dash.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use super::document::{Block, Document, Item, Level, List, Span, Text, safe};
use super::terminal_table;

/// Running text is not set wider than this, however wide the screen.
const WIDEST_TEXT: usize = 100;
/// The widest name that what it stands for is set beside.
const WIDEST_NAME: usize = 24;

/// How to write.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Columns.
    pub width: usize,
    /// Whether to use bold and colour.
    pub colour: bool,
}

/// Writes a document.
pub fn write(document: &Document, style: Style) -> String {
    let narrow = Style { width: style.width.min(WIDEST_TEXT), ..style };
    let mut out = String::new();
    for block in &document.blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        match block {
            Block::Heading(level, words) => heading(&mut out, *level, words, narrow),
            Block::Paragraph(words) | Block::Notice(words) => narrow.lines(&mut out, "", "", words),
            Block::Pairs(pairs) => self::pairs(&mut out, pairs, narrow),
            Block::List(items) => list(&mut out, items, narrow),
            Block::Table(table) => terminal_table::write(&mut out, table, style),
            Block::Footer(lines) => lines.iter().for_each(|line| narrow.lines(&mut out, "", "", line)),
        }
    }
    out
}

fn heading(out: &mut String, level: Level, words: &str, style: Style) {
    let words = match level {
        Level::Section => words.to_uppercase(),
        Level::Title | Level::Part => words.to_owned(),
    };
    style.lines(out, "", "", &Text::new().strong(words));
}

fn pairs(out: &mut String, pairs: &[(String, Text)], style: Style) {
    let widest = pairs.iter().map(|(name, _)| display_width(name)).max().unwrap_or(0).min(WIDEST_NAME);
    for (name, words) in pairs {
        let pad = " ".repeat(widest.saturating_sub(display_width(name)));
        style.lines(out, &format!("  {}{pad}  ", safe(name)), &" ".repeat(widest + 4), words);
    }
}

fn list(out: &mut String, list: &List, style: Style) {
    let widest = list.items.len().to_string().len();
    for (index, item) in list.items.iter().enumerate() {
        let mark = if list.ordered { format!("  {:>widest$}. ", index + 1) } else { "  • ".to_owned() };
        self::item(out, &mark, item, style);
    }
}

fn item(out: &mut String, mark: &str, item: &Item, style: Style) {
    let indent = " ".repeat(display_width(mark));
    style.lines(out, mark, &indent, &item.text);
    for line in &item.more {
        style.lines(out, &indent, &indent, line);
    }
}

/// Columns that a text takes.
pub fn display_width(text: &str) -> usize {
    textwrap::core::display_width(text)
}

impl Style {
    /// Writes a text on as many lines as it needs.
    pub fn lines(self, out: &mut String, first: &str, rest: &str, text: &Text) {
        for line in self.wrap(first, rest, text) {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }

    /// A text in lines; there is always one.
    pub fn wrap(self, first: &str, rest: &str, text: &Text) -> Vec<String> {
        let options = Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .wrap_algorithm(WrapAlgorithm::FirstFit);
        let painted: String = text.spans.iter().map(|span| self.span(span)).collect();
        // Spaces that kept numbers and references whole have done their work.
        textwrap::wrap(&painted, options).into_iter().map(|line| line.replace('\u{a0}', " ")).collect()
    }

    fn span(self, span: &Span) -> String {
        let words = safe(span.words()).replace(" §", "\u{a0}§").replace(" kap.", "\u{a0}kap.");
        let codes = match span {
            Span::Strong(_) => "1",
            Span::Emphasis(_) => "3",
            Span::Warning(_) => "1;33",
            Span::Plain(_) | Span::Link { .. } => return words,
        };
        if !self.colour {
            return words;
        }
        // Word by word, so that no indent is painted where a line ends within.
        let painted = words.split(' ').map(|word| match word {
            "" => String::new(),
            word => format!("\u{1b}[{codes}m{word}\u{1b}[0m"),
        });
        painted.collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(document: &Document, width: usize) -> String {
        write(document, Style { width, colour: false })
    }

    #[test]
    fn lists_hang_and_numbers_stay_with_their_signs() {
        let mut document = Document::default();
        document.section("Villkor");
        document.numbered([Item { text: "Läs hela 9 kap. 37 § noga.".into(), more: vec!["Bot.".into()] }]);
        assert_eq!(plain(&document, 20), "VILLKOR\n\n  1. Läs hela 9 kap.\n     37 § noga.\n     Bot.\n");
    }

    #[test]
    fn colour_adds_nothing_but_colour() {
        let mut document = Document::default();
        document.paragraph(Text::new().warning("OGRANSKAT").plain(": läs ").strong("två ord"));
        let painted = write(&document, Style { width: 80, colour: true });
        assert!(painted.contains("\u{1b}[1;33mOGRANSKAT"));
        let bare: String =
            painted.split("\u{1b}[").map(|piece| piece.split_once('m').map_or(piece, |(_, rest)| rest)).collect();
        // The first piece has no code before it.
        assert!(bare.ends_with("två ord\n"));
    }

    #[test]
    fn foreign_text_cannot_repaint_the_screen() {
        let mut document = Document::default();
        document.paragraph("a\u{1b}[2Jb");
        assert!(!plain(&document, 80).contains('\u{1b}'));
    }
}
