//! A whole advice as JSON.

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::completions::CompletionsJson;
use super::finding::{FindingJson, UndecidedJson, value, values};
use super::origin::{PackJson, ProgramJson, ScenarioJson};
use crate::advice::arrangement::{Arrangement, Way};
use crate::advice::{AlternativeAdvice, AnswerSource, Follows, FormAdvice, Verdict};
use crate::facts::FactId;
use crate::report::subject::Subject;
use crate::rules::consequences::List;
use crate::rules::{Form, Pack, Target};

/// The contract.
#[derive(Debug, Serialize)]
pub struct AdviceJson {
    program: ProgramJson,
    pack: PackJson,
    scenario: ScenarioJson,
    /// What to know before believing the rest: that the day lies before the law that the rules describe.
    notices: Vec<String>,
    verdict: &'static str,
    verdict_lowered_from: Option<&'static str>,
    first: Option<String>,
    lead: Option<i64>,
    ask_first: Vec<String>,
    arrangement: Option<ArrangementJson>,
    forms: Vec<FormJson>,
    alternatives: Vec<AlternativeJson>,
    best_against: Option<BestAgainstJson>,
    decisive: Map<String, Json>,
    undecided: Vec<UndecidedJson>,
    open_facts: Vec<OpenFactJson>,
    /// What every way of answering the open questions leads to; `null`: not examined.
    completions: Option<CompletionsJson>,
    /// The answers that decide the first choice alone; `null`: it is not decided, or they were not found.
    sufficient: Option<SufficientJson>,
    what_if: Vec<WhatIfJson>,
    follows: Vec<FollowsJson>,
    disagreements: Vec<DisagreementJson>,
    set_aside: Vec<SetAsideJson>,
    answers: Vec<AnswerJson>,
    not_examined: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ArrangementJson {
    beslutsorgan: String,
    forvaltning: String,
    variant: Option<String>,
    variant_name: Option<String>,
    route: Vec<WayJson>,
    combinations: Vec<WayJson>,
}

#[derive(Debug, Serialize)]
struct WayJson {
    id: String,
    forms: Vec<&'static str>,
    title: String,
    text: String,
    citations: Vec<String>,
    certainty: &'static str,
}

#[derive(Debug, Serialize)]
struct FormJson {
    form: &'static str,
    status: &'static str,
    score: i64,
    variants: Vec<VariantJson>,
    hinders: Vec<FindingJson>,
    possible_hinders: Vec<UndecidedJson>,
    reasons_for: Vec<FindingJson>,
    reasons_against: Vec<FindingJson>,
    variant_reasons: Vec<FindingJson>,
    duties: Vec<FindingJson>,
    risks: Vec<FindingJson>,
    notes: Vec<FindingJson>,
}

#[derive(Debug, Serialize)]
struct VariantJson {
    id: String,
    score: i64,
    barred: bool,
}

#[derive(Debug, Serialize)]
struct AlternativeJson {
    id: String,
    score: i64,
    barred: bool,
    findings: Vec<FindingJson>,
}

#[derive(Debug, Serialize)]
struct BestAgainstJson {
    speaks_for: Option<&'static str>,
    finding: FindingJson,
}

#[derive(Debug, Serialize)]
struct OpenFactJson {
    fact: String,
    /// Answered *vet ej*; if not, it was never answered.
    unknown: bool,
    /// `null`: not examined.
    can_change_first: Option<bool>,
    /// Whether some condition, duty, risk or reason about the first choice waits for it.
    can_change_terms: bool,
    possible_first: Vec<String>,
    rules: Vec<String>,
}

#[derive(Debug, Serialize)]
struct SufficientJson {
    facts: Vec<String>,
    /// Whether none of them can be left out.
    smallest: bool,
}

#[derive(Debug, Serialize)]
struct WhatIfJson {
    set: Map<String, Json>,
    verdict: &'static str,
    first: Option<String>,
    rules: Vec<String>,
}

#[derive(Debug, Serialize)]
struct FollowsJson {
    id: String,
    list: &'static str,
    document: Option<String>,
    number: Option<i64>,
    who: Option<String>,
    months_before: Option<i64>,
    text: String,
    citations: Vec<String>,
    certainty: &'static str,
    /// False: it depends on answers still missing.
    certain: bool,
}

#[derive(Debug, Serialize)]
struct DisagreementJson {
    fact: String,
    answers: Vec<PartnerAnswerJson>,
}

#[derive(Debug, Serialize)]
struct PartnerAnswerJson {
    partner: String,
    value: Json,
}

#[derive(Debug, Serialize)]
struct SetAsideJson {
    fact: String,
    value: Json,
    /// What other answers give instead; `null`: the question is not relevant.
    derived: Option<Json>,
}

#[derive(Debug, Serialize)]
struct AnswerJson {
    fact: String,
    value: Json,
    from: &'static str,
    note: Option<String>,
}

impl AdviceJson {
    /// An advice as JSON.
    pub fn new(subject: &Subject<'_>) -> AdviceJson {
        let (advice, pack) = (subject.advice, subject.pack);
        let id = |fact: FactId| pack.schema.fact(fact).id.clone();
        let target = |target: Target| pack.manifest.target_id(target).to_owned();
        let best_against = advice.best_against.as_ref().map(|best| BestAgainstJson {
            speaks_for: best.speaks_for.map(Form::id),
            finding: FindingJson::new(pack, &best.finding),
        });
        let open_facts = advice.open_facts.iter().map(|open| OpenFactJson {
            fact: id(open.fact),
            unknown: open.unknown,
            can_change_first: open.can_change_first,
            can_change_terms: advice.first.is_some_and(|first| {
                let about = |waiting: &&crate::advice::finding::Undecided| waiting.targets.contains(&first);
                advice.undecided.iter().filter(about).any(|waiting| waiting.waits_for.contains(&open.fact))
            }),
            possible_first: open.possible_first.iter().map(|first| target(*first)).collect(),
            rules: open.rules.clone(),
        });
        let what_if = advice.what_if.iter().map(|change| WhatIfJson {
            set: values(pack, &change.set),
            verdict: Verdict::of(change.outcome).id(),
            first: crate::advice::targets::first_target(change.outcome).map(target),
            rules: change.rules.clone(),
        });
        let disagreements = advice.disagreements.iter().map(|disagreement| DisagreementJson {
            fact: id(disagreement.fact),
            answers: disagreement
                .answers
                .iter()
                .map(|(partner, answer)| PartnerAnswerJson {
                    partner: partner.clone(),
                    value: value(pack, disagreement.fact, *answer),
                })
                .collect(),
        });
        let set_aside = advice.set_aside.iter().map(|aside| SetAsideJson {
            fact: id(aside.fact),
            value: value(pack, aside.fact, Some(aside.value)),
            derived: aside.derived.map(|derived| value(pack, aside.fact, Some(derived))),
        });
        let answers = advice.answers.iter().map(|answer| AnswerJson {
            fact: id(answer.fact),
            value: value(pack, answer.fact, answer.value),
            from: source_id(answer.from),
            note: answer.note.clone(),
        });
        AdviceJson {
            program: ProgramJson::THIS,
            pack: PackJson::new(pack),
            scenario: ScenarioJson::new(subject),
            notices: crate::advice::notices(pack, advice.day),
            verdict: advice.verdict.id(),
            verdict_lowered_from: advice.lowered_from.map(Verdict::id),
            first: advice.first.map(target),
            lead: advice.lead,
            ask_first: advice.ask_first.iter().map(|fact| id(*fact)).collect(),
            arrangement: advice.arrangement.as_ref().map(arrangement),
            forms: advice.forms.iter().map(|advised| form(pack, advised)).collect(),
            alternatives: advice.alternatives.iter().map(|advised| alternative(pack, advised)).collect(),
            best_against,
            decisive: values(pack, &advice.decisive),
            undecided: UndecidedJson::all(pack, &advice.undecided),
            open_facts: open_facts.collect(),
            completions: advice.completions.as_ref().map(|found| CompletionsJson::new(pack, found)),
            sufficient: advice.sufficient.as_ref().map(|found| SufficientJson {
                facts: found.facts.iter().map(|fact| id(*fact)).collect(),
                smallest: found.smallest,
            }),
            what_if: what_if.collect(),
            follows: advice.follows.iter().map(follows).collect(),
            disagreements: disagreements.collect(),
            set_aside: set_aside.collect(),
            answers: answers.collect(),
            not_examined: advice.not_examined.clone(),
        }
    }
}

fn arrangement(arrangement: &Arrangement) -> ArrangementJson {
    let (variant, variant_name) = arrangement.variant.clone().unzip();
    ArrangementJson {
        beslutsorgan: arrangement.decision_organ.clone(),
        forvaltning: arrangement.administration.clone(),
        variant,
        variant_name,
        route: arrangement.routes.iter().map(way).collect(),
        combinations: arrangement.combinations.iter().map(way).collect(),
    }
}

fn way(way: &Way) -> WayJson {
    WayJson {
        id: way.id.clone(),
        forms: way.forms.iter().map(|form| form.id()).collect(),
        title: way.title.clone(),
        text: way.text.clone(),
        citations: way.citations.clone(),
        certainty: way.certainty.id(),
    }
}

fn form(pack: &Pack, advised: &FormAdvice) -> FormJson {
    let variants = advised.variants.iter().map(|variant| VariantJson {
        id: variant.id.clone(),
        score: variant.score,
        barred: variant.barred,
    });
    FormJson {
        form: advised.form.id(),
        status: advised.standing.id(),
        score: advised.score,
        variants: variants.collect(),
        hinders: FindingJson::all(pack, &advised.hinders),
        possible_hinders: UndecidedJson::all(pack, &advised.possible_hinders),
        reasons_for: FindingJson::all(pack, &advised.reasons_for),
        reasons_against: FindingJson::all(pack, &advised.reasons_against),
        variant_reasons: FindingJson::all(pack, &advised.variant_reasons),
        duties: FindingJson::all(pack, &advised.duties),
        risks: FindingJson::all(pack, &advised.risks),
        notes: FindingJson::all(pack, &advised.notes),
    }
}

fn alternative(pack: &Pack, advised: &AlternativeAdvice) -> AlternativeJson {
    AlternativeJson {
        id: pack.manifest.target_id(Target::Alternative(advised.index)).to_owned(),
        score: advised.score,
        barred: advised.barred,
        findings: FindingJson::all(pack, &advised.findings),
    }
}

fn follows(follows: &Follows) -> FollowsJson {
    let item = &follows.item;
    let list = List::ALL.iter().find(|(_, list)| *list == item.list).map_or("", |(id, _)| id);
    FollowsJson {
        id: item.id.clone(),
        list,
        document: item.document.clone(),
        number: item.number,
        who: item.who.clone(),
        months_before: item.months_before,
        text: item.text.clone(),
        citations: item.citations.iter().map(|citation| citation.value.clone()).collect(),
        certainty: item.certainty.id(),
        certain: follows.certain,
    }
}

fn source_id(source: AnswerSource) -> &'static str {
    match source {
        AnswerSource::Given => "given",
        AnswerSource::Scenario => "scenario",
        AnswerSource::Derived => "derived",
    }
}
