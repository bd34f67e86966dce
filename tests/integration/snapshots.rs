//! Whole texts as they are printed, kept in `tests/snapshots`. `cargo insta review` shows what changed.
//!
//! Paths of the machine never come into a snapshot: what is shown is read from memory or has its folder taken away.

use niokap::diagnostics::render::{Style, render};
use niokap::diagnostics::{Diagnostics, SourceText};
use niokap::facts::Scenario;

use crate::harness::Folder;

/// Compares with the snapshot of this name.
macro_rules! snapshot {
    ($name:literal, $text:expr) => {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!($name, $text));
    };
}

/// A scenario with several mistakes, and what it is told.
fn mistakes() -> Diagnostics {
    let text = r#"title = "Alingsås och Lerum"
date = 2026-02-30

[[partner]]
name = "Alingsås"

[[partner]]
name = "Lerum"

[facts]
antal_parter = 3
beslut_hos = "egen nämnd"
jav_lage = ["ingen", "samma_chef"]
drift_foljer_med = "kanske"
regnar = true
"#;
    let (pack, _) = Folder::with_copy("tests/red/pack").load().unwrap();
    Scenario::read(&SourceText::new("underlag.toml", text), &pack.schema).unwrap_err()
}

#[test]
fn problems_in_a_terminal() {
    snapshot!("problems-terminal", render(&mistakes(), Style::Terminal { colour: false, width: 80 }));
}

#[test]
fn problems_in_colour() {
    let colour = Style::Terminal { colour: true, width: 80 };
    let escaped = render(&mistakes(), colour).replace('\u{1b}', "␛");
    // Colour adds to the words and takes none away.
    let mut plain = String::new();
    let mut rest = escaped.as_str();
    while let Some((before, after)) = rest.split_once("␛[") {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    assert_eq!(plain, render(&mistakes(), Style::Terminal { colour: false, width: 80 }));
    assert!(escaped.contains("␛["));
}

#[test]
fn problems_as_plain_words() {
    snapshot!("problems-plain", render(&mistakes(), Style::Plain));
}

#[test]
fn problems_as_json() {
    snapshot!("problems-json", render(&mistakes(), Style::Json));
}
