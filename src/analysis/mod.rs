//! Exact analysis over every possible set of answers.
pub mod model;
pub mod scoring;
