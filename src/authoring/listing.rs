//! The rules of a pack as a list.

use serde_json::{Value as Json, json};

use super::condition_words;
use super::identity;
use super::page::Page;
use crate::law::list_in_words;
use crate::rules::{Effect, Pack, Reach, RiskLevel, Rule, Target, Tier};
use crate::text::{counted, join_and};

/// A tier of a rule in the list.
pub struct Row<'p> {
    /// The rule.
    pub rule: &'p Rule,
    /// The tier.
    pub tier: &'p Tier,
    /// Its number within the rule, from 1; `None` if it is the only one.
    pub number: Option<usize>,
}

/// The tiers of a pack in order; with a target, those about it.
pub fn rows(pack: &Pack, about: Option<Target>) -> Vec<Row<'_>> {
    let tiers = pack.rules.iter().flat_map(|rule| {
        let several = rule.tiers.len() > 1;
        rule.tiers.iter().enumerate().map(move |(index, tier)| Row { rule, tier, number: several.then_some(index + 1) })
    });
    tiers.filter(|row| about.is_none_or(|target| row.tier.targets.contains(&target))).collect()
}

/// The condition as its author wrote it, without what every condition begins with.
pub fn condition_text(tier: &Tier) -> String {
    let text = tier.condition.text();
    let bare = text.strip_prefix('|').and_then(|rest| rest.split_once('|')).map_or(text, |(_, condition)| condition);
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a tier speaks about: forms, alternatives and perhaps a variant.
pub fn about(pack: &Pack, tier: &Tier) -> String {
    let names: Vec<&str> = tier.targets.iter().map(|target| pack.manifest.target_name(*target)).collect();
    match &tier.variant {
        Some(variant) => format!("{}, varianten {variant}", join_and(&names)),
        None => join_and(&names),
    }
}

/// What a tier does, with the word that the pack has for its weight.
pub fn effect(pack: &Pack, tier: &Tier) -> String {
    let weighed = |word: &str, weight: u8| match pack.manifest.weights.get(&weight) {
        Some(name) => format!("{word} (vikt {weight}, {name})"),
        None => format!("{word} (vikt {weight})"),
    };
    match tier.effect {
        Effect::For(weight) => weighed("talar för", weight),
        Effect::Against(weight) => weighed("talar emot", weight),
        other => other.in_words(),
    }
}

/// The list for the screen.
pub fn text(pack: &Pack, about_target: Option<Target>, width: usize, colour: bool) -> String {
    let mut page = Page::new(width, colour);
    let rows = rows(pack, about_target);
    for row in &rows {
        let number = row.number.map(|number| format!(" fall {number}")).unwrap_or_default();
        page.subheading(&format!("{}{number}  {}", row.rule.id, about(pack, row.tier)));
        let group = row.tier.group.as_ref().map(|group| format!(" · grupp {group}")).unwrap_or_default();
        page.indented(1, &format!("{}{group}", effect(pack, row.tier)));
        page.indented(1, &condition_text(row.tier));
        if !row.tier.citations.is_empty() {
            let citations: Vec<String> = row.tier.citations.iter().map(ToString::to_string).collect();
            page.indented(1, &citations.join(", "));
        }
    }
    let mut rules: Vec<&str> = rows.iter().map(|row| row.rule.id.as_str()).collect();
    rules.dedup();
    page.space();
    page.paragraph(&identity::long(pack));
    page.paragraph(&format!("{}, {}", counted(rules.len(), "regel", "regler"), counted(rows.len(), "fall", "fall")));
    page.into_text()
}

/// The list as JSON.
pub fn json(pack: &Pack, about_target: Option<Target>) -> Json {
    let rules: Vec<Json> = rows(pack, about_target).iter().map(|row| row_json(pack, row)).collect();
    json!({ "program": env!("CARGO_PKG_VERSION"), "pack": identity::json(pack), "rules": rules })
}

fn row_json(pack: &Pack, row: &Row<'_>) -> Json {
    let tier = row.tier;
    let reach = match tier.effect {
        Effect::Hinder(reach) => Some(Reach::id(reach)),
        _ => None,
    };
    let level = match tier.effect {
        Effect::Risk(level) => Some(RiskLevel::id(level)),
        _ => None,
    };
    let targets: Vec<&str> = tier.targets.iter().map(|target| pack.manifest.target_id(*target)).collect();
    let facts: Vec<&str> =
        tier.tree().into_iter().flat_map(|tree| tree.facts()).map(|fact| pack.schema.fact(fact).id.as_str()).collect();
    let citations: Vec<String> = tier.citations.iter().map(ToString::to_string).collect();
    json!({
        "rule": row.rule.id,
        "tier": row.number.unwrap_or(1),
        "about": targets,
        "variant": tier.variant,
        "effect": tier.effect.id(),
        "reach": reach,
        "level": level,
        "weight": tier.effect.weight(),
        "group": tier.group,
        "condition": condition_text(tier),
        "condition_in_words": condition_words::of_tier(pack, tier).map(|words| words.sentence()),
        "facts": facts,
        "reason": tier.reason,
        "cure": tier.cure,
        "citations": citations,
        "citations_in_words": list_in_words(&tier.citations, &pack.register.statutes),
        "sources": tier.sources,
        "certainty": tier.certainty.id(),
        "unverified": tier.unverified,
        "from": tier.period.from.map(|day| day.to_string()),
        "to": tier.period.to.map(|day| day.to_string()),
        "place": row.rule.place.address(),
    })
}
