//! Advice: what the rules say about a case, put together.
//!
//! | file | holds |
//! |---|---|
//! | `targets.rs` | forms and alternatives as the analysis numbers them |
//! | `combination.rs` | the rules as clauses that can be added up |
//! | `case.rs` | a case: answers, and which tiers fire, rest or wait |
//! | `finding.rs` | one reason with its citations, filled in for the case |
//! | `verdict.rs` | the verdict words |
//! | `arrangement.rs` | who decides, where the staff is, which variant, which way in time |
//! | `what_if.rs` | the smallest changes of answers that change the first choice |
//! | `tier_set.rs` | a set of tiers |
//! | `result.rs` | an advice: what is said of each form, of what is outside the three, and of the answers |
//! | `compose.rs` | puts the advice on a case together |
//! | `notices.rs` | what must be known of the day of a case |
//! | `completions.rs` | what every way of answering the open questions leads to |
//! | `sufficient.rs` | which answers decide the first choice alone |
//! | `depth.rs` | how much of an advice is wanted |
//! | `advise.rs` | the advice on a scenario, as deep as is wanted |
//! | `unused.rs` | warnings of answers that are not used |
//! | `whole_space.rs` | the pack as a model over every possible set of answers |

pub mod advise;
pub mod arrangement;
pub mod case;
pub mod combination;
pub mod completions;
pub mod compose;
pub mod depth;
pub mod finding;
pub mod notices;
pub mod result;
pub mod sufficient;
pub mod targets;
mod tier_set;
pub mod unused;
pub mod verdict;
pub mod what_if;
pub mod whole_space;

pub use advise::{advise, advise_to};
pub use case::Case;
pub use combination::Combination;
pub use depth::Depth;
pub use finding::Finding;
pub use notices::notices;
pub use result::{
    Advice, AlternativeAdvice, AnswerInUse, AnswerSource, BestAgainst, Follows, FormAdvice, OpenFact, SetAside,
    Standing,
};
pub use verdict::Verdict;
