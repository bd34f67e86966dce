//! What a rule is.

use super::provision;
use crate::authoring::catalogue::with_labels;
use crate::authoring::condition_parser::helpers_called;
use crate::authoring::condition_words;
use crate::authoring::listing::{about, condition_text, effect};
use crate::authoring::page::Page;
use crate::law::{Citation, Period, list_in_words};
use crate::rules::{Pack, Rule, Tier};
use crate::text::capitalised;

/// Writes a rule with all its tiers, then the law they cite and the functions they share.
pub fn write(pack: &Pack, rule: &Rule, page: &mut Page) {
    let mut subjects: Vec<String> = rule.tiers.iter().map(|tier| about(pack, tier)).collect();
    subjects.dedup();
    match subjects.as_slice() {
        [only] => page.heading(&format!("{}: {only}", rule.id)),
        _ => page.heading(&rule.id),
    }
    for (index, tier) in rule.tiers.iter().enumerate() {
        let number = format!("Fall {} av {}", index + 1, rule.tiers.len());
        match (rule.tiers.len(), subjects.len()) {
            (1, _) => {}
            (_, 1) => page.subheading(&number),
            _ => page.subheading(&format!("{number}: {}", about(pack, tier))),
        }
        write_tier(pack, tier, page);
    }
    write_law(pack, rule, page);
    write_helpers(pack, rule, page);
    page.space();
    page.field("Står i", &rule.place.address());
}

fn write_tier(pack: &Pack, tier: &Tier, page: &mut Page) {
    page.field("Verkan", &effect(pack, tier));
    if let Some(group) = &tier.group {
        let title = pack.manifest.group_title(group).unwrap_or(group);
        page.field("Grupp", &format!("{title}; bara det starkaste skälet i gruppen räknas"));
    }
    write_condition(pack, tier, page);
    page.field("Skäl", &with_labels(pack, &tier.reason));
    if let Some(cure) = &tier.cure {
        page.field("Avhjälps", &with_labels(pack, cure));
    }
    let unread = if tier.unverified { ", men texten är inte läst" } else { "" };
    page.field("Vilar på", &format!("{}{unread}", tier.certainty.in_words()));
    if tier.period != Period::default() {
        page.field("Gäller", &tier.period.in_words());
    }
    if !tier.citations.is_empty() {
        page.field("Lagrum", &list_in_words(&tier.citations, &pack.register.statutes));
    }
    for (index, id) in tier.sources.iter().enumerate() {
        let title = pack.register.source(id).map_or(id.as_str(), |source| &source.title);
        page.field(if index == 0 { "Källa" } else { "" }, title);
    }
    let facts = tier.tree().into_iter().flat_map(|tree| tree.facts());
    let facts: Vec<&str> = facts.map(|fact| pack.schema.fact(fact).id.as_str()).collect();
    page.field("Läser", if facts.is_empty() { "inga frågor".to_owned() } else { facts.join(", ") }.as_str());
}

fn write_condition(pack: &Pack, tier: &Tier, page: &mut Page) {
    match condition_words::of_tier(pack, tier) {
        Some(words) => {
            for (depth, line) in words.lines() {
                match depth {
                    0 => page.field("När", &line),
                    _ => page.point(depth + 5, &line),
                }
            }
        }
        None => page.field("När", "villkoret är för långt för ord; så här är det skrivet"),
    }
    page.field("Skrivet", &condition_text(tier));
}

/// The texts that the rule cites, each once.
fn write_law(pack: &Pack, rule: &Rule, page: &mut Page) {
    let mut cited: Vec<&Citation> = Vec::new();
    for citation in rule.tiers.iter().flat_map(|tier| &tier.citations) {
        if !cited.contains(&citation) {
            cited.push(citation);
        }
    }
    for citation in cited {
        page.subheading(&capitalised(&pack.register.in_words(citation)));
        provision::write_summary(pack, citation, page);
    }
}

/// The helper functions that the conditions call, and those that these call.
fn write_helpers(pack: &Pack, rule: &Rule, page: &mut Page) {
    let mut shown: Vec<&str> = Vec::new();
    let texts = rule.tiers.iter().map(condition_text);
    let mut waiting: Vec<&str> = texts.flat_map(|text| helpers_called(pack, &text)).collect();
    waiting.reverse();
    while let Some(name) = waiting.pop() {
        let Some(helper) = pack.host().helpers().iter().find(|helper| helper.name == name) else { continue };
        if shown.contains(&name) {
            continue;
        }
        if shown.is_empty() {
            page.subheading("Funktioner som villkoren använder");
        }
        shown.push(name);
        page.verbatim(1, helper.place.text());
        let body = helper.place.text().split_once('{').map_or("", |(_, body)| body);
        waiting.extend(helpers_called(pack, body));
    }
}
