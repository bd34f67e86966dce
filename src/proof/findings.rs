//! What the rules never do: rules that never fire or never matter, questions and options that nothing depends on, and
//! rules that speak against each other. None of it is a fault in itself; all of it is worth a look.

use super::ground::Ground;
use super::result::Ground as Basis;
use crate::advice::targets::model_target;
use crate::analysis::model::{Axis, Kind, Table};
use crate::analysis::partial::Partial;
use crate::analysis::silence::never_counts;
use crate::analysis::threads;
use crate::analysis::trials::Trials;
use crate::analysis::watch::{Question, Watcher};
use crate::facts::{self, Schema, Value};
use crate::rules::{Form, Pack, Target};

/// Sets of answers drawn over the whole space, and for each rule that nothing was seen of.
const DRAWN: usize = 20_000;
/// Changes tried of each answer.
const CHANGES: usize = 3_000;

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing, as JSON names it.
    pub kind: &'static str,
    /// The rules, questions or consequences concerned.
    pub about: Vec<String>,
    /// In words.
    pub text: String,
    /// On what ground.
    pub ground: Basis,
}

/// A tier or a consequence with a condition, and its table.
#[derive(Clone, Debug)]
struct Entry {
    /// The rule, with its tier if it has several; or the consequence.
    name: String,
    table: usize,
    /// Whether it is a tier of a rule.
    rule: bool,
    /// Whether its condition is more than `true`.
    conditional: bool,
}

/// Everything that is found.
pub fn find(ground: &Ground<'_>, done: &(dyn Fn() + Sync)) -> Vec<Finding> {
    let watcher = ground.watcher();
    let all = Partial::unknown(&ground.whole.model);
    let samplers: Vec<_> =
        watcher.worlds(&Question::any(), &all).ok().flatten().map(|sampler| (sampler, DRAWN)).into_iter().collect();
    let trials = Trials::new(&ground.whole.model, &samplers, ground.settings.seed);
    let seeker = Seeker { watcher: &watcher, trials: &trials, all };
    let entries = entries(ground);
    let mut found = seeker.firing(&entries);
    done();
    found.extend(seeker.weightless(&entries, &names_of_never(&found)));
    done();
    found.extend(seeker.contradictions(&entries, ground.pack));
    done();
    found.extend(questions(ground, &trials));
    found.extend(options(ground));
    done();
    found
}

fn names_of_never(found: &[Finding]) -> Vec<String> {
    found.iter().filter(|finding| finding.kind == "never_fires").flat_map(|finding| finding.about.clone()).collect()
}

fn entries(ground: &Ground<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    let left_out = &ground.whole.left_out;
    let mut table = 0;
    for rule in &ground.pack.rules {
        for (number, tier) in rule.tiers.iter().enumerate() {
            let name = match rule.tiers.len() {
                1 => rule.id.clone(),
                _ => format!("{} fall {}", rule.id, number + 1),
            };
            if tier.period.contains(ground.day)
                && !left_out.tiers.contains(&table)
                && let Some(tree) = tier.tree()
            {
                entries.push(Entry { name, table, rule: true, conditional: tree.rows() > 1 });
            }
            table += 1;
        }
    }
    for (index, conditional) in ground.pack.consequences.iter().enumerate() {
        if let Some(when) = &conditional.when {
            if !left_out.consequences.contains(&index) {
                let name = conditional.item.id.clone();
                entries.push(Entry { name, table, rule: false, conditional: when.rows() > 1 });
            }
            table += 1;
        }
    }
    entries
}

struct Seeker<'s> {
    watcher: &'s Watcher<'s>,
    trials: &'s Trials<'s>,
    all: Partial,
}

impl<'s> Seeker<'s> {
    fn table(&self, table: usize) -> Option<&'s Table> {
        self.watcher.model().tables().get(table)
    }

    /// Whether a question is true of no world; the sample must have shown none already.
    fn never(&self, question: &Question<'_>) -> (bool, Basis) {
        match self.watcher.count(question, &self.all) {
            Ok(count) => (count == 0, Basis::Every),
            Err(_) => (true, Basis::Sample(self.trials.len())),
        }
    }

    fn firing(&self, entries: &[Entry]) -> Vec<Finding> {
        let mut found = Vec::new();
        for entry in entries.iter().filter(|entry| entry.conditional) {
            let Some(table) = self.table(entry.table) else { continue };
            let (times, what) = (self.trials.times(entry.table), if entry.rule { "Regeln" } else { "Följden" });
            let (kind, question, text) = if times == 0 {
                ("never_fires", Question::any().with([table]), "gäller aldrig, hur frågorna än besvaras")
            } else if times == self.trials.len() {
                ("always_fires", Question::any().without([table]), "gäller alltid, fast den har ett villkor")
            } else {
                continue;
            };
            if let (true, ground) = self.never(&question) {
                let text = format!("{what} {} {text}.", entry.name);
                found.push(Finding { kind, about: vec![entry.name.clone()], text, ground });
            }
        }
        found
    }

    /// Tiers that weigh and never change the outcome.
    fn weightless(&self, entries: &[Entry], never: &[String]) -> Vec<Finding> {
        let model = self.watcher.model();
        let weighs = |entry: &&Entry| {
            entry.rule
                && !never.contains(&entry.name)
                && model.clauses().iter().any(|clause| {
                    clause.table == entry.table && matches!(clause.effect.kind, Kind::For(_) | Kind::Against(_))
                })
        };
        let weighing: Vec<&Entry> = entries.iter().filter(weighs).collect();
        let judged = threads::map(&weighing, threads::available(), |entry| {
            let dropped = |clause: usize| model.clauses().get(clause).is_some_and(|clause| clause.table == entry.table);
            if self.trials.matters(entry.table, dropped) {
                return None;
            }
            if never_counts(self.watcher, entry.table) {
                return Some(Basis::Every);
            }
            // Rare rules are seen too seldom among all sets of answers: draw among those where it fires.
            let question = Question::any().with(self.table(entry.table));
            let Ok(Some(sampler)) = self.watcher.worlds(&question, &self.all) else {
                return Some(Basis::Sample(self.trials.times(entry.table)));
            };
            let closer = Trials::new(model, &[(sampler, DRAWN)], self.watcher.settings().seed);
            (!closer.matters(entry.table, dropped)).then_some(Basis::Sample(DRAWN))
        });
        let weightless = weighing.iter().zip(judged).filter_map(|(entry, ground)| Some((entry, ground?)));
        weightless
            .map(|(entry, ground)| {
                let text = match ground.is_exact() {
                    true => format!("Vikten i regeln {} ändrar aldrig något råd.", entry.name),
                    false => format!("Vikten i regeln {} ändrade inget råd i de svar som prövades.", entry.name),
                };
                Finding { kind: "never_matters", about: vec![entry.name.clone()], text, ground }
            })
            .collect()
    }

    /// Rules that speak against each other, or about a form that is closed.
    fn contradictions(&self, entries: &[Entry], pack: &Pack) -> Vec<Finding> {
        let model = self.watcher.model();
        let mut found = Vec::new();
        let name = |table: usize| entries.iter().find(|entry| entry.table == table).map(|entry| entry.name.as_str());
        for form in Form::ALL {
            let target = model_target(Target::Form(form));
            let definite = pack.manifest.form_definite(form);
            let about: Vec<_> = model.clauses().iter().filter(|clause| clause.effect.target == target).collect();
            let barring: Vec<usize> = about
                .iter()
                .filter(|clause| clause.effect.kind == Kind::HinderForm)
                .map(|clause| clause.table)
                .collect();
            for one in about.iter().filter(|clause| matches!(clause.effect.kind, Kind::For(_))) {
                for other in about.iter().filter(|clause| matches!(clause.effect.kind, Kind::Against(_))) {
                    let (Some(left), Some(right)) = (self.table(one.table), self.table(other.table)) else { continue };
                    if !self.trials.alike(one.table, other.table) {
                        continue;
                    }
                    let first = self.never(&Question::any().with([left]).without([right]));
                    let second = self.never(&Question::any().with([right]).without([left]));
                    let fires = self.watcher.count(&Question::any().with([left]), &self.all) != Ok(0);
                    if let (Some(left), Some(right), true) =
                        (name(one.table), name(other.table), first.0 && second.0 && fires)
                    {
                        found.push(Finding {
                            kind: "opposed",
                            about: vec![left.to_owned(), right.to_owned()],
                            text: format!("Reglerna {left} och {right} gäller för exakt samma svar men säger emot varandra om {definite}."),
                            ground: first.1.and(second.1),
                        });
                    }
                }
            }
            for clause in &about {
                let what = match clause.effect.kind {
                    Kind::For(_) => "talar för",
                    Kind::Duty => "ställer krav på",
                    Kind::HinderPart | Kind::HinderDesign => "ställer villkor på",
                    _ => continue,
                };
                let (Some(table), Some(name)) = (self.table(clause.table), name(clause.table)) else { continue };
                if barring.is_empty() || self.trials.alone(clause.table, &barring) {
                    continue;
                }
                let fires = self.watcher.count(&Question::any().with([table]), &self.all) != Ok(0);
                let hinders = barring.iter().filter_map(|&table| self.table(table));
                let (never, ground) = self.never(&Question::any().with([table]).without(hinders));
                if fires && never {
                    found.push(Finding {
                        kind: "only_when_barred",
                        about: vec![name.to_owned()],
                        text: format!("Regeln {name} {what} {definite} bara när den formen ändå är stängd."),
                        ground,
                    });
                }
            }
        }
        found.dedup();
        found
    }
}

/// Questions whose answer changes nothing.
fn questions(ground: &Ground<'_>, trials: &Trials<'_>) -> Vec<Finding> {
    let read = |variable: usize| {
        let tables = ground.whole.model.tables().iter().flat_map(|table| &table.axes);
        let determinations = ground.whole.model.determinations().iter().flatten().flat_map(|found| &found.axes);
        tables.chain(determinations).any(|axis: &Axis| axis.variable == variable)
    };
    let mut found = Vec::new();
    for (index, variable) in ground.whole.space.variables().iter().enumerate() {
        if trials.changes(index, CHANGES, ground.settings.seed) {
            continue;
        }
        let fact = ground.pack.schema.fact(variable.fact);
        // What nothing reads is certain; that something reads it in vain was only tried.
        let ground = if read(index) { Basis::Sample(CHANGES) } else { Basis::Every };
        let text = match ground.is_exact() {
            true => format!("Svaret på frågan {} ändrar inte vilka regler som gäller.", fact.id),
            false => {
                format!("Svaret på frågan {} ändrade inte vilka regler som gäller i något svar som prövades.", fact.id)
            }
        };
        found.push(Finding { kind: "question_without_effect", about: vec![fact.id.clone()], text, ground });
    }
    found
}

/// Options of a choice that no rule tells apart.
fn options(ground: &Ground<'_>) -> Vec<Finding> {
    let model = &ground.whole.model;
    let schema: &Schema = &ground.pack.schema;
    let mut found = Vec::new();
    for (index, variable) in ground.whole.space.variables().iter().enumerate() {
        let fact = schema.fact(variable.fact);
        let facts::Kind::Choice { options } = &fact.kind else { continue };
        let tables = model.tables().iter().flat_map(|table| &table.axes);
        let determinations = model.determinations().iter().flatten().flat_map(|found| &found.axes);
        let axes: Vec<&Axis> = tables.chain(determinations).filter(|axis| axis.variable == index).collect();
        let mut alike: Vec<(Vec<u16>, Vec<&str>)> = Vec::new();
        for (position, option) in options.iter().enumerate() {
            let Some(class) = variable.class_of(Value::Choice(position)) else { continue };
            let seen: Vec<u16> = axes.iter().filter_map(|axis| axis.local.get(usize::from(class)).copied()).collect();
            match alike.iter_mut().find(|(known, _)| *known == seen) {
                Some((_, names)) => names.push(&option.id),
                None => alike.push((seen, vec![&option.id])),
            }
        }
        for (_, names) in alike.iter().filter(|(_, names)| names.len() > 1) {
            found.push(Finding {
                kind: "options_alike",
                about: std::iter::once(fact.id.clone()).chain(names.iter().map(|name| (*name).to_owned())).collect(),
                text: format!("I frågan {} skiljer ingen regel mellan {}.", fact.id, crate::text::join_and(names)),
                ground: Basis::Every,
            });
        }
    }
    found
}
