//! Cuts a rule file into its statements, and a rule into its fields, without compiling it.

use std::ops::Range;

use super::tokens::{Token, TokenKind};

/// What a statement is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// A call of `regel`.
    Rule,
    /// A helper function, with its name.
    Function(String),
    /// Anything else, which rule files may not contain.
    Other,
}

/// A top-level statement of a rule file.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What it is.
    pub kind: StatementKind,
    /// Its bytes in the file.
    pub span: Range<usize>,
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// A field of a map literal.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name before the colon.
    pub name: String,
    /// The place of the name.
    pub name_span: Range<usize>,
    /// The place of the value.
    pub value_span: Range<usize>,
    /// The tokens of the value.
    pub tokens: Range<usize>,
}

/// Cuts a file into statements.
///
/// `regel` or `fn` at the very start of a line always begins a new statement, so an unclosed bracket spoils only the
/// rule it stands in.
pub fn statements(source: &str, tokens: &[Token]) -> Vec<Statement> {
    let mut found = Vec::new();
    let mut begin = 0;
    let mut depth = 0i32;
    for (index, token) in tokens.iter().enumerate() {
        let begins = token.starts_line
            && token.kind == TokenKind::Word
            && index > begin
            && matches!(token.text(source), "regel" | "fn");
        if begins {
            push(source, tokens, begin..index, &mut found);
            begin = index;
            depth = 0;
        }
        if token.kind != TokenKind::Mark {
            continue;
        }
        let text = token.text(source);
        match text {
            "(" | "[" | "{" | "#{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        let function = || tokens.get(begin).is_some_and(|first| first.text(source) == "fn");
        let ends = depth <= 0 && (text == ";" || (text == "}" && function()));
        if ends {
            push(source, tokens, begin..index + 1, &mut found);
            begin = index + 1;
            depth = 0;
        }
    }
    push(source, tokens, begin..tokens.len(), &mut found);
    found
}

fn push(source: &str, tokens: &[Token], range: Range<usize>, found: &mut Vec<Statement>) {
    let Some(part) = tokens.get(range.clone()) else { return };
    let (Some(first), Some(last)) = (part.first(), part.last()) else { return };
    if part.iter().all(|token| token.text(source) == ";") {
        return;
    }
    let kind = match first.text(source) {
        "regel" => StatementKind::Rule,
        "fn" => StatementKind::Function(part.get(1).map_or_else(String::new, |name| name.text(source).to_owned())),
        _ => StatementKind::Other,
    };
    found.push(Statement { kind, span: first.span.start..last.span.end, tokens: range });
}

/// The fields of the first map literal among some tokens.
pub fn fields(source: &str, tokens: &[Token], range: Range<usize>) -> Vec<Field> {
    maps(source, tokens, range).into_iter().next().unwrap_or_default()
}

/// The fields of every map literal among some tokens, outermost maps only.
pub fn maps(source: &str, tokens: &[Token], range: Range<usize>) -> Vec<Vec<Field>> {
    let mut found = Vec::new();
    let mut index = range.start;
    while index < range.end {
        let opens = tokens.get(index).is_some_and(|token| token.text(source) == "#{");
        index += 1;
        if opens {
            let (fields, end) = map(source, tokens, index, range.end);
            found.push(fields);
            index = end;
        }
    }
    found
}

/// Reads the fields of a map whose opening mark was just passed. Returns the token after its end.
fn map(source: &str, tokens: &[Token], begin: usize, end: usize) -> (Vec<Field>, usize) {
    let mut found: Vec<Field> = Vec::new();
    let mut depth = 0i32;
    let mut index = begin;
    let mut expects_name = true;
    while let Some(token) = tokens.get(index).filter(|_| index < end) {
        let text = token.text(source);
        let mark = token.kind == TokenKind::Mark;
        if mark && depth == 0 && text == "}" {
            return (found, index + 1);
        }
        let colon = tokens.get(index + 1).is_some_and(|next| next.text(source) == ":");
        if depth == 0
            && colon
            && (expects_name || token.starts_line || line_begins(source, token))
            && token.kind == TokenKind::Word
        {
            found.push(Field {
                name: text.to_owned(),
                name_span: token.span.clone(),
                value_span: token.span.end..token.span.end,
                tokens: index + 2..index + 2,
            });
            expects_name = false;
            index += 2;
            continue;
        }
        match text {
            _ if !mark => {}
            "(" | "[" | "{" | "#{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if mark && depth == 0 && text == "," {
            expects_name = true;
        } else if let Some(field) = found.last_mut() {
            if field.tokens.is_empty() {
                field.value_span = token.span.clone();
            }
            field.value_span.end = token.span.end;
            field.tokens.end = index + 1;
        }
        index += 1;
    }
    (found, index)
}

/// Whether only white space stands before a token on its line.
fn line_begins(source: &str, token: &Token) -> bool {
    let before = source.get(..token.span.start).unwrap_or_default();
    before.rsplit('\n').next().is_some_and(|line| line.trim().is_empty())
}
