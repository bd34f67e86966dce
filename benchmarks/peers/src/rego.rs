//! Rego: all conditions as one policy that gives the set of those that hold, interpreted and compiled for a virtual
//! machine.
//!
//! Rego has no `or` within a rule: a choice is a helper rule with several bodies.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use niokap::authoring::condition_expression::{Asked, Expression};
use niokap::facts::{Answers, Kind, Schema};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::Program;
use regorus::rvm::vm::RegoVM;
use regorus::{CompiledPolicy, Engine, Rc, Value};

use crate::language::mark;
use crate::support::conditions::Written;
use crate::support::native::sign;
use crate::support::ways::Way;

const ENTRY: &str = "data.pack.fired";

/// The policy as text while it is written.
struct Policy<'s> {
    schema: &'s Schema,
    helpers: String,
    count: usize,
}

impl Policy<'_> {
    /// What must hold, line by line in one body.
    fn body(&mut self, expression: &Expression) -> Vec<String> {
        match expression {
            Expression::All(parts) => parts.iter().flat_map(|part| self.body(part)).collect(),
            other => vec![self.line(other)],
        }
    }

    fn line(&mut self, expression: &Expression) -> String {
        match expression {
            Expression::Constant(outcome) => outcome.to_string(),
            Expression::Not(inner) => format!("not {}", self.call(inner)),
            Expression::All(_) => self.helper(std::slice::from_ref(expression)),
            Expression::Any(parts) => self.helper(parts),
            Expression::Ask(fact, asked) => {
                let declared = self.schema.fact(*fact);
                let name = format!("input.{}", declared.id);
                let quoted = |option: &usize| format!("\"{}\"", declared.kind.options()[*option].id);
                match asked {
                    Asked::Yes => format!("{name} == true"),
                    Asked::OneOf(options) => match options.as_slice() {
                        [only] => format!("{name} == {}", quoted(only)),
                        several => {
                            format!("{name} in {{{}}}", several.iter().map(quoted).collect::<Vec<_>>().join(", "))
                        }
                    },
                    Asked::HasAny(options) => match options.as_slice() {
                        [only] => format!("{} in {name}", quoted(only)),
                        several => {
                            let each = |option: &usize| Expression::Ask(*fact, Asked::HasAny(vec![*option]));
                            self.helper(&several.iter().map(each).collect::<Vec<_>>())
                        }
                    },
                    Asked::Number(comparison, number) => format!("{name} {} {number}", sign(*comparison)),
                }
            }
        }
    }

    /// Something that `not` can stand before.
    fn call(&mut self, expression: &Expression) -> String {
        match expression {
            Expression::All(_) | Expression::Not(_) => self.helper(std::slice::from_ref(expression)),
            other => self.line(other),
        }
    }

    /// A rule that holds if one of these does.
    fn helper(&mut self, choices: &[Expression]) -> String {
        let name = format!("part_{}", self.count);
        self.count += 1;
        for choice in choices {
            let body = self.body(choice).join("\n    ");
            let _ = writeln!(self.helpers, "{name} if {{\n    {body}\n}}");
        }
        name
    }
}

/// The policy as text.
fn text(schema: &Schema, conditions: &[Written]) -> String {
    let mut policy = Policy { schema, helpers: String::new(), count: 0 };
    let mut rules = String::new();
    for (index, condition) in conditions.iter().enumerate() {
        let body = policy.body(&condition.expression).join("\n    ");
        let _ = writeln!(rules, "# {}\nfired contains {index} if {{\n    {body}\n}}", condition.name);
    }
    format!("package pack\n\nimport rego.v1\n\n{}\n{rules}", policy.helpers)
}

/// The policy, parsed and prepared for interpretation.
pub fn policy(schema: &Schema, conditions: &[Written]) -> CompiledPolicy {
    let mut engine = Engine::new();
    engine.add_policy("pack.rego".to_owned(), text(schema, conditions)).expect("the policy parses");
    engine.compile_with_entrypoint(&Rc::from(ENTRY)).expect("the policy compiles")
}

/// The policy, compiled for the virtual machine.
pub fn program(schema: &Schema, conditions: &[Written]) -> Arc<Program> {
    Compiler::compile_from_policy(&policy(schema, conditions), &[ENTRY]).expect("the policy compiles")
}

/// Answers as values; those with several options as sets, which are looked up in faster than lists.
fn input(schema: &Schema, answers: &Answers) -> Value {
    let mut input = Value::new_object();
    let object = input.as_object_mut().expect("an object");
    for (fact, value) in answers.known() {
        let declared = schema.fact(fact);
        let value = value.as_json(declared);
        let value = match (&declared.kind, value.as_array()) {
            (Kind::Multi { .. }, Some(options)) => {
                let texts = options.iter().filter_map(|option| option.as_str());
                Value::from(texts.map(Value::from).collect::<BTreeSet<_>>())
            }
            _ => Value::from_json_str(&value.to_string()).expect("a value"),
        };
        object.insert(Value::from(declared.id.as_str()), value);
    }
    input
}

fn mark_all(found: &Value, fired: &mut [u64]) {
    for index in found.as_set().expect("a set of numbers") {
        mark(fired, index.as_u64().expect("a number") as usize, true);
    }
}

/// The interpreter with its answers.
pub struct Interpreted {
    policy: CompiledPolicy,
    answers: Vec<Value>,
}

impl Interpreted {
    pub fn new(schema: &Schema, conditions: &[Written], sets: &[Answers]) -> Interpreted {
        let answers = sets.iter().map(|answers| input(schema, answers)).collect();
        Interpreted { policy: policy(schema, conditions), answers }
    }
}

impl Way for Interpreted {
    fn name(&self) -> &str {
        "Rego, interpreted"
    }

    fn evaluate(&self, set: usize, fired: &mut [u64]) {
        mark_all(&self.policy.eval_with_input(self.answers[set].clone()).expect("the policy runs"), fired);
    }
}

/// The virtual machine with its answers.
pub struct VirtualMachine {
    machine: RefCell<RegoVM>,
    answers: Vec<Value>,
}

impl VirtualMachine {
    pub fn new(schema: &Schema, conditions: &[Written], sets: &[Answers]) -> VirtualMachine {
        let mut machine = RegoVM::new();
        machine.load_program(program(schema, conditions));
        let answers = sets.iter().map(|answers| input(schema, answers)).collect();
        VirtualMachine { machine: RefCell::new(machine), answers }
    }
}

impl Way for VirtualMachine {
    fn name(&self) -> &str {
        "Rego, virtual machine"
    }

    fn evaluate(&self, set: usize, fired: &mut [u64]) {
        let mut machine = self.machine.borrow_mut();
        machine.set_input(self.answers[set].clone());
        mark_all(&machine.execute().expect("the policy runs"), fired);
    }
}
