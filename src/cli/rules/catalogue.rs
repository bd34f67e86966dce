//! `niokap rules catalogue`.

use crate::cli::arguments::RulesCatalogue;
use crate::cli::context::Context;
use crate::exit::Exit;

/// Runs the command.
pub fn run(_arguments: &RulesCatalogue, _context: &Context) -> Exit {
    Exit::Done
}
