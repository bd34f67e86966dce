//! Conditions: hinders of the first choice that can be cured, and hinders that may show once something is answered.

use crate::advice::finding::Undecided;
use crate::report::composition::{Composer, Length};
use crate::report::document::{Item, Text};
use crate::report::law_words::Ground;
use crate::report::words::{self, heading};
use crate::rules::{Certainty, Effect, Reach};
use crate::text::{capitalised, join_and};

/// Most questions whose possible hinders are told in the normal report.
const QUESTIONS_TOLD: usize = 3;

/// The conditions of the first choice.
pub fn write(composer: &mut Composer<'_>) {
    let Some(first) = composer.first() else { return };
    if !first.hinders.is_empty() {
        composer.document.section(heading::CONDITIONS);
        let items: Vec<Item> = first
            .hinders
            .iter()
            .map(|hinder| {
                let text = composer.reason(hinder);
                let cure = hinder.cure.as_ref().map(|cure| Text::new().emphasis(words::CURE).plain(format!(" {cure}")));
                Item { text, more: cure.into_iter().collect() }
            })
            .collect();
        composer.document.numbered(items);
    }
    to_examine(composer, &first.possible_hinders);
}

/// Possible hinders, put together by the questions they wait for; those that could close the form come first.
fn to_examine(composer: &mut Composer<'_>, possible: &[Undecided]) {
    let mut groups: Vec<(String, Vec<&Undecided>)> = Vec::new();
    for waiting in possible {
        let labels: Vec<&str> = waiting.waits_for.iter().map(|fact| composer.label(*fact)).collect();
        let labels = join_and(&labels);
        match groups.iter_mut().find(|(known, _)| *known == labels) {
            Some((_, group)) => group.push(waiting),
            None => groups.push((labels, vec![waiting])),
        }
    }
    if groups.is_empty() {
        return;
    }
    let closes = |group: &[&Undecided]| group.iter().any(|waiting| waiting.effect == Effect::Hinder(Reach::Form));
    groups.sort_by_key(|(_, group)| !closes(group));
    for (_, group) in &mut groups {
        group.sort_by_key(|waiting| waiting.effect);
    }
    composer.document.section(heading::TO_EXAMINE);
    if composer.length == Length::Short {
        let labels: Vec<&str> = groups.iter().map(|(labels, _)| labels.as_str()).collect();
        composer
            .document
            .paragraph(format!("Svaren på de här frågorna kan ge hinder eller villkor: {}.", labels.join("; ")));
        return;
    }
    composer.document.paragraph("Svaren på de här frågorna saknas och kan ge hinder eller villkor:");
    let told = if composer.length == Length::Long { groups.len() } else { QUESTIONS_TOLD };
    let (told, rest) = groups.split_at(told.min(groups.len()));
    let items: Vec<Item> = told
        .iter()
        .map(|(labels, group)| {
            let text =
                Text::new().strong(labels.clone()).plain(if closes(group) { " (kan stänga formen)" } else { "" });
            let most = if composer.length == Length::Long { usize::MAX } else { 1 };
            let mut more: Vec<Text> =
                group.iter().take(most).map(|waiting| possible_hinder(composer, waiting)).collect();
            if group.len() > most {
                more.push(words::more_hinders(group.len() - most).into());
            }
            Item { text, more }
        })
        .collect();
    composer.document.bullets(items);
    if !rest.is_empty() {
        let labels: Vec<&str> = rest.iter().map(|(labels, _)| labels.as_str()).collect();
        composer.document.paragraph(format!("Ta också reda på: {}.", labels.join("; ")));
    }
}

/// What would be said if the hinder were there.
fn possible_hinder(composer: &mut Composer<'_>, waiting: &Undecided) -> Text {
    let tier = composer.subject.pack.tiers().nth(waiting.tier).map(|(_, tier)| tier);
    let ground = Ground {
        certainty: tier.map_or(Certainty::Lag, |tier| tier.certainty),
        citations: waiting.citations.clone(),
        sources: tier.map(|tier| tier.sources.clone()).unwrap_or_default(),
        unverified: tier.is_some_and(|tier| tier.unverified),
    };
    let ground = composer.law.ground(&ground);
    Text::new().emphasis("Möjligt hinder:").plain(format!(" {} ", capitalised(&waiting.reason))).and(ground)
}
