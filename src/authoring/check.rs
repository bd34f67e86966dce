//! Everything that is wrong with a pack, in one run.

use super::lints::{self, Subject};
use crate::diagnostics::render::summary;
use crate::diagnostics::{Diagnostics, Severity};
use crate::exit::Exit;
use crate::rules::{Pack, PackFiles};
use crate::text::counted;

/// What a check found.
pub struct Checked {
    /// Everything that is wrong, sorted.
    pub problems: Diagnostics,
    /// What the pack holds, if so much of it could be read.
    pub contents: Option<Contents>,
}

/// What a pack holds, in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The pack's name, version and review.
    pub identity: String,
    /// Rules.
    pub rules: usize,
    /// Questions.
    pub questions: usize,
    /// Registered provisions.
    pub provisions: usize,
}

/// Checks a pack.
pub fn check(files: &PackFiles) -> Checked {
    let mut problems = Diagnostics::new();
    let pack = Pack::build(files, &mut problems);
    if let Some(pack) = &pack {
        let subject = Subject::new(pack, files, &problems);
        lints::run(&subject, &mut problems);
    }
    problems.sort();
    let contents = pack.map(|pack| Contents {
        identity: super::identity::short(&pack),
        rules: pack.rules.len(),
        questions: pack.schema.facts().len(),
        provisions: pack.register.provisions.len(),
    });
    Checked { problems, contents }
}

impl Checked {
    /// How the command ends: errors make the input wrong, lints are findings, notes are neither.
    pub fn exit(&self) -> Exit {
        if self.problems.has_errors() {
            Exit::Wrong
        } else if self.problems.count(Severity::Warning) > 0 {
            Exit::Found
        } else {
            Exit::Done
        }
    }

    /// The result in one line: "kl9 0.1.0: 167 regler, 82 frågor, 393 bestämmelser; inga fel".
    pub fn summary(&self) -> String {
        let found = match (self.problems.has_errors(), summary(&self.problems)) {
            (_, None) => "inga fel".to_owned(),
            (true, Some(found)) => found,
            (false, Some(found)) => format!("inga fel, {found}"),
        };
        match &self.contents {
            Some(contents) => format!(
                "{}: {}, {}, {}; {found}",
                contents.identity,
                counted(contents.rules, "regel", "regler"),
                counted(contents.questions, "fråga", "frågor"),
                counted(contents.provisions, "bestämmelse", "bestämmelser"),
            ),
            None => format!("Paketet går inte att läsa: {found}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lints::fixture;
    use super::*;

    #[test]
    fn a_sound_pack_ends_well() {
        let checked = check(&fixture::files(&[]));
        assert_eq!(checked.exit(), Exit::Done);
        assert!(checked.summary().ends_with(": 3 regler, 4 frågor, 3 bestämmelser; inga fel"), "{}", checked.summary());
    }

    #[test]
    fn errors_lints_and_notes_end_differently() {
        let exit = |from: &str, to: &str| check(&fixture::files(&[("10-regler.rhai", from, to)])).exit();
        assert_eq!(exit("f.insyn", "f.insynn"), Exit::Wrong);
        assert_eq!(exit(" && f.insyn", ""), Exit::Found);
    }

    #[test]
    fn lints_wait_until_everything_loads() {
        // A misspelt fact would make the right one look unused.
        let found = fixture::found(&[("10-regler.rhai", "f.insyn", "f.insynn")]);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn the_embedded_pack_loads_without_errors() {
        let checked = check(&PackFiles::embedded());
        assert_ne!(checked.exit(), Exit::Wrong, "{:#?}", checked.problems);
    }
}
