//! The JSON result. Names and meanings are a contract; new keys may be added, none is taken away.
//!
//! | file | holds |
//! |---|---|
//! | `advice.rs` | a whole advice |
//! | `finding.rs` | reasons, and what waits |
//! | `origin.rs` | program, pack and scenario |
//! | `comparison.rs` | two cases side by side |

mod advice;
mod comparison;
mod completions;
mod finding;
mod origin;

pub use finding::value;
pub use origin::{PackJson, ProgramJson};
use serde::Serialize;

use super::comparison::Comparison;
use super::subject::Subject;

/// An advice as JSON.
pub fn write(subject: &Subject<'_>) -> String {
    text(&advice::AdviceJson::new(subject))
}

/// Several advices as a JSON list, in the order given.
pub fn write_all(subjects: &[Subject<'_>]) -> String {
    text(&subjects.iter().map(advice::AdviceJson::new).collect::<Vec<_>>())
}

/// A comparison as JSON.
pub fn write_comparison(comparison: &Comparison<'_>) -> String {
    text(&comparison::ComparisonJson::new(comparison))
}

fn text(value: &impl Serialize) -> String {
    // Only maps with other keys than texts, or a writer that fails, give errors; there are neither.
    serde_json::to_string_pretty(value).map(|text| text + "\n").unwrap_or_default()
}
