//! Comparisons with a number that the question can never have: they always come out the same.

use super::{Lint, Subject};
use crate::authoring::condition_expression::{Asked, Comparison, Expression};
use crate::authoring::condition_parser;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::facts::schema::Expression as Written;
use crate::facts::{FactId, Kind};
use crate::rules::Pack;

/// The lint.
pub const LINT: Lint = Lint { name: "number_limits", codes: &[Code::NumberNoCutPoint], needs_all: false, run };

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    let pack = subject.pack;
    for (_, tier) in pack.tiers() {
        report(pack, condition_parser::condition(pack, tier.condition.text()), &tier.condition, problems);
    }
    let facts = pack.schema.facts().iter().filter_map(|fact| fact.ask_when.as_ref());
    let items = pack.consequences.iter().filter_map(|conditional| conditional.item.when.as_ref());
    let ways = pack.manifest.routes.iter().chain(&pack.manifest.combinations).map(|way| &way.when);
    let claims = pack.manifest.claims.iter().filter_map(|claim| claim.when.as_ref());
    let written: Vec<&Written> = facts.chain(items).chain(ways).chain(claims).collect();
    for text in written {
        report(pack, condition_parser::bare_condition(pack, &text.text), &text.place, problems);
    }
}

fn report(pack: &Pack, condition: Option<Expression>, place: &Place, problems: &mut Diagnostics) {
    let mut numbers = Vec::new();
    if let Some(condition) = &condition {
        compared(condition, &mut numbers);
    }
    for (fact, comparison, number) in numbers {
        let declared = pack.schema.fact(fact);
        let Kind::Int { min, max, .. } = declared.kind else { continue };
        // The least number for which the comparison comes out differently than just below it.
        let cuts = match comparison {
            Comparison::AtLeast | Comparison::Less => number > min && number <= max,
            Comparison::More | Comparison::AtMost => number >= min && number < max,
            Comparison::Equal | Comparison::NotEqual => number >= min && number <= max,
        };
        if !cuts {
            let at = place.text().find(&number.to_string());
            let exact = at.map(|at| {
                Place::new(&place.source, place.span.start + at..place.span.start + at + number.to_string().len())
            });
            problems.push(
                Diagnostic::new(
                    Code::NumberNoCutPoint,
                    format!("gränsen {number} skiljer inga svar åt: `{}` är mellan {min} och {max}", declared.id),
                )
                .at(exact.unwrap_or_else(|| place.clone()))
                .help("rätta talet, eller `min` och `max` i facts.toml"),
            );
        }
    }
}

fn compared(expression: &Expression, found: &mut Vec<(FactId, Comparison, i64)>) {
    match expression {
        Expression::Ask(fact, Asked::Number(comparison, number)) => found.push((*fact, *comparison, *number)),
        Expression::Constant(_) | Expression::Ask(..) => {}
        Expression::Not(inner) => compared(inner, found),
        Expression::All(parts) | Expression::Any(parts) => parts.iter().for_each(|part| compared(part, found)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::found;
    use crate::diagnostics::Code;

    #[test]
    fn a_limit_outside_the_question_is_reported() {
        let beyond = found(&[("10-regler.rhai", "|f| flera(f)", "|f| flera(f) && f.antal_parter <= 40")]);
        assert_eq!(beyond, [(Code::NumberNoCutPoint, "40".to_owned())]);
        let within = found(&[("10-regler.rhai", "|f| flera(f)", "|f| flera(f) && f.antal_parter < 40")]);
        assert_eq!(within, []);
    }
}
