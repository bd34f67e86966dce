//! Rules that no possible set of answers can make fire.

use super::{Lint, Subject};
use crate::decision::{Evaluator, Truth};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::facts::Answers;

/// The lint.
pub const LINT: Lint = Lint { name: "never_fires", codes: &[Code::RuleNeverFires], needs_all: true, run };

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    let pack = subject.pack;
    let nothing = Answers::none(&pack.schema);
    let evaluator = Evaluator::new(&pack.schema, &pack.determinations, &nothing);
    for (rule, tier) in pack.tiers() {
        let Some(tree) = tier.tree() else { continue };
        if evaluator.evaluate(tree).truth != Truth::False {
            continue;
        }
        let alone = !tree.leaves().any(|leaf| leaf);
        let help = if alone {
            "villkoret säger emot sig självt"
        } else {
            "villkoret läser frågor som inte ställs, eller svar som redan är avgjorda: se `ask_when` och `derived` i facts.toml"
        };
        problems.push(
            Diagnostic::new(Code::RuleNeverFires, format!("`{}` kan aldrig slå till", rule.id))
                .at(tier.condition.clone())
                .help(help),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::found;
    use crate::diagnostics::Code;

    #[test]
    fn a_condition_that_cannot_hold_is_reported() {
        let never = found(&[("10-regler.rhai", "|f| flera(f)", "|f| flera(f) && f.antal_parter < 2")]);
        assert_eq!(never, [(Code::RuleNeverFires, "|f| flera(f) && f.antal_parter < 2".to_owned())]);
        let never = found(&[("10-regler.rhai", "|f| flera(f)", "|f| flera(f) && f.insyn && f.beslut_hos == \"egen\"")]);
        assert_eq!(never.first().map(|(code, _)| *code), Some(Code::RuleNeverFires));
    }
}
