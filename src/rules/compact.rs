//! A rule file as the script engine reads it fastest: rules only, without comments, indentation and long texts.
//!
//! The engine reads letter by letter, and most letters of a rule file say nothing to it. What is left here is the same
//! words and marks in the same order, so it means the same. It is for files in which nothing is wrong: places in it are
//! not those of the file, so whoever gets an error from it loads the file's own text instead.

use rhai::{Dynamic, Map};

use super::scanned::Scanned;
use super::script::engine::MOST_STRING;
use super::script::statements::{Statement, StatementKind};
use super::script::tokens::{Token, TokenKind};

/// The fields whose texts are kept out.
const LONG_FIELDS: [&str; 2] = ["skäl", "avhjälps"];
/// Texts that are shorter stay.
const WORTH_KEEPING_OUT: usize = 32;
/// What stands for a text that is kept out begins with a character that no rule file has.
const STANDS_FOR: char = '\u{1}';

/// A shortened rule file.
pub struct Compact<'t> {
    /// What the engine gets.
    pub text: String,
    kept_out: Vec<&'t str>,
}

impl<'t> Compact<'t> {
    /// The rules of a file. `None` where the small scanner and the engine might see different words: in character
    /// literals, texts with scripts in them, nested comments, and line ends of other systems. Nor are rules shortened
    /// whose texts together are longer than the engine allows, which it has to find.
    pub fn of(file: &'t Scanned) -> Option<Compact<'t>> {
        let text = file.source.text();
        if text.contains(STANDS_FOR) || text.contains("/*") || text.split("\r\n").any(|part| part.contains('\r')) {
            return None;
        }
        let mut compact = Compact { text: String::with_capacity(text.len() / 2), kept_out: Vec::new() };
        for statement in file.statements.iter().filter(|statement| statement.kind == StatementKind::Rule) {
            compact.add(file, statement)?;
        }
        Some(compact)
    }

    fn add(&mut self, file: &'t Scanned, statement: &Statement) -> Option<()> {
        let source = file.source.text();
        let tokens = file.tokens_of(statement);
        let mut in_texts = 0;
        let mut end = None;
        for (index, token) in tokens.iter().enumerate() {
            let text = token.text(source);
            match token.kind {
                TokenKind::Text if text.starts_with('`') || token.unclosed => return None,
                TokenKind::Text => in_texts += text.len(),
                TokenKind::Mark if matches!(text, "'" | "#") => return None,
                _ => {}
            }
            if end != Some(token.span.start) {
                self.text.push(' ');
            }
            end = Some(token.span.end);
            match long_text(source, tokens, index) {
                Some(long) => {
                    self.text.push_str(&format!("\"{STANDS_FOR}{}\"", self.kept_out.len()));
                    self.kept_out.push(long);
                }
                None => self.text.push_str(text),
            }
        }
        (in_texts <= MOST_STRING).then_some(())
    }

    /// Puts the texts that were kept out back into a rule.
    pub fn restore(&self, rule: &mut Map) {
        for field in LONG_FIELDS {
            if let Some(value) = rule.get_mut(field)
                && let Some(text) = self.kept_out(value)
            {
                *value = text.to_owned().into();
            }
        }
        if let Some(mut tiers) = rule.get_mut("fall").and_then(|tiers| tiers.write_lock::<rhai::Array>()) {
            for tier in tiers.iter_mut() {
                if let Some(mut tier) = tier.write_lock::<Map>() {
                    self.restore(&mut tier);
                }
            }
        }
    }

    fn kept_out(&self, value: &Dynamic) -> Option<&'t str> {
        let text = value.read_lock::<rhai::ImmutableString>()?;
        let number: usize = text.strip_prefix(STANDS_FOR)?.parse().ok()?;
        self.kept_out.get(number).copied()
    }
}

/// The long text that a token is, if it is the whole value of a field that has such texts.
fn long_text<'t>(source: &'t str, tokens: &[Token], index: usize) -> Option<&'t str> {
    let token = tokens.get(index).filter(|token| token.kind == TokenKind::Text)?;
    let is = |at: Option<usize>, what: &[&str]| {
        at.and_then(|at| tokens.get(at)).is_some_and(|token| what.contains(&token.text(source)))
    };
    let whole =
        is(index.checked_sub(2), &LONG_FIELDS) && is(index.checked_sub(1), &[":"]) && is(Some(index + 1), &[",", "}"]);
    let inside = source.get(token.span.start + 1..token.span.end.checked_sub(1)?)?;
    let plain = || !inside.contains(|letter: char| letter == '\\' || letter.is_control());
    (whole && inside.len() >= WORTH_KEEPING_OUT && plain()).then_some(inside)
}
