//! What became of something to prove.

use super::counterexample::Counterexample;

/// On what ground something is said about all answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Every set of answers was gone through.
    Every,
    /// Every set of answers was gone through, but some rules have no table and were not asked.
    PartOfRules,
    /// It follows from how reasons are added up, whatever the rules say.
    Construction,
    /// Only so many drawn sets of answers were tried.
    Sample(usize),
}

impl Ground {
    /// Whether it is proved.
    pub fn is_exact(self) -> bool {
        matches!(self, Ground::Every | Ground::Construction)
    }

    /// The same where some rules were not asked.
    pub fn of_part_of_rules(self) -> Ground {
        match self {
            Ground::Every => Ground::PartOfRules,
            Ground::PartOfRules | Ground::Construction | Ground::Sample(_) => self,
        }
    }

    /// The weaker of two grounds.
    pub fn and(self, other: Ground) -> Ground {
        match (self, other) {
            (Ground::Sample(one), Ground::Sample(two)) => Ground::Sample(one.min(two)),
            (Ground::Sample(_), _) => self,
            (_, Ground::Sample(_)) => other,
            (Ground::PartOfRules, _) | (_, Ground::PartOfRules) => Ground::PartOfRules,
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

    /// Whether it is certain that it holds, or certain that it does not.
    pub fn is_settled(&self) -> bool {
        self.ground.is_exact() || !self.counterexamples.is_empty()
    }

    /// The same where some rules were not asked. That the ordinary advice, which asks them, disagrees is then no fault.
    pub fn of_part_of_rules(self) -> Proof {
        Proof { ground: self.ground.of_part_of_rules(), contradictions: Vec::new(), ..self }
    }

    /// Whether nothing was covered, so that it says nothing.
    pub fn is_empty(&self) -> bool {
        self.covers == Some(0)
    }
}

/// What breaks a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrokenBy {
    /// Nothing that was seen.
    Nothing,
    /// A world, and for a change the world after it.
    World(Vec<u16>, Option<Vec<u16>>),
    /// Something certainly does, but it could not be found.
    NotShown,
}

impl BrokenBy {
    /// A world, if there is one.
    pub fn world(found: Option<Vec<u16>>) -> BrokenBy {
        found.map_or(BrokenBy::Nothing, |world| BrokenBy::World(world, None))
    }
}
