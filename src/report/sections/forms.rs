//! The three forms side by side, with the same rows.

use crate::advice::targets::first_target;
use crate::advice::{Finding, FormAdvice, Standing};
use crate::report::composition::{Composer, Length};
use crate::report::document::{Row, Table, Text};
use crate::report::law_words::Ground;
use crate::report::words::{self, heading, row};
use crate::rules::consequences::List;
use crate::rules::{Form, Target};
use crate::text::{capitalised, first_sentence, join_or};

/// Most reasons in a cell of the normal report.
const REASONS: usize = 3;
/// Most reasons in a cell of the short one.
const REASONS_SHORT: usize = 1;

/// Most open questions in a cell.
const QUESTIONS: usize = 4;

/// The comparison.
pub fn write(composer: &mut Composer<'_>) {
    let forms = &composer.subject.advice.forms;
    composer.document.section(heading::FORMS);
    let mut table = Table {
        columns: forms.iter().map(|form| capitalised(composer.form_name(form.form))).collect(),
        rows: Vec::new(),
    };
    let mut add = |label: &str, cells: Vec<Vec<Text>>| table.rows.push(Row { label: label.to_owned(), cells });
    add(row::STANDING, forms.iter().map(|form| vec![standing(composer, form)]).collect());
    if composer.length == Length::Long {
        add(row::VARIANT, forms.iter().map(|form| described(composer, form, |name, _, _| name)).collect());
        add(row::ORGAN, forms.iter().map(|form| described(composer, form, |_, organ, _| organ)).collect());
        add(
            row::ADMINISTRATION,
            forms.iter().map(|form| described(composer, form, |_, _, administration| administration)).collect(),
        );
    }
    add(row::TIME, forms.iter().map(|form| time(composer, form.form)).collect());
    add(row::FOR, forms.iter().map(|form| reasons(composer, &form.reasons_for)).collect());
    add(row::AGAINST, forms.iter().map(|form| reasons(composer, &form.reasons_against)).collect());
    let brief = composer.length == Length::Short;
    // Why a form is closed is told at every length, and then of all: a dash would say that nothing stands in the way.
    if !brief || forms.iter().any(|form| form.standing == Standing::Unavailable) {
        add(row::HINDERS, forms.iter().map(|form| hinders(composer, form)).collect());
    }
    if !brief {
        add(row::CHANGE, forms.iter().map(|form| changes(composer, form.form)).collect());
    }
    table.rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    composer.document.table(table);
}

fn standing(composer: &Composer<'_>, form: &FormAdvice) -> Text {
    let first = composer.subject.advice.first == Some(Target::Form(form.form));
    let standing = Text::from(form.standing.in_words());
    let standing = match (first, form.standing, form.score) {
        (true, ..) => standing.plain(", ").strong("förstahandsval"),
        (_, Standing::Unavailable, _) => Text::new().strong(form.standing.in_words()),
        (_, _, score) if score < 0 => standing.plain(format!(", {}", words::MORE_AGAINST)),
        _ => standing,
    };
    match (composer.length, form.standing) {
        (Length::Short, _) => standing,
        (_, Standing::Unavailable) => standing.plain(words::sum_if_available(form.score)),
        _ => standing.plain(words::sum(form.score)),
    }
}

/// What the pack says of the form, or of its best variant.
fn described<'a>(
    composer: &Composer<'a>,
    form: &FormAdvice,
    which: fn(&'a str, &'a str, &'a str) -> &'a str,
) -> Vec<Text> {
    let manifest = &composer.subject.pack.manifest;
    let best = form.variants.iter().find(|variant| !variant.barred).and_then(|variant| manifest.variant(&variant.id));
    let said = match (best, manifest.form(form.form)) {
        (Some((_, variant)), _) => which(&variant.name, &variant.decision_organ, &variant.administration),
        (None, Some(form)) => which(&form.name, &form.decision_organ, &form.administration),
        (None, None) => return Vec::new(),
    };
    vec![said.into()]
}

/// How long the form takes, by the first step of its timeline.
fn time(composer: &Composer<'_>, form: Form) -> Vec<Text> {
    let items = composer.subject.pack.consequences.iter().map(|conditional| &conditional.item);
    let steps = items.filter(|item| item.list == List::Timeline && item.targets.contains(&Target::Form(form)));
    steps.filter_map(|item| item.months_before).max().map(|months| words::months(months).into()).into_iter().collect()
}

/// The reasons that counted, strongest first.
fn reasons(composer: &mut Composer<'_>, findings: &[Finding]) -> Vec<Text> {
    let most = match composer.length {
        Length::Short => REASONS_SHORT,
        Length::Normal => REASONS,
        // The long report has a list of all reasons besides.
        Length::Long => usize::MAX,
    };
    let counted: Vec<&Finding> = findings.iter().filter(|finding| finding.counted).collect();
    let mut lines: Vec<Text> = counted.iter().take(most).map(|finding| brief(composer, finding)).collect();
    if counted.len() > most && composer.length != Length::Short {
        lines.push(words::and_more(counted.len() - most).into());
    }
    lines
}

/// The first sentence of a reason, and its law.
fn brief(composer: &mut Composer<'_>, finding: &Finding) -> Text {
    let law = composer.law.tail(&Ground::from(finding));
    Text::from(first_sentence(&finding.reason)).and(law)
}

fn hinders(composer: &mut Composer<'_>, form: &FormAdvice) -> Vec<Text> {
    let is_first = composer.subject.advice.first == Some(Target::Form(form.form));
    let mut lines: Vec<Text> = Vec::new();
    if is_first && !form.hinders.is_empty() {
        // The first choice has its conditions with their cures in a section of their own.
        lines.push(words::conditions_above(form.hinders.len()).into());
    } else {
        for hinder in &form.hinders {
            let line = brief(composer, hinder);
            let cure = hinder.cure.as_ref().map(|cure| format!(". {} {cure}", words::CURE));
            lines.push(line.plain(cure.unwrap_or_default()));
        }
    }
    if !form.possible_hinders.is_empty() {
        let mut labels: Vec<&str> = Vec::new();
        for fact in form.possible_hinders.iter().flat_map(|waiting| &waiting.waits_for) {
            let label = composer.label(*fact);
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        let most = if composer.length == Length::Long { usize::MAX } else { QUESTIONS };
        let rest = labels.len().saturating_sub(most);
        labels.truncate(most);
        let rest = if rest > 0 { format!(" och {} till", words::number_word(rest)) } else { String::new() };
        lines.push(format!("{}: {}{rest}", heading::TO_EXAMINE, labels.join(", ").to_lowercase()).into());
    }
    lines
}

/// The single answers that would make the form the first choice.
fn changes(composer: &Composer<'_>, form: Form) -> Vec<Text> {
    let advice = composer.subject.advice;
    let mut by_fact: Vec<(&str, Vec<String>)> = Vec::new();
    for change in &advice.what_if {
        let [(fact, value)] = change.set.as_slice() else { continue };
        if first_target(change.outcome) != Some(Target::Form(form)) {
            continue;
        }
        let (label, answer) = (composer.label(*fact), super::what_if::new_answer(composer, *fact, *value));
        match by_fact.iter_mut().find(|(known, _)| *known == label) {
            Some((_, answers)) => answers.push(answer),
            None => by_fact.push((label, vec![answer])),
        }
    }
    by_fact.iter().take(REASONS).map(|(label, answers)| format!("{label}: {}", join_or(answers)).into()).collect()
}
