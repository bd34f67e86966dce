//! Numbers and grounds in words.

use super::result::{Ground, Proof};
use super::shares::{About, Shares};
use crate::analysis::scoring::Outcome;
use crate::facts::Value;
use crate::rounding::{Percent, in_units};
use crate::rules::{Form, Pack};
use crate::text::figure;

/// A number of sets of answers that can be read: in full up to a million, then as a power of ten.
pub fn sets(count: u128) -> String {
    /// Beyond this, figures say nothing that a reader can take in.
    const IN_FULL: u128 = 1_000_000;
    if count < IN_FULL {
        return figure(count);
    }
    let mut exponent = count.ilog10();
    // Tenths of the leading figure, rounded to the nearest.
    let unit = 10u128.pow(exponent - 1);
    let mut tenths = in_units(count, unit);
    if tenths >= 100 {
        tenths /= 10;
        exponent += 1;
    }
    format!("{},{}·10^{exponent}", tenths / 10, tenths % 10)
}

/// A share in per cent, so that what exists is never shown as nothing.
pub fn percent(share: f64) -> String {
    match Percent::in_steps(share, 0.1) {
        Percent::AlmostNothing => "<0,1".to_owned(),
        Percent::Of(percent) => format!("{percent:.1}").replace('.', ","),
        Percent::AlmostEverything => ">99,9".to_owned(),
    }
}

/// On what ground a statement holds, or how it fails.
pub fn verdict(proof: &Proof) -> String {
    let covered = proof.covers.map(sets);
    let many = || covered.clone().unwrap_or_else(|| "många".to_owned());
    match (proof.holds(), proof.ground) {
        (false, _) => format!("gäller inte för alla {} svar som det handlar om", many()),
        (true, Ground::PartOfRules) => "inte bevisat: det som står utanför bevisen kan ändra det".to_owned(),
        (true, _) if proof.is_empty() && proof.kind.is_none() => "bevisat: fallet uppstår aldrig".to_owned(),
        (true, _) if proof.is_empty() => "inga svar uppfyller villkoret, så påståendet säger inget".to_owned(),
        (true, Ground::Every) => format!("bevisat för alla {} svar", many()),
        (true, Ground::Construction) => format!("följer av hur svaren vägs ihop, för alla {} svar", many()),
        (true, Ground::Sample(0)) => "inte prövat: villkoret har för många fall".to_owned(),
        (true, Ground::Sample(tried)) => {
            format!("uppskattat: inget motexempel bland {} prövade svar", figure(tried))
        }
    }
}

/// What a remark rests on, for the end of a line; nothing if it is proved.
pub fn remark(ground: Ground) -> String {
    match ground {
        Ground::Sample(tried) => {
            format!(" (uppskattat: {} prövade svar)", figure(tried))
        }
        Ground::PartOfRules => " (räknat utan det som står utanför bevisen)".to_owned(),
        Ground::Every | Ground::Construction => String::new(),
    }
}

/// The heading of a column of shares.
pub fn recommendation(pack: &Pack, outcome: Outcome) -> String {
    match outcome {
        Outcome::First { form, .. } => Form::ALL
            .get(usize::from(form))
            .and_then(|form| pack.manifest.form(*form))
            .map_or_else(String::new, |form| form.short.clone()),
        Outcome::NoneOfThree(Some(alternative)) => pack
            .manifest
            .alternatives
            .get(usize::from(alternative))
            .map_or_else(String::new, |found| found.name.clone()),
        Outcome::NoneOfThree(None) => "inget förslag".to_owned(),
        Outcome::CannotJudge => "kan inte bedömas".to_owned(),
    }
}

/// The name of a recommendation in JSON.
pub fn recommendation_id(pack: &Pack, outcome: Outcome) -> String {
    match outcome {
        Outcome::First { form, .. } => Form::ALL.get(usize::from(form)).map_or("", |form| form.id()).to_owned(),
        Outcome::NoneOfThree(Some(alternative)) => {
            pack.manifest.alternatives.get(usize::from(alternative)).map_or_else(String::new, |found| found.id.clone())
        }
        Outcome::NoneOfThree(None) => "inget".to_owned(),
        Outcome::CannotJudge => "kan_inte_bedomas".to_owned(),
    }
}

/// The label of a row of shares.
pub fn row(pack: &Pack, shares: &Shares, about: About) -> String {
    match about {
        About::Everything => "alla svar".to_owned(),
        About::Several => "flera uppgifter".to_owned(),
        About::One(value) => shares.by.map_or_else(String::new, |fact| pack.schema.in_words(fact, value)),
    }
}

/// The name of a row in JSON: the option; `None` for all answers.
pub fn row_id(pack: &Pack, shares: &Shares, about: About) -> Option<String> {
    let About::One(value) = about else { return None };
    let options = pack.schema.fact(shares.by?).kind.options();
    let position = match value {
        Value::Choice(position) => position,
        Value::Multi(mask) => mask.trailing_zeros() as usize,
        Value::Bool(_) | Value::Int(_) => return None,
    };
    options.get(position).map(|option| option.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_can_be_read() {
        assert_eq!(sets(0), "0");
        assert_eq!(sets(999_999), "999\u{a0}999");
        assert_eq!(sets(1_000_000), "1,0·10^6");
        assert_eq!(sets(3_249_999_999_999_999_999_999), "3,2·10^21");
        assert_eq!(sets(9_960_000), "1,0·10^7");
        assert_eq!(sets(u128::MAX), "3,4·10^38");
    }

    #[test]
    fn what_exists_is_never_shown_as_nothing() {
        assert_eq!(percent(0.0), "0,0");
        assert_eq!(percent(0.000_01), "<0,1");
        assert_eq!(percent(0.123_4), "12,3");
        assert_eq!(percent(0.999_99), ">99,9");
        assert_eq!(percent(1.0), "100,0");
    }
}
