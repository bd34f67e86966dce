//! Seeded samples of worlds, each drawn with the probability that its weight deserves.

use super::engine::Engine;
use super::folding::Folding;
use super::model::{Cell, Model};
use super::partial::Partial;
use super::problem::Problem;
use super::race::{Race, Racer};
use super::random::Random;
use super::reduction::Possible;
use super::skeleton::{self, Exceeded, Skeleton};

/// Worlds per independent stream of random numbers: what is drawn does not depend on the number of threads.
const STREAM: usize = 1024;

/// Draws worlds that agree with some answers.
pub struct Sampler<'m> {
    model: &'m Model,
    possible: Possible,
    problem: Problem,
    skeleton: Skeleton,
    /// Weight of all completions per layer and node.
    totals: Vec<Vec<u128>>,
}

impl<'m> Sampler<'m> {
    /// `None` if no world agrees.
    ///
    /// # Errors
    /// Says which limit was passed.
    pub fn new(engine: &Engine<'m>, partial: &Partial) -> Result<Option<Self>, Exceeded> {
        let Some(reading) = engine.reading(partial) else { return Ok(None) };
        let race = Race::new(engine.model, Racer::Flags(0));
        let problem = reading.problem(&engine.layout.order, 0).ok_or(Exceeded::Edges)?;
        let skeleton = skeleton::build(&problem, &race, engine.settings.maximum_edges, false)?;
        let totals = skeleton::totals(&skeleton)?;
        let any = totals.first().and_then(|layer| layer.first()).is_some_and(|&total| total > 0)
            && problem.folding.factor > 0;
        let possible = reading.possible.clone();
        Ok(any.then_some(Self { model: engine.model, possible, problem, skeleton, totals }))
    }

    /// This many worlds, as one column of classes per variable.
    #[must_use]
    pub fn columns(&self, worlds: usize, seed: u64) -> Vec<Vec<u16>> {
        let mut columns = vec![Vec::with_capacity(worlds); self.model.variables().len()];
        let mut world = vec![0u16; columns.len()];
        for stream in 0..worlds.div_ceil(STREAM) {
            let mut random = Random::new(seed.wrapping_mul(0x9e37_79b9).wrapping_add(stream as u64));
            for _ in 0..STREAM.min(worlds - stream * STREAM) {
                self.draw(&mut random, &mut world);
                columns.iter_mut().zip(&world).for_each(|(column, &class)| column.push(class));
            }
        }
        columns
    }

    /// Draws one world.
    pub fn draw(&self, random: &mut Random, world: &mut [u16]) {
        let mut chosen: Vec<u16> = Vec::with_capacity(self.skeleton.layers.len());
        let mut node = 0usize;
        for (number, layer) in self.skeleton.layers.iter().enumerate().take(self.problem.layers.len()) {
            let mut rest = random.below_wide(self.totals[number][node]);
            'edges: for edge in &layer.edges[layer.edge_range(node)] {
                let below = self.totals[number + 1][edge.child as usize];
                for share in &layer.shares[edge.shares.0 as usize..edge.shares.1 as usize] {
                    let weight = below * u128::from(share.weight);
                    if rest < weight {
                        chosen.push(share.class);
                        node = edge.child as usize;
                        break 'edges;
                    }
                    rest -= weight;
                }
            }
        }
        for &variable in self.model.topological() {
            world[variable] = self.class(variable, &chosen, world, random);
        }
    }

    /// The class of a variable whose parents are settled, given the classes of layers.
    fn class(&self, variable: usize, chosen: &[u16], world: &[u16], random: &mut Random) -> u16 {
        let cell = self.model.determinations()[variable]
            .as_ref()
            .map_or(Cell::Free, |determination| determination.cell(world));
        match cell {
            Cell::Fixed(class) => return class,
            Cell::Irrelevant => return super::model::narrow(self.model.variables()[variable].irrelevant()),
            Cell::Free => {}
        }
        let layers: Vec<(usize, u16)> = (self.problem.layers.iter().zip(chosen).enumerate())
            .filter(|(_, (layer, _))| layer.variable == variable)
            .map(|(number, (_, &class))| (number, class))
            .collect();
        let folding: &Folding = &self.problem.folding;
        let fits = |class: u16| {
            layers.iter().all(|&(layer, wanted)| self.problem.layers[layer].class_of[usize::from(class)] == wanted)
        };
        let weight = |class: u16| u128::from(folding.free(self.model, variable, class));
        let candidates = self.possible.classes[variable].iter().copied().filter(|&class| fits(class));
        let total: u128 = candidates.clone().map(weight).sum();
        let mut rest = random.below_wide(total);
        let mut last = 0;
        for class in candidates {
            last = class;
            if rest < weight(class) {
                break;
            }
            rest -= weight(class);
        }
        last
    }
}
