//! Scenario files: a saved set of answers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::answers::{Answer, Answers, Provenance};
use super::feed::{self, Partner};
use super::schema::{Fact, FactId, Kind, Schema};
use super::value::Value;
use crate::diagnostics::suggest::{did_you_mean, did_you_mean_or_list};
use crate::diagnostics::toml_reader::Located;
use crate::diagnostics::toml_source::TomlKind;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, SourceText, TableReader, TomlDocument, ValueReader};

/// The word for an explicit unknown, in every kind of fact.
pub const UNKNOWN: &str = "vet_ej";

/// How far a case has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Status {
    /// Being worked on.
    #[default]
    Draft,
    /// Decided on.
    Final,
    /// A worked example.
    Example,
}

impl Status {
    /// Every status with its identifier.
    pub const ALL: [(&'static str, Status); 3] =
        [("utkast", Status::Draft), ("slutlig", Status::Final), ("exempel", Status::Example)];

    /// The identifier used in files.
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, status)| *status == self).map_or("", |(id, _)| id)
    }
}

/// Different answers from different partners to the same question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The question.
    pub fact: FactId,
    /// Who answered what; `None` for *vet ej*.
    pub answers: Vec<(String, Option<Value>)>,
}

/// What one partner answered itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAnswer {
    /// The partner's name.
    pub partner: String,
    /// The question.
    pub fact: FactId,
    /// Its answer.
    pub answer: Answer,
}

/// The form proposed and what its papers contain; only for screening.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    /// The form proposed.
    pub form: Option<Located<String>>,
    /// Answers about the papers.
    pub documents: Vec<(FactId, Answer, Place)>,
}

/// What a test expects of the advice.
#[derive(Clone, Debug, Default)]
pub struct Expectation {
    /// The verdict word.
    pub verdict: Option<Located<String>>,
    /// The first choice: a form or, for none of the three, an alternative.
    pub first: Option<Located<String>>,
    /// Rules that fire.
    pub fires: Vec<Located<String>>,
    /// Rules that do not.
    pub silent: Vec<Located<String>>,
    /// Rules that stay undecided.
    pub undecided: Vec<Located<String>>,
    /// Rules among the conditions of a form.
    pub conditions: Vec<Located<String>>,
    /// Forms that are not available, exactly; `None` if not said.
    pub unavailable: Option<Vec<Located<String>>>,
    /// Facts that could still change the first choice.
    pub open: Vec<Located<String>>,
}

/// What a real cooperation chose.
#[derive(Clone, Debug)]
pub struct Observed {
    /// The form or alternative chosen.
    pub choice: Located<String>,
    /// Whether it counts in the report of agreement.
    pub scoring: bool,
    /// The sector, for the baseline.
    pub sector: Option<String>,
    /// Where it is known from.
    pub source: Option<String>,
}

/// A case as a file holds it.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What it is called.
    pub title: String,
    /// How far it has come.
    pub status: Status,
    /// The law as of this day; `None`: the day given on the command line, or the pack's.
    pub date: Option<Date>,
    /// When the cooperation is to begin.
    pub start: Option<Date>,
    /// Case numbers, one per municipality, free text.
    pub case_numbers: Vec<String>,
    /// The partners.
    pub partners: Vec<Partner>,
    /// What is known.
    pub answers: Answers,
    /// Notes to answers.
    pub notes: BTreeMap<FactId, String>,
    /// What partners answered themselves, in the order of the partners.
    pub own_answers: Vec<OwnAnswer>,
    /// Questions that partners answered differently.
    pub disagreements: Vec<Disagreement>,
    /// Where each answer is written.
    pub places: BTreeMap<FactId, Place>,
    /// The proposal to screen.
    pub proposal: Proposal,
    /// What a test expects.
    pub expect: Option<Expectation>,
    /// What a real cooperation chose.
    pub observed: Option<Observed>,
    /// The file.
    pub source: Arc<SourceText>,
}

impl Scenario {
    /// An empty case with a title.
    pub fn new(schema: &Schema, title: &str) -> Scenario {
        Scenario {
            title: title.to_owned(),
            status: Status::Draft,
            date: None,
            start: None,
            case_numbers: Vec::new(),
            partners: Vec::new(),
            answers: Answers::none(schema),
            notes: BTreeMap::new(),
            own_answers: Vec::new(),
            disagreements: Vec::new(),
            places: BTreeMap::new(),
            proposal: Proposal::default(),
            expect: None,
            observed: None,
            source: SourceText::without_text("nytt fall"),
        }
    }

    /// Reads a scenario.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(source: &Arc<SourceText>, schema: &Schema) -> Result<(Scenario, Diagnostics), Diagnostics> {
        Self::read_document(TomlDocument::parse(source), schema)
    }

    /// Reads a scenario from a tree of names and values, wherever the tree comes from.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read_document(document: TomlDocument, schema: &Schema) -> Result<(Scenario, Diagnostics), Diagnostics> {
        let scenario = Reader { schema, document: &document }.read();
        document.finish().into_result(scenario)
    }

    /// Reads a text that holds nothing but answers, one `fråga = svar` per line.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read_answers(
        source: &Arc<SourceText>,
        schema: &Schema,
    ) -> Result<(Vec<WrittenAnswer>, Diagnostics), Diagnostics> {
        let document = TomlDocument::parse(source);
        let answers = Reader { schema, document: &document }.answers(&mut document.root(), false);
        document.finish().into_result(answers)
    }

    /// The answers together with what partners and start date settle, as of a day.
    pub fn filled(&self, schema: &Schema, date: Date) -> Answers {
        let mut answers = self.answers.clone();
        let partners = feed::from_partners(schema, &self.partners).into_iter().map(|fed| (fed, Provenance::Partners));
        let start = self.start.map(|start| feed::from_start(schema, date, start)).unwrap_or_default();
        for ((fact, value), provenance) in partners.chain(start.into_iter().map(|fed| (fed, Provenance::Start))) {
            answers.set(fact, Answer::Known(value, provenance));
        }
        answers
    }

    /// The answers to a question that partners gave themselves.
    pub fn own_answers_to(&self, fact: FactId) -> impl Iterator<Item = &OwnAnswer> {
        self.own_answers.iter().filter(move |own| own.fact == fact)
    }

    /// What the partners' own answers to a question amount to: what they agree on, and unknown where they differ.
    /// `None` if none of them answered.
    pub fn agreed(&self, fact: FactId) -> Option<Answer> {
        let mut values = self.own_answers_to(fact).map(|own| own.answer.value());
        let first = values.next()?;
        let agreed = values.all(|value| value == first);
        Some(first.filter(|_| agreed).map_or(Answer::Unknown, |value| Answer::Known(value, Provenance::User)))
    }

    /// Gives each question that only partners answered what they agree on, and lists what they differ on.
    pub fn merge_own_answers(&mut self) {
        let facts: BTreeSet<FactId> = self.own_answers.iter().map(|own| own.fact).collect();
        self.disagreements.clear();
        for fact in facts {
            let Some(agreed) = self.agreed(fact) else { continue };
            if self.answers.get(fact) == Answer::NotAsked {
                self.answers.set(fact, agreed);
            }
            let answers: Vec<(String, Option<Value>)> =
                self.own_answers_to(fact).map(|own| (own.partner.clone(), own.answer.value())).collect();
            if answers.iter().any(|(_, value)| Some(value) != answers.first().map(|(_, first)| first)) {
                self.disagreements.push(Disagreement { fact, answers });
            }
        }
    }

    /// A name for exactly this file: the first twelve digits of its BLAKE3 hash.
    pub fn hash(&self) -> String {
        blake3::hash(self.source.text().as_bytes()).to_hex().chars().take(12).collect()
    }
}

/// An answer and where it is written.
pub type WrittenAnswer = (FactId, Answer, Place);

struct Reader<'d> {
    schema: &'d Schema,
    document: &'d TomlDocument,
}

impl Reader<'_> {
    fn read(&self) -> Scenario {
        let mut root = self.document.root();
        let mut scenario = Scenario::new(self.schema, "");
        scenario.source = Arc::clone(self.document.source());
        scenario.title = root.required_string("title").map(|title| title.value).unwrap_or_default();
        scenario.status = root.optional_word("status", &Status::ALL).map(|status| status.value).unwrap_or_default();
        let date = root.optional_date("date");
        let start = root.optional_date("start");
        scenario.date = date.as_ref().map(|date| date.value);
        scenario.start = start.as_ref().map(|start| start.value);
        scenario.case_numbers = root.string_list("case_numbers").into_iter().map(|number| number.value).collect();
        let partner_facts = self.partners(&mut root, &mut scenario);
        if let Some(mut table) = root.table("facts") {
            for (fact, answer, place) in self.answers(&mut table, false) {
                if let Some(first) = scenario.places.get(&fact) {
                    root.report(
                        Diagnostic::new(Code::AnswerTwice, format!("`{}` har två svar", self.schema.fact(fact).id))
                            .at(place)
                            .also(first.clone(), "det första"),
                    );
                    continue;
                }
                scenario.answers.set(fact, answer);
                scenario.places.insert(fact, place);
            }
        }
        scenario.own_answers = partner_facts;
        scenario.merge_own_answers();
        self.check_fed(&scenario, date.as_ref());
        if let Some(mut table) = root.table("notes") {
            for (name, value) in table.entries() {
                if let (Some(fact), Some(text)) = (self.fact(&name), value.string()) {
                    self.check_note(fact, &name, &scenario);
                    scenario.notes.insert(fact, text.value);
                }
            }
        }
        if let Some(table) = root.table("proposal") {
            scenario.proposal = self.proposal(table);
        }
        scenario.expect = root.table("expect").map(expectation);
        let choice = root.optional_string("observed");
        let scoring = root.optional_bool("observed_scoring").is_none_or(|scoring| scoring.value);
        let sector = root.optional_string("observed_sector").map(|sector| sector.value);
        let observed_source = root.optional_string("observed_source").map(|source| source.value);
        scenario.observed = choice.map(|choice| Observed { choice, scoring, sector, source: observed_source });
        root.finish();
        scenario
    }

    /// Reads the partners; returns their own answers.
    fn partners(&self, root: &mut TableReader<'_>, scenario: &mut Scenario) -> Vec<OwnAnswer> {
        let mut own = Vec::new();
        for mut table in root.table_array("partner") {
            let name = table.required_string("name");
            let population = table.optional_integer("population", 1..=20_000_000).map(|population| population.value);
            let answers = table.table("facts").map(|mut facts| self.answers(&mut facts, true)).unwrap_or_default();
            table.finish();
            let Some(name) = name else { continue };
            if scenario.partners.iter().any(|partner| partner.name == name.value) {
                root.report(
                    Diagnostic::new(Code::PartnerTwice, format!("parten `{}` står två gånger", name.value))
                        .at(name.place),
                );
                continue;
            }
            own.extend(answers.into_iter().map(|(fact, answer, place)| {
                scenario.places.entry(fact).or_insert(place);
                OwnAnswer { partner: name.value.clone(), fact, answer }
            }));
            scenario.partners.push(Partner { name: name.value, population });
        }
        for own in &own {
            scenario.places.remove(&own.fact);
        }
        own
    }

    /// What partners and start date settle must not be answered otherwise.
    fn check_fed(&self, scenario: &Scenario, date: Option<&Located<Date>>) {
        let partners = feed::from_partners(self.schema, &scenario.partners);
        let start = date.zip(scenario.start).map(|(date, start)| feed::from_start(self.schema, date.value, start));
        for (fact, value) in partners.into_iter().chain(start.unwrap_or_default()) {
            let declared = self.schema.fact(fact);
            if let (Some(given), Some(place)) = (scenario.answers.value(fact), scenario.places.get(&fact))
                && given != value
            {
                let from = match declared.from {
                    Some(super::schema::Feed::Start) => "datumen",
                    _ => "parterna",
                };
                self.document.report(
                    Diagnostic::new(
                        Code::PartnersContradictAnswer,
                        format!(
                            "`{}` är {}, men {from} ger {}",
                            declared.id,
                            given.in_words(declared),
                            value.in_words(declared)
                        ),
                    )
                    .at(place.clone())
                    .help("ta bort svaret, eller rätta det som det räknas ut av"),
                );
            }
        }
        if let (Some(date), Some(start)) = (date, scenario.start)
            && start < date.value
        {
            self.document.report(
                Diagnostic::new(Code::BadDate, "starten ligger före underlagets datum")
                    .at(date.place.clone())
                    .help("`date` är den dag vars lag ska gälla, `start` den dag samarbetet börjar"),
            );
        }
    }

    /// A note belongs to an answer: in the file, or one that the program computes.
    fn check_note(&self, fact: FactId, name: &Located<String>, scenario: &Scenario) {
        let declared = self.schema.fact(fact);
        let computed = declared.derived.is_some() || declared.from.is_some();
        if !computed && scenario.answers.get(fact) == Answer::NotAsked {
            self.document.report(
                Diagnostic::new(
                    Code::NoteWithoutAnswer,
                    format!("anteckningen gäller `{}`, som inte är besvarad", declared.id),
                )
                .at(name.place.clone())
                .help("svara på frågan, eller skriv \"vet_ej\" om svaret saknas"),
            );
        }
    }

    fn fact(&self, name: &Located<String>) -> Option<FactId> {
        if let Some(fact) = self.schema.find(name) {
            return Some(fact);
        }
        if let Some(fact) = self.schema.find_renamed(name) {
            self.document.report(
                Diagnostic::new(
                    Code::AnswerRenamed,
                    format!("`{}` heter nu `{}`", name.value, self.schema.fact(fact).id),
                )
                .at(name.place.clone())
                .help("svaret är läst; byt namn i filen"),
            );
            return Some(fact);
        }
        self.document.report(
            Diagnostic::new(Code::AnswerUnknownFact, format!("`{}` finns inte bland frågorna", name.value))
                .at(name.place.clone())
                .help_if(did_you_mean(name, self.schema.names())),
        );
        None
    }

    fn answers(&self, table: &mut TableReader<'_>, of_partner: bool) -> Vec<(FactId, Answer, Place)> {
        let mut answers = Vec::new();
        for (name, value) in table.entries() {
            let Some(fact) = self.fact(&name) else { continue };
            let declared = self.schema.fact(fact);
            if of_partner && !declared.per_partner {
                table.report(
                    Diagnostic::new(
                        Code::AnswerUnknownFact,
                        format!("`{}` gäller hela samarbetet, inte en part", declared.id),
                    )
                    .at(name.place.clone())
                    .help("flytta svaret till `[facts]`"),
                );
                continue;
            }
            let place = value.place();
            if let Some(answer) = answer(declared, value) {
                answers.push((fact, answer, place));
            }
        }
        answers
    }

    fn proposal(&self, mut table: TableReader<'_>) -> Proposal {
        let form = table.optional_string("form");
        let documents =
            table.table("documents").map(|mut documents| self.answers(&mut documents, false)).unwrap_or_default();
        table.finish();
        Proposal { form, documents }
    }
}

/// Reads one answer, as its question allows.
pub fn answer(fact: &Fact, value: ValueReader<'_>) -> Option<Answer> {
    if matches!(value.kind(), TomlKind::Text(text) if text == UNKNOWN) {
        return Some(Answer::Unknown);
    }
    let place = value.place();
    let wrong = |expected: &str| {
        value.report(
            Diagnostic::new(Code::AnswerWrongType, format!("`{}` är {}", fact.id, fact.kind.in_words()))
                .at(place.clone())
                .help(format!("skriv {expected}, eller \"{UNKNOWN}\"")),
        );
        None
    };
    let known = |value| Some(Answer::Known(value, Provenance::User));
    match (&fact.kind, value.kind()) {
        (Kind::Bool, TomlKind::Boolean(yes)) => known(Value::Bool(*yes)),
        (Kind::Bool, TomlKind::Text(text)) if text == "ja" => known(Value::Bool(true)),
        (Kind::Bool, TomlKind::Text(text)) if text == "nej" => known(Value::Bool(false)),
        (Kind::Bool, _) => wrong("`true` eller `false`"),
        (Kind::Int { min, max, unit }, TomlKind::Integer(number)) => {
            if number < min || number > max {
                let unit = unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
                // As written: a number too large to hold is held as another.
                let written = place.text().to_owned();
                value.report(
                    Diagnostic::new(
                        Code::AnswerOutOfRange,
                        format!("`{}` ska vara mellan {min} och {max}{unit}, men är {written}", fact.id),
                    )
                    .at(place),
                );
                return None;
            }
            known(Value::Int(*number))
        }
        (Kind::Int { .. }, _) => wrong("ett heltal utan citattecken"),
        (Kind::Choice { .. }, TomlKind::Text(text)) => match fact.kind.option(text) {
            Some(index) => known(Value::Choice(index)),
            None => {
                unknown_option(fact, text, &value, place);
                None
            }
        },
        (Kind::Choice { .. }, _) => wrong("ett av alternativen inom citattecken"),
        (Kind::Multi { .. }, TomlKind::Text(_) | TomlKind::List(_)) => multi(fact, value),
        (Kind::Multi { .. }, _) => wrong("ett eller flera alternativ: `[\"a\", \"b\"]`"),
    }
}

fn unknown_option(fact: &Fact, text: &str, value: &ValueReader<'_>, place: Place) {
    let options = fact.kind.options().iter().map(|option| option.id.as_str());
    value.report(
        Diagnostic::new(Code::AnswerUnknownOption, format!("`{text}` är inget alternativ till `{}`", fact.id))
            .at(place)
            .help(did_you_mean_or_list(text, options).unwrap_or_else(|| {
                format!("`niokap explain {}` visar alla {} alternativ", fact.id, fact.kind.options().len())
            })),
    );
}

fn multi(fact: &Fact, value: ValueReader<'_>) -> Option<Answer> {
    let place = value.place();
    let names = value.clone().string_list()?;
    if names.iter().any(|name| name.value == UNKNOWN) {
        value.report(
            Diagnostic::new(Code::AnswerExclusive, format!("\"{UNKNOWN}\" står ensamt"))
                .at(place)
                .help("svara med alternativen, eller bara med \"vet_ej\""),
        );
        return None;
    }
    let mut mask = 0u32;
    let mut complete = true;
    for name in &names {
        match fact.kind.option(name) {
            Some(index) if mask & (1 << index) != 0 => {
                value.report(
                    Diagnostic::new(Code::AnswerTwice, format!("`{}` står två gånger", name.value))
                        .at(name.place.clone()),
                );
                complete = false;
            }
            Some(index) => mask |= 1 << index,
            None => {
                unknown_option(fact, name, &value, name.place.clone());
                complete = false;
            }
        }
    }
    if !complete {
        return None;
    }
    if let Kind::Multi { options, min, max, exclusive } = &fact.kind
        && !fact.kind.allows_multi(mask)
    {
        let alone = exclusive
            .and_then(|index| options.get(index))
            .filter(|_| exclusive.is_some_and(|index| mask & (1 << index) != 0));
        let problem = match alone {
            Some(option) => Diagnostic::new(
                Code::AnswerExclusive,
                format!("`{}` kan inte stå tillsammans med andra alternativ", option.id),
            ),
            None => Diagnostic::new(
                Code::AnswerTooMany,
                format!("`{}` ska ha mellan {min} och {max} alternativ, men har {}", fact.id, mask.count_ones()),
            ),
        };
        value.report(problem.at(place));
        return None;
    }
    Some(Answer::Known(Value::Multi(mask), Provenance::User))
}

fn expectation(mut table: TableReader<'_>) -> Expectation {
    let expectation = Expectation {
        verdict: table.optional_string("verdict"),
        first: table.optional_string("first"),
        fires: table.string_list("fires"),
        silent: table.string_list("silent"),
        undecided: table.string_list("undecided"),
        conditions: table.string_list("conditions"),
        unavailable: table.has("unavailable").then(|| table.string_list("unavailable")),
        open: table.string_list("open"),
    };
    table.finish();
    expectation
}
