//! Wrong rows and tables: those in `tests/red/batch`, with what they are told in `tests/snapshots`.

use std::fs;

use super::same::rows;
use crate::harness::{Folder, project};

#[test]
fn red_batches_are_told_what_is_wrong() {
    let folder = project().join("tests/red/batch");
    let pack = project().join("tests/red/pack").display().to_string();
    let mut names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert!(names.len() > 12, "{names:?}");
    for name in names {
        let text = fs::read(folder.join(&name)).unwrap();
        let arguments = ["batch", &name, "--rules", &pack, "--messages", "plain"];
        let ended = Folder::new().write(&name, text).call_with(&arguments, "", &[]);
        let mut story = ended.errors().replace(&format!("{} (OGRANSKAT, ", env!("CARGO_PKG_VERSION")), "(OGRANSKAT, ");
        if let Some((before, after)) = story.split_once("(OGRANSKAT, ") {
            // The hash of the pack is of no interest here.
            story = format!("{before}(OGRANSKAT){}", after.split_once(')').map_or("", |(_, rest)| rest));
        }
        for row in rows(&ended.out_of(&[0, 2, 4])) {
            let of = |name: &str| row[name].to_string();
            let codes: Vec<String> =
                row["errors"].as_array().unwrap().iter().map(|error| error["code"].to_string()).collect();
            story.push_str(&format!(
                "rad {} {} {}: {} {}\n",
                of("line"),
                of("id"),
                of("title"),
                of("outcome"),
                codes.join(" ")
            ));
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(format!("batch-{name}"), story));
    }
}

/// Rows that cannot be kept in a folder of text files.
#[test]
fn rows_that_are_no_text_cost_themselves_only() {
    let mut text = b"{\"title\": \"G\xf6teborg\"}\n{\"title\": \"Ale\"}\n{\"title\": \"a\0b\"}\n{\"x\": \"".to_vec();
    text.extend(vec![b'y'; 400_000]);
    text.extend_from_slice(b"\"}\n{\"title\": \"Lerum\"}");
    let ended = Folder::new().write("in.jsonl", text).call("batch in.jsonl").exits(2);
    let ended =
        ended.complains_part("K004").complains_part("in.jsonl:1:13").complains_part("K007").complains_part("B006");
    let ended = ended.complains_part("2 bedömda, 3 fel");
    let outcomes: Vec<String> = rows(&ended.out_of(&[2])).iter().map(|row| row["outcome"].to_string()).collect();
    assert_eq!(outcomes.join(" "), r#""error" "advice" "error" "error" "advice""#);
}

#[test]
fn only_the_first_errors_are_shown_and_all_are_in_the_result() {
    let lines: String = (0..300).map(|number| format!("{{\"id\": {number}, \"upgift\": 1}}\n")).collect();
    let ended = Folder::new().write("in.jsonl", lines).call("batch in.jsonl --threads 3").exits(2);
    assert_eq!(ended.errors().matches("fel S001").count(), 20);
    let ended = ended.complains_part("0 bedömda, 300 fel (de första 20 visas; alla står i resultatet)");
    let found = rows(&ended.out_of(&[2]));
    assert_eq!(found.len(), 300);
    assert!(
        found
            .iter()
            .zip(0..)
            .all(|(row, number)| row["id"].as_str() == Some(&number.to_string()) && row["errors"][0]["code"] == "S001")
    );
}
