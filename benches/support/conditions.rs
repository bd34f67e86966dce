//! The conditions of a pack's tiers as expressions, to be written in other languages.

use niokap::authoring::condition_expression::Expression;
use niokap::authoring::condition_parser;
use niokap::rules::Pack;

/// A tier's condition.
pub struct Written {
    /// The rule, with the number of the tier where it has several.
    pub name: String,
    /// The condition as its author put it, helper functions put in where they are called.
    pub expression: Expression,
}

/// Every tier's condition, in order.
///
/// Taken from the author's text, so that no other language is given a longer condition than the rule engine is. Each is
/// proved equal to the tier's decision tree over all answers.
pub fn written(pack: &Pack) -> Vec<Written> {
    let mut found = Vec::new();
    for rule in &pack.rules {
        for (index, tier) in rule.tiers.iter().enumerate() {
            let name = if rule.tiers.len() == 1 { rule.id.clone() } else { format!("{}, fall {}", rule.id, index + 1) };
            let tree = tier.tree().unwrap_or_else(|| panic!("{name} has no decision tree"));
            let expression = condition_parser::condition(pack, tier.condition.text())
                .filter(|expression| expression.agrees_with(tree, &pack.schema))
                .or_else(|| Expression::from_tree(tree))
                .unwrap_or_else(|| panic!("the condition of {name} cannot be written as an expression"));
            found.push(Written { name, expression });
        }
    }
    found
}
