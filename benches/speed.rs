//! How fast a pack is loaded, explored and evaluated, and one case advised on.
//!
//! ```text
//! cargo bench --bench speed                   # everything
//! cargo bench --bench speed -- explore        # what has `explore` in its name
//! cargo bench --bench speed -- --regenerate   # write benches/native/kl9.rs anew, after a change of the rules
//! ```
//!
//! Every way to evaluate the rules has to give the same result before anything is timed. `cargo test` runs each
//! benchmark once.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // A benchmark that cannot go on stops.

mod support;

use std::path::Path;
use std::process::ExitCode;

use divan::Bencher;
use divan::counter::ItemsCount;
use niokap::advice::whole_space::WholeSpace;
use niokap::advice::{Combination, advise};
use niokap::analysis::direct::Evaluator;
use niokap::analysis::sliced_outcome::SlicedOutcome;
use niokap::diagnostics::read::read_text;
use niokap::facts::Answers;
use niokap::facts::Scenario;
use niokap::facts::schema::Expression;
use niokap::rules::script::explore::Explorer;
use niokap::rules::script::host::Condition;
use niokap::rules::{Pack, PackFiles};

use support::answers::{Random, complete};
use support::native;
use support::side_by_side::{Results, medians, table};
use support::ways::{Circuit, Native, RhaiByRule, TOGETHER, Tables, Trees, Way, columns, compiled};

/// Answer sets; fewer when only tried, without optimisation.
const SETS: usize = if cfg!(debug_assertions) { 32 } else { 1024 };
/// Times that the ways are timed in turns.
const ROUNDS: usize = 11;
/// The case that runs through all documents.
const FLAGSHIP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/alingsas-lerum-ale.toml");

fn main() -> ExitCode {
    let pack = pack();
    let given: Vec<String> = std::env::args().skip(1).collect();
    if given.iter().any(|argument| argument == "--regenerate") {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(native::PATH);
        std::fs::write(&path, native::text(pack)).expect("the file can be written");
        println!("wrote {}", native::PATH);
        return ExitCode::SUCCESS;
    }
    if !native::is_current(pack) {
        eprintln!("{} is not what the rules say now.", native::PATH);
        eprintln!("Write it anew:  cargo bench --bench speed -- --regenerate");
        return ExitCode::FAILURE;
    }
    let ways = ways();
    let ways: Vec<&dyn Way> = ways.iter().map(Box::as_ref).collect();
    let conditions = pack.tiers().count();
    let expected = Results::of(ways[0], SETS, conditions);
    for way in &ways {
        expected.require_same(&Results::of(*way, SETS, conditions), way.name());
    }
    println!(
        "{} rules with {conditions} conditions over {} questions, {SETS} answer sets (seed 9), {} conditions hold; \
         checksum {:016x}, the same for all {} ways\n",
        pack.rules.len(),
        pack.schema.facts().len(),
        expected.holding(),
        expected.checksum(),
        ways.len(),
    );
    let (conditions_size, outcome_size) =
        (Circuit::new(space(), &[]).size(), SlicedOutcome::new(&space().model).size());
    println!(
        "The circuit of all conditions has {} operations on {} slots, that of whole outcomes {} on {}.\n",
        conditions_size.0, conditions_size.1, outcome_size.0, outcome_size.1
    );
    divan::main();
    // Only in full runs: not when tried by `cargo test`, nor when something was picked out.
    if given.iter().all(|argument| argument == "--bench") && given.len() == 1 {
        let medians = medians(&ways, SETS, conditions, ROUNDS);
        println!("\nIn turns, medians of {ROUNDS} rounds, one core:\n\n{}", table(&ways, &medians, ways.len() - 1));
    }
    ExitCode::SUCCESS
}

/// The embedded pack, loaded once and kept.
fn pack() -> &'static Pack {
    thread_local!(static PACK: &'static Pack = {
        let files = PackFiles::embedded();
        let (pack, _) = Pack::load(&files).expect("the embedded pack loads");
        Box::leak(Box::new(pack))
    });
    PACK.with(|pack| *pack)
}

fn space() -> &'static WholeSpace {
    thread_local!(static SPACE: &'static WholeSpace = {
        let pack = pack();
        let space = WholeSpace::of_pack(pack, &Combination::new(pack, pack.manifest.law_date)).expect("a model");
        Box::leak(Box::new(space))
    });
    SPACE.with(|space| *space)
}

fn sets() -> Vec<Answers> {
    let mut random = Random::new(9);
    (0..SETS).map(|_| complete(&pack().schema, &space().space, &mut random)).collect()
}

/// Every way, Rhai first and compiled code last.
fn ways() -> Vec<Box<dyn Way>> {
    let (pack, sets) = (pack(), sets());
    vec![
        Box::new(RhaiByRule::new(pack, &sets)),
        Box::new(Trees::new(pack, &sets)),
        Box::new(Tables::new(space(), &sets)),
        Box::new(Circuit::new(space(), &sets)),
        Box::new(Native::new(pack, &sets)),
    ]
}

/// What every advice begins with.
mod start {
    use super::*;

    #[divan::bench]
    fn load_the_embedded_pack(bencher: Bencher<'_, '_>) {
        let files = PackFiles::embedded();
        bencher.bench_local(|| Pack::load(&files));
    }

    #[divan::bench]
    fn compile_all_conditions(bencher: Bencher<'_, '_>) {
        bencher.bench_local(|| compiled(pack()));
    }

    #[divan::bench]
    fn tables_of_the_whole_space(bencher: Bencher<'_, '_>) {
        let combination = Combination::new(pack(), pack().manifest.law_date);
        bencher.bench_local(|| WholeSpace::of_pack(pack(), &combination));
    }
}

/// Conditions that are compiled already, run in all their ways and made into trees; one core.
mod explore {
    use super::*;

    /// Explores, and makes trees of what is found. What a derivation ends with does not matter here.
    fn explore(explorer: &Explorer<'_>, texts: &[Vec<Condition>]) -> usize {
        let explored = texts.iter().flatten().map(|condition| explorer.explore(condition));
        explored
            .map(|rows| rows.expect("the pack explores").tree(|end| Some(end.as_bool().ok())))
            .filter(Result::is_ok)
            .count()
    }

    fn expressions<'e>(written: impl Iterator<Item = &'e Expression>) -> Vec<Vec<Condition>> {
        let texts: Vec<&str> = written.map(|written| written.text.as_str()).collect();
        let compile = |texts: &[&str]| pack().host().expressions(texts).expect("the pack's conditions compile");
        texts.chunks(TOGETHER).map(compile).collect()
    }

    /// `ask_when` and `derived` of all questions.
    fn determinations() -> Vec<Vec<Condition>> {
        expressions(pack().schema.facts().iter().flat_map(|fact| fact.derived.iter().chain(&fact.ask_when)))
    }

    /// When consequences, routes, combinations and claims apply.
    fn consequences() -> Vec<Vec<Condition>> {
        let manifest = &pack().manifest;
        let ways = manifest.routes.iter().chain(&manifest.combinations).map(|way| &way.when);
        let items = pack().consequences.iter().filter_map(|conditional| conditional.item.when.as_ref());
        expressions(items.chain(ways).chain(manifest.claims.iter().filter_map(|claim| claim.when.as_ref())))
    }

    fn bench(bencher: Bencher<'_, '_>, texts: Vec<Vec<Condition>>) {
        let explorer = Explorer::new(pack().host());
        let count: usize = texts.iter().map(Vec::len).sum();
        assert_eq!(explore(&explorer, &texts), count);
        bencher.counter(ItemsCount::new(count)).bench_local(|| explore(&explorer, &texts));
    }

    #[divan::bench]
    fn conditions_of_all_rules(bencher: Bencher<'_, '_>) {
        bench(bencher, compiled(pack()));
    }

    /// The same by running them in the script engine, as conditions without a formula are.
    #[divan::bench]
    fn conditions_of_all_rules_by_the_engine(bencher: Bencher<'_, '_>) {
        let explorer = Explorer::new(pack().host());
        let texts: Vec<Condition> = compiled(pack()).concat();
        let tree = |text| explorer.by_engine(text).and_then(|rows| rows.condition()).expect("the pack explores");
        bencher
            .counter(ItemsCount::new(texts.len()))
            .bench_local(|| texts.iter().map(tree).map(|tree| tree.rows()).sum::<usize>());
    }

    #[divan::bench]
    fn determinations_of_all_questions(bencher: Bencher<'_, '_>) {
        bench(bencher, determinations());
    }

    #[divan::bench]
    fn the_whole_pack(bencher: Bencher<'_, '_>) {
        bench(bencher, [compiled(pack()), determinations(), consequences()].concat());
    }
}

/// The case that runs through all documents.
mod flagship {
    use super::*;

    fn scenario() -> Scenario {
        let source = read_text(Path::new(FLAGSHIP), 1 << 20).expect("the flagship is there");
        Scenario::read(&source, &pack().schema).expect("the flagship reads").0
    }

    #[divan::bench]
    fn read_the_scenario(bencher: Bencher<'_, '_>) {
        bencher.bench_local(scenario);
    }

    #[divan::bench]
    fn advise_in_process(bencher: Bencher<'_, '_>) {
        let scenario = scenario();
        let day = scenario.date.unwrap_or(pack().manifest.law_date);
        let combination = Combination::new(pack(), day);
        bencher.bench_local(|| advise(pack(), &combination, &scenario, day));
    }
}

/// All conditions on all answer sets; one core.
mod evaluate {
    use super::*;

    fn bench(bencher: Bencher<'_, '_>, way: &dyn Way) {
        let words = pack().tiers().count().div_ceil(64);
        let mut fired = vec![0; SETS * words];
        bencher.counter(ItemsCount::new(SETS)).bench_local(|| {
            fired.fill(0);
            way.evaluate_all(divan::black_box(&mut fired), words);
        });
    }

    #[divan::bench(sample_count = 5, sample_size = 1)]
    fn rhai_rule_by_rule(bencher: Bencher<'_, '_>) {
        bench(bencher, &RhaiByRule::new(pack(), &sets()));
    }

    #[divan::bench]
    fn trees(bencher: Bencher<'_, '_>) {
        bench(bencher, &Trees::new(pack(), &sets()));
    }

    #[divan::bench]
    fn tables(bencher: Bencher<'_, '_>) {
        bench(bencher, &Tables::new(space(), &sets()));
    }

    /// With the bits of each answer set side by side, as the other ways give them.
    #[divan::bench]
    fn circuit(bencher: Bencher<'_, '_>) {
        bench(bencher, &Circuit::new(space(), &sets()));
    }

    /// With the bits of each condition side by side, as they come.
    #[divan::bench]
    fn circuit_by_condition(bencher: Bencher<'_, '_>) {
        let circuit = Circuit::new(space(), &sets());
        bencher.counter(ItemsCount::new(SETS)).bench_local(|| circuit.holding());
    }

    /// Making the circuit.
    #[divan::bench(sample_count = 5, sample_size = 1)]
    fn circuit_made(bencher: Bencher<'_, '_>) {
        let none: &[Answers] = &[];
        bencher.bench_local(|| Circuit::new(space(), none));
    }

    #[divan::bench]
    fn compiled_rust(bencher: Bencher<'_, '_>) {
        bench(bencher, &Native::new(pack(), &sets()));
    }
}

/// Scores, hinders, the first choice and how clearly it leads, on all answer sets; one core.
mod outcome {
    use super::*;

    #[divan::bench]
    fn by_merged_tables(bencher: Bencher<'_, '_>) {
        let evaluator = Evaluator::new(&space().model);
        let columns = columns(space(), &sets());
        bencher.counter(ItemsCount::new(SETS)).bench_local(|| evaluator.outcomes(&columns));
    }

    #[divan::bench]
    fn by_circuit(bencher: Bencher<'_, '_>) {
        let (circuit, evaluator) = (SlicedOutcome::new(&space().model), Evaluator::new(&space().model));
        let columns = columns(space(), &sets());
        assert_eq!(circuit.outcomes(&columns), evaluator.outcomes(&columns));
        bencher.counter(ItemsCount::new(SETS)).bench_local(|| circuit.outcomes(&columns));
    }

    /// Making the circuit.
    #[divan::bench(sample_count = 5, sample_size = 1)]
    fn circuit_made(bencher: Bencher<'_, '_>) {
        bencher.bench_local(|| SlicedOutcome::new(&space().model));
    }
}
