//! The catalogue of a pack's rules as a Markdown page: what each does, when, why and on what ground.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::condition_words;
use super::identity;
use super::listing::{about, condition_text, effect};
use crate::law::dates::long_date;
use crate::law::{Citation, Period};
use crate::rules::{Pack, Rule, Tier};
use crate::text::{capitalised, counted};

/// The page.
pub fn markdown(pack: &Pack) -> String {
    let mut page = String::new();
    let mut links = Links::new();
    introduction(pack, &mut page);
    let mut file = "";
    for rule in &pack.rules {
        let source = &rule.place.source;
        if source.name() != file {
            file = source.name();
            let _ = write!(page, "\n## {}\n", section_title(source.text(), file));
        }
        write_rule(pack, rule, &mut links, &mut page);
    }
    claims(pack, &mut links, &mut page);
    page.push('\n');
    for (name, url) in links {
        let _ = writeln!(page, "[{name}]: <{url}>");
    }
    page
}

/// The addresses that the page links to, by what links to them; written once, at the end.
type Links = BTreeMap<String, String>;

/// The title of a file: its first comment line, else its name.
fn section_title(text: &str, name: &str) -> String {
    let comment = text.lines().next().and_then(|line| line.strip_prefix("//"));
    match comment.map(|line| line.trim().trim_end_matches('.')).filter(|line| !line.is_empty()) {
        Some(title) => escaped(title),
        None => escaped(name.rsplit('/').next().unwrap_or(name)),
    }
}

fn introduction(pack: &Pack, page: &mut String) {
    let manifest = &pack.manifest;
    let _ = write!(
        page,
        "# Lagkatalog: {}\n\n\
         {}\n\n\
         Sidan är gjord av regelfilerna med `niokap rules catalogue`. Ändra reglerna, inte sidan.\n\n\
         Varje regel säger vad den gör, när den gäller, varför och vad den vilar på. Citattecken omger svarsalternativ och \
         korta namn på frågor. Ett svar som saknas lämnar regeln oavgjord; den gäller aldrig på en gissning. \
         † betyder att texten som regeln vilar på inte är läst.\n\n",
        escaped(&manifest.title),
        escaped(&identity::long(pack)),
    );
    if !manifest.weights.is_empty() {
        let weights: Vec<String> =
            manifest.weights.iter().map(|(weight, word)| format!("{weight} {}", escaped(word))).collect();
        let _ = write!(page, "Vikter: {}. Vikterna är en bedömning, inte lag.\n\n", weights.join(", "));
    }
    if !manifest.groups.is_empty() {
        let groups: Vec<String> = manifest.groups.iter().map(|(_, title)| format!("”{}”", escaped(title))).collect();
        let _ = write!(page, "Grupper, där bara det starkaste skälet räknas: {}.\n\n", groups.join(", "));
    }
    let tiers = pack.tiers().count();
    let _ = writeln!(
        page,
        "Katalogen har {} med tillsammans {}.",
        counted(pack.rules.len(), "regel", "regler"),
        counted(tiers, "fall", "fall")
    );
}

fn write_rule(pack: &Pack, rule: &Rule, links: &mut Links, page: &mut String) {
    let several = rule.tiers.len() > 1;
    let _ = write!(page, "\n### {}\n", rule.id);
    for (index, tier) in rule.tiers.iter().enumerate() {
        let number = if several { format!("{}. ", index + 1) } else { String::new() };
        let group = tier.group.as_deref().and_then(|group| pack.manifest.group_title(group));
        let group = group.map(|title| format!(" Grupp: ”{}”.", escaped(title))).unwrap_or_default();
        let dagger = if tier.unverified { " †" } else { "" };
        let _ = write!(
            page,
            "\n**{number}{}: {}.**{group} Vilar på: {}{dagger}.{}\n\n",
            escaped(&capitalised(&about(pack, tier))),
            escaped(&effect(pack, tier)),
            tier.certainty.in_words(),
            period(&tier.period),
        );
        write_condition(pack, tier, page);
        let _ = writeln!(page, "{}", escaped(&with_labels(pack, &tier.reason)));
        if let Some(cure) = &tier.cure {
            let _ = write!(page, "\n*Avhjälps:* {}\n", escaped(&with_labels(pack, cure)));
        }
        let grounds = grounds(pack, tier, links);
        if !grounds.is_empty() {
            let _ = write!(page, "\n{grounds}\n");
        }
    }
}

fn period(period: &Period) -> String {
    if *period == Period::default() { String::new() } else { format!(" Gäller {}.", period.in_words()) }
}

fn write_condition(pack: &Pack, tier: &Tier, page: &mut String) {
    match condition_words::of_tier(pack, tier) {
        Some(words) if words.is_plain() => {
            let _ = write!(page, "*När:* {}.\n\n", escaped(&words.sentence()));
        }
        Some(words) => {
            let mut lines = words.lines().into_iter();
            let heading = lines.next().map(|(_, line)| line).unwrap_or_default();
            let _ = write!(page, "*När:* {}\n\n", escaped(&heading));
            for (depth, line) in lines {
                let _ = writeln!(page, "{}- {}", "  ".repeat(depth.saturating_sub(1)), escaped(&line));
            }
            page.push('\n');
        }
        None => {
            let _ = write!(page, "*När:* `{}`\n\n", condition_text(tier));
        }
    }
}

/// What a tier rests on, with links, and what is known to have changed.
fn grounds(pack: &Pack, tier: &Tier, links: &mut Links) -> String {
    let register = &pack.register;
    let mut lines = Vec::new();
    if !tier.citations.is_empty() {
        lines.push(format!("*Lagrum:* {}", linked(pack, &tier.citations, links)));
    }
    if !tier.sources.is_empty() {
        let sources: Vec<String> = tier
            .sources
            .iter()
            .map(|id| match register.source(id) {
                Some(source) => match &source.url {
                    Some(url) => format!("[{}](<{url}>)", escaped(&source.title)),
                    None => escaped(&source.title),
                },
                None => escaped(id),
            })
            .collect();
        lines.push(format!("*Källa:* {}", sources.join("; ")));
    }
    for citation in &tier.citations {
        // Any day after the change will do: the catalogue tells what is known, whatever the day of a case.
        if let Some(change) = register.changed_after_check(citation, jiff::civil::Date::MAX) {
            lines.push(format!(
                "*Känd ändring:* {} från den {} ({}); den nya lydelsen är inte kontrollerad",
                escaped(&citation.in_short_words()),
                long_date(change.from),
                escaped(&change.by)
            ));
        }
    }
    lines.join("  \n")
}

/// Citations with links to the official text. The name of a statute is written after the last of its places.
fn linked(pack: &Pack, citations: &[Citation], links: &mut Links) -> String {
    let register = &pack.register;
    let mut phrases: Vec<String> = Vec::new();
    for (index, citation) in citations.iter().enumerate() {
        let (place, whole) = (citation.in_short_words(), register.in_words(citation));
        let statute = |citation: &Citation| citation.provision().map(|provision| provision.statute.clone());
        let goes_on = citations
            .get(index + 1)
            .is_some_and(|next| statute(citation).is_some() && statute(next) == statute(citation));
        let name = whole.strip_prefix(&place).unwrap_or_default();
        let unread = register.find(citation).is_some_and(|found| !found.verified());
        let dagger = if unread { " †" } else { "" };
        let place = escaped(if name.is_empty() { &whole } else { &place });
        let linked = match register.link(citation) {
            Some(url) => {
                links.insert(citation.to_string(), url);
                format!("[{place}][{citation}]")
            }
            None => place,
        };
        let name = if goes_on { "" } else { name };
        phrases.push(format!("{linked}{dagger}{}", escaped(name)));
    }
    phrases.join(", ")
}

fn claims(pack: &Pack, links: &mut Links, page: &mut String) {
    if pack.manifest.claims.is_empty() {
        return;
    }
    page.push_str("\n## Påståenden om reglerna\n\nDet här ska vara sant hur frågorna än besvaras.\n\n");
    for claim in &pack.manifest.claims {
        let citations: Vec<Citation> = claim.citations.iter().filter_map(|text| Citation::parse(text).ok()).collect();
        let citations =
            if citations.is_empty() { String::new() } else { format!(" ({})", linked(pack, &citations, links)) };
        let _ = writeln!(page, "- {}{citations}", escaped(&claim.text));
    }
}

/// A text with every `{fact}` replaced by the question's short name.
pub fn with_labels(pack: &Pack, text: &str) -> String {
    let mut found = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        found.push_str(before);
        match pack.schema.find(name) {
            Some(fact) => {
                let _ = write!(found, "[{}]", condition_words::uncapitalised(&pack.schema.fact(fact).label));
            }
            None => {
                let _ = write!(found, "{{{name}}}");
            }
        }
        rest = after;
    }
    found.push_str(rest);
    found
}

/// Text that Markdown would read as marks, written so that it does not.
fn escaped(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '|') {
            found.push('\\');
        }
        found.push(letter);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authoring::lints::fixture;
    use crate::diagnostics::Diagnostics;

    #[test]
    fn a_rule_is_told_in_full() {
        let files = fixture::files(&[("10-regler.rhai", "Ni är flera.", "Ni är {antal_parter} parter.")]);
        let pack = Pack::build(&files, &mut Diagnostics::new()).unwrap();
        let page = markdown(&pack);
        let rule = "### KF-01\n\n**Ett kommunalförbund: talar för (vikt 2).** Vilar på: lag.\n\n\
                    *När:* Antal parter är minst 3.\n\nNi är \\[antal parter\\] parter.\n\n\
                    *Lagrum:* [9 kap. 1 §][KL 9:1] kommunallagen (2017:725)\n";
        assert!(page.contains(rule), "{page}");
        assert!(page.contains("\n## Prov\n"), "{page}");
        assert!(page.contains("\n[KL 9:1]: <https://example.org/kl#K9P1>\n"), "{page}");
    }
}
