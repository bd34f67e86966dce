//! A condition in a form that can be walked without the script engine.
//!
//! The engine parses every condition and runs it once for every way its tests can go, which is most of the time it takes
//! to load a pack. Nearly all conditions are tests of facts joined by and, or and not, and these are walked here instead:
//! the same tests are put to the same oracle in the same order, some hundred times faster. `parsed` makes formulas of
//! what the engine parsed, and gives none where it meets anything else.
//!
//! Formulas never fail and never report. Whatever is wrong with a condition, the engine finds and says: a walk that
//! cannot go on, or that comes near any of the engine's limits, is given up and the engine runs the condition.

use rhai::Dynamic;

use super::engine::{MOST_OPERATIONS_CONDITION, MOST_OPERATIONS_EXPLORING};
use super::oracle::Oracle;
use crate::decision::Test;

/// A condition that is true or false once its tests are answered.
#[derive(Clone, Debug)]
pub enum Formula {
    /// Always so.
    Constant(bool),
    /// One test of a fact.
    Test(Test),
    /// Tests that are put in order until one holds.
    OneOf(Vec<Test>),
    /// The opposite.
    Not(Box<Formula>),
    /// All of these; those after the first that does not hold are not asked.
    All(Vec<Formula>),
    /// At least one of these; those after the first that holds are not asked.
    Any(Vec<Formula>),
    /// What a helper function says, by its number in the host.
    Helper(usize),
}

/// What a function ends with.
#[derive(Clone, Debug)]
pub enum Ending {
    /// Yes or no.
    Formula(Formula),
    /// Always the same value.
    Value(Dynamic),
    /// One of two, as a condition says.
    Either(Formula, Box<Ending>, Box<Ending>),
}

/// Most operations that the engine takes for one step of a walk. No step takes half as many, as a test counts.
pub const OPERATIONS_A_STEP: u64 = 16;
/// Helper functions that may be inside each other: half as many as the engine allows.
const MOST_HELPERS: u32 = 8;

/// The walk was given up: the engine has to run the condition.
#[derive(Debug)]
pub struct GivenUp;

/// A walk through one function, on one or several of its ways.
pub struct Walk<'w> {
    oracle: &'w Oracle,
    helpers: &'w [Option<Ending>],
    /// Steps on the way at hand.
    steps: u64,
    /// Steps on all ways.
    all_steps: u64,
    inside: u32,
}

impl<'w> Walk<'w> {
    /// A walk that puts its tests to an oracle. `helpers` are the host's functions, those that could be read.
    pub fn new(oracle: &'w Oracle, helpers: &'w [Option<Ending>]) -> Walk<'w> {
        Walk { oracle, helpers, steps: 0, all_steps: 0, inside: 0 }
    }

    /// Walks one way, and gives what the function ends with there.
    pub fn once(&mut self, ending: &Ending) -> Result<Dynamic, GivenUp> {
        self.steps = 0;
        let outcome = self.ending(ending)?;
        self.all_steps += self.steps;
        let within = self.steps * OPERATIONS_A_STEP <= MOST_OPERATIONS_CONDITION
            && self.all_steps * OPERATIONS_A_STEP <= MOST_OPERATIONS_EXPLORING;
        if within { Ok(outcome) } else { Err(GivenUp) }
    }

    /// Steps on the last way.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    fn ending(&mut self, ending: &Ending) -> Result<Dynamic, GivenUp> {
        self.steps += 1;
        match ending {
            Ending::Formula(formula) => self.formula(formula).map(Dynamic::from),
            Ending::Value(value) => Ok(value.clone()),
            Ending::Either(condition, yes, no) => {
                let holds = self.formula(condition)?;
                self.ending(if holds { yes } else { no })
            }
        }
    }

    fn formula(&mut self, formula: &Formula) -> Result<bool, GivenUp> {
        self.steps += 1;
        match formula {
            Formula::Constant(outcome) => Ok(*outcome),
            Formula::Test(test) => {
                if let Test::OneOf { options, .. } = test {
                    self.steps += u64::from(options.count_ones());
                }
                self.ask(*test)
            }
            Formula::OneOf(tests) => {
                self.steps += tests.len() as u64;
                for test in tests {
                    if self.ask(*test)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Formula::Not(inner) => self.formula(inner).map(|outcome| !outcome),
            Formula::All(parts) => {
                for part in parts {
                    if !self.formula(part)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Formula::Any(parts) => {
                for part in parts {
                    if self.formula(part)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Formula::Helper(number) => {
                let helpers = self.helpers;
                let Some(Some(Ending::Formula(formula))) = helpers.get(*number) else { return Err(GivenUp) };
                self.inside += 1;
                let outcome = if self.inside > MOST_HELPERS { Err(GivenUp) } else { self.formula(formula) };
                self.inside -= 1;
                outcome
            }
        }
    }

    fn ask(&self, test: Test) -> Result<bool, GivenUp> {
        self.oracle.ask(test).map_err(|_| GivenUp)
    }
}
