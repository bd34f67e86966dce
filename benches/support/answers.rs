//! Complete answer sets: every question of a pack answered, from a fixed seed.
//!
//! Questions that would not be asked are answered too, so that every way to evaluate a rule has the same input; and
//! numbers are drawn evenly from the bands that rules tell apart, so that rules about small and large both get to fire.

use niokap::decision::space::Space;
use niokap::facts::{Answer, Answers, FactId, Kind, Provenance, Schema, Value};

/// A small random number generator (SplitMix64): the same answers on every machine and with every version.
pub struct Random(u64);

impl Random {
    /// A generator with a seed.
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(mixed ^ (mixed >> 31)) * limit as u128) >> 64) as usize
    }
}

/// One complete answer set.
pub fn complete(schema: &Schema, space: &Space, random: &mut Random) -> Answers {
    let mut answers = Answers::none(schema);
    for (fact, declared) in schema.iter() {
        let value = value(&declared.kind, space, fact, random);
        answers.set(fact, Answer::Known(value, Provenance::User));
    }
    answers
}

fn value(kind: &Kind, space: &Space, fact: FactId, random: &mut Random) -> Value {
    match kind {
        Kind::Bool => Value::Bool(random.below(2) == 1),
        Kind::Choice { options } => Value::Choice(random.below(options.len())),
        Kind::Multi { .. } => loop {
            // Few options, as people answer; drawn again until the question's own limits are kept.
            let mut mask = 0;
            for _ in 0..=random.below(3) {
                mask |= 1 << random.below(kind.options().len());
            }
            if kind.allows_multi(mask) {
                break Value::Multi(mask);
            }
        },
        Kind::Int { min, .. } => {
            let classes = space.variable(fact).map(|index| &space.variables()[index].classes);
            classes.map_or(Value::Int(*min), |classes| classes[random.below(classes.len())].example)
        }
    }
}
