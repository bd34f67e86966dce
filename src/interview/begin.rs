//! How a conversation begins: with a new case, one from a file, or one to practise on.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::flow::Flow;
use super::outlook::Outlook;
use super::planner::Depth;
use super::prompt::{Choice, Commands, Given, Left, Prompt, Question, Reply};
use super::reports::{self, Reports};
use super::save::{Store, free_name};
use super::session::Session;
use super::{commands, training};
use crate::advice::Combination;
use crate::diagnostics::read::{TEXT_LIMIT, display_name, read_text};
use crate::diagnostics::render::{self, Style};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, SourceText};
use crate::exit::Exit;
use crate::facts::scenario::Status;
use crate::facts::{Answer, Scenario, Schema, write};
use crate::law::dates::long_date;
use crate::rules::Pack;
use crate::text::counted;

/// The longest title, in characters.
const LONGEST_TITLE: usize = 200;
/// The longest file name made of a title, in characters.
const LONGEST_NAME: usize = 60;

/// What the user wants to begin with.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// The file to continue, or to make.
    pub file: Option<PathBuf>,
    /// A case to take the answers from.
    pub from: Option<PathBuf>,
    /// The title of a new case.
    pub title: Option<String>,
    /// The day whose law applies to a new case.
    pub date: Option<Date>,
    /// Every relevant question is asked.
    pub all: bool,
    /// A case to practise on.
    pub training: bool,
}

/// Everything a conversation stands on.
pub struct Ground<'g> {
    /// The pack.
    pub pack: &'g Pack,
    /// What the open questions can change.
    pub outlook: &'g dyn Outlook,
    /// How results look.
    pub reports: &'g dyn Reports,
    /// Today.
    pub today: Date,
}

/// A case and its file, before the conversation.
struct Opened {
    scenario: Scenario,
    store: Store,
    new: bool,
}

/// Why no conversation began.
enum NotBegun {
    Left,
    Wrong(Diagnostics),
}

impl From<Left> for NotBegun {
    fn from(_: Left) -> NotBegun {
        NotBegun::Left
    }
}

impl From<Diagnostics> for NotBegun {
    fn from(problems: Diagnostics) -> NotBegun {
        NotBegun::Wrong(problems)
    }
}

/// Carries a conversation from its beginning to its end.
///
/// # Errors
/// What is wrong with the file. It is not touched.
pub fn run(ground: &Ground<'_>, wish: &Wish, prompt: &mut dyn Prompt) -> Result<Exit, Diagnostics> {
    let opened = match open(ground, wish, prompt) {
        Ok(opened) => opened,
        Err(NotBegun::Wrong(problems)) => return Err(problems),
        Err(NotBegun::Left) => {
            prompt.say("\nInget underlag har skapats eller ändrats.\n");
            return Ok(Exit::Done);
        }
    };
    let pack = ground.pack;
    let day = opened.scenario.date.unwrap_or(pack.manifest.law_date);
    let combination = Combination::new(pack, day);
    prompt.say(&introduction(ground, &opened, day));
    let mut session = Session::new(pack, &combination, opened.scenario, day);
    if wish.all {
        session.deepen(Depth::Everything);
    }
    let mut flow = Flow {
        session,
        store: opened.store,
        prompt,
        outlook: ground.outlook,
        reports: ground.reports,
        unsaved_accepted: false,
    };
    Ok(flow.run())
}

fn open(ground: &Ground<'_>, wish: &Wish, prompt: &mut dyn Prompt) -> Result<Opened, NotBegun> {
    let schema = &ground.pack.schema;
    if let Some(file) = wish.file.as_deref().filter(|file| file.exists()) {
        if wish.from.is_some() || wish.training {
            return Err(Diagnostics::from(exists(file)).into());
        }
        return resume(file, wish, schema, prompt);
    }
    let mut scenario = match &wish.from {
        Some(from) => copy(from, schema)?,
        None if wish.training => training::scenario(schema),
        None => Scenario::new(schema, ""),
    };
    scenario.date = Some(wish.date.unwrap_or(ground.today));
    if scenario.start.is_some_and(|start| Some(start) < scenario.date) {
        scenario.start = None;
    }
    if let Some(title) = &wish.title {
        scenario.title.clone_from(title);
    } else if scenario.title.is_empty() || wish.from.is_some() {
        scenario.title = ask_title(&scenario.title, prompt)?;
    }
    let path = match &wish.file {
        Some(file) => file.clone(),
        None if wish.training => free_name(Path::new(training::FILE)),
        None => free_name(&file_name(&scenario.title)),
    };
    Ok(Opened { scenario, store: Store::new(&path), new: true })
}

/// Takes up a file.
fn resume(file: &Path, wish: &Wish, schema: &Schema, prompt: &mut dyn Prompt) -> Result<Opened, NotBegun> {
    let (mut store, source) = Store::open(file).map_err(Diagnostics::from)?;
    let (mut scenario, notes) = Scenario::read(&source, schema)?;
    if let Some(date) = wish.date.filter(|date| scenario.date != Some(*date)) {
        let problem = Diagnostic::new(Code::BadDate, format!("underlaget gäller redan en dag, och {date} är en annan"))
            .at(Place::file(display_name(file)))
            .help("börja ett nytt underlag med --from för att pröva en annan dag");
        return Err(Diagnostics::from(problem).into());
    }
    if !notes.is_empty() {
        prompt.say(&render::render(&notes, Style::Plain));
        if notes.iter().any(|note| note.code == Code::AnswerRenamed) {
            prompt.say("Namnen rättas i filen när programmet sparar.\n");
        }
    }
    if has_comments(&source) {
        let other = free_name(file);
        let options = vec![
            Choice::new(format!("arbeta i en kopia, {}", display_name(&other))),
            Choice::new("arbeta i filen ändå; kommentarerna försvinner"),
        ];
        let text = format!(
            "{} har kommentarer som inte följer med när programmet sparar. Hur vill ni göra?",
            display_name(file)
        );
        let mut question = Question::menu(text, "Kommentarer", options);
        question.commands = Commands::None;
        match prompt.ask(&question)? {
            Reply::Given(Given::One(1)) => {}
            Reply::Given(Given::One(_)) => store = Store::new(&other),
            _ => return Err(NotBegun::Left),
        }
    }
    scenario.places.clear();
    Ok(Opened { scenario, store, new: false })
}

/// Whether a file says something that is not kept.
fn has_comments(source: &SourceText) -> bool {
    source.text().lines().any(|line| line.trim_start().starts_with('#') && line.trim_end() != write::HEADER)
}

/// An earlier case as a new one: its answers, notes and partners, but nothing that belongs to the earlier case alone.
fn copy(from: &Path, schema: &Schema) -> Result<Scenario, Diagnostics> {
    let source = read_text(from, TEXT_LIMIT).map_err(Diagnostics::from)?;
    let (mut scenario, _) = Scenario::read(&source, schema)?;
    scenario.status = if scenario.status == Status::Example { Status::Example } else { Status::Draft };
    scenario.case_numbers.clear();
    scenario.expect = None;
    scenario.observed = None;
    scenario.places.clear();
    Ok(scenario)
}

fn exists(file: &Path) -> Diagnostic {
    Diagnostic::new(Code::FileExists, "filen finns redan, så den kan inte bli ett nytt underlag")
        .at(Place::file(display_name(file)))
        .help("välj ett annat namn")
}

fn ask_title(earlier: &str, prompt: &mut dyn Prompt) -> Result<String, NotBegun> {
    let mut question = Question::text("Vad ska underlaget heta?", "Namn", LONGEST_TITLE, false);
    question.help =
        Some("Till exempel: Gemensam överförmyndarnämnd för två kommuner. Skriv inga namn på enskilda.".to_owned());
    if !earlier.is_empty() {
        question.current = Some(Given::Text(earlier.to_owned()));
    }
    match prompt.ask(&question)? {
        Reply::Given(Given::Text(title)) => Ok(title),
        Reply::Given(Given::Kept) => Ok(earlier.to_owned()),
        _ => Err(NotBegun::Left),
    }
}

/// A file name that says what the case is: small letters without dots and rings, words joined by dashes.
pub fn file_name(title: &str) -> PathBuf {
    let mut name = String::new();
    for letter in commands::plain(title).chars() {
        if letter.is_ascii_alphanumeric() {
            name.push(letter);
        } else if !name.ends_with('-') && !name.is_empty() {
            name.push('-');
        }
    }
    let short: String = name.chars().take(LONGEST_NAME).collect();
    let name = short.trim_end_matches('-');
    PathBuf::from(format!("{}.toml", if name.is_empty() { "underlag" } else { name }))
}

fn introduction(ground: &Ground<'_>, opened: &Opened, day: Date) -> String {
    let scenario = &opened.scenario;
    let mut text = format!("\n{}\n", reports::source(ground.pack));
    if ground.pack.overdue(ground.today) {
        let before = long_date(ground.pack.manifest.review_before);
        text.push_str(&format!(
            "OBS: regelpaketet skulle ha granskats på nytt före den {before}. Kontrollera om lagen har ändrats.\n"
        ));
    }
    if scenario.status == Status::Example {
        let story = if opened.new { training::STORY } else { "Det här underlaget är ett EXEMPEL.\n" };
        text.push_str(&format!("\n{story}"));
    }
    let saved = opened.store.shown();
    let answered = scenario.answers.iter().filter(|(_, answer)| *answer != Answer::NotAsked).count();
    text.push('\n');
    if answered > 0 {
        text.push_str(&format!(
            "Underlaget ”{}” har {} sedan tidigare.\n",
            scenario.title,
            counted(answered, "svar", "svar")
        ));
    } else {
        text.push_str("Svara på frågorna, så tar programmet fram ett beslutsunderlag. Det fattar inget beslut. Vet ni inte: svara vet ej. Det räknas aldrig som nej.\n");
    }
    text.push_str(&format!(
        "Lagläget den {}. Svaren sparas efter varje fråga i\n{saved}\nInget skickas någonstans.\n",
        long_date(day)
    ));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_file_names() {
        let name = |title: &str| file_name(title).display().to_string();
        assert_eq!(name("Gemensam nämnd: Åmål & Ed"), "gemensam-namnd-amal-ed.toml");
        assert_eq!(name("???"), "underlag.toml");
        assert_eq!(name(&"å".repeat(200)).len(), LONGEST_NAME + 5);
        assert_eq!(name("../../etc/passwd"), "etc-passwd.toml");
    }
}
