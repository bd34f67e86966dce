//! Where a pack reads its questions: which rules, other questions, consequences, ways and claims depend on each.

use std::collections::BTreeSet;

use crate::decision::{DecisionTree, Test};
use crate::facts::FactId;
use crate::rules::Pack;
use crate::rules::rule_fields::names_in;

/// Something that reads a question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    /// The condition of a rule.
    Rule(String),
    /// The text of a rule, which names the answer.
    Text(String),
    /// Whether another question is asked, or what it follows from.
    Fact(FactId),
    /// A consequence: when it follows, or whether the papers have it.
    Consequence(String),
    /// A route or a combination.
    Way(String),
    /// A claim.
    Claim(String),
}

/// Who reads one question, and what they ask of it.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    /// Who reads it, in a fixed order, each once.
    pub readers: BTreeSet<Reader>,
    /// The tests they put to it.
    pub tests: BTreeSet<Test>,
}

/// The readings of every question, in the order of the questions.
pub fn readings(pack: &Pack) -> Vec<Readings> {
    let mut found = Found { all: vec![Readings::default(); pack.schema.facts().len()] };
    for (rule, tier) in pack.tiers() {
        if let Some(tree) = tier.tree() {
            found.tree(tree, &Reader::Rule(rule.id.clone()));
        }
        for name in names_in(&tier.reason).chain(tier.cure.as_deref().into_iter().flat_map(names_in)) {
            if let Some(fact) = pack.schema.find(name) {
                found.reader(fact, Reader::Text(rule.id.clone()));
            }
        }
        // A condition without a tree compares two numbers; its text tells which.
        if tier.tree().is_none() {
            for fact in mentioned(pack, tier.condition.text()) {
                found.reader(fact, Reader::Rule(rule.id.clone()));
            }
        }
    }
    for (fact, determination) in pack.schema.ids().zip(&pack.determinations) {
        if let Some(tree) = &determination.ask_when {
            found.tree(tree, &Reader::Fact(fact));
        }
        if let Some(tree) = &determination.derived {
            found.tree(tree, &Reader::Fact(fact));
        }
    }
    for conditional in &pack.consequences {
        let reader = Reader::Consequence(conditional.item.id.clone());
        if let Some(tree) = &conditional.when {
            found.tree(tree, &reader);
        }
        let screened = conditional.item.screen.as_ref().and_then(|screen| screened(pack, screen));
        if let Some((fact, option)) = screened {
            found.reader(fact, reader);
            found.test(fact, option.map(|option| Test::Has { fact, option }));
        }
    }
    for way in pack.routes.iter().chain(&pack.combinations) {
        if let Some(tree) = &way.when {
            found.tree(tree, &Reader::Way(way.item.id.clone()));
        }
    }
    for (claim, condition) in pack.manifest.claims.iter().zip(&pack.claim_conditions) {
        let reader = Reader::Claim(claim.id.clone());
        if let Some(tree) = condition {
            found.tree(tree, &reader);
        }
        if let Some(fact) = claim.change.as_ref().and_then(|(fact, _)| pack.schema.find(fact)) {
            found.reader(fact, reader);
        }
    }
    found.all
}

/// The question, and perhaps its option, that a consequence's `screen` names: `dok_tvist`, `dok_punkter:p7`.
pub fn screened(pack: &Pack, screen: &str) -> Option<(FactId, Option<u8>)> {
    let (name, option) = screen.split_once(':').map_or((screen, None), |(name, option)| (name, Some(option)));
    let fact = pack.schema.find(name)?;
    match option {
        None => Some((fact, None)),
        Some(option) => Some((fact, Some(u8::try_from(pack.schema.fact(fact).kind.option(option)?).ok()?))),
    }
}

/// The questions whose names stand in a condition after a point.
fn mentioned(pack: &Pack, text: &str) -> Vec<FactId> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_' && letter != '.');
    words.filter_map(|word| pack.schema.find(word.split_once('.')?.1.split('.').next()?)).collect()
}

struct Found {
    all: Vec<Readings>,
}

impl Found {
    fn reader(&mut self, fact: FactId, reader: Reader) {
        if let Some(readings) = self.all.get_mut(fact.index()) {
            readings.readers.insert(reader);
        }
    }

    fn test(&mut self, fact: FactId, test: Option<Test>) {
        if let Some(readings) = self.all.get_mut(fact.index()) {
            readings.tests.extend(test);
        }
    }

    fn tree<L: Copy + PartialEq>(&mut self, tree: &DecisionTree<L>, reader: &Reader) {
        for test in tree.tests() {
            self.reader(test.fact(), reader.clone());
            self.test(test.fact(), Some(test));
        }
    }
}
