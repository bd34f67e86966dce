//! One world, or a great many, straight from tables.

use super::blocks::{self, Blocks};
use super::lowering::{self, ALTERNATIVE_BARRED, ANY_REASON, Gain, Group, OFFERED};
use super::model::{FORMS, MAXIMUM_ALTERNATIVES, Model, Parameters};
use super::scoring::{AlternativeTally, Outcome, Tallies, judge};

/// Worlds handled together: the running sums of a chunk stay in the innermost cache.
const CHUNK: usize = 512;
/// Bits per score lane.
const FORM_LANE: u32 = 16;
const ALTERNATIVE_LANE: u32 = 9;

/// Index map of one axis, already multiplied by its stride.
#[derive(Debug, Clone)]
struct Reader {
    variable: usize,
    offset: Vec<u16>,
}

/// A merged table; columns that would be all zero are left out.
#[derive(Debug, Clone)]
struct Lookup {
    readers: Vec<Reader>,
    forms: Vec<u64>,
    alternatives: Vec<u64>,
    flags: Vec<u32>,
}

/// Evaluates complete worlds by table look-up.
#[derive(Debug, Clone)]
pub struct Evaluator<'model> {
    model: &'model Model,
    lookups: Vec<Lookup>,
    loose: Vec<Group>,
}

#[derive(Clone, Copy)]
struct Sums {
    forms: u64,
    alternatives: u64,
    flags: u32,
}

impl Sums {
    /// Every lane starts in the middle of its range, so that no lane ever borrows from the next.
    const START: Self =
        Self { forms: lanes(FORM_LANE, FORMS), alternatives: lanes(ALTERNATIVE_LANE, MAXIMUM_ALTERNATIVES), flags: 0 };

    fn add(&mut self, gain: &Gain) {
        let (forms, alternatives) = pack(gain);
        self.forms = self.forms.wrapping_add(forms);
        self.alternatives = self.alternatives.wrapping_add(alternatives);
        self.flags |= gain.flags;
    }
}

const fn lanes(width: u32, count: usize) -> u64 {
    let mut value = 0;
    let mut lane = 0;
    while lane < count {
        value |= 1 << (width * lane as u32 + width - 1);
        lane += 1;
    }
    value
}

fn pack(gain: &Gain) -> (u64, u64) {
    let shift = |value: i16, lane: usize, width: u32| (i64::from(value) as u64).wrapping_shl(width * lane as u32);
    let forms = (0..FORMS).fold(0u64, |sum, lane| sum.wrapping_add(shift(gain.scores[lane], lane, FORM_LANE)));
    let alternatives = (0..MAXIMUM_ALTERNATIVES)
        .fold(0u64, |sum, lane| sum.wrapping_add(shift(gain.scores[FORMS + lane], lane, ALTERNATIVE_LANE)));
    (forms, alternatives)
}

fn lane(packed: u64, lane: usize, width: u32) -> i32 {
    let mask = (1u64 << width) - 1;
    (packed >> (width * lane as u32) & mask) as i32 - (1 << (width - 1))
}

impl<'model> Evaluator<'model> {
    /// Merges the tables of a model.
    #[must_use]
    pub fn new(model: &'model Model) -> Self {
        Self::without(model, |_| false)
    }

    /// The same, as if some clauses did not exist.
    #[must_use]
    pub fn without(model: &'model Model, dropped: impl Fn(usize) -> bool) -> Self {
        let lowered = lowering::lower(model, |clause| !dropped(clause));
        let Blocks { blocks, loose } = blocks::build(model, &lowered);
        let lookups = blocks.iter().map(lookup).collect();
        Self { model, lookups, loose }
    }

    /// Number of merged tables and of cells in them.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.lookups.len(), self.lookups.iter().map(|lookup| lookup.flags.len().max(lookup.forms.len())).sum())
    }

    fn sums(&self, world: &[u16]) -> Sums {
        let mut sums = Sums::START;
        for lookup in &self.lookups {
            let mut index = 0usize;
            for reader in &lookup.readers {
                // INVARIANT: a world holds one class per variable, and each map covers every class.
                index += usize::from(reader.offset[usize::from(world[reader.variable])]);
            }
            if let Some(&forms) = lookup.forms.get(index) {
                sums.forms = sums.forms.wrapping_add(forms);
            }
            if let Some(&alternatives) = lookup.alternatives.get(index) {
                sums.alternatives = sums.alternatives.wrapping_add(alternatives);
            }
            if let Some(&flags) = lookup.flags.get(index) {
                sums.flags |= flags;
            }
        }
        self.add_loose(&mut sums, world);
        sums
    }

    fn add_loose(&self, sums: &mut Sums, world: &[u16]) {
        let holds = |table: usize| self.model.tables()[table].holds(world);
        for group in &self.loose {
            let (mut positive, mut negative) = (0, 0);
            for member in &group.members {
                if holds(member.table) && (member.guard.is_empty() || member.guard.iter().any(|&guard| holds(guard))) {
                    positive = positive.max(member.weight);
                    negative = negative.max(-member.weight);
                }
            }
            sums.add(&group.gain(positive, negative));
        }
    }

    /// All tallies of a complete world: one class per variable, each in its range.
    #[must_use]
    pub fn tallies(&self, world: &[u16]) -> Tallies {
        let sums = self.sums(world);
        let parameters = self.model.parameters();
        let alternatives = (0..self.model.alternatives())
            .map(|index| {
                lowering::alternative_tally(index, lane(sums.alternatives, index, ALTERNATIVE_LANE), sums.flags)
            })
            .collect();
        Tallies { forms: form_tallies(&sums, parameters), alternatives, any_reason: sums.flags >> ANY_REASON & 1 == 1 }
    }

    /// The verdict of a complete world.
    #[must_use]
    pub fn outcome(&self, world: &[u16]) -> Outcome {
        self.judge(&self.sums(world))
    }

    fn judge(&self, sums: &Sums) -> Outcome {
        let parameters = self.model.parameters();
        let mut alternatives = [AlternativeTally::default(); MAXIMUM_ALTERNATIVES];
        let count = self.model.alternatives();
        let offered = sums.flags >> OFFERED & !(sums.flags >> ALTERNATIVE_BARRED) & 0x7f;
        if offered != 0 {
            for (index, tally) in alternatives.iter_mut().enumerate().take(count) {
                *tally =
                    lowering::alternative_tally(index, lane(sums.alternatives, index, ALTERNATIVE_LANE), sums.flags);
            }
        }
        let considered = if offered == 0 { 0 } else { count };
        judge(
            &form_tallies(sums, parameters),
            &alternatives[..considered],
            sums.flags >> ANY_REASON & 1 == 1,
            parameters,
        )
    }

    /// The verdicts of many complete worlds, given as one column of classes per variable, as codes
    /// ([`Outcome::code`]).
    #[must_use]
    pub fn outcomes(&self, columns: &[Vec<u16>]) -> Vec<u8> {
        let worlds = columns.iter().map(Vec::len).min().unwrap_or(0);
        let mut codes = vec![0u8; worlds];
        self.outcomes_into(columns, 0, &mut codes);
        codes
    }

    /// The same on several threads; the result does not depend on how many.
    #[must_use]
    pub fn outcomes_parallel(&self, columns: &[Vec<u16>], threads: usize) -> Vec<u8> {
        let worlds = columns.iter().map(Vec::len).min().unwrap_or(0);
        let mut codes = vec![0u8; worlds];
        let share = worlds.div_ceil(threads.max(1)).next_multiple_of(CHUNK).max(CHUNK);
        std::thread::scope(|scope| {
            for (part, slice) in codes.chunks_mut(share).enumerate() {
                scope.spawn(move || self.outcomes_into(columns, part * share, slice));
            }
        });
        codes
    }

    fn outcomes_into(&self, columns: &[Vec<u16>], start: usize, codes: &mut [u8]) {
        let mut forms = [0u64; CHUNK];
        let mut alternatives = [0u64; CHUNK];
        let mut flags = [0u32; CHUNK];
        let mut index = [0u16; CHUNK];
        for (part, slice) in codes.chunks_mut(CHUNK).enumerate() {
            let first = start + part * CHUNK;
            let length = slice.len();
            forms.fill(Sums::START.forms);
            alternatives.fill(Sums::START.alternatives);
            flags.fill(0);
            for lookup in &self.lookups {
                index.fill(0);
                for reader in &lookup.readers {
                    let column = &columns[reader.variable][first..first + length];
                    for (index, &class) in index.iter_mut().zip(column) {
                        *index += reader.offset[usize::from(class)];
                    }
                }
                let index = &index[..length];
                if !lookup.forms.is_empty() {
                    for (sum, &cell) in forms.iter_mut().zip(index) {
                        *sum = sum.wrapping_add(lookup.forms[usize::from(cell)]);
                    }
                }
                if !lookup.alternatives.is_empty() {
                    for (sum, &cell) in alternatives.iter_mut().zip(index) {
                        *sum = sum.wrapping_add(lookup.alternatives[usize::from(cell)]);
                    }
                }
                if !lookup.flags.is_empty() {
                    for (sum, &cell) in flags.iter_mut().zip(index) {
                        *sum |= lookup.flags[usize::from(cell)];
                    }
                }
            }
            let mut world = Vec::new();
            for (position, code) in slice.iter_mut().enumerate() {
                let mut sums =
                    Sums { forms: forms[position], alternatives: alternatives[position], flags: flags[position] };
                if !self.loose.is_empty() {
                    world.clear();
                    world.extend(columns.iter().map(|column| column[first + position]));
                    self.add_loose(&mut sums, &world);
                }
                // INVARIANT: there are fewer than 256 codes.
                *code = self.judge(&sums).code() as u8;
            }
        }
    }
}

fn form_tallies(sums: &Sums, parameters: &Parameters) -> [super::scoring::FormTally; FORMS] {
    std::array::from_fn(|form| {
        let sum = lane(sums.forms, form, FORM_LANE);
        lowering::form_tally(form, sum, sums.flags, parameters.deduction_part, parameters.deduction_design)
    })
}

fn lookup(block: &blocks::Block) -> Lookup {
    let mut stride = 1usize;
    let mut readers = Vec::with_capacity(block.axes.len());
    for axis in block.axes.iter().rev() {
        // INVARIANT: a block has at most 4096 cells, so every offset fits.
        let offset = axis.local.iter().map(|&local| (usize::from(local) * stride) as u16).collect();
        if axis.size > 1 {
            readers.push(Reader { variable: axis.variable, offset });
        }
        stride *= axis.size;
    }
    readers.reverse();
    let packed: Vec<(u64, u64)> = block.cells.iter().map(pack).collect();
    let column = |values: Vec<u64>| if values.iter().all(|&value| value == 0) { Vec::new() } else { values };
    let flags: Vec<u32> = block.cells.iter().map(|gain| gain.flags).collect();
    Lookup {
        readers,
        forms: column(packed.iter().map(|pair| pair.0).collect()),
        alternatives: column(packed.iter().map(|pair| pair.1).collect()),
        flags: if flags.iter().all(|&flags| flags == 0) { Vec::new() } else { flags },
    }
}
