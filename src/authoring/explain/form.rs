//! What a form, a variant, an alternative or a group of reasons is.

use crate::authoring::catalogue::with_labels;
use crate::authoring::page::Page;
use crate::law::{Citation, list_in_words};
use crate::rules::manifest::Variant;
use crate::rules::{Effect, Form, Pack, Target, Tier};
use crate::text::{capitalised, counted, join_and};

/// Writes a form.
pub fn write(pack: &Pack, form: Form, page: &mut Page) {
    let Some(description) = pack.manifest.form(form) else { return };
    page.heading(&capitalised(&description.name));
    page.paragraph(&description.strengths);
    page.space();
    page.field("Skrivs", form.id());
    page.field("Lagrum", &in_words(pack, std::slice::from_ref(&description.citation.value)));
    page.field("Beslutar", &description.decision_organ);
    page.field("Förvaltning", &description.administration);
    for (index, variant) in description.variants.iter().enumerate() {
        let usual = if variant.default { " (den vanliga)" } else { "" };
        let text = format!("{}: {}{usual}. {}", variant.id, variant.name, variant.description);
        page.field(if index == 0 { "Varianter" } else { "" }, &text);
    }
    write_counts(pack, |tier| tier.targets.contains(&Target::Form(form)), page);
    write_duties(pack, |tier| tier.targets.contains(&Target::Form(form)) && tier.variant.is_none(), page);
}

/// Writes a variant of a form.
pub fn write_variant(pack: &Pack, form: Form, variant: &Variant, page: &mut Page) {
    page.heading(&format!("{}: {}", variant.id, variant.name));
    page.paragraph(&variant.description);
    page.space();
    page.field("Form", pack.manifest.form_name(form));
    page.field("Beslutar", &variant.decision_organ);
    page.field("Förvaltning", &variant.administration);
    write_counts(pack, |tier| tier.variant.as_ref() == Some(&variant.id), page);
    write_duties(pack, |tier| tier.variant.as_ref() == Some(&variant.id), page);
}

/// Writes an alternative to the forms.
pub fn write_alternative(pack: &Pack, index: usize, page: &mut Page) {
    let Some(alternative) = pack.manifest.alternatives.get(index) else { return };
    page.heading(&capitalised(&alternative.name));
    page.paragraph(&alternative.text);
    page.space();
    page.field("Skrivs", &alternative.id);
    let citations: Vec<String> = alternative.citations.iter().map(|citation| citation.value.clone()).collect();
    page.field("Lagrum", &in_words(pack, &citations));
    write_counts(pack, |tier| tier.targets.contains(&Target::Alternative(index)), page);
}

/// Writes a group of reasons.
pub fn write_group(pack: &Pack, id: &str, title: &str, page: &mut Page) {
    page.heading(title);
    page.paragraph(
        "Skälen i en grupp läggs inte ihop: bara det starkaste räknas, så att samma sak inte väger två gånger.",
    );
    page.space();
    page.field("Skrivs", id);
    write_counts(pack, |tier| tier.group.as_deref() == Some(id), page);
}

fn in_words(pack: &Pack, citations: &[String]) -> String {
    let read: Vec<Citation> = citations.iter().filter_map(|text| Citation::parse(text).ok()).collect();
    list_in_words(&read, &pack.register.statutes)
}

/// Whether an effect is of a kind.
type IsKind = fn(Effect) -> bool;

/// How many rules say something, by what they do, with their names.
fn write_counts(pack: &Pack, about: impl Fn(&Tier) -> bool, page: &mut Page) {
    let kinds: [(&str, IsKind); 6] = [
        ("hinder", |effect| matches!(effect, Effect::Hinder(_))),
        ("talar för", |effect| matches!(effect, Effect::For(_))),
        ("talar emot", |effect| matches!(effect, Effect::Against(_))),
        ("krav", |effect| effect == Effect::Krav),
        ("risker", |effect| matches!(effect, Effect::Risk(_))),
        ("upplyser", |effect| effect == Effect::Note),
    ];
    page.space();
    let mut all: Vec<&str> = pack.tiers().filter(|(_, tier)| about(tier)).map(|(rule, _)| rule.id.as_str()).collect();
    all.dedup();
    page.field("Regler", &counted(all.len(), "regel", "regler"));
    for (name, is) in kinds {
        let of_kind = pack.tiers().filter(|(_, tier)| about(tier) && is(tier.effect));
        let mut rules: Vec<&str> = of_kind.map(|(rule, _)| rule.id.as_str()).collect();
        rules.dedup();
        if !rules.is_empty() {
            page.field("", &format!("{name}: {}", rules.join(", ")));
        }
    }
}

/// The duties that always follow, in full, and how many more that depend on the case.
fn write_duties(pack: &Pack, about: impl Fn(&Tier) -> bool, page: &mut Page) {
    let duties: Vec<_> = pack.tiers().filter(|(_, tier)| about(tier) && tier.effect == Effect::Krav).collect();
    let always = |tier: &Tier| tier.tree().is_some_and(|tree| tree.rows() == 1);
    if duties.is_empty() {
        return;
    }
    page.subheading("Krav om formen väljs");
    for (rule, tier) in duties.iter().filter(|(_, tier)| always(tier)) {
        let citations = list_in_words(&tier.citations, &pack.register.statutes);
        let grounds = if citations.is_empty() { String::new() } else { format!(" ({citations})") };
        page.point(0, &format!("{}: {}{grounds}", rule.id, with_labels(pack, &tier.reason)));
    }
    let mut others: Vec<&str> =
        duties.iter().filter(|(_, tier)| !always(tier)).map(|(rule, _)| rule.id.as_str()).collect();
    others.dedup();
    if !others.is_empty() {
        page.paragraph(&format!("Dessutom, beroende på svaren: {}.", join_and(&others)));
    }
}
