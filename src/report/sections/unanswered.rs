//! What is not known: questions to answer first, open questions, disagreements, and answers that are not used.

use super::completions;
use crate::advice::OpenFact;
use crate::report::composition::{Composer, Length, bare};
use crate::report::document::{Item, Text};
use crate::report::words::{self, heading};
use crate::rules::Effect;
use crate::text::capitalised;

/// Questions without weight that are still named one by one in the normal report.
const LABELS: usize = 5;
/// Questions with weight that are named in the normal report.
const NAMED: usize = 8;

/// The questions to answer before anything can be judged: as they are asked, and why.
pub fn ask_first(composer: &mut Composer<'_>) {
    let advice = composer.subject.advice;
    if advice.ask_first.is_empty() {
        return;
    }
    composer.document.section(heading::ASK_FIRST);
    let schema = &composer.subject.pack.schema;
    let items: Vec<Item> = advice
        .ask_first
        .iter()
        .map(|fact| {
            let declared = schema.fact(*fact);
            let mut more = Vec::new();
            if !declared.why.is_empty() {
                more.push(Text::new().emphasis("Varför:").plain(format!(" {}", declared.why)));
            }
            let options: Vec<&str> = declared.kind.options().iter().map(|option| option.label.as_str()).collect();
            if !options.is_empty() {
                more.push(Text::new().emphasis("Svar att välja mellan:").plain(format!(" {}.", options.join("; "))));
            }
            Item { text: Text::new().strong(declared.question.clone()), more }
        })
        .collect();
    composer.document.numbered(items);
}

/// The rest of what is not known or not used.
pub fn write(composer: &mut Composer<'_>) {
    open_questions(composer);
    disagreements(composer);
    set_aside(composer);
}

fn open_questions(composer: &mut Composer<'_>) {
    let advice = composer.subject.advice;
    let asked_first = |open: &&OpenFact| !advice.ask_first.contains(&open.fact);
    let open: Vec<&OpenFact> = advice.open_facts.iter().filter(asked_first).collect();
    if open.is_empty() {
        return;
    }
    if composer.length == Length::Short {
        if completions::tells_something(composer) {
            composer.document.section(heading::UNANSWERED);
            completions::write(composer);
        }
        return;
    }
    let mut groups: Vec<(Rank, String, Vec<&OpenFact>)> = Vec::new();
    for open in open {
        let (rank, effect) = effect(composer, open);
        match groups.iter_mut().find(|(_, known, _)| *known == effect) {
            Some((_, _, group)) => group.push(open),
            None => groups.push((rank, effect, vec![open])),
        }
    }
    groups.sort_by_key(|(rank, ..)| *rank);
    // Possible hinders of the first choice have been told among its conditions.
    let told = |open: &&OpenFact| {
        let possible = composer.first().into_iter().flat_map(|form| &form.possible_hinders);
        possible.into_iter().any(|waiting| waiting.waits_for.contains(&open.fact))
    };
    if composer.length != Length::Long {
        for (rank, _, group) in &mut groups {
            group.retain(|open| *rank != Rank::Hinder || !told(open));
        }
        groups.retain(|(_, _, group)| !group.is_empty());
    }
    let items: Vec<Item> = groups
        .iter()
        .enumerate()
        .map(|(position, (rank, effect, group))| {
            let heading = Text::new().strong(format!("{}:", capitalised(effect)));
            match composer.length {
                _ if *rank >= Rank::Other && composer.length == Length::Normal && group.len() > LABELS => {
                    Text::from(words::questions_that(group.len(), effect, position > 0)).into()
                }
                Length::Long => {
                    Item { text: heading, more: group.iter().map(|open| in_full(composer, open)).collect() }
                }
                _ => heading.plain(format!(" {}.", most_telling(composer, group))).into(),
            }
        })
        .collect();
    if !items.is_empty() || completions::tells_something(composer) {
        composer.document.section(heading::UNANSWERED);
        completions::write(composer);
        composer.document.bullets(items);
    }
}

/// The questions of a group by name, those that tell most about the outcome first. The long report names them all.
fn most_telling(composer: &Composer<'_>, group: &[&OpenFact]) -> String {
    let completions = composer.subject.advice.completions.as_ref();
    let bits = |open: &OpenFact| completions.and_then(|found| found.prospect(open.fact)?.information).unwrap_or(0.0);
    let mut group = group.to_vec();
    group.sort_by(|left, right| bits(right).total_cmp(&bits(left)));
    let mut labels: Vec<String> =
        group.iter().take(NAMED).map(|open| composer.label(open.fact).to_lowercase()).collect();
    if group.len() > NAMED {
        labels.push(words::and_more_questions(group.len() - NAMED));
    }
    crate::text::join_and(&labels)
}

/// How much the answer to a question could matter; the most first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    First,
    Hinder,
    Weight,
    Other,
    Nothing,
}

/// What the answer to a question could do.
fn effect(composer: &Composer<'_>, open: &OpenFact) -> (Rank, String) {
    let manifest = &composer.subject.pack.manifest;
    if open.can_change_first == Some(true) {
        return (Rank::First, words::CAN_CHANGE.to_owned());
    }
    let (mut hinders, mut weighs): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for waiting in composer.subject.advice.undecided.iter().filter(|waiting| waiting.waits_for.contains(&open.fact)) {
        let names = match waiting.effect {
            Effect::Hinder(_) => &mut hinders,
            effect if effect.weight().is_some() && waiting.targets.iter().any(|target| target.form().is_some()) => {
                &mut weighs
            }
            _ => continue,
        };
        for target in &waiting.targets {
            let name = bare(manifest.target_name(*target));
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let rank = match (open.can_change_first, hinders.is_empty(), weighs.is_empty()) {
        (_, false, _) => Rank::Hinder,
        (Some(_), ..) => Rank::Nothing,
        (None, true, false) => Rank::Weight,
        (None, true, true) => Rank::Other,
    };
    let text = match rank {
        // Which forms is told where each question has a line of its own.
        Rank::Hinder if composer.length == Length::Long => words::can_bar(&hinders),
        Rank::Hinder => words::CAN_BAR.to_owned(),
        Rank::Weight => words::CAN_WEIGH.to_owned(),
        Rank::Nothing => words::CANNOT_CHANGE.to_owned(),
        Rank::Other | Rank::First => words::ONLY_DUTIES.to_owned(),
    };
    (rank, text)
}

/// A question with its state and the rules that wait for it.
fn in_full(composer: &Composer<'_>, open: &OpenFact) -> Text {
    let state = if open.unknown { words::UNKNOWN } else { "inte besvarad" };
    let question = &composer.subject.pack.schema.fact(open.fact).question;
    Text::new()
        .strong(composer.label(open.fact).to_owned())
        .plain(format!(" ({state}). {question} Regler: {}.", crate::text::join_and(&open.rules)))
}

fn disagreements(composer: &mut Composer<'_>) {
    let advice = composer.subject.advice;
    if advice.disagreements.is_empty() {
        return;
    }
    composer.document.section(heading::DISAGREEMENTS);
    composer.document.paragraph("Lös oenigheten innan ni läser rådet som ert gemensamma.");
    let items: Vec<Item> = advice
        .disagreements
        .iter()
        .map(|disagreement| {
            let used =
                advice.answers.iter().find(|answer| answer.fact == disagreement.fact).and_then(|answer| answer.value);
            let outcome = match used {
                Some(value) => format!(
                    " (underlagets gemensamma svar används: {})",
                    composer.answer(disagreement.fact, Some(value))
                ),
                None => " (räknas som obesvarad)".to_owned(),
            };
            let more = disagreement.answers.iter().map(|(partner, answer)| {
                Text::from(format!("{partner}: {}", composer.answer(disagreement.fact, *answer)))
            });
            Item {
                text: Text::new().strong(composer.label(disagreement.fact).to_owned()).plain(outcome),
                more: more.collect(),
            }
        })
        .collect();
    composer.document.bullets(items);
}

fn set_aside(composer: &mut Composer<'_>) {
    let advice = composer.subject.advice;
    if advice.set_aside.is_empty() {
        return;
    }
    composer.document.section(heading::SET_ASIDE);
    let items: Vec<Text> = advice
        .set_aside
        .iter()
        .map(|aside| {
            let given = composer.answer(aside.fact, Some(aside.value));
            let why = match aside.derived {
                Some(derived) => format!("era andra svar ger i stället {}", composer.answer(aside.fact, Some(derived))),
                None => "frågan är inte aktuell med era andra svar".to_owned(),
            };
            Text::new()
                .strong(format!("{}:", composer.label(aside.fact)))
                .plain(format!(" ni svarade {given}, men {why}."))
        })
        .collect();
    composer.document.bullets(items);
}
