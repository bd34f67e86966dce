//! Asking one thing: a question, the start, a note.

use super::flow::{After, Flow, Stop};
use super::planner::Step;
use super::prompt::{Asks, Choice, Commands, Given, Question, Reply};
use super::reading;
use super::session::Turn;
use super::words;
use crate::facts::scenario::Status;
use crate::facts::schema::Feed;
use crate::facts::{Answer, Fact, FactId, Kind, Provenance, Value};

/// The longest note, in characters.
const LONGEST_NOTE: usize = 2000;

impl Flow<'_, '_> {
    /// The line over a question.
    pub(super) fn heading(&self, step: Step, turn: &Turn) -> String {
        let schema = self.session.schema();
        let fact = match step {
            Step::Fact(fact) => Some(schema.fact(fact)),
            Step::Partners => schema.facts().iter().find(|fact| fact.from == Some(Feed::Partners)),
            Step::Start => schema.facts().iter().find(|fact| fact.from == Some(Feed::Start)),
        };
        let section = fact.and_then(|fact| schema.sections().iter().find(|section| section.id == fact.section));
        let section = section.map_or("", |section| section.title.as_str());
        let example = self.session.scenario().status == Status::Example;
        words::heading(turn.number, turn.plan.at_most, turn.again, section, example)
    }

    pub(super) fn ask_fact(&mut self, fact: FactId, turn: &Turn) -> Result<(), Stop> {
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
                    return self.save_and_tell(&change);
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

    pub(super) fn ask_start(&mut self, turn: &Turn) -> Result<(), Stop> {
        let schema = self.session.schema();
        let months = schema.iter().find(|(_, fact)| fact.from == Some(Feed::Start));
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
            return self.save_and_tell(&change);
        }
    }

    /// What has been said of the start: a day, or months.
    pub(super) fn start_given(&self, months: FactId) -> Option<Given> {
        let scenario = self.session.scenario();
        scenario.start.map(Given::Day).or_else(|| match scenario.answers.get(months) {
            Answer::Known(Value::Int(months), _) => Some(Given::Months(months)),
            Answer::Unknown => Some(Given::Unknown),
            _ => None,
        })
    }

    pub(super) fn note(&mut self, fact: FactId, text: Option<String>) -> Result<(), Stop> {
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
