//! Conditions as small decision diagrams that are stepped through, variable by variable, in the sweep order.

use super::hashing::FastHasher;
use super::lowering::{Gain, Group};
use super::reduction::{Interner, Reduced};
use super::unique_table::UniqueTable;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

pub(super) type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<FastHasher>>;

/// States from here on are results.
pub(super) const RESULT: u32 = 1 << 31;

/// A reduced ordered decision diagram with many-valued results.
#[derive(Debug, Clone, Default)]
pub(super) struct Automaton {
    /// Layer that each state tests.
    pub layer: Vec<u32>,
    first: Vec<u32>,
    children: Vec<u32>,
    pub start: u32,
    /// Layers read, ascending.
    pub layers: Vec<u32>,
}

impl Automaton {
    /// The state after the given layer took the given class.
    #[inline]
    pub fn step(&self, state: u32, layer: u32, class: usize) -> u32 {
        // INVARIANT: a state below `RESULT` is an index of `layer`, and it has a child per class of its layer.
        if state < RESULT && self.layer[state as usize] == layer {
            self.children[self.first[state as usize] as usize + class]
        } else {
            state
        }
    }

    /// What a state leads to, per class of its layer.
    pub fn children_of(&self, state: u32) -> &[u32] {
        let first = self.first[state as usize] as usize;
        let last = self.first.get(state as usize + 1).map_or(self.children.len(), |&next| next as usize);
        &self.children[first..last]
    }

    pub fn push(&mut self, layer: u32, children: &[u32]) -> u32 {
        self.layer.push(layer);
        self.first.push(self.children.len() as u32);
        self.children.extend_from_slice(children);
        (self.layer.len() - 1) as u32
    }
}

/// The first layer that any of some automata in some states goes on by; `None` if all have their results.
pub(super) fn next_layer(automata: &[&Automaton], states: &[u32]) -> Option<u32> {
    let undecided = states.iter().zip(automata).filter(|(state, _)| **state < RESULT);
    // INVARIANT: a state below `RESULT` is an index of `layer`.
    undecided.map(|(&state, automaton)| automaton.layer[state as usize]).min()
}

/// Where an axis of a reduced table is read: the layer and the local class per class of the layer.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub layer: u32,
    pub local: Vec<u16>,
}

/// Builds the diagram of a table. `readings` belong to the axes of the table, one by one.
pub(super) fn from_table<T: Copy>(table: &Reduced<T>, readings: &[Reading], result: impl Fn(T) -> u32) -> Automaton {
    let mut automaton = Automaton::default();
    let mut order: Vec<usize> = (0..readings.len()).collect();
    order.sort_by_key(|&axis| readings[axis].layer);
    automaton.layers = order.iter().map(|&axis| readings[axis].layer).collect();
    // Cells in the order of the sweep.
    let mut strides = vec![1usize; readings.len()];
    for axis in (0..readings.len().saturating_sub(1)).rev() {
        strides[axis] = strides[axis + 1] * table.axes[axis + 1].size;
    }
    let mut cells: Vec<u32> = vec![0];
    for &axis in &order {
        let (size, stride) = (table.axes[axis].size as u32, strides[axis] as u32);
        cells = cells.into_iter().flat_map(|cell| (0..size).map(move |local| cell + local * stride)).collect();
    }
    // INVARIANT: the strides enumerate the cells of the table.
    let mut level: Vec<u32> = cells.into_iter().map(|cell| RESULT | result(table.cells[cell as usize])).collect();
    for &axis in order.iter().rev() {
        let mut known: FastMap<Vec<u32>, u32> = FastMap::default();
        let reading = &readings[axis];
        level = level
            .chunks(table.axes[axis].size)
            .map(|slice| {
                if slice.iter().all(|&child| child == slice[0]) {
                    return slice[0];
                }
                if let Some(&state) = known.get(slice) {
                    return state;
                }
                let children: Vec<u32> = reading.local.iter().map(|&local| slice[usize::from(local)]).collect();
                let state = automaton.push(reading.layer, &children);
                known.insert(slice.to_vec(), state);
                state
            })
            .collect();
    }
    automaton.start = level.first().copied().unwrap_or(RESULT);
    automaton
}

/// Builds the diagram of a group from the diagrams of its conditions (results 0 and 1).
pub(super) fn from_group(
    group: &Group,
    conditions: &FastMap<usize, Automaton>,
    classes: &[usize],
    gains: &mut Interner<Gain>,
) -> Automaton {
    let mut tables: Vec<usize> = group
        .members
        .iter()
        .flat_map(|member| std::iter::once(member.table).chain(member.guard.iter().copied()))
        .collect();
    tables.sort_unstable();
    tables.dedup();
    let parts: Vec<&Automaton> = tables.iter().filter_map(|table| conditions.get(table)).collect();
    let position = |table: usize| tables.binary_search(&table).unwrap_or(0);
    let members = group.members.iter().map(|member| Literal {
        table: position(member.table),
        guard: member.guard.iter().map(|&guard| position(guard)).collect(),
        weight: member.weight,
    });
    let mut builder = GroupBuilder {
        group,
        members: members.collect(),
        parts,
        classes,
        known: FastMap::default(),
        unique: UniqueTable::default(),
    };
    let start: Vec<u32> = builder.parts.iter().map(|part| part.start).collect();
    let first = builder.build(start, 0, 0, gains);
    builder.unique.into_automaton(first)
}

struct Literal {
    table: usize,
    guard: Vec<usize>,
    weight: i16,
}

struct GroupBuilder<'a> {
    group: &'a Group,
    members: Vec<Literal>,
    parts: Vec<&'a Automaton>,
    classes: &'a [usize],
    known: FastMap<(Vec<u32>, i16, i16), u32>,
    unique: UniqueTable,
}

const NO: u32 = RESULT;
const YES: u32 = RESULT | 1;

impl GroupBuilder<'_> {
    fn build(&mut self, mut states: Vec<u32>, mut positive: i16, mut negative: i16, gains: &mut Interner<Gain>) -> u32 {
        let guarded = |member: &Literal, states: &[u32]| {
            member.guard.is_empty() || member.guard.iter().any(|&guard| states[guard] == YES)
        };
        for member in &self.members {
            if states[member.table] == YES && guarded(member, &states) {
                positive = positive.max(member.weight);
                negative = negative.max(-member.weight);
            }
        }
        let mut needed = vec![false; states.len()];
        for member in &self.members {
            let weaker = member.weight <= positive && -member.weight <= negative;
            let dead = states[member.table] == NO
                || !member.guard.is_empty() && member.guard.iter().all(|&guard| states[guard] == NO);
            if weaker || dead {
                continue;
            }
            needed[member.table] = true;
            // One guard that holds is enough; while none does, all are needed.
            match member.guard.iter().find(|&&guard| states[guard] == YES) {
                Some(&guard) => needed[guard] = true,
                None => member.guard.iter().for_each(|&guard| needed[guard] = true),
            }
        }
        for (state, _) in states.iter_mut().zip(&needed).filter(|(_, needed)| !**needed) {
            *state = NO;
        }
        let Some(layer) = next_layer(&self.parts, &states) else {
            return RESULT | gains.intern(self.group.gain(positive, negative));
        };
        let key = (states, positive, negative);
        if let Some(&state) = self.known.get(&key) {
            return state;
        }
        // INVARIANT: `classes` has an entry per layer.
        let children: Vec<u32> = (0..self.classes[layer as usize])
            .map(|class| {
                let next = key.0.iter().zip(&self.parts).map(|(&state, part)| part.step(state, layer, class)).collect();
                self.build(next, positive, negative, gains)
            })
            .collect();
        let state = self.unique.state(layer, children);
        self.known.insert(key, state);
        state
    }
}
