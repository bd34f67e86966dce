//! What a pack is tried with: its rules, and the scenarios under a folder.

use std::path::Path;

use crate::authoring::scenario_files::{self, ScenarioFile};
use crate::cli::context::Context;
use crate::exit::Exit;
use crate::rules::Pack;

/// The loaded pack and the scenarios, each read or with what is wrong with it. Problems of the pack and the folder are
/// shown.
pub fn read(scenarios: &Path, context: &Context) -> Result<(Pack, Vec<ScenarioFile>), Exit> {
    let pack = context.pack()?;
    let files = scenario_files::read(scenarios, &pack.schema).map_err(|problems| context.fail(&problems))?;
    Ok((pack, files))
}
