//! Where a result comes from: program, pack and scenario, each by name, version and content.

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::finding::value;
use crate::report::subject::Subject;
use crate::rules::Pack;

/// The program.
#[derive(Debug, Serialize)]
pub struct ProgramJson {
    name: &'static str,
    version: &'static str,
}

impl ProgramJson {
    /// This program.
    pub const THIS: ProgramJson = ProgramJson { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };

    /// What it is called.
    pub fn name(&self) -> &str {
        self.name
    }

    /// Its version.
    pub fn version(&self) -> &str {
        self.version
    }
}

/// The rule pack.
#[derive(Debug, Serialize)]
pub struct PackJson {
    id: String,
    version: String,
    law_date: String,
    reviewed: Option<ReviewedJson>,
    review_before: String,
    hash: String,
}

#[derive(Debug, Serialize)]
struct ReviewedJson {
    by: String,
    on: String,
}

impl PackJson {
    /// A pack.
    pub fn new(pack: &Pack) -> PackJson {
        let manifest = &pack.manifest;
        let reviewed = manifest.reviewed.as_ref();
        PackJson {
            id: manifest.id.clone(),
            version: manifest.version.clone(),
            law_date: manifest.law_date.to_string(),
            reviewed: reviewed.map(|reviewed| ReviewedJson { by: reviewed.by.clone(), on: reviewed.on.to_string() }),
            review_before: manifest.review_before.to_string(),
            hash: pack.hash.clone(),
        }
    }

    /// What it is called.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The day whose law it states.
    pub fn law_date(&self) -> &str {
        &self.law_date
    }

    /// The day by which it is to be reviewed again.
    pub fn review_before(&self) -> &str {
        &self.review_before
    }

    /// The name for exactly its files.
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

/// The scenario.
#[derive(Debug, Serialize)]
pub struct ScenarioJson {
    title: String,
    status: &'static str,
    date: String,
    date_from: &'static str,
    start: Option<String>,
    hash: String,
    case_numbers: Vec<String>,
    partners: Vec<String>,
    /// Answers changed for this run alone.
    changed: Map<String, Json>,
}

impl ScenarioJson {
    /// The scenario of an advice.
    pub fn new(subject: &Subject<'_>) -> ScenarioJson {
        let advice = subject.advice;
        let changed = subject
            .changed
            .iter()
            .map(|(fact, new)| (subject.pack.schema.fact(*fact).id.clone(), value(subject.pack, *fact, *new)));
        ScenarioJson {
            title: advice.title.clone(),
            status: advice.status.id(),
            date: advice.day.to_string(),
            date_from: subject.day_from.id(),
            start: advice.start.map(|start| start.to_string()),
            hash: advice.scenario_hash.clone(),
            case_numbers: advice.case_numbers.clone(),
            partners: advice.partners.clone(),
            changed: changed.collect(),
        }
    }
}
