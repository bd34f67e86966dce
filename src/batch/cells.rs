//! A row of a CSV file cut into cells that know their places.
//!
//! The csv crate reads values but not where they stand, and lets a quotation mark that is never closed swallow the rest
//! of the file. Rows are therefore cut here, by the same rules (RFC 4180, with bare quotation marks inside an unquoted
//! cell left as they are); the tests hold it against the csv crate.

use std::ops::Range;

/// A cell in the text of its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Where it stands, quotation marks included.
    pub span: Range<usize>,
    /// Whether it stands within quotation marks.
    pub quoted: bool,
}

/// What is wrong with the quotation marks of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misquoted {
    /// The one at this byte is never closed.
    NeverClosed(usize),
    /// After the one at this byte, which closes a cell, something else follows.
    ClosedEarly(usize),
}

/// Cuts a row into cells.
///
/// # Errors
/// The first quotation mark that does not go together with the others.
pub fn cut(row: &[u8], delimiter: u8) -> Result<Vec<Cell>, Misquoted> {
    let mut cells = Vec::new();
    let mut start = 0;
    loop {
        let rest = row.get(start..).unwrap_or_default();
        let quoted = rest.first() == Some(&b'"');
        let length = if quoted { quoted_length(rest, start, delimiter)? } else { plain_length(rest, delimiter) };
        let end = start + length;
        cells.push(Cell { span: start..end, quoted });
        if end >= row.len() {
            return Ok(cells);
        }
        start = end + 1;
    }
}

fn plain_length(rest: &[u8], delimiter: u8) -> usize {
    rest.iter().position(|byte| *byte == delimiter).unwrap_or(rest.len())
}

/// The length of a cell that begins with a quotation mark, both marks counted.
fn quoted_length(rest: &[u8], start: usize, delimiter: u8) -> Result<usize, Misquoted> {
    let mut at = 1;
    loop {
        let Some(found) = rest.get(at..).and_then(|more| more.iter().position(|byte| *byte == b'"')) else {
            return Err(Misquoted::NeverClosed(start));
        };
        let mark = at + found;
        match rest.get(mark + 1) {
            Some(b'"') => at = mark + 2,
            None => return Ok(mark + 1),
            Some(next) if *next == delimiter => return Ok(mark + 1),
            Some(_) => return Err(Misquoted::ClosedEarly(start + mark)),
        }
    }
}

impl Cell {
    /// What the cell says, without blanks around it.
    pub fn value(&self, row: &str) -> String {
        let written = row.get(self.span.clone()).unwrap_or_default();
        let inside = match self.quoted {
            true => {
                let inside = written.strip_prefix('"').unwrap_or(written);
                inside.strip_suffix('"').unwrap_or(inside).replace("\"\"", "\"")
            }
            false => written.to_owned(),
        };
        inside.trim().to_owned()
    }

    /// The parts of a cell that holds several, each with its place. Where quotation marks inside the cell make places
    /// uncertain, every part has the place of the whole.
    pub fn parts(&self, row: &str, separator: char) -> Vec<(String, Range<usize>)> {
        let value = self.value(row);
        let written = row.get(self.span.clone()).unwrap_or_default();
        let Some(offset) = written.find(&value).filter(|_| !value.is_empty()) else {
            return value.split(separator).map(|part| (part.trim().to_owned(), self.span.clone())).collect();
        };
        let mut parts = Vec::new();
        let mut at = self.span.start + offset;
        for part in value.split(separator) {
            let before = part.len() - part.trim_start().len();
            let from = at + before;
            parts.push((part.trim().to_owned(), from..from + part.trim().len()));
            at += part.len() + separator.len_utf8();
        }
        parts
    }
}

/// The delimiter of a table, told by its header: Swedish Excel writes semicolons, and no heading has one in it.
pub fn delimiter(header: &[u8]) -> u8 {
    if header.contains(&b';') { b';' } else { b',' }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values(row: &str, delimiter: u8) -> Result<Vec<String>, Misquoted> {
        Ok(cut(row.as_bytes(), delimiter)?.iter().map(|cell| cell.value(row)).collect())
    }

    #[test]
    fn rows_are_cut_as_tables_write_them() {
        assert_eq!(values("a;b c ;;\"d;e\"", b';').unwrap(), ["a", "b c", "", "d;e"]);
        assert_eq!(values("\"säg \"\"hej\"\"\",5\" rör", b',').unwrap(), ["säg \"hej\"", "5\" rör"]);
        assert_eq!(values("\"två\nrader\",x", b',').unwrap(), ["två\nrader", "x"]);
        assert_eq!(values("", b',').unwrap(), [""]);
        assert_eq!(values("a,", b',').unwrap(), ["a", ""]);
    }

    #[test]
    fn marks_that_do_not_go_together_are_pointed_at() {
        assert_eq!(values("a,\"b", b','), Err(Misquoted::NeverClosed(2)));
        assert_eq!(values("a,\"b\"c,d", b','), Err(Misquoted::ClosedEarly(4)));
    }

    #[test]
    fn parts_have_places() {
        let row = "x;\"ingen | samma_chef\"";
        let cells = cut(row.as_bytes(), b';').unwrap();
        let parts = cells[1].parts(row, '|');
        assert_eq!(parts[1].0, "samma_chef");
        assert_eq!(&row[parts[1].1.clone()], "samma_chef");
    }

    proptest! {
        #[test]
        fn what_the_csv_crate_writes_is_read_back(values in prop::collection::vec("[a-cå;,\"|\n ]{0,8}", 1..6), semicolon in any::<bool>()) {
            let delimiter = if semicolon { b';' } else { b',' };
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
            writer.write_record(&values).unwrap();
            let bytes = writer.into_inner().unwrap();
            let row = std::str::from_utf8(&bytes).unwrap().strip_suffix('\n').unwrap().to_owned();
            let read = super::tests::values(&row, delimiter).unwrap();
            let trimmed: Vec<String> = values.iter().map(|value| value.trim().to_owned()).collect();
            prop_assert_eq!(read, trimmed);
        }

        #[test]
        fn whatever_is_cut_is_cut_as_the_csv_crate_does(row in "[ab;,\"]{0,12}") {
            if let Ok(read) = values(&row, b',') {
                let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(row.as_bytes());
                let record = reader.records().next();
                let theirs: Vec<String> = match record {
                    Some(record) => record.unwrap().iter().map(str::to_owned).collect(),
                    None => vec![String::new()],
                };
                prop_assert_eq!(read, theirs);
            }
        }

        #[test]
        fn any_bytes_are_safe(row in "\\PC{0,40}", delimiter in prop::sample::select(vec![b';', b','])) {
            for cell in cut(row.as_bytes(), delimiter).unwrap_or_default() {
                let _ = cell.value(&row);
                for (part, span) in cell.parts(&row, '|') {
                    prop_assert!(row.is_char_boundary(span.start) && row.is_char_boundary(span.end), "{part}");
                }
            }
        }
    }
}
