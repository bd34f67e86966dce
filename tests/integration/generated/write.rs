//! A plan as the files of a pack.

use std::fmt::Write;

use niokap::diagnostics::SourceText;
use niokap::facts::{Scenario, Value};
use niokap::rules::Pack;

use super::plan::{
    Condition, EffectPlan, FactPlan, GROUPS, HelperPlan, KindPlan, Plan, RulePlan, SIGNS, TARGETS, TierPlan, VARIANTS,
    fact_name, rule_name,
};
use crate::harness::{Folder, list};

/// In which order, and in which of two files, rules and functions are written.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The statements, each with its file. Functions first, then rules, as the plan has them.
    pub statements: Vec<(usize, usize)>,
}

impl Layout {
    /// Everything in one file, in the order of the plan.
    pub fn plain(plan: &Plan) -> Layout {
        Layout { statements: (0..plan.helpers.len() + plan.rules.len()).map(|statement| (statement, 0)).collect() }
    }
}

/// The pack of a plan.
pub fn load(plan: &Plan, layout: &Layout) -> Pack {
    let mut files = [String::new(), String::new()];
    for (statement, file) in &layout.statements {
        let text = match plan.helpers.get(*statement) {
            Some(helper) => self::helper(*statement, helper),
            None => rule(*statement - plan.helpers.len(), &plan.rules[*statement - plan.helpers.len()]),
        };
        files[*file].push_str(&text);
    }
    let mut folder =
        Folder::new().write("pack.toml", manifest(plan)).write("facts.toml", facts(plan)).write("law.toml", LAW);
    for (name, text) in ["10-en.rhai", "20-tva.rhai"].into_iter().zip(files).filter(|(_, text)| !text.is_empty()) {
        folder = folder.write(name, text);
    }
    match folder.load() {
        Ok((pack, warnings)) => {
            assert!(warnings.is_empty(), "{}", list(&warnings));
            pack
        }
        Err(problems) => panic!("a made up pack is not accepted\n{}\n{plan:#?}", list(&problems)),
    }
}

/// A scenario with some answers, written in a given order.
pub fn scenario(pack: &Pack, answers: &[Option<Value>], order: &[usize]) -> Scenario {
    let mut text = "title = \"Påhittat\"\n\n[facts]\n".to_owned();
    for fact in order {
        if let (Some(value), Some(id)) = (answers[*fact], pack.schema.find(&fact_name(*fact))) {
            writeln!(text, "{} = {}", fact_name(*fact), value.as_json(pack.schema.fact(id))).unwrap();
        }
    }
    match Scenario::read(&SourceText::new("paahittat.toml", text), &pack.schema) {
        Ok((scenario, _)) => scenario,
        Err(problems) => panic!("a made up scenario is not accepted\n{}", list(&problems)),
    }
}

const LAW: &str = r#"
[[statute]]
abbreviation = "KL"
number = "2017:725"
name = "kommunallagen"
checked = "lydelse publicerad 2025-09-01"
url = "https://exempel.se/kl"

[[provision]]
citation = "KL 9:1"
summary = "Om något."
verified = true
"#;

fn manifest(plan: &Plan) -> String {
    let mut text = format!(
        "id = \"prov\"\ntitle = \"Prov\"\nversion = \"1\"\nlaw_date = 2026-01-31\nreview_before = 2030-12-31\n\n\
         [verdict]\ntydligt = {}\nlutar_at = {}\ndeduction_deluppgift = {}\ndeduction_utformning = {}\n\
         key_facts = []\nsupport_groups = [{}]\n",
        plan.clear,
        plan.leaning,
        plan.part,
        plan.design,
        if plan.support { format!("{:?}", GROUPS[1]) } else { String::new() }
    );
    for group in GROUPS {
        write!(text, "\n[groups.{group}]\ntitle = \"{group}\"\n").unwrap();
    }
    let organs = "decision_organ = \"Organet\"\nadministration = \"Förvaltningen\"";
    for (form, variants) in TARGETS.into_iter().zip(VARIANTS) {
        write!(
            text,
            "\n[[form]]\nid = \"{form}\"\nname = \"{form}\"\ndefinite = \"{form}\"\nshort = \"{form}\"\n\
             citation = \"KL 9:1\"\nstrengths = \"Inga.\"\n{organs}\n"
        )
        .unwrap();
        for (index, variant) in variants.into_iter().enumerate() {
            write!(
                text,
                "\n[[form.variant]]\nid = \"{variant}\"\nname = \"{variant}\"\ndescription = \"En variant.\"\n\
                 {organs}\ndefault = {}\n",
                index == 0
            )
            .unwrap();
        }
    }
    for alternative in &TARGETS[3..] {
        write!(
            text,
            "\n[[alternative]]\nid = \"{alternative}\"\nname = \"{alternative}\"\ntext = \"Något annat.\"\n\
             citations = []\n"
        )
        .unwrap();
    }
    if plan.footing {
        write!(
            text,
            "\n[[equal_footing]]\nrules = [\"{}\"]\nalternatives = [\"{}\"]\ntrigger = [\"{}\"]\nmin_weight = 2\n",
            rule_name(0),
            TARGETS[3],
            rule_name(1)
        )
        .unwrap();
    }
    text
}

fn facts(plan: &Plan) -> String {
    let mut text = "[[section]]\nid = \"grund\"\ntitle = \"Grunden\"\n".to_owned();
    for (index, fact) in plan.facts.iter().enumerate() {
        write!(
            text,
            "\n[[fact]]\nid = \"{}\"\nlevel = 1\nsection = \"grund\"\nquestion = \"Vad?\"\n\
             label = \"Fråga {index}\"\nhelp = \"Svara.\"\nwhy = \"Därför.\"\n{}",
            fact_name(index),
            kind(fact.kind)
        )
        .unwrap();
        if let Some(condition) = &fact.ask_when {
            writeln!(text, "ask_when = '{}'", expression(condition)).unwrap();
        }
        if !fact.derived.is_empty() {
            writeln!(text, "derived = '{}'", derivation(fact)).unwrap();
        }
    }
    text
}

fn kind(kind: KindPlan) -> String {
    let options = |count: usize| {
        let list: Vec<String> =
            (0..count).map(|option| format!("{{ id = \"o{option}\", label = \"o{option}\" }}")).collect();
        format!("options = [{}]\n", list.join(", "))
    };
    match kind {
        KindPlan::Bool => "kind = \"bool\"\n".to_owned(),
        KindPlan::Choice(count) => format!("kind = \"choice\"\n{}", options(count)),
        KindPlan::Int { min, max } => format!("kind = \"int\"\nmin = {min}\nmax = {max}\n"),
        KindPlan::Multi { options: count, min, max, exclusive } => {
            let alone = if exclusive { format!("exclusive = \"o{}\"\n", count - 1) } else { String::new() };
            format!("kind = \"multi\"\n{}min = {min}\nmax = {max}\n{alone}", options(count))
        }
    }
}

fn derivation(fact: &FactPlan) -> String {
    let mut text = String::new();
    for (condition, value) in &fact.derived {
        let value = match value {
            Value::Choice(option) => format!("\"o{option}\""),
            Value::Bool(yes) => yes.to_string(),
            Value::Int(number) => number.to_string(),
            Value::Multi(_) => unreachable!("a multi fact is never derived"),
        };
        write!(text, "if {} {{ {value} }} else ", expression(condition)).unwrap();
    }
    text + "{ () }"
}

fn helper(number: usize, helper: &HelperPlan) -> String {
    let body = match (&helper.body, helper.style) {
        // The same condition, with names for its parts, or with an early way out.
        (Condition::And(left, right), 1) => {
            format!("let a = {};\n    let b = {};\n    a && b", expression(left), expression(right))
        }
        (Condition::Or(left, right), 1 | 2) => {
            format!("if {} {{\n        return true;\n    }}\n    {}", expression(left), expression(right))
        }
        (Condition::And(left, right), 2) => {
            format!("if {} {{ {} }} else {{ false }}", expression(left), expression(right))
        }
        (body, 3) => format!("return {};", expression(body)),
        (body, _) => expression(body),
    };
    format!("fn h{number}(f) {{\n    {body}\n}}\n\n")
}

fn rule(number: usize, rule: &RulePlan) -> String {
    let id = rule_name(number);
    match rule.tiers.as_slice() {
        [only] => format!("regel(#{{\n    id: \"{id}\", {}\n}});\n\n", tier(only)),
        several => {
            let tiers: Vec<String> = several.iter().map(|one| format!("        #{{ {} }},\n", tier(one))).collect();
            format!("regel(#{{\n    id: \"{id}\",\n    fall: [\n{}    ],\n}});\n\n", tiers.concat())
        }
    }
}

fn tier(tier: &TierPlan) -> String {
    let targets: Vec<&str> = tier.targets.iter().map(|target| TARGETS[*target]).collect();
    let effect = match tier.effect {
        EffectPlan::For(weight) => format!("talar_for({weight})"),
        EffectPlan::Against(weight) => format!("talar_emot({weight})"),
        EffectPlan::Hinder(reach) => format!("hinder({:?})", ["form", "variant", "deluppgift", "utformning"][reach]),
        EffectPlan::Duty => "krav()".to_owned(),
        EffectPlan::Risk => "risk(\"hog\")".to_owned(),
        EffectPlan::Note => "upplyser()".to_owned(),
    };
    let mut text = format!("form: {targets:?}, verkan: {effect}, lagrum: [\"KL 9:1\"], ");
    if let Some(variant) = tier.variant {
        write!(text, "variant: {:?}, ", VARIANTS[tier.targets[0]][variant]).unwrap();
    }
    if let Some(group) = tier.group {
        write!(text, "grupp: {:?}, ", GROUPS[group]).unwrap();
    }
    let certainty = if tier.unsettled { "oklart" } else { "lag" };
    let period = if tier.in_force { "2018-01-01.." } else { "..2018-01-01" };
    let condition = expression(&tier.condition);
    let reason = format!("Svaret är {{{}}}.", fact_name(0));
    write!(
        text,
        "säkerhet: {certainty:?}, gäller: {period:?}, avhjälps: \"Gör om.\", när: |f| {condition}, skäl: {reason:?},"
    )
    .unwrap();
    text
}

/// A condition as text. Every part stands in its own brackets.
fn expression(condition: &Condition) -> String {
    let inner = |part: &Condition| expression(part);
    let options = |options: &[usize]| {
        let list: Vec<String> = options.iter().map(|option| format!("\"o{option}\"")).collect();
        format!("[{}]", list.join(", "))
    };
    match condition {
        Condition::Constant(value) => value.to_string(),
        Condition::Yes(fact) => format!("f.{}", fact_name(*fact)),
        Condition::Is { fact, option, negated, turned } => {
            let sign = if *negated { "!=" } else { "==" };
            let (fact, option) = (format!("f.{}", fact_name(*fact)), format!("\"o{option}\""));
            if *turned { format!("({option} {sign} {fact})") } else { format!("({fact} {sign} {option})") }
        }
        Condition::OneOf { fact, options: list } => format!("f.{}.en_av({})", fact_name(*fact), options(list)),
        Condition::Has { fact, option } => format!("f.{}.har(\"o{option}\")", fact_name(*fact)),
        Condition::HasAny { fact, options: list } => format!("f.{}.har_nagon({})", fact_name(*fact), options(list)),
        Condition::Compares { fact, sign, number, turned } => {
            let fact = format!("f.{}", fact_name(*fact));
            if *turned {
                format!("({number} {} {fact})", SIGNS[*sign])
            } else {
                format!("({fact} {} {number})", SIGNS[*sign])
            }
        }
        Condition::Not(part) => format!("!({})", inner(part)),
        Condition::And(left, right) => format!("({} && {})", inner(left), inner(right)),
        Condition::Or(left, right) => format!("({} || {})", inner(left), inner(right)),
        Condition::If(test, yes, no) => format!("(if {} {{ {} }} else {{ {} }})", inner(test), inner(yes), inner(no)),
        Condition::Call(helper) => format!("h{helper}(f)"),
    }
}
