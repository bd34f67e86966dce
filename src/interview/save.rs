//! The file that answers are kept in: written whole after every answer, and never over what somebody else wrote.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::read::{TEXT_LIMIT, decode, display_name, read_text};
use crate::diagnostics::{Code, Diagnostic, Place, SourceText};

/// How many names are tried for a file beside the one that cannot be written.
const MOST_NAMES: usize = 1000;

/// A file and what it held when we last read or wrote it.
#[derive(Clone, Debug)]
pub struct Store {
    path: PathBuf,
    /// The hash of what we know it to hold; `None` if it was not there.
    known: Option<blake3::Hash>,
    /// What could not be saved yet.
    unsaved: bool,
}

/// Why a file was not written.
#[derive(Clone, Debug)]
pub enum NotSaved {
    /// Somebody else has changed it since we read or wrote it.
    Changed,
    /// It cannot be written.
    Cannot(Diagnostic),
}

impl Store {
    /// A file that is to be made. What may already be there is not touched: saving then says that it has changed.
    pub fn new(path: &Path) -> Store {
        Store { path: path.to_owned(), known: None, unsaved: true }
    }

    /// Opens a file; returns its text.
    ///
    /// # Errors
    /// Why it cannot be read as text.
    pub fn open(path: &Path) -> Result<(Store, Arc<SourceText>), Diagnostic> {
        let source = read_text(path, TEXT_LIMIT)?;
        let known = fs::read(path).ok().map(|bytes| blake3::hash(&bytes));
        // Between the two readings the file may have changed; then we know it in neither form.
        let known = known.filter(|known| {
            fs::read(path).is_ok_and(|bytes| {
                blake3::hash(&bytes) == *known
                    && decode(&display_name(path), &bytes).is_ok_and(|again| again.text() == source.text())
            })
        });
        Ok((Store { path: path.to_owned(), known, unsaved: false }, source))
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The whole path, for showing where the answers are.
    pub fn shown(&self) -> String {
        let whole = std::path::absolute(&self.path).unwrap_or_else(|_| self.path.clone());
        display_name(&whole)
    }

    /// Whether something could not be saved yet.
    pub fn unsaved(&self) -> bool {
        self.unsaved
    }

    /// Writes the file: beside it first, then in its place, so that it is never half written.
    ///
    /// # Errors
    /// Why not. What was there is then untouched.
    pub fn save(&mut self, text: &str) -> Result<(), NotSaved> {
        self.unsaved = true;
        let there = match fs::read(&self.path) {
            Ok(bytes) => Some(blake3::hash(&bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(NotSaved::Cannot(cannot(&self.path, &error))),
        };
        // A file that has been taken away holds nothing that could be lost.
        if there.is_some() && there != self.known {
            return Err(NotSaved::Changed);
        }
        self.write(text)
    }

    /// Writes the file even if somebody else has changed it.
    ///
    /// # Errors
    /// Why not.
    pub fn save_over(&mut self, text: &str) -> Result<(), NotSaved> {
        self.unsaved = true;
        self.write(text)
    }

    /// Goes over to another file, which must not exist yet.
    ///
    /// # Errors
    /// It exists, or it cannot be written. The store stays with the file it had.
    pub fn move_to(&mut self, path: &Path, text: &str) -> Result<(), NotSaved> {
        let mut other = Store::new(path);
        other.save(text)?;
        *self = other;
        Ok(())
    }

    /// Saves in some other place, when the user can no longer be asked: beside the file if that is possible, else among
    /// the temporary files.
    ///
    /// # Errors
    /// No place could be written.
    pub fn save_anywhere(&mut self, text: &str) -> Result<(), NotSaved> {
        let name = self.path.file_name().map(PathBuf::from).unwrap_or_else(|| PathBuf::from("underlag.toml"));
        let mut last = NotSaved::Changed;
        for directory in [directory_of(&self.path).to_owned(), std::env::temp_dir()] {
            match self.move_to(&free_name(&directory.join(&name)), text) {
                Ok(()) => return Ok(()),
                Err(problem) => last = problem,
            }
        }
        Err(last)
    }

    fn write(&mut self, text: &str) -> Result<(), NotSaved> {
        write_whole(&self.path, text).map_err(|error| NotSaved::Cannot(cannot(&self.path, &error)))?;
        self.known = Some(blake3::hash(text.as_bytes()));
        self.unsaved = false;
        Ok(())
    }
}

/// The first of `fall.toml`, `fall-2.toml`, `fall-3.toml`… that does not exist.
pub fn free_name(path: &Path) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let extension = path.extension().map(|extension| format!(".{}", extension.to_string_lossy())).unwrap_or_default();
    let numbered = (2..MOST_NAMES).map(|number| path.with_file_name(format!("{stem}-{number}{extension}")));
    std::iter::once(path.to_owned()).chain(numbered).find(|name| !name.exists()).unwrap_or_else(|| path.to_owned())
}

fn directory_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    // A link stays a link: what it points to is written.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".niokap-");
    // Temporary files are private; this one becomes a file like any other, or keeps the permissions of the old.
    let permissions = fs::metadata(&target).ok().map(|metadata| metadata.permissions());
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(std::io::Error::from(ErrorKind::PermissionDenied));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(directory_of(&target))?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    #[cfg(unix)]
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

fn cannot(path: &Path, error: &std::io::Error) -> Diagnostic {
    let why = match error.kind() {
        ErrorKind::NotFound => "mappen finns inte",
        ErrorKind::PermissionDenied => "du har inte rätt att skriva där",
        ErrorKind::IsADirectory => "det är en mapp",
        ErrorKind::StorageFull => "disken är full",
        ErrorKind::ReadOnlyFilesystem => "platsen är skrivskyddad",
        ErrorKind::InvalidFilename => "namnet går inte att använda",
        _ => "operativsystemet sade nej",
    };
    Diagnostic::new(Code::CannotWrite, format!("det går inte att spara: {why}")).at(Place::file(display_name(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_whole_and_knows_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fall.toml");
        let mut store = Store::new(&path);
        store.save("ett").unwrap();
        store.save("två").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "två");
        let (mut again, source) = Store::open(&path).unwrap();
        assert_eq!(source.text(), "två");
        again.save("tre").unwrap();
        assert!(matches!(store.save("fyra"), Err(NotSaved::Changed)));
        assert!(store.unsaved());
        assert_eq!(fs::read_to_string(&path).unwrap(), "tre");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
    }

    #[test]
    fn a_new_file_never_replaces_an_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fall.toml");
        fs::write(&path, "annans").unwrap();
        assert!(matches!(Store::new(&path).save("ny"), Err(NotSaved::Changed)));
        assert_eq!(free_name(&path), folder.path().join("fall-2.toml"));
        let mut store = Store::new(&path);
        store.save_anywhere("ny").unwrap();
        assert_eq!(store.path(), folder.path().join("fall-2.toml"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "annans");
    }

    #[test]
    fn a_file_taken_away_is_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fall.toml");
        let mut store = Store::new(&path);
        store.save("ett").unwrap();
        fs::remove_file(&path).unwrap();
        store.save("två").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "två");
    }

    #[test]
    fn a_place_that_is_none_is_told_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let Err(NotSaved::Cannot(problem)) = Store::new(&folder.path().join("saknas/fall.toml")).save("ett") else {
            panic!("saved")
        };
        assert_eq!(problem.message, "det går inte att spara: mappen finns inte");
        let Err(NotSaved::Cannot(_)) = Store::new(folder.path()).save("ett") else { panic!("saved") };
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_kept() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("fall.toml"), folder.path().join("lank.toml"));
        fs::write(&path, "ett").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let (mut store, _) = Store::open(&link).unwrap();
        store.save("två").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "två");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }
}
