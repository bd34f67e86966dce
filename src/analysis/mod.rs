//! Reasoning over numbers and names only, exact over every possible set of answers: no law, no scripts.
//!
//! `model` describes questions by classes of answers, conditions by tables and rules by clauses; `model_checks` sees that
//! everything fits together. `scoring` adds fired clauses up to a verdict; one case and the whole space of answers are
//! judged by the same function. [`Engine`] answers questions about all worlds that agree with a [`partial`] answer:
//!
//! | file | what it does |
//! |---|---|
//! | `reduction`, `folding` | cut tables down to what is possible, and set aside the questions that nothing reads |
//! | `lowering`, `automaton`, `best_alternative` | turn clauses, groups and alternatives into small decision diagrams |
//! | `unique_table` | keeps them reduced while they are built |
//! | `layout`, `planning`, `ordering` | find the order in which the questions are swept; it decides what all else costs |
//! | `order_search` | the order that is kept with a pack, measured instead of estimated |
//! | `problem`, `chooser`, `skeleton` | the layered diagram of all worlds, with what each edge adds to the scores |
//! | `race`, `bounds`, `forward` | sweep it with score differences that stop where nothing can turn them any more |
//! | `marginals`, `support` | how each question goes with each outcome, and which can still change it |
//! | `direct`, `blocks` | single worlds and great batches, by merged tables |
//! | `diagram`, `sample` | worlds by their paths: seeded samples, for what is too large to be exact |
//! | `silence` | whether what one condition says is always drowned by what others say |
//! | `trials` | drawn worlds with what holds in each, for what one world can show |
//! | `threads` | work shared between threads |
//! | `watch` | in how many worlds some conditions hold and others do not, and which they are |
//! | `contest` | in how many of them a form comes first, and one of them |
//! | `rises` | how much one changed answer can raise a form's sum |
//! | `sliced`, `sliced_outcome` | conditions and outcomes of great batches, one bit for each world |
//! | `slicing`, `circuit`, `schedule` | how tables become the circuit that does so |
//!
//! The method is that of edge-valued decision diagrams (Lai and Sastry 1992) over multi-valued variables, with the sums
//! kept as saturating differences instead of as values of the diagram.

// INVARIANT: `Model::new` has checked every index that these files use; each place says which promise it rests on.
#![allow(clippy::indexing_slicing)]

mod automaton;
mod best_alternative;
pub mod blocks;
mod bounds;
#[cfg(test)]
mod brute;
mod chooser;
mod circuit;
pub mod contest;
mod diagram;
pub mod direct;
mod engine;
mod folding;
mod forward;
mod hashing;
mod lanes;
mod layout;
pub mod lowering;
pub mod marginals;
pub mod model;
mod model_checks;
pub mod order_search;
mod ordering;
pub mod partial;
mod planning;
mod problem;
mod race;
pub mod random;
mod reduction;
pub mod rises;
pub mod sample;
mod schedule;
pub mod scoring;
pub mod silence;
mod skeleton;
pub mod sliced;
pub mod sliced_outcome;
mod slicing;
pub mod support;
pub mod synthetic;
#[cfg(test)]
mod tests;

pub mod threads;
pub mod trials;
mod tuples;
mod unique_table;
pub mod watch;

pub use engine::{Answer, Effort, Engine, Shares};
pub use layout::{Layout, Settings};
pub use skeleton::Exceeded;
