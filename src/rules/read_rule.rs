//! A rule from the map that `regel` was called with, and its tiers.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use rhai::Map;

use super::effect::{Certainty, Effect, Reach};
use super::form::Target;
use super::load_file::Loader;
use super::rule::{Behaviour, Rule, Tier};
use super::scanned::Scanned;
use super::script::host::Compiled;
use super::script::statements::Field;
use crate::diagnostics::{Code, Diagnostic, Place, SourceText};
use crate::law::{Citation, Period};

/// The fields of a rule.
const RULE_FIELDS: [&str; 14] = [
    "id",
    "form",
    "variant",
    "verkan",
    "grupp",
    "lagrum",
    "källa",
    "säkerhet",
    "okontrollerad",
    "gäller",
    "när",
    "skäl",
    "avhjälps",
    "fall",
];
/// The values a tier takes from the rule unless it sets its own.
#[derive(Clone, Default)]
pub(super) struct Draft {
    pub targets: Option<Vec<Target>>,
    pub variant: Option<String>,
    pub effect: Option<Effect>,
    pub group: Option<String>,
    pub citations: Vec<Citation>,
    pub sources: Vec<String>,
    pub certainty: Option<Certainty>,
    pub unverified: bool,
    pub period: Option<Period>,
    pub reason: Option<String>,
    pub cure: Option<String>,
    pub behaviour: Option<Behaviour>,
    pub condition: Option<Place>,
}
/// A map with the places of its fields.
pub(super) struct Located<'m> {
    pub map: &'m Map,
    pub fields: Vec<Field>,
    pub source: &'m Arc<SourceText>,
    pub whole: Range<usize>,
    /// Where the compiled statement begins.
    pub statement: usize,
}

impl Located<'_> {
    pub fn place(&self, name: &str) -> Place {
        let span = self.fields.iter().find(|field| field.name == name).map(|field| field.value_span.clone());
        Place::new(self.source, span.unwrap_or_else(|| self.whole.clone()))
    }

    pub fn name_place(&self, name: &str) -> Place {
        let span = self.fields.iter().find(|field| field.name == name).map(|field| field.name_span.clone());
        Place::new(self.source, span.unwrap_or_else(|| self.whole.clone()))
    }
}

impl Loader<'_> {
    pub(super) fn rule(
        &mut self,
        file: &Scanned,
        located: &Located<'_>,
        mut places: Vec<Vec<Field>>,
        tree: Option<&Rc<Compiled>>,
        whole: &Place,
    ) {
        let misspelt = self.check_names(located, &RULE_FIELDS);
        let id = self.text(located, "id").unwrap_or_default();
        let id_place = if located.map.contains_key("id") { located.place("id") } else { first_word(file, whole) };
        if !located.map.contains_key("id") && !misspelt.contains(&"id") {
            self.missing(&[("id", "ge regeln ett id, till exempel `id: \"GN-25\",`")], &id_place);
        } else if id.is_empty() {
            // Its type is wrong, and that has been reported.
        } else if !good_id(&id) {
            self.problems.push(
                Diagnostic::new(Code::RuleBadId, format!("`{id}` är inget regel-id"))
                    .at(id_place.clone())
                    .help("ett id är versaler, bindestreck och siffror: `GN-08`"),
            );
        } else if let Some(first) = self.seen.get(&id) {
            self.problems.push(duplicate(&id, id_place.clone(), first));
        }
        if !id.is_empty() {
            self.seen.entry(id.clone()).or_insert_with(|| id_place.clone());
        }
        let shared = self.draft(located, tree, &Draft::default());
        let mut tiers = Vec::new();
        if located.map.contains_key("fall") {
            let list = located.map.get("fall").and_then(|value| value.clone().into_array().ok());
            let Some(list) = list.filter(|list| !list.is_empty()) else {
                self.wrong_type(located, "fall", "en lista med ett eller flera fall: `[ #{ … }, #{ … } ]`");
                return;
            };
            for (index, value) in list.iter().enumerate() {
                let Some(map) = value.clone().try_cast::<Map>() else {
                    self.wrong_type(located, "fall", "en lista med ett eller flera fall: `[ #{ … }, #{ … } ]`");
                    continue;
                };
                let fields = places.get_mut(index).map(std::mem::take).unwrap_or_default();
                let span =
                    fields.first().zip(fields.last()).map(|(first, last)| first.name_span.start..last.value_span.end);
                let tier = Located {
                    map: &map,
                    fields,
                    source: located.source,
                    whole: span.unwrap_or_else(|| located.whole.clone()),
                    statement: located.statement,
                };
                let misspelt: Vec<&str> = self
                    .check_names(&tier, RULE_FIELDS.get(1..13).unwrap_or_default())
                    .into_iter()
                    .chain(misspelt.iter().copied())
                    .collect();
                let draft = self.draft(&tier, tree, &shared);
                tiers.extend(self.finish(draft, &tier, located, &misspelt));
            }
        } else {
            tiers.extend(self.finish(shared, located, located, &misspelt));
        }
        if !tiers.is_empty() {
            self.rules.push(Rule { id, tiers, place: id_place, statement: whole.clone() });
        }
    }
    /// A variant is a variant of the one form that the rule is about.
    fn check_variant(&mut self, draft: &Draft, located: &Located<'_>) {
        let (Some(variant), Some(targets)) = (&draft.variant, &draft.targets) else { return };
        let Some((form, _)) = self.manifest.variant(variant) else { return };
        if let Some(other) = targets.iter().find(|target| **target != Target::Form(form)) {
            let message = format!(
                "varianten `{variant}` hör till `{}`, inte till `{}`",
                form.id(),
                self.manifest.target_id(*other)
            );
            self.problems.push(
                Diagnostic::new(Code::RuleUnknownVariant, message)
                    .at(located.place("variant"))
                    .help("en regel om en variant gäller bara variantens form"),
            );
        }
    }
    /// The tier, if nothing that it needs is missing. `located` is what the tier itself says, `rule` the whole rule, and
    /// `misspelt` the fields that are there under a name like theirs.
    fn finish(&mut self, draft: Draft, located: &Located<'_>, rule: &Located<'_>, misspelt: &[&str]) -> Option<Tier> {
        let place = Place::new(
            located.source,
            located.fields.first().map_or_else(|| located.whole.clone(), |field| field.name_span.clone()),
        );
        let said = |name: &str| located.map.contains_key(name) || rule.map.contains_key(name);
        let required: [(&str, &str); 5] = [
            ("form", "säg vilken form regeln gäller: `form: \"gemensam_namnd\",`"),
            ("verkan", "säg vad regeln gör: `verkan: talar_for(3),`"),
            ("säkerhet", "säg vad regeln vilar på: `säkerhet: \"lag\",`"),
            ("när", "säg när regeln gäller: `när: |f| …,`"),
            ("skäl", "skriv skälet i en eller två meningar: `skäl: \"…\",`"),
        ];
        let missing: Vec<(&str, &str)> =
            required.into_iter().filter(|(name, _)| !said(name) && !misspelt.contains(name)).collect();
        self.missing(&missing, &place);
        // A citation that cannot be followed has been reported as such.
        let named = |name: &str| said(name) && !is_empty_list(located, name) && !is_empty_list(rule, name);
        let authority = ["lagrum", "källa"].iter().any(|name| named(name) || misspelt.contains(name));
        if draft.citations.is_empty() && draft.sources.is_empty() && !authority {
            self.problems.push(
                Diagnostic::new(Code::RuleWithoutAuthority, "regeln har varken lagrum eller källa")
                    .at(place.clone())
                    .help("ange `lagrum`, eller `källa` om regeln vilar på vägledning"),
            );
        }
        self.check_variant(&draft, located);
        if let (Some(Effect::Hinder(reach)), Some(certainty)) = (draft.effect, draft.certainty) {
            if !certainty.may_bar() {
                self.problems.push(
                    Diagnostic::new(Code::RuleOfThumbBars, format!("ett hinder kan inte vila på `{}`", certainty.id()))
                        .at(located.place("verkan"))
                        .help("bara lag, praxis och förarbeten kan hindra; använd `risk` eller `talar_emot`"),
                );
            }
            if draft.cure.is_none() && reach != Reach::Form {
                self.problems.push(
                    Diagnostic::new(Code::RuleCureMissing, "hindret säger inte hur det avhjälps")
                        .at(place.clone())
                        .help("skriv `avhjälps: \"…\",` med vad den som föreslår kan göra"),
                );
            }
        }
        if matches!(draft.effect, Some(Effect::Hinder(Reach::Variant))) && draft.variant.is_none() {
            self.missing(&[("variant", "ett hinder mot en variant säger vilken: `variant: \"ASx\",`")], &place);
        }
        Some(Tier {
            targets: draft.targets?,
            variant: draft.variant,
            effect: draft.effect?,
            group: draft.group,
            citations: draft.citations,
            sources: draft.sources,
            certainty: draft.certainty?,
            unverified: draft.unverified,
            period: draft.period.unwrap_or_default(),
            reason: draft.reason?,
            cure: draft.cure,
            behaviour: draft.behaviour?,
            condition: draft.condition?,
        })
    }
}

/// Whether a field is there but holds nothing.
fn is_empty_list(located: &Located<'_>, name: &str) -> bool {
    located.map.get(name).is_some_and(|value| value.clone().into_array().is_ok_and(|list| list.is_empty()))
}
pub(super) fn duplicate(id: &str, place: Place, first: &Place) -> Diagnostic {
    Diagnostic::new(Code::RuleDuplicateId, format!("regeln `{id}` finns redan"))
        .at(place)
        .also(first.clone(), "den första")
        .help("ge den nya regeln ett nytt id; ett id byter aldrig betydelse")
}
pub(super) fn first_word(file: &Scanned, whole: &Place) -> Place {
    let token = file.tokens.iter().find(|token| token.span.start >= whole.span.start);
    Place::new(&file.source, token.map_or_else(|| whole.span.clone(), |token| token.span.clone()))
}
fn good_id(id: &str) -> bool {
    let Some((letters, digits)) = id.split_once('-') else { return false };
    let upper = |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_uppercase());
    upper(letters) && !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit())
}
