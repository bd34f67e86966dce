//! Clauses sorted by how they add up: what a condition gives by itself, and groups of which the strongest counts.

use super::model::{FORMS, Kind, MAXIMUM_ALTERNATIVES, Model, Target};
use super::scoring::{AlternativeTally, FormTally};

/// Forms and alternatives in one numbering: forms first.
pub const PLAYERS: usize = FORMS + MAXIMUM_ALTERNATIVES;

/// Flag bits of a form: add the form's index.
pub(super) const BARRED: u32 = 0;
pub(super) const PART: u32 = 3;
pub(super) const DESIGN: u32 = 6;
pub(super) const OWN_REASON: u32 = 9;
pub(super) const UNSETTLED: u32 = 12;
/// Something that weighs has fired, or a form is barred.
pub(super) const ANY_REASON: u32 = 15;
/// Flag bits of an alternative: add its index.
pub(super) const OFFERED: u32 = 16;
pub(super) const ALTERNATIVE_BARRED: u32 = 23;

/// What one condition contributes when it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Gain {
    /// Added to each player's score.
    pub scores: [i16; PLAYERS],
    /// Flags raised.
    pub flags: u32,
}

impl Gain {
    /// Both contributions together.
    #[must_use]
    pub fn plus(mut self, other: &Self) -> Self {
        for (own, more) in self.scores.iter_mut().zip(other.scores) {
            *own = own.saturating_add(more);
        }
        self.flags |= other.flags;
        self
    }

    /// Whether nothing is contributed.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// A weighing clause inside a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Condition of the clause.
    pub table: usize,
    /// If not empty: one of these must hold too.
    pub guard: Vec<usize>,
    /// Positive for a reason for, negative for a reason against.
    pub weight: i16,
}

/// Reasons of which only the strongest on either side counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Whose score it changes.
    pub player: usize,
    /// Whether it may make a form lead by itself.
    pub support: bool,
    /// The reasons.
    pub members: Vec<Member>,
}

impl Group {
    /// Contribution, given the strongest fired reasons.
    #[must_use]
    pub fn gain(&self, strongest_for: i16, strongest_against: i16) -> Gain {
        let value = super::scoring::group_value(i32::from(strongest_for), i32::from(strongest_against));
        let mut gain = Gain::default();
        // INVARIANT: weights lie within ±100.
        gain.scores[self.player] = value as i16;
        if value > 0 && !self.support && self.player < FORMS {
            gain.flags |= 1 << (OWN_REASON + self.player as u32);
        }
        gain
    }
}

/// All clauses of a model, lowered.
#[derive(Debug, Clone, Default)]
pub struct Lowered {
    /// What each condition gives by itself; at most one entry per table, in table order.
    pub singles: Vec<(usize, Gain)>,
    /// Groups in order of player and group id.
    pub groups: Vec<Group>,
}

/// Sorts the clauses of a model; `counts` says which clauses take part.
#[must_use]
pub fn lower(model: &Model, counts: impl Fn(usize) -> bool) -> Lowered {
    let mut singles: Vec<Gain> = vec![Gain::default(); model.tables().len()];
    let mut groups: std::collections::BTreeMap<(usize, u16), Vec<Member>> = std::collections::BTreeMap::new();
    let mut guarded: Vec<Group> = Vec::new();
    for (_, clause) in model.clauses().iter().enumerate().filter(|(index, _)| counts(*index)) {
        // INVARIANT: `Model::new` checked tables and targets.
        let gain = &mut singles[clause.table];
        let player = player(clause.effect.target);
        gain.flags |= flags(clause.effect.target, clause.effect.kind, clause.certainty_unsettled);
        let Some(weight) = signed_weight(clause.effect.kind) else { continue };
        match clause.effect.group {
            Some(group) => {
                let member = Member { table: clause.table, guard: Vec::new(), weight };
                groups.entry((player, group)).or_default().push(member);
            }
            None => {
                gain.scores[player] = gain.scores[player].saturating_add(weight);
                if weight > 0 && player < FORMS {
                    gain.flags |= 1 << (OWN_REASON + player as u32);
                }
            }
        }
    }
    for footing in &model.parameters().equal_footing {
        let player = FORMS + usize::from(footing.alternative);
        let guard: Vec<usize> = footing
            .triggers
            .iter()
            .filter(|&&clause| counts(clause))
            .map(|&clause| model.clauses()[clause].table)
            .collect();
        if guard.is_empty() {
            continue;
        }
        for &index in footing.clauses.iter().filter(|&&index| counts(index)) {
            let clause = &model.clauses()[index];
            let Some(weight) = signed_weight(clause.effect.kind) else { continue };
            let member = Member { table: clause.table, guard: guard.clone(), weight };
            match clause.effect.group {
                Some(group) => groups.entry((player, group)).or_default().push(member),
                None => guarded.push(Group { player, support: false, members: vec![member] }),
            }
        }
    }
    let support = &model.parameters().support_groups;
    let mut all: Vec<Group> = groups
        .into_iter()
        .map(|((player, group), members)| Group { player, support: support.contains(&group), members })
        .collect();
    all.append(&mut guarded);
    let singles = singles.into_iter().enumerate().filter(|(_, gain)| !gain.is_nothing()).collect();
    Lowered { singles, groups: all }
}

/// Number of a target among all players.
#[must_use]
pub fn player(target: Target) -> usize {
    match target {
        Target::Form(form) => usize::from(form),
        Target::Alternative(alternative) => FORMS + usize::from(alternative),
    }
}

fn signed_weight(kind: Kind) -> Option<i16> {
    match kind {
        Kind::For(weight) => Some(i16::from(weight)),
        Kind::Against(weight) => Some(-i16::from(weight)),
        _ => None,
    }
}

fn flags(target: Target, kind: Kind, unsettled: bool) -> u32 {
    let mut flags = 0;
    match target {
        Target::Form(form) => {
            let form = u32::from(form);
            flags |= match kind {
                Kind::HinderForm => 1 << (BARRED + form) | 1 << ANY_REASON,
                Kind::HinderPart => 1 << (PART + form),
                Kind::HinderDesign => 1 << (DESIGN + form),
                Kind::For(_) | Kind::Against(_) => 1 << ANY_REASON,
                Kind::Duty | Kind::Note => 0,
            };
            if unsettled {
                flags |= 1 << (UNSETTLED + form);
            }
        }
        Target::Alternative(alternative) => {
            let alternative = u32::from(alternative);
            flags |= match kind {
                Kind::HinderForm => 1 << (ALTERNATIVE_BARRED + alternative),
                Kind::For(_) => 1 << (OFFERED + alternative) | 1 << ANY_REASON,
                Kind::Against(_) => 1 << ANY_REASON,
                _ => 0,
            };
        }
    }
    flags
}

/// Tally of a form, from its sum without deductions and the flags.
#[must_use]
pub(super) fn form_tally(form: usize, sum: i32, flags: u32, part: i32, design: i32) -> FormTally {
    let raised = |bit: u32| flags >> (bit + form as u32) & 1 == 1;
    let mut tally = FormTally {
        sum,
        barred: raised(BARRED),
        own_reason: raised(OWN_REASON),
        unsettled: raised(UNSETTLED),
        part: raised(PART),
        design: raised(DESIGN),
    };
    tally.sum -= if tally.part { part } else { 0 };
    tally.sum -= if tally.design { design } else { 0 };
    tally
}

/// Tally of an alternative, from its sum and the flags.
#[must_use]
pub(super) fn alternative_tally(alternative: usize, sum: i32, flags: u32) -> AlternativeTally {
    let raised = |bit: u32| flags >> (bit + alternative as u32) & 1 == 1;
    AlternativeTally { sum, barred: raised(ALTERNATIVE_BARRED), offered: raised(OFFERED) }
}
