//! What a comparison of two cases says.

use crate::text::counted;

/// Its title.
pub const TITLE: &str = "Jämförelse av två underlag";
/// The outcome side by side.
pub const RESULTS: &str = "Utfallet";
/// The answers.
pub const ANSWERS: &str = "Svar som skiljer";
/// The hinders.
pub const HINDERS: &str = "Hinder som skiljer";
/// The reasons.
pub const REASONS: &str = "Skäl som skiljer";
/// The duties of the forms that come first.
pub const DUTIES: &str = "Krav som skiljer";
/// The risks of the forms that come first.
pub const RISKS: &str = "Risker som skiljer";
/// Nothing differs in the outcome.
pub const SAME: &str = "Rådet blir detsamma i A och B.";
/// Only the verdict differs.
pub const OTHER_VERDICT: &str = "Förstahandsvalet är detsamma i A och B, men inte hur säkert det är.";
/// The first choice differs.
pub const OTHER_FIRST: &str = "Rådet blir ett annat i B än i A.";
/// The days differ.
pub const OTHER_DAY: &str = "A och B bedöms efter lagen vid olika dagar. En del av skillnaden kan bero på det; \
    med --date bedöms båda samma dag.";
/// A case that cannot be judged.
pub const CANNOT_JUDGE: &str = "Ett underlag som inte kan bedömas har inget förstahandsval. Det betyder inte att \
    formerna är likvärdiga.";
/// What is left out.
pub const THE_REST: &str = "Jämförelsen visar vad som skiljer. Hela rådet för vart och ett får du med niokap advise.";

/// What stands in one of them alone.
pub fn only(side: &str) -> String {
    format!("Bara {side}")
}

/// How many answers differ and how many are alike.
pub fn answers(different: usize, alike: usize) -> String {
    let alike = counted(alike, "svar är lika", "svar är lika");
    match different {
        0 => format!("Inga svar skiljer. {alike}."),
        _ => format!("{} och {alike}.", counted(different, "svar skiljer", "svar skiljer")),
    }
}
