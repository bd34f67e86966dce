use crate::analysis::brute;
use crate::analysis::direct::Evaluator;
use crate::analysis::scoring::{Outcome, tally};
use crate::analysis::sliced_outcome::SlicedOutcome;
use crate::analysis::synthetic;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tables_agree_with_the_definition(seed in any::<u64>()) {
        let model = synthetic::small(seed).unwrap();
        let evaluator = Evaluator::new(&model);
        let mut columns = vec![Vec::new(); model.variables().len()];
        let mut expected = Vec::new();
        let mut tested = 0;
        brute::every_world(&model, |world, _| {
            tested += 1;
            if tested > 300 { return; }
            let fired: Vec<bool> = model.clauses().iter().map(|clause| model.tables()[clause.table].holds(world)).collect();
            let tallies = tally(&model, |index| fired[index]);
            assert_eq!(evaluator.tallies(world), tallies);
            assert_eq!(model.complete(world), world);
            for (column, &class) in columns.iter_mut().zip(world) { column.push(class); }
            expected.push(tallies.outcome(model.parameters()).code() as u8);
        });
        prop_assert_eq!(&evaluator.outcomes(&columns), &expected);
        prop_assert_eq!(&SlicedOutcome::new(&model).outcomes(&columns), &expected);
        prop_assert_eq!(&evaluator.outcomes_parallel(&columns, 3), &expected);
    }
}

#[test]
fn codes_are_unique() {
    for code in 0..Outcome::CODES {
        assert_eq!(Outcome::from_code(code).unwrap().code(), code);
    }
}
