//! A pack from its files, on two threads.
//!
//! Every advice begins with this, so it is made to take as little time as it can. One thread reads what the pack is about
//! (its manifest, questions and helper functions) and the other the law, the terms and what follows from the choice; what
//! they need of each other they send. Then both load rule files until there are none left. Script engines stay on their
//! threads: each has one. The order of rules and problems does not depend on which thread was first.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use super::consequences::{self, Item};
use super::determine;
use super::glossary::{self, Term};
use super::load::{Loaded, RuleFiles};
use super::manifest::{self, Arrangement, Manifest};
use super::pack::{Conditional, Pack, PackFiles};
use super::script::explore::Explorer;
use super::script::host::Host;
use super::sweep_order;
use crate::decision::DecisionTree;
use crate::diagnostics::{Diagnostics, SourceText};
use crate::facts::schema::Expression;
use crate::facts::{self, Schema};
use crate::law::Register;

/// What is read of the law and the terms.
type Law = (Arc<Register>, Vec<Term>, Diagnostics);

/// What is made beside the rest.
struct Beside {
    items: Vec<Item>,
    /// Of the items, routes, combinations and claims, in that order, where there is one.
    conditions: Vec<Option<DecisionTree<bool>>>,
    problems: Diagnostics,
    loaded: Loaded,
}

/// Loads what can be loaded, and reports the rest. `None` if what is left is no pack.
pub fn assemble(files: &PackFiles, problems: &mut Diagnostics) -> Option<Pack> {
    let law = files.get("law.toml")?;
    let (send_law, receive_law) = channel::<Law>();
    let (send_manifest, receive_manifest) = channel::<Arc<Manifest>>();
    let (send_rules, receive_rules) = channel::<(Arc<Schema>, Arc<RuleFiles>)>();
    std::thread::scope(|scope| {
        let beside = scope.spawn(move || {
            let register = {
                let mut problems = Diagnostics::new();
                let register = Arc::new(Register::load(law, &mut problems));
                let terms = files.get("glossary.toml").map(|source| glossary::load(source, &mut problems));
                // Nobody waits for it if the rest is no pack.
                let _ = send_law.send((Arc::clone(&register), terms.unwrap_or_default(), problems));
                register
            };
            read_beside(files.get("consequences.toml"), &register, &receive_manifest, &receive_rules)
        });
        let manifest = manifest::load(files.get("pack.toml")?, problems).map(Arc::new);
        if let Some(manifest) = &manifest {
            let _ = send_manifest.send(Arc::clone(manifest));
        }
        let schema = Arc::new(facts::load::load(files.get("facts.toml")?, problems));
        let mut host = Host::new(&schema);
        let rule_files = Arc::new(RuleFiles::prepare(&files.rules(), &mut host, problems));
        if manifest.is_some() {
            let _ = send_rules.send((Arc::clone(&schema), Arc::clone(&rule_files)));
        }
        // The other thread waits no longer for what will not come.
        drop((send_manifest, send_rules));
        let determinations = determine::determinations(&host, problems);
        let received = receive_law.recv();
        let loaded = match (&manifest, &received) {
            (Some(manifest), Ok((register, ..))) => rule_files.load(&host, manifest, register),
            _ => Loaded::default(),
        };
        let hash = files.hash();
        let beside = beside.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault));
        let (register, glossary, found) = received.ok()?;
        problems.extend(found);
        // Everything else is said in the manifest's words.
        let (manifest, beside) = (manifest?, beside?);
        let rules = rule_files.joined(loaded, beside.loaded, problems);
        problems.extend(beside.problems);
        let mut conditions = beside.conditions.into_iter();
        let mut next = || conditions.next().flatten();
        let consequences = beside.items.into_iter().map(|item| Conditional { when: next(), item }).collect();
        let mut explored = |found: &[Arrangement]| -> Vec<Conditional<Arrangement>> {
            found.iter().map(|item| Conditional { when: next(), item: item.clone() }).collect()
        };
        let routes = explored(&manifest.routes);
        let combinations = explored(&manifest.combinations);
        let claim_conditions = manifest.claims.iter().map(|_| next()).collect();
        let order = files.get(sweep_order::FILE).and_then(|source| sweep_order::load(source, &schema, problems));
        Some(Pack {
            manifest: Arc::unwrap_or_clone(manifest),
            schema,
            determinations,
            register: Arc::unwrap_or_clone(register),
            rules,
            consequences,
            routes,
            combinations,
            claim_conditions,
            glossary,
            order,
            hash,
            host,
        })
    })
}

/// Reads what follows from the choice, and then rule files. `None` if the rest is no pack.
fn read_beside(
    consequences: Option<&Arc<SourceText>>,
    register: &Register,
    manifest: &Receiver<Arc<Manifest>>,
    rules: &Receiver<(Arc<Schema>, Arc<RuleFiles>)>,
) -> Option<Beside> {
    let manifest = manifest.recv().ok()?;
    let mut problems = Diagnostics::new();
    let items = consequences.map(|source| consequences::load(source, &manifest, &mut problems)).unwrap_or_default();
    let (schema, rule_files) = rules.recv().ok()?;
    let mut host = Host::new(&schema);
    rule_files.make_callable(&mut host);
    let texts: Vec<Option<&Expression>> = items
        .iter()
        .map(|item| item.when.as_ref())
        .chain(manifest.routes.iter().chain(&manifest.combinations).map(|way| Some(&way.when)))
        .chain(manifest.claims.iter().map(|claim| claim.when.as_ref()))
        .collect();
    let conditions = determine::conditions(&host, &Explorer::new(&host), &texts, &mut problems);
    let loaded = rule_files.load(&host, &manifest, register);
    Some(Beside { items, conditions, problems, loaded })
}
