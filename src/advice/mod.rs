//! Advice: what the rules say about a case, put together.
//!
//! | file | holds |
//! |---|---|
//! | `combination.rs` | the rules as clauses that can be added up |
//! | `case.rs` | a case: answers, and which tiers fire, rest or wait |
//! | `finding.rs` | one reason with its citations, filled in for the case |
//! | `verdict.rs` | the verdict words |
//! | `arrangement.rs` | who decides, where the staff is, which variant, which way in time |
//! | `what_if.rs` | the smallest changes of answers that change the first choice |
//! | `tier_set.rs` | a set of tiers |
//! | `compose.rs` | the whole advice |
//! | `notices.rs` | what must be known of the day of a case |
//! | `completions.rs` | what every way of answering the open questions leads to |
//! | `sufficient.rs` | which answers decide the first choice alone |
//! | `unused.rs` | warnings of answers that are not used |
//! | `whole_space.rs` | the pack as a model over every possible set of answers |

pub mod arrangement;
pub mod case;
pub mod combination;
pub mod completions;
pub mod compose;
pub mod finding;
pub mod notices;
pub mod sufficient;
mod tier_set;
pub mod unused;
pub mod verdict;
pub mod what_if;
pub mod whole_space;

pub use case::Case;
pub use combination::Combination;
pub use compose::{Advice, Depth, advise, advise_to};
pub use finding::Finding;
pub use notices::notices;
pub use verdict::Verdict;
