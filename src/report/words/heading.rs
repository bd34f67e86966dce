//! Headings.

/// Hinders that can be cured.
pub const CONDITIONS: &str = "Villkor";
/// Hinders that wait for answers.
pub const TO_EXAMINE: &str = "Behöver utredas";
/// The answers that decided.
pub const DECISIVE: &str = "Det som avgjorde";
/// Why no form is advised.
pub const STOPPED: &str = "Vad som stoppade";
/// The three forms.
pub const FORMS: &str = "De tre formerna jämförda";
/// Other outcomes.
pub const OUTSIDE: &str = "Utanför de tre formerna";
/// The strongest argument against.
pub const BEST_AGAINST: &str = "Bästa argumentet emot";
/// Risks.
pub const RISKS: &str = "Risker";
/// Unsettled law.
pub const UNSETTLED: &str = "Oklart i rättsläget";
/// What would change it.
pub const WHAT_IF: &str = "Vad som skulle ändra rådet";
/// What is not answered.
pub const UNANSWERED: &str = "Obesvarat";
/// Questions to answer first.
pub const ASK_FIRST: &str = "Ta reda på det här först";
/// Partners that answered differently.
pub const DISAGREEMENTS: &str = "Parterna svarar olika";
/// Answers that are not used.
pub const SET_ASIDE: &str = "Svar som inte används";
/// Figures to compare with.
pub const FIGURES: &str = "Kostnad, till jämförelse och inte som löfte";
/// What was not looked at.
pub const NOT_EXAMINED: &str = "Inte prövat här";
/// Every reason.
pub const ALL_REASONS: &str = "Alla skäl, form för form";
/// Every answer.
pub const ANSWERS: &str = "Svaren";
/// The sources.
pub const SOURCES: &str = "Källor";
/// What must be done.
pub const DUTIES: &str = "Krav";
