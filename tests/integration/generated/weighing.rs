//! What reasons add up to, worked out from the rules of combination as they are written in the handbook: hinders, the
//! strongest of each group, deductions, the lead, unsettled law, alternatives.

use super::meaning::{Status, holds_for_all};
use super::plan::{EffectPlan, Plan, TierPlan};

/// What the rules add up to in a full case.
#[derive(Debug, PartialEq, Eq)]
pub struct Weighed {
    pub verdict: &'static str,
    /// The first choice, as a position among the targets.
    pub first: Option<usize>,
    pub lead: Option<i64>,
    /// For each form: its sum and how it stands.
    pub forms: Vec<(i64, &'static str)>,
    /// For each alternative: its sum and whether it is barred.
    pub alternatives: Vec<(i64, bool)>,
}

/// The order in which equals are listed.
const LIGHTEST_FIRST: [usize; 3] = [2, 1, 0];

/// Weighs a full case.
pub fn weigh(plan: &Plan, statuses: &[Status]) -> Weighed {
    let fires: Vec<(usize, &TierPlan)> =
        plan.tiers().filter(|(_, tier)| tier.in_force && holds_for_all(plan, &tier.condition, statuses)).collect();
    let about =
        |target: usize| fires.iter().filter(move |(_, tier)| tier.targets.contains(&target)).map(|(_, tier)| *tier);
    let hinders = |target: usize, reach: usize| about(target).any(|tier| tier.effect == EffectPlan::Hinder(reach));
    let weighs = |tier: &&TierPlan| tier.variant.is_none() && weight(tier).is_some();

    let mut sums: Vec<i64> = Vec::new();
    let mut scores: Vec<i64> = Vec::new();
    for form in 0..3 {
        let reasons: Vec<&TierPlan> = about(form).filter(weighs).collect();
        let (mut sum, own) = add(plan, &reasons);
        sum -= if hinders(form, 2) { plan.part } else { 0 };
        sum -= if hinders(form, 3) { plan.design } else { 0 };
        sums.push(sum);
        scores.push(if sum > 0 && !own { 0 } else { sum });
    }
    let alternatives: Vec<(i64, bool, bool)> = (3..5)
        .map(|target| {
            let mut reasons: Vec<&TierPlan> = about(target).filter(weighs).collect();
            let offered = reasons.iter().any(|tier| weight(tier) > Some(0));
            let opened =
                fires.iter().any(|(rule, tier)| *rule == 1 && tier.targets.contains(&3) && weight(tier) >= Some(2));
            if target == 3 && plan.footing && opened {
                // A rule that already speaks of the alternative is not counted twice.
                let equal = fires.iter().filter(|(rule, tier)| *rule == 0 && !tier.targets.contains(&3));
                reasons.extend(
                    equal
                        .map(|(_, tier)| *tier)
                        .filter(|tier| tier.targets.iter().any(|target| *target < 3))
                        .filter(weighs),
                );
            }
            (add(plan, &reasons).0, hinders(target, 0), offered)
        })
        .collect();

    let barred = |form: usize| hinders(form, 0);
    let open: Vec<usize> = LIGHTEST_FIRST.into_iter().filter(|form| !barred(*form)).collect();
    let most = open.iter().map(|form| scores[*form]).max();
    let first = open.iter().copied().find(|form| Some(scores[*form]) == most);
    let possible = (0..2).filter(|alternative| alternatives[*alternative].2 && !alternatives[*alternative].1);
    let best_sum = possible.clone().map(|alternative| alternatives[alternative].0).max();
    let best = possible.clone().find(|alternative| Some(alternatives[*alternative].0) == best_sum);

    let any = fires.iter().any(|(_, tier)| weighs(tier)) || (0..3).any(barred);
    let (verdict, first, lead) = match first {
        _ if !any => ("kan_inte_bedomas", None, None),
        Some(form) if scores[form] > 0 && best_sum.is_none_or(|sum| sum <= scores[form]) => {
            let next = open.iter().filter(|other| **other != form).map(|other| scores[*other]).max().unwrap_or(0);
            let lead = scores[form] - next;
            let unsettled = about(form).any(|tier| tier.unsettled && tier.effect != EffectPlan::Duty);
            let step = if lead >= plan.clear { 2 } else { usize::from(lead >= plan.leaning) };
            let step = step.saturating_sub(usize::from(unsettled));
            (["jamnt", "lutar_at", "tydligt"][step], Some(form), Some(lead))
        }
        _ => ("ingen_av_tre", best.map(|alternative| 3 + alternative), None),
    };
    let standing = |form: usize| match (barred(form), hinders(form, 2) || hinders(form, 3)) {
        (true, _) => "unavailable",
        (_, true) => "conditional",
        _ => "available",
    };
    Weighed {
        verdict,
        first,
        lead,
        forms: (0..3).map(|form| (scores[form], standing(form))).collect(),
        alternatives: alternatives.iter().map(|(sum, barred, _)| (*sum, *barred)).collect(),
    }
}

fn weight(tier: &TierPlan) -> Option<i64> {
    match tier.effect {
        EffectPlan::For(weight) => Some(weight),
        EffectPlan::Against(weight) => Some(-weight),
        _ => None,
    }
}

/// The sum of some reasons, and whether any of it is for and not only in support.
fn add(plan: &Plan, reasons: &[&TierPlan]) -> (i64, bool) {
    let mut sum = 0;
    let mut own = false;
    for group in [None, Some(0), Some(1)] {
        let weights: Vec<i64> =
            reasons.iter().filter(|tier| tier.group == group).filter_map(|tier| weight(tier)).collect();
        let support = plan.support && group == Some(1);
        if group.is_none() {
            sum += weights.iter().sum::<i64>();
            own |= weights.iter().any(|weight| *weight > 0);
        } else {
            let strongest = weights.iter().copied().max().unwrap_or(0).max(0);
            let against = weights.iter().copied().min().unwrap_or(0).min(0);
            // The stronger side counts; two equal sides weigh nothing.
            let value = if strongest > -against {
                strongest
            } else if strongest < -against {
                against
            } else {
                0
            };
            sum += value;
            own |= value > 0 && !support;
        }
    }
    (sum, own)
}
