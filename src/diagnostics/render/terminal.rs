//! The form for a terminal: the line, a mark under it, and colour if the caller wants it.

use colored::Color;

use super::super::code::Severity;
use super::super::diagnostic::{Diagnostic, Place};
use super::excerpt::Excerpt;
use super::printable;

/// Writes one problem.
pub(super) fn diagnostic(diagnostic: &Diagnostic, colour: bool, width: usize) -> String {
    let paint = Paint { colour };
    let main = match diagnostic.severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Note => Color::Cyan,
    };
    let places = || diagnostic.place.iter().chain(diagnostic.secondary.iter().map(|(place, _)| place));
    // The gutter is as wide as the longest line number. Without any line to show it keeps the width of two digits.
    let gutter =
        places().filter(|place| place.has_text()).map(|place| place.start().line.to_string().len()).max().unwrap_or(2);

    let head = format!("{} {}", diagnostic.severity.word(), diagnostic.code.id());
    let mut text =
        format!("{}{}\n", paint.bold(&head, main), paint.strong(&format!(": {}", printable(&diagnostic.message))));
    if let Some(place) = &diagnostic.place {
        text.push_str(&snippet(place, "^", "", main, gutter, width, paint));
    }
    for (place, label) in &diagnostic.secondary {
        text.push_str(&snippet(place, "-", label, Color::Blue, gutter, width, paint));
    }
    let indent = " ".repeat(gutter + 1);
    for help in &diagnostic.help {
        text += &format!("{indent}{} {}\n", paint.bold("hjälp:", Color::Green), printable(help));
    }
    text += &format!("{indent}{}   niokap explain {}\n", paint.plain("mer:", Color::Blue), diagnostic.code.id());
    text
}

/// Writes the address of a place and, where there is text, its first line with a mark under it.
fn snippet(place: &Place, sign: &str, label: &str, mark: Color, gutter: usize, width: usize, paint: Paint) -> String {
    let indent = " ".repeat(gutter);
    let address = printable(&place.address());
    let label = printable(label);
    // The gutter, its rule and the spaces around it.
    let Some(excerpt) = Excerpt::new(place, width.saturating_sub(gutter + 3)) else {
        let label = if label.is_empty() { String::new() } else { format!(" {}", paint.plain(&label, mark)) };
        return format!("{indent}{} {address}{label}\n", paint.plain("──▶", Color::Blue));
    };
    let rule = paint.plain("│", Color::Blue);
    let signs = sign.repeat(excerpt.mark_width);
    let mut said: Vec<String> = vec![signs];
    if !label.is_empty() {
        said.push(label);
    }
    said.extend(excerpt.last_line.map(|line| format!("… till rad {line}")));
    let line = if excerpt.text.is_empty() { String::new() } else { format!(" {}", excerpt.text) };
    format!(
        "{indent}{} {address}\n{indent} {rule}\n{} {rule}{line}\n{indent} {rule} {}{}\n",
        paint.plain("──▶", Color::Blue),
        paint.plain(&format!("{:>gutter$}", excerpt.number), Color::Blue),
        " ".repeat(excerpt.mark_start),
        paint.bold(&said.join(" "), mark),
    )
}

/// Paints or does not paint. The `colored` crate's own switch is global and guesses from the environment, so only its
/// table of colours is used.
#[derive(Clone, Copy)]
struct Paint {
    colour: bool,
}

impl Paint {
    fn plain(self, text: &str, colour: Color) -> String {
        self.wrap(text, &colour.to_fg_str())
    }

    fn bold(self, text: &str, colour: Color) -> String {
        self.wrap(text, &format!("1;{}", colour.to_fg_str()))
    }

    fn strong(self, text: &str) -> String {
        self.wrap(text, "1")
    }

    fn wrap(self, text: &str, codes: &str) -> String {
        if self.colour { format!("\u{1b}[{codes}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
