//! Reading scenarios that the command line names.

use std::path::Path;

use crate::advice::Advice;
use crate::diagnostics::read::{TEXT_LIMIT, read_stream, read_text};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::facts::{Scenario, Schema};

/// The name of standard input on the command line.
pub const STANDARD_INPUT: &str = "-";
/// How messages call it.
const SHOWN: &str = "standard in";

/// Reads a scenario from a file or from standard input. What comes with it are warnings.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(path: &Path, schema: &Schema) -> Result<(Scenario, Diagnostics), Diagnostics> {
    let source = if path.as_os_str() == STANDARD_INPUT {
        read_stream(SHOWN, std::io::stdin().lock(), TEXT_LIMIT)
    } else {
        read_text(path, TEXT_LIMIT)
    };
    Scenario::read(&source.map_err(Diagnostics::from)?, schema)
}

/// Warns of answers that the advice does not use, at the place where they are written.
pub fn unused_answers(advice: &Advice, scenario: &Scenario, schema: &Schema) -> Diagnostics {
    let warnings = advice.set_aside.iter().filter_map(|unused| {
        let place = scenario.places.get(&unused.fact)?.clone();
        let fact = schema.fact(unused.fact);
        let problem = match unused.derived {
            Some(derived) => Diagnostic::new(
                Code::AnswerContradictsDerived,
                format!("svaret på `{}` används inte: av andra svar följer {}", fact.id, derived.in_words(fact)),
            )
            .help(format!("ta bort svaret, eller rätta det som det följer av; `niokap explain {}` visar vad", fact.id)),
            None => Diagnostic::new(
                Code::AnswerNotRelevant,
                format!("svaret på `{}` används inte: frågan är inte relevant med de andra svaren", fact.id),
            )
            .help(format!("`niokap explain {}` visar när frågan är relevant", fact.id)),
        };
        Some(problem.severity(Severity::Warning).at(place))
    });
    warnings.collect()
}
