//! `pack.toml`: who the pack is, how reasons are combined, and what the outcomes are called.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::effect::{Certainty, Reach};
use super::form::{Form, Target};
use crate::analysis::model::MAXIMUM_ALTERNATIVES;
use crate::diagnostics::suggest::did_you_mean_or_list;
use crate::diagnostics::toml_reader::Located;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, SourceText, TableReader, TomlDocument};
use crate::facts::schema::Expression;

/// A pack's own description.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// Identifier, as in `kl9`.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Version of the pack, apart from the program's.
    pub version: String,
    /// The day whose law was read.
    pub law_date: Date,
    /// Who signed it, and when; `None` prints OGRANSKAT.
    pub reviewed: Option<Reviewed>,
    /// After this day the pack warns that it is old.
    pub review_before: Date,
    /// How reasons become a verdict.
    pub verdict: VerdictRules,
    /// The word for each weight, 1 to 5.
    pub weights: BTreeMap<u8, String>,
    /// Groups of reasons that do not add up, in order: identifier and title.
    pub groups: Vec<(String, String)>,
    /// The three forms, in the order of the file.
    pub forms: Vec<FormDescription>,
    /// The outcomes outside the three forms.
    pub alternatives: Vec<Alternative>,
    /// Rules that count for alternatives too.
    pub equal_footing: Vec<EqualFooting>,
    /// What the pack does not look at.
    pub not_examined: Vec<String>,
    /// Ways of beginning with one form and going on to another.
    pub routes: Vec<Arrangement>,
    /// Forms that work together.
    pub combinations: Vec<Arrangement>,
    /// Statements about the rules that must hold whatever is answered.
    pub claims: Vec<Claim>,
}

/// A jurist's signature.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// Name and title.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// The numbers of the combination rules.
#[derive(Clone, Debug)]
pub struct VerdictRules {
    /// Least lead for *tydligt*.
    pub clear: i64,
    /// Least lead for *lutar åt*.
    pub leaning: i64,
    /// Deducted once for hinders of reach *deluppgift*.
    pub deduction_part: i64,
    /// Deducted once for hinders of reach *utformning*.
    pub deduction_design: i64,
    /// The facts without which nothing can be judged, where their answers decide.
    pub key_facts: Vec<Located<String>>,
    /// Groups that cannot alone make a form lead.
    pub support_groups: Vec<String>,
}

/// How a form is presented.
#[derive(Clone, Debug)]
pub struct FormDescription {
    /// Which form.
    pub form: Form,
    /// With its article: *en gemensam nämnd*.
    pub name: String,
    /// Definite: *den gemensamma nämnden*.
    pub definite: String,
    /// One word for tables.
    pub short: String,
    /// Where the form stands in the law.
    pub citation: Located<String>,
    /// What it is good at, for the explanation of the form.
    pub strengths: String,
    /// Who decides.
    pub decision_organ: String,
    /// Where the staff is.
    pub administration: String,
    /// Its variants, the default first or marked.
    pub variants: Vec<Variant>,
}

/// A variant of a form.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Identifier, as in `GNg`.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it means.
    pub description: String,
    /// Who decides.
    pub decision_organ: String,
    /// Where the staff is.
    pub administration: String,
    /// Whether it is chosen when no rule ranks.
    pub default: bool,
}

/// An outcome outside the three forms.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// Identifier, as in `natverk`.
    pub id: String,
    /// With its article or as an infinitive.
    pub name: String,
    /// What it means.
    pub text: String,
    /// Where it stands in the law.
    pub citations: Vec<Located<String>>,
}

/// Rules about a form that count for alternatives once one of the alternatives' own rules fires.
#[derive(Clone, Debug)]
pub struct EqualFooting {
    /// The rules that then count.
    pub rules: Vec<Located<String>>,
    /// The alternatives they count for.
    pub alternatives: Vec<Located<String>>,
    /// The rules that open it.
    pub triggers: Vec<Located<String>>,
    /// Least weight of the rule that opens it.
    pub min_weight: i64,
}

/// A route in time or a combination of forms.
#[derive(Clone, Debug)]
pub struct Arrangement {
    /// Identifier.
    pub id: String,
    /// The forms in it, in order of time for a route.
    pub forms: Vec<Form>,
    /// When it fits.
    pub when: Expression,
    /// A heading.
    pub title: String,
    /// What it means.
    pub text: String,
    /// Where it rests in law.
    pub citations: Vec<Located<String>>,
    /// Other sources.
    pub sources: Vec<Located<String>>,
    /// What it rests on.
    pub certainty: Certainty,
}

/// What a claim says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimKind {
    /// Whenever the condition holds the form is not available.
    Bars,
    /// Whenever the condition holds the form is available.
    NeverBarred,
    /// Whenever the condition holds the form is not the first choice.
    NeverFirst,
    /// Whenever the condition holds the form carries a hinder of this reach.
    Condition(Reach),
    /// Changing one answer to the value never raises the form's sum.
    NeverRises,
}

/// A statement about the rules that `rules prove` checks over every set of answers.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Identifier.
    pub id: String,
    /// What it says.
    pub kind: ClaimKind,
    /// The forms it is about.
    pub forms: Vec<Form>,
    /// When it applies; `None`: always.
    pub when: Option<Expression>,
    /// The changed fact and its new value, for [`ClaimKind::NeverRises`].
    pub change: Option<(Located<String>, Located<String>)>,
    /// In words.
    pub text: String,
    /// Where it stands in law.
    pub citations: Vec<Located<String>>,
    /// Where it is written.
    pub place: Place,
}

impl Manifest {
    /// The description of a form.
    pub fn form(&self, form: Form) -> Option<&FormDescription> {
        self.forms.iter().find(|description| description.form == form)
    }

    /// A form's name with its article; its identifier if the pack does not describe it.
    pub fn form_name(&self, form: Form) -> &str {
        self.form(form).map_or(form.id(), |description| &description.name)
    }

    /// A form's name in the definite.
    pub fn form_definite(&self, form: Form) -> &str {
        self.form(form).map_or(form.id(), |description| &description.definite)
    }

    /// The position of an alternative.
    pub fn alternative(&self, id: &str) -> Option<usize> {
        self.alternatives.iter().position(|alternative| alternative.id == id)
    }

    /// What a name stands for: a form or an alternative.
    pub fn target(&self, id: &str) -> Option<Target> {
        Form::find(id).map(Target::Form).or_else(|| self.alternative(id).map(Target::Alternative))
    }

    /// The identifier of a target.
    pub fn target_id(&self, target: Target) -> &str {
        match target {
            Target::Form(form) => form.id(),
            Target::Alternative(index) => self.alternatives.get(index).map_or("", |alternative| &alternative.id),
        }
    }

    /// The name of a target with its article.
    pub fn target_name(&self, target: Target) -> &str {
        match target {
            Target::Form(form) => self.form_name(form),
            Target::Alternative(index) => self.alternatives.get(index).map_or("", |alternative| &alternative.name),
        }
    }

    /// The identifiers of the alternatives.
    pub fn alternative_ids(&self) -> impl Iterator<Item = &str> {
        self.alternatives.iter().map(|alternative| alternative.id.as_str())
    }

    /// The variant with an identifier and its form.
    pub fn variant(&self, id: &str) -> Option<(Form, &Variant)> {
        self.forms
            .iter()
            .flat_map(|form| form.variants.iter().map(|variant| (form.form, variant)))
            .find(|(_, variant)| variant.id == id)
    }

    /// Whether a variant is described.
    pub fn has_variant(&self, id: &str) -> bool {
        self.variant(id).is_some()
    }

    /// The identifiers of all variants.
    pub fn variant_ids(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().flat_map(|form| form.variants.iter().map(|variant| variant.id.as_str()))
    }

    /// Whether a group is declared.
    pub fn has_group(&self, id: &str) -> bool {
        self.groups.iter().any(|(group, _)| group == id)
    }

    /// The identifiers of all groups.
    pub fn group_ids(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().map(|(id, _)| id.as_str())
    }

    /// The title of a group.
    pub fn group_title(&self, id: &str) -> Option<&str> {
        self.groups.iter().find(|(group, _)| group == id).map(|(_, title)| title.as_str())
    }
}

const FORM_WORDS: [(&str, Form); 3] = [
    ("kommunalforbund", Form::Kommunalforbund),
    ("gemensam_namnd", Form::GemensamNamnd),
    ("avtalssamverkan", Form::Avtalssamverkan),
];

/// Reads `pack.toml`, reporting everything that is wrong. `None` if what is left is no pack.
pub fn load(source: &Arc<SourceText>, problems: &mut Diagnostics) -> Option<Manifest> {
    let document = TomlDocument::parse(source);
    let manifest = read(&document);
    problems.extend(document.finish());
    manifest
}

fn read(document: &TomlDocument) -> Option<Manifest> {
    let mut root = document.root();
    let id = root.required_string("id");
    let title = root.required_string("title");
    let version = root.required_string("version");
    let law_date = root.required_date("law_date");
    let review_before = root.required_date("review_before");
    let by = root.optional_string("reviewed_by");
    let on = root.optional_date("reviewed_on");
    if by.is_some() != on.is_some() {
        root.report(
            Diagnostic::new(Code::TomlMissingKey, "`reviewed_by` och `reviewed_on` hör ihop: ange båda eller ingen")
                .at(by
                    .as_ref()
                    .map(|by| by.place.clone())
                    .or(on.as_ref().map(|on| on.place.clone()))
                    .unwrap_or_else(|| root.place().clone())),
        );
    }
    let groups = read_groups(&mut root);
    let weights = read_weights(&mut root);
    let verdict = root.required_table("verdict").and_then(|table| read_verdict(table, &groups));
    let mut taken = Taken::default();
    let tables = root.table_array("form");
    let described = tables.len();
    let forms: Vec<FormDescription> = tables.into_iter().filter_map(|table| read_form(table, &mut taken)).collect();
    // A form whose description has errors has been reported.
    let missing =
        |form: &&Form| described == forms.len() && !forms.iter().any(|description| description.form == **form);
    for form in Form::ALL.iter().filter(missing) {
        root.report(
            Diagnostic::new(Code::TomlMissingKey, format!("formen `{}` beskrivs inte", form.id()))
                .at(root.place().clone())
                .help("lägg till en `[[form]]`"),
        );
    }
    let alternatives = read_alternatives(&mut root, &mut taken);
    let equal_footing =
        root.table_array("equal_footing").into_iter().map(|table| read_footing(table, &alternatives)).collect();
    let not_examined = root.table_array("not_examined").into_iter().filter_map(|mut table| {
        let text = table.required_string("text");
        table.finish();
        Some(text?.value)
    });
    let not_examined = not_examined.collect();
    let routes = root.table_array("route").into_iter().filter_map(|table| read_arrangement(table, true)).collect();
    let combinations =
        root.table_array("combination").into_iter().filter_map(|table| read_arrangement(table, false)).collect();
    let claims = root.table_array("claim").into_iter().filter_map(read_claim).collect();
    root.finish();
    Some(Manifest {
        id: id?.value,
        title: title?.value,
        version: version?.value,
        law_date: law_date?.value,
        reviewed: by.zip(on).map(|(by, on)| Reviewed { by: by.value, on: on.value }),
        review_before: review_before?.value,
        verdict: verdict?,
        weights,
        groups,
        forms,
        alternatives,
        equal_footing,
        not_examined,
        routes,
        combinations,
        claims,
    })
}

fn read_groups(root: &mut TableReader<'_>) -> Vec<(String, String)> {
    let Some(mut table) = root.table("groups") else { return Vec::new() };
    let mut groups = Vec::new();
    for (id, value) in table.entries() {
        if let Some(mut group) = value.table() {
            if let Some(title) = group.required_string("title") {
                groups.push((id.value, title.value));
            }
            group.finish();
        }
    }
    groups
}

fn read_weights(root: &mut TableReader<'_>) -> BTreeMap<u8, String> {
    let Some(mut table) = root.table("weights") else { return BTreeMap::new() };
    let mut weights = BTreeMap::new();
    for (key, value) in table.entries() {
        match key.parse::<u8>() {
            Ok(weight @ 1..=5) => {
                if let Some(word) = value.string() {
                    weights.insert(weight, word.value);
                }
            }
            _ => table.report(
                Diagnostic::new(Code::TomlUnknownKey, format!("`{}` är ingen vikt", key.value))
                    .at(key.place.clone())
                    .help("vikterna är 1 till 5"),
            ),
        }
    }
    weights
}

fn read_verdict(mut table: TableReader<'_>, groups: &[(String, String)]) -> Option<VerdictRules> {
    let clear = table.required_integer("tydligt", 1..=50);
    let leaning = table.required_integer("lutar_at", 1..=50);
    let part = table.required_integer("deduction_deluppgift", 0..=50);
    let design = table.required_integer("deduction_utformning", 0..=50);
    let key_facts = table.string_list("key_facts");
    let support = table.string_list("support_groups");
    for group in support.iter().filter(|group| !groups.iter().any(|(id, _)| *id == group.value)) {
        table.report(
            Diagnostic::new(Code::PackUnknownReference, format!("gruppen `{}` finns inte", group.value))
                .at(group.place.clone())
                .help_if(did_you_mean_or_list(group, groups.iter().map(|(id, _)| id.as_str()))),
        );
    }
    if let (Some(clear), Some(leaning)) = (&clear, &leaning)
        && leaning.value > clear.value
    {
        table.report(
            Diagnostic::new(Code::PackThreshold, "`lutar_at` är större än `tydligt`").at(leaning.place.clone()),
        );
    }
    table.finish();
    Some(VerdictRules {
        clear: clear?.value,
        leaning: leaning?.value,
        deduction_part: part?.value,
        deduction_design: design?.value,
        key_facts,
        support_groups: support.into_iter().map(|group| group.value).collect(),
    })
}

/// The names that forms and alternatives, and variants, already have. Rules refer to each by name alone.
#[derive(Default)]
struct Taken {
    names: BTreeMap<(&'static str, String), Place>,
}

impl Taken {
    /// Takes a name, or reports that it is taken.
    fn take(&mut self, table: &TableReader<'_>, what: &'static str, id: &str, place: &Place) {
        match self.names.get(&(what, id.to_owned())) {
            Some(first) => table.report(
                Diagnostic::new(Code::PackDuplicate, format!("`{id}` finns redan bland {what}"))
                    .at(place.clone())
                    .also(first.clone(), "första gången")
                    .help("byt id på den ena eller ta bort den"),
            ),
            None => drop(self.names.insert((what, id.to_owned()), place.clone())),
        }
    }
}

fn read_alternatives(root: &mut TableReader<'_>, taken: &mut Taken) -> Vec<Alternative> {
    let tables = root.table_array("alternative");
    if let Some(first_too_many) = tables.get(MAXIMUM_ALTERNATIVES) {
        first_too_many.report(
            Diagnostic::new(Code::PackTooMany, format!("det finns fler än {MAXIMUM_ALTERNATIVES} alternativ"))
                .at(first_too_many.place().clone())
                .help("slå ihop alternativ som ligger nära varandra"),
        );
    }
    tables.into_iter().filter_map(|table| read_alternative(table, taken)).collect()
}

fn read_form(mut table: TableReader<'_>, taken: &mut Taken) -> Option<FormDescription> {
    let form = table.required_word("id", &FORM_WORDS);
    if let Some(form) = &form {
        taken.take(&table, "former och alternativ", form.value.id(), &form.place);
    }
    let name = table.required_string("name");
    let definite = table.required_string("definite");
    let short = table.required_string("short");
    let citation = table.required_string("citation");
    let strengths = table.required_string("strengths");
    let decision_organ = table.required_string("decision_organ");
    let administration = table.required_string("administration");
    let variants = table.table_array("variant").into_iter().filter_map(|table| read_variant(table, taken)).collect();
    table.finish();
    Some(FormDescription {
        form: form?.value,
        name: name?.value,
        definite: definite?.value,
        short: short?.value,
        citation: citation?,
        strengths: strengths?.value,
        decision_organ: decision_organ?.value,
        administration: administration?.value,
        variants,
    })
}

fn read_variant(mut table: TableReader<'_>, taken: &mut Taken) -> Option<Variant> {
    let id = table.required_string("id");
    if let Some(id) = &id {
        taken.take(&table, "varianter", id, &id.place);
    }
    let name = table.required_string("name");
    let description = table.required_string("description");
    let decision_organ = table.required_string("decision_organ");
    let administration = table.required_string("administration");
    let default = table.optional_bool("default").is_some_and(|default| default.value);
    table.finish();
    Some(Variant {
        id: id?.value,
        name: name?.value,
        description: description?.value,
        decision_organ: decision_organ?.value,
        administration: administration?.value,
        default,
    })
}

fn read_alternative(mut table: TableReader<'_>, taken: &mut Taken) -> Option<Alternative> {
    let id = table.required_string("id");
    if let Some(id) = &id {
        taken.take(&table, "former och alternativ", id, &id.place);
    }
    let name = table.required_string("name");
    let text = table.required_string("text");
    let citations = table.string_list("citations");
    table.finish();
    Some(Alternative { id: id?.value, name: name?.value, text: text?.value, citations })
}

fn read_footing(mut table: TableReader<'_>, known: &[Alternative]) -> EqualFooting {
    let rules = table.string_list("rules");
    let alternatives = table.string_list("alternatives");
    let triggers = table.string_list("trigger");
    let min_weight = table.required_integer("min_weight", 1..=5).map_or(1, |weight| weight.value);
    for name in alternatives.iter().filter(|name| !known.iter().any(|alternative| alternative.id == name.value)) {
        table.report(
            Diagnostic::new(Code::PackUnknownReference, format!("alternativet `{}` finns inte", name.value))
                .at(name.place.clone())
                .help_if(did_you_mean_or_list(name, known.iter().map(|alternative| alternative.id.as_str()))),
        );
    }
    table.finish();
    EqualFooting { rules, alternatives, triggers, min_weight }
}

/// The words for what something rests on.
pub fn certainty_words() -> Vec<(&'static str, Certainty)> {
    Certainty::ALL.iter().map(|(certainty, id)| (*id, *certainty)).collect()
}

fn expression(text: Located<String>) -> Expression {
    let written = text.place.text();
    let at = text.place.span.start + written.find(text.value.trim_end()).unwrap_or(0);
    Expression { place: Place::new(&text.place.source, at..at + text.value.trim_end().len()), text: text.value }
}

fn read_arrangement(mut table: TableReader<'_>, in_time: bool) -> Option<Arrangement> {
    let id = table.required_string("id");
    let forms: Vec<Option<Located<Form>>> = if in_time {
        vec![table.required_word("first", &FORM_WORDS), table.required_word("then", &FORM_WORDS)]
    } else {
        let names = table.value("forms").and_then(|value| value.list()).unwrap_or_default();
        names.into_iter().map(|name| name.word(&FORM_WORDS)).collect()
    };
    let when = table.required_string("when").map(expression);
    let title = table.required_string("title");
    let text = table.required_string("text");
    let citations = table.string_list("citations");
    let sources = table.string_list("sources");
    let certainty = table.required_word("certainty", &certainty_words());
    table.finish();
    Some(Arrangement {
        id: id?.value,
        forms: forms.into_iter().flatten().map(|form| form.value).collect(),
        when: when?,
        title: title?.value,
        text: text?.value,
        citations,
        sources,
        certainty: certainty?.value,
    })
}

fn read_claim(mut table: TableReader<'_>) -> Option<Claim> {
    #[derive(Clone, Copy)]
    enum Word {
        Bars,
        NeverBarred,
        NeverFirst,
        Condition,
        NeverRises,
    }
    let id = table.required_string("id");
    let word = table.required_word(
        "kind",
        &[
            ("bars", Word::Bars),
            ("never_barred", Word::NeverBarred),
            ("never_first", Word::NeverFirst),
            ("condition", Word::Condition),
            ("never_rises", Word::NeverRises),
        ],
    );
    let all = ("alla", None);
    let forms = FORM_WORDS.map(|(id, form)| (id, Some(form)));
    let form = table.required_word("form", &[&forms[..], &[all]].concat());
    let when = table.optional_string("when").map(expression);
    let text = table.required_string("text");
    let citations = table.string_list("citations");
    let kind = match word.map(|word| word.value) {
        Some(Word::Condition) => table
            .required_word("reach", &Reach::ALL.map(|(reach, id)| (id, reach)))
            .map(|reach| (ClaimKind::Condition(reach.value), None)),
        Some(Word::NeverRises) => {
            let (fact, value) = (table.required_string("fact"), table.required_string("value"));
            fact.zip(value).map(|change| (ClaimKind::NeverRises, Some(change)))
        }
        Some(Word::Bars) => Some((ClaimKind::Bars, None)),
        Some(Word::NeverBarred) => Some((ClaimKind::NeverBarred, None)),
        Some(Word::NeverFirst) => Some((ClaimKind::NeverFirst, None)),
        None => None,
    };
    table.finish();
    let (kind, change) = kind?;
    let id = id?;
    Some(Claim {
        place: id.place.clone(),
        id: id.value,
        kind,
        forms: form?.value.map_or_else(|| Form::ALL.to_vec(), |form| vec![form]),
        when,
        change,
        text: text?.value,
        citations,
    })
}
