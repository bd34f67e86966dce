//! Reasoning over numbers and names only: no law, no scripts.
//!
//! `model` describes questions by classes of answers, conditions by tables and rules by clauses, and checks that
//! everything fits together. `scoring` adds fired clauses up to a verdict; one case and the whole space of answers are
//! judged by the same function.

// INVARIANT: `Model::new` has checked every index that these files use; each place says which promise it rests on.
#![allow(clippy::indexing_slicing)]

pub mod model;
pub mod scoring;
