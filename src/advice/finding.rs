//! One reason, filled in for a case.

use std::collections::BTreeSet;

use super::case::Case;
use crate::facts::{FactId, Value};
use crate::law::{Change, Citation};
use crate::rules::{Certainty, Effect, Rule, Target, Tier};

/// A tier that fires, as a reader sees it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// The tier's position in the pack.
    pub tier: usize,
    /// What it speaks about.
    pub target: Target,
    /// The variant it concerns, if only one.
    pub variant: Option<String>,
    /// What it does.
    pub effect: Effect,
    /// The group in which only the strongest counts.
    pub group: Option<String>,
    /// Whether it counted in the sum: it weighs, and nothing in its group is stronger.
    pub counted: bool,
    /// The reason, with answers filled in.
    pub reason: String,
    /// How to cure it.
    pub cure: Option<String>,
    /// What it cites.
    pub citations: Vec<Citation>,
    /// The sources it names.
    pub sources: Vec<String>,
    /// What it rests on.
    pub certainty: Certainty,
    /// Whether it rests on a text that was not read.
    pub unverified: bool,
    /// Known changes of the cited provisions after the text that was checked, in force on the day of the case.
    pub changes: Vec<(Citation, Change)>,
    /// The answers that made it fire.
    pub decided_by: Vec<(FactId, Value)>,
}

/// A tier that waits for answers.
#[derive(Clone, Debug)]
pub struct Undecided {
    /// The rule.
    pub rule: String,
    /// The tier's position in the pack.
    pub tier: usize,
    /// What it speaks about.
    pub targets: Vec<Target>,
    /// What it would do.
    pub effect: Effect,
    /// The reason it would give.
    pub reason: String,
    /// What it cites.
    pub citations: Vec<Citation>,
    /// The questions it waits for.
    pub waits_for: BTreeSet<FactId>,
}

impl Finding {
    /// The finding of a tier for one of its targets.
    pub fn new(
        case: &Case<'_>,
        rule: &Rule,
        index: usize,
        tier: &Tier,
        target: Target,
        read: &BTreeSet<FactId>,
    ) -> Finding {
        let register = &case.pack().register;
        let changes = tier
            .citations
            .iter()
            .filter_map(|citation| {
                Some((citation.clone(), register.changed_after_check(citation, case.day())?.clone()))
            })
            .collect();
        let decided_by = read.iter().filter_map(|fact| Some((*fact, case.evaluator().value(*fact)?))).collect();
        let unread =
            tier.citations.iter().any(|citation| register.find(citation).is_some_and(|found| !found.verified()));
        Finding {
            rule: rule.id.clone(),
            tier: index,
            target,
            variant: tier.variant.clone(),
            effect: tier.effect,
            group: tier.group.clone(),
            counted: false,
            reason: fill(case, &tier.reason),
            cure: tier.cure.as_deref().map(|cure| fill(case, cure)),
            citations: tier.citations.clone(),
            sources: tier.sources.clone(),
            certainty: tier.certainty,
            unverified: tier.unverified || unread,
            changes,
            decided_by,
        }
    }
}

/// A text with every `{fact}` replaced by its answer in words, numbers without their unit.
pub fn fill(case: &Case<'_>, text: &str) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(before);
        let schema = &case.pack().schema;
        let words = schema
            .find(name)
            .and_then(|fact| match case.evaluator().value(fact)? {
                // The text has its own word for what is counted.
                Value::Int(number) => Some(crate::text::number(number)),
                value => Some(schema.in_words(fact, value)),
            })
            .unwrap_or_else(|| "(inte besvarat)".to_owned());
        filled.push_str(&words);
        rest = after;
    }
    filled.push_str(rest);
    filled
}
