//! The questionnaire in a real terminal: keys in, a screen out.

use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ptyprocess::stream::Stream;
use ptyprocess::{PtyProcess, Signal, WaitStatus};

const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interview/pack");
const PATIENCE: Duration = Duration::from_secs(20);
const ESCAPE: &str = "\u{1b}";
const DOWN: &str = "\u{1b}[B";
const ENTER: &str = "\r";
const BACKSPACE: &str = "\u{7f}";

/// A program in a terminal of its own.
struct Screen {
    process: PtyProcess,
    keys: Stream,
    shown: Arc<Mutex<Shown>>,
}

struct Shown {
    parser: vt100::Parser,
    raw: Vec<u8>,
}

impl Screen {
    fn start(folder: &Path, arguments: &[&str]) -> Screen {
        Screen::with(folder, arguments, &[("TERM", "xterm-256color"), ("NO_COLOR", "1")])
    }

    fn with(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Screen {
        let mut command = Command::new(env!("CARGO_BIN_EXE_niokap"));
        command
            .args(arguments)
            .current_dir(folder)
            .env("NIOKAP_RULES", PACK)
            .env_remove("COLUMNS")
            .env_remove("NO_COLOR");
        command.envs(environment.iter().copied());
        let mut process = PtyProcess::spawn(command).unwrap();
        process.set_window_size(80, 30).unwrap();
        let keys = process.get_pty_stream().unwrap();
        let mut output = process.get_raw_handle().unwrap();
        let shown = Arc::new(Mutex::new(Shown { parser: vt100::Parser::new(size(30), size(80), 0), raw: Vec::new() }));
        let seen = Arc::clone(&shown);
        std::thread::spawn(move || {
            let mut bytes = [0u8; 4096];
            while let Ok(count) = output.read(&mut bytes) {
                if count == 0 {
                    break;
                }
                let mut seen = seen.lock().unwrap();
                seen.parser.process(&bytes[..count]);
                seen.raw.extend_from_slice(&bytes[..count]);
            }
        });
        Screen { process, keys, shown }
    }

    fn contents(&self) -> String {
        self.shown.lock().unwrap().parser.screen().contents()
    }

    fn raw(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().unwrap().raw).into_owned()
    }

    fn wait(&self, what: &str, done: impl Fn() -> bool) {
        let begun = Instant::now();
        while !done() {
            assert!(begun.elapsed() < PATIENCE, "{what} syns inte:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(15));
        }
    }

    /// Waits until the text is on the screen.
    fn sees(&self, text: &str) -> &Screen {
        self.wait(text, || self.contents().contains(text));
        self
    }

    /// Waits until the line with the cursor begins so: the prompt is ready for keys.
    fn asked(&self, label: &str) -> &Screen {
        let begins = format!("› {label}:");
        self.wait(&begins, || {
            let shown = self.shown.lock().unwrap();
            let screen = shown.parser.screen();
            let (row, _) = screen.cursor_position();
            screen.rows(0, 200).nth(usize::from(row)).is_some_and(|line| line.starts_with(&begins))
        });
        self
    }

    fn keys(&mut self, keys: &[&str]) {
        for key in keys {
            self.keys.write_all(key.as_bytes()).unwrap();
            self.keys.flush().unwrap();
            // Keys typed faster than a person types them may be taken together.
            std::thread::sleep(Duration::from_millis(40));
        }
    }

    fn ended(&self) -> i32 {
        match self.process.wait().unwrap() {
            WaitStatus::Exited(_, code) => code,
            other => panic!("{other:?}"),
        }
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.shown.lock().unwrap().parser.screen_mut().set_size(size(rows), size(columns));
        self.process.set_window_size(columns, rows).unwrap();
    }
}

fn size(length: u16) -> NonZero<u16> {
    NonZero::new(length).unwrap()
}

fn saved(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("prov.toml")).unwrap()
}

fn begin(folder: &Path) -> Screen {
    Screen::start(folder, &["interview", "--title", "Prov", "--date", "2026-11-20", "prov.toml"])
}

/// Answers the first three questions: sårbarhet, tillsyn, egen nämnd.
fn answer_three(screen: &mut Screen) {
    screen.asked("Syftet");
    screen.keys(&[DOWN, " ", ENTER]);
    screen.asked("Uppgiften");
    screen.keys(&[ENTER]);
    screen.asked("Vem som beslutar");
    screen.keys(&[ENTER]);
    screen.asked("Fortsätt");
}

#[test]
fn back_three_and_change() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = begin(folder.path());
    answer_three(&mut screen);
    screen.keys(&[ESCAPE]);
    screen.asked("Vem som beslutar");
    screen.keys(&[ESCAPE]);
    screen.asked("Uppgiften");
    screen.keys(&[ESCAPE]);
    screen.asked("Syftet").sees("[x] minskad sårbarhet").sees("Svaret är nu: minskad sårbarhet.");
    screen.keys(&[" ", DOWN, " ", ENTER]);
    screen.asked("Fortsätt");
    assert!(saved(folder.path()).contains("syfte = [\"likvardighet\"]"), "{}", saved(folder.path()));
    assert!(saved(folder.path()).contains("beslut_hos = \"egen\""));
    screen.keys(&["/spara", ENTER]);
    screen.sees("Svaren är sparade i filen");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn resume_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = begin(folder.path());
    screen.asked("Syftet");
    screen.keys(&[" ", ENTER]);
    screen.asked("Uppgiften");
    screen.keys(&[DOWN, ENTER]);
    screen.asked("Vem som beslutar");
    screen.keys(&["gem"]);
    screen.process.kill(Signal::SIGKILL).unwrap();
    let _ = screen.process.wait();
    let screen = Screen::start(folder.path(), &["interview", "prov.toml"]);
    screen.sees("Underlaget ”Prov” har 2 svar sedan tidigare.").asked("Vem som beslutar");
    assert!(saved(folder.path()).contains("uppgift = \"drift\""));
}

#[test]
fn ctrl_c_leaves_with_everything_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = begin(folder.path());
    screen.asked("Syftet");
    screen.keys(&[" ", ENTER]);
    screen.asked("Uppgiften");
    screen.keys(&["\u{3}"]);
    screen.sees("Avbrutet med Ctrl-C.").sees("Fortsätt med: niokap interview prov.toml");
    assert_eq!(screen.ended(), 0);
    assert!(saved(folder.path()).contains("syfte = [\"likvardighet\"]"));
}

#[test]
fn commands_are_typed_and_what_was_chosen_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = begin(folder.path());
    screen.asked("Syftet");
    screen.keys(&[DOWN, " ", "?"]);
    screen.sees("förklara frågan (Enter)");
    screen.keys(&[ENTER]);
    screen.sees("Syftet visar vad som är viktigt för er.").asked("Syftet").sees("[x] minskad sårbarhet");
    screen.keys(&["/l"]);
    screen.sees("vad det lutar åt just nu (Enter)");
    screen.keys(&[ENTER]);
    screen.sees("Det går inte att bedöma ännu.").asked("Syftet");
    // Two that exclude each other are refused, and nothing is lost.
    screen.keys(&[DOWN, DOWN, " ", ENTER]);
    screen.sees("går inte att välja tillsammans med annat");
    screen.keys(&[" ", ENTER]);
    screen.asked("Uppgiften");
    screen.keys(&["vet", ENTER]);
    screen.asked("Vem som beslutar");
    assert!(saved(folder.path()).contains("uppgift = \"vet_ej\""));
    screen.keys(&["/hoppa syftet", ENTER]);
    screen.asked("Syftet").sees("Fråga 1 igen");
}

#[test]
fn v_in_a_list_is_vet_ej_as_it_is_everywhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = begin(folder.path());
    screen.asked("Syftet");
    screen.keys(&["v", ENTER]);
    screen.asked("Uppgiften").sees("› Syftet: vet ej");
    // A number is the option with that number.
    screen.keys(&["2", ENTER]);
    // One of the options begins with the letter.
    screen.asked("Vem som beslutar").sees("vår egen nämnd");
    screen.keys(&["v", ENTER]);
    screen.sees("› Vem som beslutar: vet ej");
    screen.keys(&["\u{3}"]);
    screen.sees("Avbrutet med Ctrl-C.");
    let saved = saved(folder.path());
    assert!(saved.contains("beslut_hos = \"vet_ej\"") && saved.contains("uppgift = \"drift\""), "{saved}");
    assert!(saved.contains("syfte = \"vet_ej\"") || saved.contains("syfte = [\"vet_ej\"]"), "{saved}");
}

#[test]
fn v_beside_options_already_chosen_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = begin(folder.path());
    screen.asked("Syftet");
    screen.keys(&[" ", "v", ENTER]);
    screen.sees("går inte att välja tillsammans med annat");
    screen.keys(&[BACKSPACE, ENTER]);
    screen.asked("Uppgiften");
    assert!(saved(folder.path()).contains("syfte = [\"likvardighet\"]"));
}

#[test]
fn the_keys_are_broken_between_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = begin(folder.path());
    let joined = |screen: &Screen| screen.contents().split_whitespace().collect::<Vec<_>>().join(" ");
    let keys = "väljer, Enter svarar, v är vet ej, Esc tillbaka, ? förklarar, / visar mer]";
    screen.asked("Syftet");
    screen.wait(keys, || joined(&screen).contains(&format!("[mellanslag {keys}")));
    screen.resize(50, 30);
    screen.keys(&[" ", ENTER]);
    screen.asked("Uppgiften");
    screen.wait(keys, || joined(&screen).contains(&keys.replacen("väljer", "[pilar väljer", 1)));
}

#[test]
fn text_is_checked_where_it_is_typed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("prov.toml"),
        "title = \"Prov\"\ndate = 2026-11-20\n[facts]\nsyfte = \"sarbarhet\"\nuppgift = \"tillsyn\"\nbeslut_hos = \"egen\"\ntillsyn_egen = false\nantal_parter = 2\n",
    )
    .unwrap();
    let mut screen = Screen::start(folder.path(), &["interview", "--all", "prov.toml"]);
    screen.asked("Ärenden");
    screen.keys(&["många", ENTER]);
    screen.sees("”många” är inget tal.");
    screen.keys(&[BACKSPACE; 5]);
    screen.keys(&["2 000", ENTER]);
    screen.asked("Start");
    screen.keys(&["2020-01-01", ENTER]);
    screen.sees("kan inte ligga före den 20 november 2026");
    screen.keys(&[BACKSPACE; 10]);
    screen.keys(&["1 januari 2027", ENTER]);
    screen.asked("Gör nu");
    let saved = saved(folder.path());
    assert!(saved.contains("volym = 2000") && saved.contains("start = 2027-01-01"), "{saved}");
}

#[test]
fn a_narrow_window_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = begin(folder.path());
    screen.asked("Syftet");
    screen.resize(40, 20);
    screen.keys(&[DOWN]);
    screen.sees("minskad sårbarhet");
    screen.resize(100, 40);
    screen.keys(&[" ", ENTER]);
    screen.asked("Uppgiften").sees("› Syftet: minskad sårbarhet");
    screen.keys(&[ENTER]);
    screen.asked("Vem som beslutar");
    assert!(saved(folder.path()).contains("syfte = [\"sarbarhet\"]"));
}

#[test]
fn without_colour_nothing_is_coloured() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = begin(folder.path());
    answer_three(&mut screen);
    let raw = screen.raw();
    for number in (30..50).chain(90..108) {
        assert!(!raw.contains(&format!("[{number}m")) && !raw.contains("[38;"), "{number}");
    }
    let coloured =
        Screen::with(folder.path(), &["--color", "always", "interview", "prov.toml"], &[("TERM", "xterm-256color")]);
    coloured.asked("Fortsätt");
    // The rows below the prompt come after it.
    coloured.wait("colour", || coloured.raw().contains("\u{1b}[38;5;"));
}

#[test]
fn a_dumb_terminal_gets_the_line_mode() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["interview", "--title", "Prov", "--date", "2026-11-20", "prov.toml"];
    let mut screen = Screen::with(folder.path(), &arguments, &[("TERM", "dumb")]);
    screen.sees("Varför vill ni samverka?").sees("> ");
    screen.keys(&["2\r"]);
    screen.sees("Vilken uppgift gäller det?");
    assert!(!screen.raw().contains(ESCAPE), "no cursor is moved");
    screen.keys(&["\u{3}"]);
    screen.sees("Avbrutet med Ctrl-C.").sees("Svaren är sparade i filen");
    assert_eq!(screen.ended(), 0);
    assert!(saved(folder.path()).contains("syfte = [\"sarbarhet\"]"));
}

#[test]
fn niokap_alone_offers_where_to_begin() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("prov.toml"),
        "title = \"Det gamla\"\ndate = 2026-11-20\n[facts]\nsyfte = \"sarbarhet\"\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("annat.toml"), "[package]\nname = \"x\"\n").unwrap();
    let mut screen = Screen::start(folder.path(), &[]);
    screen.asked("Börja med");
    screen.keys(&["hj", ENTER]);
    screen.sees("Är det AI? Nej.").asked("Börja med");
    screen.keys(&["fort", ENTER]);
    screen.asked("Underlag").sees("Det gamla (prov.toml)");
    assert!(!screen.contents().contains("annat.toml"), "only what is ours");
    screen.keys(&[ENTER]);
    screen.asked("Uppgiften");
    screen.keys(&["\u{3}"]);
    assert_eq!(screen.ended(), 0);
    let mut screen = Screen::start(folder.path(), &[]);
    screen.asked("Börja med");
    screen.keys(&["öva", ENTER]);
    screen.sees("EXEMPEL · Fråga 1").asked("Syftet");
    screen.keys(&["\u{3}"]);
    screen.sees("ovning.toml");
}
