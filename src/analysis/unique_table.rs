//! The states of an automaton that is built from its results upwards, each of them once.

use super::automaton::{Automaton, FastMap};

/// An automaton in the making. It stays reduced: no two states have the same layer and children, and none has the same
/// child for every class.
#[derive(Default)]
pub(super) struct UniqueTable {
    automaton: Automaton,
    known: FastMap<(u32, Vec<u32>), u32>,
}

impl UniqueTable {
    /// The state with these children, one for each class of the layer; their own state, if they are all the same.
    pub fn state(&mut self, layer: u32, children: Vec<u32>) -> u32 {
        // INVARIANT: a layer has at least one class.
        if children.iter().all(|&child| child == children[0]) {
            return children[0];
        }
        let automaton = &mut self.automaton;
        *self.known.entry((layer, children)).or_insert_with_key(|(layer, children)| automaton.push(*layer, children))
    }

    /// The automaton as it is now, from a state on.
    pub fn into_automaton(self, start: u32) -> Automaton {
        let mut automaton = self.automaton;
        automaton.start = start;
        automaton.layers = automaton.layer.clone();
        automaton.layers.sort_unstable();
        automaton.layers.dedup();
        automaton
    }
}
