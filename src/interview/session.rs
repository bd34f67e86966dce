//! A conversation's memory: answers, where one has been, what is in use and what rests.
//!
//! Nothing is ever thrown away but what the user replaces. An answer whose question stops being relevant stays where it
//! is and counts again when the question does; that follows from [`Evaluator`](crate::decision::Evaluator) and needs no
//! bookkeeping here. The session knows nothing of the terminal, nor of files.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::outlook::Outlook;
use super::planner::{self, Depth, Plan, Step};
use crate::advice::{Advice, Case, Combination, compose};
use crate::decision::Relevance;
use crate::facts::feed::{self, Partner};
use crate::facts::scenario::OwnAnswer;
use crate::facts::schema::Feed;
use crate::facts::{Answer, FactId, Kind, Provenance, Scenario, Schema, Value};
use crate::rules::Pack;

/// A conversation about one case.
pub struct Session<'p> {
    pack: &'p Pack,
    combination: &'p Combination,
    scenario: Scenario,
    day: Date,
    depth: Depth,
    /// What has been asked, in that order.
    visited: Vec<Step>,
    /// Which of those is being looked at again.
    looking_at: Option<usize>,
    /// The user's answers to what partners or the start date have since settled.
    superseded: BTreeMap<FactId, Answer>,
}

/// What a changed answer did to others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Questions whose answers are no longer used.
    pub resting: Vec<FactId>,
    /// Questions whose earlier answers are used again.
    pub awake: Vec<FactId>,
}

/// Where the conversation stands.
#[derive(Clone, Debug)]
pub struct Turn {
    /// What to ask; `None` when nothing is left at this depth.
    pub step: Option<Step>,
    /// Whether it has been asked before.
    pub again: bool,
    /// Which question it is, counted from 1.
    pub number: usize,
    /// The plan.
    pub plan: Plan,
}

/// How an earlier answer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is used.
    InUse,
    /// Its question is not relevant with the other answers.
    Resting,
    /// Other answers, the partners or the dates settle the question.
    Settled(Value),
}

impl<'p> Session<'p> {
    /// Begins or takes up a conversation.
    pub fn new(pack: &'p Pack, combination: &'p Combination, scenario: Scenario, day: Date) -> Session<'p> {
        let visited = told(&pack.schema, &scenario);
        Session {
            pack,
            combination,
            scenario,
            day,
            depth: Depth::default(),
            visited,
            looking_at: None,
            superseded: BTreeMap::new(),
        }
    }

    /// The pack.
    pub fn pack(&self) -> &'p Pack {
        self.pack
    }

    /// The questions.
    pub fn schema(&self) -> &'p Schema {
        &self.pack.schema
    }

    /// The case as a file would hold it.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The case as a file would hold it, for what concerns no answer: title, status, case numbers, source.
    pub fn scenario_mut(&mut self) -> &mut Scenario {
        &mut self.scenario
    }

    /// The day whose law applies.
    pub fn day(&self) -> Date {
        self.day
    }

    /// Takes up another case in place of this one.
    pub fn replace(&mut self, scenario: Scenario) {
        self.visited = told(&self.pack.schema, &scenario);
        self.scenario = scenario;
        self.looking_at = None;
        self.superseded.clear();
    }

    /// The case as the rules see it.
    pub fn case(&self) -> Case<'p> {
        let answers = self.scenario.filled(&self.pack.schema, self.day);
        Case::new(self.pack, self.combination, answers, self.day)
    }

    /// The advice on the answers so far.
    pub fn advice(&self) -> Advice {
        compose::compose(&self.case(), &self.scenario)
    }

    /// How far the user wants to go.
    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// Goes on to a greater depth.
    pub fn deepen(&mut self, depth: Depth) {
        self.depth = self.depth.max(depth);
    }

    /// Where the conversation stands.
    pub fn turn(&self, outlook: &dyn Outlook) -> Turn {
        let plan = planner::plan(outlook, &self.case(), &self.scenario, self.depth);
        match self.looking_at.and_then(|index| Some((index, *self.visited.get(index)?))) {
            Some((index, step)) => Turn { step: Some(step), again: true, number: index + 1, plan },
            None => Turn { step: plan.next, again: false, number: self.visited.len() + 1, plan },
        }
    }

    /// Goes back to the question before; `false` if there is none.
    pub fn back(&mut self) -> bool {
        let from = self.looking_at.unwrap_or(self.visited.len());
        let case = self.case();
        let before = self.visited.iter().take(from).rposition(|step| self.standing(&case, *step) == Standing::InUse);
        if before.is_some() {
            self.looking_at = before;
        }
        before.is_some()
    }

    /// Goes to a question, asked before or not.
    pub fn jump(&mut self, step: Step) {
        let index = self.visited.iter().position(|known| *known == step).unwrap_or_else(|| {
            self.visited.push(step);
            self.visited.len() - 1
        });
        self.looking_at = Some(index);
    }

    /// Leaves a question that is looked at again as it is.
    pub fn keep(&mut self) {
        self.looking_at = None;
    }

    /// Answers a question for all. Partners' own answers to it are replaced.
    ///
    /// An answer that the question does not allow changes nothing.
    pub fn answer(&mut self, fact: FactId, answer: Answer) -> Change {
        if !allows(&self.schema().fact(fact).kind, answer) {
            return Change::default();
        }
        self.changing(asked_as(self.schema(), fact), |session| {
            session.superseded.remove(&fact);
            session.scenario.own_answers.retain(|own| own.fact != fact);
            session.scenario.answers.set(fact, answer);
            session.scenario.merge_own_answers();
        })
    }

    /// Answers a question for one partner.
    pub fn answer_for(&mut self, partner: &str, fact: FactId, answer: Answer) -> Change {
        let declared = self.schema().fact(fact);
        if !declared.per_partner || !allows(&declared.kind, answer) {
            return Change::default();
        }
        self.changing(Step::Fact(fact), |session| {
            let scenario = &mut session.scenario;
            scenario.own_answers.retain(|own| own.fact != fact || own.partner != partner);
            if answer != Answer::NotAsked {
                scenario.own_answers.push(OwnAnswer { partner: partner.to_owned(), fact, answer });
            }
            let order =
                |own: &OwnAnswer| (scenario.partners.iter().position(|partner| partner.name == own.partner), own.fact);
            scenario.own_answers.sort_by_key(order);
            if scenario.own_answers_to(fact).next().is_some() {
                scenario.answers.set(fact, Answer::NotAsked);
            }
            scenario.merge_own_answers();
        })
    }

    /// Says who takes part. Partners keep their own answers by name; `renamed` tells which old name became which.
    pub fn set_partners(&mut self, partners: Vec<Partner>, renamed: Option<(&str, &str)>) -> Change {
        self.changing(Step::Partners, |session| {
            let scenario = &mut session.scenario;
            if let Some((old, new)) = renamed {
                for own in scenario.own_answers.iter_mut().filter(|own| own.partner == old) {
                    own.partner = new.to_owned();
                }
            }
            // A question that no partner answers for itself any longer keeps the answer it had.
            let joint: Vec<FactId> = scenario
                .own_answers
                .iter()
                .map(|own| own.fact)
                .filter(|fact| scenario.agreed(*fact) == Some(scenario.answers.get(*fact)))
                .collect();
            scenario.own_answers.retain(|own| partners.iter().any(|partner| partner.name == own.partner));
            for fact in joint {
                if scenario.own_answers_to(fact).next().is_some() {
                    scenario.answers.set(fact, Answer::NotAsked);
                }
            }
            scenario.partners = partners;
            scenario.merge_own_answers();
            session.give_way(Feed::Partners);
        })
    }

    /// Says when the cooperation begins. A day before the day of the case changes nothing.
    pub fn set_start(&mut self, start: Option<Date>) -> Change {
        if start.is_some_and(|start| start < self.day) {
            return Change::default();
        }
        self.changing(Step::Start, |session| {
            session.scenario.start = start;
            session.give_way(Feed::Start);
        })
    }

    /// Writes a note to an answer, or takes it away.
    pub fn note(&mut self, fact: FactId, note: &str) {
        if note.trim().is_empty() {
            self.scenario.notes.remove(&fact);
        } else {
            self.scenario.notes.insert(fact, note.trim().to_owned());
        }
    }

    /// What has been asked, in that order, and how it stands.
    pub fn visited(&self) -> Vec<(Step, Standing)> {
        let case = self.case();
        self.visited.iter().map(|step| (*step, self.standing(&case, *step))).collect()
    }

    /// How an answer stands.
    pub fn standing(&self, case: &Case<'_>, step: Step) -> Standing {
        let Step::Fact(fact) = step else { return Standing::InUse };
        match (case.evaluator().relevance(fact), case.answers().get(fact)) {
            (Relevance::NotRelevant, _) => Standing::Resting,
            (Relevance::Derived(value), _) => Standing::Settled(value),
            (_, Answer::Known(value, Provenance::Partners | Provenance::Start)) => Standing::Settled(value),
            _ => Standing::InUse,
        }
    }

    /// Does a change and finds what it did to the answers of others.
    fn changing(&mut self, step: Step, change: impl FnOnce(&mut Session<'p>)) -> Change {
        let before = self.resting();
        change(self);
        if !self.visited.contains(&step) {
            self.visited.push(step);
        }
        self.looking_at = None;
        let after = self.resting();
        let others = |fact: &&FactId| Step::Fact(**fact) != step;
        Change {
            resting: after.difference(&before).filter(others).copied().collect(),
            awake: before.difference(&after).filter(others).copied().collect(),
        }
    }

    /// The answered questions that are not relevant.
    fn resting(&self) -> BTreeSet<FactId> {
        let case = self.case();
        let answered = self.scenario.answers.iter().filter(|(_, answer)| *answer != Answer::NotAsked);
        let unused = |fact: FactId, answer: Answer| match case.evaluator().relevance(fact) {
            Relevance::NotRelevant => true,
            Relevance::Derived(value) => answer.value().is_some_and(|given| given != value),
            _ => false,
        };
        answered.filter(|(fact, answer)| unused(*fact, *answer)).map(|(fact, _)| fact).collect()
    }

    /// What partners or dates settle must not be answered otherwise, so such answers give way. They come back if nothing
    /// settles their question any longer.
    fn give_way(&mut self, feed: Feed) {
        let schema = self.schema();
        let fed = match feed {
            Feed::Partners => feed::from_partners(schema, &self.scenario.partners),
            Feed::Start => {
                let start = self.scenario.start.map(|start| feed::from_start(schema, self.day, start));
                start.unwrap_or_default()
            }
        };
        for (fact, declared) in schema.iter().filter(|(_, declared)| declared.from == Some(feed)) {
            let settles = fed.iter().any(|(known, _)| *known == fact);
            let given = self.scenario.answers.get(fact);
            if settles && given != Answer::NotAsked {
                self.superseded.insert(fact, given);
                self.scenario.answers.set(fact, Answer::NotAsked);
            } else if !settles
                && given == Answer::NotAsked
                && let Some(earlier) = self.superseded.remove(&fact)
                && allows(&declared.kind, earlier)
            {
                self.scenario.answers.set(fact, earlier);
            }
        }
    }
}

/// Whether a question takes an answer.
pub fn allows(kind: &Kind, answer: Answer) -> bool {
    match (kind, answer.value()) {
        (_, None) | (Kind::Bool, Some(Value::Bool(_))) => true,
        (Kind::Choice { options }, Some(Value::Choice(index))) => index < options.len(),
        (Kind::Multi { .. }, Some(Value::Multi(mask))) => kind.allows_multi(mask),
        (Kind::Int { min, max, .. }, Some(Value::Int(number))) => (*min..=*max).contains(&number),
        _ => false,
    }
}

/// What a scenario has been told, in the order of the questions.
fn told(schema: &Schema, scenario: &Scenario) -> Vec<Step> {
    let mut steps = Vec::new();
    for (fact, declared) in schema.iter() {
        let whole = match declared.from {
            Some(Feed::Partners) if !scenario.partners.is_empty() => Some(Step::Partners),
            Some(Feed::Start) if scenario.start.is_some() => Some(Step::Start),
            _ => None,
        };
        if let Some(whole) = whole.filter(|whole| !steps.contains(whole)) {
            steps.push(whole);
        }
        let step = asked_as(schema, fact);
        if scenario.answers.get(fact) != Answer::NotAsked && !steps.contains(&step) {
            steps.push(step);
        }
    }
    steps
}

/// How a fact is asked when the user comes back to it: the time until the start as a day.
fn asked_as(schema: &Schema, fact: FactId) -> Step {
    let start = schema.iter().find(|(_, declared)| declared.from == Some(Feed::Start)).map(|(id, _)| id);
    if start == Some(fact) { Step::Start } else { Step::Fact(fact) }
}

#[cfg(test)]
mod tests;
