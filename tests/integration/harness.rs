//! Folders, packs and calls of the program.
//!
//! ```ignore
//! Folder::new().write("a.toml", "title = 'A'").call("advise a.toml").exits(2).says("S001").prints("");
//! ```

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use niokap::diagnostics::Diagnostics;
use niokap::rules::{Pack, PackFiles};
use tempfile::TempDir;

/// The project's own folder.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pack that is shipped. Loaded once a thread: a pack is not shared between threads.
pub fn real_pack() -> &'static Pack {
    thread_local! {
        static PACK: &'static Pack = {
            let (pack, warnings) = Pack::load(&PackFiles::embedded()).expect("the pack that is shipped loads");
            assert!(warnings.is_empty(), "{}", list(&warnings));
            Box::leak(Box::new(pack))
        };
    }
    PACK.with(|pack| *pack)
}

/// Problems, one a line, for failing tests.
pub fn list(problems: &Diagnostics) -> String {
    let line = |problem: &niokap::diagnostics::Diagnostic| {
        let address = problem.place.as_ref().map(|place| place.address()).unwrap_or_default();
        format!("{} {} {address} {}\n", problem.severity.word(), problem.code, problem.message)
    };
    problems.iter().map(line).collect()
}

/// How many made up cases a test tries: what `PROPTEST_CASES` says, else its own number.
pub fn cases(usual: u32) -> proptest::test_runner::Config {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok());
    proptest::test_runner::Config { cases: asked.unwrap_or(usual), ..Default::default() }
}

/// A folder of its own for one test, gone when the test is.
pub struct Folder {
    directory: TempDir,
}

impl Folder {
    pub fn new() -> Folder {
        Folder { directory: tempfile::tempdir().unwrap() }
    }

    /// A folder with a copy of another in it.
    pub fn with_copy(of: impl AsRef<Path>) -> Folder {
        let folder = Folder::new();
        folder.copy(of)
    }

    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    pub fn join(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Writes a file, with the folders it lies in.
    pub fn write(self, name: &str, contents: impl AsRef<[u8]>) -> Folder {
        let path = self.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
        self
    }

    /// Copies the files of a folder of the project into this one, over those that have the same name.
    pub fn copy(self, from: impl AsRef<Path>) -> Folder {
        for entry in fs::read_dir(project().join(from)).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                fs::copy(entry.path(), self.path().join(entry.file_name())).unwrap();
            }
        }
        self
    }

    /// Puts one text in the place of another, which must be there.
    pub fn replace(self, name: &str, old: &str, new: &str) -> Folder {
        let text = fs::read_to_string(self.join(name)).unwrap();
        assert!(text.contains(old), "`{old}` is not in {name}");
        self.write(name, text.replacen(old, new, 1))
    }

    pub fn remove(self, name: &str) -> Folder {
        fs::remove_file(self.join(name)).unwrap();
        self
    }

    /// The pack in this folder, with its warnings, or everything that is wrong with it.
    pub fn load(&self) -> Result<(Pack, Diagnostics), Diagnostics> {
        Pack::load(&PackFiles::read(self.path())?)
    }

    /// What is wrong with the pack in this folder, errors and warnings.
    pub fn problems(&self) -> Diagnostics {
        match self.load() {
            Ok((_, warnings)) => warnings,
            Err(problems) => problems,
        }
    }

    /// Calls the program from this folder. The arguments stand between blanks.
    pub fn call(self, arguments: &str) -> Ended {
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        self.call_with(&arguments, "", &[])
    }

    /// Calls the program from this folder, with something on standard input and in its environment.
    pub fn call_with(self, arguments: &[&str], input: &str, environment: &[(&str, &str)]) -> Ended {
        let mut child = self.command(arguments).envs(environment.iter().copied()).spawn().unwrap();
        // A program that does not read its input may be gone before it is written.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        self.ended(arguments, child)
    }

    /// Calls the program from this folder, where whoever reads what it prints goes away at once.
    pub fn call_without_reader(self, arguments: &str) -> Ended {
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        let mut child = self.command(&arguments).spawn().unwrap();
        drop(child.stdout.take());
        self.ended(&arguments, child)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_niokap"));
        command.args(arguments).current_dir(self.path());
        for name in ["NIOKAP_RULES", "NO_COLOR", "COLUMNS", "TERM"] {
            command.env_remove(name);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn ended(self, arguments: &[&str], child: Child) -> Ended {
        let output = child.wait_with_output().unwrap();
        Ended {
            call: arguments.join(" "),
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            folder: self,
        }
    }
}

/// Calls the program from an empty folder.
pub fn niokap(arguments: &str) -> Ended {
    Folder::new().call(arguments)
}

/// How a call of the program ended.
pub struct Ended {
    folder: Folder,
    out: String,
    err: String,
    call: String,
    code: Option<i32>,
}

impl Ended {
    /// Everything printed.
    pub fn out(&self) -> &str {
        &self.out
    }

    /// The exit status is this.
    #[track_caller]
    pub fn exits(self, code: i32) -> Ended {
        assert_eq!(self.code, Some(code), "{}", self.story());
        self
    }

    /// Standard output is exactly this.
    #[track_caller]
    pub fn prints(self, text: &str) -> Ended {
        assert_eq!(self.out, text, "{}", self.story());
        self
    }

    /// Standard output contains this.
    #[track_caller]
    pub fn prints_part(self, text: &str) -> Ended {
        assert!(self.out.contains(text), "`{text}` is not printed\n{}", self.story());
        self
    }

    /// Standard error is exactly this.
    #[track_caller]
    pub fn complains(self, text: &str) -> Ended {
        assert_eq!(self.err, text, "{}", self.story());
        self
    }

    /// Standard error contains this.
    #[track_caller]
    pub fn complains_part(self, text: &str) -> Ended {
        assert!(self.err.contains(text), "`{text}` is not among the complaints\n{}", self.story());
        self
    }

    /// The folder holds exactly these files and folders afterwards, in the order of their names.
    #[track_caller]
    pub fn leaves(self, names: &[&str]) -> Ended {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut found: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        found.sort();
        assert_eq!(found, names, "{}", self.story());
        self
    }

    /// What was printed, where the exit status is one of these.
    #[track_caller]
    pub fn out_of(self, codes: &[i32]) -> String {
        assert!(self.code.is_some_and(|code| codes.contains(&code)), "{}", self.story());
        self.out
    }

    /// What was printed, and the folder for another call.
    pub fn and_folder(self) -> (String, Folder) {
        (self.out, self.folder)
    }

    /// What was complained of.
    pub fn errors(&self) -> &str {
        &self.err
    }

    /// What a file in the folder holds afterwards.
    #[track_caller]
    pub fn file(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}\n{}", self.story()))
    }

    fn story(&self) -> String {
        format!("niokap {}\nexit {:?}\n--- out\n{}\n--- err\n{}", self.call, self.code, self.out, self.err)
    }
}
