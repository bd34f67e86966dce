//! The script engine's errors as diagnostics: our words, the author's place, a cure.

use std::ops::Range;
use std::sync::Arc;

use rhai::{EvalAltResult, LexError, ParseError, ParseErrorType};

use super::fault::Fault;
use super::host::{Host, Origin, ScriptError};
use super::places::{find_near, has_place, last_word, of_error, word_at, words_from};
use super::shape;
use super::tokens::{Token, TokenKind};
use super::vocabulary::{CALLABLE, EFFECTS};
use crate::diagnostics::suggest::did_you_mean;
use crate::diagnostics::{Code, Diagnostic, Place, SourceText};
use crate::facts::Kind;

/// Makes a diagnostic of what stopped a piece of script.
pub fn diagnostic(error: &ScriptError, origin: &Origin, host: &Host) -> Diagnostic {
    match error {
        ScriptError::Syntax(error) => syntax(error, origin, host),
        ScriptError::Run(error) => run(error, origin, host),
        ScriptError::NoFunction => Diagnostic::new(Code::RuleSyntax, "texten är inget villkor")
            .at_span(&origin.source, origin.start..origin.start)
            .help("skriv ett villkor på fakta, till exempel `f.antal_parter >= 3`"),
    }
}

/// Makes a diagnostic of what stopped a rule's condition. Where the engine gives no place, as for limits, the whole
/// condition is marked.
pub fn of_condition(error: Box<EvalAltResult>, origin: &Origin, condition: &Place, host: &Host) -> Diagnostic {
    let placed = has_place(&error);
    let problem = diagnostic(&ScriptError::Run(error), origin, host);
    if placed { problem } else { problem.at(condition.clone()) }
}

/// Makes a diagnostic of what stopped a whole statement or expression, whose tokens may tell more than the engine.
pub fn of_statement(error: &ScriptError, origin: &Origin, tokens: &[Token], host: &Host) -> Diagnostic {
    let uncertain = matches!(error, ScriptError::Syntax(error) if !knows_best(error));
    let mistake = uncertain.then(|| shape::mistake(&origin.source, tokens)).flatten();
    mistake.unwrap_or_else(|| diagnostic(error, origin, host))
}

/// Whether the engine names the mistake itself, and not only where it stumbled.
fn knows_best(error: &ParseError) -> bool {
    matches!(
        error.0.as_ref(),
        ParseErrorType::Reserved(_)
            | ParseErrorType::BadInput(LexError::ImproperSymbol(..) | LexError::StringTooLong(_))
            | ParseErrorType::ExprTooDeep
            | ParseErrorType::LiteralTooLarge(..)
            | ParseErrorType::DuplicatedProperty(_)
            | ParseErrorType::FnMissingName
            | ParseErrorType::FnMissingParams(_)
            | ParseErrorType::VariableExists(_)
            | ParseErrorType::MismatchedType(..)
    )
}

fn syntax(error: &ParseError, origin: &Origin, host: &Host) -> Diagnostic {
    let source = &origin.source;
    let at = origin.offset(error.1).unwrap_or(origin.start);
    let here = word_at(source, at);
    let word = source.slice(&here).to_owned();
    let about_a_sign = matches!(
        error.0.as_ref(),
        ParseErrorType::Reserved(_)
            | ParseErrorType::BadInput(LexError::ImproperSymbol(..))
            | ParseErrorType::MismatchedType(..)
    );
    if let Some(sign) = assigning(source, at, &here).filter(|_| about_a_sign) {
        return assignment(source, sign);
    }
    match error.0.as_ref() {
        ParseErrorType::MissingToken(token, _) if token == "," || token == "}" || token == ")" || token == "]" => {
            missing_mark(source, at, token)
        }
        ParseErrorType::VariableUndefined(name) => undefined(name, source, here, host),
        ParseErrorType::VariableExists(name) => {
            Diagnostic::new(Code::RuleSyntax, format!("namnet `{name}` är upptaget"))
                .at_span(source, here)
                .help("välj ett annat namn")
        }
        // The engine has another such error for loops, which rules do not have.
        ParseErrorType::MismatchedType(..) => not_truth(source, here),
        ParseErrorType::FnMissingParams(name) => {
            Diagnostic::new(Code::RuleSyntax, format!("funktionen `{name}` tar inte emot fakta"))
                .at_span(source, find_near(source, origin.start, name).unwrap_or(here))
                .help(format!("skriv `fn {name}(f) {{ … }}`"))
        }
        ParseErrorType::BadInput(LexError::MalformedNumber(_)) => {
            Diagnostic::new(Code::RuleSyntax, "talet går inte att läsa")
                .at_span(source, here)
                .help("skriv ett heltal, högst 9 223 372 036 854 775 807")
        }
        ParseErrorType::ExprTooDeep => Diagnostic::new(Code::RuleTooDeep, "för många parenteser i varandra")
            .at_span(source, here)
            .help("dela upp villkoret i hjälpfunktioner (`fn namn(f) { … }`)"),
        ParseErrorType::Reserved(_) | ParseErrorType::BadInput(LexError::ImproperSymbol(..)) => {
            Diagnostic::new(Code::RuleForbiddenFunction, format!("`{word}` finns inte i regelspråket"))
                .at_span(source, here)
                .help("en regel är ett villkor på fakta: jämförelser, `&&`, `||`, `!` och egna hjälpfunktioner")
        }
        ParseErrorType::BadInput(LexError::UnterminatedString) => {
            Diagnostic::new(Code::RuleSyntax, "texten saknar sitt sista citattecken")
                .at_span(source, here)
                .help("avsluta texten med \" på samma rad")
        }
        ParseErrorType::BadInput(_) => Diagnostic::new(Code::RuleSyntax, format!("`{word}` går inte att läsa här"))
            .at_span(source, here)
            .help("ta bort tecknet eller sätt det inom citattecken"),
        ParseErrorType::DuplicatedProperty(name) => {
            Diagnostic::new(Code::TomlDuplicateKey, format!("fältet `{name}` står två gånger"))
                .at_span(source, here)
                .help("behåll ett av dem")
        }
        ParseErrorType::LiteralTooLarge(..) => Diagnostic::new(Code::RuleTooLarge, "texten eller listan är för lång")
            .at_span(source, here)
            .help("en text får ha högst 4 096 tecken, en lista högst 256 poster och en regel högst 64 fält"),
        ParseErrorType::UnexpectedEOF => Diagnostic::new(Code::RuleSyntax, "regeln tar slut för tidigt")
            .at_span(source, last_word(source, at))
            .help("en parentes eller klammer är inte stängd; en regel slutar med `});`"),
        _ => missing_or_unreadable(source, at, here, &word),
    }
}

/// A name that stands for nothing.
fn undefined(name: &str, source: &Arc<SourceText>, here: Range<usize>, host: &Host) -> Diagnostic {
    let message = format!("`{name}` betyder inget här");
    let (message, help) = match name {
        "f" => ("villkoret säger inte vad `f` är".to_owned(), "börja villkoret med `|f|`: `när: |f| f.…`".to_owned()),
        effect if EFFECTS.contains(&effect) => {
            (message, format!("skriv `{name}(…)` med parenteser, också om inget står i dem"))
        }
        fact if host.schema().find(fact).is_some() => {
            (message, format!("ett faktum skrivs med `f.` framför: `f.{name}`"))
        }
        _ => (message, format!("texter står inom citattecken (\"{name}\") och fakta skrivs med `f.` framför")),
    };
    let meant = did_you_mean(name, EFFECTS.into_iter().chain(CALLABLE));
    Diagnostic::new(Code::RuleSyntax, message).at_span(source, here).help(help).help_if(meant)
}

/// The single `=` that the engine stumbles over: the word itself, or the one before it.
fn assigning(source: &Arc<SourceText>, at: usize, here: &Range<usize>) -> Option<Range<usize>> {
    let single = |sign: &Range<usize>| {
        let before = source.text().get(..sign.start).unwrap_or_default();
        let after = source.text().get(sign.end..).unwrap_or_default();
        source.slice(sign) == "=" && !before.ends_with(['=', '!', '<', '>']) && !after.starts_with('=')
    };
    [here.clone(), last_word(source, at)].into_iter().find(single)
}

/// One `=` for two.
fn assignment(source: &Arc<SourceText>, here: Range<usize>) -> Diagnostic {
    Diagnostic::new(Code::RuleWrongComparison, "`=` jämför inte")
        .at_span(source, here)
        .help("skriv `==` för att jämföra")
}

/// Something else where yes or no is needed.
fn not_truth(source: &Arc<SourceText>, here: Range<usize>) -> Diagnostic {
    Diagnostic::new(Code::RuleNotBoolean, "här behövs ja eller nej")
        .at_span(source, here)
        .help("jämför faktumet med något: `f.beslut_hos == \"egen_namnd\"`, `f.jav_lage.har(\"ingen\")`, `f.antal_parter >= 3`")
}

/// Two values beside each other are almost always a forgotten comma or operator.
fn missing_or_unreadable(source: &Arc<SourceText>, at: usize, here: Range<usize>, word: &str) -> Diagnostic {
    let found = words_from(source, here.start);
    if let [name, colon, ..] = found.as_slice()
        && name.kind == TokenKind::Word
        && colon.text(source.text()) == ":"
    {
        return missing_mark(source, at, ",");
    }
    Diagnostic::new(Code::RuleSyntax, format!("`{word}` går inte att läsa här"))
        .at_span(source, here)
        .help("kontrollera citattecken, komman och parenteser på raden och raden före")
}

/// A mark is reported at the token after the place where it is missing; the author looks for it before.
fn missing_mark(source: &Arc<SourceText>, at: usize, mark: &str) -> Diagnostic {
    let before = last_word(source, at);
    let (code, message) = match mark {
        "," => (Code::RuleMissingComma, "det saknas ett komma efter den här texten"),
        "}" => (Code::RuleSyntax, "det saknas en klammer `}` eller ett komma efter den här texten"),
        ")" => (Code::RuleSyntax, "det saknas en parentes `)` eller ett komma efter den här texten"),
        _ => (Code::RuleSyntax, "det saknas en hakparentes `]` eller ett komma efter den här texten"),
    };
    Diagnostic::new(code, message).at_span(source, before).help("varje fält slutar med ett komma, och regeln med `});`")
}

fn run(error: &EvalAltResult, origin: &Origin, host: &Host) -> Diagnostic {
    let (source, at) = of_error(error, origin, host);
    if let Some(fault) = Fault::of(error) {
        return faulted(&fault, &source, at, host);
    }
    let inner = innermost(error);
    let mut here = word_at(&source, at);
    if source.slice(&here) == "." {
        // The engine marks the dot; the author sees the name behind it.
        here = word_at(&source, here.end);
    }
    let word = source.slice(&here).to_owned();
    match inner {
        EvalAltResult::ErrorTooManyOperations(_) => too_long(&source, here),
        EvalAltResult::ErrorStackOverflow(_) => {
            Diagnostic::new(Code::RuleRecursion, "för många funktioner anropar varandra i led")
                .at_span(&source, here)
                .help("högst 16 funktioner får anropa varandra i ett led")
        }
        EvalAltResult::ErrorDataTooLarge(..) => Diagnostic::new(Code::RuleTooLarge, "något i regeln växer för stort")
            .at_span(&source, here)
            .help("en text får ha högst 4 096 tecken, en lista högst 256 poster och en regel högst 64 fält"),
        EvalAltResult::ErrorFunctionNotFound(signature, _) => unknown_function(signature, &source, here, host),
        EvalAltResult::ErrorDotExpr(..) if assigned(&source, here.end).is_some() => {
            assignment(&source, assigned(&source, here.end).unwrap_or(here))
        }
        EvalAltResult::ErrorDotExpr(..)
        | EvalAltResult::ErrorPropertyNotFound(..)
        | EvalAltResult::ErrorIndexingType(..) => {
            Diagnostic::new(Code::RuleWrongComparison, format!("`{word}` går inte att använda så här"))
                .at_span(&source, here)
                .help("ett faktum skrivs `f.namn` och jämförs med ett alternativ eller ett tal")
        }
        EvalAltResult::ErrorMismatchDataType(..) | EvalAltResult::ErrorMismatchOutputType(..) => {
            not_truth(&source, here)
        }
        EvalAltResult::ErrorModuleNotFound(name, _) => {
            Diagnostic::new(Code::RuleForbiddenFunction, format!("`{name}::` finns inte i regelspråket"))
                .at_span(&source, here)
                .help("regler läser inte in andra filer; hjälpfunktioner i regelpaketet anropas med bara sitt namn")
        }
        _ => Diagnostic::new(Code::RuleSyntax, "regeln går inte att köra här")
            .at_span(&source, here)
            .help("en regel är ett villkor på fakta: jämförelser, `&&`, `||`, `!` och egna hjälpfunktioner"),
    }
}

/// The single `=` that follows a byte, if one does.
fn assigned(source: &Arc<SourceText>, at: usize) -> Option<Range<usize>> {
    match words_from(source, at).as_slice() {
        [sign, next, ..] if sign.text(source.text()) == "=" && next.text(source.text()) != "=" => {
            Some(sign.span.clone())
        }
        _ => None,
    }
}

fn too_long(source: &Arc<SourceText>, here: Range<usize>) -> Diagnostic {
    Diagnostic::new(Code::RuleTooManyOperations, "villkoret räknar för länge")
        .at_span(source, here)
        .help("ta bort upprepningen; ett villkor är en handfull jämförelser")
}

fn unknown_function(signature: &str, source: &Arc<SourceText>, here: Range<usize>, host: &Host) -> Diagnostic {
    let name = signature.split([' ', '(']).next().unwrap_or_default().to_owned();
    let is_name = name.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
    if name == "!" {
        return not_truth(source, here);
    }
    if !is_name || matches!(name.as_str(), "contains" | "to_string") {
        return Diagnostic::new(
            Code::RuleWrongComparison,
            format!("`{}` går inte att använda här", source.slice(&here)),
        )
        .at_span(source, here)
        .help("fakta kan jämföras men inte räknas med; listor prövas med `.en_av([…])` eller `.har_nagon([…])`");
    }
    let place = find_near(source, here.start, &name).unwrap_or(here);
    if name.starts_with("anon$") {
        // An unnamed function: the condition itself, called with `f`.
        return Diagnostic::new(Code::RuleWrongFieldType, "ett villkor tar emot `f` och inget annat")
            .at_span(source, place)
            .help("börja villkoret med `|f|`");
    }
    let usage = match name.as_str() {
        "regel" => Some("`regel(#{ … });` med fälten inom `#{` och `}`".to_owned()),
        "en_av" => Some("`.en_av([\"a\", \"b\"])` med en lista".to_owned()),
        "har" => Some("`.har(\"a\")` med ett alternativ".to_owned()),
        "har_nagon" => Some("`.har_nagon([\"a\", \"b\"])` med en lista".to_owned()),
        "hinder" => Some(
            "`hinder(\"form\")`, `hinder(\"variant\")`, `hinder(\"deluppgift\")` eller `hinder(\"utformning\")`"
                .to_owned(),
        ),
        "risk" => Some("`risk(\"hog\")`, `risk(\"medel\")` eller `risk(\"lag\")`".to_owned()),
        "talar_for" | "talar_emot" => Some(format!("`{name}(3)` med en vikt från 1 till 5")),
        "krav" | "upplyser" => Some(format!("`{name}()` utan något mellan parenteserna")),
        helper if host.is_helper(helper) => Some(format!("`{name}(f)`")),
        _ => None,
    };
    if let Some(usage) = usage {
        return Diagnostic::new(Code::RuleUnknownFunction, format!("`{name}` anropas fel"))
            .at_span(source, place)
            .help(format!("skriv {usage}"));
    }
    let known = host.helpers().iter().map(|helper| helper.name.as_str()).chain(CALLABLE).chain(EFFECTS);
    Diagnostic::new(Code::RuleUnknownFunction, format!("`{name}` finns inte i regelspråket"))
        .at_span(source, place)
        .help_if(did_you_mean(&name, known))
}

fn faulted(fault: &Fault, source: &Arc<SourceText>, at: usize, host: &Host) -> Diagnostic {
    let schema = host.schema();
    let here = word_at(source, at);
    match fault {
        Fault::UnknownFact { name } => {
            let place = find_near(source, at, name).unwrap_or(here);
            if schema.find(name).is_some() {
                return Diagnostic::new(
                    Code::RuleSyntax,
                    format!("skriv `f.{name}` utan hakparenteser och citattecken"),
                )
                .at_span(source, place);
            }
            let suggestion = crate::diagnostics::suggest::closest(name, schema.names());
            let help = suggestion.and_then(|id| {
                let declared = &schema.fact(schema.find(id)?).place;
                let file = declared.source.name().rsplit('/').next().unwrap_or_default().to_owned();
                Some(format!("menade du `{id}`? Det är deklarerat i {file} rad {}.", declared.start().line))
            });
            Diagnostic::new(Code::RuleUnknownFact, format!("`{name}` finns inte bland fakta"))
                .at_span(source, place)
                .help_if(help)
        }
        Fault::UnknownOption { fact, option } => {
            let quoted = format!("\"{option}\"");
            let place = find_near(source, at, &quoted).unwrap_or(here);
            let kind = schema.find(fact).map(|id| &schema.fact(id).kind);
            let options = kind.map(Kind::options).unwrap_or_default().iter().map(|option| option.id.as_str());
            Diagnostic::new(Code::RuleUnknownOption, format!("`{option}` är inget alternativ till `{fact}`"))
                .at_span(source, place)
                .help_if(crate::diagnostics::suggest::did_you_mean_or_list(option, options))
        }
        Fault::WrongComparison { fact, kind, with } => {
            if fact.is_empty() {
                return Diagnostic::new(Code::RuleWrongComparison, format!("ett ja eller nej går inte att jämföra med {with}"))
                    .at_span(source, here)
                    .help("skriv bara `f.namn` för ja och `!f.namn` för nej, och två gränser med `&&`: `2 < f.namn && f.namn < 5`");
            }
            let place = find_near(source, at, fact).unwrap_or(here);
            let help = match *kind {
                "ett val" => "ett val jämförs med `==`, `!=` eller `.en_av([\"a\", \"b\"])`",
                "ett flerval" => "ett flerval prövas med `.har(\"a\")` eller `.har_nagon([\"a\", \"b\"])`",
                _ => "ett tal jämförs med `<`, `<=`, `>`, `>=`, `==` eller `!=` och ett heltal",
            };
            Diagnostic::new(
                Code::RuleWrongComparison,
                format!("`{fact}` är {kind} och går inte att jämföra med {with}"),
            )
            .at_span(source, place)
            .help(help)
        }
        Fault::ComparesNumbers => Diagnostic::new(Code::RuleNotExplorable, "två tal jämförs med varandra")
            .at_span(source, here)
            .help("jämför talet med ett fast värde, eller låt ett eget faktum svara på jämförelsen"),
        Fault::RuleInside => {
            Diagnostic::new(Code::RuleOutsideCall, "en regel kan inte stå inuti ett villkor eller en funktion")
                .at_span(source, here)
                .help("flytta ut `regel(…)` så att den börjar en egen rad")
        }
        Fault::NotKnown => {
            Diagnostic::new(Code::RuleNotExplorable, "villkoret behöver ett svar som inte finns").at_span(source, here)
        }
        Fault::BadEffect { message } => Diagnostic::new(Code::RuleUnknownEffect, message.clone()).at_span(source, here),
        Fault::TooManyCases => {
            Diagnostic::new(Code::RuleNotExplorable, "villkoret har för många fall").at_span(source, here)
        }
        Fault::TooLong => too_long(source, here),
    }
}

fn innermost(error: &EvalAltResult) -> &EvalAltResult {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _) => innermost(inner),
        other => other,
    }
}
