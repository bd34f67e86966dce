//! What holds of every report, whatever the case.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::civil::date;
use niokap::advice::{Advice, Combination, Depth, advise_to};
use niokap::diagnostics::read::{TEXT_LIMIT, read_text};
use niokap::facts::Scenario;
use niokap::report::document::{Block, Document};
use niokap::report::{Length, Subject, compose};

use crate::harness::{Folder, niokap, project, real_pack};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// The advice on every scenario.
fn all() -> &'static [(String, Advice)] {
    static ALL: OnceLock<Vec<(String, Advice)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let (pack, mut found) = (real_pack(), Vec::new());
        files(&project().join("scenarios"), &mut found);
        found.sort();
        let combination = Combination::new(pack, date(2026, 11, 20));
        let advised = found.into_iter().map(|path| {
            let source = read_text(&path, TEXT_LIMIT).unwrap();
            let (scenario, _) = Scenario::read(&source, &pack.schema).unwrap();
            let advice = advise_to(pack, &combination, &scenario, date(2026, 11, 20), Depth::Completions);
            (path.display().to_string(), advice)
        });
        advised.collect()
    })
}

fn report(advice: &Advice, length: Length) -> Document {
    compose(&Subject::new(advice, real_pack()), length)
}

/// The items of the first list below a heading.
fn items_below(document: &Document, heading: &str) -> Vec<String> {
    let below = document.blocks.iter().skip_while(|block| !matches!(block, Block::Heading(_, text) if text == heading));
    let lists = below.skip(1).take_while(|block| !matches!(block, Block::Heading(..)));
    let mut lists = lists.filter_map(|block| match block {
        Block::List(list) => Some(list.items.iter().map(|item| item.text.words()).collect()),
        _ => None,
    });
    lists.next().unwrap_or_default()
}

fn words(document: &Document) -> String {
    let texts = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(text) | Block::Notice(text) => Some(text.words()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_answer_that_decided_is_told() {
    for (name, advice) in all() {
        for length in [Length::Short, Length::Normal, Length::Long] {
            let told = items_below(&report(advice, length), "Det som avgjorde").len();
            let decisive = if advice.first.is_some() { advice.decisive.len() } else { 0 };
            assert_eq!(told, decisive, "{name}, {length:?}");
        }
    }
}

#[test]
fn no_duty_of_another_variant_stands_as_one_of_what_is_advised() {
    for (name, advice) in all() {
        let Some(first) =
            advice.forms.iter().find(|form| advice.first.and_then(|first| first.form()) == Some(form.form))
        else {
            continue;
        };
        let variant = advice.arrangement.as_ref().and_then(|arrangement| arrangement.variant.as_ref());
        let others = first
            .duties
            .iter()
            .filter(|duty| duty.variant.is_some() && duty.variant.as_deref() != variant.map(|(id, _)| id.as_str()));
        for duty in others {
            let normal = items_below(&report(advice, Length::Normal), "Krav");
            assert!(!normal.iter().any(|item| item.contains(&duty.reason)), "{name}: {}", duty.reason);
            let long = items_below(&report(advice, Length::Long), "Krav");
            let told = long.iter().find(|item| item.contains(&duty.reason)).unwrap();
            assert!(told.starts_with("Gäller bara "), "{name}: {told}");
        }
    }
}

#[test]
fn the_best_argument_against_does_not_speak_for_the_first_choice_as_much() {
    for (name, advice) in all() {
        let Some(best) = advice.best_against.as_ref().filter(|best| best.speaks_for.is_some()) else { continue };
        let first = advice.forms.iter().find(|form| advice.first.and_then(|first| first.form()) == Some(form.form));
        let same = first.into_iter().flat_map(|form| &form.reasons_for).filter(|own| {
            own.counted && own.rule == best.finding.rule && own.effect.weight() >= best.finding.effect.weight()
        });
        assert_eq!(same.count(), 0, "{name}: {}", best.finding.reason);
    }
}

#[test]
fn the_opening_says_whether_open_questions_can_change_the_first_choice() {
    for (name, advice) in all().iter().filter(|(_, advice)| advice.first.is_some()) {
        let firsts = advice.completions.as_ref().map(|found| found.first_choices()).unwrap_or_default();
        let others = firsts.iter().any(|(first, _)| *first != advice.first);
        for length in [Length::Short, Length::Normal, Length::Long] {
            let said = words(&report(advice, length)).contains("Obesvarade frågor kan ändra det");
            assert_eq!(said, others, "{name}, {length:?}");
        }
    }
}

#[test]
fn a_day_before_the_law_was_read_is_told_at_the_top_in_every_length() {
    let call = |more: &str| format!("advise {}/scenarios/alingsas-lerum-ale.toml {more}", project().display());
    for more in ["--date 2018-06-01", "--date 2018-06-01 --short", "--date 2018-06-01 --long"] {
        niokap(&call(more)).exits(0).prints_part("Tidigare dag än lagtexten:");
    }
    niokap(&call("--date 2018-06-01 --format json")).exits(0).prints_part("\"notices\": [\n    \"reglerna beskriver");
    niokap(&call("--format json")).exits(0).prints_part("\"notices\": [],");
}

#[test]
fn a_start_too_near_is_told_at_the_top() {
    let file = "scenarios/referensfall/01-tva-sma-ensam-overformyndare.toml";
    niokap(&format!("advise --short {}/{file}", project().display())).exits(0).prints_part("Ont om tid: starten");
}

#[test]
fn a_changed_pack_shows_the_scenarios_it_turns() {
    let call = |folder: Folder| {
        let file = project().join("scenarios/referensfall/08-tolv-kommuner-va.toml");
        folder.call(&format!("--rules . rules test {}", file.display()))
    };
    let unchanged = call(Folder::with_copy("rules/kl9")).exits(0);
    assert!(!unchanged.out().contains("det inbyggda paketet"), "{}", unchanged.out());
    call(Folder::with_copy("rules/kl9").replace("pack.toml", "tydligt = 6", "tydligt = 50"))
        .prints_part("Annat råd än med det inbyggda paketet i 1 av 1 underlag")
        .prints_part("förut");
    call(Folder::with_copy("rules/kl9").replace("pack.toml", "tydligt = 6", "tydligt = 7"))
        .exits(0)
        .prints_part("Samma råd som med det inbyggda paketet i 1 underlag.");
}
