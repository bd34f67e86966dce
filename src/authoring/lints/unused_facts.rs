//! Questions that nothing depends on.
//!
//! A circumstance of the case (`given`) may be asked for the reader's sake alone: that is worth a note, not a warning.

use super::{Lint, Subject};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};

/// The lint.
pub const LINT: Lint = Lint { name: "unused_facts", codes: &[Code::FactUnused], needs_all: true, run };

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    for (fact, readings) in subject.pack.schema.facts().iter().zip(&subject.readings) {
        if readings.readers.is_empty() {
            let message = match fact.level {
                3 => format!("ingen följd har `screen` på `{}`", fact.id),
                _ => format!("varken regel, fråga eller följd beror på `{}`", fact.id),
            };
            let severity = if fact.given { Severity::Note } else { Code::FactUnused.severity() };
            problems.push(
                Diagnostic::new(Code::FactUnused, message)
                    .severity(severity)
                    .at(fact.place.clone())
                    .help("skriv regeln som behöver frågan, ta bort den, eller skriv `given = true` om den bara ska synas i underlaget"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{found, lint};
    use crate::diagnostics::{Code, Severity};

    #[test]
    fn a_question_without_readers_is_reported() {
        let unread = found(&[("10-regler.rhai", " && f.insyn", "")]);
        assert_eq!(unread, [(Code::FactUnused, "\"insyn\"".to_owned())]);
        let unscreened = found(&[("consequences.toml", "screen = \"dok_tvist\"", "")]);
        assert_eq!(unscreened, [(Code::FactUnused, "\"dok_tvist\"".to_owned())]);
        let in_text =
            found(&[("10-regler.rhai", " && f.insyn", ""), ("10-regler.rhai", "Ni är flera.", "Insyn: {insyn}.")]);
        assert_eq!(in_text, []);
        let given = ("facts.toml", "label = \"Viktig insyn\"", "label = \"Viktig insyn\"\ngiven = true");
        let for_the_record = lint(&[("10-regler.rhai", " && f.insyn", ""), given]);
        assert_eq!(for_the_record[0].severity, Severity::Note);
    }
}
