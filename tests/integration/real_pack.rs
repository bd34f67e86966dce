//! The laws of the engine over the pack that is shipped, with made up answers.
//!
//! Its cases are too many to go through, so what is decided is tried against cases drawn at random.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jiff::civil::{Date, date};
use niokap::advice::{Case, Combination, Verdict, advise};
use niokap::decision::{DecisionTree, Evaluator, Relevance, Test, Truth};
use niokap::facts::schema::Expression;
use niokap::facts::{Answer, Answers, FactId, Kind, Provenance, Scenario, Value};
use niokap::rules::script::explore::Explorer;
use niokap::rules::script::formula::{OPERATIONS_A_STEP, Walk};
use niokap::rules::script::host::Condition;
use niokap::rules::script::oracle::Oracle;
use niokap::rules::script::statements::{StatementKind, statements};
use niokap::rules::script::tokens::tokens;
use niokap::rules::{Effect, Pack, PackFiles, Tier};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::essence::essence;
use crate::generated::tape::Tape;
use crate::harness::{Folder, cases, real_pack};

/// The day of all cases.
const DAY: Date = date(2026, 11, 20);
/// Cases drawn for each set of answers.
const DRAWN: usize = 4;

/// The numbers that answers are made up from; some for each of the pack's questions.
fn row() -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 0..1_200)
}

/// The numbers that rules compare each number question with.
fn limits(pack: &Pack) -> BTreeMap<FactId, BTreeSet<i64>> {
    let mut found: BTreeMap<FactId, BTreeSet<i64>> = BTreeMap::new();
    let conditions = pack.determinations.iter().filter_map(|determination| determination.ask_when.as_ref());
    let trees = pack.tiers().filter_map(|(_, tier)| tier.tree()).chain(conditions);
    for test in trees.flat_map(DecisionTree::tests) {
        if let Test::AtLeast { fact, number } = test {
            found.entry(fact).or_default().insert(number);
        }
    }
    found
}

/// An answer to a question. Numbers are taken on both sides of the limits that rules draw.
fn value(tape: &mut Tape<'_>, kind: &Kind, limits: Option<&BTreeSet<i64>>) -> Value {
    match kind {
        Kind::Bool => Value::Bool(tape.once_in(2)),
        Kind::Choice { options } => Value::Choice(tape.below(options.len())),
        Kind::Int { min, max, .. } => {
            let near = limits.into_iter().flatten().flat_map(|limit| [limit - 1, *limit]);
            let numbers: Vec<i64> =
                [*min, *max].into_iter().chain(near).filter(|number| min <= number && number <= max).collect();
            Value::Int(numbers[tape.below(numbers.len())])
        }
        Kind::Multi { options, min, max, exclusive } => {
            if let Some(alone) = exclusive
                && tape.once_in(3)
            {
                return Value::Multi(1 << alone);
            }
            let ordinary: Vec<usize> = (0..options.len()).filter(|option| Some(*option) != *exclusive).collect();
            let most = (*max as usize).min(ordinary.len()).min(3);
            let count = (1 + tape.below(most)).max(*min as usize);
            let mut chosen = 0u32;
            let mut from = tape.below(ordinary.len());
            while (chosen.count_ones() as usize) < count {
                chosen |= 1 << ordinary[from % ordinary.len()];
                from += 1;
            }
            Value::Multi(chosen)
        }
    }
}

fn known(value: Value) -> Answer {
    Answer::Known(value, Provenance::User)
}

/// Draws anew the answers that `again` names.
fn draw(tape: &mut Tape<'_>, pack: &Pack, answers: &mut Answers, again: impl Fn(FactId) -> bool) {
    let limits = limits(pack);
    for (fact, declared) in pack.schema.iter().filter(|(fact, _)| again(*fact)) {
        answers.set(fact, known(value(tape, &declared.kind, limits.get(&fact))));
    }
}

fn evaluator(answers: &Answers) -> Evaluator<'static> {
    Evaluator::new(&real_pack().schema, &real_pack().determinations, answers)
}

/// The answered questions whose answers are not used.
fn set_aside(evaluator: &Evaluator<'_>, answers: &Answers) -> BTreeSet<FactId> {
    let aside = |(fact, value): &(FactId, Value)| match evaluator.relevance(*fact) {
        Relevance::NotRelevant => true,
        Relevance::Derived(derived) => derived != *value,
        Relevance::Relevant | Relevance::Open => false,
    };
    answers.known().filter(aside).map(|(fact, _)| fact).collect()
}

/// A full case: an answer to every question that is asked in it.
fn full(tape: &mut Tape<'_>) -> Answers {
    let pack = real_pack();
    let mut answers = Answers::none(&pack.schema);
    draw(tape, pack, &mut answers, |_| true);
    for fact in set_aside(&evaluator(&answers), &answers) {
        answers.set(fact, Answer::NotAsked);
    }
    answers
}

/// Some of the answers of a full case; the others are unknown or not asked.
fn partial(tape: &mut Tape<'_>, full: &Answers) -> Answers {
    let mut answers = full.clone();
    let often = 2 + tape.below(6);
    for (fact, _) in full.known() {
        if tape.once_in(often) {
            answers.set(fact, if tape.once_in(2) { Answer::Unknown } else { Answer::NotAsked });
        }
    }
    answers
}

/// Full cases that use every answer given: the one the answers were taken from, and others drawn.
fn completions(tape: &mut Tape<'_>, given: &Answers, full: &Answers) -> Vec<Answers> {
    let pack = real_pack();
    let mut found = vec![full.clone()];
    for _ in 0..DRAWN {
        let mut drawn = full.clone();
        let few = tape.once_in(2);
        let again: BTreeSet<FactId> =
            pack.schema.ids().filter(|fact| given.value(*fact).is_none() && (!few || tape.once_in(4))).collect();
        draw(tape, pack, &mut drawn, |fact| again.contains(&fact));
        // A question that was not asked in the full case may be asked now: it too gets an answer, if the case has none.
        let missing: BTreeSet<FactId> = pack.schema.ids().filter(|fact| drawn.value(*fact).is_none()).collect();
        draw(tape, pack, &mut drawn, |fact| missing.contains(&fact));
        let used = given.known().all(|(fact, value)| evaluator(&drawn).value(fact) == Some(value));
        if used {
            found.push(drawn);
        }
    }
    found
}

/// What is known of every tier.
fn truths(answers: &Answers) -> Vec<Truth> {
    let evaluator = evaluator(answers);
    real_pack().tiers().map(|(_, tier)| evaluator.evaluate(tier.tree().unwrap()).truth).collect()
}

fn tiers() -> Vec<(String, &'static Tier)> {
    real_pack().tiers().map(|(rule, tier)| (rule.id.clone(), tier)).collect()
}

/// Answers as a scenario file would have them, for failing tests.
fn shown(answers: &Answers) -> String {
    let schema = &real_pack().schema;
    answers
        .known()
        .map(|(fact, value)| format!("{} = {}\n", schema.fact(fact).id, value.as_json(schema.fact(fact))))
        .collect()
}

fn scenario(answers: &Answers) -> Scenario {
    Scenario { answers: answers.clone(), ..Scenario::new(&real_pack().schema, "Påhittat") }
}

#[test]
fn every_rule_has_a_table() {
    for (id, tier) in tiers() {
        assert!(tier.tree().is_some(), "{id}");
    }
}

proptest! {
    #![proptest_config(cases(16))]

    /// Unknown never fires a hinder: one that fires on some answers fires in every case that has them. The same goes for
    /// all that is decided, either way.
    #[test]
    fn what_is_decided_stays_so_whatever_the_missing_answers_are(row in row()) {
        let mut tape = Tape::new(&row);
        let full = full(&mut tape);
        let given = partial(&mut tape, &full);
        let decided = truths(&given);
        for case in completions(&mut tape, &given, &full) {
            for (((id, tier), was), is) in tiers().iter().zip(&decided).zip(truths(&case)) {
                let what = if matches!(tier.effect, Effect::Hinder(_)) { "the hinder" } else { "the rule" };
                let kept = *was == Truth::Open || *was == is;
                prop_assert!(kept, "{what} {id} was {was:?} on\n{}but is {is:?} on\n{}", shown(&given), shown(&case));
            }
        }
    }

    /// In a full case nothing is left open, and the advice has a verdict that fits its first choice.
    #[test]
    fn a_full_case_is_decided(row in row()) {
        let full = full(&mut Tape::new(&row));
        for ((id, _), truth) in tiers().iter().zip(truths(&full)) {
            prop_assert!(truth != Truth::Open, "{id} is open on\n{}", shown(&full));
        }
        let pack = real_pack();
        let advice = advise(pack, &Combination::new(pack, DAY), &scenario(&full), DAY);
        prop_assert!(advice.undecided.is_empty() && advice.open_facts.is_empty() && advice.ask_first.is_empty());
        let of_three = advice.first.is_some_and(|first| first.form().is_some());
        prop_assert_eq!(of_three, matches!(advice.verdict, Verdict::Tydligt | Verdict::LutarAt | Verdict::Jamnt));
        prop_assert_eq!(advice.arrangement.is_some(), of_three);
    }

    /// The tree of every condition gives what the condition itself gives, run as it is written.
    #[test]
    fn every_tree_agrees_with_its_script(row in row()) {
        let pack = real_pack();
        let mut answers = Answers::none(&pack.schema);
        draw(&mut Tape::new(&row), pack, &mut answers, |_| true);
        let oracle = Rc::new(Oracle::known(&pack.schema, answers.clone()));
        let holds = |test: Test| test.holds(answers.value(test.fact()).unwrap());
        for (id, tier) in tiers() {
            let text = tier.condition.text().strip_prefix("|f|").unwrap();
            let script = pack.host().expression(text, &tier.condition.source, tier.condition.span.start).unwrap();
            let ran = pack.host().run(&script, &oracle).unwrap().as_bool().unwrap();
            prop_assert_eq!(tier.tree().unwrap().outcome(holds), ran, "{} on\n{}", id, shown(&answers));
        }
    }

    /// The same answers give the same advice to the last letter, and every change that is said to give another first
    /// choice does.
    #[test]
    fn advice_is_steady_and_its_changes_true(row in row()) {
        let mut tape = Tape::new(&row);
        let full = full(&mut tape);
        let given = partial(&mut tape, &full);
        let pack = real_pack();
        let combination = Combination::new(pack, DAY);
        let advice = advise(pack, &combination, &scenario(&given), DAY);
        prop_assert_eq!(format!("{advice:?}"), format!("{:?}", advise(pack, &combination, &scenario(&given), DAY)));
        let first = |answers: Answers| {
            let case = Case::new(pack, &combination, answers, DAY);
            case.outcome(&case.fired()).without_lead()
        };
        let now = first(given.clone());
        for change in advice.what_if.iter().step_by(1 + advice.what_if.len() / 20) {
            let changed = change.set.iter().fold(given.clone(), |answers, (fact, value)| answers.with(*fact, *value));
            let then = first(changed.clone());
            prop_assert_eq!(then, change.outcome.without_lead(), "{:?} on\n{}", change.set, shown(&given));
            prop_assert_ne!(then, now, "{:?} on\n{}", change.set, shown(&given));
        }
    }
}

proptest! {
    #![proptest_config(cases(4))]

    /// One more answer never makes a decided rule undecided, unless it makes another question not relevant.
    #[test]
    fn an_answer_more_never_undecides_a_rule(row in row()) {
        let mut tape = Tape::new(&row);
        let full = full(&mut tape);
        let mut given = Answers::none(&real_pack().schema);
        let mut waiting: Vec<(FactId, Value)> = full.known().collect();
        let mut before = truths(&given);
        let mut aside = BTreeSet::new();
        while !waiting.is_empty() {
            let (fact, value) = waiting.swap_remove(tape.below(waiting.len()));
            given.set(fact, known(value));
            let after = truths(&given);
            let now_aside = set_aside(&evaluator(&given), &given);
            if now_aside.is_subset(&aside) {
                for (((id, _), was), is) in tiers().iter().zip(&before).zip(&after) {
                    let kept = *was == Truth::Open || was == is;
                    let name = &real_pack().schema.fact(fact).id;
                    prop_assert!(kept, "{id}: {was:?} became {is:?} when {name} was answered:\n{}", shown(&given));
                }
            }
            (before, aside) = (after, now_aside);
        }
        prop_assert!(aside.is_empty());
    }

    /// The order of the rules and of the files they stand in never matters.
    #[test]
    fn order_never_matters(row in row(), order in any::<u64>()) {
        let mut tape = Tape::new(&row);
        let full = full(&mut tape);
        let given = partial(&mut tape, &full);
        let (plain, other) = (real_pack(), shuffled(order));
        let one = advise(plain, &Combination::new(plain, DAY), &scenario(&given), DAY);
        let two = advise(&other, &Combination::new(&other, DAY), &scenario(&given), DAY);
        prop_assert_eq!(essence(plain, &one), essence(&other, &two), "on\n{}", shown(&given));
    }
}

/// The real pack with its rules and functions in another order, in two files.
fn shuffled(order: u64) -> Pack {
    let mut folder = Folder::with_copy("rules/kl9");
    let mut found: Vec<String> = Vec::new();
    for (name, source) in PackFiles::embedded().iter().filter(|(name, _)| name.ends_with(".rhai")) {
        let cut = statements(source.text(), &tokens(source.text()));
        assert!(cut.iter().all(|statement| statement.kind != StatementKind::Other), "{name}");
        found.extend(cut.iter().map(|statement| source.slice(&statement.span).to_owned()));
        folder = folder.remove(name);
    }
    // An order that is as good as any, and always the same for the same number.
    found.sort_by_key(|text| blake3::hash(format!("{order}{text}").as_bytes()).to_hex());
    let (first, second) = found.split_at(found.len() / 3);
    let folder = folder.write("10-en.rhai", first.join("\n")).write("20-tva.rhai", second.join("\n"));
    folder.load().expect("the pack loads in any order").0
}

/// Every condition of the pack as the script engine compiles it, with its text: of rules, of questions and of what follows.
fn conditions(pack: &Pack) -> Vec<(String, Condition)> {
    let manifest = &pack.manifest;
    let of_questions = pack.schema.facts().iter().flat_map(|fact| fact.derived.iter().chain(&fact.ask_when));
    let ways = manifest.routes.iter().chain(&manifest.combinations).map(|way| &way.when);
    let items = pack.consequences.iter().filter_map(|conditional| conditional.item.when.as_ref());
    let written: Vec<&Expression> = of_questions
        .chain(ways)
        .chain(items)
        .chain(manifest.claims.iter().filter_map(|claim| claim.when.as_ref()))
        .collect();
    let of_rules = pack.tiers().map(|(_, tier)| {
        let text = tier.condition.text();
        (text.to_owned(), pack.host().closure(text).expect("a rule's condition compiles"))
    });
    let others = written.into_iter().map(|written| {
        let compiled = pack.host().expression(&written.text, &written.place.source, written.place.span.start);
        (written.text.clone(), compiled.expect("a condition compiles"))
    });
    of_rules.chain(others).collect()
}

/// Conditions are explored without the script engine. What they are found to be is exactly what the engine finds: the
/// same tests in the same order, and the same outcomes.
#[test]
fn formulas_agree_with_the_engine() {
    let pack = real_pack();
    let explorer = Explorer::new(pack.host());
    for (text, condition) in conditions(pack) {
        let formula = explorer.by_formula(&condition).unwrap_or_else(|| panic!("no formula: {text}"));
        let engine = explorer.by_engine(&condition).expect("the engine explores it");
        assert_eq!(format!("{formula:?}"), format!("{engine:?}"), "{text}");
    }
}

/// A step of a formula stands for so many of the engine's operations that the engine's limits are never passed unseen.
#[test]
fn steps_are_counted_with_a_margin() {
    let pack = real_pack();
    let mut random = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..40 {
        let numbers = row().new_tree(&mut random).unwrap().current();
        let mut answers = Answers::none(&pack.schema);
        draw(&mut Tape::new(&numbers), pack, &mut answers, |_| true);
        let oracle = Rc::new(Oracle::known(&pack.schema, answers));
        for (text, condition) in conditions(pack) {
            let mut walk = Walk::new(&oracle, pack.host().helper_endings());
            let outcome = walk.once(condition.ending().unwrap()).expect("every answer is known");
            let ran = pack.host().run(&condition, &oracle).unwrap();
            assert_eq!(format!("{outcome:?}"), format!("{ran:?}"), "{text}");
            let (steps, operations) = (walk.steps(), pack.host().spent());
            assert!(operations <= steps * OPERATIONS_A_STEP / 2, "{text}: {operations} operations, {steps} steps");
        }
    }
}

/// What a rule says, with where it says it, but for the name of its file.
fn said(pack: &Pack) -> Vec<String> {
    let tier = |tier: &Tier| {
        format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            tier.targets,
            tier.variant,
            tier.effect,
            tier.group,
            tier.citations,
            tier.sources,
            tier.certainty,
            tier.unverified,
            tier.period,
            tier.reason,
            tier.cure,
            tier.tree(),
            tier.condition.span,
            tier.condition.text(),
        )
    };
    let rule = |rule: &niokap::rules::Rule| {
        let tiers: Vec<String> = rule.tiers.iter().map(tier).collect();
        format!("{} {:?} {:?} {}", rule.id, rule.place.span, rule.statement.span, tiers.join("\n"))
    };
    pack.rules.iter().map(rule).collect()
}

/// The script engine gets rule files without comments, indentation and long texts. Rules loaded from the files' own text,
/// one by one, are the same.
#[test]
fn shortened_rule_files_say_the_same() {
    let files = PackFiles::embedded();
    // A comment of this kind makes the loader take each rule as it stands.
    let texts: Vec<(String, String)> = files
        .iter()
        .map(|(name, source)| {
            let end = if name.ends_with(".rhai") { "\n/* slut */\n" } else { "" };
            (name.to_owned(), format!("{}{end}", source.text()))
        })
        .collect();
    let files = PackFiles::from_texts(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let (one_by_one, _) = Pack::load(&files).unwrap_or_else(|problems| panic!("{}", crate::harness::list(&problems)));
    assert_eq!(said(&one_by_one), said(real_pack()));
}
