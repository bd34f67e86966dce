//! What would change it: the smallest changes of answers that give another first choice.
//!
//! Each answered question is tried with every other answer that any rule tells apart. A change of one answer that gives
//! another first choice is smallest by itself; a change of two counts only if neither alone is enough.

use std::collections::{BTreeMap, BTreeSet};

use super::case::{Case, values};
use super::tier_set::TierSet;
use crate::analysis::scoring::Outcome;
use crate::decision::{DecisionTree, Relevance, Test};
use crate::facts::{Answer, Answers, FactId, Kind, Provenance, Value};
use crate::rules::{Effect, Tier};

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
    fired: TierSet,
}

/// The smallest changes, of one answer first.
pub fn what_if(case: &Case<'_>, fired: &[bool]) -> Vec<WhatIf> {
    let search = Search::new(case, fired);
    let mut found = Vec::new();
    let mut open: Vec<Change> = Vec::new();
    for (fact, value) in changes(case, &search.reach) {
        let mut then = search.fired.clone();
        search.refire(&case.answers().with(fact, value), search.reach.tiers_of(fact), &mut then);
        if then == search.fired {
            continue;
        }
        match search.changed(&then) {
            Some(outcome) => found.push(search.what_if(vec![(fact, value)], outcome, &then)),
            None => open.push(Change { fact, value, fired: then }),
        }
    }
    found.extend(search.pairs(&open));
    found
}

/// What changes are compared with.
struct Search<'s, 'a> {
    case: &'s Case<'a>,
    fired: TierSet,
    now: Outcome,
    reach: Reach,
    /// The tiers that can change the first choice or are told of: those that weigh or bar.
    matter: TierSet,
}

impl<'s, 'a> Search<'s, 'a> {
    fn new(case: &'s Case<'a>, fired: &[bool]) -> Search<'s, 'a> {
        let matters = |tier: &&Tier| tier.weighs_on_form() || matches!(tier.effect, Effect::Hinder(_));
        let matter: Vec<bool> = case.tiers().iter().map(matters).collect();
        let now = first_choice(case.outcome(fired));
        let (fired, matter) = (TierSet::marked(fired), TierSet::marked(&matter));
        Search { case, fired, now, reach: Reach::of(case), matter }
    }

    /// Evaluates some tiers anew, under other answers.
    fn refire(&self, answers: &Answers, tiers: &TierSet, fired: &mut TierSet) {
        let changed = self.case.with_answers(answers.clone());
        for index in tiers.iter() {
            if let Some(tier) = self.case.tiers().get(index) {
                fired.set(index, changed.fires(tier));
            }
        }
    }

    /// The outcome, if the first choice is another than now.
    fn changed(&self, fired: &TierSet) -> Option<Outcome> {
        let combination = self.case.combination();
        let outcome = combination.tally(|tier| fired.contains(tier)).outcome(combination.parameters());
        (first_choice(outcome) != self.now).then_some(outcome)
    }

    fn what_if(&self, set: Vec<(FactId, Value)>, outcome: Outcome, fired: &TierSet) -> WhatIf {
        WhatIf { set, outcome, rules: responsible(self.case, &self.fired.differing(fired).and(&self.matter)) }
    }

    /// Changes of two answers, neither of which is enough alone.
    fn pairs(&self, open: &[Change]) -> Vec<WhatIf> {
        let tells: Vec<bool> =
            open.iter().map(|change| !change.fired.differing(&self.fired).and(&self.matter).is_empty()).collect();
        let mut found = Vec::new();
        for (index, (first, first_tells)) in open.iter().zip(&tells).enumerate() {
            let others = open.iter().zip(&tells).skip(index + 1).filter(|(second, _)| second.fact != first.fact);
            for (second, second_tells) in others {
                let reached = self.reach.tiers_of(second.fact);
                let shared = self.reach.tiers_of(first.fact).and(reached);
                // Where no tier that matters reads both, and one changes no such tier, it adds nothing to the other, which
                // is not enough alone.
                if shared.and(&self.matter).is_empty() && !(*first_tells && *second_tells) {
                    continue;
                }
                // Where no tier reads both, the two changes do not meet and their effects are put side by side.
                let mut together = first.fired.replaced(reached, &second.fired);
                if !shared.is_empty() {
                    let answers = self.case.answers().with(first.fact, first.value).with(second.fact, second.value);
                    self.refire(&answers, &shared, &mut together);
                }
                if let Some(outcome) = self.changed(&together) {
                    let set = vec![(first.fact, first.value), (second.fact, second.value)];
                    found.push(self.what_if(set, outcome, &together));
                }
            }
        }
        found
    }
}

/// The first choice without the verdict word.
pub fn first_choice(outcome: Outcome) -> Outcome {
    outcome.without_lead()
}

/// Which tiers each fact reaches, directly or through what it determines.
struct Reach {
    tiers: Vec<TierSet>,
    tests: BTreeMap<FactId, BTreeSet<Test>>,
}

impl Reach {
    fn of(case: &Case<'_>) -> Reach {
        let (pack, count) = (case.pack(), case.pack().schema.facts().len());
        let mut tests: BTreeMap<FactId, BTreeSet<Test>> = BTreeMap::new();
        let mut children: Vec<BTreeSet<FactId>> = vec![BTreeSet::new(); count];
        for (fact, determination) in pack.schema.ids().zip(&pack.determinations) {
            let (derived, ask_when) = (&determination.derived, &determination.ask_when);
            let found = derived
                .iter()
                .flat_map(DecisionTree::every_test)
                .chain(ask_when.iter().flat_map(DecisionTree::every_test));
            for test in found {
                tests.entry(test.fact()).or_default().insert(test);
                if let Some(children) = children.get_mut(test.fact().index()) {
                    children.insert(fact);
                }
            }
        }
        let none = TierSet::marked(&vec![false; case.tiers().len()]);
        let mut direct = vec![none.clone(); count];
        for (index, tier) in case.tiers().iter().enumerate() {
            for test in tier.tree().into_iter().flat_map(DecisionTree::every_test) {
                tests.entry(test.fact()).or_default().insert(test);
                if let Some(tiers) = direct.get_mut(test.fact().index()) {
                    tiers.set(index, true);
                }
            }
        }
        let reached = |fact: FactId| {
            let mut reached = none.clone();
            let mut waiting = vec![fact];
            let mut seen = BTreeSet::new();
            while let Some(next) = waiting.pop() {
                if seen.insert(next) {
                    if let Some(tiers) = direct.get(next.index()) {
                        reached = reached.replaced(tiers, tiers);
                    }
                    waiting.extend(children.get(next.index()).into_iter().flatten().copied());
                }
            }
            reached
        };
        Reach { tiers: pack.schema.ids().map(reached).collect(), tests }
    }

    #[allow(clippy::indexing_slicing)] // INVARIANT: there is one set for each fact of the schema.
    fn tiers_of(&self, fact: FactId) -> &TierSet {
        &self.tiers[fact.index()]
    }

    fn tests_of(&self, fact: FactId) -> impl Iterator<Item = &Test> {
        self.tests.get(&fact).into_iter().flatten()
    }
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

/// The rules of some tiers, in order.
fn responsible(case: &Case<'_>, tiers: &TierSet) -> Vec<String> {
    let mut rules: Vec<String> = Vec::new();
    for (index, (rule, _)) in case.pack().tiers().enumerate() {
        if tiers.contains(index) && rules.last() != Some(&rule.id) {
            rules.push(rule.id.clone());
        }
    }
    rules
}
