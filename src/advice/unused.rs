//! Answers that the advice does not use, told where they are written.

use super::Advice;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::facts::{Scenario, Schema};

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
