//! Answers are never lost: kills at any moment, files that others write, places that cannot be written.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interview/pack");

/// A conversation in line mode over pipes.
struct Talk {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    heard: String,
}

impl Talk {
    fn start(folder: &Path, arguments: &[&str]) -> Talk {
        let mut child = Command::new(env!("CARGO_BIN_EXE_niokap"))
            .arg("interview")
            .args(arguments)
            .current_dir(folder)
            .env("NIOKAP_RULES", PACK)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Talk { child, input, output, heard: String::new() }
    }

    /// Reads until the program waits for a line; `false` if it has ended.
    fn listen(&mut self) -> bool {
        self.heard.clear();
        let mut bytes = Vec::new();
        loop {
            let mut byte = [0u8];
            if self.output.read(&mut byte).unwrap_or(0) == 0 {
                self.heard = String::from_utf8_lossy(&bytes).into_owned();
                return false;
            }
            bytes.push(byte[0]);
            if bytes.ends_with(b"\n> ") {
                // Lines are broken where the width says, which depends on the folder's name.
                self.heard = String::from_utf8_lossy(&bytes).replace('\n', " ");
                return true;
            }
        }
    }

    fn say(&mut self, line: &str) -> &str {
        assert!(self.listen(), "ended: {}", self.heard);
        writeln!(self.input, "{line}").unwrap();
        &self.heard
    }

    /// Ends the input and hears what the program says last.
    fn end(mut self) -> String {
        drop(self.input);
        let mut rest = Vec::new();
        self.output.read_to_end(&mut rest).unwrap();
        self.child.wait().unwrap();
        String::from_utf8_lossy(&rest).replace('\n', " ")
    }
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

const BEGIN: [&str; 5] = ["--title", "Prov", "--date", "2026-11-20", "prov.toml"];

#[test]
fn a_kill_loses_at_most_the_answer_being_typed() {
    let answers = [("2", "syfte = [\"sarbarhet\"]"), ("1", "uppgift = \"tillsyn\""), ("1", "beslut_hos = \"egen\"")];
    for count in 0..=answers.len() {
        let folder = tempfile::tempdir().unwrap();
        let mut talk = Talk::start(folder.path(), &BEGIN);
        for (answer, _) in &answers[..count] {
            talk.say(answer);
        }
        assert!(talk.listen());
        write!(talk.input, "1").unwrap();
        talk.child.kill().unwrap();
        talk.child.wait().unwrap();
        let saved = read(folder.path(), "prov.toml");
        for (_, line) in &answers[..count] {
            assert!(saved.contains(line), "after {count}: {saved}");
        }
        assert_eq!(saved.lines().filter(|line| line.contains(" = ")).count(), 3 + count);
    }
}

#[test]
fn a_kill_at_a_random_moment_leaves_a_whole_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut most = 0;
    for milliseconds in [5u64, 40, 60, 70, 80, 90, 100, 120, 160] {
        let _ = std::fs::remove_file(folder.path().join("prov.toml"));
        let mut talk = Talk::start(folder.path(), &BEGIN);
        // Many changes of the same answers, and notes that make the file longer.
        let lines = (0..200)
            .map(|round| format!("/anteckna {}\n/hoppa 1\n{}\n", "x".repeat(round * 7 % 400 + 1), round % 2 + 1));
        let input = std::iter::once("2\n".to_owned()).chain(lines).collect::<String>();
        let mut pipe = talk.input;
        let writer = std::thread::spawn(move || {
            let _ = pipe.write_all(input.as_bytes());
        });
        let mut output = talk.output;
        let reader = std::thread::spawn(move || {
            let mut lines = String::new();
            while output.read_line(&mut lines).is_ok_and(|read| read > 0) {}
        });
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        talk.child.kill().unwrap();
        talk.child.wait().unwrap();
        writer.join().unwrap();
        reader.join().unwrap();
        // Either nothing yet, or a file that can be taken up.
        let Ok(text) = std::fs::read_to_string(folder.path().join("prov.toml")) else { continue };
        most = most.max(text.len());
        let again = Talk::start(folder.path(), &["prov.toml"]).end();
        assert!(again.contains("Svaren är sparade i filen"), "{text}\n{again}");
    }
    assert!(most > 0, "some file was written");
}

/// A conversation whose file another program writes between the first answer and the second.
fn written_by_another(folder: &Path, text: &str) -> Talk {
    let mut talk = Talk::start(folder, &BEGIN);
    talk.say("2");
    assert!(talk.listen());
    std::fs::write(folder.join("prov.toml"), text).unwrap();
    writeln!(talk.input, "1").unwrap();
    talk
}

#[test]
fn what_another_program_writes_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let mut talk = written_by_another(folder.path(), "title = \"Annans\"\n");
    assert!(talk.say("1").contains("har ändrats av någon annan"));
    assert!(talk.listen());
    assert!(talk.heard.contains("Svaren sparas nu i") && talk.heard.contains("prov-2.toml"), "{}", talk.heard);
    talk.end();
    assert_eq!(read(folder.path(), "prov.toml"), "title = \"Annans\"\n");
    assert!(read(folder.path(), "prov-2.toml").contains("uppgift = \"tillsyn\""));
}

#[test]
fn the_other_program_may_be_overruled_or_believed() {
    for (choice, kept) in [("2", "uppgift = \"tillsyn\""), ("3", "uppgift = \"drift\"")] {
        let folder = tempfile::tempdir().unwrap();
        let others = "title = \"Annans\"\ndate = 2026-11-20\n[facts]\nuppgift = \"drift\"\n";
        let mut talk = written_by_another(folder.path(), others);
        talk.say(choice);
        talk.say("/spara");
        talk.end();
        assert!(read(folder.path(), "prov.toml").contains(kept), "{choice}");
        assert_eq!(folder.path().join("prov-2.toml").exists(), choice == "3", "one's own answers are kept");
    }
}

#[test]
fn leaving_while_another_program_has_written_saves_beside() {
    let folder = tempfile::tempdir().unwrap();
    let talk = written_by_another(folder.path(), "title = \"Annans\"\n");
    let said = talk.end();
    assert!(said.contains("en annan fil") && said.contains("prov-2.toml"), "{said}");
    assert!(read(folder.path(), "prov-2.toml").contains("uppgift = \"tillsyn\""));
}

#[test]
fn a_place_that_cannot_be_written_is_told_before_anything_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let mut talk = Talk::start(folder.path(), &["--title", "Prov", "--date", "2026-11-20", "saknas/prov.toml"]);
    assert!(talk.say("1").contains("det går inte att spara: mappen finns inte"));
    // Once more, then another file.
    talk.say("2");
    talk.say("bra.toml");
    talk.say("2");
    assert!(talk.listen());
    talk.end();
    assert!(read(folder.path(), "bra.toml").contains("sarbarhet"));
}

#[test]
fn who_goes_on_without_saving_is_asked_again_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut talk = Talk::start(folder.path(), &["--title", "Prov", "--date", "2026-11-20", "saknas/prov.toml"]);
    talk.say("3");
    talk.say("2");
    talk.say("/spara");
    assert!(talk.say("2").contains("det går inte att spara"));
    talk.say("sist.toml");
    let said = talk.end();
    assert!(said.contains("sist.toml"), "{said}");
    assert!(read(folder.path(), "sist.toml").contains("sarbarhet"));
}

#[cfg(unix)]
#[test]
fn a_file_that_is_protected_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prov.toml");
    std::fs::write(&path, "title = \"Skyddad\"\ndate = 2026-11-20\n").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    let mut talk = Talk::start(folder.path(), &["prov.toml"]);
    assert!(talk.say("3").contains("du har inte rätt att skriva där"));
    talk.say("2");
    let said = talk.end();
    assert!(said.contains("prov-2.toml"), "{said}");
    assert_eq!(read(folder.path(), "prov.toml"), "title = \"Skyddad\"\ndate = 2026-11-20\n");
    assert!(read(folder.path(), "prov-2.toml").contains("sarbarhet"));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let mut talk = Talk::start(folder.path(), &BEGIN);
    talk.say("2");
    assert!(talk.listen());
    drop(talk.output);
    let _ = writeln!(talk.input, "1");
    let _ = writeln!(talk.input, "1");
    drop(talk.input);
    assert_eq!(talk.child.wait().unwrap().code(), Some(0));
    assert!(read(folder.path(), "prov.toml").contains("uppgift = \"tillsyn\""));
}

#[test]
fn huge_and_broken_input_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut talk = Talk::start(folder.path(), &BEGIN);
    assert!(talk.listen());
    talk.input.write_all(&vec![b'1'; 3_000_000]).unwrap();
    writeln!(talk.input).unwrap();
    assert!(talk.listen());
    assert!(talk.heard.contains("för lång"), "{}", talk.heard);
    talk.input.write_all(b"\xff\xfe\n").unwrap();
    assert!(talk.listen());
    assert!(talk.heard.contains("går att läsa"), "{}", talk.heard);
    talk.input.write_all(b"\x1b[A\x07\n").unwrap();
    assert!(talk.listen());
    assert!(!talk.heard.contains('\u{1b}') && !talk.heard.contains('\u{7}'), "{:?}", talk.heard);
    writeln!(talk.input, "2").unwrap();
    talk.end();
    assert!(read(folder.path(), "prov.toml").contains("syfte = [\"sarbarhet\"]"));
}
