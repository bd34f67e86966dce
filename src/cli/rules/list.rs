//! `niokap rules list`.

use crate::cli::arguments::RulesList;
use crate::cli::context::Context;
use crate::exit::Exit;

/// Runs the command.
pub fn run(_arguments: &RulesList, _context: &Context) -> Exit {
    Exit::Done
}
