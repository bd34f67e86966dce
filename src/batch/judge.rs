//! One case: read, and advised on by the same path as `niokap advise`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::input::{Record, Understanding, too_long};
use super::{csv, json_lines};
use crate::advice::unused::unused_answers;
use crate::advice::{Advice, Combination, Depth, advise_to};
use crate::authoring::scenario_files;
use crate::diagnostics::read::{decode_row, display_name};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::facts::{FactId, Scenario, Schema, Value};
use crate::law::dates::long_date;
use crate::report::DayFrom;
use crate::rules::Pack;

/// Most days whose combinations are kept. Cases nearly always share a few.
const MOST_DAYS: usize = 32;

/// What the call changes in a scenario of a day before it is judged.
pub type Change<'c> = dyn Fn(&mut Scenario, &Schema, Date) -> Result<(), Diagnostics> + Sync + 'c;

/// What the call asks of every case.
pub struct Call<'c> {
    /// The day whose law applies, if the call says one.
    pub date: Option<Date>,
    /// Changes each case.
    pub change: &'c Change<'c>,
    /// What it changes, for the result to tell; `None` for *vet ej*.
    pub changed: &'c [(FactId, Option<Value>)],
}

/// What a case is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its file.
    pub file: String,
    /// Its first line, if the file holds several cases.
    pub line: Option<usize>,
    /// What its own file calls it.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
}

/// What became of a case.
pub struct Judged {
    /// What it is known by.
    pub name: Name,
    /// The advice, and where its day comes from; or everything that is wrong with the case.
    pub outcome: Result<(Advice, DayFrom), Diagnostics>,
    /// Warnings and notes.
    pub remarks: Diagnostics,
}

/// A scenario that was read, with its remarks; or everything that is wrong with it.
type Read = Result<(Scenario, Diagnostics), Diagnostics>;

/// Judges cases under a pack.
pub struct Judge<'c> {
    pack: Pack,
    call: &'c Call<'c>,
    combinations: BTreeMap<Date, Combination>,
}

impl<'c> Judge<'c> {
    /// A judge. A pack is not shared between threads, so each has its own.
    pub fn new(pack: Pack, call: &'c Call<'c>) -> Judge<'c> {
        Judge { pack, call, combinations: BTreeMap::new() }
    }

    /// What the call asks of every case.
    pub fn call(&self) -> &'c Call<'c> {
        self.call
    }

    /// The pack.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// Reads a case and judges it.
    pub fn judge(&mut self, input: &str, understanding: &Understanding, record: &Record) -> Judged {
        let (name, read) = read(input, understanding, record, &self.pack.schema);
        match read.and_then(|(scenario, remarks)| self.advise(scenario, remarks)) {
            Ok((advice, from, remarks)) => Judged { name, outcome: Ok((advice, from)), remarks },
            Err(problems) => {
                let (wrong, remarks) = problems.into_iter().partition(|problem| problem.severity.stops());
                Judged { name, outcome: Err(wrong), remarks }
            }
        }
    }

    fn advise(
        &mut self,
        mut scenario: Scenario,
        mut remarks: Diagnostics,
    ) -> Result<(Advice, DayFrom, Diagnostics), Diagnostics> {
        let (day, from) = DayFrom::choose(self.call.date, &scenario, &self.pack);
        if let Err(mut wrong) = (self.call.change)(&mut scenario, &self.pack.schema, day) {
            wrong.extend(remarks);
            return Err(wrong);
        }
        if self.combinations.len() >= MOST_DAYS && !self.combinations.contains_key(&day) {
            self.combinations.clear();
        }
        let combination = self.combinations.entry(day).or_insert_with(|| Combination::new(&self.pack, day));
        let advice = advise_to(&self.pack, combination, &scenario, day, Depth::Standing);
        remarks.extend(unused_answers(&advice, &scenario, &self.pack.schema));
        if self.pack.overdue(day) {
            let latest = long_date(self.pack.manifest.review_before);
            let message = format!("regelpaketet skulle ha granskats på nytt senast den {latest}");
            remarks.push(Diagnostic::new(Code::PackOverdue, message).help("lagen kan ha ändrats sedan dess"));
        }
        Ok((advice, from, remarks))
    }
}

fn read(input: &str, understanding: &Understanding, record: &Record, schema: &Schema) -> (Name, Read) {
    let line = match record {
        Record::File(path) => {
            let file = scenario_files::one(path, schema);
            let title = file.scenario.as_ref().ok().map(|scenario| scenario.title.clone());
            let name = Name { file: display_name(path), line: None, id: None, title };
            return (name, file.scenario.map(|scenario| (scenario, file.remarks)));
        }
        Record::Row(line) => line,
    };
    let mut name = Name { file: input.to_owned(), line: Some(line.number), id: None, title: None };
    let read = if line.too_long {
        Err(too_long(input, line).into())
    } else {
        let stand_in = format!("rad {}", line.number);
        decode_row(input, line.number, &line.bytes).map_err(Diagnostics::from).and_then(|source| {
            let document = match understanding {
                Understanding::Csv(columns) => {
                    let row = csv::read(&source, columns, schema, &stand_in)?;
                    (name.id, name.title) = (row.id, row.title);
                    row.document
                }
                Understanding::Files | Understanding::JsonLines => {
                    let row = json_lines::read(&source, &stand_in)?;
                    (name.id, name.title) = (row.id, row.title);
                    row.document
                }
            };
            Scenario::read_document(document, schema)
        })
    };
    (name, read)
}
