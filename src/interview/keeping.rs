//! Saving in the course of the conversation, and what to do when it does not work.

use std::path::PathBuf;

use super::flow::{Flow, Stop};
use super::prompt::{Choice, Commands, Given, Left, Question, Reply};
use super::save::{NotSaved, Store, free_name};
use crate::diagnostics::read::display_name;
use crate::diagnostics::{Diagnostics, SourceText};
use crate::exit::Exit;
use crate::facts::{Scenario, write};

/// The longest path, in characters.
const LONGEST_PATH: usize = 1000;

impl Flow<'_, '_> {
    fn text(&self) -> String {
        write::write(self.session.scenario(), self.session.schema())
    }

    /// Saves. If that does not work the user is asked what to do.
    pub(super) fn save(&mut self) -> Result<(), Stop> {
        let text = self.text();
        loop {
            match self.store.save(&text) {
                Ok(()) => {
                    self.saved(&text);
                    return Ok(());
                }
                Err(_) if self.unsaved_accepted => return Ok(()),
                Err(NotSaved::Changed) => {
                    if self.changed(&text)? {
                        return Ok(());
                    }
                }
                Err(NotSaved::Cannot(problem)) => {
                    self.prompt.say(&format!("\n{}: {}.\n", self.store.shown(), problem.message));
                    if self.cannot(&text)? {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Remembers what was saved, since the advice names it by its content.
    fn saved(&mut self, text: &str) {
        self.unsaved_accepted = false;
        self.session.scenario_mut().source = SourceText::new(display_name(self.store.path()), text.to_owned());
    }

    /// Somebody else has changed the file; `true` when the answers are saved or the user has had their way.
    fn changed(&mut self, text: &str) -> Result<bool, Stop> {
        let other = free_name(self.store.path());
        let options = vec![
            Choice::new(format!("spara mina svar i en ny fil, {}", display_name(&other))),
            Choice::new("skriv över det som den andra har skrivit"),
            Choice::new("läs in filen som den är nu, och spara mina svar i den nya filen"),
        ];
        let said = format!(
            "{} har ändrats av någon annan sedan programmet läste den. Era senaste svar är inte sparade än. Vad vill ni göra?",
            self.store.shown()
        );
        match self.pick(said, "Filen är ändrad", options)? {
            Some(0) => self.move_to(other, text),
            Some(1) => Ok(self.store.save_over(text).map(|()| self.saved(text)).is_ok()),
            Some(_) => self.read_theirs(other, text),
            None => Ok(false),
        }
    }

    fn read_theirs(&mut self, other: PathBuf, text: &str) -> Result<bool, Stop> {
        let path = self.store.path().to_owned();
        if let Err(NotSaved::Cannot(problem)) = Store::new(&other).save(text) {
            self.prompt.say(&format!("{}: {}.\n", display_name(&other), problem.message));
            return Ok(false);
        }
        let read = Store::open(&path).map_err(Diagnostics::from).and_then(|(store, source)| {
            Scenario::read(&source, self.session.schema()).map(|(scenario, _)| (store, scenario))
        });
        match read {
            Ok((store, scenario)) => {
                self.store = store;
                self.session.replace(scenario);
                self.prompt.say(&format!("Era egna svar ligger i {}. Nu gäller filens.\n", display_name(&other)));
                Ok(true)
            }
            Err(problems) => {
                self.say_problems(&problems);
                Ok(false)
            }
        }
    }

    /// The file cannot be written; `true` when the answers are saved or the user goes on without.
    fn cannot(&mut self, text: &str) -> Result<bool, Stop> {
        let options = ["försök igen", "välj en annan fil", "fortsätt utan att spara"].map(Choice::new).to_vec();
        match self.pick(
            "Vad vill ni göra? Svaren finns kvar så länge programmet är igång.".to_owned(),
            "Spara",
            options,
        )? {
            Some(1) => {
                let mut question = Question::text("Spara i vilken fil?", "Fil", LONGEST_PATH, false);
                question.help = Some("Skriv hela sökvägen, till exempel till er hemmapp.".to_owned());
                match self.prompt.ask(&question)? {
                    Reply::Given(Given::Text(path)) => self.move_to(PathBuf::from(path), text),
                    _ => Ok(false),
                }
            }
            Some(2) => {
                self.unsaved_accepted = true;
                Ok(true)
            }
            Some(_) | None => Ok(false),
        }
    }

    fn move_to(&mut self, path: PathBuf, text: &str) -> Result<bool, Stop> {
        match self.store.move_to(&path, text) {
            Ok(()) => {
                self.saved(text);
                self.prompt.say(&format!("Svaren sparas nu i\n{}\n", self.store.shown()));
                Ok(true)
            }
            Err(NotSaved::Changed) => {
                self.prompt.say(&format!("{} finns redan. Välj ett annat namn.\n", display_name(&path)));
                Ok(false)
            }
            Err(NotSaved::Cannot(problem)) => {
                self.prompt.say(&format!("{}: {}.\n", display_name(&path), problem.message));
                Ok(false)
            }
        }
    }

    /// One of a list that must be chosen from.
    fn pick(&mut self, text: String, label: &str, options: Vec<Choice>) -> Result<Option<usize>, Stop> {
        let mut question = Question::menu(text, label, options);
        question.commands = Commands::None;
        match self.prompt.ask(&question)? {
            Reply::Given(Given::One(index)) => Ok(Some(index)),
            _ => Ok(None),
        }
    }

    /// Saves once more if needed, with questions if there is trouble, and says where the answers are.
    pub(super) fn leave(&mut self) -> Exit {
        if self.store.unsaved() {
            self.unsaved_accepted = false;
            if let Err(Stop::Left(left)) = self.save()
                && left == Left::Interrupted
            {
                self.prompt.say("\nAvbrutet med Ctrl-C.\n");
            }
        }
        self.leave_quietly()
    }

    /// Saves once more if needed, somewhere, without asking, and says where the answers are.
    pub(super) fn leave_quietly(&mut self) -> Exit {
        let text = self.text();
        let elsewhere =
            self.store.unsaved() && self.store.save(&text).is_err() && self.store.save_anywhere(&text).is_ok();
        let shown = self.store.shown();
        if self.store.unsaved() {
            self.prompt.say("\nSvaren kunde inte sparas någonstans.\n");
            return Exit::Wrong;
        }
        let other = if elsewhere { "en annan fil, eftersom den första inte gick att skriva" } else { "filen" };
        self.prompt.say(&format!(
            "\nSvaren är sparade i {other}\n{shown}\nFortsätt med: niokap interview {}\n",
            quoted(&display_name(self.store.path()))
        ));
        Exit::Done
    }
}

/// A path as it is typed in a shell.
fn quoted(path: &str) -> String {
    if path.contains(' ') { format!("\"{path}\"") } else { path.to_owned() }
}
