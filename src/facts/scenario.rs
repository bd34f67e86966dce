//! A case as a scenario file holds it: a saved set of answers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::answers::{Answer, Answers, Provenance};
use super::feed::{self, Partner};
use super::schema::{FactId, Schema};
use super::value::Value;
use crate::diagnostics::toml_reader::Located;
use crate::diagnostics::{Place, SourceText};

/// The word for an explicit unknown, in every kind of fact.
pub const UNKNOWN: &str = "vet_ej";

/// How far a case has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Status {
    /// Being worked on.
    #[default]
    Draft,
    /// Decided on.
    Final,
    /// A worked example.
    Example,
}

impl Status {
    /// Every status with its identifier.
    pub const ALL: [(&'static str, Status); 3] =
        [("utkast", Status::Draft), ("slutlig", Status::Final), ("exempel", Status::Example)];

    /// The identifier used in files.
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, status)| *status == self).map_or("", |(id, _)| id)
    }
}

/// Different answers from different partners to the same question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The question.
    pub fact: FactId,
    /// Who answered what; `None` for *vet ej*.
    pub answers: Vec<(String, Option<Value>)>,
}

/// What one partner answered itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAnswer {
    /// The partner's name.
    pub partner: String,
    /// The question.
    pub fact: FactId,
    /// Its answer.
    pub answer: Answer,
}

/// The form proposed and what its papers contain; only for screening.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    /// The form proposed.
    pub form: Option<Located<String>>,
    /// Answers about the papers.
    pub documents: Vec<(FactId, Answer, Place)>,
}

/// What a test expects of the advice.
#[derive(Clone, Debug, Default)]
pub struct Expectation {
    /// The verdict word.
    pub verdict: Option<Located<String>>,
    /// The first choice: a form or, for none of the three, an alternative.
    pub first: Option<Located<String>>,
    /// Rules that fire.
    pub fires: Vec<Located<String>>,
    /// Rules that do not.
    pub silent: Vec<Located<String>>,
    /// Rules that stay undecided.
    pub undecided: Vec<Located<String>>,
    /// Rules among the conditions of a form.
    pub conditions: Vec<Located<String>>,
    /// Forms that are not available, exactly; `None` if not said.
    pub unavailable: Option<Vec<Located<String>>>,
    /// Facts that could still change the first choice.
    pub open: Vec<Located<String>>,
}

/// What a real cooperation chose.
#[derive(Clone, Debug)]
pub struct Observed {
    /// The form or alternative chosen.
    pub choice: Located<String>,
    /// Whether it counts in the report of agreement.
    pub scoring: bool,
    /// The sector, for the baseline.
    pub sector: Option<String>,
    /// Where it is known from.
    pub source: Option<String>,
}

/// A case as a file holds it.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What it is called.
    pub title: String,
    /// How far it has come.
    pub status: Status,
    /// The law as of this day; `None`: the day given on the command line, or the pack's.
    pub date: Option<Date>,
    /// When the cooperation is to begin.
    pub start: Option<Date>,
    /// Case numbers, one per municipality, free text.
    pub case_numbers: Vec<String>,
    /// The partners.
    pub partners: Vec<Partner>,
    /// What is known.
    pub answers: Answers,
    /// Notes to answers.
    pub notes: BTreeMap<FactId, String>,
    /// What partners answered themselves, in the order of the partners.
    pub own_answers: Vec<OwnAnswer>,
    /// Questions that partners answered differently.
    pub disagreements: Vec<Disagreement>,
    /// Where each answer is written.
    pub places: BTreeMap<FactId, Place>,
    /// The proposal to screen.
    pub proposal: Proposal,
    /// What a test expects.
    pub expect: Option<Expectation>,
    /// What a real cooperation chose.
    pub observed: Option<Observed>,
    /// The file.
    pub source: Arc<SourceText>,
}

impl Scenario {
    /// An empty case with a title.
    pub fn new(schema: &Schema, title: &str) -> Scenario {
        Scenario {
            title: title.to_owned(),
            status: Status::Draft,
            date: None,
            start: None,
            case_numbers: Vec::new(),
            partners: Vec::new(),
            answers: Answers::none(schema),
            notes: BTreeMap::new(),
            own_answers: Vec::new(),
            disagreements: Vec::new(),
            places: BTreeMap::new(),
            proposal: Proposal::default(),
            expect: None,
            observed: None,
            source: SourceText::without_text("nytt fall"),
        }
    }

    /// The answers together with what partners and start date settle, as of a day.
    pub fn filled(&self, schema: &Schema, date: Date) -> Answers {
        let mut answers = self.answers.clone();
        let partners = feed::from_partners(schema, &self.partners).into_iter().map(|fed| (fed, Provenance::Partners));
        let start = self.start.map(|start| feed::from_start(schema, date, start)).unwrap_or_default();
        for ((fact, value), provenance) in partners.chain(start.into_iter().map(|fed| (fed, Provenance::Start))) {
            answers.set(fact, Answer::Known(value, provenance));
        }
        answers
    }

    /// The answers to a question that partners gave themselves.
    pub fn own_answers_to(&self, fact: FactId) -> impl Iterator<Item = &OwnAnswer> {
        self.own_answers.iter().filter(move |own| own.fact == fact)
    }

    /// What the partners' own answers to a question amount to: what they agree on, and unknown where they differ.
    /// `None` if none of them answered.
    pub fn agreed(&self, fact: FactId) -> Option<Answer> {
        let mut values = self.own_answers_to(fact).map(|own| own.answer.value());
        let first = values.next()?;
        let agreed = values.all(|value| value == first);
        Some(first.filter(|_| agreed).map_or(Answer::Unknown, |value| Answer::Known(value, Provenance::User)))
    }

    /// Gives each question that only partners answered what they agree on, and lists what they differ on.
    pub fn merge_own_answers(&mut self) {
        let facts: BTreeSet<FactId> = self.own_answers.iter().map(|own| own.fact).collect();
        self.disagreements.clear();
        for fact in facts {
            let Some(agreed) = self.agreed(fact) else { continue };
            if self.answers.get(fact) == Answer::NotAsked {
                self.answers.set(fact, agreed);
            }
            let answers: Vec<(String, Option<Value>)> =
                self.own_answers_to(fact).map(|own| (own.partner.clone(), own.answer.value())).collect();
            if answers.iter().any(|(_, value)| Some(value) != answers.first().map(|(_, first)| first)) {
                self.disagreements.push(Disagreement { fact, answers });
            }
        }
    }

    /// A name for exactly this file: the first twelve digits of its BLAKE3 hash.
    pub fn hash(&self) -> String {
        blake3::hash(self.source.text().as_bytes()).to_hex().chars().take(12).collect()
    }
}
