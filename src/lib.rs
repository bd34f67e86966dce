//! Niokap advises Swedish municipalities on the form of cooperation under kommunallagen (2017:725) chapter 9.
//!
//! ```text
//! facts.toml ─► answers (interview · scenario file) ─► rules (*.rhai) ─► findings ─► advice ─► report
//! ```

pub mod advice;
pub mod analysis;
pub mod authoring;
pub mod batch;
pub mod cli;
pub mod decision;
pub mod diagnostics;
pub mod exit;
pub mod facts;
pub mod interview;
pub mod law;
pub mod proof;
pub mod report;
pub mod rounding;
pub mod rules;
pub mod text;
