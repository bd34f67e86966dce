//! What a report says, one file per part.

pub mod choice;
pub mod closing;
pub mod completions;
pub mod conditions;
pub mod details;
pub mod doubts;
pub mod forms;
pub mod ground;
pub mod opening;
pub mod outside;
pub mod unanswered;
pub mod what_if;
