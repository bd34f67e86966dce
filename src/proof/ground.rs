//! What proofs stand on: the pack as a model, and the tables that they ask about.

use jiff::civil::Date;

use crate::advice::Combination;
use crate::advice::targets::model_target;
use crate::advice::whole_space::WholeSpace;
use crate::analysis::Settings;
use crate::analysis::model::{Cell, Kind, ModelError, Table};
use crate::analysis::watch::Watcher;
use crate::facts::{Answer, Answers, FactId, Provenance};
use crate::rules::{Effect, Form, Pack, Reach, Target};

/// Limits of a single proof. What passes them is tried on a sample instead.
pub const MOST_EDGES: usize = 2_000_000;
/// As above, for scores.
pub const MOST_CELLS: usize = 40_000_000;

/// What proofs stand on.
pub struct Ground<'p> {
    /// The pack.
    pub pack: &'p Pack,
    /// The day whose law is proved.
    pub day: Date,
    /// How reasons are added up.
    pub combination: Combination,
    /// Every possible set of answers.
    pub whole: WholeSpace,
    /// In which order the questions are gone through.
    pub ranks: Vec<usize>,
    /// Limits and seed.
    pub settings: Settings,
}

impl<'p> Ground<'p> {
    /// Makes a model of the pack.
    ///
    /// # Errors
    /// What the analysis does not accept.
    pub fn new(pack: &'p Pack, day: Date) -> Result<Ground<'p>, ModelError> {
        let combination = Combination::new(pack, day);
        let whole = WholeSpace::of_pack(pack, &combination)?;
        let settings = Settings { maximum_edges: MOST_EDGES, maximum_cells: MOST_CELLS, ..Settings::default() };
        let order = whole.engine(pack, settings).layout().variables_in_order();
        let mut ranks = vec![usize::MAX; order.len()];
        for (rank, variable) in order.into_iter().enumerate() {
            if let Some(slot) = ranks.get_mut(variable) {
                *slot = rank;
            }
        }
        Ok(Ground { pack, day, combination, whole, ranks, settings })
    }

    /// Answers yes/no questions.
    pub fn watcher(&self) -> Watcher<'_> {
        Watcher::new(&self.whole.model, self.ranks.clone(), self.settings)
    }

    /// The tables of all clauses about a target that do a thing.
    pub fn tables(&self, target: Target, does: impl Fn(Kind) -> bool) -> Vec<&Table> {
        let target = model_target(target);
        let clauses = self.whole.model.clauses().iter();
        let wanted = clauses.filter(|clause| clause.effect.target == target && does(clause.effect.kind));
        wanted.filter_map(|clause| self.whole.model.tables().get(clause.table)).collect()
    }

    /// The hinders that make a form unavailable.
    pub fn hinders(&self, form: Form) -> Vec<&Table> {
        self.tables(Target::Form(form), |kind| kind == Kind::HinderForm)
    }

    /// The hinders of variants of a form. To the model they are notes, so they are found by their tiers.
    pub fn variant_hinders(&self, form: Form) -> Vec<&Table> {
        let tiers = self.pack.tiers().zip(self.whole.model.tables());
        let wanted = tiers.filter(|((_, tier), _)| {
            tier.effect == Effect::Hinder(Reach::Variant)
                && tier.targets.contains(&Target::Form(form))
                && tier.period.contains(self.day)
        });
        wanted.map(|(_, table)| table).collect()
    }

    /// The answers that make a world: those to questions that are asked in it.
    pub fn answers(&self, world: &[u16]) -> Answers {
        let mut answers = Answers::none(&self.pack.schema);
        let model = &self.whole.model;
        for (index, variable) in self.whole.space.variables().iter().enumerate() {
            let determination = model.determinations().get(index).and_then(Option::as_ref);
            let free = determination.is_none_or(|determination| determination.cell(world) == Cell::Free);
            let class = world.get(index).and_then(|&class| variable.classes.get(usize::from(class)));
            if let (true, Some(class)) = (free, class) {
                answers.set(variable.fact, Answer::Known(class.example, Provenance::User));
            }
        }
        answers
    }

    /// The variable of a question, if some rule reads it.
    pub fn variable(&self, fact: FactId) -> Option<usize> {
        self.whole.space.variable(fact)
    }

    /// Rules, questions and things that follow from the choice which have no table and are outside every proof.
    pub fn left_out(&self) -> Vec<String> {
        let left_out = &self.whole.left_out;
        let rules: Vec<&str> = self.pack.tiers().map(|(rule, _)| rule.id.as_str()).collect();
        let mut found: Vec<String> =
            left_out.tiers.iter().filter_map(|&tier| rules.get(tier).map(|id| (*id).to_owned())).collect();
        found.dedup();
        found.extend(left_out.determinations.iter().map(|&fact| self.pack.schema.fact(fact).id.clone()));
        let consequences = left_out.consequences.iter().filter_map(|&index| self.pack.consequences.get(index));
        found.extend(consequences.map(|conditional| conditional.item.id.clone()));
        found
    }
}
