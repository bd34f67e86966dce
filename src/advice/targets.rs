//! Targets of rules and the numbers that the analysis knows them by, both ways.

use crate::analysis::model;
use crate::analysis::scoring::Outcome;
use crate::rules::{Form, Target};

/// The target that an outcome puts first.
pub fn first_target(outcome: Outcome) -> Option<Target> {
    match outcome {
        Outcome::CannotJudge => None,
        Outcome::NoneOfThree(alternative) => alternative.map(|index| Target::Alternative(usize::from(index))),
        Outcome::First { form, .. } => Form::ALL.get(usize::from(form)).map(|form| Target::Form(*form)),
    }
}

/// A target as the model numbers it.
pub fn model_target(target: Target) -> model::Target {
    // INVARIANT: three forms, and the loader keeps alternatives within `MAXIMUM_ALTERNATIVES`.
    match target {
        Target::Form(form) => model::Target::Form(form.index() as u8),
        Target::Alternative(index) => model::Target::Alternative(index as u8),
    }
}
