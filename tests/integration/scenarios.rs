//! Every scenario that is shipped gives what it says it gives.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use niokap::advice::{Case, Combination, Standing, advise};
use niokap::decision::Truth;
use niokap::diagnostics::read::{TEXT_LIMIT, display_name, read_text};
use niokap::diagnostics::toml_reader::Located;
use niokap::facts::Scenario;
use niokap::facts::scenario::Expectation;
use niokap::rules::{Effect, Target};

use crate::harness::{list, project, real_pack};

/// A scenario file, and how the rules stand in it.
struct Read {
    name: String,
    scenario: Scenario,
    day: Date,
    /// The rules some tier of which fires.
    fires: BTreeSet<&'static str>,
    /// The rules that may yet fire.
    waits: BTreeSet<&'static str>,
}

/// All files under a folder, in the order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> Read {
    let pack = real_pack();
    let name = display_name(path.strip_prefix(project()).unwrap());
    let source = read_text(path, TEXT_LIMIT).unwrap_or_else(|problem| panic!("{name}: {}", problem.message));
    let (scenario, remarks) =
        Scenario::read(&source, &pack.schema).unwrap_or_else(|problems| panic!("{name}\n{}", list(&problems)));
    assert!(remarks.is_empty(), "{name}\n{}", list(&remarks));
    let day = scenario.date.unwrap_or(pack.manifest.law_date);
    let combination = Combination::new(pack, day);
    let evaluations = Case::new(pack, &combination, scenario.filled(&pack.schema, day), day).evaluations();
    let rules_that = |truth: Truth| -> BTreeSet<&'static str> {
        pack.tiers()
            .zip(&evaluations)
            .filter(|(_, found)| found.truth == truth)
            .map(|((rule, _), _)| rule.id.as_str())
            .collect()
    };
    let (fires, open) = (rules_that(Truth::True), rules_that(Truth::Open));
    let waits = open.difference(&fires).copied().collect();
    Read { name, scenario, day, fires, waits }
}

fn all() -> impl Iterator<Item = Read> {
    files(&project().join("scenarios")).into_iter().map(|path| read(&path))
}

/// What of an expectation did not come.
fn disappointments(expect: &Expectation, read: &Read) -> Vec<String> {
    let pack = real_pack();
    let advice = advise(pack, &Combination::new(pack, read.day), &read.scenario, read.day);
    let mut found = Vec::new();
    let mut check = |key: &str, expected: String, came: String| {
        if expected != came {
            found.push(format!("{key}: expected {expected}, came {came}"));
        }
    };
    let id = |target: Target| pack.manifest.target_id(target).to_owned();
    if let Some(verdict) = &expect.verdict {
        check("verdict", verdict.value.clone(), advice.verdict.id().to_owned());
    }
    if let Some(first) = &expect.first {
        check("first", first.value.clone(), advice.first.map(id).unwrap_or_default());
    }
    if let Some(unavailable) = &expect.unavailable {
        let expected: BTreeSet<&str> = unavailable.iter().map(|form| form.value.as_str()).collect();
        let barred = advice.forms.iter().filter(|form| form.standing == Standing::Unavailable);
        let came: BTreeSet<&str> = barred.map(|form| form.form.id()).collect();
        check("unavailable", format!("{expected:?}"), format!("{came:?}"));
    }
    let hinders: BTreeSet<&str> =
        advice.forms.iter().flat_map(|form| &form.hinders).map(|finding| finding.rule.as_str()).collect();
    let open: BTreeSet<&str> = advice
        .open_facts
        .iter()
        .filter(|open| open.can_change_first != Some(false))
        .map(|open| pack.schema.fact(open.fact).id.as_str())
        .collect();
    let mut each =
        |key: &str, names: &[Located<String>], exists: &dyn Fn(&str) -> bool, holds: &dyn Fn(&str) -> bool| {
            for name in names {
                check(key, format!("{} true", name.value), format!("{} {}", name.value, exists(name) && holds(name)));
            }
        };
    let rule = |id: &str| pack.rule(id).is_some();
    each("fires", &expect.fires, &rule, &|id| read.fires.contains(id));
    each("silent", &expect.silent, &rule, &|id| !read.fires.contains(id));
    each("undecided", &expect.undecided, &rule, &|id| read.waits.contains(id));
    each("conditions", &expect.conditions, &rule, &|id| hinders.contains(id));
    each("open", &expect.open, &|id| pack.schema.find(id).is_some(), &|id| open.contains(id));
    found
}

#[test]
fn every_scenario_gives_what_it_expects() {
    let mut failures = Vec::new();
    let mut tried = 0;
    for read in all() {
        let Some(expect) = &read.scenario.expect else { continue };
        tried += 1;
        let missed = disappointments(expect, &read);
        if !missed.is_empty() {
            failures.push(format!("{}\n  {}", read.name, missed.join("\n  ")));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(tried > 80, "only {tried} scenarios expect anything");
}

#[test]
fn every_scenario_expects_something_or_was_observed() {
    for read in all() {
        let (expects, observed) = (read.scenario.expect.is_some(), read.scenario.observed.is_some());
        assert!(expects != observed, "{}: expects {expects}, observed {observed}", read.name);
        assert_eq!(observed, read.name.contains("/observerade/"), "{}", read.name);
    }
}

/// The expectations are of use: each of them, turned round, fails.
#[test]
fn an_expectation_that_is_wrong_is_noticed() {
    let flagship = read(&project().join("scenarios/alingsas-lerum-ale.toml"));
    let expect = flagship.scenario.expect.clone().unwrap();
    assert_eq!(disappointments(&expect, &flagship), Vec::<String>::new());
    let place = niokap::diagnostics::Place::file("prov");
    let text = |text: &str| Located::new(text.to_owned(), place.clone());
    let turned = Expectation {
        verdict: Some(text("tydligt")),
        first: Some(text("kommunalforbund")),
        fires: expect.silent.clone(),
        silent: expect.fires.clone(),
        undecided: vec![text("AS-13")],
        conditions: vec![text("AS-13")],
        unavailable: Some(vec![text("gemensam_namnd")]),
        open: vec![text("beslut_hos")],
    };
    let expected = 6 + expect.fires.len() + expect.silent.len();
    assert_eq!(disappointments(&turned, &flagship).len(), expected);
    let gone = Expectation { silent: vec![text("XX-01")], ..Expectation::default() };
    assert_eq!(disappointments(&gone, &flagship).len(), 1);
}

/// Each rule that bars is seen both to fire and to rest, and each rule that weighs is seen to fire.
#[test]
fn the_scenarios_try_every_rule_that_decides() {
    let mut seen: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    for read in all() {
        for rule in &real_pack().rules {
            let entry = seen.entry(&rule.id).or_default();
            entry.0 |= read.fires.contains(rule.id.as_str());
            entry.1 |= !read.fires.contains(rule.id.as_str()) && !read.waits.contains(rule.id.as_str());
        }
    }
    for rule in &real_pack().rules {
        let (fires, rests) = seen[rule.id.as_str()];
        let bars = rule.tiers.iter().any(|tier| matches!(tier.effect, Effect::Hinder(_)));
        let weighs = rule.tiers.iter().any(|tier| tier.effect.weight().is_some());
        assert!(fires || !(bars || weighs), "no scenario makes {} fire", rule.id);
        assert!(rests || !bars, "no scenario lets {} rest", rule.id);
    }
}
