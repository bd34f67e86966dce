//! How scenario files are read.

use std::sync::Arc;

use jiff::civil::Date;

use super::answers::Answer;
use super::feed::{self, Partner};
use super::read_answer::read_answer;
use super::scenario::{Expectation, Observed, OwnAnswer, Proposal, Scenario, Status};
use super::schema::{FactId, Feed, Schema};
use crate::diagnostics::suggest::did_you_mean;
use crate::diagnostics::toml_reader::Located;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, SourceText, TableReader, TomlDocument};

/// An answer and where it is written.
pub type WrittenAnswer = (FactId, Answer, Place);

impl Scenario {
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
}

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
                    Some(Feed::Start) => "datumen",
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
            if let Some(answer) = read_answer(declared, value) {
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
