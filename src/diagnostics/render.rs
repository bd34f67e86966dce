//! The three renderings of problems: for a terminal, for reading aloud, and JSON.
//!
//! All three say the same things. The terminal form draws a mark under the line:
//!
//! ```text
//! fel R012: `antal_partier` finns inte bland fakta
//!   ──▶ rules/kl9/20-kommunalforbund.rhai:14:24
//!    │
//! 14 │     när:       |f| f.antal_partier >= 5,
//!    │                      ^^^^^^^^^^^^^
//!    hjälp: menade du `antal_parter`?
//!    mer:   niokap explain R012
//! ```
//!
//! The plain form draws nothing, so that a screen reader says words and not box corners.

mod excerpt;
mod json;
mod plain;
mod terminal;

use super::code::Severity;
use super::diagnostic::{Diagnostic, Diagnostics};

/// How problems are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// With the line and a mark under it.
    Terminal {
        /// Whether to colour. The caller decides; nothing is detected here.
        colour: bool,
        /// How many columns fit. Longer source lines are cut around the mark.
        width: usize,
    },
    /// Words only: reads well aloud, and in a log.
    Plain,
    /// One JSON document with all problems.
    Json,
}

/// Writes all problems, in their present order, ending with a line break. Nothing to say gives an empty text, except in
/// JSON, where it gives an empty list.
pub fn render(diagnostics: &Diagnostics, style: Style) -> String {
    match style {
        Style::Json => json::document(diagnostics),
        _ => diagnostics.iter().map(|diagnostic| render_one(diagnostic, style)).collect::<Vec<_>>().join("\n"),
    }
}

/// Writes one problem, ending with a line break.
pub fn render_one(diagnostic: &Diagnostic, style: Style) -> String {
    match style {
        Style::Terminal { colour, width } => terminal::diagnostic(diagnostic, colour, width),
        Style::Plain => plain::diagnostic(diagnostic),
        Style::Json => json::document(&Diagnostics::from(diagnostic.clone())),
    }
}

/// How many problems there were: "2 fel och 1 varning". `None` when there were none.
pub fn summary(diagnostics: &Diagnostics) -> Option<String> {
    let counted = |severity, one: &str, many: &str| match diagnostics.count(severity) {
        0 => None,
        1 => Some(format!("1 {one}")),
        number => Some(format!("{number} {many}")),
    };
    let parts: Vec<String> = [
        counted(Severity::Error, "fel", "fel"),
        counted(Severity::Warning, "varning", "varningar"),
        counted(Severity::Note, "not", "noter"),
    ]
    .into_iter()
    .flatten()
    .collect();
    match parts.split_last() {
        None => None,
        Some((last, [])) => Some(last.clone()),
        Some((last, rest)) => Some(format!("{} och {last}", rest.join(", "))),
    }
}

/// Makes foreign text safe to print on one line: control characters become visible signs, and characters that reorder
/// or hide text become a replacement mark. Without this a rule file could repaint the terminal.
pub(crate) fn printable(text: &str) -> String {
    // Most texts have nothing but letters of which none begins with these bytes.
    let plain = |byte: u8| byte >= 0x20 && !matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef);
    if text.bytes().all(plain) {
        return text.to_owned();
    }
    text.chars().map(printable_character).collect()
}

/// One character of [`printable`].
fn printable_character(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' | '\u{a0}' => ' ',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => '\u{fffd}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Code, Place, SourceText};

    const PLAIN_TERMINAL: Style = Style::Terminal { colour: false, width: 100 };

    fn example() -> Diagnostic {
        let lines = "\n".repeat(13) + "    när:       |f| f.antal_partier >= 5,\n    skäl: \"x\",\n";
        let source = SourceText::new("rules/kl9/20-kommunalforbund.rhai", lines);
        let start = source.text().find("antal_partier").unwrap();
        Diagnostic::new(Code::RuleUnknownFact, "`antal_partier` finns inte bland fakta")
            .at_span(&source, start..start + 13)
            .help("menade du `antal_parter`? Det är deklarerat i facts.toml rad 88.")
    }

    #[test]
    fn terminal_form() {
        let expected = "\
fel R012: `antal_partier` finns inte bland fakta
  ──▶ rules/kl9/20-kommunalforbund.rhai:14:22
   │
14 │     när:       |f| f.antal_partier >= 5,
   │                      ^^^^^^^^^^^^^
   hjälp: menade du `antal_parter`? Det är deklarerat i facts.toml rad 88.
   mer:   niokap explain R012
";
        assert_eq!(render_one(&example(), PLAIN_TERMINAL), expected);
    }

    #[test]
    fn plain_form() {
        let expected = "\
fel R012: `antal_partier` finns inte bland fakta
  fil: rules/kl9/20-kommunalforbund.rhai, rad 14, kolumn 22
  raden lyder: när:       |f| f.antal_partier >= 5,
  det gäller: antal_partier
  hjälp: menade du `antal_parter`? Det är deklarerat i facts.toml rad 88.
  mer: niokap explain R012
";
        assert_eq!(render_one(&example(), Style::Plain), expected);
    }

    #[test]
    fn json_form() {
        let text = render(&Diagnostics::from(example()), Style::Json);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value[0]["code"], "R012");
        assert_eq!(value[0]["severity"], "error");
        assert_eq!(value[0]["place"]["line"], 14);
        assert_eq!(value[0]["place"]["column"], 22);
        assert_eq!(value[0]["place"]["end_column"], 35);
        assert_eq!(value[0]["place"]["text"], "antal_partier");
        assert_eq!(render(&Diagnostics::new(), Style::Json), "[]\n");
    }

    #[test]
    fn secondary_places_follow() {
        let source = SourceText::new("a.toml", "id = 1\nid = 2\n");
        let problem = Diagnostic::new(Code::TomlDuplicateKey, "`id` anges två gånger")
            .at_span(&source, 7..9)
            .also(Place::new(&source, 0..2), "första gången");
        let expected = "\
fel K021: `id` anges två gånger
 ──▶ a.toml:2:1
  │
2 │ id = 2
  │ ^^
 ──▶ a.toml:1:1
  │
1 │ id = 1
  │ -- första gången
  mer:   niokap explain K021
";
        assert_eq!(render_one(&problem, PLAIN_TERMINAL), expected);
        assert!(render_one(&problem, Style::Plain).contains("  första gången: a.toml, rad 1, kolumn 1\n"));
    }

    #[test]
    fn a_file_without_text_shows_its_name_only() {
        let problem = Diagnostic::new(Code::FileMissing, "`x.toml` finns inte").at(Place::file("x.toml"));
        let expected = "fel K001: `x.toml` finns inte\n  ──▶ x.toml\n   mer:   niokap explain K001\n";
        assert_eq!(render_one(&problem, PLAIN_TERMINAL), expected);
    }

    #[test]
    fn colour_is_the_callers_choice() {
        let coloured = render_one(&example(), Style::Terminal { colour: true, width: 100 });
        assert!(coloured.starts_with("\u{1b}["));
        let mut bare = String::new();
        let mut inside = false;
        for character in coloured.chars() {
            match (inside, character) {
                (false, '\u{1b}') => inside = true,
                (true, 'm') => inside = false,
                (true, _) => {}
                (false, other) => bare.push(other),
            }
        }
        assert_eq!(bare, render_one(&example(), PLAIN_TERMINAL));
    }

    #[test]
    fn a_file_cannot_repaint_the_terminal() {
        let source = SourceText::new("a\u{1b}[2J", "x = \u{1b}[31m\u{202e}y");
        let problem = Diagnostic::new(Code::TomlSyntax, "\u{1b}]0;hej\u{7}").at_span(&source, 4..5).help("\u{9b}2J");
        for style in [PLAIN_TERMINAL, Style::Plain] {
            let text = render_one(&problem, style);
            assert!(text.chars().all(|character| character == '\n' || !character.is_control()), "{text:?}");
            assert!(!text.contains('\u{202e}'));
        }
    }

    #[test]
    fn counted_in_words() {
        let mut all = Diagnostics::new();
        assert_eq!(summary(&all), None);
        all.push(Diagnostic::new(Code::TomlSyntax, "a"));
        all.push(Diagnostic::new(Code::TomlSyntax, "b"));
        assert_eq!(summary(&all).as_deref(), Some("2 fel"));
        all.push(Diagnostic::new(Code::FactUnused, "c"));
        assert_eq!(summary(&all).as_deref(), Some("2 fel och 1 varning"));
    }
}
