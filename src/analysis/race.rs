//! One outcome at a time: a contender that must beat all others, and dies as soon as it surely does not.
//!
//! The outcome of a world is the contender that wins it: a form, or an alternative when no form does. To win is to meet
//! one condition per opponent, each on the difference of two scores (a *lane*). A difference matters only where the rest of
//! the sweep can still turn it; beyond that it is clamped, so few states remain. Flags are part of a node of the skeleton.

use super::best_alternative::MARK;
use super::lowering::{BARRED, DESIGN, Gain, OFFERED, OWN_REASON, PART, PLAYERS, UNSETTLED};
use super::model::{FORMS, Model, Parameters};
use super::scoring::{Lead, Outcome};

/// Free flags, for whatever a query wants to follow beside the scores.
pub(super) const WATCH: u32 = 30;
/// Above the flags, one bit per player: "changes the score of".
pub(super) const SCORE: u32 = 32;

const DEDUCTIONS: u32 = 0b11_1111 << PART;

/// Most lanes of a race.
pub(super) const LANES: usize = FORMS + 1;

/// What has to come true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Racer {
    /// The form comes first.
    Form(usize),
    /// No form comes first.
    None,
    /// Nothing: these flags are followed, and nothing else.
    Flags(u32),
    /// Nothing: the sum of form 0 above that of form 1, deductions made, is followed, and nothing else.
    Gap,
}

/// What must be true of a world besides, in terms of flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Demand {
    /// All of these must be up in the end.
    pub needed: u32,
    /// None of these may ever be.
    pub fatal: u32,
}

/// What happens to a value outside its window, at one node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub low: i32,
    /// Below the window the race is lost; else the value is raised to `low`.
    pub deadly: bool,
    pub high: i32,
}

impl Window {
    pub const FIXED: Self = Self { low: 0, deadly: false, high: 0 };

    #[inline]
    pub fn clamp(self, value: i32) -> Option<i32> {
        if value < self.low && self.deadly { None } else { Some(value.max(self.low).min(self.high)) }
    }
}

/// The rules of one race.
///
/// Lanes of a form's race: its score above the mark that the best alternative sets, its lead over each other form, and, if
/// there are alternatives, the mark. Lanes where no form is to come first: the mark above each form's score.
#[derive(Debug, Clone)]
pub(super) struct Race<'a> {
    racer: Racer,
    parameters: &'a Parameters,
    alternatives: bool,
    rank: [usize; FORMS],
    demand: Demand,
    /// Flags and scores that can matter.
    pub mask: u64,
}

impl<'a> Race<'a> {
    pub fn new(model: &'a Model, racer: Racer) -> Self {
        let parameters = model.parameters();
        let mut rank = [0; FORMS];
        for (position, &form) in parameters.preference.iter().enumerate() {
            rank[usize::from(form)] = position;
        }
        let alternatives = model.alternatives() > 0;
        let players = (0b111 | u64::from(alternatives) << MARK) << SCORE;
        let flags = ((1 << UNSETTLED) - 1) | (0b11 << WATCH);
        let mask = match racer {
            Racer::Form(form) => u64::from(flags | 1u32 << (UNSETTLED + form as u32)) | players,
            Racer::None => u64::from(flags | 0x7f << OFFERED) | players,
            Racer::Flags(followed) => u64::from(followed),
            Racer::Gap => u64::from(DEDUCTIONS | 0b11 << WATCH) | 0b11 << SCORE,
        };
        Self { racer, parameters, alternatives, rank, demand: Demand::default(), mask }
    }

    /// The same race among the worlds that meet a demand.
    pub fn demanding(mut self, demand: Demand) -> Self {
        self.demand = demand;
        self.mask |= u64::from(demand.needed | demand.fatal);
        self
    }

    pub fn lanes(&self) -> usize {
        match self.racer {
            Racer::Flags(_) => 0,
            Racer::Form(_) => FORMS + usize::from(self.alternatives),
            Racer::None => FORMS,
            Racer::Gap => 1,
        }
    }

    /// What a contribution touches: flags in the low half, scores from bit [`SCORE`] on.
    pub fn aspects(&self, gain: &Gain) -> u64 {
        let scores = gain
            .scores
            .iter()
            .enumerate()
            .filter(|(_, score)| **score != 0)
            .fold(0, |bits, (player, _)| bits | 1 << player);
        (u64::from(gain.flags) | scores << SCORE) & self.mask
    }

    /// What can no longer make a difference once these flags are raised.
    pub fn pointless(&self, flags: u32) -> u64 {
        let mut pointless = u64::from(flags);
        if self.follows_flags() {
            return pointless;
        }
        for form in 0..FORMS {
            if flags >> (BARRED + form as u32) & 1 == 1 {
                pointless |= u64::from(form_flags(form)) | 1 << (SCORE + form as u32);
            }
        }
        pointless
    }

    /// Flags that may still be raised. Deduction flags are among them even when they are up: they must not be forgotten while
    /// they can come again.
    pub fn may(&self, reach: u64, pointless: u64) -> u32 {
        (reach & (!pointless | u64::from(DEDUCTIONS))) as u32
    }

    /// Scores after newly raised deduction flags.
    pub fn deduct(&self, scores: &mut [i16; PLAYERS], before: u32, raised: u32) {
        let fresh = raised & !before & DEDUCTIONS;
        if fresh == 0 {
            return;
        }
        for (form, score) in scores.iter_mut().enumerate().take(FORMS) {
            if fresh >> (PART + form as u32) & 1 == 1 {
                *score -= self.parameters.deduction_part as i16;
            }
            if fresh >> (DESIGN + form as u32) & 1 == 1 {
                *score -= self.parameters.deduction_design as i16;
            }
        }
    }

    /// Canonical flags, given what may still be raised; `None` if the race is lost.
    pub fn tidy(&self, mut flags: u32, may: u32) -> Option<u32> {
        let raised = |flags: u32, bit: u32, index: usize| flags >> (bit + index as u32) & 1 == 1;
        let Demand { needed, fatal } = self.demand;
        if flags & fatal != 0 || (flags | may) & needed != needed {
            return None;
        }
        match self.racer {
            Racer::Flags(_) => return Some(flags),
            Racer::Form(form) if raised(flags, BARRED, form) || !raised(flags | may, OWN_REASON, form) => return None,
            _ => {}
        }
        flags &= may | !DEDUCTIONS;
        for form in 0..FORMS {
            if raised(flags, BARRED, form) {
                flags &= !form_flags(form);
            }
        }
        Some(flags)
    }

    /// Changes of the lanes that follow from changes of the scores.
    pub fn deltas(&self, scores: &[i16; PLAYERS], flags: u32) -> [i16; LANES] {
        let mut deltas = [0; LANES];
        let mark = scores[MARK];
        match self.racer {
            Racer::Flags(_) => {}
            Racer::Gap => deltas[0] = scores[0] - scores[1],
            Racer::Form(form) => {
                deltas[0] = scores[form] - mark;
                for (delta, rival) in deltas[1..].iter_mut().zip(rivals(form)) {
                    *delta = if is_barred(flags, rival) { 0 } else { scores[form] - scores[rival] };
                }
                deltas[FORMS] = mark;
            }
            Racer::None => {
                for (form, delta) in deltas.iter_mut().enumerate().take(FORMS) {
                    *delta = if is_barred(flags, form) { 0 } else { mark - scores[form] };
                }
            }
        }
        deltas
    }

    /// Windows of all lanes at a node, given how far each can still move.
    pub fn windows(&self, flags: u32, may: u32, lowest: &[i16], highest: &[i16]) -> [Window; LANES] {
        let mut windows = [Window::FIXED; LANES];
        let own_reason = |form: usize| flags >> (OWN_REASON + form as u32) & 1 == 1;
        let stays = |form: usize| may >> (BARRED + form as u32) & 1 == 0;
        // From `win` on more does not matter; below `need` the lane is lost, and the race with it if that is deadly.
        let window = |lane: usize, need: i32, win: i32, deadly: bool| {
            let (down, up) = (i32::from(lowest[lane]), i32::from(highest[lane]));
            Window { low: need - up - i32::from(!deadly), deadly, high: win - down }
        };
        match self.racer {
            // No values are kept: the gap is followed along paths.
            Racer::Flags(_) | Racer::Gap => {}
            Racer::Form(form) => {
                let mut left = rivals(form).filter(|&rival| !is_barred(flags, rival));
                // Only where some rival surely stays, and each has a reason of its own, reaching the mark is enough.
                let lone = !left.clone().any(stays) || !left.all(own_reason);
                let clear = self.parameters.clear_lead;
                windows[0] = window(0, 1, if lone { clear } else { 1 }, true);
                for (lane, rival) in (1..).zip(rivals(form)) {
                    if !is_barred(flags, rival) {
                        let need = i32::from(self.rank[form] > self.rank[rival]);
                        windows[lane] = window(lane, need, clear, stays(rival) && own_reason(rival));
                    }
                }
                if lone {
                    // The lead may come to be measured from zero, and then the mark is needed to know the score.
                    windows[FORMS] = Window { low: 0, deadly: false, high: clear };
                }
            }
            Racer::None => {
                for form in (0..FORMS).filter(|&form| !is_barred(flags, form)) {
                    windows[form] = window(form, 0, 0, stays(form) && own_reason(form));
                }
            }
        }
        windows
    }

    /// The result of a finished state; `None` if the race is lost.
    pub fn result(&self, flags: u32, values: &[i32]) -> Option<Outcome> {
        let raised = |bit: u32, index: usize| flags >> (bit + index as u32) & 1 == 1;
        match self.racer {
            Racer::Flags(_) | Racer::Gap => None,
            Racer::Form(form) => {
                let (&above_mark, leads) = values.split_first()?;
                if above_mark < 1 || !raised(OWN_REASON, form) {
                    return None;
                }
                let own = above_mark + values.get(FORMS).copied().unwrap_or(0);
                let mut least: Option<i32> = None;
                for (&lead, rival) in leads.iter().zip(rivals(form)).filter(|(_, rival)| !is_barred(flags, *rival)) {
                    let lead = if raised(OWN_REASON, rival) { lead } else { lead.max(own) };
                    if lead < i32::from(self.rank[form] > self.rank[rival]) {
                        return None;
                    }
                    least = Some(least.map_or(lead, |other| other.min(lead)));
                }
                Some(Outcome::First {
                    lead: self.verdict(least.unwrap_or(own), raised(UNSETTLED, form)),
                    form: form as u8,
                })
            }
            Racer::None => {
                let mut forms =
                    values.iter().enumerate().filter(|(form, _)| !is_barred(flags, *form) && raised(OWN_REASON, *form));
                if forms.any(|(_, &below_mark)| below_mark < 0) {
                    return None;
                }
                let best = (0..PLAYERS - FORMS).find(|&alternative| raised(OFFERED, alternative));
                Some(Outcome::NoneOfThree(best.map(|alternative| alternative as u8)))
            }
        }
    }

    /// Whether a form that comes first in a finished state has an equal that is not barred.
    pub fn ties(&self, flags: u32, values: &[i32]) -> bool {
        let (Racer::Form(form), Some((_, leads))) = (self.racer, values.split_first()) else { return false };
        let own_reason = |rival: usize| flags >> (OWN_REASON + rival as u32) & 1 == 1;
        // A rival without a reason of its own scores zero at most, and the first form more.
        leads.iter().zip(rivals(form)).any(|(&lead, rival)| lead == 0 && !is_barred(flags, rival) && own_reason(rival))
    }

    /// Whether only flags are followed.
    pub fn follows_flags(&self) -> bool {
        matches!(self.racer, Racer::Flags(_))
    }

    fn verdict(&self, lead: i32, unsettled: bool) -> Lead {
        let steps = [Lead::Clear, Lead::Leaning, Lead::Even];
        let step = usize::from(lead < self.parameters.clear_lead) + usize::from(lead < self.parameters.leaning_lead);
        // INVARIANT: at most the last of three steps.
        steps[(step + usize::from(unsettled)).min(2)]
    }
}

/// The other forms.
fn rivals(form: usize) -> impl Iterator<Item = usize> + Clone {
    (0..FORMS).filter(move |&other| other != form)
}

fn is_barred(flags: u32, form: usize) -> bool {
    flags >> (BARRED + form as u32) & 1 == 1
}

/// What matters about a form only while it is not barred.
fn form_flags(form: usize) -> u32 {
    let form = form as u32;
    1 << (PART + form) | 1 << (DESIGN + form) | 1 << (OWN_REASON + form) | 1 << (UNSETTLED + form)
}
