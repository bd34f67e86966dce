//! `niokap batch`: the standing of many cases, one row each.
//!
//! Cases with errors are told of and have their row like the others, so that the result has as many rows as there are
//! cases. The file of the result is put in its place when it is whole.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;

use super::arguments::{Batch, RowsFormat};
use super::case_file::STANDARD_INPUT;
use super::context::Context;
use super::output::{FileToBe, Sink, Written};
use super::progress::Progress;
use super::set_answers::SetAnswers;
use crate::authoring::identity;
use crate::batch::{self, Call, Flow, Input, MOST_SHOWN, Piece, Plan, RowFormat};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::exit::Exit;
use crate::facts::{Scenario, Schema};
use crate::rules::Pack;
use crate::text::{counted, figure};

/// Runs the command.
pub fn run(arguments: &Batch, context: &Context) -> Exit {
    let (files, pack) = match context.files_and_pack() {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let mut problems = wrong_call(arguments);
    let set = SetAnswers::read(&arguments.set, &pack.schema).unwrap_or_else(|wrong| {
        problems.extend(wrong);
        SetAnswers::default()
    });
    let input = open(arguments, &pack.schema).map(|(input, notes)| {
        problems.extend(notes);
        input
    });
    let input = match (input, problems.has_errors()) {
        (Ok(input), false) => input,
        (Ok(_), true) => return context.fail(&problems),
        (Err(wrong), _) => {
            problems.extend(wrong);
            return context.fail(&problems);
        }
    };
    let format = arguments.format.map_or_else(|| of_result(&arguments.out), RowFormat::from);
    let mut sink = match sink(&arguments.out) {
        Ok(sink) => sink,
        Err(problem) => return context.fail_with(problem),
    };
    context.show(&problems);
    let change = |scenario: &mut Scenario, schema: &Schema, day: Date| set.apply(scenario, schema, day);
    let changed = set.changed();
    let call = Call { date: arguments.date, change: &change, changed: &changed };
    let plan = Plan { files: &files, call: &call, format, threads: threads(arguments) };
    let progress = Progress::of_input(context, input.size, sink.is_screen());
    let mut sums = Sums::default();
    let interrupted = on_interrupt();
    let mut written = sink.write(&batch::head(format));
    let read = match written {
        Ok(Written::On) => batch::run(input, &plan, |piece| {
            progress.advance(piece.input);
            written = sink.write(&piece.bytes);
            sums.add(piece);
            progress.tell(sums.cases());
            let go_on = matches!(written, Ok(Written::On)) && !interrupted.load(Ordering::Relaxed);
            if go_on { Flow::On } else { Flow::Stop }
        }),
        _ => Ok(()),
    };
    progress.finish();
    context.show(&sums.shown);
    match (written, read) {
        // A reader that has gone away has what it wanted.
        (Ok(Written::ReaderGone), _) => return Exit::Done,
        (Err(problem), _) | (_, Err(problem)) => return context.fail_with(problem),
        (Ok(Written::On), Ok(())) => {}
    }
    if interrupted.load(Ordering::Relaxed) {
        let kept = if sink.is_screen() { "resultatet är inte helt" } else { "inget resultat är skrivet" };
        context.say(&format!("avbrutet efter {}; {kept}", sums.cases()));
        return Exit::Wrong;
    }
    if let Err(problem) = sink.finish() {
        return context.fail_with(problem);
    }
    context.say(&sums.summary(&pack));
    sums.exit()
}

/// Set when the user interrupts the run, which then ends without leaving half a file behind. A second time ends it at
/// once.
fn on_interrupt() -> Arc<AtomicBool> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&interrupted);
    // Without a handler the run is cut off, as programs are.
    let _ = ctrlc::set_handler(move || {
        if set.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    interrupted
}

/// What does not go together on the command line.
fn wrong_call(arguments: &Batch) -> Diagnostics {
    let mut problems = Diagnostics::new();
    let mut wrong = |message: &str, help: &str| problems.push(Diagnostic::new(Code::BadCall, message).help(help));
    let (input, out) = (&arguments.input, &arguments.out);
    if out.as_os_str() == STANDARD_INPUT || input.as_os_str() == STANDARD_INPUT {
        return problems;
    }
    if out.canonicalize().is_ok_and(|out| input.canonicalize().is_ok_and(|input| input == out)) {
        wrong("resultatet skulle skrivas över underlaget", "välj ett annat namn efter `--out`");
    } else if input.is_dir() && out.extension().is_some_and(|extension| extension == "toml") && is_under(out, input) {
        wrong(
            "resultatet skulle bli ett av underlagen i mappen",
            "låt namnet efter `--out` sluta på `.jsonl` eller `.csv`",
        );
    }
    problems
}

/// Whether a file, which need not be there, would lie in a folder or below it.
fn is_under(file: &Path, folder: &Path) -> bool {
    let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    match (parent.canonicalize(), folder.canonicalize()) {
        (Ok(parent), Ok(folder)) => parent.starts_with(folder),
        _ => false,
    }
}

fn open(arguments: &Batch, schema: &Schema) -> Result<(Input, Diagnostics), Diagnostics> {
    let format = arguments.in_format.map(RowFormat::from);
    if arguments.input.as_os_str() == STANDARD_INPUT {
        return Input::stream("standard in", Box::new(std::io::stdin()), format, schema);
    }
    Input::open(&arguments.input, format, schema)
}

fn sink(out: &Path) -> Result<Sink, Diagnostic> {
    if out.as_os_str() == STANDARD_INPUT { Ok(Sink::Screen) } else { FileToBe::new(out).map(Sink::File) }
}

/// The format that the name of the result tells; JSON Lines where it tells nothing.
fn of_result(out: &Path) -> RowFormat {
    RowFormat::of(out).unwrap_or(RowFormat::JsonLines)
}

/// As many as the call says, or as there are cores.
fn threads(arguments: &Batch) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    arguments.threads.map_or_else(cores, usize::from)
}

impl From<RowsFormat> for RowFormat {
    fn from(format: RowsFormat) -> RowFormat {
        match format {
            RowsFormat::Jsonl => RowFormat::JsonLines,
            RowsFormat::Csv => RowFormat::Csv,
        }
    }
}

/// What all pieces come to.
#[derive(Default)]
struct Sums {
    judged: usize,
    cannot_judge: usize,
    failed: usize,
    warned: usize,
    /// How many of the cases with errors have theirs among the problems to show.
    told: usize,
    shown: Diagnostics,
}

impl Sums {
    fn add(&mut self, piece: Piece) {
        self.judged += piece.judged;
        self.cannot_judge += piece.cannot_judge;
        self.failed += piece.failed;
        self.warned += piece.warned;
        for problems in piece.problems.into_iter().take(MOST_SHOWN.saturating_sub(self.told)) {
            self.shown.extend(problems);
            self.told += 1;
        }
    }

    fn cases(&self) -> String {
        counted(self.judged + self.failed, "underlag", "underlag")
    }

    fn summary(&self, pack: &Pack) -> String {
        let mut text = format!("{} bedömda, {} fel", figure(self.judged), figure(self.failed));
        if self.told < self.failed {
            text.push_str(&format!(" (de första {} visas; alla står i resultatet)", figure(self.told)));
        }
        if self.cannot_judge > 0 {
            text.push_str(&format!("; {} av de bedömda kräver fler svar", figure(self.cannot_judge)));
        }
        if self.warned > 0 {
            text.push_str(&format!(
                "; {} i resultatet",
                counted(self.warned, "rad har varningar", "rader har varningar")
            ));
        }
        let space = if self.told > 0 { "\n" } else { "" };
        format!("{space}{text}\nregelpaket {}", identity::short(pack))
    }

    /// As `niokap advise` ends with the same cases.
    fn exit(&self) -> Exit {
        match (self.failed, self.cannot_judge) {
            (0, 0) => Exit::Done,
            (0, _) => Exit::CannotJudge,
            _ => Exit::Wrong,
        }
    }
}
