//! Made-up users: random answers to whatever is asked, to see how many questions it takes.

use jiff::civil::Date;

use super::outlook::{Outlook, View};
use super::planner::{Depth, Step, plan};
use crate::advice::{Case, Combination};
use crate::decision::Relevance;
use crate::facts::feed::Partner;
use crate::facts::schema::Feed;
use crate::facts::{Answer, FactId, Kind, Provenance, Scenario, Value};
use crate::rules::Pack;

/// What the made-up users are asked about.
#[derive(Clone, Copy)]
pub struct Simulation<'a> {
    /// The rules.
    pub pack: &'a Pack,
    /// The rules as they are put together on the day.
    pub combination: &'a Combination,
    /// What tells which questions still matter.
    pub outlook: &'a dyn Outlook,
    /// The day of every case.
    pub day: Date,
}

/// How many questions a complete case took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Questions {
    /// Until nothing could change what comes first.
    pub to_first: usize,
    /// Until nothing could change how sure it is, its conditions, duties and risks either.
    pub to_terms: usize,
    /// All that were relevant.
    pub full: usize,
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
pub fn fact_of(pack: &Pack, step: Step) -> Option<FactId> {
    let first = |feed: Feed| pack.schema.iter().find(|(_, fact)| fact.from == Some(feed)).map(|(id, _)| id);
    match step {
        Step::Fact(fact) => Some(fact),
        Step::Partners => first(Feed::Partners),
        Step::Start => first(Feed::Start),
    }
}

impl<'a> Simulation<'a> {
    /// The case of a scenario.
    pub fn case(&self, scenario: &Scenario) -> Case<'a> {
        Case::new(self.pack, self.combination, scenario.filled(&self.pack.schema, self.day), self.day)
    }

    /// Answers what is asked until nothing is left at a depth; returns how many questions it took, and the view then.
    /// Partners are named, as one question, if the case to come has any. A question that gets no answer ends it.
    pub fn answer_all(
        &self,
        scenario: &mut Scenario,
        depth: Depth,
        partners: &[Partner],
        mut value: impl FnMut(FactId) -> Answer,
    ) -> (usize, View) {
        let mut asked = 0;
        loop {
            let case = self.case(scenario);
            let plan = plan(self.outlook, &case, scenario, depth);
            let Some(step) = plan.next else { return (asked, plan.view) };
            asked += 1;
            if step == Step::Partners && !partners.is_empty() {
                scenario.partners = partners.to_vec();
                continue;
            }
            let Some(fact) = fact_of(self.pack, step) else { return (asked, plan.view) };
            let answer = value(fact);
            if answer == Answer::NotAsked {
                return (asked, plan.view);
            }
            scenario.answers.set(fact, answer);
        }
    }

    /// Answers every relevant question; returns how many have an answer then.
    pub fn answer_the_full_form(&self, scenario: &mut Scenario, mut value: impl FnMut(FactId) -> Value) -> usize {
        loop {
            let case = self.case(scenario);
            let open = |fact: &FactId| {
                self.pack.schema.fact(*fact).level <= 2
                    && scenario.answers.get(*fact) == Answer::NotAsked
                    && case.evaluator().relevance(*fact) == Relevance::Relevant
            };
            let Some(fact) = self.pack.schema.ids().find(open) else { return scenario.answers.known().count() };
            scenario.answers.set(fact, Answer::Known(value(fact), Provenance::User));
        }
    }

    /// A complete case at random, asked for piece by piece.
    pub fn random_case(&self, dice: &mut Dice) -> (Questions, Scenario, View) {
        let known = |value: Value| Answer::Known(value, Provenance::User);
        let mut scenario = Scenario::new(&self.pack.schema, "x");
        let (to_first, view) =
            self.answer_all(&mut scenario, Depth::First, &[], |fact| known(dice.value(self.pack, fact)));
        let (more, _) = self.answer_all(&mut scenario, Depth::Terms, &[], |fact| known(dice.value(self.pack, fact)));
        let full = self.answer_the_full_form(&mut scenario, |fact| dice.value(self.pack, fact));
        (Questions { to_first, to_terms: to_first + more, full }, scenario, view)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::advice::targets::first_target;
    use crate::diagnostics::SourceText;
    use crate::interview::exact::Exact;
    use crate::rules::PackFiles;

    /// The day of every case.
    pub const DAY: Date = jiff::civil::date(2026, 11, 20);

    /// The shipped pack, with the outlook that the program uses. Loaded once a thread.
    pub fn simulation() -> Simulation<'static> {
        thread_local! {
            static GROUND: Simulation<'static> = {
                let (pack, _) = Pack::load(&PackFiles::embedded()).unwrap();
                let pack: &'static Pack = Box::leak(Box::new(pack));
                let combination = Box::leak(Box::new(Combination::new(pack, DAY)));
                Simulation { pack, combination, outlook: Box::leak(Box::new(Exact::new(pack))), day: DAY }
            };
        }
        GROUND.with(|ground| *ground)
    }

    #[test]
    fn what_is_settled_stays_so_and_fewer_questions_settle_it() {
        let simulation = simulation();
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
        let (mut to_first, mut full) = (0, 0);
        for _ in 0..8 {
            let (questions, scenario, view) = simulation.random_case(&mut dice);
            assert!(view.first_settled, "everything asked about is answered");
            let case = simulation.case(&scenario);
            assert_eq!(first_target(case.verdict(&case.fired()).1), view.first, "what was settled changed");
            to_first += questions.to_first;
            full += questions.full;
        }
        assert!(to_first as f64 <= 0.65 * full as f64, "{to_first} of {full}");
    }

    #[test]
    fn the_flagship_case_takes_at_most_fifteen_questions() {
        let simulation = simulation();
        let text =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/alingsas-lerum-ale.toml")).unwrap();
        let (full, _) = Scenario::read(&SourceText::new("x", text), &simulation.pack.schema).unwrap();
        let answers = full.filled(&simulation.pack.schema, DAY);
        let mut scenario = Scenario::new(&simulation.pack.schema, "x");
        let (asked, view) =
            simulation.answer_all(&mut scenario, Depth::First, &full.partners, |fact| match answers.get(fact) {
                Answer::NotAsked => Answer::Unknown,
                answer => answer,
            });
        assert!(view.first_settled);
        assert!(asked <= 15, "{asked}");
    }

    #[test]
    fn who_knows_nothing_is_asked_everything_once() {
        let simulation = simulation();
        let mut scenario = Scenario::new(&simulation.pack.schema, "x");
        let (asked, view) = simulation.answer_all(&mut scenario, Depth::Everything, &[], |_| Answer::Unknown);
        assert!(!view.first_settled);
        assert!(asked <= simulation.pack.schema.facts().iter().filter(|fact| fact.level <= 2).count());
    }
}
