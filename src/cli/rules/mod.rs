//! `niokap rules`: one file per thing that can be done with a pack.

mod catalogue;
mod check;
mod export;
mod list;
mod not_analysable;
mod observed;
mod order;
mod pack_and_scenarios;
mod prove;
mod test;

use super::arguments::{Rules, RulesCommand};
use super::context::Context;
use crate::exit::Exit;

/// Runs the command.
pub fn run(arguments: &Rules, context: &Context) -> Exit {
    match &arguments.command {
        RulesCommand::List(arguments) => list::run(arguments, context),
        RulesCommand::Check(arguments) => check::run(arguments, context),
        RulesCommand::Test(arguments) => test::run(arguments, context),
        RulesCommand::Prove(arguments) => prove::run(arguments, context),
        RulesCommand::Export(arguments) => export::run(arguments, context),
        RulesCommand::Catalogue(arguments) => catalogue::run(arguments, context),
        RulesCommand::Observed(arguments) => observed::run(arguments, context),
        RulesCommand::Order(arguments) => order::run(arguments, context),
    }
}
