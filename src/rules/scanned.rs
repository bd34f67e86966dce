//! A rule file as it was scanned, before anything of it is compiled.

use std::sync::Arc;

use super::script::statements::{Statement, statements};
use super::script::tokens::{PASTED, Token, TokenKind, scan};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, SourceText};

/// A rule file cut into statements.
pub struct Scanned {
    /// The file.
    pub source: Arc<SourceText>,
    /// Its words and marks.
    pub tokens: Vec<Token>,
    /// Its statements.
    pub statements: Vec<Statement>,
    /// Where a comment begins that never ends.
    unclosed_comment: Option<usize>,
}

impl Scanned {
    /// Reads the shape of a file.
    pub fn new(source: &Arc<SourceText>) -> Scanned {
        let (tokens, unclosed_comment) = scan(source.text());
        let statements = statements(source.text(), &tokens);
        Scanned { source: Arc::clone(source), tokens, statements, unclosed_comment }
    }

    /// The words and marks of a statement.
    pub fn tokens_of(&self, statement: &Statement) -> &[Token] {
        self.tokens.get(statement.tokens.clone()).unwrap_or_default()
    }

    /// Whether what [`Scanned::report_what_cannot_be_read`] reports spoils a statement, so that nothing more need be said
    /// of it: characters in it that only look right, or an end that was lost in a comment.
    pub fn spoils(&self, statement: &Statement) -> bool {
        let pasted = self.tokens_of(statement).iter().any(|token| token.kind == TokenKind::Pasted);
        let last = || self.statements.last().is_some_and(|last| last.span == statement.span);
        pasted || (self.unclosed_comment.is_some() && last())
    }

    /// Reports what no reader sees: characters pasted from a word processor, the commonest fault of all, and a comment
    /// that never ends and takes the rest of the file with it.
    pub fn report_what_cannot_be_read(&self, problems: &mut Diagnostics) {
        for token in self.tokens.iter().filter(|token| token.kind == TokenKind::Pasted) {
            problems.push(self.pasted(token));
        }
        if let Some(start) = self.unclosed_comment {
            problems.push(
                Diagnostic::new(Code::RuleSyntax, "kommentaren tar aldrig slut, så resten av filen läses inte")
                    .at_span(&self.source, start..start + 2)
                    .help("avsluta den med `*/`, eller börja varje rad med `//`"),
            );
        }
    }

    fn pasted(&self, token: &Token) -> Diagnostic {
        let text = token.text(self.source.text());
        let character = text.chars().next().unwrap_or_default();
        let instead = PASTED.iter().find(|(pasted, _)| *pasted == character).map(|(_, instead)| *instead);
        let help = match instead {
            None | Some(" ") => "skriv ett vanligt blanksteg".to_owned(),
            Some("") => "ta bort tecknet".to_owned(),
            Some(other) => format!("skriv {other} på tangentbordet i stället"),
        };
        let code = u32::from(character);
        let message = format!("tecknet `{text}` (U+{code:04X}) är inklistrat från en ordbehandlare");
        Diagnostic::new(Code::RulePastedCharacters, message).at_span(&self.source, token.span.clone()).help(help)
    }
}
