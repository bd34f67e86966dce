//! In how many of the worlds of a question a form comes first: all worlds, or a sample of them.

use super::direct::Evaluator;
use super::engine::Engine;
use super::layout::{Layout, Settings};
use super::lowering::{self, Gain};
use super::model::{Model, Table};
use super::partial::{ClassSet, Partial};
use super::race::{Demand, Racer, WATCH};
use super::skeleton::{self, Exceeded};
use super::watch::{Question, Watcher};

/// Weight of the worlds of a question in which a form comes first. The question may have one list of `all` at most.
///
/// # Errors
/// Says which limit was passed.
pub fn count_firsts(
    watcher: &Watcher<'_>,
    form: usize,
    question: &Question<'_>,
    partial: &Partial,
) -> Result<u128, Exceeded> {
    if question.all.len() > 1 {
        return Err(Exceeded::Edges);
    }
    let base = watcher.model();
    let mut parts = base.parts().clone();
    let mut singles: Vec<(usize, Gain)> = Vec::new();
    let mut add = |table: &Table, flag: u32| {
        singles.push((parts.tables.len(), Gain { flags: 1 << flag, ..Gain::default() }));
        parts.tables.push(table.clone());
    };
    question.all.iter().flatten().for_each(|table| add(table, WATCH));
    question.none.iter().for_each(|table| add(table, WATCH + 1));
    // INVARIANT: tables of the same questions fit this model as they fit theirs.
    let Ok(model) = Model::new(parts) else { return Err(Exceeded::Edges) };
    let mut lowered = lowering::lower(&model, |_| true);
    lowered.singles.append(&mut singles);
    let settings: Settings = *watcher.settings();
    let layout = Layout::ranked(&model, &settings, watcher.ranks());
    let engine = Engine { model: &model, layout, lowered, settings };
    let Some(reading) = engine.reading(partial) else { return Ok(0) };
    let demand = Demand { needed: (question.all.len() as u32) << WATCH, fatal: 1 << (WATCH + 1) };
    let track = engine.track_demanding(&reading, Racer::Form(form), demand)?;
    let factor = track.folding.factor;
    skeleton::total(&track.skeleton)?.checked_mul(factor).filter(|&total| total < 1 << 127).ok_or(Exceeded::Worlds)?;
    let pass = track.forward().run(false, settings.maximum_cells)?;
    Ok(pass.labels.values().sum::<u128>() * factor)
}

/// Some world of a question in which a form comes first, among this many drawn.
///
/// # Errors
/// Says which limit was passed.
pub fn drawn_first(
    watcher: &Watcher<'_>,
    form: u8,
    question: &Question<'_>,
    partial: &Partial,
    worlds: usize,
) -> Result<Option<Vec<u16>>, Exceeded> {
    let Some(sampler) = watcher.worlds(question, partial)? else { return Ok(None) };
    let evaluator = Evaluator::new(watcher.model());
    let mut found = None;
    sampler.each(worlds, watcher.settings().seed, |world| {
        if found.is_none() && evaluator.outcome(world).first() == Some(form) {
            found = Some(world.to_vec());
        }
    });
    Ok(found)
}

/// Some world of a question in which a form comes first, found by halving: for when there are too few to be drawn.
///
/// # Errors
/// Says which limit was passed.
pub fn searched_first(
    watcher: &Watcher<'_>,
    form: usize,
    question: &Question<'_>,
    partial: &Partial,
) -> Result<Option<Vec<u16>>, Exceeded> {
    let mut partial = partial.clone();
    if count_firsts(watcher, form, question, &partial)? == 0 {
        return Ok(None);
    }
    let model = watcher.model();
    let mut world = Vec::with_capacity(model.variables().len());
    for (index, variable) in model.variables().iter().enumerate() {
        let mut classes: Vec<usize> = (0..=variable.classes()).filter(|&class| partial.allows(index, class)).collect();
        while classes.len() > 1 {
            let rest = classes.split_off(classes.len() / 2);
            partial.restrict(index, ClassSet::of(classes.iter().copied()));
            if count_firsts(watcher, form, question, &partial)? == 0 {
                classes = rest;
            }
        }
        partial.restrict(index, ClassSet::of(classes.iter().copied()));
        // INVARIANT: class indices fit in 16 bits.
        world.push(classes.first().map_or(0, |&class| class as u16));
    }
    Ok(Some(world))
}
