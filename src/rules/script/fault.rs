//! What can go wrong in a rule when it runs, as data. `translate` makes the sentences.

use rhai::{Dynamic, EvalAltResult, Position};

/// A fault raised by our own vocabulary, carried through the script engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A fact that is not declared.
    UnknownFact {
        /// The name as written.
        name: String,
    },
    /// An option that the fact does not have.
    UnknownOption {
        /// The fact asked.
        fact: String,
        /// The option as written.
        option: String,
    },
    /// A comparison that the fact's kind does not have.
    WrongComparison {
        /// The fact asked.
        fact: String,
        /// What the fact is, in words ("ett tal").
        kind: &'static str,
        /// What it was compared with or asked, in words.
        with: String,
    },
    /// Two numbers compared with each other; runs on known answers but has no finite table.
    ComparesNumbers,
    /// A fact was needed whose value is not known. Only while running on known answers.
    NotKnown,
    /// An argument of an effect is out of its range.
    BadEffect {
        /// What is wrong, with the cure.
        message: String,
    },
    /// `regel` was called by a condition, where nobody would see the rule.
    RuleInside,
    /// The condition has more cases than a table may have.
    TooManyCases,
    /// The time or operations allowed were used up.
    TooLong,
}

impl Fault {
    /// As an error of the script engine, which adds the place.
    pub fn raise<T>(self) -> Result<T, Box<EvalAltResult>> {
        Err(Box::new(EvalAltResult::ErrorRuntime(Dynamic::from(self), Position::NONE)))
    }

    /// Reads a fault back from an error, however deep it lies.
    pub fn of(error: &EvalAltResult) -> Option<Fault> {
        match error {
            EvalAltResult::ErrorRuntime(payload, _) | EvalAltResult::ErrorTerminated(payload, _) => {
                payload.clone().try_cast::<Fault>()
            }
            EvalAltResult::ErrorInFunctionCall(_, _, inner, _) => Fault::of(inner),
            _ => None,
        }
    }
}
