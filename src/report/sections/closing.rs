//! The end: figures to compare with, what was not looked at, and where the report comes from.

use crate::facts::Kind;
use crate::law::dates::long_date;
use crate::report::composition::{Composer, Length};
use crate::report::document::{Block, Text};
use crate::report::subject::Subject;
use crate::report::words::{self, heading};

/// Figures, what was not examined, and the footer.
pub fn write(composer: &mut Composer<'_>) {
    figures(composer);
    not_examined(composer);
    let footer = footer(composer.subject, &format!("underlag {}", composer.subject.advice.scenario_hash));
    composer.document.blocks.push(Block::Footer(footer));
}

/// Amounts of money that the user gave, beside what the question tells to compare with. No amount is promised.
fn figures(composer: &mut Composer<'_>) {
    let schema = &composer.subject.pack.schema;
    let mut items: Vec<Text> = Vec::new();
    for answer in &composer.subject.advice.answers {
        let fact = schema.fact(answer.fact);
        let money = matches!(&fact.kind, Kind::Int { unit: Some(unit), .. } if unit == "kronor" || unit == "kr");
        let (true, true, Some(value)) = (money, fact.help.contains("jämförelse"), answer.value) else { continue };
        let note = answer
            .note
            .as_ref()
            .filter(|_| composer.length != Length::Short)
            .map(|note| format!(" ({})", note.trim_end_matches('.')));
        let text = format!("{}{}. {}", schema.in_words(answer.fact, value), note.unwrap_or_default(), fact.help);
        items.push(Text::new().strong(format!("{}:", fact.label)).plain(format!(" {text}")));
    }
    if !items.is_empty() {
        composer.document.section(heading::FIGURES);
        composer.document.bullets(items);
    }
}

fn not_examined(composer: &mut Composer<'_>) {
    let not_examined = &composer.subject.advice.not_examined;
    if not_examined.is_empty() {
        return;
    }
    composer.document.section(heading::NOT_EXAMINED);
    if composer.length == Length::Long {
        composer.document.bullets(not_examined.iter().map(|text| Text::from(text.as_str())));
    } else {
        // Before a colon stands what it is about, after it the details.
        let brief = not_examined.iter().map(|text| match text.split_once(':') {
            Some((about, _)) => format!("{about}."),
            None => text.clone(),
        });
        composer.document.paragraph(brief.collect::<Vec<_>>().join(" "));
    }
}

/// What the report is, and the program, pack, law and scenarios it comes from.
pub fn footer(subject: &Subject<'_>, scenarios: &str) -> Vec<Text> {
    let manifest = &subject.pack.manifest;
    let origin = Text::from(format!("niokap {} · ", env!("CARGO_PKG_VERSION")))
        .and(super::opening::pack(subject))
        .plain(format!(
            " (kontrollsumma {}) · lagtexten läst den {} · {scenarios}",
            subject.pack.hash,
            long_date(manifest.law_date)
        ));
    vec![Text::new().emphasis(words::NO_DECISION), origin]
}
