//! What every way of answering the open questions leads to.
//!
//! A completion answers every question that the answers so far leave open. This says which outcomes occur among all
//! completions and how often, which open questions can still change the first choice or how clear it is, and which
//! question is worth asking next. It is exact within [`Limits`]; beyond them it is a seeded sample, and says so.
//! Shares count sets of answers, not municipalities.

use std::collections::BTreeSet;

use super::case::Case;
use super::combination::Combination;
use super::targets::first_target;
use super::verdict::Verdict;
use super::whole_space::{Conditions, Known, WholeSpace};
use crate::analysis::marginals::Marginals;
use crate::analysis::partial::Partial;
use crate::analysis::scoring::Outcome;
use crate::analysis::{Engine, Settings, Shares};
use crate::decision::Relevance;
use crate::facts::{Answer as Given, FactId};
use crate::rules::Target;
use crate::rules::sweep_order::SweepOrder;

/// How much work an examination may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most edges of a diagram.
    pub edges: usize,
    /// Most score cells of a pass.
    pub cells: usize,
    /// Most score cells that may have been needed for the shares, for the questions to be examined one by one as well.
    pub cells_per_question: usize,
    /// Completions drawn when the other limits are passed; 0: nothing is said then.
    pub samples: usize,
}

impl Limits {
    /// For the advice on one case: at most about a tenth of a second, and mostly some milliseconds.
    pub const ADVICE: Limits = Limits { edges: 200_000, cells: 2_500_000, cells_per_question: 350_000, samples: 5_000 };

    pub(super) fn settings(self) -> Settings {
        Settings {
            maximum_edges: self.edges,
            maximum_cells: self.cells,
            samples: self.samples,
            searches: 1,
            // Only for packs that keep no order of their own.
            moves: 2_000,
            ..Settings::default()
        }
    }
}

/// An outcome that some completions have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PossibleOutcome {
    /// The outcome.
    pub outcome: Outcome,
    /// Its share of the completions, above 0.
    pub share: f64,
}

impl PossibleOutcome {
    /// What comes first, if anything does.
    pub fn first(&self) -> Option<Target> {
        first_target(self.outcome)
    }

    /// How sure it is.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self.outcome)
    }
}

/// What the answer to an open question can still do, the other answers staying as they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prospect {
    /// The question.
    pub fact: FactId,
    /// Whether it can change what comes first.
    pub can_change_first: bool,
    /// Whether it can change what comes first or how sure that is.
    pub can_change_verdict: bool,
    /// How much its answer is expected to tell about the outcome, in bits; `None` if it was not worked out.
    pub information: Option<f64>,
}

/// What every way of answering the open questions leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Completions {
    /// How many completions were drawn, where there were too many to examine them all.
    pub samples: Option<usize>,
    /// How many completions there are, answers that no rule tells apart counted once each; `None` if only estimated.
    pub count: Option<u128>,
    /// The outcomes that occur, the commonest first.
    pub outcomes: Vec<PossibleOutcome>,
    /// The open questions that some rule reads, in the order of the questions; `None`: not examined one by one.
    pub prospects: Option<Vec<Prospect>>,
}

impl Completions {
    /// Whether all completions were examined.
    pub fn is_exact(&self) -> bool {
        self.samples.is_none()
    }

    /// What can come first, with shares, the commonest first.
    pub fn first_choices(&self) -> Vec<(Option<Target>, f64)> {
        let mut found: Vec<(Option<Target>, f64)> = Vec::new();
        for possible in &self.outcomes {
            match found.iter_mut().find(|(first, _)| *first == possible.first()) {
                Some((_, share)) => *share += possible.share,
                None => found.push((possible.first(), possible.share)),
            }
        }
        found.sort_by(|left, right| right.1.total_cmp(&left.1));
        found
    }

    /// Whether every completion has the same first choice. A sample never settles anything.
    pub fn first_settled(&self) -> bool {
        let kinds: BTreeSet<Outcome> = self.outcomes.iter().map(|possible| possible.outcome.without_lead()).collect();
        self.is_exact() && kinds.len() <= 1
    }

    /// Whether every completion has the same first choice with the same verdict.
    pub fn verdict_settled(&self) -> bool {
        self.is_exact() && self.outcomes.len() <= 1
    }

    /// The open question whose answer is expected to tell most about the outcome; among equals the one asked first.
    pub fn ask_next(&self) -> Option<FactId> {
        let told =
            |prospect: &Prospect| prospect.information.filter(|bits| *bits > 1e-9).map(|bits| (prospect.fact, bits));
        let candidates = self.prospects.iter().flatten().filter_map(told);
        let best = candidates.fold(None, |best: Option<(FactId, f64)>, (fact, bits)| match best {
            Some((_, most)) if most >= bits => best,
            _ => Some((fact, bits)),
        });
        best.map(|(fact, _)| fact)
    }

    /// What is known of a question.
    pub fn prospect(&self, fact: FactId) -> Option<Prospect> {
        self.prospects.as_ref()?.iter().find(|prospect| prospect.fact == fact).copied()
    }

    /// Whether some answer to a question can give another first choice; `None`: not examined.
    pub fn can_change_first(&self, fact: FactId) -> Option<bool> {
        if self.first_settled() {
            return Some(false);
        }
        let prospects = self.prospects.as_ref()?;
        Some(prospects.iter().any(|prospect| prospect.fact == fact && prospect.can_change_first))
    }
}

/// A case ready to be examined, which another thread may do.
pub struct Examination<'c> {
    conditions: Conditions<'c>,
    combination: &'c Combination,
    order: Option<&'c SweepOrder>,
    known: Known,
    /// The open questions.
    open: BTreeSet<FactId>,
}

impl<'c> Examination<'c> {
    /// Prepares a case.
    pub fn of(case: &Case<'c>) -> Examination<'c> {
        let pack = case.pack();
        Examination {
            conditions: Conditions::of(pack),
            combination: case.combination(),
            order: pack.order.as_ref(),
            known: Known::of(case),
            open: pack.schema.ids().filter(|fact| is_open(case, *fact)).collect(),
        }
    }

    /// Examines it. `None` if its rules cannot be examined: some compare two numbers with each other, or there are too
    /// many alternatives.
    pub fn run(&self, limits: Limits) -> Option<Completions> {
        let whole = WholeSpace::of_known(self.conditions, self.combination, &self.known).ok();
        let whole = whole.filter(|whole| whole.left_out.is_empty())?;
        let engine = whole.engine_ranked(whole.ranks(self.order).as_deref(), limits.settings());
        let partial = Partial::unknown(&whole.model);
        match engine.count(&partial) {
            Ok((shares, effort)) => {
                let outcomes = outcomes(&shares);
                let prospects = (effort.cells <= limits.cells_per_question)
                    .then(|| self.prospects(&whole, &engine, &partial, &shares))
                    .flatten();
                Some(Completions { samples: None, count: Some(shares.total), outcomes, prospects })
            }
            Err(_) if limits.samples == 0 => None,
            Err(_) => {
                let shares = engine.sampled(&partial, limits.samples).ok()?;
                Some(Completions {
                    samples: Some(limits.samples),
                    count: None,
                    outcomes: outcomes(&shares),
                    prospects: None,
                })
            }
        }
    }

    fn prospects(
        &self,
        whole: &WholeSpace,
        engine: &Engine<'_>,
        partial: &Partial,
        shares: &Shares,
    ) -> Option<Vec<Prospect>> {
        let (depends, marginals) = if shares.counts.len() > 1 {
            (Some(engine.depends_on(partial, shares).ok()?), engine.marginals(partial, shares).ok()?)
        } else {
            (None, Marginals::default())
        };
        let at = |of: Option<&Vec<bool>>, index: usize| of.and_then(|of| of.get(index)).copied().unwrap_or(false);
        let prospect = |(index, fact): (usize, FactId)| Prospect {
            fact,
            can_change_first: at(depends.as_ref().map(|found| &found.first), index),
            can_change_verdict: at(depends.as_ref().map(|found| &found.outcome), index),
            information: marginals.information(index),
        };
        let read = whole.space.variables().iter().map(|variable| variable.fact).enumerate();
        Some(read.filter(|(_, fact)| self.open.contains(fact)).map(prospect).collect())
    }
}

/// Examines a case at once.
pub fn completions(case: &Case<'_>, limits: Limits) -> Option<Completions> {
    Examination::of(case).run(limits)
}

fn outcomes(shares: &Shares) -> Vec<PossibleOutcome> {
    let mut found: Vec<PossibleOutcome> = shares
        .counts
        .keys()
        .map(|outcome| PossibleOutcome { outcome: *outcome, share: shares.share(*outcome) })
        .collect();
    // Outcomes come in a fixed order, and a stable sort keeps it among equals.
    found.sort_by(|left, right| right.share.total_cmp(&left.share));
    found
}

/// Whether a question could be answered now and is not.
fn is_open(case: &Case<'_>, fact: FactId) -> bool {
    let unanswered = matches!(case.answers().get(fact), Given::NotAsked | Given::Unknown);
    unanswered && matches!(case.evaluator().relevance(fact), Relevance::Relevant | Relevance::Open)
}
