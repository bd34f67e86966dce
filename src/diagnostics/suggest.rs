//! Did-you-mean: which of the names that exist is the author likely to have meant?

use std::cmp::Ordering;
use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Below this likeness (0 to 1) a suggestion does more harm than good.
const WORTH_SAYING: f64 = 0.84;

/// The most names that a help line counts up.
const MOST_LISTED: usize = 12;

/// The candidate that is most like the word, if any is like it at all. On a tie the first in alphabetical order wins,
/// so that the order of the candidates does not matter.
pub fn closest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let folded = fold(word);
    if folded.is_empty() {
        return None;
    }
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let likeness = likeness(&folded, &fold(candidate));
        let better = match best {
            None => true,
            Some((top, name)) => match likeness.total_cmp(&top) {
                Ordering::Greater => true,
                Ordering::Equal => candidate < name,
                Ordering::Less => false,
            },
        };
        if candidate != word && likeness >= WORTH_SAYING && better {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, name)| name)
}

/// A help line that names the closest candidate: "menade du `antal_parter`?".
pub fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
    closest(word, candidates).map(|name| format!("menade du `{name}`?"))
}

/// A help line that names the closest candidate or, failing that, counts up what there is to choose from.
pub fn did_you_mean_or_list<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
    let mut candidates: Vec<&str> = candidates.into_iter().collect();
    // A name that is declared twice by mistake is still one choice.
    let mut seen = BTreeSet::new();
    candidates.retain(|candidate| seen.insert(*candidate));
    did_you_mean(word, candidates.iter().copied()).or_else(|| {
        (!candidates.is_empty() && candidates.len() <= MOST_LISTED)
            .then(|| format!("välj bland {}", list_words(&candidates, "och")))
    })
}

/// Words in backticks as a Swedish list: "`a`, `b` och `c`".
pub fn list_words(words: &[&str], conjunction: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {conjunction} {last}", rest.join(", ")),
    }
}

/// Reduces a name to what survives a change of keyboard and habit: small letters, no accents, one kind of separator.
/// Å and ä become a, ö becomes o, since identifiers are ASCII and authors think in Swedish.
pub fn fold(word: &str) -> String {
    word.nfd()
        .filter(|character| !is_combining_mark(*character))
        .flat_map(char::to_lowercase)
        .map(|character| if character == '-' || character == ' ' || character == '\u{a0}' { '_' } else { character })
        .collect()
}

/// How alike two folded names are, from 0 to 1.
fn likeness(word: &str, candidate: &str) -> f64 {
    if word == candidate {
        return 1.0;
    }
    let longest = word.chars().count().max(candidate.chars().count());
    // Jaro–Winkler sees a common beginning; Damerau sees letters that changed places. A name that begins the other is
    // what is left when somebody gave up typing.
    let slips = strsim::damerau_levenshtein(word, candidate);
    let by_slips = if slips <= allowed_slips(longest) {
        strsim::normalized_damerau_levenshtein(word, candidate).max(0.85)
    } else {
        0.0
    };
    let by_beginning = if longest >= 4 { strsim::jaro_winkler(word, candidate) } else { 0.0 };
    // 0.88 keeps `gemensam_namnd` from answering for `gemensamt_organ`.
    let by_beginning = if by_beginning >= 0.88 { by_beginning } else { 0.0 };
    by_slips.max(by_beginning).min(0.999)
}

/// How many slips of the finger a name of this length may hold.
const fn allowed_slips(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FACTS: [&str; 6] =
        ["antal_parter", "beslut_hos", "minsta_invanare", "overformyndare", "tillgangar", "uppgift"];

    #[test]
    fn finds_what_was_meant() {
        assert_eq!(closest("antal_partier", FACTS), Some("antal_parter"));
        assert_eq!(closest("överförmyndare", FACTS), Some("overformyndare"));
        assert_eq!(closest("o\u{308}verformyndare", FACTS), Some("overformyndare"));
        assert_eq!(closest("Antal-Parter", FACTS), Some("antal_parter"));
        assert_eq!(closest("ugpift", FACTS), Some("uppgift"));
        assert_eq!(closest("minsta_invånare", FACTS), Some("minsta_invanare"));
    }

    #[test]
    fn says_nothing_rather_than_something_silly() {
        assert_eq!(closest("xyz", FACTS), None);
        assert_eq!(closest("", FACTS), None);
        assert_eq!(closest("kommunalforbund", FACTS), None);
        assert_eq!(closest("p", ["st", "men"]), None);
    }

    #[test]
    fn lists_when_nothing_is_close() {
        assert_eq!(
            did_you_mean_or_list("kanske", ["bool", "choice", "int"]).as_deref(),
            Some("välj bland `bool`, `choice` och `int`")
        );
        assert_eq!(did_you_mean_or_list("chioce", ["bool", "choice", "int"]).as_deref(), Some("menade du `choice`?"));
        assert_eq!(did_you_mean_or_list("x", []), None);
    }

    proptest! {
        #[test]
        fn the_order_of_candidates_does_not_matter(word in "[a-cå]{1,6}", mut names in prop::collection::vec("[a-c]{1,6}", 0..6)) {
            let forward = closest(&word, names.iter().map(String::as_str)).map(str::to_owned);
            names.reverse();
            prop_assert_eq!(forward.as_deref(), closest(&word, names.iter().map(String::as_str)));
        }
    }
}
