//! The questionnaire.
//!
//! ```text
//! outlook ─► planner ─► session ─► flow ─► prompt (terminal · line mode)
//!                                   └────► file
//! ```
//!
//! | file | holds |
//! |---|---|
//! | `outlook.rs`, `bounds.rs` | what the open questions can still change, cautiously |
//! | `exact.rs` | the same, exactly, where that is possible in time |
//! | `planner.rs` | which question comes next, and why |
//! | `session.rs` | answers, where one has been, what is used and what rests |
//! | `save.rs` | the file: whole or not at all, never over what somebody else wrote |
//! | `prompt.rs`, `how_to_answer.rs` | questions as data, and how each can be answered, in words |
//! | `reading.rs`, `commands.rs` | what a typed line means, and what can be said besides answers |
//! | `terminal.rs` | the conversation in a terminal, by inquire |
//! | `plain.rs`, `lines.rs` | the conversation line by line |
//! | `flow.rs`, `asking.rs`, `listing.rs`, `partners.rs`, `keeping.rs`, `finish.rs` | the conversation itself |
//! | `offer.rs`, `begin.rs`, `training.rs` | what there is to begin with, and how it begins |
//! | `explain.rs`, `standing.rs`, `reports.rs`, `words.rs` | what is said |
//!
//! The planner and the session know nothing of the terminal, nor of files.

pub mod asking;
pub mod begin;
pub mod bounds;
pub mod commands;
pub mod exact;
pub mod explain;
pub mod finish;
pub mod flow;
pub mod how_to_answer;
pub mod keeping;
pub mod lines;
pub mod listing;
pub mod offer;
pub mod outlook;
pub mod partners;
pub mod plain;
pub mod planner;
pub mod prompt;
pub mod reading;
pub mod reports;
pub mod save;
pub mod session;
pub mod simulated;
pub mod standing;
pub mod terminal;
pub mod training;
pub mod words;
