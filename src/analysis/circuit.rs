//! Conditions as one circuit of gates with two inputs, in which equal parts are one gate.
//!
//! Every gate is an AND of two literals, and a literal may be negated for nothing: the form that hardware synthesis calls
//! an and-inverter graph (Kuehlmann and Krohm 1997). What is asked for twice, in one condition or in two, is there once.

use super::hashing::FastHasher;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// A node, negated or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Literal(u32);

impl Literal {
    /// Never.
    pub const FALSE: Self = Self(0);
    /// Always.
    pub const TRUE: Self = Self(1);

    fn of(node: usize) -> Self {
        // INVARIANT: a circuit of two thousand million nodes does not fit in memory.
        Self((node as u32) << 1)
    }

    /// Never or always.
    pub fn constant(value: bool) -> Self {
        Self(u32::from(value))
    }

    /// The node.
    pub fn node(self) -> usize {
        (self.0 >> 1) as usize
    }

    /// Whether it stands for the opposite of its node.
    pub fn negated(self) -> bool {
        self.0 & 1 == 1
    }
}

impl std::ops::Not for Literal {
    type Output = Self;

    fn not(self) -> Self {
        Self(self.0 ^ 1)
    }
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    /// Never.
    Never,
    /// Given from outside.
    Input(u32),
    /// Both hold.
    And(Literal, Literal),
}

/// A circuit under construction.
#[derive(Debug, Clone)]
pub(super) struct Circuit {
    nodes: Vec<Node>,
    known: HashMap<(Literal, Literal), Literal, BuildHasherDefault<FastHasher>>,
}

impl Circuit {
    /// A circuit that is never true.
    pub fn new() -> Self {
        Self { nodes: vec![Node::Never], known: HashMap::default() }
    }

    /// All nodes; those that a gate reads come before it.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Takes away every node from this number on, inputs too.
    pub fn rewind(&mut self, length: usize) {
        for node in self.nodes.drain(length..) {
            if let Node::And(left, right) = node {
                self.known.remove(&(left, right));
            }
        }
    }

    /// A new input with a number of the caller's.
    pub fn input(&mut self, number: usize) -> Literal {
        self.nodes.push(Node::Input(number as u32));
        Literal::of(self.nodes.len() - 1)
    }

    /// Both hold.
    pub fn and(&mut self, left: Literal, right: Literal) -> Literal {
        let (left, right) = if left <= right { (left, right) } else { (right, left) };
        if left == Literal::FALSE || left == !right {
            return Literal::FALSE;
        }
        if left == Literal::TRUE || left == right {
            return right;
        }
        for (one, other) in [(left, right), (right, left)] {
            let Node::And(first, second) = self.nodes[other.node()] else { continue };
            if !other.negated() {
                if one == first || one == second {
                    return other;
                }
                if one == !first || one == !second {
                    return Literal::FALSE;
                }
            } else if one == !first || one == !second {
                return one;
            } else if one == first {
                return self.and(one, !second);
            } else if one == second {
                return self.and(one, !first);
            }
        }
        if let Some(&known) = self.known.get(&(left, right)) {
            return known;
        }
        self.nodes.push(Node::And(left, right));
        let gate = Literal::of(self.nodes.len() - 1);
        self.known.insert((left, right), gate);
        gate
    }

    /// At least one holds.
    pub fn or(&mut self, left: Literal, right: Literal) -> Literal {
        !self.and(!left, !right)
    }

    /// Exactly one holds.
    pub fn xor(&mut self, left: Literal, right: Literal) -> Literal {
        let one = self.and(left, !right);
        let other = self.and(!left, right);
        self.or(one, other)
    }

    /// One of two, as the first says.
    pub fn choose(&mut self, whether: Literal, then: Literal, otherwise: Literal) -> Literal {
        let then = self.and(whether, then);
        let otherwise = self.and(!whether, otherwise);
        self.or(then, otherwise)
    }
}
