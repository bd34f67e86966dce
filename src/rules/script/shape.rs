//! Mistakes that a statement's shape shows, and shows better than the script engine's first stumble does.
//!
//! The engine reports where it could not go on, which is seldom where the author slipped. These checks are made only
//! when it has stumbled; the first that finds something speaks, from the surest sign to the vaguest.

use std::ops::Range;
use std::sync::Arc;

use super::tokens::{Token, TokenKind};
use crate::diagnostics::{Code, Diagnostic, SourceText};

/// Words that people write for signs.
const WORDS_FOR_SIGNS: [(&str, &str); 7] =
    [("och", "&&"), ("and", "&&"), ("eller", "||"), ("or", "||"), ("inte", "!"), ("icke", "!"), ("not", "!")];

/// What is wrong with a statement that the engine cannot read, if its tokens tell.
pub fn mistake(source: &Arc<SourceText>, tokens: &[Token]) -> Option<Diagnostic> {
    let shape = Shape { source, tokens };
    shape
        .quote_in_text()
        .or_else(|| shape.unclosed_text())
        .or_else(|| shape.single_quote())
        .or_else(|| shape.map_without_hash())
        .or_else(|| shape.word_for_sign())
        .or_else(|| shape.cut_number())
        .or_else(|| shape.missing_comma())
        .or_else(|| shape.bracket())
}

struct Shape<'s> {
    source: &'s Arc<SourceText>,
    tokens: &'s [Token],
}

impl Shape<'_> {
    fn text(&self, token: &Token) -> &str {
        token.text(self.source.text())
    }

    fn report(
        &self,
        code: Code,
        message: impl Into<String>,
        span: Range<usize>,
        help: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, message).at_span(self.source, span).help(help)
    }

    /// `"Den "egna" nämnden"`: a closing quote with a word right behind it.
    fn quote_in_text(&self) -> Option<Diagnostic> {
        let at = self.tokens.windows(2).position(|pair| {
            let [text, word] = pair else { return false };
            text.kind == TokenKind::Text && word.kind == TokenKind::Word && text.span.end == word.span.start
        })?;
        let begin = self.tokens.get(at)?.span.end - 1;
        let rest = self.tokens.get(at + 1..)?;
        let end = rest.iter().find(|token| token.kind == TokenKind::Text).map_or(begin + 1, |text| text.span.start + 1);
        let inner = self.source.slice(&(begin + 1..end.saturating_sub(1).max(begin + 1))).trim().to_owned();
        Some(self.report(
            Code::RuleSyntax,
            "texten har raka citattecken inuti sig",
            begin..end,
            format!("skriv ”{inner}” med typografiska citattecken; de raka avslutar texten"),
        ))
    }

    fn unclosed_text(&self) -> Option<Diagnostic> {
        let at = self.tokens.iter().position(|token| token.unclosed)?;
        let text = self.tokens.get(at)?;
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        if let Some(word) = before.filter(|word| word.kind == TokenKind::Word && word.span.end == text.span.start) {
            let name = self.text(word).to_owned();
            let help = format!("skriv \"{name}\"");
            return Some(self.report(
                Code::RuleSyntax,
                "texten saknar sitt första citattecken",
                word.span.clone(),
                help,
            ));
        }
        let help = "avsluta texten med \" på samma rad";
        Some(self.report(Code::RuleSyntax, "texten saknar sitt sista citattecken", text.span.clone(), help))
    }

    fn single_quote(&self) -> Option<Diagnostic> {
        let mark = self.tokens.iter().find(|token| token.kind == TokenKind::Mark && self.text(token) == "'")?;
        let help = "skriv \" i stället för '";
        Some(self.report(Code::RuleSyntax, "texter står inom dubbla citattecken", mark.span.clone(), help))
    }

    /// `regel({ … })`
    fn map_without_hash(&self) -> Option<Diagnostic> {
        let brace = match self.tokens {
            [regel, bracket, brace, ..] if self.text(regel) == "regel" && self.text(bracket) == "(" => brace,
            _ => return None,
        };
        (self.text(brace) == "{").then(|| {
            self.report(
                Code::RuleSyntax,
                "det saknas ett `#` före klammern",
                brace.span.clone(),
                "en regel skrivs `regel(#{ … });`",
            )
        })
    }

    /// `f.a och f.b`
    fn word_for_sign(&self) -> Option<Diagnostic> {
        self.tokens.iter().enumerate().find_map(|(at, token)| {
            let after_dot =
                at.checked_sub(1).and_then(|before| self.tokens.get(before)).is_some_and(|dot| self.text(dot) == ".");
            let named = self.tokens.get(at + 1).is_some_and(|next| matches!(self.text(next), ":" | "("));
            if token.kind != TokenKind::Word || after_dot || named {
                return None;
            }
            let word = self.text(token).to_lowercase();
            let (_, sign) = WORDS_FOR_SIGNS.iter().find(|(known, _)| *known == word)?;
            let message = format!("`{}` skrivs `{sign}` i ett villkor", self.text(token));
            Some(Diagnostic::new(Code::RuleSyntax, message).at_span(self.source, token.span.clone()))
        })
    }

    /// `15 000` and `15.5`
    fn cut_number(&self) -> Option<Diagnostic> {
        let number = |token: &Token| token.kind == TokenKind::Number;
        self.tokens.windows(3).find_map(|three| {
            let [first, second, third] = three else { return None };
            if number(first) && number(second) {
                let help = format!("skriv {0}{1} eller {0}_{1}", self.text(first), self.text(second));
                let span = first.span.start..second.span.end;
                return Some(self.report(Code::RuleSyntax, "talet är delat av ett blanksteg", span, help));
            }
            if number(first) && self.text(second) == "." && number(third) {
                let span = first.span.start..third.span.end;
                let help = "räkna i mindre enheter, till exempel månader i stället för år";
                return Some(self.report(Code::RuleSyntax, "här kan bara ett heltal stå", span, help));
            }
            None
        })
    }

    /// A value and then a field's name on a new line.
    fn missing_comma(&self) -> Option<Diagnostic> {
        self.tokens.windows(3).find_map(|three| {
            let [before, name, colon] = three else { return None };
            let ends_value = before.kind != TokenKind::Mark || matches!(self.text(before), ")" | "]" | "}");
            let next_line = self.source.slice(&(before.span.end..name.span.start)).contains('\n');
            let field = name.kind == TokenKind::Word && self.text(colon) == ":";
            (ends_value && next_line && field).then(|| {
                let help = "varje fält i en regel slutar med ett komma";
                self.report(
                    Code::RuleMissingComma,
                    "det saknas ett komma efter den här texten",
                    before.span.clone(),
                    help,
                )
            })
        })
    }

    /// A bracket that is never closed, or closes nothing.
    fn bracket(&self) -> Option<Diagnostic> {
        let mut open: Vec<&Token> = Vec::new();
        for (at, token) in self.tokens.iter().enumerate().filter(|(_, token)| token.kind == TokenKind::Mark) {
            let text = self.text(token);
            if closing(text).is_some() {
                open.push(token);
            } else if matches!(text, ")" | "]" | "}") {
                let top = open.last().copied();
                if top.is_some_and(|top| closing(self.text(top)) == Some(text)) {
                    open.pop();
                    continue;
                }
                // Leaving the mark out may be all that is needed; else the last that was opened is never closed.
                let rest = self.tokens.get(at + 1..).unwrap_or_default();
                return match top {
                    Some(top) if !self.closes(open.clone(), rest) => Some(self.never_closed(top)),
                    _ => Some(self.report(
                        Code::RuleSyntax,
                        format!("`{text}` stänger ingenting"),
                        token.span.clone(),
                        "ta bort den",
                    )),
                };
            }
        }
        open.last().map(|top| self.never_closed(top))
    }

    /// Whether the rest of the statement closes exactly what is open.
    fn closes<'t>(&self, mut open: Vec<&'t Token>, rest: &'t [Token]) -> bool {
        for token in rest.iter().filter(|token| token.kind == TokenKind::Mark) {
            let text = self.text(token);
            if closing(text).is_some() {
                open.push(token);
            } else if matches!(text, ")" | "]" | "}") {
                match open.pop() {
                    Some(top) if closing(self.text(top)) == Some(text) => {}
                    _ => return false,
                }
            }
        }
        open.is_empty()
    }

    fn never_closed(&self, mark: &Token) -> Diagnostic {
        let text = self.text(mark);
        let close = closing(text).unwrap_or_default();
        let help = match text {
            "#{" => "en regel slutar med `});`".to_owned(),
            _ => format!("skriv `{close}` där den slutar"),
        };
        self.report(Code::RuleSyntax, format!("`{text}` stängs aldrig"), mark.span.clone(), help)
    }
}

/// What closes a bracket.
fn closing(open: &str) -> Option<&'static str> {
    match open {
        "(" => Some(")"),
        "[" => Some("]"),
        "{" | "#{" => Some("}"),
        _ => None,
    }
}
