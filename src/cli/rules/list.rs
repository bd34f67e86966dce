//! `niokap rules list`.

use crate::authoring::listing;
use crate::cli::arguments::RulesList;
use crate::cli::context::Context;
use crate::diagnostics::suggest::did_you_mean_or_list;
use crate::diagnostics::{Code, Diagnostic};
use crate::exit::Exit;
use crate::rules::Form;

/// Runs the command.
pub fn run(arguments: &RulesList, context: &Context) -> Exit {
    let pack = match context.pack() {
        Ok(pack) => pack,
        Err(exit) => return exit,
    };
    let about = match &arguments.form {
        None => None,
        Some(name) => match pack.manifest.target(name) {
            Some(target) => Some(target),
            None => {
                let known = Form::ALL.iter().map(|form| form.id()).chain(pack.manifest.alternative_ids());
                return context.fail_with(
                    Diagnostic::new(Code::UnknownName, format!("`{name}` är varken en form eller ett alternativ"))
                        .help_if(did_you_mean_or_list(name, known)),
                );
            }
        },
    };
    let text = match arguments.json {
        true => format!("{:#}\n", listing::json(&pack, about)),
        false => listing::text(&pack, about, context.width, context.colour),
    };
    context.print(&text, Exit::Done)
}
