//! Counts of worlds against a library of binary decision diagrams, which knows nothing of our sweeps.

use super::counting::settings;
use crate::analysis::model::{Axis, Cell, Model, Table};
use crate::analysis::partial::Partial;
use crate::analysis::random::Random;
use crate::analysis::synthetic::{self, TopicShape};
use crate::analysis::watch::{Question, Watcher};
use biodivine_lib_bdd::{Bdd, BddVariable, BddVariableSet};

/// Every concrete answer to every question as a binary number; the highest stands for "not asked".
struct Encoding<'m> {
    model: &'m Model,
    set: BddVariableSet,
    bits: Vec<Vec<BddVariable>>,
}

impl<'m> Encoding<'m> {
    fn new(model: &'m Model) -> Self {
        let width = |variable: usize| (u64::BITS - Self::answers(model, variable).leading_zeros()).max(1) as u16;
        let count: u16 = (0..model.variables().len()).map(width).sum();
        let set = BddVariableSet::new_anonymous(count);
        let mut all = set.variables().into_iter();
        let bits = (0..model.variables().len()).map(|variable| all.by_ref().take(width(variable).into()).collect());
        let bits = bits.collect();
        Self { model, set, bits }
    }

    fn answers(model: &Model, variable: usize) -> u64 {
        model.variables()[variable].weights.iter().sum()
    }

    fn is(&self, variable: usize, answer: u64) -> Bdd {
        let literal = |(bit, &name): (usize, &BddVariable)| self.set.mk_literal(name, answer >> bit & 1 == 1);
        self.bits[variable].iter().enumerate().map(literal).fold(self.set.mk_true(), |all, one| all.and(&one))
    }

    /// The answers of a class.
    fn class(&self, variable: usize, class: usize) -> Vec<u64> {
        let of = &self.model.variables()[variable];
        if class == of.irrelevant() {
            return vec![Self::answers(self.model, variable)];
        }
        let first: u64 = of.weights[..class].iter().sum();
        (first..first + of.weights[class]).collect()
    }

    fn any(&self, variable: usize, classes: impl Iterator<Item = usize>) -> Bdd {
        let answers = classes.flat_map(|class| self.class(variable, class));
        answers.fold(self.set.mk_false(), |any, answer| any.or(&self.is(variable, answer)))
    }

    fn cells(&self, axes: &[Axis], wanted: impl Fn(usize) -> bool) -> Bdd {
        let product: usize = axes.iter().map(|axis| axis.size).product();
        let mut all = self.set.mk_false();
        for cell in (0..product).filter(|&cell| wanted(cell)) {
            let mut rest = cell;
            let mut here = self.set.mk_true();
            for axis in axes.iter().rev() {
                let local = rest % axis.size;
                rest /= axis.size;
                let classes = (0..axis.local.len()).filter(|&class| usize::from(axis.local[class]) == local);
                here = here.and(&self.any(axis.variable, classes));
            }
            all = all.or(&here);
        }
        all
    }

    fn table(&self, table: &Table) -> Bdd {
        self.cells(&table.axes, |cell| table.cells[cell])
    }

    fn worlds(&self) -> Bdd {
        let mut all = self.set.mk_true();
        for (index, variable) in self.model.variables().iter().enumerate() {
            let asked = self.any(index, 0..variable.classes());
            let Some(determination) = &self.model.determinations()[index] else {
                all = all.and(&asked);
                continue;
            };
            let mut here = self.cells(&determination.axes, |cell| determination.cells[cell] == Cell::Free).and(&asked);
            let not_asked = self.cells(&determination.axes, |cell| determination.cells[cell] == Cell::Irrelevant);
            here = here.or(&not_asked.and(&self.any(index, variable.irrelevant()..variable.irrelevant() + 1)));
            for class in 0..variable.classes() {
                let fixed = Cell::Fixed(class as u16);
                let cells = self.cells(&determination.axes, |cell| determination.cells[cell] == fixed);
                // What follows from other answers is one answer, whatever its class.
                here = here.or(&cells.and(&self.is(index, self.class(index, class)[0])));
            }
            all = all.and(&here);
        }
        all
    }

    fn count(&self, question: &Question<'_>) -> String {
        let any = |tables: &[&Table]| tables.iter().fold(self.set.mk_false(), |any, table| any.or(&self.table(table)));
        let all = question.all.iter().fold(self.worlds(), |all, tables| all.and(&any(tables)));
        all.and_not(&any(&question.none)).exact_cardinality().to_string()
    }
}

fn compare(model: &Model, seed: u64, split: usize) {
    let mut random = Random::new(seed);
    let encoding = Encoding::new(model);
    let ranks = (0..model.variables().len()).map(|_| random.below(100)).collect();
    let watcher = Watcher::new(model, ranks, settings(split));
    for _ in 0..4 {
        let mut pick = |most: usize| -> Vec<&Table> {
            (0..random.below(most + 1)).map(|_| &model.tables()[random.below(model.tables().len())]).collect()
        };
        let question = Question::any().with(pick(3)).with(pick(2)).without(pick(3));
        let question =
            Question { all: question.all.into_iter().filter(|tables| !tables.is_empty()).collect(), ..question };
        let counted = watcher.count(&question, &Partial::unknown(model)).unwrap();
        assert_eq!(counted.to_string(), encoding.count(&question), "seed {seed}");
    }
}

#[test]
fn small_packs_have_as_many_worlds_as_their_diagrams() {
    for seed in 0..150 {
        compare(&synthetic::small(seed).unwrap(), seed, if seed % 2 == 0 { 2 } else { 100 });
    }
}

#[test]
fn packs_of_real_size_have_as_many_worlds_as_their_diagrams() {
    for seed in 0..4 {
        let model = synthetic::topics(TopicShape { rules: 60, facts: 40, cross: 0.1, weight: 3, seed }).unwrap();
        compare(&model, seed, 100);
    }
}
