//! The command line: one file per command.
//!
//! `arguments` declares every command and option once; help, completions and the man page are made from it. `context`
//! holds what commands share: the pack, where to write, colour and width. A command is a function from its arguments and
//! the context to an [`Exit`].

pub mod advise;
pub mod arguments;
pub mod batch;
pub mod case_file;
pub mod compare;
pub mod context;
pub mod explain;
pub mod interview;
mod interview_results;
pub mod output;
pub mod progress;
pub mod rules;
pub mod set_answers;
pub mod shell;
pub mod swedish;

use std::ffi::OsString;

use clap::FromArgMatches;
use clap::error::ErrorKind;

use crate::exit::Exit;
use arguments::{Arguments, Command};
use context::Context;

/// Runs the program with its arguments and returns how it ends.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let given: Vec<OsString> = arguments.into_iter().collect();
    let read = swedish::command()
        .try_get_matches_from(&given)
        .and_then(|mut matches| Arguments::from_arg_matches_mut(&mut matches));
    let arguments = match read {
        Ok(arguments) => arguments,
        Err(error) if error.kind() == ErrorKind::DisplayVersion => return version(given),
        Err(error) => return swedish::report(&error),
    };
    let context = Context::new(&arguments.global);
    match &arguments.command {
        None => interview::offer(&context),
        Some(Command::Interview(arguments)) => interview::run(arguments, &context),
        Some(Command::Advise(arguments)) => advise::run(arguments, &context),
        Some(Command::Batch(arguments)) => batch::run(arguments, &context),
        Some(Command::Compare(arguments)) => compare::run(arguments, &context),
        Some(Command::Explain(arguments)) => explain::run(arguments, &context),
        Some(Command::Rules(arguments)) => rules::run(arguments, &context),
        Some(Command::Completions(arguments)) => shell::completions(arguments, &context),
        Some(Command::Man) => shell::man(&context),
    }
}

/// Answers a call for the version. What it says of the pack has to be looked up, which no other call should wait for.
fn version(given: Vec<OsString>) -> Exit {
    let command = swedish::command().version(context::version_line());
    match command.try_get_matches_from(given) {
        Ok(_) => Exit::Done,
        Err(error) => swedish::report(&error),
    }
}
