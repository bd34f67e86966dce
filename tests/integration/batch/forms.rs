//! Scenario files as lines of JSON and as a table.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

/// A scenario file as JSON has it: the same names, with days as texts.
pub fn json(scenario: &str) -> Map<String, Json> {
    let Json::Object(members) = plain(toml::Value::Table(scenario.parse().unwrap())) else { unreachable!() };
    members
}

fn plain(value: toml::Value) -> Json {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(yes) => json!(yes),
        toml::Value::Datetime(day) => json!(day.to_string()),
        toml::Value::Array(items) => items.into_iter().map(plain).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(name, value)| (name, plain(value))).collect(),
    }
}

/// A line of JSON with the answers beside the title, and `null` for a question that was not asked.
pub fn flat_line(scenario: &str) -> String {
    let mut members = json(scenario);
    if let Some(Json::Object(facts)) = members.remove("facts") {
        members.extend(facts);
    }
    members.entry("sekretess").or_insert(Json::Null);
    Json::Object(members).to_string()
}

/// A line of JSON with the answers under `facts`, as the file has them.
pub fn nested_line(scenario: &str) -> String {
    Json::Object(json(scenario)).to_string()
}

/// Scenarios as a table: one row each, one column for everything that any of them has. Notes, proposals and what a test
/// expects have no column.
pub fn table(scenarios: &[String], delimiter: u8) -> Vec<u8> {
    let rows: Vec<Vec<(String, String)>> = scenarios.iter().map(|scenario| cells(&json(scenario))).collect();
    let headings: BTreeSet<&str> = rows.iter().flatten().map(|(heading, _)| heading.as_str()).collect();
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(&headings).unwrap();
    for row in &rows {
        let cell = |heading: &&str| row.iter().find(|(known, _)| known == heading).map_or("", |(_, cell)| cell);
        writer.write_record(headings.iter().map(cell)).unwrap();
    }
    writer.into_inner().unwrap()
}

fn cells(members: &Map<String, Json>) -> Vec<(String, String)> {
    let mut cells = Vec::new();
    for (name, value) in members {
        match (name.as_str(), value) {
            ("title" | "status" | "date" | "start" | "case_numbers", value) => cells.push((name.clone(), cell(value))),
            ("facts", Json::Object(facts)) => {
                cells.extend(facts.iter().map(|(fact, value)| (fact.clone(), cell(value))));
            }
            ("partner", Json::Array(partners)) => {
                for (number, partner) in (1..).zip(partners) {
                    for (name, value) in partner.as_object().unwrap() {
                        let heading = |name: &str| format!("partner{number}.{name}");
                        match value {
                            Json::Object(own) => {
                                cells.extend(own.iter().map(|(fact, value)| (heading(fact), cell(value))));
                            }
                            value => cells.push((heading(name), cell(value))),
                        }
                    }
                }
            }
            _ => {}
        }
    }
    cells
}

fn cell(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join("|"),
        other => other.to_string(),
    }
}
