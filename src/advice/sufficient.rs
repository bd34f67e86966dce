//! Which of the answers given decide alone: a smallest set of them with which every completion has the same first choice.
//!
//! Answers are set aside one by one, the least telling first; an answer stays aside if the first choice is the same
//! without it, however that question and all other open ones are answered. What remains decides alone, and no answer of
//! it can be left out.

use super::case::Case;
use super::completions::{Completions, Limits};
use super::whole_space::WholeSpace;
use crate::analysis::Engine;
use crate::analysis::direct::Evaluator;
use crate::analysis::partial::{ClassSet, Partial};
use crate::analysis::sample::Sampler;
use crate::analysis::scoring::Outcome;
use crate::decision::Relevance;
use crate::facts::{FactId, Kind};

/// How many completions are drawn before an answer is examined exactly: most that are needed are found out by a few.
const DRAWS: usize = 256;
/// Multiple-choice questions with more options than this are always kept: the space of all their combinations is large.
const MANY_OPTIONS: usize = 5;

/// Answers that decide alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sufficient {
    /// The questions, in their order.
    pub facts: Vec<FactId>,
    /// Whether it is shown that none of them can be left out. Those with many options are kept without trying.
    pub smallest: bool,
}

/// Looks for the answers that decide the first choice alone. `None` if it is not decided, or cannot be examined.
pub fn sufficient(case: &Case<'_>, completions: &Completions, limits: Limits) -> Option<Sufficient> {
    if !completions.first_settled() {
        return None;
    }
    let wanted = completions.outcomes.first()?.outcome.without_lead();
    let given = given(case);
    let schema = &case.pack().schema;
    let many =
        |fact: FactId| matches!(&schema.fact(fact).kind, Kind::Multi { options, .. } if options.len() > MANY_OPTIONS);
    let (kept, mut tried): (Vec<FactId>, Vec<FactId>) = given.into_iter().partition(|fact| many(*fact));
    let whole =
        WholeSpace::of_answers(case, |fact| kept.contains(&fact)).ok().filter(|whole| whole.left_out.is_empty())?;
    let engine = whole.engine(case.pack(), limits.settings());
    let mut partial = Partial::unknown(&whole.model);
    for &fact in &tried {
        if let (Some(variable), Some(set)) = (whole.space.variable(fact), class_set(case, &whole, fact)) {
            partial.restrict(variable, set);
        }
    }
    // The least telling first: screening questions before those asked of everybody, the last asked before the first.
    tried.sort_by_key(|fact| (std::cmp::Reverse(schema.fact(*fact).level), std::cmp::Reverse(*fact)));
    let evaluator = Evaluator::new(&whole.model);
    let mut needed: Vec<FactId> = kept.clone();
    let mut smallest = kept.is_empty();
    for fact in tried {
        let Some(variable) = whole.space.variable(fact) else { continue };
        let mut without = partial.clone();
        without.release(variable);
        match decides(&engine, &evaluator, &without, wanted) {
            Some(true) => partial = without,
            Some(false) => needed.push(fact),
            None => {
                smallest = false;
                needed.push(fact);
            }
        }
    }
    needed.sort();
    Some(Sufficient { facts: needed, smallest })
}

/// The questions answered and in use, other than those that follow from other answers.
fn given(case: &Case<'_>) -> Vec<FactId> {
    let in_use = |fact: &FactId| matches!(case.evaluator().relevance(*fact), Relevance::Relevant | Relevance::Open);
    let answered = case.answers().iter().filter(|(_, answer)| answer.value().is_some()).map(|(fact, _)| fact);
    answered.filter(in_use).collect()
}

/// The class of the answer given. Where other answers are set aside the question may not arise at all.
fn class_set(case: &Case<'_>, whole: &WholeSpace, fact: FactId) -> Option<ClassSet> {
    let index = whole.space.variable(fact)?;
    let variable = whole.space.variables().get(index)?;
    let class = variable.class_of(case.answers().value(fact)?)?;
    let model = whole.model.variables().get(index)?;
    Some(ClassSet::of([usize::from(class), model.irrelevant()]))
}

/// Whether every completion has the wanted first choice; `None` if that is too much to examine.
fn decides(engine: &Engine<'_>, evaluator: &Evaluator<'_>, partial: &Partial, wanted: Outcome) -> Option<bool> {
    let sampler = Sampler::new(engine, partial).ok()??;
    let drawn = evaluator.outcomes(&sampler.columns(DRAWS, engine.settings().seed));
    let differs = |code: &u8| Outcome::from_code(usize::from(*code)).is_none_or(|found| found.without_lead() != wanted);
    if drawn.iter().any(differs) {
        return Some(false);
    }
    let (shares, _) = engine.count(partial).ok()?;
    Some(shares.counts.keys().all(|outcome| outcome.without_lead() == wanted))
}
