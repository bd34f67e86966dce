//! What is known: one state of knowing per fact.
//!
//! *Vet ej* and *not asked yet* are different states; *not relevant* is not stored at all, since it follows from other
//! answers (see `decision::relevance`). An answer whose question stops being relevant therefore stays here untouched
//! and counts again if the question becomes relevant again.

use super::schema::{FactId, Schema};
use super::value::Value;

/// How a fact's value came to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// The user answered.
    User,
    /// Counted from the partners of the scenario.
    Partners,
    /// Computed from the scenario's date and start date.
    Start,
}

/// The state of knowing of one fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// Nobody has answered.
    #[default]
    NotAsked,
    /// Answered *vet ej*. Never the same as no.
    Unknown,
    /// Answered.
    Known(Value, Provenance),
}

impl Answer {
    /// The value, where there is one.
    pub fn value(self) -> Option<Value> {
        match self {
            Answer::Known(value, _) => Some(value),
            Answer::NotAsked | Answer::Unknown => None,
        }
    }
}

/// The answers of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    states: Vec<Answer>,
}

impl Answers {
    /// No answers to any fact of the schema.
    pub fn none(schema: &Schema) -> Answers {
        Answers { states: vec![Answer::NotAsked; schema.facts().len()] }
    }

    /// The state of one fact.
    pub fn get(&self, fact: FactId) -> Answer {
        self.states.get(fact.index()).copied().unwrap_or_default()
    }

    /// The value of one fact, if known.
    pub fn value(&self, fact: FactId) -> Option<Value> {
        self.get(fact).value()
    }

    /// Sets the state of one fact.
    pub fn set(&mut self, fact: FactId, answer: Answer) {
        if let Some(state) = self.states.get_mut(fact.index()) {
            *state = answer;
        }
    }

    /// These answers with one changed.
    pub fn with(&self, fact: FactId, value: Value) -> Answers {
        let mut changed = self.clone();
        changed.set(fact, Answer::Known(value, Provenance::User));
        changed
    }

    /// Every fact with a known value, in order of declaration.
    pub fn known(&self) -> impl Iterator<Item = (FactId, Value)> + '_ {
        self.iter().filter_map(|(fact, answer)| answer.value().map(|value| (fact, value)))
    }

    /// Every fact with its state, in order of declaration.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, Answer)> + '_ {
        // INVARIANT: as many states as the schema has facts, which fit in u16.
        self.states.iter().enumerate().map(|(index, state)| (FactId(index as u16), *state))
    }
}
