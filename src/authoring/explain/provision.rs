//! What a place in law says, and what rests on it.

use crate::authoring::citations::{self, Citer};
use crate::authoring::page::Page;
use crate::law::dates::long_date;
use crate::law::{Authority, Citation, Found, Register, RegisteredProvision, Source, SourceKind};
use crate::rules::Pack;
use crate::text::{capitalised, counted};

/// What the register knows about a citation: what answers for it, then what lies within it.
pub fn about<'r>(register: &'r Register, citation: &Citation) -> Vec<Found<'r>> {
    let mut found: Vec<Found<'r>> = register.find(citation).into_iter().collect();
    let within = |registered: &Citation| citation.contains(registered);
    let provisions = register.provisions.iter().filter(|provision| within(&provision.citation)).map(Found::Provision);
    let authorities = register.authorities.iter().filter(|authority| within(&authority.citation)).map(Found::Authority);
    for more in provisions.chain(authorities) {
        if !found.iter().any(|known| known.citation() == more.citation()) {
            found.push(more);
        }
    }
    found
}

/// Writes a place in law.
pub fn write(pack: &Pack, citation: &Citation, page: &mut Page) {
    let register = &pack.register;
    page.heading(&capitalised(&register.in_words(citation)));
    page.field("Skrivs", &citation.to_string());
    let statute = citation.provision().and_then(|cited| register.statutes.get(&cited.statute));
    let found = about(register, citation);
    let whole_statute = statute.is_some() && citation.provision().is_some_and(|cited| cited.section.is_none());
    if whole_statute {
        page.field("Läst", &counted(found.len(), "bestämmelse är registrerad", "bestämmelser är registrerade"));
    }
    if let Some(statute) = statute {
        page.field("Version", &statute.checked);
    }
    if let Some(url) = register.link(citation) {
        page.field("Länk", &url);
    }
    if whole_statute {
        let prefix = format!("{citation} ");
        let short = |known: &Found<'_>| known.citation().to_string().trim_start_matches(&prefix).to_owned();
        let names: Vec<String> = found.iter().map(short).collect();
        page.field("Ställen", &names.join(", "));
    } else {
        for known in &found {
            write_known(pack, known, known.citation() == citation && found.len() == 1, page);
        }
    }
    write_citers(pack, citation, page);
}

fn write_known(pack: &Pack, known: &Found<'_>, alone: bool, page: &mut Page) {
    if !alone {
        page.subheading(&capitalised(&pack.register.in_words(known.citation())));
    }
    match known {
        Found::Provision(RegisteredProvision { summary, .. }) => page.field("Säger", summary),
        Found::Authority(Authority { title, summary, .. }) => {
            page.field("Titel", title);
            page.field("Säger", summary);
        }
    }
    write_doubts(pack, known.citation(), page);
}

/// Whether the text has been read, and whether it is known to have changed since.
fn write_doubts(pack: &Pack, citation: &Citation, page: &mut Page) {
    if pack.register.find(citation).is_some_and(|found| !found.verified()) {
        page.field("Obs", "ingen har läst texten; uppgiften är allmän kunskap");
    }
    if let Some(change) = pack.register.changed_after_check(citation, jiff::civil::Date::MAX) {
        page.field(
            "Ändring",
            &format!("från den {} ({}); den nya lydelsen är inte kontrollerad", long_date(change.from), change.by),
        );
    }
}

/// What a cited text says, in which version it was read and where it can be read, and what is doubtful about it.
pub fn write_summary(pack: &Pack, citation: &Citation, page: &mut Page) {
    if let Some(found) = pack.register.find(citation) {
        page.field("Säger", found.summary());
    }
    if let Some(version) = pack.register.text_version(citation) {
        page.field("Version", version);
    }
    if let Some(url) = pack.register.link(citation) {
        page.field("Länk", &url);
    }
    write_doubts(pack, citation, page);
}

/// Writes who cites a place, or anything in it.
fn write_citers(pack: &Pack, citation: &Citation, page: &mut Page) {
    let all = citations::all(pack);
    let touching: Vec<&Citer<'_>> =
        all.iter().filter(|(_, cited)| cited.touches(citation)).map(|(citer, _)| citer).collect();
    let mut rules: Vec<&str> = Vec::new();
    let mut terms: Vec<&str> = Vec::new();
    let mut items: Vec<&str> = Vec::new();
    for citer in touching {
        let (list, id) = match citer {
            Citer::Rule(id) => (&mut rules, *id),
            Citer::Term(id) => (&mut terms, *id),
            Citer::Consequence(id) => (&mut items, *id),
            Citer::Form(_) | Citer::Alternative(_) | Citer::Way(_) | Citer::Claim(_) => continue,
        };
        if !list.contains(&id) {
            list.push(id);
        }
    }
    page.space();
    page.field(
        "Regler",
        if rules.is_empty() { "ingen regel vilar på den".to_owned() } else { rules.join(", ") }.as_str(),
    );
    if !items.is_empty() {
        page.field("Följder", &counted(items.len(), "post i consequences.toml", "poster i consequences.toml"));
    }
    if !terms.is_empty() {
        page.field("Termer", &terms.join(", "));
    }
}

/// Writes a source.
pub fn write_source(pack: &Pack, source: &Source, page: &mut Page) {
    page.heading(&source.title);
    page.field("Skrivs", &source.id);
    page.field(
        "Slag",
        match source.kind {
            SourceKind::Vagledning => "vägledning",
            SourceKind::Underlag => "underlag",
            SourceKind::Exempel => "exempel",
        },
    );
    if let Some(year) = source.year {
        page.field("År", &year.to_string());
    }
    if let Some(url) = &source.url {
        page.field("Länk", url);
    }
    let mut rules: Vec<&str> =
        pack.tiers().filter(|(_, tier)| tier.sources.contains(&source.id)).map(|(rule, _)| rule.id.as_str()).collect();
    rules.dedup();
    page.field(
        "Regler",
        if rules.is_empty() { "ingen regel nämner den".to_owned() } else { rules.join(", ") }.as_str(),
    );
}
