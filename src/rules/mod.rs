//! Rules as jurists write them: reading, checking, exploring.
//!
//! `script` is the only part that knows the script engine. `load` makes [`rule::Rule`]s of rule files, `determine` makes
//! decision trees of the conditions in TOML files, `pack` holds everything a pack says.

pub mod consequences;
pub mod determine;
pub mod effect;
pub mod form;
pub mod glossary;
pub mod load;
pub mod manifest;
pub mod pack;
pub mod rule;
pub mod script;

pub use effect::{Certainty, Effect, Reach, RiskLevel};
pub use form::{Form, Target};
pub use pack::{Pack, PackFiles};
pub use rule::{Behaviour, Rule, Tier};
