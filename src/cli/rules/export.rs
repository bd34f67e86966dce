//! `niokap rules export`.

use crate::authoring::export::export;
use crate::cli::arguments::RulesExport;
use crate::cli::context::Context;
use crate::cli::output::to_file;
use crate::diagnostics::read::display_name;
use crate::exit::Exit;
use crate::rules::PackFiles;
use crate::text::counted;

/// Runs the command.
pub fn run(arguments: &RulesExport, context: &Context) -> Exit {
    let written = export(&PackFiles::embedded(), &arguments.directory, to_file);
    match written {
        Ok(written) => {
            let folder = display_name(&arguments.directory);
            let text = format!(
                "Skrev {} i {folder}.\nKontrollera efter ändring:  niokap rules check {folder}\n\
                 Ge råd med dem:             niokap --rules {folder} advise FIL\n",
                counted(written, "fil", "filer")
            );
            context.print(&text, Exit::Done)
        }
        Err(problems) => context.fail(&problems),
    }
}
