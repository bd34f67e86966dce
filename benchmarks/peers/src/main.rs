//! The conditions of the real rule pack in other engines, beside Rhai and our own trees and tables.
//!
//! ```text
//! cargo run --release --manifest-path benchmarks/peers/Cargo.toml
//! ```
//!
//! Every engine gets the same conditions, written in its own language from the same expressions, and the same 1 024
//! complete answer sets from a fixed seed, in the form it takes fastest and made beforehand. All must find the same
//! conditions to hold, else nothing is timed. One core, in turns, medians.
//!
//! | file | holds |
//! |---|---|
//! | `language.rs` | a condition as text in a language of expressions |
//! | `zen.rs`, `common_expression.rs`, `rego.rs` | one engine each |
//! | `../../../benches/support` | conditions, answers, our own ways and the timing, shared with `cargo bench` |

mod common_expression;
mod language;
mod rego;
mod zen;

#[allow(dead_code, reason = "shared with the benchmarks of the program, which use more of it")]
#[path = "../../../benches/support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use niokap::advice::Combination;
use niokap::advice::whole_space::WholeSpace;
use niokap::facts::Answers;
use niokap::rules::{Pack, PackFiles};

use support::answers::{Random, complete};
use support::conditions::written;
use support::side_by_side::{Results, medians};
use support::ways::{Circuit, Native, RhaiByRule, Tables, Trees, Way};

/// Answer sets.
const SETS: usize = 1024;
/// The seed that `cargo bench` uses too.
const SEED: u64 = 9;
/// Times that the engines are timed in turns.
const ROUNDS: usize = 11;
/// Times that each is loaded; the fastest is told.
const LOADINGS: usize = 5;

/// An engine ready to run, and how long it takes to get there.
struct Peer<'p> {
    way: Box<dyn Way + 'p>,
    version: String,
    load: Option<Duration>,
}

fn main() {
    let files = PackFiles::embedded();
    let (pack, _) = Pack::load(&files).expect("the embedded pack loads");
    assert!(support::native::is_current(&pack), "first: cargo bench --bench speed -- --regenerate");
    let combination = Combination::new(&pack, pack.manifest.law_date);
    let space = WholeSpace::of_pack(&pack, &combination).expect("a model");
    let mut random = Random::new(SEED);
    let sets: Vec<Answers> = (0..SETS).map(|_| complete(&pack.schema, &space.space, &mut random)).collect();
    let conditions = written(&pack);

    let ours = format!("niokap {}", version("niokap"));
    let compile_rhai = || {
        for (_, tier) in pack.tiers() {
            pack.host().closure(tier.condition.text()).expect("the pack's conditions compile");
        }
    };
    let load_pack = || drop(Pack::load(&files));
    let make_tables = || drop(WholeSpace::of_pack(&pack, &combination));
    let pack_time = fastest(load_pack);
    let peers = [
        Peer {
            way: Box::new(RhaiByRule::new(&pack, &sets)),
            version: format!("rhai {}", version("rhai")),
            load: Some(fastest(compile_rhai)),
        },
        Peer {
            way: Box::new(common_expression::Cel::new(&pack.schema, &conditions, &sets)),
            version: format!("cel {}", version("cel")),
            load: Some(fastest(|| drop(common_expression::compile(&pack.schema, &conditions)))),
        },
        Peer {
            way: Box::new(zen::Zen::new(&pack.schema, &conditions, &sets)),
            version: format!("zen-expression {}", version("zen-expression")),
            load: Some(fastest(|| drop(zen::compile(&pack.schema, &conditions)))),
        },
        Peer {
            way: Box::new(rego::Interpreted::new(&pack.schema, &conditions, &sets)),
            version: format!("regorus {}", version("regorus")),
            load: Some(fastest(|| drop(rego::policy(&pack.schema, &conditions)))),
        },
        Peer {
            way: Box::new(rego::VirtualMachine::new(&pack.schema, &conditions, &sets)),
            version: format!("regorus {}", version("regorus")),
            load: Some(fastest(|| drop(rego::program(&pack.schema, &conditions)))),
        },
        Peer { way: Box::new(Trees::new(&pack, &sets)), version: ours.clone(), load: Some(pack_time) },
        Peer {
            way: Box::new(Tables::new(&space, &sets)),
            version: ours.clone(),
            load: Some(pack_time + fastest(make_tables)),
        },
        Peer {
            way: Box::new(Circuit::new(&space, &sets)),
            version: ours.clone(),
            load: Some(pack_time + fastest(make_tables) + fastest(|| drop(Circuit::new(&space, &[])))),
        },
        Peer { way: Box::new(Native::new(&pack, &sets)), version: "rustc".to_owned(), load: None },
    ];
    let ways: Vec<&dyn Way> = peers.iter().map(|peer| peer.way.as_ref()).collect();
    let expected = Results::of(ways[0], SETS, conditions.len());
    for way in &ways {
        expected.require_same(&Results::of(*way, SETS, conditions.len()), way.name());
    }
    println!(
        "{} rules with {} conditions over {} questions (pack {}), {SETS} answer sets (seed {SEED}), {} conditions hold; \
         checksum {:016x}, the same for all {} ways. One core, medians of {ROUNDS} rounds in turns.\n",
        pack.rules.len(),
        conditions.len(),
        pack.schema.facts().len(),
        pack.hash,
        expected.holding(),
        expected.checksum(),
        ways.len(),
    );
    let medians = medians(&ways, SETS, conditions.len(), ROUNDS);
    print!("{}", table(&peers, &medians));
}

/// The fastest of a few times.
fn fastest(mut work: impl FnMut()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..LOADINGS).map(time).min().unwrap_or_default()
}

fn table(peers: &[Peer<'_>], medians: &[Duration]) -> String {
    let mut text = String::from(
        "| engine | version | µs per answer set | answer sets per second | times Rhai | times slower than our tables | load and compile |\n\
         |---|---|---:|---:|---:|---:|---:|\n",
    );
    let tables = peers.iter().position(|peer| peer.way.name() == "decision tables").unwrap_or_default();
    let seconds = |time: Duration| time.as_secs_f64().max(1e-12);
    for (peer, time) in peers.iter().zip(medians) {
        let load = peer.load.map_or_else(|| "–".to_owned(), |load| format!("{:.1} ms", seconds(load) * 1e3));
        text.push_str(&format!(
            "| {} | {} | {:.3} | {:.0} | {:.1} | {:.2} | {load} |\n",
            peer.way.name(),
            peer.version,
            seconds(*time) * 1e6,
            1.0 / seconds(*time),
            seconds(medians[0]) / seconds(*time),
            seconds(*time) / seconds(medians[tables]),
        ));
    }
    text
}

/// The version of a crate that was built in.
fn version(name: &str) -> &'static str {
    let package = format!("name = \"{name}\"\nversion = \"");
    let after = include_str!("../Cargo.lock").split_once(&package).map_or("?", |(_, after)| after);
    after.split('"').next().unwrap_or("?")
}
