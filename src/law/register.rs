//! `law.toml`: what may be cited, in which text version, and what is known to have changed since.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use jiff::civil::Date;

use super::citation::{Citation, Numeral, Provision, Span, StatuteName};
use super::dates::parse_date;
use super::register_index::Index;
use super::statutes::{SfsNumber, Statute, Statutes};
use crate::diagnostics::suggest::did_you_mean_or_list;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Located, Place, SourceText, TableReader, TomlDocument};

/// Everything that rules may cite.
#[derive(Debug, Clone, Default)]
pub struct Register {
    /// The statutes.
    pub statutes: Statutes,
    /// The provisions that have been read, in the order of the file.
    pub provisions: Vec<RegisteredProvision>,
    /// Cases and preparatory works, in the order of the file.
    pub authorities: Vec<Authority>,
    /// Guidance and other sources, in the order of the file.
    pub sources: Vec<Source>,
    index: Index,
}

/// A provision that somebody has looked up.
#[derive(Debug, Clone)]
pub struct RegisteredProvision {
    /// Which one; the statute is named as rules name it.
    pub citation: Citation,
    /// What it says, in our own words.
    pub summary: String,
    /// Whether it was read in the text of the statute.
    pub verified: bool,
    /// A later change whose text has not been checked.
    pub change: Option<Change>,
    /// Where it is registered.
    pub place: Place,
}

/// A change of the law that is known but not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The first day of the new wording.
    pub from: Date,
    /// What brings it: the proposal (`prop. 2025/26:92`), or the decided act (`SFS 2026:100`).
    pub by: String,
}

impl Change {
    /// Whether it is known to have been decided: the act itself is named, and not just what was proposed.
    pub fn is_decided(&self) -> bool {
        self.by.starts_with("SFS")
    }
}

/// What kind of weight an authority carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuthorityKind {
    /// A decided case.
    Praxis,
    /// A preparatory work.
    Forarbeten,
}

/// A case or a preparatory work.
#[derive(Debug, Clone)]
pub struct Authority {
    /// Which one.
    pub citation: Citation,
    /// Case or preparatory work.
    pub kind: AuthorityKind,
    /// What it is called.
    pub title: String,
    /// What it says, in our own words.
    pub summary: String,
    /// Whether it was read.
    pub verified: bool,
    /// Where it can be read.
    pub url: Option<String>,
    /// Where it is registered.
    pub place: Place,
}

/// What kind of text a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// Guidance from somebody who gives such.
    Vagledning,
    /// Figures or studies.
    Underlag,
    /// How somebody else has done.
    Exempel,
}

impl SourceKind {
    /// The word for it, as in the file.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Vagledning => "vagledning",
            Self::Underlag => "underlag",
            Self::Exempel => "exempel",
        }
    }
}

/// What `källa` in a rule names.
#[derive(Debug, Clone)]
pub struct Source {
    /// How rules name it: `SKR 2026`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What kind of text it is.
    pub kind: SourceKind,
    /// When it is from, where that is known.
    pub year: Option<i64>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Where it is registered.
    pub place: Place,
}

/// What a citation was found as.
#[derive(Debug, Clone, Copy)]
pub enum Found<'r> {
    /// A provision: the one cited, or the closest that contains it.
    Provision(&'r RegisteredProvision),
    /// A case or preparatory work.
    Authority(&'r Authority),
}

impl<'r> Found<'r> {
    /// The registered citation, which may be wider than the one looked up.
    pub const fn citation(&self) -> &'r Citation {
        match self {
            Self::Provision(provision) => &provision.citation,
            Self::Authority(authority) => &authority.citation,
        }
    }

    /// What it says, in our own words.
    pub fn summary(&self) -> &'r str {
        match self {
            Self::Provision(provision) => &provision.summary,
            Self::Authority(authority) => &authority.summary,
        }
    }

    /// Whether somebody has read it.
    pub const fn verified(&self) -> bool {
        match self {
            Self::Provision(provision) => provision.verified,
            Self::Authority(authority) => authority.verified,
        }
    }
}

impl Register {
    /// Reads `law.toml`. The register holds what could be read; the problems say what could not.
    pub fn load(source: &Arc<SourceText>, problems: &mut Diagnostics) -> Self {
        let document = TomlDocument::parse(source);
        let mut root = document.root();
        let statutes = read_statutes(&mut root);
        let provisions: Vec<RegisteredProvision> =
            root.table_array("provision").into_iter().filter_map(|table| read_provision(table, &statutes)).collect();
        let authorities: Vec<Authority> =
            root.table_array("authority").into_iter().filter_map(read_authority).collect();
        let sources = root.table_array("source").into_iter().filter_map(read_source).collect();
        let index = Index::new(&provisions, &authorities);
        let register = Self { statutes, provisions, authorities, sources, index };
        register.report_duplicates(&root);
        root.finish();
        problems.extend(document.finish());
        register
    }

    /// Finds a citation: by its exact text, else by the closest registered one that contains it. A whole statute or
    /// chapter that happens to be registered does not answer for its sections. A row of sections is also found when each
    /// of them is registered; the first then answers.
    pub fn find(&self, citation: &Citation) -> Option<Found<'_>> {
        let citation = self.statutes.canonical(citation);
        if let Citation::Statute(cited) = &citation {
            let found = self.closest_provision(&citation).or_else(|| {
                let rows = sections_one_by_one(cited)?;
                let found: Option<Vec<_>> = rows.iter().map(|section| self.closest_provision(section)).collect();
                found?.first().copied()
            });
            return found.map(Found::Provision);
        }
        let exact = self.authorities.iter().find(|authority| authority.citation == citation);
        exact
            .or_else(|| self.authorities.iter().find(|authority| authority.citation.contains(&citation)))
            .map(Found::Authority)
    }

    /// Reads a citation and makes sure that it is registered.
    ///
    /// # Errors
    /// It cannot be read, names a statute that is not declared, or is not registered.
    pub fn check(&self, text: &Located<String>) -> Result<Citation, Diagnostic> {
        if let Some(registered) = self.written(text) {
            return Ok(registered.clone());
        }
        let citation = read_citation(text)?;
        if let Some(problem) = unknown_statute(&self.statutes, &citation, text) {
            return Err(problem);
        }
        if self.find(&citation).is_none() {
            return Err(Diagnostic::new(Code::CitationUnregistered, format!("`{citation}` finns inte i lagregistret"))
                .at(text.place.clone())
                .help("rätta hänvisningen, eller läs paragrafen och registrera den i law.toml"));
        }
        Ok(self.statutes.canonical(&citation))
    }

    /// What is registered as written exactly so. Most citations are, and then there is nothing to read or to look for.
    pub fn written(&self, text: &str) -> Option<&Citation> {
        self.index.written(text)
    }

    /// The source that `källa` names.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The ids of all sources, for suggestions.
    pub fn source_ids(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(|source| source.id.as_str())
    }

    /// The source that `källa` names, or why there is none.
    ///
    /// # Errors
    /// No source has that id.
    pub fn check_source(&self, text: &Located<String>) -> Result<&Source, Diagnostic> {
        self.source(text).ok_or_else(|| {
            Diagnostic::new(Code::SourceUnknown, format!("källan `{text}` finns inte i lagregistret"))
                .at(text.place.clone())
                .help_if(did_you_mean_or_list(text, self.source_ids()))
        })
    }

    /// The citation as a jurist writes it.
    pub fn in_words(&self, citation: &Citation) -> String {
        citation.in_words(&self.statutes)
    }

    /// The address of the official text, at the cited place where the text has such marks.
    pub fn link(&self, citation: &Citation) -> Option<String> {
        match citation {
            Citation::Statute(provision) => {
                let statute = self.statutes.get(&provision.statute)?;
                Some(format!("{}{}", statute.url.as_ref()?, provision.anchor().unwrap_or_default()))
            }
            _ => match self.find(citation)? {
                Found::Authority(authority) => authority.url.clone(),
                Found::Provision(_) => None,
            },
        }
    }

    /// The text version that was read: "t.o.m. SFS 2025:1490". Only statutes have versions.
    pub fn text_version(&self, citation: &Citation) -> Option<&str> {
        let provision = citation.provision()?;
        self.statutes.get(&provision.statute).map(|statute| statute.checked.as_str())
    }

    /// A change that is in force on the day of the scenario but whose text has not been checked. It counts if it touches
    /// any part of what is cited, or anything that contains it: a doubt too many is better than one too few. The earliest
    /// is given.
    pub fn changed_after_check(&self, citation: &Citation, day: Date) -> Option<&Change> {
        let citation = self.statutes.canonical(citation);
        self.index
            .with_change(&self.provisions)
            .filter(|provision| provision.citation.touches(&citation))
            .filter_map(|provision| provision.change.as_ref())
            .filter(|change| change.from <= day)
            .min_by_key(|change| change.from)
    }

    /// The narrowest registered provision that contains the citation. Rows of sections are wider than single ones.
    fn closest_provision(&self, citation: &Citation) -> Option<&RegisteredProvision> {
        if let Some(exact) = self.index.exact(&self.provisions, citation) {
            return Some(exact);
        }
        let containing: Vec<_> = self
            .index
            .sections_of_chapter(&self.provisions, citation)
            .filter(|provision| provision.citation.contains(citation))
            .collect();
        containing
            .iter()
            .copied()
            .find(|narrow| containing.iter().all(|wide| wide.citation.contains(&narrow.citation)))
            .or(containing.first().copied())
    }

    fn report_duplicates(&self, table: &TableReader<'_>) {
        let provisions =
            self.provisions.iter().map(|item| (item.citation.to_string(), &item.place, Code::CitationDuplicate));
        let authorities =
            self.authorities.iter().map(|item| (item.citation.to_string(), &item.place, Code::CitationDuplicate));
        let sources = self.sources.iter().map(|item| (item.id.clone(), &item.place, Code::SourceDuplicate));
        let mut seen: BTreeMap<(bool, String), &Place> = BTreeMap::new();
        for (name, place, code) in provisions.chain(authorities).chain(sources) {
            match seen.entry((code == Code::SourceDuplicate, name)) {
                Entry::Occupied(first) => table.report(
                    Diagnostic::new(code, format!("`{}` är registrerad två gånger", first.key().1))
                        .at(place.clone())
                        .also((*first.get()).clone(), "första gången"),
                ),
                Entry::Vacant(free) => drop(free.insert(place)),
            }
        }
    }
}

/// Each section of a row as a citation of its own; only for rows that can be counted through.
fn sections_one_by_one(cited: &Provision) -> Option<Vec<Citation>> {
    /// Longer rows are a mistake or a whole chapter.
    const LONGEST_ROW: u16 = 100;
    let section = cited.section?;
    let last = section.last?;
    let countable =
        section.first.letter.is_none() && last.letter.is_none() && last.number - section.first.number < LONGEST_ROW;
    countable.then(|| {
        (section.first.number..=last.number)
            .map(|number| {
                let one = Numeral { number, letter: None };
                Citation::Statute(Provision { section: Some(Span::one(one)), ..cited.clone() })
            })
            .collect()
    })
}

fn read_citation(text: &Located<String>) -> Result<Citation, Diagnostic> {
    text.value.parse::<Citation>().map_err(|error| error.diagnostic(text))
}

fn unknown_statute(statutes: &Statutes, citation: &Citation, text: &Located<String>) -> Option<Diagnostic> {
    let name = &citation.provision()?.statute;
    if statutes.get(name).is_some() {
        return None;
    }
    let names = statutes.names();
    let name = name.to_string();
    let start = text.value.find(&name).unwrap_or_default();
    Some(
        Diagnostic::new(Code::StatuteUnknown, format!("lagen `{name}` finns inte i lagregistret"))
            .at(text.part(start..start + name.len()))
            .help_if(did_you_mean_or_list(&name, names.iter().map(String::as_str)))
            .help("deklarera den med `[[statute]]` i law.toml"),
    )
}

fn read_statutes(root: &mut TableReader<'_>) -> Statutes {
    let mut items: Vec<Statute> = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    for mut table in root.table_array("statute") {
        let abbreviation = table.optional_string("abbreviation");
        let number = table.required_string("number");
        let name = table.required_string("name");
        let checked = table.required_string("checked");
        let url = table.optional_string("url").map(|url| checked_address(&table, url));
        if let Some(abbreviation) = &abbreviation {
            check_abbreviation(&table, abbreviation);
        }
        let number = number.and_then(|text| match text.parse::<SfsNumber>() {
            Ok(number) => Some(text.map(|_| number)),
            Err(()) => {
                let problem = Diagnostic::new(Code::StatuteNumber, format!("`{text}` är inget SFS-nummer"));
                table.report(problem.at(text.place).help("skriv till exempel `2017:725`"));
                None
            }
        });
        if let (Some(number), Some(name), Some(checked)) = (number, name, checked) {
            let same = items.iter().position(|statute| {
                statute.number == number.value
                    || abbreviation
                        .as_ref()
                        .is_some_and(|abbreviation| statute.abbreviation.as_ref() == Some(&abbreviation.value))
            });
            if let Some(first) = same.and_then(|at| places.get(at)) {
                let problem =
                    Diagnostic::new(Code::StatuteDuplicate, format!("`{}` är deklarerad två gånger", number.value));
                table.report(problem.at(table.place().clone()).also(first.clone(), "första gången"));
            }
            places.push(table.place().clone());
            items.push(Statute {
                abbreviation: abbreviation.map(|text| text.value),
                number: number.value,
                name: name.value,
                checked: checked.value,
                url,
            });
        }
        table.finish();
    }
    Statutes::new(items)
}

/// An abbreviation must be such that citations can use it.
fn check_abbreviation(table: &TableReader<'_>, abbreviation: &Located<String>) {
    let usable = matches!(
        abbreviation.value.parse::<Citation>(),
        Ok(Citation::Statute(Provision { statute: StatuteName::Abbreviation(name), chapter: None, section: None, .. }))
            if name == abbreviation.value
    );
    if !usable {
        let problem =
            Diagnostic::new(Code::CitationSyntax, format!("`{abbreviation}` kan inte vara en lags förkortning"));
        table.report(
            problem.at(abbreviation.place.clone()).help("minst två bokstäver, den första stor, till exempel `KL`"),
        );
    }
}

fn read_provision(mut table: TableReader<'_>, statutes: &Statutes) -> Option<RegisteredProvision> {
    let citation = table.required_string("citation").and_then(|text| {
        let citation = registered_citation(&table, &text, None)?;
        if let Some(problem) = unknown_statute(statutes, &citation, &text) {
            table.report(problem);
            return None;
        }
        Some(statutes.canonical(&citation))
    });
    let summary = table.required_string("summary");
    let verified = table.required_bool("verified");
    let change = table.table("change").and_then(|mut change| {
        let from = change.required_date("from");
        let by = change.required_string("by");
        change.finish();
        let (from, by) = (from?, by?);
        if let Some(citation) = &citation {
            check_change_order(&table, statutes, citation, &from);
        }
        Some(Change { from: from.value, by: by.value })
    });
    let place = table.key_place("citation");
    table.finish();
    Some(RegisteredProvision { citation: citation?, summary: summary?.value, verified: verified?.value, change, place })
}

/// A change that was in force when the text was read is in the text that was read.
fn check_change_order(table: &TableReader<'_>, statutes: &Statutes, citation: &Citation, from: &Located<Date>) {
    let Some(statute) = citation.provision().and_then(|provision| statutes.get(&provision.statute)) else { return };
    let read = statute
        .checked
        .split_whitespace()
        .find_map(|word| parse_date(word.trim_matches(|character: char| !character.is_ascii_digit())).ok());
    if let Some(read) = read.filter(|read| from.value <= *read) {
        table.report(
            Diagnostic::new(
                Code::ChangeOrder,
                format!("ändringen gäller från {}, men lydelsen kontrollerades {read}", from.value),
            )
            .at(from.place.clone())
            .help("ta bort `change` om den nya lydelsen är läst"),
        );
    }
}

fn read_authority(mut table: TableReader<'_>) -> Option<Authority> {
    let kind =
        table.required_word("kind", &[("praxis", AuthorityKind::Praxis), ("forarbeten", AuthorityKind::Forarbeten)]);
    let citation = table
        .required_string("citation")
        .and_then(|text| registered_citation(&table, &text, kind.as_ref().map(|kind| kind.value)));
    let title = table.required_string("title");
    let summary = table.required_string("summary");
    let verified = table.required_bool("verified");
    let url = table.optional_string("url").map(|url| checked_address(&table, url));
    let place = table.key_place("citation");
    table.finish();
    Some(Authority {
        citation: citation?,
        kind: kind?.value,
        title: title?.value,
        summary: summary?.value,
        verified: verified?.value,
        url,
        place,
    })
}

/// Reads a citation and makes sure that it stands under the right heading. `None` as kind means a provision, or an
/// authority whose kind could not be read.
fn registered_citation(
    table: &TableReader<'_>,
    text: &Located<String>,
    kind: Option<AuthorityKind>,
) -> Option<Citation> {
    let citation = match read_citation(text) {
        Ok(citation) => citation,
        Err(problem) => {
            table.report(problem);
            return None;
        }
    };
    let misplaced = |should: &str| {
        let problem = Diagnostic::new(Code::AuthorityKind, format!("`{citation}` står under fel rubrik"));
        table.report(problem.at(text.place.clone()).help(should));
    };
    let in_provisions = !table.has("kind");
    match (&citation, kind) {
        (Citation::Statute(_), _) if in_provisions => {}
        (Citation::Statute(_), _) => misplaced("en paragraf registreras med `[[provision]]`"),
        (_, _) if in_provisions => misplaced("rättsfall och förarbeten registreras med `[[authority]]`"),
        (Citation::Case(_), Some(AuthorityKind::Forarbeten)) => misplaced("ett rättsfall har `kind = \"praxis\"`"),
        (Citation::Preparatory(_), Some(AuthorityKind::Praxis)) => {
            misplaced("ett förarbete har `kind = \"forarbeten\"`")
        }
        _ => {}
    }
    Some(citation)
}

fn read_source(mut table: TableReader<'_>) -> Option<Source> {
    let id = table.required_string("id");
    let title = table.required_string("title");
    let kind = table.required_word(
        "kind",
        &[("vagledning", SourceKind::Vagledning), ("underlag", SourceKind::Underlag), ("exempel", SourceKind::Exempel)],
    );
    let year = table.optional_integer("year", 1800..=2999);
    let url = table.optional_string("url").map(|url| checked_address(&table, url));
    let place = table.key_place("id");
    table.finish();
    Some(Source {
        id: id?.value,
        title: title?.value,
        kind: kind?.value,
        year: year.map(|year| year.value),
        url,
        place,
    })
}

/// An address that is safe to print and to add an anchor to. A bad one is reported and kept.
fn checked_address(table: &TableReader<'_>, url: Located<String>) -> String {
    let safe = url.starts_with("https://")
        && url.chars().all(|character| !character.is_whitespace() && !character.is_control());
    let problem = if !safe {
        Some(format!("`{url}` är ingen adress som börjar med https://"))
    } else if url.contains('#') {
        Some(format!("`{url}` innehåller `#`"))
    } else {
        None
    };
    if let Some(message) = problem {
        table.report(Diagnostic::new(Code::AddressBad, message).at(url.place.clone()));
    }
    url.value
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const LAW: &str = r#"
[[statute]]
abbreviation = "KL"
number = "2017:725"
name = "kommunallagen"
checked = "lydelse publicerad 2025-09-01"
url = "https://example.org/kl"

[[statute]]
number = "2003:192"
name = "lagen om gemensam nämnd"
checked = "t.o.m. SFS 2025:1490"
url = "https://example.org/gn"

[[provision]]
citation = "KL 9:37"
summary = "Kommuner får samverka genom avtal."
verified = true

[[provision]]
citation = "KL 9:37 st 2"
summary = "Delegation till den andra kommunens anställda."
verified = false
change = { from = 2026-07-01, by = "bet. 2025/26:KU35" }

[[provision]]
citation = "KL 9:30"
summary = "x"
verified = true

[[provision]]
citation = "KL 9:31"
summary = "x"
verified = true

[[provision]]
citation = "2003:192 1"
summary = "x"
verified = true

[[authority]]
citation = "HFD 2013:80"
kind = "praxis"
title = "Föreskrifter"
summary = "x"
verified = true
url = "https://example.org/hfd"

[[source]]
id = "SKR 2026"
title = "Vägledning"
kind = "vagledning"
year = 2026
"#;

    fn load(text: &str) -> (Register, Vec<Diagnostic>) {
        let mut problems = Diagnostics::new();
        let register = Register::load(&SourceText::new("law.toml", text), &mut problems);
        (register, problems.into_iter().collect())
    }

    fn register() -> Register {
        let (register, problems) = load(LAW);
        assert!(problems.is_empty(), "{problems:?}");
        register
    }

    fn codes(text: &str) -> Vec<Code> {
        load(text).1.into_iter().map(|problem| problem.code).collect()
    }

    fn cite(text: &str) -> Citation {
        text.parse().unwrap()
    }

    fn written(text: &str) -> Located<String> {
        Located::new(text.to_owned(), Place::new(&SourceText::new("r.rhai", format!("\"{text}\"")), 0..text.len() + 2))
    }

    #[test]
    fn found_exactly_or_by_what_contains_it() {
        let register = register();
        let found = |text: &str| register.find(&cite(text)).map(|found| found.citation().to_string());
        assert_eq!(found("KL 9:37 st 2").as_deref(), Some("KL 9:37 st 2"));
        assert_eq!(found("KL 9:37 st 2 p 1").as_deref(), Some("KL 9:37 st 2"));
        assert_eq!(found("KL 9:37 st 1").as_deref(), Some("KL 9:37"));
        assert_eq!(found("2017:725 9:37").as_deref(), Some("KL 9:37"));
        assert_eq!(found("KL 9:30–31").as_deref(), Some("KL 9:30"));
        assert_eq!(found("KL 9:30–32"), None);
        assert_eq!(found("KL 9:38"), None);
        assert_eq!(found("HFD 2013:80").as_deref(), Some("HFD 2013:80"));
        assert_eq!(found("HFD 2013:81"), None);
    }

    #[test]
    fn links_and_versions() {
        let register = register();
        assert_eq!(register.link(&cite("KL 9:37 st 2")).as_deref(), Some("https://example.org/kl#K9P37S2"));
        assert_eq!(register.link(&cite("2003:192 1")).as_deref(), Some("https://example.org/gn#P1"));
        assert_eq!(register.link(&cite("HFD 2013:80")).as_deref(), Some("https://example.org/hfd"));
        assert_eq!(register.link(&cite("XYZ 1")), None);
        assert_eq!(register.text_version(&cite("2003:192 1")), Some("t.o.m. SFS 2025:1490"));
    }

    #[test]
    fn a_change_touches_the_whole_section_and_its_parts() {
        let register = register();
        let by = |text: &str, day| register.changed_after_check(&cite(text), day).map(|change| change.by.as_str());
        let (before, after) = (date(2026, 6, 30), date(2026, 7, 1));
        for text in ["KL 9:37", "KL 9:37 st 2", "KL 9:37 st 2 p 1", "KL 9:36–38", "2017:725 9:37"] {
            assert_eq!(by(text, after), Some("bet. 2025/26:KU35"), "{text}");
            assert_eq!(by(text, before), None, "{text}");
        }
        assert_eq!(by("KL 9:37 st 1", after), None);
        assert_eq!(by("KL 9:30", after), None);
    }

    #[test]
    fn check_says_why_not() {
        let register = register();
        let code = |text: &str| register.check(&written(text)).err().map(|problem| problem.code);
        assert_eq!(code("KL 9:37 st 3"), None);
        assert_eq!(code("KL 9:38"), Some(Code::CitationUnregistered));
        assert_eq!(code("KLL 9:37"), Some(Code::StatuteUnknown));
        assert_eq!(code("KL 9 §"), Some(Code::CitationSyntax));
        assert_eq!(register.check(&written("KL 9 §")).unwrap_err().place.unwrap().text(), "§");
        assert!(register.check_source(&written("SKR 2026")).is_ok());
        let problem = register.check_source(&written("SKR 2025")).unwrap_err();
        assert_eq!((problem.code, problem.help[0].as_str()), (Code::SourceUnknown, "menade du `SKR 2026`?"));
    }

    #[test]
    fn every_departure_is_reported() {
        let duplicate = format!(
            "{LAW}\n[[provision]]\ncitation = \"2017:725 9:37\"\nsummary = \"x\"\nverified = true\n[[source]]\nid = \"SKR 2026\"\ntitle = \"x\"\nkind = \"exempel\"\nyear = 2020\n"
        );
        assert_eq!(codes(&duplicate), [Code::CitationDuplicate, Code::SourceDuplicate]);
        let provision = |citation: &str, more: &str| {
            codes(&format!(
                "{LAW}\n[[provision]]\ncitation = \"{citation}\"\nsummary = \"x\"\nverified = true\n{more}\n"
            ))
        };
        assert_eq!(provision("KL 9 §", ""), [Code::CitationSyntax]);
        assert_eq!(provision("FL 16", ""), [Code::StatuteUnknown]);
        assert_eq!(provision("HFD 2014:1", ""), [Code::AuthorityKind]);
        assert_eq!(provision("KL 9:1", "change = { from = 2025-09-01, by = \"x\" }"), [Code::ChangeOrder]);
        assert_eq!(provision("KL 9:1", "chnage = 1"), [Code::TomlUnknownKey]);
        let authority = |citation: &str| {
            codes(&format!(
                "{LAW}\n[[authority]]\ncitation = \"{citation}\"\nkind = \"praxis\"\ntitle = \"x\"\nsummary = \"x\"\nverified = true\nurl = \"http://x\"\n"
            ))
        };
        assert_eq!(authority("prop. 2017/18:151"), [Code::AuthorityKind, Code::AddressBad]);
        assert_eq!(authority("KL 9:1"), [Code::AuthorityKind, Code::AddressBad]);
        let statute = |abbreviation: &str, number: &str| {
            codes(&format!(
                "{LAW}\n[[statute]]\nabbreviation = \"{abbreviation}\"\nnumber = \"{number}\"\nname = \"x\"\nchecked = \"x\"\nurl = \"https://x\"\n"
            ))
        };
        assert_eq!(statute("KL", "2020:1"), [Code::StatuteDuplicate]);
        assert_eq!(statute("XL", "2017:725"), [Code::StatuteDuplicate]);
        assert_eq!(statute("HFD", "2020:1"), [Code::CitationSyntax]);
        assert_eq!(statute("XL", "20:1"), [Code::StatuteNumber]);
    }
}
