//! How long the planner takes to say what comes next. It must be within 50 ms at any point of a conversation.
//!
//! `cargo bench --bench interview`

use divan::{Bencher, black_box};
use jiff::civil::{Date, date};
use niokap::advice::Combination;
use niokap::diagnostics::SourceText;
use niokap::facts::{Answer, Scenario};
use niokap::interview::outlook::Bounds;
use niokap::interview::session::Session;
use niokap::rules::{Pack, PackFiles};

const DAY: Date = date(2026, 11, 20);
const CASE: &str = include_str!("../scenarios/alingsas-lerum-ale.toml");

fn main() {
    divan::main();
}

/// A session with the first answers of a worked case.
fn with_session(answers: usize, run: impl FnOnce(&Session<'_>, &Bounds)) {
    let Ok((pack, _)) = PackFiles::embedded().and_then(|files| Pack::load(&files)) else { return };
    let combination = Combination::new(&pack, DAY);
    let Ok((mut scenario, _)) = Scenario::read(&SourceText::new("x", CASE), &pack.schema) else { return };
    let given: Vec<_> = scenario.answers.iter().filter(|(_, answer)| *answer != Answer::NotAsked).collect();
    for (fact, _) in given.into_iter().skip(answers) {
        scenario.answers.set(fact, Answer::NotAsked);
    }
    run(&Session::new(&pack, &combination, scenario, DAY), &Bounds::new(&pack));
}

/// The next question after so many answers.
#[divan::bench(args = [0, 2, 4, 6, 8, 10, 14, 20])]
fn next_question(bencher: Bencher<'_, '_>, answers: usize) {
    with_session(answers, |session, outlook| bencher.bench_local(|| black_box(session.turn(outlook))));
}

/// What is made once, when the questionnaire starts.
#[divan::bench]
fn outlook(bencher: Bencher<'_, '_>) {
    let Ok((pack, _)) = PackFiles::embedded().and_then(|files| Pack::load(&files)) else { return };
    bencher.bench_local(|| black_box(Bounds::new(&pack)));
}
