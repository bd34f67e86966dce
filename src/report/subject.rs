//! The advice that a report is about, with its pack and the way it was asked for.

use jiff::civil::Date;

use crate::advice::Advice;
use crate::facts::{FactId, Scenario, Value};
use crate::rules::Pack;

/// An advice to report.
pub struct Subject<'a> {
    /// What the rules say.
    pub advice: &'a Advice,
    /// The rules.
    pub pack: &'a Pack,
    /// Where the day of the case comes from.
    pub day_from: DayFrom,
    /// Answers that were changed for this run alone; `None` for *vet ej*.
    pub changed: &'a [(FactId, Option<Value>)],
}

/// Where the day of a case comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayFrom {
    /// The command line.
    Call,
    /// The scenario.
    Scenario,
    /// The pack, since neither says. Never the clock: the same answers must give the same text tomorrow.
    Pack,
}

impl DayFrom {
    /// The day whose law applies, and where it comes from.
    pub fn choose(call: Option<Date>, scenario: &Scenario, pack: &Pack) -> (Date, DayFrom) {
        match (call, scenario.date) {
            (Some(day), _) => (day, DayFrom::Call),
            (None, Some(day)) => (day, DayFrom::Scenario),
            (None, None) => (pack.manifest.law_date, DayFrom::Pack),
        }
    }

    /// The identifier used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            DayFrom::Call => "call",
            DayFrom::Scenario => "scenario",
            DayFrom::Pack => "pack",
        }
    }
}

impl<'a> Subject<'a> {
    /// The advice on a scenario as it stands.
    pub fn new(advice: &'a Advice, pack: &'a Pack) -> Subject<'a> {
        Subject { advice, pack, day_from: DayFrom::Scenario, changed: &[] }
    }
}
