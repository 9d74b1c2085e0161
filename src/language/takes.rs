//! What a field takes, and what is written for it at first.

use super::shape::Shape;
use crate::machine::vocabulary as words;
use crate::machine::vocabulary::Language;

/// What the value of a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A text that says something to people.
    Text,
    /// A moment.
    Timestamp,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `true`
    True,
    /// One of several words.
    Words(&'static [&'static str]),
    /// The name of a state of the same block.
    Target,
    /// A path.
    Path,
    /// A path or an intrinsic function.
    PathOrFunction,
    /// The ARN of a function, an integration or an activity.
    Resource,
    /// An expression in JSONata that gives a truth value.
    Condition,
    /// An object; in JSONata also an expression.
    Payload,
    /// Any JSON.
    Data,
    /// An object with fields of its own.
    Object,
    /// A list.
    List,
}

/// The languages, as `QueryLanguage` names them.
const LANGUAGES: [&str; 2] = ["JSONPath", "JSONata"];
const READS: [&str; 2] = [words::GET_OBJECT, words::LIST_OBJECTS];
const WRITES: [&str; 1] = [words::PUT_OBJECT];

/// What a field takes where it stands.
pub fn takes(shape: Shape, field: &str) -> Takes {
    match (shape, field) {
        (Shape::Reader, "Resource") => Takes::Words(&READS),
        (Shape::Writer, "Resource") => Takes::Words(&WRITES),
        (Shape::WriterConfig, "Transformation") => Takes::Words(&words::WRITE_TRANSFORMATIONS),
        (_, "Type") => Takes::Words(&words::TYPES),
        (_, "QueryLanguage") => Takes::Words(&LANGUAGES),
        (_, "Version") => Takes::Words(&["1.0"]),
        (_, "Mode") => Takes::Words(&words::MODES),
        (_, "ExecutionType") => Takes::Words(&words::EXECUTION_TYPES),
        (_, "JitterStrategy") => Takes::Words(&words::JITTER),
        (_, "InputType") => Takes::Words(&words::INPUT_TYPES),
        (_, "ManifestType") => Takes::Words(&words::MANIFEST_TYPES),
        (_, "Transformation") => Takes::Words(&words::READ_TRANSFORMATIONS),
        (_, "CSVDelimiter") => Takes::Words(&words::DELIMITERS),
        (_, "CSVHeaderLocation") => Takes::Words(&words::HEADER_LOCATIONS),
        (_, "OutputType") => Takes::Words(&words::OUTPUT_TYPES),
        (_, "Next" | "Default" | "StartAt") => Takes::Target,
        (_, "End") => Takes::True,
        (_, "Resource") => Takes::Resource,
        (_, "Condition") => Takes::Condition,
        (_, "Timestamp") => Takes::Timestamp,
        (_, "ErrorPath" | "CausePath") => Takes::PathOrFunction,
        (_, "BackoffRate" | "ToleratedFailurePercentage") => Takes::Number,
        (_, "Variable") => Takes::Path,
        (Shape::Rule | Shape::NestedRule, operator) => operand(operator),
        (_, field) if field.ends_with("Path") => Takes::Path,
        (_, field) if INTEGERS.contains(&field) => Takes::Integer,
        (_, field) if LISTS.contains(&field) => Takes::List,
        (_, field) if OBJECTS.contains(&field) => Takes::Object,
        (_, "Parameters" | "Arguments" | "ResultSelector" | "ItemSelector" | "Assign") => {
            Takes::Payload
        }
        (_, "Output" | "Result" | "Items" | "BatchInput") => Takes::Data,
        _ => Takes::Text,
    }
}

const INTEGERS: [&str; 10] = [
    "TimeoutSeconds",
    "HeartbeatSeconds",
    "Seconds",
    "IntervalSeconds",
    "MaxAttempts",
    "MaxDelaySeconds",
    "MaxConcurrency",
    "ToleratedFailureCount",
    "MaxItems",
    "MaxItemsPerBatch",
];

const LISTS: [&str; 6] = [
    "Branches",
    "Choices",
    "Retry",
    "Catch",
    "ErrorEquals",
    "CSVHeaders",
];

const OBJECTS: [&str; 10] = [
    "States",
    "ItemProcessor",
    "Iterator",
    "ProcessorConfig",
    "ItemReader",
    "ReaderConfig",
    "ItemBatcher",
    "ResultWriter",
    "WriterConfig",
    "Credentials",
];

/// What an operator of a choice rule compares with.
fn operand(operator: &str) -> Takes {
    match operator {
        "And" | "Or" => Takes::List,
        "Not" => Takes::Object,
        "Assign" => Takes::Payload,
        "Output" => Takes::Data,
        _ if operator.ends_with("Path") => Takes::Path,
        _ if operator.starts_with("Is") || operator == "BooleanEquals" => Takes::Boolean,
        _ if operator.starts_with("Numeric") => Takes::Number,
        _ if operator.starts_with("Timestamp") => Takes::Timestamp,
        _ => Takes::Text,
    }
}

/// What is first written for a field: JSON with `${…}` where the person goes on writing.
pub fn draft(shape: Shape, field: &str, language: Language) -> String {
    let jsonata = language == Language::Jsonata;
    let fixed = match field {
        "Retry" => RETRY,
        "Catch" => CATCH,
        "Choices" if jsonata => CHOICES_JSONATA,
        "Choices" => CHOICES,
        "Branches" => "[\n\t{\n\t\t\"StartAt\": \"${}\",\n\t\t\"States\": {}\n\t}\n]",
        "ItemProcessor" => PROCESSOR,
        "Credentials" => "{\n\t\"RoleArn\": \"${}\"\n}",
        "Output" if jsonata => "\"{% ${$states.input} %}\"",
        "Items" => "\"{% ${$states.input} %}\"",
        "ErrorEquals" => "[\"${}\"]",
        "MaxAttempts" => "${1:3}",
        "IntervalSeconds" => "${1:1}",
        "BackoffRate" => "${1:2}",
        _ => return by_kind(takes(shape, field), field),
    };
    fixed.to_owned()
}

const RETRY: &str = "[\n\t{\n\t\t\"ErrorEquals\": [\"${1:States.ALL}\"],\n\t\t\"IntervalSeconds\": ${2:1},\n\t\t\"MaxAttempts\": ${3:3},\n\t\t\"BackoffRate\": ${4:2}\n\t}\n]";
const CATCH: &str =
    "[\n\t{\n\t\t\"ErrorEquals\": [\"${States.ALL}\"],\n\t\t\"Next\": \"${}\"\n\t}\n]";
const CHOICES: &str = "[\n\t{\n\t\t\"Variable\": \"${$.}\",\n\t\t\"${StringEquals}\": \"${}\",\n\t\t\"Next\": \"${}\"\n\t}\n]";
const CHOICES_JSONATA: &str =
    "[\n\t{\n\t\t\"Condition\": \"{% ${$states.input} %}\",\n\t\t\"Next\": \"${}\"\n\t}\n]";
const PROCESSOR: &str = "{\n\t\"ProcessorConfig\": { \"Mode\": \"INLINE\" },\n\t\"StartAt\": \"${}\",\n\t\"States\": {}\n}";

fn by_kind(takes: Takes, field: &str) -> String {
    let draft = match takes {
        Takes::Words([only]) => return format!("\"{only}\""),
        Takes::Path if field == "Variable" || field.ends_with("Path") => "\"${$}\"",
        Takes::Text
        | Takes::Timestamp
        | Takes::Words(_)
        | Takes::Target
        | Takes::Path
        | Takes::PathOrFunction
        | Takes::Resource => "\"${}\"",
        Takes::Condition => "\"{% ${} %}\"",
        Takes::Integer | Takes::Number | Takes::Data => "${}",
        Takes::Boolean | Takes::True => "true",
        Takes::Payload | Takes::Object => "{\n\t${}\n}",
        Takes::List => "[${}]",
    };
    draft.to_owned()
}
