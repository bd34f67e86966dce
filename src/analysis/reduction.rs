//! Tables cut down to what is still possible.

use super::model::{Axis, Cell, Determination, Model};
use super::partial::Partial;
use std::collections::HashMap;

/// One dimension of a reduced table.
#[derive(Debug, Clone)]
pub(super) struct ReducedAxis {
    /// Position of the axis in the table it came from.
    pub origin: usize,
    pub variable: usize,
    /// Local class per class of the variable; meaningless for classes that are not possible.
    pub local: Vec<u16>,
    pub size: usize,
}

/// A table over the classes that are still possible, without needless axes or distinctions.
#[derive(Debug, Clone)]
pub(super) struct Reduced<T> {
    pub axes: Vec<ReducedAxis>,
    pub cells: Vec<T>,
}

impl<T: Copy> Reduced<T> {
    /// The value, if the table has become constant.
    pub fn constant(&self) -> Option<T> {
        if self.axes.is_empty() { self.cells.first().copied() } else { None }
    }
}

/// Cuts a table down to the possible classes.
pub(super) fn reduce<T: Copy + Eq + std::hash::Hash>(axes: &[Axis], cells: &[T], possible: &[Vec<u16>]) -> Reduced<T> {
    let mut result = Reduced { axes: Vec::with_capacity(axes.len()), cells: cells.to_vec() };
    // First leave out impossible local classes, axis by axis, then merge local classes that make no difference.
    let mut sizes: Vec<usize> = axes.iter().map(|axis| axis.size).collect();
    for (position, axis) in axes.iter().enumerate() {
        let mut kept: Vec<u16> = Vec::new();
        let mut relabel = vec![u16::MAX; axis.size];
        // INVARIANT: possible classes index the map of every axis of their variable.
        for &class in &possible[axis.variable] {
            let local = axis.local[usize::from(class)];
            if relabel[usize::from(local)] == u16::MAX {
                relabel[usize::from(local)] = kept.len() as u16;
                kept.push(local);
            }
        }
        result.cells = select(&result.cells, &sizes, position, &kept);
        sizes[position] = kept.len();
        let merged = merge_equal(&mut result.cells, &mut sizes, position);
        let local = axis.local.iter().map(|&local| match relabel[usize::from(local)] {
            u16::MAX => 0,
            kept => merged[usize::from(kept)],
        });
        result.axes.push(ReducedAxis {
            origin: position,
            variable: axis.variable,
            local: local.collect(),
            size: sizes[position],
        });
    }
    // Merging along one axis may make distinctions along an earlier one pointless.
    let mut changed = true;
    while changed {
        changed = false;
        for position in 0..sizes.len() {
            let before = sizes[position];
            let merged = merge_equal(&mut result.cells, &mut sizes, position);
            if sizes[position] != before {
                changed = true;
                let axis = &mut result.axes[position];
                axis.local.iter_mut().for_each(|local| *local = merged[usize::from(*local)]);
                axis.size = sizes[position];
            }
        }
    }
    result.axes.retain(|axis| axis.size > 1);
    result
}

fn inner(sizes: &[usize], position: usize) -> usize {
    sizes[position + 1..].iter().product()
}

fn select<T: Copy>(cells: &[T], sizes: &[usize], position: usize, kept: &[u16]) -> Vec<T> {
    if kept.len() == sizes[position] && kept.iter().enumerate().all(|(index, &local)| index == usize::from(local)) {
        return cells.to_vec();
    }
    let run = inner(sizes, position);
    let block = run * sizes[position];
    let mut result = Vec::with_capacity(cells.len());
    for chunk in cells.chunks(block.max(1)) {
        for &local in kept {
            let start = usize::from(local) * run;
            result.extend_from_slice(&chunk[start..start + run]);
        }
    }
    result
}

fn merge_equal<T: Copy + Eq + std::hash::Hash>(cells: &mut Vec<T>, sizes: &mut [usize], position: usize) -> Vec<u16> {
    let size = sizes[position];
    let run = inner(sizes, position);
    let block = run * size;
    let slice_equal = |left: usize, right: usize| {
        cells
            .chunks(block.max(1))
            .all(|chunk| chunk[left * run..(left + 1) * run] == chunk[right * run..(right + 1) * run])
    };
    let mut kept: Vec<u16> = Vec::new();
    let mut merged = Vec::with_capacity(size);
    for local in 0..size {
        match kept.iter().position(|&other| slice_equal(usize::from(other), local)) {
            Some(index) => merged.push(index as u16),
            None => {
                merged.push(kept.len() as u16);
                kept.push(local as u16);
            }
        }
    }
    if kept.len() < size {
        *cells = select(cells, sizes, position, &kept);
        sizes[position] = kept.len();
    }
    merged
}

/// What a determination can still say: nothing (no world), an open question, or one class.
pub(super) const DEAD: u32 = 0;
pub(super) const FREE: u32 = 1;
/// Only class `code - ONLY`.
pub(super) const ONLY: u32 = 2;

fn code(cell: Cell, variable: usize, irrelevant: usize, partial: &Partial) -> u32 {
    let only = |class: usize| if partial.allows(variable, class) { ONLY + class as u32 } else { DEAD };
    match cell {
        Cell::Free => FREE,
        Cell::Fixed(class) => only(usize::from(class)),
        Cell::Irrelevant => only(irrelevant),
    }
}

/// Everything that is still possible.
#[derive(Debug, Clone)]
pub(super) struct Possible {
    /// Possible classes per variable, in ascending order.
    pub classes: Vec<Vec<u16>>,
    /// Reduced determination per variable, with the codes above.
    pub determinations: Vec<Reduced<u32>>,
}

impl Possible {
    /// Works out what is possible; `None` if no world is left.
    pub fn new(model: &Model, partial: &Partial) -> Option<Self> {
        let mut classes: Vec<Vec<u16>> = vec![Vec::new(); model.variables().len()];
        for &index in model.topological() {
            classes[index] = own_classes(model, partial, index, &classes);
        }
        // Answers to a question also say that it was asked: narrow the parents, then the children again.
        let mut narrowed = true;
        while narrowed {
            narrowed = false;
            for &index in model.topological().iter().rev() {
                narrowed |= narrow_parents(model, partial, index, &mut classes);
            }
            if narrowed {
                for &index in model.topological() {
                    let fresh = own_classes(model, partial, index, &classes);
                    classes[index].retain(|class| fresh.contains(class));
                }
            }
        }
        if classes.iter().any(Vec::is_empty) {
            return None;
        }
        let determinations =
            (0..classes.len()).map(|index| reduced_determination(model, partial, index, &classes)).collect();
        Some(Self { classes, determinations })
    }
}

fn codes(model: &Model, partial: &Partial, index: usize, determination: &Determination) -> Vec<u32> {
    let irrelevant = model.variables()[index].irrelevant();
    let any_free = (0..irrelevant).any(|class| partial.allows(index, class));
    let code = |&cell: &Cell| match code(cell, index, irrelevant, partial) {
        FREE if !any_free => DEAD,
        code => code,
    };
    determination.cells.iter().map(code).collect()
}

fn reduced_determination(model: &Model, partial: &Partial, index: usize, possible: &[Vec<u16>]) -> Reduced<u32> {
    match &model.determinations()[index] {
        Some(determination) => reduce(&determination.axes, &codes(model, partial, index, determination), possible),
        None => Reduced { axes: Vec::new(), cells: vec![FREE] },
    }
}

fn own_classes(model: &Model, partial: &Partial, index: usize, possible: &[Vec<u16>]) -> Vec<u16> {
    let irrelevant = model.variables()[index].irrelevant();
    let allowed = |class: &usize| partial.allows(index, *class);
    let free = || (0..irrelevant).filter(allowed).map(|class| class as u16);
    let Some(determination) = &model.determinations()[index] else {
        return free().collect();
    };
    let reduced = reduce(&determination.axes, &codes(model, partial, index, determination), possible);
    let mut found = vec![false; irrelevant + 1];
    for &code in &reduced.cells {
        match code {
            DEAD => {}
            FREE => free().for_each(|class| found[usize::from(class)] = true),
            only => found[(only - ONLY) as usize] = true,
        }
    }
    (0..=irrelevant).filter(|&class| found[class]).map(|class| class as u16).collect()
}

/// Removes classes of parents under which no class of the child is possible.
fn narrow_parents(model: &Model, partial: &Partial, index: usize, classes: &mut [Vec<u16>]) -> bool {
    let Some(determination) = &model.determinations()[index] else { return false };
    let all = codes(model, partial, index, determination);
    if !all.contains(&DEAD) {
        return false;
    }
    let reduced = reduce(&determination.axes, &all, classes);
    let sizes: Vec<usize> = reduced.axes.iter().map(|axis| axis.size).collect();
    let mut narrowed = false;
    for (position, axis) in reduced.axes.iter().enumerate() {
        let run = inner(&sizes, position);
        let mut alive = vec![false; axis.size];
        for (cell, &code) in reduced.cells.iter().enumerate() {
            alive[cell / run % axis.size] |= code != DEAD;
        }
        let before = classes[axis.variable].len();
        classes[axis.variable].retain(|&class| alive[usize::from(axis.local[usize::from(class)])]);
        narrowed |= classes[axis.variable].len() < before;
    }
    narrowed
}

/// Numbers things in the order in which they are first seen.
#[derive(Debug, Clone)]
pub(super) struct Interner<T> {
    index: HashMap<T, u32, std::hash::BuildHasherDefault<super::hashing::FastHasher>>,
    pub items: Vec<T>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Self { index: HashMap::default(), items: Vec::new() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Interner<T> {
    /// Number of the item, new if it was not seen before.
    pub fn intern(&mut self, item: T) -> u32 {
        if let Some(&found) = self.index.get(&item) {
            return found;
        }
        let number = self.items.len() as u32;
        self.index.insert(item.clone(), number);
        self.items.push(item);
        number
    }
}
