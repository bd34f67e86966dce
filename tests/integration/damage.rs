//! Whatever an editor leaves behind: files with characters, words and lines taken out, put in or moved.
//!
//! Nothing may panic or hang, and whatever is said of such a file has a place in it and reads as ours.

use std::fs;
use std::time::{Duration, Instant};

use niokap::diagnostics::{Diagnostics, SourceText};
use niokap::facts::Scenario;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::harness::{Folder, cases, project};

/// The longest that a damaged file may take.
const LONGEST: Duration = Duration::from_secs(5);

/// Characters that mean something, or only look as if they did.
const SIGNS: &str = "\"'`(){}[]#,;:.|&!=<>+-*/\\ \nf1aå”–\u{a0}\u{301}\u{feff}";

/// One slip: what is done, where, and with what.
type Slip = (usize, Index, Index);

fn slips() -> impl Strategy<Value = Vec<Slip>> {
    prop::collection::vec((0usize..6, any::<Index>(), any::<Index>()), 1..6)
}

fn damaged(text: &str, slips: &[Slip]) -> String {
    let mut text = text.to_owned();
    for (kind, at, other) in slips {
        // By characters for the first three, by lines for the next two, by words for the last.
        let mut parts: Vec<String> = match kind {
            0..3 => text.chars().map(String::from).collect(),
            3 | 4 => text.split_inclusive('\n').map(str::to_owned).collect(),
            _ => text.split_inclusive(char::is_whitespace).map(str::to_owned).collect(),
        };
        if parts.is_empty() {
            return text;
        }
        let (at, from) = (at.index(parts.len()), other.index(parts.len()));
        match kind {
            0 | 3 => drop(parts.remove(at)),
            1 => {
                let signs: Vec<char> = SIGNS.chars().collect();
                parts.insert(at, other.get(&signs).to_string());
            }
            2 => parts.swap(at, from),
            _ => {
                let part = parts[from].clone();
                parts.insert(at, part);
            }
        }
        text = parts.concat();
    }
    text
}

/// What is said of a damaged file.
fn is_fit_to_print(problems: &Diagnostics) -> Result<(), TestCaseError> {
    for problem in problems {
        prop_assert!(!problem.message.is_empty() && problem.place.is_some(), "{problem:?}");
        let of_the_engine = ["anon$", "niokap::", "rhai::", "toml::"].iter().any(|word| problem.message.contains(word));
        prop_assert!(!of_the_engine, "{}", problem.message);
        for place in problem.place.iter().chain(problem.secondary.iter().map(|(place, _)| place)) {
            let text = place.source.text();
            prop_assert!(place.span.start <= place.span.end && place.span.end <= text.len(), "{problem:?}");
            prop_assert!(
                text.is_char_boundary(place.span.start) && text.is_char_boundary(place.span.end),
                "{problem:?}"
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn a_damaged_pack_is_safe(file in 0usize..5, slips in slips()) {
        // Rules are edited most.
        let name = ["10-regler.rhai", "10-regler.rhai", "facts.toml", "pack.toml", "law.toml"][file];
        let folder = Folder::with_copy("tests/red/pack");
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let folder = folder.write(name, damaged(&text, &slips));
        let start = Instant::now();
        let problems = folder.problems();
        prop_assert!(start.elapsed() < LONGEST);
        is_fit_to_print(&problems)?;
    }

    #[test]
    fn a_damaged_scenario_is_safe(slips in slips()) {
        let text = fs::read_to_string(project().join("tests/red/scenarios/green-everything.toml")).unwrap();
        let (pack, _) = Folder::with_copy("tests/red/pack").load().unwrap();
        let start = Instant::now();
        let read = Scenario::read(&SourceText::new("underlag.toml", damaged(&text, &slips)), &pack.schema);
        prop_assert!(start.elapsed() < LONGEST);
        is_fit_to_print(&read.map_or_else(|problems| problems, |(_, remarks)| remarks))?;
    }
}
