//! Tuples of equal length, numbered in the order in which they are first seen.

use super::hashing::FastHasher;
use std::hash::Hasher;

/// Numbers tuples of equal length.
pub(super) struct TupleTable {
    width: usize,
    data: Vec<u32>,
    count: usize,
    slots: Vec<u32>,
}

impl TupleTable {
    pub fn new(width: usize) -> Self {
        Self { width, data: Vec::new(), count: 0, slots: vec![u32::MAX; 64] }
    }

    pub fn len(&self) -> usize {
        self.count
    }

    pub fn get(&self, index: usize) -> &[u32] {
        &self.data[index * self.width..(index + 1) * self.width]
    }

    fn hash(tuple: &[u32]) -> usize {
        let mut hasher = FastHasher::default();
        for pair in tuple.chunks(2) {
            let high = pair.get(1).copied().unwrap_or(0);
            hasher.write_u64(u64::from(pair[0]) | u64::from(high) << 32);
        }
        hasher.finish() as usize
    }

    pub fn intern(&mut self, tuple: &[u32]) -> u32 {
        let mask = self.slots.len() - 1;
        let mut slot = Self::hash(tuple) & mask;
        loop {
            let index = self.slots[slot];
            if index == u32::MAX {
                break;
            }
            if self.get(index as usize) == tuple {
                return index;
            }
            slot = (slot + 1) & mask;
        }
        let index = self.count as u32;
        self.slots[slot] = index;
        self.data.extend_from_slice(tuple);
        self.count += 1;
        if self.count * 2 > self.slots.len() {
            self.grow();
        }
        index
    }

    fn grow(&mut self) {
        let mut slots = vec![u32::MAX; self.slots.len() * 2];
        let mask = slots.len() - 1;
        for index in 0..self.count {
            let mut slot = Self::hash(self.get(index)) & mask;
            while slots[slot] != u32::MAX {
                slot = (slot + 1) & mask;
            }
            slots[slot] = index as u32;
        }
        self.slots = slots;
    }
}
