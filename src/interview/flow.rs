//! The conversation: asks what the planner says, does what the user says, saves after every answer.

use super::commands::{self, Command};
use super::explain;
use super::outlook::{Outlook, Stake};
use super::planner::{Depth, Step};
use super::prompt::{Asks, Choice, Commands, Given, Left, Prompt, Question, Reply};
use super::reading;
use super::reports::Reports;
use super::save::Store;
use super::session::{Change, Session, Standing, Turn};
use super::standing;
use super::words;
use crate::exit::Exit;
use crate::facts::scenario::Status;
use crate::facts::{Answer, Fact, FactId, Kind, Provenance, Value};
use crate::text::join_and;

/// The longest note, in characters.
const LONGEST_NOTE: usize = 2000;

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
enum After {
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

    /// The line over a question.
    pub(super) fn heading(&self, step: Step, turn: &Turn) -> String {
        let schema = self.session.schema();
        let fact = match step {
            Step::Fact(fact) => Some(schema.fact(fact)),
            Step::Partners => {
                schema.facts().iter().find(|fact| fact.from == Some(crate::facts::schema::Feed::Partners))
            }
            Step::Start => schema.facts().iter().find(|fact| fact.from == Some(crate::facts::schema::Feed::Start)),
        };
        let section = fact.and_then(|fact| schema.sections().iter().find(|section| section.id == fact.section));
        let section = section.map_or("", |section| section.title.as_str());
        let example = self.session.scenario().status == Status::Example;
        words::heading(turn.number, turn.plan.at_most, turn.again, section, example)
    }

    fn ask_fact(&mut self, fact: FactId, turn: &Turn) -> Result<(), Stop> {
        let step = Step::Fact(fact);
        let declared = self.session.schema().fact(fact);
        let mut question = question(declared);
        question.heading = Some(self.heading(step, turn));
        question.current = given(self.session.scenario().answers.get(fact));
        if let Some(more) = self.beside(fact) {
            question.help = Some(format!("{}\n{more}", declared.help));
        }
        let stake = turn.plan.view.prospect(fact).map(|prospect| prospect.stake);
        loop {
            match self.prompt.ask(&question)? {
                Reply::Given(Given::Kept) => {
                    self.session.keep();
                    return Ok(());
                }
                Reply::Given(given) => {
                    let Some(answer) = answer(&declared.kind, &given) else { continue };
                    let change = self.session.answer(fact, answer);
                    self.save()?;
                    self.tell(&change);
                    return Ok(());
                }
                Reply::Command(command) => match self.obey(command, step, stake)? {
                    After::Again => question.brief = true,
                    After::On => return Ok(()),
                },
            }
        }
    }

    /// What is said beside a question: the note to it, and what partners have answered themselves.
    fn beside(&self, fact: FactId) -> Option<String> {
        let scenario = self.session.scenario();
        let own: Vec<String> = scenario.own_answers_to(fact).map(|own| self.own_in_words(own)).collect();
        let mut lines = Vec::new();
        if !own.is_empty() {
            lines.push(format!("Parternas egna svar: {}.", own.join("; ")));
        } else if self.can_answer_each(fact) {
            lines.push("Är det olika i kommunerna? Skriv /kommunvis.".to_owned());
        }
        lines.extend(scenario.notes.get(&fact).map(|note| format!("Anteckning: {note}")));
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn ask_start(&mut self, turn: &Turn) -> Result<(), Stop> {
        let schema = self.session.schema();
        let months = schema.iter().find(|(_, fact)| fact.from == Some(crate::facts::schema::Feed::Start));
        let Some((fact, declared)) = months else { return Ok(()) };
        let (first, most_months) = (self.session.day(), most(&declared.kind));
        let last = first.checked_add(jiff::Span::new().months(most_months)).unwrap_or(first);
        let asks = Asks::Day { first, last, most_months };
        let mut question = Question::new("När ska samarbetet börja?", "Start", asks, Commands::All);
        question.help = Some(format!(
            "Skriv en dag, till exempel 2027-01-01. Har ni ingen dag än räcker ett ungefärligt antal månader. {}",
            declared.why
        ));
        question.unknown = true;
        question.heading = Some(self.heading(Step::Start, turn));
        question.current = self.start_given(fact);
        let stake = turn.plan.view.prospect(fact).map(|prospect| prospect.stake);
        loop {
            let change = match self.prompt.ask(&question)? {
                Reply::Given(Given::Kept) => {
                    self.session.keep();
                    return Ok(());
                }
                Reply::Given(Given::Day(day)) => self.session.set_start(Some(day)),
                Reply::Given(given) => {
                    let answer = match given {
                        Given::Months(months) => Answer::Known(Value::Int(months), Provenance::User),
                        _ => Answer::Unknown,
                    };
                    if self.session.scenario().start.is_some() {
                        self.session.set_start(None);
                    }
                    self.session.answer(fact, answer)
                }
                Reply::Command(command) => match self.obey(command, Step::Start, stake)? {
                    After::Again => {
                        question.brief = true;
                        continue;
                    }
                    After::On => return Ok(()),
                },
            };
            self.save()?;
            self.tell(&change);
            return Ok(());
        }
    }

    /// What has been said of the start: a day, or months.
    fn start_given(&self, months: FactId) -> Option<Given> {
        let scenario = self.session.scenario();
        scenario.start.map(Given::Day).or_else(|| match scenario.answers.get(months) {
            Answer::Known(Value::Int(months), _) => Some(Given::Months(months)),
            Answer::Unknown => Some(Given::Unknown),
            _ => None,
        })
    }

    /// Says what a changed answer did to others.
    pub(super) fn tell(&mut self, change: &Change) {
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
    fn obey(&mut self, command: Command, step: Step, stake: Option<Stake>) -> Result<After, Stop> {
        match command {
            Command::Leave => return Err(Stop::Leave),
            Command::Explain(Some(word)) => {
                let text = explain::term(&self.session, &word);
                self.prompt.say(&text);
            }
            Command::Explain(None) => {
                let text = match step {
                    Step::Fact(fact) => explain::question(&self.session, fact, stake),
                    Step::Partners | Step::Start => self.explain_fed(step),
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
        let feed =
            if step == Step::Start { crate::facts::schema::Feed::Start } else { crate::facts::schema::Feed::Partners };
        let facts = self.session.schema().iter().filter(|(_, fact)| fact.from == Some(feed));
        facts.map(|(_, fact)| format!("\n{}: {}\n", fact.label, fact.why)).collect()
    }

    fn say_standing(&mut self) {
        let turn = self.session.turn(self.outlook);
        let count = turn.plan.view.prospects.iter().filter(|prospect| prospect.stake == Stake::First);
        let asked = self.session.scenario();
        let left = count.filter(|prospect| asked.answers.get(prospect.fact) == Answer::NotAsked).count();
        let text = standing::so_far(&self.session, left);
        self.prompt.say(&text);
    }

    fn note(&mut self, fact: FactId, text: Option<String>) -> Result<(), Stop> {
        let declared = self.session.schema().fact(fact);
        let mut question =
            Question::text(format!("Anteckning till ”{}”:", declared.label), "Anteckning", LONGEST_NOTE, true);
        let warning = declared.personal_data.clone().unwrap_or_else(|| "Skriv inga namn på enskilda.".to_owned());
        let earlier = self.session.scenario().notes.get(&fact).cloned();
        let remove = if earlier.is_some() { " Ett ensamt bindestreck tar bort den." } else { "" };
        question.help = Some(format!("Till exempel vem ni har frågat och när. {warning}{remove}"));
        question.current = earlier.map(Given::Text);
        let written = match text {
            Some(text) => reading::reply(&text, &question).unwrap_or_else(|sentence| {
                self.prompt.say(&sentence);
                Reply::Given(Given::Kept)
            }),
            None => self.prompt.ask(&question)?,
        };
        let Reply::Given(Given::Text(text)) = written else { return Ok(()) };
        if text.is_empty() {
            return Ok(());
        }
        self.session.note(fact, if text == "-" { "" } else { &text });
        self.save()?;
        self.prompt.say(if text == "-" { "Anteckningen är borta.\n" } else { "Anteckningen är sparad.\n" });
        Ok(())
    }

    /// Lets the user choose an earlier answer to go to; `false` if none was chosen.
    pub(super) fn jump(&mut self, wanted: Option<&str>) -> Result<bool, Stop> {
        let visited = self.session.visited();
        if visited.is_empty() {
            self.prompt.say("Det finns inga tidigare svar att hoppa till.\n");
            return Ok(false);
        }
        let options: Vec<Choice> =
            visited.iter().map(|(step, standing)| Choice::new(self.entry(*step, *standing))).collect();
        let question = Question::menu("Vilket svar vill ni ändra?", "Hoppa till", options);
        if let Some(wanted) = wanted
            && let Some(index) = self.find_entry(&visited, wanted)
        {
            self.session.jump(index);
            return Ok(true);
        }
        match self.choose(&question)? {
            Chosen::Option(index) => {
                if let Some((step, _)) = visited.get(index) {
                    self.session.jump(*step);
                }
                Ok(true)
            }
            Chosen::Back | Chosen::Elsewhere => Ok(false),
        }
    }

    /// An earlier answer by its number in the list, or by words that only its line has.
    fn find_entry(&self, visited: &[(Step, Standing)], wanted: &str) -> Option<Step> {
        if let Ok(number) = wanted.parse::<usize>() {
            return visited.get(number.checked_sub(1)?).map(|(step, _)| *step);
        }
        let wanted = commands::plain(wanted);
        let fits =
            |(step, standing): &&(Step, Standing)| commands::plain(&self.entry(*step, *standing)).contains(&wanted);
        let mut found = visited.iter().filter(fits);
        let first = found.next().map(|(step, _)| *step);
        first.filter(|_| found.next().is_none())
    }

    /// A line of the list of earlier answers.
    fn entry(&self, step: Step, standing: Standing) -> String {
        let schema = self.session.schema();
        let scenario = self.session.scenario();
        let (label, answer, noted) = match step {
            Step::Fact(fact) => {
                let answer = match scenario.answers.get(fact) {
                    Answer::Known(value, _) => schema.in_words(fact, value),
                    Answer::Unknown if scenario.own_answers_to(fact).next().is_some() => {
                        "parterna svarar olika".to_owned()
                    }
                    Answer::Unknown => words::UNKNOWN.to_owned(),
                    Answer::NotAsked => "inget svar".to_owned(),
                };
                (schema.fact(fact).label.clone(), answer, scenario.notes.contains_key(&fact))
            }
            Step::Partners => ("Parterna".to_owned(), self.partners_in_words(), false),
            Step::Start => {
                let months = schema.iter().find(|(_, fact)| fact.from == Some(crate::facts::schema::Feed::Start));
                let given = months.and_then(|(fact, _)| self.start_given(fact));
                let words = given.map(|given| words::given(&Question::menu("", "", Vec::new()), &given));
                ("Start".to_owned(), words.unwrap_or_else(|| "inget svar".to_owned()), false)
            }
        };
        let note = if noted { ", med anteckning" } else { "" };
        let state = match standing {
            Standing::InUse => String::new(),
            Standing::Resting => " (används inte nu)".to_owned(),
            Standing::Settled(value) => match step {
                Step::Fact(fact) => {
                    format!(" (används inte nu; av andra svar följer {})", schema.in_words(fact, value))
                }
                _ => String::new(),
            },
        };
        format!("{label}: {answer}{note}{state}")
    }

    /// Asks how to go on. Here too one can go to any answer, or to the partners.
    pub(super) fn choose_way(&mut self, question: &Question) -> Result<Chosen, Stop> {
        loop {
            match self.prompt.ask(question)? {
                Reply::Command(Command::Jump(wanted)) => {
                    if self.jump(wanted.as_deref())? {
                        return Ok(Chosen::Elsewhere);
                    }
                }
                Reply::Command(Command::Partners) => {
                    self.edit_partners()?;
                    return Ok(Chosen::Elsewhere);
                }
                Reply::Command(Command::List) => {
                    self.prompt.say("Välj i listan. /hoppa går till ett tidigare svar, /parter till parterna, /läge visar läget, /tillbaka går till frågan före, /spara sparar och avslutar.\n");
                }
                reply => {
                    if let Some(chosen) = self.chosen(reply)? {
                        return Ok(chosen);
                    }
                }
            }
        }
    }

    /// Asks for one of a list.
    pub(super) fn choose(&mut self, question: &Question) -> Result<Chosen, Stop> {
        loop {
            let reply = self.prompt.ask(question)?;
            if let Some(chosen) = self.chosen(reply)? {
                return Ok(chosen);
            }
        }
    }

    /// What a reply to a list chooses; `None` if it has to be asked again.
    fn chosen(&mut self, reply: Reply) -> Result<Option<Chosen>, Stop> {
        match reply {
            Reply::Given(Given::One(index)) => return Ok(Some(Chosen::Option(index))),
            Reply::Given(_) | Reply::Command(Command::Back) => return Ok(Some(Chosen::Back)),
            Reply::Command(Command::Leave) => return Err(Stop::Leave),
            Reply::Command(Command::Standing) => self.say_standing(),
            Reply::Command(Command::Explain(Some(word))) => {
                let text = explain::term(&self.session, &word);
                self.prompt.say(&text);
            }
            Reply::Command(_) => {
                self.prompt.say("Välj i listan. /tillbaka går tillbaka, /spara sparar och avslutar.\n")
            }
        }
        Ok(None)
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

/// A fact as a question.
pub(super) fn question(fact: &Fact) -> Question {
    let choices = || -> Vec<Choice> {
        let options = fact.kind.options().iter();
        options
            .map(|option| Choice {
                label: option.label.clone(),
                help: option.help.clone(),
                word: Some(option.id.clone()),
            })
            .collect()
    };
    let asks = match &fact.kind {
        Kind::Bool => Asks::One(["ja", "nej"].map(Choice::new).to_vec()),
        Kind::Choice { .. } => Asks::One(choices()),
        Kind::Multi { min, max, exclusive, .. } => {
            Asks::Some { options: choices(), least: *min, most: *max, alone: *exclusive }
        }
        Kind::Int { min, max, unit } => Asks::Number { least: *min, most: *max, unit: unit.clone() },
    };
    let mut question = Question::new(&fact.question, &fact.label, asks, Commands::All);
    question.help = Some(fact.help.clone());
    question.unknown = true;
    question
}

/// A reply to a fact's question as an answer.
pub(super) fn answer(kind: &Kind, given: &Given) -> Option<Answer> {
    let value = match given {
        Given::One(index) if matches!(kind, Kind::Bool) => Value::Bool(*index == 0),
        Given::One(index) => Value::Choice(*index),
        Given::Some(mask) => Value::Multi(*mask),
        Given::Number(number) => Value::Int(*number),
        Given::Unknown => return Some(Answer::Unknown),
        Given::Day(_) | Given::Months(_) | Given::Text(_) | Given::Kept => return None,
    };
    Some(Answer::Known(value, Provenance::User))
}

/// An answer as a reply to its fact's question.
pub(super) fn given(answer: Answer) -> Option<Given> {
    Some(match answer {
        Answer::NotAsked => return None,
        Answer::Unknown => Given::Unknown,
        Answer::Known(Value::Bool(yes), _) => Given::One(usize::from(!yes)),
        Answer::Known(Value::Choice(index), _) => Given::One(index),
        Answer::Known(Value::Multi(mask), _) => Given::Some(mask),
        Answer::Known(Value::Int(number), _) => Given::Number(number),
    })
}

fn most(kind: &Kind) -> i64 {
    match kind {
        Kind::Int { max, .. } => *max,
        _ => 0,
    }
}
