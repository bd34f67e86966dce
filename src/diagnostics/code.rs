//! The table of all codes. Everything that Niokap can complain about has one row here.
//!
//! A code never changes meaning and is never used again for something else: people search for it, and write it in their
//! own notes. To add one, write its three lines in the table at the end of this file; `niokap explain` and the tests
//! that walk the table find it by themselves.
//!
//! | letter | about |
//! |---|---|
//! | K | the call, the files, and TOML as such |
//! | F | `facts.toml` |
//! | S | scenarios |
//! | R | rule files |
//! | L | the law register and citations |
//! | P | `pack.toml` |
//! | C | consequences, glossary and order |
//! | M | lints: allowed, but probably not meant |
//! | B | batches: rows of JSON Lines and CSV |

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The work stops.
    Error,
    /// The work goes on; somebody should look.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// The word that messages begin with.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "fel",
            Self::Warning => "varning",
            Self::Note => "not",
        }
    }

    /// Whether the work stops.
    pub const fn stops(self) -> bool {
        matches!(self, Self::Error)
    }

    /// The word used in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A row of the table.
struct Row {
    id: &'static str,
    severity: Severity,
    title: &'static str,
    explanation: &'static str,
}

/// Turns the table into an enum, so that a misspelt code does not compile, and a list, so that tests can walk it.
macro_rules! codes {
    ($( $name:ident $id:literal $severity:ident $title:literal $explanation:literal; )+) => {
        /// What kind of problem a diagnostic reports.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $( #[doc = concat!($id, ": ", $title, ".")] $name, )+
        }

        impl Code {
            /// All codes, in the order of the table.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )+ ];

            const fn row(self) -> Row {
                match self {
                    $( Self::$name => Row {
                        id: $id, severity: Severity::$severity, title: $title, explanation: $explanation,
                    }, )+
                }
            }
        }
    };
}

impl Code {
    /// The code as people see it: `R012`.
    pub const fn id(self) -> &'static str {
        self.row().id
    }

    /// What it is, in a few words.
    pub const fn title(self) -> &'static str {
        self.row().title
    }

    /// What happened, why it matters and how to cure it.
    pub const fn explanation(self) -> &'static str {
        self.row().explanation
    }

    /// How bad it is unless a diagnostic says otherwise.
    pub const fn severity(self) -> Severity {
        self.row().severity
    }

    /// Finds a code by what people see, in any case: `R012`, `r012`.
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(id.trim()))
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.id())
    }
}

codes! {
    // --- K: the call, the files, TOML -------------------------------------------------------------------------------
    FileMissing "K001" Error "filen finns inte"
        "Det finns ingen fil eller mapp med det namnet. Sökvägen räknas från den mapp du står i. \
         Kontrollera stavningen, och att filen inte ligger i en annan mapp.";
    FileIsDirectory "K002" Error "mapp i stället för fil"
        "Namnet hör till en mapp, men här behövs en fil. Ange filens namn också, till exempel `mapp/underlag.toml`.";
    FileUnreadable "K003" Error "filen går inte att läsa"
        "Filen finns men operativsystemet lät den inte läsas. Det beror oftast på behörighet, eller på att ett annat \
         program håller filen låst. Stäng den i andra program och kontrollera att du får läsa den.";
    NotUtf8 "K004" Error "filen är inte sparad som UTF-8"
        "Filen innehåller tecken som inte är skrivna i UTF-8, så å, ä och ö kan inte läsas säkert. \
         Öppna den i textredigeraren, välj Spara som och ange teckenkodningen UTF-8. Inget i filen har ändrats.";
    FileTooLarge "K005" Error "filen är för stor"
        "Filen är större än vad som någonsin behövs här. Gränsen skyddar mot att fel fil läses in av misstag. \
         Kontrollera att du angav rätt fil; dela annars upp den.";
    FileEmpty "K006" Error "filen är tom"
        "Filen saknar innehåll. Den kan ha skapats utan att sparas, eller ha tömts av misstag. \
         Fyll i den eller ange en annan fil.";
    NotText "K007" Error "filen är ingen textfil"
        "Innehållet ser ut som ett dokument eller en bild och inte som ren text. Filer från ordbehandlare måste \
         sparas som oformaterad text (UTF-8). Kontrollera att du angav rätt fil.";
    DirectoryMissing "K008" Error "mappen finns inte"
        "Det finns ingen mapp med det namnet. Kontrollera stavningen och från vilken mapp du kör programmet.";
    NotADirectory "K009" Error "fil i stället för mapp"
        "Namnet hör till en fil, men här behövs en mapp. Ange mappen som filen ligger i.";
    CannotWrite "K010" Error "resultatet går inte att skriva"
        "Filen kunde inte skrivas. Mappen kan saknas, disken vara full eller du kan sakna behörighet. \
         Det som fanns där förut är orört, eftersom programmet skriver till en ny fil och byter namn först när allt är klart.";
    FileExists "K011" Error "filen finns redan"
        "Programmet skriver inte över en fil utan att du ber om det. Välj ett annat namn eller säg uttryckligen \
         att filen får ersättas.";
    BadCall "K012" Error "anropet går inte att förstå"
        "Ett argument saknas, är felstavat eller går inte ihop med ett annat. `niokap --help` visar hur kommandona skrivs.";
    UnknownName "K013" Error "namnet finns inte"
        "Anropet nämner en regel, ett faktum, en form eller en felkod som inte finns. Kontrollera stavningen; \
         förslaget under meddelandet är det namn som ligger närmast.";
    TomlSyntax "K020" Error "felskriven TOML"
        "Raden följer inte TOML:s skrivsätt. Varje uppgift skrivs `namn = värde`, text står inom raka citattecken, \
         listor inom hakparenteser med komma emellan. Vanligast är ett glömt citattecken eller komma på raden före. \
         Felet måste rättas innan resten av filen kan kontrolleras fullt ut.";
    TomlDuplicateKey "K021" Error "samma namn två gånger"
        "Samma namn anges två gånger på samma ställe, och programmet väljer aldrig tyst det ena värdet. \
         Ta bort den rad som inte gäller.";
    TomlUnknownKey "K022" Error "okänt namn"
        "Filen innehåller ett namn som inte används. Det är nästan alltid en felstavning. Programmet hoppar aldrig \
         över något tyst, eftersom en uppgift som du tror räknas då inte skulle göra det. Rätta namnet eller ta bort raden.";
    TomlMissingKey "K023" Error "uppgift saknas"
        "En uppgift som måste finnas saknas. Lägg till raden; meddelandet säger vad den heter och var den ska stå.";
    TomlWrongType "K024" Error "fel slags värde"
        "Värdet är av fel slag, till exempel en text där det ska stå ett tal. Text skrivs inom citattecken, tal och \
         `true`/`false` utan, datum som 2026-11-20 utan citattecken.";
    TomlUnknownWord "K025" Error "ordet är inget av de tillåtna"
        "Här får bara vissa bestämda ord stå, och det som står är inget av dem. Meddelandet räknar upp orden.";
    TomlNumberRange "K026" Error "talet är utanför gränserna"
        "Talet är mindre eller större än vad som är möjligt här. Kontrollera att ingen siffra har fallit bort eller lagts till.";
    BadDate "K027" Error "datumet finns inte"
        "Datum skrivs år-månad-dag med fyra, två och två siffror, till exempel 2026-11-20, och dagen måste finnas i \
         almanackan. I TOML skrivs datum utan citattecken.";
    TomlEmptyText "K028" Error "texten är tom"
        "Uppgiften finns men texten är tom. Skriv något, eller ta bort raden om uppgiften är frivillig.";
    PastedCharacters "K029" Error "inklistrade tecken"
        "Tecken som ordbehandlare sätter in av sig själva har följt med: typografiska citattecken, tankstreck eller \
         hårda mellanslag. De ser rätt ut men betyder ingenting här. Skriv raka citattecken och vanliga mellanslag.";

    // --- F: facts.toml ----------------------------------------------------------------------------------------------
    FactDuplicate "F001" Error "samma faktum två gånger"
        "Två fakta har samma id. Regler och sparade underlag skulle då inte veta vilket som avses. Byt id på det ena.";
    FactBadId "F002" Error "otillåtet id"
        "Ett id skrivs med små bokstäver a–z, siffror och understreck och börjar med en bokstav, till exempel `antal_parter`. \
         Å, ä och ö går bra i texter men inte i id.";
    FactOptionDuplicate "F003" Error "samma alternativ två gånger"
        "Frågan har två svarsalternativ med samma id. Byt eller ta bort det ena.";
    FactWithoutOptions "F004" Error "frågan saknar alternativ"
        "En fråga med alternativ (`choice` eller `multi`) måste ha minst två alternativ att välja mellan.";
    FactFieldForbidden "F005" Error "uppgiften passar inte frågans slag"
        "Uppgiften hör till ett annat slags fråga: `options` till `choice` och `multi`, `min`, `max` och `unit` till `int`. \
         Ta bort raden eller ändra `kind`.";
    FactRange "F006" Error "gränserna går inte ihop"
        "Det minsta tillåtna talet är större än det största. Då kan ingen besvara frågan.";
    FactExclusiveUnknown "F007" Error "det uteslutande alternativet finns inte"
        "`exclusive` måste nämna ett av frågans egna alternativ.";
    FactSectionUnknown "F008" Error "avsnittet finns inte"
        "`section` måste nämna ett avsnitt som är deklarerat med `[[section]]` i samma fil.";
    FactCondition "F009" Error "villkoret går inte att läsa"
        "`ask_when` eller `derived` är inte ett giltigt villkor. De skrivs som villkoren i en regel, \
         till exempel `f.uppgift.har(\"overformyndare\")`.";
    FactCycle "F010" Error "frågorna går i cirkel"
        "Två eller flera frågor beror på varandra i en ring, så ingen av dem kan ställas först. \
         Ändra `ask_when` eller `derived` i någon av dem.";
    FactRenameClash "F011" Error "det gamla namnet är upptaget"
        "`renamed_from` nämner ett id som finns kvar eller som två fakta gör anspråk på. Gamla underlag kan då inte flyttas säkert.";
    FactUnknown "F012" Error "okänt faktum"
        "Namnet finns inte i facts.toml. Kontrollera stavningen, eller deklarera faktumet där.";
    OptionUnknown "F013" Error "okänt alternativ"
        "Frågan finns, men den har inget sådant svarsalternativ. Alternativen står i facts.toml under `options`.";
    FactReservedWord "F014" Error "ordet är reserverat"
        "`vet_ej` betyder alltid att svaret är okänt och kan inte användas som id för ett faktum eller ett alternativ.";
    FactDerivedValue "F015" Error "härledningen ger ett omöjligt värde"
        "`derived` gav ett värde som frågan inte kan ha. Den ska ge ett av frågans alternativ, ett tal inom gränserna, \
         sant eller falskt, eller `()` när inget är avgjort.";
    FactSectionDuplicate "F016" Error "samma avsnitt två gånger"
        "Två `[[section]]` har samma id. Frågorna skulle då hamna under två rubriker. Byt eller ta bort den ena.";

    // --- S: scenarios -----------------------------------------------------------------------------------------------
    AnswerUnknownFact "S001" Error "frågan finns inte"
        "Underlaget besvarar en fråga som inte finns i regelsamlingen. Det är oftast en felstavning, eller ett underlag \
         som är skrivet för en annan version. Programmet hoppar aldrig över svaret, eftersom det kan avgöra rådet.";
    AnswerUnknownOption "S002" Error "svarsalternativet finns inte"
        "Frågan finns men har inget sådant alternativ. Välj ett av dem som meddelandet räknar upp, eller skriv `vet_ej`.";
    AnswerWrongType "S003" Error "fel slags svar"
        "Svaret är av fel slag för frågan: ja och nej skrivs `true` och `false`, tal utan citattecken, alternativ inom \
         citattecken och flera alternativ som en lista. `\"vet_ej\"` går alltid bra.";
    AnswerOutOfRange "S004" Error "talet är utanför gränserna"
        "Talet är mindre eller större än frågan tillåter. Kontrollera att ingen siffra har fallit bort eller lagts till.";
    AnswerTwice "S005" Error "två svar på samma fråga"
        "Samma fråga har två olika svar, till exempel under sitt gamla och sitt nya namn. Programmet väljer aldrig tyst. \
         Behåll det svar som gäller.";
    AnswerTooMany "S006" Error "för många eller för få alternativ"
        "Frågan tillåter ett visst antal alternativ, och svaret har fler eller färre.";
    AnswerExclusive "S007" Error "alternativet står ensamt"
        "Alternativet betyder att inget av de andra gäller, så det kan inte väljas tillsammans med dem.";
    PartnersContradictAnswer "S008" Error "parterna och svaret säger olika"
        "Antalet parter, den minsta kommunens storlek eller storleksskillnaden anges i `[facts]` men stämmer inte med \
         listan `[[partner]]`. Rätta det ena; enklast är att ta bort svaret och låta programmet räkna.";
    AnswerContradictsDerived "S009" Error "svaret säger emot ett annat"
        "Andra svar avgör redan den här frågan, ofta direkt av lag, och här står något annat. \
         Ta bort svaret om det andra stämmer, annars rätta det andra.";
    AnswerNotRelevant "S010" Warning "svaret används inte"
        "Frågan är inte aktuell med de övriga svaren, så svaret påverkar ingenting. Kontrollera att de andra svaren stämmer.";
    ExpectationUnknown "S011" Error "okänd förväntan"
        "`[expect]` nämner en regel, en form eller ett utfall som inte finns. En förväntan som pekar fel prövar ingenting.";
    ExpectationFailed "S012" Error "utfallet blev ett annat"
        "Rådet blev inte det som `[expect]` säger. Antingen har en regel ändrats, eller så var förväntan fel. \
         Läs skälen innan du ändrar den ena eller den andra.";
    ProposalUnknown "S013" Error "okänd uppgift i förslaget"
        "`[proposal]` nämner en form eller en handling som inte finns.";
    PartnerTwice "S014" Error "samma part två gånger"
        "Två parter har samma namn. Då räknas antalet parter fel. Ta bort den ena.";
    NoteWithoutAnswer "S015" Warning "anteckning utan fråga"
        "`[notes]` har en anteckning till en fråga som inte är besvarad i underlaget.";
    AnswerRenamed "S016" Note "frågan har bytt namn"
        "Underlaget använder ett äldre namn på frågan. Svaret har lästs under det nya namnet. Spara underlaget igen för att uppdatera det.";
    PersonalData "S017" Warning "kan vara en personuppgift"
        "Texten ser ut att innehålla ett personnummer eller något annat som pekar ut en enskild. \
         Sådant behövs inte för rådet och ska inte sparas här.";

    // --- R: rule files ----------------------------------------------------------------------------------------------
    RuleSyntax "R001" Error "regeln går inte att läsa"
        "Regeln följer inte skrivsättet. Varje regel skrivs `regel(#{ … });` med fälten åtskilda av komma. \
         Vanligast är en glömd parentes eller ett glömt citattecken. De andra reglerna i filen kontrolleras ändå.";
    RuleMissingComma "R002" Error "komma saknas"
        "Mellan två fält i en regel ska det stå komma. Det märks först på nästa rad, men kommat hör hemma i slutet av raden före.";
    RulePastedCharacters "R003" Error "inklistrade tecken"
        "Tecken som ordbehandlare sätter in har följt med: typografiska citattecken, tankstreck eller hårda mellanslag. \
         De ser rätt ut men betyder ingenting i en regel. Skriv raka citattecken (\") och vanliga mellanslag.";
    RuleUnknownField "R004" Error "okänt fält"
        "Regeln har ett fält som inte används. Det är nästan alltid en felstavning; ett felstavat fält skulle annars \
         tyst sakna verkan.";
    RuleMissingField "R005" Error "fält saknas"
        "Regeln saknar ett fält som alla regler måste ha: `id`, `form`, `verkan`, `lagrum` eller `källa`, `säkerhet`, `när` och `skäl`.";
    RuleDuplicateId "R006" Error "samma regel-id två gånger"
        "Två regler har samma id. Ett id pekar ut en enda regel i råd, prov och protokoll, och byter aldrig betydelse.";
    RuleUnknownForm "R007" Error "okänd form"
        "`form` nämner en form som inte finns. Formerna är `kommunalforbund`, `gemensam_namnd` och `avtalssamverkan`, \
         `\"alla\"` för alla tre, eller ett av alternativen i pack.toml.";
    RuleUnknownVariant "R008" Error "okänd variant"
        "`variant` nämner en variant som inte finns eller som hör till en annan form. Varianterna står i pack.toml.";
    RuleUnknownEffect "R009" Error "okänd verkan"
        "`verkan` är ett av `hinder(…)`, `krav()`, `risk(…)`, `talar_for(1–5)`, `talar_emot(1–5)` och `upplyser()`.";
    RuleWrongFieldType "R010" Error "fältet har fel slags värde"
        "Fältet ska ha ett annat slags värde: text inom citattecken, en lista inom hakparenteser, eller ett villkor `|f| …`.";
    RuleUnknownCertainty "R011" Error "okänd säkerhet"
        "`säkerhet` är ett av `lag`, `praxis`, `forarbeten`, `vagledning`, `bedomning` och `oklart`.";
    RuleUnknownFact "R012" Error "okänt faktum i en regel"
        "Villkoret frågar efter ett faktum som inte är deklarerat i facts.toml. En regel med ett felstavat faktum skulle \
         aldrig slå till. Kontrollera stavningen mot facts.toml.";
    RuleUnknownOption "R013" Error "okänt alternativ i en regel"
        "Villkoret jämför med ett svarsalternativ som frågan inte har. Jämförelsen skulle aldrig kunna bli sann. \
         Alternativen står i facts.toml under `options`.";
    RuleWrongComparison "R014" Error "jämförelsen passar inte frågan"
        "Ja- och nejfrågor skrivs `f.namn` eller `!f.namn`, alternativ jämförs med `==`, `!=` eller `.en_av([…])`, \
         flervalsfrågor med `.har(\"…\")`, och tal med `<`, `<=`, `>`, `>=`, `==` och `!=` mot ett heltal.";
    RuleOfThumbBars "R015" Error "en tumregel kan inte hindra"
        "Bara lag, praxis och förarbeten kan göra en form otillgänglig. En regel vars säkerhet är vägledning, bedömning \
         eller oklart får tala emot eller peka på en risk, men inte vara ett hinder.";
    RuleNotExplorable "R016" Error "villkoret går inte att utforska"
        "Programmet går igenom alla sätt som villkoret kan utfalla på, men här blir de för många eller beror på annat än \
         svaren. Förenkla villkoret eller dela regeln i flera `fall`.";
    RuleTooManyOperations "R017" Error "regeln tar aldrig slut"
        "Regeln räknar längre än vad någon regel behöver och har avbrutits. Oftast är det en slinga som aldrig tar slut. \
         Villkor skrivs utan slingor.";
    RuleRecursion "R018" Error "funktionen anropar sig själv"
        "En funktion anropar sig själv, direkt eller genom andra, och har avbrutits. Skriv villkoret utan sådana anrop.";
    RuleTooDeep "R019" Error "för många parenteser i varandra"
        "Uttrycket är nästlat djupare än vad som går att läsa. Dela upp det med hjälpfunktioner.";
    RuleTooLarge "R020" Error "något i regeln växer för stort"
        "En text, lista eller samling i regeln blir större än vad som är tillåtet. Gränsen skyddar mot regler som tar allt minne.";
    RuleForbiddenFunction "R021" Error "otillåtet i regler"
        "Regler får bara läsa svaren och jämföra dem. De får inte köra annan kod, läsa in andra filer, skriva ut eller läsa \
         klockan, för då skulle samma svar kunna ge olika råd.";
    RuleUnknownFunction "R022" Error "okänd funktion"
        "Funktionen finns varken i regelspråket eller i någon av samlingens filer. Kontrollera stavningen och antalet argument.";
    RuleNotBoolean "R023" Error "villkoret ger inte ja eller nej"
        "`när` måste ge sant eller falskt. Ofta saknas en jämförelse efter faktumet.";
    RuleUnknownGroup "R024" Error "okänd grupp"
        "`grupp` nämner en grupp som inte är deklarerad i pack.toml. Skäl i samma grupp läggs inte ihop, så en felstavad \
         grupp skulle ändra summan.";
    RuleUnknownAnswerInText "R025" Error "texten nämner ett okänt faktum"
        "Texten har ett namn inom klamrar som inte är ett faktum, så det kan inte bytas mot svaret.";
    RuleCureMissing "R026" Warning "hindret säger inte hur det avhjälps"
        "Ett hinder som går att avhjälpa ska säga hur, i `avhjälps`. Den som får rådet vill veta vad som går att ändra.";
    RuleBadId "R027" Error "otillåtet regel-id"
        "Ett regel-id är en gruppbeteckning med stora bokstäver, bindestreck och två siffror, till exempel `GN-08`.";
    RulesMissing "R028" Error "inga regler i mappen"
        "Mappen har inga filer som slutar på `.rhai`, eller inga regler i dem. Ett råd utan regler vore inget råd. \
         Kontrollera att du angav rätt mapp.";
    RuleOutsideCall "R029" Error "text utanför reglerna"
        "I en regelfil får det bara stå `regel(#{ … });`, hjälpfunktioner (`fn`) och kommentarer.";
    RuleWeight "R030" Error "vikten är utanför 1–5"
        "`talar_for` och `talar_emot` tar ett heltal från 1 till 5, där 5 väger tyngst.";
    FunctionDuplicate "R031" Error "samma funktion två gånger"
        "Två filer har en funktion med samma namn och lika många argument. Det skulle bero på filernas ordning vilken som gäller.";
    TooManyRules "R032" Error "för många regler"
        "Samlingen har fler regler än vad programmet läser in. Gränsen skyddar mot att fel mapp läses av misstag.";
    RuleTimeout "R033" Error "regeln tar för lång tid"
        "Regeln avbröts för att den tog för lång tid. Förenkla villkoret.";
    RuleWithoutAuthority "R034" Error "varken lagrum eller källa"
        "Varje skäl ska kunna följas till sin källa. Ange `lagrum`, eller `källa` om skälet bygger på vägledning.";

    // --- L: law register and citations ------------------------------------------------------------------------------
    CitationSyntax "L001" Error "hänvisningen går inte att läsa"
        "En hänvisning skrivs kort: `KL 9:37 st 2 p 1 men 2`, `FL 16`, `2003:192 1`, `HFD 2013:80`, `prop. 2017/18:151`. \
         Ordningen är kapitel, paragraf, stycke (st), punkt (p) och mening (men).";
    CitationUnregistered "L002" Error "hänvisningen finns inte i lagregistret"
        "Alla hänvisningar måste finnas i law.toml, med den lydelse som har kontrollerats, så att ingen paragraf åberopas oläst. \
         Rätta hänvisningen eller registrera den.";
    CitationDuplicate "L003" Error "samma hänvisning två gånger"
        "Två poster i law.toml gäller samma hänvisning. Slå ihop dem.";
    StatuteUnknown "L004" Error "okänd lag"
        "Hänvisningen nämner en lag som inte är deklarerad med `[[statute]]` i law.toml.";
    StatuteDuplicate "L005" Error "samma lag två gånger"
        "Två `[[statute]]` har samma förkortning eller nummer. Ta bort den ena.";
    StatuteNumber "L006" Error "otillåtet SFS-nummer"
        "Ett SFS-nummer skrivs med årtal och löpnummer, till exempel `2017:725`.";
    SourceUnknown "L007" Error "okänd källa"
        "`källa` nämner en källa som inte är deklarerad med `[[source]]` i law.toml.";
    SourceDuplicate "L008" Error "samma källa två gånger"
        "Två `[[source]]` har samma id. Byt det ena.";
    PeriodSyntax "L009" Error "giltighetstiden går inte att läsa"
        "`gäller` skrivs från..till, där en sida får utelämnas: `2018-01-01..`, `..2026-06-30` eller `2018-01-01..2026-06-30`. \
         Båda dagarna räknas med.";
    PeriodOrder "L010" Error "giltighetstiden slutar innan den börjar"
        "Den sista dagen ligger före den första, så regeln skulle aldrig gälla.";
    AddressBad "L011" Error "otillåten webbadress"
        "En adress ska börja med `https://` och får inte innehålla mellanslag eller en egen länk till en paragraf; den lägger programmet till.";
    ChangeWithoutText "L012" Warning "lagen kan ha ändrats"
        "En senare ändring är känd men dess text är inte kontrollerad. Råd som bygger på paragrafen säger det. \
         Läs den nya lydelsen och uppdatera posten.";
    AuthorityKind "L013" Error "posten står under fel rubrik"
        "Paragrafer hör hemma under `[[provision]]`; rättsfall och förarbeten under `[[authority]]`.";
    ChangeOrder "L014" Error "ändringens datum går inte ihop"
        "Ändringen gäller från en dag före den lydelse som har kontrollerats. Då är antingen ändringen redan inläst, eller något datum fel.";

    // --- P: pack.toml -----------------------------------------------------------------------------------------------
    PackFileMissing "P001" Error "fil saknas i regelsamlingen"
        "En regelsamling måste ha pack.toml, facts.toml och law.toml. Kontrollera att du angav rätt mapp.";
    PackFormat "P002" Error "samlingen är skriven för en annan programversion"
        "Samlingen kräver ett format som den här versionen av programmet inte läser. Hämta en nyare version av programmet eller av samlingen.";
    PackUnreviewed "P003" Warning "samlingen är ogranskad"
        "Ingen jurist har skrivit under att reglerna är granskade. Alla råd märks OGRANSKAT.";
    PackOverdue "P004" Warning "granskningen är för gammal"
        "Dagen då samlingen senast skulle ha granskats om har passerat. Reglerna kan bygga på en lydelse som inte längre gäller.";
    PackThreshold "P005" Error "gränsvärdena går inte ihop"
        "Gränserna för tydligt och lutar åt måste stiga. Annars blir utfallet beroende av vilken gräns som prövas först.";
    PackDuplicate "P006" Error "samma id två gånger"
        "Två poster av samma slag i pack.toml har samma id.";
    PackUnknownReference "P007" Error "posten pekar på något som inte finns"
        "En post i pack.toml nämner en form, en variant eller en grupp som inte är deklarerad där.";
    PackUnexpectedFile "P008" Warning "okänd fil i regelsamlingen"
        "Mappen har en fil som programmet inte läser. Hör den dit ska den heta något annat; annars kan den tas bort.";
    PackDateOrder "P009" Error "datumen går inte ihop"
        "Granskningsdagen ligger efter dagen för nästa granskning, eller lagens dag ligger efter granskningen.";
    PackTooMany "P010" Error "för många av samma slag"
        "pack.toml har fler poster av samma slag än vad programmet räknar med. Slå ihop några av dem.";

    PackNotAnalysable "P011" Error "samlingen går inte att undersöka"
        "Programmet kan inte gå igenom alla möjliga svar: samlingen har fler alternativ, svar eller vikter än det räknar med. \
         Råden går att ge ändå.";

    // --- C: consequences, glossary and order -------------------------------------------------------------------------------
    ConsequenceDuplicate "C001" Error "samma post två gånger"
        "Två poster i consequences.toml har samma id.";
    ConsequenceUnknownList "C002" Error "okänd lista"
        "`list` är ett av `document`, `path`, `recurring`, `timeline`, `after_care` och `readiness`.";
    ConsequenceField "C003" Error "uppgiften passar inte listan"
        "Uppgiften hör till en annan lista: `document` och `number` till handlingar, `months_before` till tidsplanen.";
    ConsequenceCondition "C004" Error "villkoret går inte att läsa"
        "`when` är inte ett giltigt villkor. Det skrivs som villkoren i en regel.";
    ConsequenceWithoutForm "C005" Error "posten gäller ingen form"
        "En post måste säga vilka former (`form`) eller varianter (`variant`) den gäller.";
    TermDuplicate "C006" Error "samma term två gånger"
        "Två poster i glossary.toml har samma id eller samma ord. Då går det inte att veta vilken förklaring som avses.";
    ConsequenceUnknownScreen "C007" Error "okänd fråga för granskningen"
        "`screen` nämner ett faktum som inte finns eller inte är en ja- och nejfråga på nivå 3.";

    OrderUnknownFact "C008" Warning "ordningen nämner en fråga som inte finns"
        "order.toml nämner en fråga som inte finns, eller samma fråga två gånger. Raden hoppas över. \
         Sök ordningen på nytt med `niokap rules order`.";
    OrderOutdated "C009" Note "ordningen är sökt för äldre villkor"
        "order.toml gjordes för andra villkor än de som reglerna har nu. Alla resultat är lika riktiga, \
         men bevisen kan ta längre tid. Sök ordningen på nytt med `niokap rules order`.";

    // --- M: lints ---------------------------------------------------------------------------------------------------
    FactUnused "M001" Warning "ingen regel läser frågan"
        "Frågan ställs men inget råd beror på den. Ta bort den, eller skriv regeln som behöver den.";
    OptionUnused "M002" Warning "ingen regel skiljer ut alternativet"
        "Alternativet ger alltid samma råd som ett annat. Det kan vara meningen; annars saknas en regel.";
    RuleNeverFires "M003" Warning "regeln slår aldrig till"
        "Inga svar som går ihop med varandra kan göra villkoret sant. Kontrollera villkoret mot `ask_when` och `derived` i facts.toml.";
    RuleAlwaysFires "M004" Warning "regeln slår alltid till"
        "Villkoret är sant hur man än svarar. Är det meningen skrivs det tydligast som `när: |f| true`.";
    RuleNeverMatters "M005" Warning "regeln ändrar aldrig något"
        "Regeln kan slå till, men en starkare regel i samma grupp gör det alltid samtidigt.";
    RulesContradict "M006" Warning "två regler säger emot varandra"
        "Två regler har samma villkor men talar åt olika håll. Är det meningen bör skälen säga varför.";
    SameCondition "M007" Warning "samma villkor under två skäl"
        "Två regler har samma villkor och verkan. Slå ihop dem eller lägg dem i samma grupp, annars räknas samma sak två gånger.";
    NumberNoCutPoint "M008" Warning "gränsen betyder inget"
        "Talet som jämförs ligger utanför frågans gränser, så jämförelsen utfaller alltid likadant.";
    FactReadWhenIrrelevant "M009" Warning "regeln läser en fråga som inte ställs"
        "Regeln läser ett faktum i lägen där frågan inte är aktuell, och kan då inte slå till. Ändra villkoret eller `ask_when`.";
    CitationWithoutStycke "M010" Warning "hänvisningen är inte precis"
        "Paragrafen har flera stycken, och regeln säger inte vilket. Ange `st` så att den som läser hittar rätt.";
    RuleOutOfDate "M011" Warning "regeln gäller inte längre"
        "Regelns giltighetstid har gått ut. Den prövas bara för underlag med äldre datum.";
    QuestionMark "M012" Warning "frågan slutar inte med frågetecken"
        "En fråga ska gå att läsa högt och slutar med frågetecken.";
    QuestionWithoutHelp "M013" Warning "frågan saknar hjälptext"
        "Den som svarar har sällan juridisk utbildning. Skriv en eller två meningar som förklarar frågan.";
    TextTooLong "M014" Warning "texten är för lång"
        "Texten är längre än vad som hinner läsas. En eller två meningar räcker.";
    HeavyWord "M015" Warning "ordet är tungt"
        "Ordet hör till dem som råden om klarspråk avråder från. Förslaget under meddelandet är enklare.";
    ScenarioCoverage "M016" Warning "inget underlag prövar regeln"
        "Inget av provunderlagen gör regeln sann, falsk och oavgjord. En regel som ingen prövar kan vara fel utan att någon märker det.";
    BoolCompared "M017" Warning "onödig jämförelse"
        "En ja- och nejfråga skrivs som `f.namn` eller `!f.namn`, utan `== true` eller `== false`.";
    PrintInRule "M018" Warning "utskrift i en regel"
        "`print` och `debug` skriver ingenting i ett råd. Ta bort raden när felsökningen är klar.";
    ProvisionUnused "M019" Note "ingen regel använder posten"
        "Posten finns i law.toml men ingen regel, konsekvens eller term hänvisar till den.";
    CitationUnverified "M020" Note "paragrafen är inte kontrollerad"
        "Posten är märkt `verified = false`: ingen har läst paragrafen i lagtexten. Råd som bygger på den märks.";
    VariantWithoutRule "M021" Warning "ingen regel nämner varianten"
        "Varianten beskrivs i pack.toml men ingen regel skiljer ut den, så den kan aldrig bli föreslagen. \
         Skriv regeln som talar för den, eller ta bort varianten.";
    OutsideProofs "M022" Note "villkoret står utanför bevisen"
        "Villkoret läser fler frågor tillsammans än vad bevisen klarar, ungefär tio. Råden är lika riktiga, men de säger inte vad \
         obesvarade frågor kan leda till, och `niokap rules prove` bevisar inget som villkoret kan ändra.";

    // --- B: batches -------------------------------------------------------------------------------------------------
    ColumnUnknown "B001" Error "kolumnen finns inte"
        "Rubriken är varken en fråga i regelsamlingen eller något av de andra namn som en kolumn kan ha. Programmet hoppar \
         aldrig över en kolumn, eftersom svaren i den kan avgöra råden. Rätta rubriken eller ta bort kolumnen.";
    ColumnTwice "B002" Error "samma kolumn två gånger"
        "Två kolumner gäller samma sak, och programmet väljer aldrig tyst den ena. Ta bort den som inte gäller.";
    ColumnWithoutName "B003" Error "kolumnen saknar rubrik"
        "En cell har ett värde men kolumnen saknar rubrik, så det går inte att veta vad värdet betyder. \
         Skriv en rubrik eller töm cellen. Tomma kolumner utan rubrik gör inget.";
    RowCells "B004" Error "raden har fel antal celler"
        "Raden har fler eller färre celler än rubrikraden. Det beror ofta på ett skiljetecken inne i en cell, som då måste \
         stå inom citattecken, eller på att raden har klippts av.";
    RowQuote "B005" Error "citattecknen går inte ihop"
        "En cell som börjar med citattecken ska sluta med citattecken, och ett citattecken inne i den skrivs två gånger. \
         Bara den första raden räknas som fel; programmet läser vidare på nästa rad.";
    RowTooLong "B006" Error "raden är för lång"
        "Raden är längre än vad ett underlag någonsin är. Gränsen skyddar mot att fel fil läses in av misstag. \
         Programmet läser vidare på nästa rad.";
    RowJson "B007" Error "raden är inte riktig JSON"
        "I JSON Lines är varje rad ett helt objekt: `{\"title\": \"Ale\", \"uppgift\": \"overformyndare\"}`. Namn och texter står \
         inom raka citattecken, med komma emellan men inte efter det sista.";
    InputFormat "B008" Error "formatet går inte att avgöra"
        "Programmet ser av filens namn hur den ska läsas: `.jsonl` och `.ndjson` är JSON Lines, `.csv` är en tabell, `.toml` är ett \
         underlag och en mapp är många. Heter filen något annat, eller kommer den från standard in, så ange `--in-format`.";
    RowId "B009" Error "radens id går inte att använda"
        "`id` är en kort text eller ett heltal som känner igen raden i resultatet.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_is_unique_and_well_formed() {
        let mut seen = BTreeSet::new();
        for code in Code::ALL {
            let id = code.id();
            assert!(seen.insert(id), "{id} occurs twice");
            assert_eq!(id.len(), 4, "{id}");
            assert!(id.starts_with(['K', 'F', 'S', 'R', 'L', 'P', 'C', 'M', 'B']), "{id}");
            assert!(id.bytes().skip(1).all(|byte| byte.is_ascii_digit()), "{id}");
            assert_eq!(Code::find(&id.to_lowercase()), Some(*code));
        }
    }

    #[test]
    fn every_code_explains_itself() {
        for code in Code::ALL {
            assert!(code.title().chars().count() <= 60, "{code}: the title is long");
            assert!(!code.title().ends_with('.'), "{code}: a title is no sentence");
            assert!(code.explanation().ends_with('.'), "{code}: the explanation is cut short");
            assert!(code.explanation().chars().count() >= 40, "{code}: the explanation says too little");
            assert!(!code.explanation().contains("  "), "{code}: double space");
        }
    }

    #[test]
    fn lints_never_stop_the_work() {
        for code in Code::ALL.iter().filter(|code| code.id().starts_with('M')) {
            assert_ne!(code.severity(), Severity::Error, "{code}");
        }
    }

    #[test]
    fn the_table_is_in_order() {
        let ids: Vec<_> = Code::ALL.iter().map(|code| code.id()).collect();
        for pair in ids.windows(2) {
            assert!(pair[0].chars().next() != pair[1].chars().next() || pair[0] < pair[1], "{pair:?}");
        }
    }
}
