//! Made-up users, for tests: random answers to whatever is asked.

use jiff::civil::Date;

use super::outlook::{Bounds, View};
use super::planner::{Depth, Step, plan};
use crate::advice::{Case, Combination};
use crate::decision::Relevance;
use crate::facts::feed::Partner;
use crate::facts::schema::Feed;
use crate::facts::{Answer, FactId, Kind, Provenance, Scenario, Value};
use crate::rules::{Pack, PackFiles};

/// The day of every case.
pub const DAY: Date = jiff::civil::date(2026, 11, 20);

/// The pack and its combination on [`DAY`], loaded once.
pub fn ground() -> (&'static Pack, &'static Combination) {
    let (pack, combination, _) = everything();
    (pack, combination)
}

/// The outlook that the program uses.
pub fn outlook() -> &'static Bounds {
    everything().2
}

fn everything() -> (&'static Pack, &'static Combination, &'static Bounds) {
    thread_local! {
        static GROUND: (&'static Pack, &'static Combination, &'static Bounds) = {
            let (pack, _) = Pack::load(&PackFiles::embedded().unwrap()).unwrap();
            let pack: &'static Pack = Box::leak(Box::new(pack));
            (pack, Box::leak(Box::new(Combination::new(pack, DAY))), Box::leak(Box::new(Bounds::new(pack))))
        };
    }
    GROUND.with(|ground| *ground)
}

/// Numbers that look random and are the same every time.
pub struct Dice(pub u64);

impl Dice {
    /// A number below another.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit.max(1)
    }

    /// An answer to a question, within what cases usually are.
    pub fn value(&mut self, pack: &Pack, fact: FactId) -> Value {
        let declared = pack.schema.fact(fact);
        match &declared.kind {
            Kind::Bool => Value::Bool(self.below(2) == 1),
            Kind::Choice { options } => Value::Choice(self.below(options.len() as u64) as usize),
            Kind::Int { min, max, .. } => {
                let usual = match declared.id.as_str() {
                    "antal_parter" => 12,
                    "minsta_invanare" => 60_000,
                    "start_om_manader" => 30,
                    "avtalsvarde_kr" => 20_000_000,
                    _ => *max,
                };
                Value::Int(min + self.below((usual - min + 1) as u64) as i64)
            }
            kind @ Kind::Multi { options, max, .. } => loop {
                let count = 1 + self.below(u64::from((*max).min(3)));
                let mask = (0..count).fold(0u32, |mask, _| mask | 1 << self.below(options.len() as u64));
                if kind.allows_multi(mask) {
                    break Value::Multi(mask);
                }
            },
        }
    }
}

/// The question that a step comes down to for who has no partners or dates.
pub fn fact_of(pack: &Pack, step: Step) -> FactId {
    let first = |feed: Feed| pack.schema.iter().find(|(_, fact)| fact.from == Some(feed)).unwrap().0;
    match step {
        Step::Fact(fact) => fact,
        Step::Partners => first(Feed::Partners),
        Step::Start => first(Feed::Start),
    }
}

/// Answers what is asked until nothing is left at a depth; returns how many questions it took, and the view then.
/// Partners are named, as one question, if the case to come has any.
pub fn answer_all(
    scenario: &mut Scenario,
    depth: Depth,
    partners: &[Partner],
    mut value: impl FnMut(FactId) -> Answer,
) -> (usize, View) {
    let (pack, combination) = ground();
    let mut asked = 0;
    loop {
        let case = Case::new(pack, combination, scenario.filled(&pack.schema, DAY), DAY);
        let plan = plan(outlook(), &case, scenario, depth);
        let Some(step) = plan.next else { return (asked, plan.view) };
        asked += 1;
        if step == Step::Partners && !partners.is_empty() {
            scenario.partners = partners.to_vec();
            continue;
        }
        let fact = fact_of(pack, step);
        let answer = value(fact);
        assert_ne!(answer, Answer::NotAsked, "{} was asked for ever", pack.schema.fact(fact).id);
        scenario.answers.set(fact, answer);
    }
}

/// Answers every relevant question; returns how many have an answer then.
pub fn answer_the_full_form(scenario: &mut Scenario, mut value: impl FnMut(FactId) -> Value) -> usize {
    let (pack, combination) = ground();
    loop {
        let case = Case::new(pack, combination, scenario.filled(&pack.schema, DAY), DAY);
        let open = |fact: &FactId| {
            pack.schema.fact(*fact).level <= 2
                && scenario.answers.get(*fact) == Answer::NotAsked
                && case.evaluator().relevance(*fact) == Relevance::Relevant
        };
        let Some(fact) = pack.schema.ids().find(open) else { return scenario.answers.known().count() };
        scenario.answers.set(fact, Answer::Known(value(fact), Provenance::User));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advice::compose::first_target;
    use crate::diagnostics::SourceText;

    fn known(value: Value) -> Answer {
        Answer::Known(value, Provenance::User)
    }

    /// A complete case that was asked for piece by piece, and how many questions each piece took.
    fn random_case(dice: &mut Dice) -> [usize; 3] {
        let (pack, combination) = ground();
        let mut scenario = Scenario::new(&pack.schema, "x");
        let (to_first, view) = answer_all(&mut scenario, Depth::First, &[], |fact| known(dice.value(pack, fact)));
        assert!(view.first_settled, "everything asked about is answered");
        let (to_terms, later) = answer_all(&mut scenario, Depth::Terms, &[], |fact| known(dice.value(pack, fact)));
        assert!(later.verdict_settled);
        let settled = Case::new(pack, combination, scenario.filled(&pack.schema, DAY), DAY);
        let (verdict, _) = settled.verdict(&settled.fired());
        let full = answer_the_full_form(&mut scenario, |fact| dice.value(pack, fact));
        let case = Case::new(pack, combination, scenario.filled(&pack.schema, DAY), DAY);
        let (verdict_then, outcome) = case.verdict(&case.fired());
        assert_eq!(first_target(outcome), view.first, "what was settled changed");
        assert_eq!(verdict_then, verdict, "how sure it was changed");
        [to_first, to_first + to_terms, full]
    }

    fn measure(cases: usize) -> [f64; 3] {
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
        let mut sums = [0usize; 3];
        for _ in 0..cases {
            for (sum, count) in sums.iter_mut().zip(random_case(&mut dice)) {
                *sum += count;
            }
        }
        sums.map(|sum| sum as f64 / cases as f64)
    }

    #[test]
    fn what_is_settled_stays_so_and_fewer_questions_settle_it() {
        let [first, terms, full] = measure(8);
        assert!(first <= 0.65 * full, "{first} of {full}");
        assert!(terms <= 0.8 * full, "{terms} of {full}");
    }

    /// `cargo test --release --lib over_many_cases -- --ignored --nocapture`
    #[test]
    #[ignore = "takes a while; the numbers are for people"]
    fn over_many_cases() {
        let [first, terms, full] = measure(1000);
        println!("till förstahandsval {first:.1}, med villkor {terms:.1}, hela formuläret {full:.1}");
        println!("andel {:.2} och {:.2}", first / full, terms / full);
        assert!(first <= 0.65 * full && terms <= 0.65 * full);
    }

    #[test]
    fn the_flagship_case_takes_at_most_fifteen_questions() {
        let (pack, _) = ground();
        let text =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/alingsas-lerum-ale.toml")).unwrap();
        let (full, _) = Scenario::read(&SourceText::new("x", text), &pack.schema).unwrap();
        let answers = full.filled(&pack.schema, DAY);
        let mut scenario = Scenario::new(&pack.schema, "x");
        let (asked, view) = answer_all(&mut scenario, Depth::First, &full.partners, |fact| match answers.get(fact) {
            Answer::NotAsked => Answer::Unknown,
            answer => answer,
        });
        assert!(view.first_settled);
        assert!(asked <= 15, "{asked}");
        println!("{asked} frågor");
    }

    #[test]
    fn who_knows_nothing_is_asked_everything_once() {
        let (pack, _) = ground();
        let mut scenario = Scenario::new(&pack.schema, "x");
        let (asked, view) = answer_all(&mut scenario, Depth::Everything, &[], |_| Answer::Unknown);
        assert!(!view.first_settled);
        assert!(asked <= pack.schema.facts().iter().filter(|fact| fact.level <= 2).count());
    }
}
