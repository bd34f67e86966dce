//! The report for other programs.

use serde_json::{Map, Value as Json, json};

use super::report::Report;
use super::result::{Ground, Proof};
use super::shares::{About, Row, Shares};
use super::words;
use crate::advice::Verdict;
use crate::authoring::identity;
use crate::rules::Pack;

/// The whole report. Numbers of sets are decimal strings, since they do not fit the numbers of JSON.
pub fn json(report: &Report<'_>, other: Option<(&Shares, &Pack)>) -> Json {
    let pack = report.pack;
    let findings: Vec<Json> = report
        .findings
        .iter()
        .map(|finding| {
            json!({
                "kind": finding.kind,
                "about": finding.about,
                "text": finding.text,
                "proved": finding.ground.is_exact(),
                "tried": tried(finding.ground),
            })
        })
        .collect();
    json!({
        "program": env!("CARGO_PKG_VERSION"),
        "pack": identity::json(pack),
        "date": report.day.to_string(),
        "holds": report.holds(),
        "answer_sets": report.sets.map(|sets| sets.to_string()),
        "claims": report.claims.iter().map(proof).collect::<Vec<_>>(),
        "always": report.always.iter().map(proof).collect::<Vec<_>>(),
        "findings": findings,
        "shares": report.shares.as_ref().map(|found| shares(found, pack)),
        "compared_with": other.map(|(found, other)| json!({ "pack": identity::json(other), "shares": shares(found, other) })),
        "left_out": report.left_out,
    })
}

fn tried(ground: Ground) -> Option<usize> {
    match ground {
        Ground::Sample(tried) => Some(tried),
        Ground::Every | Ground::PartOfRules | Ground::Construction => None,
    }
}

fn proof(proof: &Proof) -> Json {
    let examples: Vec<Json> = proof
        .counterexamples
        .iter()
        .map(|example| {
            json!({
                "file": example.file,
                "scenario": example.scenario,
                "says": example.says,
                "set": example.change,
                "answers": example.answers,
            })
        })
        .collect();
    json!({
        "id": proof.id,
        "kind": proof.kind,
        "text": proof.text,
        "holds": proof.holds(),
        "proved": proof.is_settled(),
        "tried": tried(proof.ground).filter(|_| !proof.is_settled()),
        "in_words": words::verdict(proof),
        "answer_sets": proof.covers.map(|covers| covers.to_string()),
        "counterexamples": examples,
        "contradictions": proof.contradictions,
    })
}

fn shares(shares: &Shares, pack: &Pack) -> Json {
    json!({
        "note": "andelarna räknar sätt att svara, inte kommuner",
        "by": shares.by.map(|fact| pack.schema.fact(fact).id.clone()),
        "rows": shares.rows.iter().map(|found| row(found, shares, pack)).collect::<Vec<_>>(),
    })
}

fn row(row: &Row, shares: &Shares, pack: &Pack) -> Json {
    let mut recommended: Map<String, Json> = Map::new();
    let mut verdicts: Map<String, Json> = Map::new();
    let mut counted: Map<String, Json> = Map::new();
    let add = |into: &mut Map<String, Json>, key: String, share: f64| {
        let sum = into.get(&key).and_then(Json::as_f64).unwrap_or(0.0) + share;
        into.insert(key, json!(sum));
    };
    for (&outcome, &share) in &row.shares {
        add(&mut recommended, words::recommendation_id(pack, outcome), share);
        add(&mut verdicts, Verdict::of(outcome).id().to_owned(), share);
    }
    for (&outcome, &count) in row.counts.iter().flatten() {
        let key = words::recommendation_id(pack, outcome);
        let sum = counted.get(&key).and_then(Json::as_str).and_then(|sum| sum.parse::<u128>().ok()).unwrap_or(0);
        counted.insert(key, json!((sum + count).to_string()));
    }
    json!({
        "about": match row.about {
            About::Everything => "all",
            About::Several => "several",
            About::One(_) => "one",
        },
        "option": words::row_id(pack, shares, row.about),
        "answer_sets": row.sets.map(|sets| sets.to_string()),
        "proved": row.ground.is_exact(),
        "tried": tried(row.ground),
        "shares": recommended,
        "counts": row.counts.as_ref().map(|_| counted),
        "verdicts": verdicts,
        "ties": row.ties,
    })
}
