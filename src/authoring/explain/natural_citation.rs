//! Citations as jurists write them: "9 kap. 37 § andra stycket kommunallagen (2017:725)".

use crate::law::{Citation, Statute, Statutes};

/// The words that count stycken.
const ORDINALS: [&str; 8] = ["första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde"];

/// Reads a citation written out. Without a statute the first one declared is meant, which is the one a pack is about.
pub fn read(text: &str, statutes: &Statutes) -> Option<Citation> {
    if !text.contains('§') {
        return None;
    }
    let spaced = text.replace('§', " § ").replace("kap.", " kap ").to_lowercase();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (chapter, words) = match numeral(&words, "kap") {
        Some((chapter, rest)) => (format!("{chapter}:"), rest),
        None => (String::new(), words.as_slice()),
    };
    let (section, words) = numeral(words, "§")?;
    let (subsection, words) = match words {
        [ordinal, "stycket" | "st" | "st.", rest @ ..] => {
            let by_word = ORDINALS.iter().position(|known| known == ordinal).map(|index| index + 1);
            let number = by_word.or_else(|| ordinal.parse().ok())?;
            (format!(" st {number}"), rest)
        }
        _ => (String::new(), words),
    };
    let statute = match words {
        [] => statutes.iter().next()?,
        _ => named(&words.join(" "), statutes)?,
    };
    Citation::parse(&format!("{} {chapter}{section}{subsection}", statute.cited_as())).ok()
}

/// A number, perhaps with a letter, before a word: `37 §`, `30 a §`.
fn numeral<'w>(words: &'w [&'w str], unit: &str) -> Option<(String, &'w [&'w str])> {
    match words {
        [number, found, rest @ ..] if *found == unit && number.parse::<u16>().is_ok() => {
            Some(((*number).to_owned(), rest))
        }
        [number, letter, found, rest @ ..]
            if *found == unit && letter.chars().count() == 1 && number.parse::<u16>().is_ok() =>
        {
            Some((format!("{number} {letter}"), rest))
        }
        _ => None,
    }
}

/// A statute by its name, its abbreviation or its number.
fn named<'s>(words: &str, statutes: &'s Statutes) -> Option<&'s Statute> {
    statutes.iter().find(|statute| {
        let known =
            [statute.name.clone(), statute.full_name(), statute.cited_as().to_string(), statute.number.to_string()];
        known.iter().any(|name| name.to_lowercase() == words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(text: &str) -> Option<String> {
        let statute = |abbreviation: &str, number: &str, name: &str| Statute {
            abbreviation: Some(abbreviation.to_owned()),
            number: number.parse().unwrap(),
            name: name.to_owned(),
            checked: String::new(),
            url: None,
        };
        let statutes = Statutes::new(vec![
            statute("KL", "2017:725", "kommunallagen"),
            statute("FL", "2017:900", "förvaltningslagen"),
        ]);
        read(text, &statutes).map(|citation| citation.to_string())
    }

    #[test]
    fn written_out_citations_are_read() {
        assert_eq!(short("9 kap. 37 §").as_deref(), Some("KL 9:37"));
        assert_eq!(short("9 kap 37 § andra stycket kommunallagen (2017:725)").as_deref(), Some("KL 9:37 st 2"));
        assert_eq!(short("9 kap. 37§ 2 st KL").as_deref(), Some("KL 9:37 st 2"));
        assert_eq!(short("3 kap. 16 a § kommunallagen").as_deref(), Some("KL 3:16 a"));
        assert_eq!(short("16 § förvaltningslagen").as_deref(), Some("FL 16"));
        assert_eq!(short("9 kap. 37 § grundlagen"), None);
        assert_eq!(short("KL 9:37"), None);
    }
}
