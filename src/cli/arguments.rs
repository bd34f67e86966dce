//! Every command and option, declared once.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

/// Råd om form för samverkan mellan kommuner enligt 9 kap. kommunallagen.
///
/// Programmet ställer frågor eller läser en fil med svar, prövar svaren mot regler som jurister kan läsa och ändra och
/// föreslår kommunalförbund, gemensam nämnd eller avtalssamverkan, eller ingen av dem. Varje skäl har lagrum.
/// Resultatet är ett beslutsunderlag, aldrig ett beslut. Inget skickas någonstans.
#[derive(Debug, Parser)]
#[command(name = "niokap", version, disable_help_subcommand = true, propagate_version = true, max_term_width = 100)]
pub struct Arguments {
    /// Det som gäller alla kommandon.
    #[command(flatten)]
    pub global: Global,
    /// Vad som ska göras.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that every command takes.
#[derive(Clone, Debug, Args)]
pub struct Global {
    /// Mapp med ett regelpaket, i stället för det inbyggda
    #[arg(long, global = true, value_name = "MAPP", env = "NIOKAP_RULES")]
    pub rules: Option<PathBuf>,
    /// När utskriften ska ha färg
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "NÄR")]
    pub color: Colour,
    /// Hur fel ska visas
    #[arg(long, global = true, value_enum, default_value_t = Messages::Auto, value_name = "SÄTT")]
    pub messages: Messages,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// I en terminal, om NO_COLOR inte är satt
    Auto,
    /// Alltid
    Always,
    /// Aldrig
    Never,
}

/// How problems are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Messages {
    /// Ritade i en terminal, annars som text
    Auto,
    /// Som löpande text, för skärmläsare
    Plain,
    /// Som JSON
    Json,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Ställer frågorna, sparar svaren och ger råd
    #[command(visible_alias = "intervju")]
    Interview(Interview),
    /// Ger råd om ett eller flera underlag
    #[command(visible_alias = "rad")]
    Advise(Advise),
    /// Bedömer många underlag: en mapp, JSON Lines eller CSV in, en rad var ut
    ///
    /// I JSON Lines är varje rad ett objekt med svaren under frågornas id och, om du vill, `id`, `title`, `date`, `start`
    /// och `partner` som i ett underlag. I CSV har den första raden frågornas id. Komma eller semikolon skiljer cellerna
    /// åt, `|` flera svar i en cell. En tom cell är en fråga som inte är ställd, `vet_ej` ett svar som saknas. Parter står i
    /// kolumnerna `partner1.name` och `partner1.population`, `partner2.name` och så vidare.
    ///
    /// Varje underlag får en rad i resultatet, också det som är fel, i samma ordning som underlagen.
    #[command(visible_alias = "bunt")]
    Batch(Batch),
    /// Jämför två underlag: svar och resultat som skiljer
    #[command(visible_alias = "jamfor")]
    Compare(Compare),
    /// Förklarar en regel, en fråga, ett lagrum, en form, en term eller en felkod
    #[command(visible_alias = "forklara")]
    Explain(Explain),
    /// Arbetar med regelpaketet
    #[command(visible_alias = "regler")]
    Rules(Rules),
    /// Skriver kompletteringar för ett skal
    Completions(Completions),
    /// Skriver manualsidan
    #[command(hide = true)]
    Man,
}

/// `niokap interview`.
#[derive(Clone, Debug, Args)]
pub struct Interview {
    /// Underlag att fortsätta med, eller ett nytt att skapa
    #[arg(value_name = "FIL")]
    pub file: Option<PathBuf>,
    /// Rad för rad, för skärmläsare: numrerade svar och inget som ritas om
    #[arg(long)]
    pub plain: bool,
    /// Ställ alla frågor som gäller, även de som inte kan ändra rådet
    #[arg(long)]
    pub all: bool,
    /// Börja ett nytt underlag med svaren i ett tidigare, eller i en annan kommuns
    #[arg(long, value_name = "FIL", conflicts_with = "training")]
    pub from: Option<PathBuf>,
    /// Öva på ett påhittat fall; allt stämplas EXEMPEL
    #[arg(long)]
    pub training: bool,
    /// Vad ett nytt underlag ska heta
    #[arg(long, value_name = "NAMN", value_parser = title)]
    pub title: Option<String>,
    /// Lagläget en viss dag för ett nytt underlag, i stället för i dag
    #[arg(long, value_name = "ÅÅÅÅ-MM-DD", value_parser = crate::law::dates::parse_date)]
    pub date: Option<Date>,
}

/// A title that says something.
fn title(text: &str) -> Result<String, String> {
    let title = crate::interview::reading::clean(text);
    if title.is_empty() { Err("namnet är tomt".to_owned()) } else { Ok(title) }
}

/// `niokap advise`.
#[derive(Clone, Debug, Args)]
pub struct Advise {
    /// Ett eller flera underlag; - läser från standard in
    #[arg(required = true, value_name = "FIL")]
    pub files: Vec<PathBuf>,
    /// Utskriftens form
    #[arg(long, value_enum, default_value_t = Format::Terminal, value_name = "FORM")]
    pub format: Format,
    /// Skriv till en fil i stället för till skärmen; flera underlag bara som JSON. En äldre fil ersätts
    #[arg(long, short, value_name = "FIL")]
    pub out: Option<PathBuf>,
    /// Kort: en sida för förtroendevalda
    #[arg(long, conflicts_with = "long")]
    pub short: bool,
    /// Långt: allt, för juristen
    #[arg(long)]
    pub long: bool,
    /// Lagläget en viss dag, i stället för underlagets
    #[arg(long, value_name = "ÅÅÅÅ-MM-DD", value_parser = crate::law::dates::parse_date)]
    pub date: Option<Date>,
    /// Ändra ett svar för den här gången: fråga=svar, flera alternativ med komma emellan (kan upprepas)
    #[arg(long = "set", value_name = "FRÅGA=SVAR")]
    pub set: Vec<String>,
}

/// Output formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// För läsning i en terminal
    Terminal,
    /// För att klistra in eller spara
    Markdown,
    /// För andra program; flera underlag blir en lista
    Json,
}

/// `niokap batch`.
#[derive(Clone, Debug, Args)]
pub struct Batch {
    /// Mapp med underlag, eller fil med ett underlag per rad (.jsonl, .csv); - läser från standard in
    #[arg(value_name = "UNDERLAG")]
    pub input: PathBuf,
    /// Fil för resultatet; - skriver till standard ut. En äldre fil ersätts när hela resultatet är klart
    #[arg(long, short, value_name = "FIL", default_value = "-")]
    pub out: PathBuf,
    /// Underlagens format, om filens namn inte säger det
    #[arg(long, value_enum, value_name = "FORM")]
    pub in_format: Option<RowsFormat>,
    /// Resultatets format, om filens namn inte säger det; annars jsonl
    #[arg(long, value_enum, value_name = "FORM")]
    pub format: Option<RowsFormat>,
    /// Lagläget en viss dag, i stället för underlagens
    #[arg(long, value_name = "ÅÅÅÅ-MM-DD", value_parser = crate::law::dates::parse_date)]
    pub date: Option<Date>,
    /// Ändra ett svar i alla underlag för den här gången: fråga=svar, flera alternativ med komma emellan (kan upprepas)
    #[arg(long = "set", value_name = "FRÅGA=SVAR")]
    pub set: Vec<String>,
    /// Hur många trådar som arbetar; annars en per kärna. Resultatet blir detsamma
    #[arg(long, value_name = "ANTAL", value_parser = threads)]
    pub threads: Option<u8>,
}

/// A number of threads.
fn threads(text: &str) -> Result<u8, String> {
    text.parse().ok().filter(|threads| *threads > 0).ok_or_else(|| "skriv ett heltal från 1 till 255".to_owned())
}

/// The formats of files with one case a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RowsFormat {
    /// JSON Lines: ett objekt per rad
    Jsonl,
    /// Tabell; resultatet öppnas direkt i ett kalkylprogram
    Csv,
}

/// `niokap compare`.
#[derive(Clone, Debug, Args)]
pub struct Compare {
    /// Det ena underlaget
    #[arg(value_name = "A")]
    pub left: PathBuf,
    /// Det andra underlaget
    #[arg(value_name = "B")]
    pub right: PathBuf,
    /// Utskriftens form
    #[arg(long, value_enum, default_value_t = Format::Terminal, value_name = "FORM")]
    pub format: Format,
    /// Lagläget en viss dag, i stället för underlagens
    #[arg(long, value_name = "ÅÅÅÅ-MM-DD", value_parser = crate::law::dates::parse_date)]
    pub date: Option<Date>,
}

/// `niokap explain`.
#[derive(Clone, Debug, Args)]
pub struct Explain {
    /// Till exempel GN-08, beslut_hos, "KL 9:37 st 2", gemensam_namnd, delegation eller R012
    #[arg(required = true, value_name = "NAMN")]
    pub names: Vec<String>,
}

/// `niokap rules`.
#[derive(Debug, Args)]
pub struct Rules {
    /// Vad som ska göras med reglerna.
    #[command(subcommand)]
    pub command: RulesCommand,
}

/// What can be done with a rule pack.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Listar reglerna
    #[command(visible_alias = "lista")]
    List(RulesList),
    /// Kontrollerar ett regelpaket: allt som är fel, på en gång
    #[command(visible_alias = "kontrollera")]
    Check(RulesDirectory),
    /// Prövar alla underlag som har en förväntan
    #[command(visible_alias = "prova")]
    Test(RulesTest),
    /// Bevisar vad reglerna gör, för alla möjliga svar
    #[command(visible_alias = "bevisa")]
    Prove(RulesProve),
    /// Skriver ut det inbyggda paketet i en mapp
    #[command(visible_alias = "exportera")]
    Export(RulesExport),
    /// Skriver lagkatalogen: varje regel med villkor i ord
    #[command(visible_alias = "katalog")]
    Catalogue(RulesCatalogue),
    /// Jämför observerade samarbeten med råden
    #[command(visible_alias = "utfall")]
    Observed(RulesObserved),
    /// Söker den ordning av frågorna som gör bevisen snabbast, och skriver order.toml i paketet
    #[command(visible_alias = "ordning")]
    Order(RulesOrder),
}

/// `niokap rules order`.
#[derive(Clone, Debug, Args)]
pub struct RulesOrder {
    /// Regelpaketets mapp
    #[arg(value_name = "MAPP")]
    pub directory: PathBuf,
    /// Hur många ändringar av ordningen som ska prövas; fler tar längre tid och kan ge snabbare bevis
    #[arg(long, value_name = "ANTAL", default_value_t = 150, value_parser = moves)]
    pub moves: usize,
}

/// A number of changes.
fn moves(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "skriv ett heltal".to_owned())
}

/// `niokap rules list`.
#[derive(Clone, Debug, Args)]
pub struct RulesList {
    /// Bara regler om denna form eller detta alternativ
    #[arg(long, value_name = "FORM")]
    pub form: Option<String>,
    /// Som JSON
    #[arg(long)]
    pub json: bool,
}

/// A rule pack's folder.
#[derive(Clone, Debug, Args)]
pub struct RulesDirectory {
    /// Regelpaketets mapp; annars det inbyggda eller det som --rules anger
    #[arg(value_name = "MAPP")]
    pub directory: Option<PathBuf>,
}

/// `niokap rules test`.
#[derive(Clone, Debug, Args)]
pub struct RulesTest {
    /// Mapp eller fil med underlag
    #[arg(value_name = "UNDERLAG", default_value = "scenarios")]
    pub scenarios: PathBuf,
    /// Visa också vilka regler som inget underlag prövar
    #[arg(long)]
    pub coverage: bool,
    /// Som JSON
    #[arg(long)]
    pub json: bool,
}

/// `niokap rules prove`.
#[derive(Clone, Debug, Args)]
pub struct RulesProve {
    /// Regelpaketets mapp; annars det inbyggda eller det som --rules anger
    #[arg(value_name = "MAPP")]
    pub directory: Option<PathBuf>,
    /// Utskriftens form
    #[arg(long, value_enum, default_value_t = ProofFormat::Terminal, value_name = "FORM")]
    pub format: ProofFormat,
    /// Skriv motexempel som underlag i den här mappen
    #[arg(long, value_name = "MAPP")]
    pub counterexamples: Option<PathBuf>,
    /// Visa också hur ofta ett annat regelpaket ger varje råd
    #[arg(long, value_name = "MAPP")]
    pub compare: Option<PathBuf>,
    /// Bara påståendena och det som måste gälla alla paket, inte iakttagelser och andelar
    #[arg(long, conflicts_with = "compare")]
    pub only_claims: bool,
    /// Lagläget en viss dag, i stället för regelpaketets
    #[arg(long, value_name = "ÅÅÅÅ-MM-DD", value_parser = crate::law::dates::parse_date)]
    pub date: Option<Date>,
}

/// How proofs are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProofFormat {
    /// För läsning i en terminal
    Terminal,
    /// För andra program
    Json,
}

/// `niokap rules observed`.
#[derive(Clone, Debug, Args)]
pub struct RulesObserved {
    /// Mapp eller fil med underlag
    #[arg(value_name = "UNDERLAG", default_value = "scenarios")]
    pub scenarios: PathBuf,
    /// Som JSON
    #[arg(long)]
    pub json: bool,
}

/// `niokap rules export`.
#[derive(Clone, Debug, Args)]
pub struct RulesExport {
    /// Mapp att skriva i; får inte redan innehålla ett paket
    #[arg(value_name = "MAPP")]
    pub directory: PathBuf,
}

/// `niokap rules catalogue`.
#[derive(Clone, Debug, Args)]
pub struct RulesCatalogue {
    /// Skriv till en fil i stället för till skärmen
    #[arg(long, short, value_name = "FIL")]
    pub out: Option<PathBuf>,
    /// Jämför med en fil och säg om den är gammal
    #[arg(long, value_name = "FIL", conflicts_with = "out")]
    pub check: Option<PathBuf>,
}

/// `niokap completions`.
#[derive(Clone, Debug, Args)]
pub struct Completions {
    /// Skalet
    #[arg(value_enum, value_name = "SKAL")]
    pub shell: clap_complete::Shell,
}
