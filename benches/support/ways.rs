//! The ways to evaluate every condition of a pack on complete answers.
//!
//! Each way has the answers in the form that suits it best, made beforehand, and gives one bit per condition.

use std::rc::Rc;
use std::sync::Arc;

use niokap::advice::whole_space::WholeSpace;
use niokap::analysis::model::Table;
use niokap::analysis::sliced::{Holding, Sliced};
use niokap::decision::{DecisionTree, Test};
use niokap::facts::{Answers, FactId, Schema, Value};
use niokap::rules::Pack;
use niokap::rules::script::host::Condition;
use niokap::rules::script::oracle::Oracle;

use super::native::kl9;

/// A way to evaluate all conditions.
pub trait Way {
    /// What it is called in tables.
    fn name(&self) -> &str;
    /// Evaluates every condition on one of the answer sets and sets the bits of those that hold. The bits are clear.
    fn evaluate(&self, set: usize, fired: &mut [u64]);
    /// Evaluates every condition on all answer sets. `words` words of `fired` belong to each.
    fn evaluate_all(&self, fired: &mut [u64], words: usize) {
        for (set, fired) in fired.chunks_exact_mut(words).enumerate() {
            self.evaluate(set, fired);
        }
    }
}

fn mark(fired: &mut [u64], index: usize, holds: bool) {
    fired[index / 64] |= u64::from(holds) << (index % 64);
}

/// The script engine's longest list: as many conditions are compiled together.
pub const TOGETHER: usize = 200;

/// Every tier's condition, compiled; one list for each compiled text.
pub fn compiled(pack: &Pack) -> Vec<Vec<Condition>> {
    let texts: Vec<&str> = pack.tiers().map(|(_, tier)| tier.condition.text()).collect();
    let compile = |texts: &[&str]| pack.host().closures(texts).expect("the pack's conditions compile");
    texts.chunks(TOGETHER).map(compile).collect()
}

/// Rhai, called once for every condition: the fastest way to run conditions on known answers that was found here.
/// Calling them all from one text of their own takes about twice as long.
pub struct RhaiByRule<'p> {
    pack: &'p Pack,
    conditions: Vec<Condition>,
    answers: Vec<Rc<Oracle>>,
}

impl<'p> RhaiByRule<'p> {
    /// Compiles the conditions one by one, as an engine that is called rule by rule has them.
    pub fn new(pack: &'p Pack, sets: &[Answers]) -> RhaiByRule<'p> {
        let compile = |text: &str| pack.host().closure(text).expect("the pack's conditions compile");
        let conditions = pack.tiers().map(|(_, tier)| compile(tier.condition.text())).collect();
        RhaiByRule { pack, conditions, answers: oracles(&pack.schema, sets) }
    }
}

fn oracles(schema: &Arc<Schema>, sets: &[Answers]) -> Vec<Rc<Oracle>> {
    sets.iter().map(|answers| Rc::new(Oracle::known(schema, answers.clone()))).collect()
}

impl Way for RhaiByRule<'_> {
    fn name(&self) -> &str {
        "Rhai, rule by rule"
    }

    fn evaluate(&self, set: usize, fired: &mut [u64]) {
        for (index, condition) in self.conditions.iter().enumerate() {
            let outcome = self.pack.host().run(condition, &self.answers[set]).expect("a condition runs on all answers");
            mark(fired, index, outcome.as_bool().expect("a condition gives yes or no"));
        }
    }
}

/// The decision trees, walked one by one.
pub struct Trees<'p> {
    trees: Vec<&'p DecisionTree<bool>>,
    answers: Vec<Vec<Value>>,
}

impl<'p> Trees<'p> {
    /// The trees of a pack.
    pub fn new(pack: &'p Pack, sets: &[Answers]) -> Trees<'p> {
        let trees = pack.tiers().map(|(_, tier)| tier.tree().expect("every tier has a tree")).collect();
        Trees { trees, answers: sets.iter().map(|answers| answers.known().map(|(_, value)| value).collect()).collect() }
    }
}

impl Way for Trees<'_> {
    fn name(&self) -> &str {
        "decision trees"
    }

    fn evaluate(&self, set: usize, fired: &mut [u64]) {
        let answers = &self.answers[set];
        for (index, tree) in self.trees.iter().enumerate() {
            let holds =
                tree.outcome(|test: Test| answers.get(test.fact().index()).is_some_and(|value| test.holds(*value)));
            mark(fired, index, holds);
        }
    }
}

/// The tables of the whole-space model, looked up one by one.
pub struct Tables<'s> {
    tables: &'s [Table],
    worlds: Vec<Vec<u16>>,
}

impl<'s> Tables<'s> {
    /// The tables of a space.
    pub fn new(space: &'s WholeSpace, sets: &[Answers]) -> Tables<'s> {
        assert!(space.left_out.is_empty(), "some tiers have no table: {:?}", space.left_out);
        Tables { tables: &space.model.tables()[..space.tiers], worlds: worlds(space, sets) }
    }
}

/// The answers as classes, one per variable of the space.
pub fn worlds(space: &WholeSpace, sets: &[Answers]) -> Vec<Vec<u16>> {
    let class = |answers: &Answers, variable: &niokap::decision::space::Variable| {
        let value = answers.value(variable.fact).expect("every question is answered");
        variable.class_of(value).expect("every answer has a class")
    };
    let world = |answers| space.space.variables().iter().map(|variable| class(answers, variable)).collect();
    sets.iter().map(world).collect()
}

impl Way for Tables<'_> {
    fn name(&self) -> &str {
        "decision tables"
    }

    fn evaluate(&self, set: usize, fired: &mut [u64]) {
        let world = &self.worlds[set];
        for (index, table) in self.tables.iter().enumerate() {
            mark(fired, index, table.holds(world));
        }
    }
}

/// All conditions as one circuit, with one bit for each answer set.
pub struct Circuit {
    sliced: Sliced,
    columns: Vec<Vec<u16>>,
}

impl Circuit {
    /// The conditions of a space.
    pub fn new(space: &WholeSpace, sets: &[Answers]) -> Circuit {
        assert!(space.left_out.is_empty(), "some tiers have no table: {:?}", space.left_out);
        let sliced = Sliced::of_tables(&space.model, &space.model.tables()[..space.tiers]);
        Circuit { sliced, columns: columns(space, sets) }
    }

    /// The operations and the slots they work on.
    pub fn size(&self) -> (usize, usize) {
        self.sliced.size()
    }

    /// A column of bits per condition, before they are turned into rows.
    pub fn holding(&self) -> Holding {
        self.sliced.holding(&self.columns)
    }
}

/// The classes of each variable, over all answer sets.
pub fn columns(space: &WholeSpace, sets: &[Answers]) -> Vec<Vec<u16>> {
    let worlds = worlds(space, sets);
    let column = |variable: usize| worlds.iter().map(|world| world[variable]).collect();
    (0..space.model.variables().len()).map(column).collect()
}

impl Way for Circuit {
    fn name(&self) -> &str {
        "one circuit, 512 answer sets at a time"
    }

    fn evaluate(&self, set: usize, fired: &mut [u64]) {
        let columns: Vec<Vec<u16>> = self.columns.iter().map(|column| vec![column[set]]).collect();
        self.sliced.holding(&columns).rows_into(fired, fired.len());
    }

    fn evaluate_all(&self, fired: &mut [u64], words: usize) {
        self.holding().rows_into(fired, words);
    }
}

/// The conditions as compiled Rust.
pub struct Native {
    answers: Vec<kl9::Facts>,
}

impl Native {
    /// The answers as the generated code has them.
    pub fn new(pack: &Pack, sets: &[Answers]) -> Native {
        let find = |name: &str| -> FactId { pack.schema.find(name).expect("the fact exists") };
        let value = |answers: &Answers, name: &str| answers.value(find(name)).expect("every question is answered");
        Native { answers: sets.iter().map(|answers| kl9::Facts::from(|name| value(answers, name))).collect() }
    }
}

impl Way for Native {
    fn name(&self) -> &str {
        "compiled Rust"
    }

    fn evaluate(&self, set: usize, fired: &mut [u64]) {
        fired.copy_from_slice(&kl9::evaluate(&self.answers[set]));
    }
}
