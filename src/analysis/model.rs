//! The input of the analysis: numbers and names only, no law, no scripts.
//!
//! A [`Model`] is checked once, in [`Model::new`] by `model_checks`; everything else in the analysis relies on what is
//! promised there.

use std::fmt;

use super::model_checks;

/// Number of forms that are ranked against each other.
pub const FORMS: usize = 3;
/// Most alternatives a model may have.
pub const MAXIMUM_ALTERNATIVES: usize = 7;
/// Most cells a table may have: ten questions with two answers each, which may also not arise.
pub const MAXIMUM_CELLS: usize = 65_536;

/// A question: classes `0..weights.len()`, and one more class, [`Variable::irrelevant`], for "the question does not arise".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Name used in messages and witnesses.
    pub name: String,
    /// How many concrete answers each class stands for; never zero.
    pub weights: Vec<u64>,
}

impl Variable {
    /// Number of ordinary classes.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.weights.len()
    }

    /// The class index that stands for "not relevant".
    #[must_use]
    pub fn irrelevant(&self) -> usize {
        self.weights.len()
    }
}

/// One dimension of a table: a variable seen through a coarser partition of its classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// Index of the variable.
    pub variable: usize,
    /// Local class of every class of the variable, the irrelevant one last.
    pub local: Vec<u16>,
    /// Number of local classes.
    pub size: usize,
}

/// A boolean condition over some variables. Cells are in mixed radix order, the last axis running fastest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The variables read.
    pub axes: Vec<Axis>,
    /// Whether the condition holds, one entry per combination of local classes.
    pub cells: Vec<bool>,
}

impl Table {
    /// Whether the condition holds in a world. A world that lacks a variable counts as "does not hold".
    #[must_use]
    pub fn holds(&self, world: &[u16]) -> bool {
        cell_index(&self.axes, world).and_then(|index| self.cells.get(index)).copied().unwrap_or(false)
    }
}

/// What other answers say about a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cell {
    /// The question is open.
    Free,
    /// The answer follows from other answers.
    Fixed(u16),
    /// The question does not arise.
    Irrelevant,
}

/// How other variables determine a variable. Cells are in the order of [`Table`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Determination {
    /// The parents read.
    pub axes: Vec<Axis>,
    /// One entry per combination of local classes.
    pub cells: Vec<Cell>,
}

impl Determination {
    /// What the parents' classes in `world` say.
    #[must_use]
    pub fn cell(&self, world: &[u16]) -> Cell {
        cell_index(&self.axes, world).and_then(|index| self.cells.get(index)).copied().unwrap_or(Cell::Free)
    }
}

/// Position of a world's cell in a table with these axes.
#[must_use]
pub fn cell_index(axes: &[Axis], world: &[u16]) -> Option<usize> {
    let mut index = 0;
    for axis in axes {
        let class = *world.get(axis.variable)?;
        index = index * axis.size + usize::from(*axis.local.get(usize::from(class))?);
    }
    Some(index)
}

/// What a clause speaks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// One of the three forms.
    Form(u8),
    /// Something other than the three forms.
    Alternative(u8),
}

/// What a clause does when its condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The target is not available.
    HinderForm,
    /// A part of the task must stay where it is: a deduction, once per form.
    HinderPart,
    /// Not as proposed: a deduction, once per form.
    HinderDesign,
    /// Speaks for.
    For(u8),
    /// Speaks against.
    Against(u8),
    /// A duty if the form is chosen.
    Duty,
    /// Nothing that weighs.
    Note,
}

/// Effect of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Effect {
    /// What it speaks about.
    pub target: Target,
    /// What it does.
    pub kind: Kind,
    /// Reasons of one group do not add up: the strongest counts.
    pub group: Option<u16>,
}

/// A condition and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Index of the condition.
    pub table: usize,
    /// Index of the rule it belongs to.
    pub rule: usize,
    /// What follows.
    pub effect: Effect,
    /// The law behind it is unsettled.
    pub certainty_unsettled: bool,
}

/// Clauses about a form that count for an alternative too, once one of the triggers has fired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EqualFooting {
    /// The alternative.
    pub alternative: u8,
    /// Clauses of the alternative of which at least one must fire.
    pub triggers: Vec<usize>,
    /// Clauses that then count, with their groups.
    pub clauses: Vec<usize>,
}

/// The numbers of the combination rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameters {
    /// Least lead for a clear verdict.
    pub clear_lead: i32,
    /// Least lead for a leaning verdict.
    pub leaning_lead: i32,
    /// Deducted once when any [`Kind::HinderPart`] fires.
    pub deduction_part: i32,
    /// Deducted once when any [`Kind::HinderDesign`] fires.
    pub deduction_design: i32,
    /// Groups that alone cannot make a form lead.
    pub support_groups: Vec<u16>,
    /// Forms in the order in which a tie is broken.
    pub preference: [u8; FORMS],
    /// Alternatives on an equal footing.
    pub equal_footing: Vec<EqualFooting>,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            clear_lead: 6,
            leaning_lead: 3,
            deduction_part: 1,
            deduction_design: 2,
            support_groups: Vec::new(),
            preference: [0, 1, 2],
            equal_footing: Vec::new(),
        }
    }
}

/// The unchecked parts of a model.
#[derive(Debug, Clone, Default)]
pub struct ModelParts {
    /// The questions.
    pub variables: Vec<Variable>,
    /// One entry per variable.
    pub determinations: Vec<Option<Determination>>,
    /// The conditions.
    pub tables: Vec<Table>,
    /// Conditions with effects.
    pub clauses: Vec<Clause>,
    /// Number of alternatives.
    pub alternatives: usize,
    /// The numbers of the combination rules.
    pub parameters: Parameters,
}

/// A checked model.
#[derive(Debug, Clone)]
pub struct Model {
    parts: ModelParts,
    topological: Vec<usize>,
}

/// Why a model was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelError {
    /// The part at fault, such as `table 12`.
    pub place: String,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for ModelError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.place, self.message)
    }
}

impl std::error::Error for ModelError {}

impl Model {
    /// Checks the parts.
    ///
    /// # Errors
    /// Says which part breaks which promise.
    pub fn new(parts: ModelParts) -> Result<Self, ModelError> {
        let topological = model_checks::check(&parts)?;
        Ok(Self { parts, topological })
    }

    /// The questions.
    #[must_use]
    pub fn variables(&self) -> &[Variable] {
        &self.parts.variables
    }

    /// What determines each variable, if anything does.
    #[must_use]
    pub fn determinations(&self) -> &[Option<Determination>] {
        &self.parts.determinations
    }

    /// The conditions.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.parts.tables
    }

    /// Conditions with effects.
    #[must_use]
    pub fn clauses(&self) -> &[Clause] {
        &self.parts.clauses
    }

    /// Number of alternatives.
    #[must_use]
    pub fn alternatives(&self) -> usize {
        self.parts.alternatives
    }

    /// The numbers of the combination rules.
    #[must_use]
    pub fn parameters(&self) -> &Parameters {
        &self.parts.parameters
    }

    /// The unchecked parts, to build a changed model from.
    #[must_use]
    pub fn parts(&self) -> &ModelParts {
        &self.parts
    }

    /// All variables, parents before children.
    #[must_use]
    pub fn topological(&self) -> &[usize] {
        &self.topological
    }

    /// Number of rules: one more than the highest rule index.
    #[must_use]
    pub fn rules(&self) -> usize {
        self.parts.clauses.iter().map(|clause| clause.rule + 1).max().unwrap_or(0)
    }

    /// The complete world that follows from answers: what is determined overrides the answer given.
    #[must_use]
    pub fn complete(&self, answers: &[u16]) -> Vec<u16> {
        let mut world = answers.to_vec();
        world.resize(self.parts.variables.len(), 0);
        for &index in &self.topological {
            // INVARIANT: `topological` holds each variable index once.
            let variable = &self.parts.variables[index];
            let cell = match &self.parts.determinations[index] {
                Some(determination) => determination.cell(&world),
                None => Cell::Free,
            };
            match cell {
                Cell::Fixed(class) => world[index] = class,
                Cell::Irrelevant => world[index] = narrow(variable.irrelevant()),
                Cell::Free if usize::from(world[index]) >= variable.classes() => world[index] = 0,
                Cell::Free => {}
            }
        }
        world
    }
}

/// INVARIANT: class indices fit in 16 bits (`model_checks`).
pub(super) fn narrow(class: usize) -> u16 {
    class as u16
}
