//! The claims of a pack, proved or broken.

use super::breach::{Breach, Broken};
use super::counterexample;
use super::ground::Ground;
use super::result::{BrokenBy, Ground as Basis, Proof};
use crate::analysis::contest::{count_firsts, drawn_first, searched_first};
use crate::analysis::model::{Kind, Model, Table};
use crate::analysis::partial::Partial;
use crate::analysis::rises::{Change, changeable, greatest_rise};
use crate::analysis::scoring::tally;
use crate::analysis::watch::{Question, Watcher};
use crate::decision::DecisionTree;
use crate::facts::{FactId, Value};
use crate::rules::manifest::{Claim, ClaimKind};
use crate::rules::{Form, Reach, Target};

/// How many sets of answers are drawn where not all can be gone through.
pub const DRAWN: usize = 20_000;

/// Proves every claim of the pack.
pub fn prove<'p>(ground: &'p Ground<'p>, done: &(dyn Fn() + Sync)) -> Vec<Proof> {
    let claims = ground.pack.manifest.claims.iter().zip(&ground.pack.claim_conditions);
    claims
        .map(|(claim, when)| {
            let proof = Claimed { ground, claim, tree: when.as_ref() }.prove();
            done();
            proof
        })
        .collect()
}

/// The word that `pack.toml` has for a kind.
pub fn kind_id(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Bars => "bars",
        ClaimKind::NeverBarred => "never_barred",
        ClaimKind::NeverFirst => "never_first",
        ClaimKind::Condition(_) => "condition",
        ClaimKind::NeverRises => "never_rises",
    }
}

struct Claimed<'p> {
    ground: &'p Ground<'p>,
    claim: &'p Claim,
    tree: Option<&'p DecisionTree<bool>>,
}

impl<'p> Claimed<'p> {
    fn prove(&self) -> Proof {
        let table = self.tree.map(|tree| self.ground.whole.space.table(tree));
        let when = match &table {
            Some(Ok(table)) => Some(table),
            Some(Err(_)) => return self.untried(),
            None => None,
        };
        let mut proof = self.untried();
        proof.ground = Basis::Every;
        proof.covers = self.covers(when);
        for &form in &self.claim.forms {
            let (Some((ground, found)), Some(broken)) = (self.found(form, when), self.broken(form)) else {
                return self.untried();
            };
            proof.ground = proof.ground.and(ground);
            let name = match self.claim.forms.as_slice() {
                [_] => self.claim.id.clone(),
                _ => format!("{}-{}", self.claim.id, form.id()),
            };
            let (world, after) = match found {
                BrokenBy::Nothing => continue,
                BrokenBy::NotShown => {
                    proof.contradictions.push(not_shown(&name));
                    continue;
                }
                BrokenBy::World(world, after) => (world, after),
            };
            let breach = Breach { when: self.tree, broken };
            match counterexample::make(self.ground, breach, &name, &self.claim.id, &world, after.as_deref()) {
                Ok(example) => proof.counterexamples.push(example),
                Err(contradiction) => proof.contradictions.push(contradiction),
            }
        }
        proof
    }

    /// Nothing known yet: its condition has too many cases, or names what is no question of any rule.
    fn untried(&self) -> Proof {
        Proof {
            id: self.claim.id.clone(),
            kind: Some(kind_id(self.claim.kind)),
            text: self.claim.text.clone(),
            covers: None,
            ground: Basis::Sample(0),
            counterexamples: Vec::new(),
            contradictions: Vec::new(),
        }
    }

    /// The changed question and its new value.
    fn change(&self) -> Option<(FactId, Value)> {
        let (fact, value) = self.claim.change.as_ref()?;
        let schema = &self.ground.pack.schema;
        let fact = schema.find(&fact.value)?;
        Some((fact, schema.fact(fact).kind.value_named(&value.value)?))
    }

    fn broken(&self, form: Form) -> Option<Broken> {
        Some(match self.claim.kind {
            ClaimKind::Bars => Broken::Available(form),
            ClaimKind::NeverBarred => Broken::Barred(form),
            ClaimKind::NeverFirst => Broken::First(form),
            ClaimKind::Condition(reach) => Broken::NoHinder(form, reach),
            ClaimKind::NeverRises => {
                let (fact, value) = self.change()?;
                Broken::Rises(form, fact, value)
            }
        })
    }

    fn covers(&self, when: Option<&Table>) -> Option<u128> {
        let all = Partial::unknown(&self.ground.whole.model);
        let question = question(when);
        if self.claim.kind != ClaimKind::NeverRises {
            return self.ground.watcher().count(&question, &all).ok();
        }
        let (variable, class) = self.variable_and_class()?;
        let (parts, partial) = changeable(&self.ground.whole.model, variable, class);
        let model = Model::new(parts).ok()?;
        let watcher = Watcher::new(&model, self.ground.ranks.clone(), self.ground.settings);
        watcher.count(&question, &partial).ok()
    }

    fn variable_and_class(&self) -> Option<(usize, u16)> {
        let (fact, value) = self.change()?;
        let variable = self.ground.variable(fact)?;
        let class = self.ground.whole.space.variables().get(variable)?.class_of(value)?;
        Some((variable, class))
    }

    /// What is found about a form; `None` if the claim is about a question that no rule reads.
    fn found(&self, form: Form, when: Option<&Table>) -> Option<(Basis, BrokenBy)> {
        let hinders = self.ground.hinders(form);
        Some(match self.claim.kind {
            ClaimKind::Bars => self.no_world(question(when).without(hinders)),
            ClaimKind::NeverBarred => self.no_world(question(when).with(hinders)),
            ClaimKind::Condition(reach) => self.no_world(question(when).without(self.of_reach(form, reach))),
            ClaimKind::NeverFirst => self.never_first(form, when, hinders),
            ClaimKind::NeverRises => self.never_rises(form, when)?,
        })
    }

    fn of_reach(&self, form: Form, reach: Reach) -> Vec<&'p Table> {
        let kind = match reach {
            Reach::Form => Kind::HinderForm,
            Reach::Deluppgift => Kind::HinderPart,
            Reach::Utformning => Kind::HinderDesign,
            Reach::Variant => {
                // Hinders of variants are notes to the model; their tables are found by tier.
                return self.ground.variant_hinders(form);
            }
        };
        self.ground.tables(Target::Form(form), |other| other == kind)
    }

    /// Proves that a question is true of no world, or finds one.
    fn no_world(&self, question: Question<'_>) -> (Basis, BrokenBy) {
        let all = Partial::unknown(&self.ground.whole.model);
        match self.ground.watcher().witness(&question, &all) {
            Ok(world) => (Basis::Every, BrokenBy::world(world)),
            Err(_) => {
                let world = self.drawn(&all, |world| {
                    question.all.iter().all(|tables| tables.iter().any(|table| table.holds(world)))
                        && !question.none.iter().any(|table| table.holds(world))
                });
                (Basis::Sample(DRAWN), BrokenBy::world(world))
            }
        }
    }

    /// A drawn world that fits.
    fn drawn(&self, partial: &Partial, fits: impl Fn(&[u16]) -> bool) -> Option<Vec<u16>> {
        let sampler = self.ground.watcher().worlds(&Question::any(), partial).ok()??;
        let mut found = None;
        sampler.each(DRAWN, self.ground.settings.seed, |world| {
            if found.is_none() && fits(world) {
                found = Some(world.to_vec());
            }
        });
        found
    }

    fn never_first(&self, form: Form, when: Option<&Table>, hinders: Vec<&Table>) -> (Basis, BrokenBy) {
        let all = Partial::unknown(&self.ground.whole.model);
        let watcher = self.ground.watcher();
        // Where the form is barred throughout, it never comes first.
        if matches!(watcher.count(&question(when).without(hinders), &all), Ok(0)) {
            return (Basis::Every, BrokenBy::Nothing);
        }
        let question = question(when);
        // One world is enough to break it, and the draw is cheaper than the proof.
        let drawn = drawn_first(&watcher, form.index() as u8, &question, &all, DRAWN).unwrap_or_default();
        if let Some(world) = drawn {
            return (Basis::Every, BrokenBy::World(world, None));
        }
        match count_firsts(&watcher, form.index(), &question, &all) {
            Ok(0) => (Basis::Every, BrokenBy::Nothing),
            Ok(_) => match searched_first(&watcher, form.index(), &question, &all) {
                Ok(Some(world)) => (Basis::Every, BrokenBy::World(world, None)),
                Ok(None) | Err(_) => (Basis::Every, BrokenBy::NotShown),
            },
            Err(_) => (Basis::Sample(DRAWN), BrokenBy::Nothing),
        }
    }

    fn never_rises(&self, form: Form, when: Option<&Table>) -> Option<(Basis, BrokenBy)> {
        let (variable, class) = self.variable_and_class()?;
        // INVARIANT: there are three forms.
        let change = Change { form: form.index() as u8, variable, class, when };
        let model = &self.ground.whole.model;
        match greatest_rise(model, change, &self.ground.ranks, self.ground.settings) {
            Ok(Some(rise)) if rise.by > 0 => Some((Basis::Every, BrokenBy::World(rise.before, Some(rise.after)))),
            Ok(_) => Some((Basis::Every, BrokenBy::Nothing)),
            Err(_) => {
                let sum = |world: &[u16]| {
                    let holds = |clause: usize| {
                        let table = model.clauses().get(clause).and_then(|clause| model.tables().get(clause.table));
                        table.is_some_and(|table| table.holds(world))
                    };
                    tally(model, holds).forms.get(form.index()).map_or(0, |tally| tally.sum)
                };
                let changed = |world: &[u16]| {
                    let mut after = world.to_vec();
                    if let Some(slot) = after.get_mut(variable) {
                        *slot = class;
                    }
                    model.complete(&after)
                };
                let (_, partial) = changeable(model, variable, class);
                let before = self.drawn(&partial, |world| {
                    let after = changed(world);
                    after.get(variable) == Some(&class)
                        && when.is_none_or(|when| when.holds(world) && when.holds(&after))
                        && sum(&after) > sum(world)
                });
                let broken = before.map_or(BrokenBy::Nothing, |before| {
                    let after = changed(&before);
                    BrokenBy::World(before, Some(after))
                });
                Some((Basis::Sample(DRAWN), broken))
            }
        }
    }
}

/// What is said of a statement that certainly fails, though nothing shows it.
pub fn not_shown(name: &str) -> String {
    format!("{name}: påståendet är motbevisat, men inget motexempel gick att ta fram")
}

/// All worlds in which a condition holds.
fn question(when: Option<&Table>) -> Question<'_> {
    match when {
        Some(when) => Question::any().with([when]),
        None => Question::any(),
    }
}
