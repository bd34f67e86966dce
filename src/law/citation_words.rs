//! Writing a citation as a jurist does: "9 kap. 37 § andra stycket kommunallagen (2017:725)".

use super::citation::{Case, Citation, Counted, Numeral, Provision, Span, StatuteName};
use super::statutes::Statutes;

/// The words that count stycken and meningar. No section has more than a few.
const ORDINALS: [&str; 12] = [
    "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde", "elfte",
    "tolfte",
];

impl Citation {
    /// The whole reference: "9 kap. 37 § andra stycket kommunallagen (2017:725)".
    pub fn in_words(&self, statutes: &Statutes) -> String {
        match self {
            Self::Statute(provision) => {
                joined(&place_in_words(provision), &statute_in_words(&provision.statute, statutes))
            }
            _ => self.in_short_words(),
        }
    }

    /// The reference where the statute has just been named: "9 kap. 37 § andra stycket". A whole statute keeps its short
    /// name, since nothing else would be left.
    pub fn in_short_words(&self) -> String {
        match self {
            Self::Statute(provision) => {
                let place = place_in_words(provision);
                if place.is_empty() { provision.statute.to_string() } else { place }
            }
            Self::Case(Case::Reported { series, year, counted, number }) => {
                // The older report of the highest administrative court is cited by colon here but not in print.
                let counted =
                    if *series == "HFD" && *counted == Counted::Colon { Counted::Reference } else { *counted };
                format!("{series} {year}{}{number}", counted.written())
            }
            Self::Case(case @ Case::European { court, .. }) => {
                let court = if *court == 'T' { "tribunalens" } else { "EU-domstolens" };
                format!("{court} mål {case}")
            }
            Self::Case(Case::Ombudsman { number, year }) => format!("JO:s beslut dnr {number}-{year}"),
            Self::Preparatory(work) => work.to_string(),
        }
    }
}

/// A piece of a list of references.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Words that refer to one citation: "9 kap. 19".
    Reference(String, Citation),
    /// A statute's full name.
    Statute(StatuteName, String),
    /// Words that hold the others together.
    Glue(String),
}

impl Part {
    /// The words.
    pub fn words(&self) -> &str {
        match self {
            Self::Reference(words, _) | Self::Statute(_, words) | Self::Glue(words) => words,
        }
    }
}

/// Several references in one phrase. What follows each other in one statute shares its name, and plain sections of one
/// chapter share its number: "9 kap. 19 och 24 §§ kommunallagen (2017:725) samt 16 § förvaltningslagen (2017:900)". The
/// order is kept.
pub fn list_in_words<'c>(citations: impl IntoIterator<Item = &'c Citation>, statutes: &Statutes) -> String {
    list_in_parts(citations, statutes).iter().map(Part::words).collect()
}

/// The same phrase in pieces, so that each reference can be a link of its own.
pub fn list_in_parts<'c>(citations: impl IntoIterator<Item = &'c Citation>, statutes: &Statutes) -> Vec<Part> {
    let mut groups: Vec<Group> = Vec::new();
    for citation in citations {
        let citation = statutes.canonical(citation);
        match citation {
            // A whole statute has no place within itself, so nothing can share its name.
            Citation::Statute(provision) if provision.chapter.is_some() || provision.section.is_some() => {
                match groups.last_mut() {
                    Some(Group::Places(places)) if places.iter().all(|place| place.statute == provision.statute) => {
                        places.push(provision)
                    }
                    _ => groups.push(Group::Places(vec![provision])),
                }
            }
            other => groups.push(Group::Phrase(other)),
        }
    }
    let several = |group: &Group| matches!(group, Group::Places(places) if places.len() > 1);
    // "Samt" keeps the outer list apart from the inner ones.
    let conjunction = if groups.iter().any(several) { "samt" } else { "och" };
    let phrases = groups.into_iter().map(|group| match group {
        Group::Phrase(citation) => vec![Part::Reference(citation.in_words(statutes), citation)],
        Group::Places(places) => {
            let statute = places.first().map(|place| {
                let name = statute_in_words(&place.statute, statutes);
                [Part::Glue(" ".to_owned()), Part::Statute(place.statute.clone(), name)]
            });
            let mut parts = places_in_parts(&places);
            parts.extend(statute.into_iter().flatten());
            parts
        }
    });
    enumerate(phrases.collect(), conjunction)
}

/// A part of a list of references.
enum Group {
    /// Places in one statute.
    Places(Vec<Provision>),
    /// Anything else.
    Phrase(Citation),
}

/// Places in one statute. The chapter is named again where it changes or where something finer than a section is named;
/// stycken or points of one section share it.
fn places_in_parts(places: &[Provision]) -> Vec<Part> {
    let phrases: Vec<Vec<Part>> = places
        .chunk_by(|one, next| Shared::between(one, next).is_some())
        .map(|run| match run {
            [first, second, ..] => shared_in_parts(run, Shared::between(first, second).unwrap_or(Shared::Chapter)),
            _ => run
                .iter()
                .map(|place| Part::Reference(place_in_words(place), Citation::Statute(place.clone())))
                .collect(),
        })
        .collect();
    let nested = phrases.iter().any(|phrase| phrase.iter().map(Part::words).collect::<String>().contains(" och "));
    enumerate(phrases, if nested { "samt" } else { "och" })
}

/// What neighbours in a list share, so that it need not be said again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shared {
    /// "9 kap. 19 och 24 §§"
    Chapter,
    /// "9 kap. 37 § andra och tredje styckena"
    Section,
    /// "6 kap. 28 § 1 och 4"
    Subsection,
}

impl Shared {
    fn between(one: &Provision, next: &Provision) -> Option<Self> {
        let kind = |place: &Provision| {
            let single_section = place.section.is_some_and(|section| section.last.is_none());
            let single_subsection = place.subsection.is_none_or(|subsection| subsection.last.is_none());
            match (place.subsection, place.point, place.sentence) {
                (None, None, None) if single_section => Some(Self::Chapter),
                (Some(_), None, None) if single_section && single_subsection => Some(Self::Section),
                (_, Some(point), None) if single_section && single_subsection && point.last.is_none() => {
                    Some(Self::Subsection)
                }
                _ => None,
            }
        };
        let shared = kind(one).filter(|shared| kind(next) == Some(*shared))?;
        let same = one.chapter == next.chapter
            && (shared == Self::Chapter || one.section == next.section)
            && (shared != Self::Subsection || one.subsection == next.subsection);
        same.then_some(shared)
    }
}

/// Neighbours that share something: the first in full, of the others only what differs.
fn shared_in_parts(run: &[Provision], shared: Shared) -> Vec<Part> {
    let reference = |words: String, place: &Provision| vec![Part::Reference(words, Citation::Statute(place.clone()))];
    let differs = |place: &Provision| match shared {
        Shared::Chapter => place.section.map(|section| section.to_string()),
        Shared::Section => place.subsection.map(|subsection| ordinal(subsection.first)),
        Shared::Subsection => place.point.map(row),
    };
    let ending = match shared {
        Shared::Chapter => " §§",
        Shared::Section => " styckena",
        Shared::Subsection => "",
    };
    let references = run.iter().enumerate().map(|(index, place)| {
        let words = differs(place).unwrap_or_default();
        if index > 0 {
            return reference(words, place);
        }
        let before = match shared {
            Shared::Chapter => Provision { section: None, ..place.clone() },
            Shared::Section => Provision { subsection: None, ..place.clone() },
            Shared::Subsection => Provision { point: None, ..place.clone() },
        };
        reference(joined(&place_in_words(&before), &words).trim_start().to_owned(), place)
    });
    let mut parts = enumerate(references.collect(), "och");
    if !ending.is_empty() {
        parts.push(Part::Glue(ending.to_owned()));
    }
    parts
}

/// "a, b och c".
fn enumerate(phrases: Vec<Vec<Part>>, conjunction: &str) -> Vec<Part> {
    let count = phrases.len();
    let mut parts = Vec::new();
    for (index, phrase) in phrases.into_iter().enumerate() {
        if index > 0 {
            let last = index + 1 == count;
            parts.push(Part::Glue(if last { format!(" {conjunction} ") } else { ", ".to_owned() }));
        }
        parts.extend(phrase);
    }
    parts
}

fn joined(place: &str, statute: &str) -> String {
    if place.is_empty() { statute.to_owned() } else { format!("{place} {statute}") }
}

/// The statute's full name; for one that is not declared, what is known of it.
fn statute_in_words(name: &StatuteName, statutes: &Statutes) -> String {
    match (statutes.get(name), name) {
        (Some(statute), _) => statute.full_name(),
        (None, StatuteName::Number(number)) => format!("lagen ({number})"),
        (None, StatuteName::Abbreviation(abbreviation)) => abbreviation.clone(),
    }
}

/// The place within the statute.
fn place_in_words(provision: &Provision) -> String {
    let mut words = Vec::new();
    if let Some(chapter) = provision.chapter {
        words.push(format!("{chapter} kap."));
    }
    if let Some(section) = provision.section {
        words.push(match section.last {
            None => format!("{section} §"),
            Some(_) => format!("{} §§", row(section)),
        });
    }
    if let Some(subsection) = provision.subsection {
        words.push(ordinal_row(subsection, "stycket", "styckena"));
    }
    if let Some(point) = provision.point {
        words.push(row(point));
    }
    if let Some(sentence) = provision.sentence {
        words.push(ordinal_row(sentence, "meningen", "meningarna"));
    }
    words.join(" ")
}

/// "34 och 35" for two neighbours, "34–36" for more.
fn row(span: Span<Numeral>) -> String {
    match span.last {
        Some(last) if span.first.letter.is_none() && last.letter.is_none() && last.number == span.first.number + 1 => {
            format!("{} och {last}", span.first)
        }
        _ => span.to_string(),
    }
}

/// "andra stycket", "första och andra styckena", "första–tredje styckena".
fn ordinal_row(span: Span<u16>, one: &str, many: &str) -> String {
    match span.last {
        None => format!("{} {one}", ordinal(span.first)),
        Some(last) if last == span.first + 1 => format!("{} och {} {many}", ordinal(span.first), ordinal(last)),
        Some(last) => format!("{}–{} {many}", ordinal(span.first), ordinal(last)),
    }
}

fn ordinal(number: u16) -> String {
    ORDINALS.get(usize::from(number).saturating_sub(1)).map_or_else(|| format!("{number}:e"), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::statutes::tests::some;
    use super::*;

    fn cite(text: &str) -> Citation {
        text.parse().unwrap()
    }

    #[test]
    fn as_a_jurist_writes() {
        for (short, long) in [
            ("KL 9:37 st 2", "9 kap. 37 § andra stycket kommunallagen (2017:725)"),
            ("FL 16", "16 § förvaltningslagen (2017:900)"),
            ("KL 9:34–35", "9 kap. 34 och 35 §§ kommunallagen (2017:725)"),
            ("KL 9:34–36", "9 kap. 34–36 §§ kommunallagen (2017:725)"),
            ("KL 6:38 st 1 p 1–4", "6 kap. 38 § första stycket 1–4 kommunallagen (2017:725)"),
            ("KL 6:28 p 3–4", "6 kap. 28 § 3 och 4 kommunallagen (2017:725)"),
            ("KL 9:37 st 2 men 2", "9 kap. 37 § andra stycket andra meningen kommunallagen (2017:725)"),
            ("FB 19:10 a st 1–2", "19 kap. 10 a § första och andra styckena föräldrabalken"),
            ("RF 8 kap.", "8 kap. regeringsformen"),
            ("2003:192 1", "1 § lagen (2003:192) om gemensam nämnd inom vård- och omsorgsområdet"),
            ("2017:725 9:1", "9 kap. 1 § kommunallagen (2017:725)"),
            ("2003:1210", "lagen (2003:1210)"),
            ("XYZ 1", "1 § XYZ"),
            ("KL 1:1 st 1–3", "1 kap. 1 § första–tredje styckena kommunallagen (2017:725)"),
            ("HFD 2013:80", "HFD 2013 ref. 80"),
            ("MÖD 2003:83", "MÖD 2003:83"),
            ("C-328/19", "EU-domstolens mål C-328/19"),
            ("JO 3896-2019", "JO:s beslut dnr 3896-2019"),
            ("prop. 2017/18:151 s. 45", "prop. 2017/18:151 s. 45"),
        ] {
            assert_eq!(cite(short).in_words(&some()), long);
        }
        assert_eq!(cite("KL 9:37 st 2").in_short_words(), "9 kap. 37 § andra stycket");
    }

    #[test]
    fn a_list_names_each_statute_once() {
        let list = |texts: &[&str]| list_in_words(&texts.iter().map(|text| cite(text)).collect::<Vec<_>>(), &some());
        assert_eq!(list(&["KL 9:19", "KL 9:24"]), "9 kap. 19 och 24 §§ kommunallagen (2017:725)");
        assert_eq!(
            list(&["KL 9:2", "KL 9:37 st 2"]),
            "9 kap. 2 § och 9 kap. 37 § andra stycket kommunallagen (2017:725)"
        );
        assert_eq!(
            list(&["KL 6:1", "KL 9:2", "KL 9:3", "KL 9:4"]),
            "6 kap. 1 § samt 9 kap. 2, 3 och 4 §§ kommunallagen (2017:725)"
        );
        assert_eq!(
            list(&["KL 9:19", "2017:725 9:24", "FL 16"]),
            "9 kap. 19 och 24 §§ kommunallagen (2017:725) samt 16 § förvaltningslagen (2017:900)"
        );
        assert_eq!(list(&["FL 16", "HFD 2013:80"]), "16 § förvaltningslagen (2017:900) och HFD 2013 ref. 80");
        assert_eq!(list(&["FL 16", "FL 17"]), "16 och 17 §§ förvaltningslagen (2017:900)");
        assert_eq!(
            list(&["KL 9:37 st 2", "KL 9:37 st 3"]),
            "9 kap. 37 § andra och tredje styckena kommunallagen (2017:725)"
        );
        assert_eq!(
            list(&["KL 6:28 p 1", "KL 6:28 p 4", "KL 7:4"]),
            "6 kap. 28 § 1 och 4 samt 7 kap. 4 § kommunallagen (2017:725)"
        );
        assert_eq!(
            list(&["KL 9:37 st 2", "KL 9:38 st 2"]),
            "9 kap. 37 § andra stycket och 9 kap. 38 § andra stycket kommunallagen (2017:725)"
        );
        assert_eq!(list(&[]), "");
    }
}
