//! Swedish dates and numbers.

use jiff::civil::Date;

/// Keeps a number on one line and in one piece.
const NO_BREAK_SPACE: char = '\u{a0}';

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// A date as it is written in running text: "20 november 2026".
pub fn long_date(date: Date) -> String {
    let month = usize::try_from(date.month())
        .ok()
        .and_then(|month| MONTHS.get(month.checked_sub(1)?))
        .copied()
        .unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}

/// Reads a date written `2026-11-20`, and nothing else.
///
/// # Errors
/// What is wrong, as a sentence in Swedish.
pub fn parse_date(text: &str) -> Result<Date, String> {
    let shape = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if !shape {
        return Err(format!("`{text}` är inget datum; skriv år-månad-dag, till exempel 2026-11-20"));
    }
    text.parse().map_err(|_| format!("`{text}` finns inte i almanackan"))
}

/// A whole number in groups of three: "42 000", with a space that does not break.
pub fn whole_number(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    if number < 0 {
        text.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(NO_BREAK_SPACE);
        }
        text.push(digit);
    }
    text
}

/// A number with decimals and a decimal comma: "1 234,5". Halves are rounded to even, as the standard library does.
pub fn decimal_number(number: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", number.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    // Too large for a whole number, or no number at all: written as it is.
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), whole_number);
    let is_zero = text.chars().all(|character| matches!(character, '0' | '.'));
    let sign = if number < 0.0 && !is_zero { "−" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_in_words() {
        assert_eq!(long_date(jiff::civil::date(2026, 11, 20)), "20 november 2026");
        assert_eq!(long_date(jiff::civil::date(2026, 1, 1)), "1 januari 2026");
    }

    #[test]
    fn only_one_way_to_write_a_date() {
        assert_eq!(parse_date("2026-11-20"), Ok(jiff::civil::date(2026, 11, 20)));
        for text in
            ["", "2026-11-2", "20261120", "2026-11-20T00:00", "+026-11-20", " 2026-11-20", "2026–11–20", "åå26-11-2"]
        {
            assert!(parse_date(text).unwrap_err().contains("inget datum"), "{text}");
        }
        assert!(parse_date("2026-02-30").unwrap_err().contains("almanackan"));
    }

    #[test]
    fn numbers_in_groups() {
        assert_eq!(whole_number(0), "0");
        assert_eq!(whole_number(999), "999");
        assert_eq!(whole_number(42_000), "42\u{a0}000");
        assert_eq!(whole_number(-1_234_567), "−1\u{a0}234\u{a0}567");
        assert_eq!(decimal_number(1234.56, 1), "1\u{a0}234,6");
        assert_eq!(decimal_number(-0.04, 1), "0,0");
        assert_eq!(decimal_number(3.0, 0), "3");
    }

    proptest! {
        #[test]
        fn grouping_only_adds_spaces(number in any::<i64>()) {
            let bare = whole_number(number).replace(NO_BREAK_SPACE, "").replace('−', "-");
            prop_assert_eq!(bare, number.to_string());
        }

        #[test]
        fn any_text_is_safe(text in "\\PC{0,12}") {
            let _ = parse_date(&text);
        }
    }
}
