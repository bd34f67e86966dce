//! Whole conversations, one file each. A line after `$` is a call; lines after `>` are what the user types; the rest is
//! what the program says. `NIOKAP_UPDATE=1 cargo test --test interview` writes what it says now.
//!
//! `$ cat FILE` shows a file. Before a conversation a test may put files in the folder.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interview/pack");
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interview/transcripts");
/// What the program says in place of a line when there are no more.
const END: &str = "> (slut på inmatningen)";

/// Runs a transcript in an empty folder, or one with these files, and compares.
fn check(name: &str, files: &[(&str, &str)]) {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in files {
        std::fs::write(folder.path().join(file), text).unwrap();
    }
    let path = Path::new(FOLDER).join(format!("{name}.txt"));
    let expected = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let mut said = String::new();
    for part in parts(&expected) {
        writeln!(said, "$ {}", part.call).unwrap();
        said.push_str(&run(&part, folder.path()));
    }
    let said = neutral(&said, folder.path());
    if std::env::var_os("NIOKAP_UPDATE").is_some() {
        std::fs::write(&path, said).unwrap();
    } else if said != expected {
        let at = said.lines().zip(expected.lines()).position(|(left, right)| left != right);
        let line = at.unwrap_or_else(|| said.lines().count().min(expected.lines().count()));
        let around = |text: &str| text.lines().skip(line.saturating_sub(3)).take(8).collect::<Vec<_>>().join("\n");
        panic!("{name}.txt:{}\n── väntat\n{}\n── sagt\n{}\n", line + 1, around(&expected), around(&said));
    }
}

/// A call and what is typed into it.
struct Part<'t> {
    call: &'t str,
    typed: Vec<&'t str>,
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for line in text.lines() {
        if let Some(call) = line.strip_prefix("$ ") {
            parts.push(Part { call, typed: Vec::new() });
        } else if line != END
            && let (Some(part), Some(typed)) = (parts.last_mut(), line.strip_prefix('>'))
        {
            part.typed.push(typed.strip_prefix(' ').unwrap_or(typed));
        }
    }
    parts
}

fn run(part: &Part<'_>, folder: &Path) -> String {
    let mut words = shell_words(part.call);
    let program = words.remove(0);
    if program == "cat" {
        return std::fs::read_to_string(folder.join(&words[0])).unwrap();
    }
    assert_eq!(program, "niokap");
    let mut child = Command::new(env!("CARGO_BIN_EXE_niokap"))
        .args(words)
        .current_dir(folder)
        .env("NIOKAP_RULES", PACK)
        .env("NO_COLOR", "1")
        .env_remove("COLUMNS")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let typed: String = part.typed.iter().map(|line| format!("{}\n", line.trim_end())).collect();
    // The program may leave before it has read everything.
    let _ = input.write_all(typed.as_bytes());
    drop(input);
    let output = child.wait_with_output().unwrap();
    let mut said = String::from_utf8(output.stdout).unwrap();
    said.push_str(&String::from_utf8(output.stderr).unwrap());
    if output.status.code() != Some(0) {
        writeln!(said, "[slut {}]", output.status.code().unwrap_or(-1)).unwrap();
    }
    said.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Words as a shell splits them, with double quotes.
fn shell_words(call: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, quoted) in call.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(quoted.to_owned());
        } else {
            words.extend(quoted.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Without what differs between machines and versions.
fn neutral(said: &str, folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap();
    let mut text =
        said.replace(&folder.display().to_string(), "[MAPP]").replace(env!("CARGO_PKG_VERSION"), "[VERSION]");
    // Twelve hexadecimal digits name the pack.
    let digits = |word: &str| word.len() == 12 && word.chars().all(|letter| letter.is_ascii_hexdigit());
    if let Some(hash) = text.split_whitespace().find(|word| digits(word)).map(str::to_owned) {
        text = text.replace(&hash, "[PAKET]");
    }
    text
}

#[test]
fn from_the_first_question_to_the_advice() {
    check("hela", &[]);
}

#[test]
fn back_and_change_and_resume() {
    check("ändra", &[]);
}

#[test]
fn words_where_numbers_are_asked() {
    check("fel", &[]);
}

#[test]
fn partners_who_differ() {
    check("parter", &[]);
}

#[test]
fn everything_is_asked_on_demand() {
    check("allt", &[]);
}

#[test]
fn practising_is_stamped() {
    check("öva", &[]);
}

const EARLIER: &str = "title = \"Förra årets\"\ndate = 2025-03-01\ncase_numbers = [\"KS 1\"]\n\n[facts]\nvem_beslutar = \"egen\"\nuppgift = \"drift\"\n";

#[test]
fn an_older_file_is_brought_along() {
    check("äldre", &[("gammal.toml", EARLIER)]);
}

#[test]
fn a_file_with_faults_is_left_alone() {
    let text = "title = \"Fel\"\n\n[facts]\nbeslut_hos = \"egna\"\nantal = 3\n";
    check("vägra", &[("fel.toml", text), ("rapport.toml", "%PDF-1.4")]);
}

#[test]
fn a_file_with_comments_is_not_stripped_unasked() {
    check("kommentarer", &[("egen.toml", "# Mina tankar.\ntitle = \"Egen\"\ndate = 2026-11-20\n")]);
}

#[test]
fn two_cases_are_compared() {
    check("jämför", &[("gammal.toml", EARLIER)]);
}
