//! The functions that rules share, from all files of a pack.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::scanned::Scanned;
use super::script::engine::MOST_FUNCTIONS;
use super::script::host::{Host, Origin};
use super::script::statements::StatementKind;
use super::script::tokens::TokenKind;
use super::script::translate;
use super::script::vocabulary::{CALLABLE, EFFECTS};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};

/// A function with a name of its own.
struct Function {
    name: String,
    place: Place,
    /// Where the name stands.
    name_place: Place,
    /// Every word in it that is called.
    calls: BTreeSet<String>,
}

impl Function {
    /// What a host takes of it.
    fn text(&self) -> (String, Place) {
        (self.name.clone(), self.place.clone())
    }
}

/// Makes the functions of all files callable from all rules, and reports those that cannot be. Returns the others, with
/// their names, as other hosts can take them.
pub fn load(scanned: &[Scanned], host: &mut Host, problems: &mut Diagnostics) -> Vec<(String, Place)> {
    let mut found: BTreeMap<String, Place> = BTreeMap::new();
    let mut functions = Vec::new();
    for file in scanned {
        for statement in &file.statements {
            let StatementKind::Function(name) = &statement.kind else { continue };
            let place = Place::new(&file.source, statement.span.clone());
            let tokens = file.tokens_of(statement);
            let name_place =
                Place::new(&file.source, tokens.get(1).map_or(statement.span.clone(), |token| token.span.clone()));
            if CALLABLE.into_iter().chain(EFFECTS).any(|word| word == name) {
                problems.push(
                    Diagnostic::new(Code::FunctionDuplicate, format!("`{name}` betyder redan något i regelspråket"))
                        .at(name_place)
                        .help("ge funktionen ett annat namn"),
                );
                continue;
            }
            if let Some(first) = found.get(name) {
                problems.push(
                    Diagnostic::new(Code::FunctionDuplicate, format!("funktionen `{name}` finns redan"))
                        .at(name_place)
                        .also(first.clone(), "den första")
                        .help("ge den ett annat namn eller ta bort den ena"),
                );
                continue;
            }
            found.insert(name.clone(), name_place.clone());
            let text = file.source.text();
            let calls = tokens.windows(2).skip(2).filter_map(|pair| match pair {
                [word, bracket] if word.kind == TokenKind::Word && bracket.text(text) == "(" => {
                    Some(word.text(text).to_owned())
                }
                _ => None,
            });
            let function = Function { name: name.clone(), place, name_place, calls: calls.collect() };
            functions.push((file, statement, function));
        }
    }
    let texts: Vec<(String, Place)> = functions.iter().map(|(.., function)| function.text()).collect();
    // All at once, which is much faster than one by one. One by one tells which is not in order, and leaves it out.
    let together = texts.len() <= MOST_FUNCTIONS && host.add_helpers(&texts).is_ok();
    let mut accepted: Vec<Function> = Vec::with_capacity(functions.len());
    for (file, statement, function) in functions {
        match if together { Ok(()) } else { host.check_helper(function.place.text()) } {
            Ok(()) => accepted.push(function),
            Err(_) if file.spoils(statement) => {}
            Err(error) => {
                let origin = Origin { source: Arc::clone(&file.source), start: statement.span.start, inserted: 0 };
                problems.push(translate::of_statement(&error, &origin, file.tokens_of(statement), host));
            }
        }
    }
    for function in accepted.iter().filter(|function| calls_itself(function, &accepted)) {
        problems.push(
            Diagnostic::new(Code::RuleRecursion, format!("funktionen `{}` anropar sig själv utan slut", function.name))
                .at(function.name_place.clone())
                .help("en hjälpfunktion får anropa andra, men inte sig själv, inte heller genom dem"),
        );
    }
    if let Some(too_many) = accepted.get(MOST_FUNCTIONS) {
        problems.push(
            Diagnostic::new(Code::TooManyRules, format!("regelpaketet har fler än {MOST_FUNCTIONS} funktioner"))
                .at(too_many.name_place.clone())
                .help("kontrollera att du angav rätt mapp"),
        );
        accepted.truncate(MOST_FUNCTIONS);
    }
    let texts: Vec<(String, Place)> = accepted.iter().map(Function::text).collect();
    if !together
        && let Err(error) = host.add_helpers(&texts)
        && let Some((_, place)) = texts.first().cloned()
    {
        let origin = Origin { source: place.source, start: place.span.start, inserted: 0 };
        problems.push(translate::diagnostic(&error, &origin, host));
    }
    texts
}

/// Whether a function reaches itself through what it calls. Rules have no loops and no counters, so such a call has no
/// end.
fn calls_itself(function: &Function, all: &[Function]) -> bool {
    let mut waiting: Vec<&str> = function.calls.iter().map(String::as_str).collect();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if name == function.name {
            return true;
        }
        if seen.insert(name) {
            let called = all.iter().find(|known| known.name == name);
            waiting.extend(called.iter().flat_map(|called| called.calls.iter().map(String::as_str)));
        }
    }
    false
}
