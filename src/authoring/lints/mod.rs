//! Lints: what loads but is probably not meant, and references that nothing answers to.
//!
//! One file per lint, one row per lint in [`LINTS`]; a test walks the table. To add one, write its file with a test that
//! shows it at work, its row, and its code in `diagnostics/code.rs`.

mod always_fires;
mod heavy_words;
mod long_texts;
mod never_fires;
mod number_limits;
mod out_of_date;
mod outside_proofs;
mod questions;
mod read_when_irrelevant;
mod same_condition;
mod screens;
mod sweep_order;
mod unknown_citations;
mod unknown_references;
mod unused_facts;
mod unused_options;
mod unused_provisions;
mod unverified_citations;
mod variants_without_rules;

#[cfg(test)]
pub(crate) mod fixture;

use super::readings::{Readings, readings};
use crate::advice::Combination;
use crate::advice::whole_space::WholeSpace;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::rules::{Pack, PackFiles};

/// What lints look at.
pub struct Subject<'a> {
    /// The loaded pack.
    pub pack: &'a Pack,
    /// Its texts.
    pub files: &'a PackFiles,
    /// Who reads each question.
    pub readings: Vec<Readings>,
    /// Every possible set of answers; `None` if the analysis does not accept the pack.
    pub whole: Option<WholeSpace>,
    /// Whether everything loaded. If not, what looks as if it did not exist may only be broken.
    pub all_loaded: bool,
    /// Whether the questions loaded.
    pub facts_loaded: bool,
}

impl<'a> Subject<'a> {
    /// A pack to look at, and what was wrong when it loaded.
    pub fn new(pack: &'a Pack, files: &'a PackFiles, problems: &Diagnostics) -> Subject<'a> {
        let facts = files.get("facts.toml").map(|source| source.name());
        let in_facts = |problem: &Diagnostic| problem.place.as_ref().map(|place| place.source.name()) == facts;
        Subject {
            pack,
            files,
            readings: readings(pack),
            whole: WholeSpace::of_pack(pack, &Combination::new(pack, pack.manifest.law_date)).ok(),
            all_loaded: !problems.has_errors(),
            facts_loaded: !problems.iter().any(|problem| problem.severity == Severity::Error && in_facts(problem)),
        }
    }
}

/// A lint.
pub struct Lint {
    /// Its name, as its file's.
    pub name: &'static str,
    /// The codes it may report.
    pub codes: &'static [Code],
    /// Whether it only makes sense when everything has loaded: a rule that is missing would make it speak falsely.
    pub needs_all: bool,
    /// Looks and reports.
    pub run: fn(&Subject<'_>, &mut Diagnostics),
}

/// Every lint.
pub const LINTS: &[Lint] = &[
    unknown_citations::LINT,
    unknown_references::LINT,
    screens::LINT,
    unused_facts::LINT,
    unused_options::LINT,
    never_fires::LINT,
    always_fires::LINT,
    same_condition::LINT,
    number_limits::LINT,
    read_when_irrelevant::LINT,
    out_of_date::LINT,
    questions::LINT,
    long_texts::LINT,
    heavy_words::LINT,
    unused_provisions::LINT,
    unverified_citations::LINT,
    variants_without_rules::LINT,
    sweep_order::LINT,
    outside_proofs::LINT,
];

/// Runs the lints; those that need everything to have loaded only if it has.
pub fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    for lint in LINTS.iter().filter(|lint| subject.all_loaded || !lint.needs_all) {
        (lint.run)(subject, problems);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_lint_has_a_file_a_row_and_codes() {
        let files: BTreeSet<String> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/authoring/lints"))
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .filter(|name| name != "mod" && name != "fixture")
            .collect();
        let rows: BTreeSet<String> = LINTS.iter().map(|lint| lint.name.to_owned()).collect();
        assert_eq!(files, rows);
        assert!(LINTS.iter().all(|lint| !lint.codes.is_empty()));
    }

    #[test]
    fn a_sound_pack_has_nothing_to_report() {
        let problems = fixture::lint(&[]);
        assert!(problems.is_empty(), "{problems:#?}");
    }

    #[test]
    fn lints_report_only_their_own_codes() {
        let files = fixture::files(&[]);
        let mut ignored = Diagnostics::new();
        let pack = Pack::build(&files, &mut ignored).unwrap();
        let subject = Subject::new(&pack, &files, &ignored);
        for lint in LINTS {
            let mut problems = Diagnostics::new();
            (lint.run)(&subject, &mut problems);
            assert!(problems.iter().all(|problem| lint.codes.contains(&problem.code)), "{}", lint.name);
        }
    }
}
