//! Rounding for readers.

/// A count in units, to the nearest whole one.
pub fn in_units(count: u128, unit: u128) -> u128 {
    count / unit + u128::from(count % unit >= unit.div_ceil(2))
}

/// A share as a reader is shown it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Percent {
    /// Less than what is told apart from nothing, and yet something.
    AlmostNothing,
    /// So many per cent, still to be written with as many figures as are told apart.
    Of(f64),
    /// More than what is told apart from everything, and yet not everything.
    AlmostEverything,
}

impl Percent {
    /// A share, in steps of so many per cent: it is never rounded to nothing or to everything.
    pub fn in_steps(share: f64, step: f64) -> Percent {
        let percent = share * 100.0;
        if share > 0.0 && percent < step / 2.0 {
            Percent::AlmostNothing
        } else if share < 1.0 && percent >= 100.0 - step / 2.0 {
            Percent::AlmostEverything
        } else {
            Percent::Of(percent)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_rounded_to_the_nearest_unit() {
        assert_eq!(in_units(1_499, 1_000), 1);
        assert_eq!(in_units(1_500, 1_000), 2);
        assert_eq!(in_units(u128::MAX, 1), u128::MAX);
    }

    #[test]
    fn a_share_is_never_rounded_to_nothing_or_everything() {
        assert_eq!(Percent::in_steps(0.0, 1.0), Percent::Of(0.0));
        assert_eq!(Percent::in_steps(0.004, 1.0), Percent::AlmostNothing);
        assert_eq!(Percent::in_steps(0.005, 1.0), Percent::Of(0.5));
        assert_eq!(Percent::in_steps(0.995, 1.0), Percent::AlmostEverything);
        assert_eq!(Percent::in_steps(0.995, 0.1), Percent::Of(99.5));
        assert_eq!(Percent::in_steps(1.0, 0.1), Percent::Of(100.0));
    }
}
