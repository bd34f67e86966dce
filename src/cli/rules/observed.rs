//! `niokap rules observed`.

use crate::cli::arguments::RulesObserved;
use crate::cli::context::Context;
use crate::exit::Exit;

/// Runs the command.
pub fn run(_arguments: &RulesObserved, _context: &Context) -> Exit {
    Exit::Done
}
