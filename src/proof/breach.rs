//! Ways in which a statement can be broken, looked for in the ordinary advice on a case.
//!
//! Here nothing of the analysis is used: what it found is believed only when the advice shows it too. Where answers are
//! missing, what waits for them counts for the statement, so that a breach is one however they are filled in.

use crate::advice::targets::first_target;
use crate::advice::{Advice, Case, Standing, Verdict};
use crate::decision::{DecisionTree, Evaluation, Truth};
use crate::facts::{FactId, Value};
use crate::rules::{Certainty, Effect, Form, Pack, Reach, Target};

/// What is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// The form is available after all.
    Available(Form),
    /// The form is barred after all.
    Barred(Form),
    /// The form comes first after all.
    First(Form),
    /// The form has no hinder of the reach.
    NoHinder(Form, Reach),
    /// The form's sum rises when the answer is changed.
    Rises(Form, FactId, Value),
    /// All three forms are barred and nothing else is offered.
    NothingLeft,
    /// Something is recommended without a reason.
    NoReason,
    /// The form comes first, and every reason for it rests on unsettled law.
    OnlyUnsettled(Form),
    /// A form comes first although it is barred.
    BarredFirst,
}

/// A statement's condition and how it is broken.
#[derive(Clone, Copy)]
pub struct Breach<'p> {
    /// When the statement applies; `None`: always.
    pub when: Option<&'p DecisionTree<bool>>,
    /// How it is broken.
    pub broken: Broken,
}

impl<'p> Breach<'p> {
    /// Whether a case shows it, without the whole advice.
    pub fn seen_in(&self, case: &Case<'p>) -> bool {
        if case.holds(self.when) != Truth::True {
            return false;
        }
        let evaluations = case.evaluations();
        let fired: Vec<bool> = evaluations.iter().map(|evaluation| evaluation.truth == Truth::True).collect();
        let tallies = case.tallies(&fired);
        let outcome = case.outcome(&fired);
        let first = first_target(outcome);
        let barred = |form: Form| tallies.forms.get(form.index()).is_some_and(|tally| tally.barred);
        let some = |truths: &[Truth], wanted: &dyn Fn(Effect, &[Target]) -> bool| {
            let mut tiers = case.tiers().iter().zip(&evaluations);
            tiers.any(|(tier, evaluation): (_, &Evaluation)| {
                truths.contains(&evaluation.truth) && wanted(tier.effect, &tier.targets)
            })
        };
        let hinder = |form: Form, reach: Reach| {
            some(&[Truth::True, Truth::Open], &|effect, targets| {
                effect == Effect::Hinder(reach) && targets.contains(&Target::Form(form))
            })
        };
        match self.broken {
            Broken::Available(form) => !hinder(form, Reach::Form),
            Broken::Barred(form) => barred(form),
            Broken::First(form) => first == Some(Target::Form(form)) && case.deciding_key_facts().is_empty(),
            Broken::NoHinder(form, reach) => !hinder(form, reach),
            Broken::Rises(form, fact, value) => {
                let changed = case.with_answers(case.answers().with(fact, value));
                changed.evaluator().value(fact) == Some(value)
                    && changed.holds(self.when) == Truth::True
                    && sum(&changed, form) > sum(case, form)
            }
            Broken::NothingLeft => {
                Form::ALL.into_iter().all(barred)
                    && first.is_none()
                    && !some(&[Truth::Open], &|effect, targets| {
                        matches!(effect, Effect::For(_)) && targets.iter().any(|target| target.form().is_none())
                    })
            }
            Broken::NoReason => first.is_some_and(|first| {
                !some(&[Truth::True], &|effect, targets| matches!(effect, Effect::For(_)) && targets.contains(&first))
            }),
            Broken::OnlyUnsettled(form) => {
                first == Some(Target::Form(form))
                    && case.deciding_key_facts().is_empty()
                    && !case.tiers().iter().zip(&fired).any(|(tier, &fired)| {
                        fired
                            && tier.targets.contains(&Target::Form(form))
                            && counts_as_reason(case.pack(), tier)
                            && tier.certainty != Certainty::Oklart
                    })
            }
            Broken::BarredFirst => first.and_then(Target::form).is_some_and(barred),
        }
    }

    /// What the whole advice says, if it shows the breach.
    pub fn told_by(&self, case: &Case<'p>, advice: &Advice) -> Option<String> {
        let pack = case.pack();
        let of = |form: Form| advice.forms.iter().find(|advised| advised.form == form);
        let name = |form: Form| crate::text::capitalised(pack.manifest.form_definite(form));
        match self.broken {
            Broken::Available(form) => matches!(of(form)?.standing, Standing::Available | Standing::Conditional)
                .then(|| format!("{} är {}.", name(form), of(form).map_or("", |form| form.standing.in_words()))),
            Broken::Barred(form) => (of(form)?.standing == Standing::Unavailable).then(|| {
                let hinders = of(form).into_iter().flat_map(|form| &form.hinders);
                let rules: Vec<&str> = hinders
                    .filter(|hinder| hinder.effect == Effect::Hinder(Reach::Form))
                    .map(|hinder| hinder.rule.as_str())
                    .collect();
                format!("{} är inte tillgänglig på grund av {}.", name(form), crate::text::join_and(&rules))
            }),
            Broken::First(form) => (advice.first == Some(Target::Form(form)))
                .then(|| format!("{} är förstahandsval ({}).", name(form), advice.verdict.in_words())),
            Broken::NoHinder(form, reach) => (!of(form)?
                .hinders
                .iter()
                .map(|hinder| hinder.effect)
                .chain(of(form)?.possible_hinders.iter().map(|hinder| hinder.effect))
                .any(|effect| effect == Effect::Hinder(reach)))
            .then(|| format!("{} har inget hinder med räckvidden {}.", name(form), reach.id())),
            Broken::Rises(form, fact, value) => {
                let changed = case.with_answers(case.answers().with(fact, value));
                let points = |sum: i32| crate::text::number(i64::from(sum));
                let (before, after) = (sum(case, form), sum(&changed, form));
                (after > before).then(|| {
                    format!(
                        "Summan för {} är {} före ändringen och {} efter.",
                        pack.manifest.form_definite(form),
                        points(before),
                        points(after)
                    )
                })
            }
            Broken::NothingLeft => (advice.first.is_none()
                && advice.verdict == Verdict::IngenAvTre
                && advice.forms.iter().all(|form| form.standing == Standing::Unavailable))
            .then(|| "Ingen av de tre formerna är tillgänglig, och inget annat föreslås.".to_owned()),
            Broken::NoReason => match advice.first? {
                Target::Form(form) => of(form)?
                    .reasons_for
                    .is_empty()
                    .then(|| format!("{} är förstahandsval utan något skäl.", name(form))),
                target => advice
                    .alternatives
                    .iter()
                    .find(|found| Target::Alternative(found.index) == target)?
                    .findings
                    .iter()
                    .all(|finding| !matches!(finding.effect, Effect::For(_)))
                    .then(|| format!("Programmet föreslår {} utan något skäl.", pack.manifest.target_name(target))),
            },
            Broken::OnlyUnsettled(form) => (advice.first == Some(Target::Form(form))).then(|| {
                let rules: Vec<&str> =
                    of(form).into_iter().flat_map(|form| &form.reasons_for).map(|found| found.rule.as_str()).collect();
                format!("{} är förstahandsval bara på grund av {}.", name(form), crate::text::join_and(&rules))
            }),
            Broken::BarredFirst => {
                let form = advice.first?.form()?;
                (of(form)?.standing == Standing::Unavailable)
                    .then(|| format!("{} är förstahandsval fast formen inte är tillgänglig.", name(form)))
            }
        }
    }
}

/// A form's sum in a case.
fn sum(case: &Case<'_>, form: Form) -> i32 {
    case.tallies(&case.fired()).forms.get(form.index()).map_or(0, |tally| tally.sum)
}

/// Whether a tier speaks for its form and may make it lead.
pub fn counts_as_reason(pack: &Pack, tier: &crate::rules::Tier) -> bool {
    let support = |group: &String| pack.manifest.verdict.support_groups.contains(group);
    matches!(tier.effect, Effect::For(_)) && tier.variant.is_none() && !tier.group.as_ref().is_some_and(support)
}
