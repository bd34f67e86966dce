//! Wrong scenario files: those in `tests/red/scenarios`, read against the questions of `tests/red/pack`, and those that
//! cannot be kept in a folder.

use std::fs;
use std::path::Path;

use niokap::diagnostics::read::{TEXT_LIMIT, read_text};
use niokap::diagnostics::{Code, Diagnostics};
use niokap::facts::{Answer, Scenario, Schema};

use crate::expected::{difference, expectations};
use crate::harness::{Folder, list, project};

/// Reads a scenario file and gives everything there is to say about it.
fn problems_of(path: &Path, schema: &Schema) -> Diagnostics {
    match read_text(path, TEXT_LIMIT) {
        Err(problem) => problem.into(),
        Ok(source) => match Scenario::read(&source, schema) {
            Ok((_, remarks)) => remarks,
            Err(problems) => problems,
        },
    }
}

#[test]
fn red_scenarios_get_the_problems_they_expect() {
    let (pack, _) = Folder::with_copy("tests/red/pack").load().unwrap();
    let mut failures = Vec::new();
    let mut seen = 0;
    for entry in fs::read_dir(project().join("tests/red/scenarios")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let expected = expectations(&text, "#");
        assert_eq!(expected.is_empty(), name.starts_with("green-"), "{name}");
        let problems = problems_of(&path, &pack.schema);
        let found: Vec<_> = problems.iter().collect();
        if let Some(difference) = difference(&expected, &found) {
            failures.push(format!("{name}\n{difference}"));
        }
        seen += 1;
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(seen > 30, "only {seen} files");
}

#[test]
fn the_green_scenario_is_read_as_it_is_written() {
    let (pack, _) = Folder::with_copy("tests/red/pack").load().unwrap();
    let source = read_text(&project().join("tests/red/scenarios/green-everything.toml"), TEXT_LIMIT).unwrap();
    let (scenario, _) = Scenario::read(&source, &pack.schema).unwrap();
    let state = |name: &str| scenario.answers.get(pack.schema.find(name).unwrap());
    let value = |name: &str| match state(name) {
        Answer::Known(value, _) => value.in_words(pack.schema.fact(pack.schema.find(name).unwrap())),
        Answer::Unknown => "vet ej".to_owned(),
        Answer::NotAsked => "inte ställd".to_owned(),
    };
    assert_eq!(value("jav_lage"), "samma chef leder båda");
    assert_eq!(value("drift_foljer_med"), "vet ej");
    assert_eq!(value("insyn_viktig"), "ja");
    // One partner answered and the other did not know: the case does not know, and says who said what.
    assert_eq!(value("beslut_hos"), "vet ej");
    assert_eq!(scenario.disagreements.len(), 1);
    assert_eq!(scenario.disagreements[0].answers.len(), 2);
    assert_eq!(scenario.case_numbers, ["KS 2026/123"]);
    assert_eq!(scenario.start.unwrap().to_string(), "2027-01-01");
}

/// What a file that is no scenario at all is told: one problem with this code, about this file.
#[track_caller]
fn is_told(folder: &Folder, name: &str, code: Code, message: &str) {
    let (pack, _) = Folder::with_copy("tests/red/pack").load().unwrap();
    let problems = problems_of(&folder.join(name), &pack.schema);
    assert_eq!(problems.len(), 1, "{}", list(&problems));
    let problem = problems.iter().next().unwrap();
    let said = problem.message.replace(&format!("{}/", folder.path().display()), "");
    assert_eq!((problem.code, said.as_str()), (code, message));
    assert!(problem.place.as_ref().unwrap().source.name().ends_with(name));
}

#[test]
fn files_that_are_no_text_are_told_so() {
    let folder = Folder::new()
        .write("tom.toml", "")
        .write("blank.toml", "\u{feff} \r\n\t\n")
        .write("latin1.toml", b"title = \"G\xf6teborg\"\n")
        .write("utf16.toml", b"\xff\xfet\0i\0")
        .write("nul.toml", b"title = \"a\0b\"\n")
        .write("ord.toml", b"PK\x03\x04\x14\0\x06\0")
        .write("pdf.toml", b"%PDF-1.7\n")
        .write("mapp/fil.toml", "title = 'x'");
    is_told(&folder, "tom.toml", Code::FileEmpty, "`tom.toml` är tom");
    is_told(&folder, "blank.toml", Code::FileEmpty, "`blank.toml` är tom");
    is_told(&folder, "latin1.toml", Code::NotUtf8, "`latin1.toml` är inte sparad som UTF-8");
    is_told(&folder, "utf16.toml", Code::NotUtf8, "`utf16.toml` är sparad som UTF-16, inte som UTF-8");
    is_told(&folder, "nul.toml", Code::NotText, "`nul.toml` är ingen textfil");
    is_told(
        &folder,
        "ord.toml",
        Code::NotText,
        "`ord.toml` är ett dokument från en ordbehandlare eller en zip-fil, inte en textfil",
    );
    is_told(&folder, "pdf.toml", Code::NotText, "`pdf.toml` är en pdf-fil, inte en textfil");
    is_told(&folder, "mapp", Code::FileIsDirectory, "`mapp` är en mapp, inte en fil");
}

#[test]
fn a_file_of_10_mb_is_not_read() {
    let folder = Folder::new().write("stor.toml", "# fyllnad\n".repeat(1024 * 1024));
    is_told(&folder, "stor.toml", Code::FileTooLarge, "`stor.toml` är större än 4 MB");
}

#[test]
fn a_missing_file_is_told_with_its_neighbour() {
    let folder = Folder::new().write("alingsas.toml", "title = 'x'");
    is_told(&folder, "alingas.toml", Code::FileMissing, "`alingas.toml` finns inte");
    let problem = read_text(&folder.join("alingas.toml"), TEXT_LIMIT).unwrap_err();
    assert!(problem.help[0].ends_with("alingsas.toml`?"), "{:?}", problem.help);
    is_told(&folder, "ingen/alls.toml", Code::FileMissing, "`ingen/alls.toml` finns inte");
}

#[test]
#[cfg(unix)]
fn an_unreadable_file_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new().write("hemlig.toml", "title = 'x'");
    fs::set_permissions(folder.join("hemlig.toml"), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(folder.join("hemlig.toml")).is_ok() {
        // Root reads everything; there is nothing to see here as root.
        return;
    }
    is_told(&folder, "hemlig.toml", Code::FileUnreadable, "`hemlig.toml` går inte att läsa (behörighet saknas)");
}
