//! For those who write the rules: what is wrong with a pack, what it says, and what a change does.
//!
//! | file | holds |
//! |---|---|
//! | `check.rs`, `lints/` | everything that is wrong with a pack, in one run |
//! | `readings.rs` | who reads which question |
//! | `citations.rs` | who cites what |
//! | `texts.rs` | every text a user reads |
//! | `condition_expression.rs`, `condition_parser.rs`, `condition_words.rs` | conditions as written, and in words |
//! | `scenario_files.rs` | the scenarios under a folder |
//! | `trials.rs`, `expectations.rs`, `coverage.rs` | scenarios tried against what they expect |
//! | `changed.rs` | scenarios on which a pack advises otherwise than the embedded one |
//! | `observed.rs`, `observed_report.rs` | real cooperations beside the advice they would have got, and the report of it |
//! | `listing.rs`, `catalogue.rs` | the rules as a list, and as a page |
//! | `explain/` | what a name stands for |
//! | `export.rs` | the files of a pack written to a folder |
//! | `page.rs` | text set to the width of a screen |
//! | `identity.rs` | which pack a text comes from |

pub mod catalogue;
pub mod changed;
pub mod check;
pub mod citations;
pub mod condition_expression;
pub mod condition_parser;
pub mod condition_words;
pub mod coverage;
pub mod expectations;
pub mod explain;
pub mod export;
pub mod identity;
pub mod lints;
pub mod listing;
pub mod observed;
mod observed_report;
pub mod page;
pub mod readings;
pub mod scenario_files;
pub mod texts;
pub mod trials;
