//! What the questionnaire says, in Swedish. Nothing is decided here.

use super::planner::Depth;
use super::prompt::{Asks, Given, Question};
use super::{commands, explain};
use crate::law::dates::long_date;
use crate::text::{counted, join_and, number, with_unit};

/// The option that is always there.
pub const UNKNOWN: &str = "vet ej";
/// What a training case is stamped with.
pub const EXAMPLE: &str = "EXEMPEL";

/// Text set to a width. A line keeps its indent; what follows a number or a dash hangs under the words.
pub fn wrap(text: &str, width: usize) -> String {
    let mut wrapped = String::with_capacity(text.len() + text.len() / 20);
    for line in text.lines() {
        let words = line.trim_start_matches(' ');
        let indent = line.len() - words.len();
        let hang = indent + hanging(words);
        let (first, rest) = (" ".repeat(indent), " ".repeat(hang));
        let options = textwrap::Options::new(width.max(hang + 20))
            .initial_indent(&first)
            .subsequent_indent(&rest)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
            // A path that is too long stays in one piece, so that it can be copied.
            .break_words(false);
        for line in textwrap::wrap(words, options) {
            wrapped.push_str(line.trim_end());
            wrapped.push('\n');
        }
    }
    wrapped
}

/// How wide a number, letter, dash or command is that stands before the words of a line.
fn hanging(words: &str) -> usize {
    if let Some(rest) = words.strip_prefix("– ").or_else(|| words.strip_prefix("- ")) {
        return words.chars().count() - rest.chars().count();
    }
    // A column is set off by two spaces.
    words.find("  ").map_or(0, |at| {
        let column = &words[..at];
        let gap = words[at..].len() - words[at..].trim_start_matches(' ').len();
        if column.contains(' ') || column.chars().count() > 12 { 0 } else { column.chars().count() + gap }
    })
}

/// The line over a question.
pub fn heading(number: usize, at_most: usize, again: bool, section: &str, example: bool) -> String {
    let stamp = if example { format!("{EXAMPLE} · ") } else { String::new() };
    let place = match (again, at_most) {
        (true, _) => format!("Fråga {number} igen"),
        (false, 0 | 1) => format!("Fråga {number}, den sista i den här delen"),
        (false, 2) => format!("Fråga {number}, högst en till"),
        (false, more) => format!("Fråga {number}, högst {} till", more - 1),
    };
    let section = if section.is_empty() { String::new() } else { format!(" · {section}") };
    format!("{stamp}{place}{section}")
}

/// The answer a question has already.
pub fn current(question: &Question, current: &Given) -> String {
    let begin = if matches!(question.asks, Asks::Text { .. }) { "Nu står det" } else { "Svaret är nu" };
    format!("{begin}: {}.", given(question, current))
}

/// An answer in words.
pub fn given(question: &Question, given: &Given) -> String {
    let labels = |mask: u32| -> Vec<String> {
        let options = question.options().iter().enumerate();
        options.filter(|(index, _)| mask & (1 << index) != 0).map(|(_, option)| option.label.clone()).collect()
    };
    match given {
        Given::One(index) => question.options().get(*index).map(|option| option.label.clone()).unwrap_or_default(),
        Given::Some(mask) => join_and(&labels(*mask)),
        Given::Number(value) => match &question.asks {
            Asks::Number { unit: Some(unit), .. } => with_unit(*value, unit),
            _ => number(*value),
        },
        Given::Day(day) => long_date(*day),
        Given::Months(months) => format!("om {}", counted(usize::try_from(*months).unwrap_or(0), "månad", "månader")),
        Given::Text(text) => text.clone(),
        Given::Unknown => UNKNOWN.to_owned(),
        Given::Kept => String::new(),
    }
}

/// An answer as it would be typed.
pub fn typed_again(question: &Question, current: &Given) -> String {
    match current {
        Given::Number(number) => number.to_string(),
        Given::Day(day) => day.to_string(),
        Given::Months(months) => with_unit(*months, "månader"),
        other => given(question, other),
    }
}

/// What a typed command will do, for the row that stands in for the options while it is typed.
pub fn typed_command(typed: &str) -> String {
    if let Some(term) = typed.strip_prefix('?') {
        return match term.trim() {
            "" => "förklara frågan (Enter), eller skriv ett ord efter frågetecknet".to_owned(),
            explain::EVERYTHING => "hela förklaringen, med alla alternativ och lagrum (Enter)".to_owned(),
            term => format!("förklara ordet ”{term}” (Enter)"),
        };
    }
    if typed.starts_with('<') {
        return "tillbaka till frågan före (Enter)".to_owned();
    }
    let found = commands::beginning(typed);
    match found.as_slice() {
        [(_, does)] => format!("{does} (Enter)"),
        [] => "det finns inte; / och Enter visar allt ni kan göra".to_owned(),
        several => {
            let words: Vec<&str> = several.iter().map(|(word, _)| word.as_str()).collect();
            words.join(" ")
        }
    }
}

/// What is said when nothing more is asked at a depth.
pub fn reached(depth: Depth, settled: bool, first: Option<&str>, unknown: &[String]) -> String {
    let first = first.map(|first| format!(": {first}")).unwrap_or_default();
    match (depth, settled) {
        (Depth::First, true) => format!("Nu kan inget återstående svar ändra vad som passar bäst{first}."),
        (Depth::Terms, true) => {
            "Nu kan inget återstående svar ändra vad som passar bäst, hur säkert det är, villkoren, plikterna eller riskerna.".to_owned()
        }
        (Depth::Everything, true) => "Alla frågor som någon regel behöver är besvarade.".to_owned(),
        (_, false) if unknown.is_empty() => "Det finns inga fler frågor i den här delen.".to_owned(),
        (_, false) => format!(
            "Det finns inga fler frågor i den här delen. Det ni svarade vet ej på kan fortfarande ändra vad som passar bäst: {}.",
            join_and(unknown)
        ),
    }
}

/// How many questions there are at most.
pub fn at_most(count: usize) -> String {
    if count == 1 { "en fråga".to_owned() } else { format!("högst {}", counted(count, "fråga", "frågor")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_indent_and_hang() {
        let text = "Rubrik\n\n  1  ett alternativ som är så långt att det inte ryms på en rad\n– ett streck som också är för långt för raden";
        assert_eq!(
            wrap(text, 40),
            "Rubrik\n\n  1  ett alternativ som är så långt att\n     det inte ryms på en rad\n– ett streck som också är för långt för\n  raden\n"
        );
    }

    #[test]
    fn headings_count_down() {
        assert_eq!(heading(7, 13, false, "Behovet", false), "Fråga 7, högst 12 till · Behovet");
        assert_eq!(heading(19, 1, false, "", true), "EXEMPEL · Fråga 19, den sista i den här delen");
        assert_eq!(heading(3, 9, true, "Behovet", false), "Fråga 3 igen · Behovet");
    }
}
