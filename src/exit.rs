//! How the program ends.

use std::process::ExitCode;

/// The ways to end, with their exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Advice given, or done as asked.
    Done,
    /// A test, lint or screening found something.
    Found,
    /// The input or the call is wrong.
    Wrong,
    /// The case cannot be judged.
    CannotJudge,
}

impl Exit {
    /// The exit status.
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Found => 1,
            Exit::Wrong => 2,
            Exit::CannotJudge => 4,
        }
    }

    /// The graver of two endings, for commands that take several files.
    pub fn and(self, other: Exit) -> Exit {
        let grave = |exit: Exit| match exit {
            Exit::Done => 0,
            Exit::CannotJudge => 1,
            Exit::Found => 2,
            Exit::Wrong => 3,
        };
        if grave(other) > grave(self) { other } else { self }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}
