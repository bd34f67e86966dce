//! Made-up packs for tests and measurements.

use super::model::{
    Axis, Cell, Clause, Determination, Effect, EqualFooting, Kind, Model, ModelError, ModelParts, Parameters, Table,
    Target, Variable,
};
use super::random::Random;

/// A pack with everything in play and few enough worlds to count them one by one.
///
/// # Errors
/// Never in practice; the model is checked like any other.
pub fn small(seed: u64) -> Result<Model, ModelError> {
    let mut random = Random::new(seed);
    let count = 3 + random.below(5);
    let mut parts = ModelParts::default();
    let mut space = 1usize;
    for index in 0..count {
        let largest = if space > 3000 { 2 } else { 6 };
        let classes = 1 + random.below(largest);
        space *= classes;
        let weights = (0..classes).map(|_| 1 + random.below(3) as u64).collect();
        parts.variables.push(Variable { name: format!("v{index}"), weights });
    }
    for index in 0..count {
        let determination = (index > 0 && random.chance(0.45)).then(|| {
            let reads = 1 + random.below(2);
            let axes = random_axes(&mut random, &parts.variables, index, reads);
            let classes = parts.variables[index].classes();
            let cells = (0..size(&axes)).map(|_| match random.below(5) {
                0 => Cell::Irrelevant,
                1 => Cell::Fixed(random.below(classes) as u16),
                _ => Cell::Free,
            });
            Determination { cells: cells.collect(), axes }
        });
        parts.determinations.push(determination);
    }
    for _ in 0..3 + random.below(10) {
        let reads = 1 + random.below(3);
        let axes = random_axes(&mut random, &parts.variables, count, reads);
        let density = if random.chance(0.2) { 0.9 } else { 0.35 };
        let cells = (0..size(&axes)).map(|_| random.chance(density)).collect();
        parts.tables.push(Table { axes, cells });
    }
    parts.alternatives = random.below(4);
    let clauses = 4 + random.below(16);
    for _ in 0..clauses {
        let clause = random_clause(&mut random, parts.tables.len(), parts.alternatives);
        parts.clauses.push(clause);
    }
    parts.parameters = small_parameters(&mut random, &parts);
    Model::new(parts)
}

fn small_parameters(random: &mut Random, parts: &ModelParts) -> Parameters {
    let mut parameters = Parameters::default();
    if random.chance(0.5) {
        parameters.support_groups = vec![0];
    }
    for _ in 0..random.below(3) {
        parameters.preference.rotate_left(1);
    }
    if random.chance(0.3) {
        parameters.preference.swap(0, 1);
    }
    for alternative in 0..parts.alternatives as u8 {
        let own = |clause: &Clause| {
            clause.effect.target == Target::Alternative(alternative)
                && matches!(clause.effect.kind, Kind::For(weight) if weight >= 3)
        };
        let triggers: Vec<usize> = (0..parts.clauses.len()).filter(|&index| own(&parts.clauses[index])).collect();
        let about_form = |clause: &Clause| clause.effect.target == Target::Form(2);
        let clauses: Vec<usize> =
            (0..parts.clauses.len()).filter(|&index| about_form(&parts.clauses[index])).take(2).collect();
        if !triggers.is_empty() && random.chance(0.7) {
            parameters.equal_footing.push(EqualFooting { alternative, triggers, clauses });
        }
    }
    parameters
}

fn random_clause(random: &mut Random, tables: usize, alternatives: usize) -> Clause {
    let target = if alternatives > 0 && random.chance(0.3) {
        Target::Alternative(random.below(alternatives) as u8)
    } else {
        Target::Form(random.below(3) as u8)
    };
    let weight = 1 + random.below(5) as u8;
    let kind = match random.below(20) {
        0 => Kind::HinderForm,
        1 => Kind::HinderPart,
        2 => Kind::HinderDesign,
        3 => Kind::Duty,
        4 => Kind::Note,
        5..=10 => Kind::Against(weight),
        _ => Kind::For(weight),
    };
    let group = random.chance(0.5).then(|| random.below(3) as u16);
    Clause {
        table: random.below(tables),
        rule: random.below(8),
        effect: Effect { target, kind, group },
        certainty_unsettled: random.chance(0.15),
    }
}

fn size(axes: &[Axis]) -> usize {
    axes.iter().map(|axis| axis.size).product()
}

fn random_axes(random: &mut Random, variables: &[Variable], below: usize, reads: usize) -> Vec<Axis> {
    let mut axes: Vec<Axis> = Vec::new();
    for _ in 0..reads {
        let variable = random.below(below);
        if axes.iter().any(|axis| axis.variable == variable) {
            continue;
        }
        let classes = variables[variable].classes() + 1;
        let size = 1 + random.below(classes.min(4));
        let local = (0..classes).map(|_| random.below(size) as u16).collect();
        axes.push(Axis { variable, local, size });
    }
    axes
}

/// Facts that all topics read.
const HUBS: usize = 4;
/// Facts of a topic.
const TOPIC: usize = 6;

/// Shape of a made-up pack after the measurements that guide this module.
#[derive(Debug, Clone, Copy)]
pub struct TopicShape {
    /// Number of rules.
    pub rules: usize,
    /// Number of facts, at least 10: 4 hubs, and the others in topics of 6.
    pub facts: usize,
    /// Share of a rule's reads that leave its own topic.
    pub cross: f64,
    /// Highest weight.
    pub weight: usize,
    /// Seed.
    pub seed: u64,
}

/// Facts in topics of 6, and 4 hubs that all topics read; a third of the facts in topics are asked only for certain values
/// of an earlier fact.
///
/// # Errors
/// Never in practice; the model is checked like any other.
pub fn topics(shape: TopicShape) -> Result<Model, ModelError> {
    let mut random = Random::new(shape.seed);
    let mut parts = ModelParts::default();
    let mut topic_of: Vec<Option<usize>> = Vec::new();
    for (index, classes) in [4usize, 4, 2, 4].into_iter().enumerate() {
        parts.variables.push(Variable { name: format!("hub{index}"), weights: vec![1; classes] });
        topic_of.push(None);
    }
    let own = shape.facts.max(HUBS + TOPIC) - HUBS;
    let topics = own.div_ceil(TOPIC);
    for index in 0..own {
        let classes = match random.below(20) {
            0..=10 => 2,
            11..=15 => 3 + random.below(2),
            _ => 3 + random.below(3),
        };
        parts.variables.push(Variable { name: format!("fact{index}"), weights: vec![1; classes] });
        topic_of.push(Some(index / TOPIC));
    }
    for index in 0..parts.variables.len() {
        let asked_when = index >= HUBS && random.chance(1.0 / 3.0);
        parts.determinations.push(asked_when.then(|| ask_when(&mut random, &parts.variables, &topic_of, index)));
    }
    for rule in 0..shape.rules {
        let topic = random.below(topics);
        let reads = match random.below(100) {
            0..=20 => 1,
            21..=53 => 2,
            54..=83 => 3,
            84..=94 => 4,
            _ => 5,
        };
        let tiers = if random.chance(0.15) { 2 } else { 1 };
        for _ in 0..tiers {
            let table = topic_table(&mut random, &parts.variables, topic, reads, shape.cross);
            parts.tables.push(table);
            let table = parts.tables.len() - 1;
            topic_clauses(&mut random, &mut parts.clauses, table, rule, reads, shape.weight);
        }
    }
    Model::new(parts)
}

fn ask_when(random: &mut Random, variables: &[Variable], topic_of: &[Option<usize>], index: usize) -> Determination {
    let earlier: Vec<usize> =
        (0..index).filter(|&other| topic_of[other].is_none() || topic_of[other] == topic_of[index]).collect();
    let parent = random.pick(&earlier).unwrap_or(0);
    let classes = variables[parent].classes();
    let asked = random.below(classes);
    let local = (0..=classes).map(|class| u16::from(class == asked || class + 1 == asked)).collect();
    let cells = vec![Cell::Irrelevant, Cell::Free];
    Determination { axes: vec![Axis { variable: parent, local, size: 2 }], cells }
}

fn topic_table(random: &mut Random, variables: &[Variable], topic: usize, reads: usize, cross: f64) -> Table {
    let mut axes: Vec<Axis> = Vec::new();
    while axes.len() < reads {
        let variable = if random.chance(0.2) {
            random.below(HUBS)
        } else if random.chance(cross) {
            HUBS + random.below(variables.len() - HUBS)
        } else {
            let first = HUBS + topic * TOPIC;
            first + random.below(TOPIC.min(variables.len() - first))
        };
        if axes.iter().any(|axis| axis.variable == variable) {
            continue;
        }
        let classes = variables[variable].classes();
        let wanted = random.below(classes);
        let wide = random.chance(0.5);
        let local = (0..=classes)
            .map(|class| u16::from(class == wanted || wide && class > wanted && class < classes))
            .collect();
        axes.push(Axis { variable, local, size: 2 });
    }
    // A conjunction, now and then with one disjunction inside.
    let either = reads >= 3 && random.chance(0.3);
    let cells = (0..1usize << reads)
        .map(|cell| {
            let bit = |position: usize| cell >> position & 1 == 1;
            let rest = (2..reads).all(bit);
            if either { (bit(0) || bit(1)) && rest } else { (0..reads).all(bit) }
        })
        .collect();
    Table { axes, cells }
}

fn topic_clauses(
    random: &mut Random,
    clauses: &mut Vec<Clause>,
    table: usize,
    rule: usize,
    reads: usize,
    weight: usize,
) {
    let mut push = |kind: Kind, form: u8, unsettled: bool| {
        let effect = Effect { target: Target::Form(form), kind, group: None };
        clauses.push(Clause { table, rule, effect, certainty_unsettled: unsettled });
    };
    let form = random.below(3) as u8;
    match random.below(10) {
        0 if reads >= 2 => push(Kind::HinderForm, form, false),
        1 | 2 => push(Kind::Duty, form, random.chance(0.1)),
        3 => push(Kind::Note, form, random.chance(0.2)),
        _ => {
            let count = 1 + random.below(3) as u8;
            for offset in 0..count {
                let weight = 1 + random.below(weight) as u8;
                let kind = if random.chance(0.55) { Kind::For(weight) } else { Kind::Against(weight) };
                push(kind, (form + offset) % 3, false);
            }
        }
    }
}
