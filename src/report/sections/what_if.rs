//! What would change the advice: other answers, what comes first then, and the rules behind it.

use crate::advice::Verdict;
use crate::advice::targets::first_target;
use crate::advice::what_if::WhatIf;
use crate::facts::{FactId, Kind, Value};
use crate::report::composition::{Composer, Length};
use crate::report::document::Text;
use crate::report::words::{self, heading};
use crate::rules::Target;
use crate::text::{join_and, join_or};

/// Changes told in the normal report.
const TOLD: usize = 6;
/// Changes told in the short report.
const TOLD_SHORT: usize = 3;
/// Rules named per change in the normal report.
const RULES: usize = 6;

/// The smallest changes that give another first choice.
pub fn write(composer: &mut Composer<'_>) {
    let advice = composer.subject.advice;
    if advice.verdict == Verdict::KanInteBedomas {
        return;
    }
    composer.document.section(heading::WHAT_IF);
    let (singles, pairs): (Vec<&WhatIf>, Vec<&WhatIf>) =
        advice.what_if.iter().partition(|change| change.set.len() == 1);
    if singles.is_empty() {
        composer.document.paragraph(words::no_single_change(pairs.len(), composer.length != Length::Long));
    }
    let mut told: Vec<Change<'_>> = merged(composer, &singles);
    let most = match composer.length {
        Length::Short => TOLD_SHORT,
        Length::Normal => TOLD,
        Length::Long => usize::MAX,
    };
    if composer.length == Length::Long {
        told.extend(pairs.iter().map(|change| Change::new(change)));
    }
    let untold = told.len().saturating_sub(most) + if composer.length == Length::Normal { pairs.len() } else { 0 };
    let items: Vec<Text> = told.iter().take(most).map(|change| item(composer, change)).collect();
    composer.document.bullets(items);
    if untold > 0 && composer.length == Length::Normal && !singles.is_empty() {
        composer.document.paragraph(words::more_changes(untold));
    }
}

/// A change, perhaps with several answers that come to the same.
struct Change<'a> {
    what_if: &'a WhatIf,
    others: Vec<Value>,
    rules: Vec<&'a str>,
}

impl<'a> Change<'a> {
    fn new(what_if: &'a WhatIf) -> Change<'a> {
        Change { what_if, others: Vec::new(), rules: what_if.rules.iter().map(String::as_str).collect() }
    }
}

/// Changes of one answer, where answers to the same question that come to the same are told together.
fn merged<'a>(composer: &Composer<'_>, singles: &[&'a WhatIf]) -> Vec<Change<'a>> {
    let mut changes: Vec<Change<'a>> = Vec::new();
    for what_if in singles {
        let [(fact, value)] = what_if.set.as_slice() else { continue };
        let several = matches!(composer.subject.pack.schema.fact(*fact).kind, Kind::Choice { .. });
        let same = changes.iter_mut().find(|change| {
            let of_fact = change.what_if.set.first().is_some_and(|(known, _)| known == fact);
            several && of_fact && change.what_if.outcome == what_if.outcome
        });
        match same {
            Some(change) => {
                change.others.push(*value);
                for rule in &what_if.rules {
                    if !change.rules.contains(&rule.as_str()) {
                        change.rules.push(rule);
                    }
                }
            }
            None => changes.push(Change::new(what_if)),
        }
    }
    changes
}

fn item(composer: &Composer<'_>, change: &Change<'_>) -> Text {
    let mut text = Text::from("Om ");
    for (index, (fact, value)) in change.what_if.set.iter().enumerate() {
        text = text.plain(if index > 0 { " och " } else { "" }).strong(composer.label(*fact).to_owned());
        let answers: Vec<String> =
            std::iter::once(value).chain(&change.others).map(|value| new_answer(composer, *fact, *value)).collect();
        text = text.plain(" i stället är ").emphasis(join_or(&answers));
    }
    let rules = match composer.length {
        Length::Short => String::new(),
        Length::Normal if change.rules.len() > RULES => {
            format!(" Regler: {} med flera.", change.rules.iter().take(RULES).copied().collect::<Vec<_>>().join(", "))
        }
        _ => format!(" Regler: {}.", join_and(&change.rules)),
    };
    text.plain(format!(" {}.", becomes(composer, change.what_if))).plain(rules)
}

/// What comes of a change, as the end of a sentence.
pub fn becomes(composer: &Composer<'_>, change: &WhatIf) -> String {
    let name = first_target(change.outcome).map(|target| match target {
        Target::Form(_) => composer.name(target),
        Target::Alternative(_) => composer.subject.pack.manifest.target_name(target),
    });
    words::becomes(name, Verdict::of(change.outcome))
}

/// An answer as a change of the one given: for several options, what is added or taken away.
pub fn new_answer(composer: &Composer<'_>, fact: FactId, value: Value) -> String {
    let whole = composer.answer(fact, Some(value));
    let given =
        composer.subject.advice.answers.iter().find(|answer| answer.fact == fact).and_then(|answer| answer.value);
    let (Value::Multi(new), Some(Value::Multi(old))) = (value, given) else { return whole };
    let part = |mask: u32| composer.answer(fact, Some(Value::Multi(mask)));
    match (new & !old, old & !new) {
        (added, 0) => format!("också {}", part(added)),
        (0, removed) => format!("inte {}", part(removed)),
        _ => whole,
    }
}
