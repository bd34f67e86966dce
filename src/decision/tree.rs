//! A condition as a finite tree of tests.

use std::collections::BTreeSet;

use super::test::Test;
use crate::facts::FactId;

/// A place in a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(u32);

/// A node: a test with two ways on, or an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node<L> {
    /// A test of a fact.
    Test {
        /// What is tested.
        test: Test,
        /// Where to go if it holds.
        yes: NodeId,
        /// Where to go if it does not.
        no: NodeId,
    },
    /// The outcome.
    Leaf(L),
}

/// A decision tree with outcomes of type `L`: truth for conditions, a value or nothing for derivations.
///
/// Every path from the root tests disjoint boxes of values and the leaves together cover all values, so the tree is the
/// decision table of the condition: one row a leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionTree<L> {
    nodes: Vec<Node<L>>,
}

impl<L: Copy + PartialEq> DecisionTree<L> {
    /// The root of every tree.
    pub const ROOT: NodeId = NodeId(0);

    /// A tree that always ends the same way.
    pub fn constant(leaf: L) -> DecisionTree<L> {
        DecisionTree { nodes: vec![Node::Leaf(leaf)] }
    }

    /// The tree with these paths, given in depth-first order with the yes side first, as exploration finds them.
    ///
    /// Returns `None` if the paths are no such tree, which for exploration means that the condition did not ask the
    /// same questions twice in a row and so is no function of the facts.
    pub fn from_paths(paths: &[(Vec<(Test, bool)>, L)]) -> Option<DecisionTree<L>> {
        let mut tree = DecisionTree { nodes: Vec::with_capacity(paths.len() * 2) };
        tree.build(paths, 0)?;
        Some(tree)
    }

    fn build(&mut self, paths: &[(Vec<(Test, bool)>, L)], depth: usize) -> Option<NodeId> {
        let (first, leaf) = paths.first()?;
        let place = self.nodes.len();
        let id = NodeId(u32::try_from(place).ok()?);
        let Some((test, _)) = first.get(depth).copied() else {
            self.nodes.push(Node::Leaf(*leaf));
            return (paths.len() == 1).then_some(id);
        };
        self.nodes.push(Node::Leaf(*leaf));
        let turn = paths.iter().position(|(path, _)| path.get(depth) == Some(&(test, false)))?;
        let (yes_paths, no_paths) = paths.split_at_checked(turn)?;
        let same_test = |outcome| move |(path, _): &(Vec<(Test, bool)>, L)| path.get(depth) == Some(&(test, outcome));
        if !yes_paths.iter().all(same_test(true)) || !no_paths.iter().all(same_test(false)) {
            return None;
        }
        let yes = self.build(yes_paths, depth + 1)?;
        let no = self.build(no_paths, depth + 1)?;
        if let (Node::Leaf(a), Node::Leaf(b)) = (self.node(yes), self.node(no))
            && a == b
        {
            // Both ways end alike: the test did not matter.
            self.nodes.truncate(place);
            self.nodes.push(Node::Leaf(a));
        } else if let Some(node) = self.nodes.get_mut(place) {
            *node = Node::Test { test, yes, no };
        }
        Some(id)
    }

    /// A node by its place.
    #[allow(clippy::indexing_slicing)] // INVARIANT: a NodeId is only made by the tree it points into.
    pub fn node(&self, id: NodeId) -> Node<L> {
        self.nodes[id.0 as usize]
    }

    /// All nodes, the root first.
    pub fn nodes(&self) -> &[Node<L>] {
        &self.nodes
    }

    /// The tests in the tree, as often as they are in it.
    pub fn every_test(&self) -> impl Iterator<Item = Test> + '_ {
        self.nodes.iter().filter_map(|node| match node {
            Node::Test { test, .. } => Some(*test),
            Node::Leaf(_) => None,
        })
    }

    /// The tests in the tree, each once, in a fixed order.
    pub fn tests(&self) -> BTreeSet<Test> {
        self.every_test().collect()
    }

    /// The facts the tree reads.
    pub fn facts(&self) -> BTreeSet<FactId> {
        self.every_test().map(Test::fact).collect()
    }

    /// The number of rows of the decision table.
    pub fn rows(&self) -> usize {
        self.nodes.iter().filter(|node| matches!(node, Node::Leaf(_))).count()
    }

    /// The different outcomes the tree can have.
    pub fn leaves(&self) -> impl Iterator<Item = L> + '_ {
        self.nodes.iter().filter_map(|node| match node {
            Node::Leaf(leaf) => Some(*leaf),
            Node::Test { .. } => None,
        })
    }

    /// The outcome for one complete assignment, given as the answer to each test.
    pub fn outcome(&self, mut holds: impl FnMut(Test) -> bool) -> L {
        let mut node = Self::ROOT;
        loop {
            match self.node(node) {
                Node::Leaf(leaf) => return leaf,
                Node::Test { test, yes, no } => node = if holds(test) { yes } else { no },
            }
        }
    }
}
