//! What became of something to prove.

use super::counterexample::Counterexample;
use crate::rules::Form;

/// On what ground something is said about all answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Every set of answers was gone through.
    Every,
    /// It follows from how reasons are added up, whatever the rules say.
    Construction,
    /// Only so many drawn sets of answers were tried.
    Sample(usize),
}

impl Ground {
    /// Whether it is proved.
    pub fn is_exact(self) -> bool {
        !matches!(self, Ground::Sample(_))
    }

    /// The weaker of two grounds.
    pub fn and(self, other: Ground) -> Ground {
        match (self, other) {
            (Ground::Sample(one), Ground::Sample(two)) => Ground::Sample(one.min(two)),
            (Ground::Sample(_), _) => self,
            (_, Ground::Sample(_)) => other,
            (Ground::Every, _) | (_, Ground::Every) => Ground::Every,
            _ => Ground::Construction,
        }
    }
}

/// Something to prove, and what became of it.
#[derive(Debug)]
pub struct Proof {
    /// Its identifier.
    pub id: String,
    /// What kind of statement it is, as `pack.toml` names it; `None` for what must hold of every pack.
    pub kind: Option<&'static str>,
    /// In words.
    pub text: String,
    /// In how many sets of answers its condition holds; `None` if that was too much to count.
    pub covers: Option<u128>,
    /// On what ground.
    pub ground: Ground,
    /// Where it fails.
    pub counterexamples: Vec<Counterexample>,
    /// Where the model and the ordinary advice disagree: a fault of the program.
    pub contradictions: Vec<String>,
}

impl Proof {
    /// Whether it holds, as far as was seen.
    pub fn holds(&self) -> bool {
        self.counterexamples.is_empty() && self.contradictions.is_empty()
    }

    /// Whether nothing was covered, so that it says nothing.
    pub fn is_empty(&self) -> bool {
        self.covers == Some(0)
    }
}

/// What was found about one form, before it is put together with the others.
pub struct Found {
    /// On what ground.
    pub ground: Ground,
    /// A world that breaks the statement, and for a change the world after it.
    pub broken: Option<(Vec<u16>, Option<Vec<u16>>)>,
    /// The form.
    pub form: Form,
}
