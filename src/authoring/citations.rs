//! Everything that a pack cites, and who cites it.

use crate::diagnostics::Located;
use crate::law::Citation;
use crate::rules::{Form, Pack};

/// Who cites something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Citer<'p> {
    /// A rule.
    Rule(&'p str),
    /// A form, as a whole.
    Form(Form),
    /// An alternative to the forms.
    Alternative(&'p str),
    /// A route or a combination.
    Way(&'p str),
    /// A claim.
    Claim(&'p str),
    /// A consequence.
    Consequence(&'p str),
    /// A term.
    Term(&'p str),
}

/// The citations in the TOML files of a pack, as they are written.
pub fn written(pack: &Pack) -> Vec<(Citer<'_>, &Located<String>)> {
    let manifest = &pack.manifest;
    let mut found: Vec<(Citer<'_>, &Located<String>)> =
        manifest.forms.iter().map(|form| (Citer::Form(form.form), &form.citation)).collect();
    for alternative in &manifest.alternatives {
        found.extend(alternative.citations.iter().map(|citation| (Citer::Alternative(&alternative.id), citation)));
    }
    for way in manifest.routes.iter().chain(&manifest.combinations) {
        found.extend(way.citations.iter().map(|citation| (Citer::Way(&way.id), citation)));
    }
    for claim in &manifest.claims {
        found.extend(claim.citations.iter().map(|citation| (Citer::Claim(&claim.id), citation)));
    }
    for conditional in &pack.consequences {
        let item = &conditional.item;
        found.extend(item.citations.iter().map(|citation| (Citer::Consequence(&item.id), citation)));
    }
    for term in &pack.glossary {
        found.extend(term.citations.iter().map(|citation| (Citer::Term(&term.id), citation)));
    }
    found
}

/// Every citation of a pack that can be read, rules first.
pub fn all(pack: &Pack) -> Vec<(Citer<'_>, Citation)> {
    let of_rules = pack
        .tiers()
        .flat_map(|(rule, tier)| tier.citations.iter().map(|citation| (Citer::Rule(&rule.id), citation.clone())));
    let of_files = written(pack).into_iter().filter_map(|(citer, text)| {
        let citation = Citation::parse(&text.value).ok()?;
        Some((citer, pack.register.statutes.canonical(&citation)))
    });
    of_rules.chain(of_files).collect()
}

/// Whether a citation answers to a registered one: it was found as that, or is a row of sections that holds it.
pub fn uses(pack: &Pack, citation: &Citation, registered: &Citation) -> bool {
    pack.register.find(citation).is_some_and(|found| found.citation() == registered) || citation.contains(registered)
}
