//! How far a long run has come, on standard error, and only where somebody watches a terminal.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

use super::context::Context;

/// Work that is done sooner shows no progress.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often a second it is drawn at most.
const TIMES_A_SECOND: u8 = 8;

/// A bar once the work has taken a while, or nothing where nobody would see it. Several threads may tell of steps.
pub struct Progress {
    bar: ProgressBar,
    /// Whether it would be seen and is not drawn yet.
    waiting: AtomicBool,
}

impl Progress {
    /// For work of so many steps. `doing`: what is done, as in `Bevisar`.
    pub fn of_steps(context: &Context, doing: &'static str, steps: usize) -> Progress {
        let bar = hidden(u64::try_from(steps).ok(), "{prefix} {bar:30} {pos}/{len}").with_prefix(doing);
        Progress { bar, waiting: AtomicBool::new(is_seen(context)) }
    }

    /// For an input that is read through, as large as is known. `result_on_screen`: the result is written meanwhile,
    /// and the bar must not be drawn over it.
    pub fn of_input(context: &Context, size: Option<u64>, result_on_screen: bool) -> Progress {
        let covers = result_on_screen && std::io::stdout().is_terminal();
        let template = if size.is_some() { "{bar:30} {percent:>3} %  {msg}" } else { "{spinner} {msg}" };
        Progress { bar: hidden(size, template), waiting: AtomicBool::new(is_seen(context) && !covers) }
    }

    /// So much more is done.
    pub fn advance(&self, by: u64) {
        // One thread alone begins to draw: what another has drawn would be left on the screen.
        if self.bar.elapsed() > PATIENCE && self.waiting.swap(false, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(TIMES_A_SECOND));
        }
        self.bar.inc(by);
    }

    /// What the work has come to so far, beside the bar.
    pub fn tell(&self, so_far: String) {
        self.bar.set_message(so_far);
    }

    /// Takes the bar away, before anything else is written. A bar that is dropped goes away as well.
    pub fn finish(self) {
        self.bar.finish_and_clear();
    }
}

/// Whether anybody would see it, in a terminal that can be drawn on.
fn is_seen(context: &Context) -> bool {
    std::io::stderr().is_terminal() && context.draws()
}

/// A bar that is not drawn yet, in figures and plain signs without colour. A template that is wrong gives the usual
/// one; they are constants, and they are right.
fn hidden(length: Option<u64>, template: &str) -> ProgressBar {
    let plain = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden())
        .with_style(plain.progress_chars("##.").tick_chars("-\\|/ "))
        .with_finish(ProgressFinish::AndClear)
}
