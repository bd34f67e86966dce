//! Searches the order that is kept with a pack, by measuring what orders cost instead of estimating it.
//!
//! One order serves nearly all answers: what makes it good is which rules read which questions, and that does not depend on
//! the answers. So it is tried on a handful of partial answers, and single questions are moved as long as that helps.

use super::engine::Engine;
use super::layout::{Layout, Settings};
use super::model::Model;
use super::partial::Partial;
use super::random::Random;

/// Edges and cells that a trial may have. What passes them costs as much as the limit, and counts as such.
const MOST_EDGES: usize = 1_000_000;
const MOST_CELLS: usize = 20_000_000;
/// Share of the other questions that are answered in the trials.
const ANSWERED: [f64; 6] = [0.0, 0.1, 0.15, 0.2, 0.25, 0.3];
/// What an edge costs beside a cell.
const EDGE: f64 = 10.0;

/// An order with what it costs.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The variables in order.
    pub order: Vec<usize>,
    /// Geometric mean, over the trials, of the cells and edges needed.
    pub cost: f64,
}

/// Searches with this many moves. `watch` hears of every improvement and every move tried.
pub fn search(model: &Model, settings: &Settings, moves: usize, mut watch: impl FnMut(usize, f64)) -> Found {
    let trials = trials(model, settings.seed);
    let cost = |order: &[usize]| cost(model, settings, order, &trials);
    let mut best: Option<Found> = None;
    for trial in &trials {
        let order = Layout::for_partial(model, settings, trial).variables_in_order();
        let found = Found { cost: cost(&order), order };
        if best.as_ref().is_none_or(|best| found.cost < best.cost) {
            best = Some(found);
        }
    }
    let Some(mut best) = best else { return Found { order: Vec::new(), cost: 0.0 } };
    let mut random = Random::new(settings.seed);
    for step in 0..moves {
        let mut order = best.order.clone();
        let moved = order.remove(random.below(order.len()));
        order.insert(random.below(order.len() + 1), moved);
        let cost = cost(&order);
        if cost < best.cost {
            best = Found { order, cost };
        }
        watch(step + 1, best.cost);
    }
    // What determines a question comes before it in any case; the order kept says so itself.
    best.order = layout(model, settings, &best.order).variables_in_order();
    best
}

fn layout(model: &Model, settings: &Settings, order: &[usize]) -> Layout {
    let mut ranks = vec![usize::MAX; model.variables().len()];
    for (rank, &variable) in order.iter().enumerate() {
        // INVARIANT: an order holds variables of the model.
        ranks[variable] = rank;
    }
    Layout::ranked(model, settings, &ranks)
}

fn cost(model: &Model, settings: &Settings, order: &[usize], trials: &[Partial]) -> f64 {
    let settings = Settings { maximum_edges: MOST_EDGES, maximum_cells: MOST_CELLS, ..*settings };
    let engine = Engine::with_layout(model, settings, layout(model, &settings, order));
    let one = |trial: &Partial| match engine.count(trial) {
        Ok((_, effort)) => (effort.edges as f64 * EDGE + effort.cells as f64 + 1.0).ln(),
        Err(_) => (MOST_EDGES as f64 * EDGE + MOST_CELLS as f64).ln(),
    };
    (trials.iter().map(one).sum::<f64>() / trials.len().max(1) as f64).exp()
}

/// Partial answers: always to the question that most conditions read, and to some of the others.
fn trials(model: &Model, seed: u64) -> Vec<Partial> {
    let mut readers = vec![0usize; model.variables().len()];
    for axis in model.tables().iter().flat_map(|table| &table.axes) {
        readers[axis.variable] += 1;
    }
    let hub = (0..readers.len()).max_by_key(|&variable| (readers[variable], variable));
    let mut random = Random::new(seed);
    let trial = |&share: &f64| {
        let answers: Vec<u16> =
            model.variables().iter().map(|variable| random.below(variable.classes()) as u16).collect();
        let mut world = model.complete(&answers);
        if let Some(hub) = hub {
            // Simple answers to it are the common ones, and stand first.
            world[hub] = random.below(model.variables()[hub].classes().min(24)) as u16;
            world = model.complete(&world);
        }
        let mut partial = Partial::unknown(model);
        for (variable, &class) in world.iter().enumerate() {
            if Some(variable) == hub || random.chance(share) {
                partial = partial.with(variable, usize::from(class));
            }
        }
        partial
    };
    ANSWERED.iter().map(trial).collect()
}

#[cfg(test)]
mod tests {
    use super::super::synthetic::{TopicShape, topics};
    use super::*;

    #[test]
    fn moves_never_make_it_worse_and_the_result_is_an_order() {
        let model = topics(TopicShape { rules: 40, facts: 40, cross: 0.15, weight: 3, seed: 4 }).unwrap();
        let settings = Settings { searches: 1, moves: 500, ..Settings::default() };
        let start = search(&model, &settings, 0, |_, _| {});
        let mut costs = Vec::new();
        let better = search(&model, &settings, 25, |_, cost| costs.push(cost));
        assert!(better.cost <= start.cost);
        assert!(costs.is_sorted_by(|earlier, later| earlier >= later));
        let mut sorted = better.order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..model.variables().len()).collect::<Vec<_>>());
        assert_eq!(search(&model, &settings, 25, |_, _| {}), better);
    }
}
