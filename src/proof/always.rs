//! What must hold of every pack, whether or not it says so.

use super::breach::{Breach, Broken, counts_as_reason};
use super::claims::{DRAWN, not_shown};
use super::counterexample;
use super::ground::Ground;
use super::result::{Ground as Basis, Proof};
use crate::analysis::contest::{count_firsts, drawn_first, searched_first};
use crate::analysis::direct::Evaluator;
use crate::analysis::model::{Kind, Table};
use crate::analysis::partial::Partial;
use crate::analysis::scoring::Outcome;
use crate::analysis::watch::Question;
use crate::rules::{Certainty, Form, Target};

/// Proves all of it.
pub fn prove<'p>(ground: &'p Ground<'p>, done: &(dyn Fn() + Sync)) -> Vec<Proof> {
    let parts = [nothing_left, no_reason, only_unsettled, barred_first];
    parts
        .into_iter()
        .map(|prove| {
            let proof = prove(ground);
            done();
            proof
        })
        .collect()
}

fn proof(id: &str, text: &str, covers: Option<u128>, ground: Basis) -> Proof {
    Proof {
        id: id.to_owned(),
        kind: None,
        text: text.to_owned(),
        covers,
        ground,
        counterexamples: Vec::new(),
        contradictions: Vec::new(),
    }
}

fn note<'p>(ground: &'p Ground<'p>, proof: &mut Proof, broken: Broken, world: &[u16]) {
    let breach = Breach { when: None, broken };
    let id = proof.id.clone();
    let name = match broken {
        Broken::OnlyUnsettled(form) => format!("{id}-{}", form.id()),
        _ => id.clone(),
    };
    match counterexample::make(ground, breach, &name, &id, world, None) {
        Ok(example) => proof.counterexamples.push(example),
        Err(contradiction) => proof.contradictions.push(contradiction),
    }
}

/// When all three forms are barred, some alternative is offered.
fn nothing_left<'p>(ground: &'p Ground<'p>) -> Proof {
    let all = Partial::unknown(&ground.whole.model);
    let watcher = ground.watcher();
    let barred = || Form::ALL.into_iter().fold(Question::any(), |question, form| question.with(ground.hinders(form)));
    let covers = watcher.count(&barred(), &all).ok();
    let mut proof = proof(
        "nagot-aterstar",
        "När ingen av de tre formerna är tillgänglig föreslår programmet något annat.",
        covers,
        Basis::Every,
    );
    // An alternative that can be barred is lacking when nothing speaks for it, and also when it is barred.
    let mut questions = vec![barred()];
    for index in 0..ground.whole.model.alternatives() {
        let target = Target::Alternative(index);
        let offers = ground.tables(target, |kind| matches!(kind, Kind::For(_)));
        let hinders = ground.tables(target, |kind| kind == Kind::HinderForm);
        let barred_too: Vec<Question<'_>> = match hinders.is_empty() {
            true => Vec::new(),
            false => questions.iter().map(|question| question.clone().with(hinders.iter().copied())).collect(),
        };
        for question in &mut questions {
            *question = question.clone().without(offers.iter().copied());
        }
        questions.extend(barred_too);
    }
    for question in &questions {
        match watcher.witness(question, &all) {
            Ok(None) => {}
            Ok(Some(world)) => {
                note(ground, &mut proof, Broken::NothingLeft, &world);
                return proof;
            }
            Err(_) => proof.ground = Basis::Sample(DRAWN),
        }
    }
    if !proof.ground.is_exact() {
        let evaluator = Evaluator::new(&ground.whole.model);
        let drawn = drawn(ground, &barred(), |world| evaluator.outcome(world) == Outcome::NoneOfThree(None));
        drawn.iter().for_each(|world| note(ground, &mut proof, Broken::NothingLeft, world));
    }
    proof
}

/// A world that fits among those drawn.
fn drawn(ground: &Ground<'_>, question: &Question<'_>, fits: impl Fn(&[u16]) -> bool) -> Option<Vec<u16>> {
    let all = Partial::unknown(&ground.whole.model);
    let watcher = ground.watcher();
    let worlds = watcher.worlds(question, &all).or_else(|_| watcher.worlds(&Question::any(), &all)).ok()??;
    let mut found = None;
    worlds.each(DRAWN, ground.settings.seed, |world| {
        if found.is_none() && fits(world) {
            found = Some(world.to_vec());
        }
    });
    found
}

/// Whatever is recommended has a reason. It follows from `scoring::judge`: a form must have a reason of its own to come
/// first, and an alternative something that speaks for it to be offered. Drawn worlds are tried all the same.
fn no_reason<'p>(ground: &'p Ground<'p>) -> Proof {
    let all = Partial::unknown(&ground.whole.model);
    let mut proof = proof(
        "skal-finns",
        "Det som programmet föreslår har alltid minst ett skäl för sig.",
        ground.watcher().count(&Question::any(), &all).ok(),
        Basis::Construction,
    );
    let evaluator = Evaluator::new(&ground.whole.model);
    let reasons = |target: Target| ground.tables(target, |kind| matches!(kind, Kind::For(_)));
    let forms = Form::ALL.map(|form| reasons(Target::Form(form)));
    let alternatives: Vec<Vec<&Table>> =
        (0..ground.whole.model.alternatives()).map(|index| reasons(Target::Alternative(index))).collect();
    let lacks = |world: &[u16]| {
        let tables = match evaluator.outcome(world) {
            Outcome::First { form, .. } => forms.get(usize::from(form)),
            Outcome::NoneOfThree(Some(alternative)) => alternatives.get(usize::from(alternative)),
            _ => None,
        };
        tables.is_some_and(|tables| !tables.iter().any(|table| table.holds(world)))
    };
    drawn(ground, &Question::any(), lacks).iter().for_each(|world| note(ground, &mut proof, Broken::NoReason, world));
    proof
}

/// The first choice has a reason that does not rest on unsettled law.
fn only_unsettled<'p>(ground: &'p Ground<'p>) -> Proof {
    let all = Partial::unknown(&ground.whole.model);
    let watcher = ground.watcher();
    let mut proof = proof(
        "inte-bara-oklart",
        "Inget förstahandsval vilar bara på regler som är märkta oklart.",
        watcher.count(&Question::any(), &all).ok(),
        Basis::Every,
    );
    for form in Form::ALL {
        let tiers = ground.pack.tiers().zip(ground.whole.model.tables());
        let reasons: Vec<_> = tiers
            .filter(|((_, tier), _)| {
                tier.targets.contains(&Target::Form(form))
                    && counts_as_reason(ground.pack, tier)
                    && tier.period.contains(ground.day)
            })
            .collect();
        let unsettled = |certainty: Certainty| certainty == Certainty::Oklart;
        if !reasons.iter().any(|((_, tier), _)| unsettled(tier.certainty)) {
            // Every reason that can make the form lead is settled, and it must have one to come first.
            continue;
        }
        let settled = reasons.iter().filter(|((_, tier), _)| !unsettled(tier.certainty)).map(|(_, table)| *table);
        let question = Question::any().without(settled);
        // One world is enough to break it, and the draw is cheaper than the proof.
        let drawn = drawn_first(&watcher, form.index() as u8, &question, &all, DRAWN).unwrap_or_default();
        let world = match drawn {
            Some(world) => Some(world),
            None => match count_firsts(&watcher, form.index(), &question, &all) {
                Ok(0) => None,
                Ok(_) => {
                    let found = searched_first(&watcher, form.index(), &question, &all).unwrap_or_default();
                    if found.is_none() {
                        proof.contradictions.push(not_shown(&proof.id));
                    }
                    found
                }
                Err(_) => {
                    proof.ground = Basis::Sample(DRAWN);
                    None
                }
            },
        };
        world.iter().for_each(|world| note(ground, &mut proof, Broken::OnlyUnsettled(form), world));
    }
    proof
}

/// A form that a hinder of reach *form* concerns never comes first. It follows from `scoring::judge`; drawn worlds are
/// tried all the same.
fn barred_first<'p>(ground: &'p Ground<'p>) -> Proof {
    let all = Partial::unknown(&ground.whole.model);
    let hinders = Form::ALL.map(|form| ground.hinders(form));
    let question = Question::any().with(hinders.iter().flatten().copied());
    let mut proof = proof(
        "hinder-stanger",
        "En form som lagen stänger är aldrig förstahandsval.",
        ground.watcher().count(&question, &all).ok(),
        Basis::Construction,
    );
    let evaluator = Evaluator::new(&ground.whole.model);
    let breaks = |world: &[u16]| {
        let first = evaluator.outcome(world).first();
        let hinders = first.and_then(|form| hinders.get(usize::from(form)));
        hinders.is_some_and(|hinders| hinders.iter().any(|hinder| hinder.holds(world)))
    };
    drawn(ground, &question, breaks).iter().for_each(|world| note(ground, &mut proof, Broken::BarredFirst, world));
    proof
}
