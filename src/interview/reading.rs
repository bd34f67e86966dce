//! What a typed line means as a reply to a question.

use jiff::civil::Date;

use super::commands::{self, plain};
use super::how_to_answer::{answer_with, how, range};
use super::prompt::{Asks, Choice, Commands, Given, Question, Reply};
use crate::law::dates::{long_date, parse_date};
use crate::text::{join_or, number};

/// The longest line that is looked at, in characters.
pub const LONGEST: usize = 4000;
/// How much of what was typed is repeated in an answer to it.
const REPEATED: usize = 30;
/// Letters that begin a word must be at least this many to stand for it.
const FEWEST_LETTERS: usize = 3;

/// Reads a line as a reply.
///
/// # Errors
/// What is wrong with it, and what to write instead, in one or two sentences.
pub fn reply(line: &str, question: &Question) -> Result<Reply, String> {
    if line.chars().count() > LONGEST {
        return Err(format!("Det var för långt. Skriv högst {} tecken.", number(LONGEST as i64)));
    }
    let text = clean(line);
    if text.is_empty() {
        return empty(line, question);
    }
    if question.commands != Commands::None {
        // An option may be called what a command is called; then the option is meant.
        let option = match &question.asks {
            Asks::One(options) | Asks::Some { options, .. } => exactly(&text, options).is_some(),
            _ => false,
        };
        if !option && let Some(command) = commands::read(&text) {
            return command.map(Reply::Command);
        }
    }
    if question.unknown && is_unknown(&text) {
        return Ok(Reply::Given(Given::Unknown));
    }
    given(&text, question).map(Reply::Given)
}

/// A line without what cannot be shown: tabs and line breaks become spaces, other control characters go.
pub fn clean(line: &str) -> String {
    let letters = line.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter });
    // Marks that turn the direction of writing, or have no width, would make a text look other than it is.
    let hidden = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    letters.filter(|letter| !hidden(*letter)).collect::<String>().trim().to_owned()
}

/// Whether a text says that one does not know.
pub fn is_unknown(text: &str) -> bool {
    matches!(plain(text).as_str(), "v" | "vet_ej" | "vet_inte" | "vetej")
}

fn empty(line: &str, question: &Question) -> Result<Reply, String> {
    match &question.asks {
        _ if question.current.is_some() => Ok(Reply::Given(Given::Kept)),
        Asks::Text { optional: true, .. } => Ok(Reply::Given(Given::Text(String::new()))),
        _ if !line.trim().is_empty() => Err("Raden hade bara tecken som inte går att använda.".to_owned()),
        _ => Err(how(question)),
    }
}

fn given(text: &str, question: &Question) -> Result<Given, String> {
    match &question.asks {
        Asks::One(options) => {
            one(text, options).map(Given::One).map_err(|wrong| format!("{wrong} {}.", answer_with(question)))
        }
        Asks::Some { options, least, most, alone } => {
            let asked = |wrong: String| {
                if wrong.starts_with("Välj") { wrong } else { format!("{wrong} {}.", answer_with(question)) }
            };
            some(text, options, *least, *most, *alone).map(Given::Some).map_err(asked)
        }
        Asks::Number { least, most, unit } => {
            let number = whole(text, unit.as_deref()).map_err(|wrong| format!("{wrong} {}.", answer_with(question)))?;
            if number < *least || number > *most {
                return Err(format!(
                    "Talet ska vara {}. Ni skrev {}.",
                    range(*least, *most, unit.as_deref()),
                    repeated(text)
                ));
            }
            Ok(Given::Number(number))
        }
        Asks::Day { first, last, most_months } => day(text, *first, *last, *most_months),
        Asks::Text { most, .. } => {
            let length = text.chars().count();
            if length > *most {
                return Err(format!(
                    "Texten är {} tecken lång. Korta den till högst {}.",
                    number(length as i64),
                    number(*most as i64)
                ));
            }
            Ok(Given::Text(text.to_owned()))
        }
    }
}

/// An option by number, words or identifier.
fn one(text: &str, options: &[Choice]) -> Result<usize, String> {
    if let Some(index) = exactly(text, options) {
        return Ok(index);
    }
    if let Ok(number) = text.trim_end_matches('.').parse::<usize>() {
        return number
            .checked_sub(1)
            .filter(|index| *index < options.len())
            .ok_or_else(|| format!("Det finns inget alternativ {}.", repeated(text)));
    }
    let typed = plain(text);
    let begins = |option: &Choice| plain(&option.label).starts_with(&typed);
    let found: Vec<usize> =
        options.iter().enumerate().filter(|(_, option)| begins(option)).map(|(index, _)| index).collect();
    match found.as_slice() {
        // A single letter is enough for words as short as ja and nej.
        [only]
            if typed.chars().count() >= FEWEST_LETTERS
                || options.iter().all(|option| option.label.len() <= FEWEST_LETTERS) =>
        {
            Ok(*only)
        }
        [] => Err(format!("{} är inget av alternativen.", repeated(text))),
        several => {
            let labels: Vec<&str> = several
                .iter()
                .filter_map(|index| options.get(*index))
                .map(|option| option.label.as_str())
                .take(4)
                .collect();
            Err(format!("Menar ni {}?", join_or(&labels)))
        }
    }
}

fn exactly(text: &str, options: &[Choice]) -> Option<usize> {
    let typed = plain(text);
    options.iter().position(|option| plain(&option.label) == typed || option.word.as_deref() == Some(text))
}

fn some(text: &str, options: &[Choice], least: u32, most: u32, alone: Option<usize>) -> Result<u32, String> {
    let mut chosen = 0u32;
    // A label may hold a comma or an "och", so the whole is tried first.
    let parts: Vec<String> = match exactly(text, options) {
        Some(_) => vec![text.to_owned()],
        None => {
            let digits =
                text.chars().all(|letter| letter.is_ascii_digit() || letter.is_whitespace() || ",;.".contains(letter));
            let commas = text.replace(" och ", ",").replace(';', ",");
            let split = |letter: char| letter == ',' || (digits && (letter.is_whitespace() || letter == '.'));
            commas.split(split).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
        }
    };
    for part in &parts {
        chosen |= 1u32.checked_shl(one(part, options)? as u32).unwrap_or(0);
    }
    allowed(chosen, options, least, most, alone)?;
    Ok(chosen)
}

/// Whether a choice of options keeps within the limits.
///
/// # Errors
/// What is wrong with it.
pub fn allowed(chosen: u32, options: &[Choice], least: u32, most: u32, alone: Option<usize>) -> Result<(), String> {
    let count = chosen.count_ones();
    if let Some(option) =
        alone.filter(|index| chosen & (1 << index) != 0 && count > 1).and_then(|index| options.get(index))
    {
        return Err(format!("”{}” går inte att välja tillsammans med annat.", option.label));
    }
    if count < least {
        return Err(if least == 1 {
            "Välj minst ett alternativ.".to_owned()
        } else {
            format!("Välj minst {least} alternativ.")
        });
    }
    if count > most {
        return Err(format!("Välj högst {most} alternativ. Ni valde {count}."));
    }
    Ok(())
}

/// A whole number as people write it: with spaces between thousands, with its unit.
fn whole(text: &str, unit: Option<&str>) -> Result<i64, String> {
    let lower = text.to_lowercase();
    let bare = unit.and_then(|unit| lower.strip_suffix(&unit.to_lowercase())).unwrap_or(&lower);
    let bare = ["kronor", "kr", "st", "%", "procent"].iter().find_map(|word| bare.strip_suffix(word)).unwrap_or(bare);
    let digits: String = bare.chars().filter(|letter| !letter.is_whitespace()).collect();
    let digits = digits.replace('−', "-");
    if digits.is_empty() || !digits.chars().any(|letter| letter.is_ascii_digit()) {
        return Err(format!("{} är inget tal.", repeated(text)));
    }
    if digits.contains([',', '.']) {
        return Err(format!("{} har decimaler eller punkter. Skriv bara siffror.", repeated(text)));
    }
    let sign = digits.strip_prefix('-').unwrap_or(&digits);
    if !sign.chars().all(|letter| letter.is_ascii_digit()) {
        return Err(format!("{} är inget tal.", repeated(text)));
    }
    // Too many digits is too large a number, and the caller says so.
    Ok(digits.parse().unwrap_or(if digits.starts_with('-') { i64::MIN } else { i64::MAX }))
}

fn day(text: &str, first: Date, last: Date, most_months: i64) -> Result<Given, String> {
    let lower = text.to_lowercase();
    let lower = lower.strip_prefix("om ").unwrap_or(&lower);
    if let Some(months) = ["månader", "månad", "mån", "manader", "manad"]
        .iter()
        .find_map(|word| lower.trim_end_matches('.').strip_suffix(word))
    {
        let months = whole(months, None)?;
        if !(0..=most_months).contains(&months) {
            return Err(format!("Antalet månader ska vara {}.", range(0, most_months, None)));
        }
        return Ok(Given::Months(months));
    }
    let day = parse_date(&iso(lower)).map_err(|_| {
        format!("{} är ingen dag. Skriv år-månad-dag, till exempel 2027-01-01, eller ett antal månader, till exempel 8 månader.", repeated(text))
    })?;
    if day < first {
        return Err(format!(
            "Starten kan inte ligga före den {}, den dag vars lag gäller för underlaget.",
            long_date(first)
        ));
    }
    if day > last {
        return Err(format!("Starten kan inte ligga efter den {}.", long_date(last)));
    }
    Ok(Given::Day(day))
}

/// `1 januari 2027` as `2027-01-01`; anything else as it is.
fn iso(text: &str) -> String {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
    let text = text.strip_prefix("den ").unwrap_or(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let [day, month, year] = words.as_slice() else { return text.to_owned() };
    let month = MONTHS.iter().position(|name| month.starts_with(name));
    match (day.parse::<u8>(), month) {
        (Ok(day), Some(month)) => format!("{year}-{:02}-{day:02}", month + 1),
        _ => text.to_owned(),
    }
}

/// What was typed, for repeating: not too much of it.
fn repeated(text: &str) -> String {
    let mut short: String = text.chars().take(REPEATED).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("”{short}”")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interview::commands::Command;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn options() -> Asks {
        Asks::One(["hela nämndens område", "en avgränsad del", "en delad tjänst"].map(Choice::new).to_vec())
    }

    fn question(asks: Asks) -> Question {
        let mut question = Question::new("Vad?", "Vad", asks, Commands::All);
        question.unknown = true;
        question
    }

    fn yes_no() -> Asks {
        Asks::One(["ja", "nej"].map(Choice::new).to_vec())
    }

    fn answers(asks: Asks) -> impl Fn(&str) -> Result<Given, String> {
        move |text| match reply(text, &question(asks.clone()))? {
            Reply::Given(given) => Ok(given),
            Reply::Command(command) => Err(format!("{command:?}")),
        }
    }

    #[test]
    fn options_by_number_or_words() {
        let read = answers(options());
        assert_eq!(read("2"), Ok(Given::One(1)));
        assert_eq!(read(" 2. "), Ok(Given::One(1)));
        assert_eq!(read("hela"), Ok(Given::One(0)));
        assert_eq!(read("HELA NAMNDENS OMRADE"), Ok(Given::One(0)));
        assert_eq!(read("v"), Ok(Given::Unknown));
        assert_eq!(read("Vet ej"), Ok(Given::Unknown));
        assert!(read("en").unwrap_err().starts_with("Menar ni en avgränsad del eller en delad tjänst?"));
        assert!(read("4").unwrap_err().starts_with("Det finns inget alternativ ”4”. Svara med en siffra"));
        assert!(read("").unwrap_err().starts_with("Svara med en siffra, v för vet ej"));
        assert_eq!(answers(yes_no())("j"), Ok(Given::One(0)));
        assert_eq!(answers(yes_no())("NEJ"), Ok(Given::One(1)));
    }

    #[test]
    fn several_options() {
        let Asks::One(options) = options() else { return };
        let read = answers(Asks::Some { options, least: 1, most: 2, alone: Some(2) });
        assert_eq!(read("1,2"), Ok(Given::Some(0b11)));
        assert_eq!(read("1 2"), Ok(Given::Some(0b11)));
        assert_eq!(read("hela och 2"), Ok(Given::Some(0b11)));
        assert_eq!(read("1 och 1"), Ok(Given::Some(0b1)));
        assert!(read("1 3").unwrap_err().contains("tillsammans"));
        assert!(read("1 2 3").unwrap_err().contains("tillsammans"));
        assert!(read("9").unwrap_err().contains("inget alternativ"));
    }

    #[test]
    fn numbers_as_people_write_them() {
        let read = answers(Asks::Number { least: 1, most: 60_000, unit: Some("invånare".into()) });
        for text in ["42000", "42 000", "42\u{a0}000", "42 000 invånare", "42000 st"] {
            assert_eq!(read(text), Ok(Given::Number(42_000)), "{text}");
        }
        assert!(
            read("många")
                .unwrap_err()
                .starts_with("”många” är inget tal. Svara med ett tal, från 1 till 60\u{a0}000 invånare.")
        );
        assert!(read("12,5").unwrap_err().contains("decimaler"));
        assert!(read("0").unwrap_err().starts_with("Talet ska vara från 1"));
        assert!(read("99999999999999999999").unwrap_err().starts_with("Talet ska vara från 1"));
        assert_eq!(read("vet inte"), Ok(Given::Unknown));
    }

    #[test]
    fn days_and_months() {
        let read = answers(Asks::Day { first: date(2026, 11, 20), last: date(2036, 11, 20), most_months: 120 });
        for text in ["2027-01-01", "1 januari 2027", "den 1 jan 2027"] {
            assert_eq!(read(text), Ok(Given::Day(date(2027, 1, 1))), "{text}");
        }
        assert_eq!(read("8 månader"), Ok(Given::Months(8)));
        assert_eq!(read("om 8 mån"), Ok(Given::Months(8)));
        assert!(read("121 månader").is_err());
        assert!(read("2026-11-19").unwrap_err().contains("före den 20 november 2026"));
        assert!(read("2027-02-30").unwrap_err().contains("ingen dag"));
        assert!(read("snart").unwrap_err().contains("ingen dag"));
    }

    #[test]
    fn text_may_look_like_anything() {
        let mut question = Question::text("Anteckning", "Anteckning", 20, true);
        assert_eq!(reply("? kolla\tmed\u{7} 1/3", &question), Ok(Reply::Given(Given::Text("? kolla med 1/3".into()))));
        assert_eq!(reply("", &question), Ok(Reply::Given(Given::Text(String::new()))));
        assert!(reply(&"å".repeat(21), &question).unwrap_err().contains("21 tecken"));
        question.current = Some(Given::Text("förra".into()));
        assert_eq!(reply("", &question), Ok(Reply::Given(Given::Kept)));
    }

    #[test]
    fn commands_come_before_words_but_not_before_options() {
        let mut question = question(Asks::One(["spara", "annat"].map(Choice::new).to_vec()));
        assert_eq!(reply("spara", &question), Ok(Reply::Given(Given::One(0))));
        assert_eq!(reply("/spara", &question), Ok(Reply::Command(Command::Leave)));
        assert!(reply("/nix", &question).unwrap_err().contains("finns inte"));
        question.commands = Commands::None;
        assert!(reply("/spara", &question).is_err());
    }

    #[test]
    fn huge_and_hidden_input_is_refused_in_words() {
        let question = question(options());
        assert!(reply(&"1".repeat(100_000), &question).unwrap_err().contains("för långt"));
        assert!(reply("\u{7}\u{1b}", &question).unwrap_err().contains("inte går att använda"));
        assert_eq!(reply("\u{1b}2", &question), Ok(Reply::Given(Given::One(1))));
    }

    proptest! {
        #[test]
        fn anything_is_an_answer_or_a_sentence(text in "\\PC{0,40}|[ -~]{0,20}", kind in 0usize..5) {
            let Asks::One(options) = options() else { return Ok(()) };
            let asks = match kind {
                0 => Asks::One(options),
                1 => Asks::Some { options, least: 1, most: 2, alone: None },
                2 => Asks::Number { least: -5, most: 5, unit: Some("kr".into()) },
                3 => Asks::Day { first: date(2026, 1, 1), last: date(2030, 1, 1), most_months: 48 },
                _ => Asks::Text { most: 10, optional: false },
            };
            match reply(&text, &question(asks)) {
                Ok(Reply::Given(Given::One(index))) => prop_assert!(index < 3),
                Ok(Reply::Given(Given::Some(mask))) => prop_assert!(mask > 0 && mask < 8 && mask.count_ones() <= 2),
                Ok(Reply::Given(Given::Number(number))) => prop_assert!((-5..=5).contains(&number)),
                Ok(_) => {}
                Err(sentence) => {
                    prop_assert!(sentence.chars().count() < 260, "{}", sentence);
                    prop_assert!(!sentence.chars().any(char::is_control));
                    prop_assert!(sentence.ends_with(['.', '?']), "{}", sentence);
                }
            }
        }
    }
}
