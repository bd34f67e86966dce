//! Two cases side by side: the answers that differ, and what that changes.

use super::composition::bare;
use super::document::{Block, Document, Level, Row, Table, Text};
use super::law_words::{Ground, LawWords};
use super::subject::Subject;
use super::words;
use crate::advice::notices::{EARLIER_DAY, notices};
use crate::advice::{Advice, Finding, FormAdvice, Verdict};
use crate::facts::{FactId, Value};
use crate::law::dates::long_date;
use crate::rules::{Effect, Form};
use crate::text::capitalised;

/// Two cases under the same pack.
pub struct Comparison<'a> {
    /// The one, called A.
    pub left: Subject<'a>,
    /// The other, called B.
    pub right: Subject<'a>,
}

/// How a case stands on a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Answered, or known from other answers.
    Known(Value),
    /// Answered *vet ej*.
    Unknown,
    /// Not answered, or not relevant.
    Absent,
}

/// A question on which the cases stand differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DifferentAnswer {
    /// The question.
    pub fact: FactId,
    /// In A.
    pub left: Stand,
    /// In B.
    pub right: Stand,
}

impl<'a> Comparison<'a> {
    /// The questions on which the cases stand differently, in the order of the questions.
    pub fn answers(&self) -> Vec<DifferentAnswer> {
        let facts = self.left.pack.schema.ids();
        let all = facts.map(|fact| DifferentAnswer {
            fact,
            left: stand(self.left.advice, fact),
            right: stand(self.right.advice, fact),
        });
        all.filter(|answer| answer.left != answer.right).collect()
    }

    /// How many questions both answer alike.
    pub fn alike(&self) -> usize {
        let facts = self.left.pack.schema.ids();
        let known = facts.filter(|fact| matches!(stand(self.left.advice, *fact), Stand::Known(_)));
        known.filter(|fact| stand(self.left.advice, *fact) == stand(self.right.advice, *fact)).count()
    }

    /// A form in both cases.
    pub fn form(&self, form: Form) -> Option<(&'a FormAdvice, &'a FormAdvice)> {
        let of = |advice: &'a Advice| advice.forms.iter().find(|advised| advised.form == form);
        Some((of(self.left.advice)?, of(self.right.advice)?))
    }

    /// The findings that only A has, and those that only B has.
    pub fn findings(&self) -> (Vec<&'a Finding>, Vec<&'a Finding>) {
        let (left, right) = (findings(self.left.advice), findings(self.right.advice));
        let lacks = |others: &[&Finding], finding: &Finding| {
            !others.iter().any(|other| other.tier == finding.tier && other.target == finding.target)
        };
        let only_left = left.iter().copied().filter(|finding| lacks(&right, finding)).collect();
        let only_right = right.iter().copied().filter(|finding| lacks(&left, finding)).collect();
        (only_left, only_right)
    }
}

fn stand(advice: &Advice, fact: FactId) -> Stand {
    match advice.answers.iter().find(|answer| answer.fact == fact) {
        Some(answer) => answer.value.map_or(Stand::Unknown, Stand::Known),
        None => Stand::Absent,
    }
}

/// Every finding, forms in the order of the law and then alternatives.
fn findings(advice: &Advice) -> Vec<&Finding> {
    let of_forms = Form::ALL.iter().filter_map(|form| advice.forms.iter().find(|advised| advised.form == *form));
    let mut alternatives: Vec<_> = advice.alternatives.iter().collect();
    alternatives.sort_by_key(|alternative| alternative.index);
    of_forms
        .flat_map(FormAdvice::findings)
        .chain(alternatives.into_iter().flat_map(|alternative| &alternative.findings))
        .collect()
}

/// The comparison as a document.
pub fn compose(comparison: &Comparison<'_>) -> Document {
    let mut document = Document::default();
    document.heading(Level::Title, words::comparison::TITLE);
    opening(comparison, &mut document);
    results(comparison, &mut document);
    answers(comparison, &mut document);
    differences(comparison, &mut document);
    footer(comparison, &mut document);
    document
}

fn opening(comparison: &Comparison<'_>, document: &mut Document) {
    let (left, right) = (comparison.left.advice, comparison.right.advice);
    let case = |subject: &Subject<'_>| {
        Text::from(format!("{} · ", subject.advice.title))
            .warning(words::status(subject.advice.status))
            .plain(format!(" · lagläget den {}", long_date(subject.advice.day)))
    };
    document.pairs(vec![("A".to_owned(), case(&comparison.left)), ("B".to_owned(), case(&comparison.right))]);
    let pack = &comparison.left.pack.manifest;
    if pack.reviewed.is_none() {
        document.notice(Text::new().warning(words::UNREVIEWED).plain(format!(": {}", words::UNREVIEWED_MEANS)));
    }
    if left.day != right.day {
        document.notice(words::comparison::OTHER_DAY);
    }
    let mut told = notices(comparison.left.pack, left.day);
    told.extend(notices(comparison.right.pack, right.day).into_iter().filter(|_| left.day != right.day));
    for text in told {
        document.notice(Text::new().warning(EARLIER_DAY).plain(format!(" {text}")));
    }
    let same_first = left.first == right.first;
    let sentence = match (same_first, left.verdict == right.verdict) {
        (true, true) => words::comparison::SAME,
        (true, false) => words::comparison::OTHER_VERDICT,
        (false, _) => words::comparison::OTHER_FIRST,
    };
    document.paragraph(Text::new().strong(sentence));
}

fn results(comparison: &Comparison<'_>, document: &mut Document) {
    document.section(words::comparison::RESULTS);
    let sides = [&comparison.left, &comparison.right];
    let manifest = &comparison.left.pack.manifest;
    let mut table = Table { columns: vec!["A".to_owned(), "B".to_owned()], rows: Vec::new() };
    let mut add = |label: String, cells: [String; 2]| {
        table.rows.push(Row { label, cells: cells.map(|cell| vec![cell.into()]).to_vec() });
    };
    add("Omdöme".to_owned(), sides.map(|side| side.advice.verdict.in_words().to_owned()));
    add(
        "Förstahandsval".to_owned(),
        sides.map(|side| {
            side.advice.first.map_or_else(|| "–".to_owned(), |first| bare(manifest.target_name(first)).to_owned())
        }),
    );
    add("Försprång".to_owned(), sides.map(|side| side.advice.lead.map_or_else(|| "–".to_owned(), words::signed)));
    for form in Form::ALL {
        let Some((left, right)) = comparison.form(form) else { continue };
        let standing =
            |advised: &FormAdvice| format!("{}, summa {}", advised.standing.in_words(), words::signed(advised.score));
        add(capitalised(bare(manifest.form_name(form))), [standing(left), standing(right)]);
    }
    document.table(table);
}

fn answers(comparison: &Comparison<'_>, document: &mut Document) {
    document.section(words::comparison::ANSWERS);
    let different = comparison.answers();
    let schema = &comparison.left.pack.schema;
    let words = |fact: FactId, stand: Stand| match stand {
        Stand::Known(value) => schema.in_words(fact, value),
        Stand::Unknown => words::UNKNOWN.to_owned(),
        Stand::Absent => "–".to_owned(),
    };
    document.paragraph(words::comparison::answers(different.len(), comparison.alike()));
    let rows = different.iter().map(|answer| Row {
        label: schema.fact(answer.fact).label.clone(),
        cells: vec![vec![words(answer.fact, answer.left).into()], vec![words(answer.fact, answer.right).into()]],
    });
    document.table(Table { columns: vec!["A".to_owned(), "B".to_owned()], rows: rows.collect() });
}

/// The kinds of finding that are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Hinder,
    Reason,
    Duty,
    Risk,
}

impl Kind {
    const ALL: [Kind; 4] = [Kind::Hinder, Kind::Reason, Kind::Duty, Kind::Risk];

    fn of(finding: &Finding) -> Option<Kind> {
        match finding.effect {
            Effect::Hinder(_) => Some(Kind::Hinder),
            Effect::For(_) | Effect::Against(_) => finding.variant.is_none().then_some(Kind::Reason),
            Effect::Krav => Some(Kind::Duty),
            Effect::Risk(_) => Some(Kind::Risk),
            Effect::Note => None,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Kind::Hinder => words::comparison::HINDERS,
            Kind::Reason => words::comparison::REASONS,
            Kind::Duty => words::comparison::DUTIES,
            Kind::Risk => words::comparison::RISKS,
        }
    }
}

/// Hinders and reasons for any form, duties and risks for the forms that come first in either case.
fn differences(comparison: &Comparison<'_>, document: &mut Document) {
    let (only_left, only_right) = comparison.findings();
    let register = &comparison.left.pack.register;
    let mut law = LawWords::new(register, comparison.left.advice.day, false);
    let firsts = [comparison.left.advice.first, comparison.right.advice.first];
    for kind in Kind::ALL {
        let belongs = |finding: &&Finding| {
            // Duties and risks matter for what may be chosen.
            let told = matches!(kind, Kind::Hinder | Kind::Reason) || firsts.contains(&Some(finding.target));
            Kind::of(finding) == Some(kind) && told
        };
        let sides = [("A", &only_left), ("B", &only_right)].map(|(side, findings)| {
            let findings: Vec<&Finding> = findings.iter().copied().filter(belongs).collect();
            (side, findings)
        });
        if sides.iter().any(|(_, findings)| !findings.is_empty()) {
            document.section(kind.title());
        }
        for (side, findings) in sides.iter().filter(|(_, findings)| !findings.is_empty()) {
            document.part(words::comparison::only(side));
            let items: Vec<Text> = findings.iter().map(|finding| item(comparison, &mut law, finding)).collect();
            document.bullets(items);
        }
    }
}

fn item(comparison: &Comparison<'_>, law: &mut LawWords<'_>, finding: &Finding) -> Text {
    let manifest = &comparison.left.pack.manifest;
    let name = capitalised(bare(manifest.target_name(finding.target)));
    let weight = finding.effect.weight().map(|weight| format!(" {}", words::signed(weight))).unwrap_or_default();
    let ground = law.ground(&Ground::from(finding));
    Text::new().strong(format!("{name}{weight}:")).plain(format!(" {} ", finding.reason)).and(ground)
}

fn footer(comparison: &Comparison<'_>, document: &mut Document) {
    let scenarios =
        format!("underlag A {}, B {}", comparison.left.advice.scenario_hash, comparison.right.advice.scenario_hash);
    let mut lines = super::sections::closing::footer(&comparison.left, &scenarios);
    if [&comparison.left, &comparison.right].iter().any(|side| side.advice.verdict == Verdict::KanInteBedomas) {
        lines.push(words::comparison::CANNOT_JUDGE.into());
    }
    document.paragraph(words::comparison::THE_REST);
    document.blocks.push(Block::Footer(lines));
}
