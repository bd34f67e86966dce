//! How fired clauses become scores and a verdict. Pure: the same function serves a single case and the whole space.
//!
//! Readings that the combination rules leave open, fixed here:
//! - a *reason of its own* is a positive group value, or an ungrouped `For`, outside the support groups; a `For` that
//!   a stronger or equal `Against` of its group outweighs is no such reason;
//! - deductions are made for forms only;
//! - the best alternative is the offered, unbarred one with the highest score, whatever its sign, the lowest index first.

use super::model::{Clause, FORMS, Kind, Model, Parameters, Target};

/// How clearly the first form leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lead {
    /// `tydligt`
    Clear,
    /// `lutar_at`
    Leaning,
    /// `jamnt`
    Even,
}

/// Result of one complete set of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing that weighs has fired and nothing is barred.
    CannotJudge,
    /// None of the three forms; the best offered alternative, if any.
    NoneOfThree(Option<u8>),
    /// A form comes first.
    First {
        /// How clearly.
        lead: Lead,
        /// Which form.
        form: u8,
    },
}

impl Outcome {
    /// The form that comes first.
    #[must_use]
    pub fn first(self) -> Option<u8> {
        match self {
            Self::First { form, .. } => Some(form),
            _ => None,
        }
    }

    /// What remains when the verdict is left out: the form, the alternative, or neither.
    #[must_use]
    pub fn without_lead(self) -> Self {
        match self {
            Self::First { form, .. } => Self::First { lead: Lead::Even, form },
            other => other,
        }
    }

    /// What remains when the first choice is left out.
    #[must_use]
    pub fn without_first(self) -> Self {
        match self {
            Self::First { lead, .. } => Self::First { lead, form: 0 },
            Self::NoneOfThree(_) => Self::NoneOfThree(None),
            Self::CannotJudge => Self::CannotJudge,
        }
    }

    /// A small number, unique per outcome, below [`Outcome::CODES`].
    #[must_use]
    pub fn code(self) -> usize {
        match self {
            Self::CannotJudge => 0,
            Self::NoneOfThree(None) => 1,
            Self::NoneOfThree(Some(alternative)) => 2 + usize::from(alternative),
            Self::First { lead, form } => 9 + usize::from(form) * 3 + lead as usize,
        }
    }

    /// Number of codes.
    pub const CODES: usize = 9 + FORMS * 3;

    /// Inverse of [`Outcome::code`].
    #[must_use]
    pub fn from_code(code: usize) -> Option<Self> {
        match code {
            0 => Some(Self::CannotJudge),
            1 => Some(Self::NoneOfThree(None)),
            2..9 => Some(Self::NoneOfThree(u8::try_from(code - 2).ok())),
            9..Self::CODES => {
                let lead = match (code - 9) % 3 {
                    0 => Lead::Clear,
                    1 => Lead::Leaning,
                    _ => Lead::Even,
                };
                Some(Self::First { lead, form: u8::try_from((code - 9) / 3).ok()? })
            }
            _ => None,
        }
    }
}

/// What the fired clauses add up to for one form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FormTally {
    /// Reasons minus deductions.
    pub sum: i32,
    /// A hinder of reach *form* fired.
    pub barred: bool,
    /// Something outside the support groups speaks for it.
    pub own_reason: bool,
    /// A clause about it that rests on unsettled law fired.
    pub unsettled: bool,
    /// A hinder of reach *part* fired (already deducted).
    pub part: bool,
    /// A hinder of reach *design* fired (already deducted).
    pub design: bool,
}

impl FormTally {
    /// The sum, after the rule that support groups alone cannot make a form lead.
    #[must_use]
    pub fn score(&self) -> i32 {
        if self.sum > 0 && !self.own_reason { 0 } else { self.sum }
    }
}

/// What the fired clauses add up to for one alternative.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AlternativeTally {
    /// Reasons.
    pub sum: i32,
    /// A hinder fired.
    pub barred: bool,
    /// Some clause of its own speaks for it.
    pub offered: bool,
}

/// All tallies of one world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tallies {
    /// The three forms.
    pub forms: [FormTally; FORMS],
    /// The alternatives.
    pub alternatives: Vec<AlternativeTally>,
    /// A weighing clause fired or a form is barred.
    pub any_reason: bool,
}

impl Tallies {
    /// The verdict.
    #[must_use]
    pub fn outcome(&self, parameters: &Parameters) -> Outcome {
        judge(&self.forms, &self.alternatives, self.any_reason, parameters)
    }
}

/// Adds up the fired clauses, given as a predicate over clause indices.
#[must_use]
pub fn tally(model: &Model, fired: impl Fn(usize) -> bool) -> Tallies {
    let fired = (0..model.clauses().len()).filter(|&clause| fired(clause));
    tally_clauses(model.clauses(), model.alternatives(), model.parameters(), fired)
}

/// Adds up fired clauses that belong to no model, given in ascending order. Targets must lie within the forms and the
/// number of alternatives.
#[must_use]
pub fn tally_clauses(
    clauses: &[Clause],
    alternatives: usize,
    parameters: &Parameters,
    fired: impl Iterator<Item = usize>,
) -> Tallies {
    let all: Vec<usize> = fired.collect();
    let fired = |clause: usize| all.binary_search(&clause).is_ok();
    let mut forms = [FormTally::default(); FORMS];
    let mut alternatives = vec![AlternativeTally::default(); alternatives];
    let mut any_reason = false;
    let mut sums = Sums::default();
    for clause in all.iter().filter_map(|&index| clauses.get(index)) {
        any_reason |= matches!(clause.effect.kind, Kind::For(_) | Kind::Against(_));
        sums.add(clause.effect.target, clause);
        match clause.effect.target {
            Target::Form(form) => {
                // INVARIANT: `Model::new` checked the target.
                let tally = &mut forms[usize::from(form)];
                tally.unsettled |= clause.certainty_unsettled;
                match clause.effect.kind {
                    Kind::HinderForm => tally.barred = true,
                    Kind::HinderPart => tally.part = true,
                    Kind::HinderDesign => tally.design = true,
                    _ => {}
                }
            }
            Target::Alternative(alternative) => {
                let tally = &mut alternatives[usize::from(alternative)];
                match clause.effect.kind {
                    Kind::HinderForm => tally.barred = true,
                    Kind::For(_) => tally.offered = true,
                    _ => {}
                }
            }
        }
    }
    for footing in &parameters.equal_footing {
        if footing.triggers.iter().any(|&trigger| fired(trigger)) {
            for &index in footing.clauses.iter().filter(|&&index| fired(index)) {
                sums.add(Target::Alternative(footing.alternative), &clauses[index]);
            }
        }
    }
    sums.finish(parameters, &mut forms, &mut alternatives);
    for tally in &mut forms {
        any_reason |= tally.barred;
        tally.sum -= if tally.part { parameters.deduction_part } else { 0 };
        tally.sum -= if tally.design { parameters.deduction_design } else { 0 };
    }
    Tallies { forms, alternatives, any_reason }
}

/// Fired reasons, waiting for their group to be complete.
#[derive(Default)]
struct Sums {
    single: Vec<(Target, i32)>,
    groups: Vec<(Target, u16, i32, i32)>,
}

impl Sums {
    fn add(&mut self, target: Target, clause: &Clause) {
        let (positive, negative) = match clause.effect.kind {
            Kind::For(weight) => (i32::from(weight), 0),
            Kind::Against(weight) => (0, i32::from(weight)),
            _ => return,
        };
        let Some(group) = clause.effect.group else {
            self.single.push((target, positive - negative));
            return;
        };
        match self.groups.iter_mut().find(|entry| entry.0 == target && entry.1 == group) {
            Some(entry) => {
                entry.2 = entry.2.max(positive);
                entry.3 = entry.3.max(negative);
            }
            None => self.groups.push((target, group, positive, negative)),
        }
    }

    fn finish(self, parameters: &Parameters, forms: &mut [FormTally; FORMS], alternatives: &mut [AlternativeTally]) {
        let grouped = self.groups.into_iter().map(|(target, group, positive, negative)| {
            (target, group_value(positive, negative), parameters.support_groups.contains(&group))
        });
        let single = self.single.into_iter().map(|(target, value)| (target, value, false));
        for (target, value, support) in grouped.chain(single) {
            match target {
                Target::Form(form) => {
                    let tally = &mut forms[usize::from(form)];
                    tally.sum += value;
                    tally.own_reason |= value > 0 && !support;
                }
                Target::Alternative(alternative) => alternatives[usize::from(alternative)].sum += value,
            }
        }
    }
}

/// Value of a group whose strongest fired reasons are these.
#[must_use]
pub fn group_value(strongest_for: i32, strongest_against: i32) -> i32 {
    match strongest_for.cmp(&strongest_against) {
        std::cmp::Ordering::Greater => strongest_for,
        std::cmp::Ordering::Less => -strongest_against,
        std::cmp::Ordering::Equal => 0,
    }
}

/// The verdict that follows from the tallies.
#[must_use]
pub fn judge(
    forms: &[FormTally; FORMS],
    alternatives: &[AlternativeTally],
    any_reason: bool,
    parameters: &Parameters,
) -> Outcome {
    if !any_reason {
        return Outcome::CannotJudge;
    }
    let mut alternative: Option<(u8, i32)> = None;
    for (index, tally) in (0u8..).zip(alternatives) {
        let better = alternative.is_none_or(|(_, score)| tally.sum > score);
        if tally.offered && !tally.barred && better {
            alternative = Some((index, tally.sum));
        }
    }
    let none = Outcome::NoneOfThree(alternative.map(|(index, _)| index));
    let mut best: Option<(u8, i32)> = None;
    let mut second: Option<i32> = None;
    for form in parameters.preference {
        // INVARIANT: `Model::new` checked that the preference names each form once.
        let tally = &forms[usize::from(form)];
        if tally.barred {
            continue;
        }
        let score = tally.score();
        match best {
            Some((_, leader)) if score <= leader => second = Some(second.map_or(score, |other| other.max(score))),
            Some((_, leader)) => {
                second = Some(leader);
                best = Some((form, score));
            }
            None => best = Some((form, score)),
        }
    }
    let Some((form, score)) = best else { return none };
    if score <= 0 || alternative.is_some_and(|(_, other)| other > score) {
        return none;
    }
    let lead = score - second.unwrap_or(0);
    let lead = if lead >= parameters.clear_lead {
        Lead::Clear
    } else if lead >= parameters.leaning_lead {
        Lead::Leaning
    } else {
        Lead::Even
    };
    let lead = match lead {
        Lead::Clear if forms[usize::from(form)].unsettled => Lead::Leaning,
        Lead::Leaning if forms[usize::from(form)].unsettled => Lead::Even,
        settled => settled,
    };
    Outcome::First { lead, form }
}
