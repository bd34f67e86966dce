//! The values a fact can still have.

use super::evaluate::Truth;
use super::test::Test;
use crate::facts::{Answer, Kind, Value};

/// The set of values one fact can still have: always a box that tests cut in two, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Possible {
    /// Options of a choice, or no (bit 0) and yes (bit 1).
    Options(u64),
    /// Options of a multi fact known to be in, and known to be out.
    Subset {
        /// Options that are chosen.
        chosen: u32,
        /// Options that are not chosen.
        left_out: u32,
    },
    /// A range of numbers, both ends included.
    Range {
        /// Smallest.
        low: i64,
        /// Largest.
        high: i64,
    },
}

impl Possible {
    /// Everything the kind allows.
    pub fn everything(kind: &Kind) -> Possible {
        match kind {
            Kind::Bool => Possible::Options(0b11),
            Kind::Choice { options } => Possible::Options(lowest_bits(options.len())),
            Kind::Multi { .. } => Possible::Subset { chosen: 0, left_out: 0 },
            Kind::Int { min, max, .. } => Possible::Range { low: *min, high: *max },
        }
    }

    /// One value and nothing else.
    pub fn only(value: Value, kind: &Kind) -> Possible {
        match value {
            Value::Bool(yes) => Possible::Options(1 << u64::from(yes)),
            Value::Choice(index) => Possible::Options(1u64.checked_shl(index as u32).unwrap_or(0)),
            Value::Multi(mask) => {
                let all = lowest_bits(kind.options().len()) as u32;
                Possible::Subset { chosen: mask & all, left_out: all & !mask }
            }
            Value::Int(number) => Possible::Range { low: number, high: number },
        }
    }

    /// What an answer leaves possible.
    pub fn after(answer: Answer, kind: &Kind) -> Possible {
        answer.value().map_or_else(|| Possible::everything(kind), |value| Possible::only(value, kind))
    }

    /// Whether a test comes out the same for every value still possible.
    ///
    /// For a multi fact the limits of the fact (fewest, most, an option that stands alone) are part of the answer, so
    /// `har("ingen")` is false as soon as another option is chosen.
    pub fn truth(self, test: Test, kind: &Kind) -> Truth {
        match (self, test) {
            (Possible::Options(possible), Test::OneOf { options, .. }) => {
                Truth::of(possible & options != 0, possible & !options != 0)
            }
            (Possible::Range { low, high }, Test::AtLeast { number, .. }) => Truth::of(high >= number, low < number),
            (Possible::Subset { chosen, left_out }, Test::Has { option, .. }) => {
                let bit = 1 << option;
                if chosen & bit != 0 {
                    Truth::True
                } else if left_out & bit != 0 {
                    Truth::False
                } else {
                    Truth::of(feasible(chosen | bit, left_out, kind), feasible(chosen, left_out | bit, kind))
                }
            }
            // A test of another kind than the fact's holds for no value (see `Test::holds`).
            _ => Truth::False,
        }
    }

    /// The values for which the test comes out as `outcome`. Call only where [`Possible::truth`] leaves it open or
    /// agrees; otherwise the result would be empty and `self` is returned.
    pub fn narrow(self, test: Test, outcome: bool) -> Possible {
        match (self, test) {
            (Possible::Options(possible), Test::OneOf { options, .. }) => {
                match possible & if outcome { options } else { !options } {
                    0 => self,
                    narrowed => Possible::Options(narrowed),
                }
            }
            (Possible::Range { low, high }, Test::AtLeast { number, .. }) => match outcome {
                true if high >= number => Possible::Range { low: low.max(number), high },
                false if low < number => Possible::Range { low, high: high.min(number.saturating_sub(1)) },
                _ => self,
            },
            (Possible::Subset { chosen, left_out }, Test::Has { option, .. }) => {
                let bit = 1 << option;
                match outcome {
                    true if left_out & bit == 0 => Possible::Subset { chosen: chosen | bit, left_out },
                    false if chosen & bit == 0 => Possible::Subset { chosen, left_out: left_out | bit },
                    _ => self,
                }
            }
            _ => self,
        }
    }

    /// The only value left, if there is just one.
    pub fn single(self, kind: &Kind) -> Option<Value> {
        match self {
            Possible::Options(bits) if bits.count_ones() == 1 => Some(match kind {
                Kind::Bool => Value::Bool(bits == 0b10),
                _ => Value::Choice(bits.trailing_zeros() as usize),
            }),
            Possible::Subset { chosen, left_out } => {
                let all = lowest_bits(kind.options().len()) as u32;
                (chosen | left_out == all).then_some(Value::Multi(chosen))
            }
            Possible::Range { low, high } if low == high => Some(Value::Int(low)),
            _ => None,
        }
    }

    /// One value of the set, the smallest or earliest that obeys the fact's limits; for writing witnesses.
    pub fn example(self, kind: &Kind) -> Value {
        match self {
            Possible::Options(bits) => match kind {
                Kind::Bool => Value::Bool(bits & 1 == 0),
                _ => Value::Choice(bits.trailing_zeros() as usize),
            },
            Possible::Range { low, .. } => Value::Int(low),
            Possible::Subset { chosen, left_out } => {
                let Kind::Multi { options, min, exclusive, .. } = kind else { return Value::Multi(chosen) };
                let mut mask = chosen;
                for index in (0..options.len()).filter(|index| Some(*index) != *exclusive) {
                    let missing = mask.count_ones() < *min;
                    if missing && (mask | left_out) & (1 << index) == 0 {
                        mask |= 1 << index;
                    }
                }
                match exclusive {
                    Some(index) if mask.count_ones() < *min && left_out & (1 << index) == 0 => Value::Multi(1 << index),
                    _ => Value::Multi(mask),
                }
            }
        }
    }
}

/// The `count` lowest bits set.
pub fn lowest_bits(count: usize) -> u64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}

/// Whether any allowed set of options contains `chosen` and nothing of `left_out`.
fn feasible(chosen: u32, left_out: u32, kind: &Kind) -> bool {
    let Kind::Multi { options, min, max, exclusive } = kind else { return false };
    if chosen & left_out != 0 || chosen.count_ones() > *max {
        return false;
    }
    let all = lowest_bits(options.len()) as u32;
    let alone = exclusive.map_or(0, |index| 1u32 << index);
    if chosen & alone != 0 {
        return chosen == alone && *min <= 1;
    }
    let open = all & !left_out & !alone;
    // Either enough ordinary options can be chosen, or the option that stands alone still can.
    let ordinary = (chosen | open).count_ones() >= *min;
    ordinary || (chosen == 0 && alone & !left_out != 0 && *min <= 1)
}
