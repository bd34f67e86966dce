//! Citations and sources in the TOML files that are not in the law register.

use super::{Lint, Subject};
use crate::authoring::citations;
use crate::diagnostics::{Code, Diagnostics};

/// The lint.
pub const LINT: Lint = Lint {
    name: "unknown_citations",
    codes: &[Code::CitationSyntax, Code::CitationUnregistered, Code::StatuteUnknown, Code::SourceUnknown],
    needs_all: false,
    run,
};

fn run(subject: &Subject<'_>, problems: &mut Diagnostics) {
    let pack = subject.pack;
    problems.extend(citations::written(pack).into_iter().filter_map(|(_, text)| pack.register.check(text).err()));
    let ways = pack.manifest.routes.iter().chain(&pack.manifest.combinations);
    problems.extend(ways.flat_map(|way| &way.sources).filter_map(|source| pack.register.check_source(source).err()));
}

#[cfg(test)]
mod tests {
    use super::super::fixture::found;
    use crate::diagnostics::Code;

    #[test]
    fn a_citation_nobody_has_read_is_an_error() {
        let wrong = found(&[("glossary.toml", "[\"KL 9:1\"]", "[\"KL 9:99\"]")]);
        assert_eq!(wrong, [(Code::CitationUnregistered, "\"KL 9:99\"".to_owned())]);
        let wrong = found(&[("consequences.toml", "[\"KL 9:37\"]", "[\"KL nio\"]")]);
        assert_eq!(wrong.first().map(|(code, _)| *code), Some(Code::CitationSyntax));
    }
}
