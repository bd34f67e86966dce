//! Two cases side by side as JSON.

use serde::Serialize;
use serde_json::Value as Json;

use super::finding::{FindingJson, value};
use super::origin::{PackJson, ProgramJson, ScenarioJson};
use crate::advice::Finding;
use crate::facts::FactId;
use crate::report::comparison::{Comparison, Stand};
use crate::report::subject::Subject;
use crate::rules::{Form, Pack};

/// Two cases side by side. Everything but `left`, `right` and `forms` tells only what differs.
#[derive(Debug, Serialize)]
pub struct ComparisonJson {
    program: ProgramJson,
    pack: PackJson,
    left: SideJson,
    right: SideJson,
    forms: Vec<FormJson>,
    answers: Vec<AnswerJson>,
    only_left: Vec<TargetedJson>,
    only_right: Vec<TargetedJson>,
}

#[derive(Debug, Serialize)]
struct SideJson {
    scenario: ScenarioJson,
    notices: Vec<String>,
    verdict: &'static str,
    verdict_lowered_from: Option<&'static str>,
    first: Option<String>,
    lead: Option<i64>,
}

#[derive(Debug, Serialize)]
struct FormJson {
    form: &'static str,
    left: StandingJson,
    right: StandingJson,
}

#[derive(Debug, Serialize)]
struct StandingJson {
    status: &'static str,
    score: i64,
}

#[derive(Debug, Serialize)]
struct AnswerJson {
    fact: String,
    /// `null`: not answered, or not relevant.
    left: Json,
    right: Json,
}

#[derive(Debug, Serialize)]
struct TargetedJson {
    target: String,
    #[serde(flatten)]
    finding: FindingJson,
}

impl ComparisonJson {
    /// A comparison as JSON.
    pub fn new(comparison: &Comparison<'_>) -> ComparisonJson {
        let pack = comparison.left.pack;
        let forms = Form::ALL.into_iter().filter_map(|form| {
            let (left, right) = comparison.form(form)?;
            Some(FormJson {
                form: form.id(),
                left: StandingJson { status: left.standing.id(), score: left.score },
                right: StandingJson { status: right.standing.id(), score: right.score },
            })
        });
        let answers = comparison.answers().into_iter().map(|answer| AnswerJson {
            fact: pack.schema.fact(answer.fact).id.clone(),
            left: stand(pack, answer.fact, answer.left),
            right: stand(pack, answer.fact, answer.right),
        });
        let (only_left, only_right) = comparison.findings();
        ComparisonJson {
            program: ProgramJson::THIS,
            pack: PackJson::new(pack),
            left: side(&comparison.left),
            right: side(&comparison.right),
            forms: forms.collect(),
            answers: answers.collect(),
            only_left: targeted(pack, &only_left),
            only_right: targeted(pack, &only_right),
        }
    }
}

fn side(subject: &Subject<'_>) -> SideJson {
    let advice = subject.advice;
    SideJson {
        scenario: ScenarioJson::new(subject),
        notices: crate::advice::notices(subject.pack, advice.day),
        verdict: advice.verdict.id(),
        verdict_lowered_from: advice.lowered_from.map(|verdict| verdict.id()),
        first: advice.first.map(|first| subject.pack.manifest.target_id(first).to_owned()),
        lead: advice.lead,
    }
}

fn stand(pack: &Pack, fact: FactId, stand: Stand) -> Json {
    match stand {
        Stand::Known(known) => value(pack, fact, Some(known)),
        Stand::Unknown => value(pack, fact, None),
        Stand::Absent => Json::Null,
    }
}

fn targeted(pack: &Pack, findings: &[&Finding]) -> Vec<TargetedJson> {
    let targeted = findings.iter().map(|finding| TargetedJson {
        target: pack.manifest.target_id(finding.target).to_owned(),
        finding: FindingJson::new(pack, finding),
    });
    targeted.collect()
}
