//! One row of the result: what the advice on a case comes to, in the same words as the JSON of `niokap advise`.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::judge::Judged;
use crate::advice::{Advice, FormAdvice, Standing};
use crate::authoring::identity;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::facts::{FactId, Value};
use crate::report::DayFrom;
use crate::report::json::{PackJson, ProgramJson, value};
use crate::rules::{Effect, Form, Pack, Reach, Target};

/// A row. The order of the fields is that of the result.
#[derive(Debug, Serialize)]
pub struct Row {
    /// The program.
    pub program: ProgramJson,
    /// The pack.
    pub pack: PackJson,
    /// `OGRANSKAT`, or by whom and when the pack was reviewed.
    pub review: String,
    /// The file of the case.
    pub file: String,
    /// Its line in the file, where a file has several cases.
    pub line: Option<usize>,
    /// What its own file calls it.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Answers changed for this run alone.
    pub changed: Map<String, Json>,
    /// `advice` or `error`.
    pub outcome: &'static str,
    /// What the rules say; absent in a row with errors.
    #[serde(flatten)]
    pub standing: Option<StandingRow>,
    /// Warnings and notes about the case.
    pub warnings: Vec<Remark>,
    /// What is wrong with the case.
    pub errors: Vec<Remark>,
}

/// What the rules say about a case.
#[derive(Debug, Serialize)]
pub struct StandingRow {
    /// How far the case has come.
    pub status: &'static str,
    /// The day whose law applies.
    pub date: String,
    /// Where the day comes from.
    pub date_from: &'static str,
    /// A name for exactly what was read.
    pub hash: String,
    /// The verdict.
    pub verdict: &'static str,
    /// The verdict before unsettled law lowered it.
    pub verdict_lowered_from: Option<&'static str>,
    /// The first choice.
    pub first: Option<String>,
    /// The variant in which it would be set up.
    pub variant: Option<String>,
    /// How far it leads.
    pub lead: Option<i64>,
    /// The forms that are barred.
    pub barred: Vec<&'static str>,
    /// The forms, in the order of the law.
    pub forms: FormsRow,
    /// How many conditions the first choice has: hinders that can be cured.
    pub conditions: usize,
    /// How many duties follow with the first choice.
    pub duties: usize,
    /// The rules that decided: those that bar a form, and those whose weight counted.
    pub deciding_rules: Vec<String>,
    /// How many unanswered questions some rule waits for.
    pub open_facts: usize,
    /// The questions to answer before anything can be judged.
    pub ask_first: Vec<String>,
}

/// How each form stands.
#[derive(Debug, Serialize)]
pub struct FormsRow {
    /// Kommunalförbund.
    pub kommunalforbund: FormRow,
    /// Gemensam nämnd.
    pub gemensam_namnd: FormRow,
    /// Avtalssamverkan.
    pub avtalssamverkan: FormRow,
}

/// How one form stands.
#[derive(Debug, Serialize)]
pub struct FormRow {
    /// Whether it can be chosen.
    pub status: &'static str,
    /// Reasons for minus reasons against.
    pub score: i64,
}

/// A warning or an error.
#[derive(Debug, Serialize)]
pub struct Remark {
    /// Its code.
    pub code: &'static str,
    /// What is said.
    pub message: String,
    /// Where in the file.
    pub line: Option<usize>,
    /// Where in the line, in characters from 1.
    pub column: Option<usize>,
    /// How to cure it.
    pub help: Vec<String>,
}

impl Row {
    /// The row of a case.
    pub fn new(judged: &Judged, changed: &[(FactId, Option<Value>)], pack: &Pack) -> Row {
        let name = judged.name.clone();
        let advice = judged.outcome.as_ref().ok();
        Row {
            program: ProgramJson::THIS,
            pack: PackJson::new(pack),
            review: identity::review(pack),
            file: name.file,
            line: name.line,
            id: name.id,
            title: name.title,
            changed: changed.iter().map(|(fact, new)| (id(pack, *fact), value(pack, *fact, *new))).collect(),
            outcome: if advice.is_some() { "advice" } else { "error" },
            standing: advice.map(|(advice, from)| standing(advice, *from, pack)),
            warnings: remarks(&judged.remarks),
            errors: judged.outcome.as_ref().err().map(remarks).unwrap_or_default(),
        }
    }
}

fn standing(advice: &Advice, from: DayFrom, pack: &Pack) -> StandingRow {
    let chosen = advice.first.and_then(Target::form);
    let chosen = advice.forms.iter().find(|form| Some(form.form) == chosen);
    let variant = advice.arrangement.as_ref().and_then(|arrangement| arrangement.variant.clone());
    StandingRow {
        status: advice.status.id(),
        date: advice.day.to_string(),
        date_from: from.id(),
        hash: advice.scenario_hash.clone(),
        verdict: advice.verdict.id(),
        verdict_lowered_from: advice.lowered_from.map(|verdict| verdict.id()),
        first: advice.first.map(|first| pack.manifest.target_id(first).to_owned()),
        variant: variant.map(|(id, _)| id),
        lead: advice.lead,
        barred: barred(advice),
        forms: FormsRow {
            kommunalforbund: form_row(advice, Form::Kommunalforbund),
            gemensam_namnd: form_row(advice, Form::GemensamNamnd),
            avtalssamverkan: form_row(advice, Form::Avtalssamverkan),
        },
        conditions: chosen.map_or(0, |form| form.hinders.len()),
        duties: chosen.map_or(0, |form| form.duties.len()),
        deciding_rules: deciding_rules(advice),
        open_facts: advice.open_facts.len(),
        ask_first: advice.ask_first.iter().map(|fact| id(pack, *fact)).collect(),
    }
}

fn id(pack: &Pack, fact: FactId) -> String {
    pack.schema.fact(fact).id.clone()
}

fn barred(advice: &Advice) -> Vec<&'static str> {
    let is_barred = |form: &Form| {
        advice.forms.iter().any(|advised| advised.form == *form && advised.standing == Standing::Unavailable)
    };
    Form::ALL.into_iter().filter(is_barred).map(Form::id).collect()
}

fn form_row(advice: &Advice, form: Form) -> FormRow {
    let advised = advice.forms.iter().find(|advised| advised.form == form);
    // The advice always has all three.
    advised.map_or(FormRow { status: "", score: 0 }, |advised: &FormAdvice| FormRow {
        status: advised.standing.id(),
        score: advised.score,
    })
}

/// In the order of the rules.
fn deciding_rules(advice: &Advice) -> Vec<String> {
    let of_forms = advice.forms.iter().flat_map(FormAdvice::findings);
    let findings = of_forms.chain(advice.alternatives.iter().flat_map(|alternative| &alternative.findings));
    let deciding = findings.filter(|finding| finding.counted || finding.effect == Effect::Hinder(Reach::Form));
    // The same rule may speak about several forms, in several tiers.
    let by_tier: BTreeSet<(usize, &str)> = deciding.map(|finding| (finding.tier, finding.rule.as_str())).collect();
    let mut rules: Vec<String> = by_tier.into_iter().map(|(_, rule)| rule.to_owned()).collect();
    rules.dedup();
    rules
}

fn remarks(problems: &Diagnostics) -> Vec<Remark> {
    problems.iter().map(remark).collect()
}

fn remark(problem: &Diagnostic) -> Remark {
    let start = problem.place.as_ref().filter(|place| place.has_text()).map(|place| place.start());
    Remark {
        code: problem.code.id(),
        message: problem.message.clone(),
        line: start.map(|start| start.line),
        column: start.map(|start| start.column),
        help: problem.help.clone(),
    }
}
