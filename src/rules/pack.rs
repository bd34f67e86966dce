//! A rule pack: its files, and everything they say.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::assemble;
use super::consequences::Item;
use super::glossary::Term;
use super::manifest::{Arrangement, Manifest};
use super::rule::{Rule, Tier};
use super::script::engine::MOST_SOURCE;
use super::script::host::Host;
use super::sweep_order::{self, SweepOrder};
use crate::decision::{DecisionTree, Determination};
use crate::diagnostics::read::{display_name, read_text};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, SourceText};
use crate::facts::Schema;
use crate::law::Register;

/// Files of the pack that the program carries, with their names.
macro_rules! carried {
    ($($name:literal)*) => {
        [$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/kl9/", $name)))),*]
    };
}

/// The pack that the program carries, so that one file is enough. A test sees to it that none of its files is forgotten.
const EMBEDDED: [(&str, &str); 18] = carried![
    "00-hjalp.rhai"
    "10-allmant.rhai"
    "20-kommunalforbund.rhai"
    "30-gemensam-namnd.rhai"
    "40-avtalssamverkan.rhai"
    "50-ekonomi-och-upphandling.rhai"
    "60-jav.rhai"
    "70-speciallag.rhai"
    "75-overformyndare.rhai"
    "80-process-och-demokrati.rhai"
    "90-inget-av-de-tre.rhai"
    "95-lamplighet.rhai"
    "consequences.toml"
    "facts.toml"
    "glossary.toml"
    "law.toml"
    "order.toml"
    "pack.toml"
];
/// Most bytes a TOML file of a pack may have.
const MOST_TOML: u64 = 2 * 1024 * 1024;
/// The files every pack has.
const REQUIRED: [&str; 3] = ["pack.toml", "facts.toml", "law.toml"];
/// The files a pack may have besides.
const OPTIONAL: [&str; 3] = ["consequences.toml", "glossary.toml", sweep_order::FILE];

/// The texts of a pack, before anything is made of them.
#[derive(Clone, Debug)]
pub struct PackFiles {
    files: Vec<(String, Arc<SourceText>)>,
    /// What there was to say about the folder, short of errors.
    remarks: Diagnostics,
}

impl PackFiles {
    /// The pack that the program carries. It was checked when the program was built, so it is only given places here.
    pub fn embedded() -> PackFiles {
        let file =
            |(name, text): (&str, &'static str)| (name.to_owned(), SourceText::carried(format!("kl9/{name}"), text));
        PackFiles { files: EMBEDDED.map(file).into(), remarks: Diagnostics::new() }
    }

    /// A pack of texts that are in no folder, by the names of their files.
    pub fn from_texts<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> PackFiles {
        let mut files: Vec<(String, Arc<SourceText>)> =
            texts.into_iter().map(|(name, text)| (name.to_owned(), normalised(SourceText::new(name, text)))).collect();
        files.sort_by(|left, right| left.0.cmp(&right.0));
        PackFiles { files, remarks: Diagnostics::new() }
    }

    /// The pack in a folder.
    pub fn read(directory: &Path) -> Result<PackFiles, Diagnostics> {
        let mut problems = Diagnostics::new();
        let shown = display_name(directory);
        let listing = match std::fs::read_dir(directory) {
            Ok(listing) => listing,
            Err(error) => {
                let (code, message) = match error.kind() {
                    std::io::ErrorKind::NotFound => (Code::DirectoryMissing, "mappen finns inte"),
                    std::io::ErrorKind::NotADirectory => (Code::NotADirectory, "det är en fil, inte en mapp"),
                    _ => (Code::FileUnreadable, "mappen går inte att läsa"),
                };
                return Err(Diagnostics::from(Diagnostic::new(code, message).at(Place::file(shown))));
            }
        };
        let mut names: Vec<String> = listing.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
        names.sort();
        let mut files = Vec::new();
        for name in names {
            let path = directory.join(&name);
            let rules = name.ends_with(".rhai");
            if rules || REQUIRED.contains(&name.as_str()) || OPTIONAL.contains(&name.as_str()) {
                match read_text(&path, if rules { MOST_SOURCE } else { MOST_TOML }) {
                    Ok(source) => files.push((name, normalised(source))),
                    Err(problem) => problems.push(problem),
                }
            } else if name.ends_with(".toml") {
                problems.push(
                    Diagnostic::new(Code::PackUnexpectedFile, format!("`{name}` är ingen fil som ett regelpaket har"))
                        .at(Place::file(display_name(&path)))
                        .help_if(crate::diagnostics::suggest::did_you_mean(
                            &name,
                            REQUIRED.into_iter().chain(OPTIONAL),
                        )),
                );
            }
        }
        for name in REQUIRED.iter().filter(|name| !files.iter().any(|(known, _)| known == *name)) {
            if !problems
                .iter()
                .any(|problem| problem.place.as_ref().is_some_and(|place| place.source.name().ends_with(name)))
            {
                problems.push(
                    Diagnostic::new(Code::PackFileMissing, format!("`{name}` saknas")).at(Place::file(shown.clone())),
                );
            }
        }
        if !files.iter().any(|(name, _)| name.ends_with(".rhai")) {
            problems.push(
                Diagnostic::new(Code::RulesMissing, "det finns inga regler i mappen")
                    .at(Place::file(shown))
                    .help("en regelfil slutar på `.rhai`; `niokap rules export MAPP` skriver ut det inbyggda paketet"),
            );
        }
        problems.into_result(files).map(|(files, remarks)| PackFiles { files, remarks })
    }

    /// The text of a file.
    pub fn get(&self, name: &str) -> Option<&Arc<SourceText>> {
        self.files.iter().find(|(known, _)| known == name).map(|(_, source)| source)
    }

    /// Every file with its name, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Arc<SourceText>)> {
        self.files.iter().map(|(name, source)| (name.as_str(), source))
    }

    /// The rule files, in the order of their names.
    pub fn rules(&self) -> Vec<Arc<SourceText>> {
        self.files.iter().filter(|(name, _)| name.ends_with(".rhai")).map(|(_, source)| Arc::clone(source)).collect()
    }

    /// A name for exactly these texts: the first twelve digits of their BLAKE3 hash.
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (name, source) in &self.files {
            hasher.update(name.as_bytes());
            hasher.update(&[0]);
            hasher.update(source.text().as_bytes());
            hasher.update(&[0]);
        }
        hasher.finalize().to_hex().chars().take(12).collect()
    }
}

/// The same text with composed letters. Decomposed å looks the same and is another name to the script engine.
fn normalised(source: Arc<SourceText>) -> Arc<SourceText> {
    use unicode_normalization::{UnicodeNormalization, is_nfc};
    if is_nfc(source.text()) {
        return source;
    }
    SourceText::new(source.name(), source.text().nfc().collect::<String>())
}

/// Something that follows from the choice, with its condition explored.
#[derive(Clone, Debug)]
pub struct Conditional<T> {
    /// What follows.
    pub item: T,
    /// When; `None`: always.
    pub when: Option<DecisionTree<bool>>,
}

/// A loaded pack.
pub struct Pack {
    /// Its own description.
    pub manifest: Manifest,
    /// The questions.
    pub schema: Arc<Schema>,
    /// How questions follow from each other, one entry per fact.
    pub determinations: Vec<Determination>,
    /// The law it cites.
    pub register: Register,
    /// The rules in the order of the files.
    pub rules: Vec<Rule>,
    /// What follows from the choice.
    pub consequences: Vec<Conditional<Item>>,
    /// Ways in time.
    pub routes: Vec<Conditional<Arrangement>>,
    /// Forms that work together.
    pub combinations: Vec<Conditional<Arrangement>>,
    /// When each claim of the manifest applies, in the manifest's order.
    pub claim_conditions: Vec<Option<DecisionTree<bool>>>,
    /// Terms.
    pub glossary: Vec<Term>,
    /// In which order its questions are best gone through, if that has been searched for.
    pub order: Option<SweepOrder>,
    /// A name for exactly these files.
    pub hash: String,
    pub(super) host: Host,
}

impl Pack {
    /// Loads a pack from its files. The diagnostics that come with it are warnings.
    ///
    /// # Errors
    /// Everything that is wrong, if anything stops the pack from being used.
    pub fn load(files: &PackFiles) -> Result<(Pack, Diagnostics), Diagnostics> {
        let mut problems = Diagnostics::new();
        let pack = Pack::build(files, &mut problems);
        match pack {
            Some(pack) => problems.into_result(pack),
            None => {
                problems.sort();
                Err(problems)
            }
        }
    }

    /// Loads what can be loaded and reports the rest, for checks that want to go on after errors.
    pub fn build(files: &PackFiles, problems: &mut Diagnostics) -> Option<Pack> {
        problems.extend(files.remarks.clone());
        assemble::assemble(files, problems)
    }

    /// The script host, for rules that have no table.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// A rule by its identifier.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// Every tier with its rule, in order.
    pub fn tiers(&self) -> impl Iterator<Item = (&Rule, &Tier)> {
        self.rules.iter().flat_map(|rule| rule.tiers.iter().map(move |tier| (rule, tier)))
    }

    /// Whether the review is overdue on a day.
    pub fn overdue(&self, today: Date) -> bool {
        today > self.manifest.review_before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_pack_is_carried() {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/kl9");
        let read = PackFiles::read(&directory).unwrap();
        let texts = |files: &PackFiles| -> Vec<(String, String)> {
            files.iter().map(|(name, source)| (name.to_owned(), source.text().to_owned())).collect()
        };
        assert_eq!(texts(&PackFiles::embedded()), texts(&read));
        assert_eq!(PackFiles::embedded().hash(), read.hash());
    }
}
