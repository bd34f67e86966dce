//! Ways timed in turns, so that whatever else the machine does falls on all of them alike.

use std::hint::black_box;
use std::time::{Duration, Instant};

use super::ways::Way;

/// The shortest time one measurement may take; fast ways repeat until then.
const SHORTEST: Duration = Duration::from_millis(10);

/// What all conditions come to on all answer sets.
pub struct Results {
    /// One bit per condition, `words` words per answer set.
    pub fired: Vec<u64>,
    words: usize,
}

impl Results {
    /// What one way finds.
    pub fn of(way: &dyn Way, sets: usize, conditions: usize) -> Results {
        let words = conditions.div_ceil(64);
        let mut fired = vec![0; sets * words];
        way.evaluate_all(&mut fired, words);
        Results { fired, words }
    }

    /// Stops with the first difference, unless another way finds the same.
    pub fn require_same(&self, other: &Results, name: &str) {
        let differs = self.fired.iter().zip(&other.fired).position(|(one, another)| one != another);
        if let Some(at) = differs {
            let bit = (self.fired[at] ^ other.fired[at]).trailing_zeros() as usize;
            let (set, condition) = (at / self.words, at % self.words * 64 + bit);
            panic!("`{name}` finds otherwise on answer set {set}, condition {condition} (both counted from 0)");
        }
    }

    /// How many conditions hold, over all answer sets.
    pub fn holding(&self) -> u64 {
        self.fired.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// A number that differs where results differ (FNV-1a).
    pub fn checksum(&self) -> u64 {
        let bytes = self.fired.iter().flat_map(|word| word.to_le_bytes());
        bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}

/// The median time that each way takes for one answer set.
pub fn medians(ways: &[&dyn Way], sets: usize, conditions: usize, rounds: usize) -> Vec<Duration> {
    let words = conditions.div_ceil(64);
    let mut fired = vec![0; sets * words];
    let mut pass = |way: &dyn Way| {
        fired.fill(0);
        way.evaluate_all(black_box(&mut fired), words);
        black_box(&fired);
    };
    let mut repeats: Vec<u32> = Vec::new();
    for way in ways {
        let start = Instant::now();
        pass(*way);
        repeats.push((SHORTEST.as_nanos() / start.elapsed().as_nanos().max(1)) as u32 + 1);
    }
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); ways.len()];
    for _ in 0..rounds {
        for ((way, repeats), times) in ways.iter().zip(&repeats).zip(&mut times) {
            let start = Instant::now();
            for _ in 0..*repeats {
                pass(*way);
            }
            times.push(start.elapsed() / *repeats);
        }
    }
    times.into_iter().map(|times| median(times) / sets as u32).collect()
}

/// The middle one.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// A Markdown table of the times, with how many times faster each way is than the first and than `native`.
pub fn table(ways: &[&dyn Way], medians: &[Duration], native: usize) -> String {
    let mut text = String::from("| way | µs per answer set | answer sets per second | times Rhai | times compiled |\n");
    text.push_str("|---|---:|---:|---:|---:|\n");
    for (way, time) in ways.iter().zip(medians) {
        let seconds = time.as_secs_f64().max(1e-12);
        let than = |other: Duration| other.as_secs_f64() / seconds;
        text.push_str(&format!(
            "| {} | {:.3} | {:.0} | {:.1} | {:.2} |\n",
            way.name(),
            seconds * 1e6,
            1.0 / seconds,
            than(medians[0]),
            than(medians[native]),
        ));
    }
    text
}
