//! The sandbox: a script engine that knows our words and nothing else.
//!
//! It starts from the raw engine, so there are no files, no modules, no clock, no output and no `eval` to take away.
//! What the language itself has and a rule must not use is switched off: loops (a rule is a table, not a program),
//! `switch` (it would compare an opaque fact and silently match nothing), variables at the top level.
//! Every guard has a red file under `tests/red/`.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use rhai::{Dynamic, Engine, OptimizationLevel};

use super::fault::Fault;
use super::vocabulary::{self, Collected};
use crate::facts::Schema;

/// Most bytes a rule file may have.
pub const MOST_SOURCE: u64 = 256 * 1024;
/// Most helper functions a pack may have.
pub const MOST_FUNCTIONS: usize = 1_000;
/// Most bytes that the texts of a rule may have together.
pub const MOST_STRING: usize = 4_096;
/// Most values that a list may have.
pub const MOST_VALUES: usize = 256;
/// Most operations while a statement is loaded.
pub const MOST_OPERATIONS_LOADING: u64 = 100_000;
/// Most operations for one run of a condition.
pub const MOST_OPERATIONS_CONDITION: u64 = 10_000;
/// Most operations for all runs that the exploration of one condition takes together. Real conditions take some thousands.
pub const MOST_OPERATIONS_EXPLORING: u64 = 500_000;
/// The longest one statement may run, as a backstop to the count of operations.
const LONGEST: Duration = Duration::from_secs(2);
/// Words of the language that rules do not have.
const DISABLED: [&str; 24] = [
    "eval",
    "import",
    "export",
    "print",
    "debug",
    "while",
    "loop",
    "for",
    "do",
    "until",
    "switch",
    "try",
    "catch",
    "throw",
    "Fn",
    "call",
    "curry",
    "is_shared",
    "type_of",
    "is_def_fn",
    "is_def_var",
    "this",
    "private",
    "global",
];

/// How much a run may do and has done, shared with the engine.
#[derive(Clone)]
pub struct Budget(Rc<Cell<Allowance>>);

/// What is left of a budget.
#[derive(Clone, Copy)]
struct Allowance {
    /// Operations a run may take.
    most: u64,
    /// Operations the run has taken.
    taken: u64,
    /// When the run began, once the clock has been looked at.
    since: Option<Instant>,
}

impl Budget {
    fn new() -> Budget {
        Budget(Rc::new(Cell::new(Allowance { most: MOST_OPERATIONS_LOADING, taken: 0, since: None })))
    }

    /// Sets the operations the next run may take.
    pub fn allow(&self, operations: u64) {
        self.0.set(Allowance { most: operations, taken: 0, since: None });
    }

    /// The operations the last run took.
    pub fn spent(&self) -> u64 {
        self.0.get().taken
    }

    /// Whether the run has to stop, at some count of operations.
    fn is_spent(&self, operations: u64) -> bool {
        let mut allowance = self.0.get();
        // The clock is looked at seldom: it is the dearer of the two.
        let late = operations % 1_024 == 1_023 && allowance.since.get_or_insert_with(Instant::now).elapsed() > LONGEST;
        allowance.taken = operations;
        self.0.set(allowance);
        operations > allowance.most || late
    }
}

/// Makes the engine.
pub fn engine(schema: &Schema, collected: &Collected) -> (Engine, Budget) {
    let mut engine = Engine::new_raw();
    engine.set_optimization_level(OptimizationLevel::None);
    engine.set_fast_operators(false);
    engine.set_strict_variables(true);
    engine.set_fail_on_invalid_map_property(true);
    engine.set_allow_looping(false);
    engine.set_allow_shadowing(false);
    engine.set_max_expr_depths(64, 32);
    engine.set_max_call_levels(16);
    engine.set_max_string_size(MOST_STRING);
    engine.set_max_array_size(MOST_VALUES);
    engine.set_max_map_size(64);
    engine.set_max_functions(MOST_FUNCTIONS);
    engine.set_max_modules(0);
    for word in DISABLED {
        engine.disable_symbol(word);
    }
    let budget = Budget::new();
    let shared = budget.clone();
    engine.on_progress(move |operations| shared.is_spent(operations).then(|| Dynamic::from(Fault::TooLong)));
    vocabulary::register(&mut engine, schema, collected);
    (engine, budget)
}
