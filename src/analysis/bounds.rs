//! How far each lane can still move, per node, and the windows that follow.

use super::race::{LANES, Race, Window};
use super::skeleton::{Skeleton, SkeletonLayer};

/// Windows of all nodes of a skeleton.
#[derive(Debug, Clone)]
pub(super) struct Bounds {
    lanes: usize,
    layers: Vec<Vec<Window>>,
}

impl Bounds {
    pub fn new(skeleton: &Skeleton, race: &Race<'_>) -> Self {
        let lanes = race.lanes();
        let mut layers = Vec::with_capacity(skeleton.layers.len());
        let last = skeleton.layers.last();
        let mut low = vec![0i16; last.map_or(0, SkeletonLayer::nodes) * lanes];
        let mut high = low.clone();
        for (number, layer) in skeleton.layers.iter().enumerate().rev() {
            if number + 1 < skeleton.layers.len() {
                (low, high) = reach(skeleton, layer, lanes, &low, &high);
            }
            let mut windows = Vec::with_capacity(layer.nodes() * lanes);
            for (node, flags) in layer.flags.iter().enumerate() {
                let range = node * lanes..(node + 1) * lanes;
                let all: [Window; LANES] = race.windows(flags.raised, flags.may, &low[range.clone()], &high[range]);
                windows.extend_from_slice(&all[..lanes]);
            }
            layers.push(windows);
        }
        layers.reverse();
        Self { lanes, layers }
    }

    /// Windows at a node; layer number = number of layers for the end.
    pub fn at(&self, layer: usize, node: usize) -> &[Window] {
        // INVARIANT: callers name nodes of the skeleton.
        &self.layers[layer][node * self.lanes..(node + 1) * self.lanes]
    }
}

fn reach(skeleton: &Skeleton, layer: &SkeletonLayer, lanes: usize, low: &[i16], high: &[i16]) -> (Vec<i16>, Vec<i16>) {
    let mut lowest = vec![i16::MAX / 2; layer.nodes() * lanes];
    let mut highest = vec![i16::MIN / 2; layer.nodes() * lanes];
    for node in 0..layer.nodes() {
        let own_low = &mut lowest[node * lanes..(node + 1) * lanes];
        let own_high = &mut highest[node * lanes..(node + 1) * lanes];
        for edge in &layer.edges[layer.edge_range(node)] {
            let child = edge.child as usize * lanes;
            let delta = &skeleton.deltas[edge.delta as usize];
            for lane in 0..lanes {
                own_low[lane] = own_low[lane].min(low[child + lane] + delta[lane]);
                own_high[lane] = own_high[lane].max(high[child + lane] + delta[lane]);
            }
        }
    }
    (lowest, highest)
}
