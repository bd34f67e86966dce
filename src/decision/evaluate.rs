//! Exact three-valued evaluation of decision trees when some answers are missing.
//!
//! # What is computed
//!
//! A *complete case* gives every fact a value as `facts.toml` says: what its derivation gives; else nothing if the
//! question is not relevant; else its answer. For a tree and a set of given answers the evaluator finds whether the
//! tree is true in all, in none or in some of the complete cases that agree with the answers. It does so by walking
//! the tree and forking only where an open fact is tested, so the work grows with the tree and not with the number of
//! cases.
//!
//! # Questions that are not relevant
//!
//! Such a fact has no value. A condition that tests it is true only if it would be true whatever the value were: both
//! ways of the test must hold. A hinder can thus never rest on a question nobody had reason to ask.
//!
//! # Why it is exact
//!
//! Each path fixes disjoint boxes of values for the facts it tests; the tests are about one fact each, so a path is
//! possible exactly when each fact keeps a value ([`Possible`] is never empty and knows the limits of multi facts).
//! Derivations and relevance are trees themselves and are walked on the same path when a fact they govern is first
//! tested. Everything that is not a tree (a rule that compares two numbers, say) is kept out by exploration.
//!
//! # One assumption
//!
//! An answered question counts as relevant as long as the other answers leave that open. An answer that later turns out
//! to belong to a question that is not relevant is set aside, never lost.

use std::cell::Cell;
use std::collections::BTreeSet;

use super::possible::Possible;
use super::test::Test;
use super::tree::{DecisionTree, Node, NodeId};
use crate::facts::{Answers, FactId, Schema, Value};

/// What is known of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// True whatever the missing answers are.
    True,
    /// False whatever the missing answers are.
    False,
    /// Depends on missing answers.
    Open,
}

impl Truth {
    /// From whether it can be true and can be false.
    pub fn of(can_be_true: bool, can_be_false: bool) -> Truth {
        match (can_be_true, can_be_false) {
            (true, false) => Truth::True,
            (false, true) => Truth::False,
            _ => Truth::Open,
        }
    }
}

/// How a fact's value or relevance follows from other facts.
#[derive(Clone, Debug, Default)]
pub struct Determination {
    /// The value other answers give, or `None` where they give none.
    pub derived: Option<DecisionTree<Option<Value>>>,
    /// Whether the question is relevant.
    pub ask_when: Option<DecisionTree<bool>>,
}

/// Whether a question has reason to be asked, as far as the answers tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relevance {
    /// Relevant, or always so.
    Relevant,
    /// Settled by other answers.
    Derived(Value),
    /// Not relevant with these answers.
    NotRelevant,
    /// Depends on answers still missing.
    Open,
}

/// The result of evaluating a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// Whether it holds.
    pub truth: Truth,
    /// Where open: the facts it waits for.
    pub waits_for: BTreeSet<FactId>,
    /// The facts with known values that were looked at.
    pub decided_by: BTreeSet<FactId>,
}

/// Evaluates trees under one set of answers.
pub struct Evaluator<'a> {
    schema: &'a Schema,
    determinations: &'a [Determination],
    possible: Vec<Possible>,
    answered: Vec<bool>,
    status: Vec<Cell<Settled>>,
}

/// What has been found of a fact's status under the answers, whatever the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Settled {
    /// Not looked up yet.
    NotYet,
    /// The answers leave it open.
    Open,
    /// The answers decide it, in the cases where every answered question it rests on is relevant. Other cases are none
    /// of ours, but a path that has not looked those questions up does not know whether it is in such a case; so this
    /// holds for the answers as a whole, and a path has to look the fact up for itself.
    Assumed(Status),
    /// The answers decide it.
    Known(Status),
}

/// What a fact is on a path, once looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    /// Has its answer as value, or any value still possible.
    Asked,
    /// Has the value its derivation gives.
    Derived(Value),
    /// Has no value.
    NotRelevant,
}

/// Something the path still has to settle. The topmost is settled first.
#[derive(Clone)]
enum Goal<'a> {
    /// The condition must come out true from this node on.
    Condition(&'a DecisionTree<bool>, NodeId),
    /// Find the derived value of a fact; with several nodes all must agree.
    Derive(FactId, Vec<NodeId>, Option<Option<Value>>),
    /// Find whether a fact is relevant; with several nodes all must say so.
    Relevance(FactId, Vec<NodeId>),
}

#[derive(Clone)]
struct Path<'a> {
    goals: Vec<Goal<'a>>,
    narrowed: Vec<(FactId, Possible)>,
    settled: Vec<(FactId, Status)>,
}

#[derive(Default)]
struct Outcomes {
    can_be_true: bool,
    can_be_false: bool,
    waits_for: Noted,
    decided_by: Noted,
    relevant: bool,
    not_relevant: bool,
    derived: BTreeSet<Value>,
    /// Whether paths were left out on which an answered question is not relevant.
    left_out: bool,
}

/// Facts met on the way, each once. Few, and met again and again: a list is searched faster than a set is kept.
#[derive(Default)]
struct Noted(Vec<FactId>);

impl Noted {
    fn insert(&mut self, fact: FactId) {
        if !self.0.contains(&fact) {
            self.0.push(fact);
        }
    }
}

impl<'a> Evaluator<'a> {
    /// An evaluator for these answers. `determinations` has one entry per fact and no circles (the loader checks).
    pub fn new(schema: &'a Schema, determinations: &'a [Determination], answers: &Answers) -> Evaluator<'a> {
        let possible = schema.iter().map(|(id, fact)| Possible::after(answers.get(id), &fact.kind)).collect();
        let answered = schema.ids().map(|id| answers.value(id).is_some()).collect();
        let status = vec![Cell::new(Settled::NotYet); schema.facts().len()];
        Evaluator { schema, determinations, possible, answered, status }
    }

    /// What the answers say of a fact's status; looked up once.
    fn settled(&self, fact: FactId) -> Settled {
        let Some(cell) = self.status.get(fact.index()) else { return Settled::Open };
        if cell.get() == Settled::NotYet {
            cell.set(self.find_status(fact));
        }
        cell.get()
    }

    /// Whether a fact's answer is not used: the question is not relevant, or its value follows from other answers.
    fn set_aside(&self, fact: FactId) -> bool {
        match self.settled(fact) {
            Settled::Known(Status::Derived(value)) | Settled::Assumed(Status::Derived(value)) => {
                self.answer(fact) != Possible::only(value, &self.schema.fact(fact).kind)
            }
            Settled::Known(Status::NotRelevant) | Settled::Assumed(Status::NotRelevant) => true,
            _ => false,
        }
    }

    /// Whether a fact has an answer that is used wherever its question is relevant.
    fn counts(&self, fact: FactId) -> bool {
        self.answered.get(fact.index()).copied().unwrap_or(false) && !self.set_aside(fact)
    }

    fn find_status(&self, fact: FactId) -> Settled {
        let determined =
            self.determination(fact).is_some_and(|found| found.derived.is_some() || found.ask_when.is_some());
        if !determined {
            return Settled::Known(Status::Asked);
        }
        let mut outcomes = Outcomes::default();
        let mut path = self.start(Vec::new());
        self.look_up(&mut path, fact);
        self.walk(path, Some(fact), &mut outcomes);
        let mut derived = outcomes.derived.iter();
        let status = match (outcomes.relevant, outcomes.not_relevant, derived.next(), derived.next()) {
            (true, false, None, _) => Status::Asked,
            (false, true, None, _) => Status::NotRelevant,
            (false, false, Some(value), None) => Status::Derived(*value),
            _ => return Settled::Open,
        };
        if outcomes.left_out { Settled::Assumed(status) } else { Settled::Known(status) }
    }

    /// Whether a question is relevant under the answers.
    pub fn relevance(&self, fact: FactId) -> Relevance {
        match self.settled(fact) {
            Settled::Known(status) | Settled::Assumed(status) => match status {
                Status::Asked => Relevance::Relevant,
                Status::Derived(value) => Relevance::Derived(value),
                Status::NotRelevant => Relevance::NotRelevant,
            },
            Settled::Open | Settled::NotYet => Relevance::Open,
        }
    }

    /// The value a fact has under the answers, given or derived; `None` if it has none or it is not known.
    pub fn value(&self, fact: FactId) -> Option<Value> {
        match self.relevance(fact) {
            Relevance::Derived(value) => Some(value),
            Relevance::NotRelevant => None,
            Relevance::Relevant | Relevance::Open => {
                let answered = self.answered.get(fact.index()).copied().unwrap_or(false);
                answered.then(|| self.answer(fact).single(&self.schema.fact(fact).kind)).flatten()
            }
        }
    }

    /// Whether a condition holds, what that rests on and what it waits for.
    pub fn evaluate(&self, tree: &'a DecisionTree<bool>) -> Evaluation {
        let outcomes = self.outcomes(tree);
        let truth = Truth::of(outcomes.can_be_true, outcomes.can_be_false);
        let decided_by = outcomes.decided_by.0.into_iter().filter(|fact| self.value(*fact).is_some()).collect();
        let waits_for = if truth == Truth::Open { outcomes.waits_for.0.into_iter().collect() } else { BTreeSet::new() };
        Evaluation { truth, waits_for, decided_by }
    }

    /// Whether a condition holds.
    pub fn truth(&self, tree: &'a DecisionTree<bool>) -> Truth {
        let outcomes = self.outcomes(tree);
        Truth::of(outcomes.can_be_true, outcomes.can_be_false)
    }

    fn outcomes(&self, tree: &'a DecisionTree<bool>) -> Outcomes {
        let mut outcomes = Outcomes::default();
        let path = self.start(vec![Goal::Condition(tree, DecisionTree::<bool>::ROOT)]);
        self.walk(path, None, &mut outcomes);
        outcomes
    }

    fn start(&self, goals: Vec<Goal<'a>>) -> Path<'a> {
        Path { goals, narrowed: Vec::new(), settled: Vec::new() }
    }

    /// What the fact's own answer leaves possible.
    fn answer(&self, fact: FactId) -> Possible {
        self.possible.get(fact.index()).copied().unwrap_or(Possible::Options(0))
    }

    /// What is possible before any path narrows it. Call only for facts whose status has been looked up.
    fn base(&self, fact: FactId) -> Possible {
        match self.status.get(fact.index()).map(Cell::get) {
            Some(Settled::Known(Status::Derived(value))) => Possible::only(value, &self.schema.fact(fact).kind),
            _ => self.answer(fact),
        }
    }

    fn possible(&self, path: &Path<'a>, fact: FactId) -> Possible {
        let narrowed = path.narrowed.iter().rev().find(|(narrowed, _)| *narrowed == fact);
        narrowed.map_or_else(|| self.base(fact), |(_, possible)| *possible)
    }

    fn status(&self, path: &Path<'a>, fact: FactId) -> Option<Status> {
        let settled = path.settled.iter().find(|(settled, _)| *settled == fact);
        settled.map(|(_, status)| *status).or_else(|| match self.settled(fact) {
            Settled::Known(status) => Some(status),
            Settled::Assumed(_) | Settled::Open | Settled::NotYet => None,
        })
    }

    fn determination(&self, fact: FactId) -> Option<&'a Determination> {
        self.determinations.get(fact.index())
    }

    /// Adds the goal of finding a fact's status.
    fn look_up(&self, path: &mut Path<'a>, fact: FactId) {
        if self.determination(fact).is_some_and(|determination| determination.derived.is_some()) {
            path.goals.push(Goal::Derive(fact, vec![DecisionTree::<Option<Value>>::ROOT], None));
        } else {
            self.look_up_relevance(path, fact);
        }
    }

    fn look_up_relevance(&self, path: &mut Path<'a>, fact: FactId) {
        if self.determination(fact).is_some_and(|determination| determination.ask_when.is_some()) {
            path.goals.push(Goal::Relevance(fact, vec![DecisionTree::<bool>::ROOT]));
        } else {
            path.settled.push((fact, Status::Asked));
        }
    }

    /// Walks one path to its ends, forking where open facts are tested. `sought` is the fact whose status is wanted when
    /// relevance and not a condition is asked for.
    fn walk(&self, mut path: Path<'a>, sought: Option<FactId>, outcomes: &mut Outcomes) {
        loop {
            let Some(goal) = path.goals.pop() else { return self.arrive(&path, sought, outcomes) };
            match goal {
                Goal::Condition(tree, node) => match tree.node(node) {
                    Node::Leaf(true) => {}
                    Node::Leaf(false) => {
                        outcomes.can_be_false = true;
                        return;
                    }
                    Node::Test { test, yes, no } => {
                        let on = |node| Goal::Condition(tree, node);
                        match self.step(&mut path, test, outcomes) {
                            Step::LookUpFirst => self.first(&mut path, test.fact(), Goal::Condition(tree, node)),
                            Step::Both => path.goals.extend([on(no), on(yes)]),
                            Step::One(outcome) => path.goals.push(on(if outcome { yes } else { no })),
                            Step::Fork => {
                                return self.fork(path, test, on(yes), on(no), sought, outcomes);
                            }
                        }
                    }
                },
                Goal::Derive(fact, mut nodes, agreed) => {
                    let tree = self.determination(fact).and_then(|determination| determination.derived.as_ref());
                    let (Some(tree), Some(node)) = (tree, nodes.pop()) else {
                        self.derived(&mut path, fact, agreed.flatten(), sought);
                        if sought != Some(fact) && self.contradicts(&path, fact) {
                            outcomes.left_out = true;
                            return;
                        }
                        continue;
                    };
                    match tree.node(node) {
                        Node::Leaf(leaf) => {
                            let agreed = if agreed.is_none_or(|value| value == leaf) { leaf } else { None };
                            path.goals.push(Goal::Derive(fact, nodes, Some(agreed)));
                        }
                        Node::Test { test, yes, no } => {
                            let with = |more: &[NodeId]| Goal::Derive(fact, [&nodes[..], more].concat(), agreed);
                            match self.step(&mut path, test, outcomes) {
                                Step::LookUpFirst => self.first(&mut path, test.fact(), with(&[node])),
                                Step::Both => path.goals.push(with(&[no, yes])),
                                Step::One(outcome) => path.goals.push(with(&[if outcome { yes } else { no }])),
                                Step::Fork => {
                                    return self.fork(path, test, with(&[yes]), with(&[no]), sought, outcomes);
                                }
                            }
                        }
                    }
                }
                Goal::Relevance(fact, mut nodes) => {
                    let tree = self.determination(fact).and_then(|determination| determination.ask_when.as_ref());
                    let (Some(tree), Some(node)) = (tree, nodes.pop()) else {
                        path.settled.push((fact, Status::Asked));
                        continue;
                    };
                    match tree.node(node) {
                        Node::Leaf(true) => path.goals.push(Goal::Relevance(fact, nodes)),
                        Node::Leaf(false) => {
                            // An answer counts as relevant while that is possible, so this path is none of ours;
                            // unless the question is what we are asking about.
                            if sought != Some(fact) && self.counts(fact) {
                                outcomes.left_out = true;
                                return;
                            }
                            path.settled.push((fact, Status::NotRelevant));
                        }
                        Node::Test { test, yes, no } => {
                            let with = |more: &[NodeId]| Goal::Relevance(fact, [&nodes[..], more].concat());
                            match self.step(&mut path, test, outcomes) {
                                Step::LookUpFirst => self.first(&mut path, test.fact(), with(&[node])),
                                Step::Both => path.goals.push(with(&[no, yes])),
                                Step::One(outcome) => path.goals.push(with(&[if outcome { yes } else { no }])),
                                Step::Fork => {
                                    return self.fork(path, test, with(&[yes]), with(&[no]), sought, outcomes);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Puts a goal back and finds a fact's status before it.
    fn first(&self, path: &mut Path<'a>, fact: FactId, goal: Goal<'a>) {
        path.goals.push(goal);
        self.look_up(path, fact);
    }

    fn derived(&self, path: &mut Path<'a>, fact: FactId, value: Option<Value>, sought: Option<FactId>) {
        match value {
            Some(value) => {
                path.settled.push((fact, Status::Derived(value)));
                if sought != Some(fact) && !self.counts(fact) {
                    path.narrowed.push((fact, Possible::only(value, &self.schema.fact(fact).kind)));
                }
            }
            None => self.look_up_relevance(path, fact),
        }
    }

    /// Whether a path derives another value than the one answered, which no case that agrees with the answers does.
    fn contradicts(&self, path: &Path<'a>, fact: FactId) -> bool {
        match path.settled.last() {
            Some((settled, Status::Derived(value))) if *settled == fact => {
                self.possible(path, fact) != Possible::only(*value, &self.schema.fact(fact).kind)
            }
            _ => false,
        }
    }

    fn step(&self, path: &mut Path<'a>, test: Test, outcomes: &mut Outcomes) -> Step {
        let fact = test.fact();
        match self.status(path, fact) {
            None => Step::LookUpFirst,
            Some(Status::NotRelevant) => Step::Both,
            Some(Status::Asked | Status::Derived(_)) => {
                match self.possible(path, fact).truth(test, &self.schema.fact(fact).kind) {
                    Truth::Open => Step::Fork,
                    decided => {
                        outcomes.decided_by.insert(fact);
                        Step::One(decided == Truth::True)
                    }
                }
            }
        }
    }

    fn fork(
        &self,
        path: Path<'a>,
        test: Test,
        yes: Goal<'a>,
        no: Goal<'a>,
        sought: Option<FactId>,
        outcomes: &mut Outcomes,
    ) {
        let fact = test.fact();
        outcomes.waits_for.insert(fact);
        let possible = self.possible(&path, fact);
        for (outcome, goal) in [(true, yes), (false, no)] {
            let mut way = path.clone();
            way.narrowed.push((fact, possible.narrow(test, outcome)));
            way.goals.push(goal);
            self.walk(way, sought, outcomes);
        }
    }

    fn arrive(&self, path: &Path<'a>, sought: Option<FactId>, outcomes: &mut Outcomes) {
        match sought.map(|fact| self.status(path, fact)) {
            None => outcomes.can_be_true = true,
            Some(Some(Status::Asked) | None) => outcomes.relevant = true,
            Some(Some(Status::NotRelevant)) => outcomes.not_relevant = true,
            Some(Some(Status::Derived(value))) => {
                outcomes.derived.insert(value);
            }
        }
    }
}

/// How a test of a fact goes on.
enum Step {
    /// The fact's status has to be found first.
    LookUpFirst,
    /// The fact has no value: both ways must hold.
    Both,
    /// The outcome is known.
    One(bool),
    /// The outcome is open.
    Fork,
}
