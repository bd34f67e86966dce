//! Writing results: to the screen, where a closed pipe is no fault, or to a file, whole or not at all.

use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::diagnostics::read::display_name;
use crate::diagnostics::{Code, Diagnostic, Place};

/// Writes a text to standard output. A reader that has gone away has what it wanted.
pub fn to_screen(text: &str) -> Result<(), Diagnostic> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Diagnostic::new(Code::CannotWrite, format!("det går inte att skriva till skärmen ({error})")))
        }
        _ => Ok(()),
    }
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
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let write = || -> std::io::Result<()> {
        let mut file = builder().tempfile_in(directory)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error| {
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
    })
}
