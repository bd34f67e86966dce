//! Reading the short form of a citation.
//!
//! ```text
//! citation    = provision | case | preparatory
//! provision   = statute [ chapter " kap." | [ chapter ":" ] section [ " st " range ] [ " p " range ] [ " men " range ] ]
//! statute     = abbreviation | year ":" number
//! section     = numeral [ "–" numeral ]
//! numeral     = number [ " " letter ]
//! case        = series year ( ":" | " ref. " | " not. " | " s. " | " nr " ) number | "C-" number "/" year | "JO " number "-" year
//! preparatory = kind " " session ":" designation [ " s. " range ]
//! ```
//!
//! A hyphen is read as a dash, and any run of spaces as one space. Everything else must be as it stands here: one thing
//! is cited in one way, so that it can be searched for.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use super::citation::{Case, Citation, Counted, Numeral, Preparatory, Provision, Span, StatuteName};
use super::statutes::SfsNumber;
use crate::diagnostics::{Code, Diagnostic, Located};

/// The law reports, and what they are.
const SERIES: [&str; 7] = ["HFD", "RÅ", "NJA", "MÖD", "MIG", "RH", "AD"];

/// The kinds of preparatory work, as written.
const KINDS: [&str; 6] = ["prop.", "bet.", "skr.", "dir.", "SOU", "Ds"];

/// The parts of a section, from coarse to fine.
const PARTS: [&str; 3] = ["st", "p", "men"];

/// Why a text is no citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitationError {
    /// What is wrong, in Swedish.
    pub message: String,
    /// Which bytes of the text.
    pub span: Range<usize>,
    /// How to cure it.
    pub help: Option<String>,
}

impl CitationError {
    /// The error at its place in a file.
    pub fn diagnostic(self, text: &Located<String>) -> Diagnostic {
        Diagnostic::new(Code::CitationSyntax, self.message).at(text.part(self.span)).help_if(self.help)
    }
}

impl fmt::Display for CitationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for CitationError {}

impl Citation {
    /// Reads the short form: `KL 9:37 st 2 p 1`, `HFD 2013:80`, `prop. 2017/18:151`.
    ///
    /// # Errors
    /// What is wrong, where in the text, and what to write instead.
    pub fn parse(text: &str) -> Result<Self, CitationError> {
        text.parse()
    }
}

impl FromStr for Citation {
    type Err = CitationError;

    fn from_str(text: &str) -> Result<Self, CitationError> {
        let mut cursor = Cursor { text, at: 0 };
        cursor.spaces();
        let start = cursor.at;
        let head = cursor.word();
        if head.is_empty() {
            return Err(wrong("hänvisningen är tom", start..text.len()));
        }
        let citation = if let Some(kind) = KINDS.iter().find(|kind| **kind == head) {
            cursor.preparatory(kind)?
        } else if let Some(series) = SERIES.iter().find(|series| **series == head) {
            cursor.reported(series)?
        } else if head == "JO" {
            cursor.ombudsman()?
        } else if let Some((court @ ("C" | "T"), number)) = head.split_once('-') {
            Cursor::european(court, number, start..start + head.len())?
        } else {
            let statute = cursor.statute(head, start)?;
            Self::Statute(cursor.provision(statute)?)
        };
        cursor.end()?;
        Ok(citation)
    }
}

fn wrong(message: impl Into<String>, span: Range<usize>) -> CitationError {
    CitationError { message: message.into(), span, help: None }
}

fn wrong_with_help(message: impl Into<String>, span: Range<usize>, help: impl Into<String>) -> CitationError {
    CitationError { message: message.into(), span, help: Some(help.into()) }
}

/// A place in the text. Every method leaves it after what it has read.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }

    /// Moves past spaces; tells whether there were any.
    fn spaces(&mut self) -> bool {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.rest().len() < rest.len()
    }

    /// Up to the next space.
    fn word(&mut self) -> &'t str {
        let rest = self.rest();
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        self.at += word.len();
        word
    }

    /// The next word, without moving.
    fn next_word(&self) -> (&'t str, Range<usize>) {
        let mut ahead = Cursor { text: self.text, at: self.at };
        ahead.spaces();
        let start = ahead.at;
        let word = ahead.word();
        (word, start..start + word.len())
    }

    /// A number from 1, of at most the given size, without leading zeros.
    fn number(&mut self, what: &str, most: u32) -> Result<u32, CitationError> {
        let start = self.at;
        let rest = self.rest();
        let length = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
        self.at += length;
        let digits = rest.get(..length).unwrap_or_default();
        let span = start..self.at;
        if digits.is_empty() {
            let (word, span) = self.next_word();
            let found = if word.is_empty() { "texten slutar".to_owned() } else { format!("står `{word}`") };
            return Err(wrong(format!("här ska {what} stå, men {found}"), span));
        }
        match digits.parse::<u32>() {
            Ok(number) if number >= 1 && number <= most && !digits.starts_with('0') => Ok(number),
            _ => Err(wrong(format!("`{digits}` kan inte vara {what}"), span)),
        }
    }

    fn small(&mut self, what: &str) -> Result<u16, CitationError> {
        let number = self.number(what, 9999)?;
        Ok(u16::try_from(number).unwrap_or(u16::MAX))
    }

    fn year(&mut self) -> Result<u16, CitationError> {
        let start = self.at;
        let year = self.small("ett årtal")?;
        if (1600..=2999).contains(&year) {
            Ok(year)
        } else {
            Err(wrong(format!("`{year}` är inget årtal"), start..self.at))
        }
    }

    /// A number that may carry a letter. The letter p is left alone: it means punkt.
    fn numeral(&mut self, what: &str) -> Result<Numeral, CitationError> {
        let number = self.small(what)?;
        let back = self.at;
        self.spaces();
        let mut following = self.rest().chars();
        let letter = following.next().filter(|letter| letter.is_ascii_lowercase() && *letter != 'p');
        let alone = following.next().is_none_or(|next| !next.is_alphanumeric() && next != '.');
        if letter.is_some() && alone {
            self.at += 1;
            return Ok(Numeral { number, letter });
        }
        self.at = back;
        Ok(Numeral { number, letter: None })
    }

    /// One, or several joined by a dash.
    fn span<T: Copy + Ord + fmt::Display>(
        &mut self,
        first: T,
        start: usize,
        read: impl Fn(&mut Self) -> Result<T, CitationError>,
    ) -> Result<Span<T>, CitationError> {
        if !(self.eat("–") || self.eat("-")) {
            return Ok(Span::one(first));
        }
        let last = read(self)?;
        if last <= first {
            return Err(wrong(format!("`{first}–{last}` går åt fel håll"), start..self.at));
        }
        Ok(Span { first, last: Some(last) })
    }

    fn statute(&mut self, head: &'t str, start: usize) -> Result<StatuteName, CitationError> {
        let span = start..start + head.len();
        if head.starts_with(|character: char| character.is_ascii_digit()) {
            return head.parse::<SfsNumber>().map(StatuteName::Number).map_err(|()| {
                wrong_with_help(
                    format!("`{head}` är inget SFS-nummer"),
                    span,
                    "skriv lagen först: förkortning som `KL` eller nummer som `2003:192`",
                )
            });
        }
        // A head in the wrong dress: `Prop`, `sou`, `hfd`.
        let bare = |name: &'t str| name.trim_end_matches('.').chars().flat_map(char::to_lowercase);
        if let Some(right) = KINDS.iter().chain(&SERIES).chain(&["JO"]).find(|kind| bare(kind).eq(bare(head))) {
            return Err(wrong_with_help(
                format!("`{head}` skrivs `{right}`"),
                span,
                format!("skriv `{right}{}`", self.rest()),
            ));
        }
        let letters = head.chars().all(char::is_alphabetic);
        let abbreviation = letters && head.chars().count() >= 2 && head.starts_with(char::is_uppercase);
        if abbreviation {
            return Ok(StatuteName::Abbreviation(head.to_owned()));
        }
        Err(wrong_with_help(
            format!("`{head}` är ingen förkortning för en lag"),
            span,
            "skriv lagen först: förkortning som `KL` eller nummer som `2003:192`",
        ))
    }

    fn provision(&mut self, statute: StatuteName) -> Result<Provision, CitationError> {
        let mut provision = Provision::whole(statute);
        if !self.spaces() || self.rest().is_empty() {
            return Ok(provision);
        }
        let start = self.at;
        let mut first = self.numeral("ett kapitel eller en paragraf")?;
        if self.next_word().0 == "kap." {
            self.spaces();
            self.word();
            provision.chapter = Some(first);
            let (word, span) = self.next_word();
            if !word.is_empty() {
                return Err(wrong_with_help(
                    "paragraf i ett kapitel skrivs med kolon",
                    start..span.end,
                    format!("skriv `{} {first}:…`", provision.statute),
                ));
            }
            return Ok(provision);
        }
        let mut section_start = start;
        if self.eat(":") {
            provision.chapter = Some(first);
            section_start = self.at;
            first = self.numeral("en paragraf")?;
        }
        let section = self.span(first, section_start, |cursor| {
            let last = cursor.numeral("en paragraf")?;
            if cursor.peek() == Some(':') {
                let message = "ett spann av paragrafer kan inte gå över flera kapitel";
                return Err(wrong_with_help(
                    message,
                    start..cursor.text.len(),
                    "dela upp det i en hänvisning per kapitel",
                ));
            }
            Ok(last)
        })?;
        provision.section = Some(section);
        self.parts(&mut provision, start)?;
        Ok(provision)
    }

    /// `st`, `p` and `men`, in that order, each at most once.
    fn parts(&mut self, provision: &mut Provision, start: usize) -> Result<(), CitationError> {
        let mut next = 0;
        loop {
            let (word, span) = self.next_word();
            if word.is_empty() {
                return Ok(());
            }
            let Some(part) = PARTS.iter().position(|part| *part == word) else {
                return Err(Self::strange_word(word, span));
            };
            if part < next {
                return Err(wrong(
                    format!("`{word}` står på fel plats; ordningen är `st`, `p`, `men`, var och en högst en gång"),
                    span,
                ));
            }
            if provision.section.is_some_and(|section| section.last.is_some()) {
                return Err(wrong_with_help(
                    format!("`{word}` kan inte gälla flera paragrafer på en gång"),
                    start..span.end,
                    "skriv en hänvisning per paragraf",
                ));
            }
            self.at = span.end;
            self.spaces();
            let at = self.at;
            match part {
                0 => {
                    let first = self.small("ett styckes nummer")?;
                    provision.subsection = Some(self.span(first, at, |cursor| cursor.small("ett styckes nummer"))?);
                }
                1 => {
                    let first = self.numeral("en punkts nummer")?;
                    provision.point = Some(self.span(first, at, |cursor| cursor.numeral("en punkts nummer"))?);
                }
                _ => {
                    let first = self.small("en menings nummer")?;
                    provision.sentence = Some(self.span(first, at, |cursor| cursor.small("en menings nummer"))?);
                }
            }
            next = part + 1;
        }
    }

    /// A word after the section that is none of the parts. Most are other ways to write the same thing.
    fn strange_word(word: &str, span: Range<usize>) -> CitationError {
        let help = match word.trim_matches(['.', ',']).to_lowercase().as_str() {
            "§" | "§§" => "paragraftecknet utelämnas: `KL 9:37`",
            "kap" => "kapitel och paragraf skrivs med kolon: `KL 9:37`",
            "stycke" | "stycket" | "stycken" => "stycke skrivs `st`, före sin siffra: `KL 9:37 st 2`",
            "punkt" | "punkten" | "punkter" => "punkt skrivs `p`, före sin siffra: `KL 6:38 p 3`",
            "mening" | "meningen" | "m" => "mening skrivs `men`, före sin siffra: `KL 9:37 st 2 men 1`",
            "och" | "samt" | "" | "&" => "skriv en hänvisning i taget, som en lista: `[\"KL 9:19\", \"KL 9:24\"]`",
            _ => "efter paragrafen kan `st`, `p` och `men` stå, var och en följd av sin siffra",
        };
        wrong_with_help(format!("`{word}` kan inte stå här"), span, help)
    }

    fn reported(&mut self, series: &'static str) -> Result<Citation, CitationError> {
        self.spaces();
        let year = self.year()?;
        let counted = if self.eat(":") {
            Counted::Colon
        } else {
            let (word, span) = self.next_word();
            let counted = match word {
                "ref." => Counted::Reference,
                "not." => Counted::Note,
                "s." => Counted::Page,
                "nr" => Counted::Number,
                _ => {
                    return Err(wrong_with_help(
                        "efter årtalet ska rättsfallets nummer stå",
                        span,
                        format!("skriv till exempel `{series} {year}:80`"),
                    ));
                }
            };
            self.at = span.end;
            self.spaces();
            counted
        };
        // The two ways to write a reported HFD case are one citation.
        let counted = if series == "HFD" && counted == Counted::Reference { Counted::Colon } else { counted };
        let number = self.small("rättsfallets nummer")?;
        Ok(Citation::Case(Case::Reported { series, year, counted, number }))
    }

    fn ombudsman(&mut self) -> Result<Citation, CitationError> {
        self.spaces();
        let number = self.number("ett diarienummer", 999_999)?;
        if !(self.eat("-") || self.eat("–")) {
            return Err(wrong_with_help(
                "årtalet saknas efter diarienumret",
                self.at..self.text.len(),
                "skriv till exempel `JO 3896-2019`",
            ));
        }
        Ok(Citation::Case(Case::Ombudsman { number, year: self.year()? }))
    }

    fn european(court: &str, number: &str, span: Range<usize>) -> Result<Citation, CitationError> {
        let read = number.split_once('/').and_then(|(number, year)| {
            let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            let well = plain(number) && !number.starts_with('0') && plain(year) && year.len() == 2;
            if well { Some((number.parse().ok()?, year.parse().ok()?)) } else { None }
        });
        match (court.chars().next(), read) {
            (Some(court), Some((number, year))) => Ok(Citation::Case(Case::European { court, number, year })),
            _ => Err(wrong_with_help(
                format!("`{court}-{number}` är inget målnummer"),
                span,
                "skriv till exempel `C-328/19`",
            )),
        }
    }

    fn preparatory(&mut self, kind: &'static str) -> Result<Citation, CitationError> {
        self.spaces();
        let (word, span) = self.next_word();
        let example = match kind {
            "SOU" | "Ds" | "dir." => format!("{kind} 2020:47"),
            "bet." => "bet. 2025/26:KU35".to_owned(),
            _ => format!("{kind} 2017/18:151"),
        };
        let refused =
            |message: String| wrong_with_help(message, span.clone(), format!("skriv till exempel `{example}`"));
        let Some((session, designation)) = word.split_once(':') else {
            return Err(refused(format!("efter `{kind}` ska år och nummer stå")));
        };
        let in_sessions = matches!(kind, "prop." | "bet." | "skr.");
        if !valid_session(session, in_sessions) {
            let what = if in_sessions { "riksmöte" } else { "årtal" };
            return Err(refused(format!("`{session}` är inget {what}")));
        }
        if !valid_designation(designation, kind == "bet.") {
            return Err(refused(format!("`{designation}` kan inte stå efter kolon här")));
        }
        self.at = span.end;
        let (word, after) = self.next_word();
        let mut page = None;
        if word == "s." {
            self.at = after.end;
            self.spaces();
            let at = self.at;
            let first = self.small("en sida")?;
            page = Some(self.span(first, at, |cursor| cursor.small("en sida"))?);
        }
        Ok(Citation::Preparatory(Preparatory {
            kind,
            session: session.to_owned(),
            designation: designation.to_owned(),
            page,
        }))
    }

    fn end(&mut self) -> Result<(), CitationError> {
        let (word, span) = self.next_word();
        if word.is_empty() && self.rest().trim().is_empty() {
            return Ok(());
        }
        // Something may cling to the last number: `KL 9:37,`.
        let span = if span.start > self.at && self.peek().is_some_and(|next| !next.is_whitespace()) {
            self.at..span.end
        } else {
            span
        };
        Err(Self::strange_word(word, span))
    }
}

/// A year, or a session such as `2017/18`, `1999/2000`. Before 1975 sessions were years.
fn valid_session(text: &str, in_sessions: bool) -> bool {
    let year = |text: &str| {
        (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse::<u16>().ok()).flatten()
    };
    match (text.split_once('/'), in_sessions) {
        (None, true) => year(text).is_some_and(|year| (1867..1975).contains(&year)),
        (None, false) => year(text).is_some_and(|year| (1867..=2999).contains(&year)),
        (Some((first, second)), true) => year(first).is_some_and(|first| {
            let next = first + 1;
            if next % 100 == 0 { second == next.to_string() } else { second == format!("{:02}", next % 100) }
        }),
        (Some(_), false) => false,
    }
}

/// A number without leading zeros, or a committee's letters followed by one.
fn valid_designation(text: &str, of_committee: bool) -> bool {
    let digits = text.trim_start_matches(|character: char| character.is_uppercase() && character.is_alphabetic());
    let letters = text.len() - digits.len();
    let number =
        (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    number && (if of_committee { letters > 0 } else { letters == 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn error(text: &str) -> CitationError {
        text.parse::<Citation>().expect_err(text)
    }

    #[test]
    fn the_short_form_is_its_own_canonical_form() {
        for text in [
            "KL 9:37",
            "KL 9:37 st 2",
            "KL 9:37 st 2 p 1 men 2",
            "KL 6:38 st 1 p 1–4",
            "KL 6:28 p 3",
            "KL 9:34–35",
            "SoL 30:6–11",
            "OSL 10:2 a",
            "FB 19:10 a st 1",
            "FL 16",
            "FL 16 st 1",
            "LSS 17 st 2",
            "LSS 9 a–9 c",
            "2003:192 1",
            "2010:1065 2:2",
            "2003:1210",
            "SkolL 2 a:1",
            "RF 8 kap.",
            "LEH",
            "HFD 2013:80",
            "MÖD 2003:83",
            "RÅ 1995 ref. 20",
            "NJA 2010 s. 112",
            "AD 2010 nr 5",
            "C-328/19",
            "T-5/02",
            "JO 3896-2019",
            "prop. 2017/18:151",
            "prop. 2017/18:151 s. 45–47",
            "prop. 1999/2000:1",
            "prop. 1971:30",
            "SOU 2020:47",
            "bet. 2025/26:KU35",
            "bet. 2025/26:MJU19",
            "Ds 2019:1",
            "dir. 2020:10",
            "skr. 2020/21:5",
            "LOU 3:17 p 2 a",
        ] {
            let citation: Citation = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(citation.to_string(), text);
        }
    }

    #[test]
    fn small_liberties_are_put_right() {
        for (written, canonical) in [
            ("KL 9:34-35", "KL 9:34–35"),
            ("  KL   9:37  st 2 ", "KL 9:37 st 2"),
            ("KL\u{a0}9:37", "KL 9:37"),
            ("OSL 10:2a", "OSL 10:2 a"),
            ("HFD 2013 ref. 80", "HFD 2013:80"),
        ] {
            assert_eq!(written.parse::<Citation>().unwrap().to_string(), canonical);
        }
    }

    #[test]
    fn errors_point_and_help() {
        for (text, marked, help) in [
            ("KL 9 kap. 37 §", "9 kap. 37", "KL 9:…"),
            ("LAV 34 §", "§", "utelämnas"),
            ("KL 9:37 andra stycket", "andra", "`st`"),
            ("KL 9:37 stycke 2", "stycke", "`st`"),
            ("KL 9:19 och 9:24", "och", "lista"),
            ("KL 9:19, 9:24", ",", "lista"),
            ("KL 9:34–35 st 2", "9:34–35 st", "per paragraf"),
            ("KL 9:37–10:1", "9:37–10:1", "per kapitel"),
            ("Prop 2017/18:151", "Prop", "`prop. 2017/18:151`"),
            ("sou 2020:47", "sou", "`SOU 2020:47`"),
            ("prop. 2017/19:151", "2017/19:151", "2017/18:151"),
            ("9:37", "9:37", "`KL`"),
            ("kl 9:37", "kl", "`KL`"),
            ("C-328", "C-328", "C-328/19"),
            ("HFD 2013", "", "HFD 2013:80"),
        ] {
            let error = error(text);
            assert_eq!(text.get(error.span.clone()), Some(marked), "{text}: {error:?}");
            assert!(error.help.as_deref().is_some_and(|said| said.contains(help)), "{text}: {error:?}");
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "",
            "  ",
            "KL 0",
            "KL 9:0",
            "KL 09:1",
            "KL 9:",
            "KL 9:37 st",
            "KL 9:37 p 1 st 2",
            "KL 9:37 st 1 st 2",
            "KL 9:35–34",
            "KL 9:37–37",
            "KL 99999",
            "KL 9:37 st 2–1",
            "K 1",
            "KL9:37",
            "KL 9.37",
            "KL 9:37 xx",
            "C-/19",
            "C-1/2019",
            "JO 1",
            "JO 1-19",
            "SOU 2020",
            "SOU 2020/21:1",
            "bet. 2025/26:35",
            "prop. 2025/26:KU35",
            "HFD 2013:80 st 1",
            "prop. 2017/18:151 st 1",
            "2003:0 1",
            "203:192 1",
            "KL kap.",
        ] {
            error(text);
        }
    }

    fn numeral() -> impl Strategy<Value = Numeral> {
        (1u16..400, prop::option::weighted(0.2, prop::char::range('a', 'o')))
            .prop_map(|(number, letter)| Numeral { number, letter })
    }

    fn span<T: Copy + Ord + fmt::Debug>(one: impl Strategy<Value = T> + Clone) -> impl Strategy<Value = Span<T>> {
        (one.clone(), prop::option::weighted(0.3, one)).prop_map(|(first, last)| match last {
            Some(last) if last != first => Span { first: first.min(last), last: Some(first.max(last)) },
            _ => Span::one(first),
        })
    }

    fn provision() -> impl Strategy<Value = Citation> {
        let statute = prop_oneof![
            "[A-ZÅÄÖ]{2,3}L"
                .prop_filter("a law report", |name| !SERIES.contains(&name.as_str()))
                .prop_map(StatuteName::Abbreviation),
            (1700u16..2100, 1u32..3000).prop_map(|(year, number)| StatuteName::Number(SfsNumber { year, number })),
        ];
        let fine = (
            prop::option::of(span(1u16..30)),
            prop::option::of(span(numeral().boxed())),
            prop::option::of(span(1u16..9)),
        );
        (statute, prop::option::of(numeral()), prop::option::weighted(0.9, span(numeral().boxed())), fine).prop_map(
            |(statute, chapter, section, (subsection, point, sentence))| {
                let fine = section.is_some_and(|section| section.last.is_none());
                Citation::Statute(Provision {
                    statute,
                    chapter,
                    section,
                    subsection: subsection.filter(|_| fine),
                    point: point.filter(|_| fine),
                    sentence: sentence.filter(|_| fine),
                })
            },
        )
    }

    fn other() -> impl Strategy<Value = Citation> {
        let counted = prop_oneof![
            Just(Counted::Colon),
            Just(Counted::Reference),
            Just(Counted::Note),
            Just(Counted::Page),
            Just(Counted::Number)
        ];
        prop_oneof![
            (prop::sample::select(SERIES.to_vec()), 1900u16..2100, counted, 1u16..999).prop_map(
                |(series, year, counted, number)| {
                    let counted =
                        if series == "HFD" && counted == Counted::Reference { Counted::Colon } else { counted };
                    Citation::Case(Case::Reported { series, year, counted, number })
                }
            ),
            (prop::sample::select(vec!['C', 'T']), 1u16..999, 0u8..99)
                .prop_map(|(court, number, year)| Citation::Case(Case::European { court, number, year })),
            (1u32..99_999, 1900u16..2100).prop_map(|(number, year)| Citation::Case(Case::Ombudsman { number, year })),
            (
                prop::sample::select(vec!["SOU", "Ds", "dir."]),
                1900u16..2100,
                1u16..999,
                prop::option::of(span(1u16..999))
            )
                .prop_map(|(kind, year, number, page)| {
                    Citation::Preparatory(Preparatory {
                        kind,
                        session: year.to_string(),
                        designation: number.to_string(),
                        page,
                    })
                }),
            (1975u16..2100, "[A-ZÅÄÖ]{1,4}[1-9][0-9]?").prop_map(|(year, designation)| {
                let next = year + 1;
                let session =
                    if next % 100 == 0 { format!("{year}/{next}") } else { format!("{year}/{:02}", next % 100) };
                Citation::Preparatory(Preparatory { kind: "bet.", session, designation, page: None })
            }),
        ]
    }

    proptest! {
        #[test]
        fn display_can_be_read_back(citation in prop_oneof![3 => provision(), 2 => other()]) {
            prop_assert_eq!(citation.to_string().parse::<Citation>(), Ok(citation));
        }

        #[test]
        fn what_can_be_read_is_canonical(text in "(KL|FL|2003:192|prop\\.|HFD|JO|C-)[ 0-9a-c:/–.-]{0,12}( (st|p|men) [0-9]){0,3}") {
            if let Ok(citation) = text.parse::<Citation>() {
                let canonical = citation.to_string();
                prop_assert_eq!(canonical.parse::<Citation>().map(|again| again.to_string()), Ok(canonical));
            }
        }

        #[test]
        fn any_text_is_safe(text in "\\PC{0,30}") {
            if let Err(error) = text.parse::<Citation>() {
                prop_assert!(text.get(error.span.clone()).is_some(), "{error:?}");
            }
        }
    }
}
