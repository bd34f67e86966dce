//! What the open questions can still change, exactly, from every completion of the answers.
//!
//! As long as there are too many completions to examine within the time that a question may take, [`Bounds`] answers
//! instead: it is never wrong when it says that something is settled, only sometimes too cautious.

use std::collections::BTreeSet;

use super::outlook::{Bounds, Outlook, Prospect, Stake, View, questions_about_terms};
use crate::advice::Case;
use crate::advice::completions::{Completions, Examination, Limits};
use crate::advice::targets::first_target;
use crate::facts::FactId;
use crate::rules::Pack;

/// So much that the next question is there within 50 milliseconds.
const LIMITS: Limits = Limits { edges: 12_000, cells: 120_000, cells_per_question: 15_000, samples: 0 };
/// Parts of a bit, so that information can be compared as whole numbers.
const PARTS: f64 = 1e6;

/// Examines every completion where that is possible in time.
pub struct Exact {
    bounds: Bounds,
}

impl Exact {
    /// An outlook for the cases of a pack.
    pub fn new(pack: &Pack) -> Exact {
        Exact { bounds: Bounds::new(pack) }
    }
}

impl Outlook for Exact {
    fn look(&self, case: &Case<'_>) -> View {
        let view = self.bounds.look(case);
        // What is settled stays settled; looking closer could only tell how sure it is.
        if view.first_settled && view.verdict_settled {
            return view;
        }
        let found = Examination::of(case).run(LIMITS).filter(Completions::is_exact);
        match found {
            Some(completions) => closer(case, view, &completions),
            None => view,
        }
    }
}

/// The view with what the completions tell.
fn closer(case: &Case<'_>, mut view: View, completions: &Completions) -> View {
    let (verdict, outcome) = case.verdict(&case.fired());
    let settled = completions.first_settled();
    let only = completions.first_choices().first().and_then(|(first, _)| *first);
    // All completions may agree on something that the answers so far do not yet give; then there is more to ask.
    let agrees = settled && only == first_target(outcome) && case.deciding_key_facts().is_empty();
    let sure = completions.outcomes.first().is_some_and(|possible| possible.verdict() == verdict);
    view.first_settled |= agrees;
    view.verdict_settled |= agrees && completions.verdict_settled() && sure;
    if view.first_settled {
        view.first = only.or(view.first);
    }
    if !settled || agrees {
        let terms = view.first.map(|first| questions_about_terms(case, first)).unwrap_or_default();
        for prospect in &mut view.prospects {
            restake(prospect, completions, &terms);
        }
    }
    view
}

/// Puts a question where what its answer can really change belongs.
fn restake(prospect: &mut Prospect, completions: &Completions, terms: &BTreeSet<FactId>) {
    let below = || if terms.contains(&prospect.fact) { Stake::Terms } else { Stake::Rest };
    let found = completions.prospect(prospect.fact);
    if prospect.stake <= Stake::Verdict {
        prospect.stake = match (found, &completions.prospects) {
            (Some(found), _) if found.can_change_first => Stake::First,
            (Some(found), _) if found.can_change_verdict => Stake::Verdict,
            (_, Some(_)) => below(),
            // Not examined one by one: only what is settled for all of them is known.
            _ if completions.verdict_settled() => below(),
            _ if completions.first_settled() => prospect.stake.max(Stake::Verdict),
            _ => prospect.stake,
        };
    }
    if let Some(bits) = found.and_then(|found| found.information) {
        prospect.information = (bits * PARTS) as u32;
    }
}
