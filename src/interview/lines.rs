//! Lines typed at the program, one at a time, and Ctrl-C between them.

use std::io::{BufRead, Read as _};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, OnceLock};

/// The longest line that is read, in bytes. The rest of a longer one is passed over.
const LONGEST: u64 = 64 * 1024;

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A line.
    Line(String),
    /// A line that is too long to be an answer.
    TooLong,
    /// A line in another encoding.
    NotText,
    /// The input has ended.
    Ended,
    /// Ctrl-C.
    Interrupted,
}

/// Lines from somewhere.
pub trait Lines {
    /// The next line.
    fn next(&mut self) -> Typed;
}

/// Reads one line of at most `LONGEST` bytes.
pub fn read_line(input: &mut impl BufRead) -> Typed {
    let mut bytes = Vec::new();
    match input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes) {
        Err(_) | Ok(0) => return Typed::Ended,
        Ok(_) => {}
    }
    if !bytes.ends_with(b"\n") && bytes.len() as u64 >= LONGEST {
        // Passed over in pieces, so that an endless line needs no memory.
        loop {
            bytes.clear();
            match input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes) {
                Ok(read) if read > 0 && !bytes.ends_with(b"\n") => {}
                _ => return Typed::TooLong,
            }
        }
    }
    String::from_utf8(bytes).map_or(Typed::NotText, |line| Typed::Line(line.trim_end_matches(['\n', '\r']).to_owned()))
}

/// Standard input, read by a thread of its own so that Ctrl-C is noticed while it waits.
pub struct StandardInput {
    wanted: Sender<()>,
    typed: Receiver<Typed>,
}

/// Where Ctrl-C is to be told; the operating system keeps one handler for the whole program.
static INTERRUPTED: OnceLock<Mutex<Option<Sender<Typed>>>> = OnceLock::new();

impl StandardInput {
    /// Begins to listen. Nothing is read before it is asked for.
    pub fn new() -> StandardInput {
        let (wanted, asked) = channel::<()>();
        let (tell, typed) = channel();
        let interrupted = tell.clone();
        let first = INTERRUPTED.get().is_none();
        let slot = INTERRUPTED.get_or_init(|| Mutex::new(None));
        if let Ok(mut slot) = slot.lock() {
            *slot = Some(interrupted);
        }
        if first {
            // Without a handler Ctrl-C ends the program; the file is saved all the same.
            let _ = ctrlc::set_handler(|| {
                if let Some(Ok(slot)) = INTERRUPTED.get().map(Mutex::lock)
                    && let Some(tell) = slot.as_ref()
                {
                    let _ = tell.send(Typed::Interrupted);
                }
            });
        }
        std::thread::spawn(move || {
            let mut input = std::io::stdin().lock();
            while asked.recv().is_ok() && tell.send(read_line(&mut input)).is_ok() {}
        });
        StandardInput { wanted, typed }
    }
}

impl Default for StandardInput {
    fn default() -> StandardInput {
        StandardInput::new()
    }
}

impl Lines for StandardInput {
    fn next(&mut self) -> Typed {
        if self.wanted.send(()).is_err() {
            return Typed::Ended;
        }
        self.typed.recv().unwrap_or(Typed::Ended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn lines_of_any_kind() {
        let mut input = Cursor::new([b"ja\r\n\xff\n".as_slice(), &[b'x'; 200_000], b"\nsist"].concat());
        assert_eq!(read_line(&mut input), Typed::Line("ja".into()));
        assert_eq!(read_line(&mut input), Typed::NotText);
        assert_eq!(read_line(&mut input), Typed::TooLong);
        assert_eq!(read_line(&mut input), Typed::Line("sist".into()));
        assert_eq!(read_line(&mut input), Typed::Ended);
    }
}
