//! What a red file says is wrong with it.
//!
//! The expected problems are comments in the file itself, at the line they are about, so that a red file is read like a
//! marked paper:
//!
//! ```text
//!     när: |f| f.antal_partier >= 3,     //~ R012 `antal_partier` finns inte bland fakta
//!     //~| märkt: antal_partier
//!     //~| hjälp: menade du `antal_parter`? Det är deklarerat i facts.toml rad 24.
//! ```
//!
//! | comment | says |
//! |---|---|
//! | `//~ CODE message` | an error on this line; in TOML files `#~` |
//! | `//~^ CODE message` | the same on the line above; one more `^` for each line further up |
//! | `//~ varning CODE message` | a warning, not an error (`not` for a note) |
//! | `//~\| märkt: text` | the part of the line that the error before is marked at |
//! | `//~\| hjälp: text` | a line of help of the error before; all lines if one is given |
//!
//! All problems of a file must be expected, and all that are expected must come.

use niokap::diagnostics::{Diagnostic, Diagnostics, Severity};

/// One expected problem.
#[derive(Debug)]
pub struct Expected {
    line: usize,
    severity: String,
    code: String,
    message: String,
    mark: Option<String>,
    help: Vec<String>,
}

/// Reads the expectations of a text whose comments begin with `comment` (`//` or `#`).
pub fn expectations(text: &str, comment: &str) -> Vec<Expected> {
    let sign = format!("{comment}~");
    let mut found: Vec<Expected> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let Some((_, said)) = line.split_once(&sign) else { continue };
        if let Some(detail) = said.strip_prefix('|') {
            let last = found.last_mut().expect("a detail belongs to the expectation before it");
            match detail.trim().split_once(": ") {
                Some(("märkt", mark)) => last.mark = Some(mark.to_owned()),
                Some(("hjälp", help)) => last.help.push(help.to_owned()),
                _ => panic!("line {number}: neither `märkt: ` nor `hjälp: `"),
            }
            continue;
        }
        let up = said.chars().take_while(|sign| *sign == '^').count();
        let said = said.trim_start_matches('^').trim();
        let (first, rest) = said.split_once(' ').unwrap_or((said, ""));
        let (severity, (code, message)) = match first {
            "varning" | "not" => (first, rest.split_once(' ').unwrap_or((rest, ""))),
            _ => ("fel", (first, rest)),
        };
        found.push(Expected {
            line: number - up,
            severity: severity.to_owned(),
            code: code.to_owned(),
            message: message.to_owned(),
            mark: None,
            help: Vec::new(),
        });
    }
    found
}

impl Expected {
    fn is(&self, problem: &Diagnostic) -> bool {
        let place = problem.place.as_ref();
        place.is_some_and(|place| place.has_text() && place.start().line == self.line)
            && problem.severity.word() == self.severity
            && problem.code.id() == self.code
            && problem.message == self.message
            && self.mark.as_ref().is_none_or(|mark| place.is_some_and(|place| place.text() == mark))
            && (self.help.is_empty() || self.help == problem.help)
    }
}

/// What differs between the problems of a file and what it expects, as text to read and to paste; `None` if nothing.
pub fn difference(expected: &[Expected], problems: &[&Diagnostic]) -> Option<String> {
    let mut unexpected: Vec<&Diagnostic> = problems.to_vec();
    let mut missing = Vec::new();
    for one in expected {
        match unexpected.iter().position(|problem| one.is(problem)) {
            Some(at) => drop(unexpected.remove(at)),
            None => missing.push(one),
        }
    }
    let missing = missing.iter().map(|one| format!("  expected  {one:?}\n"));
    let unexpected = unexpected.iter().map(|problem| as_comment(problem));
    let lines: Vec<String> = missing.chain(unexpected).collect();
    (!lines.is_empty()).then(|| lines.concat())
}

/// The problems of one file of a pack.
pub fn problems_of<'p>(problems: &'p Diagnostics, file: &str) -> Vec<&'p Diagnostic> {
    let of_file = |problem: &&Diagnostic| {
        problem.place.as_ref().is_some_and(|place| place.source.name().rsplit('/').next() == Some(file))
    };
    problems.iter().filter(of_file).collect()
}

/// A problem as the comment that would expect it.
fn as_comment(problem: &Diagnostic) -> String {
    let severity = match problem.severity {
        Severity::Error => String::new(),
        other => format!("{} ", other.word()),
    };
    let place = problem.place.as_ref();
    let line = place.filter(|place| place.has_text()).map_or(0, |place| place.start().line);
    let mut text = format!("  line {line}: //~ {severity}{} {}\n", problem.code, problem.message);
    if let Some(place) = place {
        text.push_str(&format!("    //~| märkt: {}\n", place.text()));
    }
    for help in &problem.help {
        text.push_str(&format!("    //~| hjälp: {help}\n"));
    }
    text
}

#[test]
fn comments_are_read() {
    let text = "a\nb //~ R012 x y\n//~| märkt: z\n//~^^ varning R016 w\n";
    let found = expectations(text, "//");
    assert_eq!((found[0].line, found[0].code.as_str(), found[0].message.as_str()), (2, "R012", "x y"));
    assert_eq!(found[0].mark.as_deref(), Some("z"));
    assert_eq!((found[1].line, found[1].severity.as_str(), found[1].code.as_str()), (2, "varning", "R016"));
}
