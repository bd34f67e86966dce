//! What a reader must know of the day of a case before believing its advice.

use jiff::civil::Date;

use crate::law::dates::long_date;
use crate::rules::{Pack, Rule};
use crate::text::counted;

/// What leads a notice where it needs a heading.
pub const EARLIER_DAY: &str = "Tidigare dag än lagtexten:";

/// What must be known of the day, each a few whole sentences.
///
/// Before the day its law was read a pack says less than the law did: what has been replaced since is not in it, and
/// what has come since does not apply yet. For a later day every report says when the law was read, and each reason
/// whether its provision is known to have changed.
pub fn notices(pack: &Pack, day: Date) -> Vec<String> {
    let law_date = pack.manifest.law_date;
    if day >= law_date {
        return Vec::new();
    }
    let begins_later = |rule: &&Rule| rule.tiers.iter().any(|tier| tier.period.from.is_some_and(|from| from > day));
    let later = match pack.rules.iter().filter(begins_later).count() {
        0 => String::new(),
        later => format!(" {} gäller helt eller delvis först från en senare dag.", counted(later, "regel", "regler")),
    };
    vec![format!(
        "reglerna beskriver lagen den {}. Hinder och villkor som gällde den {} kan saknas.{later}",
        long_date(law_date),
        long_date(day)
    )]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::notices;
    use crate::authoring::lints::fixture;
    use crate::diagnostics::Diagnostics;
    use crate::rules::Pack;

    #[test]
    fn an_earlier_day_is_told_and_no_other() {
        let pack = Pack::build(&fixture::files(&[]), &mut Diagnostics::new()).unwrap();
        assert!(notices(&pack, pack.manifest.law_date).is_empty());
        assert!(notices(&pack, date(2030, 1, 1)).is_empty());
        let told = notices(&pack, date(2017, 5, 1));
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("reglerna beskriver lagen den 31 januari 2026. "), "{told:?}");
        assert!(told[0].contains("som gällde den 1 maj 2017 kan saknas."), "{told:?}");
    }
}
