//! What a conversation needs of whoever carries it: to say something, and to ask.
//!
//! A [`Question`] is data; how it looks is the prompt's own affair. The line mode, the terminal and the tests' scripted
//! partner all carry the same conversation.

use jiff::civil::Date;

use super::commands::Command;

/// Carries a conversation.
pub trait Prompt {
    /// Says something: paragraphs of plain text. Lines that begin with spaces keep them when wrapped.
    fn say(&mut self, text: &str);

    /// Asks until the reply is one that the question takes, or a command.
    ///
    /// # Errors
    /// The other side has left.
    fn ask(&mut self, question: &Question) -> Result<Reply, Left>;
}

/// The other side has left the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// By Ctrl-C.
    Interrupted,
    /// By ending the input, or by not listening any more.
    Ended,
}

/// Something to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Where in the conversation it stands.
    pub heading: Option<String>,
    /// The question in full.
    pub text: String,
    /// The question in a few words, for a line with the answer.
    pub label: String,
    /// A short help.
    pub help: Option<String>,
    /// What kind of answer it takes.
    pub asks: Asks,
    /// Whether *vet ej* is an answer.
    pub unknown: bool,
    /// The answer it has already, which an empty reply keeps.
    pub current: Option<Given>,
    /// What else can be replied.
    pub commands: Commands,
    /// Whether it has just been asked and needs no help again.
    pub brief: bool,
}

/// What can be replied besides an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Commands {
    /// Every command.
    All,
    /// To go back and to leave; for lists of things to do.
    Few,
    /// Only to go back by leaving the line empty or by the Esc key; for free text, where everything may be text.
    None,
}

/// What kind of answer a question takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// One of some options.
    One(Vec<Choice>),
    /// Some of some options.
    Some {
        /// The options.
        options: Vec<Choice>,
        /// Fewest.
        least: u32,
        /// Most.
        most: u32,
        /// An option that stands alone.
        alone: Option<usize>,
    },
    /// A whole number.
    Number {
        /// Smallest.
        least: i64,
        /// Largest.
        most: i64,
        /// Its unit.
        unit: Option<String>,
    },
    /// A day, or a number of months from the first one.
    Day {
        /// The first day allowed.
        first: Date,
        /// The last day allowed.
        last: Date,
        /// Most months.
        most_months: i64,
    },
    /// A line of text.
    Text {
        /// Most characters.
        most: usize,
        /// Whether it may be left empty.
        optional: bool,
    },
}

/// An option.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// In words.
    pub label: String,
    /// An explanation.
    pub help: Option<String>,
    /// The identifier in files, which can be replied as well.
    pub word: Option<String>,
}

impl Choice {
    /// An option with nothing but its words.
    pub fn new(label: impl Into<String>) -> Choice {
        Choice { label: label.into(), help: None, word: None }
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// The index of the option.
    One(usize),
    /// The options, one bit each.
    Some(u32),
    /// A number.
    Number(i64),
    /// A day.
    Day(Date),
    /// A number of months instead of a day.
    Months(i64),
    /// A text; empty only where the question allows it.
    Text(String),
    /// *Vet ej*.
    Unknown,
    /// The current answer is kept.
    Kept,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// An answer.
    Given(Given),
    /// Something else to do.
    Command(Command),
}

impl Question {
    /// A list of things to do or choose from.
    pub fn menu(text: impl Into<String>, label: impl Into<String>, options: Vec<Choice>) -> Question {
        Question::new(text, label, Asks::One(options), Commands::Few)
    }

    /// A line of text that may be anything.
    pub fn text(text: impl Into<String>, label: impl Into<String>, most: usize, optional: bool) -> Question {
        Question::new(text, label, Asks::Text { most, optional }, Commands::None)
    }

    /// A question with nothing beside it.
    pub fn new(text: impl Into<String>, label: impl Into<String>, asks: Asks, commands: Commands) -> Question {
        Question {
            heading: None,
            text: text.into(),
            label: label.into(),
            help: None,
            asks,
            unknown: false,
            current: None,
            commands,
            brief: false,
        }
    }

    /// The options, if it has any.
    pub fn options(&self) -> &[Choice] {
        match &self.asks {
            Asks::One(options) | Asks::Some { options, .. } => options,
            _ => &[],
        }
    }
}
