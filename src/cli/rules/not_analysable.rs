//! What is said of a pack that the analysis cannot take.

use std::path::Path;

use crate::analysis::model::ModelError;
use crate::diagnostics::read::display_name;
use crate::diagnostics::{Code, Diagnostic, Place};

/// The problem, at the folder that the pack was read from; the embedded pack has none.
pub fn not_analysable(error: &ModelError, directory: Option<&Path>) -> Diagnostic {
    let problem = Diagnostic::new(Code::PackNotAnalysable, format!("paketet kan inte undersökas: {error}"));
    match directory {
        Some(directory) => problem.at(Place::file(display_name(directory))),
        None => problem,
    }
}
