//! Test oracle: every world of a small model, one by one.

use super::model::{Cell, Model};
use super::scoring::{Outcome, tally};

/// Calls `visit` with every world and its weight.
pub fn every_world(model: &Model, mut visit: impl FnMut(&[u16], u128)) {
    let mut world = vec![0u16; model.variables().len()];
    descend(model, 0, &mut world, 1, &mut visit);
}

fn descend(model: &Model, depth: usize, world: &mut Vec<u16>, weight: u128, visit: &mut impl FnMut(&[u16], u128)) {
    let Some(&index) = model.topological().get(depth) else {
        visit(world, weight);
        return;
    };
    let variable = &model.variables()[index];
    let cell = model.determinations()[index].as_ref().map_or(Cell::Free, |determination| determination.cell(world));
    match cell {
        Cell::Free => {
            for class in 0..variable.classes() {
                world[index] = class as u16;
                descend(model, depth + 1, world, weight * u128::from(variable.weights[class]), visit);
            }
        }
        Cell::Fixed(class) => {
            world[index] = class;
            descend(model, depth + 1, world, weight, visit);
        }
        Cell::Irrelevant => {
            world[index] = variable.irrelevant() as u16;
            descend(model, depth + 1, world, weight, visit);
        }
    }
}

/// The verdict of a world, by the definition.
pub fn outcome(model: &Model, world: &[u16]) -> Outcome {
    outcome_without(model, world, |_| false)
}

/// The same, as if some clauses did not exist.
pub fn outcome_without(model: &Model, world: &[u16], dropped: impl Fn(usize) -> bool) -> Outcome {
    let fired: Vec<bool> = model.clauses().iter().map(|clause| model.tables()[clause.table].holds(world)).collect();
    tally(model, |index| fired[index] && !dropped(index)).outcome(model.parameters())
}

/// Weight of every outcome.
pub fn counts(model: &Model, allowed: impl Fn(&[u16]) -> bool) -> std::collections::BTreeMap<Outcome, u128> {
    let mut counts = std::collections::BTreeMap::new();
    every_world(model, |world, weight| {
        if allowed(world) {
            *counts.entry(outcome(model, world)).or_insert(0) += weight;
        }
    });
    counts
}
