//! The lines of a stream, each within a limit, so that no file is too large to read.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, ErrorKind, Read};

/// The most bytes that a row may have. A case with every question answered has some ten thousand.
pub const MOST_ROW: usize = 256 * 1024;

/// What a byte order mark looks like in UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A line with its number in the file, from 1, without its line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number.
    pub number: usize,
    /// What it holds; only the beginning of a line that is too long.
    pub bytes: Vec<u8>,
    /// Whether there was more than a row may have.
    pub too_long: bool,
}

impl Line {
    /// Whether there is nothing on it.
    pub fn is_blank(&self) -> bool {
        !self.too_long && self.bytes.trim_ascii().is_empty()
    }
}

/// A stream read line by line.
pub struct Lines {
    stream: BufReader<Box<dyn Read + Send>>,
    read: usize,
    /// Lines that were read and given back, to come again.
    returned: VecDeque<Line>,
}

impl Lines {
    /// The lines of a stream.
    pub fn new(stream: Box<dyn Read + Send>) -> Lines {
        Lines { stream: BufReader::with_capacity(64 * 1024, stream), read: 0, returned: VecDeque::new() }
    }

    /// The first bytes of the stream, as many as there are at hand. They are still to be read.
    ///
    /// # Errors
    /// The stream cannot be read.
    pub fn first_bytes(&mut self) -> std::io::Result<&[u8]> {
        retrying(|| self.stream.fill_buf().map(<[u8]>::len))?;
        self.stream.fill_buf()
    }

    /// The next line; `None` at the end.
    ///
    /// # Errors
    /// The stream cannot be read further.
    pub fn next_line(&mut self) -> std::io::Result<Option<Line>> {
        if let Some(line) = self.returned.pop_front() {
            return Ok(Some(line));
        }
        let mut bytes = Vec::new();
        // One byte past the limit tells "just fits" from "too long".
        let limit = MOST_ROW as u64 + 2;
        if (&mut self.stream).take(limit).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        let ended = bytes.last() == Some(&b'\n');
        if ended {
            bytes.pop();
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
        }
        let too_long = bytes.len() > MOST_ROW;
        if too_long {
            bytes.truncate(200);
            if !ended {
                self.skip_line()?;
            }
        }
        if self.read == 0 && bytes.starts_with(MARK) {
            bytes.drain(..MARK.len());
        }
        self.read += 1;
        Ok(Some(Line { number: self.read, bytes, too_long }))
    }

    /// Gives lines back, in their order, to come again before any other.
    pub fn give_back(&mut self, lines: Vec<Line>) {
        for line in lines.into_iter().rev() {
            self.returned.push_front(line);
        }
    }

    fn skip_line(&mut self) -> std::io::Result<()> {
        loop {
            let (used, ended) = {
                let bytes = match self.stream.fill_buf() {
                    Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                    other => other?,
                };
                match bytes.iter().position(|byte| *byte == b'\n') {
                    Some(at) => (at + 1, true),
                    None => (bytes.len(), bytes.is_empty()),
                }
            };
            self.stream.consume(used);
            if ended {
                return Ok(());
            }
        }
    }
}

/// Tries again when a signal came in between.
fn retrying<T>(mut attempt: impl FnMut() -> std::io::Result<T>) -> std::io::Result<T> {
    loop {
        match attempt() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8]) -> Lines {
        Lines::new(Box::new(std::io::Cursor::new(text.to_vec())))
    }

    fn all(mut lines: Lines) -> Vec<Line> {
        std::iter::from_fn(|| lines.next_line().unwrap()).collect()
    }

    #[test]
    fn every_line_ending_and_the_mark_are_taken_away() {
        let texts: Vec<Vec<u8>> = all(lines(b"\xef\xbb\xbfa\r\n\n b\nc")).into_iter().map(|line| line.bytes).collect();
        assert_eq!(texts, [b"a".to_vec(), b"".to_vec(), b" b".to_vec(), b"c".to_vec()]);
        assert_eq!(all(lines(b"a\n")).len(), 1);
        assert_eq!(all(lines(b"")), []);
    }

    #[test]
    fn a_long_line_is_cut_and_the_next_is_read() {
        let mut text = vec![b'x'; MOST_ROW + 100_000];
        text.extend_from_slice(b"\nnext\n");
        text.extend(vec![b'y'; MOST_ROW]);
        let found = all(lines(&text));
        let shape: Vec<_> = found.iter().map(|line| (line.number, line.too_long, line.bytes.len())).collect();
        assert_eq!(shape, [(1, true, 200), (2, false, 4), (3, false, MOST_ROW)]);
    }

    #[test]
    fn what_is_given_back_comes_again() {
        let mut lines = lines(b"a\nb\nc");
        let held = vec![lines.next_line().unwrap().unwrap(), lines.next_line().unwrap().unwrap()];
        lines.give_back(held);
        let numbers: Vec<usize> = all(lines).into_iter().map(|line| line.number).collect();
        assert_eq!(numbers, [1, 2, 3]);
    }
}
