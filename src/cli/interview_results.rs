//! The results of a questionnaire, as `advise` and `compare` show them.

use super::advise::written;
use super::arguments::Format;
use super::context::Context;
use crate::advice::{Advice, Combination, Depth, advise_to};
use crate::interview::reports::{Reports, Result};
use crate::report::comparison::{self, Comparison};
use crate::report::{DayFrom, Document, Length, Subject, compose, json};

/// Makes the same texts as the other commands.
pub struct Results<'c> {
    context: &'c Context,
}

impl<'c> Results<'c> {
    /// For a screen.
    pub fn new(context: &'c Context) -> Results<'c> {
        Results { context }
    }

    fn document(&self, result: Result<'_>, length: Length) -> Document {
        let advice = advised(result, Depth::Completions);
        compose(&subject(result, &advice), length)
    }
}

impl Reports for Results<'_> {
    /// The first page: the conversation goes on below it.
    fn terminal(&self, result: Result<'_>) -> String {
        let document = self.document(result, Length::Short);
        format!("\n{}\n{WHOLE}\n", written(&document, Format::Terminal, self.context, false))
    }

    fn markdown(&self, result: Result<'_>) -> String {
        written(&self.document(result, Length::Normal), Format::Markdown, self.context, true)
    }

    fn json(&self, result: Result<'_>) -> String {
        json::write(&subject(result, &advised(result, Depth::Sufficient)))
    }

    fn compare(&self, earlier: Result<'_>, now: Result<'_>) -> String {
        let comparison = Comparison { left: subject(earlier, earlier.advice), right: subject(now, now.advice) };
        format!("\n{}", written(&comparison::compose(&comparison), Format::Terminal, self.context, false))
    }
}

/// Below the first page.
const WHOLE: &str =
    "Det här är första sidan. Hela rådet, med handlingar och tidplan, får ni när ni sparar det som Markdown.";

/// The advice with what lies in its completions, which the conversation does without.
fn advised(result: Result<'_>, depth: Depth) -> Advice {
    let day = result.advice.day;
    advise_to(result.pack, &Combination::new(result.pack, day), result.scenario, day, depth)
}

fn subject<'r>(result: Result<'r>, advice: &'r Advice) -> Subject<'r> {
    let (_, day_from) = DayFrom::choose(None, result.scenario, result.pack);
    Subject { advice, pack: result.pack, day_from, changed: &[] }
}
