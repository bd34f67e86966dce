//! A reference to law: a provision of a statute, a case, or a preparatory work.
//!
//! The short form is what rule authors write and what JSON carries: `KL 9:37 st 2 p 1 men 2`, `FL 16`, `2003:192 1`,
//! `HFD 2013:80`, `prop. 2017/18:151`. Each reference has exactly one short form; `Display` writes it.

use std::fmt;

use super::statutes::SfsNumber;

/// A reference to law. The order is alphabetical by statute and then as the statute is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Citation {
    /// A statute or a part of one.
    Statute(Provision),
    /// A decided case.
    Case(Case),
    /// A preparatory work.
    Preparatory(Preparatory),
}

/// A statute or a part of one. The parts grow finer from top to bottom; an absent one means "all of it".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Provision {
    /// Which statute.
    pub statute: StatuteName,
    /// Kapitel; absent in statutes without chapters.
    pub chapter: Option<Numeral>,
    /// Paragraf, or several in a row. Only whole sections are cited several at a time.
    pub section: Option<Span<Numeral>>,
    /// Stycke.
    pub subsection: Option<Span<u16>>,
    /// Punkt.
    pub point: Option<Span<Numeral>>,
    /// Mening.
    pub sentence: Option<Span<u16>>,
}

/// How a citation names its statute.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatuteName {
    /// `KL`.
    Abbreviation(String),
    /// `2003:192`.
    Number(SfsNumber),
}

/// A number that may carry a letter, as provisions inserted later do: `10`, `2 a`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Numeral {
    /// The number.
    pub number: u16,
    /// The letter: a–z except p, which means punkt.
    pub letter: Option<char>,
}

/// One, or several in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span<T> {
    /// The first.
    pub first: T,
    /// The last, when there are several; greater than the first.
    pub last: Option<T>,
}

/// A decided case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// A case in a law report: `HFD 2013:80`, `RÅ 1995 ref. 20`, `NJA 2010 s. 112`.
    Reported {
        /// The report: HFD, RÅ, NJA, MÖD, MIG, RH or AD.
        series: &'static str,
        /// The year of the report.
        year: u16,
        /// How the report counts.
        counted: Counted,
        /// Its number or page.
        number: u16,
    },
    /// A case of the EU courts: `C-328/19`.
    European {
        /// `C` for the Court of Justice, `T` for the General Court.
        court: char,
        /// The case number.
        number: u16,
        /// The year, with two digits.
        year: u8,
    },
    /// A decision of the Parliamentary Ombudsmen: `JO 3896-2019`.
    Ombudsman {
        /// The register number.
        number: u32,
        /// The year.
        year: u16,
    },
}

/// How a law report counts its cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counted {
    /// `2013:80`.
    Colon,
    /// `2013 ref. 80`.
    Reference,
    /// `2013 not. 80`.
    Note,
    /// `2010 s. 112`.
    Page,
    /// `2010 nr 5`.
    Number,
}

/// A preparatory work, or pages of one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Preparatory {
    /// `prop.`, `bet.`, `skr.`, `SOU`, `Ds` or `dir.`, as written.
    pub kind: &'static str,
    /// A year, or a parliamentary session as `2017/18`.
    pub session: String,
    /// What stands after the colon: a number, or a committee's letters and number.
    pub designation: String,
    /// Pages.
    pub page: Option<Span<u16>>,
}

impl Citation {
    /// Whether everything that `other` refers to is also referred to by this one. Every citation contains itself.
    ///
    /// Statutes are compared by how they are named; bring both through [`super::Statutes::canonical`] first if one may
    /// be named by number and the other by abbreviation.
    pub fn contains(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Statute(wide), Self::Statute(narrow)) => wide.contains(narrow),
            (Self::Case(one), Self::Case(another)) => one == another,
            (Self::Preparatory(wide), Self::Preparatory(narrow)) => wide.contains(narrow),
            _ => false,
        }
    }

    /// Whether they have anything in common: one contains the other, or they cite overlapping rows of sections.
    pub fn touches(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Statute(one), Self::Statute(another)) => one.touches(another),
            _ => self.contains(other) || other.contains(self),
        }
    }

    /// The provision, if the citation is of a statute.
    pub const fn provision(&self) -> Option<&Provision> {
        match self {
            Self::Statute(provision) => Some(provision),
            _ => None,
        }
    }
}

impl Provision {
    /// A whole statute.
    pub const fn whole(statute: StatuteName) -> Self {
        Self { statute, chapter: None, section: None, subsection: None, point: None, sentence: None }
    }

    fn contains(&self, narrow: &Self) -> bool {
        self.statute == narrow.statute
            && self.chapter.is_none_or(|chapter| narrow.chapter == Some(chapter))
            // "FL 16" and "KL 9:16" share a section number but not a section.
            && (self.section.is_none() || self.chapter == narrow.chapter)
            && includes(self.section, narrow.section)
            && includes(self.subsection, narrow.subsection)
            && includes(self.point, narrow.point)
            && includes(self.sentence, narrow.sentence)
    }

    fn touches(&self, other: &Self) -> bool {
        self.statute == other.statute
            && meet(self.chapter.map(Span::one), other.chapter.map(Span::one))
            && (self.section.is_none() || other.section.is_none() || self.chapter == other.chapter)
            && meet(self.section, other.section)
            && meet(self.subsection, other.subsection)
            && meet(self.point, other.point)
            && meet(self.sentence, other.sentence)
    }

    /// The same provision cited by its whole section.
    #[must_use]
    pub fn whole_section(&self) -> Self {
        Self { subsection: None, point: None, sentence: None, ..self.clone() }
    }

    /// The part of a web address that leads to the provision on the official sites: `#K9P37S2`, `#P16S1`. `None` for a
    /// whole statute.
    pub fn anchor(&self) -> Option<String> {
        let joined =
            |numeral: Numeral| format!("{}{}", numeral.number, numeral.letter.map(String::from).unwrap_or_default());
        let chapter = self.chapter.map(|chapter| format!("K{}", joined(chapter)));
        let section = self.section.map(|section| format!("P{}", joined(section.first)));
        let subsection = self.subsection.map(|subsection| format!("S{}", subsection.first));
        let anchor: String =
            std::iter::once("#".to_owned()).chain([chapter, section, subsection].into_iter().flatten()).collect();
        (anchor.len() > 1).then_some(anchor)
    }
}

impl Preparatory {
    fn contains(&self, narrow: &Self) -> bool {
        self.kind == narrow.kind
            && self.session == narrow.session
            && self.designation == narrow.designation
            && includes(self.page, narrow.page)
    }
}

impl<T: Copy + Ord> Span<T> {
    /// A single one.
    pub const fn one(only: T) -> Self {
        Self { first: only, last: None }
    }

    /// The last, which is the first when there is only one.
    pub fn end(&self) -> T {
        self.last.unwrap_or(self.first)
    }
}

/// Whether a part that may mean "all" includes another.
fn includes<T: Copy + Ord>(wide: Option<Span<T>>, narrow: Option<Span<T>>) -> bool {
    match (wide, narrow) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(wide), Some(narrow)) => wide.first <= narrow.first && narrow.end() <= wide.end(),
    }
}

/// Whether two parts that may mean "all" have anything in common.
fn meet<T: Copy + Ord>(one: Option<Span<T>>, another: Option<Span<T>>) -> bool {
    match (one, another) {
        (Some(one), Some(another)) => one.first <= another.end() && another.first <= one.end(),
        _ => true,
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Statute(provision) => provision.fmt(formatter),
            Self::Case(case) => case.fmt(formatter),
            Self::Preparatory(work) => work.fmt(formatter),
        }
    }
}

impl fmt::Display for Provision {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.statute)?;
        match (self.chapter, self.section) {
            (None, None) => {}
            (Some(chapter), None) => write!(formatter, " {chapter} kap.")?,
            (None, Some(section)) => write!(formatter, " {section}")?,
            (Some(chapter), Some(section)) => write!(formatter, " {chapter}:{section}")?,
        }
        if let Some(subsection) = self.subsection {
            write!(formatter, " st {subsection}")?;
        }
        if let Some(point) = self.point {
            write!(formatter, " p {point}")?;
        }
        if let Some(sentence) = self.sentence {
            write!(formatter, " men {sentence}")?;
        }
        Ok(())
    }
}

impl fmt::Display for StatuteName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Abbreviation(abbreviation) => formatter.write_str(abbreviation),
            Self::Number(number) => number.fmt(formatter),
        }
    }
}

impl fmt::Display for Numeral {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.letter {
            Some(letter) => write!(formatter, "{} {letter}", self.number),
            None => write!(formatter, "{}", self.number),
        }
    }
}

impl<T: fmt::Display> fmt::Display for Span<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.last {
            Some(last) => write!(formatter, "{}–{last}", self.first),
            None => write!(formatter, "{}", self.first),
        }
    }
}

impl fmt::Display for Case {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reported { series, year, counted, number } => {
                write!(formatter, "{series} {year}{}{number}", counted.written())
            }
            Self::European { court, number, year } => write!(formatter, "{court}-{number}/{year:02}"),
            Self::Ombudsman { number, year } => write!(formatter, "JO {number}-{year}"),
        }
    }
}

impl Counted {
    /// What stands between the year and the number.
    pub const fn written(self) -> &'static str {
        match self {
            Self::Colon => ":",
            Self::Reference => " ref. ",
            Self::Note => " not. ",
            Self::Page => " s. ",
            Self::Number => " nr ",
        }
    }
}

impl fmt::Display for Preparatory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}:{}", self.kind, self.session, self.designation)?;
        match self.page {
            Some(page) => write!(formatter, " s. {page}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cite(text: &str) -> Citation {
        text.parse().unwrap()
    }

    #[test]
    fn a_section_contains_its_parts() {
        for (wide, narrow) in [
            ("KL 9:37", "KL 9:37 st 2 p 1"),
            ("KL 9:37 st 2", "KL 9:37 st 2 p 1 men 2"),
            ("KL 9:34–35", "KL 9:35 st 1"),
            ("KL 6:38 st 1 p 1–4", "KL 6:38 st 1 p 3"),
            ("RF 8 kap.", "RF 8:3"),
            ("KL", "KL 9:37"),
            ("prop. 2017/18:151", "prop. 2017/18:151 s. 45"),
        ] {
            assert!(cite(wide).contains(&cite(narrow)), "{wide} ∌ {narrow}");
            assert!(!cite(narrow).contains(&cite(wide)), "{narrow} ∋ {wide}");
            assert!(cite(narrow).touches(&cite(wide)) && cite(wide).touches(&cite(narrow)));
        }
        for (one, another) in [
            ("KL 9:37", "KL 9:38"),
            ("KL 9:37", "FB 9:37"),
            ("LSS 17", "LSS 1:17"),
            ("KL 9:1", "KL 9:1 a"),
            ("KL 9:37 st 1", "KL 9:37 st 2"),
        ] {
            assert!(!cite(one).contains(&cite(another)) && !cite(one).touches(&cite(another)), "{one}, {another}");
        }
        assert!(cite("KL 9:30–32").touches(&cite("KL 9:31–35")));
    }

    #[test]
    fn anchors() {
        let anchor = |text: &str| cite(text).provision().and_then(Provision::anchor);
        assert_eq!(anchor("KL 9:37 st 2 p 1").as_deref(), Some("#K9P37S2"));
        assert_eq!(anchor("FL 16 st 1").as_deref(), Some("#P16S1"));
        assert_eq!(anchor("OSL 10:2 a").as_deref(), Some("#K10P2a"));
        assert_eq!(anchor("RF 8 kap.").as_deref(), Some("#K8"));
        assert_eq!(anchor("KL 9:34–35").as_deref(), Some("#K9P34"));
        assert_eq!(anchor("2003:1210"), None);
    }
}
