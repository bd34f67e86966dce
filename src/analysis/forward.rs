//! The counting pass of a race: how many worlds reach each state, layer by layer.
//!
//! A state is a node of the skeleton with a value per lane. The values of lane 0 form a *row* of counts, so that a step is
//! one look-up for the other lanes (the *head*) and one shifted addition for the whole row.

use super::bounds::Bounds;
use super::hashing;
use super::lanes;
use super::race::{LANES, Race, WATCH, Window};
use super::skeleton::{Edge, Exceeded, Skeleton, SkeletonLayer};
use std::collections::BTreeMap;

/// In a label: the first form has an equal, and comes first only because it is the easiest to enter and leave.
pub(super) const TIE: u32 = 1 << 16;

/// A head that the step does not reach alive.
pub(super) const LOST: u32 = u32::MAX;

/// One head: the lanes outside the row, and its row of counts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Head {
    /// The other lanes, packed.
    pub word: u64,
    /// First count of the row.
    pub cell: u32,
    pub length: u32,
    /// Value of lane 0 at the first count.
    pub base: i32,
}

/// States before a layer.
#[derive(Debug, Clone, Default)]
pub(super) struct LayerStates {
    /// First head of each node, one entry more than there are nodes.
    pub first: Vec<u32>,
    pub heads: Vec<Head>,
    pub counts: Vec<u128>,
}

impl LayerStates {
    pub fn heads_of(&self, node: usize) -> &[Head] {
        // INVARIANT: `first` has one entry more than there are nodes.
        &self.heads[self.first[node] as usize..self.first[node + 1] as usize]
    }

    pub fn row(&self, head: &Head) -> &[u128] {
        &self.counts[head.cell as usize..(head.cell + head.length) as usize]
    }
}

/// Result of a pass.
#[derive(Debug, Clone, Default)]
pub(super) struct Pass {
    /// States before each layer, and after the last; empty unless recorded.
    pub states: Vec<LayerStates>,
    /// Per layer: where each edge's entries in `targets` start.
    pub offsets: Vec<Vec<u32>>,
    /// Per layer: head of the child (counted within its node) for each head before the edge.
    pub targets: Vec<Vec<u32>>,
    /// Weight per label at the end.
    pub labels: BTreeMap<u32, u128>,
    /// Most counts alive in one layer.
    pub peak: usize,
    /// All counts of all layers.
    pub cells: usize,
}

/// Everything a pass needs.
pub(super) struct Forward<'a> {
    skeleton: &'a Skeleton,
    bounds: &'a Bounds,
    race: &'a Race<'a>,
    /// Lanes outside the row.
    width: usize,
}

/// What happens to a row on its way: it moves by `shift`, and what leaves the window is clamped or lost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slide {
    pub delta: i32,
    pub window: Window,
}

impl Slide {
    /// Where an entry with this value of lane 0 goes.
    #[inline]
    pub fn target(&self, value: i32) -> Option<i32> {
        self.window.clamp(value + self.delta)
    }

    /// Range of values after the slide; `None` if nothing is left.
    #[inline]
    fn range(&self, head: &Head) -> Option<(i32, i32)> {
        let (low, top) = (head.base + self.delta, head.base + self.delta + head.length as i32 - 1);
        let Window { low: least, deadly, high: most } = self.window;
        if top < least && deadly {
            return None;
        }
        Some((low.max(least).min(most), top.max(least).min(most)))
    }

    /// Adds the weighted row of `head` to a row that starts at `base`.
    fn add(&self, head: &Head, source: &[u128], weight: u64, base: i32, child: &mut [u128]) {
        if weight == 1 {
            self.add_with(head, source, base, child, |count| count);
        } else {
            let weight = u128::from(weight);
            self.add_with(head, source, base, child, |count| count * weight);
        }
    }

    #[inline]
    fn add_with(&self, head: &Head, source: &[u128], base: i32, child: &mut [u128], weighted: impl Fn(u128) -> u128) {
        let first = head.base + self.delta;
        let length = source.len() as i32;
        // INVARIANT: the child's row covers `range`, so all indices below lie inside it.
        let below = (self.window.low - first).clamp(0, length) as usize;
        let above = (self.window.high + 1 - first).clamp(below as i32, length) as usize;
        if below > 0 && !self.window.deadly {
            let slot = &mut child[(self.window.low.min(self.window.high) - base) as usize];
            source[..below].iter().for_each(|&count| *slot += weighted(count));
        }
        if above > below {
            let start = (first + below as i32 - base) as usize;
            for (sum, &count) in child[start..].iter_mut().zip(&source[below..above]) {
                *sum += weighted(count);
            }
        }
        if above < source.len() {
            let slot = &mut child[(self.window.high - base) as usize];
            source[above..].iter().for_each(|&count| *slot += weighted(count));
        }
    }
}

impl<'a> Forward<'a> {
    pub fn new(skeleton: &'a Skeleton, bounds: &'a Bounds, race: &'a Race<'a>) -> Self {
        Self { skeleton, bounds, race, width: race.lanes().saturating_sub(1) }
    }

    /// The slide of rows along an edge into a node of this layer.
    pub fn slide(&self, delta: u32, layer: usize, child: usize) -> Slide {
        // INVARIANT: edges name changes of the skeleton.
        let window = self.bounds.at(layer, child).first().copied();
        let delta = window.map_or(0, |_| i32::from(self.skeleton.deltas[delta as usize][0]));
        Slide { delta, window: window.unwrap_or(Window::FIXED) }
    }

    /// Moves a head along an edge of a layer: its other lanes afterwards, and the slide of its row. `None`: lost.
    #[inline]
    pub fn advance(&self, layer: usize, edge: &Edge, word: u64) -> Option<(u64, Slide)> {
        // INVARIANT: edges name changes and nodes of the skeleton.
        let deltas = &self.skeleton.deltas[edge.delta as usize];
        let windows = self.bounds.at(layer + 1, edge.child as usize);
        let Some(&window) = windows.first() else {
            return Some((word, Slide { delta: 0, window: Window::FIXED }));
        };
        let mut values = [0; LANES];
        values[1..].copy_from_slice(&lanes::unpack(word, self.width)[..LANES - 1]);
        for (value, &delta) in values[1..].iter_mut().zip(&deltas[1..]) {
            *value += i32::from(delta);
        }
        let delta = i32::from(deltas[0]);
        for (value, window) in values[1..].iter_mut().zip(&windows[1..]) {
            *value = window.clamp(*value)?;
        }
        Some((lanes::pack(&values[1..=self.width]), Slide { delta, window }))
    }

    fn start(&self) -> LayerStates {
        let mut states = LayerStates { first: vec![0], ..LayerStates::default() };
        if self.skeleton.layers.first().is_none_or(|layer| layer.flags.is_empty()) {
            return states;
        }
        let mut values = self.skeleton.start.map(i32::from);
        let mut alive = true;
        for (value, window) in values.iter_mut().zip(self.bounds.at(0, 0)) {
            match window.clamp(*value) {
                Some(clamped) => *value = clamped,
                None => alive = false,
            }
        }
        if alive {
            let word = lanes::pack(&values[1..=self.width.min(LANES - 1)]);
            states.heads.push(Head { word, cell: 0, length: 1, base: values[0] });
            states.counts.push(1);
        }
        states.first.push(states.heads.len() as u32);
        states
    }

    /// Runs over all layers.
    pub fn run(&self, record: bool, maximum_cells: usize) -> Result<Pass, Exceeded> {
        let mut pass = Pass::default();
        let mut states = self.start();
        let mut table = HeadTable::new();
        let mut plan: Vec<Option<(u32, Slide)>> = Vec::new();
        for (number, layer) in
            self.skeleton.layers.iter().enumerate().take(self.skeleton.layers.len().saturating_sub(1))
        {
            let nodes = self.skeleton.layers[number + 1].nodes();
            let incoming = Incoming::new(layer, nodes);
            let (offsets, mut targets) = if record { edge_offsets(layer, &states) } else { Default::default() };
            let mut next = LayerStates { first: vec![0], ..LayerStates::default() };
            for child in 0..nodes {
                table.clear();
                plan.clear();
                let sources = incoming.of(child);
                for &(source, edge) in sources {
                    for head in states.heads_of(source as usize) {
                        let moved = self.advance(number, &layer.edges[edge as usize], head.word);
                        let planned =
                            moved.and_then(|(word, slide)| Some((table.find(word, slide.range(head)?), slide)));
                        plan.push(planned);
                    }
                }
                let first_head = next.heads.len();
                for (&word, &(low, high)) in table.words.iter().zip(&table.ranges) {
                    let length = (high - low + 1) as u32;
                    next.heads.push(Head { word, cell: next.counts.len() as u32, length, base: low });
                    next.counts.resize(next.counts.len() + length as usize, 0);
                }
                if next.counts.len() + pass.cells > maximum_cells {
                    return Err(Exceeded::Cells);
                }
                let mut planned = plan.iter();
                for &(source, edge) in sources {
                    let weight = layer.edges[edge as usize].weight;
                    let heads = states.heads_of(source as usize);
                    for (position, (head, &moved)) in heads.iter().zip(planned.by_ref()).enumerate() {
                        if record {
                            targets[offsets[edge as usize] as usize + position] =
                                moved.map_or(LOST, |(target, _)| target);
                        }
                        if let Some((target, slide)) = moved {
                            let into = next.heads[first_head + target as usize];
                            let row = &mut next.counts[into.cell as usize..(into.cell + into.length) as usize];
                            slide.add(head, states.row(head), weight, into.base, row);
                        }
                    }
                }
                next.first.push(next.heads.len() as u32);
            }
            pass.peak = pass.peak.max(next.counts.len());
            pass.cells += next.counts.len();
            let before = std::mem::replace(&mut states, next);
            if record {
                pass.states.push(before);
                pass.offsets.push(offsets);
                pass.targets.push(targets);
            }
        }
        self.finish(&states, &mut pass);
        if record {
            pass.states.push(states);
        }
        Ok(pass)
    }

    /// The label of a finished state: the outcome's code, the watch flags from bit 8 on and [`TIE`]; or just the flags.
    pub fn label(&self, raised: u32, word: u64, own: i32) -> Option<u32> {
        if self.race.follows_flags() {
            return Some(raised);
        }
        let others = lanes::unpack(word, self.width);
        let mut values = [0; LANES];
        values[0] = own;
        values[1..].copy_from_slice(&others[..LANES - 1]);
        let values = &values[..self.race.lanes()];
        let tie = if self.race.ties(raised, values) { TIE } else { 0 };
        self.race.result(raised, values).map(|outcome| outcome.code() as u32 | raised >> WATCH << 8 | tie)
    }

    fn finish(&self, states: &LayerStates, pass: &mut Pass) {
        let Some(last) = self.skeleton.layers.last() else { return };
        for (node, flags) in last.flags.iter().enumerate() {
            for head in states.heads_of(node) {
                for (own, &count) in (head.base..).zip(states.row(head)) {
                    if let (Some(label), true) = (self.label(flags.raised, head.word, own), count > 0) {
                        *pass.labels.entry(label).or_insert(0) += count;
                    }
                }
            }
        }
    }
}

fn edge_offsets(layer: &SkeletonLayer, states: &LayerStates) -> (Vec<u32>, Vec<u32>) {
    let mut offsets = Vec::with_capacity(layer.edges.len() + 1);
    let mut next = 0u32;
    for node in 0..layer.nodes() {
        for _ in layer.edge_range(node) {
            offsets.push(next);
            next += states.heads_of(node).len() as u32;
        }
    }
    offsets.push(next);
    (offsets, vec![LOST; next as usize])
}

/// Edges by the node they lead to.
struct Incoming {
    first: Vec<u32>,
    sources: Vec<(u32, u32)>,
}

impl Incoming {
    fn new(layer: &SkeletonLayer, children: usize) -> Self {
        let mut first = vec![0u32; children + 1];
        for edge in &layer.edges {
            first[edge.child as usize + 1] += 1;
        }
        for child in 0..children {
            first[child + 1] += first[child];
        }
        let mut place = first.clone();
        let mut sources = vec![(0, 0); layer.edges.len()];
        for node in 0..layer.nodes() {
            for edge in layer.edge_range(node) {
                let slot = &mut place[layer.edges[edge].child as usize];
                sources[*slot as usize] = (node as u32, edge as u32);
                *slot += 1;
            }
        }
        Self { first, sources }
    }

    fn of(&self, child: usize) -> &[(u32, u32)] {
        &self.sources[self.first[child] as usize..self.first[child + 1] as usize]
    }
}

/// Numbers words in the order in which they are first seen, each with the range of values its row needs.
struct HeadTable {
    slots: Vec<u32>,
    used: Vec<u32>,
    words: Vec<u64>,
    ranges: Vec<(i32, i32)>,
}

impl HeadTable {
    fn new() -> Self {
        Self { slots: vec![u32::MAX; 256], used: Vec::new(), words: Vec::new(), ranges: Vec::new() }
    }

    fn clear(&mut self) {
        for &slot in &self.used {
            self.slots[slot as usize] = u32::MAX;
        }
        self.used.clear();
        self.words.clear();
        self.ranges.clear();
    }

    #[inline]
    fn find(&mut self, word: u64, range: (i32, i32)) -> u32 {
        let mask = self.slots.len() - 1;
        let mut slot = hashing::word(word) as usize & mask;
        loop {
            let index = self.slots[slot];
            if index == u32::MAX {
                break;
            }
            if self.words[index as usize] == word {
                let known = &mut self.ranges[index as usize];
                *known = (known.0.min(range.0), known.1.max(range.1));
                return index;
            }
            slot = (slot + 1) & mask;
        }
        let index = self.words.len() as u32;
        self.slots[slot] = index;
        self.used.push(slot as u32);
        self.words.push(word);
        self.ranges.push(range);
        if self.words.len() * 2 > self.slots.len() {
            self.grow();
        }
        index
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        self.slots = vec![u32::MAX; mask + 1];
        self.used.clear();
        for (index, &word) in self.words.iter().enumerate() {
            let mut slot = hashing::word(word) as usize & mask;
            while self.slots[slot] != u32::MAX {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = index as u32;
            self.used.push(slot as u32);
        }
    }
}
