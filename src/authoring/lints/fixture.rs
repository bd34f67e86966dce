//! A small sound pack that tests of lints spoil, one place at a time.

use crate::authoring::check;
use crate::diagnostics::{Code, Diagnostic};
use crate::rules::PackFiles;

const PACK: &str = r#"
id = "prov"
title = "Ett litet paket"
version = "0.1.0"
law_date = 2026-01-31
review_before = 2027-06-30
[verdict]
tydligt = 6
lutar_at = 3
deduction_deluppgift = 1
deduction_utformning = 2
key_facts = ["beslut_hos"]
support_groups = []
[groups.beslut]
title = "Vem som beslutar"
[[form]]
id = "kommunalforbund"
name = "ett kommunalförbund"
definite = "kommunalförbundet"
short = "förbund"
citation = "KL 9:1"
strengths = "Kan äga och anställa."
decision_organ = "Förbundet"
administration = "Förbundet"
[[form]]
id = "gemensam_namnd"
name = "en gemensam nämnd"
definite = "den gemensamma nämnden"
short = "nämnd"
citation = "KL 9:19"
strengths = "Beslutar tillsammans."
decision_organ = "Nämnden"
administration = "Värdkommunen"
[[form]]
id = "avtalssamverkan"
name = "avtalssamverkan"
definite = "avtalssamverkan"
short = "avtal"
citation = "KL 9:37"
strengths = "Lätt att lämna."
decision_organ = "Egna nämnder"
administration = "Utföraren"
[[form.variant]]
id = "ASx"
name = "med delegation"
description = "Den andras anställda beslutar."
decision_organ = "Egna nämnder"
administration = "Utföraren"
[[alternative]]
id = "natverk"
name = "ett nätverk"
text = "Ni utbyter kunskap."
citations = ["KL 9:37"]
[[claim]]
id = "aldrig-stangt"
kind = "never_barred"
form = "kommunalforbund"
when = 'f.antal_parter >= 2'
text = "Antalet parter hindrar aldrig ett kommunalförbund."
citations = ["KL 9:1"]
"#;

const FACTS: &str = r#"
[[section]]
id = "grund"
title = "Grunden"
[[fact]]
id = "beslut_hos"
kind = "choice"
level = 1
section = "grund"
question = "Vem ska besluta?"
label = "Vem som beslutar"
help = "Tänk på de enskilda ärendena."
why = "Det avgör formen."
options = [ { id = "egen", label = "vår egen nämnd" }, { id = "gemensam", label = "ett gemensamt organ" } ]
[[fact]]
id = "antal_parter"
kind = "int"
min = 1
max = 40
level = 1
section = "grund"
question = "Hur många blir ni?"
label = "Antal parter"
help = "Räkna in er själva."
why = "Många parter behöver en fastare form."
[[fact]]
id = "insyn"
kind = "bool"
level = 2
section = "grund"
question = "Är insynen viktig?"
label = "Viktig insyn"
help = "Tänk på era förtroendevalda."
why = "Den påverkar formen."
ask_when = 'f.beslut_hos == "gemensam"'
[[fact]]
id = "dok_tvist"
kind = "bool"
level = 3
section = "grund"
question = "Står det hur tvister löses?"
label = "Tvister"
help = "Se efter i avtalet."
why = "Tvister är vanliga."
"#;

const LAW: &str = r#"
[[statute]]
abbreviation = "KL"
number = "2017:725"
name = "kommunallagen"
checked = "t.o.m. SFS 2025:1490"
url = "https://example.org/kl"
[[provision]]
citation = "KL 9:1"
summary = "Förbund får bildas."
verified = true
[[provision]]
citation = "KL 9:19"
summary = "Nämnd får vara gemensam."
verified = true
[[provision]]
citation = "KL 9:37"
summary = "Avtal får ingås."
verified = true
"#;

const RULES: &str = r#"// Prov.
fn flera(f) { f.antal_parter >= 3 }
regel(#{
    id: "GN-01", form: "gemensam_namnd", verkan: talar_for(5), grupp: "beslut", lagrum: ["KL 9:19"], säkerhet: "lag",
    när: |f| f.beslut_hos == "gemensam" && f.insyn,
    skäl: "Ett gemensamt organ ska besluta.",
});
regel(#{
    id: "KF-01", form: "kommunalforbund", verkan: talar_for(2), lagrum: ["KL 9:1"], säkerhet: "lag",
    när: |f| flera(f),
    skäl: "Ni är flera.",
});
regel(#{
    id: "AS-01", form: "avtalssamverkan", variant: "ASx", verkan: krav(), lagrum: ["KL 9:37"], säkerhet: "lag",
    när: |f| true,
    skäl: "Skriv ett avtal.",
});
"#;

const CONSEQUENCES: &str = r#"
[[item]]
id = "as-01"
list = "document"
form = ["avtalssamverkan"]
document = "avtal"
text = "Hur tvister löses."
citations = ["KL 9:37"]
certainty = "bedomning"
screen = "dok_tvist"
"#;

const GLOSSARY: &str = r#"
[[term]]
id = "forbund"
words = ["förbund"]
short = "Kommuner som bildar en egen organisation."
law = "Förbundet är en juridisk person."
citations = ["KL 9:1"]
"#;

/// Eleven more questions, and a condition that reads them all: too many cases for a table.
pub fn eleven_questions() -> (String, String) {
    let names: Vec<String> = (1..=11).map(|number| format!("sak_{number}")).collect();
    let fact = |name: &String| {
        format!(
            "[[fact]]\nid = \"{name}\"\nkind = \"bool\"\nlevel = 3\nsection = \"grund\"\nquestion = \"Är det så?\"\n\
             label = \"Sak {name}\"\nhelp = \"Tänk efter.\"\nwhy = \"Den påverkar formen.\"\n"
        )
    };
    let condition: Vec<String> = names.iter().map(|name| format!("f.{name}")).collect();
    (names.iter().map(fact).collect(), condition.join(" && "))
}

/// The small pack after some changes, each a file with what to replace by what.
pub fn files(changes: &[(&str, &str, &str)]) -> PackFiles {
    let sound = [
        ("pack.toml", PACK),
        ("facts.toml", FACTS),
        ("law.toml", LAW),
        ("10-regler.rhai", RULES),
        ("consequences.toml", CONSEQUENCES),
        ("glossary.toml", GLOSSARY),
    ];
    let spoilt: Vec<(&str, String)> = sound
        .iter()
        .map(|(name, text)| {
            let of_file = changes.iter().filter(|(file, ..)| file == name);
            let text = of_file.fold((*text).to_owned(), |text, (_, from, to)| {
                assert!(text.contains(from), "{name} has no {from}");
                text.replacen(from, to, 1)
            });
            (*name, text)
        })
        .collect();
    PackFiles::from_texts(spoilt.iter().map(|(name, text)| (*name, text.as_str())))
}

/// Everything that is wrong with the small pack after some changes.
pub fn lint(changes: &[(&str, &str, &str)]) -> Vec<Diagnostic> {
    check::check(&files(changes)).problems.into_iter().collect()
}

/// The code, and the text it points at, of each problem after some changes.
pub fn found(changes: &[(&str, &str, &str)]) -> Vec<(Code, String)> {
    let place = |problem: &Diagnostic| problem.place.as_ref().map(|place| place.text().to_owned()).unwrap_or_default();
    lint(changes).iter().map(|problem| (problem.code, place(problem))).collect()
}
