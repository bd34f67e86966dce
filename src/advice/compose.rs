//! The advice on a case, put together from what its rules say.

use std::collections::BTreeSet;

use super::arrangement::{self, Arrangement};
use super::case::Case;
use super::depth::Depth;
use super::finding::{Finding, Undecided};
use super::result::{
    Advice, AlternativeAdvice, AnswerInUse, AnswerSource, BestAgainst, Follows, FormAdvice, OpenFact, SetAside,
    Standing,
};
use super::targets::first_target;
use super::verdict::Verdict;
use super::what_if::{self, WhatIf};
use crate::analysis::scoring::{Outcome, Tallies, group_value};
use crate::decision::{Evaluation, Relevance, Truth};
use crate::facts::{Answer, FactId, Provenance, Scenario, Value};
use crate::rules::consequences::Item;
use crate::rules::{Effect, Form, Reach, RiskLevel, Target};

/// The advice on a case that a scenario describes, without its completions.
pub fn compose(case: &Case<'_>, scenario: &Scenario) -> Advice {
    compose_to(case, scenario, Depth::Whole)
}

/// As much of the advice on a case as is wanted.
pub fn compose_to(case: &Case<'_>, scenario: &Scenario, depth: Depth) -> Advice {
    let whole = depth >= Depth::Whole;
    let pack = case.pack();
    let evaluations = case.evaluations();
    let fired: Vec<bool> = evaluations.iter().map(|evaluation| evaluation.truth == Truth::True).collect();
    let tallies = case.tallies(&fired);
    let outcome = tallies.outcome(case.combination().parameters());
    let key_facts = case.deciding_key_facts();
    let undecided = undecided(case, &evaluations);
    let mut forms = forms(case, &evaluations, &tallies, &undecided, &fired);
    let mut alternatives = alternatives(case, &evaluations, &tallies);
    count(&mut forms, &mut alternatives);
    let cannot = outcome == Outcome::CannotJudge || !key_facts.is_empty();
    let verdict = if cannot { Verdict::KanInteBedomas } else { Verdict::of(outcome) };
    let first = if cannot { None } else { first_target(outcome) };
    let what_if = if cannot || !whole { Vec::new() } else { what_if::what_if(case, &fired) };
    let ask_first = if outcome == Outcome::CannotJudge { first_questions(case) } else { key_facts };
    let arrangement = first.and_then(Target::form).and_then(|form| arrangement::arrange(case, form, &fired));
    let follows = first.filter(|_| whole).map(|first| follows(case, first, arrangement.as_ref())).unwrap_or_default();
    let best_against = first.and_then(Target::form).and_then(|form| best_against(&forms, form));
    let (lead, lowered_from) = lead(&tallies, outcome, case).filter(|_| !cannot).unwrap_or_default();
    Advice {
        title: scenario.title.clone(),
        status: scenario.status,
        day: case.day(),
        start: scenario.start,
        scenario_hash: scenario.hash(),
        case_numbers: scenario.case_numbers.clone(),
        partners: scenario.partners.iter().map(|partner| partner.name.clone()).collect(),
        verdict,
        lowered_from,
        first,
        lead,
        ask_first,
        arrangement,
        decisive: if whole { decisive(case, &what_if, &forms, first) } else { Vec::new() },
        open_facts: open_facts(case, &undecided),
        undecided,
        forms,
        alternatives,
        best_against,
        completions: None,
        sufficient: None,
        what_if,
        follows,
        disagreements: scenario.disagreements.clone(),
        set_aside: set_aside(case),
        answers: answers_in_use(case, scenario),
        not_examined: pack.manifest.not_examined.clone(),
    }
}

fn undecided(case: &Case<'_>, evaluations: &[Evaluation]) -> Vec<Undecided> {
    let tiers = case.pack().tiers().zip(evaluations).enumerate();
    tiers
        .filter(|(_, (_, evaluation))| evaluation.truth == Truth::Open)
        .map(|(index, ((rule, tier), evaluation))| Undecided {
            rule: rule.id.clone(),
            tier: index,
            targets: tier.targets.clone(),
            effect: tier.effect,
            reason: super::finding::fill(case, &tier.reason),
            citations: tier.citations.clone(),
            waits_for: evaluation.waits_for.clone(),
        })
        .collect()
}

/// The findings about a target, in the order of the rules.
fn findings(case: &Case<'_>, evaluations: &[Evaluation], target: Target) -> Vec<Finding> {
    let tiers = case.pack().tiers().zip(evaluations).enumerate();
    tiers
        .filter(|(_, ((_, tier), evaluation))| evaluation.truth == Truth::True && tier.targets.contains(&target))
        .map(|(index, ((rule, tier), evaluation))| {
            Finding::new(case, rule, index, tier, target, &evaluation.decided_by)
        })
        .collect()
}

fn forms(
    case: &Case<'_>,
    evaluations: &[Evaluation],
    tallies: &Tallies,
    undecided: &[Undecided],
    fired: &[bool],
) -> Vec<FormAdvice> {
    let mut forms: Vec<FormAdvice> = Form::LIGHTEST_FIRST
        .into_iter()
        .zip(Form::LIGHTEST_FIRST.map(|form| tallies.forms.get(form.index()).copied().unwrap_or_default()))
        .map(|(form, tally)| {
            let target = Target::Form(form);
            let all = findings(case, evaluations, target);
            let of = |wanted: fn(Effect) -> bool| -> Vec<Finding> {
                all.iter().filter(|finding| wanted(finding.effect)).cloned().collect()
            };
            let weighed = |wanted: fn(Effect) -> bool| -> Vec<Finding> {
                let mut found: Vec<Finding> =
                    all.iter().filter(|finding| finding.variant.is_none() && wanted(finding.effect)).cloned().collect();
                found.sort_by_key(|finding| -finding.effect.weight().unwrap_or(0).abs());
                found
            };
            let possible: Vec<Undecided> = undecided
                .iter()
                .filter(|waiting| waiting.targets.contains(&target) && matches!(waiting.effect, Effect::Hinder(_)))
                .cloned()
                .collect();
            let may_bar = possible.iter().any(|waiting| waiting.effect == Effect::Hinder(Reach::Form));
            let standing = match (tally.barred, may_bar, tally.part || tally.design) {
                (true, ..) => Standing::Unavailable,
                (_, true, _) => Standing::Open,
                (_, _, true) => Standing::Conditional,
                _ => Standing::Available,
            };
            let mut hinders = of(|effect| matches!(effect, Effect::Hinder(_)));
            hinders.sort_by_key(|finding| finding.effect);
            let mut risks = of(|effect| matches!(effect, Effect::Risk(_)));
            risks.sort_by_key(|finding| std::cmp::Reverse(finding.effect));
            FormAdvice {
                form,
                standing,
                score: i64::from(tally.score()),
                variants: arrangement::variants(case, form, fired),
                hinders,
                reasons_for: weighed(|effect| matches!(effect, Effect::For(_))),
                reasons_against: weighed(|effect| matches!(effect, Effect::Against(_))),
                variant_reasons: all
                    .iter()
                    .filter(|finding| finding.variant.is_some() && finding.effect.weight().is_some())
                    .cloned()
                    .collect(),
                duties: of(|effect| effect == Effect::Krav),
                risks,
                notes: of(|effect| effect == Effect::Note),
                possible_hinders: possible,
            }
        })
        .collect();
    forms.sort_by_key(|form| (form.standing == Standing::Unavailable, -form.score));
    forms
}

fn alternatives(case: &Case<'_>, evaluations: &[Evaluation], tallies: &Tallies) -> Vec<AlternativeAdvice> {
    let mut found: Vec<AlternativeAdvice> = tallies
        .alternatives
        .iter()
        .enumerate()
        .map(|(index, tally)| AlternativeAdvice {
            index,
            score: i64::from(tally.sum),
            barred: tally.barred,
            findings: findings(case, evaluations, Target::Alternative(index)),
        })
        .filter(|alternative| !alternative.findings.is_empty())
        .collect();
    found.sort_by_key(|alternative| (alternative.barred, -alternative.score, alternative.index));
    found
}

/// Marks the reasons that count: those without a group, and in each group the strongest, unless an equally strong one
/// on the other side takes it out.
fn count(forms: &mut [FormAdvice], alternatives: &mut [AlternativeAdvice]) {
    for form in forms {
        mark(form.reasons_for.iter_mut().chain(form.reasons_against.iter_mut()).collect());
    }
    for alternative in alternatives {
        mark(alternative.findings.iter_mut().filter(|finding| finding.effect.weight().is_some()).collect());
    }
}

fn mark(mut reasons: Vec<&mut Finding>) {
    let groups: BTreeSet<Option<String>> = reasons.iter().map(|reason| reason.group.clone()).collect();
    for group in groups {
        let of_group = |reason: &Finding| reason.group == group;
        if group.is_none() {
            reasons.iter_mut().filter(|reason| of_group(reason)).for_each(|reason| reason.counted = true);
            continue;
        }
        let weights = || reasons.iter().filter(|reason| of_group(reason)).filter_map(|reason| reason.effect.weight());
        let strongest_for = weights().max().unwrap_or(0).max(0) as i32;
        let strongest_against = (-weights().min().unwrap_or(0)).max(0) as i32;
        let value = i64::from(group_value(strongest_for, strongest_against));
        if let Some(reason) =
            reasons.iter_mut().find(|reason| of_group(reason) && value != 0 && reason.effect.weight() == Some(value))
        {
            reason.counted = true;
        }
    }
}

/// The lead of the first form, and the verdict before unsettled law lowered it.
fn lead(tallies: &Tallies, outcome: Outcome, case: &Case<'_>) -> Option<(Option<i64>, Option<Verdict>)> {
    let Outcome::First { form, .. } = outcome else { return None };
    let first = tallies.forms.get(usize::from(form))?;
    let others = tallies.forms.iter().enumerate().filter(|(index, tally)| *index != usize::from(form) && !tally.barred);
    let next = others.map(|(_, tally)| tally.score()).max().unwrap_or(0);
    let lead = i64::from(first.score() - next);
    let rules = &case.pack().manifest.verdict;
    let settled = if lead >= rules.clear {
        Verdict::Tydligt
    } else if lead >= rules.leaning {
        Verdict::LutarAt
    } else {
        Verdict::Jamnt
    };
    let lowered = (settled != Verdict::of(outcome)).then_some(settled);
    Some((Some(lead), lowered))
}

/// The strongest counted reason against the first choice, or for another form that is not barred and not for the first
/// choice just as much; else its gravest risk.
fn best_against(forms: &[FormAdvice], first: Form) -> Option<BestAgainst> {
    let chosen = forms.iter().find(|form| form.form == first)?;
    let own = chosen.reasons_against.iter().filter(|finding| finding.counted).map(|finding| (finding, None));
    let others =
        forms.iter().filter(|form| form.form != first && form.standing != Standing::Unavailable).flat_map(|form| {
            let telling = |finding: &&Finding| finding.counted && !shares(chosen, finding);
            form.reasons_for.iter().filter(telling).map(|finding| (finding, Some(form.form)))
        });
    // Among equals: what speaks against the form itself, then what speaks for its closest rival.
    let rank = |form: Option<Form>| forms.iter().position(|advised| form.is_none_or(|form| advised.form == form));
    let strongest = own.chain(others).max_by_key(|(finding, other)| {
        let weight = finding.effect.weight().unwrap_or(0).abs();
        (weight, other.is_none(), std::cmp::Reverse((rank(*other), finding.tier)))
    });
    let risk = || chosen.risks.iter().find(|risk| risk.effect != Effect::Risk(RiskLevel::Low)).map(|risk| (risk, None));
    strongest.or_else(risk).map(|(finding, speaks_for)| BestAgainst { finding: finding.clone(), speaks_for })
}

/// Whether a reason for another form speaks for the first choice as strongly: the same rule does, or the same group.
fn shares(first: &FormAdvice, other: &Finding) -> bool {
    let same = |own: &Finding| own.rule == other.rule || (own.group.is_some() && own.group == other.group);
    first.reasons_for.iter().any(|own| own.counted && same(own) && own.effect.weight() >= other.effect.weight())
}

/// The answers that decided: those whose change alone gives another first choice; if no single one does, those behind
/// the strongest reasons for the first choice.
fn decisive(case: &Case<'_>, what_if: &[WhatIf], forms: &[FormAdvice], first: Option<Target>) -> Vec<(FactId, Value)> {
    let mut facts: Vec<FactId> = Vec::new();
    for change in what_if {
        if let [(fact, _)] = change.set.as_slice()
            && !facts.contains(fact)
        {
            facts.push(*fact);
        }
    }
    if facts.is_empty() {
        let chosen = forms.iter().find(|form| Some(Target::Form(form.form)) == first);
        let strong = chosen.into_iter().flat_map(|form| &form.reasons_for);
        for finding in strong.filter(|finding| finding.counted && finding.effect.weight() >= Some(4)) {
            for (fact, _) in &finding.decided_by {
                if !facts.contains(fact) {
                    facts.push(*fact);
                }
            }
        }
    }
    facts.into_iter().filter_map(|fact| Some((fact, case.evaluator().value(fact)?))).collect()
}

/// The first questions that are still open, when nothing can be judged: the task, the key facts, then level 1.
fn first_questions(case: &Case<'_>) -> Vec<FactId> {
    let schema = &case.pack().schema;
    let keys = case.pack().manifest.verdict.key_facts.iter().filter_map(|name| schema.find(name));
    let level_one = schema.iter().filter(|(_, fact)| fact.level == 1).map(|(id, _)| id);
    let mut found: Vec<FactId> = Vec::new();
    for fact in schema.task().into_iter().chain(keys).chain(level_one) {
        let open = case.answers().value(fact).is_none()
            && matches!(case.evaluator().relevance(fact), Relevance::Relevant | Relevance::Open);
        if open && !found.contains(&fact) {
            found.push(fact);
        }
    }
    found.truncate(5);
    found
}

fn open_facts(case: &Case<'_>, undecided: &[Undecided]) -> Vec<OpenFact> {
    let mut found: Vec<OpenFact> = Vec::new();
    for fact in case.pack().schema.ids() {
        let mut rules: Vec<String> = Vec::new();
        for waiting in undecided.iter().filter(|waiting| waiting.waits_for.contains(&fact)) {
            if !rules.contains(&waiting.rule) {
                rules.push(waiting.rule.clone());
            }
        }
        if !rules.is_empty() {
            let unknown = case.answers().get(fact) == Answer::Unknown;
            found.push(OpenFact { fact, unknown, rules, can_change_first: None, possible_first: Vec::new() });
        }
    }
    found
}

fn follows(case: &Case<'_>, first: Target, arrangement: Option<&Arrangement>) -> Vec<Follows> {
    let variant = arrangement.and_then(|arrangement| arrangement.variant.as_ref()).map(|(id, _)| id);
    let fits = |item: &Item| {
        item.targets.contains(&first)
            && (item.variants.is_empty() || variant.is_some_and(|variant| item.variants.contains(variant)))
    };
    let mut found = Vec::new();
    for conditional in case.pack().consequences.iter().filter(|conditional| fits(&conditional.item)) {
        let truth = case.holds(conditional.when.as_ref());
        if truth != Truth::False {
            found.push(Follows { item: conditional.item.clone(), certain: truth == Truth::True });
        }
    }
    found.sort_by_key(|follows| (follows.item.list, follows.item.months_before.map(|months| -months)));
    found
}

fn set_aside(case: &Case<'_>) -> Vec<SetAside> {
    case.answers()
        .iter()
        .filter_map(|(fact, answer)| {
            let value = answer.value()?;
            match case.evaluator().relevance(fact) {
                Relevance::NotRelevant => Some(SetAside { fact, value, derived: None }),
                Relevance::Derived(derived) if derived != value => {
                    Some(SetAside { fact, value, derived: Some(derived) })
                }
                _ => None,
            }
        })
        .collect()
}

fn answers_in_use(case: &Case<'_>, scenario: &Scenario) -> Vec<AnswerInUse> {
    case.pack()
        .schema
        .ids()
        .filter_map(|fact| {
            let note = scenario.notes.get(&fact).cloned();
            let relevance = case.evaluator().relevance(fact);
            let (value, from) = match (relevance, case.answers().get(fact)) {
                (Relevance::NotRelevant, _) => return None,
                (Relevance::Derived(value), _) => (Some(value), AnswerSource::Derived),
                (_, Answer::Known(value, Provenance::User)) => (Some(value), AnswerSource::Given),
                (_, Answer::Known(value, _)) => (Some(value), AnswerSource::Scenario),
                (_, Answer::Unknown) => (None, AnswerSource::Given),
                (_, Answer::NotAsked) => return None,
            };
            Some(AnswerInUse { fact, value, from, note })
        })
        .collect()
}
