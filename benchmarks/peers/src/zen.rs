//! GoRules Zen: each condition an expression compiled to byte code, run on a virtual machine that is kept.

use std::cell::RefCell;

use niokap::facts::{Answers, Schema};
use zen_expression::expression::Standard;
use zen_expression::vm::VM;
use zen_expression::{Expression, Scope, Variable, compile_expression};

use crate::language::{Language, json, mark};
use crate::support::conditions::Written;
use crate::support::ways::Way;

const ZEN: Language = Language { and: " and ", or: " or ", not: "not " };

/// The conditions, compiled.
pub fn compile(schema: &Schema, conditions: &[Written]) -> Vec<Expression<Standard>> {
    let compile = |condition: &Written| {
        let text = ZEN.text(&condition.expression, schema);
        compile_expression(&text).unwrap_or_else(|error| panic!("{}: {error}\n{text}", condition.name))
    };
    conditions.iter().map(compile).collect()
}

/// The engine with its answers.
pub struct Zen {
    conditions: Vec<Expression<Standard>>,
    answers: Vec<Scope>,
    machine: RefCell<VM>,
}

impl Zen {
    pub fn new(schema: &Schema, conditions: &[Written], sets: &[Answers]) -> Zen {
        let answers = sets.iter().map(|answers| Scope::new(Variable::from(json(schema, answers)))).collect();
        Zen { conditions: compile(schema, conditions), answers, machine: RefCell::new(VM::new()) }
    }
}

impl Way for Zen {
    fn name(&self) -> &str {
        "Zen, compiled expressions"
    }

    fn evaluate(&self, set: usize, fired: &mut [u64]) {
        let mut machine = self.machine.borrow_mut();
        for (index, condition) in self.conditions.iter().enumerate() {
            let outcome = condition.evaluate_with_scope(&self.answers[set], &mut machine).expect("a condition runs");
            mark(fired, index, outcome.as_bool().expect("a condition gives yes or no"));
        }
    }
}
