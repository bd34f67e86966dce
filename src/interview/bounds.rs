//! The least and greatest sums that undecided rules leave possible.
//!
//! Every undecided rule is taken to fire or rest on its own. The sums that are really possible lie within what is found
//! here, so "settled" can be relied on; "open" may be too cautious.

use crate::advice::Case;
use crate::analysis::model::{Kind, Parameters, Target as Clausal};
use crate::analysis::scoring::{Lead, Outcome, group_value};
use crate::decision::{Evaluation, Truth};
use crate::rules::{Form, Target};

/// What the sums of a case can still become.
#[derive(Clone, Debug)]
pub struct Possible {
    forms: [Range; 3],
    alternatives: Vec<Range>,
    /// Whether something that weighs or bars has fired for certain.
    any_reason: bool,
}

/// What one form or alternative can still come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    least: i32,
    greatest: i32,
    barred: Truth,
    /// For a form: something unsettled has fired. For an alternative: something speaks for it.
    marked: Truth,
}

impl Range {
    const NOTHING: Range = Range { least: 0, greatest: 0, barred: Truth::False, marked: Truth::False };
}

/// Either of two, as far as known.
fn or(left: Truth, right: Truth) -> Truth {
    match (left, right) {
        (Truth::True, _) | (_, Truth::True) => Truth::True,
        (Truth::False, Truth::False) => Truth::False,
        _ => Truth::Open,
    }
}

/// The strongest reasons of one group about one target: for certain, and at most.
struct Group {
    target: Clausal,
    group: Option<u16>,
    surely_for: i32,
    perhaps_for: i32,
    surely_against: i32,
    perhaps_against: i32,
}

impl Group {
    fn new(target: Clausal, group: Option<u16>) -> Group {
        Group { target, group, surely_for: 0, perhaps_for: 0, surely_against: 0, perhaps_against: 0 }
    }

    fn add(&mut self, kind: Kind, truth: Truth) {
        let sure = truth == Truth::True;
        match kind {
            Kind::For(weight) => {
                self.perhaps_for = self.perhaps_for.max(i32::from(weight));
                if sure {
                    self.surely_for = self.surely_for.max(i32::from(weight));
                }
            }
            Kind::Against(weight) => {
                self.perhaps_against = self.perhaps_against.max(i32::from(weight));
                if sure {
                    self.surely_against = self.surely_against.max(i32::from(weight));
                }
            }
            _ => {}
        }
    }

    /// The value is greater the more speaks for and the less speaks against.
    fn least(&self) -> i32 {
        group_value(self.surely_for, self.perhaps_against)
    }

    fn greatest(&self) -> i32 {
        group_value(self.perhaps_for, self.surely_against)
    }
}

/// What the sums can still become, given how the rules stand.
pub fn of(case: &Case<'_>, evaluations: &[Evaluation]) -> Possible {
    let combination = case.combination();
    let parameters = combination.parameters();
    let clauses = combination.clauses();
    let truths: Vec<Truth> = combination
        .sources()
        .iter()
        .map(|source| evaluations.get(source.tier).map_or(Truth::False, |evaluation| evaluation.truth))
        .collect();
    let truth = |clause: usize| truths.get(clause).copied().unwrap_or(Truth::False);
    let mut possible = Possible {
        forms: [Range::NOTHING; 3],
        alternatives: vec![Range::NOTHING; combination.alternatives()],
        any_reason: false,
    };
    let mut groups: Vec<Group> = Vec::new();
    let mut parts = [Truth::False; 3];
    let mut designs = [Truth::False; 3];
    for (index, clause) in clauses.iter().enumerate() {
        let truth = truth(index);
        if truth == Truth::False {
            continue;
        }
        let kind = clause.effect.kind;
        let weighs = matches!(kind, Kind::For(_) | Kind::Against(_));
        possible.any_reason |= truth == Truth::True && weighs;
        add(&mut groups, clause.effect.target, clause.effect.group, kind, truth);
        let Some(range) = possible.range_mut(clause.effect.target) else { continue };
        match (clause.effect.target, kind) {
            (_, Kind::HinderForm) => range.barred = or(range.barred, truth),
            (Clausal::Alternative(_), Kind::For(_)) => range.marked = or(range.marked, truth),
            _ => {}
        }
        if let Clausal::Form(form) = clause.effect.target {
            if clause.certainty_unsettled {
                range.marked = or(range.marked, truth);
            }
            let deduction = match kind {
                Kind::HinderPart => parts.get_mut(usize::from(form)),
                Kind::HinderDesign => designs.get_mut(usize::from(form)),
                _ => None,
            };
            if let Some(deduction) = deduction {
                *deduction = or(*deduction, truth);
            }
        }
    }
    for footing in &parameters.equal_footing {
        let opens = footing.triggers.iter().fold(Truth::False, |found, trigger| or(found, truth(*trigger)));
        for index in &footing.clauses {
            let counts = match (opens, truth(*index)) {
                (Truth::False, _) | (_, Truth::False) => continue,
                (Truth::True, Truth::True) => Truth::True,
                _ => Truth::Open,
            };
            if let Some(clause) = clauses.get(*index) {
                let target = Clausal::Alternative(footing.alternative);
                add(&mut groups, target, clause.effect.group, clause.effect.kind, counts);
            }
        }
    }
    possible.sum(&groups, parameters, parts, designs);
    possible
}

fn add(groups: &mut Vec<Group>, target: Clausal, group: Option<u16>, kind: Kind, truth: Truth) {
    // A reason without a group is a group of its own.
    let known = groups.iter_mut().find(|known| group.is_some() && known.target == target && known.group == group);
    match known {
        Some(known) => known.add(kind, truth),
        None => {
            let mut new = Group::new(target, group);
            new.add(kind, truth);
            groups.push(new);
        }
    }
}

impl Possible {
    fn range_mut(&mut self, target: Clausal) -> Option<&mut Range> {
        match target {
            Clausal::Form(form) => self.forms.get_mut(usize::from(form)),
            Clausal::Alternative(index) => self.alternatives.get_mut(usize::from(index)),
        }
    }

    fn sum(&mut self, groups: &[Group], parameters: &Parameters, parts: [Truth; 3], designs: [Truth; 3]) {
        let mut own = [Truth::False; 3];
        for group in groups {
            let support = group.group.is_some_and(|group| parameters.support_groups.contains(&group));
            if let (Clausal::Form(form), false) = (group.target, support)
                && let Some(own) = own.get_mut(usize::from(form))
            {
                *own = or(*own, Truth::of(group.greatest() > 0, group.least() <= 0));
            }
            if let Some(range) = self.range_mut(group.target) {
                range.least += group.least();
                range.greatest += group.greatest();
            }
        }
        let deductions = parts.into_iter().zip(designs);
        for ((range, own), (part, design)) in self.forms.iter_mut().zip(own).zip(deductions) {
            for (truth, deduction) in [(part, parameters.deduction_part), (design, parameters.deduction_design)] {
                range.least -= if truth == Truth::False { 0 } else { deduction };
                range.greatest -= if truth == Truth::True { deduction } else { 0 };
            }
            // Support alone cannot make a form lead.
            if own != Truth::True {
                range.least = range.least.min(0);
            }
            if own == Truth::False {
                range.greatest = range.greatest.min(0);
            }
        }
        self.any_reason |= self.forms.iter().any(|range| range.barred == Truth::True);
    }

    fn form(&self, form: Form) -> Range {
        self.forms.get(form.index()).copied().unwrap_or(Range::NOTHING)
    }

    /// The least score that the best available form has for certain.
    fn sure_best(&self) -> Option<i32> {
        self.forms.iter().filter(|range| range.barred == Truth::False).map(|range| range.least).max()
    }

    /// Whether a target can still come first.
    pub fn contends(&self, target: Target) -> bool {
        match target {
            Target::Form(form) => {
                let range = self.form(form);
                let beaten = Form::ALL.into_iter().filter(|other| *other != form).any(|other| {
                    let other = self.form(other);
                    other.barred == Truth::False && other.least > range.greatest
                });
                range.barred != Truth::True && range.greatest > 0 && !beaten
            }
            Target::Alternative(index) => {
                let Some(range) = self.alternatives.get(index) else { return false };
                let possible = range.marked != Truth::False && range.barred != Truth::True;
                possible && self.sure_best().is_none_or(|best| best <= 0 || range.greatest > best)
            }
        }
    }

    /// Whether what comes first now comes first whatever the undecided rules do.
    pub fn first_settled(&self, case: &Case<'_>, outcome: Outcome) -> bool {
        match outcome {
            Outcome::CannotJudge => false,
            Outcome::First { form, .. } => self.form_settled(case, usize::from(form)),
            Outcome::NoneOfThree(alternative) => self.any_reason && self.none_settled(alternative.map(usize::from)),
        }
    }

    fn form_settled(&self, case: &Case<'_>, form: usize) -> bool {
        let Some(leader) = self.forms.get(form).copied() else { return false };
        let place = |form: usize| {
            let preference = case.combination().parameters().preference;
            preference.iter().position(|known| usize::from(*known) == form)
        };
        let ahead = |(index, other): (usize, &Range)| {
            index == form
                || other.barred == Truth::True
                || other.greatest < leader.least
                || (other.greatest == leader.least && place(form) < place(index))
        };
        let beats = |other: &Range| {
            other.marked == Truth::False || other.barred == Truth::True || other.greatest <= leader.least
        };
        self.any_reason
            && leader.barred == Truth::False
            && leader.least > 0
            && self.forms.iter().enumerate().all(ahead)
            && self.alternatives.iter().all(beats)
    }

    fn none_settled(&self, alternative: Option<usize>) -> bool {
        let leader = alternative.and_then(|index| self.alternatives.get(index)).copied();
        let sure = leader.is_none_or(|leader| leader.marked == Truth::True && leader.barred == Truth::False);
        let behind = |range: &Range| {
            let weak = range.greatest <= 0 || leader.is_some_and(|leader| range.greatest < leader.least);
            range.barred == Truth::True || weak
        };
        let other = |(index, range): (usize, &Range)| {
            let out = range.marked == Truth::False || range.barred == Truth::True;
            Some(index) == alternative
                || out
                || leader.is_some_and(|leader| {
                    // Of equals the one listed first leads.
                    range.greatest < leader.least || (range.greatest == leader.least && alternative < Some(index))
                })
        };
        sure && self.forms.iter().all(behind) && self.alternatives.iter().enumerate().all(other)
    }

    /// Whether the verdict stays the same, given that the first choice does.
    pub fn verdict_settled(&self, case: &Case<'_>, outcome: Outcome) -> bool {
        let Outcome::First { form, .. } = outcome else { return true };
        let Some(leader) = self.forms.get(usize::from(form)).copied() else { return false };
        let (least_second, greatest_second) = self.second(usize::from(form));
        let lead = |lead: i32| {
            let parameters = case.combination().parameters();
            if lead >= parameters.clear_lead {
                Lead::Clear
            } else if lead >= parameters.leaning_lead {
                Lead::Leaning
            } else {
                Lead::Even
            }
        };
        let widest = lead(leader.greatest - least_second);
        let narrowest = lead(leader.least - greatest_second);
        // What is even already cannot be lowered.
        widest == narrowest && (leader.marked != Truth::Open || widest == Lead::Even)
    }

    /// What the best of the other forms comes to, at least and at most. With no other form left it counts as 0.
    fn second(&self, form: usize) -> (i32, i32) {
        let others = || self.forms.iter().enumerate().filter(move |(index, _)| *index != form).map(|(_, range)| range);
        let sure = others().filter(|range| range.barred == Truth::False).map(|range| range.least).max();
        let any = others().filter(|range| range.barred != Truth::True);
        let least = sure.unwrap_or_else(|| any.clone().map(|range| range.least).min().map_or(0, |least| least.min(0)));
        let greatest = any.map(|range| range.greatest).max();
        let all_barred = sure.is_none();
        (least, greatest.map_or(0, |greatest| if all_barred { greatest.max(0) } else { greatest }))
    }

    /// Whether what is said about a target can change how far the first choice leads.
    pub fn measures(&self, target: Target, first: Option<Target>) -> bool {
        let (Target::Form(form), Some(Target::Form(first))) = (target, first) else { return false };
        if form == first {
            return true;
        }
        let range = self.form(form);
        range.barred != Truth::True && range.greatest >= self.second(first.index()).0
    }
}
