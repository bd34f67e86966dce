//! Reads `facts.toml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::scenario::UNKNOWN;
use super::schema::{ChoiceOption, Expression, Fact, Feed, Kind, Schema, Section};
use crate::diagnostics::suggest::{did_you_mean_or_list, list_words};
use crate::diagnostics::toml_reader::Located;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, SourceText, TableReader, TomlDocument};

/// Most options of a choice, since they are kept as bits.
const MOST_OPTIONS: usize = 60;
/// Most options of a multi fact, since its answers are subsets.
const MOST_MULTI_OPTIONS: usize = 30;
/// Names that a fact cannot have because the rule language or the scenario files use them.
const RESERVED: [&str; 7] = ["f", "fn", "if", "else", "true", "false", UNKNOWN];
/// The fields that belong to some kinds of fact only, and to which.
const FIELDS_OF_KINDS: [(&str, &[&str]); 5] = [
    ("options", &["choice", "multi"]),
    ("exclusive", &["multi"]),
    ("min", &["int", "multi"]),
    ("max", &["int", "multi"]),
    ("unit", &["int"]),
];
/// What the program can fill in itself: where from, the fact's name, and its kind.
const FED: [(Feed, &str, &str); 5] = [
    (Feed::Partners, "antal_parter", "int"),
    (Feed::Partners, "minsta_invanare", "int"),
    (Feed::Partners, "storleksskillnad", "choice"),
    (Feed::Start, "start_om_manader", "int"),
    (Feed::Start, "mandatskifte", "bool"),
];

/// Reads the facts of a pack, reporting everything that is wrong.
pub fn load(source: &Arc<SourceText>, problems: &mut Diagnostics) -> Schema {
    let document = TomlDocument::parse(source);
    let mut root = document.root();
    let mut sections: Vec<Section> = Vec::new();
    for mut table in root.table_array("section") {
        let (id, title) = (table.required_string("id"), table.required_string("title"));
        if let (Some(id), Some(title)) = (id, title) {
            if sections.iter().any(|known| known.id == id.value) {
                table.report(
                    Diagnostic::new(Code::FactSectionDuplicate, format!("avsnittet `{}` finns redan", id.value))
                        .at(id.place)
                        .help("ge det ett annat id eller ta bort det ena"),
                );
            } else {
                sections.push(Section { id: id.value, title: title.value });
            }
        }
        table.finish();
    }
    let mut facts: Vec<Fact> = Vec::new();
    let mut seen: BTreeMap<String, Place> = BTreeMap::new();
    for table in root.table_array("fact") {
        let Some(fact) = read_fact(table, &sections) else { continue };
        if let Some(first) = seen.get(&fact.id) {
            document.report(
                Diagnostic::new(Code::FactDuplicate, format!("faktumet `{}` finns redan", fact.id))
                    .at(fact.place.clone())
                    .also(first.clone(), "det första")
                    .help("ge det ett annat id eller ta bort det ena"),
            );
            continue;
        }
        seen.insert(fact.id.clone(), fact.place.clone());
        facts.push(fact);
    }
    report_rename_clashes(&document, &facts);
    root.finish();
    problems.extend(document.finish());
    Schema::new(sections, facts)
}

/// An old name must lead to one fact only.
fn report_rename_clashes(document: &TomlDocument, facts: &[Fact]) {
    for (position, fact) in facts.iter().enumerate() {
        for old in &fact.renamed_from {
            let earlier = facts.iter().take(position).find(|other| other.renamed_from.contains(old));
            let message = match (facts.iter().find(|other| other.id == *old), earlier) {
                (Some(_), _) => format!("`{old}` är fortfarande ett eget faktum"),
                (None, Some(other)) => format!("`{old}` är också det gamla namnet på `{}`", other.id),
                (None, None) => continue,
            };
            document.report(
                Diagnostic::new(Code::FactRenameClash, message)
                    .at(fact.place.clone())
                    .help("ta bort namnet ur `renamed_from` i det ena"),
            );
        }
    }
}

fn read_fact(mut table: TableReader<'_>, sections: &[Section]) -> Option<Fact> {
    let id = table.required_string("id");
    let kind = table.required_string("kind");
    let level = table.required_integer("level", 1..=3);
    let section = table.required_string("section");
    let question = table.required_string("question");
    let label = table.required_string("label");
    let help = table.required_string("help");
    let why = table.required_string("why");
    let kind_word = kind.as_ref().map(|kind| kind.value.clone()).unwrap_or_default();
    let kind = kind.and_then(|kind| read_kind(&mut table, &kind));
    report_fields_of_other_kinds(&mut table, &kind_word);
    let expression = |text: Located<String>| Expression { place: inside(&text), text: text.value };
    let ask_when = table.optional_string("ask_when").map(expression);
    let derived = table.optional_string("derived").map(expression);
    let from = table.optional_word("from", &[("partners", Feed::Partners), ("start", Feed::Start)]);
    let per_partner = table.optional_bool("per_partner").is_some_and(|value| value.value);
    let given = table.optional_bool("given").is_some_and(|value| value.value);
    let personal_data = table.optional_string("personal_data").map(|text| text.value);
    let renamed_from = table.string_list("renamed_from").into_iter().map(|name| name.value).collect();
    if let Some(section) = section.as_ref().filter(|section| !sections.iter().any(|known| known.id == section.value)) {
        table.report(
            Diagnostic::new(Code::FactSectionUnknown, format!("avsnittet `{}` finns inte", section.value))
                .at(section.place.clone())
                .help_if(did_you_mean_or_list(section, sections.iter().map(|known| known.id.as_str()))),
        );
    }
    if let (Some(from), Some(_)) = (&from, &derived) {
        table.report(
            Diagnostic::new(Code::FactFieldForbidden, "ett faktum har antingen `from` eller `derived`, inte båda")
                .at(from.place.clone()),
        );
    }
    if let (Some(from), Some(id)) = (&from, &id)
        && !FED.iter().any(|(feed, name, kind)| *feed == from.value && *name == id.value && *kind == kind_word)
    {
        table.report(
            Diagnostic::new(Code::FactFieldForbidden, format!("programmet kan inte fylla i `{}` själv", id.value))
                .at(from.place.clone())
                .help("ta bort `from`; programmet räknar bara ut `antal_parter`, `minsta_invanare`, `storleksskillnad`, `start_om_manader` och `mandatskifte`"),
        );
    }
    let id = id.filter(|id| good_id(&table, id, "faktum-id"));
    table.finish();
    let id = id?;
    Some(Fact {
        place: id.place.clone(),
        id: id.value,
        kind: kind?,
        level: u8::try_from(level?.value).ok()?,
        section: section?.value,
        question: question?.value,
        label: label?.value,
        help: help?.value,
        why: why?.value,
        ask_when,
        derived,
        from: from.map(|from| from.value),
        per_partner,
        given,
        personal_data,
        renamed_from,
    })
}

/// The place of the text inside its quotes, so that script columns fall right.
fn inside(text: &Located<String>) -> Place {
    let written = text.place.text();
    let at = written.find(text.value.trim_end()).unwrap_or(0);
    let start = text.place.span.start + at;
    Place::new(&text.place.source, start..start + text.value.trim_end().len())
}

/// Reports fields that the fact's kind has no use for. An unknown kind has been reported; its fields may be right.
fn report_fields_of_other_kinds(table: &mut TableReader<'_>, kind: &str) {
    let known = matches!(kind, "bool" | "int" | "choice" | "multi");
    for (field, kinds) in FIELDS_OF_KINDS {
        if kinds.contains(&kind) || !table.has(field) {
            continue;
        }
        if let Some(value) = table.value(field)
            && known
        {
            value.report(
                Diagnostic::new(Code::FactFieldForbidden, format!("en fråga av slaget `{kind}` har inget `{field}`"))
                    .at(value.place())
                    .help(format!("ta bort raden, eller ändra `kind` till {}", list_words(kinds, "eller"))),
            );
        }
    }
}

/// Whether an identifier has the shape of one and is not taken by the language.
fn good_id(table: &TableReader<'_>, id: &Located<String>, what: &str) -> bool {
    let mut letters = id.chars();
    let shape = letters.next().is_some_and(|first| first.is_ascii_lowercase())
        && letters.all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
    if !shape {
        table.report(
            Diagnostic::new(Code::FactBadId, format!("`{}` är inget {what}", id.value))
                .at(id.place.clone())
                .help("ett id är små bokstäver a–z, siffror och understreck: `antal_parter`"),
        );
    } else if RESERVED.contains(&id.as_str()) {
        let message = match id.as_str() {
            UNKNOWN => format!("`{UNKNOWN}` är svaret för den som inte vet"),
            _ => format!("`{}` betyder något annat i regelspråket", id.value),
        };
        table.report(Diagnostic::new(Code::FactReservedWord, message).at(id.place.clone()).help("välj ett annat id"));
    }
    shape && !RESERVED.contains(&id.as_str())
}

fn read_kind(table: &mut TableReader<'_>, word: &Located<String>) -> Option<Kind> {
    let place = word.place.clone();
    match word.as_str() {
        "bool" => Some(Kind::Bool),
        "int" => {
            let min = table.required_integer("min", i64::MIN..=i64::MAX)?;
            let max = table.required_integer("max", i64::MIN..=i64::MAX)?;
            let unit = table.optional_string("unit").map(|unit| unit.value);
            if min.value > max.value {
                table.report(Diagnostic::new(Code::FactRange, "`min` är större än `max`").at(min.place));
                return None;
            }
            Some(Kind::Int { min: min.value, max: max.value, unit })
        }
        "choice" | "multi" => {
            let multi = word.as_str() == "multi";
            let options = read_options(table, if multi { MOST_MULTI_OPTIONS } else { MOST_OPTIONS }, &place)?;
            if !multi {
                return Some(Kind::Choice { options });
            }
            let count = i64::try_from(options.len()).ok()?;
            let min = table.optional_integer("min", 0..=count).map_or(1, |min| min.value);
            let max = table.optional_integer("max", min.max(1)..=count).map_or(count, |max| max.value);
            let exclusive = table.optional_string("exclusive").and_then(|name| {
                let index = options.iter().position(|option| option.id == name.value);
                if index.is_none() {
                    table.report(
                        Diagnostic::new(
                            Code::FactExclusiveUnknown,
                            format!("`{}` är inget av alternativen", name.value),
                        )
                        .at(name.place)
                        .help_if(did_you_mean_or_list(&name.value, options.iter().map(|option| option.id.as_str()))),
                    );
                }
                index
            });
            let together = count - i64::from(exclusive.is_some());
            if min > together && !(exclusive.is_some() && min <= 1) {
                table.report(
                    Diagnostic::new(
                        Code::FactRange,
                        format!("ingen kan välja {min} alternativ: bara {together} går att kombinera"),
                    )
                    .at(place.clone())
                    .help("sänk `min`"),
                );
                return None;
            }
            Some(Kind::Multi { options, min: u32::try_from(min).ok()?, max: u32::try_from(max).ok()?, exclusive })
        }
        other => {
            table.report(
                Diagnostic::new(Code::TomlUnknownWord, format!("`{other}` är inget slags fråga"))
                    .at(place)
                    .help("skriv `bool`, `choice`, `multi` eller `int`"),
            );
            None
        }
    }
}

fn read_options(table: &mut TableReader<'_>, most: usize, place: &Place) -> Option<Vec<ChoiceOption>> {
    let mut options: Vec<ChoiceOption> = Vec::new();
    for mut option in table.table_array("options") {
        let id = option.required_string("id");
        let label = option.required_string("label");
        let help = option.optional_string("help").map(|help| help.value);
        if let (Some(id), Some(label)) = (id, label) {
            if options.iter().any(|known| known.id == id.value) {
                option.report(
                    Diagnostic::new(Code::FactOptionDuplicate, format!("alternativet `{}` finns redan", id.value))
                        .at(id.place),
                );
            } else {
                good_id(&option, &id, "alternativ-id");
                options.push(ChoiceOption { id: id.value, label: label.value, help });
            }
        }
        option.finish();
    }
    if options.len() < 2 || options.len() > most {
        table.report(
            Diagnostic::new(
                Code::FactWithoutOptions,
                format!("frågan ska ha mellan 2 och {most} alternativ, men har {}", options.len()),
            )
            .at(place.clone())
            .help("skriv `options = [ { id = \"…\", label = \"…\" }, … ]`"),
        );
        return None;
    }
    Some(options)
}
