//! Scenario files, written.
//!
//! Keys come in a fixed order, questions in the order of the schema, so that two versions of a file differ only where
//! the answers do. What is written reads back as the same scenario.

use std::fmt::Write as _;

use super::answers::Answer;
use super::scenario::{Expectation, Observed, Proposal, Scenario, UNKNOWN};
use super::schema::{Fact, FactId, Kind, Schema};
use super::value::Value;
use crate::diagnostics::toml_reader::Located;

/// The first line of every file that the program writes. Other comments do not survive being read and written.
pub const HEADER: &str = "# Underlag för niokap. Filen kan läsas och ändras i en textredigerare.";

/// A scenario as the text of a file.
pub fn write(scenario: &Scenario, schema: &Schema) -> String {
    let mut file = File { text: format!("{HEADER}\n\n") };
    file.text("title", &scenario.title);
    file.text("status", scenario.status.id());
    if let Some(date) = scenario.date {
        file.line("date", &date.to_string());
    }
    if let Some(start) = scenario.start {
        file.line("start", &start.to_string());
    }
    file.texts("case_numbers", scenario.case_numbers.iter().map(String::as_str));
    if let Some(observed) = &scenario.observed {
        file.observed(observed);
    }
    for partner in &scenario.partners {
        file.header("[[partner]]");
        file.text("name", &partner.name);
        if let Some(population) = partner.population {
            file.line("population", &population.to_string());
        }
        let own = scenario.own_answers.iter().filter(|own| own.partner == partner.name);
        let mut answers: Vec<(FactId, Answer)> = own.map(|own| (own.fact, own.answer)).collect();
        answers.sort_by_key(|(fact, _)| *fact);
        file.answers("[partner.facts]", &answers, schema);
    }
    let common: Vec<(FactId, Answer)> =
        scenario.answers.iter().filter(|(fact, answer)| scenario.agreed(*fact) != Some(*answer)).collect();
    file.answers("[facts]", &common, schema);
    let notes: Vec<(&str, &str)> = scenario
        .notes
        .iter()
        .filter(|(_, note)| !note.trim().is_empty())
        .map(|(fact, note)| (schema.fact(*fact).id.as_str(), note.as_str()))
        .collect();
    if !notes.is_empty() {
        file.header("[notes]");
        notes.iter().for_each(|(name, note)| file.text(name, note));
    }
    file.proposal(&scenario.proposal, schema);
    if let Some(expectation) = &scenario.expect {
        file.expectation(expectation);
    }
    file.text
}

/// An answer as a file holds it; `None` for what is not asked yet.
pub fn answer(answer: Answer, fact: &Fact) -> Option<String> {
    match answer {
        Answer::NotAsked => None,
        Answer::Unknown => Some(quoted(UNKNOWN)),
        Answer::Known(value, _) => Some(self::value(value, fact)),
    }
}

fn value(value: Value, fact: &Fact) -> String {
    match (value, &fact.kind) {
        (Value::Bool(yes), _) => yes.to_string(),
        (Value::Int(number), _) => number.to_string(),
        (Value::Choice(index), _) => quoted(fact.kind.options().get(index).map_or("", |option| &option.id)),
        (Value::Multi(mask), Kind::Multi { options, .. }) => {
            let chosen = options.iter().enumerate().filter(|(index, _)| mask & (1 << index) != 0);
            list(chosen.map(|(_, option)| option.id.as_str()))
        }
        // A value is only ever made for its own fact's kind.
        (Value::Multi(_), _) => list(std::iter::empty()),
    }
}

fn list<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let texts: Vec<String> = texts.map(quoted).collect();
    format!("[{}]", texts.join(", "))
}

/// A text between quotes, with everything escaped that TOML does not allow there.
fn quoted(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for letter in text.chars() {
        match letter {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            // Writing to a String cannot fail. The mark of byte order is escaped since a reader takes it away.
            control if control.is_control() || control == '\u{feff}' => {
                let _ = write!(written, "\\u{:04X}", u32::from(control));
            }
            other => written.push(other),
        }
    }
    written.push('"');
    written
}

/// The text of a file as it grows.
struct File {
    text: String,
}

impl File {
    fn line(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.text, "{key} = {value}");
    }

    fn text(&mut self, key: &str, text: &str) {
        self.line(key, &quoted(text));
    }

    fn header(&mut self, header: &str) {
        let _ = writeln!(self.text, "\n{header}");
    }

    /// A list; nothing if it is empty.
    fn texts<'t>(&mut self, key: &str, texts: impl Iterator<Item = &'t str>) {
        let written = list(texts);
        if written != "[]" {
            self.line(key, &written);
        }
    }

    /// A table of answers; nothing if there are none.
    fn answers(&mut self, header: &str, answers: &[(FactId, Answer)], schema: &Schema) {
        let mut lines = answers.iter().filter_map(|(fact, given)| {
            let declared = schema.fact(*fact);
            Some((declared.id.as_str(), answer(*given, declared)?))
        });
        let Some(first) = lines.next() else { return };
        self.header(header);
        for (name, written) in std::iter::once(first).chain(lines) {
            self.line(name, &written);
        }
    }

    fn observed(&mut self, observed: &Observed) {
        self.text("observed", &observed.choice);
        if !observed.scoring {
            self.line("observed_scoring", "false");
        }
        if let Some(sector) = &observed.sector {
            self.text("observed_sector", sector);
        }
        if let Some(source) = &observed.source {
            self.text("observed_source", source);
        }
    }

    fn proposal(&mut self, proposal: &Proposal, schema: &Schema) {
        if let Some(form) = &proposal.form {
            self.header("[proposal]");
            self.text("form", form);
        }
        let documents: Vec<(FactId, Answer)> =
            proposal.documents.iter().map(|(fact, answer, _)| (*fact, *answer)).collect();
        self.answers("[proposal.documents]", &documents, schema);
    }

    fn expectation(&mut self, expectation: &Expectation) {
        self.header("[expect]");
        for (key, word) in [("verdict", &expectation.verdict), ("first", &expectation.first)] {
            if let Some(word) = word {
                self.text(key, word);
            }
        }
        let names = |located: &[Located<String>]| list(located.iter().map(|name| name.value.as_str()));
        let lists = [
            ("fires", &expectation.fires),
            ("silent", &expectation.silent),
            ("undecided", &expectation.undecided),
            ("conditions", &expectation.conditions),
            ("open", &expectation.open),
        ];
        for (key, located) in lists.into_iter().filter(|(_, located)| !located.is_empty()) {
            self.line(key, &names(located));
        }
        // An empty list says that every form is available; no list says nothing.
        if let Some(unavailable) = &expectation.unavailable {
            self.line("unavailable", &names(unavailable));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::diagnostics::SourceText;
    use crate::facts::Provenance;
    use crate::facts::feed::Partner;
    use crate::facts::scenario::{OwnAnswer, Status};
    use crate::rules::{Pack, PackFiles};

    fn schema() -> Arc<Schema> {
        static SCHEMA: std::sync::OnceLock<Arc<Schema>> = std::sync::OnceLock::new();
        Arc::clone(SCHEMA.get_or_init(|| Pack::load(&PackFiles::embedded()).unwrap().0.schema))
    }

    fn read(text: &str, schema: &Schema) -> Scenario {
        Scenario::read(&SourceText::new("x.toml", text), schema)
            .unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
            .0
    }

    /// Everything a file holds, without places.
    fn told(scenario: &Scenario, schema: &Schema) -> String {
        let located = |names: &[Located<String>]| names.iter().map(|name| name.value.clone()).collect::<Vec<_>>();
        let expect = scenario.expect.as_ref().map(|expect| {
            (
                expect.verdict.as_ref().map(|word| word.value.clone()),
                expect.first.as_ref().map(|word| word.value.clone()),
                [&expect.fires, &expect.silent, &expect.undecided, &expect.conditions, &expect.open]
                    .map(|names| located(names)),
                expect.unavailable.as_deref().map(located),
            )
        });
        let observed = scenario.observed.as_ref().map(|observed| {
            (observed.choice.value.clone(), observed.scoring, observed.sector.clone(), observed.source.clone())
        });
        let documents: Vec<_> = scenario.proposal.documents.iter().map(|(fact, answer, _)| (*fact, *answer)).collect();
        let form = scenario.proposal.form.as_ref().map(|form| form.value.clone());
        let mut own = scenario.own_answers.clone();
        own.sort_by_key(|own| (scenario.partners.iter().position(|partner| partner.name == own.partner), own.fact));
        let notes: Vec<_> = scenario.notes.iter().map(|(fact, note)| (&schema.fact(*fact).id, note)).collect();
        format!(
            "{:#?}",
            (
                (
                    &scenario.title,
                    scenario.status,
                    scenario.date,
                    scenario.start,
                    &scenario.case_numbers,
                    &scenario.partners
                ),
                (&scenario.answers, own, &scenario.disagreements, notes, documents, form, expect, observed),
            )
        )
    }

    #[test]
    fn every_scenario_of_the_pack_reads_back_the_same() {
        let schema = schema();
        let mut waiting = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios"))];
        let mut count = 0;
        while let Some(path) = waiting.pop() {
            if path.is_dir() {
                waiting.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                let scenario = read(&std::fs::read_to_string(&path).unwrap(), &schema);
                let written = write(&scenario, &schema);
                let again = read(&written, &schema);
                assert_eq!(told(&scenario, &schema), told(&again, &schema), "{}", path.display());
                assert_eq!(write(&again, &schema), written, "{}", path.display());
                count += 1;
            }
        }
        assert!(count > 50, "{count}");
    }

    #[test]
    fn the_format_is_the_documented_one() {
        let schema = schema();
        let text = "title = \"Tre \\\"små\\\" kommuner\"\nstatus = \"utkast\"\ndate = 2026-11-20\ncase_numbers = [\"KS 2026/123\"]\n\n\
                    [[partner]]\nname = \"Ale\"\npopulation = 32000\n\n[partner.facts]\nvaraktighet = \"permanent\"\n\n\
                    [[partner]]\nname = \"Lerum\"\n\n[partner.facts]\nvaraktighet = \"vet_ej\"\n\n\
                    [facts]\nuppgift = [\"overformyndare\"]\nuttrade_manader = \"vet_ej\"\nof_behalla_politisk = true\nof_antal_stf = 310\n\n\
                    [notes]\nof_antal_stf = \"enligt årsräkningen\\n12 mars\"\n";
        let scenario = read(text, &schema);
        assert_eq!(write(&scenario, &schema), format!("{HEADER}\n\n{text}"));
        assert_eq!(scenario.disagreements.len(), 1);
    }

    fn any_answer(kind: Kind) -> BoxedStrategy<Answer> {
        let known = |value| Answer::Known(value, Provenance::User);
        let value = match kind {
            Kind::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
            Kind::Choice { options } => (0..options.len()).prop_map(Value::Choice).boxed(),
            Kind::Int { min, max, .. } => (min..=max).prop_map(Value::Int).boxed(),
            Kind::Multi { ref options, max, .. } => {
                let count = options.len();
                proptest::collection::btree_set(0..count, 1..=(max as usize).min(count))
                    .prop_map(|chosen| chosen.into_iter().fold(0u32, |mask, index| mask | 1 << index))
                    .prop_map(move |mask| {
                        Value::Multi(if kind.allows_multi(mask) { mask } else { mask & mask.wrapping_neg() })
                    })
                    .boxed()
            }
        };
        prop_oneof![3 => Just(Answer::NotAsked), 1 => Just(Answer::Unknown), 6 => value.prop_map(known)].boxed()
    }

    fn any_text() -> impl Strategy<Value = String> {
        use unicode_normalization::UnicodeNormalization as _;
        "[\\PC\n\t\u{7}\u{feff}\"'\\\\=#\\[]{0,20}[a-zåäö]".prop_map(|text: String| text.nfc().collect())
    }

    fn any_scenario() -> impl Strategy<Value = Scenario> {
        let schema = schema();
        let answers: Vec<_> = schema.facts().iter().map(|fact| any_answer(fact.kind.clone())).collect();
        let own: Vec<_> = schema
            .iter()
            .filter(|(_, fact)| fact.per_partner)
            .map(|(id, fact)| (Just(id), proptest::collection::vec(any_answer(fact.kind.clone()), 3)))
            .collect();
        let partners = proptest::collection::vec((any_text(), proptest::option::of(1i64..20_000_000)), 0..4);
        let notes = proptest::collection::btree_map(0..schema.facts().len(), any_text(), 0..4);
        (any_text(), 0usize..3, partners, answers, own, notes, proptest::option::of(2000i16..2100)).prop_map(
            move |(title, status, partners, answers, own, notes, year)| {
                let mut scenario = Scenario::new(&schema, &title);
                scenario.status = Status::ALL[status].1;
                scenario.date = year.map(|year| jiff::civil::date(year, 2, 28));
                scenario.case_numbers = vec![title];
                for (name, population) in partners {
                    if !scenario.partners.iter().any(|partner| partner.name == name) {
                        scenario.partners.push(Partner { name, population });
                    }
                }
                // What the partners settle is never answered as well.
                for ((fact, declared), answer) in schema.iter().zip(answers) {
                    if declared.from.is_none() {
                        scenario.answers.set(fact, answer);
                    }
                }
                for (fact, answers) in own {
                    for (partner, answer) in scenario.partners.iter().zip(answers) {
                        if answer != Answer::NotAsked {
                            scenario.own_answers.push(OwnAnswer { partner: partner.name.clone(), fact, answer });
                        }
                    }
                }
                scenario.merge_own_answers();
                let ids: Vec<FactId> = schema.ids().collect();
                scenario.notes = notes.into_iter().map(|(index, note)| (ids[index], note)).collect();
                scenario
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn whatever_is_written_reads_back_the_same(scenario in any_scenario()) {
            let schema = schema();
            let written = write(&scenario, &schema);
            let again = read(&written, &schema);
            prop_assert_eq!(told(&scenario, &schema), told(&again, &schema));
            prop_assert_eq!(write(&again, &schema), written);
        }
    }
}
