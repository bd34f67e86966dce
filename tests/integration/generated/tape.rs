//! Making up a plan.
//!
//! Every decision reads the next number of a row, and reads 0 when the row is at its end. The property test shortens the
//! row and makes its numbers smaller when a law is broken, and since 0 always stands for the plainest choice, what it
//! shows in the end is a small pack.

use niokap::facts::Value;

use super::plan::{Condition, EffectPlan, FactPlan, HelperPlan, KindPlan, Plan, RulePlan, SIGNS, TierPlan};

/// Most different cases that are gone through one by one.
const MOST_CASES: usize = 400;

/// The row of numbers.
pub struct Tape<'t> {
    numbers: std::slice::Iter<'t, u16>,
}

impl<'t> Tape<'t> {
    pub fn new(numbers: &'t [u16]) -> Tape<'t> {
        Tape { numbers: numbers.iter() }
    }

    /// A number below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        usize::from(self.numbers.next().copied().unwrap_or(0)) % count.max(1)
    }

    /// Yes once in so many times; no at the end of the row.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// A plan, and for every question its answer in a full case, and whether it is answered.
pub fn plan(tape: &mut Tape<'_>) -> Plan {
    let mut plan = Plan::default();
    for _ in 0..2 + tape.below(4) {
        let kind = kind(tape);
        let ask_when = (!plan.facts.is_empty() && tape.once_in(3)).then(|| condition(tape, &plan, 1));
        let derived = if !plan.facts.is_empty() && !matches!(kind, KindPlan::Multi { .. }) && tape.once_in(4) {
            let answers = kind.answers();
            (0..1 + tape.below(2)).map(|_| (condition(tape, &plan, 1), tape.one(&answers))).collect()
        } else {
            Vec::new()
        };
        plan.facts.push(FactPlan { kind, ask_when, derived });
        if tape.once_in(3) {
            let body = condition(tape, &plan, 2);
            plan.helpers.push(HelperPlan { body, style: tape.below(4) });
        }
    }
    plan.clear = 2 + tape.below(6) as i64;
    plan.leaning = 1 + tape.below(plan.clear as usize) as i64;
    plan.part = tape.below(3) as i64;
    plan.design = tape.below(4) as i64;
    plan.support = tape.once_in(3);
    plan.footing = tape.once_in(3);
    for _ in 0..1 + tape.below(7) {
        let tiers = (0..1 + usize::from(tape.once_in(4))).map(|_| tier(tape, &plan)).collect();
        plan.rules.push(RulePlan { tiers });
    }
    plan
}

fn kind(tape: &mut Tape<'_>) -> KindPlan {
    match tape.below(4) {
        0 => KindPlan::Bool,
        1 => KindPlan::Choice(2 + tape.below(3)),
        2 => {
            let min = tape.below(5) as i64 - 2;
            KindPlan::Int { min, max: min + tape.below(6) as i64 }
        }
        _ => {
            let options = 2 + tape.below(2);
            let max = options as u32 - tape.below(2) as u32;
            let exclusive = tape.once_in(2);
            // Someone must be able to answer.
            let most = (options - usize::from(exclusive)).min(max as usize);
            KindPlan::Multi { options, min: tape.below(most + 1) as u32, max, exclusive }
        }
    }
}

/// A condition on the questions and functions there are so far.
fn condition(tape: &mut Tape<'_>, plan: &Plan, depth: usize) -> Condition {
    let boxed = |tape: &mut Tape<'_>| Box::new(condition(tape, plan, depth - 1));
    match tape.below(if depth == 0 { 4 } else { 9 }) {
        0..3 => test(tape, plan),
        3 if !plan.helpers.is_empty() => Condition::Call(tape.below(plan.helpers.len())),
        3 if tape.once_in(4) => Condition::Constant(tape.once_in(2)),
        3 => test(tape, plan),
        4 => Condition::Not(boxed(tape)),
        5 | 6 => Condition::And(boxed(tape), boxed(tape)),
        7 => Condition::Or(boxed(tape), boxed(tape)),
        _ => Condition::If(boxed(tape), boxed(tape), boxed(tape)),
    }
}

fn test(tape: &mut Tape<'_>, plan: &Plan) -> Condition {
    let fact = tape.below(plan.facts.len());
    let some = |tape: &mut Tape<'_>, options: usize| (0..tape.below(3)).map(|_| tape.below(options)).collect();
    match plan.facts[fact].kind {
        KindPlan::Bool => Condition::Yes(fact),
        KindPlan::Choice(options) => match tape.below(3) {
            0 => Condition::OneOf { fact, options: some(tape, options) },
            way => Condition::Is { fact, option: tape.below(options), negated: way == 1, turned: tape.once_in(3) },
        },
        KindPlan::Multi { options, .. } => match tape.below(2) {
            0 => Condition::Has { fact, option: tape.below(options) },
            _ => Condition::HasAny { fact, options: some(tape, options) },
        },
        KindPlan::Int { min, max } => {
            // Also limits just outside what the question allows.
            let number = min - 1 + tape.below((max - min + 3) as usize) as i64;
            Condition::Compares { fact, sign: tape.below(SIGNS.len()), number, turned: tape.once_in(3) }
        }
    }
}

fn tier(tape: &mut Tape<'_>, plan: &Plan) -> TierPlan {
    let effect = match tape.below(12) {
        0..4 => EffectPlan::For(1 + tape.below(5) as i64),
        4..7 => EffectPlan::Against(1 + tape.below(5) as i64),
        7 | 8 => EffectPlan::Hinder(tape.one(&[0, 2, 3, 1])),
        9 => EffectPlan::Duty,
        10 => EffectPlan::Risk,
        _ => EffectPlan::Note,
    };
    let hinders_variant = effect == EffectPlan::Hinder(1);
    let first = tape.below(if hinders_variant { 3 } else { 5 });
    let variant = (first < 3 && (hinders_variant || tape.once_in(6))).then(|| tape.below(2));
    let mut targets = vec![first];
    if variant.is_none() && tape.once_in(4) {
        let second = tape.below(5);
        if second != first {
            targets.push(second);
        }
    }
    TierPlan {
        targets,
        variant,
        effect,
        group: tape.once_in(2).then(|| tape.below(2)),
        // A hinder may not rest on unsettled law.
        unsettled: tape.once_in(5) && !matches!(effect, EffectPlan::Hinder(_)),
        in_force: !tape.once_in(8),
        condition: condition(tape, plan, 3),
    }
}

/// An answer to every question.
pub fn full(tape: &mut Tape<'_>, plan: &Plan) -> Vec<Value> {
    plan.facts.iter().map(|fact| tape.one(&fact.kind.answers())).collect()
}

/// Some answers of a full case: so many that the ways to give the others can all be tried.
pub fn partial(tape: &mut Tape<'_>, plan: &Plan, full: &[Value]) -> Vec<Option<Value>> {
    let mut ways = 1;
    let keep = |(fact, value): (&FactPlan, &Value)| {
        let more = ways * fact.kind.answers().len();
        let hidden = more <= MOST_CASES && !tape.once_in(3);
        if hidden {
            ways = more;
        }
        (!hidden).then_some(*value)
    };
    plan.facts.iter().zip(full).map(keep).collect()
}
