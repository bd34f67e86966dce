//! Proofs against counting one by one.

use super::counting::{random_partial, settings};
use crate::analysis::brute;
use crate::analysis::contest::{count_firsts, drawn_first, searched_first};
use crate::analysis::model::{FORMS, Model, Table, Target};
use crate::analysis::partial::Partial;
use crate::analysis::random::Random;
use crate::analysis::rises::{Change, changeable, greatest_rise, is_change};
use crate::analysis::scoring::{Outcome, tally};
use crate::analysis::silence::never_counts;
use crate::analysis::trials::Trials;
use crate::analysis::watch::{Question, Watcher};
use crate::analysis::{Engine, synthetic};
use proptest::prelude::*;

fn ranks(model: &Model, random: &mut Random) -> Vec<usize> {
    (0..model.variables().len()).map(|_| random.below(100)).collect()
}

fn watcher<'m>(model: &'m Model, random: &mut Random, split: usize) -> Watcher<'m> {
    let ranks = ranks(model, random);
    Watcher::new(model, ranks, settings(split))
}

fn some_tables<'m>(model: &'m Model, random: &mut Random) -> Vec<&'m Table> {
    (0..random.below(3)).filter_map(|_| random.pick(&model.tables().iter().collect::<Vec<_>>())).collect()
}

fn random_question<'m>(model: &'m Model, random: &mut Random, most: usize) -> Question<'m> {
    let mut question = Question::any();
    for _ in 0..random.below(most + 1) {
        question = question.with(some_tables(model, random));
    }
    question.without(some_tables(model, random))
}

fn is_true(question: &Question<'_>, world: &[u16]) -> bool {
    question.all.iter().all(|tables| tables.iter().any(|table| table.holds(world)))
        && !question.none.iter().any(|table| table.holds(world))
}

fn sum(model: &Model, world: &[u16], form: u8) -> i32 {
    let fired = |clause: usize| model.tables()[model.clauses()[clause].table].holds(world);
    tally(model, fired).forms[usize::from(form)].sum
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn questions_are_counted_and_shown_by_worlds(seed in any::<u64>(), split in prop::sample::select(vec![1usize, 3, 100])) {
        let model = synthetic::small(seed).unwrap();
        let mut random = Random::new(seed ^ 7);
        let watcher = watcher(&model, &mut random, split);
        for round in 0..3 {
            let partial = if round == 0 { Partial::unknown(&model) } else { random_partial(&model, seed ^ round) };
            let question = random_question(&model, &mut random, 3);
            let mut expected = 0;
            brute::every_world(&model, |world, weight| {
                if partial.admits(world) && is_true(&question, world) { expected += weight; }
            });
            prop_assert_eq!(watcher.count(&question, &partial).unwrap(), expected);
            let witness = watcher.witness(&question, &partial).unwrap();
            prop_assert_eq!(witness.is_some(), expected > 0);
            if let Some(worlds) = watcher.worlds(&question, &partial).unwrap() {
                let mut wrong = 0;
                worlds.each(50, seed, |world| {
                    wrong += usize::from(!(is_true(&question, world) && partial.admits(world) && model.complete(world) == world));
                });
                prop_assert_eq!(wrong, 0);
            }
        }
    }

    #[test]
    fn firsts_are_counted_and_shown_by_worlds(seed in any::<u64>(), split in prop::sample::select(vec![3usize, 100])) {
        let model = synthetic::small(seed).unwrap();
        let mut random = Random::new(seed ^ 9);
        let watcher = watcher(&model, &mut random, split);
        let partial = if seed % 2 == 0 { Partial::unknown(&model) } else { random_partial(&model, seed) };
        let question = random_question(&model, &mut random, 1);
        for form in 0..FORMS {
            let mut expected = 0;
            let first = |world: &[u16]| brute::outcome(&model, world).first() == Some(form as u8);
            brute::every_world(&model, |world, weight| {
                if partial.admits(world) && is_true(&question, world) && first(world) { expected += weight; }
            });
            prop_assert_eq!(count_firsts(&watcher, form, &question, &partial).unwrap(), expected);
            let fits = |world: &[u16]| partial.admits(world) && is_true(&question, world) && first(world);
            let found = searched_first(&watcher, form, &question, &partial).unwrap();
            prop_assert_eq!(found.is_some(), expected > 0);
            prop_assert!(found.iter().all(|world| fits(world) && model.complete(world) == *world));
            let drawn = drawn_first(&watcher, form as u8, &question, &partial, 50).unwrap();
            prop_assert!(drawn.iter().all(|world| fits(world)));
        }
    }

    #[test]
    fn ties_are_counted(seed in any::<u64>(), split in prop::sample::select(vec![3usize, 100])) {
        let model = synthetic::small(seed).unwrap();
        let engine = Engine::new(&model, settings(split));
        let partial = if seed % 2 == 0 { Partial::unknown(&model) } else { random_partial(&model, seed) };
        let mut expected = [0u128; FORMS];
        brute::every_world(&model, |world, weight| {
            let fired: Vec<bool> = model.clauses().iter().map(|clause| model.tables()[clause.table].holds(world)).collect();
            let tallies = tally(&model, |clause| fired[clause]);
            if let (true, Some(first)) = (partial.admits(world), tallies.outcome(model.parameters()).first()) {
                let score = tallies.forms[usize::from(first)].score();
                let equals = tallies.forms.iter().filter(|form| !form.barred && form.score() == score).count();
                if equals > 1 { expected[usize::from(first)] += weight; }
            }
        });
        let (shares, ties, _) = engine.count_with_ties(&partial).unwrap();
        prop_assert_eq!(ties, expected);
        prop_assert_eq!(shares, engine.count(&partial).unwrap().0);
    }

    #[test]
    fn the_greatest_rise_is_the_greatest(seed in any::<u64>(), split in prop::sample::select(vec![2usize, 100])) {
        let model = synthetic::small(seed).unwrap();
        let mut random = Random::new(seed ^ 11);
        let mut worlds = Vec::new();
        brute::every_world(&model, |world, weight| worlds.push((world.to_vec(), weight)));
        prop_assume!(worlds.len() <= 400);
        for _ in 0..3 {
            let variable = random.below(model.variables().len());
            let class = random.below(model.variables()[variable].classes()) as u16;
            let when = if random.chance(0.4) { random.pick(&model.tables().iter().collect::<Vec<_>>()) } else { None };
            let change = Change { form: random.below(FORMS) as u8, variable, class, when };
            let mut expected: Option<i32> = None;
            let mut starts = 0;
            for (before, weight) in &worlds {
                let mut any = false;
                for (after, _) in &worlds {
                    if is_change(&model, change, before, after) {
                        any = true;
                        let by = sum(&model, after, change.form) - sum(&model, before, change.form);
                        expected = Some(expected.map_or(by, |known| known.max(by)));
                    }
                }
                starts += if any { *weight } else { 0 };
            }
            let ranks = ranks(&model, &mut random);
            let found = greatest_rise(&model, change, &ranks, settings(split)).unwrap();
            prop_assert_eq!(found.as_ref().map(|rise| rise.by), expected);
            if let Some(rise) = found {
                prop_assert!(is_change(&model, change, &rise.before, &rise.after));
                prop_assert_eq!(model.complete(&rise.before), rise.before.clone());
                prop_assert_eq!(model.complete(&rise.after), rise.after.clone());
                prop_assert_eq!(sum(&model, &rise.after, change.form) - sum(&model, &rise.before, change.form), rise.by);
            }
            if when.is_none() {
                let (parts, partial) = changeable(&model, variable, class);
                let changeable = Model::new(parts).unwrap();
                let count = Watcher::new(&changeable, ranks, settings(split)).count(&Question::any(), &partial).unwrap();
                prop_assert_eq!(count, starts);
            }
        }
    }

    #[test]
    fn what_never_counts_never_matters(seed in any::<u64>()) {
        let model = synthetic::small(seed).unwrap();
        let watcher = watcher(&model, &mut Random::new(seed), 100);
        for table in 0..model.tables().len() {
            let dropped = |clause: usize| model.clauses()[clause].table == table;
            let mut matters = false;
            brute::every_world(&model, |world, _| {
                matters |= brute::outcome(&model, world) != brute::outcome_without(&model, world, dropped);
            });
            prop_assert!(!(matters && never_counts(&watcher, table)), "table {}", table);
            let sampler = watcher.worlds(&Question::any(), &Partial::unknown(&model)).unwrap();
            let trials = Trials::new(&model, &sampler.map(|sampler| (sampler, 40)).into_iter().collect::<Vec<_>>(), seed);
            prop_assert!(!trials.matters(table, dropped) || matters);
        }
    }

    /// The two statements that are taken to hold by construction.
    #[test]
    fn whatever_is_recommended_is_open_and_has_a_reason(seed in any::<u64>()) {
        let model = synthetic::small(seed).unwrap();
        brute::every_world(&model, |world, _| {
            let fires = |target: Target, wanted: fn(crate::analysis::model::Kind) -> bool| {
                model.clauses().iter().any(|clause| {
                    clause.effect.target == target && wanted(clause.effect.kind) && model.tables()[clause.table].holds(world)
                })
            };
            let target = match brute::outcome(&model, world) {
                Outcome::First { form, .. } => Target::Form(form),
                Outcome::NoneOfThree(Some(alternative)) => Target::Alternative(alternative),
                _ => return,
            };
            assert!(!fires(target, |kind| kind == crate::analysis::model::Kind::HinderForm));
            assert!(fires(target, |kind| matches!(kind, crate::analysis::model::Kind::For(_))));
        });
    }
}

#[test]
fn too_many_worlds_are_said_to_be_too_many() {
    use crate::analysis::Exceeded;
    use crate::analysis::model::{ModelParts, Variable};
    let variables: Vec<Variable> =
        (0..200).map(|index| Variable { name: format!("v{index}"), weights: vec![1, 1] }).collect();
    let parts = ModelParts { determinations: vec![None; variables.len()], variables, ..ModelParts::default() };
    let model = Model::new(parts).unwrap();
    let watcher = Watcher::new(&model, (0..200).collect(), settings(100));
    assert_eq!(watcher.count(&Question::any(), &Partial::unknown(&model)), Err(Exceeded::Worlds));
}
