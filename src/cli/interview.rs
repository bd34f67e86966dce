//! `niokap interview`, and what `niokap` alone offers in a terminal.

use std::io::IsTerminal;

use jiff::civil::Date;

use super::arguments::Interview;
use super::context::Context;
use super::interview_results::Results;
use crate::exit::Exit;
use crate::interview::begin::{self, Ground, Wish};
use crate::interview::exact::Exact;
use crate::interview::lines::StandardInput;
use crate::interview::offer;
use crate::interview::plain::Plain;
use crate::interview::prompt::Prompt;
use crate::interview::terminal::Terminal;

/// Runs the command.
pub fn run(arguments: &Interview, context: &Context) -> Exit {
    let wish = Wish {
        file: arguments.file.clone(),
        from: arguments.from.clone(),
        title: arguments.title.clone(),
        date: arguments.date,
        all: arguments.all,
        training: arguments.training,
    };
    let mut prompt = prompt(arguments.plain, context);
    converse(&wish, context, prompt.as_mut())
}

/// Offers what there is to begin with.
pub fn offer(context: &Context) -> Exit {
    if line_mode() {
        return context.say_how_to_begin();
    }
    let pack = match context.pack() {
        Ok(pack) => pack,
        Err(exit) => return exit,
    };
    let mut prompt = prompt(false, context);
    match offer::offer(&pack.schema, prompt.as_mut(), HELP) {
        Some(wish) => converse(&wish, context, prompt.as_mut()),
        None => Exit::Done,
    }
}

const HELP: &str = "
Niokap ställer frågor om en samverkan mellan kommuner eller regioner och prövar svaren mot regler som är skrivna efter lagen.
Resultatet är ett beslutsunderlag med lagrum för varje skäl, aldrig ett beslut. Räkna med tjugo minuter.

Är det AI? Nej. Reglerna är fasta, går att läsa och ger samma råd för samma svar varje gång.

Medan ni svarar: ? förklarar frågan, ? och ett ord förklarar ordet, / visar allt ni kan göra, Esc går tillbaka.
Svaren sparas efter varje fråga. Ni kan sluta när som helst och fortsätta senare.

Alla kommandon: niokap --help
";

fn converse(wish: &Wish, context: &Context, prompt: &mut dyn Prompt) -> Exit {
    let pack = match context.pack() {
        Ok(pack) => pack,
        Err(exit) => return exit,
    };
    let outlook = Exact::new(&pack);
    let results = Results::new(context);
    let ground = Ground { pack: &pack, outlook: &outlook, reports: &results, today: today() };
    begin::run(&ground, wish, prompt).unwrap_or_else(|problems| context.fail(&problems))
}

/// Line mode when asked for, and wherever nothing can be redrawn. The drawing goes to standard error.
fn prompt(plain: bool, context: &Context) -> Box<dyn Prompt> {
    if plain || line_mode() {
        let echo = !std::io::stdin().is_terminal();
        Box::new(Plain::new(StandardInput::new(), std::io::stdout(), context.width, echo))
    } else {
        Box::new(Terminal::new(context.colour))
    }
}

fn line_mode() -> bool {
    let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal() && std::io::stderr().is_terminal();
    !terminal || std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Today, in universal time: a new case needs a day, and any later day can be chosen for it.
fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}
