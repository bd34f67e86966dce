//! What would change it: the smallest changes of answers that give another first choice.
//!
//! Each answered question is tried with every other answer that any rule tells apart. A change of one answer that gives
//! another first choice is smallest by itself; a change of two counts only if neither alone is enough.

use std::collections::{BTreeMap, BTreeSet};

use super::case::{Case, values};
use crate::analysis::scoring::Outcome;
use crate::decision::{DecisionTree, Relevance, Test, Truth};
use crate::facts::{Answer, FactId, Kind, Provenance, Value};

/// A change of answers and what comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatIf {
    /// The changed answers.
    pub set: Vec<(FactId, Value)>,
    /// The outcome then.
    pub outcome: Outcome,
    /// The rules that begin or cease to fire and weigh or bar, in order.
    pub rules: Vec<String>,
}

/// One changed answer with all tiers evaluated.
struct Change {
    fact: FactId,
    value: Value,
    fired: Vec<bool>,
}

/// The smallest changes, of one answer first.
pub fn what_if(case: &Case<'_>, fired: &[bool]) -> Vec<WhatIf> {
    let now = first_choice(case.outcome(fired));
    let reach = Reach::of(case);
    let mut found = Vec::new();
    let mut open: Vec<Change> = Vec::new();
    for (fact, value) in changes(case, &reach) {
        let changed = case.with_answers(case.answers().with(fact, value));
        let fired_then = refire(&changed, fired, reach.tiers_of(fact));
        if fired_then == fired {
            continue;
        }
        let outcome = changed.outcome(&fired_then);
        if first_choice(outcome) == now {
            open.push(Change { fact, value, fired: fired_then });
        } else {
            let rules = responsible(case, fired, &fired_then);
            found.push(WhatIf { set: vec![(fact, value)], outcome, rules });
        }
    }
    let pairs = pairs(case, fired, now, &reach, &open);
    found.extend(pairs);
    found
}

fn pairs(case: &Case<'_>, fired: &[bool], now: Outcome, reach: &Reach, open: &[Change]) -> Vec<WhatIf> {
    let mut found = Vec::new();
    for (index, first) in open.iter().enumerate() {
        for second in open.iter().skip(index + 1).filter(|second| second.fact != first.fact) {
            let shared: Vec<usize> = reach
                .tiers_of(first.fact)
                .iter()
                .copied()
                .filter(|tier| reach.tiers_of(second.fact).contains(tier))
                .collect();
            // Where no tier reads both, the two changes do not meet and their effects are put side by side.
            let mut together = first.fired.clone();
            for tier in reach.tiers_of(second.fact) {
                if let (Some(slot), Some(fires)) = (together.get_mut(*tier), second.fired.get(*tier)) {
                    *slot = *fires;
                }
            }
            if !shared.is_empty() {
                let answers = case.answers().with(first.fact, first.value).with(second.fact, second.value);
                together = refire(&case.with_answers(answers), &together, &shared);
            }
            let outcome = case.outcome(&together);
            if first_choice(outcome) != now {
                let rules = responsible(case, fired, &together);
                found.push(WhatIf {
                    set: vec![(first.fact, first.value), (second.fact, second.value)],
                    outcome,
                    rules,
                });
            }
        }
    }
    found
}

/// The first choice without the verdict word.
pub fn first_choice(outcome: Outcome) -> Outcome {
    outcome.without_lead()
}

/// Which tiers each fact reaches, directly or through what it determines.
struct Reach {
    tiers: BTreeMap<FactId, Vec<usize>>,
    tests: BTreeMap<FactId, BTreeSet<Test>>,
}

impl Reach {
    fn of(case: &Case<'_>) -> Reach {
        let mut tests: BTreeMap<FactId, BTreeSet<Test>> = BTreeMap::new();
        let mut note = |found: BTreeSet<Test>| {
            for test in found {
                tests.entry(test.fact()).or_default().insert(test);
            }
        };
        let mut children: BTreeMap<FactId, BTreeSet<FactId>> = BTreeMap::new();
        for (fact, determination) in case.pack().schema.ids().zip(&case.pack().determinations) {
            for found in determination
                .derived
                .iter()
                .map(DecisionTree::tests)
                .chain(determination.ask_when.iter().map(DecisionTree::tests))
            {
                for test in &found {
                    children.entry(test.fact()).or_default().insert(fact);
                }
                note(found);
            }
        }
        let mut direct: BTreeMap<FactId, Vec<usize>> = BTreeMap::new();
        for (index, tier) in case.tiers().iter().enumerate() {
            let Some(tree) = tier.tree() else { continue };
            for fact in tree.facts() {
                direct.entry(fact).or_default().push(index);
            }
            note(tree.tests());
        }
        let mut tiers = BTreeMap::new();
        for fact in case.pack().schema.ids() {
            let mut reached = BTreeSet::new();
            let mut waiting = vec![fact];
            let mut seen = BTreeSet::new();
            while let Some(next) = waiting.pop() {
                if seen.insert(next) {
                    reached.extend(direct.get(&next).into_iter().flatten().copied());
                    waiting.extend(children.get(&next).into_iter().flatten().copied());
                }
            }
            tiers.insert(fact, reached.into_iter().collect());
        }
        Reach { tiers, tests }
    }

    fn tiers_of(&self, fact: FactId) -> &[usize] {
        self.tiers.get(&fact).map_or(&[], Vec::as_slice)
    }

    fn tests_of(&self, fact: FactId) -> impl Iterator<Item = &Test> {
        self.tests.get(&fact).into_iter().flatten()
    }
}

/// The tiers as they fire after a change, where only some can differ.
fn refire(case: &Case<'_>, fired: &[bool], tiers: &[usize]) -> Vec<bool> {
    let mut changed = fired.to_vec();
    for index in tiers {
        if let (Some(slot), Some(tier)) = (changed.get_mut(*index), case.tiers().get(*index)) {
            *slot = tier.period.contains(case.day()) && case.evaluate(tier).truth == Truth::True;
        }
    }
    changed
}

/// Every other answer worth trying: to a question the user answered, that is relevant, and that is not a given
/// circumstance of the case.
fn changes(case: &Case<'_>, reach: &Reach) -> Vec<(FactId, Value)> {
    let mut found = Vec::new();
    for (fact, answer) in case.answers().iter() {
        let Answer::Known(value, Provenance::User) = answer else { continue };
        let declared = case.pack().schema.fact(fact);
        if declared.given
            || declared.level > 2
            || matches!(case.evaluator().relevance(fact), Relevance::NotRelevant | Relevance::Derived(_))
        {
            continue;
        }
        found.extend(others(&declared.kind, value, reach.tests_of(fact)).into_iter().map(|other| (fact, other)));
    }
    found
}

/// The answers that some test tells apart from the one given.
fn others<'t>(kind: &Kind, given: Value, tests: impl Iterator<Item = &'t Test>) -> Vec<Value> {
    match (kind, given) {
        (Kind::Bool | Kind::Choice { .. }, _) => values(kind).into_iter().filter(|value| *value != given).collect(),
        (Kind::Int { min, max, .. }, Value::Int(number)) => {
            let mut cuts: BTreeSet<i64> = tests
                .filter_map(|test| match test {
                    Test::AtLeast { number, .. } if number > min && number <= max => Some(*number),
                    _ => None,
                })
                .collect();
            cuts.insert(*min);
            let bands: Vec<(i64, i64)> = cuts
                .iter()
                .zip(cuts.iter().skip(1).map(|next| next - 1).chain([*max]))
                .map(|(low, high)| (*low, high))
                .collect();
            // Of each other band the number nearest to the one given.
            bands
                .into_iter()
                .filter(|(low, high)| number < *low || number > *high)
                .map(|(low, high)| Value::Int(number.clamp(low, high)))
                .collect()
        }
        (Kind::Multi { options, exclusive, .. }, Value::Multi(mask)) => {
            let alone = exclusive.map_or(0, |index| 1u32 << index);
            let mut found = Vec::new();
            for index in 0..options.len() {
                let bit = 1u32 << index;
                let toggled = if bit == alone { bit } else { (mask ^ bit) & !alone };
                // Taking the last option away leaves the one that says "none of these".
                let toggled = if toggled == 0 { alone } else { toggled };
                if toggled != mask && kind.allows_multi(toggled) && !found.contains(&Value::Multi(toggled)) {
                    found.push(Value::Multi(toggled));
                }
            }
            found
        }
        _ => Vec::new(),
    }
}

/// The rules whose firing differs and that weigh or bar.
fn responsible(case: &Case<'_>, before: &[bool], after: &[bool]) -> Vec<String> {
    let mut rules: Vec<String> = Vec::new();
    for ((rule, tier), (before, after)) in case.pack().tiers().zip(before.iter().zip(after)) {
        let matters = tier.weighs_on_form() || matches!(tier.effect, crate::rules::Effect::Hinder(_));
        if before != after && matters && !rules.contains(&rule.id) {
            rules.push(rule.id.clone());
        }
    }
    rules
}
