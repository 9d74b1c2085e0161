//! Why an evaluation ends without a value, in Jayway's words.

use super::syntax::{Step, Steps};
use crate::value::{Value, java};
use std::fmt::Write;
use std::rc::Rc;

/// What ends an evaluation.
#[derive(Clone, Debug)]
pub(super) enum Stop {
    /// The path found nothing.
    Miss(Miss),
    /// The path can not be applied to this data (Jayway: `InvalidPathException` while evaluating).
    Invalid(String),
    /// A function can not work on what it was given (Jayway: `JsonPathException`).
    Function(String),
    /// A list has no such item (Java: `IndexOutOfBoundsException`), which the items of an array pass over.
    Beyond(String),
    /// The work allowed for one evaluation is done.
    Exhausted,
}

/// A path that found nothing. Cheap to make, because filters miss all the time; `at` is the step.
#[derive(Clone, Debug)]
pub(super) enum Miss {
    /// The last step found nothing.
    NoResults,
    /// A property on the way is missing.
    Property { at: usize, name: Rc<str> },
    /// A name was asked of something that is no object.
    NotAnObject { at: usize, found: Value },
    /// An index was asked of something that is no array.
    NotAnArray { at: usize, found: Value },
    /// The path of an argument found nothing: its own words.
    Told(String),
    /// A wildcard on the way stands on neither.
    NeitherArrayNorObject { at: usize, found: Value },
}

/// What AWS's JSON library calls itself in Jayway's sentences.
const PROVIDER: &str = "com.jayway.jsonpath.spi.json.JacksonJsonProvider";

impl Stop {
    pub fn filter_on_primitive(found: &Value) -> Self {
        let found = java::text(found);
        Self::Invalid(format!(
            "Filter: [?] can not be applied to primitives. Current context is: {found}"
        ))
    }

    pub fn unknown_function(name: &str) -> Self {
        Self::Invalid(format!("Function with name: {name} does not exist."))
    }

    /// What Jayway has no node for.
    pub fn no_node() -> Self {
        Self::Function("Could not convert the keys to a ValueNode".to_owned())
    }

    /// A scan with nothing to look for.
    pub fn leaf() -> Self {
        Self::Function("Current path token is a leaf".to_owned())
    }

    pub fn nothing_to_aggregate() -> Self {
        let words = "Aggregation function attempted to calculate value using empty array";
        Self::Function(words.to_owned())
    }

    /// The same in words of its own, `steps` not being those of the whole path.
    pub fn told(self, steps: &Steps) -> Self {
        if matches!(self, Self::Miss(_)) {
            return Self::Miss(Miss::Told(self.words(steps)));
        }
        self
    }

    /// The sentence about it, `steps` being those of the path.
    pub fn words(&self, steps: &Steps) -> String {
        match self {
            Self::Miss(miss) => miss.words(steps),
            Self::Invalid(words) | Self::Function(words) | Self::Beyond(words) => words.clone(),
            Self::Exhausted => "The path would visit too many values".to_owned(),
        }
    }
}

impl Miss {
    fn words(&self, steps: &Steps) -> String {
        let class = |found| java::class_name(found).unwrap_or("null");
        match self {
            Self::Told(words) => words.clone(),
            Self::NoResults => format!("No results for path: {}", whole(steps)),
            Self::Property { at, name } => {
                format!("Missing property in path {}['{name}']", place(steps, *at))
            }
            Self::NotAnObject { at, found } => format!(
                "Expected to find an object with property {} in path {} but found '{}'. This is not \
                 a json object according to the JsonProvider: '{PROVIDER}'.",
                step(steps, *at),
                place(steps, *at),
                class(found),
            ),
            Self::NotAnArray {
                at,
                found: Value::Null,
            } => {
                format!("The path {} is null", place(steps, *at))
            }
            Self::NotAnArray { at, found } => format!(
                "Filter: {} can only be applied to arrays. Current context is: {}",
                tail(steps, *at),
                java::text(found),
            ),
            Self::NeitherArrayNorObject { at, found } => format!(
                "Expected to find an object or array in path {} but found '{}'. ",
                place(steps, *at),
                class(found),
            ),
        }
    }
}

/// The whole path as Jayway writes it.
fn whole(steps: &Steps) -> String {
    format!("${}", tail(steps, 0))
}

/// The steps from `at` on.
fn tail(steps: &Steps, at: usize) -> String {
    steps.list.iter().skip(at).map(Step::to_string).collect()
}

fn step(steps: &Steps, at: usize) -> String {
    steps.list.get(at).map(Step::to_string).unwrap_or_default()
}

/// The place before step `at`. The steps to it are names and indices, for misses are told of only while
/// the way is definite; names stand in single quotes without escapes.
fn place(steps: &Steps, at: usize) -> String {
    let mut place = String::from("$");
    for step in steps.list.iter().take(at) {
        if let Step::Name { name, .. } = step {
            let _ = write!(place, "['{name}']");
        } else if !matches!(step, Step::Call(_)) {
            // A function is at the place of what it was given.
            let _ = write!(place, "{step}");
        }
    }
    place
}
