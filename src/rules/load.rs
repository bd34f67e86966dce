//! Makes rules of rule files, and reports everything that is wrong with them in one run.
//!
//! Every statement is compiled and run alone, so one bad rule never hides another. What `regel` was called with gives
//! the values; the statement's own text gives the places.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rhai::{Dynamic, FnPtr, Map};

use super::effect::{Certainty, Effect, Reach};
use super::form::{Form, Target};
use super::helpers;
use super::manifest::Manifest;
use super::rule::{Behaviour, Rule, Tier};
use super::scanned::Scanned;
use super::script::explore::{Explored, Explorer, NotExplored};
use super::script::host::{Compiled, Host, Origin};
use super::script::statements::{Field, Statement, StatementKind, fields, maps};
use super::script::translate;
use super::written_out::{self, WrittenRule};
use crate::decision::DecisionTree;
use crate::diagnostics::Located as LocatedText;
use crate::diagnostics::suggest::{closest, did_you_mean, did_you_mean_or_list, list_words};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, SourceText};
use crate::law::{Citation, Period, Register};

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
/// Most rules a pack may have.
const MOST_RULES: usize = 2_000;

/// The rule files of a pack, cut into statements, and their helper functions. Several threads may load rules of them,
/// each with a host of its own; every file is loaded by one of them.
pub struct RuleFiles {
    scanned: Vec<Scanned>,
    helpers: Vec<(String, Place)>,
    /// Whether a helper function that calls itself has been reported.
    endless_helpers: bool,
    /// How many rules there are.
    count: usize,
    /// The next file to load.
    next: AtomicUsize,
}

impl RuleFiles {
    /// Reads the shape of the files, in the order of their names, and makes their helper functions callable.
    pub fn prepare(files: &[Arc<SourceText>], host: &mut Host, problems: &mut Diagnostics) -> RuleFiles {
        let scanned: Vec<Scanned> = files.iter().map(Scanned::new).collect();
        for file in &scanned {
            file.report_what_cannot_be_read(problems);
        }
        let helpers = helpers::load(&scanned, host, problems);
        let endless_helpers = problems.iter().any(|problem| problem.code == Code::RuleRecursion);
        let statements = scanned.iter().flat_map(|file| &file.statements);
        let count = statements.filter(|statement| statement.kind == StatementKind::Rule).count();
        RuleFiles { scanned, helpers, endless_helpers, count, next: AtomicUsize::new(0) }
    }

    /// Makes the helper functions callable in another host.
    pub fn make_callable(&self, host: &mut Host) {
        // A fault in them was reported when they were loaded first.
        let _ = host.add_helpers(&self.helpers);
    }

    /// Loads and explores the rules of files that no other thread has begun with, until there are none left.
    pub fn load(&self, host: &Host, manifest: &Manifest, register: &Register) -> Loaded {
        let explorer = Explorer::new(host);
        let mut loaded = Loaded::default();
        // Rules past the limit are not even read: one thread then takes all files and counts.
        let together = if self.count > MOST_RULES { self.scanned.len() } else { 1 };
        loop {
            let first = self.next.fetch_add(together, Ordering::Relaxed);
            let Some(files) = self.scanned.get(first..first + together).filter(|files| !files.is_empty()) else {
                return loaded;
            };
            loaded.files.insert(first, load_files(files, host, &explorer, manifest, register, self.endless_helpers));
        }
    }

    /// All rules, in the order of the files, from what two threads have loaded.
    pub fn joined(&self, one: Loaded, another: Loaded, problems: &mut Diagnostics) -> Vec<Rule> {
        if let (0, Some(first)) = (self.count, self.scanned.first()) {
            problems.push(
                Diagnostic::new(Code::RulesMissing, "det finns inga regler i regelpaketets `.rhai`-filer")
                    .at(Place::file(first.source.name()))
                    .help("en regel skrivs `regel(#{ … });`"),
            );
        }
        let files: BTreeMap<usize, LoadedFiles> = one.files.into_iter().chain(another.files).collect();
        let mut all = LoadedFiles::default();
        for file in files.into_values() {
            all.add(file);
        }
        problems.extend(all.problems);
        all.rules
    }
}

/// What one thread has loaded: the rules of each file, by its number.
#[derive(Default)]
pub struct Loaded {
    files: BTreeMap<usize, LoadedFiles>,
}

/// The rules of some files.
#[derive(Default)]
struct LoadedFiles {
    rules: Vec<Rule>,
    seen: BTreeMap<String, Place>,
    problems: Diagnostics,
}

impl LoadedFiles {
    /// Adds the rules of later files.
    fn add(&mut self, later: LoadedFiles) {
        for (id, place) in later.seen {
            match self.seen.get(&id) {
                Some(first) => self.problems.push(duplicate(&id, place, first)),
                None => drop(self.seen.insert(id, place)),
            }
        }
        self.rules.extend(later.rules);
        // Every rule that calls a function without end would say so again.
        let said = self.problems.iter().any(|known| known.code == Code::RuleRecursion);
        self.problems.extend(later.problems.into_iter().filter(|new| !said || new.code != Code::RuleRecursion));
    }
}

fn load_files(
    files: &[Scanned],
    host: &Host,
    explorer: &Explorer<'_>,
    manifest: &Manifest,
    register: &Register,
    endless_helpers: bool,
) -> LoadedFiles {
    let mut problems = Diagnostics::new();
    let mut loader = Loader {
        host,
        explorer,
        manifest,
        register,
        problems: &mut problems,
        seen: BTreeMap::new(),
        seen_rules: 0,
        rules: Vec::new(),
        endless_helpers,
    };
    for file in files {
        if !loader.whole_file(file) {
            for statement in &file.statements {
                loader.statement(file, statement);
            }
        }
    }
    let (rules, seen) = (loader.rules, loader.seen);
    LoadedFiles { rules, seen, problems }
}

fn duplicate(id: &str, place: Place, first: &Place) -> Diagnostic {
    Diagnostic::new(Code::RuleDuplicateId, format!("regeln `{id}` finns redan"))
        .at(place)
        .also(first.clone(), "den första")
        .help("ge den nya regeln ett nytt id; ett id byter aldrig betydelse")
}

struct Loader<'a> {
    host: &'a Host,
    explorer: &'a Explorer<'a>,
    manifest: &'a Manifest,
    register: &'a Register,
    problems: &'a mut Diagnostics,
    seen: BTreeMap<String, Place>,
    seen_rules: usize,
    rules: Vec<Rule>,
    /// Whether a helper function that calls itself has been reported.
    endless_helpers: bool,
}

/// The values a tier takes from the rule unless it sets its own.
#[derive(Clone, Default)]
struct Draft {
    targets: Option<Vec<Target>>,
    variant: Option<String>,
    effect: Option<Effect>,
    group: Option<String>,
    citations: Vec<Citation>,
    sources: Vec<String>,
    certainty: Option<Certainty>,
    unverified: bool,
    period: Option<Period>,
    reason: Option<String>,
    cure: Option<String>,
    behaviour: Option<Behaviour>,
    condition: Option<Place>,
}

/// A map with the places of its fields.
struct Located<'m> {
    map: &'m Map,
    fields: Vec<Field>,
    source: &'m Arc<SourceText>,
    whole: Range<usize>,
    /// Where the compiled statement begins.
    statement: usize,
}

impl Located<'_> {
    fn place(&self, name: &str) -> Place {
        let span = self.fields.iter().find(|field| field.name == name).map(|field| field.value_span.clone());
        Place::new(self.source, span.unwrap_or_else(|| self.whole.clone()))
    }

    fn name_place(&self, name: &str) -> Place {
        let span = self.fields.iter().find(|field| field.name == name).map(|field| field.name_span.clone());
        Place::new(self.source, span.unwrap_or_else(|| self.whole.clone()))
    }
}

impl Loader<'_> {
    /// Loads a file in which nothing is wrong, all rules at once, which is much faster than one by one. Returns false,
    /// with nothing loaded, if anything is: each statement is then taken alone so that each gets its own report.
    fn whole_file(&mut self, file: &Scanned) -> bool {
        let alien = |statement: &Statement| statement.kind == StatementKind::Other || file.spoils(statement);
        if file.statements.iter().any(alien) {
            return false;
        }
        let rules: Vec<&Statement> =
            file.statements.iter().filter(|statement| statement.kind == StatementKind::Rule).collect();
        if self.seen_rules + rules.len() > MOST_RULES {
            return false;
        }
        let Some(written) = written_out::rules(file, self.host, self.explorer) else { return false };
        self.seen_rules += rules.len();
        for (WrittenRule { map, fields, tiers }, statement) in written.into_iter().zip(rules) {
            let whole = Place::new(&file.source, statement.span.clone());
            let (source, span) = (&file.source, statement.span.clone());
            let located = Located { map: &map, fields, source, whole: span, statement: 0 };
            self.rule(file, &located, tiers, None, &whole);
        }
        true
    }

    fn statement(&mut self, file: &Scanned, statement: &Statement) {
        let origin = Origin { source: Arc::clone(&file.source), start: statement.span.start, inserted: 0 };
        let whole = Place::new(&file.source, statement.span.clone());
        match &statement.kind {
            StatementKind::Function(_) => {}
            StatementKind::Other => {
                if !file.spoils(statement) {
                    let first = file
                        .tokens
                        .get(statement.tokens.start)
                        .map_or(statement.span.clone(), |token| token.span.clone());
                    self.problems.push(
                        Diagnostic::new(Code::RuleOutsideCall, format!("`{}` hör inte till någon regel", file.source.slice(&first)))
                            .help_if(did_you_mean(file.source.slice(&first), ["regel", "fn"]))
                            .at_span(&file.source, first)
                            .help("en regelfil innehåller bara `regel(#{ … });`, `fn namn(f) { … }` och kommentarer efter `//`"),
                    );
                }
            }
            StatementKind::Rule if self.too_many(file, &whole) => {}
            StatementKind::Rule if file.spoils(statement) => {}
            StatementKind::Rule => match self.host.load(whole.text()) {
                Err(error) => {
                    self.problems.push(translate::of_statement(&error, &origin, file.tokens_of(statement), self.host))
                }
                Ok((found, tree)) => {
                    for map in &found {
                        let fields = fields(file.source.text(), &file.tokens, statement.tokens.clone());
                        let inside = fields.iter().find(|field| field.name == "fall");
                        let inside = inside.map_or(0..0, |field| field.tokens.clone());
                        let tiers = maps(file.source.text(), &file.tokens, inside);
                        let (source, statement) = (&file.source, whole.span.start);
                        let located = Located { map, fields, source, whole: whole.span.clone(), statement };
                        self.rule(file, &located, tiers, Some(&tree), &whole);
                    }
                }
            },
        }
    }

    /// Counts the rules, and says so once when there are too many. The rest are not even read.
    fn too_many(&mut self, file: &Scanned, whole: &Place) -> bool {
        self.seen_rules += 1;
        if self.seen_rules == MOST_RULES + 1 {
            self.problems.push(
                Diagnostic::new(Code::TooManyRules, format!("regelpaketet har fler än {MOST_RULES} regler"))
                    .at(first_word(file, whole))
                    .help("kontrollera att du angav rätt mapp"),
            );
        }
        self.seen_rules > MOST_RULES
    }

    fn rule(
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

    /// Reports fields that there are none of. Returns those that were probably meant, so that they are not missed too.
    fn check_names(&mut self, located: &Located<'_>, allowed: &[&'static str]) -> Vec<&'static str> {
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
    fn missing(&mut self, fields: &[(&str, &str)], place: &Place) {
        let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
        let message = match names.as_slice() {
            [] => return,
            [only] => format!("fältet `{only}` saknas"),
            several => format!("fälten {} saknas", list_words(several, "och")),
        };
        let problem = Diagnostic::new(Code::RuleMissingField, message).at(place.clone());
        self.problems.push(fields.iter().fold(problem, |problem, (_, help)| problem.help(*help)));
    }

    fn wrong_type(&mut self, located: &Located<'_>, name: &str, expected: &str) {
        self.problems.push(
            Diagnostic::new(Code::RuleWrongFieldType, format!("fältet `{name}` ska vara {expected}"))
                .at(located.place(name)),
        );
    }

    fn text(&mut self, located: &Located<'_>, name: &str) -> Option<String> {
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
    fn texts(&mut self, located: &Located<'_>, name: &str) -> Option<Vec<String>> {
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
    fn draft(&mut self, located: &Located<'_>, tree: Option<&Rc<Compiled>>, shared: &Draft) -> Draft {
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

fn first_word(file: &Scanned, whole: &Place) -> Place {
    let token = file.tokens.iter().find(|token| token.span.start >= whole.span.start);
    Place::new(&file.source, token.map_or_else(|| whole.span.clone(), |token| token.span.clone()))
}

fn good_id(id: &str) -> bool {
    let Some((letters, digits)) = id.split_once('-') else { return false };
    let upper = |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_uppercase());
    upper(letters) && !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit())
}
