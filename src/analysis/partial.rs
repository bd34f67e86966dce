//! What is known so far: a set of classes per variable.

use super::model::Model;

/// A set of classes of one variable, the irrelevant class included.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ClassSet(Vec<u64>);

impl ClassSet {
    /// A set of the given classes.
    #[must_use]
    pub fn of(classes: impl IntoIterator<Item = usize>) -> Self {
        let mut words = Vec::new();
        for class in classes {
            if words.len() <= class / 64 {
                words.resize(class / 64 + 1, 0);
            }
            words[class / 64] |= 1 << (class % 64);
        }
        Self(words)
    }

    /// Whether the class belongs to the set.
    #[must_use]
    pub fn contains(&self, class: usize) -> bool {
        self.0.get(class / 64).is_some_and(|word| word >> (class % 64) & 1 == 1)
    }
}

/// Worlds in which every restricted variable has a class of its set.
///
/// The irrelevant class is a class like any other: a set without it leaves out the worlds where the question does not arise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partial {
    sets: Vec<Option<ClassSet>>,
}

impl Partial {
    /// Nothing is known.
    #[must_use]
    pub fn unknown(model: &Model) -> Self {
        Self { sets: vec![None; model.variables().len()] }
    }

    /// Exactly this world.
    #[must_use]
    pub fn of_world(world: &[u16]) -> Self {
        Self { sets: world.iter().map(|&class| Some(ClassSet::of([usize::from(class)]))).collect() }
    }

    /// Restricts a variable to one class.
    #[must_use]
    pub fn with(mut self, variable: usize, class: usize) -> Self {
        self.restrict(variable, ClassSet::of([class]));
        self
    }

    /// Restricts a variable to a set.
    pub fn restrict(&mut self, variable: usize, set: ClassSet) {
        if let Some(slot) = self.sets.get_mut(variable) {
            *slot = Some(set);
        }
    }

    /// Lifts the restriction of a variable.
    pub fn release(&mut self, variable: usize) {
        if let Some(slot) = self.sets.get_mut(variable) {
            *slot = None;
        }
    }

    /// Whether a variable is restricted.
    #[must_use]
    pub fn restricts(&self, variable: usize) -> bool {
        self.sets.get(variable).is_some_and(Option::is_some)
    }

    /// Whether a class of a variable is allowed.
    #[must_use]
    pub fn allows(&self, variable: usize, class: usize) -> bool {
        match self.sets.get(variable) {
            Some(Some(set)) => set.contains(class),
            _ => true,
        }
    }

    /// Whether a world is among those meant.
    #[must_use]
    pub fn admits(&self, world: &[u16]) -> bool {
        world.iter().enumerate().all(|(variable, &class)| self.allows(variable, usize::from(class)))
    }
}
