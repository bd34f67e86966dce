//! `niokap rules test`.

use crate::authoring::{scenario_files, trials};
use crate::cli::arguments::RulesTest;
use crate::cli::context::Context;
use crate::exit::Exit;

/// Runs the command.
pub fn run(arguments: &RulesTest, context: &Context) -> Exit {
    let pack = match context.pack() {
        Ok(pack) => pack,
        Err(exit) => return exit,
    };
    let files = match scenario_files::read(&arguments.scenarios, &pack.schema) {
        Ok(files) => files,
        Err(problems) => return context.fail(&problems),
    };
    files.iter().for_each(|file| context.show(&file.remarks));
    let found = trials::run(&pack, &files);
    context.show(&found.problems());
    let exit = match (found.any_unreadable(), found.failed()) {
        (true, _) => Exit::Wrong,
        (false, 0) => Exit::Done,
        (false, _) => Exit::Found,
    };
    let text = match arguments.json {
        true => format!("{:#}\n", found.json(&pack)),
        false => found.text(&pack, arguments.coverage, context.width, context.colour),
    };
    context.print(&text, exit)
}
