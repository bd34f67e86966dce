//! Conditions over so many questions that they have no table, so that nothing can be proved of them.

use super::{Lint, Subject};
use crate::advice::whole_space::WholeSpace;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};

/// The lint.
pub const LINT: Lint = Lint { name: "outside_proofs", codes: &[Code::OutsideProofs], needs_all: false, run };

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    let pack = subject.pack;
    let Some(WholeSpace { left_out, .. }) = &subject.whole else { return };
    let tiers: Vec<_> = pack.tiers().map(|(_, tier)| tier).collect();
    // Those that compare two numbers have been reported when they were loaded.
    let tiers = left_out.tiers.iter().filter_map(|&index| tiers.get(index)).filter(|tier| tier.tree().is_some());
    let facts = left_out.determinations.iter().map(|&fact| pack.schema.fact(fact));
    let facts = facts.filter_map(|fact| fact.ask_when.as_ref().or(fact.derived.as_ref()));
    let consequences = left_out.consequences.iter().filter_map(|&index| pack.consequences.get(index));
    let consequences = consequences.filter_map(|conditional| conditional.item.when.as_ref());
    let places: Vec<&Place> = tiers
        .map(|tier| &tier.condition)
        .chain(facts.chain(consequences).map(|expression| &expression.place))
        .collect();
    for place in places {
        problems.push(
            Diagnostic::new(Code::OutsideProofs, "villkoret läser för många frågor på en gång för att kunna bevisas")
                .at(place.clone())
                .help("dela regeln i flera fall, eller samla några av frågorna i en fråga som härleds ur dem"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{eleven_questions, found};
    use crate::diagnostics::Code;

    #[test]
    fn a_condition_over_eleven_questions_is_noted() {
        let (facts, condition) = eleven_questions();
        let first = "[[fact]]\nid = \"beslut_hos\"";
        let noted = |condition: &str| {
            let all = found(&[
                ("facts.toml", first, &format!("{facts}{first}")),
                ("10-regler.rhai", "|f| flera(f)", &format!("|f| flera(f) && {condition}")),
            ]);
            all.into_iter().filter(|(code, _)| *code == Code::OutsideProofs).count()
        };
        assert_eq!(noted(&condition), 1);
        assert_eq!(noted("f.sak_1 && f.sak_2"), 0);
    }
}
