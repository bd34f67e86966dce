//! `niokap rules catalogue`.

use std::path::Path;

use crate::authoring::catalogue;
use crate::cli::arguments::RulesCatalogue;
use crate::cli::context::Context;
use crate::cli::output::to_file;
use crate::diagnostics::read::{TEXT_LIMIT, display_name, read_text};
use crate::exit::Exit;

/// Runs the command.
pub fn run(arguments: &RulesCatalogue, context: &Context) -> Exit {
    let pack = match context.pack() {
        Ok(pack) => pack,
        Err(exit) => return exit,
    };
    let text = catalogue::markdown(&pack);
    if let Some(file) = &arguments.check {
        return compare(file, &text, context);
    }
    match &arguments.out {
        None => context.print(&text, Exit::Done),
        Some(file) => match to_file(file, &text) {
            Ok(()) => context.print(&format!("Skrev {}.\n", display_name(file)), Exit::Done),
            Err(problem) => context.fail_with(problem),
        },
    }
}

/// Says whether a file is what the catalogue would be now.
fn compare(file: &Path, text: &str, context: &Context) -> Exit {
    let written = match read_text(file, TEXT_LIMIT) {
        Ok(source) => source,
        Err(problem) => return context.fail_with(problem),
    };
    let name = display_name(file);
    if written.text() == text {
        return context.print(&format!("{name} är aktuell.\n"), Exit::Done);
    }
    let same = written.text().lines().zip(text.lines()).take_while(|(old, new)| old == new).count();
    let message = format!(
        "{name} är inte aktuell; den första skillnaden står på rad {}.\nSkriv den på nytt:  niokap rules catalogue --out {name}\n",
        same + 1
    );
    context.print(&message, Exit::Found)
}
