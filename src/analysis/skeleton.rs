//! The layered diagram of one race: what is still undecided after each layer, which flags are up, and how each step
//! changes the lanes.

use super::automaton::{Automaton, RESULT};
use super::chooser::{Choice, Chooser};
use super::lowering::{Gain, PLAYERS};
use super::problem::{Layer, Problem};
use super::race::{LANES, Race};
use super::reduction::{DEAD, Interner};
use super::tuples::TupleTable;

/// Why no exact answer was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exceeded {
    /// The skeleton has too many edges.
    Edges,
    /// The score cells are too many.
    Cells,
    /// There are more than 2^127 worlds.
    Worlds,
}

/// A step from a node to a node of the next layer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub child: u32,
    /// Number of the lane changes.
    pub delta: u32,
    /// Weight of all classes of the edge together.
    pub weight: u64,
    /// The classes: a range of [`SkeletonLayer::shares`].
    pub shares: (u32, u32),
}

/// One class of an edge.
#[derive(Debug, Clone, Copy)]
pub(super) struct Share {
    pub class: u16,
    pub weight: u64,
    /// As in [`Choice`].
    pub origin: u32,
}

/// Flags of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NodeFlags {
    pub raised: u32,
    /// Flags that may still be raised.
    pub may: u32,
}

#[derive(Debug, Clone, Default)]
pub(super) struct SkeletonLayer {
    pub flags: Vec<NodeFlags>,
    /// Range of edges per node, one entry more than there are nodes; empty after the last layer.
    pub first: Vec<u32>,
    pub edges: Vec<Edge>,
    pub shares: Vec<Share>,
    /// Range of `lost` per node, as in `first`; empty unless asked for.
    pub first_lost: Vec<u32>,
    /// Classes with which the race is lost, so that no edge has them.
    pub lost: Vec<Share>,
}

impl SkeletonLayer {
    pub fn nodes(&self) -> usize {
        self.flags.len()
    }

    pub fn edge_range(&self, node: usize) -> std::ops::Range<usize> {
        // INVARIANT: `first` has one entry more than there are nodes.
        self.first[node] as usize..self.first[node + 1] as usize
    }

    /// The classes with which the race is lost at a node, if they were asked for.
    pub fn lost_at(&self, node: usize) -> &[Share] {
        match (self.first_lost.get(node), self.first_lost.get(node + 1)) {
            // INVARIANT: the ranges lie within `lost`.
            (Some(&start), Some(&end)) => &self.lost[start as usize..end as usize],
            _ => &[],
        }
    }
}

/// The whole diagram. Layer 0 has at most one node; the last entry holds the nodes after the last layer.
#[derive(Debug, Clone)]
pub(super) struct Skeleton {
    pub layers: Vec<SkeletonLayer>,
    pub variables: Vec<Layer>,
    pub deltas: Vec<[i16; LANES]>,
    /// Lane values before the first layer.
    pub start: [i16; LANES],
    pub edges: usize,
}

/// Where a component of the next tuple comes from.
enum Source {
    /// Carried over from this place of the tuple.
    Carry(usize),
    /// A unit that is carried over; dropped when it becomes pointless.
    Keep(usize, usize),
    /// A unit that is stepped; its place, or `None` if it starts here.
    Unit(usize, Option<usize>),
    /// A determination that is stepped.
    Determination(usize, Option<usize>),
    /// The chooser of this layer.
    Own,
}

/// A part of the tuple.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Component {
    Unit(usize),
    Chooser(usize),
}

struct Sweeper<'p> {
    race: &'p Race<'p>,
    units: &'p [Automaton],
    gains: &'p [Gain],
    /// What each state of each unit can still touch.
    aspects: Vec<Vec<u64>>,
    gain_aspects: Vec<u64>,
    keep_lost: bool,
}

/// One layer's instructions.
struct Instructions {
    layer: u32,
    own: usize,
    own_place: Option<usize>,
    sources: Vec<Source>,
    /// Units that end here: number and place.
    ending: Vec<(usize, Option<usize>)>,
    /// What units that start later can touch.
    later: u64,
}

impl Sweeper<'_> {
    fn reach(&self, unit: usize, state: u32) -> u64 {
        // INVARIANT: states and gains are those of the problem.
        if state < RESULT { self.aspects[unit][state as usize] } else { self.gain_aspects[(state & !RESULT) as usize] }
    }
}

/// What each state of a unit can still touch.
fn reachable(unit: &Automaton, gain_aspects: &[u64]) -> Vec<u64> {
    let mut aspects = vec![0u64; unit.layer.len()];
    // Children are built before their parents.
    for state in 0..unit.layer.len() {
        aspects[state] = unit.children_of(state as u32).iter().fold(0, |bits, &child| {
            bits | if child < RESULT { aspects[child as usize] } else { gain_aspects[(child & !RESULT) as usize] }
        });
    }
    aspects
}

/// Sweeps over all layers. `keep_lost` also records the classes with which the race is lost.
pub(super) fn build(
    problem: &Problem,
    race: &Race<'_>,
    maximum_edges: usize,
    keep_lost: bool,
) -> Result<Skeleton, Exceeded> {
    let gain_aspects: Vec<u64> = problem.gains.items.iter().map(|gain| race.aspects(gain)).collect();
    let aspects: Vec<Vec<u64>> = problem.units.iter().map(|unit| reachable(unit, &gain_aspects)).collect();
    let gains = &problem.gains.items;
    let sweeper = Sweeper { race, units: &problem.units, gains, aspects, gain_aspects, keep_lost };
    let mut choosers: Vec<Chooser> = problem.choosers.clone();
    let spans = spans(problem, &sweeper);
    let mut deltas: Interner<[i16; LANES]> = Interner::default();
    deltas.intern([0; LANES]);

    let all_later = |from: u32| {
        let units = spans.iter().filter(|&&(_, first, _)| first >= from);
        units.fold(0, |bits, &(component, ..)| match component {
            Component::Unit(unit) => bits | sweeper.reach(unit, sweeper.units[unit].start),
            Component::Chooser(_) => bits,
        })
    };
    let mut scores = problem.base.scores;
    let raised = (u64::from(problem.base.flags) & race.mask) as u32;
    race.deduct(&mut scores, 0, raised);
    let may = race.may(all_later(0), race.pointless(raised));
    let mut skeleton = Skeleton {
        layers: Vec::new(),
        variables: problem.layers.clone(),
        deltas: Vec::new(),
        start: [0; LANES],
        edges: 0,
    };
    let mut arena = TupleTable::new(1);
    let mut nodes = SkeletonLayer::default();
    if let Some(flags) = race.tidy(raised, may) {
        skeleton.start = race.deltas(&scores, flags);
        arena.intern(&[flags]);
        nodes.flags.push(NodeFlags { raised: flags, may });
    }
    let mut live: Vec<Component> = Vec::new();
    for number in 0..problem.layers.len() {
        let layer = number as u32;
        let next_live: Vec<Component> = spans
            .iter()
            .filter(|&&(_, first, last)| first <= layer && last > layer)
            .map(|&(component, ..)| component)
            .collect();
        let instructions = instructions(problem, &sweeper, &spans, &live, &next_live, number, all_later(layer + 1));
        let (next, next_flags) =
            sweep_layer(problem, &sweeper, &mut choosers, &instructions, &arena, &mut nodes, &mut deltas, &next_live)?;
        skeleton.edges += nodes.edges.len();
        if skeleton.edges > maximum_edges {
            return Err(Exceeded::Edges);
        }
        skeleton
            .layers
            .push(std::mem::replace(&mut nodes, SkeletonLayer { flags: next_flags, ..SkeletonLayer::default() }));
        arena = next;
        live = next_live;
    }
    skeleton.layers.push(nodes);
    skeleton.deltas = deltas.items;
    prune(&mut skeleton);
    Ok(skeleton)
}

/// Between which layers each unit and each chooser is carried; what the race does not need is left out.
fn spans(problem: &Problem, sweeper: &Sweeper<'_>) -> Vec<(Component, u32, u32)> {
    let mut spans = Vec::new();
    for (index, unit) in problem.units.iter().enumerate() {
        if let (Some(&first), Some(&last), true) =
            (unit.layers.first(), unit.layers.last(), sweeper.reach(index, unit.start) != 0)
        {
            spans.push((Component::Unit(index), first, last));
        }
    }
    for (index, chooser) in problem.choosers.iter().enumerate() {
        if let (false, Some(&last)) = (chooser.is_constant(), chooser.own.last()) {
            let first = chooser.determination.layers.first().or(chooser.own.first()).copied().unwrap_or(last);
            spans.push((Component::Chooser(index), first, last));
        }
    }
    // The tuple keeps what changes seldom in front.
    spans.sort_by_key(|&(_, first, last)| (first, std::cmp::Reverse(last)));
    spans
}

fn instructions(
    problem: &Problem,
    sweeper: &Sweeper<'_>,
    spans: &[(Component, u32, u32)],
    live: &[Component],
    next_live: &[Component],
    number: usize,
    later: u64,
) -> Instructions {
    let layer = number as u32;
    let own = problem.layer_chooser[number];
    // Place 0 of a tuple holds the flags.
    let place = |component: Component| live.iter().position(|&other| other == component).map(|place| place + 1);
    let source = |&component: &Component| match component {
        Component::Unit(unit) if sweeper.units[unit].layers.contains(&layer) => Source::Unit(unit, place(component)),
        // INVARIANT: what is carried and not read here was carried before.
        Component::Unit(unit) => Source::Keep(unit, place(component).unwrap_or(0)),
        Component::Chooser(chooser) if chooser == own => Source::Own,
        Component::Chooser(chooser) if problem.choosers[chooser].determination.layers.contains(&layer) => {
            Source::Determination(chooser, place(component))
        }
        Component::Chooser(_) => Source::Carry(place(component).unwrap_or(0)),
    };
    let ending = spans.iter().filter_map(|&(component, _, last)| match component {
        Component::Unit(unit) if last == layer => Some((unit, place(component))),
        _ => None,
    });
    Instructions {
        layer,
        own,
        own_place: place(Component::Chooser(own)),
        sources: next_live.iter().map(source).collect(),
        ending: ending.collect(),
        later,
    }
}

/// A step before its edge is made: child and lane changes; class.
type Pending = ((u32, u32), Share);

#[expect(clippy::too_many_arguments, reason = "the state of the sweep, passed on once per layer")]
fn sweep_layer(
    problem: &Problem,
    sweeper: &Sweeper<'_>,
    choosers: &mut [Chooser],
    instructions: &Instructions,
    arena: &TupleTable,
    nodes: &mut SkeletonLayer,
    deltas: &mut Interner<[i16; LANES]>,
    next_live: &[Component],
) -> Result<(TupleTable, Vec<NodeFlags>), Exceeded> {
    let variable = &problem.layers[instructions.layer as usize];
    let mut next = TupleTable::new(next_live.len() + 1);
    let mut next_flags: Vec<NodeFlags> = Vec::new();
    let mut tuple = vec![0u32; next_live.len() + 1];
    let mut pending: Vec<Pending> = Vec::new();
    let mut choices: Vec<Choice> = Vec::new();
    nodes.first.push(0);
    if sweeper.keep_lost {
        nodes.first_lost.push(0);
    }
    for node in 0..arena.len() {
        let current = arena.get(node);
        let chooser = &mut choosers[instructions.own];
        let state = instructions.own_place.map_or(chooser.determination.start, |place| current[place]);
        choices.clear();
        choices.extend_from_slice(chooser.choices(state, instructions.layer, variable));
        pending.clear();
        for choice in &choices {
            let share = Share { class: choice.class, weight: choice.weight, origin: choice.origin };
            let (delta, may) = match advance(sweeper, choosers, instructions, current, choice, &mut tuple) {
                Step::To(delta, may) => (delta, may),
                Step::Lost if sweeper.keep_lost => {
                    nodes.lost.push(share);
                    continue;
                }
                Step::Lost | Step::NoWorld => continue,
            };
            let child = next.intern(&tuple);
            if child as usize == next_flags.len() {
                next_flags.push(NodeFlags { raised: tuple[0], may });
            }
            pending.push(((child, deltas.intern(delta)), share));
        }
        add_edges(nodes, &mut pending)?;
        nodes.first.push(nodes.edges.len() as u32);
        if sweeper.keep_lost {
            nodes.first_lost.push(nodes.lost.len() as u32);
        }
    }
    Ok((next, next_flags))
}

/// What a choice leads to.
enum Step {
    /// The tuple after it, with the number of the lane changes and the flags that may still be raised.
    To([i16; LANES], u32),
    /// The race is lost.
    Lost,
    /// There is no such world.
    NoWorld,
}

/// Works out the tuple after a choice.
fn advance(
    sweeper: &Sweeper<'_>,
    choosers: &[Chooser],
    instructions: &Instructions,
    current: &[u32],
    choice: &Choice,
    tuple: &mut [u32],
) -> Step {
    let class = usize::from(choice.class);
    let layer = instructions.layer;
    let mut gain = Gain::default();
    let mut changed = false;
    let mut give = |result: u32| {
        let number = (result & !RESULT) as usize;
        if number != 0 {
            gain = gain.plus(&sweeper.gains[number]);
            changed = true;
        }
    };
    for &(unit, place) in &instructions.ending {
        let automaton = &sweeper.units[unit];
        let before = place.map_or(automaton.start, |place| current[place]);
        if before < RESULT {
            give(automaton.step(before, layer, class));
        }
    }
    let before_flags = current[0];
    for (slot, source) in tuple[1..].iter_mut().zip(&instructions.sources) {
        *slot = match *source {
            Source::Carry(place) | Source::Keep(_, place) => current[place],
            Source::Own => choice.next,
            Source::Unit(unit, place) => {
                let automaton = &sweeper.units[unit];
                let before = place.map_or(automaton.start, |place| current[place]);
                let after = automaton.step(before, layer, class);
                if after >= RESULT && before < RESULT {
                    give(after);
                }
                if after >= RESULT { RESULT } else { after }
            }
            Source::Determination(chooser, place) => {
                let automaton = &choosers[chooser].determination;
                let before = place.map_or(automaton.start, |place| current[place]);
                let after = automaton.step(before, layer, class);
                if after == RESULT | DEAD {
                    return Step::NoWorld;
                }
                after
            }
        };
    }
    let raised = before_flags | (u64::from(gain.flags) & sweeper.race.mask) as u32;
    let pointless = sweeper.race.pointless(raised);
    let mut reach = instructions.later;
    for (slot, source) in tuple[1..].iter_mut().zip(&instructions.sources) {
        if let (Source::Unit(unit, _) | Source::Keep(unit, _), true) = (source, *slot < RESULT) {
            let aspects = sweeper.aspects[*unit][*slot as usize];
            if aspects & !pointless == 0 {
                *slot = RESULT;
            } else {
                reach |= aspects;
            }
        }
    }
    let may = sweeper.race.may(reach, pointless);
    let Some(flags) = sweeper.race.tidy(raised, may) else { return Step::Lost };
    tuple[0] = flags;
    let mut scores: [i16; PLAYERS] = gain.scores;
    if changed {
        sweeper.race.deduct(&mut scores, before_flags, raised);
    }
    Step::To(sweeper.race.deltas(&scores, flags), may)
}

/// Joins the classes that lead to the same node with the same changes.
fn add_edges(layer: &mut SkeletonLayer, pending: &mut [Pending]) -> Result<(), Exceeded> {
    pending.sort_unstable_by_key(|&(step, share)| (step, share.class, share.origin));
    for run in pending.chunk_by(|left, right| left.0 == right.0) {
        let start = layer.shares.len() as u32;
        let mut weight = 0u64;
        for &(_, share) in run {
            weight = weight.checked_add(share.weight).ok_or(Exceeded::Worlds)?;
            layer.shares.push(share);
        }
        let (child, delta) = run[0].0;
        layer.edges.push(Edge { child, delta, weight, shares: (start, layer.shares.len() as u32) });
    }
    Ok(())
}

/// Drops steps that lead nowhere.
fn prune(skeleton: &mut Skeleton) {
    let mut alive: Vec<bool> = vec![true; skeleton.layers.last().map_or(0, SkeletonLayer::nodes)];
    for layer in skeleton.layers.iter_mut().rev().skip(1) {
        let mut kept = Vec::with_capacity(layer.edges.len());
        let mut first = vec![0u32];
        let mut own = vec![false; layer.nodes()];
        let keep_lost = !layer.first_lost.is_empty();
        let (mut lost, mut first_lost) = (Vec::new(), vec![0u32]);
        for (node, own) in own.iter_mut().enumerate() {
            let edges = &layer.edges[layer.edge_range(node)];
            kept.extend(edges.iter().filter(|edge| alive[edge.child as usize]));
            first.push(kept.len() as u32);
            *own = first[node] < first[node + 1];
            if keep_lost {
                lost.extend_from_slice(layer.lost_at(node));
                for edge in edges.iter().filter(|edge| !alive[edge.child as usize]) {
                    lost.extend_from_slice(&layer.shares[edge.shares.0 as usize..edge.shares.1 as usize]);
                }
                first_lost.push(lost.len() as u32);
            }
        }
        layer.edges = kept;
        layer.first = first;
        if keep_lost {
            layer.lost = lost;
            layer.first_lost = first_lost;
        }
        alive = own;
    }
}

/// Weight of all completions per layer and node, without the variables that are folded away.
pub(super) fn totals(skeleton: &Skeleton) -> Result<Vec<Vec<u128>>, Exceeded> {
    let mut all = vec![vec![1; skeleton.layers.last().map_or(0, SkeletonLayer::nodes)]];
    for layer in skeleton.layers.iter().rev().skip(1) {
        let mut own = vec![0u128; layer.nodes()];
        let below: &[u128] = all.last().map_or(&[], Vec::as_slice);
        for (node, total) in own.iter_mut().enumerate() {
            for edge in &layer.edges[layer.edge_range(node)] {
                let more = below[edge.child as usize].checked_mul(u128::from(edge.weight)).ok_or(Exceeded::Worlds)?;
                *total = total.checked_add(more).filter(|&total| total < 1 << 127).ok_or(Exceeded::Worlds)?;
            }
        }
        all.push(own);
    }
    all.reverse();
    Ok(all)
}

/// Weight of all worlds, without the variables that are folded away.
pub(super) fn total(skeleton: &Skeleton) -> Result<u128, Exceeded> {
    Ok(totals(skeleton)?.first().and_then(|layer| layer.first()).copied().unwrap_or(0))
}
