//! From trees over answers to tables over classes of answers.
//!
//! Two answers to a question are alike when no tree of the pack tells them apart. Each question thus has a few classes
//! of answers (the bands of a number, the options of a choice, the combinations of those options of a multi fact that
//! somebody asks about), and every tree is a small table over classes. The analysis sees nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::evaluate::Determination;
use super::possible::lowest_bits;
use super::test::Test;
use super::tree::{DecisionTree, Node, NodeId};
use crate::analysis::model::{self, Axis, Cell, Table};
use crate::facts::{FactId, Kind, Schema, Value};

/// A class of answers that no tree tells apart.
#[derive(Clone, Debug)]
pub struct Class {
    /// One answer of the class, for witnesses.
    pub example: Value,
    /// How many answers it holds: options or combinations of options; a band of numbers counts as one.
    pub weight: u64,
}

/// A question that some tree reads, with its classes.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The fact.
    pub fact: FactId,
    /// Its classes in a fixed order.
    pub classes: Vec<Class>,
    tests: Vec<Test>,
    by_signature: BTreeMap<Signature, u16>,
}

impl Variable {
    /// The class a value belongs to.
    pub fn class_of(&self, value: Value) -> Option<u16> {
        self.by_signature.get(&signature(&self.tests, value)).copied()
    }
}

/// Every question that some tree reads, and how trees become tables.
#[derive(Clone, Debug)]
pub struct Space {
    variables: Vec<Variable>,
    of_fact: Vec<Option<usize>>,
}

/// A tree with more rows than a table may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// Which tests of a question a value passes, a bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Signature {
    first: u64,
    /// Those after the first 64; few questions have so many.
    rest: Vec<u64>,
}

fn signature(tests: &[Test], value: Value) -> Signature {
    let bits =
        |tests: &[Test]| tests.iter().zip(0..).fold(0, |bits, (test, at)| bits | u64::from(test.holds(value)) << at);
    let (first, rest) = tests.split_at(tests.len().min(64));
    Signature { first: bits(first), rest: rest.chunks(64).map(bits).collect() }
}

impl Space {
    /// The space of all facts that the trees, or the determinations of the facts they read, test.
    ///
    /// With `known`, a fact whose value is known has that value's class alone, which keeps the space of one case small.
    pub fn new<'a>(
        schema: &Schema,
        determinations: &[Determination],
        trees: impl Iterator<Item = &'a DecisionTree<bool>>,
        known: impl Fn(FactId) -> Option<Value>,
    ) -> Space {
        let mut tests: BTreeMap<FactId, BTreeSet<Test>> = BTreeMap::new();
        let mut waiting: Vec<FactId> = Vec::new();
        let mut add = |found: BTreeSet<Test>, waiting: &mut Vec<FactId>| {
            for test in found {
                waiting.push(test.fact());
                tests.entry(test.fact()).or_default().insert(test);
            }
        };
        for tree in trees {
            add(tree.tests(), &mut waiting);
        }
        let mut seen: BTreeSet<FactId> = BTreeSet::new();
        while let Some(fact) = waiting.pop() {
            if seen.insert(fact)
                && let Some(determination) = determinations.get(fact.index())
            {
                for found in determination.derived.iter().map(DecisionTree::tests) {
                    add(found, &mut waiting);
                }
                for found in determination.ask_when.iter().map(DecisionTree::tests) {
                    add(found, &mut waiting);
                }
            }
        }
        let mut of_fact = vec![None; schema.facts().len()];
        let mut variables = Vec::new();
        for (fact, tests) in tests {
            if let Some(slot) = of_fact.get_mut(fact.index()) {
                *slot = Some(variables.len());
            }
            variables.push(variable(fact, &schema.fact(fact).kind, tests.into_iter().collect(), known(fact)));
        }
        Space { variables, of_fact }
    }

    /// The questions, in the order of facts.
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// The variable of a fact, if any tree reads it.
    pub fn variable(&self, fact: FactId) -> Option<usize> {
        self.of_fact.get(fact.index()).copied().flatten()
    }

    /// A tree as a table over classes.
    pub fn table(&self, tree: &DecisionTree<bool>) -> Result<Table, TooLarge> {
        let frame = self.frame(&tree.tests(), |look| residual(tree, DecisionTree::<bool>::ROOT, look))?;
        let cells =
            frame.cells(|local| holds(tree, DecisionTree::<bool>::ROOT, &mut |test| frame.look(self, local, test)));
        Ok(Table { axes: frame.axes, cells })
    }

    /// How a fact is determined, as a table over classes; `None` if nothing determines it.
    pub fn determination(
        &self,
        variable: usize,
        determination: &Determination,
    ) -> Result<Option<model::Determination>, TooLarge> {
        let Some(own) = self.variables.get(variable) else { return Ok(None) };
        let mut tests = BTreeSet::new();
        tests.extend(determination.derived.iter().flat_map(DecisionTree::tests));
        tests.extend(determination.ask_when.iter().flat_map(DecisionTree::tests));
        if determination.derived.is_none() && determination.ask_when.is_none() {
            return Ok(None);
        }
        let frame = self.frame(&tests, |look| {
            let derived = determination.derived.as_ref();
            let derived = derived.map(|tree| residual(tree, DecisionTree::<Option<Value>>::ROOT, look));
            let asked = determination.ask_when.as_ref();
            (derived, asked.map(|tree| residual(tree, DecisionTree::<bool>::ROOT, look)))
        })?;
        let cells = frame.cells(|local| {
            let mut look = |test| frame.look(self, local, test);
            let derived = determination
                .derived
                .as_ref()
                .and_then(|tree| agreed(tree, DecisionTree::<Option<Value>>::ROOT, &mut look))
                .and_then(|value| own.class_of(value));
            if let Some(class) = derived {
                return Cell::Fixed(class);
            }
            match &determination.ask_when {
                Some(tree) if !holds(tree, DecisionTree::<bool>::ROOT, &mut look) => Cell::Irrelevant,
                _ => Cell::Free,
            }
        });
        Ok(Some(model::Determination { axes: frame.axes, cells }))
    }

    /// The axes of a table with these tests. Classes that leave the same residual of what is tabulated share a local
    /// class; the last local class of every axis stands for "not relevant".
    fn frame<K: PartialEq>(
        &self,
        tests: &BTreeSet<Test>,
        residual: impl Fn(&dyn Fn(Test) -> Option<bool>) -> K,
    ) -> Result<Frame, TooLarge> {
        let mut by_variable: BTreeMap<usize, Vec<Test>> = BTreeMap::new();
        for test in tests {
            if let Some(variable) = self.variable(test.fact()) {
                by_variable.entry(variable).or_default().push(*test);
            }
        }
        let mut frame = Frame { axes: Vec::new(), examples: Vec::new() };
        let mut product = 1usize;
        for (index, tests) in by_variable {
            let Some(variable) = self.variables.get(index) else { continue };
            let mut by_signature: BTreeMap<Signature, usize> = BTreeMap::new();
            let mut residuals: Vec<K> = Vec::new();
            let mut examples: Vec<Value> = Vec::new();
            let mut local = Vec::with_capacity(variable.classes.len() + 1);
            for class in &variable.classes {
                let signature = signature(&tests, class.example);
                let known = by_signature.get(&signature).copied();
                let position = known.unwrap_or_else(|| {
                    let look = |test: Test| (test.fact() == variable.fact).then(|| test.holds(class.example));
                    let left = residual(&look);
                    let position = residuals.iter().position(|known| *known == left).unwrap_or_else(|| {
                        residuals.push(left);
                        examples.push(class.example);
                        residuals.len() - 1
                    });
                    by_signature.insert(signature, position);
                    position
                });
                local.push(u16::try_from(position).map_err(|_| TooLarge)?);
            }
            local.push(u16::try_from(residuals.len()).map_err(|_| TooLarge)?);
            product = product.saturating_mul(residuals.len() + 1);
            if product > model::MAXIMUM_CELLS {
                return Err(TooLarge);
            }
            frame.axes.push(Axis { variable: index, local, size: residuals.len() + 1 });
            frame.examples.push(examples);
        }
        Ok(frame)
    }
}

/// The axes of a table, with one answer of each local class.
struct Frame {
    axes: Vec<Axis>,
    examples: Vec<Vec<Value>>,
}

impl Frame {
    /// One cell per combination of local classes, the last axis running fastest.
    fn cells<T>(&self, mut cell: impl FnMut(&[usize]) -> T) -> Vec<T> {
        let total = self.axes.iter().map(|axis| axis.size).product();
        let mut local = vec![0; self.axes.len()];
        let mut found = Vec::with_capacity(total);
        for _ in 0..total {
            found.push(cell(&local));
            for (digit, axis) in local.iter_mut().zip(&self.axes).rev() {
                *digit += 1;
                if *digit < axis.size {
                    break;
                }
                *digit = 0;
            }
        }
        found
    }

    /// How a test comes out in a cell; `None` where its fact is not relevant.
    fn look(&self, space: &Space, local: &[usize], test: Test) -> Option<bool> {
        let variable = space.variable(test.fact())?;
        let axis = self.axes.iter().position(|axis| axis.variable == variable)?;
        let example = self.examples.get(axis)?.get(*local.get(axis)?)?;
        Some(test.holds(*example))
    }
}

/// What is left of a tree when some tests are decided.
#[derive(Clone, Debug, PartialEq)]
enum Residual<L> {
    Leaf(L),
    Test(Test, Box<(Residual<L>, Residual<L>)>),
}

fn residual<L: Copy + PartialEq>(
    tree: &DecisionTree<L>,
    node: NodeId,
    look: &dyn Fn(Test) -> Option<bool>,
) -> Residual<L> {
    match tree.node(node) {
        Node::Leaf(leaf) => Residual::Leaf(leaf),
        Node::Test { test, yes, no } => match look(test) {
            Some(true) => residual(tree, yes, look),
            Some(false) => residual(tree, no, look),
            None => {
                let (yes, no) = (residual(tree, yes, look), residual(tree, no, look));
                if yes == no { yes } else { Residual::Test(test, Box::new((yes, no))) }
            }
        },
    }
}

/// How a condition comes out when some tests are decided, if they decide it.
pub fn settled(tree: &DecisionTree<bool>, look: &impl Fn(Test) -> Option<bool>) -> Option<bool> {
    settled_at(tree, DecisionTree::<bool>::ROOT, look)
}

fn settled_at(tree: &DecisionTree<bool>, node: NodeId, look: &impl Fn(Test) -> Option<bool>) -> Option<bool> {
    match tree.node(node) {
        Node::Leaf(outcome) => Some(outcome),
        Node::Test { test, yes, no } => match look(test) {
            Some(true) => settled_at(tree, yes, look),
            Some(false) => settled_at(tree, no, look),
            None => settled_at(tree, yes, look).filter(|yes| settled_at(tree, no, look) == Some(*yes)),
        },
    }
}

/// Whether a condition holds; a test without outcome must hold both ways.
fn holds(tree: &DecisionTree<bool>, node: NodeId, look: &mut impl FnMut(Test) -> Option<bool>) -> bool {
    match tree.node(node) {
        Node::Leaf(outcome) => outcome,
        Node::Test { test, yes, no } => match look(test) {
            Some(true) => holds(tree, yes, look),
            Some(false) => holds(tree, no, look),
            None => holds(tree, yes, look) && holds(tree, no, look),
        },
    }
}

/// The derived value; a test without outcome must give the same both ways.
fn agreed(
    tree: &DecisionTree<Option<Value>>,
    node: NodeId,
    look: &mut impl FnMut(Test) -> Option<bool>,
) -> Option<Value> {
    match tree.node(node) {
        Node::Leaf(value) => value,
        Node::Test { test, yes, no } => match look(test) {
            Some(true) => agreed(tree, yes, look),
            Some(false) => agreed(tree, no, look),
            None => agreed(tree, yes, look).filter(|value| agreed(tree, no, look) == Some(*value)),
        },
    }
}

fn variable(fact: FactId, kind: &Kind, tests: Vec<Test>, known: Option<Value>) -> Variable {
    let mut classes: Vec<Class> = Vec::new();
    let mut by_signature: BTreeMap<Signature, u16> = BTreeMap::new();
    let mut add = |value: Value| {
        let signature = signature(&tests, value);
        // INVARIANT: a fact has at most 2^16 values that differ in any test; more would exceed the budget of tables long
        // before, and `check` reports it.
        let next = classes.len() as u16;
        let class = *by_signature.entry(signature).or_insert(next);
        match classes.get_mut(usize::from(class)) {
            Some(known) => known.weight += 1,
            None => classes.push(Class { example: value, weight: 1 }),
        }
    };
    if let Some(value) = known {
        add(value);
        return Variable { fact, classes, tests, by_signature };
    }
    match kind {
        Kind::Bool => [false, true].into_iter().for_each(|yes| add(Value::Bool(yes))),
        Kind::Choice { options } => (0..options.len()).for_each(|index| add(Value::Choice(index))),
        Kind::Int { min, max, .. } => {
            let mut cuts: BTreeSet<i64> = BTreeSet::from([*min]);
            cuts.extend(tests.iter().filter_map(|test| match test {
                Test::AtLeast { number, .. } if number > min && number <= max => Some(*number),
                _ => None,
            }));
            cuts.into_iter().for_each(|low| add(Value::Int(low)));
        }
        Kind::Multi { options, max, .. } => {
            each_subset(options.len(), *max, &mut |mask| {
                if kind.allows_multi(mask) {
                    add(Value::Multi(mask));
                }
            });
        }
    }
    Variable { fact, classes, tests, by_signature }
}

/// Calls `visit` with every set of at most `most` of `count` options, smaller sets of early options first.
fn each_subset(count: usize, most: u32, visit: &mut impl FnMut(u32)) {
    let all = lowest_bits(count) as u32;
    for size in 0..=most.min(count as u32) {
        // Gosper's hack: the next larger number with as many bits.
        let mut mask = lowest_bits(size as usize);
        loop {
            visit(mask as u32);
            if mask == 0 {
                break;
            }
            let lowest = mask & mask.wrapping_neg();
            let ripple = mask + lowest;
            mask = (((ripple ^ mask) >> 2) / lowest) | ripple;
            if mask > u64::from(all) {
                break;
            }
        }
    }
}
