//! Every text of a pack that a user reads, with its place.

use crate::diagnostics::Place;
use crate::rules::{Pack, PackFiles};

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// Why a rule says what it says.
    Reason,
    /// How a hinder is cured.
    Cure,
    /// A question in full.
    Question,
    /// A question's short name.
    Label,
    /// What helps answering.
    Help,
    /// Why a question is asked.
    Why,
    /// An option.
    Option,
    /// What explains an option.
    OptionHelp,
    /// What follows from a choice.
    Consequence,
    /// A term in short.
    TermShort,
    /// A term in law.
    TermLaw,
    /// What describes a form, a variant, an alternative or a way.
    Description,
}

impl TextKind {
    /// What a message calls it.
    pub fn in_words(self) -> &'static str {
        match self {
            TextKind::Reason => "skälet",
            TextKind::Cure => "hur hindret avhjälps",
            TextKind::Question => "frågan",
            TextKind::Label => "frågans korta namn",
            TextKind::Help => "hjälpen",
            TextKind::Why => "varför frågan ställs",
            TextKind::Option => "alternativet",
            TextKind::OptionHelp => "alternativets hjälp",
            TextKind::Consequence => "följden",
            TextKind::TermShort => "den korta förklaringen",
            TextKind::TermLaw => "förklaringen i lag",
            TextKind::Description => "beskrivningen",
        }
    }
}

/// A text and where it stands.
#[derive(Clone, Debug)]
pub struct Text<'p> {
    /// What it is.
    pub kind: TextKind,
    /// The text.
    pub text: &'p str,
    /// Where it stands; if it cannot be found, where what it belongs to stands.
    pub place: Place,
}

/// All texts, file by file.
pub fn texts<'p>(pack: &'p Pack, files: &PackFiles) -> Vec<Text<'p>> {
    let mut found = Vec::new();
    for (rule, tier) in pack.tiers() {
        let mut add =
            |kind, text: &'p str| found.push(Text { kind, text, place: within(&rule.statement, text, &rule.place) });
        add(TextKind::Reason, &tier.reason);
        if let Some(cure) = &tier.cure {
            add(TextKind::Cure, cure);
        }
    }
    for fact in pack.schema.facts() {
        let mut add = |kind, text: &'p str| found.push(Text { kind, text, place: after(&fact.place, text) });
        add(TextKind::Question, &fact.question);
        add(TextKind::Label, &fact.label);
        add(TextKind::Help, &fact.help);
        add(TextKind::Why, &fact.why);
        for option in fact.kind.options() {
            add(TextKind::Option, &option.label);
            if let Some(help) = &option.help {
                add(TextKind::OptionHelp, help);
            }
        }
    }
    for conditional in &pack.consequences {
        let item = &conditional.item;
        found.push(Text { kind: TextKind::Consequence, text: &item.text, place: after(&item.place, &item.text) });
    }
    let mut add_in = |file: &str, kind: TextKind, text: &'p str| {
        if let Some(source) = files.get(file) {
            found.push(Text { kind, text, place: after(&Place::new(source, 0..0), text) });
        }
    };
    for term in &pack.glossary {
        add_in("glossary.toml", TextKind::TermShort, &term.short);
        add_in("glossary.toml", TextKind::TermLaw, &term.law);
    }
    let manifest = &pack.manifest;
    for form in &manifest.forms {
        add_in("pack.toml", TextKind::Description, &form.strengths);
        form.variants.iter().for_each(|variant| add_in("pack.toml", TextKind::Description, &variant.description));
    }
    manifest.alternatives.iter().for_each(|alternative| add_in("pack.toml", TextKind::Description, &alternative.text));
    manifest
        .routes
        .iter()
        .chain(&manifest.combinations)
        .for_each(|way| add_in("pack.toml", TextKind::Description, &way.text));
    manifest.claims.iter().for_each(|claim| add_in("pack.toml", TextKind::Description, &claim.text));
    found
}

/// The place of a text inside a longer one.
fn within(whole: &Place, text: &str, otherwise: &Place) -> Place {
    match whole.text().find(text) {
        Some(at) => Place::new(&whole.source, whole.span.start + at..whole.span.start + at + text.len()),
        None => otherwise.clone(),
    }
}

/// The first place of a text from a place on.
fn after(place: &Place, text: &str) -> Place {
    let rest = place.source.text().get(place.span.start..).unwrap_or_default();
    match rest.find(text) {
        Some(at) => Place::new(&place.source, place.span.start + at..place.span.start + at + text.len()),
        None => place.clone(),
    }
}
