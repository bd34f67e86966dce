//! A document as markdown, for pasting into a word processor or keeping beside the case.
//!
//! Addresses are gathered at the end, so that the text can be read as it stands.

use super::document::{Block, Document, Level, List, Span, Table, Text, safe};

/// Writes a document.
pub fn write(document: &Document) -> String {
    let mut writer = Writer::default();
    for block in &document.blocks {
        writer.block(block);
    }
    if !writer.addresses.is_empty() {
        writer.out.push('\n');
    }
    for (index, address) in writer.addresses.iter().enumerate() {
        writer.out.push_str(&format!("[{}]: {address}\n", index + 1));
    }
    writer.out
}

/// The text so far, and the addresses it refers to by number.
#[derive(Default)]
struct Writer {
    out: String,
    addresses: Vec<String>,
}

impl Writer {
    fn block(&mut self, block: &Block) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        match block {
            Block::Heading(level, words) => {
                let marks = match level {
                    Level::Title => "#",
                    Level::Section => "##",
                    Level::Part => "###",
                };
                self.line(&format!("{marks} {}", escaped(words)));
            }
            Block::Paragraph(words) => {
                let words = self.text(words);
                self.line(&words);
            }
            Block::Notice(words) => {
                let words = self.text(words);
                self.line(&format!("> {words}"));
            }
            Block::Pairs(pairs) => {
                for (name, words) in pairs {
                    let words = self.text(words);
                    self.line(&format!("- **{}:** {words}", escaped(name)));
                }
            }
            Block::List(items) => self.list(items),
            Block::Table(table) => self.table(table),
            Block::Footer(lines) => {
                self.line("---");
                for line in lines {
                    let words = self.text(line);
                    self.line(&format!("\n{words}"));
                }
            }
        }
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn list(&mut self, list: &List) {
        for (index, item) in list.items.iter().enumerate() {
            let mark = if list.ordered { format!("{}.", index + 1) } else { "-".to_owned() };
            let words = self.text(&item.text);
            self.line(&format!("{mark} {words}"));
            let indent = " ".repeat(mark.len() + 1);
            for more in &item.more {
                let words = self.text(more);
                self.line(&format!("{indent}- {words}"));
            }
        }
    }

    fn table(&mut self, table: &Table) {
        // The corner is empty in the reader's eye, but some readers drop a table whose first heading is.
        let header: Vec<String> = table.columns.iter().map(|column| cell_text(&escaped(column))).collect();
        self.line(&format!("| \u{a0} | {} |", header.join(" | ")));
        self.line(&format!("|---|{}", "---|".repeat(table.columns.len())));
        for row in &table.rows {
            let cells: Vec<String> = row.cells.iter().map(|lines| self.cell(lines)).collect();
            self.line(&format!("| **{}** | {} |", cell_text(&escaped(&row.label)), cells.join(" | ")));
        }
    }

    fn cell(&mut self, lines: &[Text]) -> String {
        match lines {
            [] => "–".to_owned(),
            [only] => cell_text(&self.text(only)),
            several => {
                several.iter().map(|line| format!("• {}", cell_text(&self.text(line)))).collect::<Vec<_>>().join("<br>")
            }
        }
    }

    fn text(&mut self, text: &Text) -> String {
        let line: String = text.spans.iter().map(|span| self.span(span)).collect();
        // A number or a dash that begins a line would begin a list.
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = line.split_at(digits);
        match rest.chars().next() {
            Some('.' | ')') if digits > 0 => format!("{number}\\{rest}"),
            Some('-' | '+') if digits == 0 => format!("\\{line}"),
            _ => line,
        }
    }

    fn span(&mut self, span: &Span) -> String {
        match span {
            Span::Plain(words) => escaped(words),
            Span::Strong(words) | Span::Warning(words) => marked(words, "**"),
            Span::Emphasis(words) => marked(words, "*"),
            Span::Link { words, address } => format!("[{}][{}]", escaped(words), self.number(address)),
        }
    }

    /// The number of an address, the same each time.
    fn number(&mut self, address: &str) -> usize {
        let address = safe(address).replace(' ', "%20");
        let known = self.addresses.iter().position(|known| *known == address);
        1 + known.unwrap_or_else(|| {
            self.addresses.push(address);
            self.addresses.len() - 1
        })
    }
}

/// A bar ends a cell.
fn cell_text(text: &str) -> String {
    text.replace('|', "\\|")
}

/// Marks must stand close to the words, or they are not marks.
fn marked(words: &str, mark: &str) -> String {
    let inner = words.trim();
    let (before, after) = words.split_once(inner).unwrap_or_default();
    if inner.is_empty() { words.to_owned() } else { format!("{before}{mark}{}{mark}{after}", escaped(inner)) }
}

/// Characters that would be marks. Those that are marks only at the start of a line are broken there alone.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for character in safe(words).chars() {
        match character {
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::document::{Item, Row};
    use super::*;

    #[test]
    fn every_block_is_written() {
        let mut document = Document::default();
        document.heading(Level::Title, "A_b");
        document.paragraph(
            Text::from("se ").with(Span::Link { words: "9 kap. 37 §".into(), address: "https://x/#K9P37".into() }),
        );
        document.notice(Text::new().warning("OGRANSKAT").plain(": *"));
        document.pairs(vec![("Form".into(), "avtal".into())]);
        document.numbered([Item { text: "ett".into(), more: vec!["bot".into()] }]);
        document.table(Table {
            columns: vec!["A".into()],
            rows: vec![Row { label: "För".into(), cells: vec![vec!["a|b".into(), "c".into()]] }],
        });
        document.blocks.push(Block::Footer(vec!["slut".into()]));
        let expected = "# A\\_b\n\nse [9 kap. 37 §][1]\n\n> **OGRANSKAT**: \\*\n\n- **Form:** avtal\n\n\
                        1. ett\n   - bot\n\n| \u{a0} | A |\n|---|---|\n| **För** | • a\\|b<br>• c |\n\n---\n\nslut\n\n[1]: https://x/#K9P37\n";
        assert_eq!(write(&document), expected);
    }
}
