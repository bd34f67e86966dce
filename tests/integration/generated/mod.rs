//! Laws of the engine, tried on packs made up on the spot.
//!
//! | file | holds |
//! |---|---|
//! | `plan.rs` | a made up pack as data: questions, conditions, rules |
//! | `tape.rs` | making up a plan from a row of numbers, so that a failing pack shrinks to a small one |
//! | `write.rs` | the plan as the files of a pack, in any order |
//! | `meaning.rs` | what the plan means, worked out by trying everything; knows nothing of the engine |
//! | `weighing.rs` | what reasons add up to, worked out from the rules of combination as they are written |
//! | `laws.rs` | the laws themselves |

mod laws;
mod meaning;
mod plan;
mod stories;
pub mod tape;
mod weighing;
mod write;
