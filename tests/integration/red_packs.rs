//! Wrong rule packs: those in `tests/red/packs`, and folders that are no packs at all.
//!
//! A red pack is a folder with only what differs from `tests/red/pack`: a file to put in the place of another, or, with
//! `+` before its name, lines to add at the end of it.

use std::fs;

use niokap::diagnostics::{Code, Diagnostics};
use niokap::rules::PackFiles;

use crate::expected::{difference, expectations, problems_of};
use crate::harness::{Folder, list, project};

/// A copy of the small pack with what a red folder changes, and the names of the files it changes.
pub fn red_pack(name: &str) -> (Folder, Vec<String>) {
    let mut folder = Folder::with_copy("tests/red/pack");
    let mut changed = Vec::new();
    for entry in fs::read_dir(project().join("tests/red/packs").join(name)).unwrap() {
        let entry = entry.unwrap();
        let file = entry.file_name().into_string().unwrap();
        let text = fs::read_to_string(entry.path()).unwrap();
        folder = match file.strip_prefix('+') {
            Some(old) => {
                let before = fs::read_to_string(folder.join(old)).unwrap();
                changed.push(old.to_owned());
                folder.write(old, format!("{before}\n{text}"))
            }
            None => {
                changed.push(file.clone());
                folder.write(&file, text)
            }
        };
    }
    (folder, changed)
}

#[test]
pub fn red_packs_get_the_problems_they_expect() {
    let mut failures = Vec::new();
    let mut seen = 0;
    for entry in fs::read_dir(project().join("tests/red/packs")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let (folder, changed) = red_pack(&name);
        let problems = folder.problems();
        let mut told = 0;
        for file in &changed {
            let expected = expectations(&fs::read_to_string(folder.join(file)).unwrap(), "#");
            assert!(!expected.is_empty(), "{name}/{file} expects nothing");
            let of_file = problems_of(&problems, file);
            told += of_file.len();
            if let Some(difference) = difference(&expected, &of_file) {
                failures.push(format!("{name}/{file}\n{difference}"));
            }
        }
        if told != problems.len() {
            failures.push(format!("{name}: problems elsewhere\n{}", list(&problems)));
        }
        seen += 1;
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(seen > 15, "only {seen} packs");
}

/// What a folder that is no pack is told: these codes and messages, in order.
#[track_caller]
fn is_told(problems: &Diagnostics, expected: &[(Code, &str)]) {
    let told: Vec<(Code, &str)> = problems.iter().map(|problem| (problem.code, problem.message.as_str())).collect();
    assert_eq!(told, expected, "{}", list(problems));
    assert!(problems.iter().all(|problem| problem.place.is_some()), "{}", list(problems));
}

#[test]
fn a_folder_that_is_not_there_or_none() {
    let folder = Folder::new().write("fil", "x");
    is_told(&PackFiles::read(&folder.join("mappen")).unwrap_err(), &[(Code::DirectoryMissing, "mappen finns inte")]);
    is_told(
        &PackFiles::read(&folder.join("fil")).unwrap_err(),
        &[(Code::NotADirectory, "det är en fil, inte en mapp")],
    );
}

#[test]
fn an_empty_folder_is_told_everything_it_lacks() {
    is_told(
        &Folder::new().problems(),
        &[
            (Code::RulesMissing, "det finns inga regler i mappen"),
            (Code::PackFileMissing, "`facts.toml` saknas"),
            (Code::PackFileMissing, "`law.toml` saknas"),
            (Code::PackFileMissing, "`pack.toml` saknas"),
        ],
    );
}

#[test]
fn a_missing_file_is_missed_by_name() {
    for name in ["pack.toml", "facts.toml", "law.toml"] {
        let problems = Folder::with_copy("tests/red/pack").remove(name).problems();
        is_told(&problems, &[(Code::PackFileMissing, &format!("`{name}` saknas"))]);
    }
}

#[test]
fn a_pack_without_rules_is_no_pack() {
    let folder = Folder::with_copy("tests/red/pack").remove("10-regler.rhai");
    is_told(&folder.problems(), &[(Code::RulesMissing, "det finns inga regler i mappen")]);
    let folder = folder.write("10-regler.rhai", "// Här kommer reglerna.\n\nfn eget(f) { true }\n");
    is_told(&folder.problems(), &[(Code::RulesMissing, "det finns inga regler i regelpaketets `.rhai`-filer")]);
}

#[test]
fn files_of_a_pack_that_are_no_text() {
    let folder = Folder::with_copy("tests/red/pack")
        .write("20-tom.rhai", "")
        .write("30-latin1.rhai", b"// f\xf6rbund\n")
        .write("40-mapp.rhai/fil", "x");
    let problems = folder.problems();
    let codes: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::FileEmpty, Code::NotUtf8, Code::FileIsDirectory], "{}", list(&problems));
}

#[test]
fn what_is_no_file_of_a_pack_is_left_alone() {
    let folder =
        Folder::with_copy("tests/red/pack").write("README.md", "Om paketet.").write("anteckningar/a.rhai", "x");
    assert!(folder.problems().is_empty(), "{}", list(&folder.problems()));
}

#[test]
fn an_altered_copy_of_the_real_pack_is_told_only_of_the_alteration() {
    let folder = Folder::with_copy("rules/kl9");
    assert!(folder.problems().is_empty(), "{}", list(&folder.problems()));
    let folder = folder.replace("00-hjalp.rhai", "f.minsta_invanare < 15000", "f.minsta_invanare < f.antal_partier");
    let problems = folder.problems();
    let told: Vec<String> = problems.iter().map(|problem| problem.message.clone()).collect();
    assert_eq!(told, ["`antal_partier` finns inte bland fakta"], "{}", list(&problems));
}
