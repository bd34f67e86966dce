//! `niokap rules test`.

use super::pack_and_scenarios;
use crate::authoring::changed::Changed;
use crate::authoring::scenario_files::ScenarioFile;
use crate::authoring::{scenario_files, trials};
use crate::cli::arguments::RulesTest;
use crate::cli::context::Context;
use crate::exit::Exit;
use crate::rules::{Pack, PackFiles};

/// Runs the command.
pub fn run(arguments: &RulesTest, context: &Context) -> Exit {
    let (pack, files) = match pack_and_scenarios::read(&arguments.scenarios, context) {
        Ok(read) => read,
        Err(exit) => return exit,
    };
    files.iter().for_each(|file| context.show(&file.remarks));
    let found = trials::run(&pack, &files);
    let changed = changed(arguments, context, &pack, &files);
    context.show(&found.problems());
    let exit = match (found.any_unreadable(), found.failed()) {
        (true, _) => Exit::Wrong,
        (false, 0) => Exit::Done,
        (false, _) => Exit::Found,
    };
    let text = match arguments.json {
        true => format!("{:#}\n", found.json(&pack, changed.as_ref())),
        false => found.text(&pack, changed.as_ref(), arguments.coverage, context.width, context.colour),
    };
    context.print(&text, exit)
}

/// What the pack advises otherwise than the embedded one; `None` if it is the embedded one.
fn changed(arguments: &RulesTest, context: &Context, pack: &Pack, files: &[ScenarioFile]) -> Option<Changed> {
    context.rules_directory()?;
    let embedded = PackFiles::embedded();
    if embedded.hash() == pack.hash {
        return None;
    }
    let (embedded, _) = Pack::load(&embedded).ok()?;
    // A file means what the questions of the pack make of it, so each pack reads it for itself.
    let before = scenario_files::read(&arguments.scenarios, &embedded.schema).ok()?;
    Some(Changed::between((&embedded, &before), (pack, files)))
}
