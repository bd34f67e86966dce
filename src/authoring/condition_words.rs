//! Conditions in words: "Vem som beslutar är ”ett gemensamt politiskt organ”".
//!
//! The words are made from what the author wrote, with helper functions put in and negations moved to where they are
//! read, and are shown only if they say exactly what the explored tree says. If the text cannot be read so, the tree
//! itself is put in words; if that is too long for anyone to read, there are no words.

use super::condition_expression::{Asked, Comparison, Derivation, Expression};
use super::condition_parser;
use crate::decision::DecisionTree;
use crate::facts::schema::Expression as WrittenExpression;
use crate::facts::{Fact, FactId, Kind, Schema, Value};
use crate::rules::{Pack, Tier};
use crate::text::{capitalised, join_or, number};

/// Lists of options longer than this are said by what they leave out, when that is shorter.
const LONG_LIST: usize = 6;

/// A condition in words, as a structure that can be laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// Always so, or never.
    Constant(bool),
    /// One statement: about what, and what.
    Statement {
        /// The question's label.
        subject: String,
        /// The rest, beginning with a verb.
        predicate: String,
    },
    /// All of these.
    All(Vec<Words>),
    /// At least one of these.
    Any(Vec<Words>),
}

/// When a tier fires, in words.
pub fn of_tier(pack: &Pack, tier: &Tier) -> Option<Words> {
    let tree = tier.tree()?;
    of_condition(pack, condition_parser::condition(pack, tier.condition.text()), tree)
}

/// A condition of a TOML file in words.
pub fn of_expression(pack: &Pack, text: &WrittenExpression, tree: &DecisionTree<bool>) -> Option<Words> {
    of_condition(pack, condition_parser::bare_condition(pack, &text.text), tree)
}

fn of_condition(pack: &Pack, read: Option<Expression>, tree: &DecisionTree<bool>) -> Option<Words> {
    let faithful = read.filter(|expression| expression.agrees_with(tree, &pack.schema));
    let expression = faithful.or_else(|| Expression::from_tree(tree))?;
    Some(words(&pack.schema, &expression, true))
}

/// How other answers settle a fact, as lines with their depth. `None` if the text cannot be read.
pub fn of_derivation(
    pack: &Pack,
    fact: FactId,
    text: &WrittenExpression,
    tree: &DecisionTree<Option<Value>>,
) -> Option<Vec<(usize, String)>> {
    let derivation = condition_parser::derivation(pack, fact, &text.text)?;
    if !derivation.agrees_with(tree, &pack.schema) {
        return None;
    }
    let mut lines = Vec::new();
    derivation_lines(pack, fact, &derivation, 0, &mut lines);
    Some(lines)
}

fn derivation_lines(
    pack: &Pack,
    fact: FactId,
    derivation: &Derivation,
    depth: usize,
    lines: &mut Vec<(usize, String)>,
) {
    let outcome = |value: &Option<Value>| match value {
        Some(value) => format!("svaret är {}", quoted_answer(pack.schema.fact(fact), *value)),
        None => "frågan ställs".to_owned(),
    };
    match derivation {
        Derivation::Outcome(value) => lines.push((depth, capitalised(&outcome(value)))),
        Derivation::Cases(cases, otherwise) => {
            let branches = cases.iter().map(|(condition, inner)| (Some(condition), inner));
            for (index, (condition, inner)) in branches.chain([(None, otherwise.as_ref())]).enumerate() {
                let when = match (condition, index) {
                    (Some(condition), 0) => format!("Om {}", words(&pack.schema, condition, true).in_running_text()),
                    (Some(condition), _) => {
                        format!("Annars, om {}", words(&pack.schema, condition, true).in_running_text())
                    }
                    (None, _) => "Annars".to_owned(),
                };
                match inner {
                    Derivation::Outcome(value) => lines.push((depth, format!("{when}: {}", outcome(value)))),
                    Derivation::Cases(..) => {
                        lines.push((depth, format!("{when}:")));
                        derivation_lines(pack, fact, inner, depth + 1, lines);
                    }
                }
            }
        }
    }
}

fn quoted_answer(fact: &Fact, value: Value) -> String {
    let words = value.in_words(fact);
    if matches!(value, Value::Choice(_)) { format!("”{words}”") } else { words }
}

impl Words {
    /// As a sentence without its full stop: "Uppgiften omfattar ”va” och …".
    pub fn sentence(&self) -> String {
        capitalised(&self.in_running_text())
    }

    /// As part of a sentence.
    pub fn in_running_text(&self) -> String {
        match self {
            Words::Constant(true) => "alltid".to_owned(),
            Words::Constant(false) => "aldrig".to_owned(),
            Words::Statement { subject, predicate } => format!("{} {predicate}", uncapitalised(subject)),
            Words::All(parts) => joined(parts, "och"),
            Words::Any(parts) => joined(parts, "eller"),
        }
    }

    /// Whether it is short and flat enough to be read as a sentence.
    pub fn is_plain(&self) -> bool {
        let flat =
            |parts: &[Words]| parts.len() <= 3 && parts.iter().all(|part| matches!(part, Words::Statement { .. }));
        match self {
            Words::Constant(_) | Words::Statement { .. } => true,
            Words::All(parts) | Words::Any(parts) => flat(parts),
        }
    }

    /// As lines with their depth: a plain condition is one line, another a list of its parts.
    pub fn lines(&self) -> Vec<(usize, String)> {
        let mut lines = Vec::new();
        self.add_lines(0, &mut lines);
        lines
    }

    fn add_lines(&self, depth: usize, lines: &mut Vec<(usize, String)>) {
        let (heading, parts) = match self {
            Words::All(parts) if !self.is_plain() => ("Allt detta:", parts),
            Words::Any(parts) if !self.is_plain() => ("Något av detta:", parts),
            _ => return lines.push((depth, self.sentence())),
        };
        lines.push((depth, heading.to_owned()));
        parts.iter().for_each(|part| part.add_lines(depth + 1, lines));
    }
}

fn joined(parts: &[Words], conjunction: &str) -> String {
    let phrases: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Words::All(_) | Words::Any(_) => format!("({})", part.in_running_text()),
            _ => part.in_running_text(),
        })
        .collect();
    match phrases.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        // Option labels have commas and "och" of their own, so the joints between statements get a comma too.
        Some((last, rest)) => format!("{}, {conjunction} {last}", rest.join(", ")),
    }
}

/// An expression in words; with `holds` false, its opposite.
fn words(schema: &Schema, expression: &Expression, holds: bool) -> Words {
    match expression {
        Expression::Constant(outcome) => Words::Constant(*outcome == holds),
        Expression::Ask(fact, asked) => statement(schema.fact(*fact), asked, holds),
        Expression::Not(inner) => words(schema, inner, !holds),
        Expression::All(parts) => list(schema, parts, holds, holds),
        Expression::Any(parts) => list(schema, parts, !holds, holds),
    }
}

/// Several parts: all of them or any of them. Lists of the same kind within each other become one.
fn list(schema: &Schema, parts: &[Expression], all: bool, holds: bool) -> Words {
    let mut found: Vec<Words> = Vec::new();
    for part in parts {
        match (words(schema, part, holds), all) {
            (Words::Constant(outcome), _) if outcome == all => {}
            (Words::Constant(outcome), _) => return Words::Constant(outcome),
            (Words::All(inner), true) | (Words::Any(inner), false) => found.extend(inner),
            (other, _) => found.push(other),
        }
    }
    found.dedup();
    match (found.len(), all) {
        (0, _) => Words::Constant(all),
        (1, _) => found.pop().unwrap_or(Words::Constant(all)),
        (_, true) => Words::All(bounds_together(found)),
        (_, false) => Words::Any(found),
    }
}

/// Two limits of the same number, one after the other, become one statement: "är minst 3 och högst 4".
fn bounds_together(parts: Vec<Words>) -> Vec<Words> {
    let mut found: Vec<Words> = Vec::new();
    for part in parts {
        if let Words::Statement { subject, predicate } = &part
            && let Some(Words::Statement { subject: before, predicate: so_far }) = found.last_mut()
            && subject == before
            && let Some(rest) = predicate.strip_prefix("är ")
            && so_far.starts_with("är ")
            && !so_far.contains('”')
            && !predicate.contains('”')
        {
            *so_far = format!("{so_far} och {rest}");
            continue;
        }
        found.push(part);
    }
    found
}

fn statement(fact: &Fact, asked: &Asked, holds: bool) -> Words {
    let about = |predicate: String| Words::Statement { subject: fact.label.clone(), predicate };
    let label = |index: &usize| {
        fact.kind.options().get(*index).map_or_else(String::new, |option| format!("”{}”", option.label))
    };
    let listed = |options: &[usize]| join_or(&options.iter().map(label).collect::<Vec<_>>());
    match asked {
        Asked::Yes => Words::Statement {
            subject: "svaret".to_owned(),
            predicate: format!("på ”{}” är {}", fact.label, if holds { "ja" } else { "nej" }),
        },
        Asked::OneOf(options) => {
            let left_out = others(fact, options);
            // What is not one of almost all is one of the few that are left.
            let (options, holds) = if options.len() > left_out.len() && options.len() > LONG_LIST {
                (&left_out, !holds)
            } else {
                (options, holds)
            };
            about(format!("är {}{}", if holds { "" } else { "inte " }, listed(options)))
        }
        Asked::HasAny(options) => {
            let left_out = others(fact, options);
            if options.len() > LONG_LIST && left_out.len() < options.len() {
                let other = if holds { "omfattar något annat än" } else { "omfattar inget annat än" };
                return about(format!("{other} {}", listed(&left_out)));
            }
            match (holds, options.len()) {
                (true, _) => about(format!("omfattar {}", listed(options))),
                (false, 1) => about(format!("omfattar inte {}", listed(options))),
                (false, _) => about(format!("omfattar varken {}", listed(options))),
            }
        }
        Asked::Number(comparison, limit) => {
            let comparison = if holds { *comparison } else { comparison.opposite() };
            let words = match comparison {
                Comparison::Less => "under ",
                Comparison::AtMost => "högst ",
                Comparison::More => "mer än ",
                Comparison::AtLeast => "minst ",
                Comparison::Equal => "",
                Comparison::NotEqual => "inte ",
            };
            about(format!("är {words}{}", with_unit(fact, *limit)))
        }
    }
}

fn others(fact: &Fact, options: &[usize]) -> Vec<usize> {
    (0..fact.kind.options().len()).filter(|index| !options.contains(index)).collect()
}

/// The number with its unit, unless the label already says what is counted.
fn with_unit(fact: &Fact, limit: i64) -> String {
    let said = |unit: &str| fact.label.to_lowercase().contains(&unit.to_lowercase());
    match &fact.kind {
        Kind::Int { unit: Some(unit), .. } if !said(unit) => Value::Int(limit).in_words(fact),
        _ => number(limit),
    }
}

/// The label inside a sentence: its first letter small, unless it begins with an abbreviation.
pub fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authoring::lints::fixture;
    use crate::diagnostics::Diagnostics;
    use crate::rules::PackFiles;

    /// The words for the condition of KF-01 in the small pack, when it is written so.
    fn sentence(condition: &str) -> String {
        let files = fixture::files(&[("10-regler.rhai", "|f| flera(f)", condition)]);
        let pack = Pack::build(&files, &mut Diagnostics::new()).unwrap();
        let tier = &pack.rule("KF-01").unwrap().tiers[0];
        of_tier(&pack, tier).unwrap().sentence()
    }

    #[test]
    fn comparisons_are_said_with_labels() {
        assert_eq!(sentence("|f| f.beslut_hos == \"gemensam\""), "Vem som beslutar är ”ett gemensamt organ”");
        assert_eq!(sentence("|f| f.beslut_hos != \"gemensam\""), "Vem som beslutar är inte ”ett gemensamt organ”");
        assert_eq!(sentence("|f| f.insyn"), "Svaret på ”Viktig insyn” är ja");
        assert_eq!(sentence("|f| flera(f)"), "Antal parter är minst 3");
        assert_eq!(sentence("|f| 3 <= f.antal_parter && f.antal_parter < 5"), "Antal parter är minst 3 och under 5");
        assert_eq!(sentence("|f| true"), "Alltid");
    }

    #[test]
    fn negations_move_inwards() {
        assert_eq!(sentence("|f| !flera(f)"), "Antal parter är under 3");
        assert_eq!(
            sentence("|f| !(flera(f) && f.insyn)"),
            "Antal parter är under 3, eller svaret på ”Viktig insyn” är nej"
        );
    }

    #[test]
    fn other_ways_of_writing_are_read_from_the_tree() {
        assert_eq!(
            sentence("|f| if f.insyn { flera(f) } else { false }"),
            "Svaret på ”Viktig insyn” är ja, och antal parter är minst 3"
        );
    }

    #[test]
    fn every_condition_of_the_embedded_pack_is_read_as_written() {
        let pack = Pack::build(&PackFiles::embedded(), &mut Diagnostics::new()).unwrap();
        for (rule, tier) in pack.tiers() {
            let Some(tree) = tier.tree() else { continue };
            let read = condition_parser::condition(&pack, tier.condition.text());
            assert!(read.is_some_and(|expression| expression.agrees_with(tree, &pack.schema)), "{}", rule.id);
        }
        for ((id, fact), determination) in pack.schema.iter().zip(&pack.determinations) {
            if let (Some(text), Some(tree)) = (&fact.ask_when, &determination.ask_when) {
                let read = condition_parser::bare_condition(&pack, &text.text);
                assert!(read.is_some_and(|expression| expression.agrees_with(tree, &pack.schema)), "{}", fact.id);
            }
            if let (Some(text), Some(tree)) = (&fact.derived, &determination.derived) {
                assert!(of_derivation(&pack, id, text, tree).is_some(), "{}", fact.id);
            }
        }
    }

    #[test]
    fn a_misreading_is_never_shown() {
        let files = fixture::files(&[]);
        let pack = Pack::build(&files, &mut Diagnostics::new()).unwrap();
        let tree = pack.rule("KF-01").unwrap().tiers[0].tree().unwrap();
        let wrong = condition_parser::bare_condition(&pack, "f.antal_parter >= 4").unwrap();
        assert!(!wrong.agrees_with(tree, &pack.schema));
        assert_eq!(of_condition(&pack, Some(wrong), tree).unwrap().sentence(), "Antal parter är minst 3");
    }
}
