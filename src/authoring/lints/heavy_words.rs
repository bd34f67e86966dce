//! Words that the advice on klarspråk (språklagen 11 §) has plainer ones for.

use super::{Lint, Subject};
use crate::authoring::texts::{TextKind, texts};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};

/// The lint.
pub const LINT: Lint = Lint { name: "heavy_words", codes: &[Code::HeavyWord], needs_all: false, run };

/// Heavy words and what to write instead. A word that ends with `-` stands for all words that begin so.
const HEAVY: &[(&str, &str)] = &[
    ("angående", "om"),
    ("anmoda-", "be"),
    ("avseende", "om, för"),
    ("beträffande", "om"),
    ("därest", "om"),
    ("därvid", "då"),
    ("därvidlag", "där"),
    ("dylik-", "sådan"),
    ("emedan", "eftersom"),
    ("enär", "eftersom"),
    ("erfordra-", "krävas, behövas"),
    ("erhåll-", "få"),
    ("erlägg-", "betala"),
    ("föreligg-", "finnas"),
    ("förelåg", "fanns"),
    ("föranled-", "leda till"),
    ("förfara", "göra"),
    ("gentemot", "mot"),
    ("huruvida", "om"),
    ("härvid", "då"),
    ("ifrågavarande", "den här"),
    ("inkomma", "komma in"),
    ("innehavande", "som har"),
    ("jämlikt", "enligt"),
    ("jämväl", "också"),
    ("medelst", "med, genom"),
    ("nyttja-", "använda"),
    ("ombesörj-", "ordna, sköta"),
    ("påvisa-", "visa"),
    ("rörande", "om"),
    ("såvida", "om"),
    ("såvitt avser", "för, i fråga om"),
    ("tillhandahålla", "erbjuda, ge"),
    ("tillse", "se till"),
    ("tillsammans med vilken", "som"),
    ("utgöra", "vara"),
    ("utgörs", "är, består"),
    ("vederbörande", "den som det gäller"),
    ("vederbörligen", "som den ska"),
    ("vidkommande", "för, om"),
    ("äga rum", "ske, hållas"),
    ("åligg-", "ska, måste"),
    ("åstunda-", "vilja"),
    ("åvila-", "vara skyldig, ansvara för"),
];

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    for text in texts(subject.pack, subject.files) {
        // An explanation of the law may have to use its words.
        if text.kind == TextKind::TermLaw {
            continue;
        }
        for (heavy, plain, at) in heavy_in(text.text) {
            let word = text.text.get(at.clone()).unwrap_or(heavy);
            let whole = text.place.text() == text.text;
            let place = match whole {
                true => {
                    Place::new(&text.place.source, text.place.span.start + at.start..text.place.span.start + at.end)
                }
                false => text.place.clone(),
            };
            problems.push(
                Diagnostic::new(Code::HeavyWord, format!("`{word}` är ett tungt ord"))
                    .at(place)
                    .help(format!("skriv till exempel: {plain}")),
            );
        }
    }
}

/// The heavy words in a text, each once, with where they stand.
fn heavy_in(text: &str) -> Vec<(&'static str, &'static str, std::ops::Range<usize>)> {
    let words = words(text);
    let mut found = Vec::new();
    for (heavy, plain) in HEAVY {
        let parts: Vec<&str> = heavy.trim_end_matches('-').split(' ').collect();
        let begins = heavy.ends_with('-');
        let hit = words.windows(parts.len()).find(|window| {
            window
                .iter()
                .zip(&parts)
                .all(|((_, word), part)| if begins { word.starts_with(part) } else { word == part })
        });
        if let Some([(first, _), ..]) = hit
            && let Some((last, _)) = hit.and_then(<[_]>::last)
        {
            found.push((*heavy, *plain, first.start..last.end));
        }
    }
    found
}

/// The words of a text in small letters, with where they stand.
fn words(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut found: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
        let end = at + letter.len_utf8();
        match found.last_mut().filter(|(place, _)| place.end == at) {
            Some((place, word)) => {
                place.end = end;
                word.extend(letter.to_lowercase());
            }
            None => found.push((at..end, letter.to_lowercase().collect())),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::fixture::found;
    use super::heavy_in;
    use crate::diagnostics::Code;

    #[test]
    fn whole_words_and_their_forms() {
        let heavy = |text: &str| heavy_in(text).into_iter().map(|(word, ..)| word).collect::<Vec<_>>();
        assert_eq!(heavy("Kommunen erhåller bidrag avseende skolan."), ["avseende", "erhåll-"]);
        assert_eq!(heavy("Det är hänseendet som avses."), Vec::<&str>::new());
        assert_eq!(heavy("Mötet ska äga rum i maj."), ["äga rum"]);
    }

    #[test]
    fn a_heavy_word_is_marked_where_it_stands() {
        let spoilt = found(&[("10-regler.rhai", "Ni är flera.", "Det föreligger flera parter.")]);
        assert_eq!(spoilt, [(Code::HeavyWord, "föreligger".to_owned())]);
    }
}
