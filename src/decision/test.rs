//! The yes/no questions that a rule's condition can put to a fact.
//!
//! Every comparison a rule may write comes down to these three, so they are all that exploration branches on and all
//! that tables have to tell apart.

use crate::facts::{FactId, Value};

/// One test of one fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Test {
    /// The answer is one of these options (bits). Yes/no facts have the options no (bit 0) and yes (bit 1).
    OneOf {
        /// The fact tested.
        fact: FactId,
        /// The options that make it true.
        options: u64,
    },
    /// The multi answer contains this option.
    Has {
        /// The fact tested.
        fact: FactId,
        /// The option looked for.
        option: u8,
    },
    /// The number is at least this large.
    AtLeast {
        /// The fact tested.
        fact: FactId,
        /// The limit, in the unit of the fact.
        number: i64,
    },
}

impl Test {
    /// A yes/no fact is yes.
    pub fn is_yes(fact: FactId) -> Test {
        Test::OneOf { fact, options: 0b10 }
    }

    /// The fact the test reads.
    pub fn fact(self) -> FactId {
        match self {
            Test::OneOf { fact, .. } | Test::Has { fact, .. } | Test::AtLeast { fact, .. } => fact,
        }
    }

    /// Whether a known value passes. A value of another kind than the test's does not.
    pub fn holds(self, value: Value) -> bool {
        match (self, value) {
            (Test::OneOf { options, .. }, Value::Bool(yes)) => options & (1 << u64::from(yes)) != 0,
            (Test::OneOf { options, .. }, Value::Choice(index)) => index < 64 && options & (1 << index) != 0,
            (Test::Has { option, .. }, Value::Multi(mask)) => mask & (1 << option) != 0,
            (Test::AtLeast { number, .. }, Value::Int(value)) => value >= number,
            _ => false,
        }
    }
}
