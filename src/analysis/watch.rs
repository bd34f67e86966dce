//! Yes/no questions about all worlds: in how many does this hold and not that, and which are they.
//!
//! Only the conditions that a question names are put in the model, so that nearly everything else folds away; a sweep is
//! given up along a path as soon as the question is settled in the negative.

use super::engine::Engine;
use super::layout::{Layout, Settings};
use super::lowering::{ANY_REASON, Gain, Lowered};
use super::model::{Model, ModelParts, Table};
use super::partial::Partial;
use super::race::Demand;
use super::sample::Sampler;
use super::skeleton::Exceeded;

/// Flags below this are at the disposal of a question; one of them is for what must not hold.
const FORBIDDEN: u32 = ANY_REASON;

/// What is asked of a world.
#[derive(Debug, Clone, Default)]
pub struct Question<'t> {
    /// Of each of these lists, some table must hold.
    pub all: Vec<Vec<&'t Table>>,
    /// None of these tables may hold.
    pub none: Vec<&'t Table>,
}

impl<'t> Question<'t> {
    /// Every world.
    #[must_use]
    pub fn any() -> Self {
        Self::default()
    }

    /// One of these must hold too.
    #[must_use]
    pub fn with(mut self, tables: impl IntoIterator<Item = &'t Table>) -> Self {
        self.all.push(tables.into_iter().collect());
        self
    }

    /// None of these may hold.
    #[must_use]
    pub fn without(mut self, tables: impl IntoIterator<Item = &'t Table>) -> Self {
        self.none.extend(tables);
        self
    }
}

/// Answers yes/no questions about the worlds of a model.
#[derive(Debug, Clone)]
pub struct Watcher<'m> {
    model: &'m Model,
    ranks: Vec<usize>,
    settings: Settings,
}

impl<'m> Watcher<'m> {
    /// `ranks` say in which order the questions are swept, as in [`Layout::ranked`].
    #[must_use]
    pub fn new(model: &'m Model, ranks: Vec<usize>, settings: Settings) -> Self {
        Self { model, ranks, settings }
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// In which order the questions are swept.
    #[must_use]
    pub fn ranks(&self) -> &[usize] {
        &self.ranks
    }

    /// The limits in use.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The worlds of which a question is true; `None` if there is none.
    ///
    /// # Errors
    /// Says which limit was passed.
    pub fn worlds(&self, question: &Question<'_>, partial: &Partial) -> Result<Option<Sampler<'m>>, Exceeded> {
        if question.all.len() > FORBIDDEN as usize {
            return Err(Exceeded::Edges);
        }
        let mut parts = ModelParts {
            variables: self.model.variables().to_vec(),
            determinations: self.model.determinations().to_vec(),
            ..ModelParts::default()
        };
        let mut lowered = Lowered::default();
        let mut add = |table: &Table, flag: u32| {
            lowered.singles.push((parts.tables.len(), Gain { flags: 1 << flag, ..Gain::default() }));
            parts.tables.push(table.clone());
        };
        for (flag, tables) in (0..).zip(&question.all) {
            tables.iter().for_each(|table| add(table, flag));
        }
        question.none.iter().for_each(|table| add(table, FORBIDDEN));
        // INVARIANT: tables of the same questions fit this model as they fit theirs.
        let Ok(model) = Model::new(parts) else { return Err(Exceeded::Edges) };
        let layout = Layout::ranked(&model, &self.settings, &self.ranks);
        let engine = Engine { model: &model, layout, lowered, settings: self.settings };
        let demand = Demand { needed: (1 << question.all.len()) - 1, fatal: 1 << FORBIDDEN };
        Sampler::demanding(self.model, &engine, partial, demand)
    }

    /// Weight of the worlds of which a question is true.
    ///
    /// # Errors
    /// Says which limit was passed.
    pub fn count(&self, question: &Question<'_>, partial: &Partial) -> Result<u128, Exceeded> {
        Ok(self.worlds(question, partial)?.map_or(0, |worlds| worlds.count()))
    }

    /// Some world of which a question is true.
    ///
    /// # Errors
    /// Says which limit was passed.
    pub fn witness(&self, question: &Question<'_>, partial: &Partial) -> Result<Option<Vec<u16>>, Exceeded> {
        let worlds = self.worlds(question, partial)?;
        let mut found = None;
        if let Some(worlds) = worlds {
            worlds.each(1, self.settings.seed, |world| found = Some(world.to_vec()));
        }
        Ok(found)
    }
}
