//! A condition as text in a language of expressions.

use niokap::authoring::condition_expression::{Asked, Expression};
use niokap::facts::{Answers, Fact, Schema};
use serde_json::Value as Json;

use crate::support::native::sign;

/// How a language writes what conditions are made of. Every part is given and returned such that it can be joined.
pub struct Language {
    /// Between parts that must all hold.
    pub and: &'static str,
    /// Between parts of which one is enough.
    pub or: &'static str,
    /// Before a part that must not hold.
    pub not: &'static str,
}

impl Language {
    /// An expression, within parentheses where it has several parts.
    pub fn text(&self, expression: &Expression, schema: &Schema) -> String {
        let joined = |parts: &[Expression], sign: &str| {
            let parts: Vec<String> = parts.iter().map(|part| self.text(part, schema)).collect();
            format!("({})", parts.join(sign))
        };
        match expression {
            Expression::Constant(outcome) => outcome.to_string(),
            Expression::Not(inner) => format!("{}({})", self.not, self.text(inner, schema)),
            Expression::All(parts) => joined(parts, self.and),
            Expression::Any(parts) => joined(parts, self.or),
            Expression::Ask(fact, asked) => self.asked(schema.fact(*fact), asked),
        }
    }

    fn asked(&self, fact: &Fact, asked: &Asked) -> String {
        let name = &fact.id;
        let quoted = |option: &usize| format!("\"{}\"", fact.kind.options()[*option].id);
        match asked {
            Asked::Yes => name.clone(),
            Asked::OneOf(options) => match options.as_slice() {
                [only] => format!("({name} == {})", quoted(only)),
                several => format!("({name} in [{}])", several.iter().map(quoted).collect::<Vec<_>>().join(", ")),
            },
            Asked::HasAny(options) => {
                let each: Vec<String> = options.iter().map(|option| format!("{} in {name}", quoted(option))).collect();
                format!("({})", each.join(self.or))
            }
            Asked::Number(comparison, number) => format!("({name} {} {number})", sign(*comparison)),
        }
    }
}

/// Answers as JSON: options by their ids, several as a list.
pub fn json(schema: &Schema, answers: &Answers) -> Json {
    let known = answers.known().map(|(fact, value)| (schema.fact(fact).id.clone(), value.as_json(schema.fact(fact))));
    Json::Object(known.collect())
}

/// Sets the bit of a condition that holds.
pub fn mark(fired: &mut [u64], index: usize, holds: bool) {
    fired[index / 64] |= u64::from(holds) << (index % 64);
}
