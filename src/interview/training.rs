//! A made-up case to practise on.

use crate::facts::scenario::Status;
use crate::facts::{Scenario, Schema};

/// What the file is called, if that name is free.
pub const FILE: &str = "ovning.toml";

/// The story that the user answers from. Nothing of it is filled in beforehand: an example is no answer.
pub const STORY: &str = "\
Övning. Allt ni sparar stämplas EXEMPEL.

Tre påhittade kommuner, Norrby (14\u{a0}000 invånare), Söderby (9\u{a0}000) och Västby (21\u{a0}000), har var sin överförmyndarnämnd. \
I Söderby finns bara en handläggare. När hon är borta stannar ärendena, och det är svårt att hitta ersättare.

De tre vill dela handläggare i ett kansli hos Norrby. Nämnderna vill de behålla. Nämnderna ska fortsätta att besluta, men \
kansliets handläggare ska få fatta vanliga beslut åt alla tre. Samarbetet ska bestå. Ingen har några kända problem med jäv. \
De vill börja om ungefär ett år.

Svara som om ni vore Söderby. Det som berättelsen inte säger svarar ni vet ej på.
";

/// The case, with no answers yet.
pub fn scenario(schema: &Schema) -> Scenario {
    let mut scenario = Scenario::new(schema, "Övning: tre kommuner delar överförmyndarkansli");
    scenario.status = Status::Example;
    scenario
}
