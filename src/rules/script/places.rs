//! Where in the author's text something is: the engine gives a line and a column at best, and no end.

use std::ops::Range;
use std::sync::Arc;

use rhai::{EvalAltResult, Position};

use super::host::{Host, Origin};
use super::tokens::{Token, tokens};
use crate::diagnostics::SourceText;

/// Lines before and after a place that are read to find the words around it. Reading the whole file for every error
/// would make a long file with many errors slow.
const LINES_BEFORE: usize = 30;
const LINES_AFTER: usize = 5;

/// Where a failed run stopped: in the helper function it was running, else in the piece that was run.
pub fn of_error(error: &EvalAltResult, origin: &Origin, host: &Host) -> (Arc<SourceText>, usize) {
    let found = innermost(error, None);
    if let Some((position, Some(function))) = &found
        && host.is_helper(function)
        && let Some((source, at)) = host.helper_place(*position)
    {
        return (Arc::clone(source), at);
    }
    let position = found.map_or(Position::NONE, |(position, _)| position);
    (Arc::clone(&origin.source), origin.offset(position).unwrap_or(origin.start))
}

/// Whether the engine says where a run stopped. For its limits it does not.
pub fn has_place(error: &EvalAltResult) -> bool {
    innermost(error, None).is_some()
}

/// The innermost place of an error, and the function it is a place in.
fn innermost<'e>(error: &'e EvalAltResult, inside: Option<&'e str>) -> Option<(Position, Option<&'e str>)> {
    let own = error.position();
    match error {
        EvalAltResult::ErrorInFunctionCall(name, _, inner, _) => innermost(inner, Some(name)),
        _ => None,
    }
    .or_else(|| (!own.is_none()).then_some((own, inside)))
}

/// The word or mark at a byte of a text.
pub fn word_at(source: &Arc<SourceText>, at: usize) -> Range<usize> {
    let found = around(source, at);
    let token = found
        .iter()
        .find(|token| token.span.contains(&at))
        .or_else(|| found.iter().find(|token| token.span.start >= at));
    token.map_or(at..at, |token| token.span.clone())
}

/// The words and marks from a byte on, to the end of a few lines.
pub fn words_from(source: &Arc<SourceText>, at: usize) -> Vec<Token> {
    let mut found = around(source, at);
    found.retain(|token| token.span.start >= at);
    found
}

/// The last token that ends before a byte.
pub fn last_word(source: &Arc<SourceText>, at: usize) -> Range<usize> {
    let found = around(source, at);
    found.iter().rev().find(|token| token.span.end <= at).map_or(at..at, |token| token.span.clone())
}

/// Where a word stands nearest to a byte: on the same line if it can, else after it.
pub fn find_near(source: &Arc<SourceText>, at: usize, word: &str) -> Option<Range<usize>> {
    let line = source.position(at).line;
    let start = source.line_start(line);
    let on_line = source.line(line);
    let column = at.saturating_sub(start);
    let after = on_line.get(column..).and_then(|rest| rest.find(word)).map(|found| start + column + found);
    let anywhere = || on_line.find(word).map(|found| start + found);
    let later = || source.text().get(at..).and_then(|rest| rest.find(word)).map(|found| at + found);
    let found = after.or_else(anywhere).or_else(later)?;
    Some(found..found + word.len())
}

/// The words and marks of a part of a text.
pub fn words_in(source: &Arc<SourceText>, span: Range<usize>) -> Vec<Token> {
    let start = source.floor(span.start);
    let mut found = tokens(source.slice(&span));
    for token in &mut found {
        token.span = token.span.start + start..token.span.end + start;
    }
    found
}

/// The words and marks of the lines around a byte.
fn around(source: &Arc<SourceText>, at: usize) -> Vec<Token> {
    let line = source.position(at).line;
    let start = source.line_start(line.saturating_sub(LINES_BEFORE).max(1));
    words_in(source, start..source.line_start(line + LINES_AFTER + 1))
}
