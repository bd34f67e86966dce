//! A circuit as a list of operations, on slots that are used again as soon as nothing needs what they hold.

use super::circuit::{Literal, Node};
use super::sliced::{Gate, Output};

/// Gates in the order in which results need them, and where each value is kept meanwhile.
pub(super) struct Schedule {
    pub gates: Vec<Gate>,
    pub outputs: Vec<Output>,
    /// Slot of every input that is read, by node.
    pub input_slots: Vec<Option<usize>>,
    pub slots: usize,
}

impl Schedule {
    /// The gates that results need, and only those.
    pub fn new(nodes: &[Node], results: &[Literal]) -> Self {
        // Which gates, in which order, and how often each node is still to be read.
        let mut listed: Vec<usize> = Vec::new();
        let mut ends: Vec<usize> = Vec::new();
        let mut reads = vec![0usize; nodes.len()];
        let mut seen = vec![false; nodes.len()];
        for result in results {
            reads[result.node()] += 1;
            let mut waiting = vec![(result.node(), false)];
            while let Some((node, ready)) = waiting.pop() {
                if ready {
                    listed.push(node);
                } else if !std::mem::replace(&mut seen[node], true)
                    && let Node::And(left, right) = nodes[node]
                {
                    reads[left.node()] += 1;
                    reads[right.node()] += 1;
                    waiting.push((node, true));
                    waiting.push((right.node(), false));
                    waiting.push((left.node(), false));
                }
            }
            ends.push(listed.len());
        }
        // Slot 0 is never written, so it holds for "never".
        let mut schedule =
            Self { gates: Vec::new(), outputs: Vec::new(), input_slots: vec![None; nodes.len()], slots: 1 };
        let mut place = vec![0usize; nodes.len()];
        for (node, kind) in nodes.iter().enumerate() {
            if matches!(kind, Node::Input(_)) && reads[node] > 0 {
                place[node] = schedule.slots;
                schedule.input_slots[node] = Some(schedule.slots);
                schedule.slots += 1;
            }
        }
        let mut free: Vec<usize> = Vec::new();
        let mut gates = listed.iter();
        let mut passed = 0;
        for (result, &end) in results.iter().zip(&ends) {
            for &node in gates.by_ref().take(end - passed) {
                let Node::And(left, right) = nodes[node] else { continue };
                let operands = [left, right].map(|literal| operand(place[literal.node()], literal));
                for literal in [left, right] {
                    release(literal, &mut reads, &place, &mut free);
                }
                let target = free.pop().unwrap_or_else(|| {
                    schedule.slots += 1;
                    schedule.slots - 1
                });
                place[node] = target;
                schedule.gates.push(Gate { left: operands[0], right: operands[1], target: target as u32 });
            }
            passed = end;
            schedule.outputs.push(Output { after: end, operand: operand(place[result.node()], *result) });
            release(*result, &mut reads, &place, &mut free);
        }
        schedule
    }
}

fn operand(slot: usize, literal: Literal) -> u32 {
    (slot as u32) << 1 | u32::from(literal.negated())
}

/// Frees the slot of a value that is read for the last time.
fn release(literal: Literal, reads: &mut [usize], place: &[usize], free: &mut Vec<usize>) {
    let node = literal.node();
    reads[node] -= 1;
    if reads[node] == 0 && place[node] != 0 {
        free.push(place[node]);
    }
}
