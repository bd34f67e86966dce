//! `niokap rules`.
use super::arguments::Rules;
use super::context::Context;
use crate::exit::Exit;

/// Runs the command.
pub fn run(_arguments: &Rules, _context: &Context) -> Exit {
    Exit::Done
}
