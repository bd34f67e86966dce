//! All conditions on many worlds at a time, one bit for each world.
//!
//! Conditions become one circuit (`circuit`) over bits that say which class a question has. A gate is then one
//! machine instruction for as many worlds as a register has bits, and reads neither a table nor a tree. How tables become a
//! circuit: `slicing`; how it becomes a list of operations: `schedule`.

use super::model::{Model, Table};
use super::slicing::Slicing;

/// Words of 64 worlds that go through the circuit together: they fill the registers, and all values in use stay in the
/// innermost cache.
const WORDS: usize = 8;
/// Worlds that go through the circuit together.
const BLOCK: usize = WORDS * 64;

type Slot = [u64; WORDS];

/// Bits read from one variable.
#[derive(Debug, Clone)]
pub(super) struct Reader {
    pub(super) variable: usize,
    /// The byte that stands for each class; empty: the class itself.
    pub(super) byte_of: Vec<u8>,
    /// Slot of each bit in use.
    pub(super) bits: Vec<(usize, u32)>,
}

/// `target = left AND right`. The lowest bit of an operand says whether its slot is taken negated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gate {
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) target: u32,
}

/// A result, once so many gates have been passed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    pub(super) after: usize,
    pub(super) operand: u32,
}

/// A circuit as a list of operations on slots that are used again as soon as nothing needs what they hold.
#[derive(Debug, Clone)]
pub struct Sliced {
    pub(super) readers: Vec<Reader>,
    pub(super) gates: Vec<Gate>,
    pub(super) outputs: Vec<Output>,
    pub(super) slots: usize,
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
        let mut slicing = Slicing::new(model);
        let results = slicing.tables(tables);
        slicing.finish(&results)
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
