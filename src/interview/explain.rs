//! What `?` says: about a question, why it is asked and on what law; about a term, first in plain words.

use std::collections::BTreeSet;

use super::outlook::{Stake, waiting_for};
use super::session::Session;
use crate::advice::finding;
use crate::diagnostics::suggest::closest;
use crate::facts::{Answer, FactId};
use crate::law::Citation;
use crate::law::list_in_words;
use crate::rules::glossary::Term;
use crate::rules::{Effect, Reach, Rule, Tier};
use crate::text::{capitalised, counted, join_and};

/// How many rules are shown that wait for an answer.
const MOST_RULES: usize = 4;
/// How many terms are offered.
const MOST_TERMS: usize = 6;

/// Explains a question.
pub fn question(session: &Session<'_>, fact: FactId, stake: Option<Stake>) -> String {
    let declared = session.schema().fact(fact);
    let mut text = format!("\n{}\n{}\n\n", declared.label, declared.help);
    text.push_str(&format!("Varför frågan ställs: {}\n", declared.why));
    if let Some(stake) = stake {
        text.push_str(&format!("Vad svaret kan ändra: {}.\n", can_change(stake)));
    }
    let helps: Vec<String> = declared
        .kind
        .options()
        .iter()
        .filter_map(|option| Some(format!("– {}: {}\n", option.label, option.help.as_ref()?)))
        .collect();
    if !helps.is_empty() {
        text.push_str("\nAlternativen:\n");
        text.extend(helps);
    }
    text.push_str(&rules(session, fact));
    let terms = terms_in(session, fact);
    if !terms.is_empty() {
        let words: Vec<String> = terms.iter().map(|word| format!("? {word}")).collect();
        text.push_str(&format!("\nOrd som går att slå upp: {}.\n", join_and(&words)));
    }
    if let Some(warning) = &declared.personal_data {
        text.push_str(&format!("\n{warning}\n"));
    }
    text
}

/// What an answer can change, as the end of a sentence.
pub fn can_change(stake: Stake) -> &'static str {
    match stake {
        Stake::First => "vilken form som passar bäst",
        Stake::Verdict => "hur säkert rådet är",
        Stake::Terms => "villkor, plikter eller risker för det som passar bäst",
        Stake::Rest => "bara det som sägs om de andra formerna",
    }
}

/// The rules that would wait for the question if it were open, weightiest first, and all the law they cite.
fn rules(session: &Session<'_>, fact: FactId) -> String {
    let case = session.case();
    let mut answers = case.answers().clone();
    answers.set(fact, Answer::NotAsked);
    let case = case.with_answers(answers);
    let evaluations = case.evaluations();
    let waiting = waiting_for(&evaluations, fact);
    let pack = session.pack();
    let mut tiers: Vec<(&Rule, &Tier)> =
        pack.tiers().enumerate().filter(|(index, _)| waiting.contains(index)).map(|(_, tier)| tier).collect();
    if tiers.is_empty() {
        return "\nIngen regel väntar på svaret med de andra svar ni har gett.\n".to_owned();
    }
    let mut citations: Vec<&Citation> = Vec::new();
    for citation in tiers.iter().flat_map(|(_, tier)| &tier.citations) {
        if !citations.contains(&citation) {
            citations.push(citation);
        }
    }
    citations.sort();
    tiers.sort_by_key(|(_, tier)| gravity(tier.effect));
    let mut told = BTreeSet::new();
    tiers.retain(|(_, tier)| told.insert(tier.reason.clone()));
    let mut text = String::from("\nBeroende på svaret kan det bland annat bli så här:\n");
    for (rule, tier) in tiers.iter().take(MOST_RULES) {
        let targets: Vec<&str> = tier.targets.iter().map(|target| pack.manifest.target_name(*target)).collect();
        text.push_str(&format!(
            "– {}: {}. {} ({})\n",
            capitalised(&join_and(&targets)),
            tier.effect.in_words(),
            finding::fill(&case, &tier.reason),
            rule.id,
        ));
    }
    if tiers.len() > MOST_RULES {
        text.push_str(&format!("Sammanlagt väntar {} på svaret.\n", counted(tiers.len(), "regel", "regler")));
    }
    text.push_str(&format!("\nLagrum: {}.\n", list_in_words(citations, &pack.register.statutes)));
    text
}

/// The gravest first.
fn gravity(effect: Effect) -> u8 {
    match effect {
        Effect::Hinder(Reach::Form) => 0,
        Effect::For(weight) | Effect::Against(weight) => 10u8.saturating_sub(weight),
        Effect::Hinder(_) => 11,
        Effect::Krav => 12,
        Effect::Risk(_) => 13,
        Effect::Note => 14,
    }
}

/// Explains a term.
pub fn term(session: &Session<'_>, word: &str) -> String {
    let pack = session.pack();
    let glossary = &pack.glossary;
    let wanted = word.to_lowercase();
    let found =
        glossary.iter().find(|term| term.id == wanted || term.words.iter().any(|known| known.to_lowercase() == wanted));
    let Some(term) = found else {
        let words = glossary.iter().flat_map(|term| &term.words).map(String::as_str);
        let near = closest(&wanted, words).map(|near| format!(" Menar ni ? {near}")).unwrap_or_default();
        return format!("”{word}” finns inte i ordlistan.{near}\n");
    };
    let name = term.words.first().map_or(term.id.as_str(), String::as_str);
    let citations: Vec<Citation> = term.citations.iter().filter_map(|text| Citation::parse(text).ok()).collect();
    let law = list_in_words(&citations, &pack.register.statutes);
    let law = if law.is_empty() { String::new() } else { format!(" ({law})") };
    format!("\n{}: {}\nI lagen: {}{law}\n", capitalised(name), term.short, term.law)
}

/// The glossary's words that stand in the question, each term once.
fn terms_in(session: &Session<'_>, fact: FactId) -> Vec<String> {
    let declared = session.schema().fact(fact);
    let mut text = format!("{} {} {}", declared.question, declared.help, declared.why);
    for option in declared.kind.options() {
        text.push_str(&format!(" {} {}", option.label, option.help.as_deref().unwrap_or_default()));
    }
    let text = text.to_lowercase();
    let stands = |term: &&Term| term.words.iter().any(|word| has_word(&text, &word.to_lowercase()));
    let found = session.pack().glossary.iter().filter(stands);
    found.filter_map(|term| term.words.first().cloned()).take(MOST_TERMS).collect()
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
