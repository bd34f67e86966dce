//! Common Expression Language: each condition parsed once and interpreted.

use cel::{Context, Program, Value};
use niokap::facts::{Answers, Schema};
use serde_json::Value as Json;

use crate::language::{Language, json, mark};
use crate::support::conditions::Written;
use crate::support::ways::Way;

const CEL: Language = Language { and: " && ", or: " || ", not: "!" };

/// The conditions, parsed.
pub fn compile(schema: &Schema, conditions: &[Written]) -> Vec<Program> {
    let compile = |condition: &Written| {
        let text = CEL.text(&condition.expression, schema);
        Program::compile(&text).unwrap_or_else(|error| panic!("{}: {error}\n{text}", condition.name))
    };
    conditions.iter().map(compile).collect()
}

/// The engine with its answers.
pub struct Cel {
    conditions: Vec<Program>,
    answers: Vec<Context<'static, 'static>>,
}

impl Cel {
    pub fn new(schema: &Schema, conditions: &[Written], sets: &[Answers]) -> Cel {
        let answers = sets.iter().map(|answers| context(json(schema, answers))).collect();
        Cel { conditions: compile(schema, conditions), answers }
    }
}

fn context(answers: Json) -> Context<'static, 'static> {
    let mut context = Context::default();
    let Json::Object(answers) = answers else { return context };
    for (name, value) in answers {
        context.add_variable_from_value(name, plain(value));
    }
    context
}

fn plain(value: Json) -> Value {
    match value {
        Json::Bool(yes) => Value::from(yes),
        Json::Number(number) => Value::from(number.as_i64().expect("a whole number")),
        Json::String(text) => Value::from(text),
        Json::Array(items) => Value::from(items.into_iter().map(plain).collect::<Vec<_>>()),
        other => panic!("an answer is never {other}"),
    }
}

impl Way for Cel {
    fn name(&self) -> &str {
        "CEL, interpreted"
    }

    fn evaluate(&self, set: usize, fired: &mut [u64]) {
        for (index, condition) in self.conditions.iter().enumerate() {
            let outcome = condition.execute(&self.answers[set]).expect("a condition runs");
            mark(fired, index, outcome == Value::Bool(true));
        }
    }
}
