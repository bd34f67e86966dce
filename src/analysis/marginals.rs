//! How every class of every variable goes with every outcome, from one pass forward and one back per race.

use super::engine::{Engine, Shares, Track};
use super::forward::{Forward, LOST, Pass};
use super::lowering::ANY_REASON;
use super::model::Model;
use super::partial::Partial;
use super::problem::only_class;
use super::race::Racer;
use super::reduction::FREE;
use super::scoring::Outcome;
use super::skeleton::Exceeded;
use std::collections::BTreeMap;

/// Weight per class and outcome of one variable; classes in ascending order, the irrelevant one last if it occurs.
pub type Marginal = BTreeMap<(u16, Outcome), u128>;

/// Marginals of all variables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marginals {
    /// One entry per variable. `None`: no outcome depends on it, or it was taken apart into features.
    pub of: Vec<Option<Marginal>>,
    /// Weight per outcome.
    pub outcomes: BTreeMap<Outcome, u128>,
}

impl Marginals {
    /// Expected information, in bits, that the class of a variable gives about the outcome.
    #[must_use]
    pub fn information(&self, variable: usize) -> Option<f64> {
        let marginal = self.of.get(variable)?.as_ref()?;
        let mut classes: BTreeMap<u16, u128> = BTreeMap::new();
        for (&(class, _), &count) in marginal {
            *classes.entry(class).or_insert(0) += count;
        }
        let total: u128 = classes.values().sum();
        let joint = entropy(marginal.values(), total);
        Some((entropy(self.outcomes.values(), total) + entropy(classes.values(), total) - joint).max(0.0))
    }
}

/// Entropy in bits of weights with this sum.
pub(super) fn entropy<'a>(weights: impl Iterator<Item = &'a u128>, total: u128) -> f64 {
    let total = total as f64;
    let shares = weights.filter(|&&weight| weight > 0).map(|&weight| weight as f64 / total);
    shares.map(|share| -share * share.log2()).sum()
}

impl Engine<'_> {
    /// Marginals under a partial answer, of which `shares` was counted.
    ///
    /// # Errors
    /// Says which limit was passed.
    pub fn marginals(&self, partial: &Partial, shares: &Shares) -> Result<Marginals, Exceeded> {
        let mut result = Marginals { of: vec![None; self.model.variables().len()], outcomes: BTreeMap::new() };
        let Some(reading) = self.reading(partial) else { return Ok(result) };
        for racer in Self::racers_behind(shares) {
            // One mask for all races, so that the same variables have layers in each.
            let track = self.track(&reading, racer, Some(u64::MAX))?;
            let pass = track.forward().run(true, self.settings.maximum_cells)?;
            let counted =
                Counted { model: self.model, track: &track, pass: &pass, possible: &reading.possible.classes, racer };
            counted.add(&mut result);
        }
        result.subtract_unjudged();
        Ok(result)
    }
}

impl Marginals {
    /// Worlds without any reason were counted as "none of the three" too.
    fn subtract_unjudged(&mut self) {
        let none = Outcome::NoneOfThree(None);
        let unjudged = self.outcomes.get(&Outcome::CannotJudge).copied().unwrap_or(0);
        if let Some(count) = self.outcomes.get_mut(&none) {
            *count = count.saturating_sub(unjudged);
        }
        self.outcomes.retain(|_, count| *count > 0);
        for marginal in self.of.iter_mut().flatten() {
            let unjudged: Vec<(u16, u128)> = marginal
                .iter()
                .filter(|((_, outcome), _)| *outcome == Outcome::CannotJudge)
                .map(|(key, count)| (key.0, *count))
                .collect();
            for (class, count) in unjudged {
                if let Some(rest) = marginal.get_mut(&(class, none)) {
                    *rest = rest.saturating_sub(count);
                }
            }
            marginal.retain(|_, count| *count > 0);
        }
    }
}

struct Counted<'a> {
    model: &'a Model,
    track: &'a Track<'a>,
    pass: &'a Pass,
    possible: &'a [Vec<u16>],
    racer: Racer,
}

impl Counted<'_> {
    fn outcome(&self, label: u32) -> Option<Outcome> {
        match self.racer {
            Racer::Flags(_) if label >> ANY_REASON & 1 == 0 => Some(Outcome::CannotJudge),
            Racer::Flags(_) => None,
            _ => Outcome::from_code((label & 0xff) as usize),
        }
    }

    fn add(&self, result: &mut Marginals) {
        let factor = self.track.folding.factor;
        let mut labels: Vec<Outcome> = Vec::new();
        for (&label, &count) in &self.pass.labels {
            if let Some(outcome) = self.outcome(label) {
                *result.outcomes.entry(outcome).or_insert(0) += count * factor;
                if !labels.contains(&outcome) {
                    labels.push(outcome);
                }
            }
        }
        for layer in self.track.skeleton.variables.iter().filter(|layer| layer.whole) {
            result.of[layer.variable].get_or_insert_with(Marginal::new);
        }
        if labels.is_empty() {
            return;
        }
        let forward = self.track.forward();
        let mut below = self.last(&forward, &labels);
        for number in (0..self.track.skeleton.variables.len()).rev() {
            below = self.layer(&forward, number, &labels, &below, result, factor);
        }
    }

    /// Per final cell and label: 1 if the cell has the label.
    fn last(&self, forward: &Forward<'_>, labels: &[Outcome]) -> Vec<u128> {
        let Some(states) = self.pass.states.last() else { return Vec::new() };
        let Some(layer) = self.track.skeleton.layers.last() else { return Vec::new() };
        let mut weights = vec![0u128; states.counts.len() * labels.len()];
        for (node, flags) in layer.flags.iter().enumerate() {
            for head in states.heads_of(node) {
                for offset in 0..head.length {
                    let label = forward.label(flags.raised, head.word, head.base + offset as i32);
                    let outcome = label.and_then(|label| self.outcome(label));
                    if let Some(position) = outcome.and_then(|outcome| labels.iter().position(|&own| own == outcome)) {
                        weights[(head.cell + offset) as usize * labels.len() + position] = 1;
                    }
                }
            }
        }
        weights
    }

    /// Carries the weights one layer up, and adds the marginals of its variable.
    fn layer(
        &self,
        forward: &Forward<'_>,
        number: usize,
        labels: &[Outcome],
        below: &[u128],
        result: &mut Marginals,
        factor: u128,
    ) -> Vec<u128> {
        let width = labels.len();
        let (states, next) = (&self.pass.states[number], &self.pass.states[number + 1]);
        let layer = &self.track.skeleton.layers[number];
        let variable = &self.track.skeleton.variables[number];
        let mut above = vec![0u128; states.counts.len() * width];
        let mut per_share: BTreeMap<(u16, u32), Vec<u128>> = BTreeMap::new();
        let mut reached = vec![0u128; width];
        for node in 0..layer.nodes() {
            for index in layer.edge_range(node) {
                let edge = &layer.edges[index];
                let first = next.first[edge.child as usize] as usize;
                reached.fill(0);
                for (position, head) in states.heads_of(node).iter().enumerate() {
                    let target = self.pass.targets[number][self.pass.offsets[number][index] as usize + position];
                    if target == LOST {
                        continue;
                    }
                    let into = &next.heads[first + target as usize];
                    let slide = forward.slide(edge.delta, number + 1, edge.child as usize);
                    for offset in 0..head.length as usize {
                        let Some(value) = slide.target(head.base + offset as i32) else { continue };
                        let cell = head.cell as usize + offset;
                        let from = (into.cell as i64 + i64::from(value - into.base)) as usize * width;
                        let count = states.counts[cell];
                        for label in 0..width {
                            let weight = below[from + label];
                            above[cell * width + label] += weight * u128::from(edge.weight);
                            reached[label] += weight * count;
                        }
                    }
                }
                for share in &layer.shares[edge.shares.0 as usize..edge.shares.1 as usize] {
                    let sums = per_share.entry((share.class, share.origin)).or_insert_with(|| vec![0; width]);
                    sums.iter_mut().zip(&reached).for_each(|(sum, more)| *sum += more);
                }
            }
        }
        if let (true, Some(marginal)) = (variable.whole, result.of[variable.variable].as_mut()) {
            for ((class, origin), sums) in per_share {
                self.share(variable, class, origin, &sums, labels, factor, marginal);
            }
        }
        above
    }

    /// Splits what a class of the layer got among the classes of the variable that it stands for.
    #[expect(clippy::too_many_arguments, reason = "one step of one loop, kept apart for reading")]
    fn share(
        &self,
        variable: &super::problem::Layer,
        class: u16,
        origin: u32,
        sums: &[u128],
        labels: &[Outcome],
        factor: u128,
        marginal: &mut Marginal,
    ) {
        let folding = &self.track.folding;
        let mut give = |class: u16, weight: u64| {
            for (&outcome, &sum) in labels.iter().zip(sums).filter(|(_, sum)| **sum > 0) {
                *marginal.entry((class, outcome)).or_insert(0) += sum * u128::from(weight) * factor;
            }
        };
        if origin == FREE {
            for &own in &self.possible[variable.variable] {
                let weight = folding.free(self.model, variable.variable, own);
                if variable.class_of[usize::from(own)] == class && weight > 0 {
                    give(own, weight);
                }
            }
        } else if let Some(only) = only_class(origin) {
            give(only as u16, folding.multiplier[variable.variable][only]);
        }
    }
}
