//! Reading scenarios that the command line names.

use std::path::Path;

use crate::diagnostics::Diagnostics;
use crate::diagnostics::read::{TEXT_LIMIT, read_stream, read_text};
use crate::facts::{Scenario, Schema};

pub use crate::advice::unused::unused_answers;

/// The name of standard input on the command line.
pub const STANDARD_INPUT: &str = "-";
/// How messages call it.
const SHOWN: &str = "standard in";

/// Reads a scenario from a file or from standard input. What comes with it are warnings.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(path: &Path, schema: &Schema) -> Result<(Scenario, Diagnostics), Diagnostics> {
    let source = if path.as_os_str() == STANDARD_INPUT {
        read_stream(SHOWN, std::io::stdin().lock(), TEXT_LIMIT)
    } else {
        read_text(path, TEXT_LIMIT)
    };
    Scenario::read(&source.map_err(Diagnostics::from)?, schema)
}
