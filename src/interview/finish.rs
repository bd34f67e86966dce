//! The end of the conversation: the advice, and what can be done with it.

use std::path::{Path, PathBuf};

use super::flow::{Chosen, Flow, Stop};
use super::planner::Depth;
use super::prompt::{Choice, Given, Question, Reply};
use super::reports::Result as Shown;
use super::save::{NotSaved, Store};
use super::session::Turn;
use super::{standing, words};
use crate::advice::{Combination, advise};
use crate::diagnostics::read::{TEXT_LIMIT, display_name, read_text};
use crate::diagnostics::render::{self, Style};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::facts::Scenario;

/// The longest path, in characters.
const LONGEST_PATH: usize = 1000;

/// Something to do at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    GoOn(Depth),
    Markdown,
    Json,
    WhatIf,
    Change,
    Partners,
    Compare,
    Quit,
}

impl Flow<'_, '_> {
    /// Shows the advice and offers what can be done with it; `true` when the user is done.
    pub(super) fn finish(&mut self, turn: &Turn) -> Result<bool, Stop> {
        let advice = self.session.advice();
        let shown = Shown { pack: self.session.pack(), scenario: self.session.scenario(), advice: &advice };
        let text = self.reports.terminal(shown);
        self.prompt.say(&text);
        let mut items: Vec<(Item, String)> = Vec::new();
        let next = (self.session.depth(), turn.plan.at_most);
        let more = std::iter::once(next).chain(turn.plan.deeper.iter().copied()).find(|(_, count)| *count > 0);
        if let Some((depth, count)) = more {
            let about = if depth == Depth::Everything { " om de andra formerna" } else { "" };
            items.push((Item::GoOn(depth), format!("fortsätt svara, {}{about}", words::at_most(count))));
        }
        if self.session.scenario().partners.is_empty() {
            items.push((Item::Partners, "skriv in vilka som ska samverka".to_owned()));
        }
        if advice.first.is_some() {
            items.push((Item::WhatIf, "se vad som skulle ändra rådet".to_owned()));
        }
        items.extend(
            [
                (Item::Change, "ändra ett svar"),
                (Item::Markdown, "spara rådet som Markdown, att läsa eller klistra in"),
                (Item::Json, "spara rådet som JSON, för andra program"),
                (Item::Compare, "jämför med ett tidigare underlag"),
                (Item::Quit, "spara och avsluta"),
            ]
            .map(|(item, label)| (item, label.to_owned())),
        );
        let options = items.iter().map(|(_, label)| Choice::new(label)).collect();
        let question = Question::menu("Vad vill ni göra nu?", "Gör nu", options);
        loop {
            let chosen = match self.choose_way(&question)? {
                Chosen::Option(index) => items.get(index).map_or(Item::Quit, |(item, _)| *item),
                Chosen::Back => {
                    self.session.back();
                    return Ok(false);
                }
                Chosen::Elsewhere => return Ok(false),
            };
            match chosen {
                Item::Quit => return Ok(true),
                Item::GoOn(depth) => {
                    self.session.deepen(depth);
                    self.session.keep();
                    return Ok(false);
                }
                Item::WhatIf => {
                    let text = standing::what_would_change(&self.session, &advice);
                    self.prompt.say(&text);
                }
                Item::Change => {
                    if self.jump(None)? {
                        return Ok(false);
                    }
                }
                Item::Partners => {
                    self.edit_partners()?;
                    return Ok(false);
                }
                Item::Markdown | Item::Json => self.export(chosen, &advice)?,
                Item::Compare => self.compare(&advice)?,
            }
        }
    }

    fn export(&mut self, item: Item, advice: &crate::advice::Advice) -> Result<(), Stop> {
        let shown = Shown { pack: self.session.pack(), scenario: self.session.scenario(), advice };
        let (text, extension) = match item {
            Item::Json => (self.reports.json(shown), "json"),
            _ => (self.reports.markdown(shown), "md"),
        };
        let proposed = self.store.path().with_extension(extension);
        let mut question = Question::text("I vilken fil?", "Fil", LONGEST_PATH, false);
        question.current = Some(Given::Text(display_name(&proposed)));
        let path = match self.prompt.ask(&question)? {
            Reply::Given(Given::Kept) => proposed,
            Reply::Given(Given::Text(path)) => PathBuf::from(path),
            _ => return Ok(()),
        };
        let mut file = Store::new(&path);
        let mut written = file.save(&text);
        if matches!(written, Err(NotSaved::Changed)) {
            let options = ["nej", "ja, skriv över den"].map(Choice::new).to_vec();
            let question = Question::menu(
                format!("{} finns redan. Ska den skrivas över?", display_name(&path)),
                "Skriv över",
                options,
            );
            match self.choose(&question)? {
                Chosen::Option(1) => written = file.save_over(&text),
                _ => return Ok(()),
            }
        }
        match written {
            Ok(()) => self.prompt.say(&format!(
                "Rådet är sparat i\n{}\nTänk på att ett utkast som skickas till en annan kommun normalt blir en allmän handling där.\n",
                file.shown()
            )),
            Err(NotSaved::Cannot(problem)) => self.prompt.say(&format!("{}: {}.\n", file.shown(), problem.message)),
            Err(NotSaved::Changed) => {}
        }
        Ok(())
    }

    fn compare(&mut self, advice: &crate::advice::Advice) -> Result<(), Stop> {
        let question =
            Question::text("Vilket underlag vill ni jämföra med? Tom rad ångrar.", "Fil", LONGEST_PATH, true);
        let Reply::Given(Given::Text(path)) = self.prompt.ask(&question)? else { return Ok(()) };
        if path.is_empty() {
            return Ok(());
        }
        let pack = self.session.pack();
        match read(Path::new(&path), self.session.schema()) {
            Ok(earlier) => {
                let day = earlier.date.unwrap_or(pack.manifest.law_date);
                let then = advise(pack, &Combination::new(pack, day), &earlier, day);
                let now = Shown { pack, scenario: self.session.scenario(), advice };
                let then = Shown { pack, scenario: &earlier, advice: &then };
                let text = self.reports.compare(then, now);
                self.prompt.say(&text);
            }
            Err(problems) => self.say_problems(&problems),
        }
        Ok(())
    }

    /// Says what is wrong with a file.
    pub(super) fn say_problems(&mut self, problems: &Diagnostics) {
        let text = render::render(problems, Style::Plain);
        self.prompt.say(&text);
    }
}

fn read(path: &Path, schema: &crate::facts::Schema) -> Result<Scenario, Diagnostics> {
    let source = read_text(path, TEXT_LIMIT).map_err(|problem: Diagnostic| Diagnostics::from(problem))?;
    Scenario::read(&source, schema).map(|(scenario, _)| scenario)
}
