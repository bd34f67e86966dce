//! Options that nothing tells apart from another.
//!
//! One option of a choice that no rule names is the ordinary "none of the others"; two of them are the same answer under
//! two names. An option of a multi fact is asked about by itself, so there each counts.

use super::{Lint, Subject};
use crate::decision::Test;
use crate::diagnostics::suggest::list_words;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::facts::{Fact, Kind};

/// The lint.
pub const LINT: Lint = Lint { name: "unused_options", codes: &[Code::OptionUnused], needs_all: true, run };

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    for (fact, readings) in subject.pack.schema.facts().iter().zip(&subject.readings) {
        // A question without readers is another lint's, and one that only a text names is there to be named.
        if readings.tests.is_empty() {
            continue;
        }
        let named = |index: usize| {
            readings.tests.iter().any(|test| match test {
                Test::OneOf { options, .. } => options & (1 << index) != 0,
                Test::Has { option, .. } => usize::from(*option) == index,
                Test::AtLeast { .. } => false,
            })
        };
        let alike: Vec<&str> = match &fact.kind {
            Kind::Choice { .. } => alike_in_choice(fact, &readings.tests.iter().copied().collect::<Vec<_>>()),
            Kind::Multi { options, exclusive, .. } => {
                let unnamed = (0..options.len()).filter(|index| Some(*index) != *exclusive && !named(*index));
                unnamed.filter_map(|index| options.get(index)).map(|option| option.id.as_str()).collect()
            }
            Kind::Bool | Kind::Int { .. } => Vec::new(),
        };
        if !alike.is_empty() {
            let what = match &fact.kind {
                Kind::Choice { .. } => "ger samma råd",
                _ => "prövas inte av något villkor",
            };
            problems.push(
                Diagnostic::new(Code::OptionUnused, format!("{} i `{}` {what}", list_words(&alike, "och"), fact.id))
                    .severity(crate::diagnostics::Severity::Note)
                    .at(fact.place.clone())
                    .help("är det meningen behövs inget; annars saknas en regel"),
            );
        }
    }
}

/// The options that come out the same in every test, where there is more than one.
fn alike_in_choice<'f>(fact: &'f Fact, tests: &[Test]) -> Vec<&'f str> {
    let signature = |index: usize| -> Vec<bool> {
        tests.iter().map(|test| matches!(test, Test::OneOf { options, .. } if options & (1 << index) != 0)).collect()
    };
    let options = fact.kind.options();
    let unnamed: Vec<usize> = (0..options.len()).filter(|index| !signature(*index).contains(&true)).collect();
    if unnamed.len() < 2 {
        return Vec::new();
    }
    unnamed.into_iter().filter_map(|index| options.get(index)).map(|option| option.id.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::lint;
    use crate::diagnostics::{Code, Severity};

    #[test]
    fn two_answers_that_give_the_same_advice_are_noted() {
        let more = "{ id = \"gemensam\", label = \"ett gemensamt organ\" }, { id = \"ingen\", label = \"ingen\" }";
        let found = lint(&[("facts.toml", "{ id = \"gemensam\", label = \"ett gemensamt organ\" }", more)]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].code, found[0].severity), (Code::OptionUnused, Severity::Note));
        assert!(found[0].message.contains("`egen` och `ingen`"), "{}", found[0].message);
    }
}
