//! `niokap rules test`.

use crate::cli::arguments::RulesTest;
use crate::cli::context::Context;
use crate::exit::Exit;

/// Runs the command.
pub fn run(_arguments: &RulesTest, _context: &Context) -> Exit {
    Exit::Done
}
