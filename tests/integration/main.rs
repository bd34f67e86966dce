//! All integration tests, as one binary: it links once, and the tests share one harness.
//!
//! | file | holds |
//! |---|---|
//! | `harness.rs` | folders, packs and calls of the program, written so that tests read as stories |
//! | `command.rs` | the program as a whole: version, help, broken calls |
//! | `scenarios.rs` | every scenario that is shipped gives what it says it gives |
//! | `expected.rs` | the comments in red files that say what is wrong with them |
//! | `completions.rs` | what lies in the open questions, on the shipped pack, against judging case by case |
//! | `damage.rs` | files that an editor has left damaged |
//! | `red_rules.rs`, `red_scenarios.rs`, `red_packs.rs` | what a wrong file is told |
//! | `generated/` | laws of the engine over packs that are made up on the spot |
//! | `batch/` | many cases in one run |
//! | `proofs.rs` | `rules prove`: the shipped pack is proved, and planted faults are caught |
//! | `real_pack.rs` | the same laws over the pack that is shipped |
//! | `reports.rs` | what holds of every report, whatever the case |
//! | `snapshots.rs` | whole texts as they are printed |
//!
//! The number of made up cases is set by `PROPTEST_CASES`; without it each test has its own, so that all tests together
//! take about a minute.

#![allow(missing_docs, reason = "a test binary has no readers of its documentation")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod batch;
mod command;
mod completions;
mod damage;
mod essence;
mod expected;
mod generated;
mod harness;
mod proofs;
mod real_pack;
mod red_packs;
mod red_rules;
mod red_scenarios;
mod reports;
mod scenarios;
mod snapshots;
