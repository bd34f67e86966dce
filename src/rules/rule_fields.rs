//! The fields of a rule's map, each with its own report where it is not what it should be.

use std::rc::Rc;
use std::sync::Arc;

use rhai::{Dynamic, FnPtr};

use super::effect::{Certainty, Effect};
use super::form::{Form, Target};
use super::load_file::Loader;
use super::read_rule::{Draft, Located};
use super::rule::Behaviour;
use super::script::explore::{Explored, NotExplored};
use super::script::host::{Compiled, Origin};
use super::script::translate;
use crate::decision::DecisionTree;
use crate::diagnostics::Located as LocatedText;
use crate::diagnostics::suggest::{closest, did_you_mean, did_you_mean_or_list, list_words};
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::law::{Citation, Period};

impl Loader<'_> {
    /// Reports fields that there are none of. Returns those that were probably meant, so that they are not missed too.
    pub(super) fn check_names(&mut self, located: &Located<'_>, allowed: &[&'static str]) -> Vec<&'static str> {
        let mut meant = Vec::new();
        for name in located.map.keys().filter(|name| !allowed.contains(&name.as_str())) {
            self.problems.push(
                Diagnostic::new(Code::RuleUnknownField, format!("en regel har inget fält som heter `{name}`"))
                    .at(located.name_place(name))
                    .help_if(did_you_mean_or_list(name, allowed.iter().copied())),
            );
            let like = closest(name, allowed.iter().copied());
            meant.extend(allowed.iter().find(|allowed| like == Some(**allowed)));
        }
        meant
    }

    /// Reports fields that are missing, together: each with what to write.
    pub(super) fn missing(&mut self, fields: &[(&str, &str)], place: &Place) {
        let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
        let message = match names.as_slice() {
            [] => return,
            [only] => format!("fältet `{only}` saknas"),
            several => format!("fälten {} saknas", list_words(several, "och")),
        };
        let problem = Diagnostic::new(Code::RuleMissingField, message).at(place.clone());
        self.problems.push(fields.iter().fold(problem, |problem, (_, help)| problem.help(*help)));
    }

    pub(super) fn wrong_type(&mut self, located: &Located<'_>, name: &str, expected: &str) {
        self.problems.push(
            Diagnostic::new(Code::RuleWrongFieldType, format!("fältet `{name}` ska vara {expected}"))
                .at(located.place(name)),
        );
    }

    pub(super) fn text(&mut self, located: &Located<'_>, name: &str) -> Option<String> {
        let value = located.map.get(name)?;
        match value.clone().into_string() {
            Ok(text) if !text.trim().is_empty() => Some(text),
            _ => {
                self.wrong_type(located, name, "en text inom citattecken");
                None
            }
        }
    }

    /// A text or a list of texts.
    pub(super) fn texts(&mut self, located: &Located<'_>, name: &str) -> Option<Vec<String>> {
        let value = located.map.get(name)?;
        if let Ok(text) = value.clone().into_string() {
            return Some(vec![text]);
        }
        let list = value.clone().into_array().ok();
        let texts =
            list.and_then(|list| list.into_iter().map(|item| item.into_string().ok()).collect::<Option<Vec<_>>>());
        if texts.is_none() {
            self.wrong_type(located, name, "en text eller en lista med texter: `[\"…\", \"…\"]`");
        }
        texts
    }

    /// What a map says, on top of what the rule says.
    pub(super) fn draft(&mut self, located: &Located<'_>, tree: Option<&Rc<Compiled>>, shared: &Draft) -> Draft {
        let mut draft = shared.clone();
        if let Some(names) = self.texts(located, "form") {
            draft.targets = Some(self.targets(located, &names));
        }
        if let Some(variant) = self.text(located, "variant") {
            if !self.manifest.has_variant(&variant) {
                self.problems.push(
                    Diagnostic::new(Code::RuleUnknownVariant, format!("`{variant}` är ingen variant"))
                        .at(located.place("variant"))
                        .help_if(did_you_mean_or_list(&variant, self.manifest.variant_ids())),
                );
            }
            draft.variant = Some(variant);
        }
        if let Some(value) = located.map.get("verkan") {
            match value.clone().try_cast::<Effect>() {
                Some(effect) => draft.effect = Some(effect),
                None => self.wrong_type(located, "verkan", "ett anrop: `hinder(\"form\")`, `krav()`, `risk(\"hog\")`, `talar_for(3)`, `talar_emot(3)` eller `upplyser()`"),
            }
        }
        if let Some(group) = self.text(located, "grupp") {
            if !self.manifest.has_group(&group) {
                self.problems.push(
                    Diagnostic::new(Code::RuleUnknownGroup, format!("gruppen `{group}` finns inte i pack.toml"))
                        .at(located.place("grupp"))
                        .help_if(did_you_mean_or_list(&group, self.manifest.group_ids())),
                );
            }
            draft.group = Some(group);
        }
        if let Some(texts) = self.texts(located, "lagrum") {
            draft.citations = texts.iter().filter_map(|text| self.citation(located, text)).collect();
        }
        if let Some(names) = self.texts(located, "källa") {
            for name in &names {
                let text = LocatedText::new(name.clone(), within(&located.place("källa"), name));
                if let Err(problem) = self.register.check_source(&text) {
                    self.problems.push(problem);
                }
            }
            draft.sources = names;
        }
        if let Some(word) = self.text(located, "säkerhet") {
            draft.certainty = Certainty::find(&word);
            if draft.certainty.is_none() {
                self.problems.push(
                    Diagnostic::new(Code::RuleUnknownCertainty, format!("`{word}` är ingen säkerhet"))
                        .at(located.place("säkerhet"))
                        .help_if(did_you_mean_or_list(&word, Certainty::ALL.iter().map(|(_, id)| *id))),
                );
            }
        }
        if let Some(value) = located.map.get("okontrollerad") {
            match value.as_bool() {
                Ok(unverified) => draft.unverified = unverified,
                Err(_) => self.wrong_type(located, "okontrollerad", "`true` eller `false`"),
            }
        }
        if let Some(text) = self.text(located, "gäller") {
            let text = LocatedText::new(text, located.place("gäller"));
            match Period::parse(&text) {
                Ok(period) => draft.period = Some(period),
                Err(error) => self.problems.push(error.diagnostic(&text)),
            }
        }
        if let Some(reason) = self.text(located, "skäl") {
            self.check_names_in_text(located, "skäl", &reason);
            draft.reason = Some(reason);
        }
        if let Some(cure) = self.text(located, "avhjälps") {
            self.check_names_in_text(located, "avhjälps", &cure);
            draft.cure = Some(cure);
        }
        if let Some(value) = located.map.get("när") {
            let place = located.place("när");
            draft.behaviour = self.behaviour(located, value, tree, &place);
            draft.condition = Some(place);
        }
        draft
    }
    fn targets(&mut self, located: &Located<'_>, names: &[String]) -> Vec<Target> {
        let mut targets = Vec::new();
        for name in names {
            if name == "alla" {
                targets.extend(Form::ALL.map(Target::Form));
            } else if let Some(form) = Form::find(name) {
                targets.push(Target::Form(form));
            } else if let Some(index) = self.manifest.alternative(name) {
                targets.push(Target::Alternative(index));
            } else {
                let known =
                    Form::ALL.iter().map(|form| form.id()).chain(self.manifest.alternative_ids()).chain(["alla"]);
                self.problems.push(
                    Diagnostic::new(Code::RuleUnknownForm, format!("`{name}` är varken en form eller ett alternativ"))
                        .at(within(&located.place("form"), name))
                        .help_if(did_you_mean_or_list(name, known)),
                );
            }
        }
        targets
    }

    fn citation(&mut self, located: &Located<'_>, text: &str) -> Option<Citation> {
        if let Some(citation) = self.register.written(text) {
            return Some(citation.clone());
        }
        let text = LocatedText::new(text.to_owned(), within(&located.place("lagrum"), text));
        match self.register.check(&text) {
            Ok(citation) => Some(citation),
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    /// Every `{name}` in a text must be a fact.
    fn check_names_in_text(&mut self, located: &Located<'_>, field: &str, text: &str) {
        for name in names_in(text) {
            if self.host.schema().find(name).is_none() {
                self.problems.push(
                    Diagnostic::new(
                        Code::RuleUnknownAnswerInText,
                        format!("texten nämner `{{{name}}}`, som inte finns bland fakta"),
                    )
                    .at(within(&located.place(field), name))
                    .help_if(did_you_mean(name, self.host.schema().names())),
                );
            }
        }
    }

    fn behaviour(
        &mut self,
        located: &Located<'_>,
        value: &Dynamic,
        tree: Option<&Rc<Compiled>>,
        place: &Place,
    ) -> Option<Behaviour> {
        if let Some(explored) = value.clone().try_cast::<DecisionTree<bool>>() {
            return Some(Behaviour::Tree(explored));
        }
        let Some((function, tree)) = value.clone().try_cast::<FnPtr>().zip(tree) else {
            self.wrong_type(located, "när", "ett villkor: `|f| …`");
            return None;
        };
        let origin = Origin { source: Arc::clone(located.source), start: located.statement, inserted: 0 };
        let condition = self.host.condition(function, tree, origin.clone());
        match self.explorer.explore(&condition).and_then(Explored::condition) {
            Ok(tree) => Some(Behaviour::Tree(tree)),
            Err(NotExplored::ComparesNumbers(error)) => {
                let problem = translate::of_condition(error, &origin, place, self.host);
                self.problems.push(problem.severity(crate::diagnostics::Severity::Warning));
                Some(Behaviour::Script)
            }
            Err(NotExplored::Failed(error)) => {
                let problem = translate::of_condition(error, &origin, place, self.host);
                // A function that calls itself has been reported; every rule that uses it would say so again.
                let known = problem.code == Code::RuleRecursion
                    && (self.endless_helpers || self.problems.iter().any(|known| known.code == problem.code));
                if !known {
                    self.problems.push(problem);
                }
                None
            }
            Err(NotExplored::BadOutcome(_)) => {
                self.problems.push(
                    Diagnostic::new(Code::RuleNotBoolean, "villkoret ger varken ja eller nej")
                        .at(place.clone())
                        .help("jämför faktumet med något: `f.beslut_hos == \"egen_namnd\"`"),
                );
                None
            }
            Err(NotExplored::NoTable) => {
                self.problems.push(
                    Diagnostic::new(Code::RuleNotExplorable, "villkoret har för många fall för en beslutstabell")
                        .at(place.clone())
                        .help("dela upp regeln i flera"),
                );
                None
            }
        }
    }
}

/// The names between braces in a text.
pub fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name))
}
/// A part of a place's text that names something, if it can be found.
fn within(place: &Place, text: &str) -> Place {
    if text.is_empty() {
        return place.clone();
    }
    let written = place.text();
    // In a list one name may be the beginning of another.
    match written.find(&format!("\"{text}\"")).map(|at| at + 1).or_else(|| written.find(text)) {
        Some(at) => Place::new(&place.source, place.span.start + at..place.span.start + at + text.len()),
        None => place.clone(),
    }
}
