//! The input of the analysis: numbers and names only, no law, no scripts.
//!
//! A [`Model`] is checked once, in [`Model::new`]; everything else in the analysis relies on what is promised here.

use std::fmt;

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

fn refuse<T>(place: impl Into<String>, message: impl Into<String>) -> Result<T, ModelError> {
    Err(ModelError { place: place.into(), message: message.into() })
}

impl Model {
    /// Checks the parts.
    ///
    /// # Errors
    /// Says which part breaks which promise.
    pub fn new(parts: ModelParts) -> Result<Self, ModelError> {
        check_variables(&parts)?;
        for (index, table) in parts.tables.iter().enumerate() {
            check_axes(&parts, &table.axes, table.cells.len(), &format!("table {index}"))?;
        }
        check_determinations(&parts)?;
        check_clauses(&parts)?;
        check_parameters(&parts)?;
        check_sums(&parts)?;
        let topological = topological_order(&parts)?;
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

/// INVARIANT: class indices fit in 16 bits ([`check_variables`]).
pub(super) fn narrow(class: usize) -> u16 {
    class as u16
}

fn check_variables(parts: &ModelParts) -> Result<(), ModelError> {
    if parts.determinations.len() != parts.variables.len() {
        return refuse("determinations", "one entry per variable is needed");
    }
    if parts.alternatives > MAXIMUM_ALTERNATIVES {
        return refuse("alternatives", format!("at most {MAXIMUM_ALTERNATIVES} are supported"));
    }
    for variable in &parts.variables {
        if variable.weights.is_empty() || variable.weights.len() > 60_000 {
            return refuse(&variable.name, "the number of classes must lie between 1 and 60000");
        }
        if variable.weights.contains(&0) {
            return refuse(&variable.name, "a class of weight zero stands for nothing");
        }
    }
    Ok(())
}

fn check_axes(parts: &ModelParts, axes: &[Axis], cells: usize, place: &str) -> Result<(), ModelError> {
    let mut product = 1usize;
    for (position, axis) in axes.iter().enumerate() {
        let Some(variable) = parts.variables.get(axis.variable) else {
            return refuse(place, "an axis names a variable that does not exist");
        };
        if axes.iter().take(position).any(|other| other.variable == axis.variable) {
            return refuse(place, format!("`{}` is read by two axes", variable.name));
        }
        if axis.local.len() != variable.classes() + 1 {
            return refuse(
                place,
                format!("the map of `{}` must cover every class and the irrelevant one", variable.name),
            );
        }
        if axis.local.iter().any(|&local| usize::from(local) >= axis.size) {
            return refuse(place, format!("the map of `{}` leaves its range", variable.name));
        }
        product = product.saturating_mul(axis.size);
    }
    if product > MAXIMUM_CELLS {
        return refuse(place, format!("more than {MAXIMUM_CELLS} cells"));
    }
    if product != cells {
        return refuse(place, format!("{product} cells are needed, {cells} were given"));
    }
    Ok(())
}

fn check_determinations(parts: &ModelParts) -> Result<(), ModelError> {
    for (variable, determination) in parts.variables.iter().zip(&parts.determinations) {
        let Some(determination) = determination else { continue };
        let place = format!("determination of `{}`", variable.name);
        check_axes(parts, &determination.axes, determination.cells.len(), &place)?;
        let outside = |cell: &Cell| matches!(cell, Cell::Fixed(class) if usize::from(*class) >= variable.classes());
        if determination.cells.iter().any(outside) {
            return refuse(place, "a fixed class does not exist");
        }
    }
    Ok(())
}

fn check_clauses(parts: &ModelParts) -> Result<(), ModelError> {
    for (index, clause) in parts.clauses.iter().enumerate() {
        let place = format!("clause {index}");
        if clause.table >= parts.tables.len() {
            return refuse(place, "its table does not exist");
        }
        let exists = match clause.effect.target {
            Target::Form(form) => usize::from(form) < FORMS,
            Target::Alternative(alternative) => usize::from(alternative) < parts.alternatives,
        };
        if !exists {
            return refuse(place, "its target does not exist");
        }
        if matches!(clause.effect.kind, Kind::For(weight) | Kind::Against(weight) if weight == 0 || weight > 100) {
            return refuse(place, "a weight must lie between 1 and 100");
        }
    }
    Ok(())
}

fn check_parameters(parts: &ModelParts) -> Result<(), ModelError> {
    let parameters = &parts.parameters;
    let mut sorted = parameters.preference;
    sorted.sort_unstable();
    if sorted != [0, 1, 2] {
        return refuse("preference", "each form must be named once");
    }
    let thresholds =
        1 <= parameters.leaning_lead && parameters.leaning_lead <= parameters.clear_lead && parameters.clear_lead <= 50;
    if !thresholds {
        return refuse("thresholds", "1 ≤ leaning ≤ clear ≤ 50 must hold");
    }
    if !(0..=50).contains(&parameters.deduction_part) || !(0..=50).contains(&parameters.deduction_design) {
        return refuse("deductions", "a deduction must lie between 0 and 50");
    }
    for footing in &parameters.equal_footing {
        if usize::from(footing.alternative) >= parts.alternatives {
            return refuse("equal footing", "the alternative does not exist");
        }
        if footing.triggers.iter().chain(&footing.clauses).any(|&clause| clause >= parts.clauses.len()) {
            return refuse("equal footing", "a clause does not exist");
        }
    }
    Ok(())
}

/// Largest absolute sum the packed scores can hold: forms, alternatives.
const LARGEST_SUMS: (i32, i32) = (1000, 250);

fn check_sums(parts: &ModelParts) -> Result<(), ModelError> {
    let mut forms = [parts.parameters.deduction_part + parts.parameters.deduction_design; FORMS];
    let mut alternatives = vec![0i32; parts.alternatives];
    let weight = |clause: &Clause| match clause.effect.kind {
        Kind::For(weight) | Kind::Against(weight) => i32::from(weight),
        _ => 0,
    };
    for clause in &parts.clauses {
        match clause.effect.target {
            Target::Form(form) => forms[usize::from(form)] += weight(clause),
            Target::Alternative(alternative) => alternatives[usize::from(alternative)] += weight(clause),
        }
    }
    for footing in &parts.parameters.equal_footing {
        let more: i32 = footing.clauses.iter().filter_map(|&index| parts.clauses.get(index)).map(weight).sum();
        alternatives[usize::from(footing.alternative)] += more;
    }
    if forms.iter().any(|&sum| sum > LARGEST_SUMS.0) || alternatives.iter().any(|&sum| sum > LARGEST_SUMS.1) {
        return refuse("weights", "the weights of one target add up to more than the scores can hold");
    }
    Ok(())
}

fn topological_order(parts: &ModelParts) -> Result<Vec<usize>, ModelError> {
    let count = parts.variables.len();
    let mut placed = vec![false; count];
    let mut order = Vec::with_capacity(count);
    while order.len() < count {
        let before = order.len();
        for index in 0..count {
            let ready = match parts.determinations.get(index) {
                Some(Some(determination)) => determination.axes.iter().all(|axis| placed[axis.variable]),
                _ => true,
            };
            if !placed[index] && ready {
                placed[index] = true;
                order.push(index);
            }
        }
        if order.len() == before {
            return refuse("determinations", "they go in circles");
        }
    }
    Ok(order)
}
