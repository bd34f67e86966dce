//! `niokap rules check`.

use crate::authoring::check::check;
use crate::cli::arguments::RulesDirectory;
use crate::cli::context::Context;
use crate::exit::Exit;
use crate::rules::PackFiles;

/// Runs the command.
pub fn run(arguments: &RulesDirectory, context: &Context) -> Exit {
    let files = match &arguments.directory {
        Some(directory) => PackFiles::read(directory),
        None => context.pack_files(),
    };
    let checked = match files {
        Ok(files) => check(&files),
        Err(problems) => return context.fail(&problems),
    };
    context.show(&checked.problems);
    context.print(&format!("{}\n", checked.summary()), checked.exit())
}
