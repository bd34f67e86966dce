//! How much of an advice is wanted.

/// How much of an advice is wanted: each step is all of the one before and more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Without what would change it, which answers decided and what follows: a good deal faster.
    Standing,
    /// Everything that the answers given say.
    Whole,
    /// Also what every way of answering the open questions leads to.
    Completions,
    /// Also which of the answers given decide alone, which takes longest.
    Sufficient,
}
