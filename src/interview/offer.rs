//! What there is to begin with, for who has not said.

use std::path::PathBuf;

use super::begin::Wish;
use super::prompt::{Choice, Given, Prompt, Question, Reply};
use crate::diagnostics::read::{TEXT_LIMIT, display_name, read_text};
use crate::facts::{Scenario, Schema};

/// The longest path, in characters.
const LONGEST_PATH: usize = 1000;
/// How many files of a folder are offered.
const MOST_FILES: usize = 9;

/// What `niokap` alone offers in a terminal; `None` when the user chose nothing.
pub fn offer(schema: &Schema, prompt: &mut dyn Prompt, help: &str) -> Option<Wish> {
    let options =
        ["nytt underlag", "fortsätt med ett underlag", "öva på ett påhittat fall", "hjälp", "avsluta"].map(Choice::new);
    let mut question = Question::menu(
        "Niokap ger råd om form för samverkan enligt 9 kap. kommunallagen. Vad vill ni göra?",
        "Börja med",
        options.to_vec(),
    );
    loop {
        match prompt.ask(&question) {
            Ok(Reply::Given(Given::One(0))) => return Some(Wish::default()),
            Ok(Reply::Given(Given::One(1))) => {
                if let Some(file) = choose_file(schema, prompt) {
                    return Some(Wish { file: Some(file), ..Wish::default() });
                }
            }
            Ok(Reply::Given(Given::One(2))) => return Some(Wish { training: true, ..Wish::default() }),
            Ok(Reply::Given(Given::One(3))) => prompt.say(help),
            _ => return None,
        }
        question.brief = true;
    }
}

/// Lets the user choose among the cases of the folder, or name a file elsewhere.
fn choose_file(schema: &Schema, prompt: &mut dyn Prompt) -> Option<PathBuf> {
    let found = files(schema);
    if !found.is_empty() {
        let mut options: Vec<Choice> =
            found.iter().map(|(path, title)| Choice::new(format!("{title} ({})", display_name(path)))).collect();
        options.push(Choice::new("en annan fil"));
        match prompt.ask(&Question::menu("Vilket underlag?", "Underlag", options)) {
            Ok(Reply::Given(Given::One(index))) if index < found.len() => {
                return found.into_iter().nth(index).map(|(path, _)| path);
            }
            Ok(Reply::Given(Given::One(_))) => {}
            _ => return None,
        }
    }
    let mut question = Question::text("Vilken fil? Tom rad ångrar.", "Fil", LONGEST_PATH, true);
    loop {
        match prompt.ask(&question) {
            Ok(Reply::Given(Given::Text(path))) if !path.is_empty() => {
                let path = PathBuf::from(path);
                if path.is_file() {
                    return Some(path);
                }
                prompt.say(&format!("{} finns inte.\n", display_name(&path)));
                question.brief = true;
            }
            _ => return None,
        }
    }
}

/// The cases in the folder one stands in, by name.
fn files(schema: &Schema) -> Vec<(PathBuf, String)> {
    let Ok(listing) = std::fs::read_dir(".") else { return Vec::new() };
    let mut paths: Vec<PathBuf> = listing
        .filter_map(|entry| entry.ok().map(|entry| PathBuf::from(entry.file_name())))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    let title = |path: &PathBuf| {
        let source = read_text(path, TEXT_LIMIT).ok()?;
        Scenario::read(&source, schema).ok().map(|(scenario, _)| scenario.title)
    };
    paths.into_iter().filter_map(|path| title(&path).map(|title| (path, title))).take(MOST_FILES).collect()
}
