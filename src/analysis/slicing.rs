//! Tables as one circuit over bits of classes.
//!
//! A table is cut up by one question after the other, as a decision diagram is: what it says for a set of classes is a
//! smaller table. The order of its questions is the one that adds fewest gates to what other tables have brought already.

use super::circuit::{Circuit, Literal};
use super::model::{Axis, Model, Table};
use super::schedule::Schedule;
use super::sliced::{Reader, Sliced};
use std::collections::HashMap;

/// Variables with more classes (the irrelevant one counted) are not read by the digits of their class, but by the sets of
/// classes that tables tell apart.
const MOST_CLASSES_BY_DIGIT: usize = 32;
/// Bits that are read from one byte.
const BITS: usize = 8;
/// Tables with more questions are not cut up in every order, only in those that a few exchanges lead to.
const MOST_IN_EVERY_ORDER: usize = 4;

/// What an input of the circuit is.
#[derive(Debug, Clone)]
enum Source {
    /// A binary digit of the class of a variable.
    Digit(usize, u32),
    /// Whether the class of a variable belongs to a set.
    Member(usize, Vec<bool>),
}

/// Tables on their way into a circuit.
pub(super) struct Slicing {
    pub circuit: Circuit,
    sources: Vec<(Source, Literal)>,
    /// Digits of the class, lowest first; none for variables with many classes.
    digits: Vec<Vec<Literal>>,
    members: HashMap<(usize, Vec<bool>), Literal>,
}

impl Slicing {
    pub fn new(model: &Model) -> Self {
        let mut slicing = Self {
            circuit: Circuit::new(),
            sources: Vec::new(),
            digits: vec![Vec::new(); model.variables().len()],
            members: HashMap::new(),
        };
        for (index, variable) in model.variables().iter().enumerate() {
            if variable.irrelevant() < MOST_CLASSES_BY_DIGIT {
                let digits = usize::BITS - variable.irrelevant().leading_zeros();
                slicing.digits[index] = (0..digits).map(|digit| slicing.input(Source::Digit(index, digit))).collect();
            }
        }
        slicing
    }

    fn input(&mut self, source: Source) -> Literal {
        let input = self.circuit.input(self.sources.len());
        self.sources.push((source, input));
        input
    }

    fn rewind(&mut self, length: usize) {
        self.circuit.rewind(length);
        while let Some((source, _)) = self.sources.pop_if(|(_, input)| input.node() >= length) {
            if let Source::Member(variable, set) = source {
                self.members.remove(&(variable, set));
            }
        }
    }

    /// Brings tables in, the simplest first, and says in which literal each ends.
    pub fn tables(&mut self, tables: &[Table]) -> Vec<Literal> {
        let mut order: Vec<usize> = (0..tables.len()).collect();
        order.sort_by_key(|&index| (tables[index].axes.len(), tables[index].cells.len()));
        let mut results = vec![Literal::FALSE; tables.len()];
        for index in order {
            results[index] = self.table(&tables[index]);
        }
        results
    }

    fn table(&mut self, table: &Table) -> Literal {
        let start = self.circuit.nodes().len();
        let mut cost = |order: &[usize]| {
            self.table_in_order(table, order);
            let cost = self.circuit.nodes().len() - start;
            self.rewind(start);
            cost
        };
        let mut best: Vec<usize> = (0..table.axes.len()).collect();
        let mut least = cost(&best);
        if best.len() <= MOST_IN_EVERY_ORDER {
            permutations(&mut best.clone(), 0, &mut |order| {
                let cost = cost(order);
                if cost < least {
                    least = cost;
                    best = order.to_vec();
                }
            });
        } else {
            for moved in 0..table.axes.len() {
                for place in 0..table.axes.len() {
                    let mut order = best.clone();
                    order.retain(|&axis| axis != moved);
                    order.insert(place, moved);
                    let cost = cost(&order);
                    if cost < least {
                        least = cost;
                        best = order;
                    }
                }
            }
        }
        self.table_in_order(table, &best)
    }

    fn table_in_order(&mut self, table: &Table, order: &[usize]) -> Literal {
        let axes: Vec<&Axis> = order.iter().map(|&axis| &table.axes[axis]).collect();
        let mut cells = vec![false; table.cells.len()];
        let mut strides = vec![1usize; table.axes.len()];
        for axis in (1..table.axes.len()).rev() {
            strides[axis - 1] = strides[axis] * table.axes[axis].size;
        }
        let mut digits = vec![0usize; order.len()];
        let mut from = 0;
        for cell in &mut cells {
            *cell = table.cells[from];
            for position in (0..order.len()).rev() {
                let stride = strides[order[position]];
                digits[position] += 1;
                from += stride;
                if digits[position] < axes[position].size {
                    break;
                }
                from -= stride * digits[position];
                digits[position] = 0;
            }
        }
        self.cut(&axes, &cells)
    }

    /// Where cells hold, the first axis running slowest.
    fn cut(&mut self, axes: &[&Axis], cells: &[bool]) -> Literal {
        let holds = cells.contains(&true);
        let (true, true, Some((axis, rest))) = (holds, cells.contains(&false), axes.split_first()) else {
            return Literal::constant(holds);
        };
        let mut branches: Vec<(&[bool], Vec<bool>)> = Vec::new();
        for (local, cells) in cells.chunks(cells.len() / axis.size).enumerate() {
            let classes: Vec<bool> = axis.local.iter().map(|&own| usize::from(own) == local).collect();
            match branches.iter_mut().find(|(other, _)| *other == cells) {
                Some((_, set)) => set.iter_mut().zip(classes).for_each(|(own, more)| *own |= more),
                None => branches.push((cells, classes)),
            }
        }
        branches.retain(|(_, set)| set.contains(&true));
        if let [(only, _)] = branches[..] {
            return self.cut(rest, only);
        }
        let parts: Vec<(Literal, Literal)> =
            branches.iter().map(|(cells, set)| (self.member(axis.variable, set), self.cut(rest, cells))).collect();
        let implies = |one: &[bool], other: &[bool]| one.iter().zip(other).all(|(one, other)| *one <= *other);
        // What holds in every branch needs no question about the class, nor does what fails in every branch.
        let common = (0..branches.len()).find(|&own| branches.iter().all(|(other, _)| implies(branches[own].0, other)));
        let widest = (0..branches.len()).find(|&own| branches.iter().all(|(other, _)| implies(other, branches[own].0)));
        match (common, widest) {
            (None, Some(widest)) => {
                let mut result = parts[widest].1;
                for (_, &(member, inner)) in parts.iter().enumerate().filter(|(index, _)| *index != widest) {
                    let fits = self.circuit.or(!member, inner);
                    result = self.circuit.and(result, fits);
                }
                result
            }
            (common, _) => {
                let mut result = common.map_or(Literal::FALSE, |common| parts[common].1);
                for (_, &(member, inner)) in parts.iter().enumerate().filter(|(index, _)| Some(*index) != common) {
                    let fits = self.circuit.and(member, inner);
                    result = self.circuit.or(result, fits);
                }
                result
            }
        }
    }

    /// Whether the class of a variable belongs to a set, the irrelevant class last.
    fn member(&mut self, variable: usize, set: &[bool]) -> Literal {
        if !self.digits[variable].is_empty() {
            let digits = self.digits[variable].clone();
            return self.by_digits(&digits, set);
        }
        // One input serves a set and its complement.
        let turned = set.first() == Some(&true);
        let key = (variable, set.iter().map(|own| own ^ turned).collect::<Vec<bool>>());
        let input = match self.members.get(&key) {
            Some(&known) => known,
            None => {
                let input = self.input(Source::Member(key.0, key.1.clone()));
                self.members.insert(key, input);
                input
            }
        };
        if turned { !input } else { input }
    }

    fn by_digits(&mut self, digits: &[Literal], set: &[bool]) -> Literal {
        let holds = set.contains(&true);
        let (true, true, Some((&highest, rest))) = (holds, set.contains(&false), digits.split_last()) else {
            return Literal::constant(holds);
        };
        let (low, high) = set.split_at(set.len().min(1 << rest.len()));
        // Numbers beyond the last class never occur, so where the rest agrees, the highest digit need not be read.
        if low.starts_with(high) {
            return self.by_digits(rest, low);
        }
        let low = self.by_digits(rest, low);
        let high = self.by_digits(rest, high);
        self.circuit.choose(highest, high, low)
    }

    /// Lists what the results need.
    pub fn finish(self, results: &[Literal]) -> Sliced {
        let order = Schedule::new(self.circuit.nodes(), results);
        let readers = self.readers(&order);
        Sliced { readers, gates: order.gates, outputs: order.outputs, slots: order.slots }
    }

    fn readers(&self, order: &Schedule) -> Vec<Reader> {
        let mut readers: Vec<Reader> = Vec::new();
        for (source, input) in &self.sources {
            let Some(slot) = order.input_slots[input.node()] else { continue };
            match source {
                Source::Digit(variable, digit) => {
                    match readers.iter_mut().find(|reader| reader.variable == *variable) {
                        Some(reader) => reader.bits.push((slot, *digit)),
                        None => readers.push(Reader {
                            variable: *variable,
                            byte_of: Vec::new(),
                            bits: vec![(slot, *digit)],
                        }),
                    }
                }
                Source::Member(variable, set) => {
                    let room = |reader: &&mut Reader| reader.variable == *variable && reader.bits.len() < BITS;
                    let position = match readers.iter_mut().find(room) {
                        Some(_) => readers
                            .iter()
                            .position(|reader| reader.variable == *variable && reader.bits.len() < BITS)
                            .unwrap_or(0),
                        None => {
                            readers.push(Reader { variable: *variable, byte_of: vec![0; set.len()], bits: Vec::new() });
                            readers.len() - 1
                        }
                    };
                    let reader = &mut readers[position];
                    let bit = reader.bits.len() as u32;
                    for (byte, &member) in reader.byte_of.iter_mut().zip(set) {
                        *byte |= u8::from(member) << bit;
                    }
                    reader.bits.push((slot, bit));
                }
            }
        }
        readers
    }
}

/// Calls `visit` with every order of the entries from `start` on.
fn permutations(order: &mut Vec<usize>, start: usize, visit: &mut impl FnMut(&[usize])) {
    if start >= order.len() {
        visit(order);
        return;
    }
    for other in start..order.len() {
        order.swap(start, other);
        permutations(order, start + 1, visit);
        order.swap(start, other);
    }
}
