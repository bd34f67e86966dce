//! A condition as its author wrote it: what is asked of which question, and how the answers are joined.
//!
//! Trees say what a condition does; this says how it was put, which is what a reader recognises. Helper functions are
//! put in where they are called. Whoever shows an expression makes sure with [`Expression::agrees_with`] that it says
//! exactly what the tree says, so that a misreading here can never reach a reader.

use std::collections::BTreeMap;

use crate::decision::{DecisionTree, Node, Possible, Test, Truth};
use crate::facts::{FactId, Schema, Value};

/// A comparison of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
}

impl Comparison {
    /// The comparison that holds exactly when this one does not.
    pub fn opposite(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::AtLeast,
            Comparison::AtLeast => Comparison::Less,
            Comparison::More => Comparison::AtMost,
            Comparison::AtMost => Comparison::More,
            Comparison::Equal => Comparison::NotEqual,
            Comparison::NotEqual => Comparison::Equal,
        }
    }

    /// The comparison seen from the other side.
    pub fn turned(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::More,
            Comparison::More => Comparison::Less,
            Comparison::AtMost => Comparison::AtLeast,
            Comparison::AtLeast => Comparison::AtMost,
            Comparison::Equal | Comparison::NotEqual => self,
        }
    }
}

/// What is asked of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The answer is yes.
    Yes,
    /// The answer is one of these options, by index.
    OneOf(Vec<usize>),
    /// The answer has at least one of these options, by index.
    HasAny(Vec<usize>),
    /// The number compares so.
    Number(Comparison, i64),
}

/// A condition, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// Always so.
    Constant(bool),
    /// Something asked of a question.
    Ask(FactId, Asked),
    /// The opposite.
    Not(Box<Expression>),
    /// All of these.
    All(Vec<Expression>),
    /// At least one of these.
    Any(Vec<Expression>),
}

/// A derivation: the first condition that holds gives the outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Derivation {
    /// A value, or that the question has to be asked.
    Outcome(Option<Value>),
    /// Cases in order, and what holds otherwise.
    Cases(Vec<(Expression, Derivation)>, Box<Derivation>),
}

/// Most steps of a comparison with a tree before it is given up.
const MOST_STEPS: usize = 200_000;

impl Expression {
    /// The tree as an expression: any of its ways to yes. `None` if there are more than a reader can take in.
    pub fn from_tree(tree: &DecisionTree<bool>) -> Option<Expression> {
        /// More ways than this are a table, not a sentence.
        const MOST_WAYS: usize = 12;
        let mut ways = Vec::new();
        let mut waiting = vec![(DecisionTree::<bool>::ROOT, Vec::new())];
        while let Some((node, way)) = waiting.pop() {
            match tree.node(node) {
                Node::Leaf(false) => {}
                Node::Leaf(true) => ways.push(joined(way)),
                Node::Test { test, yes, no } => {
                    let part = Expression::of_test(test);
                    let with = |part: Expression| way.iter().cloned().chain([part]).collect::<Vec<_>>();
                    waiting.push((no, with(Expression::Not(Box::new(part.clone())))));
                    waiting.push((yes, with(part)));
                }
            }
        }
        if ways.len() > MOST_WAYS {
            return None;
        }
        match ways.len() {
            0 => Some(Expression::Constant(false)),
            1 => ways.pop(),
            _ => Some(Expression::Any(ways)),
        }
    }

    fn of_test(test: Test) -> Expression {
        let asked = match test {
            Test::OneOf { options: 0b10, fact } => return Expression::Ask(fact, Asked::Yes),
            Test::OneOf { options, .. } => Asked::OneOf((0..64).filter(|index| options & (1 << index) != 0).collect()),
            Test::Has { option, .. } => Asked::HasAny(vec![usize::from(option)]),
            Test::AtLeast { number, .. } => Asked::Number(Comparison::AtLeast, number),
        };
        Expression::Ask(test.fact(), asked)
    }

    /// Whether the expression comes out as the tree does, whatever the answers.
    pub fn agrees_with(&self, tree: &DecisionTree<bool>, schema: &Schema) -> bool {
        agree(tree, schema, &|ask| self.evaluate(ask))
    }

    /// The outcome, or the first test whose answer is needed and not known.
    fn evaluate(&self, ask: &dyn Fn(Test) -> Truth) -> Result<bool, Test> {
        match self {
            Expression::Constant(outcome) => Ok(*outcome),
            Expression::Ask(fact, asked) => asked.evaluate(*fact, ask),
            Expression::Not(inner) => inner.evaluate(ask).map(|outcome| !outcome),
            Expression::All(parts) => every(parts, true, ask),
            Expression::Any(parts) => every(parts, false, ask),
        }
    }
}

impl Derivation {
    /// Whether the derivation comes out as the tree does, whatever the answers.
    pub fn agrees_with(&self, tree: &DecisionTree<Option<Value>>, schema: &Schema) -> bool {
        agree(tree, schema, &|ask| self.evaluate(ask))
    }

    fn evaluate(&self, ask: &dyn Fn(Test) -> Truth) -> Result<Option<Value>, Test> {
        match self {
            Derivation::Outcome(value) => Ok(*value),
            Derivation::Cases(cases, otherwise) => {
                for (condition, outcome) in cases {
                    if condition.evaluate(ask)? {
                        return outcome.evaluate(ask);
                    }
                }
                otherwise.evaluate(ask)
            }
        }
    }
}

fn joined(mut parts: Vec<Expression>) -> Expression {
    match parts.len() {
        0 => Expression::Constant(true),
        1 => parts.pop().unwrap_or(Expression::Constant(true)),
        _ => Expression::All(parts),
    }
}

/// All of the parts (`all`), or any of them, in the order they are written.
fn every(parts: &[Expression], all: bool, ask: &dyn Fn(Test) -> Truth) -> Result<bool, Test> {
    for part in parts {
        if part.evaluate(ask)? != all {
            return Ok(!all);
        }
    }
    Ok(all)
}

impl Asked {
    fn evaluate(&self, fact: FactId, ask: &dyn Fn(Test) -> Truth) -> Result<bool, Test> {
        let answer = |test: Test| match ask(test) {
            Truth::True => Ok(true),
            Truth::False => Ok(false),
            Truth::Open => Err(test),
        };
        let at_least = |number: i64| answer(Test::AtLeast { fact, number });
        match self {
            Asked::Yes => answer(Test::is_yes(fact)),
            Asked::OneOf(options) => {
                answer(Test::OneOf { fact, options: options.iter().fold(0, |bits, index| bits | 1 << index) })
            }
            Asked::HasAny(options) => {
                for option in options {
                    // INVARIANT: a multi fact has at most 32 options (the loader checks).
                    if answer(Test::Has { fact, option: *option as u8 })? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Asked::Number(comparison, number) => {
                let above = number.saturating_add(1);
                match comparison {
                    Comparison::AtLeast => at_least(*number),
                    Comparison::Less => at_least(*number).map(|more| !more),
                    Comparison::More => at_least(above),
                    Comparison::AtMost => at_least(above).map(|more| !more),
                    Comparison::Equal => Ok(at_least(*number)? && !at_least(above)?),
                    Comparison::NotEqual => Ok(!at_least(*number)? || at_least(above)?),
                }
            }
        }
    }
}

/// What the answers on a way through a tree leave possible.
type Narrowed = BTreeMap<FactId, Possible>;

fn possible(narrowed: &Narrowed, schema: &Schema, fact: FactId) -> Possible {
    narrowed.get(&fact).copied().unwrap_or_else(|| Possible::everything(&schema.fact(fact).kind))
}

/// Whether a test comes out the same for everything that is still possible.
fn truth(narrowed: &Narrowed, schema: &Schema, test: Test) -> Truth {
    possible(narrowed, schema, test.fact()).truth(test, &schema.fact(test.fact()).kind)
}

fn narrow(narrowed: &Narrowed, schema: &Schema, test: Test, outcome: bool) -> Narrowed {
    let mut further = narrowed.clone();
    further.insert(test.fact(), possible(narrowed, schema, test.fact()).narrow(test, outcome));
    further
}

type Evaluate<'e, L> = dyn Fn(&dyn Fn(Test) -> Truth) -> Result<L, Test> + 'e;

/// Whether a tree and a function of the same tests have the same outcome everywhere.
fn agree<L: Copy + PartialEq>(tree: &DecisionTree<L>, schema: &Schema, evaluate: &Evaluate<'_, L>) -> bool {
    let mut steps = 0;
    let mut waiting = vec![(DecisionTree::<L>::ROOT, Narrowed::new())];
    while let Some((node, narrowed)) = waiting.pop() {
        match tree.node(node) {
            Node::Leaf(leaf) => {
                if !always(leaf, narrowed, schema, evaluate, &mut steps) {
                    return false;
                }
            }
            Node::Test { test, yes, no } => {
                waiting.push((no, narrow(&narrowed, schema, test, false)));
                waiting.push((yes, narrow(&narrowed, schema, test, true)));
            }
        }
    }
    true
}

/// Whether the function has this outcome for everything that is still possible.
fn always<L: Copy + PartialEq>(
    leaf: L,
    narrowed: Narrowed,
    schema: &Schema,
    evaluate: &Evaluate<'_, L>,
    steps: &mut usize,
) -> bool {
    let mut waiting = vec![narrowed];
    while let Some(narrowed) = waiting.pop() {
        *steps += 1;
        if *steps > MOST_STEPS {
            return false;
        }
        match evaluate(&|test| truth(&narrowed, schema, test)) {
            Ok(outcome) if outcome == leaf => {}
            Ok(_) => return false,
            Err(test) => waiting.extend([true, false].map(|outcome| narrow(&narrowed, schema, test, outcome))),
        }
    }
    true
}
