//! Choosing from a list: an earlier answer, or what to do.

use super::commands::{self, Command};
use super::explain;
use super::flow::{Chosen, Flow, Stop};
use super::planner::Step;
use super::prompt::{Choice, Given, Question, Reply};
use super::session::Standing;
use super::words;
use crate::facts::Answer;
use crate::facts::schema::Feed;

impl Flow<'_, '_> {
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
                let months = schema.iter().find(|(_, fact)| fact.from == Some(Feed::Start));
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
}
