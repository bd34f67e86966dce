//! Results as the conversation shows and saves them.

use super::standing;
use crate::advice::notices::{EARLIER_DAY, notices};
use crate::advice::{Advice, Finding, Verdict};
use crate::facts::Scenario;
use crate::rules::Pack;

/// A case with its advice.
#[derive(Clone, Copy)]
pub struct Result<'r> {
    /// The pack.
    pub pack: &'r Pack,
    /// The case.
    pub scenario: &'r Scenario,
    /// The advice.
    pub advice: &'r Advice,
    /// Whether open questions can still change what comes first, as far as is known.
    pub may_change: bool,
}

/// Makes texts of results. The questionnaire does not know how they look.
pub trait Reports {
    /// For the screen.
    fn terminal(&self, result: Result<'_>) -> String;
    /// As Markdown.
    fn markdown(&self, result: Result<'_>) -> String;
    /// As JSON.
    fn json(&self, result: Result<'_>) -> String;
    /// What differs between two cases.
    fn compare(&self, earlier: Result<'_>, now: Result<'_>) -> String;
}

/// The bare essentials of a result: enough to carry a conversation.
#[derive(Clone, Copy, Debug, Default)]
pub struct Brief;

impl Reports for Brief {
    fn terminal(&self, result: Result<'_>) -> String {
        let Result { pack, advice, .. } = result;
        let mut text = format!("\n{}\n", source(pack));
        text.extend(notices(pack, advice.day).iter().map(|notice| format!("\n{EARLIER_DAY} {notice}\n")));
        text.push_str(&format!("\n{}\n", standing::sentence(pack, advice)));
        if result.may_change && advice.verdict != Verdict::KanInteBedomas {
            text.push_str("Obesvarade frågor kan ändra det.\n");
        }
        if let Some(arrangement) = &advice.arrangement {
            text.push_str(&format!(
                "Beslutsorgan: {}. Förvaltning: {}.\n",
                arrangement.decision_organ, arrangement.administration
            ));
        }
        let leader = advice.forms.iter().find(|form| Some(crate::rules::Target::Form(form.form)) == advice.first);
        let advised =
            advice.arrangement.as_ref().and_then(|arrangement| arrangement.variant.as_ref()).map(|(id, _)| id);
        for (title, findings) in leader
            .iter()
            .flat_map(|form| [("Villkor", &form.hinders), ("Plikter", &form.duties), ("Risker", &form.risks)])
        {
            let concerns = |finding: &&Finding| finding.variant.is_none() || finding.variant.as_ref() == advised;
            let mut findings = findings.iter().filter(concerns).peekable();
            if findings.peek().is_some() {
                text.push_str(&format!("\n{title}\n"));
                text.extend(findings.map(|finding| format!("– {} ({})\n", finding.reason, finding.rule)));
            }
        }
        text.push_str("\nDetta är ett beslutsunderlag, inget beslut.\n");
        text
    }

    fn markdown(&self, result: Result<'_>) -> String {
        format!("# {}\n{}", result.advice.title, self.terminal(result))
    }

    fn json(&self, result: Result<'_>) -> String {
        let Result { pack, advice, .. } = result;
        let json = serde_json::json!({
            "pack": {"id": pack.manifest.id, "version": pack.manifest.version, "hash": pack.hash},
            "verdict": advice.verdict.id(),
            "first": advice.first.map(|first| pack.manifest.target_id(first)),
        });
        format!("{json:#}\n")
    }

    fn compare(&self, earlier: Result<'_>, now: Result<'_>) -> String {
        let schema = &now.pack.schema;
        let mut text = String::from("\nSvar som skiljer:\n");
        for (fact, declared) in schema.iter() {
            let words = |result: Result<'_>| {
                let value =
                    result.advice.answers.iter().find(|answer| answer.fact == fact).and_then(|answer| answer.value);
                value.map_or_else(|| "inget svar".to_owned(), |value| schema.in_words(fact, value))
            };
            let (then, now) = (words(earlier), words(now));
            if then != now {
                text.push_str(&format!("– {}: {then} i det tidigare underlaget, {now} nu\n", declared.label));
            }
        }
        text.push_str(&format!("\nTidigare: {}\n", standing::sentence(earlier.pack, earlier.advice)));
        text.push_str(&format!("Nu: {}\n", standing::sentence(now.pack, now.advice)));
        text
    }
}

/// The line that every output carries: program, pack, review, law date.
pub fn source(pack: &Pack) -> String {
    let manifest = &pack.manifest;
    let review = match &manifest.reviewed {
        Some(reviewed) => format!("granskat av {}", reviewed.by),
        None => "OGRANSKAT".to_owned(),
    };
    format!(
        "niokap {} · regelpaket {} {} ({review}) · {} · lagtext kontrollerad {}",
        env!("CARGO_PKG_VERSION"),
        manifest.id,
        manifest.version,
        pack.hash,
        crate::law::dates::long_date(manifest.law_date),
    )
}
