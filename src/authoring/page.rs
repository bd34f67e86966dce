//! A page of text for the screen: headings, paragraphs and labelled lines, set to a width.

use colored::Colorize as _;
use unicode_width::UnicodeWidthStr as _;

/// Lines longer than this are tiring to read, however wide the screen is.
const WIDEST: usize = 100;

/// A page that is being written.
pub struct Page {
    text: String,
    width: usize,
    colour: bool,
}

impl Page {
    /// An empty page.
    pub fn new(width: usize, colour: bool) -> Page {
        Page { text: String::new(), width: width.min(WIDEST), colour }
    }

    /// The page as text.
    pub fn into_text(self) -> String {
        self.text
    }

    /// A heading. It is underlined too, since weight and colour alone say nothing in a log.
    pub fn heading(&mut self, text: &str) {
        self.space();
        let lines = self.wrapped(text, "", "");
        let longest = lines.iter().map(|line| line.width()).max().unwrap_or(0);
        for line in &lines {
            self.line(&self.strong(line));
        }
        self.line(&"─".repeat(longest));
    }

    /// A smaller heading.
    pub fn subheading(&mut self, text: &str) {
        self.space();
        for line in self.wrapped(text, "", "") {
            self.line(&self.strong(&line));
        }
    }

    /// A paragraph.
    pub fn paragraph(&mut self, text: &str) {
        self.indented(0, text);
    }

    /// A paragraph some steps in.
    pub fn indented(&mut self, depth: usize, text: &str) {
        let indent = "  ".repeat(depth);
        for line in self.wrapped(text, &indent, &indent) {
            self.line(&line);
        }
    }

    /// A point of a list some steps in.
    pub fn point(&mut self, depth: usize, text: &str) {
        let indent = "  ".repeat(depth);
        for line in self.wrapped(text, &format!("{indent}- "), &format!("{indent}  ")) {
            self.line(&line);
        }
    }

    /// A short label with what it stands for; further lines stand under the first.
    pub fn field(&mut self, label: &str, text: &str) {
        /// Labels up to this width have their texts in a column.
        const COLUMN: usize = 12;
        let gap = COLUMN.saturating_sub(label.width()).max(1);
        let lines = self.wrapped(text, &" ".repeat(label.width() + gap), &" ".repeat(COLUMN));
        for (index, line) in lines.iter().enumerate() {
            match line.get(label.width() + gap..).filter(|_| index == 0) {
                Some(rest) => self.line(&format!("{}{}{rest}", self.strong(label), " ".repeat(gap))),
                None => self.line(line),
            }
        }
    }

    /// A line as it is, however long: an address or a piece of a rule must not be broken.
    pub fn verbatim(&mut self, depth: usize, text: &str) {
        for line in text.lines() {
            self.line(&format!("{}{line}", "  ".repeat(depth)));
        }
    }

    /// An empty line, unless there is one already or the page begins here.
    pub fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn strong(&self, text: &str) -> String {
        if self.colour { text.bold().to_string() } else { text.to_owned() }
    }

    fn wrapped(&self, text: &str, first: &str, rest: &str) -> Vec<String> {
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .break_words(false)
            // Only at spaces: an address or a piece of a rule must not be cut at its marks.
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::wrap(text, options).into_iter().map(|line| line.into_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_within_the_width() {
        let mut page = Page::new(30, false);
        page.heading("En rubrik");
        page.field("Lagrum", "9 kap. 37 § andra stycket kommunallagen");
        page.point(1, "en punkt som är så lång att den fortsätter på nästa rad");
        page.space();
        page.space();
        page.verbatim(1, "https://example.org/en/adress/som/inte/bryts");
        let text = page.into_text();
        assert_eq!(
            text,
            "En rubrik\n─────────\nLagrum      9 kap. 37 §\n            andra stycket\n            kommunallagen\n\
             \x20 - en punkt som är så lång\n    att den fortsätter på\n    nästa rad\n\n\
             \x20 https://example.org/en/adress/som/inte/bryts\n"
        );
    }
}
