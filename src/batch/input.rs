//! Where the cases come from: a folder, a file with one case, JSON Lines or CSV, read a piece at a time.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cells::delimiter;
use super::columns::Columns;
use super::csv::next_row;
use super::lines::{Line, Lines};
use crate::authoring::scenario_files;
use crate::diagnostics::read::{decode_row, display_name, foreign, open, unreadable};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, SourceText};
use crate::facts::Schema;

/// The forms of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFormat {
    /// One JSON object a line.
    JsonLines,
    /// A table with a header.
    Csv,
}

/// A case to be read.
#[derive(Clone, Debug)]
pub enum Record {
    /// A scenario file.
    File(PathBuf),
    /// A row.
    Row(Line),
}

/// How the rows of an input are understood.
#[derive(Clone, Debug)]
pub enum Understanding {
    /// Each is a scenario file.
    Files,
    /// Each is a JSON object.
    JsonLines,
    /// Each has these columns.
    Csv(Columns),
}

/// Cases, one after the other.
pub struct Input {
    /// The name that messages and results show.
    pub name: String,
    /// How they are understood.
    pub understanding: Arc<Understanding>,
    /// How much there is: files, or bytes; `None` where that cannot be known.
    pub size: Option<u64>,
    source: Source,
}

enum Source {
    Files(std::vec::IntoIter<PathBuf>),
    Rows(Lines),
}

impl Input {
    /// A folder, or a file as its name or the call says. What comes with it are notes.
    ///
    /// # Errors
    /// Why nothing can be read from it.
    pub fn open(path: &Path, format: Option<RowFormat>, schema: &Schema) -> Result<(Input, Diagnostics), Diagnostics> {
        let shown = display_name(path);
        if path.is_dir() {
            if format.is_some() {
                let problem = Diagnostic::new(Code::BadCall, format!("`{shown}` är en mapp"));
                return Err(problem
                    .help("ta bort `--in-format`; i en mapp läses alla filer som slutar på `.toml`")
                    .into());
            }
            return Ok((Input::files(shown, scenario_files::paths(path)?), Diagnostics::new()));
        }
        let file = open(path)?;
        let Some(format) = format.or_else(|| RowFormat::of(path)) else {
            if has_extension(path, "toml") {
                return Ok((Input::files(shown, vec![path.to_owned()]), Diagnostics::new()));
            }
            return Err(unknown_format(&shown).at(Place::file(shown)).into());
        };
        let size = file.metadata().ok().map(|metadata| metadata.len());
        Input::rows(shown, Box::new(file), size, format, schema)
    }

    /// Rows from anything, such as standard input.
    ///
    /// # Errors
    /// Why nothing can be read from it.
    pub fn stream(
        name: &str,
        stream: Box<dyn Read + Send>,
        format: Option<RowFormat>,
        schema: &Schema,
    ) -> Result<(Input, Diagnostics), Diagnostics> {
        let format = format.ok_or_else(|| unknown_format(name))?;
        Input::rows(name.to_owned(), stream, None, format, schema)
    }

    fn files(name: String, paths: Vec<PathBuf>) -> Input {
        let size = Some(paths.len() as u64);
        Input { name, understanding: Arc::new(Understanding::Files), size, source: Source::Files(paths.into_iter()) }
    }

    fn rows(
        name: String,
        stream: Box<dyn Read + Send>,
        size: Option<u64>,
        format: RowFormat,
        schema: &Schema,
    ) -> Result<(Input, Diagnostics), Diagnostics> {
        let mut lines = Lines::new(stream);
        let first = lines.first_bytes().map_err(|error| unreadable(&name, &error))?;
        if let Some(problem) = foreign(&name, first) {
            return Err(problem.into());
        }
        let read = |lines: &mut Lines| -> Result<Option<Line>, Diagnostic> {
            loop {
                match lines.next_line().map_err(|error| unreadable(&name, &error))? {
                    Some(line) if line.is_blank() => {}
                    other => return Ok(other),
                }
            }
        };
        let empty = || crate::diagnostics::read::empty(&name);
        let first = read(&mut lines)?.ok_or_else(empty)?;
        let (understanding, notes) = match format {
            RowFormat::JsonLines => {
                in_one_piece(&name, &first)?;
                lines.give_back(vec![first]);
                (Understanding::JsonLines, Diagnostics::new())
            }
            RowFormat::Csv => {
                if first.too_long {
                    return Err(too_long(&name, &first).into());
                }
                let source = decode_row(&name, first.number, &first.bytes)?;
                let (columns, notes) = Columns::read(&source, delimiter(&first.bytes), schema)?;
                let row = read(&mut lines)?.ok_or_else(|| {
                    Diagnostic::new(Code::FileEmpty, format!("`{name}` har inga rader under rubrikerna"))
                        .at(Place::file(name.clone()))
                        .help("skriv ett underlag per rad under rubrikerna")
                })?;
                lines.give_back(vec![row]);
                (Understanding::Csv(columns), notes)
            }
        };
        Ok((Input { name, understanding: Arc::new(understanding), size, source: Source::Rows(lines) }, notes))
    }

    /// The next case; `None` at the end. Rows with nothing on them are passed over.
    ///
    /// # Errors
    /// The input cannot be read further.
    pub fn next_record(&mut self) -> Result<Option<Record>, Diagnostic> {
        let lines = match &mut self.source {
            Source::Files(paths) => return Ok(paths.next().map(Record::File)),
            Source::Rows(lines) => lines,
        };
        loop {
            let line = match &*self.understanding {
                Understanding::Csv(columns) => next_row(lines, columns),
                _ => lines.next_line(),
            };
            match line.map_err(|error| unreadable(&self.name, &error))? {
                Some(line) if line.is_blank() || is_empty_row(&self.understanding, &line) => {}
                other => return Ok(other.map(Record::Row)),
            }
        }
    }
}

impl RowFormat {
    /// The format that a file's name tells.
    pub fn of(path: &Path) -> Option<RowFormat> {
        let is = |extensions: &[&str]| extensions.iter().any(|extension| has_extension(path, extension));
        if is(&["jsonl", "ndjson"]) { Some(RowFormat::JsonLines) } else { is(&["csv"]).then_some(RowFormat::Csv) }
    }
}

impl Record {
    /// About how much of the input it is, in the unit of [`Input::size`].
    pub fn size(&self) -> u64 {
        match self {
            Record::File(_) => 1,
            Record::Row(line) => line.bytes.len() as u64 + 1,
        }
    }
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

/// What a spreadsheet leaves below its table: delimiters with nothing between them.
fn is_empty_row(understanding: &Understanding, line: &Line) -> bool {
    let Understanding::Csv(columns) = understanding else { return false };
    !line.too_long && line.bytes.iter().all(|byte| *byte == columns.delimiter || byte.is_ascii_whitespace())
}

fn unknown_format(name: &str) -> Diagnostic {
    Diagnostic::new(Code::InputFormat, format!("det går inte att se vilket format `{name}` har"))
        .help("ange `--in-format jsonl` eller `--in-format csv`")
}

/// What is said of a row that is too long.
pub fn too_long(name: &str, line: &Line) -> Diagnostic {
    let text = String::from_utf8_lossy(&line.bytes).into_owned();
    let source = SourceText::from_line(name, text, line.number);
    Diagnostic::new(Code::RowTooLong, "raden är längre än 256 kB")
        .at_span(&source, 0..0)
        .help("kontrollera att det är rätt fil, och att varje underlag står på en egen rad")
}

/// JSON that is spread over lines, or is one long list, would give an error on every line.
fn in_one_piece(name: &str, first: &Line) -> Result<(), Diagnostic> {
    let text = first.bytes.trim_ascii();
    if text.starts_with(b"[") || text == b"{" {
        let source = decode_row(name, first.number, &first.bytes)?;
        let message = "filen är vanlig JSON, inte JSON Lines";
        return Err(Diagnostic::new(Code::RowJson, message)
            .at_span(&source, 0..1)
            .help("skriv ett helt objekt per rad, utan hakparenteser runt och utan komma mellan raderna"));
    }
    Ok(())
}
