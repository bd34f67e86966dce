//! `niokap rules order`.

use std::path::Path;

use super::not_analysable::not_analysable;
use crate::advice::Combination;
use crate::advice::whole_space::WholeSpace;
use crate::analysis::{Settings, order_search};
use crate::cli::arguments::RulesOrder;
use crate::cli::context::Context;
use crate::cli::output::to_file;
use crate::cli::progress::Progress;
use crate::diagnostics::read::display_name;
use crate::exit::Exit;
use crate::rules::{Pack, PackFiles, sweep_order};

/// Runs the command.
pub fn run(arguments: &RulesOrder, context: &Context) -> Exit {
    let loaded = PackFiles::read(&arguments.directory).and_then(|files| Pack::load(&files));
    let pack = match loaded {
        Ok((pack, _)) => pack,
        Err(problems) => return context.fail(&problems),
    };
    let combination = Combination::new(&pack, pack.manifest.law_date);
    let whole = match WholeSpace::of_pack(&pack, &combination) {
        Ok(whole) => whole,
        Err(error) => return context.fail_with(not_analysable(&error, Some(&arguments.directory))),
    };
    let progress = Progress::of_steps(context, "Söker en bra ordning", arguments.moves);
    let settings = Settings { searches: 1, ..Settings::default() };
    let found = order_search::search(&whole.model, &settings, arguments.moves, |_, _| progress.advance(1));
    progress.finish();
    let names: Vec<&str> = found
        .order
        .iter()
        .filter_map(|&variable| whole.model.variables().get(variable))
        .map(|variable| variable.name.as_str())
        .collect();
    let file = arguments.directory.join(sweep_order::FILE);
    write(&file, &sweep_order::text(&whole.fingerprint(), &names), context)
}

fn write(file: &Path, text: &str, context: &Context) -> Exit {
    match to_file(file, text) {
        Ok(()) => context.print(&format!("Skrev {}.\n", display_name(file)), Exit::Done),
        Err(problem) => context.fail_with(problem),
    }
}
