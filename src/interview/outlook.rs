//! What the open questions can still change.
//!
//! The planner asks an [`Outlook`] and decides what to ask next. [`Bounds`] answers from the tables of the single case:
//! it finds for every form the least and the greatest sum that the undecided rules leave possible, and tries the answers
//! to each open question. That is never wrong when it says that something is settled, but it may say "open" where the
//! rules that are still undecided exclude each other. An outlook that examines every completion of the answers can take its place without anything else changing.

use std::collections::{BTreeMap, BTreeSet};

use super::bounds::{self, Possible};
use crate::advice::Case;
use crate::advice::targets::first_target;
use crate::analysis::scoring::Outcome;
use crate::decision::space::Space;
use crate::decision::{Evaluation, Relevance, Truth};
use crate::facts::{FactId, Value};
use crate::rules::pack::Conditional;
use crate::rules::{Certainty, Effect, Pack, Reach, RiskLevel, Target, Tier};

/// The gravest thing that the answer to a question can still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stake {
    /// Which form, or what else, comes first.
    First,
    /// How sure the advice is.
    Verdict,
    /// The conditions, duties and risks of the first choice, its variant, and what follows from it.
    Terms,
    /// Only what is said about what does not come first.
    Rest,
}

/// An open question that some rule waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prospect {
    /// The question.
    pub fact: FactId,
    /// The gravest thing its answer can change.
    pub stake: Stake,
    /// How much its answer is expected to settle, among questions with the same stake; comparable, without unit.
    pub information: u32,
}

/// What the open questions of a case can still change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// What comes first with the answers so far; `None` while nothing can be judged.
    pub first: Option<Target>,
    /// Whether no answer to any open question, *vet ej* included, can change what comes first.
    pub first_settled: bool,
    /// Whether no such answer can change how sure the advice is.
    pub verdict_settled: bool,
    /// The open questions that something waits for, in the order of the schema. Questions that cannot change anything
    /// are left out.
    pub prospects: Vec<Prospect>,
}

impl View {
    /// What a question can still change; `None` if nothing waits for it.
    pub fn prospect(&self, fact: FactId) -> Option<Prospect> {
        self.prospects.iter().find(|prospect| prospect.fact == fact).copied()
    }
}

/// Sees what the open questions of a case can still change.
pub trait Outlook {
    /// The view from these answers.
    fn look(&self, case: &Case<'_>) -> View;
}

/// Most classes of answers that a question may have to be tried one by one.
const MOST_CLASSES: usize = 24;
/// With more open questions than this nothing is close to being settled, and looking ahead would only take time.
const CLOSE: usize = 20;
/// What settling the first choice is worth beside everything else that an answer may decide.
const SETTLING: u32 = 100_000;

/// Judges by the least and greatest sums that undecided rules leave possible, and looks one question ahead: if every
/// answer to some question settles the same, it is settled already, and the more answers to a question settle something
/// the sooner it is worth asking.
pub struct Bounds {
    /// For each question one answer of every class that some rule tells apart, with how many answers the class holds.
    /// Empty for questions with too many classes.
    classes: Vec<Vec<(Value, u64)>>,
}

impl Bounds {
    /// An outlook for the cases of a pack.
    pub fn new(pack: &Pack) -> Bounds {
        let trees = pack.tiers().filter_map(|(_, tier)| tier.tree());
        let space = Space::new(&pack.schema, &pack.determinations, trees, |_| None);
        let classes = pack.schema.ids().map(|fact| {
            let variable = space.variable(fact).and_then(|index| space.variables().get(index));
            let classes = variable.map_or(&[][..], |variable| &variable.classes);
            let few = classes.len() <= MOST_CLASSES;
            classes.iter().filter(|_| few).map(|class| (class.example, class.weight)).collect()
        });
        Bounds { classes: classes.collect() }
    }

    /// What becomes of the case for each answer to a question, with how many answers that is. Empty if they cannot all
    /// be tried.
    fn ahead(&self, case: &Case<'_>, evaluations: &[Evaluation], fact: FactId) -> Vec<(Ahead, u64)> {
        // Where a question may turn out not to be relevant, its answers are not all there is.
        if case.evaluator().relevance(fact) != Relevance::Relevant {
            return Vec::new();
        }
        let classes = self.classes.get(fact.index()).map_or(&[][..], Vec::as_slice);
        let tried = classes.iter().map(|(value, weight)| {
            let answered = case.with_answers(case.answers().with(fact, *value));
            let mut evaluations = evaluations.to_vec();
            for (evaluation, tier) in evaluations.iter_mut().zip(case.tiers()) {
                if evaluation.truth == Truth::Open && evaluation.waits_for.contains(&fact) {
                    *evaluation = answered.evaluate(tier);
                }
            }
            (Ahead::of(&answered, &evaluations), *weight)
        });
        tried.collect()
    }
}

/// What comes first and how sure it is, as far as it is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ahead {
    outcome: Outcome,
    first_settled: bool,
    verdict_settled: bool,
}

impl Ahead {
    fn of(case: &Case<'_>, evaluations: &[Evaluation]) -> Ahead {
        let fired: Vec<bool> = evaluations.iter().map(|evaluation| evaluation.truth == Truth::True).collect();
        let possible = bounds::of(case, evaluations);
        let outcome = case.outcome(&fired);
        let first_settled = possible.first_settled(case, outcome);
        Ahead { outcome, first_settled, verdict_settled: first_settled && possible.verdict_settled(case, outcome) }
    }

    /// Goes on to "settled" where every answer to one question settles the same.
    fn agree(&mut self, answers: &[(Ahead, u64)]) {
        let Some((first, _)) = answers.first() else { return };
        let all = |settled: fn(&Ahead) -> bool, same: fn(Outcome) -> Outcome| {
            answers.iter().all(|(ahead, _)| settled(ahead) && same(ahead.outcome) == same(first.outcome))
        };
        if all(|ahead| ahead.first_settled, Outcome::without_lead) {
            self.first_settled = true;
            // Every way on from here ends with it, whatever comes first just now.
            self.outcome = first.outcome;
        }
        self.verdict_settled |= all(|ahead| ahead.verdict_settled, |outcome| outcome);
    }
}

impl Outlook for Bounds {
    fn look(&self, case: &Case<'_>) -> View {
        let evaluations = case.evaluations();
        let possible = bounds::of(case, &evaluations);
        let mut now = Ahead::of(case, &evaluations);
        let open = questions_at_stake(case, &evaluations, &possible, now);
        let mut ahead: BTreeMap<FactId, Vec<(Ahead, u64)>> = BTreeMap::new();
        for fact in open.iter().filter(|_| open.len() <= CLOSE && !now.verdict_settled) {
            let answers = self.ahead(case, &evaluations, *fact);
            ahead.insert(*fact, answers);
        }
        for answers in ahead.values() {
            now.agree(answers);
        }
        let first = first_target(now.outcome);
        let mut found = Found::default();
        for (tier, evaluation) in case.tiers().iter().zip(&evaluations) {
            if evaluation.truth == Truth::Open {
                let stake = stake(tier, &possible, first, now);
                found.add(stake, weight(tier.effect), evaluation);
            }
        }
        consequences(case, first, &mut found);
        let prospects = found.by_fact.into_iter().filter(|(fact, _)| case.evaluator().value(*fact).is_none());
        let prospects = prospects.map(|(fact, (stake, information))| {
            let settling = ahead.get(&fact).map_or(0, |answers| settling(answers, stake));
            Prospect { fact, stake, information: information.saturating_add(settling) }
        });
        View {
            first,
            first_settled: now.first_settled,
            verdict_settled: now.verdict_settled,
            prospects: prospects.collect(),
        }
    }
}

/// How large a share of the answers to a question settles what is at stake.
fn settling(answers: &[(Ahead, u64)], stake: Stake) -> u32 {
    let settles = |ahead: &Ahead| match stake {
        Stake::First => ahead.first_settled,
        Stake::Verdict => ahead.verdict_settled,
        Stake::Terms | Stake::Rest => false,
    };
    let all: u64 = answers.iter().map(|(_, weight)| weight).sum();
    let settled: u64 = answers.iter().filter(|(ahead, _)| settles(ahead)).map(|(_, weight)| weight).sum();
    let share = (settled * u64::from(SETTLING)).checked_div(all).unwrap_or(0);
    u32::try_from(share).unwrap_or(SETTLING)
}

/// The open questions that can change what comes first or how sure that is.
fn questions_at_stake(
    case: &Case<'_>,
    evaluations: &[Evaluation],
    possible: &Possible,
    now: Ahead,
) -> BTreeSet<FactId> {
    let first = first_target(now.outcome);
    let open = case.tiers().iter().zip(evaluations).filter(|(_, evaluation)| evaluation.truth == Truth::Open);
    let at_stake = open.filter(|(tier, _)| stake(tier, possible, first, now) <= Stake::Verdict);
    let facts: BTreeSet<FactId> = at_stake.flat_map(|(_, evaluation)| evaluation.waits_for.iter().copied()).collect();
    facts.into_iter().filter(|fact| case.evaluator().value(*fact).is_none()).collect()
}

/// What the facts are found to matter for.
#[derive(Default)]
struct Found {
    by_fact: BTreeMap<FactId, (Stake, u32)>,
}

impl Found {
    /// Notes that something of a weight waits for these facts. Its weight is shared among them, since all may be needed.
    fn add(&mut self, stake: Stake, weight: u32, evaluation: &Evaluation) {
        let share = weight * 60 / u32::try_from(evaluation.waits_for.len().max(1)).unwrap_or(u32::MAX);
        for fact in &evaluation.waits_for {
            let entry = self.by_fact.entry(*fact).or_insert((stake, 0));
            // Only what is at the gravest stake counts towards the information.
            match stake.cmp(&entry.0) {
                std::cmp::Ordering::Less => *entry = (stake, share),
                std::cmp::Ordering::Equal => entry.1 = entry.1.saturating_add(share),
                std::cmp::Ordering::Greater => {}
            }
        }
    }
}

/// How much an undecided rule is worth deciding.
fn weight(effect: Effect) -> u32 {
    match effect {
        Effect::Hinder(Reach::Form) => 8,
        Effect::Hinder(_) => 3,
        Effect::For(weight) | Effect::Against(weight) => u32::from(weight),
        Effect::Krav | Effect::Risk(RiskLevel::High) => 2,
        Effect::Risk(_) | Effect::Note => 1,
    }
}

fn stake(tier: &Tier, possible: &Possible, first: Option<Target>, now: Ahead) -> Stake {
    let weighs = match tier.effect {
        Effect::For(_) | Effect::Against(_) => tier.variant.is_none(),
        Effect::Hinder(reach) => reach != Reach::Variant,
        _ => false,
    };
    let contends = |target: &Target| possible.contends(*target);
    if !now.first_settled && weighs && tier.targets.iter().any(contends) {
        return Stake::First;
    }
    let leads = first.is_some_and(|first| tier.targets.contains(&first));
    let unsettles = tier.certainty == Certainty::Oklart && leads;
    if !now.verdict_settled
        && (unsettles || (weighs && tier.targets.iter().any(|target| possible.measures(*target, first))))
    {
        return Stake::Verdict;
    }
    // As long as something else can come first, the terms of what leads now are not worth asking about; those of the
    // first choice are asked about when it is settled.
    if leads { Stake::Terms } else { Stake::Rest }
}

/// The open questions that the conditions, duties and risks of an outcome, or what follows from it, wait for.
pub fn questions_about_terms(case: &Case<'_>, first: Target) -> BTreeSet<FactId> {
    let mut found = Found::default();
    let tiers = case.tiers().iter().zip(case.evaluations());
    for (tier, evaluation) in tiers.filter(|(tier, _)| tier.targets.contains(&first)) {
        if evaluation.truth == Truth::Open {
            found.add(Stake::Terms, weight(tier.effect), &evaluation);
        }
    }
    consequences(case, Some(first), &mut found);
    found.by_fact.into_keys().collect()
}

/// What follows from the first choice, and the ways that lead to it, also wait for answers.
fn consequences(case: &Case<'_>, first: Option<Target>, found: &mut Found) {
    let Some(first) = first else { return };
    let pack = case.pack();
    let mut add = |evaluation: Evaluation| {
        if evaluation.truth == Truth::Open {
            found.add(Stake::Terms, 1, &evaluation);
        }
    };
    for conditional in pack.consequences.iter().filter(|conditional| conditional.item.targets.contains(&first)) {
        if let Some(tree) = &conditional.when {
            add(case.evaluator().evaluate(tree));
        }
    }
    let Some(form) = first.form() else { return };
    let fits = |way: &&Conditional<crate::rules::manifest::Arrangement>| way.item.forms.contains(&form);
    for way in pack.routes.iter().chain(&pack.combinations).filter(fits) {
        if let Some(tree) = &way.when {
            add(case.evaluator().evaluate(tree));
        }
    }
}

/// The facts that some undecided rule waits for, with the rules' positions, for explaining why a question is asked.
pub fn waiting_for(evaluations: &[Evaluation], fact: FactId) -> BTreeSet<usize> {
    let waits = |evaluation: &Evaluation| evaluation.truth == Truth::Open && evaluation.waits_for.contains(&fact);
    evaluations.iter().enumerate().filter(|(_, evaluation)| waits(evaluation)).map(|(index, _)| index).collect()
}
