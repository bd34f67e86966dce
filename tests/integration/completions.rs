//! What every way of answering the open questions leads to, on the shipped pack: the whole-space engine against the
//! ordinary way of judging one case.

use niokap::advice::completions::{Limits, completions};
use niokap::advice::sufficient::sufficient;
use niokap::advice::whole_space::{LeftOut, WholeSpace};
use niokap::advice::{Case, Combination};
use niokap::analysis::Settings;
use niokap::analysis::direct::Evaluator;
use niokap::analysis::partial::Partial;
use niokap::analysis::sample::Sampler;
use niokap::analysis::scoring::Outcome;
use niokap::decision::Truth;
use niokap::diagnostics::SourceText;
use niokap::facts::{Answer, Answers, Provenance, Scenario};
use niokap::rules::Pack;

use crate::harness::{Folder, niokap, project, real_pack};

const CASES: [&str; 5] = [
    "scenarios/alingsas-lerum-ale.toml",
    "scenarios/referensfall/03-b-namnd-beslutar-at-oss.toml",
    "scenarios/referensfall/15-delad-antikvarie.toml",
    "scenarios/observerade/of-arvika-eda.toml",
    "scenarios/observerade/hjm-halland-patient.toml",
];

fn answers(pack: &Pack, path: &str) -> Answers {
    let text = std::fs::read_to_string(project().join(path)).unwrap();
    let (scenario, _) = Scenario::read(&SourceText::new(path, text), &pack.schema).unwrap();
    scenario.filled(&pack.schema, pack.manifest.law_date)
}

fn outcome(case: &Case<'_>) -> Outcome {
    let fired: Vec<bool> = case.evaluations().iter().map(|evaluation| evaluation.truth == Truth::True).collect();
    case.outcome(&fired)
}

/// Every question answered as in a world of the model.
fn answered(answers: &Answers, whole: &WholeSpace, world: &[u16]) -> Answers {
    let mut answers = answers.clone();
    for (variable, &class) in whole.space.variables().iter().zip(world) {
        if let Some(class) = variable.classes.get(usize::from(class))
            && answers.value(variable.fact).is_none()
        {
            answers.set(variable.fact, Answer::Known(class.example, Provenance::User));
        }
    }
    answers
}

#[test]
fn completions_are_judged_as_the_cases_they_are() {
    let pack = real_pack();
    let day = pack.manifest.law_date;
    let combination = Combination::new(pack, day);
    for path in CASES {
        let given = answers(pack, path);
        let case = Case::new(pack, &combination, given.clone(), day);
        let whole = WholeSpace::of_case(&case).unwrap();
        assert_eq!(whole.left_out, LeftOut::default());
        let engine = whole.engine(pack, Settings::default());
        let partial = Partial::unknown(&whole.model);
        let columns = Sampler::new(&engine, &partial).unwrap().unwrap().columns(40, 7);
        let judged = Evaluator::new(&whole.model).outcomes(&columns);
        let possible = completions(&case, Limits::ADVICE).unwrap();
        for (number, &code) in judged.iter().enumerate() {
            let world: Vec<u16> = columns.iter().map(|column| column[number]).collect();
            let complete = Case::new(pack, &combination, answered(&given, &whole, &world), day);
            let expected = outcome(&complete);
            assert_eq!(Outcome::from_code(usize::from(code)), Some(expected), "{path}: {world:?}");
            assert!(!possible.is_exact() || possible.outcomes.iter().any(|one| one.outcome == expected), "{path}");
        }
    }
}

#[test]
fn what_cannot_change_the_first_choice_does_not_and_what_can_does_somewhere() {
    let pack = real_pack();
    let day = pack.manifest.law_date;
    let combination = Combination::new(pack, day);
    let mut changed = 0;
    for path in CASES {
        let given = answers(pack, path);
        let case = Case::new(pack, &combination, given.clone(), day);
        let found = completions(&case, Limits::ADVICE).unwrap();
        let Some(prospects) = &found.prospects else { continue };
        let whole = WholeSpace::of_case(&case).unwrap();
        let engine = whole.engine(pack, Settings::default());
        let sampler = Sampler::new(&engine, &Partial::unknown(&whole.model)).unwrap().unwrap();
        let columns = sampler.columns(3, 11);
        for prospect in prospects {
            let variable = whole.space.variable(prospect.fact).unwrap();
            for number in 0..3 {
                let mut world: Vec<u16> = columns.iter().map(|column| column[number]).collect();
                let mut firsts = Vec::new();
                for class in 0..whole.space.variables()[variable].classes.len() {
                    world[variable] = class as u16;
                    let complete = Case::new(pack, &combination, answered(&given, &whole, &world), day);
                    firsts.push(outcome(&complete).without_lead());
                }
                let same = firsts.iter().all(|first| *first == firsts[0]);
                changed += usize::from(!same);
                assert!(same || prospect.can_change_first, "{path}: {}", pack.schema.fact(prospect.fact).id);
            }
        }
    }
    assert!(changed > 0, "no case tried changes, so nothing was tested");
}

#[test]
fn answers_that_decide_alone_do_so_and_none_can_be_left_out() {
    let pack = real_pack();
    let day = pack.manifest.law_date;
    let combination = Combination::new(pack, day);
    let given = answers(pack, CASES[0]);
    let case = Case::new(pack, &combination, given.clone(), day);
    let found = completions(&case, Limits::ADVICE).unwrap();
    assert!(found.first_settled());
    let alone = sufficient(&case, &found, Limits::ADVICE).unwrap();
    let only = |left_out: Option<niokap::facts::FactId>| {
        let mut answers = Answers::none(&pack.schema);
        for &fact in alone.facts.iter().filter(|fact| Some(**fact) != left_out) {
            answers.set(fact, given.get(fact));
        }
        let case = Case::new(pack, &combination, answers, day);
        completions(&case, Limits { edges: 2_000_000, cells: 40_000_000, ..Limits::ADVICE }).unwrap()
    };
    let with_them = only(None);
    assert!(with_them.first_settled());
    assert_eq!(with_them.first_choices()[0].0, found.first_choices()[0].0);
    for fact in &alone.facts {
        let choice_of_many = ["syfte", "uppgift"].contains(&pack.schema.fact(*fact).id.as_str());
        assert!(choice_of_many || !only(Some(*fact)).first_settled(), "{}", pack.schema.fact(*fact).id);
    }
}

#[test]
fn the_result_says_what_can_still_come_of_it() {
    let case = project().join(CASES[0]).display().to_string();
    let ended = niokap(&format!("advise --format json {case}")).exits(0);
    let json: serde_json::Value = serde_json::from_str(ended.out()).unwrap();
    let completions = &json["completions"];
    assert_eq!(completions["exact"], true);
    assert_eq!(completions["first_settled"], true);
    assert_eq!(completions["outcomes"][0]["first"], "avtalssamverkan");
    let shares = completions["outcomes"].as_array().unwrap().iter().map(|one| one["share"].as_f64().unwrap());
    assert!((shares.sum::<f64>() - 1.0).abs() < 1e-5);
    assert!(json["open_facts"].as_array().unwrap().iter().all(|open| open["can_change_first"] == false));
    let terms = |fact: &str| {
        let open = json["open_facts"].as_array().unwrap().iter().find(|open| open["fact"] == fact);
        open.unwrap_or_else(|| panic!("{fact}"))["can_change_terms"].as_bool().unwrap()
    };
    let waiting: Vec<&str> =
        json["undecided"].as_array().unwrap().iter().map(|one| one["rule"].as_str().unwrap()).collect();
    assert!(!waiting.is_empty());
    let any = json["open_facts"].as_array().unwrap().iter().any(|open| terms(open["fact"].as_str().unwrap()));
    assert!(any, "some duty or risk of the first choice waits for an answer");
    assert!(json["sufficient"]["facts"].as_array().unwrap().len() < json["answers"].as_array().unwrap().len());
}

#[test]
fn too_many_completions_are_estimated_and_it_says_so() {
    let folder = Folder::new().write("tomt.toml", "title = \"x\"\n[facts]\n");
    let ended = folder.call("advise tomt.toml").exits(4).prints_part("uppskattade");
    assert!(!ended.out().contains("blir detsamma"), "a sample settles nothing");
    let folder = Folder::new().write("tomt.toml", "title = \"x\"\n[facts]\n");
    let json: serde_json::Value =
        serde_json::from_str(folder.call("advise --format json tomt.toml").exits(4).out()).unwrap();
    assert_eq!(json["completions"]["exact"], false);
    assert_eq!(json["completions"]["answer_sets"], serde_json::Value::Null);
    assert_eq!(json["completions"]["first_settled"], false);
    assert!(json["open_facts"].as_array().unwrap().iter().all(|open| open["can_change_first"].is_null()));
}
