//! What the open questions can still change.
//!
//! The planner asks an [`Outlook`] and decides what to ask next. [`Bounds`] answers from the tables of the single case:
//! it finds for every form the least and the greatest sum that the undecided rules leave possible. That is never wrong
//! when it says that something is settled, but it may say "open" where the rules that are still undecided exclude each
//! other. An outlook that examines every completion of the answers can take its place without anything else changing.

use std::collections::{BTreeMap, BTreeSet};

use super::bounds::{self, Possible};
use crate::advice::Case;
use crate::advice::compose::first_target;
use crate::decision::{Evaluation, Truth};
use crate::facts::FactId;
use crate::rules::pack::Conditional;
use crate::rules::{Certainty, Effect, Reach, RiskLevel, Target, Tier};

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

/// Judges by the least and greatest sums that undecided rules leave possible.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bounds;

impl Outlook for Bounds {
    fn look(&self, case: &Case<'_>) -> View {
        let evaluations = case.evaluations();
        let fired: Vec<bool> = evaluations.iter().map(|evaluation| evaluation.truth == Truth::True).collect();
        let possible = bounds::of(case, &evaluations);
        let outcome = case.outcome(&fired);
        let first = first_target(outcome);
        let first_settled = possible.first_settled(case, outcome);
        let verdict_settled = first_settled && possible.verdict_settled(case, outcome);
        let mut found = Found::default();
        for (tier, evaluation) in case.tiers().iter().zip(&evaluations) {
            if evaluation.truth != Truth::Open {
                continue;
            }
            let stake = stake(tier, &possible, first, first_settled, verdict_settled);
            found.add(stake, weight(tier.effect), evaluation);
        }
        consequences(case, first, &mut found);
        let open = |fact: &FactId| case.evaluator().value(*fact).is_none();
        let prospects = found.by_fact.into_iter().filter(|(fact, _)| open(fact));
        View {
            first,
            first_settled,
            verdict_settled,
            prospects: prospects.map(|(fact, (stake, information))| Prospect { fact, stake, information }).collect(),
        }
    }
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

fn stake(tier: &Tier, possible: &Possible, first: Option<Target>, first_settled: bool, verdict_settled: bool) -> Stake {
    let weighs = match tier.effect {
        Effect::For(_) | Effect::Against(_) => tier.variant.is_none(),
        Effect::Hinder(reach) => reach != Reach::Variant,
        _ => false,
    };
    let contends = |target: &Target| possible.contends(*target);
    if !first_settled && weighs && tier.targets.iter().any(contends) {
        return Stake::First;
    }
    let leads = first.is_some_and(|first| tier.targets.contains(&first));
    let unsettles = tier.certainty == Certainty::Oklart && leads;
    if !verdict_settled
        && (unsettles || (weighs && tier.targets.iter().any(|target| possible.measures(*target, first))))
    {
        return Stake::Verdict;
    }
    // As long as something else can come first, the terms of what leads now are not worth asking about; those of the
    // first choice are asked about when it is settled.
    if leads { Stake::Terms } else { Stake::Rest }
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
