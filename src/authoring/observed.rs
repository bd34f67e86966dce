//! Real cooperations beside the advice they would have got.
//!
//! What municipalities chose is a fact and no key: agreement is reported, never required, and no rule may be bent to
//! raise it. Two baselines tell what agreement is worth: guessing the form that most chose, and guessing the form that
//! most in the same sector chose. Both are generous, since each cooperation is among those counted.

use std::collections::BTreeMap;

use super::scenario_files::ScenarioFile;
use super::trials::{Combinations, day_of};
use crate::advice::{Advice, Standing, Verdict, advise};
use crate::diagnostics::suggest::did_you_mean_or_list;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::facts::FactId;
use crate::rules::{Form, Pack, Target};

/// One cooperation and its advice.
#[derive(Debug)]
pub struct Observation {
    /// The file.
    pub file: String,
    /// What it is called.
    pub title: String,
    /// What was chosen.
    pub chose: Target,
    /// Whether it counts in the narrower report.
    pub scoring: bool,
    /// The sector.
    pub sector: Option<String>,
    /// Where it is known from.
    pub source: Option<String>,
    /// How sure the advice was.
    pub verdict: Verdict,
    /// The questions to answer first, where nothing could be judged.
    pub ask_first: Vec<FactId>,
    /// What the advice puts first and then, best first, with scores as far as they go.
    pub ranking: Vec<(Target, i64)>,
}

impl Observation {
    /// Whether enough was known to put something first.
    pub(super) fn judged(&self) -> bool {
        self.verdict != Verdict::KanInteBedomas
    }

    pub(super) fn first(&self) -> Option<Target> {
        self.ranking.first().filter(|_| self.judged()).map(|(target, _)| *target)
    }

    pub(super) fn agrees(&self) -> bool {
        self.first() == Some(self.chose)
    }

    pub(super) fn among_two(&self) -> bool {
        self.judged() && self.ranking.iter().take(2).any(|(target, _)| *target == self.chose)
    }
}

/// All cooperations that tell what was chosen.
#[derive(Debug)]
pub struct Observed {
    /// The cooperations, in the order of their files.
    pub observations: Vec<Observation>,
    /// What is wrong with files or with what they say was chosen.
    pub problems: Diagnostics,
}

/// How often something came out right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Of how many.
    pub total: usize,
    /// The first choice is what was chosen.
    pub first: usize,
    /// One of the first two is.
    pub first_two: usize,
    /// The form that most chose, and how often guessing it is right.
    pub commonest: Option<(Target, usize)>,
    /// How often guessing the sector's commonest form is right.
    pub commonest_in_sector: usize,
}

/// Gives advice on every scenario that tells what was chosen.
pub fn observe(pack: &Pack, files: &[ScenarioFile]) -> Observed {
    let mut combinations = Combinations::default();
    let mut found = Observed { observations: Vec::new(), problems: Diagnostics::new() };
    for file in files {
        let scenario = match &file.scenario {
            Ok(scenario) => scenario,
            Err(problems) => {
                found.problems.extend(problems.iter().cloned());
                continue;
            }
        };
        let Some(observed) = &scenario.observed else { continue };
        let Some(chose) = pack.manifest.target(&observed.choice) else {
            let known = Form::ALL.iter().map(|form| form.id()).chain(pack.manifest.alternative_ids());
            found.problems.push(
                Diagnostic::new(
                    Code::ExpectationUnknown,
                    format!("`{}` är varken en form eller ett alternativ", observed.choice),
                )
                .at(observed.choice.place.clone())
                .help_if(did_you_mean_or_list(&observed.choice, known)),
            );
            continue;
        };
        let day = day_of(pack, scenario);
        let advice = advise(pack, combinations.on(pack, day), scenario, day);
        found.observations.push(Observation {
            file: file.name.clone(),
            title: scenario.title.clone(),
            chose,
            scoring: observed.scoring,
            sector: observed.sector.clone(),
            source: observed.source.clone(),
            verdict: advice.verdict,
            ask_first: advice.ask_first.clone(),
            ranking: ranking(&advice),
        });
    }
    found
}

/// What the advice would have someone choose, best first: its first choice, then forms and alternatives by score.
fn ranking(advice: &Advice) -> Vec<(Target, i64)> {
    let forms = advice.forms.iter().filter(|form| form.standing != Standing::Unavailable);
    let alternatives = advice.alternatives.iter().filter(|alternative| !alternative.barred && alternative.score > 0);
    let mut all: Vec<(Target, i64)> = forms
        .map(|form| (Target::Form(form.form), form.score))
        .chain(alternatives.map(|alternative| (Target::Alternative(alternative.index), alternative.score)))
        .collect();
    // Stable: forms keep their order, and stand before alternatives of the same score.
    all.sort_by_key(|(target, score)| (Some(*target) != advice.first, -score));
    all
}

/// How often the advice and the baselines are right, over some cooperations.
pub fn agreement(observations: &[&Observation]) -> Agreement {
    let overall = counts(observations.iter().copied());
    let mut sectors: BTreeMap<Option<&str>, Vec<&Observation>> = BTreeMap::new();
    for observation in observations {
        sectors.entry(observation.sector.as_deref()).or_default().push(observation);
    }
    let in_sector = sectors.values().map(|sector| {
        let own = counts(sector.iter().copied());
        // Where a sector has no one commonest form, the one that is commonest elsewhere too is the better guess.
        let guess =
            own.iter().max_by_key(|(target, count)| (**count, overall.get(target), std::cmp::Reverse(**target)));
        guess.map_or(0, |(_, count)| *count)
    });
    Agreement {
        total: observations.len(),
        first: observations.iter().filter(|observation| observation.agrees()).count(),
        first_two: observations.iter().filter(|observation| observation.among_two()).count(),
        commonest: overall
            .iter()
            .max_by_key(|(target, count)| (**count, std::cmp::Reverse(**target)))
            .map(|(target, count)| (*target, *count)),
        commonest_in_sector: in_sector.sum(),
    }
}

fn counts<'o>(observations: impl Iterator<Item = &'o Observation>) -> BTreeMap<Target, usize> {
    let mut counts = BTreeMap::new();
    for observation in observations {
        *counts.entry(observation.chose).or_insert(0) += 1;
    }
    counts
}

impl Observed {
    pub(super) fn all(&self) -> Agreement {
        agreement(&self.observations.iter().collect::<Vec<_>>())
    }

    pub(super) fn scoring(&self) -> Agreement {
        agreement(&self.observations.iter().filter(|observation| observation.scoring).collect::<Vec<_>>())
    }

    pub(super) fn disagreements(&self) -> impl Iterator<Item = &Observation> {
        self.observations.iter().filter(|observation| !observation.agrees())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observation(chose: Form, first: Form, sector: &str) -> Observation {
        Observation {
            file: String::new(),
            title: String::new(),
            chose: Target::Form(chose),
            scoring: true,
            sector: Some(sector.to_owned()),
            source: None,
            verdict: Verdict::Tydligt,
            ask_first: Vec::new(),
            ranking: vec![(Target::Form(first), 5), (Target::Form(Form::Avtalssamverkan), 1)],
        }
    }

    #[test]
    fn baselines_stand_beside_agreement() {
        use Form::{Avtalssamverkan as As, GemensamNamnd as Gn, Kommunalforbund as Kf};
        let all = [
            observation(Gn, Gn, "of"),
            observation(Gn, Kf, "of"),
            observation(As, Kf, "of"),
            observation(Kf, Kf, "rtj"),
            observation(As, Gn, "rtj"),
        ];
        let found = agreement(&all.iter().collect::<Vec<_>>());
        assert_eq!((found.total, found.first, found.first_two), (5, 2, 4));
        // Two chose GN and two AS: the first in the order of the law is the guess.
        assert_eq!(found.commonest, Some((Target::Form(Gn), 2)));
        // The sector's: GN in `of` (2), and in `rtj` one of two.
        assert_eq!(found.commonest_in_sector, 3);
    }
}
