//! Tables of contributions over a few variables, and how they are merged so that few look-ups serve many clauses.

use super::lowering::{Gain, Group, Lowered};
use super::model::{Axis, Model, Table};

/// Most cells of tables merged into one: larger ones would not stay in the processor's caches.
const MERGED_CELLS: usize = 4096;

/// Contributions per combination of local classes.
#[derive(Debug, Clone)]
pub struct Block {
    /// The variables read.
    pub axes: Vec<Axis>,
    /// One entry per combination, the last axis running fastest.
    pub cells: Vec<Gain>,
}

/// Blocks that together say what every world gets, and the groups too large for a block.
#[derive(Debug, Clone, Default)]
pub struct Blocks {
    /// Merged contributions.
    pub blocks: Vec<Block>,
    /// Groups that read too many variables; they are worked out per world.
    pub loose: Vec<Group>,
}

/// Builds and merges blocks.
#[must_use]
pub fn build(model: &Model, lowered: &Lowered) -> Blocks {
    let mut result = Blocks::default();
    let mut blocks = Vec::new();
    for (table, gain) in &lowered.singles {
        // INVARIANT: lowered table indices come from the model.
        let table = &model.tables()[*table];
        let cells = table.cells.iter().map(|&holds| if holds { *gain } else { Gain::default() }).collect();
        blocks.push(Block { axes: table.axes.clone(), cells });
    }
    for group in &lowered.groups {
        match group_block(model, group) {
            Some(block) => blocks.push(block),
            None => result.loose.push(group.clone()),
        }
    }
    // Wide blocks first: small ones then fit into them without new axes.
    blocks.sort_by_key(|block| std::cmp::Reverse((block.axes.len(), block.cells.len())));
    for block in blocks {
        let candidate = (0..result.blocks.len())
            .filter_map(|index| merged_axes(&result.blocks[index].axes, &block.axes).map(|axes| (index, axes)))
            .max_by_key(|(index, axes)| {
                let shared = result.blocks[*index].axes.len() + block.axes.len() - axes.len();
                (shared, std::cmp::Reverse(cells(axes)), std::cmp::Reverse(*index))
            });
        match candidate {
            Some((index, axes)) => result.blocks[index] = merge(axes, &result.blocks[index], &block),
            None => result.blocks.push(block),
        }
    }
    result
}

fn cells(axes: &[Axis]) -> usize {
    axes.iter().fold(1usize, |product, axis| product.saturating_mul(axis.size))
}

/// The common refinement of two partitions of one variable.
fn refine(left: &Axis, right: &Axis) -> Axis {
    let mut seen: Vec<u16> = vec![u16::MAX; left.size * right.size];
    let mut size = 0u16;
    let mut local = Vec::with_capacity(left.local.len());
    for (&own, &other) in left.local.iter().zip(&right.local) {
        // INVARIANT: local classes lie below the axis size.
        let slot = &mut seen[usize::from(own) * right.size + usize::from(other)];
        if *slot == u16::MAX {
            *slot = size;
            size += 1;
        }
        local.push(*slot);
    }
    Axis { variable: left.variable, local, size: usize::from(size) }
}

/// Axes of two blocks together, if the cells stay within bounds.
fn merged_axes(left: &[Axis], right: &[Axis]) -> Option<Vec<Axis>> {
    let mut axes: Vec<Axis> = Vec::with_capacity(left.len() + right.len());
    let mut product = 1usize;
    for axis in left {
        let axis = match right.iter().find(|other| other.variable == axis.variable) {
            Some(other) if axis.size.saturating_mul(other.size) <= MERGED_CELLS * 16 => refine(axis, other),
            Some(_) => return None,
            None => axis.clone(),
        };
        product = product.saturating_mul(axis.size);
        if product > MERGED_CELLS {
            return None;
        }
        axes.push(axis);
    }
    for axis in right {
        if left.iter().all(|other| other.variable != axis.variable) {
            product = product.saturating_mul(axis.size);
            axes.push(axis.clone());
        }
    }
    (product <= MERGED_CELLS).then_some(axes)
}

/// For every cell over `fine`, the index of the cell over `coarse` that contains it.
pub(super) fn projection(fine: &[Axis], coarse: &[Axis]) -> Vec<usize> {
    let mut index = vec![0usize; cells(fine)];
    for axis in coarse {
        let position = fine.iter().position(|other| other.variable == axis.variable);
        let Some(position) = position else { continue };
        // INVARIANT: `fine` refines `coarse`, so one global class per local class is enough.
        let mut map = vec![0usize; fine[position].size];
        for (&own, &other) in fine[position].local.iter().zip(&axis.local) {
            map[usize::from(own)] = usize::from(other);
        }
        let inner = cells(&fine[position + 1..]);
        for (cell, slot) in index.iter_mut().enumerate() {
            *slot = *slot * axis.size + map[cell / inner % fine[position].size];
        }
    }
    index
}

fn merge(axes: Vec<Axis>, left: &Block, right: &Block) -> Block {
    let from_left = projection(&axes, &left.axes);
    let from_right = projection(&axes, &right.axes);
    let cells = from_left.into_iter().zip(from_right).map(|(own, other)| left.cells[own].plus(&right.cells[other]));
    Block { cells: cells.collect(), axes }
}

/// The tables a group reads.
fn group_tables<'a>(model: &'a Model, group: &'a Group) -> impl Iterator<Item = &'a Table> {
    let indices = group.members.iter().flat_map(|member| std::iter::once(&member.table).chain(&member.guard));
    indices.map(|&index| &model.tables()[index])
}

fn group_block(model: &Model, group: &Group) -> Option<Block> {
    let mut axes: Vec<Axis> = Vec::new();
    for table in group_tables(model, group) {
        axes = merged_axes(&axes, &table.axes)?;
    }
    let size = cells(&axes);
    let holds = |index: usize| -> Vec<bool> {
        let table = &model.tables()[index];
        projection(&axes, &table.axes).into_iter().map(|cell| table.cells[cell]).collect()
    };
    let mut strongest = vec![(0i16, 0i16); size];
    for member in &group.members {
        let mut fires = holds(member.table);
        if !member.guard.is_empty() {
            let guards: Vec<Vec<bool>> = member.guard.iter().map(|&guard| holds(guard)).collect();
            for (cell, fires) in fires.iter_mut().enumerate() {
                *fires &= guards.iter().any(|guard| guard[cell]);
            }
        }
        for (entry, _) in strongest.iter_mut().zip(fires).filter(|(_, fires)| *fires) {
            entry.0 = entry.0.max(member.weight);
            entry.1 = entry.1.max(-member.weight);
        }
    }
    let cells = strongest.into_iter().map(|(positive, negative)| group.gain(positive, negative)).collect();
    Some(Block { axes, cells })
}
