//! Which question comes next, and why.
//!
//! The purpose comes first, then the questions that decide most cases in the order they are declared, since that is how
//! one tells a stranger about a need. After that comes whatever settles most. A question that nothing waits for is not
//! asked, nor one that could only change what is said about forms that do not come first, unless the user wants it all.

use std::cmp::Reverse;

use super::outlook::{Outlook, Prospect, Stake, View};
use crate::advice::Case;
use crate::decision::Relevance;
use crate::facts::schema::Feed;
use crate::facts::{Answer, Fact, FactId, Scenario};

/// Something to ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// One question.
    Fact(FactId),
    /// Who takes part.
    Partners,
    /// When the cooperation begins.
    Start,
}

/// How far the user wants to go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Until nothing can change what comes first.
    #[default]
    First,
    /// Until nothing can change how sure that is, nor its conditions, duties and risks.
    Terms,
    /// Until every relevant question that some rule reads is answered.
    Everything,
}

impl Depth {
    /// The next depth.
    pub fn deeper(self) -> Depth {
        match self {
            Depth::First => Depth::Terms,
            Depth::Terms | Depth::Everything => Depth::Everything,
        }
    }

    fn includes(self, stake: Stake) -> bool {
        match self {
            Depth::First => stake == Stake::First,
            Depth::Terms => stake <= Stake::Terms,
            Depth::Everything => true,
        }
    }
}

/// The next thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What to ask; `None` when nothing is left to ask at this depth.
    pub next: Option<Step>,
    /// What the answer can change.
    pub stake: Option<Stake>,
    /// How many more questions there can be at this depth, this one included.
    pub at_most: usize,
    /// How many more there would be at each greater depth.
    pub deeper: Vec<(Depth, usize)>,
    /// What the open questions can still change.
    pub view: View,
}

/// Plans the next question of a case.
pub fn plan(outlook: &dyn Outlook, case: &Case<'_>, scenario: &Scenario, depth: Depth) -> Plan {
    let view = outlook.look(case);
    let asked: Vec<(Prospect, Relevance)> = askable(case, &view).collect();
    let counts = |depth: Depth| asked.iter().filter(|(prospect, _)| wanted(case, &view, prospect, depth)).count();
    let mut waiting: Vec<&(Prospect, Relevance)> =
        asked.iter().filter(|(prospect, _)| wanted(case, &view, prospect, depth)).collect();
    waiting.sort_by_key(|(prospect, relevance)| {
        let fact = case.pack().schema.fact(prospect.fact);
        let early = fact.level == 1;
        // A question that may turn out not to be relevant waits for those that decide whether it is.
        let unsure = *relevance != Relevance::Relevant;
        let (stake, information) = if early { (Stake::First, 0) } else { (prospect.stake, prospect.information) };
        (!early, unsure, stake, Reverse(information), prospect.fact)
    });
    let next = waiting.first().map(|(prospect, _)| *prospect);
    Plan {
        next: next.map(|prospect| step(case, scenario, prospect.fact)),
        stake: next.map(|prospect| prospect.stake),
        at_most: waiting.len(),
        deeper: [Depth::Terms, Depth::Everything]
            .into_iter()
            .filter(|deeper| *deeper > depth)
            .map(|deeper| (deeper, counts(deeper)))
            .collect(),
        view,
    }
}

/// Questions that can be asked and that something waits for.
fn askable<'c>(case: &'c Case<'_>, view: &'c View) -> impl Iterator<Item = (Prospect, Relevance)> + 'c {
    view.prospects.iter().filter_map(|prospect| {
        let fact = case.pack().schema.fact(prospect.fact);
        let relevance = case.evaluator().relevance(prospect.fact);
        let open = case.answers().get(prospect.fact) == Answer::NotAsked;
        let relevant = matches!(relevance, Relevance::Relevant | Relevance::Open);
        (open && relevant && fact.level <= 2).then_some((*prospect, relevance))
    })
}

/// Whether a question belongs to a depth. Until something is settled, every question that decides most cases does.
fn wanted(case: &Case<'_>, view: &View, prospect: &Prospect, depth: Depth) -> bool {
    let early = case.pack().schema.fact(prospect.fact).level == 1 && !view.first_settled;
    early || depth.includes(prospect.stake)
}

/// How a question is asked: those that partners or the start date settle are asked that way first.
pub fn step(case: &Case<'_>, scenario: &Scenario, fact: FactId) -> Step {
    let schema = &case.pack().schema;
    let fed = |feed: Feed| move |fact: &Fact| fact.from == Some(feed);
    let untouched = |feed: Feed| {
        let first = schema.iter().find(|(_, fact)| fed(feed)(fact)).map(|(id, _)| id);
        first.is_some_and(|first| case.answers().get(first) == Answer::NotAsked)
    };
    match schema.fact(fact).from {
        Some(Feed::Partners) if scenario.partners.is_empty() && untouched(Feed::Partners) => Step::Partners,
        Some(Feed::Start) if scenario.start.is_none() && untouched(Feed::Start) => Step::Start,
        _ => Step::Fact(fact),
    }
}
