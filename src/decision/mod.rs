//! Decision trees over facts, and what they say when answers are missing.
//!
//! No script is run here. A tree is what exploration (`rules::explore`) found a condition to be; this module evaluates
//! trees exactly in three values, follows what answers derive and which questions are relevant, and turns trees into
//! tables.

pub mod evaluate;
pub mod possible;
pub mod space;
pub mod test;
pub mod tree;

pub use evaluate::{Determination, Evaluation, Evaluator, Relevance, Truth};
pub use possible::Possible;
pub use test::Test;
pub use tree::{DecisionTree, Node};
