//! The line mode: one line after another, numbered options, nothing redrawn and no cursor moved.
//!
//! For screen readers, pipes and tests, and wherever there is no terminal to draw in.

use std::io::Write;

use super::how_to_answer;
use super::lines::{Lines, Typed};
use super::prompt::{Asks, Given, Left, Prompt, Question, Reply};
use super::reading;
use super::words;

/// Carries a conversation line by line.
pub struct Plain<L, W> {
    lines: L,
    out: W,
    width: usize,
    /// Whether what is typed is written out, since no terminal does.
    echo: bool,
    /// Whether anyone still listens.
    gone: bool,
    /// The ways to answer that have been explained in full.
    explained: Vec<String>,
}

impl<L: Lines, W: Write> Plain<L, W> {
    /// A conversation over these lines.
    pub fn new(lines: L, out: W, width: usize, echo: bool) -> Plain<L, W> {
        Plain { lines, out, width, echo, gone: false, explained: Vec::new() }
    }

    fn write(&mut self, text: &str) {
        self.gone |= self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()).is_err();
    }

    /// How to answer: in full the first time, then in brief.
    fn hint(&mut self, question: &Question) -> String {
        let full = how_to_answer::how(question);
        let limits = matches!(question.asks, Asks::Number { .. });
        if limits || !self.explained.contains(&full) {
            self.explained.push(full.clone());
            return full;
        }
        how_to_answer::how_in_brief(question)
    }

    fn show(&mut self, question: &Question) {
        let mut text = String::from("\n");
        if let Some(heading) = &question.heading {
            text.push_str(&format!("{heading}\n"));
        }
        text.push_str(&format!("{}\n", question.text));
        if let Some(help) = question.help.as_ref().filter(|_| !question.brief) {
            text.push_str(&format!("{help}\n"));
        }
        let width = if question.options().len() > 9 { 2 } else { 1 };
        for (index, option) in question.options().iter().enumerate() {
            text.push_str(&format!("  {:>width$}  {}\n", index + 1, option.label));
        }
        if question.unknown && !question.options().is_empty() {
            text.push_str(&format!("  {:>width$}  vet ej\n", "v"));
        }
        if let Some(current) = &question.current {
            text.push_str(&format!("{} En tom rad behåller det.\n", words::current(question, current)));
        }
        self.say(&text);
    }
}

impl<L: Lines, W: Write> Prompt for Plain<L, W> {
    fn say(&mut self, text: &str) {
        let wrapped = words::wrap(text, self.width);
        self.write(&wrapped);
    }

    fn ask(&mut self, question: &Question) -> Result<Reply, Left> {
        self.show(question);
        let hint = self.hint(question);
        self.say(&hint);
        loop {
            if self.gone {
                return Err(Left::Ended);
            }
            self.write("> ");
            let reply = match self.lines.next() {
                Typed::Line(line) => {
                    if self.echo {
                        let shown = reading::clean(&line);
                        self.write(&format!("{}\n", shown.chars().take(reading::LONGEST).collect::<String>()));
                    }
                    reading::reply(&line, question)
                }
                Typed::TooLong => Err("Raden var för lång. Skriv ett kortare svar.".to_owned()),
                Typed::NotText => {
                    Err("Raden har tecken som inte går att läsa. Ställ in UTF-8 och skriv svaret igen.".to_owned())
                }
                Typed::Ended => {
                    self.write(if self.echo { "(slut på inmatningen)\n" } else { "\n" });
                    return Err(Left::Ended);
                }
                Typed::Interrupted => {
                    self.write("\n");
                    return Err(Left::Interrupted);
                }
            };
            match reply {
                Ok(Reply::Given(Given::Text(text)))
                    if text.is_empty() && matches!(question.asks, Asks::Text { optional: false, .. }) =>
                {
                    self.say(&how_to_answer::how(question));
                }
                Ok(reply) => return Ok(reply),
                Err(sentence) => self.say(&sentence),
            }
        }
    }
}
