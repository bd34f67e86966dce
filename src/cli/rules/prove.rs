//! `niokap rules prove`.

use crate::cli::arguments::RulesProve;
use crate::cli::context::Context;
use crate::exit::Exit;
use crate::proof::ground::Ground;
use crate::proof::{always, claims};
use crate::rules::{Pack, PackFiles};

/// Runs the command.
pub fn run(arguments: &RulesProve, context: &Context) -> Exit {
    let files = match &arguments.directory {
        Some(directory) => PackFiles::read(directory),
        None => context.pack_files(),
    };
    let pack = match files.and_then(|files| Pack::load(&files)) {
        Ok((pack, _)) => pack,
        Err(problems) => return context.fail(&problems),
    };
    let day = arguments.date.unwrap_or(pack.manifest.law_date);
    let start = std::time::Instant::now();
    let Ok(ground) = Ground::new(&pack, day) else { return Exit::Wrong };
    eprintln!("ground {:?}", start.elapsed());
    let mut last = std::time::Instant::now();
    let mut tick = || { eprintln!("  {:?}", last.elapsed()); last = std::time::Instant::now(); };
    for proof in claims::prove(&ground, &mut tick).into_iter().chain(always::prove(&ground, &mut tick)) {
        eprintln!("{} {:?} {:?} {:?} {:?} {:?}", proof.id, proof.kind, proof.covers, proof.ground, proof.counterexamples, proof.contradictions);
    }
    Exit::Done
}
