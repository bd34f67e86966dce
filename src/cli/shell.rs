//! Shell completions and the man page, made from the declared arguments.

use clap::CommandFactory;

use super::arguments::{Arguments, Completions};
use super::context::{Context, version_line};
use crate::exit::Exit;

/// `niokap completions`.
pub fn completions(arguments: &Completions, context: &Context) -> Exit {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "niokap", &mut text);
    context.print(&String::from_utf8_lossy(&text), Exit::Done)
}

/// `niokap man`.
pub fn man(context: &Context) -> Exit {
    let mut text = Vec::new();
    match clap_mangen::Man::new(Arguments::command().version(version_line())).render(&mut text) {
        Ok(()) => context.print(&String::from_utf8_lossy(&text), Exit::Done),
        Err(_) => Exit::Wrong,
    }
}
