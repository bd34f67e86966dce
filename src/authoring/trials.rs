//! Scenarios with an expectation, tried against a pack.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::changed::Changed;
use super::coverage::Coverage;
use super::expectations::{self, Difference, Judged};
use super::identity;
use super::page::Page;
use super::scenario_files::ScenarioFile;
use crate::advice::compose::compose;
use crate::advice::{Case, Combination};
use crate::diagnostics::Diagnostics;
use crate::facts::Scenario;
use crate::rules::Pack;
use crate::text::counted;

/// The combination of a pack for each day that is asked for, made once.
#[derive(Default)]
pub struct Combinations {
    made: BTreeMap<Date, Combination>,
}

impl Combinations {
    /// The combination on a day.
    pub fn on(&mut self, pack: &Pack, day: Date) -> &Combination {
        self.made.entry(day).or_insert_with(|| Combination::new(pack, day))
    }
}

/// The day whose law a scenario asks for; without one, the day of the pack's law.
pub fn day_of(pack: &Pack, scenario: &Scenario) -> Date {
    scenario.date.unwrap_or(pack.manifest.law_date)
}

/// What became of one scenario.
#[derive(Debug)]
pub struct Trial {
    /// Its file.
    pub file: String,
    /// What it is called, if that could be read.
    pub title: Option<String>,
    /// What came out otherwise; or what is wrong with the file.
    pub outcome: Result<Vec<Difference>, Diagnostics>,
}

impl Trial {
    /// Whether everything came out as expected.
    pub fn passed(&self) -> bool {
        self.outcome.as_ref().is_ok_and(Vec::is_empty)
    }
}

/// What became of many.
#[derive(Debug)]
pub struct Trials {
    /// Those that expect something or could not be read, in order.
    pub trials: Vec<Trial>,
    /// How many expect nothing.
    pub without_expectation: usize,
    /// Which rules they tried.
    pub coverage: Coverage,
}

/// Tries every scenario that expects something.
pub fn run(pack: &Pack, files: &[ScenarioFile]) -> Trials {
    let mut combinations = Combinations::default();
    let mut found = Trials { trials: Vec::new(), without_expectation: 0, coverage: Coverage::new(pack) };
    for file in files {
        let scenario = match &file.scenario {
            Ok(scenario) => scenario,
            Err(problems) => {
                found.trials.push(Trial { file: file.name.clone(), title: None, outcome: Err(problems.clone()) });
                continue;
            }
        };
        let Some(expect) = &scenario.expect else {
            found.without_expectation += 1;
            continue;
        };
        let unknown = expectations::unknown(expect, pack);
        let day = day_of(pack, scenario);
        let case = Case::new(pack, combinations.on(pack, day), scenario.filled(&pack.schema, day), day);
        let evaluations = case.evaluations();
        found.coverage.note(pack, &evaluations);
        let outcome = if unknown.is_empty() {
            let advice = compose(&case, scenario);
            let value = |fact| case.evaluator().value(fact);
            let judged = Judged { pack, evaluations: &evaluations, advice: &advice, value: &value };
            Ok(expectations::differences(expect, &judged))
        } else {
            Err(unknown)
        };
        found.trials.push(Trial { file: file.name.clone(), title: Some(scenario.title.clone()), outcome });
    }
    found
}

impl Trials {
    /// How many came out as expected.
    pub fn passed(&self) -> usize {
        self.trials.iter().filter(|trial| trial.passed()).count()
    }

    /// How many did not, or could not be tried.
    pub fn failed(&self) -> usize {
        self.trials.len() - self.passed()
    }

    /// Whether some file could not be tried at all.
    pub fn any_unreadable(&self) -> bool {
        self.trials.iter().any(|trial| trial.outcome.is_err())
    }

    /// What is wrong with the files that could not be tried.
    pub fn problems(&self) -> Diagnostics {
        self.trials.iter().filter_map(|trial| trial.outcome.as_ref().err()).flatten().cloned().collect()
    }

    /// The result for the screen. Scripts have the exit status and JSON.
    ///
    /// What is advised otherwise than by the embedded pack is told as well, but is no fault.
    pub fn text(&self, pack: &Pack, changed: Option<&Changed>, coverage: bool, width: usize, colour: bool) -> String {
        let mut page = Page::new(width, colour);
        for trial in self.trials.iter().filter(|trial| !trial.passed()) {
            page.subheading(&format!("Fel: {}", trial.file));
            if let Some(title) = &trial.title {
                page.indented(1, title);
            }
            match &trial.outcome {
                Err(problems) => {
                    page.indented(1, &format!("Går inte att pröva: {}", counted(problems.len(), "fel", "fel")))
                }
                Ok(differences) => differences.iter().for_each(|difference| write_difference(&mut page, difference)),
            }
        }
        if coverage {
            self.coverage.write(&mut page);
        }
        if let Some(changed) = changed {
            changed.write(&mut page);
        }
        page.space();
        page.paragraph(&identity::long(pack));
        page.paragraph(&format!(
            "{} som väntat, {} inte; {} utan förväntan",
            counted(self.passed(), "underlag", "underlag"),
            self.failed(),
            self.without_expectation,
        ));
        page.into_text()
    }

    /// The result as JSON.
    pub fn json(&self, pack: &Pack, changed: Option<&Changed>) -> Json {
        let trials: Vec<Json> = self
            .trials
            .iter()
            .map(|trial| {
                let problems: Vec<Json> = trial
                    .outcome
                    .as_ref()
                    .err()
                    .into_iter()
                    .flatten()
                    .map(|problem| {
                        let place = problem.place.as_ref().map(|place| place.address());
                        json!({ "code": problem.code.id(), "message": problem.message, "place": place })
                    })
                    .collect();
                let differences: Vec<Json> = trial.outcome.iter().flatten().map(difference_json).collect();
                json!({
                    "file": trial.file,
                    "title": trial.title,
                    "passed": trial.passed(),
                    "differences": differences,
                    "problems": problems,
                })
            })
            .collect();
        json!({
            "program": env!("CARGO_PKG_VERSION"),
            "pack": identity::json(pack),
            "passed": self.passed(),
            "failed": self.failed(),
            "without_expectation": self.without_expectation,
            "scenarios": trials,
            "coverage": self.coverage.json(),
            "changed": changed.map(Changed::json),
        })
    }
}

fn write_difference(page: &mut Page, difference: &Difference) {
    let about = difference.about.as_ref().map(|about| format!(" {about}")).unwrap_or_default();
    page.point(1, &format!("{}{about}: väntat {}, blev {}", difference.key, difference.expected, difference.came));
    difference.because.iter().for_each(|because| page.indented(3, because));
}

fn difference_json(difference: &Difference) -> Json {
    json!({
        "key": difference.key,
        "about": difference.about,
        "expected": difference.expected,
        "came": difference.came,
        "because": difference.because,
    })
}
