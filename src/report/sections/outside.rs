//! What lies outside the three forms: the alternatives, and going on alone.

use crate::advice::AlternativeAdvice;
use crate::report::composition::{Composer, Length};
use crate::report::document::{Item, Text};
use crate::report::law_words::Ground;
use crate::report::words::{self, heading};
use crate::rules::{Certainty, Effect, Target};
use crate::text::capitalised;

/// The alternatives.
pub fn write(composer: &mut Composer<'_>) {
    let advice = composer.subject.advice;
    let manifest = &composer.subject.pack.manifest;
    if composer.length == Length::Short && !matches!(advice.first, Some(Target::Alternative(_))) {
        return;
    }
    composer.document.section(heading::OUTSIDE);
    let mut items = Vec::new();
    for alternative in &advice.alternatives {
        items.push(item(composer, alternative));
    }
    composer.document.bullets(items);
    let silent = manifest
        .alternatives
        .iter()
        .enumerate()
        .filter(|(index, _)| !advice.alternatives.iter().any(|known| known.index == *index));
    let names: Vec<&str> = silent.map(|(_, alternative)| alternative.name.as_str()).collect();
    if !names.is_empty() {
        composer.document.paragraph(words::nothing_for(&names));
    }
}

fn item(composer: &mut Composer<'_>, advised: &AlternativeAdvice) -> Item {
    let target = Target::Alternative(advised.index);
    let manifest = &composer.subject.pack.manifest;
    let first = composer.subject.advice.first == Some(target);
    let name = capitalised(manifest.target_name(target));
    let standing = match (advised.barred, first) {
        (true, _) => " – inte tillgängligt".to_owned(),
        (_, true) => format!(" – förstahandsval, skälens summa {}", words::signed(advised.score)),
        _ => format!(" – skälens summa {}", words::signed(advised.score)),
    };
    let mut text = Text::new().strong(name).plain(standing);
    if let Some(alternative) = manifest.alternatives.get(advised.index).filter(|_| first) {
        let citations = alternative.citations.iter().map(|citation| citation.value.as_str());
        let ground = Ground::written(&composer.subject.pack.register, citations, Certainty::Lag);
        text = text.plain(" (").and(composer.law.references(&ground.citations)).plain(")");
    }
    // What bars or weighs is always told; notes and duties belong to the one that leads, or to the long report.
    let told = advised.findings.iter().filter(|finding| {
        let weighs = matches!(finding.effect, Effect::Hinder(_)) || finding.effect.weight().is_some();
        (weighs && (composer.length != Length::Short || finding.counted))
            || first && composer.length != Length::Short
            || composer.length == Length::Long
    });
    let most = if composer.length == Length::Long || first { usize::MAX } else { 1 };
    let told: Vec<_> = told.take(most).collect();
    let more = told.into_iter().map(|finding| {
        let reason = composer.reason(finding);
        match &finding.cure {
            Some(cure) if composer.length == Length::Long || first => reason.plain(format!(" {} {cure}", words::CURE)),
            _ => reason,
        }
    });
    let mut more: Vec<Text> = more.collect();
    let shared = equal_footing(composer, advised);
    if !shared.is_empty() && composer.length != Length::Short {
        more.push(words::equal_footing(&shared).into());
    }
    Item { text, more }
}

/// The rules about forms whose reasons count for an alternative too, where they do in this case.
fn equal_footing<'a>(composer: &Composer<'a>, advised: &AlternativeAdvice) -> Vec<&'a str> {
    let counted = advised.findings.iter().filter(|finding| finding.counted);
    let own: i64 = counted.filter_map(|finding| finding.effect.weight()).sum();
    if own == advised.score {
        return Vec::new();
    }
    let manifest = &composer.subject.pack.manifest;
    let id = manifest.target_id(Target::Alternative(advised.index));
    let footings =
        manifest.equal_footing.iter().filter(|footing| footing.alternatives.iter().any(|name| name.value == id));
    let fired = |rule: &&str| {
        let mut findings = composer.subject.advice.forms.iter().flat_map(|form| form.findings());
        findings.any(|finding| finding.rule == *rule && finding.effect.weight().is_some())
    };
    footings.flat_map(|footing| &footing.rules).map(|rule| rule.value.as_str()).filter(fired).collect()
}
