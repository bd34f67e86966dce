//! What every way of answering the open questions leads to, and which answers decide alone.

use crate::advice::Verdict;
use crate::advice::completions::Completions;
use crate::report::composition::{Composer, Length, bare};
use crate::report::words::{self, completions as say};
use crate::rules::Target;

/// Outcomes named before the rest are put together.
const NAMED: usize = 4;

/// Whether there is something to tell: more than one way of answering, all of them examined or some drawn.
pub fn tells_something(composer: &Composer<'_>) -> bool {
    let completions = &composer.subject.advice.completions;
    completions.as_ref().is_some_and(|found| found.count != Some(1) && !found.outcomes.is_empty())
}

/// What can still come of it, in one or two paragraphs.
pub fn write(composer: &mut Composer<'_>) {
    let Some(completions) = composer.subject.advice.completions.as_ref().filter(|_| tells_something(composer)) else {
        return;
    };
    let text = standing(composer, completions);
    composer.document.paragraph(text);
    if !completions.first_settled() && composer.length != Length::Short {
        let next = completions.ask_next().map(|next| say::ask_next(&composer.label(next).to_lowercase()));
        composer.document.paragraph(next.unwrap_or_default());
    }
}

/// That open questions can change the first choice, for the sentence after it; `None` where they cannot, or where
/// nothing is advised or was examined.
pub fn can_change(composer: &Composer<'_>) -> Option<String> {
    let advice = composer.subject.advice;
    let completions = advice.completions.as_ref().filter(|_| advice.verdict != Verdict::KanInteBedomas)?;
    let firsts = completions.first_choices();
    let others: Vec<Option<Target>> =
        firsts.iter().map(|(first, _)| *first).filter(|first| *first != advice.first).collect();
    let same = firsts.iter().find(|(first, _)| *first == advice.first).map_or(0.0, |(_, share)| *share);
    match others.as_slice() {
        [] => None,
        [only] if completions.first_settled() => Some(say::changes_to(&name(composer, *only))),
        _ => Some(say::can_change(completions.is_exact().then_some(same))),
    }
}

fn standing(composer: &Composer<'_>, completions: &Completions) -> String {
    let advice = composer.subject.advice;
    let firsts = completions.first_choices();
    if completions.first_settled() && firsts.first().is_some_and(|(first, _)| *first != advice.first) {
        let name = firsts.first().map_or_else(String::new, |(first, _)| name(composer, *first));
        return say::settles_elsewhere(&name, completions.count);
    }
    if completions.verdict_settled() && completions.outcomes.first().map(|one| one.verdict()) == Some(advice.verdict) {
        return say::all_settled(completions.count);
    }
    if completions.first_settled() {
        let verdicts: Vec<(&str, f64)> =
            completions.outcomes.iter().map(|one| (one.verdict().in_words(), one.share)).collect();
        return say::first_settled(completions.count, &verdicts);
    }
    let mut named: Vec<(String, f64)> =
        firsts.iter().take(NAMED).map(|(first, share)| (name(composer, *first), *share)).collect();
    if firsts.len() > NAMED {
        named.push(("annat".to_owned(), firsts.iter().skip(NAMED).map(|(_, share)| share).sum()));
    }
    say::open(&named, completions.samples)
}

fn name(composer: &Composer<'_>, first: Option<Target>) -> String {
    match first {
        Some(target @ Target::Form(_)) => composer.name(target).to_owned(),
        Some(target) => bare(composer.subject.pack.manifest.target_name(target)).to_owned(),
        None => "ingen av de tre".to_owned(),
    }
}

/// Which answers decide alone.
pub fn sufficient(composer: &mut Composer<'_>) {
    let Some(sufficient) = &composer.subject.advice.sufficient else { return };
    let labels: Vec<String> = sufficient.facts.iter().map(|fact| composer.label(*fact).to_lowercase()).collect();
    if !labels.is_empty() {
        composer.document.paragraph(words::completions::sufficient(&labels, sufficient.smallest));
    }
}
