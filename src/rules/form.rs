//! The three forms of kommunallagen 9 kap. and what else advice can point to.

/// A form of cooperation under 9 kap. kommunallagen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// 9 kap. 1–18 §§.
    Kommunalforbund,
    /// 9 kap. 19–36 §§.
    GemensamNamnd,
    /// 9 kap. 37–38 §§.
    Avtalssamverkan,
}

impl Form {
    /// The forms in the order of the law.
    pub const ALL: [Form; 3] = [Form::Kommunalforbund, Form::GemensamNamnd, Form::Avtalssamverkan];

    /// The forms in the order in which equals are listed: the one easiest to enter and leave first.
    pub const LIGHTEST_FIRST: [Form; 3] = [Form::Avtalssamverkan, Form::GemensamNamnd, Form::Kommunalforbund];

    /// The identifier used in files and JSON.
    pub fn id(self) -> &'static str {
        match self {
            Form::Kommunalforbund => "kommunalforbund",
            Form::GemensamNamnd => "gemensam_namnd",
            Form::Avtalssamverkan => "avtalssamverkan",
        }
    }

    /// By identifier.
    pub fn find(id: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.id() == id)
    }

    /// The position in [`Form::ALL`].
    pub fn index(self) -> usize {
        match self {
            Form::Kommunalforbund => 0,
            Form::GemensamNamnd => 1,
            Form::Avtalssamverkan => 2,
        }
    }
}

/// What a rule speaks about: a form, or an alternative by its position in `pack.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// One of the three forms.
    Form(Form),
    /// An outcome outside the three.
    Alternative(usize),
}

impl Target {
    /// The form, if it is one.
    pub fn form(self) -> Option<Form> {
        match self {
            Target::Form(form) => Some(form),
            Target::Alternative(_) => None,
        }
    }
}
