//! A skeleton with the way back: from a path through its layers to a world.

use super::automaton::FastMap;
use super::engine::Engine;
use super::model::{Cell, Model, narrow};
use super::partial::Partial;
use super::problem::Problem;
use super::race::Race;
use super::random::Random;
use super::reduction::Possible;
use super::skeleton::{self, Exceeded, Skeleton};

/// The diagram of a race, with everything that is needed to name its worlds.
pub(super) struct Diagram<'m> {
    model: &'m Model,
    possible: Possible,
    pub problem: Problem,
    pub skeleton: Skeleton,
    layers_of: Vec<Vec<usize>>,
}

/// Classes of a variable that fit some layer classes, with running sums of their weights.
type Candidates = Vec<(u16, u128)>;

/// What has been worked out for earlier worlds.
#[derive(Default)]
pub(super) struct Memory {
    candidates: FastMap<(usize, Vec<u16>), Candidates>,
}

impl<'m> Diagram<'m> {
    /// Builds the diagram; `None` if no world agrees. `model` has the same questions as the engine's, and may hold other
    /// conditions.
    pub fn new(
        model: &'m Model,
        engine: &Engine<'_>,
        partial: &Partial,
        race: &Race<'_>,
    ) -> Result<Option<Self>, Exceeded> {
        let Some(reading) = engine.reading(partial) else { return Ok(None) };
        let problem = reading.problem(&engine.layout.order, race.mask).ok_or(Exceeded::Edges)?;
        let skeleton = skeleton::build(&problem, race, engine.settings.maximum_edges, false)?;
        let mut layers_of = vec![Vec::new(); model.variables().len()];
        for (number, layer) in problem.layers.iter().enumerate() {
            layers_of[layer.variable].push(number);
        }
        let possible = reading.possible.clone();
        Ok(Some(Self { model, possible, problem, skeleton, layers_of }))
    }

    /// The world of a path, given as the class of every layer. What no layer tells is drawn.
    pub fn world(&self, chosen: &[u16], random: &mut Random, memory: &mut Memory, world: &mut [u16]) {
        for &variable in self.model.topological() {
            let determination = self.model.determinations()[variable].as_ref();
            world[variable] = match determination.map_or(Cell::Free, |determination| determination.cell(world)) {
                Cell::Fixed(class) => class,
                Cell::Irrelevant => narrow(self.model.variables()[variable].irrelevant()),
                Cell::Free => self.class(variable, chosen, random, memory),
            };
        }
    }

    fn class(&self, variable: usize, chosen: &[u16], random: &mut Random, memory: &mut Memory) -> u16 {
        let layers = &self.layers_of[variable];
        let wanted: Vec<u16> = layers.iter().map(|&layer| chosen[layer]).collect();
        let candidates = memory.candidates.entry((variable, wanted)).or_insert_with_key(|(_, wanted)| {
            let fits = |class: u16| {
                let mut pairs = layers.iter().zip(wanted);
                pairs.all(|(&layer, &wanted)| self.problem.layers[layer].class_of[usize::from(class)] == wanted)
            };
            let mut sum = 0;
            let classes = self.possible.classes[variable].iter().filter(|&&class| fits(class));
            classes
                .map(|&class| {
                    sum += u128::from(self.problem.folding.free(self.model, variable, class));
                    (class, sum)
                })
                .collect()
        });
        let total = candidates.last().map_or(0, |(_, sum)| *sum);
        let drawn = random.below_wide(total);
        let position = candidates.partition_point(|&(_, sum)| sum <= drawn);
        // INVARIANT: some class fits every path; what is drawn lies below the last sum.
        candidates.get(position).map_or(0, |(class, _)| *class)
    }
}
