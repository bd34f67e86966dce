//! Two answers, not one: who decides, and where the staff is. The variant, combinations and ways in time.

use super::case::Case;
use crate::decision::Truth;
use crate::rules::manifest::{self, Variant};
use crate::rules::pack::Conditional;
use crate::rules::{Effect, Form, Reach};

/// How the first choice would be set up.
#[derive(Clone, Debug)]
pub struct Arrangement {
    /// Who decides.
    pub decision_organ: String,
    /// Where the staff is.
    pub administration: String,
    /// The variant, and its name.
    pub variant: Option<(String, String)>,
    /// Forms that could work together.
    pub combinations: Vec<Way>,
    /// Ways of beginning with one form and going on to another.
    pub routes: Vec<Way>,
}

/// A combination or route that fits the case.
#[derive(Clone, Debug)]
pub struct Way {
    /// Identifier in the pack.
    pub id: String,
    /// The forms in it.
    pub forms: Vec<Form>,
    /// A heading.
    pub title: String,
    /// What it means.
    pub text: String,
    /// Where it stands in law.
    pub citations: Vec<String>,
    /// What it rests on.
    pub certainty: crate::rules::Certainty,
}

/// How one variant of a form stands.
#[derive(Clone, Debug)]
pub struct VariantStanding {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Sum of what ranks it.
    pub score: i64,
    /// Whether a hinder takes it away.
    pub barred: bool,
}

/// The variants of a form, best first: not barred, most reasons, the pack's usual one.
pub fn variants(case: &Case<'_>, form: Form, fired: &[bool]) -> Vec<VariantStanding> {
    let Some(description) = case.pack().manifest.form(form) else { return Vec::new() };
    let mut standings: Vec<(bool, VariantStanding)> = description
        .variants
        .iter()
        .map(|variant| {
            let mut standing =
                VariantStanding { id: variant.id.clone(), name: variant.name.clone(), score: 0, barred: false };
            for (tier, _) in case.tiers().iter().zip(fired).filter(|(_, fired)| **fired) {
                if tier.variant.as_deref() == Some(&variant.id) {
                    standing.score += tier.effect.weight().unwrap_or(0);
                    standing.barred |= tier.effect == Effect::Hinder(Reach::Variant);
                }
            }
            (variant.default, standing)
        })
        .collect();
    standings.sort_by_key(|(default, standing)| (standing.barred, -standing.score, !default));
    standings.into_iter().map(|(_, standing)| standing).collect()
}

/// The arrangement of a form as first choice.
pub fn arrange(case: &Case<'_>, form: Form, fired: &[bool]) -> Option<Arrangement> {
    let description = case.pack().manifest.form(form)?;
    let best = variants(case, form, fired).into_iter().find(|variant| !variant.barred);
    let variant: Option<&Variant> =
        best.and_then(|best| description.variants.iter().find(|variant| variant.id == best.id));
    Some(Arrangement {
        decision_organ: variant.map_or(&description.decision_organ, |variant| &variant.decision_organ).clone(),
        administration: variant.map_or(&description.administration, |variant| &variant.administration).clone(),
        variant: variant.map(|variant| (variant.id.clone(), variant.name.clone())),
        combinations: ways(case, &case.pack().combinations),
        routes: ways(case, &case.pack().routes),
    })
}

/// The ways whose condition holds and whose forms are not barred is for the reader to see; what does not hold for
/// certain is left out.
fn ways<'a>(case: &Case<'a>, all: &'a [Conditional<manifest::Arrangement>]) -> Vec<Way> {
    let fits = all.iter().filter(|way| way.when.is_some() && case.holds(way.when.as_ref()) == Truth::True);
    fits.map(|way| Way {
        id: way.item.id.clone(),
        forms: way.item.forms.clone(),
        title: way.item.title.clone(),
        text: way.item.text.clone(),
        citations: way.item.citations.iter().map(|citation| citation.value.clone()).collect(),
        certainty: way.item.certainty,
    })
    .collect()
}
