//! From when to when something applies: `2018-01-01..`, `..2026-06-30`, or both.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use jiff::civil::Date;

use super::dates::{long_date, parse_date};
use crate::diagnostics::{Code, Diagnostic, Located};

/// A period of whole days; both ends belong to it. The default has no ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first day, if there is one.
    pub from: Option<Date>,
    /// The last day, if there is one.
    pub to: Option<Date>,
}

/// Why a text is no period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodError {
    /// Which kind of problem.
    pub code: Code,
    /// What is wrong, in Swedish.
    pub message: String,
    /// Which bytes of the text.
    pub span: Range<usize>,
    /// How to cure it.
    pub help: Option<String>,
}

impl PeriodError {
    /// The error at its place in a file.
    pub fn diagnostic(self, text: &Located<String>) -> Diagnostic {
        Diagnostic::new(self.code, self.message).at(text.part(self.span)).help_if(self.help)
    }
}

impl fmt::Display for PeriodError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for PeriodError {}

impl Period {
    /// Reads a period: `2018-01-01..`, `..2026-06-30`, `2018-01-01..2026-06-30`.
    ///
    /// # Errors
    /// What is wrong, where in the text, and what to write instead.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        text.parse()
    }

    /// Whether the day belongs to the period.
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether some day belongs to both.
    pub fn overlaps(&self, other: &Self) -> bool {
        let before = |to: Option<Date>, from: Option<Date>| matches!((to, from), (Some(to), Some(from)) if to < from);
        !before(self.to, other.from) && !before(other.to, self.from)
    }

    /// The period in words: "från och med 1 januari 2018 till och med 30 juni 2026".
    pub fn in_words(&self) -> String {
        match (self.from, self.to) {
            (None, None) => "tills vidare".to_owned(),
            (Some(from), None) => format!("från och med {}", long_date(from)),
            (None, Some(to)) => format!("till och med {}", long_date(to)),
            (Some(from), Some(to)) => format!("från och med {} till och med {}", long_date(from), long_date(to)),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let syntax = |message: String, span: Range<usize>, help: Option<String>| PeriodError {
            code: Code::PeriodSyntax,
            message,
            span,
            help,
        };
        let Some((from, to)) = text.split_once("..") else {
            let help = parse_date(text).ok().map_or_else(
                || "skriv från..till, till exempel `2018-01-01..`".to_owned(),
                |date| format!("skriv `{date}..` för från och med den dagen"),
            );
            return Err(syntax(format!("`{text}` saknar `..`"), 0..text.len(), Some(help)));
        };
        let end = |part: &str, start: usize| match part.trim() {
            "" => Ok(None),
            day => parse_date(day).map(Some).map_err(|message| syntax(message, start..start + part.len(), None)),
        };
        let period = Self { from: end(from, 0)?, to: end(to, from.len() + 2)? };
        match (period.from, period.to) {
            (None, None) => Err(syntax(
                format!("`{text}` säger ingenting"),
                0..text.len(),
                Some("ta bort `gäller` om regeln gäller tills vidare".to_owned()),
            )),
            (Some(first), Some(last)) if last < first => Err(PeriodError {
                code: Code::PeriodOrder,
                message: format!("den sista dagen, {last}, ligger före den första, {first}"),
                span: 0..text.len(),
                help: None,
            }),
            _ => Ok(period),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(from) = self.from {
            write!(formatter, "{from}")?;
        }
        formatter.write_str("..")?;
        if let Some(to) = self.to {
            write!(formatter, "{to}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn both_ends_belong() {
        let both = period("2018-01-01..2026-06-30");
        assert!(both.contains(date(2018, 1, 1)) && both.contains(date(2026, 6, 30)));
        assert!(!both.contains(date(2017, 12, 31)) && !both.contains(date(2026, 7, 1)));
        assert!(period("2018-01-01..").contains(date(2999, 1, 1)));
        assert!(period("..2026-06-30").contains(date(1900, 1, 1)));
        assert!(Period::default().contains(date(1, 1, 1)));
    }

    #[test]
    fn errors_say_what_to_write() {
        let error = |text: &str| text.parse::<Period>().unwrap_err();
        assert!(error("2018-01-01").help.unwrap().contains("`2018-01-01..`"));
        assert_eq!(error("2018-01-01..2018-02-30").span, 12..22);
        assert_eq!(error("2019-01-01..2018-01-01").code, Code::PeriodOrder);
        assert_eq!(error("..").code, Code::PeriodSyntax);
        assert_eq!(error("2018-01-01–").code, Code::PeriodSyntax);
    }

    #[test]
    fn overlaps_counts_shared_days() {
        assert!(period("..2026-06-30").overlaps(&period("2026-06-30..")));
        assert!(!period("..2026-06-30").overlaps(&period("2026-07-01..")));
        assert!(Period::default().overlaps(&period("2026-07-01..")));
    }

    #[test]
    fn in_words() {
        assert_eq!(
            period("2018-01-01..2026-06-30").in_words(),
            "från och med 1 januari 2018 till och med 30 juni 2026"
        );
    }

    proptest! {
        #[test]
        fn display_can_be_read_back(from in prop::option::of(1900i16..2100), year in 2100i16..2200, open in any::<bool>()) {
            // At least one end is there: a period without ends has no text of its own.
            let to = (from.is_none() || !open).then(|| date(year, 4, 5));
            let period = Period { from: from.map(|year| date(year, 2, 3)), to };
            prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
        }

        #[test]
        fn any_text_is_safe(text in "[0-9.å-]{0,24}") {
            let _ = text.parse::<Period>();
        }
    }
}
