//! From a world that breaks a statement to a case that anyone can run.

use super::breach::{Breach, Broken};
use super::ground::Ground;
use crate::advice::Case;
use crate::advice::compose::compose;
use crate::diagnostics::SourceText;
use crate::facts::scenario::Status;
use crate::facts::{Answer, Answers, FactId, Kind, Provenance, Scenario, Value, write};

/// A case that breaks a statement.
#[derive(Clone, Debug)]
pub struct Counterexample {
    /// The name of its file, without a folder.
    pub file: String,
    /// The file.
    pub scenario: String,
    /// What the ordinary advice on it says.
    pub says: String,
    /// The change that shows it, as `--set` takes it.
    pub change: Option<String>,
    /// How many answers it has.
    pub answers: usize,
    /// How many the whole set of answers had from which it was cut down.
    pub of: usize,
}

/// A case that breaks a statement, with as few answers as will do.
///
/// # Errors
/// The ordinary advice does not agree that it does; says how.
pub fn make<'p>(
    ground: &'p Ground<'p>,
    breach: Breach<'p>,
    name: &str,
    title: &str,
    world: &[u16],
    after: Option<&[u16]>,
) -> Result<Counterexample, String> {
    let mut answers = ground.answers(world);
    if let Some(after) = after {
        // What is asked only after the change is answered too; before it, those answers are set aside.
        for (fact, value) in ground.answers(after).known() {
            if answers.value(fact).is_none() {
                answers = answers.with(fact, value);
            }
        }
    }
    let of = answers.known().count();
    let case = Case::new(ground.pack, &ground.combination, answers.clone(), ground.day);
    if !breach.seen_in(&case) {
        return Err(format!("{name}: beviset säger att påståendet inte håller, men råden säger att det gör det"));
    }
    let smaller = shrunk(&case, breach, answers.clone());
    let whole = || told(ground, breach, name, title, &answers, of);
    told(ground, breach, name, title, &smaller, of)
        .or_else(whole)
        .ok_or_else(|| format!("{name}: underlaget som skulle visa felet visar inget fel när det körs"))
}

/// As few answers as still show it: none of those left can be taken away.
fn shrunk<'p>(case: &Case<'p>, breach: Breach<'p>, mut answers: Answers) -> Answers {
    let changed = match breach.broken {
        Broken::Rises(_, fact, _) => Some(fact),
        _ => None,
    };
    let facts: Vec<_> = answers.known().map(|(fact, _)| fact).collect();
    let shows = |answers: &Answers| breach.seen_in(&case.with_answers(answers.clone()));
    // Taking one away may make another needless.
    let mut again = true;
    while again {
        again = false;
        for &fact in facts.iter().rev().filter(|fact| Some(**fact) != changed) {
            if answers.value(fact).is_none() {
                continue;
            }
            let mut fewer = answers.clone();
            fewer.set(fact, Answer::NotAsked);
            if shows(&fewer) {
                answers = fewer;
                again = true;
                continue;
            }
            // What must be answered may still be answered with fewer options.
            let kind = &case.pack().schema.fact(fact).kind;
            while let Some(fewer) = with_fewer_options(&answers, fact, kind).into_iter().find(|fewer| shows(fewer)) {
                answers = fewer;
                again = true;
            }
        }
    }
    answers
}

/// The same answers with one option less in one of them.
fn with_fewer_options(answers: &Answers, fact: FactId, kind: &Kind) -> Vec<Answers> {
    let Some(Value::Multi(mask)) = answers.value(fact) else { return Vec::new() };
    let without = (0..u32::BITS).map(|option| mask & !(1 << option)).filter(|&less| less != mask);
    without.filter(|&less| kind.allows_multi(less)).map(|less| answers.with(fact, Value::Multi(less))).collect()
}

/// Writes the case, reads it again, runs the ordinary advice on it, and asks what it says.
fn told<'p>(
    ground: &'p Ground<'p>,
    breach: Breach<'p>,
    name: &str,
    title: &str,
    answers: &Answers,
    of: usize,
) -> Option<Counterexample> {
    let schema = &ground.pack.schema;
    let mut scenario = Scenario::new(schema, &format!("Motexempel: {title}"));
    scenario.status = Status::Example;
    scenario.date = Some(ground.day);
    scenario.answers = answers.clone();
    let text = write::write(&scenario, schema);
    let file = format!("{name}.toml");
    let (read, _) = Scenario::read(&SourceText::new(file.as_str(), text.as_str()), schema).ok()?;
    let case = Case::new(ground.pack, &ground.combination, read.filled(schema, ground.day), ground.day);
    if !breach.seen_in(&case) {
        return None;
    }
    let advice = compose(&case, &read);
    let change = match breach.broken {
        Broken::Rises(_, fact, value) => {
            let declared = schema.fact(fact);
            let written = write::answer(Answer::Known(value, Provenance::User), declared)?;
            Some(format!("{}={}", declared.id, written.trim_matches('"')))
        }
        _ => None,
    };
    let says = breach.told_by(&case, &advice)?;
    Some(Counterexample { file, scenario: text, says, change, answers: answers.known().count(), of })
}
