//! `niokap explain`.

use super::arguments::Explain;
use super::context::Context;
use crate::authoring::page::Page;
use crate::authoring::{explain, identity};
use crate::diagnostics::{Code, Diagnostics};
use crate::exit::Exit;

/// Runs the command. Codes are told even when the pack does not load: that is when they are asked for.
pub fn run(arguments: &Explain, context: &Context) -> Exit {
    let mut page = Page::new(context.width, context.colour);
    if arguments.names.iter().all(|name| Code::find(name).is_some()) {
        arguments
            .names
            .iter()
            .filter_map(|name| Code::find(name))
            .for_each(|code| explain::write_code(code, &mut page));
        return context.print(&page.into_text(), Exit::Done);
    }
    let pack = match context.pack() {
        Ok(pack) => pack,
        Err(exit) => return exit,
    };
    let mut unknown = Diagnostics::new();
    for name in &explain::names(&pack, &arguments.names) {
        if let Some(code) = Code::find(name) {
            explain::write_code(code, &mut page);
            continue;
        }
        let topics = explain::find(&pack, name);
        if topics.is_empty() {
            unknown.push(explain::unknown(&pack, name));
        }
        topics.iter().for_each(|topic| explain::write(&pack, topic, &mut page));
    }
    let exit = if unknown.is_empty() { Exit::Done } else { Exit::Wrong };
    context.show(&unknown);
    let mut text = page.into_text();
    if !text.is_empty() {
        let mut foot = Page::new(context.width, context.colour);
        foot.paragraph(&identity::long(&pack));
        text = format!("{text}\n{}", foot.into_text());
    }
    context.print(&text, exit)
}
