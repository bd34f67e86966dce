//! A pack prepared for questions about all its worlds.

use super::bounds::Bounds;
use super::direct::Evaluator;
use super::folding::Folding;
use super::forward::{Forward, Pass, TIE};
use super::layout::{Layout, Settings};
use super::lowering::{self, ANY_REASON, Lowered};
use super::model::{FORMS, Model};
use super::partial::Partial;
use super::problem::Reading;
use super::race::{Demand, Race, Racer, WATCH};
use super::sample::Sampler;
use super::scoring::Outcome;
use super::skeleton::{self, Exceeded, Skeleton};
use std::collections::BTreeMap;

/// How many worlds (by weight) have each outcome.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shares {
    /// Weight per outcome; outcomes without any world are left out.
    pub counts: BTreeMap<Outcome, u128>,
    /// Sum of all counts.
    pub total: u128,
}

impl Shares {
    /// Share of an outcome, between 0 and 1.
    #[must_use]
    pub fn share(&self, outcome: Outcome) -> f64 {
        ratio(self.counts.get(&outcome).copied().unwrap_or(0), self.total)
    }

    /// Share of the worlds in which a form comes first.
    #[must_use]
    pub fn first_share(&self, form: u8) -> f64 {
        let counts = self.counts.iter().filter(|(outcome, _)| outcome.first() == Some(form)).map(|(_, count)| *count);
        ratio(counts.sum(), self.total)
    }

    pub(super) fn from_labels(labels: &BTreeMap<u32, u128>) -> Self {
        let mut shares = Self::default();
        for (&label, &count) in labels {
            // INVARIANT: the low byte of a label is an outcome's code.
            if let (Some(outcome), true) = (Outcome::from_code((label & 0xff) as usize), count > 0) {
                *shares.counts.entry(outcome).or_insert(0) += count;
                shares.total += count;
            }
        }
        shares
    }
}

pub(super) fn ratio(part: u128, whole: u128) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// An answer that says how it was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer<T> {
    /// Over every world.
    Exact(T),
    /// From a seeded sample, because a limit was passed.
    Estimated {
        /// The estimate.
        value: T,
        /// Number of worlds drawn.
        samples: usize,
        /// The limit.
        exceeded: Exceeded,
    },
}

impl<T> Answer<T> {
    /// The value, exact or not.
    #[must_use]
    pub fn value(&self) -> &T {
        match self {
            Self::Exact(value) | Self::Estimated { value, .. } => value,
        }
    }

    /// Whether the value is exact.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        matches!(self, Self::Exact(_))
    }
}

/// How large the machinery was for one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effort {
    /// Layers swept.
    pub layers: usize,
    /// Edges of the skeleton.
    pub edges: usize,
    /// Most states alive in one layer.
    pub peak: usize,
    /// States of all layers.
    pub cells: usize,
}

/// A model with its sweep order.
#[derive(Debug, Clone)]
pub struct Engine<'m> {
    pub(super) model: &'m Model,
    pub(super) layout: Layout,
    pub(super) lowered: Lowered,
    pub(super) settings: Settings,
}

/// The diagram of one race, ready for passes.
pub(super) struct Track<'a> {
    pub race: Race<'a>,
    pub skeleton: Skeleton,
    pub bounds: Bounds,
    pub folding: Folding,
}

impl Track<'_> {
    pub fn forward(&self) -> Forward<'_> {
        Forward::new(&self.skeleton, &self.bounds, &self.race)
    }
}

impl<'m> Engine<'m> {
    /// Searches an order for the model.
    #[must_use]
    pub fn new(model: &'m Model, settings: Settings) -> Self {
        let layout = Layout::new(model, &settings);
        Self::with_layout(model, settings, layout)
    }

    /// Uses an order that is known already.
    #[must_use]
    pub fn with_layout(model: &'m Model, settings: Settings, layout: Layout) -> Self {
        Self { model, layout, lowered: lowering::lower(model, |_| true), settings }
    }

    /// The order in use.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The limits in use.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// What is read under a partial answer; `None`: no world is left.
    pub(super) fn reading(&self, partial: &Partial) -> Option<Reading<'_>> {
        Reading::new(self.model, &self.layout, partial, &self.lowered)
    }

    /// Builds the diagram of a race. With `mask`, variables are kept that more races than this one need.
    pub(super) fn track<'a>(
        &'a self,
        reading: &Reading<'_>,
        racer: Racer,
        mask: Option<u64>,
    ) -> Result<Track<'a>, Exceeded> {
        self.build_track(reading, Race::new(self.model, racer), mask, false)
    }

    /// The diagram of a race among the worlds that meet a demand.
    pub(super) fn track_demanding<'a>(
        &'a self,
        reading: &Reading<'_>,
        racer: Racer,
        demand: Demand,
    ) -> Result<Track<'a>, Exceeded> {
        self.build_track(reading, Race::new(self.model, racer).demanding(demand), None, false)
    }

    /// The same, with the classes that lose the race recorded at every node.
    pub(super) fn track_with_losses<'a>(&'a self, reading: &Reading<'_>, racer: Racer) -> Result<Track<'a>, Exceeded> {
        self.build_track(reading, Race::new(self.model, racer), None, true)
    }

    fn build_track<'a>(
        &'a self,
        reading: &Reading<'_>,
        race: Race<'a>,
        mask: Option<u64>,
        keep_lost: bool,
    ) -> Result<Track<'a>, Exceeded> {
        let problem = reading.problem(&self.layout.order, mask.unwrap_or(race.mask)).ok_or(Exceeded::Edges)?;
        let skeleton = skeleton::build(&problem, &race, self.settings.maximum_edges, keep_lost)?;
        let bounds = Bounds::new(&skeleton, &race);
        Ok(Track { race, skeleton, bounds, folding: problem.folding })
    }

    /// Everything that must be counted to know all outcomes.
    pub(super) fn racers() -> Vec<Racer> {
        let forms = (0..FORMS).map(Racer::Form);
        [Racer::Flags(0b11 << WATCH | 1 << ANY_REASON), Racer::None].into_iter().chain(forms).collect()
    }

    /// The races that some of these outcomes are counted by. In every other race all worlds end alike: it is lost, or some
    /// reason is there.
    pub(super) fn racers_behind(shares: &Shares) -> impl Iterator<Item = Racer> {
        let occurs = |wanted: fn(Outcome) -> bool| shares.counts.keys().any(|outcome| wanted(*outcome));
        // Where nothing can be judged no form comes first either.
        let unjudged = occurs(|outcome| outcome == Outcome::CannotJudge);
        let none = unjudged || occurs(|outcome| matches!(outcome, Outcome::NoneOfThree(_)));
        let first: Vec<u8> = shares.counts.keys().filter_map(|outcome| outcome.first()).collect();
        Self::racers().into_iter().filter(move |racer| match racer {
            Racer::Flags(_) => unjudged,
            Racer::None => none,
            Racer::Form(form) => first.iter().any(|first| usize::from(*first) == *form),
            Racer::Gap => false,
        })
    }

    /// Weight per outcome code and watch flags (from bit 8 on).
    pub(super) fn labels(&self, reading: &Reading<'_>) -> Result<(BTreeMap<u32, u128>, Effort), Exceeded> {
        let mut effort = Effort::default();
        let mut tally = Tally::default();
        for racer in Self::racers() {
            let track = self.track(reading, racer, None)?;
            effort.layers = effort.layers.max(track.skeleton.variables.len());
            if track.race.follows_flags() {
                let total = skeleton::total(&track.skeleton)?;
                total.checked_mul(track.folding.factor).filter(|&total| total < 1 << 127).ok_or(Exceeded::Worlds)?;
            }
            let pass = track.forward().run(false, self.settings.maximum_cells)?;
            effort.add(&track.skeleton, &pass);
            pass.labels.iter().for_each(|(&label, &count)| tally.add(racer, label, count * track.folding.factor));
        }
        Ok((tally.finish(), effort))
    }

    /// Shares of all outcomes, exactly if the limits allow and else from a sample.
    ///
    /// # Errors
    /// Not even a sample could be drawn.
    pub fn shares(&self, partial: &Partial) -> Result<Answer<Shares>, Exceeded> {
        match self.count(partial) {
            Ok((shares, _)) => Ok(Answer::Exact(shares)),
            Err(exceeded) => {
                let value = self.sampled(partial, self.settings.samples)?;
                Ok(Answer::Estimated { value, samples: self.settings.samples, exceeded })
            }
        }
    }

    /// Outcomes of a seeded sample of worlds; each world counts as one.
    ///
    /// # Errors
    /// Not even a sample could be drawn.
    pub fn sampled(&self, partial: &Partial, samples: usize) -> Result<Shares, Exceeded> {
        let mut shares = Shares::default();
        let Some(sampler) = Sampler::new(self, partial)? else { return Ok(shares) };
        let columns = sampler.columns(samples, self.settings.seed);
        for code in Evaluator::new(self.model).outcomes(&columns) {
            if let Some(outcome) = Outcome::from_code(usize::from(code)) {
                *shares.counts.entry(outcome).or_insert(0) += 1;
                shares.total += 1;
            }
        }
        Ok(shares)
    }

    /// Weight of every outcome among the worlds that fit, and what it took.
    ///
    /// # Errors
    /// Says which limit was passed.
    pub fn count(&self, partial: &Partial) -> Result<(Shares, Effort), Exceeded> {
        self.count_with_ties(partial).map(|(shares, _, effort)| (shares, effort))
    }

    /// The same, with the weight of the worlds in which each form comes first with an equal beside it.
    ///
    /// # Errors
    /// Says which limit was passed.
    pub fn count_with_ties(&self, partial: &Partial) -> Result<(Shares, [u128; FORMS], Effort), Exceeded> {
        let Some(reading) = self.reading(partial) else { return Ok(Default::default()) };
        let (labels, effort) = self.labels(&reading)?;
        let mut ties = [0; FORMS];
        for (&label, &count) in labels.iter().filter(|(label, _)| **label & TIE != 0) {
            if let Some(form) = Outcome::from_code((label & 0xff) as usize).and_then(Outcome::first) {
                // INVARIANT: only the three forms come first.
                ties[usize::from(form)] += count;
            }
        }
        Ok((Shares::from_labels(&labels), ties, effort))
    }
}

impl Effort {
    fn add(&mut self, skeleton: &Skeleton, pass: &Pass) {
        self.edges += skeleton.edges;
        self.peak = self.peak.max(pass.peak);
        self.cells += pass.cells;
    }
}

/// Puts the results of all races together.
#[derive(Debug, Default)]
pub(super) struct Tally {
    labels: BTreeMap<u32, u128>,
}

impl Tally {
    /// Adds what a race counted under a label.
    pub fn add(&mut self, racer: Racer, label: u32, count: u128) {
        if !matches!(racer, Racer::Flags(_)) {
            *self.labels.entry(label).or_insert(0) += count;
        } else if label >> ANY_REASON & 1 == 0 {
            let watch = label >> WATCH << 8;
            *self.labels.entry(Outcome::CannotJudge.code() as u32 | watch).or_insert(0) += count;
        }
    }

    /// Weight per outcome: where no form comes first for want of any reason, nothing can be judged.
    pub fn finish(mut self) -> BTreeMap<u32, u128> {
        let (cannot, none) = (Outcome::CannotJudge.code() as u32, Outcome::NoneOfThree(None).code() as u32);
        let judged: Vec<(u32, u128)> = self
            .labels
            .iter()
            .filter(|(label, _)| *label & 0xff == cannot)
            .map(|(&label, &count)| (label, count))
            .collect();
        for (label, count) in judged {
            let rest = self.labels.entry(label & !0xff | none).or_insert(0);
            *rest = rest.saturating_sub(count);
        }
        self.labels.retain(|_, count| *count > 0);
        self.labels
    }
}
