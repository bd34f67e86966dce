//! Where in the register something is, so that no look-up goes through all of it. Every rule cites, and every finding looks
//! its citations up again.

use std::collections::BTreeMap;

use super::citation::{Citation, Numeral};
use super::register::{Authority, RegisteredProvision};

/// Positions in the register's lists.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// Citations by how they are written.
    written: BTreeMap<String, Citation>,
    /// Provisions by their citation; the first where several have the same.
    exact: BTreeMap<Citation, usize>,
    /// Provisions that name a section, in order, by the chapter it stands in.
    sections: BTreeMap<Option<Numeral>, Vec<usize>>,
    /// Provisions with a known change, in order.
    with_change: Vec<usize>,
}

impl Index {
    /// The index of some lists.
    pub fn new(provisions: &[RegisteredProvision], authorities: &[Authority]) -> Self {
        let mut index = Self::default();
        let citations =
            provisions.iter().map(|item| &item.citation).chain(authorities.iter().map(|item| &item.citation));
        index.written.extend(citations.map(|citation| (citation.to_string(), citation.clone())));
        for (position, provision) in provisions.iter().enumerate() {
            index.exact.entry(provision.citation.clone()).or_insert(position);
            if let Some(cited) = provision.citation.provision().filter(|cited| cited.section.is_some()) {
                index.sections.entry(cited.chapter).or_default().push(position);
            }
            if provision.change.is_some() {
                index.with_change.push(position);
            }
        }
        index
    }

    /// The registered citation that is written exactly so.
    pub fn written(&self, text: &str) -> Option<&Citation> {
        self.written.get(text)
    }

    /// The provision with exactly this citation.
    pub fn exact<'p>(
        &self,
        provisions: &'p [RegisteredProvision],
        citation: &Citation,
    ) -> Option<&'p RegisteredProvision> {
        provisions.get(*self.exact.get(citation)?)
    }

    /// The provisions that name a section in the chapter of a citation. Only they can contain it, if they are not wider
    /// than a section.
    pub fn sections_of_chapter<'p>(
        &self,
        provisions: &'p [RegisteredProvision],
        citation: &Citation,
    ) -> impl Iterator<Item = &'p RegisteredProvision> {
        let found = citation.provision().and_then(|cited| self.sections.get(&cited.chapter));
        found.into_iter().flatten().filter_map(|position| provisions.get(*position))
    }

    /// The provisions with a known change.
    pub fn with_change<'p>(
        &self,
        provisions: &'p [RegisteredProvision],
    ) -> impl Iterator<Item = &'p RegisteredProvision> {
        self.with_change.iter().filter_map(|position| provisions.get(*position))
    }
}
