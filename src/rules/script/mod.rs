//! The only place that knows the script engine.
//!
//! `tokens` and `statements` read a rule file's shape, `engine` is the sandbox, `vocabulary` what a rule may say,
//! `oracle` answers what it asks, `host` compiles and runs, `explore` walks all ways through a condition, by its `formula`
//! where `parsed` finds one in what the engine parsed, `translate` turns the engine's errors into sentences, with `shape` for what a statement's brackets and quotes tell better and
//! `places` for where in the text it is.

pub mod engine;
pub mod explore;
pub mod fault;
pub mod formula;
pub mod host;
pub mod oracle;
pub mod parsed;
pub mod places;
pub mod shape;
pub mod statements;
pub mod tokens;
pub mod translate;
pub mod vocabulary;
