//! What a reason rests on, in words: the kind of source, the law with each statute named in full once, and what is not
//! certain about the text that was read.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::document::{Span, Text};
use super::words;
use crate::advice::Finding;
use crate::law::dates::long_date;
use crate::law::{Citation, Part, Register, SourceKind, StatuteName, list_in_parts};
use crate::rules::Certainty;
use crate::rules::consequences::Item;
use crate::text::join_and;

/// What something rests on.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The kind of source.
    pub certainty: Certainty,
    /// The law.
    pub citations: Vec<Citation>,
    /// Guidance, figures and examples, by their identifiers.
    pub sources: Vec<String>,
    /// Whether it rests on a text that was not read.
    pub unverified: bool,
}

impl Ground {
    /// What citations written in a pack rest on.
    pub fn written<'t>(register: &Register, texts: impl IntoIterator<Item = &'t str>, certainty: Certainty) -> Ground {
        // The loader has reported what cannot be read.
        let citations: Vec<Citation> = texts.into_iter().filter_map(|text| text.parse().ok()).collect();
        let unverified =
            citations.iter().any(|citation| register.find(citation).is_some_and(|found| !found.verified()));
        Ground { certainty, citations, sources: Vec::new(), unverified }
    }

    /// What something that follows from the choice rests on.
    pub fn item(register: &Register, item: &Item) -> Ground {
        Ground::written(register, item.citations.iter().map(|citation| citation.value.as_str()), item.certainty)
    }
}

impl From<&Finding> for Ground {
    fn from(finding: &Finding) -> Ground {
        Ground {
            certainty: finding.certainty,
            citations: finding.citations.clone(),
            sources: finding.sources.clone(),
            unverified: finding.unverified,
        }
    }
}

/// Writes grounds through one report, and remembers what the reader has already been told.
pub struct LawWords<'a> {
    register: &'a Register,
    day: Date,
    /// Whether to name examples beside law and guidance; they are no ground of their own.
    examples: bool,
    /// Statutes named in full.
    named: BTreeSet<StatuteName>,
    /// Statutes whose text version has been told.
    told: BTreeSet<StatuteName>,
}

impl<'a> LawWords<'a> {
    /// Nothing told yet.
    pub fn new(register: &'a Register, day: Date, examples: bool) -> LawWords<'a> {
        LawWords { register, day, examples, named: BTreeSet::new(), told: BTreeSet::new() }
    }

    /// The kind of source, the law, the sources and the reservations: "Lag: 9 kap. 37 § kommunallagen (2017:725)."
    pub fn ground(&mut self, ground: &Ground) -> Text {
        let label = crate::text::capitalised(ground.certainty.in_words());
        let rests_on = self.rests_on(ground);
        if rests_on.is_empty() {
            return Text::new().emphasis(format!("{label}."));
        }
        Text::new().emphasis(format!("{label}:")).plain(" ").and(rests_on).plain(".")
    }

    /// The same as the end of a line: " – lag, 9 kap. 37 § kommunallagen".
    pub fn tail(&mut self, ground: &Ground) -> Text {
        let label = Text::from(format!(" – {}", ground.certainty.in_words()));
        let rests_on = self.rests_on(ground);
        if rests_on.is_empty() { label } else { label.plain(", ").and(rests_on) }
    }

    /// References as a phrase of links, with what is not certain about the text that was read.
    pub fn references(&mut self, citations: &[Citation]) -> Text {
        let mut text = Text::new();
        let mut of_statute: Vec<Citation> = Vec::new();
        for part in list_in_parts(citations, &self.register.statutes) {
            match part {
                Part::Reference(words, citation) => {
                    text = text.with(self.linked(words, &citation));
                    if citation.provision().is_none() && !self.verified(&citation) {
                        text = text.plain(format!(" ({})", words::NOT_CHECKED));
                    }
                    of_statute.push(citation);
                }
                Part::Statute(name, full) => {
                    let reservation = self.reservation(&name, &of_statute);
                    text = text.plain(self.statute(name, full)).plain(reservation);
                    of_statute.clear();
                }
                Part::Glue(words) => text = text.plain(words),
            }
        }
        text
    }

    fn rests_on(&mut self, ground: &Ground) -> Text {
        let mut law = self.references(&ground.citations);
        // A rule may rest on general knowledge although every text it cites was read.
        if ground.unverified && ground.citations.iter().all(|citation| self.verified(citation)) {
            let mark =
                if law.is_empty() { words::NOT_CHECKED.to_owned() } else { format!(" ({})", words::NOT_CHECKED) };
            law = law.plain(mark);
        }
        let alone = law.is_empty();
        let told = |id: &&String| {
            let example = self.register.source(id).is_some_and(|source| source.kind == SourceKind::Exempel);
            self.examples || !example || alone
        };
        let sources: Vec<String> =
            ground.sources.iter().filter(told).map(|id| source_in_words(self.register, id)).collect();
        let sources = Text::from(join_and(&sources));
        let (first, second) = match ground.certainty {
            Certainty::Vagledning => (sources, law),
            _ => (law, sources),
        };
        let between = if first.is_empty() || second.is_empty() { "" } else { "; " };
        first.plain(between).and(second)
    }

    fn verified(&self, citation: &Citation) -> bool {
        self.register.find(citation).is_none_or(|found| found.verified())
    }

    fn linked(&self, words: String, citation: &Citation) -> Span {
        match self.register.link(citation) {
            Some(address) => Span::Link { words, address },
            None => Span::Plain(words),
        }
    }

    /// A statute's full name the first time, then without its number where the name says enough by itself.
    fn statute(&mut self, name: StatuteName, full: String) -> String {
        let number = self.register.statutes.get(&name).map(|statute| statute.number);
        if self.named.insert(name) {
            return full;
        }
        let short = number.and_then(|number| full.strip_suffix(&format!(" ({number})")).map(str::to_owned));
        short.unwrap_or(full)
    }

    /// What is not certain about the text of a statute that was read, in brackets.
    fn reservation(&mut self, name: &StatuteName, citations: &[Citation]) -> String {
        let mut said: Vec<String> = Vec::new();
        let changed = |citation| self.register.changed_after_check(citation, self.day);
        let changes: Vec<Option<(Date, bool)>> = citations
            .iter()
            .map(|citation| changed(citation).map(|change| (change.from, change.is_decided())))
            .collect();
        let days: BTreeSet<(Date, bool)> = changes.iter().flatten().copied().collect();
        for (day, decided) in days {
            let affected = citations
                .iter()
                .zip(&changes)
                .filter(|(_, change)| **change == Some((day, decided)))
                .map(|(citation, _)| citation);
            let which = which(affected.collect(), citations);
            let version = citations.first().and_then(|citation| self.register.text_version(citation));
            let version = version.filter(|_| self.told.insert(name.clone()));
            said.push(words::changed_provision(&which, version, &long_date(day), decided));
        }
        let unread: Vec<&Citation> = citations.iter().filter(|citation| !self.verified(citation)).collect();
        if !unread.is_empty() {
            said.push(format!("{}{}", which(unread, citations), words::NOT_CHECKED));
        }
        if said.is_empty() { String::new() } else { format!(" ({})", said.join("; ")) }
    }
}

/// Which of the references a reservation is about, where it is not all of them.
fn which(affected: Vec<&Citation>, all: &[Citation]) -> String {
    let places: Vec<String> = affected.iter().map(|citation| citation.in_short_words()).collect();
    if places.len() == all.len() { String::new() } else { format!("{}: ", join_and(&places)) }
}

/// A source as a reader knows it: its identifier where that has a year, else who has written it, and when.
pub fn source_in_words(register: &Register, id: &str) -> String {
    let Some(source) = register.source(id) else { return id.to_owned() };
    if id.bytes().any(|byte| byte.is_ascii_digit()) {
        return id.to_owned();
    }
    let who = source.title.split([':', ';', '(']).next().unwrap_or(&source.title).trim();
    match source.year {
        Some(year) => format!("{who} {year}"),
        None => who.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Diagnostics, SourceText};

    fn register() -> Register {
        let text = r#"
[[statute]]
abbreviation = "KL"
number = "2017:725"
name = "kommunallagen"
checked = "lydelse publicerad 2025-09-01"
url = "https://x/"
[[statute]]
abbreviation = "FB"
number = "1949:381"
name = "föräldrabalken"
checked = "lydelse t.o.m. SFS 2025:1490"
[[provision]]
citation = "KL 9:37"
summary = "x"
verified = true
[[provision]]
citation = "FB 19:14"
summary = "x"
verified = false
change = { from = 2026-07-01, by = "prop. 2025/26:92" }
[[source]]
id = "CASES"
title = "Samling av samarbeten; några av dem"
kind = "exempel"
year = 2026
"#;
        let mut problems = Diagnostics::new();
        let register = Register::load(&SourceText::new("law.toml", text), &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        register
    }

    fn ground(register: &Register, citations: &[&str], certainty: Certainty) -> Ground {
        Ground::written(register, citations.iter().copied(), certainty)
    }

    #[test]
    fn statutes_are_named_in_full_once() {
        let register = register();
        let mut law = LawWords::new(&register, jiff::civil::date(2026, 1, 1), true);
        let once = ground(&register, &["KL 9:37"], Certainty::Lag);
        assert_eq!(law.ground(&once).words(), "Lag: 9 kap. 37 § kommunallagen (2017:725).");
        assert_eq!(law.tail(&once).words(), " – lag, 9 kap. 37 § kommunallagen");
        assert!(
            matches!(law.references(&once.citations).spans.first(), Some(Span::Link { address, .. }) if address == "https://x/#K9P37")
        );
    }

    #[test]
    fn a_change_is_told_beside_every_reason_and_the_version_once() {
        let register = register();
        let mut law = LawWords::new(&register, jiff::civil::date(2026, 11, 20), true);
        let both = ground(&register, &["FB 19:14 st 2", "KL 9:37"], Certainty::Oklart);
        assert_eq!(
            law.ground(&both).words(),
            "Oklart rättsläge: 19 kap. 14 § andra stycket föräldrabalken (lydelse t.o.m. SFS 2025:1490; skulle ändras 1 juli 2026, \
             ny lydelse inte kontrollerad; inte kontrollerat mot källan) och 9 kap. 37 § kommunallagen (2017:725)."
        );
        let again = ground(&register, &["FB 19:14"], Certainty::Lag);
        assert_eq!(
            law.ground(&again).words(),
            "Lag: 19 kap. 14 § föräldrabalken (skulle ändras 1 juli 2026, ny lydelse inte kontrollerad; inte kontrollerat mot källan)."
        );
    }

    #[test]
    fn examples_are_named_where_there_is_nothing_else_or_everything_is_told() {
        let register = register();
        let with = |citations: &[&str]| Ground {
            sources: vec!["CASES".to_owned()],
            ..ground(&register, citations, Certainty::Bedomning)
        };
        let day = jiff::civil::date(2026, 1, 1);
        let words =
            |examples, citations: &[&str]| LawWords::new(&register, day, examples).ground(&with(citations)).words();
        assert_eq!(words(false, &["KL 9:37"]), "Bedömning: 9 kap. 37 § kommunallagen (2017:725).");
        assert_eq!(words(false, &[]), "Bedömning: Samling av samarbeten 2026.");
        assert!(words(true, &["KL 9:37"]).ends_with("; Samling av samarbeten 2026."));
    }
}
