//! The Swedish sentences that reports say themselves. What a rule or the pack says is not here.
//!
//! Short, active, with verbs. A report is a *beslutsunderlag*, never a *beslut*.

pub mod comparison;
pub mod completions;
pub mod heading;
pub mod row;

use crate::advice::Verdict;
use crate::facts::scenario::Status;
use crate::rules::RiskLevel;
use crate::text::{capitalised, join_and, join_or};

/// An answer that is not known.
pub const UNKNOWN: &str = "vet ej";
/// Beside a reason that rests on a text nobody has read.
pub const NOT_CHECKED: &str = "inte kontrollerat mot källan";
/// A pack that no jurist has signed.
pub const UNREVIEWED: &str = "OGRANSKAT";
/// What an unreviewed pack means.
pub const UNREVIEWED_MEANS: &str = "ingen jurist har skrivit under reglerna. Kontrollera varje skäl mot lagen.";
/// What the report is.
pub const NO_DECISION: &str = "Beslutsunderlag framtaget med fasta regler som en jurist kan läsa. Det är inget beslut.";
/// Whether a machine has guessed.
pub const NO_AI: &str = "fasta regler, ingen AI";

/// A small number as a word.
pub fn number_word(number: usize) -> String {
    const WORDS: [&str; 13] =
        ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// How far the case has come.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "UTKAST",
        Status::Final => "SLUTLIG",
        Status::Example => "EXEMPEL",
    }
}

/// What follows from how far the case has come.
pub fn status_means(status: Status) -> Option<&'static str> {
    match status {
        Status::Draft => Some("skickar ni utkastet till en annan kommun blir det normalt en allmän handling."),
        Status::Example => Some("för övning och jämförelse, inte underlag i ett verkligt ärende."),
        Status::Final => None,
    }
}

/// The first sentence.
pub fn lead(verdict: Verdict, name: &str, rival: Option<&str>, conditions: usize) -> String {
    let on = on_conditions(conditions);
    match (verdict, rival) {
        (Verdict::Tydligt, _) => format!("Rådet är tydligt: {name}{on}."),
        (Verdict::LutarAt, _) => format!("Det lutar åt {name}{on}."),
        (Verdict::Jamnt, Some(rival)) => {
            format!("Det är jämnt mellan {name} och {rival}. Det förstnämnda ligger knappt före{on}.")
        }
        (Verdict::Jamnt, None) => format!("Det väger jämnt, med {name} knappt före{on}."),
        (Verdict::IngenAvTre, _) => format!("Rådet är ingen av de tre formerna utan {name}."),
        (Verdict::KanInteBedomas, _) => CANNOT_JUDGE.to_owned(),
    }
}

/// The first sentence when there is nothing to advise.
pub const NONE_AT_ALL: &str = "Ingen av de tre formerna passar, och reglerna pekar inte heller ut något annat.";
/// What that means.
pub const NONE_AT_ALL_MEANS: &str = "Det betyder inte att samarbetet är omöjligt. Det betyder att varje form antingen är stängd \
    eller har minst lika mycket emot sig som för sig, med de svar ni har gett. Läs vad som stoppade och vad som skulle ändra rådet.";
/// The first sentence when too little is known.
pub const CANNOT_JUDGE: &str = "Det går inte att bedöma än. För lite är känt.";
/// What that means.
pub const CANNOT_JUDGE_MEANS: &str = "Det är ett riktigt svar. Rådet skulle bli olika beroende på det som inte är besvarat, och \
    programmet gissar inte. Ta reda på det som står härnäst och kör sedan igen.";

fn on_conditions(conditions: usize) -> String {
    match conditions {
        0 => String::new(),
        1 => ", på ett villkor".to_owned(),
        many => format!(", på {} villkor", number_word(many)),
    }
}

/// What the verdict rests on, by the sums.
pub fn margin(score: i64, rival: Option<(&str, i64)>, lead: i64) -> String {
    match rival {
        Some((rival, other)) => format!(
            "Skälen för minus skälen emot blir {}, mot {} för {rival}: ett försprång på {}.",
            signed(score),
            signed(other),
            signed(lead)
        ),
        None => {
            format!("De andra två formerna är inte tillgängliga. Skälen för minus skälen emot blir {}.", signed(score))
        }
    }
}

/// The verdict word by the lead, when nothing lowers it.
pub fn word_by_lead(verdict: Verdict, clear: i64, leaning: i64) -> String {
    match verdict {
        Verdict::Tydligt => format!("Från {clear} skriver vi tydligt."),
        Verdict::LutarAt => format!("Från {leaning} skriver vi lutar åt, från {clear} tydligt."),
        _ => format!("Under {leaning} skriver vi jämnt."),
    }
}

/// Why the verdict is one step lower than the sums say: before and after the reasons.
pub fn lowered(from: Verdict, to: Verdict, questions: usize) -> (String, String) {
    let questions = if questions == 1 { "en fråga".to_owned() } else { format!("{} frågor", number_word(questions)) };
    (
        format!("Det räcker till {}, men rättsläget är oklart i {questions} som formen vilar på:", from.in_words()),
        format!("Därför skriver vi {} och inte {}.", to.in_words(), from.in_words()),
    )
}

/// What the reasons for a form that is not available add up to.
pub fn sum_if_available(score: i64) -> String {
    format!(" (skälens summa vore annars {})", signed(score))
}

/// A whole number with a real minus sign.
pub fn signed(number: i64) -> String {
    crate::text::number(number)
}

/// Beside references to a provision that has changed since it was read, or was to change: of a proposal alone nobody here
/// knows what became of it.
pub fn changed_provision(which: &str, version: Option<&str>, from: &str, decided: bool) -> String {
    let version = version.map(|version| {
        let known = version.starts_with("lydelse") || version.starts_with("lagtexten");
        format!("{}{version}; ", if known { "" } else { "lydelse " })
    });
    let changed = if decided { "ändrad" } else { "skulle ändras" };
    format!("{which}{}{changed} {from}, ny lydelse inte kontrollerad", version.unwrap_or_default())
}

/// How grave a risk is.
pub fn risk_level(level: RiskLevel) -> &'static str {
    match level {
        RiskLevel::High => "Hög",
        RiskLevel::Medium => "Medelhög",
        RiskLevel::Low => "Låg",
    }
}

/// The cure of a hinder.
pub const CURE: &str = "Så går det att lösa:";

/// A note to an answer.
pub const NOTE: &str = "Er anteckning:";
/// A form that nothing speaks against and nothing for.
pub const NOTHING_FOR_FORM: &str = "inget i svaren talar tillräckligt för den.";

/// Before another answer and what it would give.
pub const OTHERWISE: &str = "Om svaret i stället är";

/// What an alternative that leads is weighed against.
pub fn alternative_margin(score: i64, rival: &str, other: i64) -> String {
    format!("Skälens summa är {}, mot {} för {rival}, som kommer närmast av de tre.", signed(score), signed(other))
}

/// Before the list of decisive answers.
pub fn decisive(count: usize, alone: bool) -> String {
    let questions = if count == 1 { "en fråga".to_owned() } else { format!("{} frågor", number_word(count)) };
    if alone {
        let (answer, each) = if count == 1 { ("Svaret", "den") } else { ("Svaren", "någon av dem") };
        format!("{answer} på {questions} avgjorde. Ett annat svar på {each} kan ge ett annat råd.")
    } else {
        "Ingen ändring av ett enda av era svar skulle ändra rådet. Det vilar mest på de här svaren:".to_owned()
    }
}

/// How many more there are than those listed.
pub fn and_more(more: usize) -> String {
    format!("… och {} till, i den långa versionen.", number_word(more))
}

/// Possible hinders of the same question that are not told.
pub fn more_hinders(more: usize) -> String {
    let hinders = if more == 1 { "hinder".to_owned() } else { "hinder av samma slag".to_owned() };
    format!("Beroende på svaret finns {} möjliga {hinders} till.", number_word(more))
        .replace("ett möjliga", "ett möjligt")
}

/// A form's standing when more speaks against it than for it.
pub const MORE_AGAINST: &str = "mer talar emot än för";

/// Where the conditions of the first choice stand.
pub fn conditions_above(conditions: usize) -> String {
    format!("{} villkor, se ovan", number_word(conditions))
}

/// What is deducted for a task that cannot be moved whole.
pub fn deduction_part(deduction: i64) -> String {
    format!("{} för att en del av uppgiften måste stanna där lagen lägger den.", signed(-deduction))
}

/// What is deducted for a design that must be changed.
pub fn deduction_design(deduction: i64) -> String {
    format!("{} för att det ni har tänkt måste ändras.", signed(-deduction))
}

/// Why a positive sum counts as nothing.
pub fn only_support(groups: &[&str]) -> String {
    format!("Skäl om {} räcker inte ensamma, så summan räknas som noll.", join_and(groups).to_lowercase())
}

/// That an alternative is also credited with reasons that rules give for the forms.
pub fn equal_footing(rules: &[&str]) -> String {
    format!(
        "I summan räknas också skäl som talar lika mycket för det här som för en av formerna (regel {}).",
        join_and(rules)
    )
}

/// What the reasons add up to.
pub fn sum(score: i64) -> String {
    format!(" (skälens summa {})", signed(score))
}

/// How long a form takes to set up.
pub fn months(months: i64) -> String {
    format!("ungefär {}", crate::text::with_unit(months, "månader"))
}

/// Alternatives that nothing was said about.
pub fn nothing_for(names: &[&str]) -> String {
    format!("Inget i svaren talar särskilt för {}.", join_or(names))
}

/// The heading of what follows from a choice.
pub fn if_you_choose(name: &str) -> String {
    format!("Om ni väljer {name}")
}

/// A changed set of answers and what comes of it.
pub fn becomes(name: Option<&str>, verdict: Verdict) -> String {
    match (verdict, name) {
        (Verdict::KanInteBedomas, _) => "går det inte längre att bedöma".to_owned(),
        (_, None) => "passar ingen av de tre formerna, och inget annat leder".to_owned(),
        (Verdict::IngenAvTre, Some(name)) => format!("blir rådet ingen av de tre utan {name}"),
        (verdict, Some(name)) => format!("kommer {name} först ({})", verdict.in_words()),
    }
}

/// A document with its number of points.
pub fn document_points(document: &str, points: usize) -> String {
    format!("{document} ({})", crate::text::counted(points, "punkt", "punkter"))
}

/// That no single answer would change the advice, and how many pairs would.
pub fn no_single_change(pairs: usize, untold: bool) -> String {
    match pairs {
        0 => "Ingen ändring av ett eller två av de svar ni har gett skulle ge ett annat råd.".to_owned(),
        pairs => {
            let many = crate::text::counted(pairs, "ändring", "ändringar");
            let where_told = if untold { " Den långa versionen visar dem." } else { "" };
            format!(
                "Ingen ändring av ett enda av de svar ni har gett skulle ge ett annat råd, men {many} av två svar på en gång \
                 skulle göra det.{where_told}"
            )
        }
    }
}

/// Changes that are not told.
pub fn more_changes(more: usize) -> String {
    match more {
        1 => "Den långa versionen visar en ändring till.".to_owned(),
        more => format!("Den långa versionen visar {} ändringar till.", number_word(more)),
    }
}

/// The documents of a choice.
pub fn documents(named: &[String]) -> String {
    format!("{}. Punkterna står med lagrum i den långa versionen.", capitalised(&join_and(named)))
}

/// The time a step should be done, counted from the start.
pub fn months_before(months: i64) -> String {
    match months {
        0 => "Vid starten".to_owned(),
        1 => "1 månad före start".to_owned(),
        before if before > 0 => format!("{before} månader före start"),
        after => {
            format!("{} efter start", crate::text::counted(usize::try_from(-after).unwrap_or(0), "månad", "månader"))
        }
    }
}

/// Steps of the timeline that should already be done.
pub fn already_passed(steps: usize) -> String {
    let steps = if steps == 1 { "Ett steg".to_owned() } else { format!("{} steg", capitalised(&number_word(steps))) };
    format!(
        "{steps} borde enligt tidplanen redan vara klara. Senarelägg starten, eller räkna med att hinna kortare tid på varje steg."
    )
}

/// A start too near for the timeline.
pub const SHORT_OF_TIME: &str = "Ont om tid:";

/// Steps that should already be done, in one sentence at the top.
pub fn late_steps(steps: usize) -> String {
    let (steps, done) = match steps {
        1 => ("ett steg".to_owned(), "klart"),
        steps => (format!("{} steg", number_word(steps)), "klara"),
    };
    format!("starten är så nära att {steps} i tidplanen redan borde vara {done}.")
}

/// Before a duty or a risk of another variant than the one advised.
pub fn only_for_variant(name: &str) -> String {
    format!("Gäller bara {name}:")
}

/// What an open question could do: change the first choice.
pub const CAN_CHANGE: &str = "kan ändra förstahandsvalet";

/// What an open question could do: bar something.
pub fn can_bar(names: &[&str]) -> String {
    format!("kan ge hinder eller villkor för {}", join_and(names))
}

/// What an open question could do: bar something, without saying what.
pub const CAN_BAR: &str = "kan ge hinder eller villkor";
/// What an open question could do: weigh.
pub const CAN_WEIGH: &str = "kan väga för eller emot en form";
/// What an open question could do: nothing to the first choice.
pub const CANNOT_CHANGE: &str = "kan inte ändra förstahandsvalet";
/// What an open question could do: nothing that weighs.
pub const ONLY_DUTIES: &str = "kan bara ge krav, risker eller upplysningar";

/// How many questions are not named.
pub fn and_more_questions(more: usize) -> String {
    format!("{} till", number_word(more))
}

/// Open questions that are only counted; `more` where others have been named before them.
pub fn questions_that(count: usize, effect: &str, more: bool) -> String {
    let counted = crate::text::counted(count, "fråga", "frågor");
    format!("{counted}{} {effect}. Den långa versionen visar dem.", if more { " till" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_counted_in_the_first_sentence() {
        assert_eq!(lead(Verdict::LutarAt, "avtalssamverkan", None, 1), "Det lutar åt avtalssamverkan, på ett villkor.");
        assert_eq!(lead(Verdict::Tydligt, "gemensam nämnd", None, 0), "Rådet är tydligt: gemensam nämnd.");
        assert_eq!(number_word(13), "13");
    }

    #[test]
    fn a_changed_provision_says_which_text_was_read() {
        assert_eq!(
            changed_provision("", Some("lydelse t.o.m. SFS 2025:1490"), "1 juli 2026", false),
            "lydelse t.o.m. SFS 2025:1490; skulle ändras 1 juli 2026, ny lydelse inte kontrollerad"
        );
        assert_eq!(
            changed_provision("19 kap. 2 §: ", None, "1 juli 2026", true),
            "19 kap. 2 §: ändrad 1 juli 2026, ny lydelse inte kontrollerad"
        );
    }
}
