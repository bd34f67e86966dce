//! A row says what `niokap advise` says of the same case, in every form and with any number of threads.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::forms;
use crate::harness::{Folder, project};

/// The scenario files that are shipped, in the order of their paths.
fn files() -> Vec<String> {
    let scenarios = project().join("scenarios");
    let paths = niokap::authoring::scenario_files::paths(&scenarios).unwrap();
    paths.iter().map(|path| path.display().to_string()).collect()
}

fn texts(files: &[String]) -> Vec<String> {
    files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

/// The rows of a result, as JSON.
pub fn rows(text: &str) -> Vec<Json> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Runs `batch` with a file of this name in the folder, and gives what it prints.
pub fn batch(folder: Folder, arguments: &[&str]) -> String {
    folder.call_with(arguments, "", &[]).out_of(&[0, 4])
}

/// What a row must say, from the JSON of `niokap advise`.
fn expected(advice: &Json) -> Json {
    let form = |id: &str| {
        let forms = advice["forms"].as_array().unwrap();
        forms.iter().find(|form| form["form"] == id).unwrap().clone()
    };
    let all = ["kommunalforbund", "gemensam_namnd", "avtalssamverkan"];
    let barred: Vec<&str> = all.into_iter().filter(|id| form(id)["status"] == "unavailable").collect();
    let chosen = all.iter().find(|id| advice["first"] == **id).map(|id| form(id));
    let count = |list: &str| chosen.as_ref().map_or(0, |form| form[list].as_array().unwrap().len());
    let standing = |id: &str| json!({ "status": form(id)["status"], "score": form(id)["score"] });
    let mut deciding = BTreeSet::new();
    let lists = ["hinders", "reasons_for", "reasons_against", "variant_reasons", "duties", "risks", "notes"];
    let of_forms = all.iter().flat_map(|id| lists.map(|list| form(id)[list].clone()));
    let of_others = advice["alternatives"].as_array().unwrap().iter().map(|other| other["findings"].clone());
    for finding in of_forms.chain(of_others).flat_map(|list| list.as_array().unwrap().clone()) {
        if finding["counted"] == true || (finding["effect"] == "hinder" && finding["reach"] == "form") {
            deciding.insert(finding["rule"].as_str().unwrap().to_owned());
        }
    }
    json!({
        "program": advice["program"],
        "pack": advice["pack"],
        "title": advice["scenario"]["title"],
        "status": advice["scenario"]["status"],
        "date": advice["scenario"]["date"],
        "date_from": advice["scenario"]["date_from"],
        "verdict": advice["verdict"],
        "verdict_lowered_from": advice["verdict_lowered_from"],
        "first": advice["first"],
        "variant": advice["arrangement"]["variant"],
        "lead": advice["lead"],
        "barred": barred,
        "forms": { all[0]: standing(all[0]), all[1]: standing(all[1]), all[2]: standing(all[2]) },
        "conditions": count("hinders"),
        "duties": count("duties"),
        "deciding_rules": deciding,
        "open_facts": advice["open_facts"].as_array().unwrap().len(),
        "ask_first": advice["ask_first"],
    })
}

/// The same of a row.
fn told(row: &Json) -> Json {
    assert_eq!((&row["outcome"], &row["review"], &row["errors"]), (&json!("advice"), &json!("OGRANSKAT"), &json!([])));
    let names = [
        "program",
        "pack",
        "title",
        "status",
        "date",
        "date_from",
        "verdict",
        "verdict_lowered_from",
        "first",
        "variant",
        "lead",
        "barred",
        "forms",
        "conditions",
        "duties",
        "open_facts",
        "ask_first",
    ];
    let mut told: Json = names.into_iter().map(|name| (name.to_owned(), row[name].clone())).collect();
    let rules: BTreeSet<&str> =
        row["deciding_rules"].as_array().unwrap().iter().map(|rule| rule.as_str().unwrap()).collect();
    told["deciding_rules"] = json!(rules);
    told
}

#[test]
fn every_shipped_scenario_gets_the_advice_it_gets_alone() {
    let files = files();
    let texts = texts(&files);
    let mut arguments = vec!["advise", "--format", "json"];
    arguments.extend(files.iter().map(String::as_str));
    let advices: Vec<Json> = serde_json::from_str(&batch(Folder::new(), &arguments)).unwrap();
    let scenarios = project().join("scenarios").display().to_string();

    let from_folder = rows(&batch(Folder::new(), &["batch", &scenarios]));
    assert_eq!((from_folder.len(), advices.len()), (files.len(), files.len()));
    for ((row, advice), file) in from_folder.iter().zip(&advices).zip(&files) {
        assert_eq!(told(row), expected(advice), "{file}");
        assert_eq!((row["file"].as_str(), &row["line"]), (Some(file.as_str()), &Json::Null));
        assert_eq!(row["hash"], advice["scenario"]["hash"], "{file}");
    }

    let line = |(index, text): (usize, &String)| match index % 2 {
        0 => forms::flat_line(text) + "\n",
        _ => forms::nested_line(text) + "\r\n",
    };
    let lines: String = texts.iter().enumerate().map(line).collect();
    let from_lines = rows(&batch(Folder::new().write("in.jsonl", lines), &["batch", "in.jsonl"]));
    assert_eq!(from_lines.len(), files.len());
    for (((row, advice), file), number) in from_lines.iter().zip(&advices).zip(&files).zip(1..) {
        assert_eq!(told(row), expected(advice), "{file}");
        assert_eq!((&row["file"], &row["line"]), (&json!("in.jsonl"), &json!(number)));
    }

    for delimiter in [b';', b','] {
        let mut table = forms::table(&texts, delimiter);
        if delimiter == b';' {
            // As Excel saves it.
            table = [b"\xef\xbb\xbf".to_vec(), String::from_utf8(table).unwrap().replace('\n', "\r\n").into()].concat();
        }
        let from_table = rows(&batch(Folder::new().write("in.csv", table), &["batch", "in.csv"]));
        assert_eq!(from_table.len(), files.len());
        for ((row, advice), file) in from_table.iter().zip(&advices).zip(&files) {
            assert_eq!(told(row), expected(advice), "{file}");
        }
    }
}

/// The CSV holds what the JSON Lines hold, in a form that spreadsheets open.
#[test]
fn the_table_says_what_the_lines_say() {
    let scenarios = project().join("scenarios/roda").display().to_string();
    let lines = rows(&batch(Folder::new(), &["batch", &scenarios, "--set", "jav_lage=vet_ej"]));
    let table = batch(Folder::new(), &["batch", &scenarios, "--set", "jav_lage=vet_ej", "--format", "csv"]);
    let table = table.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(table.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let plain = |value: &Json| match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(items) => items.iter().map(|item| item.as_str().unwrap()).collect::<Vec<_>>().join("|"),
        other => other.to_string(),
    };
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), lines.len());
    for (record, row) in records.iter().zip(&lines) {
        for (heading, cell) in headings.iter().zip(record) {
            let expected = match heading {
                "program" => plain(&row["program"]["name"]),
                "program_version" => plain(&row["program"]["version"]),
                "pack" => plain(&row["pack"]["id"]),
                "pack_version" | "pack_hash" => plain(&row["pack"][heading.trim_start_matches("pack_")]),
                "law_date" | "review_before" => plain(&row["pack"][heading]),
                "changed" => "jav_lage=vet_ej".to_owned(),
                "warnings" if row["warnings"] != json!([]) => continue,
                _ => match (heading.strip_suffix("_score"), heading.strip_suffix("_status")) {
                    (Some(form), _) => plain(&row["forms"][form]["score"]),
                    (_, Some(form)) => plain(&row["forms"][form]["status"]),
                    _ => plain(&row[heading]),
                },
            };
            assert_eq!(cell, expected, "{heading} of {}", row["title"]);
        }
        let columns = row.as_object().unwrap().len();
        assert!(columns > 20, "{columns}");
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let texts: Vec<String> = texts(&files()).into_iter().take(20).collect();
    // More rows than a piece holds, some of them wrong, so that threads really take turns.
    let lines: String = (0..200)
        .map(|number| match number % 97 {
            13 => "{\"title\": \"fel\", \"upgift\": 1}\n".to_owned(),
            _ => forms::flat_line(&texts[number % texts.len()]) + "\n",
        })
        .collect();
    let folder = Folder::new().write("in.jsonl", lines);
    let path = folder.join("in.jsonl").display().to_string();
    let run = |threads: &str| {
        let ended = Folder::new().call_with(&["batch", &path, "--threads", threads], "", &[]);
        (ended.errors().to_owned(), ended.out_of(&[2]))
    };
    let (complaints, one) = run("1");
    assert_eq!(rows(&one).len(), 200);
    for threads in ["2", "3", "40"] {
        assert!(run(threads) == (complaints.clone(), one.clone()), "{threads} threads give something else");
    }
}

/// The examples that are shipped for the documentation.
#[test]
fn the_shipped_examples_are_judged() {
    for name in ["kommuner.csv", "kommuner.jsonl"] {
        let path = project().join("docs/exempel").join(name);
        assert!(Path::new(&path).exists(), "{name}");
        let found = rows(&batch(Folder::new(), &["batch", &path.display().to_string()]));
        assert_eq!(found.len(), 4, "{name}");
        for row in found {
            assert_eq!((&row["outcome"], &row["warnings"]), (&json!("advice"), &json!([])), "{row}");
        }
    }
}
