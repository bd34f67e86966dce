//! Formulas from what the script engine parsed.
//!
//! Only what means the same in both is read: facts compared with constants, asked with `har`, `har_nagon` and `en_av`,
//! joined with `&&`, `||` and `!`, helper functions called with the facts, and `if` in derivations. Anything else,
//! including everything that is an error, has no formula and is left to the engine.

use std::collections::BTreeMap;

use rhai::{AST, ASTFlags, ASTNode, Dynamic, Expr, FlowControl, FnCallExpr, ImmutableString, Position, Stmt};

use super::formula::{Ending, Formula};
use crate::decision::Test;
use crate::facts::{Fact, FactId, Kind, Schema};

/// What names in a text stand for.
pub struct Names<'n> {
    /// The facts.
    pub schema: &'n Schema,
    /// The number of each helper function.
    pub helpers: &'n BTreeMap<String, usize>,
}

/// What the functions of a compiled text end with, by their names; those that can be read.
pub fn endings(tree: &AST, names: &Names<'_>) -> BTreeMap<ImmutableString, Ending> {
    let functions: Vec<_> = tree.iter_fn_def().collect();
    let outside = tree.statements().len();
    let mut statements: Vec<(Position, Option<Ending>)> = Vec::with_capacity(functions.len());
    let mut seen = 0;
    // The engine shows the statements of a function only on a walk through all of them, in the order of the functions.
    tree.walk(&mut |path: &[ASTNode<'_>]| {
        if let [ASTNode::Stmt(statement)] = path {
            seen += 1;
            if seen > outside {
                let parameter = functions.get(statements.len()).and_then(|function| match function.params.as_slice() {
                    [only] => Some(only.as_str()),
                    _ => None,
                });
                let ending = parameter.and_then(|facts| Reader { names, facts }.statement(statement));
                statements.push((statement.position(), ending));
            }
        }
        true
    });
    // That each function has one statement, and that it is this one, is told by where it stands.
    let own = functions.len() == statements.len()
        && functions.iter().zip(&statements).all(|(function, (place, _))| {
            let (start, end) = (function.body.start_position(), function.body.end_position());
            *place == start || (*place > start && *place <= end)
        });
    if !own {
        return BTreeMap::new();
    }
    let named =
        functions.iter().zip(statements).filter_map(|(function, (_, ending))| Some((function.name.clone(), ending?)));
    named.collect()
}

/// Reads one function.
struct Reader<'r> {
    names: &'r Names<'r>,
    /// What the function calls the facts.
    facts: &'r str,
}

impl Reader<'_> {
    fn statement(&self, statement: &Stmt) -> Option<Ending> {
        match statement {
            Stmt::Expr(expression) => self.ending(expression),
            Stmt::FnCall(call, _) => self.call(call).map(Ending::Formula),
            Stmt::If(flow, _) => self.either(flow),
            _ => None,
        }
    }

    fn either(&self, flow: &FlowControl) -> Option<Ending> {
        let ([yes], [no]) = (flow.body.statements(), flow.branch.statements()) else { return None };
        let condition = self.formula(&flow.expr)?;
        Some(Ending::Either(condition, Box::new(self.statement(yes)?), Box::new(self.statement(no)?)))
    }

    fn ending(&self, expression: &Expr) -> Option<Ending> {
        match expression {
            Expr::StringConstant(text, _) => Some(Ending::Value(text.clone().into())),
            Expr::IntegerConstant(number, _) => Some(Ending::Value((*number).into())),
            Expr::Unit(_) => Some(Ending::Value(Dynamic::UNIT)),
            _ => self.formula(expression).map(Ending::Formula),
        }
    }

    fn formula(&self, expression: &Expr) -> Option<Formula> {
        let all = |parts: &[Expr]| parts.iter().map(|part| self.formula(part)).collect::<Option<Vec<_>>>();
        match expression {
            Expr::BoolConstant(outcome, _) => Some(Formula::Constant(*outcome)),
            Expr::And(parts, _) => all(parts).map(Formula::All),
            Expr::Or(parts, _) => all(parts).map(Formula::Any),
            Expr::FnCall(call, _) => self.call(call),
            Expr::Dot(..) => self.question(expression),
            _ => None,
        }
    }

    /// An operator, or a helper function.
    fn call(&self, call: &FnCallExpr) -> Option<Formula> {
        if call.is_qualified() || call.capture_parent_scope {
            return None;
        }
        match (call.args.as_slice(), call.is_operator_call()) {
            ([inner], true) if call.name == "!" => Some(Formula::Not(Box::new(self.formula(inner)?))),
            ([left, right], true) => {
                let word = call.name.as_str();
                match (self.fact(left), self.fact(right)) {
                    (Some((id, fact)), None) => compared(id, fact, word, right),
                    (None, Some((id, fact))) => compared(id, fact, turned(word)?, left),
                    _ => None,
                }
            }
            ([argument], false) if self.is_facts(argument) => {
                self.names.helpers.get(call.name.as_str()).map(|number| Formula::Helper(*number))
            }
            _ => None,
        }
    }

    /// `f.fact` of a yes/no fact, or `f.fact.har(…)` and its like.
    fn question(&self, expression: &Expr) -> Option<Formula> {
        if let Some((id, fact)) = self.fact(expression) {
            return matches!(fact.kind, Kind::Bool).then(|| Formula::Test(Test::is_yes(id)));
        }
        let Expr::Dot(outer, flags, _) = expression else { return None };
        let Expr::Dot(inner, inner_flags, _) = &outer.rhs else { return None };
        if !is_plain(*flags) || !is_plain(*inner_flags) || !self.is_facts(&outer.lhs) {
            return None;
        }
        let (id, fact) = self.property(&inner.lhs)?;
        let Expr::MethodCall(call, _) = &inner.rhs else { return None };
        let [argument] = call.args.as_slice() else { return None };
        if call.is_qualified() || call.capture_parent_scope {
            return None;
        }
        let has = |option: usize| Some(Test::Has { fact: id, option: u8::try_from(option).ok()? });
        match (&fact.kind, call.name.as_str()) {
            (Kind::Choice { .. }, "en_av") => {
                let options = options(fact, argument)?.into_iter().fold(0, |all, option| all | 1 << option);
                Some(Formula::Test(Test::OneOf { fact: id, options }))
            }
            (Kind::Multi { .. }, "har") => Some(Formula::Test(has(option(fact, argument)?)?)),
            (Kind::Multi { .. }, "har_nagon") => {
                options(fact, argument)?.into_iter().map(has).collect::<Option<Vec<_>>>().map(Formula::OneOf)
            }
            _ => None,
        }
    }

    /// The fact that `f.fact` names.
    fn fact(&self, expression: &Expr) -> Option<(FactId, &Fact)> {
        match expression {
            Expr::Dot(parts, flags, _) if is_plain(*flags) && self.is_facts(&parts.lhs) => self.property(&parts.rhs),
            _ => None,
        }
    }

    fn property(&self, expression: &Expr) -> Option<(FactId, &Fact)> {
        let Expr::Property(property, _) = expression else { return None };
        let id = self.names.schema.find(&property.2)?;
        Some((id, self.names.schema.fact(id)))
    }

    fn is_facts(&self, expression: &Expr) -> bool {
        matches!(expression, Expr::Variable(variable, ..) if variable.1 == self.facts && variable.2.is_empty())
    }
}

/// Whether a dot is an ordinary one: not `?.`.
fn is_plain(flags: ASTFlags) -> bool {
    !flags.intersects(ASTFlags::NEGATED)
}

/// The option that a text names.
fn option(fact: &Fact, expression: &Expr) -> Option<usize> {
    let Expr::StringConstant(text, _) = expression else { return None };
    fact.kind.option(text)
}

/// The options that a list of texts names, each once.
fn options(fact: &Fact, expression: &Expr) -> Option<Vec<usize>> {
    let Expr::Array(items, _) = expression else { return None };
    let mut found = Vec::with_capacity(items.len());
    for item in items {
        let option = option(fact, item)?;
        if found.contains(&option) {
            return None;
        }
        found.push(option);
    }
    Some(found)
}

/// A fact compared with a constant.
fn compared(id: FactId, fact: &Fact, word: &str, constant: &Expr) -> Option<Formula> {
    match (&fact.kind, constant) {
        (Kind::Choice { .. }, Expr::StringConstant(..)) => {
            let is = Formula::Test(Test::OneOf { fact: id, options: 1 << option(fact, constant)? });
            match word {
                "==" => Some(is),
                "!=" => Some(not(is)),
                _ => None,
            }
        }
        (Kind::Int { .. }, Expr::IntegerConstant(number, _)) => {
            let at_least = |number| Formula::Test(Test::AtLeast { fact: id, number });
            // Nothing is above the largest number there is.
            let above = || number.checked_add(1).map_or(Formula::Constant(false), at_least);
            match word {
                ">=" => Some(at_least(*number)),
                "<" => Some(not(at_least(*number))),
                ">" => Some(above()),
                "<=" => Some(not(above())),
                "==" => Some(Formula::All(vec![at_least(*number), not(above())])),
                "!=" => Some(Formula::Any(vec![not(at_least(*number)), above()])),
                _ => None,
            }
        }
        _ => None,
    }
}

fn not(formula: Formula) -> Formula {
    Formula::Not(Box::new(formula))
}

/// A comparison as seen from the other side.
fn turned(word: &str) -> Option<&str> {
    Some(match word {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        "==" | "!=" => word,
        _ => return None,
    })
}
