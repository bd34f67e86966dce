//! Swedish words and numbers in running text.

/// Joins words as a sentence does: `a, b och c`.
pub fn join_and<S: AsRef<str>>(words: &[S]) -> String {
    join(words, "och")
}

/// Joins words as a choice: `a, b eller c`.
pub fn join_or<S: AsRef<str>>(words: &[S]) -> String {
    join(words, "eller")
}

fn join<S: AsRef<str>>(words: &[S], conjunction: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {conjunction} {}", first.join(", "), last.as_ref())
        }
    }
}

/// A whole number with a no-break space between thousands: `42 000`.
pub fn number(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    if number < 0 { format!("−{text}") } else { text }
}

/// A count as [`number`] writes it.
pub fn figure(count: impl TryInto<i64>) -> String {
    number(count.try_into().unwrap_or(i64::MAX))
}

/// The text with its first letter as a capital.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A count with its noun: `1 regel`, `3 regler`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", figure(count), if count == 1 { one } else { many })
}

/// The first sentence without its full stop.
pub fn first_sentence(text: &str) -> &str {
    // A sentence ends where a full stop is followed by a capital letter; "9 kap. 37 §" and "t.ex." do not end one.
    let ends = text
        .match_indices(". ")
        .find(|(at, _)| text.get(at + 2..).is_some_and(|rest| rest.starts_with(char::is_uppercase)));
    let sentence = ends.and_then(|(at, _)| text.get(..at)).unwrap_or(text);
    sentence.strip_suffix('.').unwrap_or(sentence)
}

/// A number with its unit, which a pack gives in the plural: `1 part`, `3 parter`.
pub fn with_unit(count: i64, unit: &str) -> String {
    const SINGULARS: [(&str, &str); 8] = [
        ("månader", "månad"),
        ("parter", "part"),
        ("kommuner", "kommun"),
        ("kronor", "krona"),
        ("ärenden", "ärende"),
        ("personer", "person"),
        ("timmar", "timme"),
        ("veckor", "vecka"),
    ];
    let singular = SINGULARS.iter().find(|(many, _)| *many == unit && count == 1).map(|(_, one)| *one);
    format!("{} {}", number(count), singular.unwrap_or(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_before_a_capital() {
        assert_eq!(first_sentence("Ett skäl. Och ett till."), "Ett skäl");
        assert_eq!(first_sentence("Enligt 9 kap. 37 § går det."), "Enligt 9 kap. 37 § går det");
    }

    #[test]
    fn one_of_something_is_told_in_the_singular() {
        assert_eq!(with_unit(1, "parter"), "1 part");
        assert_eq!(with_unit(2, "parter"), "2 parter");
        assert_eq!(with_unit(1, "invånare"), "1 invånare");
    }

    #[test]
    fn lists_and_numbers_are_swedish() {
        assert_eq!(join_and(&["a", "b", "c"]), "a, b och c");
        assert_eq!(join_or(&["a", "b"]), "a eller b");
        assert_eq!(join_and::<&str>(&[]), "");
        assert_eq!(number(42000), "42\u{a0}000");
        assert_eq!(number(-1234567), "−1\u{a0}234\u{a0}567");
        assert_eq!(number(999), "999");
        assert_eq!(capitalised("överförmyndare"), "Överförmyndare");
        assert_eq!(counted(1, "regel", "regler"), "1 regel");
    }
}
