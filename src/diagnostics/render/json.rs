//! The form for other programs. Text is given as it is, unchanged; JSON escapes what needs it.

use serde::Serialize;

use super::super::diagnostic::{Diagnostic, Diagnostics, Place};

/// A problem as JSON has it. The order of the fields is part of the contract.
#[derive(Serialize)]
struct Entry<'a> {
    code: &'static str,
    severity: &'static str,
    title: &'static str,
    message: &'a str,
    place: Option<Location<'a>>,
    secondary: Vec<Labelled<'a>>,
    help: &'a [String],
}

/// A place; lines and columns are counted from 1 in characters, and are absent when only the file is known.
#[derive(Serialize)]
struct Location<'a> {
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    text: Option<&'a str>,
}

/// A place that explains the problem.
#[derive(Serialize)]
struct Labelled<'a> {
    label: &'a str,
    place: Location<'a>,
}

/// Writes all problems as one list.
pub(super) fn document(diagnostics: &Diagnostics) -> String {
    let entries: Vec<Entry<'_>> = diagnostics.iter().map(entry).collect();
    // Only strings, numbers and lists are written, which cannot fail.
    serde_json::to_string_pretty(&entries).unwrap_or_else(|_| "[]".to_owned()) + "\n"
}

fn entry(diagnostic: &Diagnostic) -> Entry<'_> {
    Entry {
        code: diagnostic.code.id(),
        severity: diagnostic.severity.id(),
        title: diagnostic.code.title(),
        message: &diagnostic.message,
        place: diagnostic.place.as_ref().map(location),
        secondary: diagnostic
            .secondary
            .iter()
            .map(|(place, label)| Labelled { label, place: location(place) })
            .collect(),
        help: &diagnostic.help,
    }
}

fn location(place: &Place) -> Location<'_> {
    let known = place.has_text().then(|| (place.start(), place.end()));
    Location {
        file: place.source.name(),
        line: known.map(|(start, _)| start.line),
        column: known.map(|(start, _)| start.column),
        end_line: known.map(|(_, end)| end.line),
        end_column: known.map(|(_, end)| end.column),
        text: known.map(|_| place.text()),
    }
}
