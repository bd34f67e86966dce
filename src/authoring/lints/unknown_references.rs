//! References in pack.toml to rules, questions and answers that do not exist, and dates that contradict each other.

use super::{Lint, Subject};
use crate::diagnostics::suggest::{did_you_mean, did_you_mean_or_list};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Located, Place};
use crate::facts::Kind;
use crate::rules::Pack;

/// The lint.
pub const LINT: Lint = Lint {
    name: "unknown_references",
    codes: &[Code::PackUnknownReference, Code::PackDateOrder],
    needs_all: false,
    run,
};

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    // What did not load would look as if it did not exist.
    if subject.facts_loaded {
        facts(subject.pack, problems);
    }
    if subject.all_loaded {
        rules(subject.pack, problems);
    }
    dates(subject, problems);
}

fn facts(pack: &Pack, problems: &mut Diagnostics) {
    for name in &pack.manifest.verdict.key_facts {
        match pack.schema.find(name) {
            None => problems.push(unknown_fact(pack, name)),
            Some(fact) if !matches!(pack.schema.fact(fact).kind, Kind::Bool | Kind::Choice { .. }) => problems.push(
                Diagnostic::new(
                    Code::PackUnknownReference,
                    format!("`{name}` är {}", pack.schema.fact(fact).kind.in_words()),
                )
                .at(name.place.clone())
                .help("en nyckelfråga är en ja/nej-fråga eller ett val, så att varje svar kan prövas"),
            ),
            Some(_) => {}
        }
    }
    for (name, value) in pack.manifest.claims.iter().filter_map(|claim| claim.change.as_ref()) {
        match pack.schema.find(name) {
            None => problems.push(unknown_fact(pack, name)),
            Some(fact) => problems.extend(unknown_value(&pack.schema.fact(fact).kind, value)),
        }
    }
}

fn rules(pack: &Pack, problems: &mut Diagnostics) {
    for footing in &pack.manifest.equal_footing {
        for name in footing.rules.iter().chain(&footing.triggers).filter(|name| pack.rule(name).is_none()) {
            problems.push(
                Diagnostic::new(Code::PackUnknownReference, format!("regeln `{name}` finns inte"))
                    .at(name.place.clone())
                    .help_if(did_you_mean(name, pack.rules.iter().map(|rule| rule.id.as_str()))),
            );
        }
    }
}

fn unknown_fact(pack: &Pack, name: &Located<String>) -> Diagnostic {
    Diagnostic::new(Code::PackUnknownReference, format!("frågan `{name}` finns inte"))
        .at(name.place.clone())
        .help_if(did_you_mean(name, pack.schema.names()))
}

fn unknown_value(kind: &Kind, value: &Located<String>) -> Option<Diagnostic> {
    let (known, expected) = match kind {
        Kind::Bool => (["true", "false", "ja", "nej"].contains(&value.as_str()), "`true` eller `false`".to_owned()),
        Kind::Int { min, max, .. } => (
            value.parse::<i64>().is_ok_and(|number| number >= *min && number <= *max),
            format!("ett tal mellan {min} och {max}"),
        ),
        Kind::Choice { options } | Kind::Multi { options, .. } => {
            let help = did_you_mean_or_list(value, options.iter().map(|option| option.id.as_str()));
            (kind.option(value).is_some(), help.unwrap_or_else(|| "ett av frågans alternativ".to_owned()))
        }
    };
    (!known).then(|| {
        Diagnostic::new(Code::PackUnknownReference, format!("frågan kan inte ha svaret `{value}`"))
            .at(value.place.clone())
            .help(expected)
    })
}

fn dates(subject: &Subject<'_>, problems: &mut Diagnostics) {
    let manifest = &subject.pack.manifest;
    let place = || {
        subject
            .files
            .get("pack.toml")
            .map(|source| Place::file(source.name()))
            .unwrap_or_else(|| Place::file("pack.toml"))
    };
    let mut wrong = |message: String| problems.push(Diagnostic::new(Code::PackDateOrder, message).at(place()));
    if manifest.review_before < manifest.law_date {
        wrong(format!("`review_before` ({}) ligger före `law_date` ({})", manifest.review_before, manifest.law_date));
    }
    if let Some(reviewed) = &manifest.reviewed {
        if reviewed.on < manifest.law_date {
            wrong(format!("`reviewed_on` ({}) ligger före `law_date` ({})", reviewed.on, manifest.law_date));
        }
        if reviewed.on > manifest.review_before {
            wrong(format!("`reviewed_on` ({}) ligger efter `review_before` ({})", reviewed.on, manifest.review_before));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::found;
    use crate::diagnostics::Code;

    #[test]
    fn what_pack_toml_names_must_exist() {
        let unknown = |from: &str, to: &str| found(&[("pack.toml", from, to)]);
        assert_eq!(unknown("key_facts = [\"beslut_hos\"]", "key_facts = [\"beslut_has\"]").len(), 1);
        assert_eq!(unknown("key_facts = [\"beslut_hos\"]", "key_facts = [\"antal_parter\"]").len(), 1);
        let footing = "[[equal_footing]]\nrules = [\"GN-99\"]\nalternatives = [\"natverk\"]\ntrigger = [\"GN-01\"]\nmin_weight = 4\n[[claim]]";
        assert_eq!(unknown("[[claim]]", footing), [(Code::PackUnknownReference, "\"GN-99\"".to_owned())]);
        let rises = "kind = \"never_rises\"\nfact = \"beslut_hos\"\nvalue = \"gemensamt\"";
        assert_eq!(
            unknown("kind = \"never_barred\"", rises),
            [(Code::PackUnknownReference, "\"gemensamt\"".to_owned())]
        );
    }

    #[test]
    fn a_review_is_made_after_the_law_and_before_its_end() {
        let signed = |day: &str| {
            let lines = format!("review_before = 2027-06-30\nreviewed_by = \"Namn, jurist\"\nreviewed_on = {day}");
            found(&[("pack.toml", "review_before = 2027-06-30", &lines)]).len()
        };
        assert_eq!((signed("2026-03-01"), signed("2025-03-01"), signed("2028-03-01")), (0, 1, 1));
    }
}
