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

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use rhai::{AST, Dynamic, Engine, EvalAltResult, FnPtr, Scope};

use super::engine::{Budget, MOST_OPERATIONS_EXPLORING};
use super::fault::Fault;
use super::host::{Condition, Host};
use super::oracle::{MOST_CASES, Oracle};
use super::vocabulary::{Facts, Steering};
use crate::decision::{DecisionTree, Test};

/// One row: the outcomes of tests, and what the condition ended with.
type Row = (Vec<(Test, bool)>, Dynamic);

/// Explores conditions of one pack, reusing its memory between them.
pub struct Explorer<'a> {
    host: &'a Host,
    oracle: Rc<Oracle>,
    steering: Option<AST>,
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
        // Compiled by an engine of its own, since rules have no loops.
        let steering = Engine::new_raw().compile("while fler(s) { klar(s, villkor(s).call(f)); }").ok();
        Explorer { host, oracle: Rc::new(Oracle::exploring(host.schema())), steering }
    }

    /// Explores one condition.
    pub fn explore(&self, condition: &Condition) -> Result<Explored, NotExplored> {
        self.oracle.reset();
        let mut rows = Vec::new();
        let mut spent = 0;
        loop {
            let outcome = self.host.run(condition, &self.oracle).map_err(failed)?;
            rows.push((self.oracle.path(), outcome));
            spent += self.host.spent();
            if rows.len() > MOST_CASES || spent > MOST_OPERATIONS_EXPLORING || self.oracle.went_wrong() {
                return Err(NotExplored::NoTable);
            }
            if !self.oracle.turn() {
                return Ok(Explored(rows));
            }
        }
    }

    /// Explores many conditions of one compiled text, in order, up to the first that fails. Much faster than one by one.
    pub fn explore_all(&self, conditions: &[Condition]) -> Vec<Result<Explored, NotExplored>> {
        let Some(steering) = &self.steering else {
            return conditions.iter().map(|condition| self.explore(condition)).collect();
        };
        let Some(first) = conditions.first() else { return Vec::new() };
        // The steering text has to hold the functions that it calls; they all come from one compiled text.
        let steering = &steering.merge(&first.functions());
        let run = Rc::new(RefCell::new(Run::new(conditions, &self.oracle, self.host.budget())));
        self.oracle.reset();
        let mut scope = Scope::new();
        scope.push("s", steering_of(&run, self.host));
        scope.push("f", Facts(Rc::clone(&self.oracle)));
        if let Err(error) = self.host.steer(steering, &mut scope) {
            run.borrow_mut().end(Err(failed(error)));
        }
        run.take().done
    }
}

fn failed(error: Box<EvalAltResult>) -> NotExplored {
    match Fault::of(&error) {
        Some(Fault::ComparesNumbers) => NotExplored::ComparesNumbers(error),
        _ => NotExplored::Failed(error),
    }
}

/// The state of exploring many conditions.
#[derive(Default)]
struct Run {
    waiting: VecDeque<FnPtr>,
    rows: Vec<Row>,
    done: Vec<Result<Explored, NotExplored>>,
    oracle: Option<Rc<Oracle>>,
    budget: Option<Budget>,
    /// Operations that the condition at hand has taken on all its ways.
    spent: u64,
}

impl Run {
    fn new(conditions: &[Condition], oracle: &Rc<Oracle>, budget: Budget) -> Run {
        let waiting = conditions.iter().map(|condition| condition.function().clone()).collect();
        Run { waiting, oracle: Some(Rc::clone(oracle)), budget: Some(budget), ..Run::default() }
    }

    /// Takes one row, and goes on to the next way or the next condition.
    fn take_row(&mut self, outcome: Dynamic) {
        let Some(oracle) = self.oracle.clone() else { return };
        self.rows.push((oracle.path(), outcome));
        self.spent += self.budget.as_ref().map_or(0, Budget::spent);
        if self.rows.len() > MOST_CASES || self.spent > MOST_OPERATIONS_EXPLORING || oracle.went_wrong() {
            self.end(Err(NotExplored::NoTable));
            self.waiting.clear();
        } else if !oracle.turn() {
            let rows = std::mem::take(&mut self.rows);
            self.end(Ok(Explored(rows)));
            oracle.reset();
        }
    }

    fn end(&mut self, outcome: Result<Explored, NotExplored>) {
        self.waiting.pop_front();
        self.rows.clear();
        self.spent = 0;
        self.done.push(outcome);
    }
}

/// What the steering text calls.
fn steering_of(run: &Rc<RefCell<Run>>, host: &Host) -> Steering {
    let (more, next, take) = (Rc::clone(run), Rc::clone(run), Rc::clone(run));
    let budget = host.budget();
    Steering {
        more: Rc::new(move || !more.borrow().waiting.is_empty()),
        next: Rc::new(move || {
            budget.renew();
            next.borrow().waiting.front().cloned()
        }),
        take: Rc::new(move |outcome| take.borrow_mut().take_row(outcome)),
    }
}
