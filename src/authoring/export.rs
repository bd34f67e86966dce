//! Writes a pack's files to a folder, so that someone can edit them.

use std::path::Path;

use crate::diagnostics::read::display_name;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::rules::PackFiles;

/// Writes every file with `write`; nothing is written over. Returns how many were written.
///
/// # Errors
/// Every file that is in the way, before anything is written; else what the system would not let be written.
pub fn export(
    files: &PackFiles,
    directory: &Path,
    write: impl Fn(&Path, &str) -> Result<(), Diagnostic>,
) -> Result<usize, Diagnostics> {
    let mut problems = Diagnostics::new();
    if directory.exists() && !directory.is_dir() {
        return Err(Diagnostics::from(
            Diagnostic::new(Code::NotADirectory, "det är en fil, inte en mapp")
                .at(Place::file(display_name(directory))),
        ));
    }
    for (name, _) in files.iter() {
        let path = directory.join(name);
        // A link that leads nowhere is in the way too.
        if path.symlink_metadata().is_ok() {
            problems.push(
                Diagnostic::new(Code::FileExists, format!("`{name}` finns redan")).at(Place::file(display_name(&path))),
            );
        }
    }
    if !problems.is_empty() {
        let mut first = Vec::from_iter(problems);
        if let Some(last) = first.pop() {
            first.push(last.help("välj en tom mapp; inget har skrivits"));
        }
        return Err(first.into_iter().collect());
    }
    if let Err(error) = std::fs::create_dir_all(directory) {
        return Err(Diagnostics::from(
            Diagnostic::new(Code::CannotWrite, format!("mappen går inte att skapa ({})", error.kind()))
                .at(Place::file(display_name(directory))),
        ));
    }
    let mut written = 0;
    for (name, source) in files.iter() {
        match write(&directory.join(name), source.text()) {
            Ok(()) => written += 1,
            Err(problem) => problems.push(problem),
        }
    }
    problems.into_result(written).map(|(written, _)| written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, text: &str) -> Result<(), Diagnostic> {
        std::fs::write(path, text).map_err(|error| Diagnostic::new(Code::CannotWrite, error.to_string()))
    }

    #[test]
    fn an_exported_pack_is_the_same_pack() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("åäö").join("regler");
        let embedded = PackFiles::embedded();
        let written = export(&embedded, &target, write).unwrap();
        assert_eq!(written, embedded.iter().count());
        assert_eq!(PackFiles::read(&target).unwrap().hash(), embedded.hash());
    }

    #[test]
    fn nothing_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("facts.toml"), "mitt").unwrap();
        std::fs::write(folder.path().join("pack.toml"), "mitt").unwrap();
        let problems = export(&PackFiles::embedded(), folder.path(), write).unwrap_err();
        assert_eq!(problems.len(), 2);
        assert!(problems.iter().all(|problem| problem.code == Code::FileExists));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
        assert_eq!(std::fs::read_to_string(folder.path().join("facts.toml")).unwrap(), "mitt");
    }
}
