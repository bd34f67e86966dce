//! What the TOML parser says, in Swedish and with a cure.
//!
//! The parser gives an English sentence and a span. The sentence is matched by its beginning; one that is new to us
//! becomes a general message, never an English one.

use std::ops::Range;
use std::sync::Arc;

use super::code::Code;
use super::diagnostic::{Diagnostic, Place};
use super::source::SourceText;
use super::suggest::fold;
use super::toml_source::{TomlKind, TomlTable};

/// Characters that word processors put in by themselves, and what to write instead.
const PASTED: [(char, &str); 9] = [
    ('“', "\""),
    ('”', "\""),
    ('„', "\""),
    ('»', "\""),
    ('«', "\""),
    ('‘', "'"),
    ('’', "'"),
    ('–', "-"),
    ('\u{a0}', "ett vanligt mellanslag"),
];

/// Drops the errors that come of a list or table whose end is missing: the parser then takes the rest of the file for
/// its content. What remains is the first place where the content stopped making sense. Errors are in text order.
pub(super) fn drop_stumbling(errors: &mut Vec<toml::de::Error>) {
    const OPEN_END: [&str; 2] = ["unclosed array", "unclosed inline table"];
    const STUMBLE: [&str; 6] = [
        "missing comma",
        "extra comma",
        "unexpected `=` in array",
        "missing key for inline",
        "missing assignment",
        "invalid inline",
    ];
    let says = |error: &toml::de::Error, beginnings: &[&str]| {
        beginnings.iter().any(|beginning| error.message().starts_with(beginning))
    };
    // "Unclosed array table" is about a heading and stops nothing.
    let open =
        errors.iter().any(|error| says(error, &OPEN_END) && !error.message().starts_with("unclosed array table"));
    if open && let Some(first) = errors.iter().position(|error| says(error, &STUMBLE)) {
        errors.truncate(first + 1);
    }
}

/// Makes a diagnostic of what the parser said.
pub(super) fn translate(
    source: &Arc<SourceText>,
    said: &str,
    span: Option<Range<usize>>,
    root: &TomlTable,
) -> Diagnostic {
    let span = span.unwrap_or(0..0);
    let raw = source.slice(&span).trim().to_owned();
    let here = |code, message: &str| Diagnostic::new(code, message).at_span(source, span.clone());
    let syntax = |message: &str| here(Code::TomlSyntax, message);
    let begins = |beginnings: &[&str]| beginnings.iter().any(|beginning| said.starts_with(beginning));

    if begins(&["duplicate key"]) {
        return duplicate_key(source, &raw, span, root);
    }
    if let Some(diagnostic) = pasted_character(source, &span) {
        return diagnostic;
    }
    if begins(&["missing value"]) || (raw.is_empty() && begins(&["string values must be quoted"])) {
        return syntax("värdet saknas efter `=`").help("skriv ett värde, eller ta bort raden");
    }
    if begins(&["string values must be quoted", "invalid boolean", "invalid infinity", "invalid NaN"]) {
        return unquoted_value(source, &raw, span);
    }
    if begins(&["invalid date", "invalid time", "invalid offset", "invalid datetime"]) {
        return bad_date(source, &raw, span, said);
    }
    if begins(&["missing escaped value", "too few unicode", "invalid value"]) {
        return syntax("ett omvänt snedstreck i en text måste följas av ett tecken med särskild betydelse")
            .help("skriv två omvända snedstreck, eller sätt texten inom enkla citattecken: 'C:\\mapp'");
    }
    if begins(&["invalid multi-line"]) && raw.is_empty() {
        // The parser notices at the end of the file; the author looks for the beginning.
        let before = source.text().get(..span.start).unwrap_or_default();
        let start = before.rfind("\"\"\"").max(before.rfind("'''")).unwrap_or(span.start);
        return Diagnostic::new(Code::TomlSyntax, "texten har ingen avslutning: de tre citattecknen på slutet saknas")
            .at_span(source, start..(start + 3).min(source.text().len()))
            .help("avsluta texten med samma tre citattecken som den börjar med");
    }
    if begins(&["invalid literal string", "invalid basic string", "invalid multi-line"]) {
        let message = if raw.is_empty() {
            "citattecknet som avslutar texten saknas"
        } else {
            "texten har ett tecken som inte får stå där"
        };
        return syntax(message).help("en text börjar och slutar med samma slags citattecken");
    }
    if begins(&["unclosed array table", "unclosed table", "missing table open"]) {
        return syntax("hakparenteserna kring rubriken går inte ihop")
            .help("en rubrik skrivs `[namn]` eller `[[namn]]`");
    }
    if begins(&["key with no value"]) {
        return key_without_value(source, span);
    }
    if begins(&["extra `=`", "extra assignment"]) {
        return syntax("ett `=` för mycket");
    }
    if begins(&["missing comma"]) {
        // The parser notices at the next thing; the comma belongs after the last.
        let end = source.text().get(..span.start).map_or(span.start, |before| before.trim_end().len());
        return Diagnostic::new(Code::TomlSyntax, "komma saknas")
            .at_span(source, end..end)
            .help("sätt komma mellan delarna, eller avsluta listan med `]` eller `}`");
    }
    if begins(&["extra comma"]) {
        return syntax("ett komma för mycket");
    }
    if begins(&["unclosed array"]) {
        return syntax("listan är inte avslutad").help("sätt `]` efter det sista värdet");
    }
    if begins(&["unclosed inline table"]) {
        return syntax("klammern är inte avslutad").help("sätt `}` efter det sista värdet");
    }
    if begins(&["unexpected `=` in array", "missing inline table opening"]) {
        return syntax("ett namn med värde kan inte stå direkt i en lista")
            .help("sätt klamrar omkring: `{ namn = värde }`");
    }
    if begins(&["missing key for inline", "missing assignment", "invalid inline table"]) {
        return syntax("inom klamrar ska varje del skrivas `namn = värde`");
    }
    if begins(&["invalid unquoted key", "unquoted keys cannot be empty", "keys cannot be", "invalid key-value pair"]) {
        return bad_key(source, span);
    }
    if begins(&["unexpected key or value", "unexpected content"]) {
        return syntax("det står något mer efter värdet")
            .help("varje uppgift står på en egen rad; ett citattecken inne i en text skrivs \\\"");
    }
    if begins(&["cannot extend", "cannot redefine", "dotted key"]) {
        return syntax(&format!("`{raw}` är redan ett värde och kan inte också vara en rubrik"));
    }
    if begins(&["recursion limit", "cannot recurse"]) {
        return syntax("för många parenteser i varandra");
    }
    if begins(&["unexpected leading zero"]) {
        return syntax("ett tal får inte börja med noll")
            .help("ta bort nollan, eller sätt citattecken om det är en text");
    }
    if begins(&[
        "invalid integer",
        "invalid float",
        "redundant",
        "unexpected sign",
        "`_` may",
        "integers with a radix",
        "radix must",
        "invalid hexadecimal",
        "invalid octal",
        "invalid binary",
    ]) {
        return syntax(&format!("`{raw}` är inget tal")).help("ett tal skrivs med bara siffror, till exempel 42000");
    }
    if begins(&["invalid comment character", "carriage return"]) {
        return syntax("raden har ett osynligt tecken som inte får stå där").help("skriv om raden för hand");
    }
    syntax("raden följer inte TOML:s skrivsätt").help("en uppgift skrivs `namn = värde`, på en egen rad")
}

/// A name that stands twice. The first place is shown too, where it can be found.
fn duplicate_key(source: &Arc<SourceText>, key: &str, span: Range<usize>, root: &TomlTable) -> Diagnostic {
    let on_own_line = |start: usize| {
        let line = source.line_start(source.position(start).line);
        source.slice(&(line..start)).chars().all(|character| character.is_whitespace() || character == '[')
    };
    let mut spans = Vec::new();
    collect_keys(root, key, &mut spans);
    // The parser keeps the first of two, so the nearest one before, written in the same way, is it.
    let first = spans
        .into_iter()
        .filter(|first| first.start < span.start && on_own_line(first.start) == on_own_line(span.start))
        .max_by_key(|first| first.start);
    let diagnostic = Diagnostic::new(Code::TomlDuplicateKey, format!("`{key}` anges två gånger på samma ställe"))
        .at_span(source, span)
        .help("ta bort den rad som inte gäller");
    match first {
        Some(first) => diagnostic.also(Place::new(source, first), "första gången"),
        None => diagnostic,
    }
}

/// The places of all names that read like this one.
fn collect_keys(table: &TomlTable, key: &str, spans: &mut Vec<Range<usize>>) {
    for entry in &table.entries {
        if entry.key == key {
            spans.push(entry.key_span.clone());
        }
        match &entry.value.kind {
            TomlKind::Table(inner) => collect_keys(inner, key, spans),
            TomlKind::List(items) => {
                for item in items {
                    if let TomlKind::Table(inner) = &item.kind {
                        collect_keys(inner, key, spans);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The commonest fault of all: characters from a word processor. Found on the line of the error; those inside proper
/// quotes are part of the text and stay unmentioned, unless the text's own end is what is missing.
fn pasted_character(source: &Arc<SourceText>, span: &Range<usize>) -> Option<Diagnostic> {
    let number = source.position(span.start).line;
    let line = source.line(number);
    let mut quote: Option<char> = None;
    let mut inside: Option<(usize, char)> = None;
    let mut outside: Option<(usize, char)> = None;
    for (at, character) in line.char_indices() {
        match quote {
            None if character == '#' => break,
            None if character == '"' || character == '\'' => quote = Some(character),
            Some(open) if character == open => {
                quote = None;
                inside = None;
            }
            _ if !PASTED.iter().any(|(pasted, _)| *pasted == character) => {}
            None => outside = outside.or(Some((at, character))),
            Some(_) => inside = Some((at, character)),
        }
    }
    let (at, character) = outside.or(inside.filter(|_| quote.is_some()))?;
    let instead = PASTED.iter().find(|(pasted, _)| *pasted == character).map(|(_, instead)| *instead)?;
    let start = source.line_start(number) + at;
    let name = if character == '\u{a0}' { "ett hårt mellanslag".to_owned() } else { format!("`{character}`") };
    let instead = if instead.chars().count() == 1 { format!("`{instead}`") } else { instead.to_owned() };
    Some(
        Diagnostic::new(Code::PastedCharacters, format!("{name} är ett inklistrat tecken som inte får stå här"))
            .at_span(source, start..start + character.len_utf8())
            .help(format!("skriv {instead}")),
    )
}

/// A word without quotes: a text, a Swedish yes or no, or a number with spaces in it.
fn unquoted_value(source: &Arc<SourceText>, raw: &str, span: Range<usize>) -> Diagnostic {
    // `{ b = 1 c = 2 }`: the parser takes "1 c" for one value, but the `=` that follows tells that a comma is missing.
    let after = source.text().get(span.end..).unwrap_or_default();
    if let (Some((value, _)), true) = (raw.rsplit_once(' '), after.trim_start().starts_with('=')) {
        let end = span.start + value.trim_end().len();
        return Diagnostic::new(Code::TomlSyntax, "komma saknas")
            .at_span(source, end..end)
            .help("sätt komma mellan delarna");
    }
    let help = match raw.to_lowercase().as_str() {
        "ja" | "sant" | "true" | "yes" => "skriv `true` för ja".to_owned(),
        "nej" | "falskt" | "false" | "no" => "skriv `false` för nej".to_owned(),
        number if is_grouped_number(number) => {
            format!("skriv talet utan mellanslag och punkt: {}", number.replace([' ', '.'], ""))
        }
        numbers if numbers.chars().all(|character| character.is_ascii_digit() || character == ' ') => {
            "sätt komma mellan talen".to_owned()
        }
        _ => format!("skriv \"{}\"", raw.trim_matches(['"', '\''])),
    };
    Diagnostic::new(
        Code::TomlSyntax,
        format!("`{raw}` är varken en text inom citattecken, ett tal eller `true`/`false`"),
    )
    .at_span(source, span)
    .help(help)
}

/// Whether the text is one number written in groups of three: `42 000`, `1.200.000`.
fn is_grouped_number(text: &str) -> bool {
    let mut groups = text.split([' ', '.']);
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    groups.next().is_some_and(|first| digits(first) && first.len() <= 3)
        && groups.all(|group| digits(group) && group.len() == 3)
}

/// A day that is not in the calendar, or is written in some other way.
fn bad_date(source: &Arc<SourceText>, raw: &str, span: Range<usize>, said: &str) -> Diagnostic {
    let help = if said.contains("month between") {
        "månaden är ett tal från 01 till 12".to_owned()
    } else if let Some((_, last)) = said.split_once("day between 01 and ") {
        format!("den månaden har {last} dagar")
    } else {
        "skriv år-månad-dag, till exempel 2026-11-20".to_owned()
    };
    Diagnostic::new(Code::BadDate, format!("`{raw}` är inget datum")).at_span(source, span).help(help)
}

/// A line with a name only. A colon is what people write who know other formats.
fn key_without_value(source: &Arc<SourceText>, span: Range<usize>) -> Diagnostic {
    let line = source.line(source.position(span.start).line);
    let diagnostic = Diagnostic::new(Code::TomlSyntax, "`=` och ett värde saknas efter namnet").at_span(source, span);
    if line.contains(':') && !line.contains('=') {
        diagnostic.help("skriv `=` i stället för `:`")
    } else {
        diagnostic.help("skriv `namn = värde`; en rad som bara är en anmärkning börjar med `#`")
    }
}

/// A name with letters that names cannot have.
fn bad_key(source: &Arc<SourceText>, span: Range<usize>) -> Diagnostic {
    let raw = source.slice(&span).trim().to_owned();
    let diagnostic = Diagnostic::new(Code::TomlSyntax, format!("`{raw}` kan inte vara ett namn")).at_span(source, span);
    let folded = fold(&raw);
    let usable =
        !folded.is_empty() && folded.chars().all(|character| character.is_ascii_alphanumeric() || character == '_');
    if usable {
        diagnostic.help(format!("namn skrivs utan å, ä och ö: `{folded}`"))
    } else {
        diagnostic.help("namn skrivs med a–z, siffror, understreck och bindestreck")
    }
}

#[cfg(test)]
mod tests {
    use super::super::toml_source::TomlDocument;
    use super::*;

    /// Code, message, marked text and first help of every problem.
    fn problems(text: &str) -> Vec<(Code, String, String, String)> {
        TomlDocument::parse(&SourceText::new("x.toml", text))
            .finish()
            .into_iter()
            .map(|d| {
                (
                    d.code,
                    d.message,
                    d.place.map(|p| p.text().to_owned()).unwrap_or_default(),
                    d.help.into_iter().next().unwrap_or_default(),
                )
            })
            .collect()
    }

    fn only(text: &str) -> (Code, String, String, String) {
        let mut all = problems(text);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    #[test]
    fn common_faults_get_their_own_words() {
        for (text, message, help) in [
            ("a = hej", "varken en text", "skriv \"hej\""),
            ("a = ja", "varken en text", "`true`"),
            ("a = falskt", "varken en text", "`false`"),
            ("a = 42 000", "varken en text", "42000"),
            ("a = \"hej\nb = 1", "citattecknet som avslutar", "samma slags"),
            ("[[fact]\na = 1", "hakparenteserna", "`[[namn]]`"),
            ("a : 1", "`=` och ett värde saknas", "i stället för `:`"),
            ("a = ", "värdet saknas", "ta bort raden"),
            ("a = [1 2]", "varken en text", "komma mellan"),
            ("a = ['x' 'y']", "komma saknas", "komma mellan"),
            ("a = { b = 1 c = 2 }", "komma saknas", "komma mellan"),
            ("a = { b = 'x' c = 2 }", "komma saknas", "komma mellan"),
            ("a = [1, 2", "listan är inte avslutad", "`]`"),
            ("år = 1", "kan inte vara ett namn", "utan å, ä och ö"),
            ("a = \"C:\\mapp\"", "omvänt snedstreck", "två omvända"),
            ("a = 007", "inte börja med noll", "nollan"),
            ("a = \"x \"y\" z\"", "något mer efter värdet", "egen rad"),
        ] {
            let (_, said, _, helped) = only(text);
            assert!(said.contains(message), "{text}: {said}");
            assert!(helped.contains(help), "{text}: {helped}");
        }
    }

    #[test]
    fn dates_say_what_is_wrong() {
        assert_eq!(
            only("a = 2026-02-30"),
            (
                Code::BadDate,
                "`2026-02-30` är inget datum".into(),
                "2026-02-30".into(),
                "den månaden har 28 dagar".into()
            )
        );
        assert!(only("a = 2026-13-01").3.contains("01 till 12"));
        assert!(only("a = 26-11-20").3.contains("2026-11-20"));
    }

    #[test]
    fn pasted_characters_come_first() {
        assert_eq!(only("a = “hej”").2, "“");
        assert_eq!(only("a = \"hej”\nb = 1").2, "”");
        assert_eq!(only("a\u{a0}= 1").2, "\u{a0}");
        // Inside proper quotes they are ordinary text.
        assert!(problems("a = \"9 kap. 34–35 §§ ”så”\"").is_empty());
        assert_eq!(only("a = \"1–2\" x").0, Code::TomlSyntax);
    }

    #[test]
    fn a_repeated_name_shows_both_places() {
        let source = SourceText::new("x.toml", "[[fact]]\nid = 1\no = [{ id = 3 }]\nid = 2\n");
        let all: Vec<_> = TomlDocument::parse(&source).finish().into_iter().collect();
        assert_eq!((all.len(), all[0].code), (1, Code::TomlDuplicateKey));
        assert_eq!(all[0].place.as_ref().unwrap().start().line, 4);
        assert_eq!(all[0].secondary[0].0.start().line, 2);
    }

    #[test]
    fn missing_comma_is_marked_where_it_belongs() {
        let source = SourceText::new("x.toml", "a = [\n  1\n  2,\n]\n");
        let all: Vec<_> = TomlDocument::parse(&source).finish().into_iter().collect();
        assert_eq!(all[0].place.as_ref().unwrap().address(), "x.toml:2:4");
    }

    #[test]
    fn a_missing_end_is_reported_once() {
        let source = SourceText::new("x.toml", "a = hej\nk = [\"a\", \"b\"\nlevel = 9\n[[fact]]\nkind = \"bool\"\n");
        let all: Vec<_> = TomlDocument::parse(&source).finish().into_iter().collect();
        let places: Vec<_> = all.iter().map(|problem| problem.place.as_ref().unwrap().address()).collect();
        assert_eq!(places, ["x.toml:1:5", "x.toml:2:14"], "{all:?}");
        assert!(all[1].help[0].contains("avsluta listan"));
        let source = SourceText::new("x.toml", "a = 1\nb = \"\"\"text\nc = 2\n");
        let all: Vec<_> = TomlDocument::parse(&source).finish().into_iter().collect();
        assert_eq!((all.len(), all[0].place.as_ref().unwrap().address().as_str()), (1, "x.toml:2:5"));
    }

    #[test]
    fn no_english_reaches_the_author() {
        for text in [
            "]",
            "= 1",
            "a = = 1",
            "a = {",
            "a = [,]",
            "a = {,}",
            "a.b = 1\na.b.c = 2",
            "a = 0x",
            "a = 1__0",
            "a = +",
            "a = 'x",
            "[a",
            "[a]]",
            "a = \"\\u12\"",
            "a = 1e",
            "\u{1}",
            "a = nan1",
            "a = 12:00:99",
        ] {
            for (_, message, _, help) in problems(text) {
                for word in ["expected", "invalid", "missing", "unclosed", "key"] {
                    assert!(!message.contains(word) && !help.contains(word), "{text}: {message} / {help}");
                }
            }
        }
    }
}
