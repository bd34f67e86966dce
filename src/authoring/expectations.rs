//! What a scenario expects of its advice, compared with what came.

use std::collections::BTreeSet;

use crate::advice::{Advice, Finding, Standing, Verdict};
use crate::decision::{Evaluation, Truth};
use crate::diagnostics::suggest::{did_you_mean, did_you_mean_or_list};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Located};
use crate::facts::scenario::Expectation;
use crate::facts::{FactId, Schema, Value};
use crate::rules::{Form, Pack, Rule, Target};
use crate::text::join_and;

/// How a rule stands in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Some tier fires.
    Fires,
    /// No tier fires, and none can.
    Silent,
    /// No tier fires, and some may yet.
    Undecided,
}

impl State {
    /// The state in words.
    pub fn in_words(self) -> &'static str {
        match self {
            State::Fires => "slår till",
            State::Silent => "vilar",
            State::Undecided => "är oavgjord",
        }
    }
}

/// Something that came out otherwise than expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The key of `[expect]`.
    pub key: &'static str,
    /// What it is about, where the key has several.
    pub about: Option<String>,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub came: String,
    /// The rules and answers that made it so.
    pub because: Vec<String>,
}

/// A judged case, as comparing needs it.
pub struct Judged<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// What each tier of the pack came to, in order.
    pub evaluations: &'a [Evaluation],
    /// The advice.
    pub advice: &'a Advice,
    /// The value of a question, given or derived.
    pub value: &'a dyn Fn(FactId) -> Option<Value>,
}

/// What an expectation names that does not exist: it would test nothing.
pub fn unknown(expect: &Expectation, pack: &Pack) -> Diagnostics {
    let mut problems = Diagnostics::new();
    let mut report = |text: &Located<String>, message: String, help: Option<String>| {
        problems.push(Diagnostic::new(Code::ExpectationUnknown, message).at(text.place.clone()).help_if(help));
    };
    if let Some(verdict) = expect.verdict.as_ref().filter(|verdict| verdict_of(verdict).is_none()) {
        let known = did_you_mean_or_list(verdict, Verdict::ALL.iter().map(|verdict| verdict.id()));
        report(verdict, format!("`{verdict}` är inget utfall"), known);
    }
    if let Some(first) = expect.first.as_ref().filter(|first| pack.manifest.target(first).is_none()) {
        let known = Form::ALL.iter().map(|form| form.id()).chain(pack.manifest.alternative_ids());
        report(first, format!("`{first}` är varken en form eller ett alternativ"), did_you_mean_or_list(first, known));
    }
    let rules = [&expect.fires, &expect.silent, &expect.undecided, &expect.conditions];
    for name in rules.into_iter().flatten().filter(|name| pack.rule(name).is_none()) {
        let known = pack.rules.iter().map(|rule| rule.id.as_str());
        report(name, format!("regeln `{name}` finns inte"), did_you_mean(name, known));
    }
    for name in expect.unavailable.iter().flatten().filter(|name| Form::find(name).is_none()) {
        let known = did_you_mean_or_list(name, Form::ALL.iter().map(|form| form.id()));
        report(name, format!("`{name}` är ingen form"), known);
    }
    for name in expect.open.iter().filter(|name| pack.schema.find(name).is_none()) {
        report(name, format!("frågan `{name}` finns inte"), did_you_mean(name, pack.schema.names()));
    }
    problems
}

fn verdict_of(id: &str) -> Option<Verdict> {
    Verdict::ALL.into_iter().find(|verdict| verdict.id() == id)
}

/// Every difference between what is expected and what came, in the order of the keys.
pub fn differences(expect: &Expectation, judged: &Judged<'_>) -> Vec<Difference> {
    let mut found = Vec::new();
    found.extend(verdict(expect, judged));
    found.extend(first(expect, judged));
    let states = [(&expect.fires, State::Fires, "fires"), (&expect.undecided, State::Undecided, "undecided")];
    for (names, wanted, key) in states {
        found.extend(
            names.iter().filter_map(|name| state_difference(judged, name, key, wanted, |state| state == wanted)),
        );
    }
    // A rule that waits for an answer is silent so far: an expected silence guards against firing by a guess.
    found.extend(
        expect
            .silent
            .iter()
            .filter_map(|name| state_difference(judged, name, "silent", State::Silent, |state| state != State::Fires)),
    );
    found.extend(conditions(expect, judged));
    found.extend(unavailable(expect, judged));
    found.extend(open(expect, judged));
    found
}

/// How a rule stands, given what every tier came to.
pub fn state(pack: &Pack, evaluations: &[Evaluation], rule: &Rule) -> State {
    let truths: Vec<Truth> = tiers_of(pack, evaluations, rule).map(|evaluation| evaluation.truth).collect();
    if truths.contains(&Truth::True) {
        State::Fires
    } else if truths.contains(&Truth::Open) {
        State::Undecided
    } else {
        State::Silent
    }
}

fn tiers_of<'e>(pack: &'e Pack, evaluations: &'e [Evaluation], rule: &'e Rule) -> impl Iterator<Item = &'e Evaluation> {
    pack.tiers().zip(evaluations).filter(|((of, _), _)| of.id == rule.id).map(|(_, evaluation)| evaluation)
}

fn verdict(expect: &Expectation, judged: &Judged<'_>) -> Option<Difference> {
    let expected = verdict_of(expect.verdict.as_ref()?)?;
    let advice = judged.advice;
    if advice.verdict == expected {
        return None;
    }
    let mut because = standings(judged);
    if let Some(before) = advice.lowered_from {
        because.push(format!("sänkt ett steg från {} för att rättsläget är oklart", before.in_words()));
    }
    if !advice.ask_first.is_empty() {
        because.push(format!("saknade svar: {}", labels(&judged.pack.schema, advice.ask_first.iter())));
    }
    Some(Difference {
        key: "verdict",
        about: None,
        expected: expected.in_words().to_owned(),
        came: advice.verdict.in_words().to_owned(),
        because,
    })
}

fn first(expect: &Expectation, judged: &Judged<'_>) -> Option<Difference> {
    let manifest = &judged.pack.manifest;
    let expected = manifest.target(expect.first.as_ref()?)?;
    let came = judged.advice.first;
    if came == Some(expected) {
        return None;
    }
    let because = came.into_iter().chain([expected]).map(|target| sum(judged, target)).collect();
    let name = |target: Target| manifest.target_name(target).to_owned();
    Some(Difference {
        key: "first",
        about: None,
        expected: name(expected),
        came: came.map_or_else(|| "inget förstaval".to_owned(), name),
        because,
    })
}

/// How the forms stand, best first.
fn standings(judged: &Judged<'_>) -> Vec<String> {
    let forms = &judged.advice.forms;
    let line = |form: &crate::advice::FormAdvice| sum(judged, Target::Form(form.form));
    forms.iter().take(2).map(line).collect()
}

/// A target's sum with the reasons that made it.
fn sum(judged: &Judged<'_>, target: Target) -> String {
    let name = judged.pack.manifest.target_name(target);
    let weighed = |finding: &Finding| {
        finding.counted.then(|| format!("{} {:+}", finding.rule, finding.effect.weight().unwrap_or(0)))
    };
    let (score, barred, mut parts): (i64, bool, Vec<String>) = match target {
        Target::Form(form) => {
            let Some(found) = judged.advice.forms.iter().find(|advice| advice.form == form) else {
                return name.to_owned();
            };
            let reasons = found.reasons_for.iter().chain(&found.reasons_against).filter_map(weighed);
            let hinders = found.hinders.iter().map(|finding| format!("{} hinder", finding.rule));
            (found.score, found.standing == Standing::Unavailable, reasons.chain(hinders).collect())
        }
        Target::Alternative(index) => {
            let Some(found) = judged.advice.alternatives.iter().find(|advice| advice.index == index) else {
                return format!("{name}: inget talar för");
            };
            (found.score, found.barred, found.findings.iter().filter_map(weighed).collect())
        }
    };
    parts.dedup();
    let barred = if barred { " (inte tillgänglig)" } else { "" };
    if parts.is_empty() {
        format!("{name} {score}{barred}")
    } else {
        format!("{name} {score}{barred}: {}", parts.join(", "))
    }
}

fn state_difference(
    judged: &Judged<'_>,
    name: &Located<String>,
    key: &'static str,
    wanted: State,
    accepts: impl Fn(State) -> bool,
) -> Option<Difference> {
    let rule = judged.pack.rule(name)?;
    let came = state(judged.pack, judged.evaluations, rule);
    if accepts(came) {
        return None;
    }
    let mut answers: BTreeSet<FactId> = BTreeSet::new();
    let mut waits: BTreeSet<FactId> = BTreeSet::new();
    for evaluation in tiers_of(judged.pack, judged.evaluations, rule) {
        let tells = match came {
            State::Fires => evaluation.truth == Truth::True,
            State::Undecided => evaluation.truth == Truth::Open,
            State::Silent => true,
        };
        if tells {
            answers.extend(&evaluation.decided_by);
            waits.extend(&evaluation.waits_for);
        }
    }
    let mut because = Vec::new();
    if !answers.is_empty() {
        let said = answers.iter().filter_map(|fact| {
            let declared = judged.pack.schema.fact(*fact);
            Some(format!("{}: {}", declared.label, (judged.value)(*fact)?.in_words(declared)))
        });
        because.push(format!("svar: {}", said.collect::<Vec<_>>().join("; ")));
    }
    if !waits.is_empty() {
        because.push(format!("väntar på svar: {}", labels(&judged.pack.schema, waits.iter())));
    }
    Some(Difference {
        key,
        about: Some(rule.id.clone()),
        expected: wanted.in_words().to_owned(),
        came: came.in_words().to_owned(),
        because,
    })
}

fn labels<'f>(schema: &Schema, facts: impl Iterator<Item = &'f FactId>) -> String {
    join_and(&facts.map(|fact| schema.fact(*fact).label.as_str()).collect::<Vec<_>>())
}

/// Every rule that is a hinder, of any reach, for some form.
fn conditions(expect: &Expectation, judged: &Judged<'_>) -> Vec<Difference> {
    let hinders: BTreeSet<&str> =
        judged.advice.forms.iter().flat_map(|form| &form.hinders).map(|finding| finding.rule.as_str()).collect();
    let missing = expect.conditions.iter().filter(|name| !hinders.contains(name.as_str()));
    missing
        .map(|name| Difference {
            key: "conditions",
            about: Some(name.value.clone()),
            expected: "är ett villkor".to_owned(),
            came: "är inget villkor".to_owned(),
            because: vec![match hinders.is_empty() {
                true => "det finns inga villkor".to_owned(),
                false => format!("villkor: {}", join_and(&hinders.iter().collect::<Vec<_>>())),
            }],
        })
        .collect()
}

fn unavailable(expect: &Expectation, judged: &Judged<'_>) -> Option<Difference> {
    let expected: BTreeSet<Form> = expect.unavailable.as_ref()?.iter().filter_map(|name| Form::find(name)).collect();
    let barred = judged.advice.forms.iter().filter(|form| form.standing == Standing::Unavailable);
    let came: BTreeSet<Form> = barred.clone().map(|form| form.form).collect();
    if came == expected {
        return None;
    }
    let names = |forms: &BTreeSet<Form>| match forms.is_empty() {
        true => "ingen form".to_owned(),
        false => join_and(&forms.iter().map(|form| judged.pack.manifest.form_name(*form)).collect::<Vec<_>>()),
    };
    let because = barred.map(|form| {
        let rules: Vec<&str> = form.hinders.iter().map(|finding| finding.rule.as_str()).collect();
        format!("{}: {}", judged.pack.manifest.form_name(form.form), join_and(&rules))
    });
    Some(Difference {
        key: "unavailable",
        about: None,
        expected: names(&expected),
        came: names(&came),
        because: because.collect(),
    })
}

/// Questions that should still be able to change the first choice. One whose power has not been examined is not held
/// against the advice, as long as some rule waits for it.
fn open(expect: &Expectation, judged: &Judged<'_>) -> Vec<Difference> {
    let can_change = |fact: FactId| {
        judged.advice.open_facts.iter().any(|open| open.fact == fact && open.can_change_first != Some(false))
    };
    let settled = expect.open.iter().filter(|name| judged.pack.schema.find(name).is_some_and(|fact| !can_change(fact)));
    settled
        .map(|name| Difference {
            key: "open",
            about: Some(name.value.clone()),
            expected: "kan ändra första valet".to_owned(),
            came: "kan inte ändra det".to_owned(),
            because: Vec::new(),
        })
        .collect()
}
