//! The conversation: asks what the planner says, does what the user says, saves after every answer.

use super::commands::{self, Command};
use super::explain::{self, Extent};
use super::outlook::{Outlook, Stake};
use super::planner::{Depth, Step};
use super::prompt::{Choice, Left, Prompt, Question};
use super::reports::Reports;
use super::save::Store;
use super::session::{Change, Session, Turn};
use super::standing;
use super::words;
use crate::exit::Exit;
use crate::facts::schema::Feed;
use crate::facts::{Answer, FactId};
use crate::text::join_and;

/// A conversation with everything it needs.
pub struct Flow<'f, 'p> {
    /// What has been said.
    pub session: Session<'p>,
    /// Where it is kept.
    pub store: Store,
    /// Who carries it.
    pub prompt: &'f mut dyn Prompt,
    /// What the open questions can change.
    pub outlook: &'f dyn Outlook,
    /// How results look.
    pub reports: &'f dyn Reports,
    /// Whether the user has chosen to go on though nothing can be saved.
    pub unsaved_accepted: bool,
}

/// The user wants to stop, or has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Asked to.
    Leave,
    /// Gone.
    Left(Left),
}

impl From<Left> for Stop {
    fn from(left: Left) -> Stop {
        Stop::Left(left)
    }
}

/// What was chosen from a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// An option.
    Option(usize),
    /// None, but back to where one was.
    Back,
    /// None, but a command has led to another question.
    Elsewhere,
}

/// Where a command leads.
pub(super) enum After {
    /// The question is asked again.
    Again,
    /// Another question is asked.
    On,
}

impl Flow<'_, '_> {
    /// Carries the conversation to its end.
    pub fn run(&mut self) -> Exit {
        // The first saving shows at once whether the place can be written.
        let ended = self.save().and_then(|()| self.converse());
        match ended {
            Ok(()) | Err(Stop::Leave) => self.leave(),
            Err(Stop::Left(left)) => {
                if left == Left::Interrupted {
                    self.prompt.say("\nAvbrutet med Ctrl-C.\n");
                }
                self.leave_quietly()
            }
        }
    }

    fn converse(&mut self) -> Result<(), Stop> {
        loop {
            let turn = self.session.turn(self.outlook);
            match turn.step {
                Some(step) => self.ask(step, &turn)?,
                None => match self.session.depth() {
                    Depth::First => self.milestone(&turn)?,
                    Depth::Terms | Depth::Everything => {
                        let said = self.reached(&turn);
                        self.prompt.say(&format!("\n{said}\n"));
                        if self.finish(&turn)? {
                            return Ok(());
                        }
                    }
                },
            }
        }
    }

    fn ask(&mut self, step: Step, turn: &Turn) -> Result<(), Stop> {
        match step {
            Step::Partners => self.ask_partners(turn),
            Step::Start => self.ask_start(turn),
            Step::Fact(fact) => self.ask_fact(fact, turn),
        }
    }

    /// Saves what was changed, and says what it did to other answers.
    pub(super) fn save_and_tell(&mut self, change: &Change) -> Result<(), Stop> {
        self.save()?;
        self.tell(change);
        Ok(())
    }

    fn tell(&mut self, change: &Change) {
        let labels = |facts: &[FactId]| -> String {
            let labels: Vec<&str> = facts.iter().map(|fact| self.session.schema().fact(*fact).label.as_str()).collect();
            join_and(&labels)
        };
        let mut text = String::new();
        if !change.resting.is_empty() {
            text.push_str(&format!(
                "De här svaren används inte längre, men finns kvar och kommer tillbaka om de behövs: {}.\n",
                labels(&change.resting)
            ));
        }
        if !change.awake.is_empty() {
            text.push_str(&format!("De här svaren används igen: {}.\n", labels(&change.awake)));
        }
        if !text.is_empty() {
            self.prompt.say(&text);
        }
    }

    /// Does what a command says.
    pub(super) fn obey(&mut self, command: Command, step: Step, stake: Option<Stake>) -> Result<After, Stop> {
        match command {
            Command::Leave => return Err(Stop::Leave),
            Command::Explain(word) => {
                let everything = word.as_deref().is_some_and(|word| commands::plain(word) == explain::EVERYTHING);
                let extent = if everything { Extent::Whole } else { Extent::Brief };
                let text = match (word, step) {
                    (Some(word), _) if !everything => explain::term(&self.session, &word),
                    (_, Step::Fact(fact)) => explain::question(&self.session, fact, stake, extent),
                    (_, Step::Partners | Step::Start) => self.explain_fed(step),
                };
                self.prompt.say(&text);
            }
            Command::Back => {
                if self.session.back() {
                    return Ok(After::On);
                }
                self.prompt.say("Det här är den första frågan.\n");
            }
            Command::Jump(wanted) => {
                if self.jump(wanted.as_deref())? {
                    return Ok(After::On);
                }
            }
            Command::Note(text) => match step {
                Step::Fact(fact) => self.note(fact, text)?,
                Step::Partners | Step::Start => {
                    self.prompt.say("Här går det inte att anteckna. Anteckna vid en fråga.\n")
                }
            },
            Command::Standing => self.say_standing(),
            Command::Partners => {
                self.edit_partners()?;
                return Ok(After::On);
            }
            Command::PerPartner => match step {
                Step::Fact(fact) if self.can_answer_each(fact) => {
                    self.answer_each(fact)?;
                    return Ok(After::On);
                }
                _ => {
                    let why = self.why_not_each(step);
                    self.prompt.say(why);
                }
            },
            Command::Advice => {
                let turn = self.session.turn(self.outlook);
                if self.finish(&turn)? {
                    return Err(Stop::Leave);
                }
                return Ok(After::On);
            }
            Command::List => self.prompt.say(&commands::list(self.session.scenario().partners.len() > 1)),
        }
        Ok(After::Again)
    }

    fn explain_fed(&self, step: Step) -> String {
        let feed = if step == Step::Start { Feed::Start } else { Feed::Partners };
        let facts = self.session.schema().iter().filter(|(_, fact)| fact.from == Some(feed));
        facts.map(|(_, fact)| format!("\n{}: {}\n", fact.label, fact.why)).collect()
    }

    pub(super) fn say_standing(&mut self) {
        let turn = self.session.turn(self.outlook);
        let count = turn.plan.view.prospects.iter().filter(|prospect| prospect.stake == Stake::First);
        let asked = self.session.scenario();
        let left = count.filter(|prospect| asked.answers.get(prospect.fact) == Answer::NotAsked).count();
        let text = standing::so_far(&self.session, left);
        self.prompt.say(&text);
    }

    /// What is said when nothing more is asked at this depth.
    fn reached(&self, turn: &Turn) -> String {
        let view = &turn.plan.view;
        let pack = self.session.pack();
        let schema = self.session.schema();
        let settled = match self.session.depth() {
            Depth::First => view.first_settled,
            Depth::Terms | Depth::Everything => view.first_settled && view.verdict_settled,
        };
        let unknown: Vec<String> = view
            .prospects
            .iter()
            .filter(|prospect| {
                prospect.stake <= Stake::Verdict
                    && self.session.scenario().answers.get(prospect.fact) == Answer::Unknown
            })
            .map(|prospect| schema.fact(prospect.fact).label.to_lowercase())
            .collect();
        words::reached(
            self.session.depth(),
            settled,
            view.first.map(|first| pack.manifest.target_name(first)),
            &unknown,
        )
    }

    /// Nothing can change what comes first any longer: go on, or see the advice.
    fn milestone(&mut self, turn: &Turn) -> Result<(), Stop> {
        let left = turn.plan.deeper.iter().find(|(depth, _)| *depth == Depth::Terms).map_or(0, |(_, count)| *count);
        if left == 0 {
            self.session.deepen(Depth::Terms);
            return Ok(());
        }
        let said = self.reached(turn);
        self.prompt.say(&format!("\n{said}\n"));
        let options = vec![
            Choice::new(format!(
                "gå vidare med hur säkert rådet är, villkor, plikter och risker ({} till)",
                words::at_most(left)
            )),
            Choice::new("visa rådet nu"),
        ];
        match self.choose_way(&Question::menu("Hur vill ni fortsätta?", "Fortsätt", options))? {
            Chosen::Option(0) => self.session.deepen(Depth::Terms),
            Chosen::Option(_) => {
                if self.finish(turn)? {
                    return Err(Stop::Leave);
                }
            }
            Chosen::Back => {
                self.session.back();
            }
            Chosen::Elsewhere => {}
        }
        Ok(())
    }
}
