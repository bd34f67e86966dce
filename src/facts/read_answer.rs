//! How one answer in a scenario file is read.

use super::answers::{Answer, Provenance};
use super::scenario::UNKNOWN;
use super::schema::{Fact, Kind};
use super::value::Value;
use crate::diagnostics::suggest::did_you_mean_or_list;
use crate::diagnostics::toml_source::TomlKind;
use crate::diagnostics::{Code, Diagnostic, Place, ValueReader};

/// Reads an answer as its question allows; `None` if it does not, which is reported.
pub fn read_answer(fact: &Fact, value: ValueReader<'_>) -> Option<Answer> {
    if matches!(value.kind(), TomlKind::Text(text) if text == UNKNOWN) {
        return Some(Answer::Unknown);
    }
    let place = value.place();
    let wrong = |expected: &str| {
        value.report(
            Diagnostic::new(Code::AnswerWrongType, format!("`{}` är {}", fact.id, fact.kind.in_words()))
                .at(place.clone())
                .help(format!("skriv {expected}, eller \"{UNKNOWN}\"")),
        );
        None
    };
    let known = |value| Some(Answer::Known(value, Provenance::User));
    match (&fact.kind, value.kind()) {
        (Kind::Bool, TomlKind::Boolean(yes)) => known(Value::Bool(*yes)),
        (Kind::Bool, TomlKind::Text(text)) if text == "ja" => known(Value::Bool(true)),
        (Kind::Bool, TomlKind::Text(text)) if text == "nej" => known(Value::Bool(false)),
        (Kind::Bool, _) => wrong("`true` eller `false`"),
        (Kind::Int { min, max, unit }, TomlKind::Integer(number)) => {
            if number < min || number > max {
                let unit = unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
                // As written: a number too large to hold is held as another.
                let written = place.text().to_owned();
                value.report(
                    Diagnostic::new(
                        Code::AnswerOutOfRange,
                        format!("`{}` ska vara mellan {min} och {max}{unit}, men är {written}", fact.id),
                    )
                    .at(place),
                );
                return None;
            }
            known(Value::Int(*number))
        }
        (Kind::Int { .. }, _) => wrong("ett heltal utan citattecken"),
        (Kind::Choice { .. }, TomlKind::Text(text)) => match fact.kind.option(text) {
            Some(index) => known(Value::Choice(index)),
            None => {
                unknown_option(fact, text, &value, place);
                None
            }
        },
        (Kind::Choice { .. }, _) => wrong("ett av alternativen inom citattecken"),
        (Kind::Multi { .. }, TomlKind::Text(_) | TomlKind::List(_)) => multi(fact, value),
        (Kind::Multi { .. }, _) => wrong("ett eller flera alternativ: `[\"a\", \"b\"]`"),
    }
}

fn unknown_option(fact: &Fact, text: &str, value: &ValueReader<'_>, place: Place) {
    let options = fact.kind.options().iter().map(|option| option.id.as_str());
    value.report(
        Diagnostic::new(Code::AnswerUnknownOption, format!("`{text}` är inget alternativ till `{}`", fact.id))
            .at(place)
            .help(did_you_mean_or_list(text, options).unwrap_or_else(|| {
                format!("`niokap explain {}` visar alla {} alternativ", fact.id, fact.kind.options().len())
            })),
    );
}

fn multi(fact: &Fact, value: ValueReader<'_>) -> Option<Answer> {
    let place = value.place();
    let names = value.clone().string_list()?;
    if names.iter().any(|name| name.value == UNKNOWN) {
        value.report(
            Diagnostic::new(Code::AnswerExclusive, format!("\"{UNKNOWN}\" står ensamt"))
                .at(place)
                .help("svara med alternativen, eller bara med \"vet_ej\""),
        );
        return None;
    }
    let mut mask = 0u32;
    let mut complete = true;
    for name in &names {
        match fact.kind.option(name) {
            Some(index) if mask & (1 << index) != 0 => {
                value.report(
                    Diagnostic::new(Code::AnswerTwice, format!("`{}` står två gånger", name.value))
                        .at(name.place.clone()),
                );
                complete = false;
            }
            Some(index) => mask |= 1 << index,
            None => {
                unknown_option(fact, name, &value, name.place.clone());
                complete = false;
            }
        }
    }
    if !complete {
        return None;
    }
    if let Kind::Multi { options, min, max, exclusive } = &fact.kind
        && !fact.kind.allows_multi(mask)
    {
        let alone = exclusive
            .and_then(|index| options.get(index))
            .filter(|_| exclusive.is_some_and(|index| mask & (1 << index) != 0));
        let problem = match alone {
            Some(option) => Diagnostic::new(
                Code::AnswerExclusive,
                format!("`{}` kan inte stå tillsammans med andra alternativ", option.id),
            ),
            None => Diagnostic::new(
                Code::AnswerTooMany,
                format!("`{}` ska ha mellan {min} och {max} alternativ, men har {}", fact.id, mask.count_ones()),
            ),
        };
        value.report(problem.at(place));
        return None;
    }
    Some(Answer::Known(Value::Multi(mask), Provenance::User))
}
