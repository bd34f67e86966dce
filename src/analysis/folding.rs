//! Variables that nothing reads are folded into the weights of the variable that determines them.

use super::model::Model;
use super::reduction::{DEAD, FREE, ONLY, Possible};

/// Weights after folding.
#[derive(Debug, Clone)]
pub(super) struct Folding {
    /// Per variable and class, the irrelevant one included: by what a world with this class is multiplied.
    pub multiplier: Vec<Vec<u64>>,
    /// Variables that need no layer.
    pub folded: Vec<bool>,
    /// What all worlds are multiplied by.
    pub factor: u128,
}

impl Folding {
    /// Folds whatever is not `read`.
    pub fn new(model: &Model, possible: &Possible, read: &[bool]) -> Self {
        let variables = model.variables();
        let mut folding = Self {
            multiplier: variables.iter().map(|variable| vec![1; variable.classes() + 1]).collect(),
            folded: vec![false; variables.len()],
            factor: 1,
        };
        let mut children = vec![0usize; variables.len()];
        for determination in &possible.determinations {
            determination.axes.iter().for_each(|axis| children[axis.variable] += 1);
        }
        for &index in model.topological().iter().rev() {
            if read[index] || children[index] > 0 {
                continue;
            }
            let determination = &possible.determinations[index];
            match determination.axes.as_slice() {
                [] => {
                    let code = determination.constant().unwrap_or(FREE);
                    let weight = folding.weight(model, possible, index, code);
                    folding.factor = folding.factor.saturating_mul(u128::from(weight));
                    folding.folded[index] = true;
                }
                [axis] => {
                    let Some(scaled) = folding.scaled(model, possible, index) else { continue };
                    folding.multiplier[axis.variable] = scaled;
                    folding.folded[index] = true;
                    children[axis.variable] -= 1;
                }
                _ => {}
            }
        }
        folding
    }

    /// Weight of a class that is chosen freely.
    pub fn free(&self, model: &Model, variable: usize, class: u16) -> u64 {
        let weight = model.variables()[variable].weights.get(usize::from(class)).copied().unwrap_or(0);
        weight.saturating_mul(self.multiplier[variable][usize::from(class)])
    }

    /// Weight of a variable whose determination says `code`.
    fn weight(&self, model: &Model, possible: &Possible, variable: usize, code: u32) -> u64 {
        match code {
            DEAD => 0,
            FREE => {
                let ordinary = model.variables()[variable].classes();
                let classes = possible.classes[variable].iter().filter(|&&class| usize::from(class) < ordinary);
                classes.fold(0, |sum: u64, &class| sum.saturating_add(self.free(model, variable, class)))
            }
            only => {
                let class = (only - ONLY) as u16;
                if possible.classes[variable].contains(&class) {
                    self.multiplier[variable][usize::from(class)]
                } else {
                    0
                }
            }
        }
    }

    /// Multipliers of the only parent after the variable is folded into it; `None` if they would grow too large.
    fn scaled(&self, model: &Model, possible: &Possible, variable: usize) -> Option<Vec<u64>> {
        let determination = &possible.determinations[variable];
        let axis = determination.axes.first()?;
        let weights: Vec<u64> =
            determination.cells.iter().map(|&code| self.weight(model, possible, variable, code)).collect();
        let mut scaled = self.multiplier[axis.variable].clone();
        for &class in &possible.classes[axis.variable] {
            let slot = scaled.get_mut(usize::from(class))?;
            let weight = weights.get(usize::from(*axis.local.get(usize::from(class))?))?;
            *slot = slot.checked_mul(*weight).filter(|&product| product < 1 << 50)?;
        }
        Some(scaled)
    }
}
