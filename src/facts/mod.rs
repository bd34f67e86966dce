//! Facts: what is asked, what can be answered, what has been answered.
//!
//! Nothing here knows of rules. `schema` declares the questions, `value` the answers they can have, `answers` the
//! states of knowing, `feed` what partners and the start date fill in, `scenario` what a file of answers holds, `read`
//! (`read_answer` for one answer) and `write` how it is read and written.

pub mod answers;
pub mod feed;
pub mod load;
pub mod read;
mod read_answer;
pub mod scenario;
pub mod schema;
pub mod value;
pub mod write;

pub use answers::{Answer, Answers, Provenance};
pub use scenario::Scenario;
pub use schema::{Fact, FactId, Kind, Schema};
pub use value::Value;
