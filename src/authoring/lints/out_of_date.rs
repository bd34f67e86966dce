//! Rules whose time has run out before the day of the pack's law.

use super::{Lint, Subject};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// The lint.
pub const LINT: Lint = Lint { name: "out_of_date", codes: &[Code::RuleOutOfDate], needs_all: false, run };

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    let law_date = subject.pack.manifest.law_date;
    for (rule, tier) in subject.pack.tiers() {
        if tier.period.to.is_some_and(|last| last < law_date) {
            problems.push(
                Diagnostic::new(
                    Code::RuleOutOfDate,
                    format!("`{}` gäller {}, före paketets lagläge {law_date}", rule.id, tier.period.in_words()),
                )
                .at(rule.place.clone())
                .help("ta bort regeln, eller behåll den för underlag med äldre datum"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::found;
    use crate::diagnostics::Code;

    #[test]
    fn a_rule_of_yesterday_is_reported() {
        let old = found(&[("10-regler.rhai", "grupp: \"beslut\",", "grupp: \"beslut\", gäller: \"..2025-12-31\",")]);
        assert_eq!(old, [(Code::RuleOutOfDate, "\"GN-01\"".to_owned())]);
    }
}
