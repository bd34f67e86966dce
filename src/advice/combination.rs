//! A pack's rules as clauses that can be added up.
//!
//! The numbers of `pack.toml` and the tiers in force on a day, in the form that `analysis::scoring` takes. A single case
//! and the whole space of answers are judged by the same function.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::targets::model_target;
use super::tier_set::TierSet;
use crate::analysis::model::{self, Clause, Kind, Parameters};
use crate::analysis::scoring::{Tallies, tally_clauses};
use crate::diagnostics::Located;
use crate::rules::{Certainty, Effect, Form, Pack, Reach, Rule, Target, Tier};

/// One tier seen from one of its targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// The rule's position in the pack.
    pub rule: usize,
    /// The tier's position in the pack, counted over all rules.
    pub tier: usize,
    /// The target.
    pub target: Target,
}

/// The clauses of a pack on a day.
#[derive(Clone, Debug)]
pub struct Combination {
    clauses: Vec<Clause>,
    sources: Vec<Source>,
    /// Where the clauses of each tier begin; one more than there are tiers.
    of_tier: Vec<usize>,
    parameters: Parameters,
    alternatives: usize,
}

impl Combination {
    /// The clauses of all tiers in force on a day.
    pub fn new(pack: &Pack, day: Date) -> Combination {
        let mut clauses = Vec::new();
        let mut sources = Vec::new();
        let mut of_tier = vec![0];
        let mut tier_index = 0;
        for (rule_index, rule) in pack.rules.iter().enumerate() {
            for tier in &rule.tiers {
                if tier.period.contains(day) {
                    for target in &tier.targets {
                        clauses.push(clause(pack, rule_index, tier_index, tier, *target));
                        sources.push(Source { rule: rule_index, tier: tier_index, target: *target });
                    }
                }
                tier_index += 1;
                of_tier.push(clauses.len());
            }
        }
        let parameters = parameters(pack, &clauses, &sources);
        Combination { clauses, sources, of_tier, parameters, alternatives: pack.manifest.alternatives.len() }
    }

    /// The clauses. Their table numbers are the tiers' positions.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Where each clause comes from.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The numbers of the combination rules.
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// How many alternatives there are.
    pub fn alternatives(&self) -> usize {
        self.alternatives
    }

    /// Adds up the clauses of the tiers that fire.
    pub(super) fn tally(&self, fired: &TierSet) -> Tallies {
        let clauses = fired.iter().filter_map(|tier| Some(*self.of_tier.get(tier)?..*self.of_tier.get(tier + 1)?));
        tally_clauses(&self.clauses, self.alternatives, &self.parameters, clauses.flatten())
    }
}

fn clause(pack: &Pack, rule: usize, tier_index: usize, tier: &Tier, target: Target) -> Clause {
    let kind = match tier.effect {
        Effect::Hinder(Reach::Form) => Kind::HinderForm,
        Effect::Hinder(Reach::Deluppgift) => Kind::HinderPart,
        Effect::Hinder(Reach::Utformning) => Kind::HinderDesign,
        // What concerns one variant ranks variants and adds nothing to the form.
        Effect::For(_) | Effect::Against(_) if tier.variant.is_some() => Kind::Note,
        Effect::For(weight) => Kind::For(weight),
        Effect::Against(weight) => Kind::Against(weight),
        Effect::Krav => Kind::Duty,
        Effect::Hinder(Reach::Variant) | Effect::Risk(_) | Effect::Note => Kind::Note,
    };
    let group = tier.group.as_deref().and_then(|group| group_number(pack, group));
    Clause {
        table: tier_index,
        rule,
        effect: model::Effect { target: model_target(target), kind, group },
        // A duty that rests on unsettled law says nothing about which form to choose.
        certainty_unsettled: tier.certainty == Certainty::Oklart && kind != Kind::Duty,
    }
}

fn group_number(pack: &Pack, id: &str) -> Option<u16> {
    let position = pack.manifest.group_ids().position(|known| known == id)?;
    u16::try_from(position).ok()
}

fn parameters(pack: &Pack, clauses: &[Clause], sources: &[Source]) -> Parameters {
    let verdict = &pack.manifest.verdict;
    let number = |value: i64| i32::try_from(value).unwrap_or(i32::MAX);
    let mut equal_footing = Vec::new();
    for footing in &pack.manifest.equal_footing {
        let opening = rules_named(pack, &footing.triggers);
        let counting = rules_named(pack, &footing.rules);
        for name in &footing.alternatives {
            let Some(alternative) = pack.manifest.alternative(name) else { continue };
            let target = Target::Alternative(alternative);
            let mut found =
                model::EqualFooting { alternative: alternative as u8, triggers: Vec::new(), clauses: Vec::new() };
            for (index, (source, clause)) in sources.iter().zip(clauses).enumerate() {
                let weight = match clause.effect.kind {
                    Kind::For(weight) => i64::from(weight),
                    _ => 0,
                };
                if source.target == target && weight >= footing.min_weight && opening.contains(&source.rule) {
                    found.triggers.push(index);
                }
                // A tier about several forms counts once, and one that speaks of the alternative itself not again.
                let mut of_tier = sources.iter().enumerate().filter(|(_, other)| other.tier == source.tier);
                if counting.contains(&source.rule)
                    && !of_tier.clone().any(|(_, other)| other.target == target)
                    && of_tier.find(|(_, other)| other.target.form().is_some()).is_some_and(|(first, _)| first == index)
                {
                    found.clauses.push(index);
                }
            }
            equal_footing.push(found);
        }
    }
    Parameters {
        clear_lead: number(verdict.clear),
        leaning_lead: number(verdict.leaning),
        deduction_part: number(verdict.deduction_part),
        deduction_design: number(verdict.deduction_design),
        support_groups: verdict.support_groups.iter().filter_map(|group| group_number(pack, group)).collect(),
        preference: Form::LIGHTEST_FIRST.map(|form| form.index() as u8),
        equal_footing,
    }
}

/// The positions of the rules that a list names.
fn rules_named(pack: &Pack, names: &[Located<String>]) -> BTreeSet<usize> {
    let named = |rule: &Rule| names.iter().any(|name| name.value == rule.id);
    pack.rules.iter().enumerate().filter(|(_, rule)| named(rule)).map(|(position, _)| position).collect()
}
