//! The answers that decided, each with the strongest reason it gave; or, where nothing is advised, what stopped each form.

use crate::advice::{Finding, FormAdvice, Standing};
use crate::facts::{FactId, Kind, Value};
use crate::report::composition::{Composer, Length};
use crate::report::document::{Item, Text};
use crate::report::words::{self, heading};
use crate::rules::{Effect, Reach, Target};
use crate::text::capitalised;

/// The decisive answers, or what stopped.
pub fn write(composer: &mut Composer<'_>) {
    let advice = composer.subject.advice;
    match advice.first {
        Some(_) if !advice.decisive.is_empty() => decisive(composer),
        None if advice.verdict == crate::advice::Verdict::IngenAvTre => stopped(composer),
        _ => {}
    }
}

fn decisive(composer: &mut Composer<'_>) {
    let advice = composer.subject.advice;
    let alone = advice.what_if.iter().any(|change| change.set.len() == 1);
    composer.document.section(heading::DECISIVE);
    composer.document.paragraph(words::decisive(advice.decisive.len(), alone));
    let mut told: Vec<usize> = Vec::new();
    let mut items: Vec<Item> = Vec::new();
    for (fact, value) in &advice.decisive {
        let (label, answer) = (composer.label(*fact), composer.answer(*fact, Some(*value)));
        let reason = reasons(composer, *fact, *value).into_iter().find(|finding| !told.contains(&finding.tier));
        told.extend(reason.map(|finding| finding.tier));
        let mut more = Vec::new();
        if composer.length != Length::Short {
            // An answer that gave no reason of its own matters by what another answer would give.
            more.extend(match reason {
                Some(reason) => Some(composer.reason(reason)),
                None => otherwise(composer, *fact),
            });
            let note = advice.answers.iter().find(|given| given.fact == *fact).and_then(|given| given.note.as_ref());
            more.extend(note.map(|note| Text::new().emphasis(words::NOTE).plain(format!(" {note}"))));
        }
        items.push(Item { text: Text::new().strong(format!("{label}:")).plain(format!(" {answer}.")), more });
    }
    composer.document.bullets(items);
    super::completions::sufficient(composer);
}

/// What another answer would give, by the first of the changes that tell.
fn otherwise(composer: &Composer<'_>, fact: FactId) -> Option<Text> {
    let changes = &composer.subject.advice.what_if;
    let change = changes.iter().find(|change| matches!(change.set.as_slice(), [(changed, _)] if *changed == fact))?;
    let (_, value) = change.set.first()?;
    let answer = super::what_if::new_answer(composer, fact, *value);
    let becomes = super::what_if::becomes(composer, change);
    Some(Text::from(words::OTHERWISE).plain(" ").emphasis(answer).plain(format!(" {becomes}.")))
}

/// Whether a reason that rests on several answers is about this one: not if it rests on an earlier answer that decided
/// as well, and not if this is a *no* or a *none of these*, which only lets the others speak.
fn is_about(composer: &Composer<'_>, finding: &Finding, fact: FactId, value: Value) -> bool {
    let decided: Vec<FactId> = finding.decided_by.iter().map(|(decided, _)| *decided).collect();
    let decisive = |decided: &FactId| composer.subject.advice.decisive.iter().any(|(other, _)| other == decided);
    let nothing = match (&composer.subject.pack.schema.fact(fact).kind, value) {
        (_, Value::Bool(yes)) => !yes,
        (Kind::Multi { exclusive: Some(none), .. }, Value::Multi(mask)) => 1u32.checked_shl(*none as u32) == Some(mask),
        _ => false,
    };
    let first = decided.iter().copied().find(decisive);
    first == Some(fact) && (decided.len() == 1 || !nothing)
}

/// The reasons that an answer gave: for the first choice, strongest first, then against the others. Only rules that
/// would fall silent with another answer are meant, where it is known that one would change the advice.
fn reasons<'a>(composer: &Composer<'a>, fact: FactId, value: Value) -> Vec<&'a Finding> {
    let advice = composer.subject.advice;
    let own: Vec<&Finding> = match advice.first {
        Some(Target::Alternative(index)) => {
            let alternative = advice.alternatives.iter().find(|alternative| alternative.index == index);
            alternative.into_iter().flat_map(|alternative| &alternative.findings).collect()
        }
        _ => composer.first().into_iter().flat_map(|form| &form.reasons_for).collect(),
    };
    let (counted, rest): (Vec<&Finding>, Vec<&Finding>) = own.into_iter().partition(|finding| finding.counted);
    let others = advice.forms.iter().filter(|form| advice.first != Some(Target::Form(form.form)));
    let against = others.flat_map(|form| form.hinders.iter().chain(&form.reasons_against));
    let changes: Vec<&Vec<String>> = advice
        .what_if
        .iter()
        .filter(|change| matches!(change.set.as_slice(), [(changed, _)] if *changed == fact))
        .map(|change| &change.rules)
        .collect();
    let follows = |finding: &&Finding| is_about(composer, finding, fact, value);
    let responsible =
        |finding: &&Finding| changes.is_empty() || changes.iter().any(|rules| rules.contains(&finding.rule));
    counted.into_iter().chain(rest).chain(against).filter(follows).filter(responsible).collect()
}

/// What stopped each form: what bars it, else the strongest reason against it.
fn stopped(composer: &mut Composer<'_>) {
    let mut items = Vec::new();
    for form in &composer.subject.advice.forms {
        let name = capitalised(composer.form_name(form.form));
        let item = match strongest(form) {
            Some(finding) => {
                let reason = composer.reason(finding);
                let cure =
                    finding.cure.as_ref().map(|cure| Text::new().emphasis(words::CURE).plain(format!(" {cure}")));
                Item {
                    text: Text::new().strong(format!("{name}:")).plain(" ").and(reason),
                    more: cure.into_iter().collect(),
                }
            }
            None => Text::new().strong(format!("{name}:")).plain(format!(" {}", words::NOTHING_FOR_FORM)).into(),
        };
        items.push(item);
    }
    composer.document.section(heading::STOPPED);
    composer.document.bullets(items);
}

fn strongest(form: &FormAdvice) -> Option<&Finding> {
    let bars = |finding: &&Finding| finding.effect == Effect::Hinder(Reach::Form);
    let barring = form.hinders.iter().find(bars).filter(|_| form.standing == Standing::Unavailable);
    barring.or_else(|| form.reasons_against.iter().find(|finding| finding.counted)).or_else(|| form.hinders.first())
}
