//! Lane values packed into one wide word.

use super::race::LANES;

/// Bits per lane.
const BITS: u32 = 16;
const MASK: u64 = (1 << BITS) - 1;
const MIDDLE: i32 = 1 << (BITS - 1);

/// The word of these values. INVARIANT: `Model::new` keeps all sums far below the range of a lane.
#[inline]
pub(super) fn pack(values: &[i32]) -> u64 {
    values.iter().rev().fold(0, |word, &value| word << BITS | (value + MIDDLE) as u64 & MASK)
}

/// The first `count` values of a word.
#[inline]
pub(super) fn unpack(mut word: u64, count: usize) -> [i32; LANES] {
    let mut values = [0; LANES];
    for value in values.iter_mut().take(count) {
        *value = (word & MASK) as i32 - MIDDLE;
        word >>= BITS;
    }
    values
}
