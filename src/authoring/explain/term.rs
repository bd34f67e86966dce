//! What a term means.

use super::provision;
use crate::authoring::page::Page;
use crate::law::Citation;
use crate::rules::Pack;
use crate::rules::glossary::Term;
use crate::text::capitalised;

/// Writes a term.
pub fn write(pack: &Pack, term: &Term, page: &mut Page) {
    page.heading(&capitalised(term.words.first().unwrap_or(&term.id)));
    page.paragraph(&term.short);
    page.space();
    page.field("I lagen", &term.law);
    if term.words.len() > 1 {
        page.field("Även", &term.words.get(1..).unwrap_or_default().join(", "));
    }
    for citation in term.citations.iter().filter_map(|text| Citation::parse(text).ok()) {
        page.subheading(&capitalised(&pack.register.in_words(&citation)));
        provision::write_summary(pack, &citation, page);
    }
}
