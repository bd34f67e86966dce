//! Where each variable, or each feature of a large variable, stands in the sweep. Worked out once per pack.

use super::hashing::FastHasher;
use super::lowering;
use super::model::{Axis, Model};
use super::ordering;
use super::partial::Partial;
use super::problem::Reading;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// Limits and choices of the analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Variables with more classes are taken apart into the features that conditions read.
    pub split_above: usize,
    /// Most edges of the skeleton.
    pub maximum_edges: usize,
    /// Most score cells alive in one pass.
    pub maximum_cells: usize,
    /// Worlds drawn when a limit is passed.
    pub samples: usize,
    /// Moves tried in each search for an order.
    pub moves: usize,
    /// Searches for an order.
    pub searches: usize,
    /// Seed of everything that is random.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            split_above: 32,
            maximum_edges: 5_000_000,
            maximum_cells: 100_000_000,
            samples: 200_000,
            moves: 20_000,
            searches: 2,
            seed: 1,
        }
    }
}

/// Order of the sweep, and which slot each axis reads.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Variable of each slot.
    pub(super) slot_variable: Vec<usize>,
    /// Slots of each variable.
    pub(super) variable_slots: Vec<Vec<usize>>,
    /// Slot per axis of each table.
    pub(super) table_slots: Vec<Vec<usize>>,
    /// Slot per axis of each determination.
    pub(super) determination_slots: Vec<Vec<usize>>,
    /// Slots in the order of the sweep.
    pub(super) order: Vec<usize>,
    /// Proxy cost of the order: a bound on contexts.
    pub(super) cost: f64,
}

impl Layout {
    /// Splits large variables and searches an order for the whole space.
    #[must_use]
    pub fn new(model: &Model, settings: &Settings) -> Self {
        Self::for_partial(model, settings, &Partial::unknown(model))
    }

    /// The same, for the worlds that agree with some answers. The order serves other answers too, only less well.
    #[must_use]
    pub fn for_partial(model: &Model, settings: &Settings, partial: &Partial) -> Self {
        Self::with_whole(model, settings, partial, &[])
    }

    /// Without a search: variables in the order of their ranks, as far as what determines them lets them be.
    #[must_use]
    pub fn ranked(model: &Model, settings: &Settings, ranks: &[usize]) -> Self {
        let mut layout = Self::slots(model, settings, &[]);
        let rank = |variable: usize| ranks.get(variable).copied().unwrap_or(usize::MAX);
        let mut waiting: Vec<usize> = (0..model.variables().len()).collect();
        waiting.sort_by_key(|&variable| (rank(variable), variable));
        let mut placed = vec![false; model.variables().len()];
        while !waiting.is_empty() {
            let ready = |&variable: &usize| {
                let axes = model.determinations()[variable].iter().flat_map(|determination| &determination.axes);
                axes.into_iter().all(|axis| placed[axis.variable])
            };
            // INVARIANT: determinations do not go in circles, so some variable is always ready.
            let next = waiting.iter().position(ready).unwrap_or(0);
            let variable = waiting.remove(next);
            placed[variable] = true;
            layout.order.extend_from_slice(&layout.variable_slots[variable]);
        }
        layout
    }

    /// The same, but the named variables are not taken apart.
    #[must_use]
    pub(super) fn with_whole(model: &Model, settings: &Settings, partial: &Partial, whole: &[usize]) -> Self {
        let mut layout = Self::slots(model, settings, whole);
        layout.order = (0..layout.slot_variable.len()).collect();
        let lowered = lowering::lower(model, |_| true);
        let Some(reading) = Reading::new(model, &layout, partial, &lowered) else { return layout };
        let plan = reading.plan();
        let (order, cost) = ordering::search(&plan, settings);
        layout.order = order;
        layout.cost = cost;
        layout
    }

    /// The same order, with one variable put together again where its first feature stands.
    #[must_use]
    pub(super) fn made_whole(&self, variable: usize) -> Self {
        let mut layout = self.clone();
        let slots = std::mem::take(&mut layout.variable_slots[variable]);
        // The place must suit all its features: after everything that determines it, so the first one does.
        let Some(&kept) = layout.order.iter().find(|slot| slots.contains(slot)) else { return self.clone() };
        let rename = |slot: &mut usize| {
            if slots.contains(slot) {
                *slot = kept;
            }
        };
        layout.table_slots.iter_mut().flatten().for_each(rename);
        layout.determination_slots.iter_mut().flatten().for_each(rename);
        layout.order.retain(|slot| *slot == kept || !slots.contains(slot));
        layout.variable_slots[variable] = vec![kept];
        layout
    }

    /// Variables in the order of the sweep; a split variable stands where its first feature does.
    #[must_use]
    pub fn variables_in_order(&self) -> Vec<usize> {
        let mut seen = vec![false; self.variable_slots.len()];
        let mut result = Vec::new();
        for &slot in &self.order {
            let variable = self.slot_variable[slot];
            if !seen[variable] {
                seen[variable] = true;
                result.push(variable);
            }
        }
        result
    }

    /// Base-2 logarithm of the estimated work that the order search minimised.
    #[must_use]
    pub fn cost(&self) -> f64 {
        self.cost
    }

    /// Whether a variable was taken apart.
    #[must_use]
    pub fn is_split(&self, variable: usize) -> bool {
        self.variable_slots.get(variable).is_some_and(|slots| slots.len() > 1)
    }

    fn slots(model: &Model, settings: &Settings, whole: &[usize]) -> Self {
        let mut layout = Self {
            slot_variable: Vec::new(),
            variable_slots: vec![Vec::new(); model.variables().len()],
            table_slots: Vec::new(),
            determination_slots: Vec::new(),
            order: Vec::new(),
            cost: 0.0,
        };
        let mut features: HashMap<(usize, Vec<u16>), usize, BuildHasherDefault<FastHasher>> = HashMap::default();
        let split = |variable: usize| {
            model.variables()[variable].classes() > settings.split_above && !whole.contains(&variable)
        };
        let mut slot_of = |layout: &mut Self, axis: &Axis| {
            let key = if split(axis.variable) { normalised(&axis.local) } else { Vec::new() };
            *features.entry((axis.variable, key)).or_insert_with(|| {
                layout.slot_variable.push(axis.variable);
                let slot = layout.slot_variable.len() - 1;
                layout.variable_slots[axis.variable].push(slot);
                slot
            })
        };
        for table in model.tables() {
            let slots = table.axes.iter().map(|axis| slot_of(&mut layout, axis)).collect();
            layout.table_slots.push(slots);
        }
        for determination in model.determinations() {
            let axes = determination.iter().flat_map(|determination| &determination.axes);
            let slots = axes.map(|axis| slot_of(&mut layout, axis)).collect();
            layout.determination_slots.push(slots);
        }
        for variable in 0..model.variables().len() {
            if layout.variable_slots[variable].is_empty() {
                layout.slot_variable.push(variable);
                layout.variable_slots[variable].push(layout.slot_variable.len() - 1);
            }
        }
        layout
    }
}

/// Numbers the parts of a partition in the order in which they are first seen.
pub(super) fn normalised(local: &[u16]) -> Vec<u16> {
    let mut seen: Vec<u16> = vec![u16::MAX; usize::from(local.iter().copied().max().unwrap_or(0)) + 1];
    let mut next = 0;
    let number = |&local: &u16| {
        let slot = &mut seen[usize::from(local)];
        if *slot == u16::MAX {
            *slot = next;
            next += 1;
        }
        *slot
    };
    local.iter().map(number).collect()
}
