//! What would change it: the smallest changes of answers that give another first choice.
//!
//! Each answered question is tried with every other answer that any rule tells apart. A change of one answer that gives
//! another first choice is smallest by itself; a change of two counts only if neither alone is enough.

use std::collections::{BTreeMap, BTreeSet};

use super::case::{Case, values};
use super::tier_set::TierSet;
use crate::analysis::scoring::Outcome;
use crate::decision::{DecisionTree, Relevance, Test};
use crate::facts::{Answer, FactId, Kind, Provenance, Value};
use crate::rules::{Certainty, Effect, Tier};

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

/// One changed answer, and which of the tiers that are followed fire then.
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
        search.refire(&[(fact, value)], &search.followed_from(fact), &mut then);
        match search.changed(&then) {
            Some(outcome) => found.push(search.what_if(vec![(fact, value)], outcome, &then)),
            // Alone it may change no tier at all and still do so with another: where a tier asks for both.
            None => open.push(Change { fact, value, fired: then }),
        }
    }
    found.extend(search.pairs(&open));
    found
}

/// What changes are compared with.
struct Search<'s, 'a> {
    case: &'s Case<'a>,
    now: Outcome,
    reach: Reach,
    /// The tiers that weigh or bar: no others change what comes first, and only they are told of.
    matter: TierSet,
    /// These and those that rest on unsettled law, which can change how clear it is: all that an outcome rests on.
    followed: TierSet,
    /// Of those that are followed the ones that fire now.
    fired: TierSet,
}

impl<'s, 'a> Search<'s, 'a> {
    fn new(case: &'s Case<'a>, fired: &[bool]) -> Search<'s, 'a> {
        let matters = |tier: &&Tier| tier.weighs_on_form() || matches!(tier.effect, Effect::Hinder(_));
        let follows = |tier: &&Tier| matters(tier) || tier.certainty == Certainty::Oklart;
        let tiers = || case.tiers().iter();
        let followed = TierSet::marked(&tiers().map(follows).collect::<Vec<_>>());
        Search {
            case,
            now: first_choice(case.outcome(fired)),
            reach: Reach::of(case),
            matter: TierSet::marked(&tiers().map(matters).collect::<Vec<_>>()),
            fired: TierSet::marked(fired).and(&followed),
            followed,
        }
    }

    /// The tiers that are followed and that a fact reaches.
    fn followed_from(&self, fact: FactId) -> TierSet {
        self.reach.tiers_of(fact).and(&self.followed)
    }

    /// Evaluates some tiers anew, with some answers changed.
    fn refire(&self, changes: &[(FactId, Value)], tiers: &TierSet, fired: &mut TierSet) {
        if tiers.is_empty() {
            return;
        }
        let mut answers = self.case.answers().clone();
        for (fact, value) in changes {
            answers.set(*fact, Answer::Known(*value, Provenance::User));
        }
        let changed = self.case.with_answers(answers);
        for index in tiers.iter() {
            if let Some(tier) = self.case.tiers().get(index) {
                fired.set(index, changed.fires(tier));
            }
        }
    }

    /// The outcome, if something else comes first than now.
    fn changed(&self, fired: &TierSet) -> Option<Outcome> {
        if *fired == self.fired {
            return None;
        }
        let combination = self.case.combination();
        let outcome = combination.tally(fired).outcome(combination.parameters());
        (first_choice(outcome) != self.now).then_some(outcome)
    }

    fn what_if(&self, set: Vec<(FactId, Value)>, outcome: Outcome, fired: &TierSet) -> WhatIf {
        WhatIf { set, outcome, rules: responsible(self.case, &self.fired.differing(fired).and(&self.matter)) }
    }

    /// Changes of two answers, neither of which is enough alone.
    fn pairs(&self, open: &[Change]) -> Vec<WhatIf> {
        let mut found = Vec::new();
        let reached: Vec<TierSet> = open.iter().map(|change| self.followed_from(change.fact)).collect();
        for (index, (first, first_reached)) in open.iter().zip(&reached).enumerate() {
            let others = open.iter().zip(&reached).skip(index + 1).filter(|(second, _)| second.fact != first.fact);
            for (second, second_reached) in others {
                let shared = first_reached.and(second_reached);
                // Where no tier reads both, a change that no tier notices adds nothing to the other.
                if shared.is_empty() && (first.fired == self.fired || second.fired == self.fired) {
                    continue;
                }
                // Where no tier reads both, the two changes do not meet and their effects are put side by side.
                let mut together = first.fired.replaced(second_reached, &second.fired);
                let set = [(first.fact, first.value), (second.fact, second.value)];
                self.refire(&set, &shared, &mut together);
                if let Some(outcome) = self.changed(&together) {
                    found.push(self.what_if(set.to_vec(), outcome, &together));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advice::Combination;
    use crate::authoring::lints::fixture;
    use crate::facts::Answers;
    use crate::rules::Pack;

    #[test]
    fn two_answers_that_a_rule_asks_for_together_are_found_though_neither_does_anything_alone() {
        let rules = "// Prov.\n\
            regel(#{ id: \"AS-02\", form: \"avtalssamverkan\", verkan: talar_for(1), lagrum: [\"KL 9:37\"], \
            säkerhet: \"lag\", när: |f| true, skäl: \"Alltid.\" });\n\
            regel(#{ id: \"KF-09\", form: \"kommunalforbund\", verkan: talar_for(5), lagrum: [\"KL 9:1\"], \
            säkerhet: \"lag\", när: |f| f.beslut_hos == \"gemensam\" && f.antal_parter >= 3, skäl: \"Båda.\" });\n";
        let files = fixture::files(&[
            ("10-regler.rhai", "// Prov.\n", rules),
            ("10-regler.rhai", "|f| flera(f)", "|f| flera(f) && f.insyn"),
        ]);
        let (pack, _) = Pack::load(&files).unwrap();
        let combination = Combination::new(&pack, pack.manifest.law_date);
        let fact = |name: &str| pack.schema.find(name).unwrap();
        let answers = Answers::none(&pack.schema)
            .with(fact("beslut_hos"), Value::Choice(0))
            .with(fact("antal_parter"), Value::Int(2));
        let case = Case::new(&pack, &combination, answers, pack.manifest.law_date);
        let found = what_if(&case, &case.fired());
        let both = vec![(fact("beslut_hos"), Value::Choice(1)), (fact("antal_parter"), Value::Int(3))];
        assert_eq!(found.iter().map(|change| &change.set).collect::<Vec<_>>(), [&both]);
        assert_eq!(found[0].rules, ["KF-09"]);
    }
}
