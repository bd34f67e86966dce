//! Exploration: a scripted condition as the decision tree it is.
//!
//! The condition is run once for every way its comparisons can go. The [`Oracle`] answers each open test first with
//! yes, later with no, and keeps what earlier answers rule out, so each run is one row of a decision table and the runs
//! together are all of it.
//!
//! # Why it is exact
//!
//! A condition sees facts only through tests (`vocabulary`), has no other input, no state and no loops, and so is a
//! function of the outcomes of the tests it puts. Each open test has both outcomes tried, each outcome narrows the
//! fact's values to exactly those that give it, and a test whose outcome follows is not put again. By induction over the
//! tests the paths are disjoint, cover all values, and each ends as the condition ends for every value on it.
//!
//! # What a rule may not do
//!
//! Compare two numbers with each other: the outcome is then no function of finitely many tests of single facts. Do sums
//! on facts. Have more than [`MOST_CASES`] cases, or so much to do in each that all together take too long. A rule that compares two numbers still runs on known answers, and is
//! reported as not explorable; the others are errors.

use std::rc::Rc;

use rhai::{Dynamic, EvalAltResult};

use super::engine::MOST_OPERATIONS_EXPLORING;
use super::fault::Fault;
use super::host::{Condition, Host};
use super::oracle::{MOST_CASES, Oracle};
use crate::decision::DecisionTree;

/// Explores conditions of one pack, reusing its memory between them.
pub struct Explorer<'a> {
    host: &'a Host,
    oracle: Rc<Oracle>,
}

/// Why a condition has no tree.
#[derive(Debug)]
pub enum NotExplored {
    /// It failed on one of its ways.
    Failed(Box<EvalAltResult>),
    /// It ended with something that is no outcome.
    BadOutcome(Dynamic),
    /// It compares two numbers: it runs, but has no finite table.
    ComparesNumbers(Box<EvalAltResult>),
    /// It has too many cases, or is no function of the facts.
    NoTable,
}

impl<'a> Explorer<'a> {
    /// An explorer for a host.
    pub fn new(host: &'a Host) -> Explorer<'a> {
        Explorer { host, oracle: Rc::new(Oracle::exploring(host.schema())) }
    }

    /// The tree of a condition whose ends are made by `leaf`.
    pub fn explore<L: Copy + PartialEq>(
        &self,
        condition: &Condition,
        leaf: impl Fn(&Dynamic) -> Option<L>,
    ) -> Result<DecisionTree<L>, NotExplored> {
        self.oracle.reset();
        let mut paths = Vec::new();
        let mut spent = 0;
        loop {
            let outcome = self.host.run(condition, &self.oracle).map_err(|error| match Fault::of(&error) {
                Some(Fault::ComparesNumbers) => NotExplored::ComparesNumbers(error),
                _ => NotExplored::Failed(error),
            })?;
            let Some(end) = leaf(&outcome) else { return Err(NotExplored::BadOutcome(outcome)) };
            paths.push((self.oracle.path(), end));
            spent += self.host.spent();
            if paths.len() > MOST_CASES || spent > MOST_OPERATIONS_EXPLORING || self.oracle.went_wrong() {
                return Err(NotExplored::NoTable);
            }
            if !self.oracle.turn() {
                break;
            }
        }
        DecisionTree::from_paths(&paths).ok_or(NotExplored::NoTable)
    }

    /// The tree of a yes/no condition.
    pub fn explore_condition(&self, condition: &Condition) -> Result<DecisionTree<bool>, NotExplored> {
        self.explore(condition, |outcome| outcome.as_bool().ok())
    }
}
