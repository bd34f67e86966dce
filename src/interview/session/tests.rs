//! The session by examples and by properties.

use proptest::prelude::*;

use super::*;
use crate::diagnostics::SourceText;
use crate::facts::write;
use crate::interview::outlook::Outlook;
use crate::interview::simulated::tests::{DAY, simulation};
use crate::interview::simulated::{Dice, fact_of};
use crate::rules::Pack;

fn ground() -> (&'static Pack, &'static Combination) {
    (simulation().pack, simulation().combination)
}

fn outlook() -> &'static dyn Outlook {
    simulation().outlook
}

fn session(scenario: Scenario) -> Session<'static> {
    let (pack, combination) = ground();
    Session::new(pack, combination, scenario, DAY)
}

fn new() -> Session<'static> {
    let (pack, _) = ground();
    let mut scenario = Scenario::new(&pack.schema, "x");
    scenario.date = Some(DAY);
    session(scenario)
}

fn fact(name: &str) -> FactId {
    ground().0.schema.find(name).unwrap()
}

fn choice(name: &str, option: &str) -> Answer {
    let declared = ground().0.schema.fact(fact(name));
    let index = declared.kind.option(option).unwrap();
    let value = match declared.kind {
        Kind::Multi { .. } => Value::Multi(1 << index),
        _ => Value::Choice(index),
    };
    Answer::Known(value, Provenance::User)
}

/// Everything the advice says, but not the name of the file's content.
fn told(session: &Session<'_>) -> String {
    let mut advice = session.advice();
    advice.scenario_hash.clear();
    format!("{advice:#?}")
}

fn reopened(session: &Session<'static>) -> Session<'static> {
    let schema = session.schema();
    let text = write::write(session.scenario(), schema);
    let (scenario, _) = Scenario::read(&SourceText::new("x", text), schema).unwrap();
    self::session(scenario)
}

#[test]
fn changing_an_answer_keeps_the_later_ones_and_brings_them_back() {
    let mut session = new();
    session.answer(fact("uppgift"), choice("uppgift", "overformyndare"));
    session.answer(fact("omfattning"), choice("omfattning", "del_av_namnd"));
    session.answer(fact("of_organ"), choice("of_organ", "alla_namnd"));
    let change = session.answer(fact("uppgift"), choice("uppgift", "avfall"));
    assert_eq!(change, Change { resting: vec![fact("of_organ")], awake: vec![] });
    assert_eq!(session.scenario().answers.get(fact("of_organ")), choice("of_organ", "alla_namnd"));
    assert_eq!(session.visited()[2], (Step::Fact(fact("of_organ")), Standing::Resting));
    let change = session.answer(fact("uppgift"), choice("uppgift", "overformyndare"));
    assert_eq!(change, Change { resting: vec![], awake: vec![fact("of_organ")] });
}

#[test]
fn back_goes_past_what_rests() {
    let mut session = new();
    session.answer(fact("uppgift"), choice("uppgift", "overformyndare"));
    session.answer(fact("of_organ"), choice("of_organ", "alla_namnd"));
    session.answer(fact("uppgift"), choice("uppgift", "avfall"));
    assert!(session.back());
    assert_eq!(session.turn(outlook()).step, Some(Step::Fact(fact("uppgift"))));
    assert!(session.turn(outlook()).again);
    assert!(!session.back(), "nothing before it");
    assert_eq!(session.turn(outlook()).step, Some(Step::Fact(fact("uppgift"))));
    session.keep();
    assert!(!session.turn(outlook()).again);
}

#[test]
fn answers_that_partners_settle_give_way_and_come_back() {
    let mut session = new();
    let three = Answer::Known(Value::Int(3), Provenance::User);
    session.answer(fact("antal_parter"), three);
    let partner = |name: &str| Partner { name: name.to_owned(), population: None };
    session.set_partners(vec![partner("Ale"), partner("Lerum")], None);
    assert_eq!(session.case().answers().value(fact("antal_parter")), Some(Value::Int(2)));
    assert_eq!(told(&reopened(&session)), told(&session), "what is saved can be read");
    session.set_partners(Vec::new(), None);
    assert_eq!(session.scenario().answers.get(fact("antal_parter")), three);
}

#[test]
fn partners_may_differ() {
    let mut session = new();
    let partner = |name: &str| Partner { name: name.to_owned(), population: None };
    session.set_partners(vec![partner("Ale"), partner("Lerum")], None);
    let organ = fact("varaktighet");
    session.answer_for("Lerum", organ, choice("varaktighet", "permanent"));
    session.answer_for("Ale", organ, choice("varaktighet", "medellang"));
    assert_eq!(session.scenario().answers.get(organ), Answer::Unknown);
    let own: Vec<&str> = session.scenario().own_answers.iter().map(|own| own.partner.as_str()).collect();
    assert_eq!(own, ["Ale", "Lerum"]);
    assert_eq!(session.advice().disagreements.len(), 1);
    session.set_partners(vec![partner("Ale kommun"), partner("Lerum")], Some(("Ale", "Ale kommun")));
    assert_eq!(session.scenario().own_answers_to(organ).count(), 2);
    session.set_partners(vec![partner("Lerum")], None);
    assert_eq!(session.scenario().answers.get(organ), choice("varaktighet", "permanent"));
    session.answer(organ, choice("varaktighet", "medellang"));
    assert_eq!(session.scenario().own_answers.len(), 0);
    // The question about the task has one answer for all.
    session.answer_for("Lerum", fact("uppgift"), choice("uppgift", "avfall"));
    assert_eq!(session.scenario().answers.get(fact("uppgift")), Answer::NotAsked);
}

#[test]
fn the_start_feeds_what_follows_from_it() {
    let mut session = new();
    session.set_start(Some(jiff::civil::date(2027, 1, 1)));
    assert_eq!(session.case().answers().value(fact("mandatskifte")), Some(Value::Bool(true)));
    session.set_start(Some(jiff::civil::date(2020, 1, 1)));
    assert_eq!(session.scenario().start, Some(jiff::civil::date(2027, 1, 1)), "a day in the past changes nothing");
}

#[test]
fn what_a_question_does_not_allow_is_no_answer() {
    let mut session = new();
    session.answer(fact("antal_parter"), Answer::Known(Value::Int(1000), Provenance::User));
    session.answer(fact("uppgift"), Answer::Known(Value::Multi(0), Provenance::User));
    assert_eq!(session.scenario().answers.known().count(), 0);
}

/// Something a user does.
#[derive(Clone, Debug)]
enum Act {
    /// Answers what is asked.
    Answer,
    /// Says *vet ej* to what is asked.
    Unknown,
    /// Changes any answer.
    Change(usize),
    Back,
    Jump(usize),
    Keep,
    Note(usize, String),
    /// Leaves and comes back.
    Resume,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => Just(Act::Answer),
        1 => Just(Act::Unknown),
        3 => any::<usize>().prop_map(Act::Change),
        3 => Just(Act::Back),
        2 => any::<usize>().prop_map(Act::Jump),
        1 => Just(Act::Keep),
        1 => (any::<usize>(), "[a-zåäö \"]{1,9}[a-z]").prop_map(|(at, note)| Act::Note(at, note)),
        1 => Just(Act::Resume),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 40, ..ProptestConfig::default() })]
    #[test]
    fn however_one_gets_there_the_advice_is_that_of_the_final_answers(acts in proptest::collection::vec(act(), 1..20), seed in 1u64..) {
        let (pack, _) = ground();
        let mut dice = Dice(seed);
        let mut session = new();
        let mut given: BTreeMap<FactId, Answer> = BTreeMap::new();
        let mut notes: BTreeMap<FactId, String> = BTreeMap::new();
        let facts: Vec<FactId> = pack.schema.ids().filter(|id| pack.schema.fact(*id).level <= 2).collect();
        for act in acts {
            match act {
                Act::Answer | Act::Unknown => {
                    let Some(step) = session.turn(outlook()).step else { continue };
                    let fact = fact_of(pack, step).unwrap();
                    let answer = match act {
                        Act::Unknown => Answer::Unknown,
                        _ => Answer::Known(dice.value(pack, fact), Provenance::User),
                    };
                    session.answer(fact, answer);
                    given.insert(fact, answer);
                }
                Act::Change(at) => {
                    let fact = facts[at % facts.len()];
                    let answer = Answer::Known(dice.value(pack, fact), Provenance::User);
                    session.answer(fact, answer);
                    given.insert(fact, answer);
                }
                Act::Back => {
                    session.back();
                }
                Act::Jump(at) => {
                    let visited = session.visited();
                    if let Some((step, _)) = visited.get(at % visited.len().max(1)) {
                        session.jump(*step);
                    }
                }
                Act::Keep => session.keep(),
                Act::Note(at, note) => {
                    let fact = facts[at % facts.len()];
                    session.note(fact, &note);
                    notes.insert(fact, note.trim().to_owned());
                }
                Act::Resume => {
                    let (before, next) = (told(&session), session.turn(outlook()).plan);
                    session = reopened(&session);
                    prop_assert_eq!(told(&session), before);
                    prop_assert_eq!(session.turn(outlook()).step, next.next, "the same question comes next");
                }
            }
        }
        // No answer is lost, whether it is used or rests.
        for fact in pack.schema.ids() {
            prop_assert_eq!(session.scenario().answers.get(fact), given.get(&fact).copied().unwrap_or_default());
        }
        prop_assert_eq!(&session.scenario().notes, &notes);
        let mut straight = Scenario::new(&pack.schema, "x");
        straight.date = Some(DAY);
        for (fact, answer) in given {
            straight.answers.set(fact, answer);
        }
        straight.notes = notes;
        prop_assert_eq!(told(&session), told(&self::session(straight)));
    }
}
