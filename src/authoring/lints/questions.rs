//! Questions that do not read as questions, or have no help worth the name.

use super::{Lint, Subject};
use crate::authoring::texts::{TextKind, texts};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// The lint.
pub const LINT: Lint =
    Lint { name: "questions", codes: &[Code::QuestionMark, Code::QuestionWithoutHelp], needs_all: false, run };

/// Fewer words than this explain nothing.
const FEWEST_WORDS: usize = 3;

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    for text in texts(subject.pack, subject.files) {
        match text.kind {
            TextKind::Question if !text.text.trim_end().ends_with('?') => problems.push(
                Diagnostic::new(Code::QuestionMark, "frågan slutar inte med frågetecken")
                    .at(text.place)
                    .help("skriv den som en fråga till läsaren"),
            ),
            TextKind::Help if text.text.split_whitespace().count() < FEWEST_WORDS => problems.push(
                Diagnostic::new(Code::QuestionWithoutHelp, "hjälpen förklarar ingenting")
                    .at(text.place)
                    .help("skriv en eller två meningar"),
            ),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::found;
    use crate::diagnostics::Code;

    #[test]
    fn questions_are_questions_and_help_helps() {
        let statement = found(&[("facts.toml", "Vem ska besluta?", "Ange vem som ska besluta.")]);
        assert_eq!(statement, [(Code::QuestionMark, "Ange vem som ska besluta.".to_owned())]);
        let helpless = found(&[("facts.toml", "Räkna in er själva.", "Antal.")]);
        assert_eq!(helpless, [(Code::QuestionWithoutHelp, "Antal.".to_owned())]);
    }
}
