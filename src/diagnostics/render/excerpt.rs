//! One line of a text, made to fit the window, with the columns to mark.

use unicode_width::UnicodeWidthChar as _;

use super::super::diagnostic::Place;
use super::printable_character;

/// Tabs are shown as columns of this width.
const TAB: usize = 4;

/// The narrowest that an excerpt becomes, however narrow the window.
const NARROWEST: usize = 20;

/// A line ready to print.
pub(super) struct Excerpt {
    /// The line's number, from 1.
    pub number: usize,
    /// The line, with tabs spread out, control characters made visible, and cut ends shown as `…`.
    pub text: String,
    /// How many columns stand before the mark.
    pub mark_start: usize,
    /// How many columns the mark covers; at least one.
    pub mark_width: usize,
    /// The last line of a span that covers several.
    pub last_line: Option<usize>,
}

/// A character of the line as it is shown.
struct Cell {
    text: String,
    width: usize,
    marked: bool,
}

impl Excerpt {
    /// The first line of a place, in at most `width` columns. `None` when the place has no text.
    pub(super) fn new(place: &Place, width: usize) -> Option<Self> {
        if !place.has_text() {
            return None;
        }
        let source = &place.source;
        let number = place.start().line;
        let line_start = source.line_start(number);
        let line = source.line(number);
        let from = source.floor(place.span.start).saturating_sub(line_start).min(line.len());
        let to = place.span.end.saturating_sub(line_start).min(line.len()).max(from);

        let mut cells = cells(line, from, to);
        if from == to {
            // Nothing to point at, as at the end of a line: point at the character that follows, or just past the last.
            match line.get(..from).map(|before| before.chars().count()).and_then(|at| cells.get_mut(at)) {
                Some(cell) => cell.marked = true,
                None => cells.push(Cell { text: String::new(), width: 1, marked: true }),
            }
        }
        let (text, mark_start, mark_width) = window(&cells, width.max(NARROWEST));
        // A span that ends with a line break does not reach into the next line.
        let last_line = source.position(place.span.end.saturating_sub(1)).line;
        Some(Self { number, text, mark_start, mark_width, last_line: (last_line > number).then_some(last_line) })
    }
}

/// Spreads a line out into characters as shown. `from..to` are the marked bytes.
fn cells(line: &str, from: usize, to: usize) -> Vec<Cell> {
    let mut column = 0;
    let mut cells: Vec<Cell> = Vec::new();
    for (at, character) in line.char_indices() {
        let marked = at >= from && at < to;
        let (text, width) = if character == '\t' {
            let width = TAB - column % TAB;
            (" ".repeat(width), width)
        } else {
            let shown = printable_character(character);
            (shown.to_string(), shown.width().unwrap_or(0))
        };
        column += width;
        cells.push(Cell { text, width, marked });
    }
    cells
}

/// Cuts a line to the window so that the beginning of the mark is seen. Gives the text, the columns before the mark and
/// the columns of the mark.
fn window(cells: &[Cell], width: usize) -> (String, usize, usize) {
    let columns = |some: &[Cell]| some.iter().map(|cell| cell.width).sum::<usize>();
    let first = cells.iter().position(|cell| cell.marked).unwrap_or(0);
    let count = cells.iter().skip(first).take_while(|cell| cell.marked).count();
    let (before, rest) = cells.split_at_checked(first).unwrap_or((cells, &[]));
    let (marked, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));

    if columns(cells) <= width {
        let text = cells.iter().map(|cell| cell.text.as_str()).collect::<String>();
        return (text.trim_end().to_owned(), columns(before), columns(marked).max(1));
    }
    // One column at each end is kept for `…`. The mark gets at most two thirds of the room; what stands before it gets
    // half of the rest, and more when little stands after it.
    let room = width - 2;
    let marked = take_from_start(marked, room * 2 / 3);
    let spare = room - columns(marked);
    let left = take_from_end(before, spare - columns(after).min(spare / 2));
    let right = take_from_start(after, spare - columns(left));

    let mut text = String::new();
    let mut mark_start = columns(left);
    if left.len() < before.len() {
        text.push('…');
        mark_start += 1;
    }
    for cell in left.iter().chain(marked).chain(right) {
        text.push_str(&cell.text);
    }
    if marked.len() < count || right.len() < after.len() {
        text.push('…');
    }
    (text.trim_end().to_owned(), mark_start, columns(marked).max(1))
}

/// As many cells from the start as fit.
fn take_from_start(cells: &[Cell], width: usize) -> &[Cell] {
    let mut used = 0;
    let fitting = cells
        .iter()
        .take_while(|cell| {
            used += cell.width;
            used <= width
        })
        .count();
    cells.get(..fitting).unwrap_or_default()
}

/// As many cells from the end as fit.
fn take_from_end(cells: &[Cell], width: usize) -> &[Cell] {
    let mut used = 0;
    let fitting = cells
        .iter()
        .rev()
        .take_while(|cell| {
            used += cell.width;
            used <= width
        })
        .count();
    cells.get(cells.len() - fitting..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::SourceText;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr as _;

    fn excerpt(text: &str, span: std::ops::Range<usize>, width: usize) -> Excerpt {
        Excerpt::new(&Place::new(&SourceText::new("a", text), span), width).unwrap()
    }

    #[test]
    fn tabs_and_wide_characters_keep_the_mark_in_place() {
        let shown = excerpt("\tx\t= 1", 3..4, 80);
        assert_eq!((shown.text.as_str(), shown.mark_start, shown.mark_width), ("    x   = 1", 8, 1));
        let shown = excerpt("日本 = 1", 7..8, 80);
        assert_eq!((shown.mark_start, shown.mark_width), (5, 1));
    }

    #[test]
    fn an_empty_span_points_at_what_follows() {
        let shown = excerpt("a = 1\nb", 5..5, 80);
        assert_eq!((shown.number, shown.mark_start, shown.mark_width), (1, 5, 1));
        let shown = excerpt("a = 1", 2..2, 80);
        assert_eq!((shown.mark_start, shown.mark_width), (2, 1));
    }

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let line = format!("{}HÄR{}", "a".repeat(100), "b".repeat(100));
        let shown = excerpt(&line, 100..104, 30);
        assert!(shown.text.starts_with("…a") && shown.text.ends_with("b…"), "{}", shown.text);
        assert_eq!(shown.text.chars().skip(shown.mark_start).take(shown.mark_width).collect::<String>(), "HÄR");
        let shown = excerpt(&line, 0..1, 30);
        assert!(shown.text.starts_with("aaa") && shown.text.ends_with('…'));
        assert_eq!(shown.mark_start, 0);
    }

    #[test]
    fn a_span_over_several_lines_says_so() {
        assert_eq!(excerpt("a = [\n1\n]", 4..9, 80).last_line, Some(3));
        assert_eq!(excerpt("a\nb\n", 0..2, 80).last_line, None);
    }

    proptest! {
        #[test]
        fn the_mark_stays_inside_the_window(text in "[a\tå日\n\u{301}]{0,120}", from in 0usize..200, length in 0usize..50, width in 1usize..60) {
            let place = Place::new(&SourceText::new("a", text), from..from + length);
            if let Some(shown) = Excerpt::new(&place, width) {
                let width = width.max(NARROWEST);
                prop_assert!(shown.text.width() <= width, "{:?}", shown.text);
                prop_assert!(shown.mark_start + shown.mark_width <= width + 1);
            }
        }
    }
}
