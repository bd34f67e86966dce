//! How many questions it takes, and how long the planner takes to say which comes next (target: 50 ms at any point).
//!
//! `cargo bench --bench interview` asks 300 made-up users; `-- --users 1000` asks as many as you like. Users answer at
//! random, so their cases are stranger than real ones.

use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use niokap::advice::{Case, Combination};
use niokap::diagnostics::SourceText;
use niokap::facts::{Answer, Scenario};
use niokap::interview::exact::Exact;
use niokap::interview::outlook::{Bounds, Outlook, View};
use niokap::interview::planner::Depth;
use niokap::interview::simulated::{Dice, Questions, Simulation};
use niokap::rules::{Pack, PackFiles};

const DAY: Date = date(2026, 11, 20);
const CASE: &str = include_str!("../scenarios/alingsas-lerum-ale.toml");
const USERS: usize = 300;

/// An outlook with a watch.
struct Timed<'a> {
    outlook: &'a dyn Outlook,
    times: std::cell::RefCell<Vec<Duration>>,
}

impl Outlook for Timed<'_> {
    fn look(&self, case: &Case<'_>) -> View {
        let start = Instant::now();
        let view = self.outlook.look(case);
        self.times.borrow_mut().push(start.elapsed());
        view
    }
}

fn main() {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--users").skip(1);
    let users = arguments.next().and_then(|users| users.parse().ok()).unwrap_or(USERS);
    let Ok((pack, _)) = Pack::load(&PackFiles::embedded()) else { return };
    let combination = Combination::new(&pack, DAY);
    println!(
        "| planner | flagship: questions | to first choice | and its terms | full form | share | and terms | median ms | 95 % ms | most ms |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    measure("exact where there is time", &Exact::new(&pack), &pack, &combination, users);
    measure("sums only", &Bounds::new(&pack), &pack, &combination, users);
}

fn measure(name: &str, outlook: &dyn Outlook, pack: &Pack, combination: &Combination, users: usize) {
    let timed = Timed { outlook, times: std::cell::RefCell::default() };
    let simulation = Simulation { pack, combination, outlook: &timed, day: DAY };
    let Some(flagship) = flagship(&simulation) else { return };
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut sum = Questions::default();
    for _ in 0..users {
        let (questions, ..) = simulation.random_case(&mut dice);
        sum.to_first += questions.to_first;
        sum.to_terms += questions.to_terms;
        sum.full += questions.full;
    }
    let mean = |sum: usize| sum as f64 / users.max(1) as f64;
    let share = |part: usize| part as f64 / sum.full.max(1) as f64;
    let mut times = timed.times.take();
    times.sort_unstable();
    let at = |share: f64| {
        let index = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
        times.get(index).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    println!(
        "| {name} | {flagship} | {:.1} | {:.1} | {:.1} | {:.2} | {:.2} | {:.1} | {:.1} | {:.1} |",
        mean(sum.to_first),
        mean(sum.to_terms),
        mean(sum.full),
        share(sum.to_first),
        share(sum.to_terms),
        at(0.5),
        at(0.95),
        at(1.0)
    );
}

/// Questions until the first choice of the worked case is settled. What the case leaves out is answered *vet ej*.
fn flagship(simulation: &Simulation<'_>) -> Option<usize> {
    let (full, _) = Scenario::read(&SourceText::new("x", CASE), &simulation.pack.schema).ok()?;
    let answers = full.filled(&simulation.pack.schema, DAY);
    let mut scenario = Scenario::new(&simulation.pack.schema, "x");
    let (asked, _) =
        simulation.answer_all(&mut scenario, Depth::First, &full.partners, |fact| match answers.get(fact) {
            Answer::NotAsked => Answer::Unknown,
            answer => answer,
        });
    Some(asked)
}
