//! What speaks against: the best argument, the risks, and what is unsettled in law.

use crate::advice::Finding;
use crate::report::composition::{Composer, Length};
use crate::report::document::Text;
use crate::report::words::{self, heading};
use crate::rules::{Certainty, Effect, RiskLevel};

/// The strongest argument against the first choice.
pub fn best_against(composer: &mut Composer<'_>) {
    let Some(best) = &composer.subject.advice.best_against else { return };
    composer.document.section(heading::BEST_AGAINST);
    let whose = match best.speaks_for {
        Some(form) => format!("För {} talar: ", composer.form_name(form)),
        None => String::new(),
    };
    let reason = composer.reason(&best.finding);
    composer.document.paragraph(Text::from(whose).and(reason));
}

/// The risks of the first choice, gravest first.
pub fn risks(composer: &mut Composer<'_>) {
    let Some(first) = composer.first() else { return };
    let least = match composer.length {
        Length::Short => RiskLevel::High,
        Length::Normal => RiskLevel::Medium,
        Length::Long => RiskLevel::Low,
    };
    // What lowered the verdict and what is the best argument against have been told already.
    let advice = composer.subject.advice;
    let best_against =
        advice.best_against.as_ref().filter(|best| best.speaks_for.is_none()).map(|best| best.finding.tier);
    let told = |finding: &&Finding| {
        let lowered = finding.certainty == Certainty::Oklart && advice.lowered_from.is_some();
        lowered || best_against == Some(finding.tier)
    };
    let grave = |finding: &&Finding| matches!(finding.effect, Effect::Risk(level) if level >= least);
    let told_here = |finding: &&Finding| composer.length == Length::Long || composer.concerns_advised(finding);
    let risks: Vec<&Finding> =
        first.risks.iter().filter(grave).filter(|finding| !told(finding)).filter(told_here).collect();
    if risks.is_empty() {
        return;
    }
    composer.document.section(heading::RISKS);
    let items: Vec<Text> = risks
        .into_iter()
        .map(|risk| {
            let level = match risk.effect {
                Effect::Risk(level) => words::risk_level(level),
                _ => "",
            };
            let reason = composer.reason_of_variant(risk);
            Text::new().strong(format!("{level}:")).plain(" ").and(reason)
        })
        .collect();
    composer.document.bullets(items);
}

/// Reasons that rest on unsettled law and have not been told yet.
pub fn unsettled(composer: &mut Composer<'_>) {
    let advice = composer.subject.advice;
    let told_at_top = advice.lowered_from.is_some();
    let least = if composer.length == Length::Long { RiskLevel::Low } else { RiskLevel::Medium };
    let mut seen: Vec<&str> = Vec::new();
    let mut items = Vec::new();
    for form in &advice.forms {
        let first = composer.first().is_some_and(|first| first.form == form.form);
        // What is said against the other forms stands in the comparison.
        if composer.length != Length::Long && !first {
            continue;
        }
        for finding in form.unsettled() {
            // Risks of the first choice stand among its risks.
            let among_risks = first && matches!(finding.effect, Effect::Risk(level) if level >= least);
            let at_top = first && told_at_top && finding.effect != Effect::Krav;
            if among_risks || at_top || seen.contains(&finding.reason.as_str()) {
                continue;
            }
            seen.push(&finding.reason);
            let name = composer.form_name(form.form);
            let reason = composer.reason(finding);
            items.push(Text::new().strong(format!("{}:", crate::text::capitalised(name))).plain(" ").and(reason));
        }
    }
    if !items.is_empty() {
        composer.document.section(heading::UNSETTLED);
        composer.document.bullets(items);
    }
}
