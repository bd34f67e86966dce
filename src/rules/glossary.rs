//! `glossary.toml`: terms explained, first in short and then in law.

use std::sync::Arc;

use crate::diagnostics::toml_reader::Located;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, SourceText, TomlDocument};

/// A term.
#[derive(Clone, Debug)]
pub struct Term {
    /// Identifier.
    pub id: String,
    /// The words it is looked up by, the usual one first.
    pub words: Vec<String>,
    /// The short explanation.
    pub short: String,
    /// The legal explanation.
    pub law: String,
    /// Where it stands in law.
    pub citations: Vec<Located<String>>,
}

/// Reads `glossary.toml`, reporting everything that is wrong.
pub fn load(source: &Arc<SourceText>, problems: &mut Diagnostics) -> Vec<Term> {
    let document = TomlDocument::parse(source);
    let mut root = document.root();
    let mut terms: Vec<Term> = Vec::new();
    for mut table in root.table_array("term") {
        let id = table.required_string("id");
        let words = table.string_list("words");
        for word in &words {
            if let Some(term) =
                terms.iter().find(|term| term.words.iter().any(|known| known.eq_ignore_ascii_case(word)))
            {
                table.report(
                    Diagnostic::new(
                        Code::TermDuplicate,
                        format!("ordet `{}` förklaras redan av termen `{}`", word.value, term.id),
                    )
                    .at(word.place.clone())
                    .help("ta bort ordet ur den ena"),
                );
            }
        }
        let words: Vec<String> = words.into_iter().map(|word| word.value).collect();
        let short = table.required_string("short");
        let law = table.required_string("law");
        let citations = table.string_list("citations");
        table.finish();
        let (Some(id), Some(short), Some(law)) = (id, short, law) else { continue };
        if terms.iter().any(|term| term.id == id.value) {
            document.report(
                Diagnostic::new(Code::TermDuplicate, format!("termen `{}` finns redan", id.value)).at(id.place),
            );
            continue;
        }
        terms.push(Term { id: id.value, words, short: short.value, law: law.value, citations });
    }
    root.finish();
    problems.extend(document.finish());
    terms
}
