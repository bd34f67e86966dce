//! The words a rule may use: facts behind `f`, the effects, and `regel` itself.

use std::cell::RefCell;
use std::rc::Rc;

use rhai::{Dynamic, Engine, EvalAltResult, ImmutableString, Map};

use super::fault::Fault;
use super::oracle::Oracle;
use crate::decision::Test;
use crate::facts::{FactId, Kind, Schema, Value};
use crate::rules::effect::{Effect, Reach, RiskLevel};

type Answered<T> = Result<T, Box<EvalAltResult>>;

/// What `f` is inside a condition.
#[derive(Clone)]
pub struct Facts(pub Rc<Oracle>);

/// A choice fact, as a rule sees it: something to compare, with no value to take out.
#[derive(Clone)]
struct ChoiceFact(Rc<Oracle>, FactId);

/// A multi fact, as a rule sees it.
#[derive(Clone)]
struct MultiFact(Rc<Oracle>, FactId);

/// A number, as a rule sees it.
#[derive(Clone)]
struct NumberFact(Rc<Oracle>, FactId);

/// Where `regel` leaves the maps it is called with; `None` while a condition runs, which must not make rules.
pub type Collected = Rc<RefCell<Option<Vec<Map>>>>;

/// The names of the effect functions, for did-you-mean.
pub const EFFECTS: [&str; 6] = ["hinder", "krav", "risk", "talar_for", "talar_emot", "upplyser"];

/// The other words of the rule language.
pub const CALLABLE: [&str; 4] = ["har", "har_nagon", "en_av", "regel"];

/// Gives the engine every word of the rule language.
pub fn register(engine: &mut Engine, schema: &Schema, collected: &Collected) {
    engine.register_fn("!", |value: bool| !value);
    register_effects(engine);
    let collected = Rc::clone(collected);
    engine.register_fn("regel", move |rule: Map| -> Answered<()> {
        match collected.borrow_mut().as_mut() {
            Some(found) => found.push(rule),
            None => return Fault::RuleInside.raise(),
        }
        Ok(())
    });
    register_facts(engine, schema);
    register_choice(engine);
    register_multi(engine);
    register_number(engine);
    register_truth(engine);
}

fn register_effects(engine: &mut Engine) {
    engine.register_fn("hinder", |reach: ImmutableString| -> Answered<Effect> {
        Reach::find(&reach).map_or_else(
            || bad_effect(format!("`hinder` har räckvidden \"form\", \"variant\", \"deluppgift\" eller \"utformning\", inte \"{reach}\"")),
            |reach| Ok(Effect::Hinder(reach)),
        )
    });
    engine.register_fn("krav", || Effect::Krav);
    engine.register_fn("upplyser", || Effect::Note);
    engine.register_fn("risk", |level: ImmutableString| -> Answered<Effect> {
        RiskLevel::find(&level).map_or_else(
            || bad_effect(format!("`risk` har nivån \"hog\", \"medel\" eller \"lag\", inte \"{level}\"")),
            |level| Ok(Effect::Risk(level)),
        )
    });
    engine.register_fn("talar_for", |weight: i64| {
        Ok::<_, Box<EvalAltResult>>(Effect::For(checked("talar_for", weight)?))
    });
    engine.register_fn("talar_emot", |weight: i64| {
        Ok::<_, Box<EvalAltResult>>(Effect::Against(checked("talar_emot", weight)?))
    });
}

fn checked(name: &str, weight: i64) -> Answered<u8> {
    Effect::weight_of(weight).map_or_else(
        || bad_effect(format!("`{name}` har en vikt mellan 1 (något) och 5 (avgörande), inte {weight}")),
        Ok,
    )
}

fn bad_effect<T>(message: String) -> Answered<T> {
    Fault::BadEffect { message }.raise()
}

/// A getter for every fact, and an answer for every name that is none.
fn register_facts(engine: &mut Engine, schema: &Schema) {
    for (id, fact) in schema.iter() {
        match fact.kind {
            Kind::Bool => {
                engine.register_get(fact.id.as_str(), move |facts: &mut Facts| ask(&facts.0, Test::is_yes(id)));
            }
            Kind::Choice { .. } => {
                engine.register_get(fact.id.as_str(), move |facts: &mut Facts| ChoiceFact(Rc::clone(&facts.0), id));
            }
            Kind::Multi { .. } => {
                engine.register_get(fact.id.as_str(), move |facts: &mut Facts| MultiFact(Rc::clone(&facts.0), id));
            }
            Kind::Int { .. } => {
                engine.register_get(fact.id.as_str(), move |facts: &mut Facts| NumberFact(Rc::clone(&facts.0), id));
            }
        }
    }
    engine.register_indexer_get(|_: &mut Facts, name: ImmutableString| -> Answered<bool> {
        Fault::UnknownFact { name: name.into() }.raise()
    });
}

fn ask(oracle: &Oracle, test: Test) -> Answered<bool> {
    oracle.ask(test).or_else(Fault::raise)
}

fn option(oracle: &Oracle, fact: FactId, id: &str) -> Answered<usize> {
    let declared = oracle.schema().fact(fact);
    declared
        .kind
        .option(id)
        .map_or_else(|| Fault::UnknownOption { fact: declared.id.clone(), option: id.to_owned() }.raise(), Ok)
}

fn wrong<T>(oracle: &Oracle, fact: FactId, with: String) -> Answered<T> {
    let fact = oracle.schema().fact(fact);
    Fault::WrongComparison { fact: fact.id.clone(), kind: fact.kind.in_words(), with }.raise()
}

/// What a value of the script is, in words.
pub fn described(value: &Dynamic) -> String {
    if let Ok(text) = value.clone().into_immutable_string() {
        format!("texten \"{text}\"")
    } else if let Ok(number) = value.as_int() {
        format!("talet {number}")
    } else if let Ok(yes) = value.as_bool() {
        (if yes { "ja" } else { "nej" }).to_owned()
    } else if value.is_array() {
        "en lista".to_owned()
    } else if value.is::<ChoiceFact>() || value.is::<MultiFact>() || value.is::<NumberFact>() {
        "ett annat faktum".to_owned()
    } else {
        "något som inte går att jämföra".to_owned()
    }
}

fn register_choice(engine: &mut Engine) {
    fn is(fact: &ChoiceFact, id: &str) -> Answered<bool> {
        let index = option(&fact.0, fact.1, id)?;
        ask(&fact.0, Test::OneOf { fact: fact.1, options: 1 << index })
    }
    engine.register_fn("==", |fact: ChoiceFact, id: ImmutableString| is(&fact, &id));
    engine.register_fn("==", |id: ImmutableString, fact: ChoiceFact| is(&fact, &id));
    engine.register_fn("!=", |fact: ChoiceFact, id: ImmutableString| is(&fact, &id).map(|same| !same));
    engine.register_fn("!=", |id: ImmutableString, fact: ChoiceFact| is(&fact, &id).map(|same| !same));
    engine.register_fn("en_av", |fact: ChoiceFact, ids: rhai::Array| {
        let mut options = 0;
        for id in ids {
            match id.clone().into_immutable_string() {
                Ok(id) => options |= 1 << option(&fact.0, fact.1, &id)?,
                Err(_) => return wrong(&fact.0, fact.1, described(&id)),
            }
        }
        ask(&fact.0, Test::OneOf { fact: fact.1, options })
    });
    for word in ["==", "!=", "<", "<=", ">", ">="] {
        engine.register_fn(word, |fact: ChoiceFact, other: Dynamic| wrong::<bool>(&fact.0, fact.1, described(&other)));
        engine.register_fn(word, |other: Dynamic, fact: ChoiceFact| wrong::<bool>(&fact.0, fact.1, described(&other)));
    }
    engine.register_fn("har", |fact: ChoiceFact, _: Dynamic| wrong::<bool>(&fact.0, fact.1, "frågan `har`".into()));
}

fn register_multi(engine: &mut Engine) {
    fn has(fact: &MultiFact, id: &str) -> Answered<bool> {
        let index = option(&fact.0, fact.1, id)?;
        // INVARIANT: a multi fact has at most 32 options (the loader checks).
        ask(&fact.0, Test::Has { fact: fact.1, option: index as u8 })
    }
    engine.register_fn("har", |fact: MultiFact, id: ImmutableString| has(&fact, &id));
    engine.register_fn("har_nagon", |fact: MultiFact, ids: rhai::Array| {
        let mut found = false;
        for id in ids {
            match id.clone().into_immutable_string() {
                // Every option is looked up, so that a misspelt one is an error even behind one that is chosen.
                Ok(id) if found => drop(option(&fact.0, fact.1, &id)?),
                Ok(id) => found = has(&fact, &id)?,
                Err(_) => return wrong(&fact.0, fact.1, described(&id)),
            }
        }
        Ok(found)
    });
    for word in ["==", "!=", "<", "<=", ">", ">="] {
        engine.register_fn(word, |fact: MultiFact, other: Dynamic| wrong::<bool>(&fact.0, fact.1, described(&other)));
        engine.register_fn(word, |other: Dynamic, fact: MultiFact| wrong::<bool>(&fact.0, fact.1, described(&other)));
    }
    engine.register_fn("en_av", |fact: MultiFact, _: Dynamic| wrong::<bool>(&fact.0, fact.1, "frågan `en_av`".into()));
}

/// A comparison of a number, as tests of "at least".
#[derive(Clone, Copy)]
enum Comparison {
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
    Equal,
    NotEqual,
}

impl Comparison {
    const ALL: [(&'static str, Comparison); 6] = [
        ("<", Comparison::Less),
        ("<=", Comparison::LessOrEqual),
        (">", Comparison::More),
        (">=", Comparison::MoreOrEqual),
        ("==", Comparison::Equal),
        ("!=", Comparison::NotEqual),
    ];

    /// The comparison as seen from the other side.
    fn turned(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::More,
            Comparison::LessOrEqual => Comparison::MoreOrEqual,
            Comparison::More => Comparison::Less,
            Comparison::MoreOrEqual => Comparison::LessOrEqual,
            Comparison::Equal | Comparison::NotEqual => self,
        }
    }

    fn of(self, left: i64, right: i64) -> bool {
        match self {
            Comparison::Less => left < right,
            Comparison::LessOrEqual => left <= right,
            Comparison::More => left > right,
            Comparison::MoreOrEqual => left >= right,
            Comparison::Equal => left == right,
            Comparison::NotEqual => left != right,
        }
    }
}

fn register_number(engine: &mut Engine) {
    fn compare(fact: &NumberFact, comparison: Comparison, number: i64) -> Answered<bool> {
        let at_least = |number| ask(&fact.0, Test::AtLeast { fact: fact.1, number });
        // Nothing is above the largest number there is.
        let above = || number.checked_add(1).map_or(Ok(false), at_least);
        match comparison {
            Comparison::MoreOrEqual => at_least(number),
            Comparison::Less => at_least(number).map(|more| !more),
            Comparison::More => above(),
            Comparison::LessOrEqual => above().map(|more| !more),
            Comparison::Equal => Ok(at_least(number)? && !above()?),
            Comparison::NotEqual => Ok(!at_least(number)? || above()?),
        }
    }
    for (word, comparison) in Comparison::ALL {
        engine.register_fn(word, move |fact: NumberFact, number: i64| compare(&fact, comparison, number));
        engine.register_fn(word, move |number: i64, fact: NumberFact| compare(&fact, comparison.turned(), number));
        engine.register_fn(word, move |left: NumberFact, right: NumberFact| -> Answered<bool> {
            match left.0.pair(left.1, right.1).or_else(Fault::raise)? {
                (Value::Int(left), Value::Int(right)) => Ok(comparison.of(left, right)),
                _ => Fault::NotKnown.raise(),
            }
        });
        engine.register_fn(word, |fact: NumberFact, other: Dynamic| wrong::<bool>(&fact.0, fact.1, described(&other)));
        engine.register_fn(word, |other: Dynamic, fact: NumberFact| wrong::<bool>(&fact.0, fact.1, described(&other)));
    }
    for word in ["har", "en_av"] {
        engine.register_fn(word, move |fact: NumberFact, _: Dynamic| {
            wrong::<bool>(&fact.0, fact.1, format!("frågan `{word}`"))
        });
    }
}

/// A yes/no fact is a plain truth value in a rule; compared with a text or number the engine would silently say false.
fn register_truth(engine: &mut Engine) {
    fn refuse(with: String) -> Answered<bool> {
        Fault::WrongComparison { fact: String::new(), kind: Kind::Bool.in_words(), with }.raise()
    }
    for word in ["==", "!=", "<", "<=", ">", ">="] {
        engine.register_fn(word, |_: bool, other: ImmutableString| refuse(described(&other.into())));
        engine.register_fn(word, |other: ImmutableString, _: bool| refuse(described(&other.into())));
        engine.register_fn(word, |_: bool, other: i64| refuse(described(&other.into())));
        engine.register_fn(word, |other: i64, _: bool| refuse(described(&other.into())));
    }
    for word in ["har", "har_nagon", "en_av"] {
        engine.register_fn(word, move |_: bool, _: Dynamic| refuse(format!("frågan `{word}`")));
    }
}
