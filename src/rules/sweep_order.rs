//! `order.toml`: in which order the questions are gone through when every possible answer is examined.
//!
//! The order changes no result that is exact, only how long it takes: an hour or a tenth of a second, and therefore whether
//! it is counted at all or estimated. It is searched for with `niokap rules order` and kept with the pack. `made_for` names
//! the conditions it was made for, so that a check can say when it is time to search again.

use std::sync::Arc;

use crate::diagnostics::suggest::did_you_mean;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, SourceText, TomlDocument};
use crate::facts::{FactId, Schema};

/// The name of the file.
pub const FILE: &str = "order.toml";

/// An order of questions.
#[derive(Clone, Debug)]
pub struct SweepOrder {
    /// A name for the conditions that it was made for.
    pub made_for: String,
    /// Where that name stands.
    pub made_for_place: Place,
    /// The questions, first to last. Those it does not mention come last.
    pub facts: Vec<FactId>,
}

impl SweepOrder {
    /// The position of every question, by its index.
    pub fn rank(&self, fact: FactId) -> usize {
        self.facts.iter().position(|known| *known == fact).unwrap_or(self.facts.len())
    }
}

/// Reads `order.toml`, reporting everything that is wrong.
pub fn load(source: &Arc<SourceText>, schema: &Schema, problems: &mut Diagnostics) -> Option<SweepOrder> {
    let document = TomlDocument::parse(source);
    let mut root = document.root();
    let made_for = root.required_string("made_for");
    let names = root.required_string_list("facts");
    let mut facts: Vec<FactId> = Vec::new();
    for name in names.iter().flatten() {
        match schema.find(&name.value) {
            Some(fact) if facts.contains(&fact) => {
                root.report(
                    Diagnostic::new(Code::OrderUnknownFact, format!("frågan `{}` står två gånger", name.value))
                        .at(name.place.clone())
                        .help("ta bort den ena"),
                );
            }
            Some(fact) => facts.push(fact),
            // A question that was removed takes nothing with it; the order of the rest still serves.
            None => root.report(
                Diagnostic::new(Code::OrderUnknownFact, format!("det finns ingen fråga `{}`", name.value))
                    .at(name.place.clone())
                    .help_if(did_you_mean(&name.value, schema.names()))
                    .help("sök ordningen på nytt: niokap rules order"),
            ),
        }
    }
    root.finish();
    problems.extend(document.finish());
    let made_for = made_for?;
    Some(SweepOrder { made_for: made_for.value, made_for_place: made_for.place, facts })
}

/// The file's text.
pub fn text(made_for: &str, names: &[&str]) -> String {
    let mut text = String::from(
        "# I vilken ordning frågorna gås igenom när alla möjliga svar undersöks. Ordningen ändrar inga resultat, bara hur\n\
         # lång tid de tar. Filen skrivs av `niokap rules order`; skriv inte i den för hand.\n\n",
    );
    text.push_str(&format!("made_for = \"{made_for}\"\nfacts = [\n"));
    for name in names {
        text.push_str(&format!("    \"{name}\",\n"));
    }
    text.push_str("]\n");
    text
}
