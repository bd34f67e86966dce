//! What `?` says: about a question, why it is asked and on what law; about a term, first in plain words.

use std::collections::BTreeSet;

use super::outlook::{Stake, waiting_for};
use super::session::Session;
use super::words;
use crate::advice::finding;
use crate::diagnostics::suggest::closest;
use crate::facts::{Answer, FactId};
use crate::law::Citation;
use crate::law::list_in_words;
use crate::rules::glossary::Term;
use crate::rules::{Effect, Reach, Rule, Tier};
use crate::text::{capitalised, counted, first_sentence, join_and};

/// How many rules are shown that wait for an answer.
const MOST_RULES: usize = 4;
/// How many of them where it must be brief.
const FEW_RULES: usize = 2;
/// How many citations where it must be brief.
const FEW_CITATIONS: usize = 3;
/// A longer explanation than this many rows of a narrow window is cut down, so that its beginning does not leave a
/// window of 24 rows when the question is asked again below it.
const MOST_ROWS: usize = 14;
/// The width a row is reckoned with.
const NARROW: usize = 80;
/// What is written after `?` to see everything.
pub const EVERYTHING: &str = "allt";
/// How many terms are offered.
const MOST_TERMS: usize = 6;

/// How much to tell of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What fits above the question when it is asked again.
    Brief,
    /// Everything.
    Whole,
}

/// Explains a question. A brief explanation is whole if the whole is brief.
pub fn question(session: &Session<'_>, fact: FactId, stake: Option<Stake>, extent: Extent) -> String {
    let whole = whole(session, fact, stake);
    if extent == Extent::Whole || words::wrap(&whole, NARROW).lines().count() <= MOST_ROWS {
        return whole;
    }
    let declared = session.schema().fact(fact);
    let mut text = format!("\nVarför frågan ställs: {}\n", declared.why);
    if let Some(stake) = stake {
        text.push_str(&format!("Vad svaret kan ändra: {}.\n", can_change(stake)));
    }
    text.push_str(&Waiting::of(session, fact).brief(session));
    if let Some(warning) = &declared.personal_data {
        text.push_str(&format!("{warning}\n"));
    }
    text.push_str(&format!("Skriv ? {EVERYTHING} för hela förklaringen med alla alternativ och lagrum.\n"));
    text
}

/// Everything about a question.
fn whole(session: &Session<'_>, fact: FactId, stake: Option<Stake>) -> String {
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
    text.push_str(&Waiting::of(session, fact).whole(session));
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

/// The rules that would wait for a question if it were open.
struct Waiting<'s> {
    /// The weightiest first, each reason once.
    tiers: Vec<(&'s Rule, &'s Tier)>,
    /// All the law they cite.
    citations: Vec<&'s Citation>,
}

impl<'s> Waiting<'s> {
    fn of(session: &Session<'s>, fact: FactId) -> Waiting<'s> {
        let case = session.case();
        let mut answers = case.answers().clone();
        answers.set(fact, Answer::NotAsked);
        let evaluations = case.with_answers(answers).evaluations();
        let waiting = waiting_for(&evaluations, fact);
        let pack = session.pack();
        let mut tiers: Vec<(&Rule, &Tier)> =
            pack.tiers().enumerate().filter(|(index, _)| waiting.contains(index)).map(|(_, tier)| tier).collect();
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
        Waiting { tiers, citations }
    }

    /// The gravest of them, the law of all.
    fn whole(&self, session: &Session<'_>) -> String {
        if self.tiers.is_empty() {
            return "\nIngen regel väntar på svaret med de andra svar ni har gett.\n".to_owned();
        }
        let mut text = String::from("\nBeroende på svaret kan det bland annat bli så här:\n");
        for (rule, tier) in self.tiers.iter().take(MOST_RULES) {
            text.push_str(&line(session, rule, tier, |reason| reason.to_owned()));
        }
        if self.tiers.len() > MOST_RULES {
            text.push_str(&format!("Sammanlagt väntar {} på svaret.\n", counted(self.tiers.len(), "regel", "regler")));
        }
        let law = list_in_words(self.citations.iter().copied(), &session.pack().register.statutes);
        text.push_str(&format!("\nLagrum: {law}.\n"));
        text
    }

    /// The very gravest, in a sentence each, and some of the law.
    fn brief(&self, session: &Session<'_>) -> String {
        let mut text = String::new();
        for (rule, tier) in self.tiers.iter().take(FEW_RULES) {
            text.push_str(&line(session, rule, tier, |reason| format!("{}.", first_sentence(reason))));
        }
        if !text.is_empty() {
            text.insert_str(0, "Det kan till exempel bli så här:\n");
        }
        let few = self.citations.iter().copied().take(FEW_CITATIONS);
        let law = list_in_words(few, &session.pack().register.statutes);
        let more = if self.citations.len() > FEW_CITATIONS { " med flera" } else { "" };
        if !law.is_empty() {
            text.push_str(&format!("Lagrum: {law}{more}.\n"));
        }
        text
    }
}

/// What a rule would say.
fn line(session: &Session<'_>, rule: &Rule, tier: &Tier, told: fn(&str) -> String) -> String {
    let manifest = &session.pack().manifest;
    let targets: Vec<&str> = tier.targets.iter().map(|target| manifest.target_name(*target)).collect();
    format!(
        "– {}: {}. {} ({})\n",
        capitalised(&join_and(&targets)),
        tier.effect.in_words(),
        told(&finding::fill(&session.case(), &tier.reason)),
        rule.id,
    )
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
