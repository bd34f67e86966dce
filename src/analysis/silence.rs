//! Whether what one condition says is always drowned by what others say.

use super::model::{Clause, Kind, Table, Target};
use super::partial::Partial;
use super::watch::{Question, Watcher};

/// Whether no clause on a table ever counts: each is about a form, and always either outweighed or equalled on its own side
/// of its group by a clause on another table, or about a form that is barred. Then no outcome depends on the table. The
/// opposite does not follow: a clause may count and still never change an outcome.
#[must_use]
pub fn never_counts(watcher: &Watcher<'_>, table: usize) -> bool {
    let model = watcher.model();
    let footing = |index: usize| {
        let mut all = model.parameters().equal_footing.iter();
        all.any(|footing| footing.clauses.contains(&index) || footing.triggers.contains(&index))
    };
    let own = model.clauses().iter().enumerate().filter(|(_, clause)| clause.table == table);
    own.into_iter().all(|(index, clause)| !footing(index) && clause_never_counts(watcher, clause))
}

fn clause_never_counts(watcher: &Watcher<'_>, clause: &Clause) -> bool {
    let model = watcher.model();
    let weighs = matches!(clause.effect.kind, Kind::For(_) | Kind::Against(_));
    // An alternative that is spoken for is offered, whatever the weight.
    if !weighs || !matches!(clause.effect.target, Target::Form(_)) {
        return false;
    }
    let silences = |other: &&Clause| {
        let as_strong = match (clause.effect.kind, other.effect.kind) {
            (_, Kind::HinderForm) => return other.effect.target == clause.effect.target,
            (Kind::For(own), Kind::For(weight)) | (Kind::Against(own), Kind::Against(weight)) => weight >= own,
            _ => false,
        };
        as_strong
            && other.table != clause.table
            && other.effect.target == clause.effect.target
            && clause.effect.group.is_some()
            && other.effect.group == clause.effect.group
            // It must also say as much about how settled the law is.
            && (other.certainty_unsettled || !clause.certainty_unsettled)
    };
    let tables: Vec<&Table> =
        model.clauses().iter().filter(silences).map(|other| &model.tables()[other.table]).collect();
    let question = Question::any().with([&model.tables()[clause.table]]).without(tables);
    matches!(watcher.count(&question, &Partial::unknown(model)), Ok(0))
}
