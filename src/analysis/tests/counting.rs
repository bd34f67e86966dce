use crate::analysis::brute;
use crate::analysis::partial::{ClassSet, Partial};
use crate::analysis::random::Random;
use crate::analysis::{Engine, Settings, synthetic};
use proptest::prelude::*;

pub fn settings(split_above: usize) -> Settings {
    Settings { split_above, moves: 200, searches: 1, ..Settings::default() }
}

pub fn random_partial(model: &crate::analysis::model::Model, seed: u64) -> Partial {
    let mut random = Random::new(seed);
    let mut partial = Partial::unknown(model);
    for (index, variable) in model.variables().iter().enumerate() {
        if random.chance(0.4) {
            let all = 0..=variable.classes();
            let set: Vec<usize> = all.filter(|_| random.chance(0.6)).collect();
            partial.restrict(index, ClassSet::of(set));
        }
    }
    partial
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counts_agree_with_counting_one_by_one(seed in any::<u64>(), split in prop::sample::select(vec![1usize, 2, 3, 100])) {
        let model = synthetic::small(seed).unwrap();
        let engine = Engine::new(&model, settings(split));
        for round in 0..3u64 {
            let partial = if round == 0 { Partial::unknown(&model) } else { random_partial(&model, seed ^ round) };
            let expected = brute::counts(&model, |world| partial.admits(world));
            let (shares, _) = engine.count(&partial).unwrap();
            prop_assert_eq!(&shares.counts, &expected);
        }
    }
}
