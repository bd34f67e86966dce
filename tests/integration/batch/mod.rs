//! `niokap batch`: many cases in one run.
//!
//! | file | holds |
//! |---|---|
//! | `forms.rs` | scenario files as lines of JSON and as a table |
//! | `same.rs` | a row says what `niokap advise` says of the same case, in every form and with any number of threads |
//! | `round_trip.rs` | made up cases, as a file, a line and a row |
//! | `red.rs` | wrong rows and tables: those in `tests/red/batch`, and what they are told |
//! | `calls.rs` | where cases come from and where the result goes |

mod calls;
mod forms;
mod red;
mod round_trip;
mod same;
