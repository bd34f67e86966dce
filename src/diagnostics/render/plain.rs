//! The form for reading aloud: every line begins by saying what it holds, and nothing is drawn.

use super::super::diagnostic::{Diagnostic, Place};
use super::printable;

/// Quoted lines are cut here; somebody has to listen to them.
const LONGEST_QUOTE: usize = 160;

/// Writes one problem.
pub(super) fn diagnostic(diagnostic: &Diagnostic) -> String {
    let mut lines =
        vec![format!("{} {}: {}", diagnostic.severity.word(), diagnostic.code.id(), printable(&diagnostic.message))];
    if let Some(place) = &diagnostic.place {
        lines.push(format!("  fil: {}", spoken_address(place)));
        if place.has_text() {
            let line = quote(place.source.line(place.start().line));
            let marked = quote(place.text().lines().next().unwrap_or_default());
            if !line.is_empty() {
                lines.push(format!("  raden lyder: {line}"));
            }
            if !marked.is_empty() && marked != line {
                lines.push(format!("  det gäller: {marked}"));
            }
        }
    }
    for (place, label) in &diagnostic.secondary {
        lines.push(format!("  {}: {}", printable(label), spoken_address(place)));
    }
    lines.extend(diagnostic.help.iter().map(|help| format!("  hjälp: {}", printable(help))));
    lines.push(format!("  mer: niokap explain {}", diagnostic.code.id()));
    lines.join("\n") + "\n"
}

/// The address in words: "facts.toml, rad 3, kolumn 1".
fn spoken_address(place: &Place) -> String {
    let name = printable(place.source.name());
    if place.has_text() {
        let start = place.start();
        format!("{name}, rad {}, kolumn {}", start.line, start.column)
    } else {
        name
    }
}

/// A quotation that is not too long to hear.
fn quote(text: &str) -> String {
    let text = printable(text.trim());
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
