//! Rules that read a question on a way where it is never asked.

use std::collections::BTreeMap;

use super::{Lint, Subject};
use crate::decision::{DecisionTree, Node, Possible, Truth};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::facts::{FactId, Schema};

/// The lint.
pub const LINT: Lint =
    Lint { name: "read_when_irrelevant", codes: &[Code::FactReadWhenIrrelevant], needs_all: true, run };

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    let pack = subject.pack;
    for (rule, tier) in pack.tiers() {
        let Some(tree) = tier.tree() else { continue };
        let mut found: Vec<FactId> = Vec::new();
        let mut waiting = vec![(DecisionTree::<bool>::ROOT, Way::new())];
        while let Some((node, way)) = waiting.pop() {
            let Node::Test { test, yes, no } = tree.node(node) else { continue };
            let asked = pack.determinations.get(test.fact().index()).and_then(|found| found.ask_when.as_ref());
            if let Some(condition) = asked
                && !found.contains(&test.fact())
                && truth(condition, &way, &pack.schema) == Truth::False
            {
                found.push(test.fact());
            }
            for (outcome, next) in [(true, yes), (false, no)] {
                let mut further = way.clone();
                further.insert(test.fact(), possible(&way, &pack.schema, test.fact()).narrow(test, outcome));
                waiting.push((next, further));
            }
        }
        for fact in found {
            let declared = pack.schema.fact(fact);
            let asked = declared.ask_when.as_ref().map_or_else(|| declared.place.clone(), |text| text.place.clone());
            problems.push(
                Diagnostic::new(
                    Code::FactReadWhenIrrelevant,
                    format!("`{}` läser `{}` i lägen där frågan inte ställs", rule.id, declared.id),
                )
                .severity(Severity::Note)
                .at(tier.condition.clone())
                .also(asked, "frågan ställs när detta gäller")
                .help("där kan regeln inte slå till; ändra villkoret eller `ask_when` om det inte är meningen"),
            );
        }
    }
}

/// What the answers on the way leave possible.
type Way = BTreeMap<FactId, Possible>;

fn possible(way: &Way, schema: &Schema, fact: FactId) -> Possible {
    way.get(&fact).copied().unwrap_or_else(|| Possible::everything(&schema.fact(fact).kind))
}

/// Whether a condition holds for everything that is possible on the way.
fn truth(tree: &DecisionTree<bool>, way: &Way, schema: &Schema) -> Truth {
    let (mut can_be_true, mut can_be_false) = (false, false);
    let mut waiting = vec![(DecisionTree::<bool>::ROOT, way.clone())];
    while let Some((node, way)) = waiting.pop() {
        match tree.node(node) {
            Node::Leaf(true) => can_be_true = true,
            Node::Leaf(false) => can_be_false = true,
            Node::Test { test, yes, no } => {
                let now = possible(&way, schema, test.fact());
                let outcome = now.truth(test, &schema.fact(test.fact()).kind);
                for (holds, next) in [(true, yes), (false, no)] {
                    if outcome == Truth::of(holds, !holds) || outcome == Truth::Open {
                        let mut further = way.clone();
                        further.insert(test.fact(), now.narrow(test, holds));
                        waiting.push((next, further));
                    }
                }
            }
        }
    }
    Truth::of(can_be_true, can_be_false)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::found;
    use crate::diagnostics::Code;

    #[test]
    fn a_question_that_is_not_asked_there_is_noted() {
        let spoilt =
            found(&[("10-regler.rhai", "|f| flera(f)", "|f| flera(f) && (f.beslut_hos == \"gemensam\" || f.insyn)")]);
        assert_eq!(spoilt.first().map(|(code, _)| *code), Some(Code::FactReadWhenIrrelevant));
    }
}
