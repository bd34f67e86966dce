//! How facts follow from other facts: `derived`, `ask_when` and the other conditions in TOML files, explored.

use std::sync::Arc;

use super::script::explore::{Explorer, NotExplored};
use super::script::host::{Host, Origin, ScriptError};
use super::script::places;
use super::script::translate;
use super::script::vocabulary::described;
use crate::decision::{DecisionTree, Determination};
use crate::diagnostics::suggest::did_you_mean_or_list;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::facts::schema::Expression;
use crate::facts::{Fact, FactId, Kind, Schema, Value};

/// Explores the determinations of all facts, and reports circles among them.
pub fn determinations(host: &Host, problems: &mut Diagnostics) -> Vec<Determination> {
    let explorer = Explorer::new(host);
    let schema = Arc::clone(host.schema());
    let mut found: Vec<Determination> = schema
        .facts()
        .iter()
        .map(|fact| Determination {
            derived: fact.derived.as_ref().and_then(|text| derivation(host, &explorer, fact, text, problems)),
            ask_when: fact.ask_when.as_ref().and_then(|text| condition(host, &explorer, text, Code::FactCondition, problems)),
        })
        .collect();
    for fact in in_circles(&schema, &found) {
        let declared = schema.fact(fact);
        problems.push(
            Diagnostic::new(Code::FactCycle, format!("`{}` beror på sig själv genom `derived` eller `ask_when`", declared.id))
                .at(declared.place.clone())
                .help("låt den ena av frågorna ställas utan villkor"),
        );
        if let Some(determination) = found.get_mut(fact.index()) {
            *determination = Determination::default();
        }
    }
    found
}

/// Explores a yes/no condition that stands in a TOML file.
pub fn condition(
    host: &Host,
    explorer: &Explorer<'_>,
    text: &Expression,
    code: Code,
    problems: &mut Diagnostics,
) -> Option<DecisionTree<bool>> {
    explored(host, text, code, problems, "ja eller nej", |condition| explorer.explore_condition(condition))
}

fn derivation(
    host: &Host,
    explorer: &Explorer<'_>,
    fact: &Fact,
    text: &Expression,
    problems: &mut Diagnostics,
) -> Option<DecisionTree<Option<Value>>> {
    let leaf = |outcome: &rhai::Dynamic| {
        if outcome.is_unit() {
            return Some(None);
        }
        match &fact.kind {
            Kind::Bool => outcome.as_bool().ok().map(Value::Bool),
            Kind::Int { min, max, .. } => outcome.as_int().ok().filter(|number| number >= min && number <= max).map(Value::Int),
            Kind::Choice { .. } => {
                let id = outcome.clone().into_immutable_string().ok()?;
                fact.kind.option(&id).map(Value::Choice)
            }
            Kind::Multi { .. } => None,
        }
        .map(Some)
    };
    explored(host, text, Code::FactDerivedValue, problems, &expected(fact), |condition| explorer.explore(condition, leaf))
}

/// What a derivation of a fact may end with, in words.
fn expected(fact: &Fact) -> String {
    match &fact.kind {
        Kind::Bool => "`true`, `false` eller `()`".to_owned(),
        Kind::Int { min, max, .. } => format!("ett heltal mellan {min} och {max}, eller `()`"),
        Kind::Choice { .. } => did_you_mean_or_list("", fact.kind.options().iter().map(|option| option.id.as_str()))
            .map_or_else(|| "ett av frågans alternativ, eller `()`".to_owned(), |list| format!("ett av frågans alternativ, eller `()`: {list}")),
        Kind::Multi { .. } => "`()`; ett flerval kan inte härledas".to_owned(),
    }
}

fn explored<L>(
    host: &Host,
    text: &Expression,
    code: Code,
    problems: &mut Diagnostics,
    expected: &str,
    explore: impl Fn(&super::script::host::Condition) -> Result<DecisionTree<L>, NotExplored>,
) -> Option<DecisionTree<L>> {
    let source = &text.place.source;
    let origin = Origin { source: Arc::clone(source), start: text.place.span.start, inserted: 0 };
    let compiled = host.expression(&text.text, source, text.place.span.start);
    let outcome = compiled.map(|condition| explore(&condition));
    let problem = match outcome {
        Ok(Ok(tree)) => return Some(tree),
        Err(error) => translate::of_statement(&error, &origin, &places::words_in(source, text.place.span.clone()), host),
        Ok(Err(NotExplored::Failed(error) | NotExplored::ComparesNumbers(error))) => {
            translate::diagnostic(&ScriptError::Run(error), &origin, host)
        }
        Ok(Err(NotExplored::BadOutcome(outcome))) => {
            Diagnostic::new(code, format!("uttrycket ger {}", described(&outcome).replace("ett annat faktum", "ett faktum"))).at(text.place.clone()).help(format!("det ska ge {expected}"))
        }
        Ok(Err(NotExplored::NoTable)) => {
            Diagnostic::new(Code::RuleNotExplorable, "villkoret har för många fall för en beslutstabell").at(text.place.clone())
        }
    };
    problems.push(problem);
    None
}

/// The facts that depend on themselves.
fn in_circles(schema: &Schema, determinations: &[Determination]) -> Vec<FactId> {
    let parents = |fact: FactId| -> Vec<FactId> {
        let Some(determination) = determinations.get(fact.index()) else { return Vec::new() };
        let derived = determination.derived.iter().flat_map(DecisionTree::facts);
        derived.chain(determination.ask_when.iter().flat_map(DecisionTree::facts)).collect()
    };
    schema
        .ids()
        .filter(|start| {
            let mut waiting = parents(*start);
            let mut seen = Vec::new();
            while let Some(fact) = waiting.pop() {
                if fact == *start {
                    return true;
                }
                if !seen.contains(&fact) {
                    seen.push(fact);
                    waiting.extend(parents(fact));
                }
            }
            false
        })
        .collect()
}
