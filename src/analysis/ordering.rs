//! Search for a good order of slots: smallest frontier first, then seeded annealing.
//!
//! The cost of an order is a bound on the work of the sweep: per cut, what is undecided about conditions (contexts) times
//! what is undecided about scores and flags (states).

use super::layout::Settings;
use super::lowering::{Gain, PLAYERS, UNSETTLED};
use super::model::FORMS;
use super::random::Random;

/// A condition, as the order search sees it.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub slots: Vec<usize>,
    /// Base-2 logarithm of the number of different rests, per set of slots already read.
    pub rests: Vec<f64>,
}

/// Something that contributes once all its slots are read.
#[derive(Debug, Clone)]
pub(super) struct Contribution {
    pub slots: Vec<usize>,
    /// Width of the contribution per player.
    pub widths: [u16; PLAYERS],
    pub flags: u32,
}

/// What the order search knows.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    /// Base-2 logarithm of the number of classes of each slot.
    pub weights: Vec<f64>,
    pub scopes: Vec<Scope>,
    pub contributions: Vec<Contribution>,
    /// Parents of a determined variable, and its own slots: only few states are carried between them.
    pub links: Vec<(Vec<usize>, Vec<usize>)>,
    /// Slots of one split variable: what remains of it is carried between the first and the last.
    pub chains: Vec<Vec<usize>>,
    /// Pairs (earlier, later).
    pub before: Vec<(usize, usize)>,
}

/// Carried for a determined variable (open, fixed or irrelevant), per feature of a split one, and for a flag.
const LINK: f64 = 1.0;
const CHAIN: f64 = 0.7;
/// Share of a score's window that is really used.
const SCORE: f64 = 0.7;
const FORM_FLAGS: u32 = 0xfff;
const FLAG: f64 = 0.4;

/// Base-2 logarithm of the estimated number of remainders of a split variable, after some of its features were read.
fn remainder(read: usize, all: usize) -> f64 {
    (CHAIN * read.min(all - read) as f64).min(7.0)
}

/// Work space of the cost function, kept between calls.
struct Scratch {
    /// Conditions that read each slot, with the bit of the slot in the condition.
    readers: Vec<Vec<(usize, usize)>>,
    logarithm: Vec<f64>,
    /// Per condition: slots read so far, and what each of them carries for it.
    read: Vec<(usize, f64)>,
    /// Per slot: what all conditions together would have it carry.
    share: Vec<f64>,
    extra: Vec<f64>,
    widths: Vec<[u16; PLAYERS]>,
    flags: Vec<u32>,
    later: Vec<u32>,
    places: Vec<usize>,
}

impl Scratch {
    fn new(plan: &Plan) -> Self {
        let count = plan.weights.len();
        let mut readers = vec![Vec::new(); count];
        for (index, scope) in plan.scopes.iter().enumerate() {
            scope.slots.iter().enumerate().for_each(|(bit, &slot)| readers[slot].push((index, bit)));
        }
        Self {
            readers,
            logarithm: (0..1024).map(|value| f64::from(value + 1).log2()).collect(),
            read: Vec::new(),
            share: Vec::new(),
            extra: Vec::new(),
            widths: Vec::new(),
            flags: Vec::new(),
            later: Vec::new(),
            places: Vec::new(),
        }
    }

    fn clear(&mut self, plan: &Plan) {
        let count = plan.weights.len();
        self.read.clear();
        self.read.resize(plan.scopes.len(), (0, 0.0));
        self.share.clear();
        self.share.resize(count, 0.0);
        self.extra.clear();
        self.extra.resize(count, 0.0);
        self.widths.clear();
        self.widths.resize(count, [0; PLAYERS]);
        self.flags.clear();
        self.flags.resize(count, 0);
        self.later.clear();
        self.later.resize(count, 0);
    }
}

impl Plan {
    /// Base-2 logarithm of the estimated work.
    fn cost(&self, order: &[usize], position: &[usize], scratch: &mut Scratch) -> f64 {
        scratch.clear(self);
        let latest = |slots: &[usize]| slots.iter().map(|&slot| position[slot]).max().unwrap_or(0);
        for (parents, own) in &self.links {
            scratch.extra[latest(parents)] += LINK;
            scratch.extra[latest(own)] -= LINK;
        }
        for chain in &self.chains {
            scratch.places.clear();
            scratch.places.extend(chain.iter().map(|&slot| position[slot]));
            scratch.places.sort_unstable();
            let mut carried = 0.0;
            for (read, &cut) in (1..).zip(&scratch.places) {
                let now = remainder(read, chain.len());
                scratch.extra[cut] += now - carried;
                carried = now;
            }
        }
        let mut open = [0u16; PLAYERS];
        for contribution in &self.contributions {
            let end = latest(&contribution.slots);
            for ((sum, open), &width) in scratch.widths[end].iter_mut().zip(&mut open).zip(&contribution.widths) {
                *sum += width;
                *open += width;
            }
            scratch.flags[end] |= contribution.flags;
        }
        let mut later = 0;
        for cut in (0..order.len()).rev() {
            scratch.later[cut] = later;
            later |= scratch.flags[cut];
        }
        let (mut contexts, mut total, mut raised) = (0.0f64, 0.0f64, 0u32);
        let mut done = [0u16; PLAYERS];
        for (cut, &slot) in order.iter().enumerate() {
            contexts += scratch.extra[cut] + self.carried(slot, scratch);
            raised |= scratch.flags[cut];
            let open_flags = raised & scratch.later[cut];
            let mut states = f64::from((open_flags & FORM_FLAGS).count_ones()) * FLAG;
            states += f64::from((open_flags & 0b111 << UNSETTLED).count_ones()) * FLAG / 3.0;
            for player in 0..=FORMS {
                let width = scratch.widths[cut][player];
                done[player] += width;
                open[player] -= width;
                states += SCORE * scratch.logarithm[usize::from(done[player].min(open[player])).min(1023)];
            }
            total += (contexts + states).min(900.0).exp2();
        }
        total.log2()
    }

    /// How much more is carried once a slot has been read: each slot carries what the conditions that read it still need
    /// of it, and never more than the slot itself.
    fn carried(&self, slot: usize, scratch: &mut Scratch) -> f64 {
        let mut change = 0.0;
        for &(index, bit) in &scratch.readers[slot] {
            let scope = &self.scopes[index];
            let (before, old) = scratch.read[index];
            let read = before | 1 << bit;
            let rest = scope.rests.get(read).copied().unwrap_or(0.0);
            let new = rest / f64::from(read.count_ones());
            for (other_bit, &other) in scope.slots.iter().enumerate() {
                if read >> other_bit & 1 == 1 {
                    let share = &mut scratch.share[other];
                    let after = *share + new - if before >> other_bit & 1 == 1 { old } else { 0.0 };
                    change += after.min(self.weights[other]) - share.min(self.weights[other]);
                    *share = after;
                }
            }
            scratch.read[index] = (read, new);
        }
        change
    }
}

/// Width of a contribution: from its least to its greatest value, nothing included.
pub(super) fn widths(gains: &[Gain]) -> [u16; PLAYERS] {
    std::array::from_fn(|player| {
        let scores = gains.iter().map(|gain| gain.scores[player]);
        let (least, greatest) = scores.fold((0, 0), |(least, greatest), score| (score.min(least), score.max(greatest)));
        (greatest - least).unsigned_abs()
    })
}

/// The best order of several searches, and its cost.
pub(super) fn search(plan: &Plan, settings: &Settings) -> (Vec<usize>, f64) {
    let count = plan.weights.len();
    let mut neighbours = Neighbours { predecessors: vec![Vec::new(); count], successors: vec![Vec::new(); count] };
    for &(earlier, later) in &plan.before {
        neighbours.predecessors[later].push(earlier);
        neighbours.successors[earlier].push(later);
    }
    let start = greedy(plan, &neighbours.predecessors);
    let searches = (0..settings.searches.max(1) as u64)
        .map(|round| anneal(plan, settings, &start, &neighbours, settings.seed + round));
    let mut best = (start.clone(), f64::INFINITY);
    for found in searches {
        if found.1 < best.1 {
            best = found;
        }
    }
    best
}

struct Neighbours {
    predecessors: Vec<Vec<usize>>,
    successors: Vec<Vec<usize>>,
}

/// The best order that annealing finds from the given one, and its cost.
fn anneal(plan: &Plan, settings: &Settings, start: &[usize], neighbours: &Neighbours, seed: u64) -> (Vec<usize>, f64) {
    let mut scratch = Scratch::new(plan);
    let mut order = start.to_vec();
    let mut position = positions(&order);
    let mut cost = plan.cost(&order, &position, &mut scratch);
    let mut best = (order.clone(), cost);
    let mut random = Random::new(seed);
    for step in 0..settings.moves {
        if order.len() < 2 {
            break;
        }
        let Some((from, length, to)) = propose(&mut random, step, &order, &position, neighbours) else { continue };
        shift(&mut order, &mut position, from, length, to);
        let changed = plan.cost(&order, &position, &mut scratch);
        let temperature = 1.5 * (1.0 - step as f64 / settings.moves as f64) + 0.002;
        let accepted = changed <= cost || random.chance((-(changed - cost) / temperature).exp());
        if accepted {
            cost = changed;
            if cost < best.1 {
                best = (order.clone(), cost);
            }
        } else {
            shift(&mut order, &mut position, to, length, from);
        }
    }
    best
}

fn positions(order: &[usize]) -> Vec<usize> {
    let mut position = vec![0; order.len()];
    for (index, &slot) in order.iter().enumerate() {
        position[slot] = index;
    }
    position
}

/// A run of slots and where it could start instead, if precedence allows.
fn propose(
    random: &mut Random,
    step: usize,
    order: &[usize],
    position: &[usize],
    neighbours: &Neighbours,
) -> Option<(usize, usize, usize)> {
    let count = order.len();
    let length = if step.is_multiple_of(4) { 2 + random.below(7.min(count - 1)) } else { 1 };
    let length = length.min(count - 1);
    let from = random.below(count - length + 1);
    let inside = from..from + length;
    // INVARIANT: predecessors stand before successors in every order the search visits.
    let (mut lowest, mut highest) = (0, count);
    for &slot in &order[inside.clone()] {
        let before =
            neighbours.predecessors[slot].iter().map(|&other| position[other]).filter(|place| !inside.contains(place));
        lowest = before.map(|place| place + 1).fold(lowest, usize::max);
        let after =
            neighbours.successors[slot].iter().map(|&other| position[other]).filter(|place| !inside.contains(place));
        highest = after.fold(highest, usize::min);
    }
    let choices = highest - lowest - length + 1;
    let mut to = lowest + random.below(choices);
    if !step.is_multiple_of(2) {
        // Small moves find small improvements.
        to = (from + random.below(13)).saturating_sub(6).clamp(lowest, highest - length);
    }
    (to != from).then_some((from, length, to))
}

/// Moves the run that starts at `from` so that it starts at `to`.
fn shift(order: &mut [usize], position: &mut [usize], from: usize, length: usize, to: usize) {
    let (low, high) = (from.min(to), from.max(to) + length);
    if from < to {
        order[low..high].rotate_left(length);
    } else {
        order[low..high].rotate_right(length);
    }
    for (offset, &slot) in order[low..high].iter().enumerate() {
        position[slot] = low + offset;
    }
}

/// Takes, again and again, the slot after which the least is carried.
fn greedy(plan: &Plan, predecessors: &[Vec<usize>]) -> Vec<usize> {
    let count = plan.weights.len();
    let mut scopes_of = vec![Vec::new(); count];
    for (index, scope) in plan.scopes.iter().enumerate() {
        scope.slots.iter().for_each(|&slot| scopes_of[slot].push(index));
    }
    let mut open: Vec<usize> = plan.scopes.iter().map(|scope| scope.slots.len()).collect();
    let mut placed = vec![false; count];
    let mut order = Vec::with_capacity(count);
    while order.len() < count {
        let mut best: Option<(f64, usize)> = None;
        for slot in (0..count).filter(|&slot| !placed[slot]) {
            if predecessors[slot].iter().any(|&other| !placed[other]) {
                continue;
            }
            let carried = carried_after(plan, &scopes_of, &mut open, &placed, slot);
            if best.is_none_or(|(least, _)| carried < least - 1e-12) {
                best = Some((carried, slot));
            }
        }
        // INVARIANT: precedence is acyclic, so some slot is always ready.
        let Some((_, slot)) = best else { break };
        placed[slot] = true;
        scopes_of[slot].iter().for_each(|&scope| open[scope] -= 1);
        order.push(slot);
    }
    order
}

fn carried_after(plan: &Plan, scopes_of: &[Vec<usize>], open: &mut [usize], placed: &[bool], slot: usize) -> f64 {
    scopes_of[slot].iter().for_each(|&scope| open[scope] -= 1);
    let mut carried = 0.0;
    for other in 0..placed.len() {
        let counted = placed[other] || other == slot;
        if counted && scopes_of[other].iter().any(|&scope| open[scope] > 0) {
            carried += plan.weights[other];
        }
    }
    scopes_of[slot].iter().for_each(|&scope| open[scope] += 1);
    carried
}
