//! What follows if the first choice is made: the way to the decision, papers, duties, timeline, after-care.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::advice::{Finding, Follows};
use crate::law::dates::long_date;
use crate::report::composition::{Composer, Length};
use crate::report::document::{Item, Text};
use crate::report::law_words::Ground;
use crate::report::words::{self, heading};
use crate::rules::Certainty;
use crate::rules::consequences::List;
use crate::text::first_sentence;

/// Steps of the way to the decision that fit on the one page of the short report.
const STEPS_SHORT: usize = 5;
/// Duties told in the normal report.
const DUTIES: usize = 4;
/// Recurring duties told in the normal report.
const RECURRING: usize = 3;
/// Follow-ups told in the normal report.
const AFTER_CARE: usize = 2;

/// Everything that follows from the first choice.
pub fn write(composer: &mut Composer<'_>) {
    let Some(first) = composer.subject.advice.first else { return };
    if composer.subject.advice.follows.is_empty() && composer.first().is_none_or(|form| form.duties.is_empty()) {
        return;
    }
    if composer.length == Length::Short && !of_list(composer, List::Path).into_iter().any(told_in_short) {
        return;
    }
    let variant = composer.subject.advice.arrangement.as_ref().and_then(|arrangement| arrangement.variant.as_ref());
    let name = variant.map_or_else(|| composer.name(first), |(_, name)| name.as_str());
    composer.document.section(words::if_you_choose(name));
    path(composer);
    if composer.length == Length::Short {
        return;
    }
    duties(composer);
    documents(composer);
    timeline(composer);
    simple(composer, List::Recurring, RECURRING);
    simple(composer, List::AfterCare, AFTER_CARE);
    if composer.length == Length::Long {
        simple(composer, List::Readiness, usize::MAX);
    }
}

fn of_list<'a>(composer: &Composer<'a>, list: List) -> Vec<&'a Follows> {
    composer.subject.advice.follows.iter().filter(|follows| follows.item.list == list).collect()
}

/// Whether the short report tells of a step: only what certainly applies and stands in law.
fn told_in_short(follows: &Follows) -> bool {
    follows.certain && follows.item.certainty == Certainty::Lag
}

/// Who does what, and where it stands.
fn step(composer: &mut Composer<'_>, follows: &Follows) -> Text {
    let ground = Ground::item(&composer.subject.pack.register, &follows.item);
    let who = follows.item.who.as_ref().map(|who| format!("{who}:")).unwrap_or_default();
    // The way to the decision is told in full: its second sentences often say who decides.
    let (what, end) = match (composer.length, follows.item.list) {
        (Length::Long, _) | (_, List::Path) => (follows.item.text.as_str(), ""),
        _ => (first_sentence(&follows.item.text), "."),
    };
    let who = Text::new().strong(who.clone()).plain(if who.is_empty() { "" } else { " " });
    let text = who.and(depends(composer, follows)).plain(format!("{what}{end}"));
    // Advice says that it is advice; the law it touches is told in the long report.
    let advice =
        ground.certainty == Certainty::Bedomning && (ground.citations.is_empty() || composer.length != Length::Long);
    if advice { text } else { text.plain(" ").and(composer.law.ground(&ground)) }
}

/// Which open questions decide whether it applies.
fn depends(composer: &Composer<'_>, follows: &Follows) -> Text {
    if follows.certain {
        return Text::new();
    }
    let conditional =
        composer.subject.pack.consequences.iter().find(|conditional| conditional.item.id == follows.item.id);
    let facts =
        conditional.and_then(|conditional| conditional.when.as_ref()).map(|tree| tree.facts()).unwrap_or_default();
    let open = facts.into_iter().filter(|fact| {
        let answered =
            composer.subject.advice.answers.iter().any(|answer| answer.fact == *fact && answer.value.is_some());
        !answered
    });
    let labels: Vec<String> = open.map(|fact| composer.label(fact).to_lowercase()).collect();
    Text::from(format!("(Obesvarat: {}.) ", crate::text::join_and(&labels)))
}

fn path(composer: &mut Composer<'_>) {
    let steps = of_list(composer, List::Path);
    if steps.is_empty() {
        return;
    }
    composer.document.part(List::Path.title());
    if composer.length == Length::Short {
        let items: Vec<Text> = steps
            .into_iter()
            .filter(|follows| told_in_short(follows))
            .take(STEPS_SHORT)
            .map(|follows| {
                let who = follows.item.who.as_ref().map(|who| format!("{who}: ")).unwrap_or_default();
                let law = composer.law.tail(&Ground::item(&composer.subject.pack.register, &follows.item));
                Text::new().strong(who).plain(first_sentence(&follows.item.text)).and(law)
            })
            .collect();
        composer.document.numbered(items);
        return;
    }
    let items: Vec<Text> = steps.into_iter().map(|follows| step(composer, follows)).collect();
    composer.document.numbered(items);
}

/// Duties of what is advised: in the normal report first those in law that this very case gives rise to, of them first
/// those of the variant. The long one ends with those of the other variants, each with its name.
fn duties(composer: &mut Composer<'_>) {
    let Some(first) = composer.first() else { return };
    let (mut told, others): (Vec<&Finding>, Vec<&Finding>) =
        first.duties.iter().partition(|finding| composer.concerns_advised(finding));
    let all = told.len();
    if composer.length == Length::Long {
        told.extend(others);
    } else {
        told.retain(|finding| finding.certainty == Certainty::Lag);
        told.sort_by_key(|finding| (finding.decided_by.is_empty(), finding.variant.is_none()));
        told.truncate(DUTIES);
    }
    if all == 0 && told.is_empty() {
        return;
    }
    composer.document.part(heading::DUTIES);
    let rest = all.saturating_sub(told.len());
    let mut items: Vec<Text> = told.into_iter().map(|finding| composer.reason_of_variant(finding)).collect();
    if rest > 0 {
        items.push(words::and_more(rest).into());
    }
    composer.document.bullets(items);
}

/// The papers: by name in the normal report, point by point in the long one.
fn documents(composer: &mut Composer<'_>) {
    let points = of_list(composer, List::Document);
    if points.is_empty() {
        return;
    }
    composer.document.part(List::Document.title());
    let mut papers: Vec<(String, Vec<&Follows>)> = Vec::new();
    for point in points {
        let paper = point.item.document.clone().unwrap_or_else(|| "övrigt".to_owned());
        match papers.iter_mut().find(|(known, _)| *known == paper) {
            Some((_, points)) => points.push(point),
            None => papers.push((paper, vec![point])),
        }
    }
    if composer.length != Length::Long {
        let named: Vec<String> =
            papers.iter().map(|(paper, points)| words::document_points(paper, points.len())).collect();
        composer.document.paragraph(words::documents(&named));
        return;
    }
    let mut items = Vec::new();
    for (paper, points) in papers {
        let text = Text::new().strong(crate::text::capitalised(&paper));
        let mut number = 0;
        let more = points.into_iter().map(|point| {
            number = number_in_law(point).unwrap_or(number + 1);
            Text::from(format!("{number}. ")).and(step(composer, point))
        });
        items.push(Item { text, more: more.collect() });
    }
    composer.document.bullets(items);
}

/// The steps of the timeline that are told. Those that may not apply are left to the long report.
fn timeline_steps<'a>(composer: &Composer<'a>) -> Vec<&'a Follows> {
    let everything = composer.length == Length::Long;
    // "Starten" says no more than its time.
    let says = |follows: &&Follows| follows.item.text.trim().contains(' ') && (follows.certain || everything);
    of_list(composer, List::Timeline).into_iter().filter(says).collect()
}

/// The day of a step, if the start is known.
fn day_of(follows: &Follows, start: Option<(Date, bool)>) -> Option<Date> {
    let months = follows.item.months_before.unwrap_or_default();
    start.and_then(|(start, _)| start.checked_sub(months.months()).ok())
}

/// Whether a step should have been done before the day of the case.
fn is_late(composer: &Composer<'_>, follows: &Follows, start: Option<(Date, bool)>) -> bool {
    let before = follows.item.months_before.is_some_and(|months| months > 0);
    before && day_of(follows, start).is_some_and(|date| date < composer.subject.advice.day)
}

/// How many steps of the timeline should have been done already.
pub fn late_steps(composer: &Composer<'_>) -> usize {
    let start = start(composer);
    timeline_steps(composer).into_iter().filter(|follows| is_late(composer, follows, start)).count()
}

/// The number of a point, where it is that of the law. Our own numbers are counted anew, so that points that do not
/// apply leave no gaps.
fn number_in_law(point: &Follows) -> Option<i64> {
    let number = point.item.number?;
    let cited = format!(" p {number}");
    point.item.citations.iter().any(|citation| citation.value.ends_with(&cited)).then_some(number)
}

fn timeline(composer: &mut Composer<'_>) {
    if of_list(composer, List::Timeline).is_empty() {
        return;
    }
    composer.document.part(List::Timeline.title());
    let start = start(composer);
    let passed = late_steps(composer);
    let mut items = Vec::new();
    let everything = composer.length == Length::Long;
    for follows in timeline_steps(composer) {
        let months = follows.item.months_before.unwrap_or_default();
        let date = day_of(follows, start);
        let late = is_late(composer, follows, start);
        let when = match (date, start) {
            (Some(date), Some((_, true))) => format!("{} ({})", long_date(date), lower(&words::months_before(months))),
            (Some(date), _) => format!("Omkring {} ({})", month_of(date), lower(&words::months_before(months))),
            (None, _) => words::months_before(months),
        };
        let text = Text::new().strong(format!("{when}:")).plain(if late { " (har passerat) " } else { " " });
        let what = match composer.length {
            Length::Long => step(composer, follows),
            _ => first_sentence(&follows.item.text).into(),
        };
        items.push(text.and(what));
    }
    if start.is_none() && !everything {
        // Without a day to count from the steps need no line each.
        let steps: Vec<String> = items.iter().map(Text::words).collect();
        composer.document.paragraph(format!("{}.", steps.join(" · ")));
    } else {
        composer.document.bullets(items);
    }
    if passed > 0 {
        composer
            .document
            .paragraph(Text::new().warning(words::SHORT_OF_TIME).plain(format!(" {}", words::already_passed(passed))));
    }
}

/// The start, and whether the scenario gives the very day; else it is reckoned from the answer about months.
fn start(composer: &Composer<'_>) -> Option<(Date, bool)> {
    let advice = composer.subject.advice;
    if let Some(start) = advice.start {
        return Some((start, true));
    }
    let schema = &composer.subject.pack.schema;
    let fact = schema.find("start_om_manader")?;
    let answer = advice.answers.iter().find(|answer| answer.fact == fact)?;
    match answer.value {
        Some(crate::facts::Value::Int(months)) => Some((advice.day.checked_add(months.months()).ok()?, false)),
        _ => None,
    }
}

/// "april 2026".
fn month_of(date: Date) -> String {
    let words = long_date(date);
    words.split_once(' ').map_or(words.clone(), |(_, month)| month.to_owned())
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A list of who does what, in law first where not all fits.
fn simple(composer: &mut Composer<'_>, list: List, most: usize) {
    let all = of_list(composer, list);
    if all.is_empty() {
        return;
    }
    composer.document.part(list.title());
    let most = if composer.length == Length::Long { usize::MAX } else { most };
    let mut told: Vec<(usize, &Follows)> = all.iter().copied().enumerate().collect();
    // What the law demands comes before advice, what holds for this form before what holds for any.
    told.sort_by_key(|(index, follows)| {
        (follows.item.certainty != Certainty::Lag || !follows.certain, follows.item.targets.len(), *index)
    });
    told.truncate(most);
    told.sort_by_key(|(index, _)| *index);
    let rest = all.len() - told.len();
    let mut items: Vec<Text> = told.into_iter().map(|(_, follows)| step(composer, follows)).collect();
    if rest > 0 {
        items.push(words::and_more(rest).into());
    }
    composer.document.bullets(items);
}
