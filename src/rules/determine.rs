//! How facts follow from other facts: `derived`, `ask_when` and the other conditions in TOML files, explored.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::script::engine::MOST_VALUES;
use super::script::explore::{Explored, Explorer, NotExplored};
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
    let texts: Vec<Option<&Expression>> =
        schema.facts().iter().flat_map(|fact| [fact.derived.as_ref(), fact.ask_when.as_ref()]).collect();
    let mut explored = explore_expressions(host, &explorer, &texts, problems).into_iter();
    let mut found: Vec<Determination> = Vec::new();
    for fact in schema.facts() {
        let (derived, asked) = (explored.next().flatten(), explored.next().flatten());
        let derived = derived.zip(fact.derived.as_ref());
        let asked = asked.zip(fact.ask_when.as_ref());
        found.push(Determination {
            derived: derived.and_then(|(rows, text)| {
                let tree = rows.tree(|outcome| derivation(fact, outcome));
                report(tree, text, Code::FactDerivedValue, problems, || expected(fact))
            }),
            ask_when: asked.and_then(|(rows, text)| {
                report(rows.condition(), text, Code::FactCondition, problems, || "ja eller nej".to_owned())
            }),
        });
    }
    for fact in in_circles(&schema, &found) {
        let declared = schema.fact(fact);
        problems.push(
            Diagnostic::new(
                Code::FactCycle,
                format!("`{}` beror på sig själv genom `derived` eller `ask_when`", declared.id),
            )
            .at(declared.place.clone())
            .help("låt den ena av frågorna ställas utan villkor"),
        );
        if let Some(determination) = found.get_mut(fact.index()) {
            *determination = Determination::default();
        }
    }
    found
}

/// Explores yes/no conditions that stand in a TOML file, each where there is one.
pub fn conditions(
    host: &Host,
    explorer: &Explorer<'_>,
    texts: &[Option<&Expression>],
    problems: &mut Diagnostics,
) -> Vec<Option<DecisionTree<bool>>> {
    let explored = explore_expressions(host, explorer, texts, problems);
    let trees = explored.into_iter().zip(texts).map(|(rows, text)| {
        report(rows?.condition(), (*text)?, Code::ConsequenceCondition, problems, || "ja eller nej".to_owned())
    });
    trees.collect()
}

/// The outcome of a derivation as a value of its fact.
fn derivation(fact: &Fact, outcome: &rhai::Dynamic) -> Option<Option<Value>> {
    if outcome.is_unit() {
        return Some(None);
    }
    match &fact.kind {
        Kind::Bool => outcome.as_bool().ok().map(Value::Bool),
        Kind::Int { min, max, .. } => {
            outcome.as_int().ok().filter(|number| number >= min && number <= max).map(Value::Int)
        }
        Kind::Choice { .. } => {
            let id = outcome.clone().into_immutable_string().ok()?;
            fact.kind.option(&id).map(Value::Choice)
        }
        Kind::Multi { .. } => None,
    }
    .map(Some)
}

/// What a derivation of a fact may end with, in words.
fn expected(fact: &Fact) -> String {
    match &fact.kind {
        Kind::Bool => "`true`, `false` eller `()`".to_owned(),
        Kind::Int { min, max, .. } => format!("ett heltal mellan {min} och {max}, eller `()`"),
        Kind::Choice { .. } => did_you_mean_or_list("", fact.kind.options().iter().map(|option| option.id.as_str()))
            .map_or_else(
                || "ett av frågans alternativ, eller `()`".to_owned(),
                |list| format!("ett av frågans alternativ, eller `()`: {list}"),
            ),
        Kind::Multi { .. } => "`()`; ett flerval kan inte härledas".to_owned(),
    }
}

/// Explores the expressions there are. Compiled together, each text once, where all of them are well formed, else one by
/// one, which is slower and tells which is wrong.
fn explore_expressions(
    host: &Host,
    explorer: &Explorer<'_>,
    texts: &[Option<&Expression>],
    problems: &mut Diagnostics,
) -> Vec<Option<Explored>> {
    let alone = |problems: &mut Diagnostics| {
        let each = texts.iter().map(|text| text.and_then(|text| explore_alone(host, explorer, text, problems)));
        each.collect::<Vec<_>>()
    };
    let unique: BTreeSet<&str> = texts.iter().flatten().map(|expression| expression.text.as_str()).collect();
    let unique: Vec<&str> = unique.into_iter().collect();
    let mut explored: BTreeMap<&str, Explored> = BTreeMap::new();
    for together in unique.chunks(MOST_VALUES) {
        let Some(conditions) = host.expressions(together) else { return alone(problems) };
        for (text, condition) in together.iter().zip(conditions) {
            let Ok(found) = explorer.explore(&condition) else { return alone(problems) };
            explored.insert(text, found);
        }
    }
    texts.iter().map(|text| explored.get(text.as_ref()?.text.as_str()).cloned()).collect()
}

fn explore_alone(
    host: &Host,
    explorer: &Explorer<'_>,
    text: &Expression,
    problems: &mut Diagnostics,
) -> Option<Explored> {
    let source = &text.place.source;
    let origin = Origin { source: Arc::clone(source), start: text.place.span.start, inserted: 0 };
    let error = match host.expression(&text.text, source, text.place.span.start) {
        Err(error) => {
            let words = places::words_in(source, text.place.span.clone());
            problems.push(translate::of_statement(&error, &origin, &words, host));
            return None;
        }
        Ok(condition) => match explorer.explore(&condition) {
            Ok(explored) => return Some(explored),
            Err(NotExplored::Failed(error) | NotExplored::ComparesNumbers(error)) => ScriptError::Run(error),
            Err(NotExplored::BadOutcome(_)) => return None,
            Err(NotExplored::NoTable) => {
                problems.push(too_many_cases(text));
                return None;
            }
        },
    };
    problems.push(translate::diagnostic(&error, &origin, host));
    None
}

fn too_many_cases(text: &Expression) -> Diagnostic {
    Diagnostic::new(Code::RuleNotExplorable, "villkoret har för många fall för en beslutstabell").at(text.place.clone())
}

/// The tree, or a report of why there is none.
fn report<L>(
    tree: Result<DecisionTree<L>, NotExplored>,
    text: &Expression,
    code: Code,
    problems: &mut Diagnostics,
    expected: impl Fn() -> String,
) -> Option<DecisionTree<L>> {
    match tree {
        Ok(tree) => return Some(tree),
        Err(NotExplored::BadOutcome(outcome)) => problems.push(
            Diagnostic::new(
                code,
                format!("uttrycket ger {}", described(&outcome).replace("ett annat faktum", "ett faktum")),
            )
            .at(text.place.clone())
            .help(format!("det ska ge {}", expected())),
        ),
        Err(_) => problems.push(too_many_cases(text)),
    }
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
