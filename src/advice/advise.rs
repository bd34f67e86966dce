//! The advice on a scenario, as deep as is wanted: put together, and with what lies in its completions.

use jiff::civil::Date;

use super::case::Case;
use super::combination::Combination;
use super::completions::{Completions, Examination, Limits};
use super::compose::compose_to;
use super::depth::Depth;
use super::result::Advice;
use super::sufficient;
use crate::facts::Scenario;
use crate::rules::{Pack, Target};

/// The advice on a scenario, as of a day, without the completions of its answers.
pub fn advise(pack: &Pack, combination: &Combination, scenario: &Scenario, day: Date) -> Advice {
    advise_to(pack, combination, scenario, day, Depth::Whole)
}

/// As much of the advice on a scenario as is wanted.
pub fn advise_to(pack: &Pack, combination: &Combination, scenario: &Scenario, day: Date, depth: Depth) -> Advice {
    let case = Case::new(pack, combination, scenario.filled(&pack.schema, day), day);
    // Another thread can examine the completions while this one puts the words together.
    let examination = (depth >= Depth::Completions).then(|| Examination::of(&case));
    let (mut advice, completions) = std::thread::scope(|scope| {
        let examined = examination.as_ref().map(|examination| scope.spawn(|| examination.run(Limits::ADVICE)));
        let advice = compose_to(&case, scenario, depth);
        let join = |thread: std::thread::ScopedJoinHandle<'_, _>| match thread.join() {
            Ok(completions) => completions,
            Err(fault) => std::panic::resume_unwind(fault),
        };
        (advice, examined.and_then(join))
    });
    if let Some(completions) = completions {
        examined(&mut advice, &case, completions, depth);
    }
    advice
}

/// Adds what lies in the completions.
fn examined(advice: &mut Advice, case: &Case<'_>, completions: Completions, depth: Depth) {
    let possible: Vec<Target> = completions.first_choices().into_iter().filter_map(|(first, _)| first).collect();
    for open in &mut advice.open_facts {
        open.can_change_first = completions.can_change_first(open.fact);
        if open.can_change_first == Some(true) {
            open.possible_first.clone_from(&possible);
        }
    }
    if depth >= Depth::Sufficient && advice.first.is_some() {
        advice.sufficient = sufficient::sufficient(case, &completions, Limits::ADVICE);
    }
    advice.completions = Some(completions);
}
