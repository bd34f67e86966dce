//! An order of questions that was searched for other conditions than the pack has now.

use super::{Lint, Subject};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// The lint.
pub const LINT: Lint = Lint { name: "sweep_order", codes: &[Code::OrderOutdated], needs_all: true, run };

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    let (Some(order), Some(whole)) = (&subject.pack.order, &subject.whole) else { return };
    if whole.fingerprint() != order.made_for {
        problems.push(
            Diagnostic::new(Code::OrderOutdated, "villkoren har ändrats sedan ordningen söktes")
                .at(order.made_for_place.clone())
                .help("sök den på nytt: niokap rules order MAPP. Resultaten är riktiga ändå, men kan ta längre tid"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;
    use crate::advice::Combination;
    use crate::advice::whole_space::WholeSpace;
    use crate::rules::{Pack, PackFiles, sweep_order};

    fn with_order(made_for: &str) -> Vec<Code> {
        let text = sweep_order::text(made_for, &["insyn"]);
        let files = fixture::files(&[]);
        let mut texts: Vec<(&str, &str)> = files.iter().map(|(name, source)| (name, source.text())).collect();
        texts.push((sweep_order::FILE, &text));
        let checked = crate::authoring::check::check(&PackFiles::from_texts(texts));
        checked.problems.iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn an_order_for_other_conditions_is_noted() {
        assert_eq!(with_order("0000000000000000"), [Code::OrderOutdated]);
        let (pack, _) = Pack::load(&fixture::files(&[])).unwrap();
        let combination = Combination::new(&pack, pack.manifest.law_date);
        let now = WholeSpace::of_pack(&pack, &combination).unwrap().fingerprint();
        assert_eq!(with_order(&now), []);
    }
}
