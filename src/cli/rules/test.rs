//! `niokap rules test`.

use super::pack_and_scenarios;
use crate::authoring::trials;
use crate::cli::arguments::RulesTest;
use crate::cli::context::Context;
use crate::exit::Exit;

/// Runs the command.
pub fn run(arguments: &RulesTest, context: &Context) -> Exit {
    let (pack, files) = match pack_and_scenarios::read(&arguments.scenarios, context) {
        Ok(read) => read,
        Err(exit) => return exit,
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
