//! How time and memory grow with the number of rules and of questions.
//!
//! ```text
//! cargo bench --bench growth
//! ```
//!
//! Prints Markdown tables: made-up packs of more and more rules and facts, each in a process of its own so that its peak
//! memory is its own; then the real pack with each task fixed, and its shipped scenarios; then how long packs of more and
//! more rules take to load. Takes about two minutes.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // A benchmark that cannot go on stops.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use niokap::advice::whole_space::WholeSpace;
use niokap::advice::{Case, Combination};
use niokap::analysis::direct::Evaluator;
use niokap::analysis::model::Model;
use niokap::analysis::partial::Partial;
use niokap::analysis::random::Random;
use niokap::analysis::sliced::Sliced;
use niokap::analysis::sliced_outcome::SlicedOutcome;
use niokap::analysis::synthetic::{TopicShape, topics};
use niokap::analysis::{Engine, Exceeded, Settings};
use niokap::diagnostics::read::read_text;
use niokap::facts::{Kind, Scenario, Value};
use niokap::rules::{Pack, PackFiles};

const RULES: [usize; 4] = [30, 100, 300, 1000];
const FACTS: [usize; 3] = [40, 60, 100];
/// The highest weight in made-up packs.
const MOST_WEIGHT: usize = 3;
/// Partial answers that the next question is worked out for, while there is time.
const QUESTIONS: usize = 21;
const QUESTION_TIME: Duration = Duration::from_secs(3);
/// Worlds that conditions and outcomes are timed on.
const WORLDS: usize = 8192;
/// What one next question may cost.
const QUESTION: Settings = Settings {
    split_above: 32,
    maximum_edges: 1_000_000,
    maximum_cells: 20_000_000,
    samples: 20_000,
    moves: 20_000,
    searches: 2,
    seed: 1,
};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let texts: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match texts[..] {
        ["batch", rules, facts] => batch(&pack_of(rules, facts)),
        ["space", rules, facts] => space(&pack_of(rules, facts)),
        ["copies", copies] => load(copies.parse().expect("a number")),
        _ => everything(),
    }
}

fn everything() {
    println!("Made-up packs, ready to evaluate many cases; times per case, on {WORLDS} cases:\n");
    println!(
        "| rules | facts | conditions | circuit made | operations | all conditions | outcome circuit made | operations | \
         outcome | merged tables made | outcome by them | peak memory |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for_each_pack("batch");
    println!(
        "\nThe same packs, questions about all cases. A question: the next one to ask, at random partial answers, within \
         {} edges and {} cells:\n",
        QUESTION.maximum_edges, QUESTION.maximum_cells
    );
    println!(
        "| rules | facts | order search | exact shares | 20 000 samples | a question: median | 95 % | within limits | \
         peak memory |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for_each_pack("space");
    real_pack();
    println!("\nThe rules of the real pack, several times over under new names:\n");
    println!("| rules | conditions | load | peak memory |");
    println!("|---:|---:|---:|---:|");
    for copies in [1, 2, 3, 4, 6] {
        again(&["copies", &copies.to_string()]);
    }
}

fn for_each_pack(part: &str) {
    for facts in FACTS {
        for rules in RULES {
            again(&[part, &rules.to_string(), &facts.to_string()]);
        }
    }
}

/// Runs a part in a process of its own, so that its peak memory is its own.
fn again(arguments: &[&str]) {
    let program = std::env::current_exe().expect("the program knows where it is");
    let status = Command::new(program).args(arguments).status().expect("the program starts");
    assert!(status.success(), "{arguments:?} ended with {status}");
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The fastest of three, per world.
fn per_world<T>(mut work: impl FnMut() -> T) -> f64 {
    let least = (0..3).map(|_| timed(|| black_box(work())).1).min().unwrap_or_default();
    least.as_secs_f64() * 1e9 / WORLDS as f64
}

/// The most memory this process has had at once.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.map_or_else(|| "not measured".to_owned(), |kilobytes| format!("{:.0} MB", kilobytes / 1024.0))
}

fn limit(exceeded: Exceeded) -> String {
    format!("over the limit of {}", format!("{exceeded:?}").to_lowercase())
}

/// Times at the middle and at 95 of 100.
fn quantiles(mut times: Vec<Duration>) -> Option<(Duration, Duration)> {
    times.sort_unstable();
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied();
    Some((at(50)?, at(95)?))
}

/// A made-up pack; begins its line. Weights are lower where they would add up to more than a score can hold.
fn pack_of(rules: &str, facts: &str) -> Model {
    print!("| {rules} | {facts} ");
    let (rules, facts) = (rules.parse().expect("a number"), facts.parse().expect("a number"));
    let weighing = |weight| topics(TopicShape { rules, facts, cross: 0.15, weight, seed: 4 }).ok();
    (1..=MOST_WEIGHT).rev().find_map(weighing).expect("a model")
}

fn batch(model: &Model) {
    let (sliced, slicing) = timed(|| Sliced::new(model));
    let (outcome, judging) = timed(|| SlicedOutcome::new(model));
    let (evaluator, merging) = timed(|| Evaluator::new(model));
    let columns = random_columns(model);
    let conditions = per_world(|| sliced.holding(&columns));
    assert!(outcome.outcomes(&columns) == evaluator.outcomes(&columns), "two ways to the same outcomes differ");
    let by_circuit = per_world(|| outcome.outcomes(&columns));
    let by_tables = per_world(|| evaluator.outcomes(&columns));
    println!(
        "| {} | {:.1} ms | {} | {conditions:.1} ns | {:.1} ms | {} | {by_circuit:.1} ns | {:.1} ms | {by_tables:.0} ns | {} |",
        model.tables().len(),
        milliseconds(slicing),
        sliced.size().0,
        milliseconds(judging),
        outcome.size().0,
        milliseconds(merging),
        peak_memory(),
    );
}

fn space(model: &Model) {
    let settings = Settings { samples: QUESTION.samples, ..Settings::default() };
    let (engine, searching) = timed(|| Engine::new(model, settings));
    let unknown = Partial::unknown(model);
    let (count, counting) = timed(|| engine.count(&unknown));
    let exact = match count {
        Ok((_, effort)) => format!("{:.0} ms ({} cells)", milliseconds(counting), effort.cells),
        Err(exceeded) => format!("{} after {:.0} ms", limit(exceeded), milliseconds(counting)),
    };
    let (sample, sampling) = timed(|| engine.sampled(&unknown, settings.samples));
    let sampled = match sample {
        Ok(_) => format!("{:.0} ms", milliseconds(sampling)),
        Err(exceeded) => format!("{} after {:.0} ms", limit(exceeded), milliseconds(sampling)),
    };
    let engine = Engine::with_layout(model, QUESTION, engine.layout().clone());
    let mut random = Random::new(17);
    let (mut times, mut tried) = (Vec::new(), 0);
    let start = Instant::now();
    while tried < QUESTIONS && start.elapsed() < QUESTION_TIME {
        tried += 1;
        let partial = random_partial(model, &mut random);
        let (found, time) =
            timed(|| engine.count(&partial).and_then(|(shares, _)| engine.marginals(&partial, &shares)));
        if found.is_ok() {
            times.push(time);
        }
    }
    let within = times.len();
    let question = quantiles(times).map_or_else(
        || "– | –".to_owned(),
        |(middle, late)| format!("{:.1} ms | {:.1} ms", milliseconds(middle), milliseconds(late)),
    );
    println!(
        "| {:.0} ms | {exact} | {sampled} | {question} | {within} of {tried} | {} |",
        milliseconds(searching),
        peak_memory(),
    );
}

fn random_world(model: &Model, random: &mut Random) -> Vec<u16> {
    let answers: Vec<u16> = model.variables().iter().map(|variable| random.below(variable.classes()) as u16).collect();
    model.complete(&answers)
}

fn random_columns(model: &Model) -> Vec<Vec<u16>> {
    let mut random = Random::new(3);
    let worlds: Vec<Vec<u16>> = (0..WORLDS).map(|_| random_world(model, &mut random)).collect();
    (0..model.variables().len()).map(|variable| worlds.iter().map(|world| world[variable]).collect()).collect()
}

/// Answers to the four hubs and to between none and all of the other questions.
fn random_partial(model: &Model, random: &mut Random) -> Partial {
    let world = random_world(model, random);
    let share = random.below(100) as f64 / 100.0;
    let mut partial = Partial::unknown(model);
    for (variable, &class) in world.iter().enumerate() {
        if variable < 4 || random.chance(share) {
            partial = partial.with(variable, usize::from(class));
        }
    }
    partial
}

fn real_pack() {
    let files = PackFiles::embedded();
    let (pack, _) = Pack::load(&files).expect("the embedded pack loads");
    let combination = Combination::new(&pack, pack.manifest.law_date);
    let whole = WholeSpace::of_pack(&pack, &combination).expect("a model");
    let engine = whole.engine(&pack, Settings::default());
    println!("\nThe real pack, exact shares of all outcomes:\n");
    println!("| known | found | least | median | most |");
    println!("|---|---:|---:|---:|---:|");
    let (count, time) = timed(|| engine.count(&Partial::unknown(&whole.model)));
    let found = match count {
        Ok((_, effort)) => format!("{} cells", effort.cells),
        Err(exceeded) => limit(exceeded),
    };
    println!("| nothing | {found} | | {:.0} ms | |", milliseconds(time));

    let task = pack.schema.task().expect("the pack asks for the task");
    let variable = whole.space.variable(task).expect("rules read the task");
    let options = match &pack.schema.fact(task).kind {
        kind @ Kind::Multi { .. } => kind.options().len(),
        _ => panic!("several tasks can be chosen"),
    };
    let (mut times, mut cells) = (Vec::new(), Vec::new());
    for option in 0..options {
        let class = whole.space.variables()[variable].class_of(Value::Multi(1 << option)).expect("a class");
        let partial = Partial::unknown(&whole.model).with(variable, usize::from(class));
        let (count, time) = timed(|| engine.count(&partial));
        if let Ok((_, effort)) = count {
            times.push(time);
            cells.push(effort.cells);
        }
    }
    times.sort_unstable();
    cells.sort_unstable();
    if let ([least, .., most], middle) = (&times[..], times.len() / 2) {
        println!(
            "| one task | {} of {options}, within the limits | {:.0} ms | {:.0} ms | {:.0} ms |",
            times.len(),
            milliseconds(*least),
            milliseconds(times[middle]),
            milliseconds(*most)
        );
        println!("| the same, cells | | {} | {} | {} |", cells[0], cells[middle], cells[cells.len() - 1]);
    }

    let mut paths = Vec::new();
    scenarios(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios"), &mut paths);
    paths.sort();
    let (mut tried, mut counting, mut asking) = (0, Vec::new(), Vec::new());
    for path in &paths {
        let Ok(text) = read_text(path, 1 << 20) else { continue };
        let Ok((scenario, _)) = Scenario::read(&text, &pack.schema) else { continue };
        let day = pack.manifest.law_date;
        let case = Case::new(&pack, &combination, scenario.filled(&pack.schema, day), day);
        let Ok(whole) = WholeSpace::of_case(&case) else { continue };
        tried += 1;
        let engine = whole.engine(&pack, Settings::default());
        let unknown = Partial::unknown(&whole.model);
        let (count, time) = timed(|| engine.count(&unknown));
        counting.extend(count.is_ok().then_some(time));
        let (marginals, time) =
            timed(|| engine.count(&unknown).and_then(|(shares, _)| engine.marginals(&unknown, &shares)));
        asking.extend(marginals.is_ok().then_some(time));
    }
    println!("\nThe shipped scenarios, with what each leaves open:\n");
    println!("| what | within the limits | median | 95 % |");
    println!("|---|---:|---:|---:|");
    for (what, times) in [("exact shares", counting), ("how every question goes with every outcome", asking)] {
        let within = times.len();
        let Some((middle, late)) = quantiles(times) else { continue };
        println!("| {what} | {within} of {tried} | {:.2} ms | {:.2} ms |", milliseconds(middle), milliseconds(late));
    }
}

fn scenarios(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of scenarios").flatten() {
        let path = entry.path();
        if path.is_dir() {
            scenarios(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            found.push(path);
        }
    }
}

/// The embedded pack with its rules several times over.
fn load(copies: usize) {
    let files = PackFiles::embedded();
    let texts: Vec<(&str, String)> =
        files.iter().map(|(name, text)| (name, multiplied(name, text.text(), copies))).collect();
    let files = PackFiles::from_texts(texts.iter().map(|(name, text)| (*name, text.as_str())));
    let mut times = Vec::new();
    let mut size = (0, 0);
    for _ in 0..7 {
        let (loaded, time) = timed(|| Pack::load(&files));
        match loaded {
            Ok((pack, _)) => size = (pack.rules.len(), pack.tiers().count()),
            Err(problems) => {
                println!("| {copies} times | does not load: {} problems | | |", problems.iter().count());
                return;
            }
        }
        times.push(time);
    }
    let Some((middle, _)) = quantiles(times) else { return };
    println!("| {} | {} | {:.1} ms | {} |", size.0, size.1, milliseconds(middle), peak_memory());
}

/// A file of rules with its rules several times over, each time with other numbers: `JAV-01` becomes `JAVB-01`.
fn multiplied(name: &str, text: &str, copies: usize) -> String {
    let mut result = text.to_owned();
    if !name.ends_with(".rhai") {
        return result;
    }
    for copy in 1..copies {
        let letter = char::from(b'A' + copy as u8);
        for rule in text.split("\nregel(#{").skip(1) {
            let Some((rule, _)) = rule.split_once("\n});") else { continue };
            let Some((before, rest)) = rule.split_once("id: \"") else { continue };
            let Some((prefix, after)) = rest.split_once('-') else { continue };
            result.push_str(&format!("\nregel(#{{{before}id: \"{prefix}{letter}-{after}\n}});\n"));
        }
    }
    result
}
