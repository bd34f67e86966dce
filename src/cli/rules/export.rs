//! `niokap rules export`.

use crate::cli::arguments::RulesExport;
use crate::cli::context::Context;
use crate::exit::Exit;

/// Runs the command.
pub fn run(_arguments: &RulesExport, _context: &Context) -> Exit {
    Exit::Done
}
