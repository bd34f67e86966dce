//! What a question is.

use crate::authoring::condition_words;
use crate::authoring::page::Page;
use crate::authoring::readings::{Reader, readings};
use crate::facts::schema::Feed;
use crate::facts::{Fact, FactId, Kind};
use crate::rules::Pack;
use crate::text::{counted, number};

/// Writes a question.
pub fn write(pack: &Pack, id: FactId, page: &mut Page) {
    let fact = pack.schema.fact(id);
    page.heading(&fact.question);
    page.field("Fråga", &fact.id);
    page.field("Kort namn", &fact.label);
    page.field("Slag", &kind(fact));
    page.field("Nivå", level(fact.level));
    page.field("Hjälp", &fact.help);
    page.field("Varför", &fact.why);
    if let Some(warning) = &fact.personal_data {
        page.field("Obs", warning);
    }
    for (index, option) in fact.kind.options().iter().enumerate() {
        let help = option.help.as_ref().map(|help| format!(". {help}")).unwrap_or_default();
        page.field(if index == 0 { "Svar" } else { "" }, &format!("{}: {}{help}", option.id, option.label));
    }
    write_determination(pack, id, fact, page);
    match fact.from {
        Some(Feed::Partners) => page.field("Fylls i av", "underlagets parter och deras invånarantal"),
        Some(Feed::Start) => page.field("Fylls i av", "underlagets datum och startdag"),
        None => {}
    }
    if fact.per_partner {
        page.field("Parter", "kan svara olika");
    }
    if fact.given {
        page.field("Ändras", "aldrig i förslag: det är en omständighet i fallet");
    }
    write_readers(pack, id, page);
    if !fact.renamed_from.is_empty() {
        page.field("Hette", &fact.renamed_from.join(", "));
    }
    page.field("Står i", &fact.place.address());
}

fn kind(fact: &Fact) -> String {
    let words = fact.kind.in_words();
    match &fact.kind {
        Kind::Int { min, max, unit } => {
            let unit = unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
            format!("{words} mellan {} och {}{unit}", number(*min), number(*max))
        }
        Kind::Multi { options, min, max, exclusive } => {
            let alone =
                exclusive.and_then(|index| options.get(index)).map(|option| format!("; {} står ensamt", option.id));
            format!("{words}, {min} till {max} svar{}", alone.unwrap_or_default())
        }
        Kind::Bool | Kind::Choice { .. } => words.to_owned(),
    }
}

fn level(level: u8) -> &'static str {
    match level {
        1 => "1, avgör de flesta fall",
        2 => "2, ställs när den behövs",
        _ => "3, granskar ett förslags handlingar",
    }
}

fn write_determination(pack: &Pack, id: FactId, fact: &Fact, page: &mut Page) {
    let determination = pack.determinations.get(id.index());
    if let (Some(text), Some(tree)) = (&fact.derived, determination.and_then(|found| found.derived.as_ref())) {
        match condition_words::of_derivation(pack, id, text, tree) {
            Some(lines) => {
                for (index, (depth, line)) in lines.iter().enumerate() {
                    match index {
                        0 => page.field("Följer av", line),
                        _ => page.indented(6 + depth, line),
                    }
                }
            }
            None => page.field("Följer av", text.text.trim()),
        }
    }
    match (&fact.ask_when, determination.and_then(|found| found.ask_when.as_ref())) {
        (Some(text), Some(tree)) => match condition_words::of_expression(pack, text, tree) {
            Some(words) => {
                for (depth, line) in words.lines() {
                    match depth {
                        0 => page.field("Ställs när", &line),
                        _ => page.point(depth + 5, &line),
                    }
                }
            }
            None => page.field("Ställs när", text.text.trim()),
        },
        _ => page.field("Ställs", "alltid, om inte andra svar redan avgör den"),
    }
}

fn write_readers(pack: &Pack, id: FactId, page: &mut Page) {
    let all = readings(pack);
    let Some(found) = all.get(id.index()) else { return };
    let (mut rules, mut facts, mut items, mut others) = (Vec::new(), Vec::new(), 0, Vec::new());
    for reader in &found.readers {
        match reader {
            Reader::Rule(rule) | Reader::Text(rule) => rules.push(rule.as_str()),
            Reader::Fact(fact) => facts.push(pack.schema.fact(*fact).id.as_str()),
            Reader::Consequence(_) => items += 1,
            Reader::Way(way) | Reader::Claim(way) => others.push(way.as_str()),
        }
    }
    // In the order of the pack, each once.
    let rules: Vec<&str> = pack.rules.iter().map(|rule| rule.id.as_str()).filter(|rule| rules.contains(rule)).collect();
    page.field("Regler", if rules.is_empty() { "ingen läser frågan".to_owned() } else { rules.join(", ") }.as_str());
    if !facts.is_empty() {
        page.field("Frågor", &format!("{} beror på den", facts.join(", ")));
    }
    if items > 0 {
        page.field("Följder", &counted(items, "post i consequences.toml", "poster i consequences.toml"));
    }
    if !others.is_empty() {
        page.field("Även", &others.join(", "));
    }
}
