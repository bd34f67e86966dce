//! What a rule does when it fires (`verkan`), and how sure it is (`säkerhet`).

/// How far a hinder reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// The form is not available.
    Form,
    /// A variant of the form is not available.
    Variant,
    /// The form works, but a slice of the task stays where the law puts it.
    Deluppgift,
    /// As proposed no, changed so yes.
    Utformning,
}

impl Reach {
    /// Every reach with its identifier.
    pub const ALL: [(Reach, &'static str); 4] = [
        (Reach::Form, "form"),
        (Reach::Variant, "variant"),
        (Reach::Deluppgift, "deluppgift"),
        (Reach::Utformning, "utformning"),
    ];

    /// The identifier used in files.
    pub fn id(self) -> &'static str {
        match self {
            Reach::Form => "form",
            Reach::Variant => "variant",
            Reach::Deluppgift => "deluppgift",
            Reach::Utformning => "utformning",
        }
    }

    /// The reach with an identifier.
    pub fn find(id: &str) -> Option<Reach> {
        Reach::ALL.iter().find(|(_, known)| *known == id).map(|(reach, _)| *reach)
    }
}

/// How much a risk asks for attention. Never weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RiskLevel {
    /// Know of it.
    Low,
    /// Look into it.
    Medium,
    /// Settle it before deciding.
    High,
}

impl RiskLevel {
    /// Every level with its identifier.
    pub const ALL: [(RiskLevel, &'static str); 3] =
        [(RiskLevel::Low, "lag"), (RiskLevel::Medium, "medel"), (RiskLevel::High, "hog")];

    /// The identifier used in files.
    pub fn id(self) -> &'static str {
        match self {
            RiskLevel::Low => "lag",
            RiskLevel::Medium => "medel",
            RiskLevel::High => "hog",
        }
    }

    /// The level with an identifier.
    pub fn find(id: &str) -> Option<RiskLevel> {
        RiskLevel::ALL.iter().find(|(_, known)| *known == id).map(|(level, _)| *level)
    }
}

/// The effect of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Bars, as far as the reach goes.
    Hinder(Reach),
    /// A duty if the form is chosen.
    Krav,
    /// Something to look into.
    Risk(RiskLevel),
    /// Speaks for, 1 slight to 5 decisive.
    For(u8),
    /// Speaks against, 1 slight to 5 decisive.
    Against(u8),
    /// A note.
    Note,
}

impl Effect {
    /// The identifier used in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Effect::Hinder(_) => "hinder",
            Effect::Krav => "krav",
            Effect::Risk(_) => "risk",
            Effect::For(_) => "talar_for",
            Effect::Against(_) => "talar_emot",
            Effect::Note => "upplyser",
        }
    }

    /// The weight that a number stands for: 1 slight to 5 decisive.
    pub fn weight_of(number: i64) -> Option<u8> {
        u8::try_from(number).ok().filter(|weight| (1..=5).contains(weight))
    }

    /// The signed weight of an effect that weighs.
    pub fn weight(self) -> Option<i64> {
        match self {
            Effect::For(weight) => Some(i64::from(weight)),
            Effect::Against(weight) => Some(-i64::from(weight)),
            Effect::Hinder(_) | Effect::Krav | Effect::Risk(_) | Effect::Note => None,
        }
    }

    /// The effect in words, for lists of rules.
    pub fn in_words(self) -> String {
        match self {
            Effect::Hinder(Reach::Form) => "hindrar formen".to_owned(),
            Effect::Hinder(Reach::Variant) => "hindrar varianten".to_owned(),
            Effect::Hinder(Reach::Deluppgift) => "hindrar en del av uppgiften".to_owned(),
            Effect::Hinder(Reach::Utformning) => "hindrar den tänkta utformningen".to_owned(),
            Effect::Krav => "krav om formen väljs".to_owned(),
            Effect::Risk(RiskLevel::Low) => "låg risk".to_owned(),
            Effect::Risk(RiskLevel::Medium) => "medelhög risk".to_owned(),
            Effect::Risk(RiskLevel::High) => "hög risk".to_owned(),
            Effect::For(weight) => format!("talar för (vikt {weight})"),
            Effect::Against(weight) => format!("talar emot (vikt {weight})"),
            Effect::Note => "upplyser".to_owned(),
        }
    }
}

/// What a rule rests on. Only the first three may bar a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// The text of a statute.
    Lag,
    /// Case law.
    Praxis,
    /// Preparatory works that construe a cited section.
    Forarbeten,
    /// Guidance from an authority or SKR.
    Vagledning,
    /// Judgement.
    Bedomning,
    /// The law is unsettled.
    Oklart,
}

impl Certainty {
    /// Every kind with its identifier.
    pub const ALL: [(Certainty, &'static str); 6] = [
        (Certainty::Lag, "lag"),
        (Certainty::Praxis, "praxis"),
        (Certainty::Forarbeten, "forarbeten"),
        (Certainty::Vagledning, "vagledning"),
        (Certainty::Bedomning, "bedomning"),
        (Certainty::Oklart, "oklart"),
    ];

    /// The identifier used in files.
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(certainty, _)| *certainty == self).map_or("", |(_, id)| id)
    }

    /// By identifier.
    pub fn find(id: &str) -> Option<Certainty> {
        Self::ALL.iter().find(|(_, known)| *known == id).map(|(certainty, _)| *certainty)
    }

    /// How the kind is labelled for a reader.
    pub fn in_words(self) -> &'static str {
        match self {
            Certainty::Lag => "lag",
            Certainty::Praxis => "rättspraxis",
            Certainty::Forarbeten => "förarbeten",
            Certainty::Vagledning => "vägledning",
            Certainty::Bedomning => "bedömning",
            Certainty::Oklart => "oklart rättsläge",
        }
    }

    /// Whether a hinder may rest on it: never on a rule of thumb.
    pub fn may_bar(self) -> bool {
        matches!(self, Certainty::Lag | Certainty::Praxis | Certainty::Forarbeten)
    }
}
