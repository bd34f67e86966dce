//! Consequences whose `screen` names no question of the screening.

use super::{Lint, Subject};
use crate::diagnostics::suggest::{did_you_mean, did_you_mean_or_list};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::facts::Kind;

/// The lint.
pub const LINT: Lint = Lint { name: "screens", codes: &[Code::ConsequenceUnknownScreen], needs_all: false, run };

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    let schema = &subject.pack.schema;
    // A question that did not load would look as if it did not exist.
    if !subject.facts_loaded {
        return;
    }
    for screen in subject.pack.consequences.iter().filter_map(|conditional| conditional.item.screen.as_ref()) {
        let wrong = |message: String| Diagnostic::new(Code::ConsequenceUnknownScreen, message).at(screen.place.clone());
        let (name, option) =
            screen.split_once(':').map_or((screen.as_str(), None), |(name, option)| (name, Some(option)));
        let Some(fact) = schema.find(name).map(|fact| schema.fact(fact)) else {
            let screening = schema.facts().iter().filter(|fact| fact.level == 3).map(|fact| fact.id.as_str());
            problems.push(wrong(format!("frågan `{name}` finns inte")).help_if(did_you_mean(name, screening)));
            continue;
        };
        if fact.level != 3 {
            problems.push(
                wrong(format!("`{name}` är ingen fråga om förslagets handlingar")).help("nämn en fråga på nivå 3"),
            );
        }
        match (&fact.kind, option) {
            (Kind::Bool, None) => {}
            (Kind::Multi { options, .. }, Some(option)) => {
                if fact.kind.option(option).is_none() {
                    let known = did_you_mean_or_list(option, options.iter().map(|option| option.id.as_str()));
                    problems.push(wrong(format!("`{option}` är inget alternativ till `{name}`")).help_if(known));
                }
            }
            (Kind::Multi { .. }, None) => {
                problems.push(
                    wrong(format!("`{name}` är ett flerval"))
                        .help(format!("skriv vilket alternativ: `{name}:alternativ`")),
                );
            }
            (Kind::Bool | Kind::Choice { .. } | Kind::Int { .. }, _) => {
                problems.push(
                    wrong(format!("`{screen}` kan inte svara ja eller nej"))
                        .help("nämn en ja/nej-fråga, eller ett alternativ i ett flerval"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::found;
    use crate::diagnostics::Code;

    #[test]
    fn a_screen_is_a_question_about_the_papers() {
        let screen = |name: &str| {
            let all = found(&[("consequences.toml", "screen = \"dok_tvist\"", &format!("screen = \"{name}\""))]);
            all.iter().filter(|(code, _)| *code == Code::ConsequenceUnknownScreen).count()
        };
        assert_eq!((screen("dok_tvister"), screen("insyn"), screen("dok_tvist:p1"), screen("dok_tvist")), (1, 1, 1, 0));
    }
}
