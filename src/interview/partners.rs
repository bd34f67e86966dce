//! Who takes part, one by one, and answers for each.

use super::asking::{answer, given, question};
use super::commands::Command;
use super::flow::{Chosen, Flow, Stop};
use super::planner::Step;
use super::prompt::{Asks, Choice, Commands, Given, Question, Reply};
use super::session::Turn;
use super::words;
use crate::facts::FactId;
use crate::facts::feed::Partner;
use crate::facts::scenario::OwnAnswer;
use crate::facts::schema::Feed;
use crate::text::{join_and, number};

/// The longest name of a partner, in characters.
const LONGEST_NAME: usize = 80;
/// Most inhabitants; what the reader of files allows.
const MOST_INHABITANTS: i64 = 20_000_000;

/// How asking for one partner ended.
enum Asked {
    Another,
    NoMore,
    Back,
}

impl Flow<'_, '_> {
    /// Asks who takes part. Who does not want to name them may give their number.
    pub(super) fn ask_partners(&mut self, turn: &Turn) -> Result<(), Stop> {
        if !self.session.scenario().partners.is_empty() {
            return self.edit_partners();
        }
        let heading = self.heading(Step::Partners, turn);
        loop {
            let first = self.session.scenario().partners.is_empty();
            match self.ask_partner(first.then(|| heading.clone()))? {
                Asked::Another => {}
                Asked::Back => {
                    self.session.back();
                    return Ok(());
                }
                Asked::NoMore if first => return self.ask_count(turn),
                Asked::NoMore => {
                    let said = format!("Parterna är {}.\n", self.partners_in_words());
                    self.prompt.say(&said);
                    return Ok(());
                }
            }
        }
    }

    /// Asks for a name and its inhabitants.
    fn ask_partner(&mut self, heading: Option<String>) -> Result<Asked, Stop> {
        let first = self.session.scenario().partners.is_empty();
        let text = if first {
            "Vilka ska samverka? Skriv ert eget namn först."
        } else {
            "Nästa part? Tom rad när alla är med."
        };
        let asks = Asks::Text { most: LONGEST_NAME, optional: true };
        let mut question = Question::new(text, "Namn", asks, Commands::All);
        question.heading = heading;
        question.unknown = first;
        question.help = first.then(|| {
            "Ett namn i taget, till exempel Alingsås kommun. Vet ni inte vilka det blir: lämna raden tom, så räcker antalet.".to_owned()
        });
        loop {
            let name = match self.prompt.ask(&question)? {
                Reply::Given(Given::Text(name)) if !name.is_empty() => name,
                Reply::Given(_) => return Ok(Asked::NoMore),
                Reply::Command(Command::Back) => return Ok(Asked::Back),
                Reply::Command(command) => {
                    self.answer_aside(command)?;
                    question.help = None;
                    continue;
                }
            };
            if !is_name(&name) {
                self.prompt.say("Ett namn har bokstäver. Skriv till exempel Alingsås kommun.\n");
                continue;
            }
            if self.session.scenario().partners.iter().any(|partner| partner.name.to_lowercase() == name.to_lowercase())
            {
                self.prompt.say(&format!("{name} är redan med.\n"));
                continue;
            }
            let mut partners = self.session.scenario().partners.clone();
            partners.push(Partner { name: name.clone(), population: None });
            self.change_partners(partners, None)?;
            return Ok(if self.ask_population(&name)? { Asked::Another } else { self.forget(&name)? });
        }
    }

    fn forget(&mut self, name: &str) -> Result<Asked, Stop> {
        let partners =
            self.session.scenario().partners.iter().filter(|partner| partner.name != name).cloned().collect();
        self.change_partners(partners, None)?;
        Ok(Asked::Another)
    }

    /// Asks for a partner's inhabitants; `false` if the user went back.
    fn ask_population(&mut self, name: &str) -> Result<bool, Stop> {
        let asks = Asks::Number { least: 1, most: MOST_INHABITANTS, unit: Some("invånare".to_owned()) };
        let mut question = Question::new(format!("Hur många invånare har {name}?"), "Invånare", asks, Commands::All);
        question.unknown = true;
        let known = self.session.scenario().partners.iter().find(|partner| partner.name == name);
        question.current = known.and_then(|partner| partner.population).map(Given::Number);
        loop {
            let population = match self.prompt.ask(&question)? {
                Reply::Given(Given::Number(number)) => Some(number),
                Reply::Given(Given::Kept) => return Ok(true),
                Reply::Given(_) => None,
                Reply::Command(Command::Back) => return Ok(false),
                Reply::Command(command) => {
                    self.answer_aside(command)?;
                    continue;
                }
            };
            let mut partners = self.session.scenario().partners.clone();
            for partner in partners.iter_mut().filter(|partner| partner.name == name) {
                partner.population = population;
            }
            self.change_partners(partners, None)?;
            return Ok(true);
        }
    }

    /// Asks for the number of partners alone.
    fn ask_count(&mut self, turn: &Turn) -> Result<(), Stop> {
        let schema = self.session.schema();
        let Some((fact, declared)) = schema.iter().find(|(_, fact)| fact.from == Some(Feed::Partners)) else {
            return Ok(());
        };
        let mut question = question(declared);
        question.heading = Some(self.heading(Step::Partners, turn));
        loop {
            match self.prompt.ask(&question)? {
                Reply::Given(given) => {
                    let Some(answer) = answer(&declared.kind, &given) else { continue };
                    let change = self.session.answer(fact, answer);
                    return self.save_and_tell(&change);
                }
                // Back to the names.
                Reply::Command(Command::Back) => return Ok(()),
                Reply::Command(command) => self.answer_aside(command)?,
            }
        }
    }

    /// Lets the user change, add and take away partners.
    pub(super) fn edit_partners(&mut self) -> Result<(), Stop> {
        loop {
            let partners = self.session.scenario().partners.clone();
            let mut options: Vec<Choice> = partners.iter().map(|partner| Choice::new(in_words(partner))).collect();
            options.push(Choice::new("lägg till en part"));
            options.push(Choice::new("klar"));
            let text = if partners.is_empty() {
                "Ingen part är namngiven än."
            } else {
                "Parterna. Välj en för att ändra den."
            };
            match self.choose(&Question::menu(text, "Parter", options))? {
                Chosen::Option(index) if index < partners.len() => {
                    if let Some(partner) = partners.get(index) {
                        self.edit_partner(&partner.name)?;
                    }
                }
                Chosen::Option(index) if index == partners.len() => {
                    self.ask_partner(None)?;
                }
                Chosen::Option(_) | Chosen::Back | Chosen::Elsewhere => {
                    self.session.keep();
                    return Ok(());
                }
            }
        }
    }

    fn edit_partner(&mut self, name: &str) -> Result<(), Stop> {
        let options = ["ändra namnet", "ändra antalet invånare", "ta bort parten"].map(Choice::new).to_vec();
        match self.choose(&Question::menu(format!("{name}:"), name, options))? {
            Chosen::Option(0) => self.rename(name),
            Chosen::Option(1) => self.ask_population(name).map(|_| ()),
            Chosen::Option(_) => self.forget(name).map(|_| ()),
            Chosen::Back | Chosen::Elsewhere => Ok(()),
        }
    }

    fn rename(&mut self, old: &str) -> Result<(), Stop> {
        let mut question = Question::text("Vad heter parten?", "Namn", LONGEST_NAME, false);
        question.current = Some(Given::Text(old.to_owned()));
        let Reply::Given(Given::Text(new)) = self.prompt.ask(&question)? else { return Ok(()) };
        if !is_name(&new) {
            self.prompt.say("Ett namn har bokstäver. Namnet är oförändrat.\n");
            return Ok(());
        }
        let mut partners = self.session.scenario().partners.clone();
        if partners.iter().any(|partner| partner.name != old && partner.name.to_lowercase() == new.to_lowercase()) {
            self.prompt.say(&format!("{new} är redan med.\n"));
            return Ok(());
        }
        for partner in partners.iter_mut().filter(|partner| partner.name == old) {
            partner.name.clone_from(&new);
        }
        self.change_partners(partners, Some((old, &new)))
    }

    fn change_partners(&mut self, partners: Vec<Partner>, renamed: Option<(&str, &str)>) -> Result<(), Stop> {
        let change = self.session.set_partners(partners, renamed);
        self.save_and_tell(&change)
    }

    /// Does what can be done in the middle of naming partners.
    fn answer_aside(&mut self, command: Command) -> Result<(), Stop> {
        let text = match command {
            Command::Leave => return Err(Stop::Leave),
            Command::Explain(Some(word)) => super::explain::term(&self.session, &word),
            Command::Explain(None) => {
                "Namnen används i rådet. Antalet parter och deras storlek räknas fram ur det ni skriver här.\n".to_owned()
            }
            Command::List => "Här kan ni skriva ett namn eller ett tal, /tillbaka för att gå tillbaka, /spara för att spara och avsluta.\n".to_owned(),
            _ => "Gör klart parterna först. En tom rad avslutar listan.\n".to_owned(),
        };
        self.prompt.say(&text);
        Ok(())
    }

    /// The partners in a sentence.
    pub(super) fn partners_in_words(&self) -> String {
        let partners: Vec<String> = self.session.scenario().partners.iter().map(in_words).collect();
        if partners.is_empty() { "inte namngivna".to_owned() } else { join_and(&partners) }
    }

    /// Whether each partner may answer a question for itself.
    pub(super) fn can_answer_each(&self, fact: FactId) -> bool {
        self.session.schema().fact(fact).per_partner && self.session.scenario().partners.len() > 1
    }

    /// Why partners cannot answer for themselves here.
    pub(super) fn why_not_each(&self, step: Step) -> &'static str {
        match step {
            Step::Fact(fact) if self.session.schema().fact(fact).per_partner => {
                "Skriv först in parterna med /parter. Sedan kan var och en få sitt eget svar.\n"
            }
            _ => "Den här frågan gäller hela samarbetet och har bara ett svar.\n",
        }
    }

    /// Asks a question for one partner after another.
    pub(super) fn answer_each(&mut self, fact: FactId) -> Result<(), Stop> {
        let declared = self.session.schema().fact(fact);
        let names: Vec<String> = self.session.scenario().partners.iter().map(|partner| partner.name.clone()).collect();
        let mut index = 0;
        while let Some(name) = names.get(index) {
            let mut question = question(declared);
            question.heading = Some(name.clone());
            question.label = format!("{}, {name}", declared.label);
            question.brief = index > 0;
            let own = self.session.scenario().own_answers_to(fact).find(|own| own.partner == *name);
            question.current = own.and_then(|own| given(own.answer));
            match self.prompt.ask(&question)? {
                Reply::Given(Given::Kept) => index += 1,
                Reply::Given(reply) => {
                    if let Some(answer) = answer(&declared.kind, &reply) {
                        let change = self.session.answer_for(name, fact, answer);
                        self.save_and_tell(&change)?;
                    }
                    index += 1;
                }
                Reply::Command(Command::Back) => match index.checked_sub(1) {
                    Some(before) => index = before,
                    None => return Ok(()),
                },
                Reply::Command(Command::Leave) => return Err(Stop::Leave),
                Reply::Command(Command::Explain(None)) => {
                    let text = super::explain::question(&self.session, fact, None, super::explain::Extent::Brief);
                    self.prompt.say(&text);
                }
                Reply::Command(command) => self.answer_aside(command)?,
            }
        }
        self.tell_agreement(fact);
        Ok(())
    }

    fn tell_agreement(&mut self, fact: FactId) {
        let scenario = self.session.scenario();
        let own: Vec<String> = scenario.own_answers_to(fact).map(|own| self.own_in_words(own)).collect();
        let differ = scenario.disagreements.iter().any(|disagreement| disagreement.fact == fact);
        let text = if differ {
            format!(
                "Svaren skiljer: {}. Tills ni har enats räknas det som vet ej. Skillnaden kommer med i rådet som något att göra upp.\n",
                own.join("; ")
            )
        } else {
            "Alla svarar lika, och det är svaret.\n".to_owned()
        };
        self.prompt.say(&text);
    }

    /// A partner's own answer.
    pub(super) fn own_in_words(&self, own: &OwnAnswer) -> String {
        let answer = own
            .answer
            .value()
            .map_or_else(|| words::UNKNOWN.to_owned(), |value| self.session.schema().in_words(own.fact, value));
        format!("{} {answer}", own.partner)
    }
}

fn is_name(text: &str) -> bool {
    text.chars().filter(|letter| letter.is_alphabetic()).count() > 1
}

fn in_words(partner: &Partner) -> String {
    match partner.population {
        Some(population) => format!("{} ({} invånare)", partner.name, number(population)),
        None => partner.name.clone(),
    }
}
