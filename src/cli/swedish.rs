//! What clap says, in Swedish: the headings of the help, and what is wrong with a call.
//!
//! Clap has its own words in places that no setting reaches; those are exchanged when the help is printed.

use std::error::Error as _;
use std::io::Write;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};

use super::arguments::Arguments;
use crate::diagnostics::render::{self, Style};
use crate::diagnostics::suggest::list_words;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::exit::Exit;

/// Words of clap that no setting reaches. None of them can be broken over two lines.
const WORDS: [(&str, &str); 3] = [("[OPTIONS]", "[FLAGGOR]"), ("[aliases:", "[även:"), ("[alias:", "[även:")];

/// Every command and option, with help in Swedish.
pub fn command() -> Command {
    speaking(Arguments::command())
}

fn speaking(command: Command) -> Command {
    let template = template(&command);
    command
        .help_template(template)
        .subcommand_value_name("KOMMANDO")
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .mut_args(described)
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).help("Visar den här hjälpen"))
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version).help("Visar versionen"))
        .mut_subcommands(speaking)
}

/// The help of a command: only the headings that have something under them.
fn template(command: &Command) -> StyledStr {
    let mut template = String::from("{about-with-newline}\nAnvändning: {usage}\n");
    if command.get_subcommands().any(|subcommand| !subcommand.is_hide_set()) {
        template.push_str("\nKommandon:\n{subcommands}\n");
    }
    if command.get_positionals().next().is_some() {
        template.push_str("\nArgument:\n{positionals}\n");
    }
    template.push_str("\nFlaggor:\n{options}\n");
    template.into()
}

/// An argument that tells what it may be and what it is otherwise, in Swedish.
fn described(arg: Arg) -> Arg {
    let takes = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    if !takes {
        return arg;
    }
    let values: Vec<_> = arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect();
    let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
    let otherwise: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let mut facts = Vec::new();
    if !otherwise.is_empty() {
        facts.push(format!("[annars: {}]", otherwise.join(", ")));
    }
    if let Some(variable) = arg.get_env() {
        facts.push(format!("[miljövariabel: {}]", variable.to_string_lossy()));
    }
    let told = |of: Option<&StyledStr>| of.map(ToString::to_string).unwrap_or_default();
    let (help, long) = (told(arg.get_help()), told(arg.get_long_help().or(arg.get_help())));
    let mut short = vec![help];
    short.extend((!names.is_empty()).then(|| format!("[välj: {}]", names.join(", "))));
    short.extend(facts.iter().cloned());
    let mut full = long;
    if !values.is_empty() {
        full.push_str("\n\nVälj:");
        for value in &values {
            let means = value.get_help().map(|help| format!(": {help}")).unwrap_or_default();
            full.push_str(&format!("\n- {}{means}", value.get_name()));
        }
    }
    if !facts.is_empty() {
        full.push_str(&format!("\n\n{}", facts.join(" ")));
    }
    arg.hide_default_value(true)
        .hide_possible_values(true)
        .hide_env(true)
        .help(short.join(" ").trim().to_owned())
        .long_help(full)
}

/// Prints what clap has to say. Help and version are no errors; a broken call ends as a wrong call.
pub fn report(error: &clap::Error) -> Exit {
    let text = match error.kind() {
        ErrorKind::DisplayVersion => error.render().to_string(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            exchanged(&error.render().to_string())
        }
        _ => render::render(&Diagnostics::from(wrong_call(error)), Style::Plain),
    };
    if error.use_stderr() {
        let _ = write!(std::io::stderr(), "{text}");
        Exit::Wrong
    } else {
        let _ = write!(std::io::stdout(), "{text}");
        Exit::Done
    }
}

fn exchanged(text: &str) -> String {
    WORDS.iter().fold(text.to_owned(), |text, (english, swedish)| text.replace(english, swedish))
}

/// What is wrong with a call, and what to write instead.
fn wrong_call(error: &clap::Error) -> Diagnostic {
    let told = |kind: ContextKind| -> Vec<String> {
        match error.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            Some(ContextValue::Number(number)) => vec![number.to_string()],
            _ => Vec::new(),
        }
    };
    let one = |kind: ContextKind| told(kind).join(" ");
    let quoted = |kind: ContextKind, conjunction: &str| {
        let found = told(kind);
        list_words(&found.iter().map(String::as_str).collect::<Vec<_>>(), conjunction)
    };
    let meant = |kind: ContextKind| {
        let near = quoted(kind, "eller");
        (!near.is_empty()).then(|| format!("menade du {near}?"))
    };
    let (argument, value) = (one(ContextKind::InvalidArg), one(ContextKind::InvalidValue));
    let wrong = |message: String| Diagnostic::new(Code::BadCall, message);
    let problem = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            wrong(format!("kommandot `{}` finns inte", one(ContextKind::InvalidSubcommand)))
                .help_if(meant(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::UnknownArgument => {
            let near = meant(ContextKind::SuggestedArg);
            let kind = if argument.starts_with('-') { "flaggan" } else { "argumentet" };
            wrong(format!("{kind} `{argument}` finns inte här")).help_if(near)
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            wrong(format!("`{argument}` behöver ett värde")).help_if(choices(&told(ContextKind::ValidValue)))
        }
        ErrorKind::InvalidValue => wrong(format!("`{value}` passar inte i `{argument}`"))
            .help_if(meant(ContextKind::SuggestedValue))
            .help_if(choices(&told(ContextKind::ValidValue))),
        ErrorKind::ValueValidation => {
            wrong(format!("`{value}` passar inte i `{argument}`")).help_if(error.source().map(ToString::to_string))
        }
        ErrorKind::MissingRequiredArgument => {
            wrong(format!("det saknas något i anropet: {}", quoted(ContextKind::InvalidArg, "och")))
        }
        ErrorKind::MissingSubcommand => {
            wrong("det saknas ett kommando".to_owned()).help_if(choices(&told(ContextKind::ValidSubcommand)))
        }
        ErrorKind::ArgumentConflict if argument == one(ContextKind::PriorArg) => {
            wrong(format!("`{argument}` får bara stå en gång"))
        }
        ErrorKind::ArgumentConflict => {
            wrong(format!("`{argument}` går inte ihop med {}", quoted(ContextKind::PriorArg, "och")))
        }
        ErrorKind::TooManyValues => wrong(format!("`{value}` är ett värde för mycket till `{argument}`")),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            wrong(format!("`{argument}` har fel antal värden"))
        }
        ErrorKind::InvalidUtf8 => wrong("ett argument är inte skrivet i UTF-8".to_owned()),
        _ => wrong("anropet går inte att förstå".to_owned()),
    };
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => exchanged(&usage.to_string()),
        _ => String::new(),
    };
    let usage = usage.split_once(':').map(|(_, usage)| usage.split_whitespace().collect::<Vec<_>>().join(" "));
    problem.help_if(usage.map(|usage| format!("skriv `{usage}`"))).help("`niokap --help` visar alla kommandon")
}

fn choices(choices: &[String]) -> Option<String> {
    let choices: Vec<&str> = choices.iter().map(String::as_str).collect();
    (!choices.is_empty()).then(|| format!("välj bland {}", list_words(&choices, "och")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The help of a command and of all below it, as it is printed.
    fn helps(command: &mut Command, found: &mut Vec<String>) {
        found.push(exchanged(&command.render_help().to_string()));
        found.push(exchanged(&command.render_long_help().to_string()));
        command.get_subcommands_mut().for_each(|subcommand| helps(subcommand, found));
    }

    #[test]
    fn no_help_has_words_of_claps_own() {
        let mut command = command();
        command.build();
        let mut found = Vec::new();
        helps(&mut command, &mut found);
        assert!(found.len() > 20);
        for help in found {
            for word in [
                "Usage",
                "Options",
                "OPTIONS",
                "Commands",
                "COMMAND",
                "Arguments",
                "default:",
                "possible",
                "Possible",
                "env:",
                "aliases",
                "Print",
            ] {
                assert!(!help.contains(word), "{word}:\n{help}");
            }
            assert!(help.contains("Användning: niokap"), "{help}");
        }
    }

    fn complaint(call: &str) -> String {
        let error = command().try_get_matches_from(call.split(' ')).unwrap_err();
        let problem = wrong_call(&error);
        format!("{}|{}", problem.message, problem.help.join("|"))
    }

    #[test]
    fn a_broken_call_is_told_in_swedish() {
        assert_eq!(
            complaint("niokap radd"),
            "kommandot `radd` finns inte|menade du `rad`?|skriv `niokap [FLAGGOR] [KOMMANDO]`|\
             `niokap --help` visar alla kommandon"
        );
        assert!(complaint("niokap advise").starts_with("det saknas något i anropet: `<FIL>...`|"));
        assert!(
            complaint("niokap advise a --formt json")
                .starts_with("flaggan `--formt` finns inte här|menade du `--format`?|")
        );
        assert!(complaint("niokap advise a --format x").contains("|välj bland `terminal`, `markdown` och `json`|"));
        assert!(complaint("niokap advise a --short --long").contains("går inte ihop med"));
        assert!(complaint("niokap batch a --threads 0").contains("|skriv ett heltal från 1 till 255|"));
    }
}
