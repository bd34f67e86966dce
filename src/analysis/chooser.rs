//! How a variable gets its class during the sweep: freely, fixed, or feature by feature.

use super::automaton::{Automaton, FastMap, RESULT};
use super::problem::{Layer, only_class};
use super::reduction::{DEAD, FREE, Interner};

/// Marks a state that stands for what remains of a split variable.
const REMAINDER: u32 = 1 << 30;

/// One way to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Choice {
    /// Class of the layer.
    pub class: u16,
    pub weight: u64,
    /// State of the chooser afterwards.
    pub next: u32,
    /// [`FREE`], or the code of the one class that is meant.
    pub origin: u32,
}

/// Gives a variable its class.
#[derive(Debug, Clone)]
pub(super) struct Chooser {
    pub determination: Automaton,
    /// Layers of the variable, ascending.
    pub own: Vec<u32>,
    free: Vec<(u16, u64)>,
    /// Per class: weight of a world in which the class is given.
    given: Vec<u64>,
    /// Per own layer: a representative of each class with the same features from that layer on.
    representative: Vec<Vec<u16>>,
    remainders: Interner<Vec<(u16, u64)>>,
    known: FastMap<(u32, u32), Vec<Choice>>,
}

impl Chooser {
    pub fn new(
        determination: Automaton,
        own: Vec<u32>,
        free: Vec<(u16, u64)>,
        given: Vec<u64>,
        layers: &[Layer],
    ) -> Self {
        let mut chooser = Self {
            determination,
            own,
            free,
            given,
            representative: Vec::new(),
            remainders: Interner::default(),
            known: FastMap::default(),
        };
        if chooser.own.len() > 1 {
            chooser.find_representatives(layers);
        }
        chooser
    }

    /// Whether the state need not be carried at all.
    pub fn is_constant(&self) -> bool {
        self.determination.layers.is_empty() && self.own.len() == 1
    }

    fn find_representatives(&mut self, layers: &[Layer]) {
        // INVARIANT: layers of one variable have maps of equal length.
        let length = layers[self.own[0] as usize].class_of.len();
        let mut suffix: Vec<u16> = vec![0; length];
        let mut all = vec![vec![0; length]];
        for &layer in self.own.iter().rev() {
            let mut seen: FastMap<(u16, u16), u16> = FastMap::default();
            for (class, representative) in suffix.iter_mut().enumerate() {
                let own = layers[layer as usize].class_of[class];
                *representative = *seen.entry((own, *representative)).or_insert(class as u16);
            }
            all.push(suffix.clone());
        }
        all.reverse();
        self.representative = all;
    }

    /// All ways to go on from a state at one of the own layers. No way at all: no world.
    pub fn choices(&mut self, state: u32, layer: u32, of: &Layer) -> &[Choice] {
        if !self.known.contains_key(&(layer, state)) {
            let fixed = if state >= RESULT { only_class(state & !RESULT) } else { None };
            // A determination may fix a class that other answers have ruled out.
            let choices = if fixed.is_some_and(|class| of.class_of[class] == u16::MAX) {
                Vec::new()
            } else if self.own.len() == 1 {
                self.whole(state, of)
            } else {
                self.feature(state, layer, of)
            };
            self.known.insert((layer, state), choices);
        }
        self.known.get(&(layer, state)).map_or(&[], Vec::as_slice)
    }

    fn whole(&self, state: u32, of: &Layer) -> Vec<Choice> {
        let code = state & !RESULT;
        if let Some(class) = only_class(code) {
            // INVARIANT: codes name possible classes only.
            let choice = Choice { class: of.class_of[class], weight: self.given[class], next: RESULT, origin: code };
            return if choice.weight > 0 { vec![choice] } else { Vec::new() };
        }
        if code == DEAD {
            return Vec::new();
        }
        let mut weights = vec![0u64; of.classes];
        for &(class, weight) in &self.free {
            let sum = &mut weights[usize::from(of.class_of[usize::from(class)])];
            *sum = sum.saturating_add(weight);
        }
        let choice =
            |(class, &weight): (usize, &u64)| Choice { class: class as u16, weight, next: RESULT, origin: FREE };
        weights.iter().enumerate().filter(|(_, weight)| **weight > 0).map(choice).collect()
    }

    fn feature(&mut self, state: u32, layer: u32, of: &Layer) -> Vec<Choice> {
        let position = self.own.iter().position(|&own| own == layer).unwrap_or(0);
        let remainder = if state >= RESULT {
            self.start(state & !RESULT)
        } else {
            self.remainders.items[(state - REMAINDER) as usize].clone()
        };
        let mut parts: Vec<Vec<(u16, u64)>> = vec![Vec::new(); of.classes];
        for (class, weight) in remainder {
            let next = self.representative[position + 1][usize::from(class)];
            parts[usize::from(of.class_of[usize::from(class)])].push((next, weight));
        }
        let last = position + 1 == self.own.len();
        let mut choices = Vec::new();
        for (class, part) in parts.into_iter().enumerate().filter(|(_, part)| !part.is_empty()) {
            let (common, part) = normalised(part);
            let next = if last { RESULT } else { REMAINDER | self.remainders.intern(part) };
            choices.push(Choice { class: class as u16, weight: common, next, origin: FREE });
        }
        choices
    }

    fn start(&self, code: u32) -> Vec<(u16, u64)> {
        let first = &self.representative[0];
        match only_class(code) {
            Some(class) if self.given[class] == 0 => Vec::new(),
            Some(class) => vec![(first[class], self.given[class])],
            None if code == DEAD => Vec::new(),
            None => gathered(
                self.free
                    .iter()
                    .filter(|entry| entry.1 > 0)
                    .map(|&(class, weight)| (first[usize::from(class)], weight))
                    .collect(),
            ),
        }
    }
}

fn gathered(mut part: Vec<(u16, u64)>) -> Vec<(u16, u64)> {
    part.sort_unstable();
    part.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 = kept.1.saturating_add(next.1);
        }
        same
    });
    part
}

/// Sums up equal classes and takes out the common factor.
fn normalised(part: Vec<(u16, u64)>) -> (u64, Vec<(u16, u64)>) {
    let mut part = gathered(part);
    let common = part.iter().fold(0, |divisor, &(_, weight)| greatest_divisor(divisor, weight)).max(1);
    part.iter_mut().for_each(|entry| entry.1 /= common);
    (common, part)
}

fn greatest_divisor(mut left: u64, mut right: u64) -> u64 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}
