//! Comparisons with counting one by one, and with other ways to the same answer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod counting;
mod diagrams;
mod direct;
mod proofs;
mod queries;
mod sliced;
