//! `consequences.toml`: what follows from choosing a form.

use std::sync::Arc;

use super::effect::Certainty;
use super::form::{Form, Target};
use super::manifest::{Manifest, certainty_words};
use crate::diagnostics::suggest::did_you_mean_or_list;
use crate::diagnostics::toml_reader::Located;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, SourceText, TableReader, TomlDocument};
use crate::facts::schema::Expression;

/// The lists that items belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// What a founding document must or should say.
    Document,
    /// The way to the decision, in order.
    Path,
    /// Duties that come back.
    Recurring,
    /// Steps backwards from the start.
    Timeline,
    /// What to follow up afterwards.
    AfterCare,
    /// What to ask oneself before deciding.
    Readiness,
}

impl List {
    /// Every list with its identifier.
    pub const ALL: [(&'static str, List); 6] = [
        ("document", List::Document),
        ("path", List::Path),
        ("recurring", List::Recurring),
        ("timeline", List::Timeline),
        ("after_care", List::AfterCare),
        ("readiness", List::Readiness),
    ];

    /// The heading of the list.
    pub fn title(self) -> &'static str {
        match self {
            List::Document => "Handlingar som behövs",
            List::Path => "Vägen till beslut",
            List::Recurring => "Återkommande plikter",
            List::Timeline => "Tidplan räknad från starten",
            List::AfterCare => "Att följa upp efter starten",
            List::Readiness => "Frågor att besvara före beslutet",
        }
    }
}

/// One thing that follows.
#[derive(Clone, Debug)]
pub struct Item {
    /// Identifier.
    pub id: String,
    /// The list it belongs to.
    pub list: List,
    /// The forms or alternatives it holds for.
    pub targets: Vec<Target>,
    /// The variants it holds for; empty means all of the forms.
    pub variants: Vec<String>,
    /// The paper it belongs to.
    pub document: Option<String>,
    /// Its number in the paper.
    pub number: Option<i64>,
    /// Who does it.
    pub who: Option<String>,
    /// Months before the start.
    pub months_before: Option<i64>,
    /// What to do.
    pub text: String,
    /// Where it stands in law.
    pub citations: Vec<Located<String>>,
    /// What it rests on.
    pub certainty: Certainty,
    /// When it applies; `None`: always.
    pub when: Option<Expression>,
    /// The fact, and perhaps its option, that tells whether the papers have it.
    pub screen: Option<Located<String>>,
    /// Where it is written.
    pub place: Place,
}

/// Reads `consequences.toml`, reporting everything that is wrong.
pub fn load(source: &Arc<SourceText>, manifest: &Manifest, problems: &mut Diagnostics) -> Vec<Item> {
    let document = TomlDocument::parse(source);
    let mut root = document.root();
    let mut items: Vec<Item> = Vec::new();
    for table in root.table_array("item") {
        let Some(item) = read(table, manifest) else { continue };
        if let Some(first) = items.iter().find(|known| known.id == item.id) {
            document.report(
                Diagnostic::new(Code::ConsequenceDuplicate, format!("posten `{}` finns redan", item.id))
                    .at(item.place.clone())
                    .also(first.place.clone(), "den första"),
            );
            continue;
        }
        items.push(item);
    }
    root.finish();
    problems.extend(document.finish());
    items
}

fn read(mut table: TableReader<'_>, manifest: &Manifest) -> Option<Item> {
    let id = table.required_string("id");
    let list = table.required_word("list", &List::ALL);
    let names = table.string_list("form");
    let variants = table.string_list("variant");
    let document = table.optional_string("document").map(|text| text.value);
    let number = table.optional_integer("number", 0..=1_000).map(|number| number.value);
    let who = table.optional_string("who").map(|text| text.value);
    let months_before = table.optional_integer("months_before", -60..=240).map(|months| months.value);
    let text = table.required_string("text");
    let citations = table.string_list("citations");
    let certainty = table.required_word("certainty", &certainty_words());
    let when = table.optional_string("when").map(|text| {
        let at = text.place.span.start + text.place.text().find(text.value.trim_end()).unwrap_or(0);
        Expression { place: Place::new(&text.place.source, at..at + text.value.trim_end().len()), text: text.value }
    });
    let screen = table.optional_string("screen");
    let mut targets = Vec::new();
    for name in &names {
        match manifest.target(name) {
            Some(target) => targets.push(target),
            None => table.report(
                Diagnostic::new(
                    Code::RuleUnknownForm,
                    format!("`{}` är varken en form eller ett alternativ", name.value),
                )
                .at(name.place.clone())
                .help_if(did_you_mean_or_list(
                    name,
                    Form::ALL.iter().map(|form| form.id()).chain(manifest.alternative_ids()),
                )),
            ),
        }
    }
    for variant in &variants {
        match manifest.variant(variant) {
            Some((form, _)) if !targets.contains(&Target::Form(form)) => targets.push(Target::Form(form)),
            Some(_) => {}
            None => table.report(
                Diagnostic::new(Code::RuleUnknownVariant, format!("`{}` är ingen variant", variant.value))
                    .at(variant.place.clone())
                    .help_if(did_you_mean_or_list(variant, manifest.variant_ids())),
            ),
        }
    }
    if names.is_empty() && variants.is_empty() {
        table.report(
            Diagnostic::new(Code::ConsequenceWithoutForm, "posten säger inte vilken form den gäller")
                .at(table.place().clone()),
        );
    }
    let place = table.place().clone();
    table.finish();
    let id = id?;
    Some(Item {
        place: if id.place.has_text() { id.place.clone() } else { place },
        id: id.value,
        list: list?.value,
        targets,
        variants: variants.into_iter().map(|variant| variant.value).collect(),
        document,
        number,
        who,
        months_before,
        text: text?.value,
        citations,
        certainty: certainty?.value,
        when,
        screen,
    })
}
