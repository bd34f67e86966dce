//! Real cooperations beside the advice they would have got, as a report.

use serde_json::{Value as Json, json};

use super::identity;
use super::observed::{Agreement, Observation, Observed};
use super::page::Page;
use crate::advice::Verdict;
use crate::rules::{Pack, Target};
use crate::text::counted;

/// One of the numbers of an agreement.
type Count = fn(&Agreement) -> usize;

impl Observed {
    /// The report for the screen.
    pub fn text(&self, pack: &Pack, width: usize, colour: bool) -> String {
        let mut page = Page::new(width, colour);
        page.heading("Observerade samarbeten och råden");
        page.paragraph(
            "Vad kommuner har valt är ett faktum, inget facit. Överensstämmelsen redovisas men krävs aldrig. \
             Räknas gör samarbeten med säkra uppgifter och fritt val av form.",
        );
        page.space();
        let (all, scoring) = (self.all(), self.scoring());
        let row = |what: &str, left: String, right: String| format!("{what:<46} {left:>12} {right:>12}");
        let share = |count: usize, total: usize| format!("{count} ({} %)", percent(count, total));
        let pair =
            |count: fn(&Agreement) -> usize| (share(count(&all), all.total), share(count(&scoring), scoring.total));
        let rows: [(&str, Count); 4] = [
            ("Rådets förstaval är det som valdes", |agreement| agreement.first),
            ("Ett av rådets två främsta är det", |agreement| agreement.first_two),
            ("Att alltid gissa den vanligaste formen", |agreement| agreement.commonest.map_or(0, |(_, count)| count)),
            ("Att gissa branschens vanligaste form", |agreement| agreement.commonest_in_sector),
        ];
        page.verbatim(0, &row("", format!("alla ({})", all.total), format!("räknas ({})", scoring.total)));
        for (what, count) in rows {
            let (left, right) = pair(count);
            page.verbatim(0, &row(what, left, right));
        }
        if let Some((target, _)) = all.commonest {
            page.space();
            page.paragraph(&format!(
                "Den vanligaste formen är {}. Gissningarna är generösa: varje samarbete räknas med när det vanligaste \
                 tas fram, så ett som är ensamt i sin bransch blir alltid rätt.",
                pack.manifest.target_name(target)
            ));
        }
        let disagreements: Vec<&Observation> = self.disagreements().collect();
        page.heading(&format!("Där råd och val skiljer sig ({})", disagreements.len()));
        for observation in disagreements {
            let name = |target: Target| pack.manifest.target_name(target);
            page.space();
            page.paragraph(&format!(
                "{}{}",
                observation.title,
                if observation.scoring { "" } else { " (räknas inte)" }
            ));
            page.indented(1, &format!("Valde {}. Rådet: {}.", name(observation.chose), in_words(pack, observation)));
            if !observation.ask_first.is_empty() {
                let labels: Vec<&str> =
                    observation.ask_first.iter().map(|fact| pack.schema.fact(*fact).label.as_str()).collect();
                page.indented(1, &format!("Svar som saknas: {}.", labels.join(", ").to_lowercase()));
            }
            let scores: Vec<String> =
                observation.ranking.iter().map(|(target, score)| format!("{} {score}", name(*target))).collect();
            let so_far = if observation.judged() { "Poäng" } else { "Poäng så långt" };
            let proposed = observation.ranking.iter().any(|(target, _)| *target == observation.chose);
            let proposed = if proposed { "" } else { "; inget talar för det valda, eller så är det hindrat" };
            page.indented(1, &format!("{so_far}: {}{proposed}.", scores.join(", ")));
            page.verbatim(1, &observation.file);
        }
        page.space();
        page.paragraph(&identity::long(pack));
        page.paragraph(&format!(
            "{}, {} överensstämmer i förstavalet",
            counted(all.total, "observerat samarbete", "observerade samarbeten"),
            all.first
        ));
        page.into_text()
    }

    /// The report as JSON.
    pub fn json(&self, pack: &Pack) -> Json {
        let id = |target: Target| pack.manifest.target_id(target).to_owned();
        let observations: Vec<Json> = self
            .observations
            .iter()
            .map(|observation| {
                let ranking: Vec<Json> = observation
                    .ranking
                    .iter()
                    .map(|(target, score)| json!({ "choice": id(*target), "score": score }))
                    .collect();
                json!({
                    "file": observation.file,
                    "title": observation.title,
                    "observed": id(observation.chose),
                    "scoring": observation.scoring,
                    "sector": observation.sector,
                    "source": observation.source,
                    "verdict": observation.verdict.id(),
                    "first": observation.first().map(id),
                    "agrees": observation.agrees(),
                    "among_first_two": observation.among_two(),
                    "ranking": ranking,
                })
            })
            .collect();
        let agreement = |agreement: Agreement| {
            json!({
                "total": agreement.total,
                "first": agreement.first,
                "first_two": agreement.first_two,
                "baselines": {
                    "commonest": agreement.commonest.map(|(target, count)| json!({ "choice": id(target), "right": count })),
                    "commonest_in_sector": { "right": agreement.commonest_in_sector },
                },
            })
        };
        json!({
            "program": env!("CARGO_PKG_VERSION"),
            "pack": identity::json(pack),
            "all": agreement(self.all()),
            "scoring": agreement(self.scoring()),
            "observations": observations,
        })
    }
}

/// The advice in a few words.
fn in_words(pack: &Pack, observation: &Observation) -> String {
    match (observation.verdict, observation.first()) {
        (Verdict::IngenAvTre, Some(target @ Target::Alternative(_))) => {
            format!("ingen av de tre, hellre {}", pack.manifest.target_name(target))
        }
        (Verdict::Jamnt, Some(target)) => format!("jämnt, närmast {}", pack.manifest.target_name(target)),
        (Verdict::Tydligt | Verdict::LutarAt, Some(target)) => {
            format!("{} {}", observation.verdict.in_words(), pack.manifest.target_name(target))
        }
        (verdict, _) => verdict.in_words().to_owned(),
    }
}

/// A share in whole per cent, rounded as one does.
fn percent(count: usize, total: usize) -> usize {
    if total == 0 { 0 } else { (count * 200 + total) / (total * 2) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded() {
        assert_eq!((percent(2, 3), percent(1, 3), percent(1, 2), percent(0, 0)), (67, 33, 50, 0));
    }
}
