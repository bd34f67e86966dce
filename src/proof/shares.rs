//! How often each recommendation is given, over all sets of answers and for each task.
//!
//! A share counts sets of answers, not municipalities: unlikely answers weigh as much as likely ones.

use std::collections::BTreeMap;

use super::ground::Ground;
use super::result::Ground as Basis;
use crate::advice::whole_space::WholeSpace;
use crate::analysis::direct::Evaluator;
use crate::analysis::model::{Axis, Clause, FORMS, Kind};
use crate::analysis::partial::{ClassSet, Partial};
use crate::analysis::scoring::Outcome;
use crate::analysis::watch::{Question, Watcher};
use crate::analysis::{Engine, Layout, threads};
use crate::facts::{self, FactId, Value};
use crate::rules::Pack;

/// Sets of answers drawn where not all can be counted.
const DRAWN: usize = 50_000;

/// Which sets of answers a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// All of them.
    Everything,
    /// Those with this one answer to the question that divides them.
    One(Value),
    /// Those with several answers to it.
    Several,
}

impl Shares {
    /// The same where some rules were not asked.
    pub fn of_part_of_rules(self) -> Shares {
        let row = |row: Row| Row { ground: row.ground.of_part_of_rules(), ..row };
        Shares { rows: self.rows.into_iter().map(row).collect(), ..self }
    }
}

/// Shares of recommendations among some sets of answers.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which sets.
    pub about: About,
    /// How many there are; `None` if that was too much to count.
    pub sets: Option<u128>,
    /// On what ground.
    pub ground: Basis,
    /// Share of each outcome.
    pub shares: BTreeMap<Outcome, f64>,
    /// The same as numbers of sets, where they were counted.
    pub counts: Option<BTreeMap<Outcome, u128>>,
    /// Share of the sets in which the form that comes first has an equal.
    pub ties: f64,
}

impl Row {
    /// Share of a recommendation, however clear it is.
    pub fn of(&self, recommended: Outcome) -> f64 {
        self.sum(|outcome| outcome.without_lead() == recommended.without_lead())
    }

    /// Share of some outcomes together.
    pub fn sum(&self, wanted: impl Fn(Outcome) -> bool) -> f64 {
        let shares = self.shares.iter().filter(|(outcome, _)| wanted(**outcome));
        shares.fold(0.0, |sum, (_, share)| sum + share)
    }
}

/// Shares of everything.
#[derive(Clone, Debug)]
pub struct Shares {
    /// The question that divides the sets of answers, if the pack has it.
    pub by: Option<FactId>,
    /// One row per answer to it, then those with several, then all. Without such a question: all.
    pub rows: Vec<Row>,
}

/// How many rows [`count`] will tell of, as far as is known beforehand.
pub fn steps(pack: &Pack) -> usize {
    pack.schema.task().map_or(1, |fact| pack.schema.fact(fact).kind.options().len() + 1)
}

/// Counts all of it. `done` hears of every row.
pub fn count(ground: &Ground<'_>, done: &(dyn Fn() + Sync)) -> Shares {
    let whole = &ground.whole;
    let watcher = ground.watcher();
    let layout = Layout::ranked(&whole.model, &ground.settings, &ground.ranks);
    let engine = Engine::with_layout(&whole.model, ground.settings, layout);
    let all = Partial::unknown(&whole.model);
    let Some((by, variable, single)) = division(ground) else {
        let row = row(&engine, &watcher, About::Everything, &all);
        done();
        return Shares { by: None, rows: vec![row] };
    };
    let mut parts: Vec<(About, Partial)> =
        single.iter().map(|&(value, class)| (About::One(value), all.clone().with(variable, class))).collect();
    let others = several(whole, variable, &single);
    if !others.is_empty() {
        let mut partial = all;
        partial.restrict(variable, ClassSet::of(others));
        parts.push((About::Several, partial));
    }
    // Tasks that nothing that weighs tells apart have the same shares.
    let twins = twins(whole, variable, &single);
    let counted = threads::map(&parts, threads::available(), |(about, partial)| {
        let row = match about {
            // It would take too long to find out that they cannot be counted.
            About::Several => Some(drawn(&watcher, *about, partial)),
            About::One(value) if twins.contains_key(value) => None,
            _ => Some(row(&engine, &watcher, *about, partial)),
        };
        done();
        row
    });
    let mut rows: Vec<Row> = Vec::with_capacity(counted.len() + 1);
    for (row, (about, _)) in counted.into_iter().zip(&parts) {
        let twin = || match about {
            About::One(value) => {
                twins.get(value).and_then(|twin| rows.iter().find(|row| row.about == About::One(*twin)))
            }
            _ => None,
        };
        let row = row.or_else(|| twin().map(|twin| Row { about: *about, ..twin.clone() }));
        rows.extend(row);
    }
    let sum = sum(&rows);
    rows.push(sum);
    Shares { by: Some(by), rows }
}

/// The simple answers to the question that divides the sets of answers, with their classes.
type Simple = Vec<(Value, usize)>;

/// The question that divides the sets of answers, its variable, and its simple answers with their classes.
fn division(ground: &Ground<'_>) -> Option<(FactId, usize, Simple)> {
    let schema = &ground.pack.schema;
    let fact = schema.task()?;
    let variable = ground.variable(fact)?;
    let values: Vec<Value> = match &schema.fact(fact).kind {
        facts::Kind::Choice { options } => (0..options.len()).map(Value::Choice).collect(),
        kind @ facts::Kind::Multi { options, .. } => (0..options.len())
            .map(|option| 1 << option)
            .filter(|&mask| kind.allows_multi(mask))
            .map(Value::Multi)
            .collect(),
        _ => return None,
    };
    let of = ground.whole.space.variables().get(variable)?;
    let classes = values.into_iter().filter_map(|value| Some((value, usize::from(of.class_of(value)?))));
    Some((fact, variable, classes.collect()))
}

/// Simple answers that nothing which weighs, bars or determines tells from an earlier one, with that one.
fn twins(whole: &WholeSpace, variable: usize, single: &[(Value, usize)]) -> BTreeMap<Value, Value> {
    let model = &whole.model;
    let counts =
        |clause: &&Clause| clause.certainty_unsettled || !matches!(clause.effect.kind, Kind::Duty | Kind::Note);
    let tables = model.clauses().iter().filter(counts).filter_map(|clause| model.tables().get(clause.table));
    let determinations = model.determinations().iter().flatten().flat_map(|found| &found.axes);
    let axes: Vec<&Axis> =
        tables.flat_map(|table| &table.axes).chain(determinations).filter(|axis| axis.variable == variable).collect();
    let weight = |class: usize| model.variables().get(variable).and_then(|found| found.weights.get(class)).copied();
    let mut seen: BTreeMap<(Vec<u16>, Option<u64>), Value> = BTreeMap::new();
    let mut twins = BTreeMap::new();
    for &(value, class) in single {
        let local: Vec<u16> = axes.iter().filter_map(|axis| axis.local.get(class).copied()).collect();
        match seen.get(&(local.clone(), weight(class))) {
            Some(&earlier) => drop(twins.insert(value, earlier)),
            None => drop(seen.insert((local, weight(class)), value)),
        }
    }
    twins
}

/// The classes of answers that are no simple ones.
fn several(whole: &WholeSpace, variable: usize, single: &[(Value, usize)]) -> Vec<usize> {
    let classes = whole.model.variables().get(variable).map_or(0, |variable| variable.classes());
    (0..classes).filter(|class| !single.iter().any(|(_, other)| other == class)).collect()
}

fn row(engine: &Engine<'_>, watcher: &Watcher<'_>, about: About, partial: &Partial) -> Row {
    let Ok((shares, ties, _)) = engine.count_with_ties(partial) else { return drawn(watcher, about, partial) };
    let ratio = |part: u128| if shares.total == 0 { 0.0 } else { part as f64 / shares.total as f64 };
    Row {
        about,
        sets: Some(shares.total),
        ground: Basis::Every,
        shares: shares.counts.iter().map(|(&outcome, &count)| (outcome, ratio(count))).collect(),
        ties: ratio(ties.iter().sum()),
        counts: Some(shares.counts),
    }
}

fn drawn(watcher: &Watcher<'_>, about: About, partial: &Partial) -> Row {
    let mut found =
        Row { about, sets: None, ground: Basis::Sample(DRAWN), shares: BTreeMap::new(), counts: None, ties: 0.0 };
    let Ok(Some(sampler)) = watcher.worlds(&Question::any(), partial) else { return found };
    found.sets = Some(sampler.count());
    let evaluator = Evaluator::new(watcher.model());
    let parameters = watcher.model().parameters();
    let mut counts: BTreeMap<Outcome, usize> = BTreeMap::new();
    let mut ties = 0usize;
    sampler.each(DRAWN, watcher.settings().seed, |world| {
        let tallies = evaluator.tallies(world);
        let outcome = tallies.outcome(parameters);
        *counts.entry(outcome).or_insert(0) += 1;
        if let Some(first) = outcome.first().and_then(|form| tallies.forms.get(usize::from(form))) {
            let equals = tallies.forms.iter().filter(|form| !form.barred && form.score() == first.score());
            ties += usize::from(equals.count() > 1);
        }
    });
    found.shares = counts.into_iter().map(|(outcome, count)| (outcome, count as f64 / DRAWN as f64)).collect();
    found.ties = ties as f64 / DRAWN as f64;
    found
}

/// All rows together, each by its number of sets.
fn sum(rows: &[Row]) -> Row {
    let mut all = Row {
        about: About::Everything,
        sets: rows.iter().try_fold(0u128, |sum, row| sum.checked_add(row.sets?)),
        ground: rows.iter().fold(Basis::Every, |ground, row| ground.and(row.ground)),
        shares: BTreeMap::new(),
        counts: None,
        ties: 0.0,
    };
    let total = all.sets.unwrap_or(0) as f64;
    if total == 0.0 {
        return all;
    }
    for row in rows {
        let weight = row.sets.unwrap_or(0) as f64 / total;
        for (&outcome, share) in &row.shares {
            *all.shares.entry(outcome).or_insert(0.0) += share * weight;
        }
        all.ties += row.ties * weight;
    }
    if all.ground.is_exact() {
        let mut counts = BTreeMap::new();
        for (&outcome, &count) in rows.iter().filter_map(|row| row.counts.as_ref()).flatten() {
            *counts.entry(outcome).or_insert(0) += count;
        }
        all.counts = Some(counts);
    }
    all
}

/// The recommendations of a pack, in the order in which they are shown: forms, alternatives, and what is neither.
pub fn recommendations(alternatives: usize) -> Vec<Outcome> {
    let lead = crate::analysis::scoring::Lead::Even;
    // INVARIANT: three forms and at most seven alternatives.
    let forms = (0..FORMS as u8).map(|form| Outcome::First { lead, form });
    let others = (0..alternatives as u8).map(|alternative| Outcome::NoneOfThree(Some(alternative)));
    forms.chain(others).chain([Outcome::NoneOfThree(None), Outcome::CannotJudge]).collect()
}
