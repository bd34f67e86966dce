//! Scenarios that a pack advises otherwise on than the embedded one: what a change of the rules did.

use serde_json::{Value as Json, json};

use super::page::Page;
use super::scenario_files::ScenarioFile;
use super::trials::{Combinations, day_of};
use crate::advice::compose::compose_to;
use crate::advice::{Case, Depth, Verdict};
use crate::facts::Scenario;
use crate::rules::Pack;
use crate::text::counted;

/// The advice on a scenario, as far as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Essence {
    verdict: Verdict,
    /// The identifier of the first choice.
    first: Option<String>,
}

impl Essence {
    fn of(pack: &Pack, combinations: &mut Combinations, scenario: &Scenario) -> Essence {
        let day = day_of(pack, scenario);
        let case = Case::new(pack, combinations.on(pack, day), scenario.filled(&pack.schema, day), day);
        let advice = compose_to(&case, scenario, Depth::Standing);
        let first = advice.first.map(|first| pack.manifest.target_id(first).to_owned());
        Essence { verdict: advice.verdict, first }
    }

    fn in_words(&self) -> String {
        match &self.first {
            Some(first) => format!("{first} ({})", self.verdict.in_words()),
            None => self.verdict.in_words().to_owned(),
        }
    }

    fn json(&self) -> Json {
        json!({ "verdict": self.verdict.id(), "first": self.first })
    }
}

/// A scenario whose advice has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    file: String,
    before: Essence,
    now: Essence,
}

/// Every scenario whose first choice or verdict has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    changes: Vec<Change>,
    /// How many could be compared: those that both packs can read.
    compared: usize,
    /// How many could not.
    not_compared: usize,
}

impl Changed {
    /// What is advised otherwise, the files read with the questions of each pack.
    pub fn between(before: (&Pack, &[ScenarioFile]), now: (&Pack, &[ScenarioFile])) -> Changed {
        let (mut combinations_before, mut combinations_now) = (Combinations::default(), Combinations::default());
        let mut found = Changed { changes: Vec::new(), compared: 0, not_compared: 0 };
        for (earlier, later) in before.1.iter().zip(now.1) {
            let (Ok(scenario_before), Ok(scenario_now)) = (&earlier.scenario, &later.scenario) else {
                found.not_compared += 1;
                continue;
            };
            found.compared += 1;
            let before = Essence::of(before.0, &mut combinations_before, scenario_before);
            let now = Essence::of(now.0, &mut combinations_now, scenario_now);
            if before != now {
                found.changes.push(Change { file: later.name.clone(), before, now });
            }
        }
        found
    }

    /// Writes them.
    pub fn write(&self, page: &mut Page) {
        page.space();
        let all = counted(self.compared, "underlag", "underlag");
        if self.changes.is_empty() {
            page.paragraph(&format!("Samma råd som med det inbyggda paketet i {all}."));
        } else {
            page.subheading(&format!("Annat råd än med det inbyggda paketet i {} av {all}", self.changes.len()));
            for change in &self.changes {
                page.point(
                    1,
                    &format!("{}: {}, förut {}", change.file, change.now.in_words(), change.before.in_words()),
                );
            }
        }
        if self.not_compared > 0 {
            let files = counted(self.not_compared, "underlag", "underlag");
            page.paragraph(&format!("{files} går inte att läsa med båda paketen och är inte jämförda."));
        }
    }

    /// The same as JSON.
    pub fn json(&self) -> Json {
        let change =
            |change: &Change| json!({ "file": change.file, "before": change.before.json(), "now": change.now.json() });
        json!({
            "compared": self.compared,
            "not_compared": self.not_compared,
            "changes": self.changes.iter().map(change).collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authoring::lints::fixture;
    use crate::diagnostics::{Diagnostics, SourceText};

    #[test]
    fn a_changed_rule_shows_in_the_scenarios_it_turns() {
        let pack =
            |changes: &[(&str, &str, &str)]| Pack::build(&fixture::files(changes), &mut Diagnostics::new()).unwrap();
        let files = |pack: &Pack| -> Vec<ScenarioFile> {
            let source =
                SourceText::new("ett.toml", "title = \"Ett\"\n[facts]\nbeslut_hos = \"gemensam\"\n".to_owned());
            let scenario = Scenario::read(&source, &pack.schema).map(|(scenario, _)| scenario);
            vec![ScenarioFile { name: "ett.toml".to_owned(), scenario, remarks: Diagnostics::new() }]
        };
        let before = pack(&[]);
        let same = Changed::between((&before, &files(&before)), (&before, &files(&before)));
        assert_eq!((same.changes.len(), same.compared, same.not_compared), (0, 1, 0));
        let mut page = Page::new(80, false);
        same.write(&mut page);
        assert!(page.into_text().contains("Samma råd som med det inbyggda paketet i 1 underlag."));
    }
}
