//! Two reasons about the same thing with the same condition: counted twice, or against each other.

use super::{Lint, Subject};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::rules::{Rule, Tier};

/// The lint.
pub const LINT: Lint =
    Lint { name: "same_condition", codes: &[Code::SameCondition, Code::RulesContradict], needs_all: true, run };

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    let weighing: Vec<(&Rule, &Tier)> =
        subject.pack.tiers().filter(|(_, tier)| tier.effect.weight().is_some()).collect();
    for (index, (rule, tier)) in weighing.iter().enumerate() {
        for (earlier_rule, earlier) in weighing.iter().take(index).filter(|(_, earlier)| meet(earlier, tier)) {
            let same_way = earlier.effect.weight().map(i64::signum) == tier.effect.weight().map(i64::signum);
            // Of one group only the strongest counts, so nothing is counted twice.
            if same_way && tier.group.is_some() && tier.group == earlier.group {
                continue;
            }
            // What rests on other ground may be another reason, though it always comes with the first.
            let same_ground = shared(&earlier.citations, &tier.citations) || shared(&earlier.sources, &tier.sources);
            let (code, message, help) = if same_way {
                let message =
                    format!("`{}` och `{}` har samma villkor och talar åt samma håll", earlier_rule.id, rule.id);
                (Code::SameCondition, message, "slå ihop dem, eller ge dem samma `grupp`")
            } else {
                let message =
                    format!("`{}` och `{}` har samma villkor men talar åt olika håll", earlier_rule.id, rule.id);
                (Code::RulesContradict, message, "är det meningen bör skälen säga varför")
            };
            problems.push(
                Diagnostic::new(code, message)
                    .severity(if same_ground { code.severity() } else { Severity::Note })
                    .at(tier.condition.clone())
                    .also(earlier.condition.clone(), "samma villkor")
                    .help(help),
            );
        }
    }
}

/// Whether two tiers speak about the same thing, in force together, in exactly the same cases.
fn meet(one: &Tier, other: &Tier) -> bool {
    one.variant == other.variant
        && one.targets.iter().any(|target| other.targets.contains(target))
        && one.period.overlaps(&other.period)
        && one.tree().is_some()
        && one.tree() == other.tree()
}

fn shared<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.iter().any(|item| other.contains(item))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::found;
    use crate::diagnostics::Code;

    fn with(verkan: &str) -> Vec<(Code, String)> {
        let more = format!(
            "regel(#{{ id: \"KF-02\", form: \"kommunalforbund\", verkan: {verkan}, lagrum: [\"KL 9:1\"], säkerhet: \"lag\",\n\
             när: |f| f.antal_parter > 2, skäl: \"Ni är fler än två.\" }});\nregel(#{{\n    id: \"AS-01\""
        );
        found(&[("10-regler.rhai", "regel(#{\n    id: \"AS-01\"", &more)])
    }

    #[test]
    fn the_same_thing_is_not_counted_twice() {
        assert_eq!(with("talar_for(1)"), [(Code::SameCondition, "|f| f.antal_parter > 2".to_owned())]);
        assert_eq!(with("talar_emot(1)"), [(Code::RulesContradict, "|f| f.antal_parter > 2".to_owned())]);
        assert_eq!(with("upplyser()"), []);
    }
}
