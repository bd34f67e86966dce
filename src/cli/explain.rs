//! `niokap explain`.
use super::arguments::Explain;
use super::context::Context;
use crate::exit::Exit;

/// Runs the command.
pub fn run(_arguments: &Explain, _context: &Context) -> Exit {
    Exit::Done
}
