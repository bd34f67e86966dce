//! Everything else, for the jurist: every reason form by form, every answer, and the sources.

use std::collections::BTreeSet;

use crate::advice::{AnswerSource, Finding, FormAdvice};
use crate::report::composition::{Composer, Length};
use crate::report::document::{Item, Span, Text};
use crate::report::words::{self, heading};
use crate::rules::{Effect, Reach, Target};
use crate::text::capitalised;

/// Every reason, answer and source.
pub fn write(composer: &mut Composer<'_>) {
    if composer.length != Length::Long {
        return;
    }
    reasons(composer);
    answers(composer);
    sources(composer);
}

fn reasons(composer: &mut Composer<'_>) {
    composer.document.section(heading::ALL_REASONS);
    composer.document.paragraph(
        "Siffran är skälets vikt, från 1 (något) till 5 (avgörande). Av skäl i samma grupp räknas bara det starkaste; \
         de andra står inom parentes. Vikterna är en bedömning, inte lag.",
    );
    let advice = composer.subject.advice;
    for form in &advice.forms {
        let first = advice.first == Some(Target::Form(form.form));
        composer.document.part(format!(
            "{}: {}",
            capitalised(composer.form_name(form.form)),
            words::signed(form.score)
        ));
        let lists: [(&str, &[Finding]); 7] = [
            ("Hinder", &form.hinders),
            ("Talar för", &form.reasons_for),
            ("Talar emot", &form.reasons_against),
            ("Valet av variant", &form.variant_reasons),
            // The duties and risks of the first choice stand where they belong.
            ("Krav", if first { &[] } else { &form.duties }),
            ("Risker", if first { &[] } else { &form.risks }),
            ("Upplysningar", &form.notes),
        ];
        for (title, findings) in lists {
            if findings.is_empty() {
                continue;
            }
            composer.document.paragraph(Text::new().strong(format!("{title}:")));
            let items: Vec<Item> = findings.iter().map(|finding| item(composer, finding)).collect();
            composer.document.bullets(items);
        }
        let deductions = deductions(composer, form);
        composer.document.paragraph(deductions);
    }
}

/// What stands between the counted reasons and the sum, so that a reader can add it up.
fn deductions(composer: &Composer<'_>, form: &FormAdvice) -> Text {
    let rules = &composer.subject.pack.manifest.verdict;
    let has = |reach: Reach| form.hinders.iter().any(|hinder| hinder.effect == Effect::Hinder(reach));
    let part = if has(Reach::Deluppgift) { rules.deduction_part } else { 0 };
    let design = if has(Reach::Utformning) { rules.deduction_design } else { 0 };
    let counted = form.reasons_for.iter().chain(&form.reasons_against).filter(|finding| finding.counted);
    let reasons: i64 = counted.filter_map(|finding| finding.effect.weight()).sum();
    let mut said: Vec<String> = Vec::new();
    if part > 0 {
        said.push(words::deduction_part(part));
    }
    if design > 0 {
        said.push(words::deduction_design(design));
    }
    if reasons - part - design != form.score {
        let groups: Vec<&str> =
            rules.support_groups.iter().filter_map(|group| composer.subject.pack.manifest.group_title(group)).collect();
        said.push(words::only_support(&groups));
    }
    if said.is_empty() { Text::new() } else { Text::new().strong("Avdrag:").plain(format!(" {}", said.join(" "))) }
}

fn item(composer: &mut Composer<'_>, finding: &Finding) -> Item {
    let weight = match (finding.effect.weight(), finding.counted || finding.variant.is_some()) {
        (None, _) => String::new(),
        (Some(weight), true) => format!("{} ", words::signed(weight)),
        (Some(weight), false) => format!("({}) ", words::signed(weight)),
    };
    let reason = composer.reason_of_variant(finding);
    let mut more = Vec::new();
    if let Some(cure) = &finding.cure {
        more.push(Text::new().emphasis(words::CURE).plain(format!(" {cure}")));
    }
    let decided: Vec<String> = finding
        .decided_by
        .iter()
        .map(|(fact, value)| format!("{} = {}", composer.label(*fact), composer.answer(*fact, Some(*value))))
        .collect();
    if !decided.is_empty() {
        more.push(Text::new().emphasis("Följer av:").plain(format!(" {}.", decided.join("; "))));
    }
    Item { text: Text::new().strong(weight).and(reason), more }
}

fn answers(composer: &mut Composer<'_>) {
    composer.document.section(heading::ANSWERS);
    let schema = &composer.subject.pack.schema;
    for section in schema.sections() {
        let of_section =
            composer.subject.advice.answers.iter().filter(|answer| schema.fact(answer.fact).section == section.id);
        let items: Vec<Item> = of_section
            .map(|answer| {
                let from = match answer.from {
                    AnswerSource::Given => "",
                    AnswerSource::Scenario => " (räknat ur parterna eller datumen)",
                    AnswerSource::Derived => " (följer av andra svar)",
                };
                let text = Text::new()
                    .strong(format!("{}:", composer.label(answer.fact)))
                    .plain(format!(" {}{from}", composer.answer(answer.fact, answer.value)));
                let note = answer.note.as_ref().map(|note| Text::new().emphasis(words::NOTE).plain(format!(" {note}")));
                Item { text, more: note.into_iter().collect() }
            })
            .collect();
        if !items.is_empty() {
            composer.document.part(section.title.clone());
            composer.document.bullets(items);
        }
    }
}

/// The guidance and examples that the reasons name.
fn sources(composer: &mut Composer<'_>) {
    let advice = composer.subject.advice;
    let of_forms = advice.forms.iter().flat_map(|form| form.findings());
    let of_alternatives = advice.alternatives.iter().flat_map(|alternative| &alternative.findings);
    let used: BTreeSet<&str> =
        of_forms.chain(of_alternatives).flat_map(|finding| &finding.sources).map(String::as_str).collect();
    let register = &composer.subject.pack.register;
    let items: Vec<Text> = register
        .sources
        .iter()
        .filter(|source| used.contains(source.id.as_str()))
        .map(|source| {
            let year = source.year.map(|year| format!(", {year}")).unwrap_or_default();
            match &source.url {
                Some(address) => {
                    Text::new().with(Span::Link { words: source.title.clone(), address: address.clone() }).plain(year)
                }
                None => Text::from(format!("{}{year}", source.title)),
            }
        })
        .collect();
    if !items.is_empty() {
        composer.document.section(heading::SOURCES);
        composer.document.bullets(items);
    }
}
