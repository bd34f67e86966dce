//! Texts that are longer than anyone reads.

use super::{Lint, Subject};
use crate::authoring::texts::{TextKind, texts};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// The lint.
pub const LINT: Lint = Lint { name: "long_texts", codes: &[Code::TextTooLong], needs_all: false, run };

/// The most characters and sentences of each kind of text.
fn limits(kind: TextKind) -> (usize, usize) {
    match kind {
        TextKind::Reason | TextKind::Cure => (320, 3),
        TextKind::Question => (120, 1),
        TextKind::Label => (45, 1),
        TextKind::Option => (180, 1),
        TextKind::Help | TextKind::Why | TextKind::OptionHelp => (240, 3),
        TextKind::Consequence => (300, 4),
        TextKind::TermShort => (220, 3),
        TextKind::TermLaw => (320, 4),
        TextKind::Description => (350, 5),
    }
}

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    for text in texts(subject.pack, subject.files) {
        let (characters, sentences) = (text.text.chars().count(), sentences(text.text));
        let (most_characters, most_sentences) = limits(text.kind);
        let message = if characters > most_characters {
            format!("{} har {characters} tecken; {most_characters} är gränsen", text.kind.in_words())
        } else if sentences > most_sentences {
            format!("{} har {sentences} meningar; {most_sentences} är gränsen", text.kind.in_words())
        } else {
            continue;
        };
        problems.push(Diagnostic::new(Code::TextTooLong, message).at(text.place).help("stryk, eller dela upp på två"));
    }
}

/// Full stops, question and exclamation marks that end the text or stand before a capital.
fn sentences(text: &str) -> usize {
    let mut letters = text.chars().peekable();
    let mut found = 0;
    while let Some(letter) = letters.next() {
        if matches!(letter, '.' | '?' | '!') {
            let mut rest = letters.clone().skip_while(|next| matches!(next, '.' | '?' | '!' | '”' | ')'));
            match (rest.next(), rest.next()) {
                (None, _) => return found + 1,
                (Some(' '), Some(next)) if next.is_uppercase() => found += 1,
                _ => {}
            }
        }
    }
    found.max(1)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::found;
    use super::sentences;
    use crate::diagnostics::Code;

    #[test]
    fn sentences_are_counted() {
        assert_eq!(sentences("En. Två. Tre."), 3);
        assert_eq!(sentences("Enligt 9 kap. 37 § t.ex. så"), 1);
        assert_eq!(sentences("Är det så? Ja (eller nej.) Bra."), 3);
    }

    #[test]
    fn a_reason_is_short() {
        let long = "Ni är flera. Ni är många. Det är bra. Det är dyrt.";
        assert_eq!(found(&[("10-regler.rhai", "Ni är flera.", long)]), [(Code::TextTooLong, long.to_owned())]);
    }
}
