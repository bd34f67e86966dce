//! Made up cases, as a file, a line of JSON and a row of a table: the same answers, so the same result.

use std::io::Cursor;

use niokap::batch::{Call, Flow, Input, Plan, RowFormat, run};
use niokap::facts::feed::Partner;
use niokap::facts::scenario::{OwnAnswer, Status};
use niokap::facts::{Answer, Kind, Provenance, Scenario, Schema, Value, write};
use niokap::rules::{Pack, PackFiles};
use proptest::prelude::*;
use serde_json::Value as Json;

use super::forms;
use super::same::rows;
use crate::harness::{cases, project};

/// The pack whose questions have every kind.
fn files() -> PackFiles {
    PackFiles::read(&project().join("tests/red/pack")).unwrap()
}

fn schema() -> std::sync::Arc<Schema> {
    Pack::load(&files()).unwrap().0.schema
}

/// The rows of an input, without what tells where they come from.
fn judged(stream: Vec<u8>, format: RowFormat) -> Vec<Json> {
    let (input, notes) = Input::stream("prov", Box::new(Cursor::new(stream)), Some(format), &schema()).unwrap();
    assert!(notes.is_empty());
    let (files, mut text) = (files(), Vec::new());
    let call = Call { date: None, change: &|_, _, _| Ok(()), changed: &[] };
    let plan = Plan { files: &files, call: &call, format: RowFormat::JsonLines, threads: 1 };
    run(input, &plan, |piece| {
        text.extend(piece.bytes);
        Flow::On
    })
    .unwrap();
    let mut rows = rows(&String::from_utf8(text).unwrap());
    for row in &mut rows {
        for name in ["line", "hash"] {
            row.as_object_mut().unwrap().remove(name);
        }
        for warning in row["warnings"].as_array_mut().unwrap() {
            warning["line"].take();
            warning["column"].take();
        }
    }
    rows
}

fn answer(kind: &Kind) -> BoxedStrategy<Answer> {
    let known = |value| Answer::Known(value, Provenance::User);
    let value = match kind {
        Kind::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        Kind::Choice { options } => (0..options.len()).prop_map(Value::Choice).boxed(),
        Kind::Int { min, max, .. } => (*min..=*max).prop_map(Value::Int).boxed(),
        kind @ Kind::Multi { options, .. } => {
            let allowed: Vec<u32> = (1..1u32 << options.len()).filter(|mask| kind.allows_multi(*mask)).collect();
            prop::sample::select(allowed).prop_map(Value::Multi).boxed()
        }
    };
    prop_oneof![1 => Just(Answer::NotAsked), 1 => Just(Answer::Unknown), 4 => value.prop_map(known)].boxed()
}

/// Texts with everything that tables and JSON must write in another way.
fn text() -> impl Strategy<Value = String> {
    "[a-zåäö][a-zåäö,;\"'|\\\\{}\n=]{0,12}[a-zåäö]"
}

fn scenario() -> impl Strategy<Value = Scenario> {
    let schema = schema();
    let answers: Vec<_> = schema.facts().iter().map(|fact| answer(&fact.kind)).collect();
    let partners = prop::collection::btree_map(text(), prop::option::of(1i64..2_000_000), 0..4);
    let own = schema.find("beslut_hos").unwrap();
    let own_answers = prop::collection::vec(answer(&schema.fact(own).kind), 4);
    (text(), 0usize..3, partners, answers, own_answers, prop::option::of(2026i16..2040)).prop_map(
        move |(title, status, partners, answers, own_answers, year)| {
            let mut scenario = Scenario::new(&schema, &title);
            scenario.status = Status::ALL[status].1;
            scenario.date = year.map(|year| jiff::civil::date(year, 1, 1));
            scenario.start = year.map(|year| jiff::civil::date(year + 1, 1, 1));
            for ((fact, declared), answer) in schema.iter().zip(answers) {
                if declared.from.is_none() {
                    scenario.answers.set(fact, answer);
                }
            }
            for ((name, population), answer) in partners.into_iter().zip(own_answers) {
                if answer != Answer::NotAsked {
                    scenario.own_answers.push(OwnAnswer { partner: name.clone(), fact: own, answer });
                }
                scenario.partners.push(Partner { name, population });
            }
            scenario.merge_own_answers();
            scenario
        },
    )
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn a_case_is_judged_alike_in_every_form(scenarios in prop::collection::vec(scenario(), 1..5)) {
        let schema = schema();
        let texts: Vec<String> = scenarios.iter().map(|scenario| write::write(scenario, &schema)).collect();
        let nested: String = texts.iter().map(|text| forms::nested_line(text) + "\n").collect();
        let flat: String = texts.iter().map(|text| forms::flat_line(text).replace("\"sekretess\":null,", "") + "\n").collect();
        let from_lines = judged(nested.into_bytes(), RowFormat::JsonLines);
        for row in &from_lines {
            prop_assert_eq!(&row["outcome"], "advice", "{}", row);
        }
        prop_assert_eq!(&judged(flat.into_bytes(), RowFormat::JsonLines), &from_lines);
        for delimiter in [b';', b','] {
            prop_assert_eq!(&judged(forms::table(&texts, delimiter), RowFormat::Csv), &from_lines);
        }
    }
}
