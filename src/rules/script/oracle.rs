//! Answers a condition's questions about facts, and remembers which were put.
//!
//! A running condition never sees a value: `f.uppgift` is only a name, and every comparison becomes a [`Test`] put to
//! the oracle. While a condition is explored the oracle answers each open test first with yes and, on a later run, with
//! no, so that all ways through the condition are walked.

use std::cell::RefCell;
use std::sync::Arc;

use super::fault::Fault;
use crate::decision::{Possible, Test, Truth};
use crate::facts::{Answers, FactId, Schema, Value};

/// Most rows a decision table may have.
pub const MOST_CASES: usize = 4096;

/// A condition's counterpart while it runs.
pub struct Oracle {
    schema: Arc<Schema>,
    state: RefCell<State>,
}

enum State {
    /// Walking all ways through a condition.
    Exploring { possible: Vec<Possible>, touched: Vec<FactId>, path: Vec<(Test, bool)>, at: usize, wrong: bool },
    /// Running on what is known.
    Known(Answers),
}

impl Oracle {
    /// An oracle that explores, beginning with yes to every open test.
    pub fn exploring(schema: &Arc<Schema>) -> Oracle {
        let possible = schema.facts().iter().map(|fact| Possible::everything(&fact.kind)).collect();
        let state = State::Exploring { possible, touched: Vec::new(), path: Vec::new(), at: 0, wrong: false };
        Oracle { schema: Arc::clone(schema), state: RefCell::new(state) }
    }

    /// An oracle that answers from known values, and faults on unknown ones.
    pub fn known(schema: &Arc<Schema>, answers: Answers) -> Oracle {
        Oracle { schema: Arc::clone(schema), state: RefCell::new(State::Known(answers)) }
    }

    /// The facts that can be asked about.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Answers one test.
    pub fn ask(&self, test: Test) -> Result<bool, Fault> {
        let kind = &self.schema.fact(test.fact()).kind;
        match &mut *self.state.borrow_mut() {
            State::Known(answers) => answers.value(test.fact()).map(|value| test.holds(value)).ok_or(Fault::NotKnown),
            State::Exploring { possible, touched, path, at, wrong } => {
                let Some(slot) = possible.get_mut(test.fact().index()) else { return Err(Fault::NotKnown) };
                match slot.truth(test, kind) {
                    Truth::True => return Ok(true),
                    Truth::False => return Ok(false),
                    Truth::Open => {}
                }
                let outcome = match path.get(*at) {
                    Some((planned, outcome)) => {
                        *wrong |= *planned != test;
                        *outcome
                    }
                    None => {
                        path.push((test, true));
                        true
                    }
                };
                *at += 1;
                *slot = slot.narrow(test, outcome);
                touched.push(test.fact());
                Ok(outcome)
            }
        }
    }

    /// The values of two facts, for a comparison between them. Only on known answers.
    pub fn pair(&self, left: FactId, right: FactId) -> Result<(Value, Value), Fault> {
        match &*self.state.borrow() {
            State::Known(answers) => answers.value(left).zip(answers.value(right)).ok_or(Fault::NotKnown),
            State::Exploring { .. } => Err(Fault::ComparesNumbers),
        }
    }

    /// The path just walked.
    pub fn path(&self) -> Vec<(Test, bool)> {
        match &*self.state.borrow() {
            State::Exploring { path, .. } => path.clone(),
            State::Known(_) => Vec::new(),
        }
    }

    /// Turns to the next path: the last test still answered yes gets no. Returns false when all are walked.
    pub fn turn(&self) -> bool {
        self.rewind();
        let mut state = self.state.borrow_mut();
        let State::Exploring { path, .. } = &mut *state else { return false };
        while let Some((test, outcome)) = path.pop() {
            if outcome {
                path.push((test, false));
                return true;
            }
        }
        false
    }

    /// Goes back to the beginning of the path, with every value possible again.
    fn rewind(&self) {
        let State::Exploring { possible, touched, at, .. } = &mut *self.state.borrow_mut() else { return };
        for fact in touched.drain(..) {
            if let Some(slot) = possible.get_mut(fact.index()) {
                *slot = Possible::everything(&self.schema.fact(fact).kind);
            }
        }
        *at = 0;
    }

    /// Whether a later run asked other questions than the run before it: the condition is no function of the facts.
    pub fn went_wrong(&self) -> bool {
        matches!(&*self.state.borrow(), State::Exploring { wrong: true, .. })
    }

    /// Makes the oracle ready for another condition.
    pub fn reset(&self) {
        self.rewind();
        if let State::Exploring { path, wrong, .. } = &mut *self.state.borrow_mut() {
            path.clear();
            *wrong = false;
        }
    }
}
