//! Rules that weigh or bar whatever is answered, and so tell nothing apart.

use super::{Lint, Subject};
use crate::decision::{Evaluator, Truth};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::facts::Answers;
use crate::rules::Effect;

/// The lint.
pub const LINT: Lint = Lint { name: "always_fires", codes: &[Code::RuleAlwaysFires], needs_all: true, run };

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    let pack = subject.pack;
    let nothing = Answers::none(&pack.schema);
    let evaluator = Evaluator::new(&pack.schema, &pack.determinations, &nothing);
    for (rule, tier) in pack.tiers() {
        let bars = matches!(tier.effect, Effect::Hinder(_));
        let Some(tree) = tier.tree().filter(|_| bars || tier.effect.weight().is_some()) else { continue };
        if evaluator.evaluate(tree).truth == Truth::True {
            let what = if bars { "hindrar" } else { "väger" };
            problems.push(
                Diagnostic::new(Code::RuleAlwaysFires, format!("`{}` {what} hur man än svarar", rule.id))
                    .at(tier.condition.clone())
                    .help("det som alltid gäller skrivs med `krav()` eller `upplyser()`"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::found;
    use crate::diagnostics::Code;

    #[test]
    fn a_weight_that_always_counts_is_reported() {
        let always = found(&[("10-regler.rhai", "|f| flera(f)", "|f| flera(f) || f.antal_parter < 3")]);
        assert_eq!(always, [(Code::RuleAlwaysFires, "|f| flera(f) || f.antal_parter < 3".to_owned())]);
    }
}
