//! How it stands so far, and what would change it.

use super::session::Session;
use crate::advice::targets::first_target;
use crate::advice::{Advice, Finding, FormAdvice, Standing, Verdict};
use crate::rules::{Form, Pack, Target};
use crate::text::{capitalised, join_and};

/// How many reasons are shown on either side.
const MOST_REASONS: usize = 3;
/// How many changes are shown.
const MOST_CHANGES: usize = 6;

/// The advice in one sentence.
pub fn sentence(pack: &Pack, advice: &Advice) -> String {
    let name = advice.first.map(|first| pack.manifest.target_name(first)).unwrap_or_default();
    match (advice.verdict, advice.first) {
        (Verdict::Tydligt, _) => format!("Svaren talar tydligt för {name}."),
        (Verdict::LutarAt, _) => format!("Det lutar åt {name}."),
        (Verdict::Jamnt, _) => format!("Det är jämnt. Knappt först kommer {name}."),
        (Verdict::IngenAvTre, Some(_)) => format!("Ingen av de tre formerna ligger närmast till hands, utan {name}."),
        (Verdict::IngenAvTre, None) => "Ingen av de tre formerna ligger närmast till hands.".to_owned(),
        (Verdict::KanInteBedomas, _) => "Det går inte att bedöma ännu.".to_owned(),
    }
}

/// How it stands so far: what it leans to, what makes the difference, what is still open.
pub fn so_far(session: &Session<'_>, left: usize) -> String {
    let (pack, advice) = (session.pack(), session.advice());
    let mut text = format!("\nSå här långt: {}\n", sentence(pack, &advice));
    if advice.verdict == Verdict::KanInteBedomas {
        let ask: Vec<&str> = advice.ask_first.iter().map(|fact| pack.schema.fact(*fact).label.as_str()).collect();
        if !ask.is_empty() {
            text.push_str(&format!("Det som behövs först: {}.\n", join_and(&ask).to_lowercase()));
        }
    } else {
        text.push_str(&forms(pack, &advice));
        text.push_str(&difference(pack, &advice));
    }
    text.push_str(&match left {
        0 => "Inga fler frågor kan ändra vad som passar bäst.\n".to_owned(),
        1 => "En fråga till kan ändra bilden.\n".to_owned(),
        more => format!("Högst {more} frågor till kan ändra bilden.\n"),
    });
    text
}

fn forms(pack: &Pack, advice: &Advice) -> String {
    let line = |form: &FormAdvice| {
        let name = capitalised(pack.manifest.form_name(form.form));
        match form.standing {
            Standing::Unavailable => format!("  {name}: {}\n", form.standing.in_words()),
            _ => format!("  {name}: {}, vägt {}\n", form.standing.in_words(), signed(form.score)),
        }
    };
    advice.forms.iter().map(line).collect()
}

fn signed(number: i64) -> String {
    match number {
        0 => "0".to_owned(),
        less if less < 0 => format!("−{}", less.abs()),
        more => format!("+{more}"),
    }
}

/// The weightiest counted reasons for what leads and against what follows.
fn difference(pack: &Pack, advice: &Advice) -> String {
    let mut reasons: Vec<(i64, String)> = Vec::new();
    let leader = advice.first.and_then(Target::form);
    for form in &advice.forms {
        let leads = Some(form.form) == leader;
        let counted = |findings: &[Finding]| -> Vec<Finding> {
            findings.iter().filter(|finding| finding.counted).cloned().collect()
        };
        let shown = if leads { counted(&form.reasons_for) } else { counted(&form.reasons_against) };
        for finding in shown {
            reasons.push((finding.effect.weight().unwrap_or(0).abs(), reason(pack, form.form, leads, &finding)));
        }
    }
    if let Some(Target::Alternative(index)) = advice.first
        && let Some(alternative) = advice.alternatives.iter().find(|alternative| alternative.index == index)
    {
        let counted = alternative.findings.iter().filter(|finding| finding.counted);
        reasons
            .extend(counted.map(|finding| (finding.effect.weight().unwrap_or(0), format!("– {}\n", finding.reason))));
    }
    reasons.sort_by_key(|(weight, _)| -weight);
    if reasons.is_empty() {
        return String::new();
    }
    let mut text = String::from("Det som skiljer mest:\n");
    text.extend(reasons.into_iter().take(MOST_REASONS).map(|(_, reason)| reason));
    text
}

fn reason(pack: &Pack, form: Form, leads: bool, finding: &Finding) -> String {
    let side = if leads { "för" } else { "emot" };
    format!("– {side} {}: {}\n", pack.manifest.form_definite(form), finding.reason)
}

/// The smallest changes of answers that change what comes first.
pub fn what_would_change(session: &Session<'_>, advice: &Advice) -> String {
    let (pack, schema) = (session.pack(), session.schema());
    if advice.what_if.is_empty() {
        return "\nInget enskilt svar, och inga två svar tillsammans, ändrar vad som kommer först.\n".to_owned();
    }
    let mut text = String::from("\nDet här skulle ändra vad som kommer först:\n");
    for change in advice.what_if.iter().take(MOST_CHANGES) {
        let set: Vec<String> = change
            .set
            .iter()
            .map(|(fact, value)| {
                format!("{} = {}", schema.fact(*fact).label.to_lowercase(), schema.in_words(*fact, *value))
            })
            .collect();
        let then = match first_target(change.outcome) {
            Some(target) => pack.manifest.target_name(target),
            None => "ingen av de tre formerna",
        };
        text.push_str(&format!("– {}: då kommer {then} först ({})\n", join_and(&set), change.rules.join(", ")));
    }
    if advice.what_if.len() > MOST_CHANGES {
        text.push_str(&format!("och {} ändringar till.\n", advice.what_if.len() - MOST_CHANGES));
    }
    text
}
