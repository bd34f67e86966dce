use crate::analysis::model::{Axis, Model, ModelParts, Table, Variable};
use crate::analysis::random::Random;
use crate::analysis::sliced::Sliced;
use crate::analysis::synthetic;
use proptest::prelude::*;

/// Worlds drawn at random, the irrelevant class included, whether or not answers can lead to them.
fn columns(model: &Model, worlds: usize, seed: u64) -> Vec<Vec<u16>> {
    let mut random = Random::new(seed);
    let mut column = |classes: usize| (0..worlds).map(|_| random.below(classes + 1) as u16).collect();
    model.variables().iter().map(|variable| column(variable.classes())).collect()
}

fn agrees(model: &Model, worlds: usize, seed: u64) {
    let columns = columns(model, worlds, seed);
    let holding = Sliced::new(model).holding(&columns);
    assert_eq!(holding.worlds(), if model.variables().is_empty() { 0 } else { worlds });
    let words = model.tables().len().div_ceil(64).max(1);
    let mut rows = vec![0u64; holding.worlds() * words];
    holding.rows_into(&mut rows, words);
    for world in 0..holding.worlds() {
        let classes: Vec<u16> = columns.iter().map(|column| column[world]).collect();
        for (index, table) in model.tables().iter().enumerate() {
            let expected = table.holds(&classes);
            assert_eq!(holding.holds(index, world), expected, "condition {index}, world {world}");
            assert_eq!(rows[world * words + index / 64] >> (index % 64) & 1 == 1, expected);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Numbers of worlds around the size of a block, and far from it.
    #[test]
    fn every_condition_in_every_world_as_its_table_says(seed in any::<u64>(), worlds in prop_oneof![0usize..200, 500usize..530, 1000usize..1100]) {
        agrees(&synthetic::small(seed).unwrap(), worlds, seed);
    }
}

#[test]
fn many_conditions() {
    let shape = synthetic::TopicShape { rules: 300, facts: 40, cross: 0.15, weight: 3, seed: 4 };
    agrees(&synthetic::topics(shape).unwrap(), 700, 5);
}

/// Questions with many classes are read by the sets that are told apart, also when those fill more than one byte.
#[test]
fn questions_with_many_classes() {
    let variables = vec![Variable { name: "many".into(), weights: vec![1; 300] }];
    let mut random = Random::new(7);
    let mut table = |size: usize| {
        let local = (0..=300).map(|_| random.below(size) as u16).collect();
        let cells = (0..size).map(|cell| cell % 2 == 0).collect();
        Table { axes: vec![Axis { variable: 0, local, size }], cells }
    };
    let tables = (0..40).map(|index| table(2 + index % 5)).collect();
    let model = Model::new(ModelParts { variables, determinations: vec![None], tables, ..ModelParts::default() });
    agrees(&model.unwrap(), 600, 1);
}

#[test]
fn nothing_to_evaluate() {
    let empty = Model::new(ModelParts::default()).unwrap();
    agrees(&empty, 10, 1);
    let variables = vec![Variable { name: "only".into(), weights: vec![1, 1] }];
    let parts = ModelParts { variables, determinations: vec![None], ..ModelParts::default() };
    agrees(&Model::new(parts.clone()).unwrap(), 10, 1);
    let tables = vec![
        Table { axes: Vec::new(), cells: vec![true] },
        Table { axes: Vec::new(), cells: vec![false] },
        Table { axes: vec![Axis { variable: 0, local: vec![0, 1, 2], size: 3 }], cells: vec![false, true, true] },
    ];
    agrees(&Model::new(ModelParts { tables, ..parts }).unwrap(), 10, 1);
}
