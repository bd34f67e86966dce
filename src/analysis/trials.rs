//! Drawn worlds with what holds in each: for what one world can show, so that proofs are left for the rest.

use super::direct::Evaluator;
use super::model::{Cell, Model, Table};
use super::random::Random;
use super::sample::Sampler;
use super::scoring::{Outcome, tally};
use super::threads;

/// Worlds, and which tables hold in them.
pub struct Trials<'m> {
    model: &'m Model,
    worlds: Vec<Vec<u16>>,
    /// Per table, one bit per world.
    holds: Vec<Vec<u64>>,
    outcomes: Vec<Outcome>,
}

impl<'m> Trials<'m> {
    /// Draws worlds from some samplers, this many from each.
    #[must_use]
    pub fn new(model: &'m Model, samplers: &[(Sampler<'m>, usize)], seed: u64) -> Self {
        let mut worlds = Vec::new();
        for (sampler, count) in samplers {
            sampler.each(*count, seed, |world| worlds.push(world.to_vec()));
        }
        let words = worlds.len().div_ceil(64);
        let bits = |table: &Table| {
            let mut bits = vec![0u64; words];
            for (number, world) in worlds.iter().enumerate() {
                bits[number / 64] |= u64::from(table.holds(world)) << (number % 64);
            }
            bits
        };
        let holds = threads::map(model.tables(), threads::available(), bits);
        let evaluator = Evaluator::new(model);
        let outcomes = worlds.iter().map(|world| evaluator.outcome(world)).collect();
        Self { model, worlds, holds, outcomes }
    }

    /// How many worlds there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.worlds.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.worlds.is_empty()
    }

    /// In how many worlds a table holds.
    #[must_use]
    pub fn times(&self, table: usize) -> usize {
        self.holds[table].iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether two tables hold in the same worlds.
    #[must_use]
    pub fn alike(&self, one: usize, other: usize) -> bool {
        self.holds[one] == self.holds[other]
    }

    /// Whether a table holds in some world in which none of the others does.
    #[must_use]
    pub fn alone(&self, table: usize, others: &[usize]) -> bool {
        (0..self.holds[table].len()).any(|word| {
            let covered = others.iter().fold(0, |bits, &other| bits | self.holds[other][word]);
            self.holds[table][word] & !covered != 0
        })
    }

    /// Whether some world has another outcome without some clauses, which all stand on one table.
    #[must_use]
    pub fn matters(&self, table: usize, dropped: impl Fn(usize) -> bool) -> bool {
        (0..self.worlds.len()).any(|number| {
            let holds = |table: usize| self.holds[table][number / 64] >> (number % 64) & 1 == 1;
            if !holds(table) {
                return false;
            }
            let fired = |clause: usize| holds(self.model.clauses()[clause].table) && !dropped(clause);
            tally(self.model, fired).outcome(self.model.parameters()) != self.outcomes[number]
        })
    }

    /// Whether a change of one answer was seen to change what holds. Tries so many changes.
    #[must_use]
    pub fn changes(&self, variable: usize, tries: usize, seed: u64) -> bool {
        let mut random = Random::new(seed);
        let classes = self.model.variables()[variable].classes();
        let determination = self.model.determinations()[variable].as_ref();
        let free = |world: &[u16]| determination.map_or(Cell::Free, |found| found.cell(world)) == Cell::Free;
        (0..self.worlds.len()).filter(|&number| free(&self.worlds[number])).take(tries).any(|number| {
            let world = &self.worlds[number];
            let mut changed = world.clone();
            // INVARIANT: class indices fit in 16 bits.
            changed[variable] = random.below(classes) as u16;
            let changed = self.model.complete(&changed);
            changed != *world && self.model.tables().iter().any(|table| table.holds(world) != table.holds(&changed))
        })
    }
}
