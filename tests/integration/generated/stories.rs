//! Small packs that the engine once got wrong, kept as they were found.

use niokap::decision::{Evaluator, Truth};
use niokap::facts::{Answer, Answers, Provenance, Value};

use super::plan::{Condition, EffectPlan, FactPlan, KindPlan, Plan, RulePlan, TierPlan};
use super::write::{Layout, load};
use crate::generated::laws::advice;

fn yes(fact: usize) -> Condition {
    Condition::Yes(fact)
}

fn and(left: Condition, right: Condition) -> Condition {
    Condition::And(Box::new(left), Box::new(right))
}

/// A pack of yes/no questions, each with when it is asked.
fn plan(asked_when: Vec<Option<Condition>>, tiers: Vec<TierPlan>) -> Plan {
    let fact = |ask_when| FactPlan { kind: KindPlan::Bool, ask_when, derived: Vec::new() };
    Plan {
        facts: asked_when.into_iter().map(fact).collect(),
        rules: tiers.into_iter().map(|tier| RulePlan { tiers: vec![tier] }).collect(),
        ..Plan::default()
    }
}

fn reason(targets: Vec<usize>, effect: EffectPlan, condition: Condition) -> TierPlan {
    TierPlan { targets, variant: None, effect, group: None, unsettled: false, in_force: true, condition }
}

/// Question 1 follows on a yes to question 0, and question 2 on a yes to both. Question 2 is answered, so it counts as
/// relevant, and then question 0 must be a yes. Answering question 1 as well is no reason to doubt that.
#[test]
fn a_follow_up_on_a_follow_up() {
    let follow_ups = vec![None, Some(yes(0)), Some(and(yes(1), yes(0)))];
    let plan = plan(follow_ups, vec![reason(vec![0], EffectPlan::Note, and(yes(2), yes(0)))]);
    let pack = load(&plan, &Layout::plain(&plan));
    let tree = pack.tiers().next().unwrap().1.tree().unwrap();
    let mut answers = Answers::none(&pack.schema);
    for (fact, truth) in [(2, Truth::True), (1, Truth::True), (0, Truth::True)] {
        let id = pack.schema.ids().nth(fact).unwrap();
        answers.set(id, Answer::Known(Value::Bool(true), Provenance::User));
        assert_eq!(Evaluator::new(&pack.schema, &pack.determinations, &answers).evaluate(tree).truth, truth, "{fact}");
    }
}

/// A rule about two forms counts once for the alternative that it counts for too, and not at all a second time for one
/// that it already speaks of.
#[test]
fn a_rule_on_an_equal_footing_counts_once() {
    let tiers =
        |targets| vec![reason(targets, EffectPlan::For(3), yes(0)), reason(vec![3], EffectPlan::For(2), yes(1))];
    for targets in [vec![0], vec![0, 1], vec![0, 3], vec![3, 1]] {
        let plan = Plan { footing: true, ..plan(vec![None, None], tiers(targets.clone())) };
        let pack = load(&plan, &Layout::plain(&plan));
        let advice = advice(&pack, &[Some(Value::Bool(true)), Some(Value::Bool(true))]);
        let network = advice.alternatives.iter().find(|alternative| alternative.index == 0).unwrap();
        assert_eq!(network.score, 5, "about {targets:?}");
    }
}
