//! What an advice says, with the order of everything that has no order taken away, so that two can be compared.

use std::collections::{BTreeMap, BTreeSet};

use niokap::advice::{Advice, Finding};
use niokap::facts::{FactId, Schema, Value};
use niokap::rules::Pack;

/// What an advice says.
#[derive(Debug, PartialEq, Eq)]
pub struct Essence {
    pub verdict: &'static str,
    pub first: Option<String>,
    lead: Option<i64>,
    lowered_from: Option<&'static str>,
    forms: BTreeMap<&'static str, FormEssence>,
    alternatives: BTreeMap<String, (i64, bool, BTreeSet<String>)>,
    undecided: BTreeSet<String>,
    open: BTreeMap<String, BTreeSet<String>>,
    what_if: BTreeSet<String>,
    follows: BTreeSet<String>,
    set_aside: BTreeSet<String>,
    answers: BTreeSet<String>,
}

#[derive(Debug, PartialEq, Eq)]
struct FormEssence {
    standing: &'static str,
    score: i64,
    variants: BTreeMap<String, (i64, bool)>,
    findings: BTreeSet<String>,
}

/// What an advice says.
pub fn essence(pack: &Pack, advice: &Advice) -> Essence {
    let schema = &pack.schema;
    let forms = advice.forms.iter().map(|form| {
        let variants = form.variants.iter().map(|variant| (variant.id.clone(), (variant.score, variant.barred)));
        let findings = form.findings().map(|finding| said(schema, finding));
        let essence = FormEssence {
            standing: form.standing.id(),
            score: form.score,
            variants: variants.collect(),
            findings: findings.collect(),
        };
        (form.form.id(), essence)
    });
    let alternatives = advice.alternatives.iter().map(|alternative| {
        let findings = alternative.findings.iter().map(|finding| said(schema, finding));
        let id = pack.manifest.alternatives[alternative.index].id.clone();
        (id, (alternative.score, alternative.barred, findings.collect()))
    });
    let undecided = advice.undecided.iter().map(|undecided| {
        let waits: BTreeSet<&str> = undecided.waits_for.iter().map(|fact| schema.fact(*fact).id.as_str()).collect();
        format!("{} {:?} {} {waits:?}", undecided.rule, undecided.effect, undecided.reason)
    });
    let open = advice.open_facts.iter().map(|open| (name(schema, open.fact), open.rules.iter().cloned().collect()));
    let what_if = advice.what_if.iter().map(|change| {
        let set: BTreeSet<String> = change.set.iter().map(|(fact, value)| answer(schema, *fact, *value)).collect();
        let rules: BTreeSet<&String> = change.rules.iter().collect();
        format!("{set:?} gives {:?} by {rules:?}", change.outcome)
    });
    Essence {
        verdict: advice.verdict.id(),
        first: advice.first.map(|first| pack.manifest.target_id(first).to_owned()),
        lead: advice.lead,
        lowered_from: advice.lowered_from.map(|verdict| verdict.id()),
        forms: forms.collect(),
        alternatives: alternatives.collect(),
        undecided: undecided.collect(),
        open: open.collect(),
        what_if: what_if.collect(),
        follows: advice.follows.iter().map(|follows| format!("{} {}", follows.item.id, follows.certain)).collect(),
        set_aside: advice.set_aside.iter().map(|aside| answer(schema, aside.fact, aside.value)).collect(),
        answers: advice.answers.iter().map(|used| format!("{} {:?}", name(schema, used.fact), used.value)).collect(),
    }
}

fn said(schema: &Schema, finding: &Finding) -> String {
    let decided: BTreeSet<String> =
        finding.decided_by.iter().map(|(fact, value)| answer(schema, *fact, *value)).collect();
    format!(
        "{} {:?} {:?} {:?} {} {:?} {decided:?}",
        finding.rule, finding.effect, finding.variant, finding.group, finding.reason, finding.cure
    )
}

fn name(schema: &Schema, fact: FactId) -> String {
    schema.fact(fact).id.clone()
}

fn answer(schema: &Schema, fact: FactId, value: Value) -> String {
    format!("{} = {}", name(schema, fact), value.as_json(schema.fact(fact)))
}
