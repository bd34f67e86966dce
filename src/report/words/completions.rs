//! Sentences about what every way of answering the open questions leads to.

use super::number_word;
use crate::rounding::{Percent, in_units};
use crate::text::{capitalised, figure, join_and};

/// A large count in round words: `27 miljarder`.
pub fn about(count: u128) -> String {
    const NAMES: [(&str, &str); 7] = [
        ("miljon", "miljoner"),
        ("miljard", "miljarder"),
        ("biljon", "biljoner"),
        ("biljard", "biljarder"),
        ("triljon", "triljoner"),
        ("triljard", "triljarder"),
        ("kvadriljon", "kvadriljoner"),
    ];
    if count < 1_000_000 {
        return figure(count);
    }
    let (mut unit, mut names) = (1_000_000u128, NAMES.iter());
    let mut name = names.next();
    while let Some(next) = names.as_slice().first()
        && count / unit >= 1000
    {
        unit *= 1000;
        name = Some(next);
        names.next();
    }
    let rounded = in_units(count, unit);
    let (one, many) = name.copied().unwrap_or(("", ""));
    format!("ungefär {} {}", figure(rounded), if rounded == 1 { one } else { many })
}

/// A share in whole percent, never rounded to nothing or to everything.
pub fn percent(share: f64) -> String {
    match Percent::in_steps(share, 1.0) {
        Percent::AlmostNothing => "under 1 procent".to_owned(),
        Percent::Of(percent) => format!("{} procent", percent.round()),
        Percent::AlmostEverything => "över 99 procent".to_owned(),
    }
}

/// How many ways of answering were examined, after a statement.
fn examined(count: Option<u128>) -> String {
    count.map_or_else(String::new, |count| format!(" Det är prövat för alla sätt att besvara dem, {}.", about(count)))
}

/// Nothing can change any more.
pub fn all_settled(count: Option<u128>) -> String {
    format!(
        "Förstahandsvalet och hur säkert det är blir detsamma hur de obesvarade frågorna än besvaras.{} Villkor, krav och \
         risker kan tillkomma.",
        examined(count)
    )
}

/// Only how sure it is can change. The words with their shares.
pub fn first_settled(count: Option<u128>, verdicts: &[(&str, f64)]) -> String {
    let verdicts: Vec<String> =
        verdicts.iter().map(|(verdict, share)| format!("{verdict} ({})", percent(*share))).collect();
    format!(
        "Förstahandsvalet blir detsamma hur de obesvarade frågorna än besvaras.{} Bara hur säkert det är kan ändras: {}.",
        examined(count),
        join_and(&verdicts)
    )
}

/// All ways of answering lead to something else than what the answers so far give.
pub fn settles_elsewhere(name: &str, count: Option<u128>) -> String {
    format!("Hur de obesvarade frågorna än besvaras blir förstahandsvalet i stället {name}.{}", examined(count))
}

/// The first choice is open. The names with their shares, the commonest first.
pub fn open(firsts: &[(String, f64)], samples: Option<usize>) -> String {
    let firsts: Vec<String> = firsts.iter().map(|(name, share)| format!("{name} ({})", percent(*share))).collect();
    let sure = match samples {
        None => String::new(),
        Some(samples) => format!(
            " Andelarna är uppskattade från {} slumpvis valda sätt att svara, så något ovanligt kan saknas.",
            figure(samples)
        ),
    };
    format!(
        "De obesvarade frågorna kan ändra förstahandsvalet. Av alla sätt att besvara dem leder till: {}.{sure} \
         Andelarna räknar möjliga svar, inte kommuner, och säger inte vad som är troligt.",
        join_and(&firsts)
    )
}

/// Beside the first sentence: open questions can change the first choice. The share that does not, where it is exact.
pub fn can_change(same: Option<f64>) -> String {
    match same {
        None => "Obesvarade frågor kan ändra det.".to_owned(),
        Some(same) => format!(
            "Obesvarade frågor kan ändra det: av alla sätt att besvara dem ger {} samma förstahandsval.",
            percent(same)
        ),
    }
}

/// Beside the first sentence: every way of answering the open questions leads to something else.
pub fn changes_to(name: &str) -> String {
    format!("Obesvarade frågor ändrar det: hur de än besvaras blir förstahandsvalet {name}.")
}

/// The question to answer next.
pub fn ask_next(label: &str) -> String {
    format!("Det som väntas avgöra mest är svaret på {label}.")
}

/// Answers that decide alone.
pub fn sufficient(labels: &[String], smallest: bool) -> String {
    let count = capitalised(&number_word(labels.len()));
    let (answers, decide) = if labels.len() == 1 { ("svar", "avgör") } else { ("av svaren", "avgör") };
    let smallest = if smallest { " Inget av dem kan undvaras." } else { "" };
    format!(
        "{count} {answers} {decide} ensamma förstahandsvalet, hur alla andra frågor än besvaras: {}.{smallest}",
        join_and(labels)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_counts_are_told_in_round_words() {
        assert_eq!(about(999_999), "999\u{a0}999");
        assert_eq!(about(1_000_000), "ungefär 1 miljon");
        assert_eq!(about(27_172_454_400), "ungefär 27 miljarder");
        assert_eq!(about(8_205_566_052_734_169_384_960), "ungefär 8 triljarder");
        assert_eq!(about(u128::MAX), "ungefär 340\u{a0}282\u{a0}366\u{a0}920\u{a0}938 kvadriljoner");
    }

    #[test]
    fn a_share_is_never_rounded_to_nothing_or_everything() {
        assert_eq!(percent(0.000_01), "under 1 procent");
        assert_eq!(percent(0.999), "över 99 procent");
        assert_eq!(percent(0.5), "50 procent");
        assert_eq!(percent(1.0), "100 procent");
        assert_eq!(percent(0.0), "0 procent");
    }
}
