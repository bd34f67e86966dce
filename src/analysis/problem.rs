//! A model under a partial answer, lowered to diagrams and layers, ready to be swept.

use super::automaton::{self, Automaton, FastMap};
use super::best_alternative::{self, MARK};
use super::chooser::Chooser;
use super::folding::Folding;
use super::layout::Layout;
use super::lowering::{Gain, Group, Lowered, OFFERED};
use super::model::{FORMS, Model};
use super::partial::Partial;
use super::race::SCORE;
use super::reduction::{Interner, ONLY, Possible, Reduced, reduce};

/// One step of the sweep: a variable, or a feature of a split one.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    pub variable: usize,
    /// Number of classes that conditions can tell apart.
    pub classes: usize,
    /// Layer class per class of the variable; `u16::MAX` for those that are not possible.
    pub class_of: Vec<u16>,
    /// The only layer of its variable.
    pub whole: bool,
}

/// Everything the sweep needs.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    pub layers: Vec<Layer>,
    /// One chooser per layer; layers of one variable share the number.
    pub layer_chooser: Vec<usize>,
    pub choosers: Vec<Chooser>,
    /// Diagrams with gain numbers as results.
    pub units: Vec<Automaton>,
    pub gains: Interner<Gain>,
    /// What every world gets.
    pub base: Gain,
    /// What became of the variables that nothing reads.
    pub folding: Folding,
}

/// Conditions under a partial answer, before they are ordered.
#[derive(Debug, Clone)]
pub(super) struct Reading<'m> {
    pub model: &'m Model,
    pub layout: &'m Layout,
    pub lowered: &'m Lowered,
    pub possible: Possible,
    pub conditions: Vec<Condition>,
    base: Gain,
}

/// A table, cut down to what is possible.
#[derive(Debug, Clone)]
pub(super) struct Condition {
    pub table: usize,
    pub reduced: Reduced<bool>,
    pub gain: Gain,
    pub grouped: bool,
}

impl<'m> Reading<'m> {
    /// `None` if no world is left.
    pub fn new(model: &'m Model, layout: &'m Layout, partial: &Partial, lowered: &'m Lowered) -> Option<Self> {
        let possible = Possible::new(model, partial)?;
        let mut base = Gain::default();
        let conditions = conditions(model, lowered, &possible, &mut base);
        Some(Self { model, layout, lowered, possible, conditions, base })
    }

    /// Whether each variable is read by a condition.
    pub fn read(&self) -> Vec<bool> {
        let mut read = vec![false; self.model.variables().len()];
        self.conditions
            .iter()
            .flat_map(|condition| &condition.reduced.axes)
            .for_each(|axis| read[axis.variable] = true);
        read
    }

    /// Everything the sweep needs to follow what the mask holds: flags, and scores of players from bit [`SCORE`] on, where
    /// [`MARK`] stands for the best alternative. `None`: too large.
    pub fn problem(&self, order: &[usize], mask: u64) -> Option<Problem> {
        let Self { model, layout, possible, .. } = self;
        let player_counts = |player: usize| mask >> (SCORE as usize + player) & 1 == 1;
        let marked = player_counts(MARK);
        let groups: Vec<&Group> = self
            .lowered
            .groups
            .iter()
            .filter(|group| if group.player < FORMS { player_counts(group.player) } else { marked })
            .collect();
        let mut grouped = vec![false; model.tables().len()];
        for member in groups.iter().flat_map(|group| &group.members) {
            grouped[member.table] = true;
            member.guard.iter().for_each(|&guard| grouped[guard] = true);
        }
        let kept = |gain: &Gain| {
            let mut gain = *gain;
            gain.flags &= mask as u32 & !best_alternative::flags();
            gain.scores
                .iter_mut()
                .enumerate()
                .filter(|(player, _)| *player >= FORMS || !player_counts(*player))
                .for_each(|(_, score)| *score = 0);
            gain
        };
        let conditions: Vec<Condition> = (self.conditions.iter())
            .map(|condition| {
                let grouped = grouped[condition.table] || marked && best_alternative::concerns(&condition.gain);
                Condition { grouped, ..condition.clone() }
            })
            .filter(|condition| condition.grouped || !kept(&condition.gain).is_nothing())
            .collect();
        let mut read = vec![false; model.variables().len()];
        conditions.iter().flat_map(|condition| &condition.reduced.axes).for_each(|axis| read[axis.variable] = true);
        let folding = Folding::new(model, possible, &read);
        let maps = slot_classes(model, layout, possible, &conditions, &folding);
        let mut problem = Problem {
            layers: Vec::new(),
            layer_chooser: Vec::new(),
            choosers: Vec::new(),
            units: Vec::new(),
            gains: Interner::default(),
            base: kept(&self.base),
            folding,
        };
        problem.gains.intern(Gain::default());
        let layer_of_slot = problem.add_layers(model, layout, possible, order, maps);
        problem.add_choosers(model, layout, possible, &layer_of_slot);
        let diagrams = problem.add_units(layout, &conditions, &groups, &layer_of_slot, kept);
        if marked {
            problem.add_best_alternative(self, &conditions, &diagrams, mask)?;
        }
        Some(problem)
    }
}

impl Problem {
    fn add_layers(
        &mut self,
        model: &Model,
        layout: &Layout,
        possible: &Possible,
        order: &[usize],
        mut maps: Vec<Option<(Vec<u16>, usize)>>,
    ) -> Vec<Option<u32>> {
        let mut layer_of_slot = vec![None; layout.slot_variable.len()];
        for variable in 0..model.variables().len() {
            let slots = &layout.variable_slots[variable];
            if slots.iter().any(|&slot| maps[slot].is_some()) {
                continue;
            }
            if !self.folding.folded[variable] {
                let mut class_of = vec![u16::MAX; model.variables()[variable].classes() + 1];
                possible.classes[variable].iter().for_each(|&class| class_of[usize::from(class)] = 0);
                // INVARIANT: every variable has at least one slot.
                maps[slots[0]] = Some((class_of, 1));
            }
        }
        for &slot in order {
            let Some((class_of, classes)) = maps[slot].take() else { continue };
            layer_of_slot[slot] = Some(self.layers.len() as u32);
            self.layers.push(Layer { variable: layout.slot_variable[slot], classes, class_of, whole: true });
        }
        let mut times = vec![0; model.variables().len()];
        self.layers.iter().for_each(|layer| times[layer.variable] += 1);
        self.layers.iter_mut().for_each(|layer| layer.whole = times[layer.variable] == 1);
        layer_of_slot
    }

    fn add_choosers(&mut self, model: &Model, layout: &Layout, possible: &Possible, layer_of_slot: &[Option<u32>]) {
        let mut number = vec![usize::MAX; model.variables().len()];
        for layer in 0..self.layers.len() {
            let variable = self.layers[layer].variable;
            if number[variable] == usize::MAX {
                number[variable] = self.choosers.len();
                let determination = &possible.determinations[variable];
                let readings = self.readings(determination, &layout.determination_slots[variable], layer_of_slot);
                let automaton = automaton::from_table(determination, &readings, |code| code);
                let own: Vec<u32> = (0..self.layers.len() as u32)
                    .filter(|&other| self.layers[other as usize].variable == variable)
                    .collect();
                let free: Vec<(u16, u64)> = possible.classes[variable]
                    .iter()
                    .filter(|&&class| usize::from(class) < model.variables()[variable].classes())
                    .map(|&class| (class, self.folding.free(model, variable, class)))
                    .collect();
                self.choosers.push(Chooser::new(
                    automaton,
                    own,
                    free,
                    self.folding.multiplier[variable].clone(),
                    &self.layers,
                ));
            }
            self.layer_chooser.push(number[variable]);
        }
    }

    fn readings<T>(
        &self,
        table: &Reduced<T>,
        slots: &[usize],
        layer_of_slot: &[Option<u32>],
    ) -> Vec<automaton::Reading> {
        let reading = |axis: &super::reduction::ReducedAxis| {
            // INVARIANT: every slot that a reduced table reads has a layer.
            let layer = layer_of_slot[slots[axis.origin]].unwrap_or(0);
            let of = &self.layers[layer as usize];
            let mut local = vec![0u16; of.classes];
            for (&class, &own) in of.class_of.iter().zip(&axis.local) {
                if class != u16::MAX {
                    local[usize::from(class)] = own;
                }
            }
            automaton::Reading { layer, local }
        };
        table.axes.iter().map(reading).collect()
    }

    fn add_units(
        &mut self,
        layout: &Layout,
        conditions: &[Condition],
        groups: &[&Group],
        layer_of_slot: &[Option<u32>],
        kept: impl Fn(&Gain) -> Gain,
    ) -> FastMap<usize, Automaton> {
        let mut diagrams: FastMap<usize, Automaton> = FastMap::default();
        for condition in conditions {
            let readings = self.readings(&condition.reduced, &layout.table_slots[condition.table], layer_of_slot);
            if condition.grouped {
                diagrams.insert(condition.table, automaton::from_table(&condition.reduced, &readings, u32::from));
            }
            let gain = kept(&condition.gain);
            if !gain.is_nothing() && !condition.reduced.axes.is_empty() {
                let gain = self.gains.intern(gain);
                let unit = automaton::from_table(&condition.reduced, &readings, |holds| if holds { gain } else { 0 });
                self.units.push(unit);
            }
        }
        let classes: Vec<usize> = self.layers.iter().map(|layer| layer.classes).collect();
        for group in groups.iter().filter(|group| group.player < FORMS) {
            let unit = automaton::from_group(group, &diagrams, &classes, &mut self.gains);
            self.add_unit(unit);
        }
        diagrams
    }

    fn add_best_alternative(
        &mut self,
        reading: &Reading<'_>,
        conditions: &[Condition],
        diagrams: &FastMap<usize, Automaton>,
        mask: u64,
    ) -> Option<()> {
        let classes: Vec<usize> = self.layers.iter().map(|layer| layer.classes).collect();
        let mut concerned: FastMap<usize, Automaton> = FastMap::default();
        let members =
            reading.lowered.groups.iter().filter(|group| group.player >= FORMS).flat_map(|group| &group.members);
        let members = members.flat_map(|member| std::iter::once(member.table).chain(member.guard.iter().copied()));
        let single = conditions
            .iter()
            .filter(|condition| best_alternative::concerns(&condition.gain))
            .map(|condition| condition.table);
        for table in members.chain(single) {
            if let Some(diagram) = diagrams.get(&table) {
                concerned.insert(table, diagram.clone());
            }
        }
        let gains_of: FastMap<usize, Gain> =
            conditions.iter().map(|condition| (condition.table, condition.gain)).collect();
        let named = mask >> OFFERED & 0x7f != 0;
        let unit = best_alternative::build(
            reading.lowered,
            &reading.base,
            &gains_of,
            &concerned,
            &classes,
            &mut self.gains,
            named,
        )?;
        self.add_unit(unit);
        Some(())
    }

    fn add_unit(&mut self, unit: Automaton) {
        if unit.layers.is_empty() {
            // INVARIANT: a diagram that tests nothing is a result.
            let gain = self.gains.items[(unit.start & !automaton::RESULT) as usize];
            self.base = self.base.plus(&gain);
        } else {
            self.units.push(unit);
        }
    }
}

/// Class that a determination code fixes, if it does.
pub(super) fn only_class(code: u32) -> Option<usize> {
    (code >= ONLY).then(|| (code - ONLY) as usize)
}

fn conditions(model: &Model, lowered: &Lowered, possible: &Possible, base: &mut Gain) -> Vec<Condition> {
    let mut grouped = vec![false; model.tables().len()];
    for member in lowered.groups.iter().flat_map(|group| &group.members) {
        grouped[member.table] = true;
        member.guard.iter().for_each(|&guard| grouped[guard] = true);
    }
    let mut gains = vec![Gain::default(); model.tables().len()];
    lowered.singles.iter().for_each(|(table, gain)| gains[*table] = *gain);
    let mut conditions = Vec::new();
    for (table, (gain, grouped)) in gains.into_iter().zip(grouped).enumerate() {
        if gain.is_nothing() && !grouped {
            continue;
        }
        let reduced = reduce(&model.tables()[table].axes, &model.tables()[table].cells, &possible.classes);
        let constant = reduced.constant();
        if constant == Some(true) {
            *base = base.plus(&gain);
        }
        let gain = if constant.is_some() { Gain::default() } else { gain };
        if constant.is_none() || grouped {
            conditions.push(Condition { table, reduced, gain, grouped });
        }
    }
    // A flag that every world carries need not be followed.
    for condition in &mut conditions {
        condition.gain.flags &= !base.flags;
    }
    conditions.retain(|condition| condition.grouped || !condition.gain.is_nothing());
    conditions
}

/// Per slot that something reads: layer class per class, and how many there are.
pub(super) fn slot_classes(
    model: &Model,
    layout: &Layout,
    possible: &Possible,
    conditions: &[Condition],
    folding: &Folding,
) -> Vec<Option<(Vec<u16>, usize)>> {
    let mut maps: Vec<Option<(Vec<u16>, usize)>> = vec![None; layout.slot_variable.len()];
    let tables = conditions.iter().flat_map(|condition| {
        condition.reduced.axes.iter().map(|axis| (layout.table_slots[condition.table][axis.origin], axis))
    });
    let parents = possible.determinations.iter().zip(&layout.determination_slots).zip(&folding.folded);
    let parents = parents.filter(|(_, folded)| !**folded);
    let parents = parents.flat_map(|((reduced, slots), _)| reduced.axes.iter().map(|axis| (slots[axis.origin], axis)));
    for (slot, axis) in tables.chain(parents) {
        let variable = &model.variables()[axis.variable];
        let classes = &possible.classes[axis.variable];
        let map = maps[slot].get_or_insert_with(|| {
            let mut class_of = vec![u16::MAX; variable.classes() + 1];
            classes.iter().for_each(|&class| class_of[usize::from(class)] = 0);
            (class_of, 1)
        });
        let mut seen = vec![u16::MAX; map.1 * axis.size];
        let mut next = 0u16;
        for &class in classes {
            let own = &mut map.0[usize::from(class)];
            let part = &mut seen[usize::from(*own) * axis.size + usize::from(axis.local[usize::from(class)])];
            if *part == u16::MAX {
                *part = next;
                next += 1;
            }
            *own = *part;
        }
        map.1 = usize::from(next);
    }
    maps
}
