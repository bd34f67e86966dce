//! Exploration: a scripted condition as the decision tree it is.
//!
//! The condition is run once for every way its comparisons can go: by its formula where it has one, else by the script
//! engine, which is much slower and gives the same tree. The [`Oracle`] answers each open test first with
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
use super::formula::{GivenUp, Walk};
use super::host::{Condition, Host};
use super::oracle::{MOST_CASES, Oracle};
use crate::decision::{DecisionTree, Test};

/// One row: the outcomes of tests, and what the condition ended with.
type Row = (Vec<(Test, bool)>, Dynamic);

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

/// The rows of an explored condition.
#[derive(Clone, Debug)]
pub struct Explored(Vec<Row>);

impl Explored {
    /// The tree whose ends are made by `leaf`.
    pub fn tree<L: Copy + PartialEq>(
        self,
        leaf: impl Fn(&Dynamic) -> Option<L>,
    ) -> Result<DecisionTree<L>, NotExplored> {
        let mut paths = Vec::with_capacity(self.0.len());
        for (path, outcome) in self.0 {
            let Some(end) = leaf(&outcome) else { return Err(NotExplored::BadOutcome(outcome)) };
            paths.push((path, end));
        }
        DecisionTree::from_paths(&paths).ok_or(NotExplored::NoTable)
    }

    /// The tree of a yes/no condition.
    pub fn condition(self) -> Result<DecisionTree<bool>, NotExplored> {
        self.tree(|outcome| outcome.as_bool().ok())
    }
}

impl<'a> Explorer<'a> {
    /// An explorer for a host.
    pub fn new(host: &'a Host) -> Explorer<'a> {
        Explorer { host, oracle: Rc::new(Oracle::exploring(host.schema())) }
    }

    /// Explores one condition.
    pub fn explore(&self, condition: &Condition) -> Result<Explored, NotExplored> {
        self.by_formula(condition).map_or_else(|| self.by_engine(condition), Ok)
    }

    /// Explores a condition without the script engine. `None`: it has no formula, or something is wrong with it that the
    /// engine has to tell.
    pub fn by_formula(&self, condition: &Condition) -> Option<Explored> {
        let ending = condition.ending()?;
        let mut walk = Walk::new(&self.oracle, self.host.helper_endings());
        self.rows(|| walk.once(ending).map_err(|GivenUp| NotExplored::NoTable)).ok()
    }

    /// Explores a condition by running it in the script engine.
    pub fn by_engine(&self, condition: &Condition) -> Result<Explored, NotExplored> {
        let mut spent = 0;
        self.rows(|| {
            let outcome = self.host.run(condition, &self.oracle).map_err(failed)?;
            spent += self.host.spent();
            if spent > MOST_OPERATIONS_EXPLORING { Err(NotExplored::NoTable) } else { Ok(outcome) }
        })
    }

    /// The rows that runs on all ways give.
    fn rows(&self, mut run: impl FnMut() -> Result<Dynamic, NotExplored>) -> Result<Explored, NotExplored> {
        self.oracle.reset();
        let mut rows = Vec::new();
        loop {
            let outcome = run()?;
            rows.push((self.oracle.path(), outcome));
            if rows.len() > MOST_CASES || self.oracle.went_wrong() {
                return Err(NotExplored::NoTable);
            }
            if !self.oracle.turn() {
                return Ok(Explored(rows));
            }
        }
    }
}

fn failed(error: Box<EvalAltResult>) -> NotExplored {
    match Fault::of(&error) {
        Some(Fault::ComparesNumbers) => NotExplored::ComparesNumbers(error),
        _ => NotExplored::Failed(error),
    }
}
