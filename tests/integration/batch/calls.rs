//! Where cases come from and where the result goes.

use std::fs;
use std::process::{Command, Stdio};

use super::same::rows;
use crate::harness::{Folder, niokap};

const LINE: &str = "{\"title\": \"Ale\", \"uppgift\": \"overformyndare\", \"beslut_hos\": \"egen_namnd_deleg_tjm\"}\n";
const TABLE: &str = "title;uppgift;beslut_hos\nAle;overformyndare;egen_namnd_deleg_tjm\n";
const FILE: &str = "title = \"Ale\"\n[facts]\nuppgift = \"overformyndare\"\nbeslut_hos = \"egen_namnd_deleg_tjm\"\n";

#[test]
fn a_pipe_goes_in_and_out() {
    for (format, text) in [("jsonl", LINE), ("csv", TABLE)] {
        let ended = Folder::new().call_with(&["bunt", "-", "--in-format", format], text, &[]).exits(0);
        let ended = ended.complains_part("1 bedömda, 0 fel\nregelpaket kl9").leaves(&[]);
        let found = rows(&ended.out_of(&[0]));
        assert_eq!((found.len(), found[0]["file"].as_str()), (1, Some("standard in")));
    }
    Folder::new().call_with(&["batch", "-"], LINE, &[]).exits(2).prints("").complains_part("--in-format jsonl");
}

#[test]
fn names_tell_formats_and_the_call_may_say_otherwise() {
    let folder =
        || Folder::new().write("in.ndjson", LINE).write("in.CSV", TABLE).write("in.txt", TABLE).write("a.toml", FILE);
    folder().call("batch in.ndjson --out ut.csv").exits(0).prints("").leaves(&[
        "a.toml",
        "in.CSV",
        "in.ndjson",
        "in.txt",
        "ut.csv",
    ]);
    let ended = folder().call("batch in.CSV --out ut.csv --format jsonl").exits(0);
    assert_eq!(rows(&ended.file("ut.csv")).len(), 1);
    folder().call("batch in.txt --in-format csv").exits(0).prints_part("\"Ale\"");
    folder().call("batch in.txt").exits(2).prints("").complains_part("B008").complains_part("--in-format");
    folder().call("batch a.toml").exits(0).prints_part("\"Ale\"");
    folder().call("batch . --in-format csv").exits(2).prints("").complains_part("är en mapp");
    folder().call("batch . --format csv").exits(0).prints_part("a.toml;;;Ale");
}

#[test]
fn a_folder_is_read_with_the_folders_in_it_and_its_errors_are_rows() {
    let folder =
        Folder::new().write("b/c.toml", FILE).write("a.toml", "title = 1\n").write("läs.txt", "").write("ö.toml", FILE);
    let ended = folder.call("batch .").exits(2).complains_part("./a.toml:1:9").complains_part("2 bedömda, 1 fel");
    let files: Vec<String> =
        rows(&ended.out_of(&[2])).iter().map(|row| format!("{} {}", row["file"], row["outcome"])).collect();
    assert_eq!(files, ["\"./a.toml\" \"error\"", "\"./b/c.toml\" \"advice\"", "\"./ö.toml\" \"advice\""]);
}

#[test]
fn the_day_and_the_answers_of_the_call_are_in_every_row() {
    let ended =
        Folder::new().write("in.jsonl", LINE.repeat(2)).call("batch in.jsonl --date 2030-01-01 --set jav_lage=vet_ej");
    for row in rows(&ended.out_of(&[0])) {
        assert_eq!((row["date"].as_str(), row["date_from"].as_str()), (Some("2030-01-01"), Some("call")));
        assert_eq!(row["changed"]["jav_lage"], "vet_ej");
        // The law of 2030 is later than the pack was to be reviewed.
        assert_eq!(row["warnings"][0]["code"], "P004");
    }
    Folder::new()
        .write("in.jsonl", LINE)
        .call("batch in.jsonl --set upgift=1")
        .exits(2)
        .prints("")
        .complains_part("--set:1:1");
}

#[test]
fn nothing_to_judge_is_an_error_and_writes_nothing() {
    let folder = || {
        Folder::new().write("tom.jsonl", "").write("blank.csv", " \r\n\n").write("rubrik.csv", "title;uppgift\n;;\n")
    };
    let left = ["blank.csv", "rubrik.csv", "tom.jsonl"];
    folder().call("batch tom.jsonl --out ut.jsonl").exits(2).complains_part("K006").leaves(&left);
    folder().call("batch blank.csv --out ut.jsonl").exits(2).complains_part("K006").leaves(&left);
    folder().call("batch . --out ut.jsonl").exits(2).complains_part("det finns inga underlag i mappen").leaves(&left);
    niokap("batch ingen.csv").exits(2).prints("").complains_part("K001");
    niokap("batch ingen").exits(2).prints("").complains_part("K001");
    Folder::new().write("bok.csv", b"PK\x03\x04\x14\0").call("batch bok.csv").exits(2).complains_part("K007");
    Folder::new().write("bok.csv", b"\xff\xfet\0").call("batch bok.csv").exits(2).complains_part("UTF-16");
}

#[test]
fn an_old_result_stands_until_the_new_one_is_whole() {
    let folder =
        || Folder::new().write("in.csv", TABLE).write("ut.csv", "gammalt").write("fel.csv", "titel;uppgift\na;b\n");
    let ended = folder().call("batch fel.csv --out ut.csv").exits(2).leaves(&["fel.csv", "in.csv", "ut.csv"]);
    assert_eq!(ended.file("ut.csv"), "gammalt");
    let ended = folder().call("batch in.csv --out ut.csv").exits(0).leaves(&["fel.csv", "in.csv", "ut.csv"]);
    assert!(ended.file("ut.csv").contains("Ale;"));
    folder()
        .call("batch in.csv --out ingen/ut.csv")
        .exits(2)
        .complains_part("K010")
        .complains_part("mappen finns inte");
    folder().call("batch in.csv --out .").exits(2).complains_part("K010").complains_part("det är en mapp");
}

#[test]
fn the_result_never_becomes_a_case() {
    let folder = || Folder::new().write("in.csv", TABLE).write("m/a.toml", FILE);
    let ended = folder().call("batch in.csv --out ./in.csv").exits(2).complains_part("skrivas över underlaget");
    assert_eq!(ended.file("in.csv"), TABLE);
    folder().call("batch m --out m/ut.toml").exits(2).complains_part("ett av underlagen");
    folder().call("batch m --out m/a.toml").exits(2).complains_part("ett av underlagen");
    folder().call("batch m --out m/ut.jsonl").exits(0);
}

#[test]
#[cfg(unix)]
fn an_unwritable_folder_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new().write("in.csv", TABLE).write("låst/x", "");
    fs::set_permissions(folder.join("låst"), fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(folder.join("låst/y"), "").is_ok() {
        // Root writes everywhere; there is nothing to see here as root.
        return;
    }
    folder.call("batch in.csv --out låst/ut.csv").exits(2).complains_part("behörighet");
}

#[test]
fn a_case_that_cannot_be_judged_ends_as_advise_does() {
    let folder = || Folder::new().write("in.jsonl", "{\"title\": \"tomt\"}\n");
    folder().call("batch in.jsonl").exits(4).complains_part("1 av de bedömda kräver fler svar");
    let wrong = "{\"title\": \"tomt\"}\n{}\n[";
    Folder::new().write("in.jsonl", wrong).call("batch in.jsonl").exits(2).complains_part("2 bedömda, 1 fel");
}

#[test]
fn problems_as_json_are_all_there_is_on_standard_error() {
    let folder = Folder::new().write("in.jsonl", "{\"upgift\": 1}\n{\"x\": 1}\n");
    let ended = folder.call("batch in.jsonl --messages json").exits(2);
    let problems: serde_json::Value = serde_json::from_str(ended.errors()).unwrap();
    assert_eq!((problems[0]["place"]["line"].as_u64(), problems[1]["place"]["line"].as_u64()), (Some(1), Some(2)));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = Folder::new().write("in.jsonl", LINE.repeat(2000));
    folder.call_without_reader("batch in.jsonl --threads 2").exits(0).complains("");
}

#[test]
#[cfg(unix)]
fn an_interrupted_run_leaves_nothing_behind() {
    let folder = Folder::new().write("in.jsonl", LINE.repeat(20_000)).write("ut.csv", "gammalt");
    let child = Command::new(env!("CARGO_BIN_EXE_niokap"))
        .args(["batch", "in.jsonl", "--out", "ut.csv", "--threads", "1"])
        .current_dir(folder.path())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The file to be is there once the run has begun.
    while fs::read_dir(folder.path()).unwrap().count() < 3 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    std::thread::sleep(std::time::Duration::from_millis(300));
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let ended = child.wait_with_output().unwrap();
    let complaints = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(2), "{complaints}");
    assert!(complaints.contains("inget resultat är skrivet"), "{complaints}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    assert_eq!(fs::read_to_string(folder.join("ut.csv")).unwrap(), "gammalt");
}
