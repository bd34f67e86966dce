//! `niokap compare`.
use super::arguments::Compare;
use super::context::Context;
use crate::exit::Exit;

/// Runs the command.
pub fn run(_arguments: &Compare, _context: &Context) -> Exit {
    Exit::Done
}
