//! Many cases in one run: read one after the other, judged on all cores, written in the order of the input.
//!
//! | file | holds |
//! |---|---|
//! | `input.rs` | a folder, a file, JSON Lines or CSV as one case after the other |
//! | `lines.rs` | the lines of a stream, each within a limit |
//! | `json_lines.rs` | a line of JSON as a tree of names and values |
//! | `cells.rs`, `columns.rs`, `csv.rs` | rows of a table, what its columns mean, and a row as such a tree |
//! | `judge.rs` | one case, by the same path as `niokap advise` |
//! | `row.rs` | a row of the result |
//! | `output.rs` | rows as JSON Lines and CSV |
//! | `run.rs` | all cases, on all cores, in order |
//!
//! Lines of JSON and rows of tables become the same tree that a scenario file becomes, and are read by the same reader.
//! Nothing here holds more than a few pieces of the input at a time.

mod cells;
mod columns;
mod csv;
mod input;
mod json_lines;
mod judge;
mod lines;
mod output;
mod row;
mod run;

pub use input::{Input, RowFormat};
pub use judge::{Call, Change};
pub use output::head;
pub use run::{Flow, MOST_SHOWN, Piece, Plan, run};
