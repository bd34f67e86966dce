//! The rules of a file: all at once where nothing is wrong, else each statement alone, so that one bad rule never hides
//! another. What `regel` was called with gives the values; the statement's own text gives the places.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::load::LoadedFiles;
use super::manifest::Manifest;
use super::read_rule::{Located, first_word};
use super::rule::Rule;
use super::scanned::Scanned;
use super::script::explore::Explorer;
use super::script::host::{Host, Origin};
use super::script::statements::{Statement, StatementKind, fields, maps};
use super::script::translate;
use super::written_out::{self, WrittenRule};
use crate::diagnostics::suggest::did_you_mean;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::law::Register;

/// Most rules a pack may have.
pub(super) const MOST_RULES: usize = 2_000;

/// Loads the rules of some files.
pub(super) fn load_files(
    files: &[Scanned],
    host: &Host,
    explorer: &Explorer<'_>,
    manifest: &Manifest,
    register: &Register,
    endless_helpers: bool,
) -> LoadedFiles {
    let mut problems = Diagnostics::new();
    let mut loader = Loader {
        host,
        explorer,
        manifest,
        register,
        problems: &mut problems,
        seen: BTreeMap::new(),
        seen_rules: 0,
        rules: Vec::new(),
        endless_helpers,
    };
    for file in files {
        if !loader.whole_file(file) {
            for statement in &file.statements {
                loader.statement(file, statement);
            }
        }
    }
    let (rules, seen) = (loader.rules, loader.seen);
    LoadedFiles { rules, seen, problems }
}
pub(super) struct Loader<'a> {
    pub host: &'a Host,
    pub explorer: &'a Explorer<'a>,
    pub manifest: &'a Manifest,
    pub register: &'a Register,
    pub problems: &'a mut Diagnostics,
    pub seen: BTreeMap<String, Place>,
    seen_rules: usize,
    pub rules: Vec<Rule>,
    /// Whether a helper function that calls itself has been reported.
    pub endless_helpers: bool,
}

impl Loader<'_> {
    /// Loads a file in which nothing is wrong, all rules at once, which is much faster than one by one. Returns false,
    /// with nothing loaded, if anything is: each statement is then taken alone so that each gets its own report.
    fn whole_file(&mut self, file: &Scanned) -> bool {
        let alien = |statement: &Statement| statement.kind == StatementKind::Other || file.spoils(statement);
        if file.statements.iter().any(alien) {
            return false;
        }
        let rules: Vec<&Statement> =
            file.statements.iter().filter(|statement| statement.kind == StatementKind::Rule).collect();
        if self.seen_rules + rules.len() > MOST_RULES {
            return false;
        }
        let Some(written) = written_out::rules(file, self.host, self.explorer) else { return false };
        self.seen_rules += rules.len();
        for (WrittenRule { map, fields, tiers }, statement) in written.into_iter().zip(rules) {
            let whole = Place::new(&file.source, statement.span.clone());
            let (source, span) = (&file.source, statement.span.clone());
            let located = Located { map: &map, fields, source, whole: span, statement: 0 };
            self.rule(file, &located, tiers, None, &whole);
        }
        true
    }

    fn statement(&mut self, file: &Scanned, statement: &Statement) {
        let origin = Origin { source: Arc::clone(&file.source), start: statement.span.start, inserted: 0 };
        let whole = Place::new(&file.source, statement.span.clone());
        match &statement.kind {
            StatementKind::Function(_) => {}
            StatementKind::Other => {
                if !file.spoils(statement) {
                    let first = file
                        .tokens
                        .get(statement.tokens.start)
                        .map_or(statement.span.clone(), |token| token.span.clone());
                    self.problems.push(
                        Diagnostic::new(Code::RuleOutsideCall, format!("`{}` hör inte till någon regel", file.source.slice(&first)))
                            .help_if(did_you_mean(file.source.slice(&first), ["regel", "fn"]))
                            .at_span(&file.source, first)
                            .help("en regelfil innehåller bara `regel(#{ … });`, `fn namn(f) { … }` och kommentarer efter `//`"),
                    );
                }
            }
            StatementKind::Rule if self.too_many(file, &whole) => {}
            StatementKind::Rule if file.spoils(statement) => {}
            StatementKind::Rule => match self.host.load(whole.text()) {
                Err(error) => {
                    self.problems.push(translate::of_statement(&error, &origin, file.tokens_of(statement), self.host))
                }
                Ok((found, tree)) => {
                    for map in &found {
                        let fields = fields(file.source.text(), &file.tokens, statement.tokens.clone());
                        let inside = fields.iter().find(|field| field.name == "fall");
                        let inside = inside.map_or(0..0, |field| field.tokens.clone());
                        let tiers = maps(file.source.text(), &file.tokens, inside);
                        let (source, statement) = (&file.source, whole.span.start);
                        let located = Located { map, fields, source, whole: whole.span.clone(), statement };
                        self.rule(file, &located, tiers, Some(&tree), &whole);
                    }
                }
            },
        }
    }

    /// Counts the rules, and says so once when there are too many. The rest are not even read.
    fn too_many(&mut self, file: &Scanned, whole: &Place) -> bool {
        self.seen_rules += 1;
        if self.seen_rules == MOST_RULES + 1 {
            self.problems.push(
                Diagnostic::new(Code::TooManyRules, format!("regelpaketet har fler än {MOST_RULES} regler"))
                    .at(first_word(file, whole))
                    .help("kontrollera att du angav rätt mapp"),
            );
        }
        self.seen_rules > MOST_RULES
    }
}
