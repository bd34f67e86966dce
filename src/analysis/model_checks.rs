//! What is promised of a model, and checked before it is one.

use super::model::{
    Axis, Cell, Clause, FORMS, Kind, MAXIMUM_ALTERNATIVES, MAXIMUM_CELLS, ModelError, ModelParts, Target,
};

/// Checks the parts of a model. Returns all variables, parents before children.
pub(super) fn check(parts: &ModelParts) -> Result<Vec<usize>, ModelError> {
    check_variables(parts)?;
    for (index, table) in parts.tables.iter().enumerate() {
        check_axes(parts, &table.axes, table.cells.len(), &format!("table {index}"))?;
    }
    check_determinations(parts)?;
    check_clauses(parts)?;
    check_parameters(parts)?;
    check_sums(parts)?;
    topological_order(parts)
}

fn refuse<T>(place: impl Into<String>, message: impl Into<String>) -> Result<T, ModelError> {
    Err(ModelError { place: place.into(), message: message.into() })
}

fn check_variables(parts: &ModelParts) -> Result<(), ModelError> {
    if parts.determinations.len() != parts.variables.len() {
        return refuse("determinations", "one entry per variable is needed");
    }
    if parts.alternatives > MAXIMUM_ALTERNATIVES {
        return refuse("alternatives", format!("at most {MAXIMUM_ALTERNATIVES} are supported"));
    }
    for variable in &parts.variables {
        if variable.weights.is_empty() || variable.weights.len() > 60_000 {
            return refuse(&variable.name, "the number of classes must lie between 1 and 60000");
        }
        if variable.weights.contains(&0) {
            return refuse(&variable.name, "a class of weight zero stands for nothing");
        }
    }
    Ok(())
}

fn check_axes(parts: &ModelParts, axes: &[Axis], cells: usize, place: &str) -> Result<(), ModelError> {
    let mut product = 1usize;
    for (position, axis) in axes.iter().enumerate() {
        let Some(variable) = parts.variables.get(axis.variable) else {
            return refuse(place, "an axis names a variable that does not exist");
        };
        if axes.iter().take(position).any(|other| other.variable == axis.variable) {
            return refuse(place, format!("`{}` is read by two axes", variable.name));
        }
        if axis.local.len() != variable.classes() + 1 {
            return refuse(
                place,
                format!("the map of `{}` must cover every class and the irrelevant one", variable.name),
            );
        }
        if axis.local.iter().any(|&local| usize::from(local) >= axis.size) {
            return refuse(place, format!("the map of `{}` leaves its range", variable.name));
        }
        product = product.saturating_mul(axis.size);
    }
    if product > MAXIMUM_CELLS {
        return refuse(place, format!("more than {MAXIMUM_CELLS} cells"));
    }
    if product != cells {
        return refuse(place, format!("{product} cells are needed, {cells} were given"));
    }
    Ok(())
}

fn check_determinations(parts: &ModelParts) -> Result<(), ModelError> {
    for (variable, determination) in parts.variables.iter().zip(&parts.determinations) {
        let Some(determination) = determination else { continue };
        let place = format!("determination of `{}`", variable.name);
        check_axes(parts, &determination.axes, determination.cells.len(), &place)?;
        let outside = |cell: &Cell| matches!(cell, Cell::Fixed(class) if usize::from(*class) >= variable.classes());
        if determination.cells.iter().any(outside) {
            return refuse(place, "a fixed class does not exist");
        }
    }
    Ok(())
}

fn check_clauses(parts: &ModelParts) -> Result<(), ModelError> {
    for (index, clause) in parts.clauses.iter().enumerate() {
        let place = format!("clause {index}");
        if clause.table >= parts.tables.len() {
            return refuse(place, "its table does not exist");
        }
        let exists = match clause.effect.target {
            Target::Form(form) => usize::from(form) < FORMS,
            Target::Alternative(alternative) => usize::from(alternative) < parts.alternatives,
        };
        if !exists {
            return refuse(place, "its target does not exist");
        }
        if matches!(clause.effect.kind, Kind::For(weight) | Kind::Against(weight) if weight == 0 || weight > 100) {
            return refuse(place, "a weight must lie between 1 and 100");
        }
    }
    Ok(())
}

fn check_parameters(parts: &ModelParts) -> Result<(), ModelError> {
    let parameters = &parts.parameters;
    let mut sorted = parameters.preference;
    sorted.sort_unstable();
    if sorted != [0, 1, 2] {
        return refuse("preference", "each form must be named once");
    }
    let thresholds =
        1 <= parameters.leaning_lead && parameters.leaning_lead <= parameters.clear_lead && parameters.clear_lead <= 50;
    if !thresholds {
        return refuse("thresholds", "1 ≤ leaning ≤ clear ≤ 50 must hold");
    }
    if !(0..=50).contains(&parameters.deduction_part) || !(0..=50).contains(&parameters.deduction_design) {
        return refuse("deductions", "a deduction must lie between 0 and 50");
    }
    for footing in &parameters.equal_footing {
        if usize::from(footing.alternative) >= parts.alternatives {
            return refuse("equal footing", "the alternative does not exist");
        }
        if footing.triggers.iter().chain(&footing.clauses).any(|&clause| clause >= parts.clauses.len()) {
            return refuse("equal footing", "a clause does not exist");
        }
    }
    Ok(())
}

/// Largest absolute sum the packed scores can hold: forms, alternatives.
const LARGEST_SUMS: (i32, i32) = (1000, 250);

fn check_sums(parts: &ModelParts) -> Result<(), ModelError> {
    let mut forms = [parts.parameters.deduction_part + parts.parameters.deduction_design; FORMS];
    let mut alternatives = vec![0i32; parts.alternatives];
    let weight = |clause: &Clause| match clause.effect.kind {
        Kind::For(weight) | Kind::Against(weight) => i32::from(weight),
        _ => 0,
    };
    for clause in &parts.clauses {
        match clause.effect.target {
            Target::Form(form) => forms[usize::from(form)] += weight(clause),
            Target::Alternative(alternative) => alternatives[usize::from(alternative)] += weight(clause),
        }
    }
    for footing in &parts.parameters.equal_footing {
        let more: i32 = footing.clauses.iter().filter_map(|&index| parts.clauses.get(index)).map(weight).sum();
        alternatives[usize::from(footing.alternative)] += more;
    }
    if forms.iter().any(|&sum| sum > LARGEST_SUMS.0) || alternatives.iter().any(|&sum| sum > LARGEST_SUMS.1) {
        return refuse("weights", "the weights of one target add up to more than the scores can hold");
    }
    Ok(())
}

fn topological_order(parts: &ModelParts) -> Result<Vec<usize>, ModelError> {
    let count = parts.variables.len();
    let mut placed = vec![false; count];
    let mut order = Vec::with_capacity(count);
    while order.len() < count {
        let before = order.len();
        for index in 0..count {
            let ready = match parts.determinations.get(index) {
                Some(Some(determination)) => determination.axes.iter().all(|axis| placed[axis.variable]),
                _ => true,
            };
            if !placed[index] && ready {
                placed[index] = true;
                order.push(index);
            }
        }
        if order.len() == before {
            return refuse("determinations", "they go in circles");
        }
    }
    Ok(order)
}
