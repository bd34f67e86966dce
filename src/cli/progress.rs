//! How far a long run has come, on standard error, and only where somebody watches a terminal.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::context::Context;
use crate::batch::Input;

/// A bar, or nothing where nobody would see it.
pub struct Progress {
    bar: ProgressBar,
    cases: usize,
}

impl Progress {
    /// A bar for an input. `result_on_screen`: the result would be written over it.
    pub fn new(context: &Context, input: &Input, result_on_screen: bool) -> Progress {
        let covered = result_on_screen && std::io::stdout().is_terminal();
        if !std::io::stderr().is_terminal() || !context.draws() || covered {
            return Progress { bar: ProgressBar::hidden(), cases: 0 };
        }
        let target = ProgressDrawTarget::stderr_with_hz(8);
        let bar = match input.size {
            Some(size) => {
                ProgressBar::with_draw_target(Some(size), target).with_style(style("{bar:30} {percent:>3} %  {msg}"))
            }
            None => ProgressBar::with_draw_target(None, target).with_style(style("{spinner} {msg}")),
        };
        Progress { bar, cases: 0 }
    }

    /// So much more of the input is done, with so many cases.
    pub fn advance(&mut self, input: u64, cases: usize) {
        self.cases += cases;
        self.bar.inc(input);
        self.bar.set_message(crate::text::counted(self.cases, "underlag", "underlag"));
    }

    /// Takes the bar away.
    pub fn finish(self) {
        self.bar.finish_and_clear();
    }
}

/// A style without colour. A template that is wrong gives the usual one; it is a constant, and it is right.
fn style(template: &str) -> ProgressStyle {
    let plain = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    plain.progress_chars("##.").tick_chars("-\\|/ ")
}
