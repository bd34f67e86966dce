//! An advice: what the rules say about a case, of each form, of what is outside the three, and of the answers.

use jiff::civil::Date;

use super::arrangement::{Arrangement, VariantStanding};
use super::completions::Completions;
use super::finding::{Finding, Undecided};
use super::sufficient::Sufficient;
use super::verdict::Verdict;
use super::what_if::WhatIf;
use crate::facts::scenario::{Disagreement, Status};
use crate::facts::{FactId, Value};
use crate::rules::consequences::Item;
use crate::rules::{Certainty, Form, Target};

/// What the rules say about a case.
#[derive(Clone, Debug)]
pub struct Advice {
    /// What the case is called.
    pub title: String,
    /// How far the case has come.
    pub status: Status,
    /// The day whose law applies.
    pub day: Date,
    /// When the cooperation is to begin, if that is decided.
    pub start: Option<Date>,
    /// A name for exactly the scenario read.
    pub scenario_hash: String,
    /// Case numbers of the municipalities.
    pub case_numbers: Vec<String>,
    /// The names of the partners.
    pub partners: Vec<String>,
    /// How sure the advice is.
    pub verdict: Verdict,
    /// The verdict before unsettled law lowered it, if it did.
    pub lowered_from: Option<Verdict>,
    /// The first choice: a form, or the alternative that leads.
    pub first: Option<Target>,
    /// How far the first choice leads the next form that is not barred.
    pub lead: Option<i64>,
    /// The questions to answer before anything can be judged.
    pub ask_first: Vec<FactId>,
    /// How the first choice would be set up, if it is a form.
    pub arrangement: Option<Arrangement>,
    /// The three forms, best first, those not available last.
    pub forms: Vec<FormAdvice>,
    /// Outcomes outside the three that something speaks for or bars, best first.
    pub alternatives: Vec<AlternativeAdvice>,
    /// The strongest thing to say against the first choice.
    pub best_against: Option<BestAgainst>,
    /// The answers that decided the first choice.
    pub decisive: Vec<(FactId, Value)>,
    /// Rules that wait for answers.
    pub undecided: Vec<Undecided>,
    /// Questions not answered that some rule waits for.
    pub open_facts: Vec<OpenFact>,
    /// What every way of answering the open questions leads to; `None` if that was not examined.
    pub completions: Option<Completions>,
    /// The answers that decide the first choice alone, if they have been looked for and it is decided.
    pub sufficient: Option<Sufficient>,
    /// The smallest changes of answers that change the first choice.
    pub what_if: Vec<WhatIf>,
    /// What follows if the first choice is made.
    pub follows: Vec<Follows>,
    /// Questions that partners answered differently.
    pub disagreements: Vec<Disagreement>,
    /// Answers that are not used: their question is not relevant, or follows from other answers.
    pub set_aside: Vec<SetAside>,
    /// The answers in use, given and derived, in the order of the questions.
    pub answers: Vec<AnswerInUse>,
    /// What was not looked at.
    pub not_examined: Vec<String>,
}

/// What the rules say about a form.
#[derive(Clone, Debug)]
pub struct FormAdvice {
    /// The form.
    pub form: Form,
    /// Whether it can be chosen.
    pub standing: Standing,
    /// Reasons for minus reasons against, the strongest of each group, minus deductions.
    pub score: i64,
    /// Its variants, best first.
    pub variants: Vec<VariantStanding>,
    /// What bars it, wholly or in part.
    pub hinders: Vec<Finding>,
    /// What speaks for it, strongest first.
    pub reasons_for: Vec<Finding>,
    /// What speaks against it, strongest first.
    pub reasons_against: Vec<Finding>,
    /// What ranks its variants; adds nothing to the score.
    pub variant_reasons: Vec<Finding>,
    /// What must be done if it is chosen.
    pub duties: Vec<Finding>,
    /// What to look into.
    pub risks: Vec<Finding>,
    /// Notes.
    pub notes: Vec<Finding>,
    /// Hinders that wait for answers: to look into before deciding.
    pub possible_hinders: Vec<Undecided>,
}

impl FormAdvice {
    /// Every finding about the form.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let weighing = [&self.hinders, &self.reasons_for, &self.reasons_against, &self.variant_reasons];
        weighing.into_iter().chain([&self.duties, &self.risks, &self.notes]).flatten()
    }

    /// The findings that rest on unsettled law.
    pub fn unsettled(&self) -> impl Iterator<Item = &Finding> {
        self.findings().filter(|finding| finding.certainty == Certainty::Oklart)
    }
}

/// Whether a form can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing bars it.
    Available,
    /// It can be chosen on conditions.
    Conditional,
    /// An answer still missing may bar it.
    Open,
    /// It is barred.
    Unavailable,
}

impl Standing {
    /// The identifier used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Standing::Available => "available",
            Standing::Conditional => "conditional",
            Standing::Open => "open",
            Standing::Unavailable => "unavailable",
        }
    }

    /// The words shown to a reader.
    pub fn in_words(self) -> &'static str {
        match self {
            Standing::Available => "möjlig",
            Standing::Conditional => "möjlig med villkor",
            Standing::Open => "beror på svar som saknas",
            Standing::Unavailable => "inte tillgänglig",
        }
    }
}

/// What the rules say about an outcome outside the three.
#[derive(Clone, Debug)]
pub struct AlternativeAdvice {
    /// Its position in the pack.
    pub index: usize,
    /// Reasons for minus reasons against.
    pub score: i64,
    /// Whether something bars it.
    pub barred: bool,
    /// Everything said about it.
    pub findings: Vec<Finding>,
}

/// The strongest thing to say against the first choice.
#[derive(Clone, Debug)]
pub struct BestAgainst {
    /// What is said.
    pub finding: Finding,
    /// The other form it speaks for; `None` if it speaks against the first choice itself.
    pub speaks_for: Option<Form>,
}

/// A question that some rule waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFact {
    /// The question.
    pub fact: FactId,
    /// Whether the answer was *vet ej*, and not just missing.
    pub unknown: bool,
    /// The rules that wait for it.
    pub rules: Vec<String>,
    /// Whether some answers to it and the other open questions give another first choice. `None`: not examined.
    pub can_change_first: Option<bool>,
    /// The first choices that its answers leave possible, best known first.
    pub possible_first: Vec<Target>,
}

/// Something that follows if the first choice is made.
#[derive(Clone, Debug)]
pub struct Follows {
    /// What.
    pub item: Item,
    /// Whether it is certain; if not, it depends on answers still missing.
    pub certain: bool,
}

/// An answer that is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The question.
    pub fact: FactId,
    /// The answer given.
    pub value: Value,
    /// The value that other answers give instead, if they do.
    pub derived: Option<Value>,
}

/// An answer in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerInUse {
    /// The question.
    pub fact: FactId,
    /// The value; `None` for *vet ej*.
    pub value: Option<Value>,
    /// Where it comes from.
    pub from: AnswerSource,
    /// The note to it.
    pub note: Option<String>,
}

/// Where an answer in use comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerSource {
    /// The user.
    Given,
    /// Partners or dates of the scenario.
    Scenario,
    /// Other answers.
    Derived,
}
