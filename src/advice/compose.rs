//! The whole advice of a case.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::arrangement::{self, Arrangement, VariantStanding};
use super::case::Case;
use super::combination::Combination;
use super::completions::{Completions, Examination, Limits};
use super::finding::{Finding, Undecided};
use super::sufficient::{self, Sufficient};
use super::verdict::Verdict;
use super::what_if::{self, WhatIf};
use crate::analysis::scoring::{Outcome, Tallies, group_value};
use crate::decision::{Evaluation, Relevance, Truth};
use crate::facts::scenario::{Disagreement, Status};
use crate::facts::{Answer, FactId, Provenance, Scenario, Value};
use crate::rules::consequences::Item;
use crate::rules::{Certainty, Effect, Form, Pack, Reach, RiskLevel, Target};

/// What the rules say about a case.
#[derive(Clone, Debug)]
pub struct Advice {
    /// What the case is called.
    pub title: String,
    /// How far the case has come.
    pub status: Status,
    /// The day whose law applies.
    pub day: Date,
    /// When the cooperation is to begin, if that is decided.
    pub start: Option<Date>,
    /// A name for exactly the scenario read.
    pub scenario_hash: String,
    /// Case numbers of the municipalities.
    pub case_numbers: Vec<String>,
    /// The names of the partners.
    pub partners: Vec<String>,
    /// How sure the advice is.
    pub verdict: Verdict,
    /// The verdict before unsettled law lowered it, if it did.
    pub lowered_from: Option<Verdict>,
    /// The first choice: a form, or the alternative that leads.
    pub first: Option<Target>,
    /// How far the first choice leads the next form that is not barred.
    pub lead: Option<i64>,
    /// The questions to answer before anything can be judged.
    pub ask_first: Vec<FactId>,
    /// How the first choice would be set up, if it is a form.
    pub arrangement: Option<Arrangement>,
    /// The three forms, best first, those not available last.
    pub forms: Vec<FormAdvice>,
    /// Outcomes outside the three that something speaks for or bars, best first.
    pub alternatives: Vec<AlternativeAdvice>,
    /// The strongest thing to say against the first choice.
    pub best_against: Option<BestAgainst>,
    /// The answers that decided the first choice.
    pub decisive: Vec<(FactId, Value)>,
    /// Rules that wait for answers.
    pub undecided: Vec<Undecided>,
    /// Questions not answered that some rule waits for.
    pub open_facts: Vec<OpenFact>,
    /// What every way of answering the open questions leads to; `None` if that was not examined.
    pub completions: Option<Completions>,
    /// The answers that decide the first choice alone, if they have been looked for and it is decided.
    pub sufficient: Option<Sufficient>,
    /// The smallest changes of answers that change the first choice.
    pub what_if: Vec<WhatIf>,
    /// What follows if the first choice is made.
    pub follows: Vec<Follows>,
    /// Questions that partners answered differently.
    pub disagreements: Vec<Disagreement>,
    /// Answers that are not used: their question is not relevant, or follows from other answers.
    pub set_aside: Vec<SetAside>,
    /// The answers in use, given and derived, in the order of the questions.
    pub answers: Vec<AnswerInUse>,
    /// What was not looked at.
    pub not_examined: Vec<String>,
}

/// What the rules say about a form.
#[derive(Clone, Debug)]
pub struct FormAdvice {
    /// The form.
    pub form: Form,
    /// Whether it can be chosen.
    pub standing: Standing,
    /// Reasons for minus reasons against, the strongest of each group, minus deductions.
    pub score: i64,
    /// Its variants, best first.
    pub variants: Vec<VariantStanding>,
    /// What bars it, wholly or in part.
    pub hinders: Vec<Finding>,
    /// What speaks for it, strongest first.
    pub reasons_for: Vec<Finding>,
    /// What speaks against it, strongest first.
    pub reasons_against: Vec<Finding>,
    /// What ranks its variants; adds nothing to the score.
    pub variant_reasons: Vec<Finding>,
    /// What must be done if it is chosen.
    pub duties: Vec<Finding>,
    /// What to look into.
    pub risks: Vec<Finding>,
    /// Notes.
    pub notes: Vec<Finding>,
    /// Hinders that wait for answers: to look into before deciding.
    pub possible_hinders: Vec<Undecided>,
}

impl FormAdvice {
    /// Every finding about the form.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let weighing = [&self.hinders, &self.reasons_for, &self.reasons_against, &self.variant_reasons];
        weighing.into_iter().chain([&self.duties, &self.risks, &self.notes]).flatten()
    }

    /// The findings that rest on unsettled law.
    pub fn unsettled(&self) -> impl Iterator<Item = &Finding> {
        self.findings().filter(|finding| finding.certainty == Certainty::Oklart)
    }
}

/// Whether a form can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing bars it.
    Available,
    /// It can be chosen on conditions.
    Conditional,
    /// An answer still missing may bar it.
    Open,
    /// It is barred.
    Unavailable,
}

impl Standing {
    /// The identifier used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Standing::Available => "available",
            Standing::Conditional => "conditional",
            Standing::Open => "open",
            Standing::Unavailable => "unavailable",
        }
    }

    /// The words shown to a reader.
    pub fn in_words(self) -> &'static str {
        match self {
            Standing::Available => "möjlig",
            Standing::Conditional => "möjlig med villkor",
            Standing::Open => "beror på svar som saknas",
            Standing::Unavailable => "inte tillgänglig",
        }
    }
}

/// What the rules say about an outcome outside the three.
#[derive(Clone, Debug)]
pub struct AlternativeAdvice {
    /// Its position in the pack.
    pub index: usize,
    /// Reasons for minus reasons against.
    pub score: i64,
    /// Whether something bars it.
    pub barred: bool,
    /// Everything said about it.
    pub findings: Vec<Finding>,
}

/// The strongest thing to say against the first choice.
#[derive(Clone, Debug)]
pub struct BestAgainst {
    /// What is said.
    pub finding: Finding,
    /// The other form it speaks for; `None` if it speaks against the first choice itself.
    pub speaks_for: Option<Form>,
}

/// A question that some rule waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFact {
    /// The question.
    pub fact: FactId,
    /// Whether the answer was *vet ej*, and not just missing.
    pub unknown: bool,
    /// The rules that wait for it.
    pub rules: Vec<String>,
    /// Whether some answers to it and the other open questions give another first choice. `None`: not examined.
    pub can_change_first: Option<bool>,
    /// The first choices that its answers leave possible, best known first.
    pub possible_first: Vec<Target>,
}

/// Something that follows if the first choice is made.
#[derive(Clone, Debug)]
pub struct Follows {
    /// What.
    pub item: Item,
    /// Whether it is certain; if not, it depends on answers still missing.
    pub certain: bool,
}

/// An answer that is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The question.
    pub fact: FactId,
    /// The answer given.
    pub value: Value,
    /// The value that other answers give instead, if they do.
    pub derived: Option<Value>,
}

/// An answer in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerInUse {
    /// The question.
    pub fact: FactId,
    /// The value; `None` for *vet ej*.
    pub value: Option<Value>,
    /// Where it comes from.
    pub from: AnswerSource,
    /// The note to it.
    pub note: Option<String>,
}

/// Where an answer in use comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerSource {
    /// The user.
    Given,
    /// Partners or dates of the scenario.
    Scenario,
    /// Other answers.
    Derived,
}

/// How much of an advice is wanted; each step is all of the one before and more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Without what would change it, which answers decided and what follows: a good deal faster.
    Standing,
    /// Everything that the answers given say.
    Whole,
    /// Also what every way of answering the open questions leads to.
    Completions,
    /// Also which of the answers given decide alone, which takes longest.
    Sufficient,
}

/// The advice on a scenario, as of a day, without the completions of its answers.
pub fn advise(pack: &Pack, combination: &Combination, scenario: &Scenario, day: Date) -> Advice {
    advise_to(pack, combination, scenario, day, Depth::Whole)
}

/// As much of the advice on a scenario as is wanted.
pub fn advise_to(pack: &Pack, combination: &Combination, scenario: &Scenario, day: Date, depth: Depth) -> Advice {
    let case = Case::new(pack, combination, scenario.filled(&pack.schema, day), day);
    // Completions are numbers only, so another thread can examine them while this one puts the words together.
    let examination = (depth >= Depth::Completions).then(|| Examination::of(&case)).flatten();
    let (mut advice, completions) = std::thread::scope(|scope| {
        let examined = examination.as_ref().map(|examination| scope.spawn(|| examination.run(Limits::ADVICE)));
        let advice = compose_to(&case, scenario, depth);
        let join = |thread: std::thread::ScopedJoinHandle<'_, _>| match thread.join() {
            Ok(completions) => completions,
            Err(fault) => std::panic::resume_unwind(fault),
        };
        (advice, examined.and_then(join))
    });
    if let Some(completions) = completions {
        examined(&mut advice, &case, completions, depth);
    }
    advice
}

/// Adds what lies in the completions.
fn examined(advice: &mut Advice, case: &Case<'_>, completions: Completions, depth: Depth) {
    let possible: Vec<Target> = completions.first_choices().into_iter().filter_map(|(first, _)| first).collect();
    for open in &mut advice.open_facts {
        open.can_change_first = completions.can_change_first(open.fact);
        if open.can_change_first == Some(true) {
            open.possible_first.clone_from(&possible);
        }
    }
    if depth >= Depth::Sufficient && advice.first.is_some() {
        advice.sufficient = sufficient::sufficient(case, &completions, Limits::ADVICE);
    }
    advice.completions = Some(completions);
}

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

/// The first choice of an outcome.
pub fn first_target(outcome: Outcome) -> Option<Target> {
    match outcome {
        Outcome::CannotJudge => None,
        Outcome::NoneOfThree(alternative) => alternative.map(|index| Target::Alternative(usize::from(index))),
        Outcome::First { form, .. } => Form::ALL.get(usize::from(form)).map(|form| Target::Form(*form)),
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

/// The first level 1 questions that are still open, when nothing can be judged.
fn first_questions(case: &Case<'_>) -> Vec<FactId> {
    let schema = &case.pack().schema;
    let keys = case.pack().manifest.verdict.key_facts.iter().filter_map(|name| schema.find(name));
    let level_one = schema.iter().filter(|(_, fact)| fact.level == 1).map(|(id, _)| id);
    let mut found: Vec<FactId> = Vec::new();
    for fact in schema.find("uppgift").into_iter().chain(keys).chain(level_one) {
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
