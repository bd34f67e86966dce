//! Reads a rule file as words and marks, just far enough to cut it into statements and to find fields and places.
//!
//! Rhai reports only the first syntax error of a text and gives no end of a place. With this small scanner every rule
//! is compiled alone, so one bad rule does not hide the next, and marks cover whole words.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A name or keyword.
    Word,
    /// A text in quotes, quotes included.
    Text,
    /// A number.
    Number,
    /// One character of punctuation, or `#{`.
    Mark,
    /// A character that only looks like punctuation: pasted from a word processor.
    Pasted,
}

/// A token with its place in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Range<usize>,
    /// Whether it is the first on its line, with nothing before it.
    pub starts_line: bool,
    /// For a text: whether its closing quote is missing.
    pub unclosed: bool,
}

impl Token {
    /// The token's text.
    pub fn text<'a>(&self, source: &'a str) -> &'a str {
        source.get(self.span.clone()).unwrap_or_default()
    }
}

/// Characters that a word processor puts where the keyboard has another, and what to write instead.
pub const PASTED: &[(char, &str)] = &[
    ('\u{201C}', "\""),
    ('\u{201D}', "\""),
    ('\u{201E}', "\""),
    ('\u{2018}', "'"),
    ('\u{2019}', "'"),
    ('\u{2013}', "-"),
    ('\u{2014}', "-"),
    ('\u{2212}', "-"),
    ('\u{00A0}', " "),
    ('\u{202F}', " "),
    ('\u{200B}', ""),
    ('\u{2264}', "<="),
    ('\u{2265}', ">="),
    ('\u{2260}', "!="),
    ('\u{2026}', "..."),
    ('\u{00A8}', ""),
];

/// Cuts a text into tokens. Comments and white space are left out.
pub fn tokens(source: &str) -> Vec<Token> {
    scan(source).0
}

/// Cuts a text into tokens, and tells where a comment begins that never ends, if there is one.
pub fn scan(source: &str) -> (Vec<Token>, Option<usize>) {
    let mut scanner = Scanner { source, at: 0, line_start: true, tokens: Vec::new(), unclosed_comment: None };
    while scanner.next_token() {}
    (scanner.tokens, scanner.unclosed_comment)
}

struct Scanner<'a> {
    source: &'a str,
    at: usize,
    line_start: bool,
    tokens: Vec<Token>,
    unclosed_comment: Option<usize>,
}

impl Scanner<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn next_token(&mut self) -> bool {
        let Some(first) = self.rest().chars().next() else { return false };
        let start = self.at;
        if first == '\n' {
            self.at += 1;
            self.line_start = true;
        } else if is_blank(&first) {
            self.at += self.rest().bytes().take_while(|byte| is_blank(&char::from(*byte))).count();
            self.line_start = false;
        } else if self.rest().starts_with("//") {
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        } else if self.rest().starts_with("/*") {
            self.skip_block_comment();
        } else if first == '"' || first == '`' {
            let (length, closed) = quoted(self.rest(), first);
            self.push(TokenKind::Text, start, length, !closed);
        } else if first.is_alphabetic() || first == '_' {
            self.push(TokenKind::Word, start, word_length(self.rest()), false);
        } else if first.is_ascii_digit() {
            let length =
                self.rest().find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(self.rest().len());
            self.push(TokenKind::Number, start, length, false);
        } else if self.rest().starts_with("#{") {
            self.push(TokenKind::Mark, start, 2, false);
        } else if first.is_whitespace() || PASTED.iter().any(|(pasted, _)| *pasted == first) {
            self.push(TokenKind::Pasted, start, first.len_utf8(), false);
        } else {
            self.push(TokenKind::Mark, start, first.len_utf8(), false);
        }
        true
    }

    fn push(&mut self, kind: TokenKind, start: usize, length: usize, unclosed: bool) {
        self.at = start + length;
        let starts_line = std::mem::take(&mut self.line_start);
        self.tokens.push(Token { kind, span: start..self.at, starts_line, unclosed });
    }

    fn skip_block_comment(&mut self) {
        let start = self.at;
        let mut depth = 0usize;
        while !self.rest().is_empty() {
            if self.rest().starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if self.rest().starts_with("*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return;
                }
            } else {
                self.at += self.rest().chars().next().map_or(1, char::len_utf8);
            }
        }
        self.unclosed_comment = Some(start);
    }
}

/// The length of a quoted text and whether it is closed. A text in ordinary quotes ends at the end of its line.
fn quoted(text: &str, quote: char) -> (usize, bool) {
    // Everything looked for is one byte long, and no byte of a longer character looks like it.
    let first = text.bytes().skip(1).position(|byte| matches!(byte, b'"' | b'\\' | b'\n'));
    if let Some(at) = first.filter(|at| quote == '"' && text.as_bytes().get(at + 1) == Some(&b'"')) {
        return (at + 2, true);
    }
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'\n' if quote == '"' && !escaped => return (at, false),
            _ if escaped => escaped = false,
            b'\\' if quote == '"' => escaped = true,
            _ if char::from(byte) == quote => return (at + 1, true),
            _ => {}
        }
    }
    (text.len(), false)
}

/// White space within a line, of the kinds that mean nothing.
fn is_blank(character: &char) -> bool {
    *character != '\n' && (character.is_ascii_whitespace() || *character == '\u{b}')
}

/// The length of the name that a text begins with. Most names have only letters of one byte.
fn word_length(text: &str) -> usize {
    let plain = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    match text.as_bytes().get(plain) {
        Some(next) if !next.is_ascii() => text.find(|letter: char| !in_word(letter)).unwrap_or(text.len()),
        _ => plain,
    }
}

/// Whether a name can go on with a character.
fn in_word(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_alphanumeric() || character == '_'
    } else {
        character.is_alphanumeric() || combining(character)
    }
}

/// A mark that joins the letter before it: å written as two characters.
fn combining(character: char) -> bool {
    ('\u{0300}'..='\u{036F}').contains(&character)
}
