//! What commands share: the pack, how problems are shown, colour and width.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use super::arguments::{Colour, Global, Messages};
use super::output;
use crate::diagnostics::render::{self, Style};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::exit::Exit;
use crate::rules::{Pack, PackFiles, manifest};

/// The width that text is set to where there is no terminal to ask.
const PAPER_WIDTH: usize = 80;

/// What commands share.
pub struct Context {
    rules: Option<PathBuf>,
    /// Whether results on the screen have colour.
    pub colour: bool,
    /// The width of the screen, in columns.
    pub width: usize,
    style: Style,
}

impl Context {
    /// The context that the global options and the terminal give.
    pub fn new(global: &Global) -> Context {
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let wanted = |terminal: bool| match global.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && !no_colour && !dumb,
        };
        let colour = wanted(std::io::stdout().is_terminal());
        colored::control::set_override(colour);
        let width = terminal_width().unwrap_or(PAPER_WIDTH);
        let drawn = Style::Terminal { colour: wanted(std::io::stderr().is_terminal()), width };
        let style = match global.messages {
            Messages::Json => Style::Json,
            Messages::Plain => Style::Plain,
            Messages::Auto if dumb => Style::Plain,
            Messages::Auto => drawn,
        };
        Context { rules: global.rules.clone(), colour, width, style }
    }

    /// The pack's files: those of `--rules`, or the embedded ones.
    pub fn pack_files(&self) -> Result<PackFiles, Diagnostics> {
        match &self.rules {
            Some(directory) => PackFiles::read(directory),
            None => Ok(PackFiles::embedded()),
        }
    }

    /// The folder of `--rules`, if given.
    pub fn rules_directory(&self) -> Option<&PathBuf> {
        self.rules.as_ref()
    }

    /// The loaded pack; its problems are shown.
    pub fn pack(&self) -> Result<Pack, Exit> {
        self.files_and_pack().map(|(_, pack)| pack)
    }

    /// The loaded pack with its files, for those who load it again in other threads; its problems are shown.
    pub fn files_and_pack(&self) -> Result<(PackFiles, Pack), Exit> {
        let loaded = self.pack_files().and_then(|files| Pack::load(&files).map(|loaded| (files, loaded)));
        match loaded {
            Ok((files, (pack, warnings))) => {
                self.show(&warnings);
                Ok((files, pack))
            }
            Err(problems) => Err(self.fail(&problems)),
        }
    }

    /// Shows problems on standard error.
    pub fn show(&self, problems: &Diagnostics) {
        if !problems.is_empty() {
            let _ = write!(std::io::stderr(), "{}", render::render(problems, self.style));
        }
    }

    /// Says how a run went, on standard error, since the result has standard output; not among problems as JSON.
    pub fn say(&self, text: &str) {
        if self.style != Style::Json {
            let _ = writeln!(std::io::stderr(), "{text}");
        }
    }

    /// Whether standard error may be drawn on, when it is a terminal.
    pub fn draws(&self) -> bool {
        matches!(self.style, Style::Terminal { .. })
    }

    /// Shows problems and ends as wrong input.
    pub fn fail(&self, problems: &Diagnostics) -> Exit {
        self.show(problems);
        Exit::Wrong
    }

    /// Shows one problem and ends as wrong input.
    pub fn fail_with(&self, problem: Diagnostic) -> Exit {
        self.fail(&Diagnostics::from(problem))
    }

    /// Says something beside the result, on standard error.
    pub fn remark(&self, text: &str) {
        let _ = writeln!(std::io::stderr(), "{text}");
    }

    /// Writes a result to the screen and ends as given.
    pub fn print(&self, text: &str, exit: Exit) -> Exit {
        match output::to_screen(text) {
            Ok(()) => exit,
            Err(problem) => self.fail_with(problem),
        }
    }

    /// What `niokap` alone says.
    pub fn say_how_to_begin(&self) -> Exit {
        let text = "niokap ger råd om samverkan mellan kommuner enligt 9 kap. kommunallagen.\n\n\
                    Svara på frågor:          niokap interview\n\
                    Ge råd om ett underlag:   niokap advise FIL\n\
                    Förklara ett begrepp:     niokap explain avtalssamverkan\n\
                    Alla kommandon:           niokap --help\n";
        self.print(text, Exit::Done)
    }
}

/// The terminal's width, if there is a terminal.
fn terminal_width() -> Option<usize> {
    let from_environment = || std::env::var("COLUMNS").ok()?.parse::<usize>().ok();
    textwrap_width().or_else(from_environment).map(|width| width.clamp(40, 200))
}

fn textwrap_width() -> Option<usize> {
    std::io::stdout().is_terminal().then(textwrap::termwidth)
}

/// Program, pack and law date in one line.
pub fn version_line() -> &'static str {
    static VERSION: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    VERSION.get_or_init(|| {
        let program = env!("CARGO_PKG_VERSION");
        let files = PackFiles::embedded();
        let manifest = files.get("pack.toml").and_then(|source| manifest::load(source, &mut Diagnostics::new()));
        let pack = manifest.map(|manifest| {
            format!(
                " (regelpaket {} {}, lagläget {}, {})",
                manifest.id,
                manifest.version,
                manifest.law_date,
                files.hash()
            )
        });
        format!("{program}{}", pack.unwrap_or_default())
    })
}
