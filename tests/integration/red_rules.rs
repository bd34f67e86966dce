//! Wrong rule files, one a guard or mistake, in `tests/red/rules`. Each is put in a copy of `tests/red/pack`.

use std::fs;
use std::time::{Duration, Instant};

use niokap::diagnostics::Code;

use crate::expected::{difference, expectations, problems_of};
use crate::harness::{Folder, list, project};

/// The longest that a pack with one red file may take, slow builds and busy machines included. A guard that does not
/// hold takes for ever.
const LONGEST: Duration = Duration::from_secs(60);

/// The name of the red file in the pack.
const FILE: &str = "50-rod.rhai";

#[test]
fn the_pack_that_red_files_are_put_in_is_flawless() {
    let problems = Folder::with_copy("tests/red/pack").problems();
    assert!(problems.is_empty(), "{}", list(&problems));
}

#[test]
fn red_rule_files_get_the_problems_they_expect() {
    let mut failures = Vec::new();
    let mut names: Vec<String> = fs::read_dir(project().join("tests/red/rules"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    for name in &names {
        let text = fs::read(project().join("tests/red/rules").join(name)).unwrap();
        let folder = Folder::with_copy("tests/red/pack").write(FILE, &text);
        let expected = expectations(&String::from_utf8_lossy(&text), "//");
        // A file that is called green looks wrong and is not; any other must expect something.
        assert_eq!(expected.is_empty(), name.starts_with("green-"), "{name}");
        let start = Instant::now();
        let problems = folder.problems();
        let taken = start.elapsed();
        let of_file = problems_of(&problems, FILE);
        if let Some(difference) = difference(&expected, &of_file) {
            failures.push(format!("{name}\n{difference}"));
        }
        if of_file.len() != problems.len() {
            failures.push(format!("{name}: problems outside the file\n{}", list(&problems)));
        }
        if taken > LONGEST {
            failures.push(format!("{name} took {taken:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// A rule with a condition, for files too large to keep in a folder.
fn rule(number: usize, condition: &str) -> String {
    format!(
        "regel(#{{ id: \"RR-{number:05}\", form: \"gemensam_namnd\", verkan: talar_for(1), lagrum: [\"KL 9:19\"], \
         säkerhet: \"lag\", när: |f| {condition}, skäl: \"Skäl.\" }});\n"
    )
}

/// The problems of the small pack with more files, and that it did not take too long.
#[track_caller]
fn problems_in_time(folder: &Folder) -> niokap::diagnostics::Diagnostics {
    let start = Instant::now();
    let problems = folder.problems();
    let taken = start.elapsed();
    assert!(taken < LONGEST, "took {taken:?}");
    problems
}

#[test]
fn a_source_of_1_mb_is_not_read() {
    let folder = Folder::with_copy("tests/red/pack").write(FILE, "// fyllnad\n".repeat(100_000));
    let problems = problems_in_time(&folder);
    assert_eq!(problems.len(), 1, "{}", list(&problems));
    let problem = problems.iter().next().unwrap();
    assert_eq!(problem.code, Code::FileTooLarge);
    assert!(problem.message.ends_with(&format!("{FILE}` är större än 256 kB")), "{}", problem.message);
}

#[test]
fn of_10_000_rules_the_first_too_many_is_told_once() {
    let mut folder = Folder::with_copy("tests/red/pack");
    for file in 0..10 {
        let rules: String = (0..1_000).map(|rule| self::rule(file * 1_000 + rule, "f.insyn_viktig")).collect();
        folder = folder.write(&format!("5{file}-manga.rhai"), rules);
    }
    let problems = problems_in_time(&folder);
    assert_eq!(list(&problems).lines().count(), 1, "{}", list(&problems));
    let problem = problems.iter().next().unwrap();
    assert_eq!((problem.code, problem.message.as_str()), (Code::TooManyRules, "regelpaketet har fler än 2000 regler"));
    // The small pack has two rules, so the one too many is the 1 999th of the new ones.
    let place = problem.place.as_ref().unwrap();
    assert!(place.source.name().ends_with("51-manga.rhai") && place.start().line == 999, "{}", place.address());
}

#[test]
fn a_thousand_broken_rules_are_a_thousand_errors_in_time() {
    let rules: String = (0..1_000).map(|number| rule(number, "f.regnar")).collect();
    let problems = problems_in_time(&Folder::with_copy("tests/red/pack").write(FILE, rules));
    assert_eq!(problems.len(), 1_000);
    assert!(problems.iter().all(|problem| problem.code == Code::RuleUnknownFact));
    let broken: String = (0..1_000).map(|number| rule(number, "(f.insyn_viktig")).collect();
    let problems = problems_in_time(&Folder::with_copy("tests/red/pack").write(FILE, broken));
    assert_eq!(problems.len(), 1_000);
    assert!(problems.iter().all(|problem| problem.message == "`(` stängs aldrig"));
}

#[test]
fn a_condition_with_too_many_cases_has_no_table() {
    // Which of 39 bands one number is in and which of 120 the other: 4 800 rows, and a table has at most 4 096.
    let bands = |fact: &str, name: &str, count: usize| -> String {
        (0..count / 10)
            .map(|part| {
                let tests: Vec<String> = (0..10).map(|band| format!("(f.{fact} < {})", 3 + part * 10 + band)).collect();
                format!("fn {name}{part}(f) {{ {} }}\n", tests.join(" != "))
            })
            .collect()
    };
    let calls = |name: &str, count: usize| -> String {
        (0..count / 10).map(|part| format!("{name}{part}(f)")).collect::<Vec<_>>().join(" != ")
    };
    let helpers = [bands("antal_parter", "a", 30), bands("minsta_invanare", "b", 150)].concat();
    let condition = format!("({}) != ({})", calls("a", 30), calls("b", 150));
    let folder = Folder::with_copy("tests/red/pack").write(FILE, format!("{helpers}{}", rule(1, &condition)));
    let problems = problems_in_time(&folder);
    assert_eq!(problems.len(), 1, "{}", list(&problems));
    assert_eq!(problems.iter().next().unwrap().code, Code::RuleNotExplorable);
}

#[test]
fn of_too_many_functions_one_error_is_told() {
    let helpers: String = (0..1_100).map(|number| format!("fn hjalp{number}(f) {{ f.insyn_viktig }}\n")).collect();
    let folder = Folder::with_copy("tests/red/pack").write(FILE, format!("{helpers}{}", rule(1, "hjalp7(f)")));
    let problems = problems_in_time(&folder);
    assert_eq!(problems.len(), 1, "{}", list(&problems));
    let problem = problems.iter().next().unwrap();
    assert_eq!(
        (problem.code, problem.message.as_str()),
        (Code::TooManyRules, "regelpaketet har fler än 1000 funktioner")
    );
    // The small pack has one function of its own.
    assert_eq!(problem.place.as_ref().unwrap().text(), "hjalp999");
}
