//! Compiles and runs rule statements, helper functions and the expressions in TOML files.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use rhai::{AST, Dynamic, Engine, EvalAltResult, FnPtr, ImmutableString, Map, Module, ParseError, Scope};

use super::engine::{self, Budget};
use super::formula::Ending;
use super::oracle::Oracle;
use super::parsed::{self, Names};
use super::vocabulary::{Collected, Facts};
use crate::diagnostics::{Place, Position, SourceText};
use crate::facts::Schema;

/// The script engine with a pack's helper functions.
pub struct Host {
    engine: Engine,
    budget: Budget,
    collected: Collected,
    helpers: Vec<Helper>,
    /// What each helper function ends with, where that can be told without running it.
    helper_endings: Vec<Option<Ending>>,
    helper_numbers: BTreeMap<String, usize>,
    schema: Arc<Schema>,
}

/// A helper function's text and where it came from.
pub struct Helper {
    /// Its name.
    pub name: String,
    /// Where its text stands.
    pub place: Place,
    /// The line of the joined helper text where it begins, from 1.
    line: usize,
}

/// A compiled text with functions in it.
pub struct Compiled {
    tree: AST,
    /// What its functions end with, where that can be told without running them.
    endings: BTreeMap<ImmutableString, Ending>,
}

/// A compiled condition or derivation.
#[derive(Clone)]
pub struct Condition {
    function: FnPtr,
    text: Rc<Compiled>,
    /// Where its text begins.
    origin: Origin,
}

/// Where the text of a compiled piece stands, so that the engine's lines and columns can be turned into places.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The file.
    pub source: Arc<SourceText>,
    /// The byte in the file where the text begins.
    pub start: usize,
    /// Characters that were put before the text on its first line.
    pub inserted: usize,
}

impl Origin {
    /// The byte of the file that a line and column of the compiled text stand for.
    pub fn offset(&self, position: rhai::Position) -> Option<usize> {
        let line = position.line()?;
        let column = position.position().unwrap_or(1);
        let start = self.source.position(self.start);
        let position = if line == 1 {
            let column = (start.column + column).saturating_sub(1 + self.inserted);
            Position { line: start.line, column: column.max(1) }
        } else {
            Position { line: start.line + line - 1, column }
        };
        Some(self.source.offset(position))
    }
}

/// What compiling or loading a piece can end with.
#[derive(Debug)]
pub enum ScriptError {
    /// It is not the language.
    Syntax(ParseError),
    /// It failed while running.
    Run(Box<EvalAltResult>),
    /// It is no function of `f`.
    NoFunction,
}

impl Host {
    /// A host for the facts of a pack.
    pub fn new(schema: &Arc<Schema>) -> Host {
        let collected: Collected = Rc::new(RefCell::new(None));
        let (engine, budget) = engine::engine(schema, &collected);
        Host {
            engine,
            budget,
            collected,
            helpers: Vec::new(),
            helper_endings: Vec::new(),
            helper_numbers: BTreeMap::new(),
            schema: Arc::clone(schema),
        }
    }

    /// The facts rules can read.
    pub fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    /// Checks one helper function alone.
    pub fn check_helper(&self, text: &str) -> Result<(), ScriptError> {
        self.engine.compile(text).map(drop).map_err(ScriptError::Syntax)
    }

    /// Makes helper functions callable from every rule. Adds none, and may be called again, if they are not all in order.
    pub fn add_helpers(&mut self, helpers: &[(String, Place)]) -> Result<(), ScriptError> {
        let mut text = String::new();
        let mut line = 1;
        let mut added = Vec::with_capacity(helpers.len());
        for (name, place) in helpers {
            added.push(Helper { name: name.clone(), line, place: place.clone() });
            text.push_str(place.text());
            text.push('\n');
            line += place.text().matches('\n').count() + 1;
        }
        let tree = self.engine.compile(&text).map_err(ScriptError::Syntax)?;
        // A text that does not end where it should might swallow the next.
        let wanted: BTreeSet<&str> = helpers.iter().map(|(name, _)| name.as_str()).collect();
        let found: BTreeSet<&str> = tree.iter_fn_def().map(|function| function.name.as_str()).collect();
        if wanted != found {
            return Err(ScriptError::NoFunction);
        }
        let module = Module::eval_ast_as_new(Scope::new(), &tree, &self.engine).map_err(ScriptError::Run)?;
        self.helpers = added;
        self.engine.register_global_module(module.into());
        self.helper_numbers = self.helpers.iter().map(|helper| helper.name.clone()).zip(0..).collect();
        let mut endings = parsed::endings(&tree, &self.names());
        self.helper_endings = self.helpers.iter().map(|helper| endings.remove(helper.name.as_str())).collect();
        Ok(())
    }

    fn names(&self) -> Names<'_> {
        Names { schema: &self.schema, helpers: &self.helper_numbers }
    }

    /// What the helper functions end with, by their numbers, where that can be told without running them.
    pub fn helper_endings(&self) -> &[Option<Ending>] {
        &self.helper_endings
    }

    fn compiled(&self, tree: AST) -> Rc<Compiled> {
        let endings = parsed::endings(&tree, &self.names());
        Rc::new(Compiled { tree, endings })
    }

    /// The helper function that a line of the joined text belongs to, and the byte of its file.
    pub fn helper_place(&self, position: rhai::Position) -> Option<(&Arc<SourceText>, usize)> {
        let line = position.line()?;
        let helper = self.helpers.iter().rev().find(|helper| helper.line <= line)?;
        let origin = Origin { source: Arc::clone(&helper.place.source), start: helper.place.span.start, inserted: 0 };
        let local =
            rhai::Position::new(u16::try_from(line - helper.line + 1).ok()?, position.position().unwrap_or(1) as u16);
        Some((&helper.place.source, origin.offset(local)?))
    }

    /// Whether a function is one of the helpers.
    pub fn is_helper(&self, name: &str) -> bool {
        self.helpers.iter().any(|helper| helper.name == name)
    }

    /// The names of the helper functions.
    pub fn helpers(&self) -> &[Helper] {
        &self.helpers
    }

    /// Runs one rule statement and returns the maps that `regel` was called with, and the compiled text to make
    /// conditions from.
    pub fn load(&self, text: &str) -> Result<(Vec<Map>, Rc<Compiled>), ScriptError> {
        let tree = self.engine.compile(text).map_err(ScriptError::Syntax)?;
        self.budget.allow(engine::MOST_OPERATIONS_LOADING);
        self.collected.replace(Some(Vec::new()));
        let ended = self.engine.run_ast(&tree);
        let found = self.collected.take().unwrap_or_default();
        ended.map_err(ScriptError::Run)?;
        Ok((found, self.compiled(tree)))
    }

    /// A condition from a function value of a loaded statement.
    pub fn condition(&self, function: FnPtr, text: &Rc<Compiled>, origin: Origin) -> Condition {
        Condition { function, text: Rc::clone(text), origin }
    }

    /// Compiles many expressions that stand in TOML files at once. `None` if any of them is none: compile them one by one
    /// to see which.
    pub fn expressions(&self, texts: &[&str]) -> Option<Vec<Condition>> {
        // Line breaks keep a comment at the end of one expression from swallowing the next.
        self.closures(&texts.iter().map(|text| format!("|f| {{ {text}\n}}")).collect::<Vec<_>>())
    }

    /// Compiles many conditions as they stand in rules, at most as many as a list may have, at once.
    pub fn closures<S: AsRef<str>>(&self, texts: &[S]) -> Option<Vec<Condition>> {
        let list: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        let tree = self.engine.compile(format!("[{}]", list.join(","))).ok()?;
        self.budget.allow(engine::MOST_OPERATIONS_LOADING);
        let functions = self.engine.eval_ast::<rhai::Array>(&tree).ok()?;
        let text = self.compiled(tree);
        let origin = Origin { source: SourceText::without_text(""), start: 0, inserted: 0 };
        let conditions: Option<Vec<Condition>> = functions
            .into_iter()
            .map(|function| {
                let function = function.try_cast::<FnPtr>()?;
                Some(Condition { function, text: Rc::clone(&text), origin: origin.clone() })
            })
            .collect();
        conditions.filter(|conditions| conditions.len() == texts.len())
    }

    /// Compiles a condition as it stands in a rule: `|f| …`.
    pub fn closure(&self, text: &str) -> Option<Condition> {
        let tree = self.engine.compile(text).ok()?;
        let function = self.engine.eval_ast::<Dynamic>(&tree).ok()?.try_cast::<FnPtr>()?;
        let origin = Origin { source: SourceText::without_text(""), start: 0, inserted: 0 };
        Some(Condition { function, text: self.compiled(tree), origin })
    }

    /// Compiles an expression that stands in a TOML file.
    pub fn expression(&self, text: &str, source: &Arc<SourceText>, start: usize) -> Result<Condition, ScriptError> {
        const BEFORE: &str = "|f| { ";
        let tree = self.engine.compile(format!("{BEFORE}{text}\n}}")).map_err(ScriptError::Syntax)?;
        self.budget.allow(engine::MOST_OPERATIONS_LOADING);
        let value = self.engine.eval_ast::<Dynamic>(&tree).map_err(ScriptError::Run)?;
        let function = value.try_cast::<FnPtr>().ok_or(ScriptError::NoFunction)?;
        let origin = Origin { source: Arc::clone(source), start, inserted: BEFORE.len() };
        Ok(Condition { function, text: self.compiled(tree), origin })
    }

    /// Runs a condition against an oracle.
    pub fn run(&self, condition: &Condition, oracle: &Rc<Oracle>) -> Result<Dynamic, Box<EvalAltResult>> {
        self.budget.allow(engine::MOST_OPERATIONS_CONDITION);
        condition.function.call::<Dynamic>(&self.engine, &condition.text.tree, (Facts(Rc::clone(oracle)),))
    }

    /// The operations that the last run took.
    pub fn spent(&self) -> u64 {
        self.budget.spent()
    }
}

impl Condition {
    /// What it ends with, where that can be told without running it.
    pub fn ending(&self) -> Option<&Ending> {
        // A function with values bound to it takes other arguments than its parameters say.
        if self.function.is_curried() { None } else { self.text.endings.get(self.function.fn_name()) }
    }

    /// Where the condition's text stands.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }
}
