//! How much a form's sum can rise when one answer is changed to another.
//!
//! The questions that the answer determines are doubled: as they stand before the change, and after it. What is asked both
//! before and after is answered alike; what is asked only after may be answered in any way. Only reasons, groups and
//! deductions that read what changes can differ, so only they are put in the doubled model: after the change as form 0,
//! before it as form 1. The longest path through its skeleton is the greatest rise.

use super::diagram::{Diagram, Memory};
use super::engine::Engine;
use super::layout::{Layout, Settings};
use super::lowering::{self, Gain};
use super::model::{
    Axis, Cell, Clause, Determination, Effect, Kind, MAXIMUM_CELLS, Model, ModelParts, Parameters, Table, Target,
    Variable,
};
use super::partial::{ClassSet, Partial};
use super::race::{Demand, Race, Racer, WATCH};
use super::random::Random;
use super::skeleton::{Exceeded, Skeleton};

/// What is changed, and whose sum is followed.
#[derive(Debug, Clone, Copy)]
pub struct Change<'t> {
    /// The form.
    pub form: u8,
    /// The variable changed.
    pub variable: usize,
    /// The class it is changed to.
    pub class: u16,
    /// What must hold both before and after; `None`: nothing.
    pub when: Option<&'t Table>,
}

/// The greatest rise, with the worlds that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rise {
    /// By how much the sum rises; negative if it always falls.
    pub by: i32,
    /// A world before the change.
    pub before: Vec<u16>,
    /// The world after it.
    pub after: Vec<u16>,
}

/// The greatest rise of a form's sum; `None` if there is no world in which the answer can be changed.
///
/// # Errors
/// Says which limit was passed.
pub fn greatest_rise(
    model: &Model,
    change: Change<'_>,
    ranks: &[usize],
    settings: Settings,
) -> Result<Option<Rise>, Exceeded> {
    let doubled = Doubled::new(model, change)?;
    let Ok(of) = Model::new(doubled.parts.clone()) else { return Err(Exceeded::Edges) };
    let ranks: Vec<usize> = (0..of.variables().len())
        .map(|index| {
            let original = doubled.original[index];
            // A copy stands right after its original.
            2 * ranks.get(original).copied().unwrap_or(usize::MAX / 4) + usize::from(index != original)
        })
        .collect();
    let layout = Layout::ranked(&of, &settings, &ranks);
    let mut lowered = lowering::lower(&of, |_| true);
    let mut demand = Demand::default();
    for (flag, &table) in (WATCH..).zip(&doubled.conditions) {
        lowered.singles.push((table, Gain { flags: 1 << flag, ..Gain::default() }));
        demand.needed |= 1 << flag;
    }
    let engine = Engine { model: &of, layout, lowered, settings };
    let race = Race::new(&of, Racer::Gap).demanding(demand);
    let mut partial = Partial::unknown(&of);
    let ordinary = model.variables()[change.variable].classes();
    partial.restrict(change.variable, ClassSet::of((0..ordinary).filter(|&class| class != usize::from(change.class))));
    partial.restrict(doubled.copy[change.variable].unwrap_or(0), ClassSet::of([usize::from(change.class)]));
    let Some(diagram) = Diagram::new(&of, &engine, &partial, &race)? else { return Ok(None) };
    let Some((by, chosen)) = longest_path(&diagram.skeleton) else { return Ok(None) };
    let mut both = vec![0u16; of.variables().len()];
    diagram.world(&chosen, &mut Random::new(settings.seed), &mut Memory::default(), &mut both);
    let before = model.complete(&both[..model.variables().len()]);
    let mut after = before.clone();
    for (variable, copy) in doubled.copy.iter().enumerate() {
        if let Some(copy) = copy {
            after[variable] = both[*copy];
        }
    }
    Ok(Some(Rise { by, before, after: model.complete(&after) }))
}

/// The worlds in which an answer may be changed: it is given, and not the one it is changed to. What other answers settle
/// is made impossible, for it cannot be changed.
#[must_use]
pub fn changeable(model: &Model, variable: usize, class: u16) -> (ModelParts, Partial) {
    let mut parts = model.parts().clone();
    parts.clauses.clear();
    parts.parameters = Parameters::default();
    only_given(&mut parts, variable);
    let mut partial = Partial::unknown(model);
    let ordinary = model.variables()[variable].classes();
    partial.restrict(variable, ClassSet::of((0..ordinary).filter(|&other| other != usize::from(class))));
    (parts, partial)
}

fn only_given(parts: &mut ModelParts, variable: usize) {
    if let Some(Some(determination)) = parts.determinations.get_mut(variable) {
        for cell in determination.cells.iter_mut().filter(|cell| matches!(cell, Cell::Fixed(_))) {
            *cell = Cell::Irrelevant;
        }
    }
}

/// The longest path, as the class of every layer.
fn longest_path(skeleton: &Skeleton) -> Option<(i32, Vec<u16>)> {
    skeleton.layers.first().filter(|layer| layer.nodes() > 0)?;
    let mut best: Vec<Vec<Option<i32>>> = vec![vec![Some(0); skeleton.layers.last()?.nodes()]];
    for layer in skeleton.layers.iter().rev().skip(1) {
        let below = best.last()?;
        let own = (0..layer.nodes()).map(|node| {
            let edges = layer.edges[layer.edge_range(node)].iter();
            let through = |edge: &super::skeleton::Edge| {
                Some(below[edge.child as usize]? + i32::from(skeleton.deltas[edge.delta as usize][0]))
            };
            edges.filter_map(through).max()
        });
        let own = own.collect();
        best.push(own);
    }
    best.reverse();
    let total = best[0][0]?;
    let (mut node, mut rest) = (0usize, total);
    let mut chosen = Vec::new();
    for (layer, below) in skeleton.layers.iter().zip(&best[1..]) {
        let edge = layer.edges[layer.edge_range(node)].iter().find(|edge| {
            let delta = i32::from(skeleton.deltas[edge.delta as usize][0]);
            below[edge.child as usize].is_some_and(|value| value + delta == rest)
        })?;
        chosen.push(layer.shares[edge.shares.0 as usize].class);
        rest -= i32::from(skeleton.deltas[edge.delta as usize][0]);
        node = edge.child as usize;
    }
    Some((total + i32::from(skeleton.start[0]), chosen))
}

/// The doubled model.
struct Doubled {
    parts: ModelParts,
    /// Copy of each variable that the change may change and something reads.
    copy: Vec<Option<usize>>,
    /// The variable that each variable of the doubled model stands for.
    original: Vec<usize>,
    /// Tables that must hold.
    conditions: Vec<usize>,
}

impl Doubled {
    fn new(model: &Model, change: Change<'_>) -> Result<Self, Exceeded> {
        let changed = changed(model, change.variable);
        let affected = |table: &Table| table.axes.iter().any(|axis| changed[axis.variable]);
        let clauses = concerned(model, change.form, &affected);
        let mut read = vec![false; changed.len()];
        read[change.variable] = true;
        let tables = clauses.iter().map(|clause| &model.tables()[clause.table]).chain(change.when);
        tables.flat_map(|table| &table.axes).for_each(|axis| read[axis.variable] = true);
        for &variable in model.topological().iter().rev() {
            if let (true, Some(determination)) = (read[variable], &model.determinations()[variable]) {
                determination.axes.iter().for_each(|axis| read[axis.variable] = true);
            }
        }
        let mut doubled = Self {
            parts: ModelParts { variables: model.variables().to_vec(), ..ModelParts::default() },
            copy: vec![None; changed.len()],
            original: (0..changed.len()).collect(),
            conditions: Vec::new(),
        };
        // What nobody asks about is left out of account: the rest of a world follows from it.
        let kept = model.determinations().iter().zip(&read);
        doubled.parts.determinations = kept.map(|(own, read)| if *read { own.clone() } else { None }).collect();
        only_given(&mut doubled.parts, change.variable);
        for &variable in model.topological().iter().filter(|&&variable| changed[variable] && read[variable]) {
            doubled.add_copy(model, variable, variable == change.variable)?;
        }
        doubled.add_clauses(model, &clauses, &affected);
        if let Some(when) = change.when {
            doubled.add_condition(when);
            if affected(when) {
                let after = doubled.after(when);
                doubled.add_condition(&after);
            }
        }
        doubled.parts.parameters = Parameters {
            equal_footing: Vec::new(),
            support_groups: Vec::new(),
            preference: [0, 1, 2],
            ..model.parameters().clone()
        };
        Ok(doubled)
    }

    fn add_copy(&mut self, model: &Model, variable: usize, is_changed_one: bool) -> Result<(), Exceeded> {
        let own: &Variable = &model.variables()[variable];
        let determination = match &model.determinations()[variable] {
            Some(determination) if !is_changed_one => Some(self.copied(own, variable, determination)?),
            _ => None,
        };
        self.copy[variable] = Some(self.parts.variables.len());
        self.original.push(variable);
        self.parts.variables.push(own.clone());
        self.parts.determinations.push(determination);
        Ok(())
    }

    /// What determines a copy: what determined the original, as things stand after; and where both are asked, the original.
    fn copied(
        &self,
        own: &Variable,
        variable: usize,
        determination: &Determination,
    ) -> Result<Determination, Exceeded> {
        let before = &determination.axes;
        let mut axes = before.clone();
        let after_axes: Vec<Axis> = before.iter().filter_map(|axis| self.moved(axis)).collect();
        axes.extend(after_axes);
        let identity: Vec<u16> = (0..=own.classes() as u16).collect();
        axes.push(Axis { variable, local: identity, size: own.classes() + 1 });
        let product = axes.iter().try_fold(1usize, |product, axis| product.checked_mul(axis.size));
        let product = product.filter(|&product| product <= MAXIMUM_CELLS).ok_or(Exceeded::Cells)?;
        let mut cells = Vec::with_capacity(product);
        let mut local = vec![0usize; axes.len()];
        for _ in 0..product {
            let (mut at_before, mut at_after, mut next_copy) = (0, 0, before.len());
            for (position, axis) in before.iter().enumerate() {
                at_before = at_before * axis.size + local[position];
                let after = if self.copy[axis.variable].is_some() {
                    next_copy += 1;
                    local[next_copy - 1]
                } else {
                    local[position]
                };
                at_after = at_after * axis.size + after;
            }
            let class = local[axes.len() - 1];
            cells.push(match (determination.cells[at_after], determination.cells[at_before]) {
                (Cell::Free, Cell::Free) if class < own.classes() => Cell::Fixed(class as u16),
                (cell, _) => cell,
            });
            for (digit, axis) in local.iter_mut().zip(&axes).rev() {
                *digit += 1;
                if *digit < axis.size {
                    break;
                }
                *digit = 0;
            }
        }
        Ok(Determination { axes, cells })
    }

    /// An axis as it stands after the change; `None` if the change does not touch it.
    fn moved(&self, axis: &Axis) -> Option<Axis> {
        self.copy[axis.variable].map(|copy| Axis { variable: copy, ..axis.clone() })
    }

    fn after(&self, table: &Table) -> Table {
        let axes = table.axes.iter().map(|axis| self.moved(axis).unwrap_or_else(|| axis.clone()));
        Table { axes: axes.collect(), cells: table.cells.clone() }
    }

    fn add_condition(&mut self, table: &Table) {
        self.conditions.push(self.parts.tables.len());
        self.parts.tables.push(table.clone());
    }

    fn add_clauses(&mut self, model: &Model, clauses: &[Clause], affected: &impl Fn(&Table) -> bool) {
        let mut number: Vec<Option<[usize; 2]>> = vec![None; model.tables().len()];
        for clause in clauses {
            let [after, before] = *number[clause.table].get_or_insert_with(|| {
                let table = &model.tables()[clause.table];
                let before = self.parts.tables.len();
                self.parts.tables.push(table.clone());
                if !affected(table) {
                    return [before, before];
                }
                let after = self.after(table);
                self.parts.tables.push(after);
                [before + 1, before]
            });
            for (form, table) in [(0, after), (1, before)] {
                let effect = Effect { target: Target::Form(form), ..clause.effect };
                self.parts.clauses.push(Clause { table, effect, ..clause.clone() });
            }
        }
    }
}

/// The variables that a change of one may change, itself included.
fn changed(model: &Model, variable: usize) -> Vec<bool> {
    let mut changed = vec![false; model.variables().len()];
    changed[variable] = true;
    for &index in model.topological() {
        if let Some(determination) = &model.determinations()[index] {
            changed[index] |= determination.axes.iter().any(|axis| changed[axis.variable]);
        }
    }
    changed
}

/// The clauses about a form that can give another sum: all of each group and each deduction of which one is affected.
fn concerned(model: &Model, form: u8, affected: &impl Fn(&Table) -> bool) -> Vec<Clause> {
    let own: Vec<&Clause> =
        model.clauses().iter().filter(|clause| clause.effect.target == Target::Form(form)).collect();
    // Clauses with equal keys count together.
    let key = |clause: &Clause| match (clause.effect.kind, clause.effect.group) {
        (Kind::For(_) | Kind::Against(_), Some(group)) => Some(usize::from(group)),
        (Kind::HinderPart, _) => Some(usize::MAX),
        (Kind::HinderDesign, _) => Some(usize::MAX - 1),
        _ => None,
    };
    let weighs = |clause: &Clause| {
        matches!(clause.effect.kind, Kind::For(_) | Kind::Against(_) | Kind::HinderPart | Kind::HinderDesign)
    };
    let touched = |clause: &Clause| affected(&model.tables()[clause.table]);
    let together: Vec<usize> =
        own.iter().filter(|clause| weighs(clause) && touched(clause)).filter_map(|clause| key(clause)).collect();
    let counts = |clause: &Clause| match key(clause) {
        Some(key) => together.contains(&key),
        None => touched(clause),
    };
    own.into_iter().filter(|clause| weighs(clause) && counts(clause)).cloned().collect()
}

/// Whether two worlds are one before and one after a change, by the definition. For checks.
#[must_use]
pub fn is_change(model: &Model, change: Change<'_>, before: &[u16], after: &[u16]) -> bool {
    let free = |world: &[u16], variable: usize| {
        let determination = model.determinations()[variable].as_ref();
        determination.map_or(Cell::Free, |determination| determination.cell(world)) == Cell::Free
    };
    let agree = |variable: usize| {
        variable == change.variable
            || before[variable] == after[variable]
            || !(free(before, variable) && free(after, variable))
    };
    free(before, change.variable)
        && free(after, change.variable)
        && before[change.variable] != change.class
        && after[change.variable] == change.class
        && (0..before.len()).all(agree)
        && change.when.is_none_or(|when| when.holds(before) && when.holds(after))
}
