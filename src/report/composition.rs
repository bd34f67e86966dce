//! Which parts stand in the short, the normal and the long report.

use super::document::{Document, Text};
use super::law_words::{Ground, LawWords};
use super::sections::{
    choice, closing, conditions, details, doubts, forms, ground, opening, outside, unanswered, what_if,
};
use super::subject::Subject;
use crate::advice::{Finding, FormAdvice, Verdict};
use crate::facts::{FactId, Value};
use crate::rules::{Form, Target};

/// How much to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Length {
    /// One page, for those who decide.
    Short,
    /// About two pages.
    Normal,
    /// Everything, for the jurist.
    Long,
}

/// The report on an advice.
pub fn compose(subject: &Subject<'_>, length: Length) -> Document {
    let mut composer = Composer::new(subject, length);
    opening::write(&mut composer);
    if subject.advice.verdict == Verdict::KanInteBedomas {
        unanswered::ask_first(&mut composer);
    }
    conditions::write(&mut composer);
    ground::write(&mut composer);
    forms::write(&mut composer);
    outside::write(&mut composer);
    doubts::best_against(&mut composer);
    choice::write(&mut composer);
    doubts::risks(&mut composer);
    doubts::unsettled(&mut composer);
    what_if::write(&mut composer);
    unanswered::write(&mut composer);
    details::write(&mut composer);
    closing::write(&mut composer);
    composer.document
}

/// A report being written.
pub struct Composer<'a> {
    /// What it is about.
    pub subject: &'a Subject<'a>,
    /// How much to tell.
    pub length: Length,
    /// The law, as far as it has been told.
    pub law: LawWords<'a>,
    /// What is written so far.
    pub document: Document,
}

impl<'a> Composer<'a> {
    fn new(subject: &'a Subject<'a>, length: Length) -> Composer<'a> {
        let law = LawWords::new(&subject.pack.register, subject.advice.day, length == Length::Long);
        Composer { subject, length, law, document: Document::default() }
    }

    /// The form that comes first, if a form does.
    pub fn first(&self) -> Option<&'a FormAdvice> {
        let first = self.subject.advice.first.and_then(Target::form)?;
        self.subject.advice.forms.iter().find(|form| form.form == first)
    }

    /// The name of an outcome without its article: "gemensam nämnd".
    pub fn name(&self, target: Target) -> &'a str {
        bare(self.subject.pack.manifest.target_name(target))
    }

    /// The name of a form without its article.
    pub fn form_name(&self, form: Form) -> &'a str {
        self.name(Target::Form(form))
    }

    /// A question's short name.
    pub fn label(&self, fact: FactId) -> &'a str {
        &self.subject.pack.schema.fact(fact).label
    }

    /// An answer in words; *vet ej* where it is not known.
    pub fn answer(&self, fact: FactId, value: Option<Value>) -> String {
        value.map_or_else(|| super::words::UNKNOWN.to_owned(), |value| self.subject.pack.schema.in_words(fact, value))
    }

    /// A reason in full, with what it rests on.
    pub fn reason(&mut self, finding: &Finding) -> Text {
        let ground = self.law.ground(&Ground::from(finding));
        let text = Text::from(finding.reason.as_str()).plain(" ").and(ground);
        match self.length {
            Length::Long => text.plain(format!(" [{}]", finding.rule)),
            _ => text,
        }
    }

    /// Whether a finding concerns what is advised: the form as such, or the very variant of it.
    pub fn concerns_advised(&self, finding: &Finding) -> bool {
        let advised = self.subject.advice.arrangement.as_ref().and_then(|arrangement| arrangement.variant.as_ref());
        let first = self.subject.advice.first == Some(finding.target);
        finding.variant.as_ref().is_none_or(|variant| first && advised.is_some_and(|(id, _)| id == variant))
    }

    /// A duty or a risk in full, led by the variant it concerns where that is not the one advised.
    pub fn reason_of_variant(&mut self, finding: &Finding) -> Text {
        let reason = self.reason(finding);
        let manifest = &self.subject.pack.manifest;
        match finding.variant.as_ref().filter(|_| !self.concerns_advised(finding)) {
            Some(variant) => {
                let name = manifest.variant(variant).map_or(variant.as_str(), |(_, variant)| variant.name.as_str());
                Text::new().emphasis(super::words::only_for_variant(name)).plain(" ").and(reason)
            }
            None => reason,
        }
    }
}

/// A name without its indefinite article.
pub fn bare(name: &str) -> &str {
    ["ett ", "en "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name)
}
