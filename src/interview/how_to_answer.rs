//! How a question can be answered, in words.

use super::prompt::{Asks, Commands, Question};
use crate::text::number;

/// How to answer a question and what else can be replied, in one sentence.
pub fn how(question: &Question) -> String {
    let unknown = if question.unknown { ", v för vet ej" } else { "" };
    let commands = match question.commands {
        Commands::All => ", ? för förklaring, / för allt ni kan göra",
        Commands::Few | Commands::None => "",
    };
    format!("{}{unknown}{commands}.", answer_with(question))
}

/// How to answer a question, as a sentence without its full stop.
pub(super) fn answer_with(question: &Question) -> String {
    match &question.asks {
        Asks::One(_) => "Svara med en siffra".to_owned(),
        Asks::Some { .. } => "Svara med en eller flera siffror, till exempel 1, 3".to_owned(),
        Asks::Number { least, most, unit } => format!("Svara med ett tal, {}", range(*least, *most, unit.as_deref())),
        Asks::Day { .. } => {
            "Svara med en dag, till exempel 2027-01-01, eller med ett antal månader, till exempel 8 månader".to_owned()
        }
        Asks::Text { optional: false, .. } => "Skriv en text".to_owned(),
        Asks::Text { .. } => "Skriv en text, eller lämna raden tom".to_owned(),
    }
}

/// How to answer a question, for who has been told before.
pub fn how_in_brief(question: &Question) -> String {
    let mut ways = vec![match &question.asks {
        Asks::One(_) => "siffra",
        Asks::Some { .. } => "siffror",
        Asks::Number { .. } => "tal",
        Asks::Day { .. } => "dag eller månader",
        Asks::Text { optional: false, .. } => "text",
        Asks::Text { .. } => "text eller tom rad",
    }];
    if question.unknown {
        ways.push("v");
    }
    if question.commands == Commands::All {
        ways.extend(["?", "/"]);
    }
    format!("Svar ({}):", ways.join(", "))
}

/// The limits of a number.
pub fn range(least: i64, most: i64, unit: Option<&str>) -> String {
    let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    format!("från {} till {}{unit}", number(least), number(most))
}
