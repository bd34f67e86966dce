//! Reports: what a reader gets of an advice.
//!
//! The text of a report is made once, as a [`Document`] of headings, paragraphs, lists and tables, and then written in
//! one of two ways. JSON is a contract of its own and is made straight from the advice.
//!
//! | file | holds |
//! |---|---|
//! | `subject.rs` | the advice with its pack and the way it was asked for |
//! | `words/` | the Swedish sentences that the program says itself |
//! | `law_words.rs` | reasons followed by their law, naming each statute in full once |
//! | `document.rs` | a report as data |
//! | `sections/` | what the report says, one file per part |
//! | `composition.rs` | which parts stand in the short, the normal and the long report |
//! | `comparison.rs` | two cases side by side |
//! | `terminal.rs`, `terminal_table.rs` | a document as text of a given width |
//! | `markdown.rs` | a document as markdown |
//! | `json/` | the JSON result |

pub mod comparison;
pub mod composition;
pub mod document;
pub mod json;
pub mod law_words;
pub mod markdown;
mod sections;
pub mod subject;
pub mod terminal;
mod terminal_table;
pub mod words;

pub use composition::{Length, compose};
pub use document::Document;
pub use subject::{DayFrom, Subject};
