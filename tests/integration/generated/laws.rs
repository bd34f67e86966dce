//! The laws.

use std::collections::BTreeSet;
use std::rc::Rc;

use jiff::civil::{Date, date};
use niokap::advice::{Advice, Case, Combination, advise};
use niokap::decision::{DecisionTree, Evaluator, Relevance, Truth};
use niokap::facts::{Answer, Answers, FactId, Provenance, Value};
use niokap::rules::Pack;
use niokap::rules::script::explore::Explorer;
use niokap::rules::script::host::Condition as Script;
use niokap::rules::script::oracle::Oracle;
use proptest::prelude::*;

use super::meaning::{self, Status};
use super::plan::{Condition, KindPlan, Plan, TARGETS, fact_name};
use super::tape::{self, Tape};
use super::weighing::{Weighed, weigh};
use super::write::{Layout, load, scenario};
use crate::essence::essence;
use crate::harness::cases;

/// The day of all cases.
const DAY: Date = date(2026, 11, 20);
/// Most assignments that one condition is run on.
const MOST_RUNS: usize = 150;
/// Sets of answers that each pack is tried with, where packs take longer to make than answers.
const ANSWERS: usize = 4;

/// The numbers that something is made up from.
fn row(most: usize) -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 0..most)
}

/// The numbers that a pack is made up from.
fn pack_row() -> impl Strategy<Value = Vec<u16>> {
    row(250)
}

/// The numbers that answers are made up from.
fn answer_row() -> impl Strategy<Value = Vec<u16>> {
    row(100)
}

/// A question of a pack by its position in the plan.
fn fact(pack: &Pack, position: usize) -> FactId {
    pack.schema.find(&fact_name(position)).unwrap()
}

fn answers(pack: &Pack, given: &[Option<Value>]) -> Answers {
    let mut answers = Answers::none(&pack.schema);
    for (position, value) in given.iter().enumerate() {
        if let Some(value) = value {
            answers.set(fact(pack, position), Answer::Known(*value, Provenance::User));
        }
    }
    answers
}

fn evaluator<'p>(pack: &'p Pack, answers: &Answers) -> Evaluator<'p> {
    Evaluator::new(&pack.schema, &pack.determinations, answers)
}

pub fn advice(pack: &Pack, given: &[Option<Value>]) -> Advice {
    let order: Vec<usize> = (0..given.len()).collect();
    advise(pack, &Combination::new(pack, DAY), &scenario(pack, given, &order), DAY)
}

/// The trees of the tiers, in the order of the plan.
fn trees(pack: &Pack) -> Vec<&DecisionTree<bool>> {
    pack.tiers().map(|(_, tier)| tier.tree().expect("made up conditions have tables")).collect()
}

/// Answers to the questions that a condition reads, in every way or in ways spread evenly over all.
fn spread(plan: &Plan, read: &BTreeSet<usize>) -> Vec<Vec<Value>> {
    let domains: Vec<Vec<Value>> = plan.facts.iter().map(|fact| fact.kind.answers()).collect();
    let ways: usize = read.iter().map(|fact| domains[*fact].len()).product();
    let step = ways.div_ceil(MOST_RUNS);
    (0..ways)
        .step_by(step.max(1))
        .map(|way| {
            let mut rest = way;
            let mut full: Vec<Value> = domains.iter().map(|domain| domain[0]).collect();
            for fact in read {
                full[*fact] = domains[*fact][rest % domains[*fact].len()];
                rest /= domains[*fact].len();
            }
            full
        })
        .collect()
}

/// Runs a script on full answers, as the engine runs a rule that has no table.
fn run(pack: &Pack, script: &Script, full: &[Value]) -> rhai::Dynamic {
    let given: Vec<Option<Value>> = full.iter().copied().map(Some).collect();
    let oracle = Rc::new(Oracle::known(&pack.schema, answers(pack, &given)));
    pack.host().run(script, &oracle).expect("a made up condition runs")
}

/// A condition's text as a script of its own.
fn script(pack: &Pack, place: &niokap::diagnostics::Place) -> Script {
    let text = place.text();
    let text = text.strip_prefix("|f|").unwrap_or(text);
    pack.host().expression(text, &place.source, place.span.start).expect("a made up condition compiles")
}

proptest! {
    #![proptest_config(cases(60))]

    /// The tree that exploration finds, the script run as it stands, and the condition's plain meaning give the same
    /// outcome whatever the answers are. Exploring by formula finds the very rows that the script engine finds.
    #[test]
    fn exploration_agrees_with_plain_evaluation(row in pack_row()) {
        let plan = tape::plan(&mut Tape::new(&row));
        let pack = load(&plan, &Layout::plain(&plan));
        let explorer = Explorer::new(pack.host());
        let explored_alike = |script: &Script| {
            let engine = explorer.by_engine(script).expect("made up conditions have tables");
            // Some have no formula: those with `let`, `return` or a condition inside a condition.
            if let Some(formula) = explorer.by_formula(script) {
                prop_assert_eq!(format!("{:?}", formula), format!("{:?}", engine));
            }
            Ok(())
        };
        let check = |condition: &Condition, tree: &DecisionTree<bool>, script: &Script| {
            explored_alike(script)?;
            for full in spread(&plan, &plan.facts_in(condition)) {
                let plain = meaning::holds(&plan, condition, &|fact| full[fact]);
                let explored = tree.outcome(|test| test.holds(full[test.fact().index()]));
                let ran = run(&pack, script, &full).as_bool().unwrap();
                prop_assert_eq!((plain, plain), (explored, ran), "{:?} on {:?}", condition, full);
            }
            Ok(())
        };
        for ((_, planned), (_, tier)) in plan.tiers().zip(pack.tiers()) {
            check(&planned.condition, tier.tree().unwrap(), &script(&pack, &tier.condition))?;
        }
        for (position, planned) in plan.facts.iter().enumerate() {
            let declared = pack.schema.fact(fact(&pack, position));
            let determination = &pack.determinations[position];
            if let Some(condition) = &planned.ask_when {
                let script = script(&pack, &declared.ask_when.as_ref().unwrap().place);
                check(condition, determination.ask_when.as_ref().unwrap(), &script)?;
            }
            if let Some(tree) = &determination.derived {
                let script = script(&pack, &declared.derived.as_ref().unwrap().place);
                explored_alike(&script)?;
                let read = planned.derived.iter().flat_map(|(condition, _)| plan.facts_in(condition)).collect();
                for full in spread(&plan, &read) {
                    let holds = |condition| meaning::holds(&plan, condition, &|fact| full[fact]);
                    let first = planned.derived.iter().find(|(condition, _)| holds(condition));
                    let explored = tree.outcome(|test| test.holds(full[test.fact().index()]));
                    prop_assert_eq!(first.map(|(_, value)| *value), explored, "on {:?}", full);
                    let ran = run(&pack, &script, &full);
                    prop_assert_eq!(ran.is_unit(), explored.is_none());
                }
            }
        }
    }

    /// What the engine knows of rules and questions under some answers is exactly what is so in all the cases that agree
    /// with them: true in all, false in all, or neither.
    #[test]
    fn three_values_are_exact(row in pack_row(), answers_from in answer_row()) {
        let plan = tape::plan(&mut Tape::new(&row));
        let mut tape = Tape::new(&answers_from);
        let pack = load(&plan, &Layout::plain(&plan));
        for _ in 0..ANSWERS {
            let full = tape::full(&mut tape, &plan);
            let given = meaning::without_doubtful(&plan, &tape::partial(&mut tape, &plan, &full));
            let known = answers(&pack, &given);
            let evaluator = evaluator(&pack, &known);
            let all = meaning::cases(&plan, &given);
            for position in 0..plan.facts.len() {
                let (found, meant) = (evaluator.relevance(fact(&pack, position)), meaning::relevance(position, &all));
                prop_assert_eq!(found, meant, "{} with {:?} in {:#?}", fact_name(position), given, plan);
            }
            for (tree, (_, tier)) in trees(&pack).into_iter().zip(plan.tiers()) {
                let evaluation = evaluator.evaluate(tree);
                let meant = meaning::truth(&plan, &tier.condition, &all);
                prop_assert_eq!(evaluation.truth, meant, "{:?} with {:?} in {:#?}", tier.condition, given, plan);
                // What it waits for is not known, and nothing else makes it wait.
                prop_assert!(evaluation.waits_for.iter().all(|fact| evaluator.value(*fact).is_none()));
                prop_assert_eq!(evaluation.waits_for.is_empty(), evaluation.truth != Truth::Open);
            }
        }
    }

    /// Also where it is still open whether an answer will be used, nothing is decided that some case denies, and nothing
    /// is left open that every case settles.
    #[test]
    fn doubtful_answers_decide_nothing_wrongly(row in pack_row(), answers_from in answer_row()) {
        let plan = tape::plan(&mut Tape::new(&row));
        let mut tape = Tape::new(&answers_from);
        let pack = load(&plan, &Layout::plain(&plan));
        for _ in 0..ANSWERS {
            let full = tape::full(&mut tape, &plan);
            let given = tape::partial(&mut tape, &plan, &full);
            let known = answers(&pack, &given);
            let evaluator = evaluator(&pack, &known);
            let all = meaning::cases(&plan, &given);
            let agreeing: Vec<Vec<Status>> =
                all.iter().filter(|statuses| agrees(&evaluator, &pack, &given, statuses)).cloned().collect();
            if agreeing.is_empty() {
                continue;
            }
            for (tree, (_, tier)) in trees(&pack).into_iter().zip(plan.tiers()) {
                // All cases where it is left open: some may only seem to agree.
                let (truth, cases) = match evaluator.evaluate(tree).truth {
                    Truth::Open => (Truth::Open, &all),
                    decided => (decided, &agreeing),
                };
                let meant = meaning::truth(&plan, &tier.condition, cases);
                prop_assert_eq!(meant, truth, "{:?} with {:?} in {:#?}", tier.condition, given, plan);
            }
        }
    }

    /// One more answer never makes a decided rule undecided, or decides it the other way. The exception is as documented:
    /// an answer that turns out to belong to a question that is not relevant is set aside, and answers that cannot all
    /// be so together decide nothing.
    #[test]
    fn an_answer_more_never_undecides_a_rule(row in pack_row(), answers_from in answer_row()) {
        let plan = tape::plan(&mut Tape::new(&row));
        let mut tape = Tape::new(&answers_from);
        let full = tape::full(&mut tape, &plan);
        let mut given = tape::partial(&mut tape, &plan, &full);
        let pack = load(&plan, &Layout::plain(&plan));
        let trees = trees(&pack);
        while let Some(next) = {
            let open: Vec<usize> = (0..given.len()).filter(|position| given[*position].is_none()).collect();
            (!open.is_empty()).then(|| open[tape.below(open.len())])
        } {
            let before = answers(&pack, &given);
            let before = evaluator(&pack, &before);
            let aside = set_aside(&before, &pack, &given);
            given[next] = Some(full[next]);
            let after = answers(&pack, &given);
            let after = evaluator(&pack, &after);
            let together = meaning::cases(&plan, &given).iter().any(|statuses| agrees(&after, &pack, &given, statuses));
            let now_aside = set_aside(&after, &pack, &given);
            if !now_aside.iter().all(|fact| *fact == next || aside.contains(fact)) || !together {
                continue;
            }
            for tree in &trees {
                let (was, is) = (before.evaluate(tree).truth, after.evaluate(tree).truth);
                let (kept, name) = (was == Truth::Open || was == is, fact_name(next));
                prop_assert!(kept, "{was:?} became {is:?} when {name} was answered: {given:?} in {plan:#?}");
            }
        }
    }

    /// What the reasons of a full case add up to is what the handbook says they do.
    #[test]
    fn reasons_add_up_as_written(row in pack_row(), answers_from in answer_row()) {
        let plan = tape::plan(&mut Tape::new(&row));
        let mut tape = Tape::new(&answers_from);
        let pack = load(&plan, &Layout::plain(&plan));
        for _ in 0..4 * ANSWERS {
            let full = tape::full(&mut tape, &plan);
            let given: Vec<Option<Value>> = full.iter().copied().map(Some).collect();
            let advice = advice(&pack, &given);
            let meant = weigh(&plan, &meaning::statuses(&plan, &full));
            prop_assert_eq!(weighed(&pack, &advice), meant, "{:?} in {:#?}", full, plan);
            prop_assert!(advice.undecided.is_empty() && advice.open_facts.is_empty());
        }
    }

    /// The order of rules, functions, files and answers never matters.
    #[test]
    fn order_never_matters(
        row in pack_row(),
        answers_from in answer_row(),
        statements in Just((0usize..20).collect::<Vec<_>>()).prop_shuffle(),
        files in prop::collection::vec(0usize..2, 20),
        answers in Just((0usize..8).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let plan = tape::plan(&mut Tape::new(&row));
        let mut tape = Tape::new(&answers_from);
        let full = tape::full(&mut tape, &plan);
        let given = tape::partial(&mut tape, &plan, &full);
        let count = plan.helpers.len() + plan.rules.len();
        let places = statements.iter().copied().zip(files.iter().copied());
        let shuffled = Layout { statements: places.filter(|(statement, _)| *statement < count).collect() };
        prop_assert_eq!(shuffled.statements.len(), count);
        let (plain, other) = (load(&plan, &Layout::plain(&plan)), load(&plan, &shuffled));
        let order: Vec<usize> = answers.iter().copied().filter(|fact| *fact < given.len()).collect();
        let one = advice(&plain, &given);
        let two = advise(&other, &Combination::new(&other, DAY), &scenario(&other, &given, &order), DAY);
        prop_assert_eq!(essence(&plain, &one), essence(&other, &two), "{:?} with {:?} in {:#?}", shuffled, given, plan);
    }

    /// The same files and answers give the same advice to the last letter, from packs loaded apart.
    #[test]
    fn advice_is_the_same_every_time(row in pack_row(), answers_from in answer_row()) {
        let plan = tape::plan(&mut Tape::new(&row));
        let mut tape = Tape::new(&answers_from);
        let full = tape::full(&mut tape, &plan);
        let given = tape::partial(&mut tape, &plan, &full);
        let (one, two) = (load(&plan, &Layout::plain(&plan)), load(&plan, &Layout::plain(&plan)));
        prop_assert_eq!(&one.hash, &two.hash);
        prop_assert_eq!(format!("{:?}", advice(&one, &given)), format!("{:?}", advice(&two, &given)));
    }

    /// Every change that is said to give another first choice does, and no single answer that gives one is left out.
    #[test]
    fn what_would_change_it_is_true_and_complete(row in pack_row(), answers_from in answer_row()) {
        let plan = tape::plan(&mut Tape::new(&row));
        let mut tape = Tape::new(&answers_from);
        let pack = load(&plan, &Layout::plain(&plan));
        for _ in 0..ANSWERS {
            let full = tape::full(&mut tape, &plan);
            let given = tape::partial(&mut tape, &plan, &full);
            changes_are_true_and_complete(&plan, &pack, &given)?;
        }
    }
}

/// The law on what would change it, for one set of answers.
fn changes_are_true_and_complete(plan: &Plan, pack: &Pack, given: &[Option<Value>]) -> Result<(), TestCaseError> {
    let now = advice(pack, given);
    if now.first.is_none() {
        return Ok(());
    }
    let with = |changes: &[(usize, Value)]| {
        let mut changed = given.to_vec();
        for (position, value) in changes {
            changed[*position] = Some(*value);
        }
        changed
    };
    // The first choice with some answers changed, straight from the rules.
    let combination = Combination::new(pack, DAY);
    let first = |changes: &[(usize, Value)]| {
        let case = Case::new(pack, &combination, answers(pack, &with(changes)), DAY);
        case.outcome(&case.fired()).without_lead()
    };
    let (mut singles, mut pairs) = (BTreeSet::new(), BTreeSet::new());
    for change in &now.what_if {
        let set: Vec<(usize, Value)> = change.set.iter().map(|(fact, value)| (fact.index(), *value)).collect();
        prop_assert_eq!(first(&set), change.outcome.without_lead(), "{:?} with {:?} in {:#?}", set, given, plan);
        prop_assert_ne!(first(&set), first(&[]), "{:?} with {:?} in {:#?}", set, given, plan);
        match set.as_slice() {
            [one] => drop(singles.insert(*one)),
            [one, two] => {
                pairs.insert((*one, *two));
                for alone in [one, two] {
                    prop_assert_eq!(
                        first(&[*alone]),
                        first(&[]),
                        "{:?} alone is enough: {:?} in {:#?}",
                        alone,
                        given,
                        plan
                    );
                }
            }
            _ => prop_assert!(false, "a change of {} answers", set.len()),
        }
    }
    let known = answers(pack, given);
    let evaluator = evaluator(pack, &known);
    let mut tried: Vec<(usize, Value)> = Vec::new();
    for (position, planned) in plan.facts.iter().enumerate() {
        let used = matches!(evaluator.relevance(fact(pack, position)), Relevance::Relevant | Relevance::Open);
        // Of numbers the nearest of each band is tried, of several options one at a time.
        let all_tried = matches!(planned.kind, KindPlan::Bool | KindPlan::Choice(_));
        if given[position].is_some() && used && all_tried {
            let others = planned.kind.answers().into_iter().filter(|value| Some(*value) != given[position]);
            tried.extend(others.map(|value| (position, value)));
        }
    }
    let changes = |set: &[(usize, Value)]| first(set) != first(&[]);
    for (index, one) in tried.iter().enumerate() {
        prop_assert_eq!(singles.contains(one), changes(&[*one]), "{:?} with {:?} in {:#?}", one, given, plan);
        for two in tried[index + 1..].iter().filter(|two| two.0 != one.0) {
            let together = !changes(&[*one]) && !changes(&[*two]) && changes(&[*one, *two]);
            prop_assert_eq!(
                pairs.contains(&(*one, *two)),
                together,
                "{:?} and {:?} with {:?} in {:#?}",
                one,
                two,
                given,
                plan
            );
        }
    }
    Ok(())
}

/// What an advice says that its reasons add up to.
fn weighed(pack: &Pack, advice: &Advice) -> Weighed {
    let form = |id: &str| advice.forms.iter().find(|form| form.form.id() == id).unwrap();
    let position = |target| TARGETS.iter().position(|id| *id == pack.manifest.target_id(target)).unwrap();
    let alternative = |index| {
        // An alternative that nothing is said about is left out.
        let said = advice.alternatives.iter().find(|alternative| alternative.index == index);
        said.map_or((0, false), |said| (said.score, said.barred))
    };
    Weighed {
        verdict: advice.verdict.id(),
        first: advice.first.map(position),
        lead: advice.lead,
        forms: TARGETS[..3].iter().map(|id| (form(id).score, form(id).standing.id())).collect(),
        alternatives: (0..2).map(alternative).collect(),
    }
}

/// The answered questions whose answers are not used.
fn set_aside(evaluator: &Evaluator<'_>, pack: &Pack, given: &[Option<Value>]) -> BTreeSet<usize> {
    let aside = |position: &usize| {
        let value = given[*position];
        value.is_some()
            && match evaluator.relevance(fact(pack, *position)) {
                Relevance::NotRelevant => true,
                Relevance::Derived(derived) => value != Some(derived),
                Relevance::Relevant | Relevance::Open => false,
            }
    };
    (0..given.len()).filter(aside).collect()
}

/// Whether a full case uses every answer that is not set aside already.
fn agrees(evaluator: &Evaluator<'_>, pack: &Pack, given: &[Option<Value>], statuses: &[Status]) -> bool {
    let aside = set_aside(evaluator, pack, given);
    (0..given.len()).all(|position| match given[position] {
        Some(value) => aside.contains(&position) || !meaning::set_aside(statuses[position], value),
        None => true,
    })
}
