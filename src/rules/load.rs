//! Makes rules of rule files, on several threads, and reports everything that is wrong with them in one run.
//!
//! | file | does |
//! |---|---|
//! | `load.rs` | deals files out, and joins what becomes of them |
//! | `load_file.rs` | a file: all its rules at once, or each statement alone where anything is wrong |
//! | `written_out.rs` | the rules of a file that need the script engine for nothing but their conditions |
//! | `read_rule.rs` | a rule from the map that `regel` was called with |
//! | `rule_fields.rs` | the fields of a map |

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::helpers;
use super::load_file::{MOST_RULES, load_files};
use super::manifest::Manifest;
use super::read_rule::duplicate;
use super::rule::Rule;
use super::scanned::Scanned;
use super::script::explore::Explorer;
use super::script::host::Host;
use super::script::statements::StatementKind;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, SourceText};
use crate::law::Register;

/// The rule files of a pack, cut into statements, and their helper functions. Several threads may load rules of them,
/// each with a host of its own; every file is loaded by one of them.
pub struct RuleFiles {
    scanned: Vec<Scanned>,
    helpers: Vec<(String, Place)>,
    /// Whether a helper function that calls itself has been reported.
    endless_helpers: bool,
    /// How many rules there are.
    count: usize,
    /// The next file to load.
    next: AtomicUsize,
}

impl RuleFiles {
    /// Reads the shape of the files, in the order of their names, and makes their helper functions callable.
    pub fn prepare(files: &[Arc<SourceText>], host: &mut Host, problems: &mut Diagnostics) -> RuleFiles {
        let scanned: Vec<Scanned> = files.iter().map(Scanned::new).collect();
        for file in &scanned {
            file.report_what_cannot_be_read(problems);
        }
        let helpers = helpers::load(&scanned, host, problems);
        let endless_helpers = problems.iter().any(|problem| problem.code == Code::RuleRecursion);
        let statements = scanned.iter().flat_map(|file| &file.statements);
        let count = statements.filter(|statement| statement.kind == StatementKind::Rule).count();
        RuleFiles { scanned, helpers, endless_helpers, count, next: AtomicUsize::new(0) }
    }

    /// Makes the helper functions callable in another host.
    pub fn make_callable(&self, host: &mut Host) {
        // A fault in them was reported when they were loaded first.
        let _ = host.add_helpers(&self.helpers);
    }

    /// Loads and explores the rules of files that no other thread has begun with, until there are none left.
    pub fn load(&self, host: &Host, manifest: &Manifest, register: &Register) -> Loaded {
        let explorer = Explorer::new(host);
        let mut loaded = Loaded::default();
        // Rules past the limit are not even read: one thread then takes all files and counts.
        let together = if self.count > MOST_RULES { self.scanned.len() } else { 1 };
        loop {
            let first = self.next.fetch_add(together, Ordering::Relaxed);
            let Some(files) = self.scanned.get(first..first + together).filter(|files| !files.is_empty()) else {
                return loaded;
            };
            loaded.files.insert(first, load_files(files, host, &explorer, manifest, register, self.endless_helpers));
        }
    }

    /// All rules, in the order of the files, from what two threads have loaded.
    pub fn joined(&self, one: Loaded, another: Loaded, problems: &mut Diagnostics) -> Vec<Rule> {
        if let (0, Some(first)) = (self.count, self.scanned.first()) {
            problems.push(
                Diagnostic::new(Code::RulesMissing, "det finns inga regler i regelpaketets `.rhai`-filer")
                    .at(Place::file(first.source.name()))
                    .help("en regel skrivs `regel(#{ … });`"),
            );
        }
        let files: BTreeMap<usize, LoadedFiles> = one.files.into_iter().chain(another.files).collect();
        let mut all = LoadedFiles::default();
        for file in files.into_values() {
            all.add(file);
        }
        problems.extend(all.problems);
        all.rules
    }
}

/// What one thread has loaded: the rules of each file, by its number.
#[derive(Default)]
pub struct Loaded {
    files: BTreeMap<usize, LoadedFiles>,
}

/// The rules of some files.
#[derive(Default)]
pub(super) struct LoadedFiles {
    pub rules: Vec<Rule>,
    pub seen: BTreeMap<String, Place>,
    pub problems: Diagnostics,
}

impl LoadedFiles {
    /// Adds the rules of later files.
    fn add(&mut self, later: LoadedFiles) {
        for (id, place) in later.seen {
            match self.seen.get(&id) {
                Some(first) => self.problems.push(duplicate(&id, place, first)),
                None => drop(self.seen.insert(id, place)),
            }
        }
        self.rules.extend(later.rules);
        // Every rule that calls a function without end would say so again.
        let said = self.problems.iter().any(|known| known.code == Code::RuleRecursion);
        self.problems.extend(later.problems.into_iter().filter(|new| !said || new.code != Code::RuleRecursion));
    }
}
