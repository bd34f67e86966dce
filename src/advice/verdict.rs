//! The verdict words.

use crate::analysis::scoring::{Lead, Outcome};

/// How sure the advice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Lead of 6 or more.
    Tydligt,
    /// Lead of 3 to 5, or more where the law is unsettled.
    LutarAt,
    /// Lead under 3.
    Jamnt,
    /// No form has more for it than against it, or something else leads.
    IngenAvTre,
    /// Too little is known.
    KanInteBedomas,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Verdict; 5] =
        [Verdict::Tydligt, Verdict::LutarAt, Verdict::Jamnt, Verdict::IngenAvTre, Verdict::KanInteBedomas];

    /// The verdict of an outcome.
    pub fn of(outcome: Outcome) -> Verdict {
        match outcome {
            Outcome::CannotJudge => Verdict::KanInteBedomas,
            Outcome::NoneOfThree(_) => Verdict::IngenAvTre,
            Outcome::First { lead: Lead::Clear, .. } => Verdict::Tydligt,
            Outcome::First { lead: Lead::Leaning, .. } => Verdict::LutarAt,
            Outcome::First { lead: Lead::Even, .. } => Verdict::Jamnt,
        }
    }

    /// The identifier used in files and JSON.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Tydligt => "tydligt",
            Verdict::LutarAt => "lutar_at",
            Verdict::Jamnt => "jamnt",
            Verdict::IngenAvTre => "ingen_av_tre",
            Verdict::KanInteBedomas => "kan_inte_bedomas",
        }
    }

    /// The words shown to a reader.
    pub fn in_words(self) -> &'static str {
        match self {
            Verdict::Tydligt => "tydligt",
            Verdict::LutarAt => "lutar åt",
            Verdict::Jamnt => "jämnt",
            Verdict::IngenAvTre => "ingen av de tre",
            Verdict::KanInteBedomas => "kan inte bedömas",
        }
    }
}
