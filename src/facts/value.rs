//! The value of an answered fact.

use super::schema::{Fact, Kind};

/// The value of one fact, in the terms of its [`Kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A yes/no answer.
    Bool(bool),
    /// The index of the chosen option.
    Choice(usize),
    /// The chosen options of a multi fact, one bit each.
    Multi(u32),
    /// A number in the unit of the fact.
    Int(i64),
}

impl Value {
    /// The answer as a person would write it: `ja`, an option's label, a number with its unit.
    pub fn in_words(self, fact: &Fact) -> String {
        match (self, &fact.kind) {
            (Value::Bool(yes), _) => if yes { "ja" } else { "nej" }.to_owned(),
            (Value::Choice(index), Kind::Choice { options }) => {
                options.get(index).map_or_else(String::new, |option| option.label.clone())
            }
            (Value::Multi(mask), Kind::Multi { options, .. }) => crate::text::join_and(
                &options
                    .iter()
                    .enumerate()
                    .filter(|(index, _)| mask & (1 << index) != 0)
                    .map(|(_, option)| option.label.as_str())
                    .collect::<Vec<_>>(),
            ),
            (Value::Int(number), Kind::Int { unit, .. }) => match unit.as_deref() {
                Some("%") => format!("{} %", crate::text::number(number)),
                Some(unit) => crate::text::with_unit(number, unit),
                None => crate::text::number(number),
            },
            // A value is only ever made for its own fact's kind; an empty text is the harmless answer otherwise.
            _ => String::new(),
        }
    }

    /// The answer as a scenario file writes it, without quotes for numbers and yes/no.
    pub fn as_json(self, fact: &Fact) -> serde_json::Value {
        match (self, &fact.kind) {
            (Value::Bool(yes), _) => yes.into(),
            (Value::Int(number), _) => number.into(),
            (Value::Choice(index), Kind::Choice { options }) => {
                options.get(index).map_or(serde_json::Value::Null, |option| option.id.clone().into())
            }
            (Value::Multi(mask), Kind::Multi { options, .. }) => options
                .iter()
                .enumerate()
                .filter(|(index, _)| mask & (1 << index) != 0)
                .map(|(_, option)| serde_json::Value::from(option.id.clone()))
                .collect(),
            _ => serde_json::Value::Null,
        }
    }
}
