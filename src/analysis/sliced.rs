//! All conditions on many worlds at a time, one bit for each world.
//!
//! Conditions become one circuit ([`super::circuit`]) over bits that say which class a question has. A gate is then one
//! machine instruction for as many worlds as a register has bits, and reads neither a table nor a tree. Every table is cut
//! up by its questions in the order that adds fewest gates to what other tables have brought already.

use super::circuit::{Circuit, Literal, Node};
use super::model::{Axis, Model, Table};
use std::collections::HashMap;

/// Words of 64 worlds that go through the circuit together: they fill the registers, and all values in use stay in the
/// innermost cache.
const WORDS: usize = 8;
/// Worlds that go through the circuit together.
const BLOCK: usize = WORDS * 64;
/// Variables with more classes (the irrelevant one counted) are not read by the digits of their class, but by the sets of
/// classes that tables tell apart.
const MOST_CLASSES_BY_DIGIT: usize = 32;
/// Bits that are read from one byte.
const BITS: usize = 8;
/// Tables with more questions are not cut up in every order, only in those that a few exchanges lead to.
const MOST_IN_EVERY_ORDER: usize = 4;

type Slot = [u64; WORDS];

/// Bits read from one variable.
#[derive(Debug, Clone)]
struct Reader {
    variable: usize,
    /// The byte that stands for each class; empty: the class itself.
    byte_of: Vec<u8>,
    /// Slot of each bit in use.
    bits: Vec<(usize, u32)>,
}

/// `target = left AND right`. The lowest bit of an operand says whether its slot is taken negated.
#[derive(Debug, Clone, Copy)]
struct Gate {
    left: u32,
    right: u32,
    target: u32,
}

/// A result, once so many gates have been passed.
#[derive(Debug, Clone, Copy)]
struct Output {
    after: usize,
    operand: u32,
}

/// A circuit as a list of operations on slots that are used again as soon as nothing needs what they hold.
#[derive(Debug, Clone)]
pub struct Sliced {
    readers: Vec<Reader>,
    gates: Vec<Gate>,
    outputs: Vec<Output>,
    slots: usize,
}

/// Which conditions hold in which worlds: a column of bits per condition, block by block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    blocks: Vec<Slot>,
    conditions: usize,
    worlds: usize,
}

impl Holding {
    /// Number of worlds.
    #[must_use]
    pub fn worlds(&self) -> usize {
        self.worlds
    }

    /// Whether a condition holds in a world.
    #[must_use]
    pub fn holds(&self, condition: usize, world: usize) -> bool {
        let within = world % BLOCK;
        let block = self.blocks.get(world / BLOCK * self.conditions + condition);
        condition < self.conditions && block.is_some_and(|block| block[within / 64] >> (within % 64) & 1 == 1)
    }

    /// The 64 worlds from a multiple of 64 on, for one condition. Bits beyond the last world mean nothing.
    fn word(&self, condition: usize, first: usize) -> u64 {
        self.blocks[first / BLOCK * self.conditions + condition][first % BLOCK / 64]
    }

    /// Turned round: for each world, one bit per condition, in `words` words that follow each other.
    ///
    /// `rows` is filled for as many worlds as it has room for.
    pub fn rows_into(&self, rows: &mut [u64], words: usize) {
        let words = words.max(1);
        for (part, rows) in rows.chunks_mut(64 * words).enumerate().take(self.worlds.div_ceil(64)) {
            for word in 0..words.min(self.conditions.div_ceil(64)) {
                let first = word * 64;
                let mut square = [0u64; 64];
                for (line, condition) in square.iter_mut().zip(first..self.conditions) {
                    *line = self.word(condition, part * 64);
                }
                transpose(&mut square);
                let left = self.worlds - part * 64;
                for (row, line) in rows.chunks_exact_mut(words).zip(square).take(left) {
                    row[word] = line;
                }
            }
        }
    }
}

/// Turns rows of bits into columns.
fn transpose(square: &mut [u64; 64]) {
    let mut mask = 0x0000_0000_ffff_ffffu64;
    let mut width = 32;
    while width > 0 {
        for start in (0..64).step_by(2 * width) {
            for line in start..start + width {
                let moved = (square[line] >> width ^ square[line + width]) & mask;
                square[line] ^= moved << width;
                square[line + width] ^= moved;
            }
        }
        width /= 2;
        mask ^= mask << width;
    }
}

impl Sliced {
    /// The conditions of a model.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        Self::of_tables(model, model.tables())
    }

    /// Some conditions over the variables of a model.
    #[must_use]
    pub fn of_tables(model: &Model, tables: &[Table]) -> Self {
        let mut builder = Builder::new(model);
        let results = builder.tables(tables);
        builder.finish(&results)
    }

    /// Number of operations, and of slots that they work on.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.gates.len(), self.slots)
    }

    /// Evaluates every condition in every world. Worlds are complete: one column of classes per variable, each in range.
    #[must_use]
    pub fn holding(&self, columns: &[Vec<u16>]) -> Holding {
        let worlds = columns.iter().map(Vec::len).min().unwrap_or(0);
        let mut slots = vec![[0u64; WORDS]; self.slots];
        let mut blocks = vec![[0u64; WORDS]; worlds.div_ceil(BLOCK) * self.outputs.len()];
        for (part, results) in blocks.chunks_mut(self.outputs.len().max(1)).enumerate() {
            let first = part * BLOCK;
            for reader in &self.readers {
                let column = &columns[reader.variable];
                reader.read(&column[first..column.len().min(first + BLOCK)], &mut slots);
            }
            self.run(&mut slots, results);
        }
        Holding { blocks, conditions: self.outputs.len(), worlds }
    }

    fn run(&self, slots: &mut [Slot], results: &mut [Slot]) {
        let mut passed = 0;
        for (output, result) in self.outputs.iter().zip(results) {
            for gate in &self.gates[passed..output.after] {
                let (left, right) = (slots[slot(gate.left)], slots[slot(gate.right)]);
                let (turn_left, turn_right) = (turn(gate.left), turn(gate.right));
                let target = &mut slots[gate.target as usize];
                for word in 0..WORDS {
                    target[word] = (left[word] ^ turn_left) & (right[word] ^ turn_right);
                }
            }
            passed = output.after;
            let turn = turn(output.operand);
            *result = slots[slot(output.operand)].map(|word| word ^ turn);
        }
    }
}

fn slot(operand: u32) -> usize {
    (operand >> 1) as usize
}

/// All ones if the operand is negated.
fn turn(operand: u32) -> u64 {
    u64::from(operand & 1).wrapping_neg()
}

impl Reader {
    fn read(&self, column: &[u16], slots: &mut [Slot]) {
        for (word, classes) in column.chunks(64).enumerate() {
            let mut bytes = [0u8; 64];
            if self.byte_of.is_empty() {
                // INVARIANT: such a variable has at most `MOST_CLASSES_BY_DIGIT` classes.
                bytes.iter_mut().zip(classes).for_each(|(byte, &class)| *byte = class as u8);
            } else {
                bytes.iter_mut().zip(classes).for_each(|(byte, &class)| *byte = self.byte_of[usize::from(class)]);
            }
            let mut eights = [0u64; 8];
            for (eight, bytes) in eights.iter_mut().zip(bytes.chunks_exact(8)) {
                *eight = bytes.iter().rev().fold(0, |eight, &byte| eight << 8 | u64::from(byte));
            }
            for &(slot, bit) in &self.bits {
                slots[slot][word] = gather(&eights, bit);
            }
        }
    }
}

/// One bit of each of 64 bytes. The product brings the lowest bits of eight bytes together in the highest byte.
fn gather(eights: &[u64; 8], bit: u32) -> u64 {
    let together = |eight: &u64| (eight >> bit & 0x0101_0101_0101_0101).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    eights.iter().rev().fold(0, |word, eight| word << 8 | together(eight))
}

/// What an input of the circuit is.
#[derive(Debug, Clone)]
enum Source {
    /// A binary digit of the class of a variable.
    Digit(usize, u32),
    /// Whether the class of a variable belongs to a set.
    Member(usize, Vec<bool>),
}

/// Tables on their way into a circuit.
pub(super) struct Builder {
    pub circuit: Circuit,
    sources: Vec<(Source, Literal)>,
    /// Digits of the class, lowest first; none for variables with many classes.
    digits: Vec<Vec<Literal>>,
    members: HashMap<(usize, Vec<bool>), Literal>,
}

impl Builder {
    pub fn new(model: &Model) -> Self {
        let mut builder = Self {
            circuit: Circuit::new(),
            sources: Vec::new(),
            digits: vec![Vec::new(); model.variables().len()],
            members: HashMap::new(),
        };
        for (index, variable) in model.variables().iter().enumerate() {
            if variable.irrelevant() < MOST_CLASSES_BY_DIGIT {
                let digits = usize::BITS - variable.irrelevant().leading_zeros();
                builder.digits[index] = (0..digits).map(|digit| builder.input(Source::Digit(index, digit))).collect();
            }
        }
        builder
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

/// Gates in the order in which results need them, and where each value is kept meanwhile.
struct Schedule {
    gates: Vec<Gate>,
    outputs: Vec<Output>,
    /// Slot of every input that is read, by node.
    input_slots: Vec<Option<usize>>,
    slots: usize,
}

impl Schedule {
    fn new(nodes: &[Node], results: &[Literal]) -> Self {
        // Which gates, in which order, and how often each node is still to be read.
        let mut listed: Vec<usize> = Vec::new();
        let mut ends: Vec<usize> = Vec::new();
        let mut reads = vec![0usize; nodes.len()];
        let mut seen = vec![false; nodes.len()];
        for result in results {
            reads[result.node()] += 1;
            let mut waiting = vec![(result.node(), false)];
            while let Some((node, ready)) = waiting.pop() {
                if ready {
                    listed.push(node);
                } else if !std::mem::replace(&mut seen[node], true)
                    && let Node::And(left, right) = nodes[node]
                {
                    reads[left.node()] += 1;
                    reads[right.node()] += 1;
                    waiting.push((node, true));
                    waiting.push((right.node(), false));
                    waiting.push((left.node(), false));
                }
            }
            ends.push(listed.len());
        }
        // Slot 0 is never written, so it holds for "never".
        let mut schedule =
            Self { gates: Vec::new(), outputs: Vec::new(), input_slots: vec![None; nodes.len()], slots: 1 };
        let mut place = vec![0usize; nodes.len()];
        for (node, kind) in nodes.iter().enumerate() {
            if matches!(kind, Node::Input(_)) && reads[node] > 0 {
                place[node] = schedule.slots;
                schedule.input_slots[node] = Some(schedule.slots);
                schedule.slots += 1;
            }
        }
        let mut free: Vec<usize> = Vec::new();
        let mut gates = listed.iter();
        let mut passed = 0;
        for (result, &end) in results.iter().zip(&ends) {
            for &node in gates.by_ref().take(end - passed) {
                let Node::And(left, right) = nodes[node] else { continue };
                let operands = [left, right].map(|literal| operand(place[literal.node()], literal));
                for literal in [left, right] {
                    release(literal, &mut reads, &place, &mut free);
                }
                let target = free.pop().unwrap_or_else(|| {
                    schedule.slots += 1;
                    schedule.slots - 1
                });
                place[node] = target;
                schedule.gates.push(Gate { left: operands[0], right: operands[1], target: target as u32 });
            }
            passed = end;
            schedule.outputs.push(Output { after: end, operand: operand(place[result.node()], *result) });
            release(*result, &mut reads, &place, &mut free);
        }
        schedule
    }
}

fn operand(slot: usize, literal: Literal) -> u32 {
    (slot as u32) << 1 | u32::from(literal.negated())
}

/// Frees the slot of a value that is read for the last time.
fn release(literal: Literal, reads: &mut [usize], place: &[usize], free: &mut Vec<usize>) {
    let node = literal.node();
    reads[node] -= 1;
    if reads[node] == 0 && place[node] != 0 {
        free.push(place[node]);
    }
}
