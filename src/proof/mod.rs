//! Proofs over every possible set of answers: the claims of a pack, what must hold of any pack, and what its rules do.
//!
//! The numbers come from `analysis`, which knows neither law nor text. What it says is broken is believed only when the
//! ordinary advice, run on a case made of it, shows it too.
//!
//! | file | holds |
//! |---|---|
//! | `ground.rs` | the pack as a model, and the tables that proofs ask about |
//! | `claims.rs` | the claims of `pack.toml` |
//! | `always.rs` | what must hold of every pack |
//! | `findings.rs` | rules, questions and options that do nothing, and rules that speak against each other |
//! | `shares.rs` | how often each recommendation is given |
//! | `breach.rs` | how a statement is broken, seen from the ordinary advice |
//! | `counterexample.rs` | a case that shows it, with as few answers as will do |
//! | `result.rs` | what became of something to prove |
//! | `report.rs` | all of it put together |
//! | `words.rs`, `page.rs`, `json.rs` | the report in words, for the screen and for other programs |

pub mod always;
pub mod breach;
pub mod claims;
pub mod counterexample;
pub mod findings;
pub mod ground;
pub mod json;
pub mod page;
pub mod report;
pub mod result;
pub mod shares;
#[cfg(test)]
mod tests;
pub mod words;
