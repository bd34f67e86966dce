//! The conversation in a terminal, by inquire. No other module names that library.
//!
//! Commands are typed where the filter is typed: a line that begins with `?` or `/` is a command, and the list then
//! shows what it will do instead of the options. That way every key but Esc is left to inquire, and what one types is the
//! same as in line mode.

use std::cell::RefCell;
use std::fmt;
use std::io::Write as _;
use std::rc::Rc;

use colored::Colorize as _;
use inquire::error::InquireError;
use inquire::list_option::ListOption;
use inquire::ui::{Attributes, Color, RenderConfig, StyleSheet, Styled};
use inquire::validator::Validation;
use inquire::{MultiSelect, Select, Text};

use super::commands::{self, Command};
use super::prompt::{Asks, Choice, Commands, Given, Left, Prompt, Question, Reply};
use super::reading;
use super::words;

/// Rows that are taken by the prompt line, a row of keys, a mistake told above them and the line the cursor ends on.
const ROWS_BESIDE: usize = 4;
/// Columns before an option's words: the cursor and a box.
const MARGIN: usize = 6;
/// The longest list that is shown without scrolling even in a low window.
const FEWEST_ROWS: usize = 5;

/// Carries a conversation in a terminal.
pub struct Terminal {
    colour: bool,
    /// Options chosen when a command came in between, to be chosen again when the question comes back.
    draft: Option<(String, u32)>,
    /// Rows said since the last question, which the list below them leaves in view where it can.
    said: usize,
}

/// What has been typed so far, as the list sees it.
type TypedSoFar = Rc<RefCell<String>>;

/// A row of a list.
#[derive(Clone)]
enum Row {
    Option {
        index: usize,
        label: String,
        shown: String,
    },
    Unknown,
    /// What a typed command will do.
    Command(TypedSoFar),
}

impl fmt::Display for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Row::Option { shown, .. } => formatter.write_str(shown),
            Row::Unknown => formatter.write_str(words::UNKNOWN),
            Row::Command(typed) => formatter.write_str(&words::typed_command(&typed.borrow())),
        }
    }
}

/// How a prompt ended without a reply.
enum Stopped {
    Back,
    Left(Left),
}

impl From<InquireError> for Stopped {
    fn from(error: InquireError) -> Stopped {
        match error {
            InquireError::OperationCanceled => Stopped::Back,
            InquireError::OperationInterrupted => Stopped::Left(Left::Interrupted),
            _ => Stopped::Left(Left::Ended),
        }
    }
}

impl Terminal {
    /// A conversation in the terminal.
    pub fn new(colour: bool) -> Terminal {
        Terminal { colour, draft: None, said: 0 }
    }

    fn style(&self) -> RenderConfig<'static> {
        let plain = RenderConfig::empty()
            .with_prompt_prefix(Styled::new("›"))
            .with_answered_prompt_prefix(Styled::new("›"))
            .with_canceled_prompt_indicator(Styled::new("(tillbaka)"));
        if !self.colour {
            return plain;
        }
        let accent = StyleSheet::new().with_fg(Color::DarkCyan);
        plain
            .with_answer(accent)
            .with_selected_option(Some(accent.with_attr(Attributes::BOLD)))
            .with_highlighted_option_prefix(Styled::new(">").with_fg(Color::DarkCyan))
            .with_selected_checkbox(Styled::new("[x]").with_fg(Color::DarkCyan))
            .with_help_message(StyleSheet::new().with_fg(Color::DarkGrey))
    }

    fn show(&mut self, question: &Question) {
        let mut text = String::from("\n");
        if let Some(heading) = &question.heading {
            text.push_str(&format!("{heading}\n"));
        }
        self.say(&text);
        let title = words::wrap(&question.text, width());
        let _ = write!(std::io::stdout(), "{}", if self.colour { bold(&title) } else { title });
        if let Some(help) = question.help.as_ref().filter(|_| !question.brief) {
            self.say(help);
        }
        if let Some(current) = &question.current {
            self.say(&words::current(question, current));
        }
    }

    fn rows(&self, question: &Question, typed: &TypedSoFar) -> Vec<Row> {
        let options = question.options();
        let with_help = fits(options, question);
        let row = |(index, option): (usize, &Choice)| {
            let help = option.help.as_ref().filter(|_| with_help);
            let label = hanging(&option.label);
            let shown = match help {
                Some(help) => format!("{label}\n{}", indented(help)),
                None => label,
            };
            Row::Option { index, label: option.label.clone(), shown }
        };
        let mut rows: Vec<Row> = options.iter().enumerate().map(row).collect();
        if question.unknown {
            rows.push(Row::Unknown);
        }
        rows.push(Row::Command(Rc::clone(typed)));
        rows
    }

    fn one(&self, question: &Question) -> Result<Reply, Stopped> {
        let typed: TypedSoFar = Rc::default();
        let rows = self.rows(question, &typed);
        let at = match &question.current {
            Some(Given::One(index)) => *index,
            Some(Given::Unknown) => question.options().len(),
            _ => 0,
        };
        let scorer = |input: &str, row: &Row, _: &str, index: usize| {
            input.clone_into(&mut typed.borrow_mut());
            score(input, row, index, question)
        };
        let formatter = |row: ListOption<&Row>| echo(&label(row.value), question);
        let help = keys(question);
        let chosen = Select::new(&format!("{}:", question.label), rows)
            .with_render_config(self.style())
            .with_help_message(&help)
            .with_scorer(&scorer)
            .with_formatter(&formatter)
            .with_page_size(page(question, self.said))
            .with_starting_cursor(at)
            // The list without the command row is new to inquire, which would put the cursor first again.
            .with_reset_cursor(question.current.is_none())
            .prompt()?;
        Ok(match chosen {
            Row::Option { index, .. } => Reply::Given(Given::One(index)),
            Row::Unknown => Reply::Given(Given::Unknown),
            Row::Command(typed) => command(&typed.borrow()),
        })
    }

    fn some(&mut self, question: &Question, least: u32, most: u32, alone: Option<usize>) -> Result<Reply, Stopped> {
        let typed: TypedSoFar = Rc::default();
        let rows = self.rows(question, &typed);
        let count = question.options().len();
        let chosen: Vec<usize> = match (&self.draft, &question.current) {
            (Some((text, mask)), _) if *text == question.text => bits(*mask, count),
            (_, Some(Given::Some(mask))) => bits(*mask, count),
            (_, Some(Given::Unknown)) => vec![count],
            _ => Vec::new(),
        };
        let scorer = |input: &str, row: &Row, _: &str, index: usize| {
            input.clone_into(&mut typed.borrow_mut());
            score(input, row, index, question)
        };
        let (asked, before) = (question.clone(), Rc::clone(&typed));
        let validator = move |rows: &[ListOption<&Row>]| {
            if is_command(&before.borrow()) {
                return Ok(Validation::Valid);
            }
            let unknown = rows.iter().any(|row| matches!(row.value, Row::Unknown));
            let checked = match (unknown, says_unknown(&before.borrow(), &asked), rows.len()) {
                (true, _, 1) | (_, true, 0) => Ok(()),
                (true, ..) | (_, true, _) => Err("”vet ej” går inte att välja tillsammans med annat.".to_owned()),
                (false, _, 0) => Err("Välj med mellanslag och svara sedan med Enter.".to_owned()),
                (false, ..) => reading::allowed(mask(rows), asked.options(), least, most, alone),
            };
            Ok(checked.map_or_else(|sentence| refused(&sentence), |()| Validation::Valid))
        };
        let formatter = |rows: &[ListOption<&Row>]| {
            let typed = typed.borrow();
            let labels = || crate::text::join_and(&rows.iter().map(|row| label(row.value)).collect::<Vec<_>>());
            match (is_command(&typed), says_unknown(&typed, question)) {
                (true, _) => typed.clone(),
                (false, true) => words::UNKNOWN.to_owned(),
                (false, false) => echo(&labels(), question),
            }
        };
        let help = keys(question);
        let rows = MultiSelect::new(&format!("{}:", question.label), rows)
            .with_render_config(self.style())
            .with_help_message(&help)
            .with_scorer(&scorer)
            .with_formatter(&formatter)
            .with_validator(validator)
            .with_default(&chosen)
            .with_page_size(page(question, self.said))
            .prompt()?;
        let kept: Vec<ListOption<&Row>> = rows.iter().map(|row| ListOption::new(0, row)).collect();
        let typed = typed.borrow();
        if is_command(&typed) {
            self.draft = Some((question.text.clone(), mask(&kept)));
            return Ok(command(&typed));
        }
        self.draft = None;
        let unknown = says_unknown(&typed, question) || rows.iter().any(|row| matches!(row, Row::Unknown));
        Ok(Reply::Given(if unknown { Given::Unknown } else { Given::Some(mask(&kept)) }))
    }

    fn line(&self, question: &Question) -> Result<Reply, Stopped> {
        let asked = question.clone();
        let validator = move |line: &str| {
            Ok(match reading::reply(line, &asked) {
                Ok(_) => Validation::Valid,
                Err(sentence) => refused(&sentence),
            })
        };
        let formatter = |line: &str| echo(line, question);
        let current = question.current.as_ref().map(|current| words::typed_again(question, current));
        let help = keys(question);
        let message = format!("{}:", question.label);
        let mut prompt = Text::new(&message)
            .with_render_config(self.style())
            .with_help_message(&help)
            .with_formatter(&formatter)
            .with_validator(validator);
        if let Some(current) = &current {
            prompt = prompt.with_initial_value(current);
        }
        let line = prompt.prompt()?;
        // INVARIANT: the validator let it through.
        Ok(reading::reply(&line, question).unwrap_or(Reply::Given(Given::Kept)))
    }
}

impl Prompt for Terminal {
    fn say(&mut self, text: &str) {
        let wrapped = words::wrap(text, width());
        self.said += wrapped.lines().count();
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(wrapped.as_bytes()).and_then(|()| out.flush());
    }

    fn ask(&mut self, question: &Question) -> Result<Reply, Left> {
        let said = std::mem::take(&mut self.said);
        self.show(question);
        // The question's own rows are reckoned apart.
        self.said = said;
        let _ = std::io::stdout().flush();
        let reply = match &question.asks {
            Asks::One(_) => self.one(question),
            Asks::Some { least, most, alone, .. } => self.some(question, *least, *most, *alone),
            Asks::Number { .. } | Asks::Day { .. } | Asks::Text { .. } => self.line(question),
        };
        self.said = 0;
        match reply {
            Ok(reply) => Ok(reply),
            Err(Stopped::Back) => Ok(Reply::Command(Command::Back)),
            Err(Stopped::Left(left)) => Err(left),
        }
    }
}

/// Whether a typed line is a command.
fn is_command(typed: &str) -> bool {
    typed.starts_with(['?', '/', '<'])
}

/// A typed command; one that does not exist asks for the list of those that do.
fn command(typed: &str) -> Reply {
    Reply::Command(commands::read(typed).and_then(Result::ok).unwrap_or(Command::List))
}

/// Whether what has been typed in a list says that one does not know, just as in a field.
fn says_unknown(typed: &str, question: &Question) -> bool {
    question.unknown && reading::is_unknown(typed)
}

/// Where a row stands for what has been typed, the highest first; `None` where it is not shown.
///
/// What is an answer in line mode is the same answer here, and nothing else: `v` is *vet ej* and a number is the option
/// of that number, however many options have that letter or digit in their words.
fn score(input: &str, row: &Row, index: usize, question: &Question) -> Option<i64> {
    /// Above every row's place in the list.
    const BEGINS: i64 = 1 << 32;
    let command = question.commands != Commands::None && is_command(input);
    let typed = commands::plain(input);
    let number = typed.parse::<usize>().ok().filter(|number| (1..=question.options().len()).contains(number));
    let place = -(index as i64);
    let begins = |words: &str| commands::plain(words).starts_with(&typed);
    // The cursor of a question that has an answer stays where it is while one types, so what stands there must be meant.
    let strict = question.current.is_some()
        && matches!(question.asks, Asks::One(_))
        && (question.options().iter().any(|option| begins(&option.label)) || begins(words::UNKNOWN));
    let found = |words: &str| match begins(words) {
        true => Some(BEGINS + place),
        false => (!strict && commands::plain(words).contains(&typed)).then_some(place),
    };
    match row {
        Row::Command(_) => command.then_some(place),
        _ if command => None,
        Row::Unknown if says_unknown(input, question) => Some(place),
        _ if says_unknown(input, question) => None,
        Row::Option { index, .. } if number.is_some() => (number == Some(index + 1)).then_some(place),
        Row::Unknown if number.is_some() => None,
        Row::Option { label, .. } => found(label),
        Row::Unknown => found(words::UNKNOWN),
    }
}

/// What is wrong with a reply, on lines that fit.
fn refused(sentence: &str) -> Validation {
    // Two columns are the mark before it.
    Validation::Invalid(broken(sentence, 2, 2).into())
}

/// An answer beside its label, on lines that fit.
fn echo(answer: &str, question: &Question) -> String {
    // The mark, a space, the label, its colon and a space.
    broken(answer, textwrap::core::display_width(&question.label) + 4, 2)
}

/// Text broken between words, for what inquire would break anywhere: so many columns are taken on the first line, and
/// the later lines are indented.
fn broken(text: &str, taken: usize, indent: usize) -> String {
    let first = " ".repeat(taken.min(width() / 2));
    let later = " ".repeat(indent);
    let options = textwrap::Options::new(width().saturating_sub(1)).initial_indent(&first).subsequent_indent(&later);
    let wrapped = textwrap::fill(text, options);
    wrapped.strip_prefix(&first).map(str::to_owned).unwrap_or(wrapped)
}

fn label(row: &Row) -> String {
    match row {
        Row::Option { label, .. } => label.clone(),
        Row::Unknown => words::UNKNOWN.to_owned(),
        Row::Command(typed) => typed.borrow().clone(),
    }
}

fn bits(mask: u32, count: usize) -> Vec<usize> {
    (0..count).filter(|index| mask & (1 << index) != 0).collect()
}

fn mask(rows: &[ListOption<&Row>]) -> u32 {
    rows.iter().fold(0, |mask, row| match row.value {
        Row::Option { index, .. } => mask | 1u32.checked_shl(*index as u32).unwrap_or(0),
        _ => mask,
    })
}

/// The keys, broken between words where the window is narrow.
fn keys(question: &Question) -> String {
    let answer = match &question.asks {
        Asks::One(_) => "pilar väljer, Enter svarar",
        Asks::Some { .. } => "mellanslag väljer, Enter svarar",
        _ => "Enter svarar",
    };
    let unknown = if question.unknown { ", v är vet ej" } else { "" };
    let commands = match question.commands {
        Commands::All => ", ? förklarar, / visar mer",
        Commands::Few | Commands::None => "",
    };
    // Beside the brackets that inquire puts round it.
    broken(&format!("{answer}{unknown}, Esc tillbaka{commands}"), 1, 1)
}

fn width() -> usize {
    textwrap::termwidth().clamp(40, 100)
}

fn height() -> usize {
    let rows = terminal_size::terminal_size().map_or(24, |(_, rows)| usize::from(rows.0));
    rows.max(FEWEST_ROWS + ROWS_BESIDE)
}

/// Help to an option, below its label.
fn indented(help: &str) -> String {
    let lines: Vec<String> = inner_lines(help).into_iter().map(|line| format!("{:MARGIN$}{line}", "")).collect();
    lines.join("\n")
}

/// An option's words, later lines below the first.
fn hanging(label: &str) -> String {
    inner_lines(label).join(&format!("\n{:MARGIN$}", ""))
}

fn inner_lines(text: &str) -> Vec<String> {
    let inner = width().saturating_sub(MARGIN + 1).max(20);
    textwrap::wrap(text, inner).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// Whether all options fit in the window with their help.
fn fits(options: &[Choice], question: &Question) -> bool {
    let above = rows_above(question);
    let helps: usize =
        options.iter().filter_map(|option| option.help.as_ref()).map(|help| indented(help).lines().count()).sum();
    helps > 0 && !question.brief && above + helps + options.len() + 1 + ROWS_BESIDE <= height()
}

/// Rows of the question and what stands around it.
fn rows_above(question: &Question) -> usize {
    let rows = |text: &str| words::wrap(text, width()).lines().count();
    let help = question.help.as_ref().filter(|_| !question.brief).map_or(0, |help| rows(help));
    // Keys that need more than a row take the others from here.
    rows(&question.text) + help + 2 + keys(question).lines().count().saturating_sub(1)
}

/// How many options are shown at once, below so many rows that have just been said.
fn page(question: &Question, said: usize) -> usize {
    let said = if question.brief { said } else { 0 };
    let free = height().saturating_sub(ROWS_BESIDE + rows_above(question) + said).max(FEWEST_ROWS);
    let rows: Vec<usize> = question.options().iter().map(|option| inner_lines(&option.label).len()).collect();
    // With *vet ej* or the typed command.
    if rows.iter().sum::<usize>() < free {
        rows.len() + 1
    } else {
        (free / rows.iter().max().copied().unwrap_or(1).max(1)).max(2)
    }
}

fn bold(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", line.bold())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows that are shown for what is typed, the first first.
    fn shown(question: &Question, typed: &str) -> Vec<String> {
        let terminal = Terminal::new(false);
        let rows = terminal.rows(question, &TypedSoFar::default());
        let mut found: Vec<(i64, String)> = rows
            .iter()
            .enumerate()
            .filter_map(|(index, row)| Some((score(typed, row, index, question)?, label(row))))
            .collect();
        found.sort_by_key(|(score, _)| -score);
        found.into_iter().map(|(_, label)| label).collect()
    }

    fn question(options: &[&str]) -> Question {
        let options = options.iter().map(|option| Choice::new(*option)).collect();
        let mut question = Question::new("Vad?", "Vad", Asks::One(options), Commands::All);
        question.unknown = true;
        question
    }

    #[test]
    fn what_is_an_answer_in_line_mode_is_the_same_answer_in_a_list() {
        let options = question(&["om 12 månader", "vår egen nämnd", "ensidigt köp av två"]);
        assert_eq!(shown(&options, ""), ["om 12 månader", "vår egen nämnd", "ensidigt köp av två", "vet ej"]);
        for typed in ["v", "V", "vet ej", "vet inte"] {
            assert_eq!(shown(&options, typed), ["vet ej"], "{typed}");
        }
        assert_eq!(shown(&options, "2"), ["vår egen nämnd"]);
        assert_eq!(shown(&options, "12"), ["om 12 månader"]);
        assert_eq!(shown(&options, "vå"), ["vår egen nämnd", "ensidigt köp av två"]);
        assert_eq!(shown(&options, "?"), [""]);
    }

    #[test]
    fn a_letter_means_the_option_that_begins_with_it_also_where_there_is_an_answer() {
        let mut options = question(&["ja", "nej"]);
        assert_eq!(shown(&options, "j"), ["ja", "nej", "vet ej"]);
        options.current = Some(Given::One(1));
        assert_eq!(shown(&options, "j"), ["ja"]);
        assert_eq!(shown(&options, "n"), ["nej"]);
        assert_eq!(shown(&options, "v"), ["vet ej"]);
    }

    #[test]
    fn lines_are_broken_between_words() {
        let text = broken(
            "Svara med ett tal, från 0 till 1 000 000 invånare i den minsta av de kommuner som ska samverka.",
            2,
            2,
        );
        assert!(text.lines().count() > 1 && text.starts_with("Svara med ett tal"), "{text}");
        assert!(text.lines().all(|line| textwrap::core::display_width(line) < 100));
        assert!(!broken("kort", 20, 2).starts_with(' '));
    }
}
