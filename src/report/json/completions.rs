//! What every way of answering the open questions leads to, as JSON.

use serde::Serialize;

use crate::advice::completions::Completions;
use crate::rules::Pack;

/// The contract.
#[derive(Debug, Serialize)]
pub struct CompletionsJson {
    /// False: estimated from `samples` completions drawn at random, with a fixed seed.
    exact: bool,
    samples: Option<usize>,
    /// How many completions there are, as text because it may be larger than a number can be; answers that no rule tells
    /// apart count once each.
    answer_sets: Option<String>,
    /// Whether they all have the same first choice.
    first_settled: bool,
    /// Whether they all have the same first choice with the same verdict.
    verdict_settled: bool,
    /// The commonest first. A share counts sets of answers, not municipalities.
    outcomes: Vec<OutcomeJson>,
    /// The open questions that some rule reads; `null`: not examined one by one.
    questions: Option<Vec<QuestionJson>>,
    /// The open question whose answer is expected to tell most about the outcome.
    ask_next: Option<String>,
}

#[derive(Debug, Serialize)]
struct OutcomeJson {
    verdict: &'static str,
    first: Option<String>,
    share: f64,
}

#[derive(Debug, Serialize)]
struct QuestionJson {
    fact: String,
    can_change_first: bool,
    can_change_verdict: bool,
    /// Expected information about the outcome, in bits.
    information: Option<f64>,
}

impl CompletionsJson {
    /// Completions as JSON.
    pub fn new(pack: &Pack, found: &Completions) -> CompletionsJson {
        let outcomes = found.outcomes.iter().map(|possible| OutcomeJson {
            verdict: possible.verdict().id(),
            first: possible.first().map(|target| pack.manifest.target_id(target).to_owned()),
            share: rounded(possible.share),
        });
        let questions = found.prospects.as_ref().map(|prospects| {
            let question = |prospect: &crate::advice::completions::Prospect| QuestionJson {
                fact: pack.schema.fact(prospect.fact).id.clone(),
                can_change_first: prospect.can_change_first,
                can_change_verdict: prospect.can_change_verdict,
                information: prospect.information.map(rounded),
            };
            prospects.iter().map(question).collect()
        });
        CompletionsJson {
            exact: found.is_exact(),
            samples: found.samples,
            answer_sets: found.count.map(|count| count.to_string()),
            first_settled: found.first_settled(),
            verdict_settled: found.verdict_settled(),
            outcomes: outcomes.collect(),
            questions,
            ask_next: found.ask_next().map(|fact| pack.schema.fact(fact).id.clone()),
        }
    }
}

/// Six decimals: more would be noise where it is estimated, and hard to read where it is exact.
fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}
