//! Which alternative is the best one offered, and how high it scores, as one diagram.
//!
//! A form must reach the best offered alternative. Following each alternative's score through the sweep would multiply the
//! states; the diagram follows only what can still change the answer.

use super::automaton::{Automaton, FastMap, RESULT, next_layer};
use super::lowering::{ALTERNATIVE_BARRED, Gain, Group, Lowered, OFFERED, PLAYERS};
use super::model::FORMS;
use super::reduction::Interner;
use super::unique_table::UniqueTable;

/// Player whose "score" is by how much the best offered alternative exceeds 1. Alternatives themselves are not players of
/// a race.
pub(super) const MARK: usize = FORMS;
/// Most states of the diagram, before it is reduced.
const MAXIMUM_STATES: usize = 400_000;

const NO: u32 = RESULT;
const YES: u32 = RESULT | 1;

/// How a condition bears on an alternative.
#[derive(Debug, Clone)]
enum Use {
    Offers(usize),
    Bars(usize),
    Adds(usize, i16),
    /// Number of the group, weight, and conditions of which one must hold too.
    Member(usize, i16, Vec<usize>),
}

/// What is known about one alternative or one group so far.
type Ledger = Vec<i16>;

struct Builder<'a> {
    parts: Vec<&'a Automaton>,
    /// Position of the condition, and its use.
    uses: Vec<(usize, Use)>,
    groups: Vec<&'a Group>,
    classes: &'a [usize],
    /// Whether the result says which alternative it is.
    named: bool,
    known: FastMap<(Vec<u32>, Ledger), u32>,
    unique: UniqueTable,
}

/// Places in the ledger: per alternative whether it is offered, whether it is barred, and its sum; per group the strongest
/// reasons for and against.
const OFFER: usize = 0;
const BAR: usize = 1;
const SUM: usize = 2;
const PER_ALTERNATIVE: usize = 3;
const ALTERNATIVES: usize = PLAYERS - FORMS;

/// Whether a contribution bears on alternatives.
pub(super) fn concerns(gain: &Gain) -> bool {
    gain.scores[FORMS..].iter().any(|&score| score != 0) || gain.flags & flags() != 0
}

/// Flags of alternatives.
pub(super) fn flags() -> u32 {
    0x7f << OFFERED | 0x7f << ALTERNATIVE_BARRED
}

/// Builds the diagram from the conditions' diagrams (results 0 and 1). `base` is what every world gets. `None`: too large.
pub(super) fn build(
    lowered: &Lowered,
    base: &Gain,
    gains_of: &FastMap<usize, Gain>,
    conditions: &FastMap<usize, Automaton>,
    classes: &[usize],
    gains: &mut Interner<Gain>,
    named: bool,
) -> Option<Automaton> {
    let groups: Vec<&Group> = lowered.groups.iter().filter(|group| group.player >= FORMS).collect();
    let mut tables: Vec<usize> = conditions.keys().copied().collect();
    tables.sort_unstable();
    let position = |table: usize| tables.binary_search(&table).ok();
    let mut parts: Vec<&Automaton> = tables.iter().filter_map(|table| conditions.get(table)).collect();
    let mut uses = Vec::new();
    for (place, table) in tables.iter().enumerate() {
        let Some(gain) = gains_of.get(table) else { continue };
        if gain.scores[FORMS..].iter().any(|&score| score != 0) {
            // A sum counts once, so it gets a copy of the condition that nothing else holds on to.
            parts.push(parts[place]);
        }
        for alternative in 0..ALTERNATIVES {
            if gain.flags >> (OFFERED + alternative as u32) & 1 == 1 {
                uses.push((place, Use::Offers(alternative)));
            }
            if gain.flags >> (ALTERNATIVE_BARRED + alternative as u32) & 1 == 1 {
                uses.push((place, Use::Bars(alternative)));
            }
            if gain.scores[FORMS + alternative] != 0 {
                uses.push((parts.len() - 1, Use::Adds(alternative, gain.scores[FORMS + alternative])));
            }
        }
    }
    for (number, group) in groups.iter().enumerate() {
        for member in &group.members {
            // INVARIANT: every condition of a group has a diagram.
            let guard = member.guard.iter().filter_map(|&table| position(table)).collect();
            if let Some(place) = position(member.table) {
                uses.push((place, Use::Member(number, member.weight, guard)));
            }
        }
    }
    let mut ledger = vec![0i16; ALTERNATIVES * PER_ALTERNATIVE + 2 * groups.len()];
    for alternative in 0..ALTERNATIVES {
        let entry = &mut ledger[alternative * PER_ALTERNATIVE..];
        entry[OFFER] = (base.flags >> (OFFERED + alternative as u32) & 1) as i16;
        entry[BAR] = (base.flags >> (ALTERNATIVE_BARRED + alternative as u32) & 1) as i16;
        entry[SUM] = base.scores[FORMS + alternative];
    }
    let start: Vec<u32> = parts.iter().map(|part| part.start).collect();
    let mut builder =
        Builder { parts, uses, groups, classes, named, known: FastMap::default(), unique: UniqueTable::default() };
    let first = builder.build(start, ledger, gains)?;
    Some(builder.unique.into_automaton(first))
}

impl Builder<'_> {
    /// Enters what has become known into the ledger, and forgets what no longer matters.
    fn settle(&self, states: &mut [u32], ledger: &mut Ledger) {
        let groups = ALTERNATIVES * PER_ALTERNATIVE;
        for (place, one) in &self.uses {
            if states[*place] != YES {
                continue;
            }
            match one {
                Use::Offers(alternative) => ledger[alternative * PER_ALTERNATIVE + OFFER] = 1,
                Use::Bars(alternative) => ledger[alternative * PER_ALTERNATIVE + BAR] = 1,
                Use::Adds(..) => {}
                Use::Member(group, weight, guard) => {
                    if guard.is_empty() || guard.iter().any(|&place| states[place] == YES) {
                        let entry = &mut ledger[groups + 2 * group..];
                        entry[0] = entry[0].max(*weight);
                        entry[1] = entry[1].max(-weight);
                    }
                }
            }
        }
        for (place, one) in &self.uses {
            if let (Use::Adds(alternative, score), YES) = (one, states[*place]) {
                ledger[alternative * PER_ALTERNATIVE + SUM] += score;
            }
        }
        let open = |place: usize| states[place] < RESULT;
        let mut chance = [false; ALTERNATIVES];
        for (alternative, chance) in chance.iter_mut().enumerate() {
            let entry = &ledger[alternative * PER_ALTERNATIVE..];
            let offers = self
                .uses
                .iter()
                .any(|(place, one)| matches!(one, Use::Offers(own) if *own == alternative) && open(*place));
            *chance = entry[BAR] == 0 && (entry[OFFER] == 1 || offers);
        }
        let mut needed = vec![false; states.len()];
        for (place, one) in &self.uses {
            let live = match one {
                Use::Offers(alternative) => chance[*alternative] && ledger[alternative * PER_ALTERNATIVE + OFFER] == 0,
                Use::Bars(alternative) | Use::Adds(alternative, _) => chance[*alternative],
                Use::Member(group, weight, guard) => {
                    let alternative = self.groups[*group].player - FORMS;
                    let entry = &ledger[groups + 2 * group..];
                    let stronger = *weight > entry[0] || -*weight > entry[1];
                    let possible =
                        states[*place] != NO && (guard.is_empty() || guard.iter().any(|&place| states[place] != NO));
                    let live = chance[alternative] && stronger && possible;
                    if live {
                        match guard.iter().find(|&&place| states[place] == YES) {
                            Some(&place) => needed[place] = true,
                            None => guard.iter().for_each(|&place| needed[place] = true),
                        }
                        // Kept even when it holds already, as long as its guard is open.
                        needed[*place] = true;
                    }
                    false
                }
            };
            if live && open(*place) {
                needed[*place] = true;
            }
        }
        for (state, needed) in states.iter_mut().zip(needed) {
            if !needed {
                *state = NO;
            }
        }
        for (number, group) in self.groups.iter().enumerate() {
            let alternative = group.player - FORMS;
            let still = self
                .uses
                .iter()
                .any(|(place, one)| matches!(one, Use::Member(own, ..) if *own == number) && states[*place] != NO);
            let (first, second) = (groups + 2 * number, groups + 2 * number + 1);
            if !still {
                ledger[alternative * PER_ALTERNATIVE + SUM] +=
                    group.gain(ledger[first], ledger[second]).scores[group.player];
                ledger[first] = 0;
                ledger[second] = 0;
            }
        }
        for (alternative, chance) in chance.into_iter().enumerate() {
            if !chance {
                // Out for good: a condition that another alternative still needs must not bring it back.
                ledger[alternative * PER_ALTERNATIVE..(alternative + 1) * PER_ALTERNATIVE].copy_from_slice(&[0, 1, 0]);
            }
        }
        for (number, group) in self.groups.iter().enumerate() {
            if !chance[group.player - FORMS] {
                ledger[groups + 2 * number..groups + 2 * number + 2].fill(0);
            }
        }
    }

    fn result(&self, ledger: &Ledger) -> Gain {
        let mut best: Option<(i16, usize)> = None;
        for alternative in 0..ALTERNATIVES {
            let entry = &ledger[alternative * PER_ALTERNATIVE..];
            if entry[OFFER] == 1 && entry[BAR] == 0 && best.is_none_or(|(most, _)| entry[SUM] > most) {
                best = Some((entry[SUM], alternative));
            }
        }
        let mut gain = Gain::default();
        if let Some((score, alternative)) = best {
            gain.scores[MARK] = (score - 1).max(0);
            if self.named {
                gain.flags = 1 << (OFFERED + alternative as u32);
            }
        }
        gain
    }

    fn build(&mut self, mut states: Vec<u32>, mut ledger: Ledger, gains: &mut Interner<Gain>) -> Option<u32> {
        self.settle(&mut states, &mut ledger);
        let Some(layer) = next_layer(&self.parts, &states) else {
            return Some(RESULT | gains.intern(self.result(&ledger)));
        };
        let key = (states, ledger);
        if let Some(&state) = self.known.get(&key) {
            return Some(state);
        }
        if self.known.len() > MAXIMUM_STATES {
            return None;
        }
        let mut children = Vec::with_capacity(self.classes[layer as usize]);
        for class in 0..self.classes[layer as usize] {
            let next = key.0.iter().zip(&self.parts).map(|(&state, part)| part.step(state, layer, class)).collect();
            children.push(self.build(next, key.1.clone(), gains)?);
        }
        let state = self.unique.state(layer, children);
        self.known.insert(key, state);
        Some(state)
    }
}
