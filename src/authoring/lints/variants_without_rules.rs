//! Variants of a form that no rule tells apart, and so can never be proposed.

use super::{Lint, Subject};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};

/// The lint.
pub const LINT: Lint =
    Lint { name: "variants_without_rules", codes: &[Code::VariantWithoutRule], needs_all: true, run };

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    let pack = subject.pack;
    let source = subject.files.get("pack.toml");
    for variant in pack.manifest.forms.iter().flat_map(|form| &form.variants) {
        if pack.tiers().any(|(_, tier)| tier.variant.as_ref() == Some(&variant.id)) {
            continue;
        }
        let place = source.and_then(|source| {
            let written = format!("\"{}\"", variant.id);
            let at = source.text().find(&written)?;
            Some(Place::new(source, at..at + written.len()))
        });
        let problem =
            Diagnostic::new(Code::VariantWithoutRule, format!("ingen regel nämner varianten `{}`", variant.id))
                .help("skriv regeln som talar för den, eller ta bort varianten");
        problems.push(match place {
            Some(place) => problem.at(place),
            None => problem,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::found;
    use crate::diagnostics::Code;

    #[test]
    fn a_variant_needs_a_rule() {
        let spoilt = found(&[("10-regler.rhai", "variant: \"ASx\", ", "")]);
        assert_eq!(spoilt, [(Code::VariantWithoutRule, "\"ASx\"".to_owned())]);
    }
}
