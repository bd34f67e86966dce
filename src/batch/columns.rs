//! What the columns of a CSV file mean, told once by its header.
//!
//! | heading | holds |
//! |---|---|
//! | a question's id | its answer; nothing: not asked; `vet_ej`: not known |
//! | `id` | what the row is called in the result |
//! | `title`, `status`, `date`, `start`, `case_numbers` | what a scenario file has under that name |
//! | `partner1.name`, `partner1.population` | a party and its inhabitants, and so on with `partner2` |
//! | `partner1.` and a question's id | that party's own answer |

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cells::{Cell, Misquoted, cut};
use crate::diagnostics::suggest::{closest, did_you_mean};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, SourceText};
use crate::facts::{FactId, Schema};

/// What separates several values in one cell. It is never a delimiter, and no option has it in its id.
pub const SEPARATOR: char = '|';

/// The most parties that a table has columns for.
const MOST_PARTNERS: usize = 400;

/// What one column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// What the row is called.
    Id,
    /// A text that a scenario file has under this name.
    Text(&'static str),
    /// A day that a scenario file has under this name.
    Day(&'static str),
    /// Case numbers.
    CaseNumbers,
    /// An answer.
    Answer(FactId),
    /// The name of a party.
    PartnerName(usize),
    /// The inhabitants of a party.
    PartnerPopulation(usize),
    /// A party's own answer.
    PartnerAnswer(usize, FactId),
}

/// The names that a column can have besides questions and parties.
const NAMES: [(&str, Meaning); 6] = [
    ("id", Meaning::Id),
    ("title", Meaning::Text("title")),
    ("status", Meaning::Text("status")),
    ("date", Meaning::Day("date")),
    ("start", Meaning::Day("start")),
    ("case_numbers", Meaning::CaseNumbers),
];

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// What it holds; `None` for a column without a heading, which must be empty.
    pub meaning: Option<Meaning>,
}

/// All columns of a table.
#[derive(Clone, Debug)]
pub struct Columns {
    /// In the order of the table.
    pub columns: Vec<Column>,
    /// What separates cells.
    pub delimiter: u8,
}

impl Columns {
    /// Reads the header. What comes with it are notes.
    ///
    /// # Errors
    /// Everything that is wrong with it: a column that nobody understands may hold the answer that decides.
    pub fn read(
        source: &Arc<SourceText>,
        delimiter: u8,
        schema: &Schema,
    ) -> Result<(Columns, Diagnostics), Diagnostics> {
        let header = source.text();
        let cells = cut(header.as_bytes(), delimiter).map_err(|wrong| misquoted(source, wrong))?;
        let mut problems = Diagnostics::new();
        let mut seen: BTreeMap<Meaning, Place> = BTreeMap::new();
        let mut columns = Vec::new();
        for cell in &cells {
            let (name, place) = (cell.value(header), Place::new(source, cell.span.clone()));
            let meaning = if name.is_empty() { None } else { meaning(&name, &place, schema, &mut problems) };
            if let Some(meaning) = meaning {
                match seen.get(&meaning) {
                    Some(first) => problems.push(
                        Diagnostic::new(Code::ColumnTwice, format!("kolumnen `{name}` finns två gånger"))
                            .at(place)
                            .also(first.clone(), "den första")
                            .help("ta bort den som inte gäller"),
                    ),
                    None => drop(seen.insert(meaning, place)),
                }
            }
            columns.push(Column { meaning });
        }
        if seen.is_empty() && problems.is_empty() {
            problems.push(
                Diagnostic::new(Code::ColumnWithoutName, "den första raden har inga rubriker")
                    .at(Place::new(source, 0..header.len()))
                    .help("skriv frågornas id i den första raden, till exempel `title;uppgift;beslut_hos`"),
            );
        }
        problems.into_result(Columns { columns, delimiter })
    }

    /// The cells of a row, one for each column.
    ///
    /// # Errors
    /// The row cannot be cut into as many cells as there are columns.
    pub fn cut(&self, row: &[u8]) -> Result<Vec<Cell>, RowFault> {
        let cells = cut(row, self.delimiter).map_err(RowFault::Misquoted)?;
        let (found, expected) = (cells.len(), self.columns.len());
        // Cells past the last column are let be if they are empty, as those of a spreadsheet are.
        let surplus = cells.iter().skip(expected).find(|cell| !cell.span.is_empty());
        if found < expected || surplus.is_some() {
            return Err(RowFault::Cells { found, surplus: surplus.cloned() });
        }
        Ok(cells)
    }
}

/// Why a row cannot be cut into the cells of its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// Its quotation marks do not go together.
    Misquoted(Misquoted),
    /// It has too few cells, or too many.
    Cells {
        /// How many it has.
        found: usize,
        /// The first that has no column.
        surplus: Option<Cell>,
    },
}

/// What is wrong with quotation marks, in words.
pub fn misquoted(source: &Arc<SourceText>, wrong: Misquoted) -> Diagnostic {
    match wrong {
        Misquoted::NeverClosed(at) => Diagnostic::new(Code::RowQuote, "citattecknet har inget som avslutar cellen")
            .at(Place::new(source, at..at + 1))
            .help("sätt ett citattecken sist i cellen; ett citattecken inne i cellen skrivs två gånger"),
        Misquoted::ClosedEarly(at) => Diagnostic::new(Code::RowQuote, "efter citattecknet står något mer i cellen")
            .at(Place::new(source, at..at + 1))
            .help("ett citattecken inne i en cell skrivs två gånger"),
    }
}

fn meaning(name: &str, place: &Place, schema: &Schema, problems: &mut Diagnostics) -> Option<Meaning> {
    if let Some((_, meaning)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(*meaning);
    }
    if let Some((number, field)) = partner_column(name) {
        let fact = schema.find(field).filter(|fact| schema.fact(*fact).per_partner);
        return match (field, fact) {
            ("name", _) => Some(Meaning::PartnerName(number)),
            ("population", _) => Some(Meaning::PartnerPopulation(number)),
            (_, Some(fact)) => Some(Meaning::PartnerAnswer(number, fact)),
            (_, None) => {
                let own = schema.facts().iter().filter(|fact| fact.per_partner).map(|fact| fact.id.as_str());
                let problem = match schema.find(field) {
                    Some(_) => {
                        Diagnostic::new(Code::ColumnUnknown, format!("`{field}` gäller hela samarbetet, inte en part"))
                            .help(format!("kalla kolumnen `{field}`"))
                    }
                    None => {
                        let meant = closest(field, own.chain(["name", "population"]));
                        Diagnostic::new(Code::ColumnUnknown, format!("kolumnen `{name}` finns inte"))
                            .help_if(meant.map(|meant| format!("menade du `partner{number}.{meant}`?")))
                    }
                };
                problems.push(problem.at(place.clone()));
                None
            }
        };
    }
    if let Some(fact) = schema.find(name) {
        return Some(Meaning::Answer(fact));
    }
    if let Some(fact) = schema.find_renamed(name) {
        let now = &schema.fact(fact).id;
        problems.push(
            Diagnostic::new(Code::AnswerRenamed, format!("`{name}` heter nu `{now}`"))
                .at(place.clone())
                .help("svaren är lästa; byt namn på kolumnen"),
        );
        return Some(Meaning::Answer(fact));
    }
    let known = schema.names().chain(NAMES.iter().map(|(known, _)| *known)).chain(["partner1.name"]);
    problems.push(
        Diagnostic::new(Code::ColumnUnknown, format!("kolumnen `{name}` finns inte"))
            .at(place.clone())
            .help_if(did_you_mean(name, known))
            .help_if(name.contains('\t').then(|| "skilj kolumnerna åt med semikolon eller komma".to_owned())),
    );
    None
}

/// The number of a party, from 1, and what the column says about it.
fn partner_column(name: &str) -> Option<(usize, &str)> {
    let (number, field) = name.strip_prefix("partner")?.split_once('.')?;
    let number: usize = number.parse().ok()?;
    (1..=MOST_PARTNERS).contains(&number).then_some((number, field))
}
