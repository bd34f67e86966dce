//! A rule as loaded: what it says, on what ground, and the tree its condition was explored into.

use crate::decision::DecisionTree;
use crate::diagnostics::Place;
use crate::law::{Citation, Period};

use super::effect::{Certainty, Effect};
use super::form::Target;

/// A rule with one or more tiers (`fall`).
#[derive(Clone)]
pub struct Rule {
    /// Its identifier; never changes meaning.
    pub id: String,
    /// The tiers, in order. A rule with no `fall` has one.
    pub tiers: Vec<Tier>,
    /// Where the identifier stands.
    pub place: Place,
    /// The whole statement.
    pub statement: Place,
}

/// One tier of a rule: a condition and what it gives.
#[derive(Clone)]
pub struct Tier {
    /// What it speaks about.
    pub targets: Vec<Target>,
    /// The variant it concerns, if only one.
    pub variant: Option<String>,
    /// What it does.
    pub effect: Effect,
    /// The group in which only the strongest counts.
    pub group: Option<String>,
    /// The provisions, cases and preparatory works it cites.
    pub citations: Vec<Citation>,
    /// The sources it names, by their identifiers in the register.
    pub sources: Vec<String>,
    /// What it rests on.
    pub certainty: Certainty,
    /// Whether it rests on general knowledge that was not read in a text.
    pub unverified: bool,
    /// The days it is in force.
    pub period: Period,
    /// The reason in klarspråk, with `{fact}` for answers.
    pub reason: String,
    /// How the proposer can cure it.
    pub cure: Option<String>,
    /// When it fires.
    pub behaviour: Behaviour,
    /// The text of the condition.
    pub condition: Place,
}

/// How a condition is evaluated.
#[derive(Clone)]
pub enum Behaviour {
    /// By its decision tree.
    Tree(DecisionTree<bool>),
    /// By running its text, on known answers only: it compares two numbers and has no finite table.
    Script,
}

impl Tier {
    /// The tree, where there is one.
    pub fn tree(&self) -> Option<&DecisionTree<bool>> {
        match &self.behaviour {
            Behaviour::Tree(tree) => Some(tree),
            Behaviour::Script => None,
        }
    }

    /// Whether it is about the form as a whole and so counts in its sum.
    pub fn weighs_on_form(&self) -> bool {
        self.variant.is_none() && self.effect.weight().is_some()
    }
}
