//! Headings of the rows in which forms are compared.

/// Whether it can be chosen.
pub const STANDING: &str = "Läge";
/// The best variant.
pub const VARIANT: &str = "Variant";
/// Who decides.
pub const ORGAN: &str = "Beslutsorgan";
/// Where the staff is.
pub const ADMINISTRATION: &str = "Förvaltning";
/// How long it takes.
pub const TIME: &str = "Tid att räkna med";
/// Reasons for.
pub const FOR: &str = "Talar för";
/// Reasons against.
pub const AGAINST: &str = "Talar emot";
/// Hinders.
pub const HINDERS: &str = "Hinder och villkor";
/// What would make it the first choice.
pub const CHANGE: &str = "Vad som skulle ändra rådet";
