//! The statutes that a pack declares, and how they are named in running text.

use std::fmt;
use std::str::FromStr;

use super::citation::{Citation, Provision, StatuteName};

/// A number in Svensk författningssamling: `2017:725`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SfsNumber {
    /// The year.
    pub year: u16,
    /// The number within the year.
    pub number: u32,
}

impl FromStr for SfsNumber {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        match text.split_once(':') {
            Some((year, number))
                if plain(year) && plain(number) && year.len() == 4 && (1..=5).contains(&number.len()) =>
            {
                Ok(Self { year: year.parse().map_err(|_| ())?, number: number.parse().map_err(|_| ())? })
            }
            _ => Err(()),
        }
    }
}

impl fmt::Display for SfsNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.year, self.number)
    }
}

/// A statute as declared in `law.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statute {
    /// How rules name it, unless by number.
    pub abbreviation: Option<String>,
    /// Its number.
    pub number: SfsNumber,
    /// Its name in definite form: "kommunallagen".
    pub name: String,
    /// The text version that was read, in words.
    pub checked: String,
    /// The address of the text, without anchor, where one is known.
    pub url: Option<String>,
}

/// Statutes that are cited by name alone. Balkar and the constitution are so well known that the number is left out.
const WITHOUT_NUMBER: [&str; 4] =
    ["regeringsformen", "tryckfrihetsförordningen", "yttrandefrihetsgrundlagen", "successionsordningen"];

/// First words that say nothing by themselves, so that the number follows them: "lagen (2003:192) om …".
const GENERIC: [&str; 3] = ["lagen", "förordningen", "kungörelsen"];

impl Statute {
    /// The name with the number where jurists put it: "kommunallagen (2017:725)", "lagen (2003:192) om gemensam nämnd …",
    /// "föräldrabalken".
    pub fn full_name(&self) -> String {
        if self.name.ends_with("balken") || WITHOUT_NUMBER.contains(&self.name.as_str()) {
            return self.name.clone();
        }
        match self.name.split_once(' ') {
            Some((first, rest)) if GENERIC.contains(&first) => format!("{first} ({}) {rest}", self.number),
            _ => format!("{} ({})", self.name, self.number),
        }
    }

    /// How rules name the statute: by abbreviation where it has one.
    pub fn cited_as(&self) -> StatuteName {
        match &self.abbreviation {
            Some(abbreviation) => StatuteName::Abbreviation(abbreviation.clone()),
            None => StatuteName::Number(self.number),
        }
    }
}

/// All declared statutes, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statutes {
    items: Vec<Statute>,
}

impl Statutes {
    /// The statutes of a list. Where two have the same name or number, the first is found.
    pub const fn new(items: Vec<Statute>) -> Self {
        Self { items }
    }

    /// The statute that a citation names, by abbreviation or number.
    pub fn get(&self, name: &StatuteName) -> Option<&Statute> {
        self.items.iter().find(|statute| match name {
            StatuteName::Abbreviation(abbreviation) => statute.abbreviation.as_ref() == Some(abbreviation),
            StatuteName::Number(number) => statute.number == *number,
        })
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Statute> {
        self.items.iter()
    }

    /// How they are cited, for suggestions.
    pub fn names(&self) -> Vec<String> {
        self.items.iter().map(|statute| statute.cited_as().to_string()).collect()
    }

    /// The same citation with the statute named as rules name it, so that `2017:725 9:37` and `KL 9:37` are one.
    #[must_use]
    pub fn canonical(&self, citation: &Citation) -> Citation {
        match citation {
            Citation::Statute(provision) => match self.get(&provision.statute) {
                Some(statute) => Citation::Statute(Provision { statute: statute.cited_as(), ..provision.clone() }),
                None => citation.clone(),
            },
            _ => citation.clone(),
        }
    }
}

impl<'a> IntoIterator for &'a Statutes {
    type Item = &'a Statute;
    type IntoIter = std::slice::Iter<'a, Statute>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A few statutes for the tests of this module and its neighbours.
    pub(in crate::law) fn some() -> Statutes {
        let statute = |abbreviation: &str, number: &str, name: &str| Statute {
            abbreviation: (!abbreviation.is_empty()).then(|| abbreviation.to_owned()),
            number: number.parse().unwrap(),
            name: name.to_owned(),
            checked: "t.o.m. SFS 2025:1490".to_owned(),
            url: Some(format!("https://example.org/{number}")),
        };
        Statutes::new(vec![
            statute("KL", "2017:725", "kommunallagen"),
            statute("FL", "2017:900", "förvaltningslagen"),
            statute("FB", "1949:381", "föräldrabalken"),
            statute("RF", "1974:152", "regeringsformen"),
            statute("", "2003:192", "lagen om gemensam nämnd inom vård- och omsorgsområdet"),
            statute("LOU", "2016:1145", "lagen om offentlig upphandling"),
        ])
    }

    #[test]
    fn names_as_jurists_write_them() {
        let names: Vec<_> = some().iter().map(Statute::full_name).collect();
        assert_eq!(
            names,
            [
                "kommunallagen (2017:725)",
                "förvaltningslagen (2017:900)",
                "föräldrabalken",
                "regeringsformen",
                "lagen (2003:192) om gemensam nämnd inom vård- och omsorgsområdet",
                "lagen (2016:1145) om offentlig upphandling",
            ]
        );
    }

    #[test]
    fn number_and_abbreviation_are_one_statute() {
        let statutes = some();
        let by_number = statutes.canonical(&"2017:725 9:37".parse().unwrap());
        assert_eq!(by_number.to_string(), "KL 9:37");
        assert_eq!(statutes.canonical(&"2003:192 1".parse().unwrap()).to_string(), "2003:192 1");
        assert_eq!(statutes.canonical(&"XYZ 1".parse().unwrap()).to_string(), "XYZ 1");
    }

    #[test]
    fn sfs_numbers() {
        assert_eq!("2017:725".parse(), Ok(SfsNumber { year: 2017, number: 725 }));
        for text in ["", "2017", "2017:", "017:1", "2017:0", "2017:x", "2017:725:1", "20177:1", "+017:1"] {
            assert_eq!(text.parse::<SfsNumber>(), Err(()), "{text}");
        }
    }
}
