//! Which fields exist, in which types of states, and in which query language (`asl.md` section 2).

/// The eight types, in the order of AWS's message.
pub const TYPES: [&str; 8] = [
    "Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map",
];

/// A query language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// JSONPath.
    Path,
    /// JSONata.
    Jsonata,
}

impl Language {
    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Path => Self::Jsonata,
            Self::Jsonata => Self::Path,
        }
    }

    /// Its name in `QueryLanguage`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "JSONPath",
            Self::Jsonata => "JSONata",
        }
    }
}

/// A field of states.
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// The types that have it, by their first letters as in [`letter`].
    types: &'static str,
    /// The language it belongs to; `None` for both.
    pub language: Option<Language>,
}

const ALL: &str = "TWPSFCLM";
const MOVING: &str = "TWPLM";

const PATH: Option<Language> = Some(Language::Path);
const JSONATA: Option<Language> = Some(Language::Jsonata);

const fn field(name: &'static str, types: &'static str, language: Option<Language>) -> Field {
    Field {
        name,
        types,
        language,
    }
}

const FIELDS: [Field; 48] = [
    field("Type", ALL, None),
    field("Comment", ALL, None),
    field("QueryLanguage", ALL, None),
    field("Next", MOVING, None),
    field("End", MOVING, None),
    field("Assign", "TWPCLM", None),
    field("Retry", "TLM", None),
    field("Catch", "TLM", None),
    field("Output", "TWPSCLM", JSONATA),
    field("Arguments", "TL", JSONATA),
    field("InputPath", "TWPSCLM", PATH),
    field("OutputPath", "TWPSCLM", PATH),
    field("Parameters", "TPLM", PATH),
    field("ResultPath", "TPLM", PATH),
    field("ResultSelector", "TLM", PATH),
    field("Resource", "T", None),
    field("TimeoutSeconds", "T", None),
    field("TimeoutSecondsPath", "T", PATH),
    field("HeartbeatSeconds", "T", None),
    field("HeartbeatSecondsPath", "T", PATH),
    field("Credentials", "T", None),
    field("Result", "P", PATH),
    field("Choices", "C", None),
    field("Default", "C", None),
    field("Seconds", "W", None),
    field("SecondsPath", "W", PATH),
    field("Timestamp", "W", None),
    field("TimestampPath", "W", PATH),
    field("Error", "F", None),
    field("ErrorPath", "F", PATH),
    field("Cause", "F", None),
    field("CausePath", "F", PATH),
    field("Branches", "L", None),
    field("ItemProcessor", "M", None),
    field("Iterator", "M", None),
    field("Items", "M", JSONATA),
    field("ItemsPath", "M", PATH),
    field("ItemSelector", "M", None),
    field("ItemReader", "M", None),
    field("ItemBatcher", "M", None),
    field("ResultWriter", "M", None),
    field("MaxConcurrency", "M", None),
    field("MaxConcurrencyPath", "M", PATH),
    field("ToleratedFailureCount", "M", None),
    field("ToleratedFailureCountPath", "M", PATH),
    field("ToleratedFailurePercentage", "M", None),
    field("ToleratedFailurePercentagePath", "M", PATH),
    field("Label", "M", None),
];

/// The letter of a type in the table.
fn letter(state_type: &str) -> char {
    match state_type {
        "Parallel" => 'L',
        other => other.chars().next().unwrap_or(' '),
    }
}

/// The field of this name, if any type has it.
pub fn find(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// The names of the fields that a type has in a language.
pub fn names(state_type: &str, language: Language) -> Vec<&'static str> {
    FIELDS
        .iter()
        .filter(|field| {
            field.belongs_to(state_type) && field.language.is_none_or(|own| own == language)
        })
        .map(|field| field.name)
        .collect()
}

impl Field {
    /// How many types of states have it.
    pub fn breadth(&self) -> usize {
        self.types.len()
    }

    /// Whether states of this type have it.
    pub fn belongs_to(&self, state_type: &str) -> bool {
        self.types.contains(letter(state_type))
    }
}
