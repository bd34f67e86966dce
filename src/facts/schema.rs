//! The declared questions: `facts.toml` as data.

use std::collections::BTreeMap;

use super::value::Value;
use crate::diagnostics::Place;

/// A fact's place in the schema. Stable within one loaded pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u16);

impl FactId {
    /// The position in [`Schema::facts`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// One option of a choice or multi fact.
#[derive(Clone, Debug)]
pub struct ChoiceOption {
    /// ASCII identifier used in files and rules.
    pub id: String,
    /// How it is shown to a person; reads well inside a sentence.
    pub label: String,
    /// A longer explanation, where one helps.
    pub help: Option<String>,
}

/// What kind of answer a fact takes.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Yes or no.
    Bool,
    /// Exactly one option.
    Choice {
        /// The options, in the order they are shown.
        options: Vec<ChoiceOption>,
    },
    /// Some of the options.
    Multi {
        /// The options, in the order they are shown. At most 32.
        options: Vec<ChoiceOption>,
        /// Fewest that must be chosen.
        min: u32,
        /// Most that may be chosen.
        max: u32,
        /// The index of an option that can only stand alone ("inget av detta").
        exclusive: Option<usize>,
    },
    /// A whole number.
    Int {
        /// Smallest sensible value.
        min: i64,
        /// Largest sensible value.
        max: i64,
        /// Unit as printed after the number ("kr", "%", "månader").
        unit: Option<String>,
    },
}

impl Kind {
    /// The options of a choice or multi fact; empty for the others.
    pub fn options(&self) -> &[ChoiceOption] {
        match self {
            Kind::Choice { options } | Kind::Multi { options, .. } => options,
            Kind::Bool | Kind::Int { .. } => &[],
        }
    }

    /// The index of an option by identifier.
    pub fn option(&self, id: &str) -> Option<usize> {
        self.options().iter().position(|option| option.id == id)
    }

    /// A value by the word for it: an option, `ja` or `nej`, a number.
    pub fn value_named(&self, word: &str) -> Option<Value> {
        match self {
            Kind::Bool => match word {
                "ja" | "true" => Some(Value::Bool(true)),
                "nej" | "false" => Some(Value::Bool(false)),
                _ => None,
            },
            Kind::Choice { .. } => self.option(word).map(Value::Choice),
            Kind::Multi { .. } => {
                let mask = 1u32.checked_shl(u32::try_from(self.option(word)?).ok()?)?;
                self.allows_multi(mask).then_some(Value::Multi(mask))
            }
            Kind::Int { min, max, .. } => {
                word.parse().ok().filter(|number| (min..=max).contains(&number)).map(Value::Int)
            }
        }
    }

    /// The word the diagnostics use for this kind.
    pub fn in_words(&self) -> &'static str {
        match self {
            Kind::Bool => "en ja/nej-fråga",
            Kind::Choice { .. } => "ett val",
            Kind::Multi { .. } => "ett flerval",
            Kind::Int { .. } => "ett tal",
        }
    }

    /// Whether a set of chosen options obeys the fact's limits.
    pub fn allows_multi(&self, mask: u32) -> bool {
        match self {
            Kind::Multi { min, max, exclusive, .. } => {
                let count = mask.count_ones();
                let alone = exclusive.is_none_or(|index| mask & (1 << index) == 0 || count == 1);
                count >= *min && count <= *max && alone
            }
            _ => false,
        }
    }
}

/// Where the program itself gets a fact's value, besides the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    /// From the scenario's partners and their populations.
    Partners,
    /// From the scenario's date and start date.
    Start,
}

/// A Rhai expression in a TOML file, with its place for diagnostics.
#[derive(Clone, Debug)]
pub struct Expression {
    /// The text between the quotes.
    pub text: String,
    /// Where the text stands.
    pub place: Place,
}

/// One declared fact.
#[derive(Clone, Debug)]
pub struct Fact {
    /// ASCII `snake_case` identifier.
    pub id: String,
    /// The kind of answer.
    pub kind: Kind,
    /// 1 decides most cases, 2 asked on trigger, 3 screening.
    pub level: u8,
    /// The section it is shown under.
    pub section: String,
    /// The question in full, ending with a question mark.
    pub question: String,
    /// A short noun phrase for tables.
    pub label: String,
    /// One or two sentences that help answering.
    pub help: String,
    /// Why it is asked and what it affects.
    pub why: String,
    /// When the question is relevant; `None`: always.
    pub ask_when: Option<Expression>,
    /// How other answers settle it; `None`: only by asking.
    pub derived: Option<Expression>,
    /// Whether the program fills it from elsewhere in the scenario.
    pub from: Option<Feed>,
    /// Whether municipalities may answer differently.
    pub per_partner: bool,
    /// Whether it is a given circumstance of the case, which no advice would propose to change.
    pub given: bool,
    /// A warning to show where the user may write free text.
    pub personal_data: Option<String>,
    /// Earlier identifiers, so that old files still read.
    pub renamed_from: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

/// A heading that facts are grouped under.
#[derive(Clone, Debug)]
pub struct Section {
    /// Identifier that facts refer to.
    pub id: String,
    /// The heading.
    pub title: String,
}

/// The question that says which task the cooperation is about.
const TASK: &str = "uppgift";

/// All declared facts of a pack.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    sections: Vec<Section>,
    facts: Vec<Fact>,
    by_id: BTreeMap<String, FactId>,
}

impl Schema {
    /// A schema of the given facts. Later facts with an identifier already taken are left out; the loader has reported them.
    pub fn new(sections: Vec<Section>, facts: Vec<Fact>) -> Schema {
        let mut schema = Schema { sections, ..Schema::default() };
        for fact in facts {
            let Ok(number) = u16::try_from(schema.facts.len()) else { break };
            if !schema.by_id.contains_key(&fact.id) {
                schema.by_id.insert(fact.id.clone(), FactId(number));
                schema.facts.push(fact);
            }
        }
        schema
    }

    /// The sections in order.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The facts in order of declaration.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Every fact with its identifier.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        self.ids().zip(&self.facts)
    }

    /// Every fact's identifier, in order of declaration.
    pub fn ids(&self) -> impl Iterator<Item = FactId> + use<> {
        // INVARIANT: `new` keeps the number of facts within u16.
        (0..self.facts.len() as u16).map(FactId)
    }

    /// The fact behind an identifier of this schema.
    #[allow(clippy::indexing_slicing)] // INVARIANT: a FactId is only made by the schema it indexes.
    pub fn fact(&self, id: FactId) -> &Fact {
        &self.facts[id.index()]
    }

    /// Looks a fact up by name.
    pub fn find(&self, id: &str) -> Option<FactId> {
        self.by_id.get(id).copied()
    }

    /// The question that says which task the cooperation is about, if the pack asks it: the first thing to know of a case.
    pub fn task(&self) -> Option<FactId> {
        self.find(TASK)
    }

    /// Looks a fact up by an earlier name.
    pub fn find_renamed(&self, old: &str) -> Option<FactId> {
        self.iter().find(|(_, fact)| fact.renamed_from.iter().any(|name| name == old)).map(|(id, _)| id)
    }

    /// The names of all facts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.facts.iter().map(|fact| fact.id.as_str())
    }

    /// An answer in words.
    pub fn in_words(&self, id: FactId, value: Value) -> String {
        value.in_words(self.fact(id))
    }
}
