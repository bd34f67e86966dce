//! `niokap advise`.
use super::arguments::Advise;
use super::context::Context;
use crate::exit::Exit;

/// Runs the command.
pub fn run(_arguments: &Advise, _context: &Context) -> Exit {
    Exit::Done
}
