//! Rules as jurists write them: reading, checking, exploring.
//!
//! `script` is the only part that knows the script engine. `scanned` is a rule file before it is compiled, `helpers` the
//! functions that rules share, and `load` makes [`rule::Rule`]s of the rest, with the files that its own page names.
//! `determine` makes decision trees of the conditions in TOML files, `sweep_order` is the order in which proofs go through
//! the questions, `pack` holds everything a pack says and `assemble` makes it.

mod assemble;
pub mod consequences;
pub mod determine;
pub mod effect;
pub mod form;
pub mod glossary;
mod helpers;
pub mod load;
mod load_file;
pub mod manifest;
pub mod pack;
mod read_rule;
pub mod rule;
pub mod rule_fields;
mod scanned;
pub mod script;
pub mod sweep_order;
mod written_out;

pub use effect::{Certainty, Effect, Reach, RiskLevel};
pub use form::{Form, Target};
pub use pack::{Pack, PackFiles};
pub use rule::{Behaviour, Rule, Tier};
