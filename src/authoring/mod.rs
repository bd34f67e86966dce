//! For those who write the rules: what is wrong with a pack, what it says, and what a change does.
//!
//! | file | holds |
//! |---|---|
//! | `check.rs`, `lints/` | everything that is wrong with a pack, in one run |
//! | `readings.rs` | who reads which question |
//! | `citations.rs` | who cites what |
//! | `texts.rs` | every text a user reads |
//! | `condition_expression.rs`, `condition_parser.rs`, `condition_words.rs` | conditions as written, and in words |
//! | `identity.rs` | which pack a text comes from |

pub mod check;
pub mod citations;
pub mod condition_expression;
pub mod condition_parser;
pub mod condition_words;
pub mod identity;
pub mod lints;
pub mod readings;
pub mod texts;
