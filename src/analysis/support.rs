//! On which open questions an outcome still depends: exact, from one recorded pass per race.
//!
//! Two states are equal if every continuation ends alike. Going back from the end, states get numbers such that equal
//! states have equal numbers; a variable matters if somewhere two of its classes lead to states with different numbers.

use super::automaton::FastMap;
use super::engine::{Engine, Shares, Track};
use super::forward::{LOST, Pass};
use super::partial::Partial;
use super::problem::Reading;
use super::race::Racer;
use super::reduction::FREE;
use super::scoring::Outcome;
use super::skeleton::Exceeded;

/// What may or may not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aspect {
    /// The form that comes first, or that none does and which alternative is best.
    First,
    /// The first choice or how clearly it leads.
    Outcome,
}

/// Per variable, whether its answer can still change an aspect, the other answers staying as they are: those to questions
/// that arise either way stay the same, those that arise one way only may be anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependence {
    /// What comes first.
    pub first: Vec<bool>,
    /// What comes first or how clearly it leads.
    pub outcome: Vec<bool>,
}

impl Engine<'_> {
    /// On which variables the outcome depends under a partial answer, of which `shares` was counted.
    ///
    /// # Errors
    /// Says which limit was passed.
    pub fn depends_on(&self, partial: &Partial, shares: &Shares) -> Result<Dependence, Exceeded> {
        let nothing = || vec![false; self.model.variables().len()];
        let mut depends = Dependence { first: nothing(), outcome: nothing() };
        let Some(reading) = self.reading(partial) else { return Ok(depends) };
        self.mark(&reading, shares, &mut depends)?;
        // Features of a variable that was taken apart hang together: it is asked about as a whole.
        let split: Vec<usize> = (0..depends.first.len()).filter(|&variable| self.layout.is_split(variable)).collect();
        for variable in split {
            depends.first[variable] = false;
            depends.outcome[variable] = false;
            if reading.possible.classes[variable].len() > 1 {
                let layout = self.layout.made_whole(variable);
                let whole = Engine::with_layout(self.model, self.settings, layout);
                let Some(reading) = whole.reading(partial) else { continue };
                let mut found = Dependence { first: nothing(), outcome: nothing() };
                whole.mark(&reading, shares, &mut found)?;
                depends.first[variable] = found.first[variable];
                depends.outcome[variable] = found.outcome[variable];
            }
        }
        Ok(depends)
    }

    fn mark(&self, reading: &Reading<'_>, shares: &Shares, depends: &mut Dependence) -> Result<(), Exceeded> {
        for racer in Self::racers_behind(shares) {
            let track = self.track_with_losses(reading, racer)?;
            let pass = track.forward().run(true, self.settings.maximum_cells)?;
            mark_track(&track, &pass, racer, Aspect::First, &mut depends.first);
            mark_track(&track, &pass, racer, Aspect::Outcome, &mut depends.outcome);
        }
        Ok(())
    }
}

/// Number of a label; 0 stands for "lost".
fn number(label: Option<u32>, racer: Racer, aspect: Aspect) -> u32 {
    let Some(label) = label else { return 0 };
    if matches!(racer, Racer::Flags(_)) {
        return label + 1;
    }
    let outcome = Outcome::from_code((label & 0xff) as usize);
    let outcome = match aspect {
        Aspect::First => outcome.map(Outcome::without_lead),
        Aspect::Outcome => outcome,
    };
    outcome.map_or(0, |outcome| outcome.code() as u32 + 1)
}

fn mark_track(track: &Track<'_>, pass: &Pass, racer: Racer, aspect: Aspect, depends: &mut [bool]) {
    let forward = track.forward();
    let (Some(last), Some(end)) = (pass.states.last(), track.skeleton.layers.last()) else { return };
    let mut below = vec![0u32; last.counts.len()];
    for (node, flags) in end.flags.iter().enumerate() {
        for head in last.heads_of(node) {
            for offset in 0..head.length {
                let label = forward.label(flags.raised, head.word, head.base + offset as i32);
                below[(head.cell + offset) as usize] = number(label, racer, aspect);
            }
        }
    }
    // Labels are small; numbers of states start above them.
    let mut next_number = u32::MAX / 2;
    for (layer_number, variable) in track.skeleton.variables.iter().enumerate().rev() {
        let layer = &track.skeleton.layers[layer_number];
        let (states, next) = (&pass.states[layer_number], &pass.states[layer_number + 1]);
        let mut above = vec![0u32; states.counts.len()];
        let mut known: FastMap<Vec<u32>, u32> = FastMap::default();
        let mut row: Vec<u32> = Vec::new();
        for node in 0..layer.nodes() {
            for (position, head) in states.heads_of(node).iter().enumerate() {
                for offset in 0..head.length as usize {
                    row.clear();
                    row.resize(variable.classes + 1, u32::MAX);
                    let mut free = false;
                    for index in layer.edge_range(node) {
                        let edge = &layer.edges[index];
                        let target = pass.targets[layer_number][pass.offsets[layer_number][index] as usize + position];
                        let mut reached = 0;
                        if target != LOST {
                            let into = &next.heads[next.first[edge.child as usize] as usize + target as usize];
                            let slide = forward.slide(edge.delta, layer_number + 1, edge.child as usize);
                            if let Some(value) = slide.target(head.base + offset as i32) {
                                reached = below[(i64::from(into.cell) + i64::from(value - into.base)) as usize];
                            }
                        }
                        for share in &layer.shares[edge.shares.0 as usize..edge.shares.1 as usize] {
                            row[usize::from(share.class)] = reached;
                            free |= share.origin == FREE;
                        }
                    }
                    for share in layer.lost_at(node) {
                        row[usize::from(share.class)] = 0;
                        free |= share.origin == FREE;
                    }
                    let mut present = row.iter().copied().filter(|&number| number != u32::MAX);
                    let first = present.next().unwrap_or(0);
                    let cell = head.cell as usize + offset;
                    if present.all(|number| number == first) {
                        above[cell] = first;
                        continue;
                    }
                    if free && states.counts[cell] > 0 {
                        depends[variable.variable] = true;
                    }
                    above[cell] = *known.entry(row.clone()).or_insert_with(|| {
                        next_number += 1;
                        next_number
                    });
                }
            }
        }
        below = above;
    }
}
