//! Entries of the law register that nothing cites.

use super::{Lint, Subject};
use crate::authoring::citations;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::law::Citation;
use crate::text::counted;

/// The lint.
pub const LINT: Lint = Lint { name: "unused_provisions", codes: &[Code::ProvisionUnused], needs_all: true, run };

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    let pack = subject.pack;
    let mut cited: Vec<Citation> = citations::all(pack).into_iter().map(|(_, citation)| citation).collect();
    cited.sort();
    cited.dedup();
    let used = |registered: &Citation| cited.iter().any(|citation| citations::uses(pack, citation, registered));
    let mut unused: Vec<(String, String, &Place)> = Vec::new();
    for provision in pack.register.provisions.iter().filter(|provision| !used(&provision.citation)) {
        let statute = provision.citation.provision().map(|cited| cited.statute.to_string()).unwrap_or_default();
        unused.push((statute, format!("`{}`", provision.citation), &provision.place));
    }
    for authority in pack.register.authorities.iter().filter(|authority| !used(&authority.citation)) {
        unused.push(("praxis och förarbeten".to_owned(), format!("`{}`", authority.citation), &authority.place));
    }
    let ways = pack.manifest.routes.iter().chain(&pack.manifest.combinations);
    let mut named: Vec<&str> = ways.flat_map(|way| &way.sources).map(|source| source.value.as_str()).collect();
    named.extend(pack.tiers().flat_map(|(_, tier)| &tier.sources).map(String::as_str));
    for source in pack.register.sources.iter().filter(|source| !named.contains(&source.id.as_str())) {
        unused.push(("källor".to_owned(), format!("`{}`", source.id), &source.place));
    }
    // One note for each statute: a register is allowed to know more than the rules use.
    let mut reported: Vec<&str> = Vec::new();
    for (group, _, place) in &unused {
        if reported.contains(&group.as_str()) {
            continue;
        }
        reported.push(group);
        let names: Vec<&str> =
            unused.iter().filter(|(other, ..)| other == group).map(|(_, name, _)| name.as_str()).collect();
        problems.push(
            Diagnostic::new(
                Code::ProvisionUnused,
                format!("{} åberopas inte ({group})", counted(names.len(), "post", "poster")),
            )
            .at((*place).clone())
            .help(format!("det gäller {}", crate::text::join_and(&names)))
            .help(if names.len() == 1 {
                "låt en regel åberopa posten, eller stryk den om ingen behöver den"
            } else {
                "låt någon regel åberopa dem, eller stryk dem som ingen behöver"
            }),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::lint;
    use crate::diagnostics::{Code, Severity};

    #[test]
    fn a_provision_nobody_cites_is_noted() {
        let more = "[[provision]]\ncitation = \"KL 9:2\"\nsummary = \"x\"\nverified = true\n[[provision]]\ncitation = \"KL 9:19\"";
        let found = lint(&[("law.toml", "[[provision]]\ncitation = \"KL 9:19\"", more)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].code, found[0].severity), (Code::ProvisionUnused, Severity::Note));
        assert_eq!(
            found[0].help,
            ["det gäller `KL 9:2`", "låt en regel åberopa posten, eller stryk den om ingen behöver den"]
        );
    }
}
