//! A made up pack as data.

use std::collections::BTreeSet;

use niokap::facts::Value;

/// A made up pack.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The questions. A question depends only on earlier ones.
    pub facts: Vec<FactPlan>,
    /// The helper functions. A function calls only earlier ones.
    pub helpers: Vec<HelperPlan>,
    pub rules: Vec<RulePlan>,
    /// Least leads for *tydligt* and *lutar åt*.
    pub clear: i64,
    pub leaning: i64,
    /// Deductions for hinders of a part and of the design.
    pub part: i64,
    pub design: i64,
    /// Whether the second group only supports.
    pub support: bool,
    /// Whether the first rule counts for the first alternative too, once the second rule speaks for it.
    pub footing: bool,
}

/// Nothing is asked and nothing said; the numbers are those of the shipped pack.
impl Default for Plan {
    fn default() -> Plan {
        Plan {
            facts: Vec::new(),
            helpers: Vec::new(),
            rules: Vec::new(),
            clear: 6,
            leaning: 3,
            part: 1,
            design: 2,
            support: false,
            footing: false,
        }
    }
}

#[derive(Clone, Debug)]
pub struct FactPlan {
    pub kind: KindPlan,
    pub ask_when: Option<Condition>,
    /// What gives its value: the first condition that holds.
    pub derived: Vec<(Condition, Value)>,
}

#[derive(Clone, Copy, Debug)]
pub enum KindPlan {
    Bool,
    /// So many options.
    Choice(usize),
    Multi {
        options: usize,
        min: u32,
        max: u32,
        exclusive: bool,
    },
    Int {
        min: i64,
        max: i64,
    },
}

/// A condition, as a rule writes it.
#[derive(Clone, Debug)]
pub enum Condition {
    Constant(bool),
    /// A yes/no question.
    Yes(usize),
    /// `==` or, negated, `!=`; the option may stand first.
    Is {
        fact: usize,
        option: usize,
        negated: bool,
        turned: bool,
    },
    OneOf {
        fact: usize,
        options: Vec<usize>,
    },
    Has {
        fact: usize,
        option: usize,
    },
    HasAny {
        fact: usize,
        options: Vec<usize>,
    },
    Compares {
        fact: usize,
        sign: usize,
        number: i64,
        turned: bool,
    },
    Not(Box<Condition>),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    If(Box<Condition>, Box<Condition>, Box<Condition>),
    /// A helper function.
    Call(usize),
}

/// The signs of [`Condition::Compares`].
pub const SIGNS: [&str; 6] = ["<", "<=", ">", ">=", "==", "!="];

/// A helper function and how its body is written.
#[derive(Clone, Debug)]
pub struct HelperPlan {
    pub body: Condition,
    pub style: usize,
}

#[derive(Clone, Debug)]
pub struct RulePlan {
    pub tiers: Vec<TierPlan>,
}

#[derive(Clone, Debug)]
pub struct TierPlan {
    /// Forms 0–2, alternatives 3–4.
    pub targets: Vec<usize>,
    /// A variant of the only target.
    pub variant: Option<usize>,
    pub effect: EffectPlan,
    pub group: Option<usize>,
    pub unsettled: bool,
    /// Whether it is in force on the day of the cases.
    pub in_force: bool,
    pub condition: Condition,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EffectPlan {
    For(i64),
    Against(i64),
    /// Reach: 0 form, 1 variant, 2 part, 3 design.
    Hinder(usize),
    Duty,
    Risk,
    Note,
}

/// The identifiers of targets.
pub const TARGETS: [&str; 5] = ["kommunalforbund", "gemensam_namnd", "avtalssamverkan", "natverk", "bolag"];
/// The identifiers of variants; each form has two.
pub const VARIANTS: [[&str; 2]; 3] = [["KFd", "KFf"], ["GNg", "GNs"], ["ASu", "ASx"]];
/// The identifiers of groups.
pub const GROUPS: [&str; 2] = ["en", "tva"];

/// The name of a question.
pub fn fact_name(fact: usize) -> String {
    format!("fraga_{fact}")
}

/// The name of a rule.
pub fn rule_name(rule: usize) -> String {
    format!("AA-{rule:02}")
}

impl KindPlan {
    /// Every answer the question can have.
    pub fn answers(self) -> Vec<Value> {
        match self {
            KindPlan::Bool => vec![Value::Bool(false), Value::Bool(true)],
            KindPlan::Choice(options) => (0..options).map(Value::Choice).collect(),
            KindPlan::Int { min, max } => (min..=max).map(Value::Int).collect(),
            KindPlan::Multi { options, min, max, exclusive } => (0..1u32 << options)
                .filter(|chosen| {
                    // The last option stands alone, if one does.
                    let alone = exclusive && chosen & (1 << (options - 1)) != 0;
                    let count = chosen.count_ones();
                    count >= min && count <= max && !(alone && count > 1)
                })
                .map(Value::Multi)
                .collect(),
        }
    }
}

impl Plan {
    /// Every tier with the position of its rule, in order.
    pub fn tiers(&self) -> impl Iterator<Item = (usize, &TierPlan)> {
        self.rules.iter().enumerate().flat_map(|(rule, plan)| plan.tiers.iter().map(move |tier| (rule, tier)))
    }

    /// The questions a condition mentions, also through functions.
    pub fn facts_in(&self, condition: &Condition) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        self.collect(condition, &mut found);
        found
    }

    fn collect(&self, condition: &Condition, found: &mut BTreeSet<usize>) {
        match condition {
            Condition::Constant(_) => {}
            Condition::Yes(fact)
            | Condition::Is { fact, .. }
            | Condition::OneOf { fact, .. }
            | Condition::Has { fact, .. }
            | Condition::HasAny { fact, .. }
            | Condition::Compares { fact, .. } => drop(found.insert(*fact)),
            Condition::Not(inner) => self.collect(inner, found),
            Condition::And(left, right) | Condition::Or(left, right) => {
                self.collect(left, found);
                self.collect(right, found);
            }
            Condition::If(test, yes, no) => [test, yes, no].into_iter().for_each(|part| self.collect(part, found)),
            Condition::Call(helper) => self.collect(&self.helpers[*helper].body, found),
        }
    }
}
