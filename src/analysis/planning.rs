//! What the order search needs to know about a pack under some answers.

use super::automaton::FastMap;
use super::best_alternative::{self, MARK};
use super::folding::Folding;
use super::lowering::{ANY_REASON, Gain, PLAYERS};
use super::model::FORMS;
use super::ordering::{self, Contribution, Plan, Scope};
use super::problem::{Reading, slot_classes};
use super::reduction::{Reduced, ReducedAxis};

impl Reading<'_> {
    /// Collects what is read together, what it contributes and what must come first.
    pub(super) fn plan(&self) -> Plan {
        let layout = self.layout;
        let folding = Folding::new(self.model, &self.possible, &self.read());
        let mut plan = Plan { weights: vec![0.0; layout.slot_variable.len()], ..Plan::default() };
        let maps = slot_classes(self.model, layout, &self.possible, &self.conditions, &folding);
        for (weight, map) in plan.weights.iter_mut().zip(&maps) {
            *weight = map.as_ref().map_or(0.0, |(_, classes)| (*classes as f64).log2());
        }
        let mut slots_of_table: FastMap<usize, Vec<usize>> = FastMap::default();
        for condition in &self.conditions {
            let slots = slots(&condition.reduced.axes, &layout.table_slots[condition.table]);
            slots_of_table.insert(condition.table, slots.clone());
            if !slots.is_empty() {
                plan.scopes.push(Scope { rests: rests(&condition.reduced), slots: slots.clone() });
                let gain = forms_only(&condition.gain);
                plan.contributions.push(Contribution { slots, widths: ordering::widths(&[gain]), flags: gain.flags });
            }
        }
        for group in self.lowered.groups.iter().filter(|group| group.player < FORMS) {
            let tables = group.members.iter().flat_map(|member| std::iter::once(&member.table).chain(&member.guard));
            let slots: Vec<usize> = tables.filter_map(|table| slots_of_table.get(table)).flatten().copied().collect();
            if slots.is_empty() {
                continue;
            }
            let strongest: Vec<Gain> =
                group.members.iter().map(|member| group.gain(member.weight, -member.weight)).collect();
            plan.contributions.push(Contribution { slots, widths: ordering::widths(&strongest), flags: 0 });
        }
        self.plan_alternatives(&mut plan, &slots_of_table);
        for (variable, determination) in self.possible.determinations.iter().enumerate() {
            let parents = slots(&determination.axes, &layout.determination_slots[variable]);
            for &own in &layout.variable_slots[variable] {
                // Even where these answers settle the matter: under others they may not.
                plan.before.extend(layout.determination_slots[variable].iter().map(|&parent| (parent, own)));
            }
            if !parents.is_empty() && !folding.folded[variable] {
                let own =
                    layout.variable_slots[variable].iter().copied().filter(|&slot| maps[slot].is_some()).collect();
                plan.scopes.push(Scope { rests: rests(determination), slots: parents.clone() });
                plan.links.push((parents, own));
            }
        }
        for slots in &layout.variable_slots {
            let chain: Vec<usize> = slots.iter().copied().filter(|&slot| maps[slot].is_some()).collect();
            if chain.len() > 1 {
                plan.chains.push(chain);
            }
        }
        plan
    }

    /// The alternatives come as one contribution, once everything about them is known.
    fn plan_alternatives(&self, plan: &mut Plan, slots_of_table: &FastMap<usize, Vec<usize>>) {
        let groups = self.lowered.groups.iter().filter(|group| group.player >= FORMS).flat_map(|group| &group.members);
        let members = groups.flat_map(|member| std::iter::once(member.table).chain(member.guard.iter().copied()));
        let single = self.conditions.iter().filter(|condition| best_alternative::concerns(&condition.gain));
        let tables = members.chain(single.map(|condition| condition.table));
        let mut slots: Vec<usize> = tables.filter_map(|table| slots_of_table.get(&table)).flatten().copied().collect();
        slots.sort_unstable();
        slots.dedup();
        if !slots.is_empty() {
            let mut widths = [0; PLAYERS];
            widths[MARK] = MARK_WIDTH;
            plan.contributions.push(Contribution { slots, widths, flags: 0 });
        }
    }
}

/// Typical width of what the best alternative contributes.
const MARK_WIDTH: u16 = 8;

/// A contribution without what concerns alternatives.
fn forms_only(gain: &Gain) -> Gain {
    let mut gain = *gain;
    gain.scores[FORMS..].fill(0);
    gain.flags &= !best_alternative::flags() & !(1 << ANY_REASON);
    gain
}

fn slots(axes: &[ReducedAxis], slots: &[usize]) -> Vec<usize> {
    // INVARIANT: reduced axes stem from axes of the table the slots belong to.
    axes.iter().map(|axis| slots[axis.origin]).collect()
}

/// Base-2 logarithm of the number of different rests of a table, per set of axes already read.
fn rests<T: Copy + Eq + std::hash::Hash>(table: &Reduced<T>) -> Vec<f64> {
    if table.axes.len() > 8 {
        return Vec::new();
    }
    // A condition that has been read completely is carried no further.
    let all = (1usize << table.axes.len()) - 1;
    (0..=all).map(|read| if read == all { 0.0 } else { (rests_after(table, read) as f64).log2() }).collect()
}

fn rests_after<T: Copy + Eq + std::hash::Hash>(table: &Reduced<T>, read: usize) -> usize {
    // Cells grouped by what was read; each group, in cell order, is one rest.
    let mut groups: std::collections::BTreeMap<usize, Vec<T>> = std::collections::BTreeMap::new();
    for (cell, &value) in table.cells.iter().enumerate() {
        let (mut rest, mut key, mut stride) = (cell, 0, 1);
        for (position, axis) in table.axes.iter().enumerate().rev() {
            if read >> position & 1 == 1 {
                key += rest % axis.size * stride;
                stride *= axis.size;
            }
            rest /= axis.size;
        }
        groups.entry(key).or_default().push(value);
    }
    let mut distinct: FastMap<Vec<T>, ()> = FastMap::default();
    groups.into_values().for_each(|rest| {
        distinct.insert(rest, ());
    });
    distinct.len()
}
