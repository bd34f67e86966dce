//! What a plan means: plain evaluation, and everything else by trying every case.
//!
//! Written from `docs/pack-format.md` and not from the engine: a fact's value is what its derivation gives; else nothing
//! if the question is not relevant; else its answer. A condition that reads a fact without a value holds only if it
//! would hold whatever the value were. What is known of a condition under some answers is what it is in all the cases
//! that agree with them.

use niokap::decision::{Relevance, Truth};
use niokap::facts::Value;

use super::plan::{Condition, Plan};

/// What became of a question in one full case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Asked, and answered so.
    Asked(Value),
    /// Its value follows from other answers.
    Derived(Value),
    /// Not relevant: it has no value.
    NotRelevant,
}

impl Status {
    pub fn value(self) -> Option<Value> {
        match self {
            Status::Asked(value) | Status::Derived(value) => Some(value),
            Status::NotRelevant => None,
        }
    }
}

/// The plain value of a condition when every question has the value that `value` gives.
pub fn holds(plan: &Plan, condition: &Condition, value: &impl Fn(usize) -> Value) -> bool {
    let inner = |part: &Condition| holds(plan, part, value);
    let has =
        |fact: &usize, option: &usize| matches!(value(*fact), Value::Multi(chosen) if chosen & (1 << option) != 0);
    match condition {
        Condition::Constant(truth) => *truth,
        Condition::Yes(fact) => value(*fact) == Value::Bool(true),
        Condition::Is { fact, option, negated, .. } => (value(*fact) == Value::Choice(*option)) != *negated,
        Condition::OneOf { fact, options } => options.iter().any(|option| value(*fact) == Value::Choice(*option)),
        Condition::Has { fact, option } => has(fact, option),
        Condition::HasAny { fact, options } => options.iter().any(|option| has(fact, option)),
        Condition::Compares { fact, sign, number, turned } => {
            let Value::Int(answer) = value(*fact) else { panic!("a number") };
            let (left, right) = if *turned { (*number, answer) } else { (answer, *number) };
            [left < right, left <= right, left > right, left >= right, left == right, left != right][*sign]
        }
        Condition::Not(part) => !inner(part),
        Condition::And(left, right) => inner(left) && inner(right),
        Condition::Or(left, right) => inner(left) || inner(right),
        Condition::If(test, yes, no) => inner(if inner(test) { yes } else { no }),
        Condition::Call(helper) => inner(&plan.helpers[*helper].body),
    }
}

/// The outcomes of something when the questions without value take every value.
fn outcomes<T>(
    plan: &Plan,
    conditions: &[&Condition],
    statuses: &[Status],
    outcome: impl Fn(&dyn Fn(usize) -> Value) -> T,
) -> Vec<T> {
    let read = conditions.iter().flat_map(|condition| plan.facts_in(condition));
    let mut missing: Vec<usize> = read.filter(|fact| statuses[*fact] == Status::NotRelevant).collect();
    missing.sort_unstable();
    missing.dedup();
    let domains: Vec<Vec<Value>> = missing.iter().map(|fact| plan.facts[*fact].kind.answers()).collect();
    every_choice(&domains)
        .into_iter()
        .map(|chosen| {
            outcome(&|fact: usize| match missing.iter().position(|known| *known == fact) {
                Some(at) => chosen[at],
                None => statuses[fact].value().expect("it has a value"),
            })
        })
        .collect()
}

/// Every way to take one value of each.
fn every_choice(domains: &[Vec<Value>]) -> Vec<Vec<Value>> {
    domains.iter().fold(vec![Vec::new()], |ways, domain| {
        ways.iter().flat_map(|way| domain.iter().map(move |value| [way.as_slice(), &[*value]].concat())).collect()
    })
}

/// Whether a condition holds where some questions have no value.
pub fn holds_for_all(plan: &Plan, condition: &Condition, statuses: &[Status]) -> bool {
    outcomes(plan, &[condition], statuses, |value| holds(plan, condition, &|fact| value(fact)))
        .into_iter()
        .all(|outcome| outcome)
}

/// What becomes of every question when the answers are these.
pub fn statuses(plan: &Plan, answers: &[Value]) -> Vec<Status> {
    let mut found: Vec<Status> = Vec::new();
    for (fact, answer) in plan.facts.iter().zip(answers) {
        let conditions: Vec<&Condition> = fact.derived.iter().map(|(condition, _)| condition).collect();
        let mut derived = outcomes(plan, &conditions, &found, |value| {
            fact.derived
                .iter()
                .find(|(condition, _)| holds(plan, condition, &|fact| value(fact)))
                .map(|(_, value)| *value)
        });
        derived.dedup();
        let status = match (derived.as_slice(), &fact.ask_when) {
            ([Some(value)], _) => Status::Derived(*value),
            (_, Some(condition)) if !holds_for_all(plan, condition, &found) => Status::NotRelevant,
            _ => Status::Asked(*answer),
        };
        found.push(status);
    }
    found
}

/// Every full case that has these answers, as what becomes of each question.
pub fn cases(plan: &Plan, answers: &[Option<Value>]) -> Vec<Vec<Status>> {
    let domains: Vec<Vec<Value>> = plan
        .facts
        .iter()
        .zip(answers)
        .map(|(fact, answer)| answer.map_or_else(|| fact.kind.answers(), |value| vec![value]))
        .collect();
    every_choice(&domains).iter().map(|full| statuses(plan, full)).collect()
}

/// Whether an answered question is set aside in a case: it is not relevant, or other answers give another value.
pub fn set_aside(status: Status, answer: Value) -> bool {
    status.value() != Some(answer)
}

/// What is known of a condition when these are the cases.
pub fn truth(plan: &Plan, condition: &Condition, cases: &[Vec<Status>]) -> Truth {
    let held: Vec<bool> = cases.iter().map(|statuses| holds_for_all(plan, condition, statuses)).collect();
    Truth::of(held.contains(&true), held.contains(&false))
}

/// What is known of a question when these are the cases.
pub fn relevance(fact: usize, cases: &[Vec<Status>]) -> Relevance {
    let asked = cases.iter().all(|statuses| matches!(statuses[fact], Status::Asked(_)));
    let never = cases.iter().all(|statuses| statuses[fact] == Status::NotRelevant);
    match cases[0][fact] {
        _ if asked => Relevance::Relevant,
        _ if never => Relevance::NotRelevant,
        Status::Derived(value) if cases.iter().all(|statuses| statuses[fact] == Status::Derived(value)) => {
            Relevance::Derived(value)
        }
        _ => Relevance::Open,
    }
}

/// Takes away the answers whose use hangs on answers still missing, so that what the rest mean is beyond doubt: each is
/// used in every case, or set aside in every case.
pub fn without_doubtful(plan: &Plan, answers: &[Option<Value>]) -> Vec<Option<Value>> {
    let mut kept = answers.to_vec();
    // From the last on: a question depends on earlier ones only, so taking one away never makes a later one certain.
    loop {
        let cases = cases(plan, &kept);
        let doubtful =
            (0..kept.len()).find(|fact| kept[*fact].is_some() && relevance(*fact, &cases) == Relevance::Open);
        match doubtful {
            Some(fact) => kept[fact] = None,
            None => return kept,
        }
    }
}
