//! Writing results: to the screen, where a closed pipe is no fault, or to a file, whole or not at all.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::diagnostics::read::display_name;
use crate::diagnostics::{Code, Diagnostic, Place};

/// Writes a text to standard output. A reader that has gone away has what it wanted.
pub fn to_screen(text: &str) -> Result<(), Diagnostic> {
    Sink::Screen.write(text.as_bytes()).map(|_| ())
}

/// A new file that others may read as they may read any file made here. Temporary files are private by default, which
/// on a shared folder would hide the result from the colleagues it was written for.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".niokap-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}

/// Writes a text to a file by writing beside it and renaming, so that an old file survives until the new one is whole.
pub fn to_file(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let mut file = FileToBe::new(path)?;
    file.write(text.as_bytes())?;
    file.finish()
}

/// A file that is written beside its place, and put there when it is whole. Until then an old file stands.
pub struct FileToBe {
    beside: tempfile::NamedTempFile,
    path: PathBuf,
}

impl FileToBe {
    /// A file to be at a path.
    pub fn new(path: &Path) -> Result<FileToBe, Diagnostic> {
        if path.is_dir() {
            return Err(cannot_write(path, &ErrorKind::IsADirectory.into()));
        }
        let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        let beside = builder().tempfile_in(directory).map_err(|error| cannot_write(path, &error))?;
        Ok(FileToBe { beside, path: path.to_owned() })
    }

    /// Writes more of it.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.beside.write_all(bytes).map_err(|error| cannot_write(&self.path, &error))
    }

    /// Puts it in its place.
    pub fn finish(self) -> Result<(), Diagnostic> {
        let FileToBe { beside, path } = self;
        let finish = || -> std::io::Result<()> {
            beside.as_file().sync_all()?;
            beside.persist(&path).map_err(|error| error.error)?;
            Ok(())
        };
        finish().map_err(|error| cannot_write(&path, &error))
    }
}

/// Where a result that is written piece by piece goes.
pub enum Sink {
    /// Standard output.
    Screen,
    /// A file.
    File(FileToBe),
}

/// Whether there is any use in writing more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// There is.
    On,
    /// The reader has gone away.
    ReaderGone,
}

impl Sink {
    /// Whether it is standard output.
    pub fn is_screen(&self) -> bool {
        matches!(self, Sink::Screen)
    }

    /// Writes a piece.
    pub fn write(&mut self, bytes: &[u8]) -> Result<Written, Diagnostic> {
        match self {
            Sink::File(file) => file.write(bytes).map(|()| Written::On),
            Sink::Screen => {
                let mut out = std::io::stdout().lock();
                match out.write_all(bytes).and_then(|()| out.flush()) {
                    Ok(()) => Ok(Written::On),
                    Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Written::ReaderGone),
                    Err(error) => Err(no_screen(&error)),
                }
            }
        }
    }

    /// The result is whole.
    pub fn finish(self) -> Result<(), Diagnostic> {
        match self {
            Sink::Screen => Ok(()),
            Sink::File(file) => file.finish(),
        }
    }
}

fn no_screen(error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::CannotWrite, format!("det går inte att skriva till skärmen ({error})"))
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Diagnostic {
    let why = match error.kind() {
        ErrorKind::NotFound => "mappen finns inte",
        ErrorKind::PermissionDenied => "du saknar behörighet att skriva där",
        ErrorKind::IsADirectory => "det är en mapp",
        ErrorKind::StorageFull => "disken är full",
        ErrorKind::ReadOnlyFilesystem => "platsen är skrivskyddad",
        _ => "operativsystemet sade nej",
    };
    Diagnostic::new(Code::CannotWrite, format!("filen går inte att skriva: {why}"))
        .at(Place::file(display_name(path)))
        .help("välj en annan plats; en fil som fanns där är orörd")
}
