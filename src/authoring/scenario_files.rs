//! The scenario files under a folder, read.

use std::path::{Path, PathBuf};

use crate::diagnostics::read::{TEXT_LIMIT, display_name, read_text};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::facts::{Scenario, Schema};

/// Folders deeper than this are a mistake: links can make a folder its own grandchild.
const DEEPEST: usize = 16;

/// A scenario with the name of its file.
pub struct ScenarioFile {
    /// The path as the user wrote it.
    pub name: String,
    /// The case, or what is wrong with the file.
    pub scenario: Result<Scenario, Diagnostics>,
    /// Warnings and notes about a file that could be read.
    pub remarks: Diagnostics,
}

/// Every `.toml` file under a folder, in the order of their paths; or the one file.
///
/// # Errors
/// The folder is missing, cannot be read, or holds no scenario at all.
pub fn read(path: &Path, schema: &Schema) -> Result<Vec<ScenarioFile>, Diagnostics> {
    Ok(paths(path)?.iter().map(|path| one(path, schema)).collect())
}

/// The paths of every `.toml` file under a folder, in order; or of the one file.
///
/// # Errors
/// The folder is missing, cannot be read, or holds no scenario at all.
pub fn paths(path: &Path) -> Result<Vec<PathBuf>, Diagnostics> {
    let mut problems = Diagnostics::new();
    let mut paths = Vec::new();
    if path.is_dir() {
        collect(path, 0, &mut paths, &mut problems);
        paths.sort();
        if paths.is_empty() && problems.is_empty() {
            problems.push(
                Diagnostic::new(Code::FileMissing, "det finns inga underlag i mappen")
                    .at(Place::file(display_name(path)))
                    .help("ett underlag är en fil som slutar på `.toml`"),
            );
        }
    } else {
        paths.push(path.to_owned());
    }
    problems.into_result(paths).map(|(paths, _)| paths)
}

/// Reads one scenario.
pub fn one(path: &Path, schema: &Schema) -> ScenarioFile {
    let read = read_text(path, TEXT_LIMIT).map_err(Diagnostics::from);
    let scenario = read.and_then(|source| Scenario::read(&source, schema));
    let (scenario, remarks) = match scenario {
        Ok((scenario, remarks)) => (Ok(scenario), remarks),
        Err(problems) => (Err(problems), Diagnostics::new()),
    };
    ScenarioFile { name: display_name(path), scenario, remarks }
}

fn collect(directory: &Path, depth: usize, paths: &mut Vec<PathBuf>, problems: &mut Diagnostics) {
    let listing = match std::fs::read_dir(directory) {
        Ok(listing) => listing,
        Err(_) => {
            return problems.push(
                Diagnostic::new(Code::FileUnreadable, "mappen går inte att läsa")
                    .at(Place::file(display_name(directory))),
            );
        }
    };
    for path in listing.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            if depth < DEEPEST {
                collect(&path, depth + 1, paths, problems);
            } else {
                problems.push(
                    Diagnostic::new(Code::FileUnreadable, "mapparna ligger för djupt i varandra")
                        .at(Place::file(display_name(&path))),
                );
            }
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
}
