//! A case: what is known, and which tiers of rules fire, rest or wait.

use std::collections::BTreeSet;
use std::rc::Rc;

use jiff::civil::Date;

use super::combination::Combination;
use super::tier_set::TierSet;
use super::verdict::Verdict;
use crate::analysis::scoring::{Outcome, Tallies};
use crate::decision::{DecisionTree, Evaluation, Evaluator, Relevance, Truth};
use crate::facts::{Answer, Answers, FactId, Provenance, Value};
use crate::rules::script::oracle::Oracle;
use crate::rules::{Behaviour, Pack, Tier};

/// Answers under a pack on a day.
pub struct Case<'a> {
    pack: &'a Pack,
    combination: &'a Combination,
    answers: Answers,
    day: Date,
    evaluator: Evaluator<'a>,
    tiers: Rc<[&'a Tier]>,
}

impl<'a> Case<'a> {
    /// A case. `combination` is the pack's on the same day.
    pub fn new(pack: &'a Pack, combination: &'a Combination, answers: Answers, day: Date) -> Case<'a> {
        let evaluator = Evaluator::new(&pack.schema, &pack.determinations, &answers);
        let tiers = pack.tiers().map(|(_, tier)| tier).collect();
        Case { pack, combination, answers, day, evaluator, tiers }
    }

    /// The same case with other answers.
    pub fn with_answers(&self, answers: Answers) -> Case<'a> {
        let evaluator = Evaluator::new(&self.pack.schema, &self.pack.determinations, &answers);
        Case { answers, evaluator, tiers: Rc::clone(&self.tiers), ..*self }
    }

    /// The pack.
    pub fn pack(&self) -> &'a Pack {
        self.pack
    }

    /// How reasons are added up.
    pub fn combination(&self) -> &'a Combination {
        self.combination
    }

    /// What is known.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The day whose law applies.
    pub fn day(&self) -> Date {
        self.day
    }

    /// Evaluates conditions under the answers.
    pub fn evaluator(&self) -> &Evaluator<'a> {
        &self.evaluator
    }

    /// All tiers of the pack, in order.
    pub fn tiers(&self) -> &[&'a Tier] {
        &self.tiers
    }

    /// Whether a condition holds; `None` as condition always does.
    pub fn holds(&self, condition: Option<&'a DecisionTree<bool>>) -> Truth {
        condition.map_or(Truth::True, |tree| self.evaluator.truth(tree))
    }

    /// Evaluates a tier's condition.
    pub fn evaluate(&self, tier: &'a Tier) -> Evaluation {
        match &tier.behaviour {
            Behaviour::Tree(tree) => self.evaluator.evaluate(tree),
            Behaviour::Script => {
                let truth = self.truth_of_script(tier);
                Evaluation { truth, waits_for: BTreeSet::new(), decided_by: BTreeSet::new() }
            }
        }
    }

    /// Whether a tier in force fires.
    pub fn fires(&self, tier: &'a Tier) -> bool {
        let truth = || match &tier.behaviour {
            Behaviour::Tree(tree) => self.evaluator.truth(tree),
            Behaviour::Script => self.truth_of_script(tier),
        };
        tier.period.contains(self.day) && truth() == Truth::True
    }

    /// Without a table a condition can only be run, and only on known answers. Something it needs may be missing, and
    /// unknown never becomes no.
    fn truth_of_script(&self, tier: &Tier) -> Truth {
        self.run_on_known(tier).unwrap_or(Truth::Open)
    }

    fn run_on_known(&self, tier: &Tier) -> Option<Truth> {
        let mut known = Answers::none(&self.pack.schema);
        for fact in self.pack.schema.ids() {
            if let Some(value) = self.evaluator.value(fact) {
                known.set(fact, Answer::Known(value, Provenance::User));
            }
        }
        let host = self.pack.host();
        let oracle = Rc::new(Oracle::known(&self.pack.schema, known));
        let outcome = host.run(&host.closure(tier.condition.text())?, &oracle).ok()?;
        outcome.as_bool().ok().map(|holds| Truth::of(holds, !holds))
    }

    /// Evaluates every tier in force.
    pub fn evaluations(&self) -> Vec<Evaluation> {
        let resting = || Evaluation { truth: Truth::False, waits_for: BTreeSet::new(), decided_by: BTreeSet::new() };
        self.tiers
            .iter()
            .map(|tier| if tier.period.contains(self.day) { self.evaluate(tier) } else { resting() })
            .collect()
    }

    /// Which tiers fire.
    pub fn fired(&self) -> Vec<bool> {
        self.tiers.iter().map(|tier| self.fires(tier)).collect()
    }

    /// The sums that given tiers add up to.
    pub fn tallies(&self, fired: &[bool]) -> Tallies {
        self.combination.tally(&TierSet::marked(fired))
    }

    /// The outcome that given tiers add up to, whether or not enough is known.
    pub fn outcome(&self, fired: &[bool]) -> Outcome {
        self.tallies(fired).outcome(self.combination.parameters())
    }

    /// The questions without which nothing can be judged, if they are all open and their answers would decide the first
    /// choice.
    pub fn deciding_key_facts(&self) -> Vec<FactId> {
        let schema = &self.pack.schema;
        let key_facts = &self.pack.manifest.verdict.key_facts;
        let keys: Vec<FactId> = key_facts.iter().filter_map(|name| schema.find(name)).collect();
        let open = |fact: &FactId| {
            self.answers.value(*fact).is_none()
                && matches!(self.evaluator.relevance(*fact), Relevance::Relevant | Relevance::Open)
        };
        if keys.is_empty() || !keys.iter().all(open) {
            return Vec::new();
        }
        let mut sheets = vec![self.answers.clone()];
        for fact in &keys {
            let values = values(&schema.fact(*fact).kind);
            sheets = sheets.iter().flat_map(|sheet| values.iter().map(|value| sheet.with(*fact, *value))).collect();
        }
        let mut firsts = BTreeSet::new();
        for sheet in sheets {
            let case = self.with_answers(sheet);
            firsts.insert(case.outcome(&case.fired()).without_lead());
            if firsts.len() > 1 {
                return keys;
            }
        }
        Vec::new()
    }

    /// The verdict that given tiers add up to.
    pub fn verdict(&self, fired: &[bool]) -> (Verdict, Outcome) {
        let outcome = self.outcome(fired);
        (Verdict::of(outcome), outcome)
    }
}

/// The values of a yes/no or choice question, for trying each.
pub fn values(kind: &crate::facts::Kind) -> Vec<Value> {
    match kind {
        crate::facts::Kind::Bool => vec![Value::Bool(false), Value::Bool(true)],
        crate::facts::Kind::Choice { options } => (0..options.len()).map(Value::Choice).collect(),
        crate::facts::Kind::Multi { options, .. } => (0..options.len())
            .map(|index| Value::Multi(1 << index))
            .filter(|value| matches!(value, Value::Multi(mask) if kind.allows_multi(*mask)))
            .collect(),
        crate::facts::Kind::Int { min, max, .. } => vec![Value::Int(*min), Value::Int(*max)],
    }
}
