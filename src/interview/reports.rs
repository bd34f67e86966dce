//! Results as the conversation shows and saves them.

use crate::advice::Advice;
use crate::facts::Scenario;
use crate::rules::Pack;

/// A case with its advice.
#[derive(Clone, Copy)]
pub struct Result<'r> {
    /// The pack.
    pub pack: &'r Pack,
    /// The case.
    pub scenario: &'r Scenario,
    /// The advice.
    pub advice: &'r Advice,
}

/// Makes texts of results. The questionnaire does not know how they look.
pub trait Reports {
    /// For the screen.
    fn terminal(&self, result: Result<'_>) -> String;
    /// As Markdown.
    fn markdown(&self, result: Result<'_>) -> String;
    /// As JSON.
    fn json(&self, result: Result<'_>) -> String;
    /// What differs between two cases.
    fn compare(&self, earlier: Result<'_>, now: Result<'_>) -> String;
}

/// The line that every output carries: program, pack, review, law date.
pub fn source(pack: &Pack) -> String {
    let manifest = &pack.manifest;
    let review = match &manifest.reviewed {
        Some(reviewed) => format!("granskat av {}", reviewed.by),
        None => "OGRANSKAT".to_owned(),
    };
    format!(
        "niokap {} · regelpaket {} {} ({review}) · {} · lagtext kontrollerad {}",
        env!("CARGO_PKG_VERSION"),
        manifest.id,
        manifest.version,
        pack.hash,
        crate::law::dates::long_date(manifest.law_date),
    )
}
