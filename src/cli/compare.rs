//! `niokap compare`: two scenarios side by side, under the same rules.

use super::advise::written;
use super::arguments::{Compare, Format};
use super::case_file;
use super::context::Context;
use crate::advice::{Combination, advise};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::exit::Exit;
use crate::report::comparison::{self, Comparison};
use crate::report::{DayFrom, Subject, json};

/// Runs the command.
pub fn run(arguments: &Compare, context: &Context) -> Exit {
    let pack = match context.pack() {
        Ok(pack) => pack,
        Err(exit) => return exit,
    };
    let files = [&arguments.left, &arguments.right];
    if files.iter().all(|file| file.as_os_str() == case_file::STANDARD_INPUT) {
        let problem = Diagnostic::new(Code::BadCall, "`-` står två gånger");
        return context
            .fail_with(problem.help("standard in kan bara läsas en gång; ange en fil för det ena underlaget"));
    }
    let mut problems = Diagnostics::new();
    let mut advices = Vec::new();
    for file in files {
        match case_file::read(file, &pack.schema) {
            Ok((scenario, warnings)) => {
                problems.extend(warnings);
                let (day, from) = DayFrom::choose(arguments.date, &scenario, &pack);
                advices.push((advise(&pack, &Combination::new(&pack, day), &scenario, day), from));
            }
            Err(wrong) => problems.extend(wrong),
        }
    }
    let [(left, left_from), (right, right_from)] = advices.as_slice() else { return context.fail(&problems) };
    context.show(&problems);
    let comparison = Comparison {
        left: Subject { advice: left, pack: &pack, day_from: *left_from, changed: &[] },
        right: Subject { advice: right, pack: &pack, day_from: *right_from, changed: &[] },
    };
    let text = match arguments.format {
        Format::Json => json::write_comparison(&comparison),
        Format::Markdown | Format::Terminal => {
            written(&comparison::compose(&comparison), arguments.format, context, false)
        }
    };
    context.print(&text, Exit::Done)
}
