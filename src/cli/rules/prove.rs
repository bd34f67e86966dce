//! `niokap rules prove`.

use std::path::Path;

use super::not_analysable::not_analysable;
use crate::cli::arguments::{ProofFormat, RulesProve};
use crate::cli::context::Context;
use crate::cli::output::to_file;
use crate::cli::progress::Progress;
use crate::diagnostics::read::display_name;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::exit::Exit;
use crate::proof::report::{Extent, Report, prove, shares_of, steps};
use crate::proof::{json, page, shares};
use crate::rules::{Pack, PackFiles};
use crate::text::counted;

/// Runs the command.
pub fn run(arguments: &RulesProve, context: &Context) -> Exit {
    let pack = match load(arguments.directory.as_deref(), context) {
        Ok(pack) => pack,
        Err(exit) => return exit,
    };
    let other = match arguments.compare.as_deref().map(|directory| load(Some(directory), context)).transpose() {
        Ok(other) => other,
        Err(exit) => return exit,
    };
    let extent = if arguments.only_claims { Extent::Statements } else { Extent::Everything };
    let day = |pack: &Pack| arguments.date.unwrap_or(pack.manifest.law_date);
    let steps = steps(&pack, extent) + other.as_ref().map_or(0, shares::steps);
    let progress = Progress::of_steps(context, "Bevisar", steps);
    let done = || progress.advance(1);
    let proved = prove(&pack, day(&pack), extent, &done)
        .map_err(|error| not_analysable(&error, arguments.directory.as_deref()))
        .and_then(|report| {
            let beside = other.as_ref().map(|other| shares_of(other, day(other), &done)).transpose();
            Ok((report, beside.map_err(|error| not_analysable(&error, arguments.compare.as_deref()))?))
        });
    progress.finish();
    let (report, beside) = match proved {
        Ok(proved) => proved,
        Err(problem) => return context.fail_with(problem),
    };
    if let Some(directory) = &arguments.counterexamples
        && let Err(exit) = write(&report, directory, context)
    {
        return exit;
    }
    let exit = if report.holds() { Exit::Done } else { Exit::Found };
    let beside = beside.as_ref().zip(other.as_ref());
    let text = match arguments.format {
        ProofFormat::Json => format!("{:#}\n", json::json(&report, beside)),
        ProofFormat::Terminal => {
            let name = arguments.compare.as_deref().map(display_name).unwrap_or_default();
            page::text(&report, beside.map(|(shares, _)| (shares, name.as_str())), context.width, context.colour)
        }
    };
    context.print(&text, exit)
}

fn load(directory: Option<&Path>, context: &Context) -> Result<Pack, Exit> {
    let files = match directory {
        Some(directory) => PackFiles::read(directory),
        None => context.pack_files(),
    };
    match files.and_then(|files| Pack::load(&files)) {
        Ok((pack, warnings)) => {
            context.show(&warnings);
            Ok(pack)
        }
        Err(problems) => Err(context.fail(&problems)),
    }
}

/// Writes every counterexample as a case of its own.
fn write(report: &Report<'_>, directory: &Path, context: &Context) -> Result<(), Exit> {
    let examples: Vec<_> = report.proofs().flat_map(|proof| &proof.counterexamples).collect();
    if examples.is_empty() {
        return Ok(());
    }
    if std::fs::create_dir_all(directory).is_err() {
        let problem = Diagnostic::new(Code::CannotWrite, "mappen går inte att skapa");
        return Err(context.fail_with(problem.at(Place::file(display_name(directory)))));
    }
    for example in &examples {
        to_file(&directory.join(&example.file), &example.scenario).map_err(|problem| context.fail_with(problem))?;
    }
    context.remark(&format!(
        "Skrev {} i {}.",
        counted(examples.len(), "motexempel", "motexempel"),
        display_name(directory)
    ));
    Ok(())
}
