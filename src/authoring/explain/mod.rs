//! What a name stands for: a rule, a question, a provision, a form, a term, a source or a code.
//!
//! One file per kind of thing. A name may stand for several; then all are told.

mod fact;
mod form;
mod natural_citation;
mod provision;
mod rule;
mod term;

use super::page::Page;
use crate::diagnostics::suggest::{closest, fold};
use crate::diagnostics::{Code, Diagnostic};
use crate::facts::FactId;
use crate::law::{Citation, Register, Source};
use crate::rules::glossary::Term;
use crate::rules::manifest::Variant;
use crate::rules::{Form, Pack, Rule};

/// Most words of a name: "KL 9:37 st 2 p 1 men 2".
const MOST_WORDS: usize = 8;

/// Something that can be explained.
pub enum Topic<'p> {
    /// A rule.
    Rule(&'p Rule),
    /// A question.
    Fact(FactId),
    /// A form.
    Form(Form),
    /// A variant of a form.
    Variant(Form, &'p Variant),
    /// An alternative, by its position.
    Alternative(usize),
    /// A group of reasons: identifier and title.
    Group(&'p str, &'p str),
    /// A place in law, a case or a preparatory work.
    Law(Citation),
    /// Guidance or another source.
    Source(&'p Source),
    /// A term.
    Term(&'p Term),
}

/// Everything that a name stands for, the most particular first.
pub fn find<'p>(pack: &'p Pack, name: &str) -> Vec<Topic<'p>> {
    let name = name.trim();
    let is = |known: &str| fold(known) == fold(name);
    let manifest = &pack.manifest;
    let mut found = Vec::new();
    found.extend(pack.rules.iter().filter(|rule| is(&rule.id)).map(Topic::Rule));
    let renamed = || pack.schema.find_renamed(name);
    found.extend(pack.schema.iter().find(|(_, fact)| is(&fact.id)).map(|(id, _)| id).or_else(renamed).map(Topic::Fact));
    let forms = manifest
        .forms
        .iter()
        .filter(|form| is(form.form.id()) || is(&form.name) || is(&form.definite) || is(without_article(&form.name)));
    found.extend(forms.map(|form| Topic::Form(form.form)));
    for form in &manifest.forms {
        let variants = form.variants.iter().filter(|variant| is(&variant.id) || is(&variant.name));
        found.extend(variants.map(|variant| Topic::Variant(form.form, variant)));
    }
    let alternatives = manifest.alternatives.iter().enumerate();
    let alternatives = alternatives.filter(|(_, alternative)| is(&alternative.id) || is(&alternative.name));
    found.extend(alternatives.map(|(index, _)| Topic::Alternative(index)));
    found.extend(manifest.groups.iter().filter(|(id, _)| is(id)).map(|(id, title)| Topic::Group(id, title)));
    found.extend(citation(&pack.register, name).map(Topic::Law));
    found.extend(pack.register.sources.iter().filter(|source| is(&source.id)).map(Topic::Source));
    found.extend(
        pack.glossary.iter().filter(|term| is(&term.id) || term.words.iter().any(|word| is(word))).map(Topic::Term),
    );
    if found.is_empty() {
        // An answer is told with its question.
        let with_option =
            pack.schema.iter().filter(|(_, fact)| fact.kind.options().iter().any(|option| is(&option.id)));
        found.extend(with_option.map(|(id, _)| Topic::Fact(id)));
    }
    found
}

/// A citation that the register knows something about: in the short form, in any letters, or as a jurist writes it.
fn citation(register: &Register, name: &str) -> Option<Citation> {
    let known = |read: Citation| {
        let citation = register.statutes.canonical(&read);
        let whole_statute = citation
            .provision()
            .is_some_and(|cited| cited.section.is_none() && register.statutes.get(&cited.statute).is_some());
        (whole_statute || !provision::about(register, &citation).is_empty()).then_some(citation)
    };
    let written_out = natural_citation::read(name, &register.statutes);
    Citation::parse(name).ok().into_iter().chain(in_other_letters(register, name)).chain(written_out).find_map(known)
}

/// A citation in small letters for large ones, or the other way about: `kl 9:37 ST 2`, `skolL 10:1`, `hfd 2013:80`.
fn in_other_letters(register: &Register, name: &str) -> Vec<Citation> {
    let name = name.trim();
    let (head, rest) = name.split_once(char::is_whitespace).unwrap_or((name, ""));
    let lower = head.to_lowercase();
    let statutes = register.statutes.iter().map(|statute| statute.cited_as().to_string());
    let heads = statutes.filter(|known| known.to_lowercase() == lower).chain([
        head.to_uppercase(),
        crate::text::capitalised(&lower),
        format!("{}.", lower.trim_end_matches('.')),
    ]);
    let rest = rest.to_lowercase();
    heads.filter_map(|head| Citation::parse(format!("{head} {rest}").trim()).ok()).collect()
}

/// Splits words into names: as many words as stand for something together, `KL 9:37` as well as `gemensam nämnd`.
pub fn names(pack: &Pack, words: &[String]) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = words;
    while let Some((first, others)) = rest.split_first() {
        let together = (2..=rest.len().min(MOST_WORDS)).rev().find_map(|count| {
            let (name, after) = rest.split_at_checked(count)?;
            let name = name.join(" ");
            (!find(pack, &name).is_empty()).then_some((name, after))
        });
        let (name, after) = together.unwrap_or_else(|| (first.clone(), others));
        names.push(name);
        rest = after;
    }
    names
}

fn without_article(name: &str) -> &str {
    name.strip_prefix("ett ").or_else(|| name.strip_prefix("en ")).unwrap_or(name)
}

/// Writes what a topic is.
pub fn write(pack: &Pack, topic: &Topic<'_>, page: &mut Page) {
    match topic {
        Topic::Rule(rule) => rule::write(pack, rule, page),
        Topic::Fact(fact) => fact::write(pack, *fact, page),
        Topic::Form(form) => form::write(pack, *form, page),
        Topic::Variant(form, variant) => form::write_variant(pack, *form, variant, page),
        Topic::Alternative(index) => form::write_alternative(pack, *index, page),
        Topic::Group(id, title) => form::write_group(pack, id, title, page),
        Topic::Law(citation) => provision::write(pack, citation, page),
        Topic::Source(source) => provision::write_source(pack, source, page),
        Topic::Term(term) => term::write(pack, term, page),
    }
}

/// Writes what a code means.
pub fn write_code(code: Code, page: &mut Page) {
    page.heading(&format!("{}: {}", code.id(), code.title()));
    page.field("Slag", code.severity().word());
    page.space();
    page.paragraph(code.explanation());
}

/// That a name stands for nothing, with the nearest name that does stand for something.
pub fn unknown(pack: &Pack, name: &str) -> Diagnostic {
    let manifest = &pack.manifest;
    let citations = pack.register.provisions.iter().map(|provision| provision.citation.to_string());
    let citations: Vec<String> =
        citations.chain(pack.register.authorities.iter().map(|authority| authority.citation.to_string())).collect();
    let rules = pack.rules.iter().map(|rule| rule.id.as_str());
    let known = rules
        .chain(pack.schema.names())
        .chain(Form::ALL.iter().map(|form| form.id()))
        .chain(manifest.variant_ids())
        .chain(manifest.alternative_ids())
        .chain(manifest.group_ids())
        .chain(pack.glossary.iter().flat_map(|term| &term.words).map(String::as_str))
        .chain(pack.register.source_ids())
        .chain(citations.iter().map(String::as_str))
        .chain(Code::ALL.iter().map(|code| code.id()));
    let problem = Diagnostic::new(
        Code::UnknownName,
        format!("`{name}` är varken en regel, en fråga, ett lagrum, en form, en term eller en felkod"),
    );
    match closest(name, known) {
        Some(near) => problem.help(format!("menade du `{near}`?")),
        None => problem.help("`niokap rules list` visar alla regler"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authoring::lints::fixture;
    use crate::diagnostics::Diagnostics;

    fn explained(name: &str) -> String {
        let pack = Pack::build(&fixture::files(&[]), &mut Diagnostics::new()).unwrap();
        let mut page = Page::new(80, false);
        find(&pack, name).iter().for_each(|topic| write(&pack, topic, &mut page));
        page.into_text()
    }

    #[test]
    fn names_are_found_as_people_write_them() {
        let first = |name: &str| explained(name).lines().next().unwrap_or_default().to_owned();
        assert_eq!(first("gn-01"), "GN-01: en gemensam nämnd");
        assert_eq!(first("beslut_hos"), "Vem ska besluta?");
        assert_eq!(first("KL 9:37"), "9 kap. 37 § kommunallagen (2017:725)");
        assert_eq!(first("9 kap. 37 § kommunallagen"), "9 kap. 37 § kommunallagen (2017:725)");
        assert_eq!(first("Gemensam nämnd"), "En gemensam nämnd");
        assert_eq!(first("ASx"), "ASx: med delegation");
        assert_eq!(first("natverk"), "Ett nätverk");
        assert_eq!(first("KL"), "Kommunallagen (2017:725)");
        assert_eq!(first("gemensam"), "Vem ska besluta?");
        assert_eq!(first("KL 9:99"), "");
        assert_eq!(first("kl 9:37"), "9 kap. 37 § kommunallagen (2017:725)");
        assert_eq!(first("Kl 9:37"), "9 kap. 37 § kommunallagen (2017:725)");
    }

    #[test]
    fn words_that_belong_together_need_no_quotation_marks() {
        let pack = Pack::build(&fixture::files(&[]), &mut Diagnostics::new()).unwrap();
        let split = |words: &str| names(&pack, &words.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(split("KL 9:37"), ["KL 9:37"]);
        assert_eq!(split("gn-01 kl 9:37 gemensam nämnd"), ["gn-01", "kl 9:37", "gemensam nämnd"]);
        assert_eq!(split("KL 9:99"), ["KL", "9:99"]);
    }

    #[test]
    fn a_name_with_two_meanings_tells_both() {
        let text = explained("förbund");
        assert!(text.contains("Kommuner som bildar en egen organisation."), "{text}");
    }

    #[test]
    fn an_unknown_name_gets_the_nearest() {
        let pack = Pack::build(&fixture::files(&[]), &mut Diagnostics::new()).unwrap();
        assert_eq!(unknown(&pack, "beslut_has").help, ["menade du `beslut_hos`?"]);
        assert_eq!(unknown(&pack, "GN-0l").help, ["menade du `GN-01`?"]);
    }
}
