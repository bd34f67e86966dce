//! Everything that was proved and found about a pack, put together.

use jiff::civil::Date;

use super::findings::{self, Finding};
use super::ground::Ground;
use super::result::Proof;
use super::shares::{self, Shares};
use super::{always, claims};
use crate::analysis::model::ModelError;
use crate::analysis::partial::Partial;
use crate::analysis::watch::Question;
use crate::rules::Pack;

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Only statements that must hold.
    Statements,
    /// What the rules do as well: findings and shares.
    Everything,
}

/// Everything about a pack.
pub struct Report<'p> {
    /// The pack.
    pub pack: &'p Pack,
    /// The day whose law was proved.
    pub day: Date,
    /// How many sets of answers there are; `None` if that was too much to count.
    pub sets: Option<u128>,
    /// The pack's claims.
    pub claims: Vec<Proof>,
    /// What must hold of every pack.
    pub always: Vec<Proof>,
    /// What the rules never do.
    pub findings: Vec<Finding>,
    /// How often each recommendation is given; `None` if not wanted.
    pub shares: Option<Shares>,
    /// Rules that no proof covers.
    pub left_out: Vec<String>,
}

/// How many steps [`prove`] will tell of, as far as is known beforehand.
pub fn steps(pack: &Pack, extent: Extent) -> usize {
    let statements = pack.manifest.claims.len() + 4;
    match extent {
        Extent::Statements => statements,
        Extent::Everything => statements + 4 + shares::steps(pack),
    }
}

/// Proves everything about a pack on a day. `done` hears of every step.
///
/// # Errors
/// What the analysis does not accept.
pub fn prove<'p>(
    pack: &'p Pack,
    day: Date,
    extent: Extent,
    done: &(dyn Fn() + Sync),
) -> Result<Report<'p>, ModelError> {
    let ground = Ground::new(pack, day)?;
    let all = Partial::unknown(&ground.whole.model);
    let everything = extent == Extent::Everything;
    let report = Report {
        pack,
        day,
        sets: ground.watcher().count(&Question::any(), &all).ok(),
        claims: claims::prove(&ground, done),
        always: always::prove(&ground, done),
        findings: if everything { findings::find(&ground, done) } else { Vec::new() },
        shares: everything.then(|| shares::count(&ground, done)),
        left_out: ground.left_out(),
    };
    Ok(if report.left_out.is_empty() { report } else { report.of_part_of_rules() })
}

/// The shares of a pack alone, to set beside another's.
///
/// # Errors
/// What the analysis does not accept.
pub fn shares_of(pack: &Pack, day: Date, done: &(dyn Fn() + Sync)) -> Result<Shares, ModelError> {
    let ground = Ground::new(pack, day)?;
    let shares = shares::count(&ground, done);
    Ok(if ground.left_out().is_empty() { shares } else { shares.of_part_of_rules() })
}

impl Report<'_> {
    /// The same where some rules were not asked: nothing that depends on them is proved.
    fn of_part_of_rules(self) -> Self {
        let weakened = |proofs: Vec<Proof>| proofs.into_iter().map(Proof::of_part_of_rules).collect();
        let finding = |found: Finding| Finding { ground: found.ground.of_part_of_rules(), ..found };
        Report {
            claims: weakened(self.claims),
            always: weakened(self.always),
            findings: self.findings.into_iter().map(finding).collect(),
            shares: self.shares.map(Shares::of_part_of_rules),
            ..self
        }
    }

    /// All statements, the pack's own first.
    pub fn proofs(&self) -> impl Iterator<Item = &Proof> {
        self.claims.iter().chain(&self.always)
    }

    /// Whether every statement holds, as far as was seen.
    pub fn holds(&self) -> bool {
        self.proofs().all(Proof::holds)
    }

    /// Whether the program contradicts itself.
    pub fn contradicts_itself(&self) -> bool {
        self.proofs().any(|proof| !proof.contradictions.is_empty())
    }
}
