//! A pack as a model over every possible set of answers.
//!
//! Rules become tables over classes of answers (`decision::space`), and the same clauses that judge one case judge them
//! all. The tier's position is its table's; what follows from a choice comes after the tiers.

use super::case::Case;
use super::combination::Combination;
use super::targets::model_target;
use crate::analysis::model::{Clause, Effect, Kind, Model, ModelError, ModelParts, Table, Variable};
use crate::analysis::{Engine, Layout, Settings};
use crate::decision::space::{Space, TooLarge, settled};
use crate::decision::{DecisionTree, Determination, Relevance, Test};
use crate::facts::{FactId, Schema, Value};
use crate::rules::consequences::Item;
use crate::rules::pack::Conditional;
use crate::rules::sweep_order::SweepOrder;
use crate::rules::{Pack, Rule, Tier};

/// A model with what its numbers stand for.
#[derive(Clone, Debug)]
pub struct WholeSpace {
    /// The questions and their classes.
    pub space: Space,
    /// The model.
    pub model: Model,
    /// What has no table, so that the model does not say what the rules say.
    pub left_out: LeftOut,
    /// How many tables belong to tiers; those after them belong to consequences.
    pub tiers: usize,
}

/// What has no table: it compares two numbers, or has too many cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Tiers; in the model they never fire.
    pub tiers: Vec<usize>,
    /// Questions that other answers determine, or that arise only after some; in the model they are always free.
    pub determinations: Vec<FactId>,
    /// What follows from the choice, by position in the pack; in the model it never does.
    pub consequences: Vec<usize>,
}

impl LeftOut {
    /// Whether the model says all that the rules say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tiers.is_empty() && self.determinations.is_empty() && self.consequences.is_empty()
    }
}

/// What a model is made of: all that a pack says but the script engine, which stays on its thread.
#[derive(Clone, Copy)]
pub(super) struct Conditions<'p> {
    schema: &'p Schema,
    determinations: &'p [Determination],
    rules: &'p [Rule],
    consequences: &'p [Conditional<Item>],
}

impl<'p> Conditions<'p> {
    pub(super) fn of(pack: &'p Pack) -> Conditions<'p> {
        Conditions {
            schema: &pack.schema,
            determinations: &pack.determinations,
            rules: &pack.rules,
            consequences: &pack.consequences,
        }
    }
}

/// What is known in a case, by fact.
pub(super) struct Known {
    values: Vec<Option<Value>>,
    /// Whether the question certainly arises. Where it may turn out not to, its answer decides nothing yet.
    arises: Vec<bool>,
}

impl Known {
    pub(super) fn of(case: &Case<'_>) -> Known {
        let facts = || case.pack().schema.ids();
        Known {
            values: facts().map(|fact| known(case, fact)).collect(),
            arises: facts().map(|fact| case.evaluator().relevance(fact) != Relevance::Open).collect(),
        }
    }

    fn forget(&mut self, fact: FactId) {
        if let Some(value) = self.values.get_mut(fact.index()) {
            *value = None;
        }
    }

    fn value(&self, fact: FactId) -> Option<Value> {
        self.values.get(fact.index()).copied().flatten()
    }

    fn sure(&self, fact: FactId) -> Option<Value> {
        self.value(fact).filter(|_| self.arises.get(fact.index()).copied().unwrap_or(false))
    }
}

impl WholeSpace {
    /// The space of a whole pack.
    ///
    /// # Errors
    /// What the analysis does not accept: more alternatives or values than it can hold.
    pub fn of_pack(pack: &Pack, combination: &Combination) -> Result<WholeSpace, ModelError> {
        Self::build(Conditions::of(pack), combination, |_| None, |_| None, pack.claim_conditions.iter().flatten())
    }

    /// The space of the cases that agree with what is known.
    ///
    /// # Errors
    /// What the analysis does not accept.
    pub fn of_case(case: &Case<'_>) -> Result<WholeSpace, ModelError> {
        Self::of_known(Conditions::of(case.pack()), case.combination(), &Known::of(case))
    }

    /// The space of the cases that agree with some of what is known: with the answers to the questions named.
    ///
    /// # Errors
    /// What the analysis does not accept.
    pub fn of_answers(case: &Case<'_>, kept: impl Fn(FactId) -> bool) -> Result<WholeSpace, ModelError> {
        let mut known = Known::of(case);
        for fact in case.pack().schema.ids().filter(|fact| !kept(*fact)) {
            known.forget(fact);
        }
        Self::of_known(Conditions::of(case.pack()), case.combination(), &known)
    }

    /// The space of the cases that agree with what is known. Needs nothing that must stay on one thread.
    pub(super) fn of_known(
        conditions: Conditions<'_>,
        combination: &Combination,
        known: &Known,
    ) -> Result<WholeSpace, ModelError> {
        let sure = |test: Test| Some(test.holds(known.sure(test.fact())?));
        Self::build(conditions, combination, |fact| known.value(fact), sure, [])
    }

    /// A name for the conditions and weights of the model.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        // The parts are plain numbers, so their debug form says everything about them, and always in the same way.
        let mut add = |part: &dyn std::fmt::Debug| {
            hasher.update(format!("{part:?};").as_bytes());
        };
        let parts = self.model.parts();
        add(&parts.variables);
        add(&parts.determinations);
        add(&parts.tables);
        add(&parts.clauses);
        add(&parts.parameters);
        hasher.finalize().to_hex().chars().take(16).collect()
    }

    /// An engine that goes through the questions in the order kept with the pack, or in one that is searched for now.
    #[must_use]
    pub fn engine(&self, pack: &Pack, settings: Settings) -> Engine<'_> {
        self.engine_ranked(self.ranks(pack.order.as_ref()).as_deref(), settings)
    }

    /// The position of every variable in the order kept with the pack, if one is.
    pub(super) fn ranks(&self, order: Option<&SweepOrder>) -> Option<Vec<usize>> {
        let order = order?;
        Some(self.space.variables().iter().map(|variable| order.rank(variable.fact)).collect())
    }

    /// An engine with an order that is known already.
    pub(super) fn engine_ranked(&self, ranks: Option<&[usize]>, settings: Settings) -> Engine<'_> {
        match ranks {
            Some(ranks) => Engine::with_layout(&self.model, settings, Layout::ranked(&self.model, &settings, ranks)),
            None => Engine::new(&self.model, settings),
        }
    }

    /// `others` are conditions that have no table but must be told apart by the classes of answers.
    fn build<'p>(
        pack: Conditions<'p>,
        combination: &Combination,
        known: impl Fn(FactId) -> Option<Value>,
        look: impl Fn(Test) -> Option<bool>,
        others: impl IntoIterator<Item = &'p DecisionTree<bool>>,
    ) -> Result<WholeSpace, ModelError> {
        let tiers: Vec<Option<&DecisionTree<bool>>> =
            pack.rules.iter().flat_map(|rule| &rule.tiers).map(Tier::tree).collect();
        let consequences = pack.consequences.iter().filter_map(|conditional| conditional.when.as_ref());
        let trees = tiers.iter().flatten().copied().chain(consequences).chain(others);
        // Conditions that what is known decides need no questions.
        let space =
            Space::new(pack.schema, pack.determinations, trees.filter(|tree| settled(tree, &look).is_none()), known);
        let table = |tree: &DecisionTree<bool>| match settled(tree, &look) {
            Some(outcome) => Ok(Table { axes: Vec::new(), cells: vec![outcome] }),
            None => space.table(tree),
        };
        let mut left_out = LeftOut::default();
        let never = || Table { axes: Vec::new(), cells: vec![false] };
        let mut tables: Vec<Table> = Vec::with_capacity(tiers.len());
        for (index, tree) in tiers.iter().enumerate() {
            let table = tree.map(&table);
            tables.push(match table {
                Some(Ok(table)) => table,
                Some(Err(TooLarge)) | None => {
                    left_out.tiers.push(index);
                    never()
                }
            });
        }
        let tier_count = tables.len();
        let mut clauses = combination.clauses().to_vec();
        let first_rule = pack.rules.len();
        for (index, conditional) in pack.consequences.iter().enumerate() {
            let Some(when) = &conditional.when else { continue };
            let table = table(when).unwrap_or_else(|TooLarge| {
                left_out.consequences.push(index);
                never()
            });
            for target in &conditional.item.targets {
                clauses.push(Clause {
                    table: tables.len(),
                    rule: first_rule + index,
                    effect: Effect { target: model_target(*target), kind: Kind::Duty, group: None },
                    certainty_unsettled: false,
                });
            }
            tables.push(table);
        }
        let determinations = space
            .variables()
            .iter()
            .enumerate()
            .map(|(index, variable)| {
                let determination = pack.determinations.get(variable.fact.index());
                determination.and_then(|found| {
                    space.determination(index, found).unwrap_or_else(|TooLarge| {
                        left_out.determinations.push(variable.fact);
                        None
                    })
                })
            })
            .collect();
        let variables = space
            .variables()
            .iter()
            .map(|variable| Variable {
                name: pack.schema.fact(variable.fact).id.clone(),
                weights: variable.classes.iter().map(|class| class.weight).collect(),
            })
            .collect();
        let model = Model::new(ModelParts {
            variables,
            determinations,
            tables,
            clauses,
            alternatives: combination.alternatives(),
            parameters: combination.parameters().clone(),
        })?;
        Ok(WholeSpace { space, model, left_out, tiers: tier_count })
    }
}

fn known(case: &Case<'_>, fact: FactId) -> Option<Value> {
    match case.evaluator().relevance(fact) {
        Relevance::Derived(value) => Some(value),
        Relevance::NotRelevant => None,
        Relevance::Relevant | Relevance::Open => case.answers().value(fact),
    }
}
