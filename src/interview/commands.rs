//! What can be said besides an answer.

use crate::diagnostics::suggest::fold;
use crate::text::join_or;

/// Something to do instead of answering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Explain the question, or a term.
    Explain(Option<String>),
    /// Back to the question before.
    Back,
    /// Go to an earlier answer, chosen from a list or named.
    Jump(Option<String>),
    /// Write a note to the answer.
    Note(Option<String>),
    /// How it stands so far.
    Standing,
    /// Who takes part.
    Partners,
    /// Answer for each municipality.
    PerPartner,
    /// Go to the advice.
    Advice,
    /// Everything that can be done.
    List,
    /// Save and leave.
    Leave,
}

/// A command as the user writes it.
struct Word {
    word: &'static str,
    /// Other words for it.
    also: &'static [&'static str],
    /// What it does.
    does: &'static str,
    make: fn(Option<String>) -> Command,
}

/// Every command, in the order of the list.
const WORDS: [Word; 9] = [
    Word {
        word: "förklara", also: &["hjälp"], does: "varför frågan ställs, och vilka lagrum", make: Command::Explain
    },
    Word { word: "tillbaka", also: &["bakåt", "backa"], does: "till frågan före", make: |_| Command::Back },
    Word { word: "hoppa", also: &["ändra"], does: "till ett tidigare svar, ur en lista", make: Command::Jump },
    Word { word: "anteckna", also: &["notera"], does: "skriv en anteckning till svaret", make: Command::Note },
    Word { word: "läge", also: &["läget"], does: "vad det lutar åt just nu", make: |_| Command::Standing },
    Word { word: "parter", also: &["kommuner"], does: "namn och invånare", make: |_| Command::Partners },
    Word { word: "kommunvis", also: &[], does: "svara för varje kommun för sig", make: |_| Command::PerPartner },
    Word {
        word: "råd", also: &["resultat"], does: "visa rådet med svaren så här långt", make: |_| Command::Advice
    },
    Word { word: "spara", also: &["avsluta", "sluta"], does: "spara och avsluta", make: |_| Command::Leave },
];

/// Reads a command: `?`, `? ord`, `/hoppa`, `/h`, or a whole command word without its stroke. `None` if the text is no
/// command; an error is what to say about one that does not exist.
pub fn read(text: &str) -> Option<Result<Command, String>> {
    let text = text.trim();
    if let Some(term) = text.strip_prefix('?') {
        return Some(Ok(Command::Explain(rest(term))));
    }
    if text == "<" {
        return Some(Ok(Command::Back));
    }
    let Some(line) = text.strip_prefix('/') else {
        let spelt =
            |word: &&Word| std::iter::once(&word.word).chain(word.also).any(|known| plain(known) == plain(text));
        return WORDS.iter().find(spelt).map(|word| Ok((word.make)(None)));
    };
    let (name, argument) = line.trim_start().split_once(char::is_whitespace).unwrap_or((line.trim_start(), ""));
    if name.is_empty() {
        return Some(Ok(Command::List));
    }
    let name = plain(name);
    let begins = |word: &&Word| plain(word.word).starts_with(&name) || word.also.iter().any(|also| plain(also) == name);
    let exact = |word: &&&Word| std::iter::once(&word.word).chain(word.also).any(|known| plain(known) == name);
    let found: Vec<&Word> = WORDS.iter().filter(begins).collect();
    let only = if found.len() == 1 { found.first() } else { None };
    let chosen = found.iter().find(exact).or(only);
    Some(match (chosen, found.as_slice()) {
        (Some(word), _) => Ok((word.make)(rest(argument))),
        (None, []) => Err(format!("/{name} finns inte. Skriv / för att se allt ni kan göra.")),
        (None, several) => {
            let words: Vec<String> = several.iter().map(|word| format!("/{}", word.word)).collect();
            Err(format!("/{name} kan betyda {}. Skriv lite mer.", join_or(&words)))
        }
    })
}

/// Every command with what it does, one a line.
pub fn list(per_partner: bool) -> String {
    let shown = |word: &&Word| per_partner || word.word != "kommunvis";
    let line = |word: &Word| {
        let name = if word.word == "förklara" { "?".to_owned() } else { format!("/{}", word.word) };
        format!("  {name:<12}{}\n", word.does)
    };
    let mut text: String = "Det här kan ni göra. Första bokstaven räcker om bara ett ord börjar så.\n".to_owned();
    text.extend(WORDS.iter().filter(shown).map(line));
    text.push_str("  ? allt      hela förklaringen av frågan, med alla alternativ och lagrum\n");
    text.push_str("  ? ord       förklarar ett ord, till exempel ? delegation\n");
    text
}

/// The command words that begin as the text does, for showing while it is typed.
pub fn beginning(text: &str) -> Vec<(String, &'static str)> {
    let Some(name) = text.strip_prefix('/') else { return Vec::new() };
    let name = plain(name.split_whitespace().next().unwrap_or(""));
    let begins = |word: &&Word| plain(word.word).starts_with(&name);
    WORDS.iter().filter(begins).map(|word| (format!("/{}", word.word), word.does)).collect()
}

fn rest(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// What survives a change of keyboard and habit: small letters without dots and rings, one kind of space.
pub fn plain(text: &str) -> String {
    fold(text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(text: &str) -> Command {
        read(text).unwrap().unwrap()
    }

    #[test]
    fn commands_are_read_as_people_write_them() {
        assert_eq!(command("?"), Command::Explain(None));
        assert_eq!(command(" ? gemensam nämnd "), Command::Explain(Some("gemensam nämnd".into())));
        assert_eq!(command("?delegation"), Command::Explain(Some("delegation".into())));
        assert_eq!(command("/"), Command::List);
        assert_eq!(command("/t"), Command::Back);
        assert_eq!(command("Tillbaka"), Command::Back);
        assert_eq!(command("/hoppa 3"), Command::Jump(Some("3".into())));
        assert_eq!(command("/läget"), Command::Standing);
        assert_eq!(command("/lage"), Command::Standing);
        assert_eq!(command("/rad"), Command::Advice);
        assert_eq!(command("avsluta"), Command::Leave);
        assert_eq!(command("/a enligt samtal 12/3"), Command::Note(Some("enligt samtal 12/3".into())));
    }

    #[test]
    fn what_is_no_command_is_told_so() {
        assert_eq!(read("3"), None);
        assert_eq!(read("ja"), None);
        assert_eq!(read(""), None);
        assert_eq!(read("/x").unwrap().unwrap_err(), "/x finns inte. Skriv / för att se allt ni kan göra.");
    }

    #[test]
    fn every_word_leads_to_its_command_and_to_no_other() {
        for word in &WORDS {
            for spelt in std::iter::once(&word.word).chain(word.also) {
                assert_eq!(read(&format!("/{spelt}")), Some(Ok((word.make)(None))), "{spelt}");
                assert_eq!(
                    WORDS
                        .iter()
                        .flat_map(|word| std::iter::once(&word.word).chain(word.also))
                        .filter(|other| other == &spelt)
                        .count(),
                    1
                );
            }
        }
    }
}
