//! A set of tiers by their positions in the pack.

/// Some of a pack's tiers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TierSet(Vec<u64>);

impl TierSet {
    /// The tiers of a list that are marked.
    pub fn marked(marks: &[bool]) -> TierSet {
        let word = |marks: &[bool]| marks.iter().zip(0..).fold(0, |word, (mark, bit)| word | u64::from(*mark) << bit);
        TierSet(marks.chunks(64).map(word).collect())
    }

    /// Whether a tier is in the set.
    pub fn contains(&self, tier: usize) -> bool {
        self.0.get(tier / 64).is_some_and(|word| word >> (tier % 64) & 1 == 1)
    }

    /// Takes a tier into the set or out of it. Tiers that were in no list are left out.
    pub fn set(&mut self, tier: usize, belongs: bool) {
        if let Some(word) = self.0.get_mut(tier / 64) {
            let bit = 1 << (tier % 64);
            *word = if belongs { *word | bit } else { *word & !bit };
        }
    }

    /// Whether no tier is in the set.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The tiers of the set, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().zip(0..).flat_map(|(word, place)| {
            let rest = |word: u64| (word != 0).then_some(word);
            let each = std::iter::successors(rest(*word), move |word| rest(word & (word - 1)));
            each.map(move |word| place * 64 + word.trailing_zeros() as usize)
        })
    }

    /// The tiers in both sets.
    pub fn and(&self, other: &TierSet) -> TierSet {
        self.with(other, |one, another| one & another)
    }

    /// The tiers in one set and not in the other.
    pub fn differing(&self, other: &TierSet) -> TierSet {
        self.with(other, |one, another| one ^ another)
    }

    /// This set, and for some tiers what another set has of them.
    pub fn replaced(&self, tiers: &TierSet, by: &TierSet) -> TierSet {
        let words = self.0.iter().zip(&tiers.0).zip(&by.0);
        TierSet(words.map(|((own, tiers), other)| own & !tiers | other & tiers).collect())
    }

    fn with(&self, other: &TierSet, join: impl Fn(u64, u64) -> u64) -> TierSet {
        TierSet(self.0.iter().zip(&other.0).map(|(one, another)| join(*one, *another)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marks() -> impl Strategy<Value = Vec<[bool; 3]>> {
        prop::collection::vec(any::<[bool; 3]>(), 0..200)
    }

    proptest! {
        #[test]
        fn sets_are_lists_of_marks(marks in marks()) {
            let list = |which: usize| marks.iter().map(|mark| mark[which]).collect::<Vec<bool>>();
            let set = |which| TierSet::marked(&list(which));
            let made = |join: &dyn Fn(&[bool; 3]) -> bool| TierSet::marked(&marks.iter().map(join).collect::<Vec<_>>());
            prop_assert_eq!(set(0).and(&set(1)), made(&|[one, another, _]| *one && *another));
            prop_assert_eq!(set(0).differing(&set(1)), made(&|[one, another, _]| one != another));
            prop_assert_eq!(set(0).replaced(&set(1), &set(2)), made(&|[own, some, other]| if *some { *other } else { *own }));
            prop_assert_eq!(set(0).is_empty(), !list(0).contains(&true));
            let members: Vec<usize> = set(0).iter().collect();
            prop_assert_eq!(members, (0..marks.len()).filter(|tier| marks[*tier][0]).collect::<Vec<_>>());
            let mut changed = set(0);
            for (tier, mark) in marks.iter().enumerate() {
                changed.set(tier, mark[1]);
            }
            prop_assert_eq!(changed, set(1));
        }
    }
}
