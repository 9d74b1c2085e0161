//! What an object or array of a definition is, by the way to it; and the fields it can have.

use crate::machine::vocabulary as words;
use crate::machine::vocabulary::{Language, state_fields};

/// What stands at a place of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The machine itself.
    Machine,
    /// A branch of a Parallel.
    Branch,
    /// `ItemProcessor` or `Iterator`.
    Processor,
    /// `States`: its keys are names.
    States,
    /// A state.
    State,
    /// `Branches`
    Branches,
    /// `Choices`
    Rules,
    /// An entry of `Choices`.
    Rule,
    /// `And`, `Or`
    NestedRules,
    /// A rule inside of a rule.
    NestedRule,
    /// `Retry`
    Retriers,
    /// An entry of `Retry`.
    Retrier,
    /// `Catch`
    Catchers,
    /// An entry of `Catch`.
    Catcher,
    /// `ErrorEquals`
    Errors,
    /// `ProcessorConfig`
    ProcessorConfig,
    /// `ItemReader`
    Reader,
    /// `ReaderConfig`
    ReaderConfig,
    /// `ItemBatcher`
    Batcher,
    /// `ResultWriter`
    Writer,
    /// `WriterConfig`
    WriterConfig,
    /// `Credentials`
    Credentials,
    /// `Assign`: its keys are names of variables, its values are computed.
    Assign,
    /// The object of a field whose values are computed: `Parameters`, `Arguments` …
    Payload,
    /// Anything inside of such an object.
    PayloadPart,
    /// Plain data, or something that should not be there.
    Data,
}

impl Shape {
    /// What the value of a member is.
    pub fn member(self, key: &str) -> Self {
        match self {
            Self::Machine | Self::Branch | Self::Processor => match key {
                "States" => Self::States,
                "ProcessorConfig" => Self::ProcessorConfig,
                _ => Self::Data,
            },
            Self::States => Self::State,
            Self::State => in_state(key),
            Self::Rule | Self::NestedRule => match key {
                "And" | "Or" => Self::NestedRules,
                "Not" => Self::NestedRule,
                "Assign" => Self::Assign,
                "Output" => Self::Payload,
                _ => Self::Data,
            },
            Self::Retrier | Self::Catcher => match key {
                "ErrorEquals" => Self::Errors,
                "Assign" => Self::Assign,
                "Output" => Self::Payload,
                _ => Self::Data,
            },
            Self::Reader | Self::Writer => match key {
                "ReaderConfig" => Self::ReaderConfig,
                "WriterConfig" => Self::WriterConfig,
                "Parameters" | "Arguments" => Self::Payload,
                _ => Self::Data,
            },
            Self::Batcher => Self::Payload,
            Self::Credentials | Self::Assign | Self::Payload | Self::PayloadPart => {
                Self::PayloadPart
            }
            Self::Branches
            | Self::Rules
            | Self::NestedRules
            | Self::Retriers
            | Self::Catchers
            | Self::Errors
            | Self::ProcessorConfig
            | Self::ReaderConfig
            | Self::WriterConfig
            | Self::Data => Self::Data,
        }
    }

    /// What an item is.
    pub fn item(self) -> Self {
        match self {
            Self::Branches => Self::Branch,
            Self::Rules => Self::Rule,
            Self::NestedRules => Self::NestedRule,
            Self::Retriers => Self::Retrier,
            Self::Catchers => Self::Catcher,
            Self::Payload | Self::PayloadPart => Self::PayloadPart,
            _ => Self::Data,
        }
    }

    /// Whether its values may be computed.
    pub fn is_computed(self) -> bool {
        matches!(
            self,
            Self::Payload | Self::PayloadPart | Self::Assign | Self::Credentials
        )
    }

    /// The fields it can have; of a state those of its type, of any type while that is not known.
    pub fn fields(self, state_type: Option<&str>, language: Language) -> Vec<&'static str> {
        let path = language == Language::Path;
        match self {
            Self::Machine => words::TOP.to_vec(),
            Self::Branch => words::BRANCH.to_vec(),
            Self::Processor => words::PROCESSOR.to_vec(),
            Self::State => state_type.map_or_else(
                || any_state(language),
                |state_type| state_fields(state_type, language),
            ),
            Self::Rule if path => rule(true),
            Self::NestedRule if path => rule(false),
            Self::Rule => words::JSONATA_RULE.to_vec(),
            Self::Retrier => words::RETRIER.to_vec(),
            Self::Catcher if path => words::CATCHER.to_vec(),
            Self::Catcher => words::JSONATA_CATCHER.to_vec(),
            Self::ProcessorConfig => words::PROCESSOR_CONFIG.to_vec(),
            Self::Reader => without(&words::READER, other_payload(language)),
            Self::ReaderConfig => words::READER_CONFIG.to_vec(),
            Self::Batcher => words::BATCHER.to_vec(),
            Self::Writer => without(&words::WRITER, other_payload(language)),
            Self::WriterConfig => words::WRITER_CONFIG.to_vec(),
            Self::Credentials => vec!["RoleArn"],
            Self::States
            | Self::NestedRule
            | Self::Branches
            | Self::Rules
            | Self::NestedRules
            | Self::Retriers
            | Self::Catchers
            | Self::Errors
            | Self::Assign
            | Self::Payload
            | Self::PayloadPart
            | Self::Data => Vec::new(),
        }
    }
}

fn in_state(key: &str) -> Shape {
    match key {
        "Branches" => Shape::Branches,
        "ItemProcessor" | "Iterator" => Shape::Processor,
        "Choices" => Shape::Rules,
        "Retry" => Shape::Retriers,
        "Catch" => Shape::Catchers,
        "ItemReader" => Shape::Reader,
        "ItemBatcher" => Shape::Batcher,
        "ResultWriter" => Shape::Writer,
        "Credentials" => Shape::Credentials,
        "Assign" => Shape::Assign,
        "Parameters" | "Arguments" | "ResultSelector" | "ItemSelector" | "Output" | "Items" => {
            Shape::Payload
        }
        _ => Shape::Data,
    }
}

/// Fields of any state: `Type` first, since it decides about all others.
fn any_state(language: Language) -> Vec<&'static str> {
    let mut fields = Vec::new();
    for state_type in words::TYPES {
        for field in state_fields(state_type, language) {
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
    }
    fields
}

fn rule(outermost: bool) -> Vec<&'static str> {
    let others = words::RULE.iter().chain(&words::OPERATORS).copied();
    others
        .filter(|name| outermost || !words::OUTERMOST.contains(name))
        .collect()
}

fn other_payload(language: Language) -> &'static str {
    match language {
        Language::Path => "Arguments",
        Language::Jsonata => "Parameters",
    }
}

fn without(fields: &[&'static str], left_out: &str) -> Vec<&'static str> {
    let mut fields = fields.to_vec();
    fields.retain(|field| *field != left_out);
    fields
}
