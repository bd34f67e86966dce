//! What the program fills in itself: facts that follow from the partners and from the start date.

use jiff::civil::Date;

use super::schema::{FactId, Feed, Schema};
use super::value::Value;

/// A municipality, region or other party in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Its name.
    pub name: String,
    /// Inhabitants, if given.
    pub population: Option<i64>,
}

/// The facts that the partners settle. Sizes are only used when every partner's population is known, since the
/// missing one could be the smallest or the largest.
pub fn from_partners(schema: &Schema, partners: &[Partner]) -> Vec<(FactId, Value)> {
    let mut found = Vec::new();
    if partners.is_empty() {
        return found;
    }
    let fed = |name: &str| schema.find(name).filter(|id| schema.fact(*id).from == Some(Feed::Partners));
    if let (Some(id), Ok(count)) = (fed("antal_parter"), i64::try_from(partners.len())) {
        found.push((id, Value::Int(count)));
    }
    let sizes: Option<Vec<i64>> = partners.iter().map(|partner| partner.population).collect();
    let Some(mut sizes) = sizes else { return found };
    sizes.sort_unstable();
    if let (Some(id), Some(smallest)) = (fed("minsta_invanare"), sizes.first()) {
        found.push((id, Value::Int(*smallest)));
    }
    if let (Some(id), [.., next, largest]) = (fed("storleksskillnad"), sizes.as_slice()) {
        // One dominates when it alone outnumbers all the others and is at least twice the next in size.
        let others: i64 = sizes.iter().sum::<i64>() - largest;
        let dominates = *largest > others && *largest >= 2 * next;
        let word = if dominates { "en_dominerar" } else { "jamn" };
        found.extend(schema.fact(id).kind.option(word).map(|option| (id, Value::Choice(option))));
    }
    found
}

/// The facts that the start date settles.
pub fn from_start(schema: &Schema, date: Date, start: Date) -> Vec<(FactId, Value)> {
    let fed = |name: &str| schema.find(name).filter(|id| schema.fact(*id).from == Some(Feed::Start));
    let mut found = Vec::new();
    if let Some(id) = fed("start_om_manader") {
        found.push((id, Value::Int(whole_months(date, start).max(0))));
    }
    if let Some(id) = fed("mandatskifte") {
        found.push((id, Value::Bool(is_term_shift(start))));
    }
    found
}

/// Whole months from one day to a later one; 0 or less if it is not later.
fn whole_months(from: Date, to: Date) -> i64 {
    let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month() - from.month());
    if to.day() < from.day() { months - 1 } else { months }
}

/// Whether a day is the first of a new term: 1 January after a general election (2027, 2031; 9 kap. 4 §
/// kommunallagen, 19 kap. 7 § föräldrabalken). General elections are held every fourth year, 2026 among them.
pub fn is_term_shift(day: Date) -> bool {
    day.month() == 1 && day.day() == 1 && day.year().rem_euclid(4) == 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn months_are_whole() {
        assert_eq!(whole_months(date(2026, 11, 20), date(2027, 1, 1)), 1);
        assert_eq!(whole_months(date(2026, 11, 20), date(2027, 1, 20)), 2);
        assert_eq!(whole_months(date(2026, 11, 20), date(2026, 11, 19)), -1);
    }

    #[test]
    fn terms_begin_the_year_after_an_election() {
        assert!(is_term_shift(date(2027, 1, 1)));
        assert!(is_term_shift(date(2031, 1, 1)));
        assert!(!is_term_shift(date(2028, 1, 1)));
        assert!(!is_term_shift(date(2027, 1, 2)));
    }
}
