//! A table on a screen: in columns where the cells are short enough, else row by row with the columns' names.

use super::document::{Table, Text};
use super::terminal::{Style, display_width};

/// Lines of a cell beyond which columns are hard to read.
const TALLEST_CELL: usize = 4;
/// The narrowest column worth having.
const NARROWEST: usize = 16;
/// Between columns.
const GAP: usize = 2;
/// The widest column of row headings.
const WIDEST_LABEL: usize = 28;

/// Writes a table.
pub fn write(out: &mut String, table: &Table, style: Style) {
    match columns(table, style) {
        Some(widths) => grid(out, table, &widths, style),
        None => stacked(out, table, style),
    }
}

/// The widths of the columns, row headings first, if the table can be read in columns.
fn columns(table: &Table, style: Style) -> Option<Vec<usize>> {
    let label = table.rows.iter().map(|row| display_width(&row.label)).max()?.min(WIDEST_LABEL);
    let count = table.columns.len();
    let left = style.width.checked_sub(label + GAP * count)?;
    let each = left.checked_div(count)?;
    if each < NARROWEST {
        return None;
    }
    // A column is no wider than what stands in it.
    let needed = |index: usize| {
        let cells =
            table.rows.iter().filter_map(|row| row.cells.get(index)).flatten().map(|text| display_width(&text.words()));
        let heading = table.columns.get(index).map(|heading| display_width(heading));
        cells.chain(heading).max().unwrap_or(0).clamp(1, each)
    };
    let widths: Vec<usize> = std::iter::once(label).chain((0..count).map(needed)).collect();
    let tall = table
        .rows
        .iter()
        .flat_map(|row| row.cells.iter().zip(widths.iter().skip(1)))
        .any(|(cell, width)| cell_lines(cell, *width, style).len() > TALLEST_CELL);
    (!tall).then_some(widths)
}

fn cell_lines(cell: &[Text], width: usize, style: Style) -> Vec<String> {
    let style = Style { width, ..style };
    match cell {
        [] => vec!["–".to_owned()],
        [only] => style.wrap("", "", only),
        several => several.iter().flat_map(|text| style.wrap("• ", "  ", text)).collect(),
    }
}

fn grid(out: &mut String, table: &Table, widths: &[usize], style: Style) {
    let heading = |words: &String| vec![Text::new().strong(words.clone())];
    let header: Vec<Vec<Text>> = table.columns.iter().map(heading).collect();
    grid_row(out, "", &header, widths, style);
    for row in &table.rows {
        grid_row(out, &row.label, &row.cells, widths, style);
    }
}

fn grid_row(out: &mut String, label: &str, cells: &[Vec<Text>], widths: &[usize], style: Style) {
    let label = vec![Text::new().strong(label)];
    let all = std::iter::once(&label).chain(cells);
    let columns: Vec<Vec<String>> = all.zip(widths).map(|(cell, width)| cell_lines(cell, *width, style)).collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..height {
        let mut text = String::new();
        for (column, width) in columns.iter().zip(widths) {
            let words = column.get(line).map_or("", String::as_str).trim_end();
            text.push_str(words);
            text.push_str(&" ".repeat((width + GAP).saturating_sub(display_width(words))));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
}

fn stacked(out: &mut String, table: &Table, style: Style) {
    let widest = table.columns.iter().map(|column| display_width(column)).max().unwrap_or(0);
    let rest = " ".repeat(widest + 2 * GAP);
    for row in &table.rows {
        style.lines(out, "", "", &Text::new().strong(row.label.clone()));
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            let pad = " ".repeat(widest.saturating_sub(display_width(column)));
            let first = format!("  {column}{pad}  ");
            match cell.as_slice() {
                [] => style.lines(out, &first, &rest, &"–".into()),
                [only] => style.lines(out, &first, &rest, only),
                several => {
                    for (index, text) in several.iter().enumerate() {
                        let before = if index == 0 { &first } else { &rest };
                        style.lines(out, &format!("{before}• "), &format!("{rest}  "), text);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::Row;
    use super::*;

    fn table(cell: &str) -> Table {
        Table {
            columns: vec!["Avtal".into(), "Nämnd".into()],
            rows: vec![Row { label: "Läge".into(), cells: vec![vec![cell.into()], Vec::new()] }],
        }
    }

    #[test]
    fn short_cells_stand_side_by_side_and_long_ones_below_each_other() {
        let style = Style { width: 60, colour: false };
        let mut out = String::new();
        write(&mut out, &table("möjlig"), style);
        assert_eq!(out, "      Avtal   Nämnd\nLäge  möjlig  –\n");
        let mut out = String::new();
        write(&mut out, &table(&"många ord ".repeat(20)), style);
        assert!(out.starts_with("Läge\n  Avtal  många ord"));
        assert!(out.ends_with("\n  Nämnd  –\n"));
    }
}
