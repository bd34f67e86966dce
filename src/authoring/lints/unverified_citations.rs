//! Rules that cite a text nobody has read, without saying so.

use super::{Lint, Subject};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};

/// The lint.
pub const LINT: Lint = Lint { name: "unverified_citations", codes: &[Code::CitationUnverified], needs_all: false, run };

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    let pack = subject.pack;
    for (rule, tier) in pack.tiers().filter(|(_, tier)| !tier.unverified) {
        for citation in &tier.citations {
            let Some(found) = pack.register.find(citation).filter(|found| !found.verified()) else { continue };
            let written = format!("\"{citation}\"");
            let at = rule.statement.text().find(&written).map(|at| rule.statement.span.start + at);
            let place =
                at.map_or_else(|| rule.place.clone(), |at| Place::new(&rule.statement.source, at..at + written.len()));
            problems.push(
                Diagnostic::new(
                    Code::CitationUnverified,
                    format!("`{}` vilar på `{}`, som ingen har läst", rule.id, found.citation()),
                )
                .at(place)
                .help("läs texten och sätt `verified = true` i law.toml, eller skriv `okontrollerad: true` i regeln"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::found;
    use crate::diagnostics::Code;

    #[test]
    fn an_unread_text_is_owned_up_to() {
        let unread = (
            "law.toml",
            "summary = \"Nämnd får vara gemensam.\"\nverified = true",
            "summary = \"x\"\nverified = false",
        );
        assert_eq!(found(&[unread]), [(Code::CitationUnverified, "\"KL 9:19\"".to_owned())]);
        assert_eq!(
            found(&[unread, ("10-regler.rhai", "grupp: \"beslut\",", "grupp: \"beslut\", okontrollerad: true,")]),
            []
        );
    }
}
