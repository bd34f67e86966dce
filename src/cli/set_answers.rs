//! `--set fråga=svar`: answers changed for one run.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, SourceText};
use crate::facts::answers::Answer;
use crate::facts::{FactId, Kind, Scenario, Schema, Value};
use jiff::civil::Date;

/// Changed answers.
#[derive(Clone, Debug, Default)]
pub struct SetAnswers {
    answers: Vec<(FactId, Answer)>,
}

impl SetAnswers {
    /// Reads what the command line says, by the same reader as files and with the same messages.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(written: &[String], schema: &Schema) -> Result<SetAnswers, Diagnostics> {
        let mut problems = Diagnostics::new();
        let mut lines = String::new();
        for text in written {
            match text.split_once('=') {
                Some((name, value)) if !name.trim().is_empty() => {
                    lines.push_str(&format!(
                        "{} = {}\n",
                        key(name.trim()),
                        toml_value(name.trim(), value.trim(), schema)
                    ));
                }
                _ => problems.push(
                    Diagnostic::new(Code::BadCall, format!("`--set {text}` saknar fråga eller svar"))
                        .help("skriv `--set fråga=svar`, till exempel `--set beslut_hos=gemensamt_organ`"),
                ),
            }
        }
        if lines.is_empty() && problems.is_empty() {
            return Ok(SetAnswers::default());
        }
        match Scenario::read_answers(&SourceText::new("--set", lines), schema) {
            Ok((answers, notes)) => {
                problems.extend(notes);
                let answers = answers.into_iter().map(|(fact, answer, _)| (fact, answer)).collect();
                problems.into_result(SetAnswers { answers }).map(|(set, _)| set)
            }
            Err(more) => {
                problems.extend(more);
                problems.sort();
                Err(problems)
            }
        }
    }

    /// Puts the answers into a scenario. What the partners or the dates settle cannot be changed this way: the program
    /// would count it anew and the change would be lost without a word.
    ///
    /// # Errors
    /// The answers that partners or dates settle otherwise.
    pub fn apply(&self, scenario: &mut Scenario, schema: &Schema, day: Date) -> Result<(), Diagnostics> {
        for (fact, answer) in &self.answers {
            scenario.answers.set(*fact, *answer);
            scenario.notes.remove(fact);
            scenario.disagreements.retain(|disagreement| disagreement.fact != *fact);
        }
        let filled = scenario.filled(schema, day);
        let lost = self.answers.iter().filter(|(fact, answer)| filled.value(*fact) != answer.value());
        let problems: Diagnostics = lost
            .map(|(fact, _)| {
                let declared = schema.fact(*fact);
                let counted = filled.value(*fact).map(|value| schema.in_words(*fact, value)).unwrap_or_default();
                Diagnostic::new(
                    Code::PartnersContradictAnswer,
                    format!(
                        "`{}` räknas ut av parterna eller datumen i {} och är {counted}",
                        declared.id,
                        scenario.source.name()
                    ),
                )
                .help("ändra parterna eller datumen i filen i stället")
            })
            .collect();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// The answers, for the report to tell.
    pub fn changed(&self) -> Vec<(FactId, Option<Value>)> {
        self.answers.iter().map(|(fact, answer)| (*fact, answer.value())).collect()
    }
}

/// A name as TOML writes it.
fn key(name: &str) -> String {
    let bare = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if bare { name.to_owned() } else { quoted(name) }
}

/// A value as TOML writes it: numbers, yes and no and lists as they are, options within quotes.
fn toml_value(name: &str, value: &str, schema: &Schema) -> String {
    let fact = schema.find(name).or_else(|| schema.find_renamed(name)).map(|fact| schema.fact(fact));
    let several = matches!(fact.map(|fact| &fact.kind), Some(Kind::Multi { .. }));
    let whole = value.strip_prefix(['-', '+']).unwrap_or(value);
    let number = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    let written = value.starts_with(['"', '\'', '[', '{']) || number || value == "true" || value == "false";
    match (written, several && value.contains(',')) {
        (true, _) => value.to_owned(),
        (_, true) => {
            format!("[{}]", value.split(',').map(|option| quoted(option.trim())).collect::<Vec<_>>().join(", "))
        }
        _ => quoted(value),
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
