//! Findings and what waits, as JSON.

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::advice::Finding;
use crate::advice::finding::Undecided;
use crate::facts::{FactId, Value};
use crate::law::Citation;
use crate::rules::{Effect, Pack};

/// A reason, a hinder, a duty, a risk or a note.
#[derive(Debug, Serialize)]
pub struct FindingJson {
    rule: String,
    effect: &'static str,
    reach: Option<&'static str>,
    level: Option<&'static str>,
    weight: Option<i64>,
    group: Option<String>,
    counted: bool,
    variant: Option<String>,
    reason: String,
    cure: Option<String>,
    citations: Vec<String>,
    sources: Vec<String>,
    certainty: &'static str,
    unverified: bool,
    changes: Vec<ChangeJson>,
    decided_by: Map<String, Json>,
}

/// A known change of a cited provision whose new text was not read.
#[derive(Debug, Serialize)]
struct ChangeJson {
    citation: String,
    from: String,
    by: String,
}

/// A tier that waits for answers.
#[derive(Debug, Serialize)]
pub struct UndecidedJson {
    rule: String,
    effect: &'static str,
    reach: Option<&'static str>,
    weight: Option<i64>,
    targets: Vec<String>,
    reason: String,
    citations: Vec<String>,
    waits_for: Vec<String>,
}

impl FindingJson {
    /// A finding as JSON.
    pub fn new(pack: &Pack, finding: &Finding) -> FindingJson {
        let (reach, level) = degree(finding.effect);
        let changes = finding.changes.iter().map(|(citation, change)| ChangeJson {
            citation: citation.to_string(),
            from: change.from.to_string(),
            by: change.by.clone(),
        });
        FindingJson {
            rule: finding.rule.clone(),
            effect: finding.effect.id(),
            reach,
            level,
            weight: finding.effect.weight().map(i64::abs),
            group: finding.group.clone(),
            counted: finding.counted,
            variant: finding.variant.clone(),
            reason: finding.reason.clone(),
            cure: finding.cure.clone(),
            citations: short(&finding.citations),
            sources: finding.sources.clone(),
            certainty: finding.certainty.id(),
            unverified: finding.unverified,
            changes: changes.collect(),
            decided_by: values(pack, &finding.decided_by),
        }
    }

    /// Findings as JSON, in their order.
    pub fn all(pack: &Pack, findings: &[Finding]) -> Vec<FindingJson> {
        findings.iter().map(|finding| FindingJson::new(pack, finding)).collect()
    }
}

impl UndecidedJson {
    /// A waiting tier as JSON.
    pub fn new(pack: &Pack, undecided: &Undecided) -> UndecidedJson {
        let targets = undecided.targets.iter().map(|target| pack.manifest.target_id(*target).to_owned());
        UndecidedJson {
            rule: undecided.rule.clone(),
            effect: undecided.effect.id(),
            reach: degree(undecided.effect).0,
            weight: undecided.effect.weight().map(i64::abs),
            targets: targets.collect(),
            reason: undecided.reason.clone(),
            citations: short(&undecided.citations),
            waits_for: undecided.waits_for.iter().map(|fact| pack.schema.fact(*fact).id.clone()).collect(),
        }
    }

    /// Waiting tiers as JSON, in their order.
    pub fn all(pack: &Pack, undecided: &[Undecided]) -> Vec<UndecidedJson> {
        undecided.iter().map(|waiting| UndecidedJson::new(pack, waiting)).collect()
    }
}

/// How far a hinder reaches, and how grave a risk is.
fn degree(effect: Effect) -> (Option<&'static str>, Option<&'static str>) {
    match effect {
        Effect::Hinder(reach) => (Some(reach.id()), None),
        Effect::Risk(level) => (None, Some(level.id())),
        _ => (None, None),
    }
}

fn short(citations: &[Citation]) -> Vec<String> {
    citations.iter().map(Citation::to_string).collect()
}

/// Answers as `{fact: value}`, written as in a scenario file.
pub fn values(pack: &Pack, answers: &[(FactId, Value)]) -> Map<String, Json> {
    let entries = answers.iter().map(|(fact, value)| {
        let fact = pack.schema.fact(*fact);
        (fact.id.clone(), value.as_json(fact))
    });
    entries.collect()
}

/// One answer as in a scenario file; *vet ej* where it is not known.
pub fn value(pack: &Pack, fact: FactId, value: Option<Value>) -> Json {
    value.map_or_else(|| crate::facts::scenario::UNKNOWN.into(), |value| value.as_json(pack.schema.fact(fact)))
}
