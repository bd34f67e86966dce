//! The conditions of the pack as Rust: writing them, and the text that was written last, compiled in.

use std::collections::BTreeSet;
use std::fmt::Write;

use niokap::authoring::condition_expression::{Asked, Comparison, Expression};
use niokap::facts::{FactId, Kind, Schema, Value};
use niokap::rules::Pack;

use super::conditions::{Written, written};

/// The compiled conditions.
#[allow(clippy::all, warnings)] // written by `text` below
pub mod kl9 {
    use super::{chosen, number, option, yes};
    use niokap::facts::Value;

    include!("../native/kl9.rs");
}

/// Where the text stands, from the root of the project.
pub const PATH: &str = "benches/native/kl9.rs";

/// The text that is compiled in.
const COMPILED: &str = include_str!("../native/kl9.rs");

/// Whether what is compiled in says what the pack says.
pub fn is_current(pack: &Pack) -> bool {
    text(pack).lines().eq(COMPILED.lines())
}

fn yes(value: Value) -> bool {
    value == Value::Bool(true)
}

fn option(value: Value) -> u8 {
    match value {
        Value::Choice(index) => index as u8,
        _ => u8::MAX,
    }
}

fn chosen(value: Value) -> u32 {
    match value {
        Value::Multi(mask) => mask,
        _ => 0,
    }
}

fn number(value: Value) -> i64 {
    match value {
        Value::Int(number) => number,
        _ => i64::MIN,
    }
}

/// The pack's conditions as Rust.
pub fn text(pack: &Pack) -> String {
    let conditions = written(pack);
    let code = code(&pack.schema, &conditions);
    let hash: String = blake3::hash(code.as_bytes()).to_hex().chars().take(16).collect();
    format!(
        "// The {count} conditions of the rule pack `{pack}` as Rust, to measure decision tables against compiled code.\n\
         // Written by `cargo bench --bench speed -- --regenerate`; do not edit. The benchmark refuses to run when the\n\
         // rules have changed since. Conditions: {hash}.\n\n{code}",
        count = conditions.len(),
        pack = pack.manifest.id,
    )
}

fn code(schema: &Schema, conditions: &[Written]) -> String {
    let mut facts = BTreeSet::new();
    for condition in conditions {
        read(&condition.expression, &mut facts);
    }
    let mut structure = String::new();
    let mut reading = String::new();
    for fact in facts {
        let declared = schema.fact(fact);
        let (kind, reader) = match declared.kind {
            Kind::Bool => ("bool", "yes"),
            Kind::Choice { .. } => ("u8", "option"),
            Kind::Multi { .. } => ("u32", "chosen"),
            Kind::Int { .. } => ("i64", "number"),
        };
        let name = &declared.id;
        let _ = writeln!(structure, "    pub {name}: {kind},");
        let _ = writeln!(reading, "            {name}: {reader}(value(\"{name}\")),");
    }
    let mut body = String::new();
    for (index, condition) in conditions.iter().enumerate() {
        let rust = rust(&condition.expression, schema);
        let (word, bit) = (index / 64, index % 64);
        let _ = writeln!(body, "    // {}\n    fired[{word}] |= u64::from({rust}) << {bit};", condition.name);
    }
    let words = conditions.len().div_ceil(64);
    format!(
        "#[derive(Clone, Copy)]\npub struct Facts {{\n{structure}}}\n\n\
         impl Facts {{\n    pub fn from(value: impl Fn(&str) -> Value) -> Facts {{\n        Facts {{\n{reading}        }}\n    }}\n}}\n\n\
         pub fn evaluate(f: &Facts) -> [u64; {words}] {{\n    let mut fired = [0; {words}];\n{body}    fired\n}}\n"
    )
}

fn read(expression: &Expression, facts: &mut BTreeSet<FactId>) {
    match expression {
        Expression::Constant(_) => {}
        Expression::Ask(fact, _) => drop(facts.insert(*fact)),
        Expression::Not(inner) => read(inner, facts),
        Expression::All(parts) | Expression::Any(parts) => parts.iter().for_each(|part| read(part, facts)),
    }
}

fn rust(expression: &Expression, schema: &Schema) -> String {
    let joined = |parts: &[Expression], sign: &str| {
        let parts: Vec<String> = parts.iter().map(|part| rust(part, schema)).collect();
        format!("({})", parts.join(sign))
    };
    match expression {
        Expression::Constant(outcome) => outcome.to_string(),
        Expression::Not(inner) => format!("!{}", rust(inner, schema)),
        Expression::All(parts) => joined(parts, " && "),
        Expression::Any(parts) => joined(parts, " || "),
        Expression::Ask(fact, asked) => {
            let name = &schema.fact(*fact).id;
            match asked {
                Asked::Yes => format!("f.{name}"),
                Asked::OneOf(options) => {
                    let options: Vec<String> = options.iter().map(usize::to_string).collect();
                    format!("matches!(f.{name}, {})", options.join(" | "))
                }
                Asked::HasAny(options) => {
                    let mask = options.iter().fold(0u32, |mask, option| mask | 1 << option);
                    format!("(f.{name} & {mask:#x} != 0)")
                }
                Asked::Number(comparison, number) => format!("(f.{name} {} {number})", sign(*comparison)),
            }
        }
    }
}

/// How most languages write a comparison.
pub fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::More => ">",
        Comparison::AtLeast => ">=",
        Comparison::Equal => "==",
        Comparison::NotEqual => "!=",
    }
}
