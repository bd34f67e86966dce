//! What the benchmarks share: answer sets, conditions as their authors wrote them, and every way to evaluate them.
//!
//! | file | holds |
//! |---|---|
//! | `answers.rs` | complete answer sets from a fixed seed |
//! | `conditions.rs` | every tier's condition as an expression that other languages can be written from |
//! | `native.rs` | the conditions as Rust, written and compiled in |
//! | `ways.rs` | the ways to evaluate a whole pack, each with its own form of the answers |
//! | `side_by_side.rs` | many ways timed in turns, with the same result required of all |

pub mod answers;
pub mod conditions;
pub mod native;
pub mod side_by_side;
pub mod ways;
