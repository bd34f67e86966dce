//! `niokap rules order`.

use std::io::IsTerminal;
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use crate::advice::Combination;
use crate::advice::whole_space::WholeSpace;
use crate::analysis::{Settings, order_search};
use crate::cli::arguments::RulesOrder;
use crate::cli::context::Context;
use crate::cli::output::to_file;
use crate::diagnostics::read::display_name;
use crate::diagnostics::{Code, Diagnostic, Place};
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
        Err(error) => {
            let place = Place::file(display_name(&arguments.directory));
            return context.fail_with(
                Diagnostic::new(Code::PackNotAnalysable, format!("paketet kan inte undersökas: {error}")).at(place),
            );
        }
    };
    let bar = bar(arguments.moves);
    let settings = Settings { searches: 1, ..Settings::default() };
    let found = order_search::search(&whole.model, &settings, arguments.moves, |step, _| bar.set_position(step as u64));
    bar.finish_and_clear();
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

/// Shows how far the search has come, on a terminal only.
fn bar(moves: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(moves as u64);
    let style = ProgressStyle::with_template("Söker en bra ordning {bar:30} {pos}/{len}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}
