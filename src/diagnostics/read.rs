//! Reading a text file without trusting it.
//!
//! Files come from text editors, e-mail and ordinary mistakes: a folder, a Word document, the wrong encoding. Each gets
//! its own message. The text is brought to one form: no byte order mark, and composed letters (NFC), since `å` typed on
//! some machines is two characters that look like one and would be another name. Line endings are left alone.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::code::Code;
use super::diagnostic::{Diagnostic, Place};
use super::source::SourceText;

/// The size that scenario and pack files keep within, in bytes.
pub const TEXT_LIMIT: u64 = 4 * 1024 * 1024;

/// The size that one rule file keeps within, in bytes.
pub const RULE_FILE_LIMIT: u64 = 256 * 1024;

/// The name of a path in messages: with forward slashes, so that messages are the same on every system.
pub fn display_name(path: &Path) -> String {
    let name = path.display().to_string();
    if cfg!(windows) { name.replace('\\', "/") } else { name }
}

/// Reads a file of at most `limit` bytes as text.
///
/// # Errors
/// One diagnostic that says why the file cannot be used.
pub fn read_text(path: &Path, limit: u64) -> Result<Arc<SourceText>, Diagnostic> {
    read_stream(&display_name(path), open(path)?, limit)
}

/// Opens a file for reading.
///
/// # Errors
/// One diagnostic that says why the file cannot be used.
pub fn open(path: &Path) -> Result<File, Diagnostic> {
    let name = display_name(path);
    match fs::metadata(path) {
        Err(error) => return Err(cannot_open(&name, path, &error)),
        Ok(metadata) if metadata.is_dir() => {
            return Err(Diagnostic::new(Code::FileIsDirectory, format!("`{name}` är en mapp, inte en fil"))
                .at(Place::file(name))
                .help("ange en fil i mappen"));
        }
        Ok(_) => {}
    }
    File::open(path).map_err(|error| cannot_open(&name, path, &error))
}

/// Reads at most `limit` bytes of text from anything, such as standard input.
///
/// # Errors
/// One diagnostic that says why the text cannot be used.
pub fn read_stream(name: &str, stream: impl Read, limit: u64) -> Result<Arc<SourceText>, Diagnostic> {
    let mut bytes = Vec::new();
    // One byte past the limit tells "just fits" from "too large", and an endless stream still ends.
    stream.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| unreadable(name, &error))?;
    if bytes.len() as u64 > limit {
        return Err(Diagnostic::new(Code::FileTooLarge, format!("`{name}` är större än {}", size(limit)))
            .at(Place::file(name))
            .help("kontrollera att det är rätt fil"));
    }
    decode(name, &bytes)
}

/// A limit in words.
fn size(bytes: u64) -> String {
    const MEGA: u64 = 1024 * 1024;
    match bytes {
        whole if whole >= MEGA && whole % MEGA == 0 => format!("{} MB", whole / MEGA),
        whole if whole >= 1024 => format!("{} kB", whole / 1024),
        few => format!("{few} byte"),
    }
}

/// What is wrong with a file whose first bytes show that it is no text in UTF-8.
pub fn foreign(name: &str, first_bytes: &[u8]) -> Option<Diagnostic> {
    if let Some(kind) = other_kind(first_bytes) {
        let problem = Diagnostic::new(Code::NotText, format!("`{name}` är {kind}, inte en textfil"));
        let cure = "spara innehållet som oformaterad text med teckenkodningen UTF-8";
        return Some(problem.at(Place::file(name)).help(cure));
    }
    if first_bytes.starts_with(&[0xff, 0xfe]) || first_bytes.starts_with(&[0xfe, 0xff]) {
        let problem = Diagnostic::new(Code::NotUtf8, format!("`{name}` är sparad som UTF-16, inte som UTF-8"));
        let cure = "öppna filen i textredigeraren, välj Spara som och teckenkodningen UTF-8";
        return Some(problem.at(Place::file(name)).help(cure));
    }
    None
}

/// Makes the bytes of one row into a text. The row may be empty, and keeps its place in the file.
///
/// # Errors
/// One diagnostic: not UTF-8, or not text at all.
pub fn decode_row(name: &str, first_line: usize, bytes: &[u8]) -> Result<Arc<SourceText>, Diagnostic> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(not_utf8(name, first_line, bytes, error.valid_up_to())),
    };
    if let Some(at) = text.find('\0') {
        let source = SourceText::from_line(name, text, first_line);
        return Err(Diagnostic::new(Code::NotText, "raden har tecken som inte är text").at_span(&source, at..at + 1));
    }
    let text = if is_nfc(text) { text.to_owned() } else { text.nfc().collect() };
    Ok(SourceText::from_line(name, text, first_line))
}

/// Makes bytes into a text, or says why they are none.
///
/// # Errors
/// One diagnostic: not UTF-8, not text at all, or nothing there.
pub fn decode(name: &str, bytes: &[u8]) -> Result<Arc<SourceText>, Diagnostic> {
    if let Some(problem) = foreign(name, bytes) {
        return Err(problem);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(not_utf8(name, 1, bytes, error.valid_up_to())),
    };
    if text.contains('\0') {
        return Err(Diagnostic::new(Code::NotText, format!("`{name}` är ingen textfil")).at(Place::file(name)));
    }
    if text.trim().is_empty() {
        return Err(empty(name));
    }
    let text = if is_nfc(text) { text.to_owned() } else { text.nfc().collect() };
    Ok(SourceText::new(name, text))
}

/// A file with nothing in it.
pub fn empty(name: &str) -> Diagnostic {
    Diagnostic::new(Code::FileEmpty, format!("`{name}` är tom"))
        .at(Place::file(name))
        .help("fyll i filen och spara den, eller ange en annan fil")
}

/// The kinds of file that people most often point at by mistake, told by their first bytes.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 6] = [
        (b"PK\x03\x04", "ett dokument från en ordbehandlare eller en zip-fil"),
        (b"\xd0\xcf\x11\xe0", "ett dokument i äldre Office-format"),
        (b"%PDF", "en pdf-fil"),
        (b"{\\rtf", "ett dokument i rtf-format"),
        (b"\x89PNG", "en bild"),
        (b"\xff\xd8\xff", "en bild"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

/// Shows the bad byte where the author sees it. Such files nearly always come from the older Windows encoding, so the
/// rest of the text is shown as if it did: the line then reads as in the author's editor.
fn not_utf8(name: &str, first_line: usize, bytes: &[u8], valid: usize) -> Diagnostic {
    let (good, rest) = bytes.split_at_checked(valid).unwrap_or((bytes, &[]));
    let mut text = String::from_utf8_lossy(good).into_owned();
    let start = text.len();
    text.extend(rest.iter().map(|byte| char::from(*byte)));
    let end = start + rest.first().map_or(0, |byte| char::from(*byte).len_utf8());
    let source = SourceText::from_line(name, text, first_line);
    Diagnostic::new(Code::NotUtf8, format!("`{name}` är inte sparad som UTF-8"))
        .at_span(&source, start..end)
        .help("öppna filen i textredigeraren, välj Spara som och teckenkodningen UTF-8")
}

/// The file is not there, or not for us.
fn cannot_open(name: &str, path: &Path, error: &std::io::Error) -> Diagnostic {
    if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) {
        return unreadable(name, error);
    }
    let problem = Diagnostic::new(Code::FileMissing, format!("`{name}` finns inte")).at(Place::file(name));
    problem.help(match neighbour(path) {
        Some(name) => format!("menade du `{name}`?"),
        None => "kontrollera stavningen, och att filen ligger i den mapp som sökvägen säger".to_owned(),
    })
}

/// A file in the same folder with nearly the same name.
fn neighbour(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_str()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let names: Vec<String> = fs::read_dir(folder.unwrap_or(Path::new(".")))
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    let name = super::suggest::closest(wanted, names.iter().map(String::as_str))?;
    Some(display_name(&folder.map_or_else(|| Path::new(name).to_owned(), |folder| folder.join(name))))
}

/// The system refuses. Its own words are in the system's language and are left out, except the number to search for.
pub fn unreadable(name: &str, error: &std::io::Error) -> Diagnostic {
    let reason = match error.kind() {
        ErrorKind::PermissionDenied => "behörighet saknas".to_owned(),
        _ => error.raw_os_error().map_or_else(|| "okänd orsak".to_owned(), |number| format!("systemfel {number}")),
    };
    Diagnostic::new(Code::FileUnreadable, format!("`{name}` går inte att läsa ({reason})")).at(Place::file(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code_of(bytes: &[u8]) -> Option<Code> {
        decode("x", bytes).err().map(|problem| problem.code)
    }

    #[test]
    fn strips_the_mark_and_composes_letters() {
        let source = decode("x", b"\xef\xbb\xbfa\xcc\x8a = 1\r\n").unwrap();
        assert_eq!(source.text(), "å = 1\r\n");
    }

    #[test]
    fn points_at_the_bad_byte() {
        let problem = decode("x", b"a = 1\nnamn = \"G\xf6teborg\"").unwrap_err();
        assert_eq!(problem.code, Code::NotUtf8);
        let place = problem.place.unwrap();
        assert_eq!((place.address().as_str(), place.text()), ("x:2:10", "ö"));
    }

    #[test]
    fn tells_the_common_mistakes_apart() {
        assert_eq!(code_of(b""), Some(Code::FileEmpty));
        assert_eq!(code_of(b"\xef\xbb\xbf \r\n"), Some(Code::FileEmpty));
        assert_eq!(code_of(b"PK\x03\x04rest"), Some(Code::NotText));
        assert_eq!(code_of(b"a\0b"), Some(Code::NotText));
        assert_eq!(code_of(b"\xff\xfea\0"), Some(Code::NotUtf8));
    }

    #[test]
    fn files_and_folders() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("facts.toml");
        fs::write(&path, "a = 1").unwrap();
        assert_eq!(read_text(&path, 5).unwrap().text(), "a = 1");
        assert_eq!(read_text(&path, 4).unwrap_err().code, Code::FileTooLarge);
        assert_eq!(read_text(folder.path(), 5).unwrap_err().code, Code::FileIsDirectory);
        let missing = read_text(&folder.path().join("fact.toml"), 5).unwrap_err();
        assert_eq!(missing.code, Code::FileMissing);
        assert!(missing.help[0].contains("facts.toml"));
        assert_eq!(read_text(&path.join("x"), 5).unwrap_err().code, Code::FileMissing);
    }

    #[test]
    fn an_endless_stream_ends() {
        assert_eq!(read_stream("-", std::io::repeat(b'a'), 1024).unwrap_err().code, Code::FileTooLarge);
    }

    proptest! {
        #[test]
        fn any_bytes_are_safe(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = decode("x", &bytes);
        }
    }
}
