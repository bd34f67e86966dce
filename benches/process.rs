//! How long `niokap advise` takes as a whole process, and how much memory, beside a run that does nothing.
//!
//! ```text
//! cargo bench --bench process
//! ```
//!
//! The empty run is `niokap` with no command: it reads its arguments, says how to begin and loads no rules. Both runs
//! write to nowhere and are started in turns, so that whatever else the machine does falls on both alike.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // A benchmark that cannot go on stops.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_niokap");
const FLAGSHIP: &str = "scenarios/alingsas-lerum-ale.toml";
const TIME: &str = "/usr/bin/time";
/// Starts of each run that are timed.
const STARTS: usize = 200;
/// Starts before them that are not.
const WARMING: usize = 10;

/// A run of the program.
struct Run {
    name: &'static str,
    arguments: &'static [&'static str],
    times: Vec<Duration>,
}

fn main() {
    let mut runs = [
        Run { name: "niokap (empty run)", arguments: &[], times: Vec::new() },
        Run { name: "niokap --version", arguments: &["--version"], times: Vec::new() },
        Run { name: "niokap advise FLAGSHIP", arguments: &["advise", FLAGSHIP], times: Vec::new() },
        Run {
            name: "niokap advise --format json FLAGSHIP",
            arguments: &["advise", "--format", "json", FLAGSHIP],
            times: Vec::new(),
        },
    ];
    for run in &runs {
        let output = command(PROGRAM).args(run.arguments).output().expect("the program starts");
        if !output.status.success() {
            panic!("`{}` ended with {}: {}", run.name, output.status, String::from_utf8_lossy(&output.stderr));
        }
        if output.stdout.is_empty() {
            println!("NOTE: `{}` writes nothing, so its figures say nothing", run.name);
        }
    }
    for start in 0..WARMING + STARTS {
        for run in &mut runs {
            let begun = Instant::now();
            let mut process = command(PROGRAM)
                .args(run.arguments)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("the program starts");
            process.wait().expect("the program ends");
            if start >= WARMING {
                run.times.push(begun.elapsed());
            }
        }
    }
    println!("Whole processes, {STARTS} starts each in turns:\n");
    println!("| run | median ms | fastest tenth ms | times the empty run | peak memory MB |");
    println!("|---|---:|---:|---:|---:|");
    for run in &mut runs {
        run.times.sort_unstable();
    }
    let empty = milliseconds(runs[0].times[STARTS / 2]);
    for run in &runs {
        let median = milliseconds(run.times[STARTS / 2]);
        let fast = milliseconds(run.times[STARTS / 10]);
        let memory = peak_memory(run).map_or_else(|| "not measured".to_owned(), |peak| format!("{peak:.1}"));
        println!("| `{}` | {median:.2} | {fast:.2} | {:.2} | {memory} |", run.name, median / empty);
    }
    if !Path::new(TIME).exists() {
        println!("\nPeak memory needs GNU time as {TIME}, which is not here.");
    }
}

/// A command in the project's folder, with nothing of the caller's settings that would change what is done.
fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("NIOKAP_RULES")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null());
    command
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The most memory that any of a few runs had at once, in megabytes, as GNU time tells.
fn peak_memory(run: &Run) -> Option<f64> {
    let one = || {
        let output = command(TIME).args(["-f", "%M", PROGRAM]).args(run.arguments).output().ok()?;
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        told.lines().last()?.trim().parse::<f64>().ok()
    };
    (0..5).filter_map(|_| one()).reduce(f64::max).map(|kilobytes| kilobytes / 1024.0)
}
