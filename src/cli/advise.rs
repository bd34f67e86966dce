//! `niokap advise`: advice on one or several scenarios.
//!
//! All files are read before anything is said; the problems of all are shown, and those that could be read still get
//! their advice. Several answers follow each other on the screen; as JSON they are a list. A file holds one answer, unless
//! it is JSON.

use std::mem::ManuallyDrop;
use std::path::Path;

use jiff::civil::Date;

use super::arguments::{Advise, Format};
use super::context::Context;
use super::set_answers::SetAnswers;
use super::{case_file, output};
use crate::advice::{Advice, Combination, Depth, Verdict, advise_to};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::exit::Exit;
use crate::facts::Scenario;
use crate::report::terminal::Style;
use crate::report::{DayFrom, Document, Length, Subject, compose, json, markdown, terminal};
use crate::rules::Pack;

/// Columns of a terminal report that is written to a file.
pub const FILE_WIDTH: usize = 80;

/// Runs the command.
pub fn run(arguments: &Advise, context: &Context) -> Exit {
    let pack = match context.pack() {
        // The process ends with the command: to take the pack apart first would only make the reader wait.
        Ok(pack) => ManuallyDrop::new(pack),
        Err(exit) => return exit,
    };
    let mut problems = wrong_call(arguments);
    let set = SetAnswers::read(&arguments.set, &pack.schema).unwrap_or_else(|wrong| {
        problems.extend(wrong);
        SetAnswers::default()
    });
    let call_is_wrong = problems.has_errors();
    let mut cases: Vec<Case> = Vec::new();
    for file in &arguments.files {
        match read(file, &pack, arguments.date, &set) {
            Ok((case, warnings)) => {
                problems.extend(warnings);
                cases.push(case);
            }
            Err(wrong) => problems.extend(wrong),
        }
    }
    let exit = if problems.has_errors() { Exit::Wrong } else { Exit::Done };
    if call_is_wrong || cases.is_empty() {
        context.show(&problems);
        return exit;
    }
    let changed = set.changed();
    // Which answers decide alone is told in what is meant for those who look closely.
    let full = arguments.long || arguments.format == Format::Json;
    let depth = if full { Depth::Sufficient } else { Depth::Completions };
    let advices: Vec<(Advice, DayFrom)> = cases
        .iter()
        .map(|(scenario, day, from)| (advise_to(&pack, &Combination::new(&pack, *day), scenario, *day, depth), *from))
        .collect();
    for ((scenario, ..), (advice, _)) in cases.iter().zip(&advices) {
        problems.extend(case_file::unused_answers(advice, scenario, &pack.schema));
    }
    context.show(&problems);
    let subjects: Vec<Subject<'_>> = advices
        .iter()
        .map(|(advice, day_from)| Subject { advice, pack: &pack, day_from: *day_from, changed: &changed })
        .collect();
    let judged = advices.iter().fold(exit, |exit, (advice, _)| match advice.verdict {
        Verdict::KanInteBedomas => exit.and(Exit::CannotJudge),
        _ => exit,
    });
    let text = text(arguments, context, &subjects);
    match &arguments.out {
        None => context.print(&text, judged),
        Some(path) => match output::to_file(path, &text) {
            Ok(()) => judged,
            Err(problem) => context.fail_with(problem),
        },
    }
}

/// What does not go together on the command line.
fn wrong_call(arguments: &Advise) -> Diagnostics {
    let mut problems = Diagnostics::new();
    let mut wrong = |message: &str, help: &str| problems.push(Diagnostic::new(Code::BadCall, message).help(help));
    if arguments.format == Format::Json && arguments.short {
        wrong("`--short` går inte ihop med `--format json`", "JSON har alltid allt; ta bort `--short`");
    }
    if arguments.out.is_some() && arguments.files.len() > 1 && arguments.format != Format::Json {
        wrong(
            "flera underlag får inte plats i en fil",
            "ta ett underlag i taget, eller välj `--format json` som ger en lista",
        );
    }
    let standard_input = arguments.files.iter().filter(|file| file.as_os_str() == case_file::STANDARD_INPUT).count();
    if standard_input > 1 {
        wrong("`-` står mer än en gång", "standard in kan bara läsas en gång");
    }
    if let Some(out) = arguments.out.as_ref().and_then(|out| out.canonicalize().ok())
        && arguments.files.iter().any(|file| file.canonicalize().is_ok_and(|file| file == out))
    {
        wrong("resultatet skulle skrivas över underlaget", "välj ett annat namn efter `--out`");
    }
    problems
}

/// A scenario, the day whose law applies, and where the day comes from.
type Case = (Scenario, Date, DayFrom);

/// Reads one scenario with the answers changed for this run.
fn read(file: &Path, pack: &Pack, date: Option<Date>, set: &SetAnswers) -> Result<(Case, Diagnostics), Diagnostics> {
    let (mut scenario, warnings) = case_file::read(file, &pack.schema)?;
    let (day, from) = DayFrom::choose(date, &scenario, pack);
    match set.apply(&mut scenario, &pack.schema, day) {
        Ok(()) => Ok(((scenario, day, from), warnings)),
        Err(mut wrong) => {
            wrong.extend(warnings);
            Err(wrong)
        }
    }
}

fn text(arguments: &Advise, context: &Context, subjects: &[Subject<'_>]) -> String {
    let length = match (arguments.short, arguments.long) {
        (true, _) => Length::Short,
        (_, true) => Length::Long,
        _ => Length::Normal,
    };
    if arguments.format == Format::Json {
        return match (subjects, arguments.files.len()) {
            ([only], 1) => json::write(only),
            // As many files were asked for, a list is what the reader expects, however many could be read.
            _ => json::write_all(subjects),
        };
    }
    let texts = subjects.iter().map(|subject| {
        let document = compose(subject, length);
        written(&document, arguments.format, context, arguments.out.is_some())
    });
    texts.collect::<Vec<_>>().join("\n\n")
}

/// A document in the format asked for.
pub fn written(document: &Document, format: Format, context: &Context, to_file: bool) -> String {
    match (format, to_file) {
        (Format::Markdown | Format::Json, _) => markdown::write(document),
        (Format::Terminal, true) => terminal::write(document, Style { width: FILE_WIDTH, colour: false }),
        (Format::Terminal, false) => terminal::write(document, Style { width: context.width, colour: context.colour }),
    }
}
