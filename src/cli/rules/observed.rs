//! `niokap rules observed`.

use super::pack_and_scenarios;
use crate::authoring::observed;
use crate::cli::arguments::RulesObserved;
use crate::cli::context::Context;
use crate::exit::Exit;

/// Runs the command. Disagreement is a finding about the world, not a fault, and ends well.
pub fn run(arguments: &RulesObserved, context: &Context) -> Exit {
    let (pack, files) = match pack_and_scenarios::read(&arguments.scenarios, context) {
        Ok(read) => read,
        Err(exit) => return exit,
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
