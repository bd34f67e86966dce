//! Seeded samples of worlds, each drawn with the probability that its weight deserves.

use super::diagram::{Diagram, Memory};
use super::engine::Engine;
use super::model::Model;
use super::partial::Partial;
use super::race::{Demand, Race, Racer};
use super::random::Random;
use super::skeleton::{self, Exceeded};

/// Worlds per independent stream of random numbers: what is drawn does not depend on the number of threads.
const STREAM: usize = 1024;

/// Draws worlds that agree with some answers.
pub struct Sampler<'m> {
    diagram: Diagram<'m>,
    variables: usize,
    /// Weight of all completions per layer and node.
    totals: Vec<Vec<u128>>,
    count: u128,
}

impl<'m> Sampler<'m> {
    /// `None` if no world agrees.
    ///
    /// # Errors
    /// Says which limit was passed.
    pub fn new(engine: &Engine<'m>, partial: &Partial) -> Result<Option<Self>, Exceeded> {
        Self::demanding(engine.model, engine, partial, Demand::default())
    }

    /// The same among the worlds that meet a demand. `model` has the same questions as the engine's.
    pub(super) fn demanding(
        model: &'m Model,
        engine: &Engine<'_>,
        partial: &Partial,
        demand: Demand,
    ) -> Result<Option<Self>, Exceeded> {
        let race = Race::new(engine.model, Racer::Flags(0)).demanding(demand);
        let Some(diagram) = Diagram::new(model, engine, partial, &race)? else { return Ok(None) };
        let totals = skeleton::totals(&diagram.skeleton)?;
        let total = totals.first().and_then(|layer| layer.first()).copied().unwrap_or(0);
        let count = total.checked_mul(diagram.problem.folding.factor).filter(|&count| count < 1 << 127);
        let count = count.ok_or(Exceeded::Worlds)?;
        Ok((count > 0).then_some(Self { diagram, variables: model.variables().len(), totals, count }))
    }

    /// Weight of all worlds that may be drawn; never zero.
    #[must_use]
    pub fn count(&self) -> u128 {
        self.count
    }

    /// This many worlds, as one column of classes per variable.
    #[must_use]
    pub fn columns(&self, worlds: usize, seed: u64) -> Vec<Vec<u16>> {
        let mut columns = vec![Vec::with_capacity(worlds); self.variables];
        self.each(worlds, seed, |world| columns.iter_mut().zip(world).for_each(|(column, &class)| column.push(class)));
        columns
    }

    /// Calls `visit` with this many worlds.
    pub fn each(&self, worlds: usize, seed: u64, mut visit: impl FnMut(&[u16])) {
        let mut world = vec![0u16; self.variables];
        let mut memory = Memory::default();
        for stream in 0..worlds.div_ceil(STREAM) {
            let mut random = Random::new(seed.wrapping_mul(0x9e37_79b9).wrapping_add(stream as u64));
            for _ in 0..STREAM.min(worlds - stream * STREAM) {
                self.draw_with(&mut random, &mut memory, &mut world);
                visit(&world);
            }
        }
    }

    /// Draws one world.
    pub fn draw(&self, random: &mut Random, world: &mut [u16]) {
        self.draw_with(random, &mut Memory::default(), world);
    }

    fn draw_with(&self, random: &mut Random, memory: &mut Memory, world: &mut [u16]) {
        let skeleton = &self.diagram.skeleton;
        let mut chosen: Vec<u16> = Vec::with_capacity(skeleton.layers.len());
        let mut node = 0usize;
        for (number, layer) in skeleton.layers.iter().enumerate().take(self.diagram.problem.layers.len()) {
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
        self.diagram.world(&chosen, random, memory, world);
    }
}
