//! `niokap rules observed`.

use crate::authoring::{observed, scenario_files};
use crate::cli::arguments::RulesObserved;
use crate::cli::context::Context;
use crate::exit::Exit;

/// Runs the command. Disagreement is a finding about the world, not a fault, and ends well.
pub fn run(arguments: &RulesObserved, context: &Context) -> Exit {
    let pack = match context.pack() {
        Ok(pack) => pack,
        Err(exit) => return exit,
    };
    let files = match scenario_files::read(&arguments.scenarios, &pack.schema) {
        Ok(files) => files,
        Err(problems) => return context.fail(&problems),
    };
    let found = observed::observe(&pack, &files);
    context.show(&found.problems);
    let exit = if found.problems.has_errors() { Exit::Wrong } else { Exit::Done };
    let text = match arguments.json {
        true => format!("{:#}\n", found.json(&pack)),
        false => found.text(&pack, context.width, context.colour),
    };
    context.print(&text, exit)
}
