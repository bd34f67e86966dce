//! The first half page: what, how sure, on what condition, and how it would be set up.

use crate::advice::arrangement::Way;
use crate::advice::notices::{EARLIER_DAY, notices};
use crate::advice::{Standing, Verdict};
use crate::law::dates::long_date;
use crate::report::composition::{Composer, Length, bare};
use crate::report::document::{Level, Text};
use crate::report::law_words::Ground;
use crate::report::subject::{DayFrom, Subject};
use crate::report::words;
use crate::rules::Target;
use crate::text::join_and;

/// Title, reservations, the first sentence and the arrangement.
pub fn write(composer: &mut Composer<'_>) {
    let advice = composer.subject.advice;
    composer.document.heading(Level::Title, advice.title.clone());
    origin(composer);
    reservations(composer);
    lead(composer);
    short_of_time(composer);
    arrangement(composer);
    sureness(composer);
    ways(composer);
}

/// Status, day and pack in one line.
fn origin(composer: &mut Composer<'_>) {
    let subject = composer.subject;
    let line = Text::new()
        .warning(words::status(subject.advice.status))
        .plain(format!(" · lagläget den {} · ", long_date(subject.advice.day)))
        .and(pack(subject))
        .plain(format!(" · {}", words::NO_AI));
    composer.document.paragraph(line);
    let mut pairs = Vec::new();
    if !subject.advice.partners.is_empty() {
        pairs.push(("Parter".to_owned(), join_and(&subject.advice.partners).into()));
    }
    if !subject.advice.case_numbers.is_empty() {
        pairs.push(("Ärende".to_owned(), subject.advice.case_numbers.join(", ").into()));
    }
    if let Some(start) = subject.advice.start {
        pairs.push(("Start".to_owned(), long_date(start).into()));
    }
    composer.document.pairs(pairs);
}

/// The pack and whether somebody has signed it.
pub fn pack(subject: &Subject<'_>) -> Text {
    let manifest = &subject.pack.manifest;
    let name = Text::from(format!("regelpaket {} {}, ", manifest.id, manifest.version));
    match &manifest.reviewed {
        Some(reviewed) => name.plain(format!("granskat av {} den {}", reviewed.by, long_date(reviewed.on))),
        None => name.warning(words::UNREVIEWED),
    }
}

/// What a reader must know before believing any of it.
fn reservations(composer: &mut Composer<'_>) {
    let subject = composer.subject;
    let manifest = &subject.pack.manifest;
    let document = &mut composer.document;
    if manifest.reviewed.is_none() {
        document.notice(Text::new().warning(words::UNREVIEWED).plain(format!(": {}", words::UNREVIEWED_MEANS)));
    }
    if subject.pack.overdue(subject.advice.day) {
        let text = format!(
            " skulle ha granskats på nytt senast den {}. Lagen kan ha ändrats sedan dess.",
            long_date(manifest.review_before)
        );
        document.notice(Text::new().warning("Regelpaketet är gammalt:").plain(" det").plain(text));
    }
    if let Some(means) = words::status_means(subject.advice.status) {
        document.notice(Text::new().warning(words::status(subject.advice.status)).plain(format!(": {means}")));
    }
    for text in notices(subject.pack, subject.advice.day) {
        document.notice(Text::new().warning(EARLIER_DAY).plain(format!(" {text}")));
    }
    if subject.day_from == DayFrom::Pack {
        document.notice(format!(
            "Underlaget anger ingen dag. Vi har räknat med den dag då regelpaketets lagtext lästes, den {}.",
            long_date(manifest.law_date)
        ));
    }
    if !subject.changed.is_empty() {
        let changed: Vec<String> = subject
            .changed
            .iter()
            .map(|(fact, value)| {
                let answer =
                    value.map_or_else(|| words::UNKNOWN.to_owned(), |value| subject.pack.schema.in_words(*fact, value));
                format!("{} = {answer}", subject.pack.schema.fact(*fact).label)
            })
            .collect();
        document.notice(
            Text::new()
                .warning("Ändrat för den här körningen:")
                .plain(format!(" {}. Underlagets fil säger något annat.", changed.join("; "))),
        );
    }
}

fn lead(composer: &mut Composer<'_>) {
    let advice = composer.subject.advice;
    let sentence = match (advice.verdict, advice.first) {
        (Verdict::KanInteBedomas, _) => words::CANNOT_JUDGE.to_owned(),
        (_, None) => words::NONE_AT_ALL.to_owned(),
        (verdict, Some(first)) => {
            let chosen = composer.first();
            let variant = advice.arrangement.as_ref().and_then(|arrangement| arrangement.variant.as_ref());
            // An alternative keeps its article: "utan en delad tjänst".
            let whole = composer.subject.pack.manifest.target_name(first);
            let name = match (first, variant) {
                (_, Some((_, variant))) => variant.as_str(),
                (Target::Form(_), None) => bare(whole),
                (Target::Alternative(_), None) => whole,
            };
            let rival = rival(composer).filter(|_| advice.lowered_from.is_none()).map(|(name, _)| name);
            words::lead(verdict, name, rival, chosen.map_or(0, |form| form.hinders.len()))
        }
    };
    let explained = match (advice.verdict, advice.first) {
        (Verdict::KanInteBedomas, _) => words::CANNOT_JUDGE_MEANS,
        (_, None) => words::NONE_AT_ALL_MEANS,
        (_, Some(Target::Alternative(index))) => {
            composer.subject.pack.manifest.alternatives.get(index).map_or("", |alternative| &alternative.text)
        }
        (_, Some(Target::Form(_))) => {
            let variant = advice.arrangement.as_ref().and_then(|arrangement| arrangement.variant.as_ref());
            variant
                .and_then(|(id, _)| composer.subject.pack.manifest.variant(id))
                .map_or("", |(_, variant)| &variant.description)
        }
    };
    let open = super::completions::can_change(composer).map(|open| format!("{open} ")).unwrap_or_default();
    composer.document.paragraph(Text::new().strong(sentence).plain(" ").plain(open).plain(explained));
}

/// Whether the start is nearer than the timeline allows.
fn short_of_time(composer: &mut Composer<'_>) {
    let late = super::choice::late_steps(composer);
    if late > 0 {
        let text = Text::new().warning(words::SHORT_OF_TIME).plain(format!(" {}", words::late_steps(late)));
        composer.document.paragraph(text);
    }
}

/// The best form besides the first that can be chosen, with its sum.
fn rival<'a>(composer: &Composer<'a>) -> Option<(&'a str, i64)> {
    let first = composer.first()?;
    let others = composer.subject.advice.forms.iter().filter(|form| form.form != first.form);
    let rival = others.filter(|form| form.standing != Standing::Unavailable).max_by_key(|form| form.score)?;
    Some((composer.form_name(rival.form), rival.score))
}

fn arrangement(composer: &mut Composer<'_>) {
    let subject = composer.subject;
    let (Some(arrangement), Some(first)) = (&subject.advice.arrangement, composer.first()) else { return };
    let name = arrangement.variant.as_ref().map_or_else(|| composer.form_name(first.form), |(_, name)| name.as_str());
    let mut form = Text::from(name);
    if let Some(description) = subject.pack.manifest.form(first.form)
        && let Ok(citation) = description.citation.value.parse()
    {
        form = form.plain(", ").and(composer.law.references(&[citation]));
    }
    composer.document.pairs(vec![
        ("Beslutsorgan".to_owned(), arrangement.decision_organ.as_str().into()),
        ("Förvaltning".to_owned(), arrangement.administration.as_str().into()),
        ("Form".to_owned(), form),
    ]);
}

/// Why this verdict word and not another.
fn sureness(composer: &mut Composer<'_>) {
    let advice = composer.subject.advice;
    if let Some(Target::Alternative(index)) = advice.first {
        let alternative = advice.alternatives.iter().find(|alternative| alternative.index == index);
        let closest = advice.forms.iter().find(|form| form.standing != Standing::Unavailable);
        if let (Some(alternative), Some(form)) = (alternative, closest) {
            let text = words::alternative_margin(alternative.score, composer.form_name(form.form), form.score);
            composer.document.paragraph(text);
        }
    }
    let (Some(first), Some(lead)) = (composer.first(), advice.lead) else { return };
    let rules = &composer.subject.pack.manifest.verdict;
    let margin = words::margin(first.score, rival(composer), lead);
    let Some(from) = advice.lowered_from else {
        if composer.length != Length::Short {
            let word = words::word_by_lead(advice.verdict, rules.clear, rules.leaning);
            composer.document.paragraph(format!("{margin} {word}"));
        }
        return;
    };
    let reasons: Vec<_> = first.unsettled().filter(|finding| finding.effect != crate::rules::Effect::Krav).collect();
    let (before, after) = words::lowered(from, advice.verdict, reasons.len());
    let mut text = Text::from(format!("{margin} {before}"));
    for finding in reasons {
        text = text.plain(" ").and(composer.reason(finding));
    }
    composer.document.paragraph(text.plain(" ").plain(after));
}

/// Ways in time and combinations that fit the case.
fn ways(composer: &mut Composer<'_>) {
    let Some(arrangement) = &composer.subject.advice.arrangement else { return };
    for (label, ways) in [("En väg i tid", &arrangement.routes), ("En kombination", &arrangement.combinations)] {
        for way in ways {
            let ground = way_ground(composer, way);
            let text =
                Text::new().strong(format!("{label}: {}.", way.title)).plain(format!(" {} ", way.text)).and(ground);
            composer.document.paragraph(text);
        }
    }
}

fn way_ground(composer: &mut Composer<'_>, way: &Way) -> Text {
    let ground =
        Ground::written(&composer.subject.pack.register, way.citations.iter().map(String::as_str), way.certainty);
    composer.law.ground(&ground)
}
