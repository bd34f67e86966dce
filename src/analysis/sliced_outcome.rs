//! Whole outcomes of many worlds at a time: scores are added up, groups compared and the verdict found bit by bit, in the
//! same circuit as the conditions.

use super::circuit::{Circuit, Literal};
use super::lowering::{self, ALTERNATIVE_BARRED, ANY_REASON, BARRED, DESIGN, Group, OFFERED, OWN_REASON, PART};
use super::lowering::{PLAYERS, UNSETTLED};
use super::model::{FORMS, Model};
use super::scoring::{Lead, Outcome};
use super::sliced::Sliced;
use super::slicing::Slicing;

/// Bits of a code ([`Outcome::code`]).
const CODE_BITS: usize = 5;
/// Flags of a model ([`lowering`]).
const FLAGS: usize = 32;

/// Judges many complete worlds together.
#[derive(Debug, Clone)]
pub struct SlicedOutcome {
    sliced: Sliced,
}

impl SlicedOutcome {
    /// Conditions, scores and verdict of a model as one circuit.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let mut slicing = Slicing::new(model);
        let conditions = slicing.tables(model.tables());
        let code = Adding::new(&mut slicing.circuit, model, &conditions).code(model);
        Self { sliced: slicing.finish(&code) }
    }

    /// Number of operations, and of slots that they work on.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        self.sliced.size()
    }

    /// The verdicts of complete worlds, one column of classes per variable, as codes ([`Outcome::code`]).
    #[must_use]
    pub fn outcomes(&self, columns: &[Vec<u16>]) -> Vec<u8> {
        let holding = self.sliced.holding(columns);
        let mut rows = vec![0u64; holding.worlds()];
        holding.rows_into(&mut rows, 1);
        // INVARIANT: there are fewer than 32 codes.
        rows.into_iter().map(|code| code as u8).collect()
    }
}

/// A number in two's complement, lowest digit first.
type Number = Vec<Literal>;

/// What the conditions of a model raise and add.
struct Adding<'c> {
    circuit: &'c mut Circuit,
    flags: [Literal; FLAGS],
    sums: Vec<Number>,
    width: usize,
}

impl<'c> Adding<'c> {
    fn new(circuit: &'c mut Circuit, model: &Model, conditions: &[Literal]) -> Self {
        let lowered = lowering::lower(model, |_| true);
        let mut gains: Vec<Vec<(i32, Literal)>> = vec![Vec::new(); PLAYERS];
        let mut adding = Self { circuit, flags: [Literal::FALSE; FLAGS], sums: Vec::new(), width: 0 };
        for (table, gain) in &lowered.singles {
            let holds = conditions[*table];
            for bit in (0..FLAGS).filter(|bit| gain.flags >> bit & 1 == 1) {
                adding.raise(bit, holds);
            }
            for (gains, &score) in gains.iter_mut().zip(&gain.scores).filter(|(_, score)| **score != 0) {
                gains.push((i32::from(score), holds));
            }
        }
        for group in &lowered.groups {
            adding.group(group, conditions, &mut gains[group.player]);
        }
        let parameters = model.parameters();
        for (form, gains) in gains.iter_mut().enumerate().take(FORMS) {
            gains.push((-parameters.deduction_part, adding.flags[PART as usize + form]));
            gains.push((-parameters.deduction_design, adding.flags[DESIGN as usize + form]));
        }
        // Wide enough for every sum, for the difference of two, and for the leads they are compared with.
        let most = |gains: &Vec<(i32, Literal)>| gains.iter().map(|(gain, _)| gain.unsigned_abs()).sum::<u32>();
        let leads = parameters.clear_lead.unsigned_abs().max(parameters.leaning_lead.unsigned_abs());
        let most = gains.iter().map(most).max().unwrap_or(0).max(leads);
        adding.width = (u32::BITS - most.leading_zeros()) as usize + 3;
        adding.sums = gains.iter().map(|gains| adding.sum(gains)).collect();
        adding
    }

    fn raise(&mut self, flag: usize, holds: Literal) {
        self.flags[flag] = self.circuit.or(self.flags[flag], holds);
    }

    /// The strongest reason on either side counts, and of the two the stronger; equal ones cancel out.
    fn group(&mut self, group: &Group, conditions: &[Literal], gains: &mut Vec<(i32, Literal)>) {
        let mut fired: Vec<(i32, Literal)> = Vec::new();
        for member in &group.members {
            let mut guard = Literal::constant(member.guard.is_empty());
            for &table in &member.guard {
                guard = self.circuit.or(guard, conditions[table]);
            }
            fired.push((i32::from(member.weight), self.circuit.and(conditions[member.table], guard)));
        }
        let mut weights: Vec<i32> = fired.iter().map(|(weight, _)| *weight).filter(|weight| *weight != 0).collect();
        weights.sort_unstable();
        weights.dedup();
        for weight in weights {
            // Nothing stronger on its own side, nothing as strong on the other.
            let stronger = |other: i32| match (weight > 0) == (other > 0) {
                true => other.abs() > weight.abs(),
                false => other.abs() >= weight.abs(),
            };
            let (mut here, mut beaten) = (Literal::FALSE, Literal::FALSE);
            for &(other, holds) in &fired {
                if other == weight {
                    here = self.circuit.or(here, holds);
                } else if stronger(other) {
                    beaten = self.circuit.or(beaten, holds);
                }
            }
            let counts = self.circuit.and(here, !beaten);
            gains.push((weight, counts));
            if weight > 0 && !group.support && group.player < FORMS {
                self.raise(OWN_REASON as usize + group.player, counts);
            }
        }
    }

    fn constant(&self, value: i32) -> Number {
        (0..self.width).map(|digit| Literal::constant(value >> digit.min(31) & 1 == 1)).collect()
    }

    /// Adds up what is gained where a literal holds: three digits of one column become one of it and one of the next.
    fn sum(&mut self, gains: &[(i32, Literal)]) -> Number {
        let mut columns: Vec<Vec<Literal>> = vec![Vec::new(); self.width];
        // What is taken away where something holds is taken away always, and given back where it does not hold.
        let mut always = 0;
        for &(gain, holds) in gains {
            let given = if gain < 0 { !holds } else { holds };
            always += gain.min(0);
            for (digit, column) in columns.iter_mut().enumerate().take(31) {
                if gain.unsigned_abs() >> digit & 1 == 1 {
                    column.push(given);
                }
            }
        }
        for (column, digit) in columns.iter_mut().zip(self.constant(always)) {
            column.push(digit);
        }
        let mut number = Number::new();
        for digit in 0..self.width {
            let mut column = std::mem::take(&mut columns[digit]);
            column.retain(|literal| *literal != Literal::FALSE);
            let mut first = 0;
            while column.len() - first > 1 {
                let third = if column.len() - first > 2 { column[first + 2] } else { Literal::FALSE };
                let (sum, carry) = self.add(column[first], column[first + 1], third);
                first = (first + 3).min(column.len());
                column.push(sum);
                if let (Some(next), true) = (columns.get_mut(digit + 1), carry != Literal::FALSE) {
                    next.push(carry);
                }
            }
            number.push(column.get(first).copied().unwrap_or(Literal::FALSE));
        }
        number
    }

    /// The sum of three digits, and what is carried.
    fn add(&mut self, first: Literal, second: Literal, third: Literal) -> (Literal, Literal) {
        let half = self.circuit.xor(first, second);
        let both = self.circuit.and(first, second);
        let sum = self.circuit.xor(half, third);
        let more = self.circuit.and(half, third);
        (sum, self.circuit.or(both, more))
    }

    fn difference(&mut self, from: &Number, less: &Number) -> Number {
        let mut carry = Literal::TRUE;
        let mut result = Number::new();
        for (&own, &other) in from.iter().zip(less) {
            let (sum, next) = self.add(own, !other, carry);
            result.push(sum);
            carry = next;
        }
        result
    }

    /// `left < right`: their difference fits, so its highest digit tells.
    fn less(&mut self, left: &Number, right: &Number) -> Literal {
        self.difference(left, right).last().copied().unwrap_or(Literal::FALSE)
    }

    fn choose(&mut self, whether: Literal, then: &Number, otherwise: &Number) -> Number {
        then.iter().zip(otherwise).map(|(&then, &other)| self.circuit.choose(whether, then, other)).collect()
    }

    /// The digits of the outcome's code, as [`super::scoring::judge`] says it.
    fn code(mut self, model: &Model) -> Vec<Literal> {
        let parameters = model.parameters();
        let zero = self.constant(0);

        let (mut offered, mut best_offer) = (Literal::FALSE, zero.clone());
        let mut is_offer = vec![Literal::FALSE; model.alternatives()];
        for alternative in 0..model.alternatives() {
            let barred = self.flags[ALTERNATIVE_BARRED as usize + alternative];
            let open = self.circuit.and(self.flags[OFFERED as usize + alternative], !barred);
            let sum = self.sums[FORMS + alternative].clone();
            let higher = self.less(&best_offer, &sum);
            let better = self.circuit.or(!offered, higher);
            let taken = self.circuit.and(open, better);
            for other in &mut is_offer[..alternative] {
                *other = self.circuit.and(*other, !taken);
            }
            is_offer[alternative] = taken;
            best_offer = self.choose(taken, &sum, &best_offer);
            offered = self.circuit.or(offered, open);
        }

        let (mut any, mut best) = (Literal::FALSE, zero.clone());
        let (mut any_second, mut second) = (Literal::FALSE, zero.clone());
        let mut is_best = [Literal::FALSE; FORMS];
        for form in parameters.preference.map(usize::from) {
            let score = self.score(form);
            let open = !self.flags[BARRED as usize + form];
            let higher = self.less(&best, &score);
            let better = self.circuit.or(!any, higher);
            let taken = self.circuit.and(open, better);
            // Whichever of the two is not the best may be the second.
            let follows = self.circuit.and(open, any);
            let other = self.choose(higher, &best, &score);
            let above = self.less(&second, &other);
            let above = self.circuit.or(!any_second, above);
            let moves = self.circuit.and(follows, above);
            second = self.choose(moves, &other, &second);
            any_second = self.circuit.or(any_second, follows);
            for own in &mut is_best {
                *own = self.circuit.and(*own, !taken);
            }
            is_best[form] = taken;
            best = self.choose(taken, &score, &best);
            any = self.circuit.or(any, open);
        }

        let judged = self.flags[ANY_REASON as usize];
        let positive = self.less(&zero, &best);
        let beaten = self.less(&best, &best_offer);
        let beaten = self.circuit.and(offered, beaten);
        let first = self.circuit.and(any, positive);
        let first = self.circuit.and(first, !beaten);
        let first = self.circuit.and(judged, first);
        let none = self.circuit.and(judged, !first);
        let second = self.choose(any_second, &second, &zero);
        let lead = self.difference(&best, &second);
        let short_of = |adding: &mut Self, least: i32| {
            let least = adding.constant(least);
            adding.less(&lead, &least)
        };
        let clear = !short_of(&mut self, parameters.clear_lead);
        let leaning = !short_of(&mut self, parameters.leaning_lead);

        let mut codes: Vec<(Outcome, Literal)> = vec![(Outcome::NoneOfThree(None), self.circuit.and(none, !offered))];
        for (index, is_offer) in (0u8..).zip(is_offer) {
            codes.push((Outcome::NoneOfThree(Some(index)), self.circuit.and(none, is_offer)));
        }
        for (form, is_best) in (0u8..).zip(is_best) {
            let here = self.circuit.and(first, is_best);
            let unsettled = self.flags[UNSETTLED as usize + usize::from(form)];
            let kept = self.circuit.and(clear, !unsettled);
            let lowered = self.circuit.and(leaning, !unsettled);
            let some = self.circuit.or(clear, lowered);
            for (lead, holds) in [(Lead::Clear, kept), (Lead::Even, !some)] {
                codes.push((Outcome::First { lead, form }, self.circuit.and(here, holds)));
            }
            let between = self.circuit.and(some, !kept);
            codes.push((Outcome::First { lead: Lead::Leaning, form }, self.circuit.and(here, between)));
        }
        let mut digits = vec![Literal::FALSE; CODE_BITS];
        for (outcome, holds) in codes {
            let raised = digits.iter_mut().enumerate().filter(|(digit, _)| outcome.code() >> digit & 1 == 1);
            for (_, literal) in raised {
                *literal = self.circuit.or(*literal, holds);
            }
        }
        digits
    }

    /// The sum, after the rule that support groups alone cannot make a form lead.
    fn score(&mut self, form: usize) -> Number {
        let sum = self.sums[form].clone();
        let zero = self.constant(0);
        let positive = self.less(&zero, &sum);
        let idle = self.circuit.and(positive, !self.flags[OWN_REASON as usize + form]);
        self.choose(idle, &zero, &sum)
    }
}
