//! Which rules the scenarios try: made to fire, to rest and to wait.

use serde_json::{Value as Json, json};

use super::expectations::{State, state};
use super::page::Page;
use crate::decision::{Evaluation, Truth};
use crate::rules::Pack;
use crate::text::counted;

/// How often each rule fired, rested and waited, and each tier fired.
#[derive(Debug)]
pub struct Coverage {
    rules: Vec<Seen>,
    tiers: Vec<(String, usize, usize)>,
}

#[derive(Debug)]
struct Seen {
    rule: String,
    /// Whether its condition depends on anything; a rule that always fires cannot rest or wait.
    depends: bool,
    fires: usize,
    silent: usize,
    undecided: usize,
}

impl Coverage {
    /// Nothing seen yet.
    pub fn new(pack: &Pack) -> Coverage {
        let seen = |rule: &crate::rules::Rule| Seen {
            rule: rule.id.clone(),
            depends: rule.tiers.iter().all(|tier| tier.tree().is_none_or(|tree| tree.rows() > 1)),
            fires: 0,
            silent: 0,
            undecided: 0,
        };
        let numbered =
            pack.rules.iter().flat_map(|rule| (1..=rule.tiers.len()).map(|number| (rule.id.clone(), number, 0)));
        Coverage { rules: pack.rules.iter().map(seen).collect(), tiers: numbered.collect() }
    }

    /// Counts one scenario.
    pub fn note(&mut self, pack: &Pack, evaluations: &[Evaluation]) {
        for (rule, seen) in pack.rules.iter().zip(&mut self.rules) {
            match state(pack, evaluations, rule) {
                State::Fires => seen.fires += 1,
                State::Silent => seen.silent += 1,
                State::Undecided => seen.undecided += 1,
            }
        }
        for (evaluation, (_, _, fires)) in evaluations.iter().zip(&mut self.tiers) {
            *fires += usize::from(evaluation.truth == Truth::True);
        }
    }

    /// The rules for which something never happened.
    fn lacking(&self, happened: impl Fn(&Seen) -> bool) -> Vec<&str> {
        self.rules.iter().filter(|seen| !happened(seen)).map(|seen| seen.rule.as_str()).collect()
    }

    /// Tiers that never fired, in rules that did.
    fn tiers_lacking(&self) -> Vec<String> {
        let fired = |rule: &str| self.rules.iter().any(|seen| seen.rule == rule && seen.fires > 0);
        let unfired = self.tiers.iter().filter(|(rule, _, fires)| *fires == 0 && fired(rule));
        unfired.map(|(rule, number, _)| format!("{rule} fall {number}")).collect()
    }

    /// Writes what is not covered.
    pub fn write(&self, page: &mut Page) {
        page.heading("Vad underlagen prövar");
        let lists = [
            ("slår aldrig till", self.lacking(|seen| seen.fires > 0)),
            ("vilar aldrig", self.lacking(|seen| seen.silent > 0 || !seen.depends)),
            ("är aldrig oavgjorda", self.lacking(|seen| seen.undecided > 0 || !seen.depends)),
        ];
        for (what, rules) in lists {
            match rules.is_empty() {
                true => page.paragraph(&format!("Inga regler {what}.")),
                false => {
                    page.paragraph(&format!("{} {what}:", counted(rules.len(), "regel", "regler")));
                    page.indented(1, &rules.join(", "));
                }
            }
        }
        let tiers = self.tiers_lacking();
        if !tiers.is_empty() {
            page.paragraph(&format!(
                "{} slår aldrig till i regler som annars gör det:",
                counted(tiers.len(), "fall", "fall")
            ));
            page.indented(1, &tiers.join(", "));
        }
    }

    /// As JSON: the counts of every rule.
    pub fn json(&self) -> Json {
        self.rules
            .iter()
            .map(|seen| json!({ "rule": seen.rule, "fires": seen.fires, "silent": seen.silent, "undecided": seen.undecided }))
            .collect()
    }
}
