//! Shapes of requests and answers, as the public models of AWS's APIs describe them: which members there
//! are, of which type, within which limits.
//!
//! A shape is written as JSON: `"string 1..80"`, `"name 1..80"`, `"enum A|B"`, `"integer 0..1000"`,
//! `["shape"]` for a list (with `"1..2"` behind it if its length is limited, and then the name of its
//! items), `{"*": shape}` for a map, and an object for a structure, where `!` marks the members that must
//! be there. [`client`] checks a request as an SDK does
//! before it sends it, [`service`] as the service does when it comes.

mod client;
mod service;

use super::error::{Answered, ApiError, Code};
use crate::value::{Value, parse};
use std::rc::Rc;

/// The requests of the API, one operation a line.
const REQUESTS: &str = include_str!("requests.json");

/// What a value must look like.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A text; its length is limited.
    Text(Limits),
    /// A text of letters, digits, `_`, `-` and `.` that is no number: AWS's `CharacterRestrictedName`.
    Name(Limits),
    /// One of these words.
    Enum(Vec<Rc<str>>),
    /// A whole number within limits.
    Integer(Limits),
    /// Any number within limits.
    Float(Limits),
    /// `true` or `false`.
    Boolean,
    /// A moment.
    Timestamp,
    /// Bytes; their number is limited.
    Blob(Limits),
    /// A list of such values; its length is limited. Java shows its items under a name, if one is known.
    List(Box<Shape>, Limits, Option<Rc<str>>),
    /// Such a value for each key.
    Map(Box<Shape>),
    /// Named members.
    Structure(Vec<Member>),
    /// Anything.
    Any,
}

/// A member of a structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its name.
    pub name: Rc<str>,
    /// Whether it must be there.
    pub required: bool,
    /// What it must look like.
    pub shape: Shape,
}

/// From the least to the most, where there are such.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// Not less.
    pub min: Option<f64>,
    /// Not more.
    pub max: Option<f64>,
}

impl Shape {
    /// The shape that a JSON value describes.
    pub fn read(written: &Value) -> Self {
        match written {
            Value::String(text) => Self::word(text),
            Value::Array(items) => {
                let item = items.first().map_or(Self::Any, Self::read);
                let limits = items.get(1).and_then(Value::as_str);
                let name = items.get(2).and_then(Value::as_str).map(Rc::from);
                Self::List(
                    Box::new(item),
                    limits.map(Limits::read).unwrap_or_default(),
                    name,
                )
            }
            Value::Object(members) => match members.get("*") {
                Some(value) => Self::Map(Box::new(Self::read(value))),
                None => Self::Structure(members.iter().map(Member::read).collect()),
            },
            Value::Null | Value::Bool(_) | Value::Number(_) => Self::Any,
        }
    }

    fn word(text: &str) -> Self {
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let limits = Limits::read(rest);
        match word {
            "string" => Self::Text(limits),
            "name" => Self::Name(limits),
            "enum" => Self::Enum(rest.split('|').map(Rc::from).collect()),
            "integer" => Self::Integer(limits),
            "float" => Self::Float(limits),
            "boolean" => Self::Boolean,
            "timestamp" => Self::Timestamp,
            "blob" => Self::Blob(limits),
            _ => Self::Any,
        }
    }
}

impl Member {
    fn read((name, shape): (&Rc<str>, &Value)) -> Self {
        let required = name.strip_suffix('!');
        Self {
            name: Rc::from(required.unwrap_or(name)),
            required: required.is_some(),
            shape: Shape::read(shape),
        }
    }
}

impl Limits {
    fn read(text: &str) -> Self {
        let (min, max) = text.split_once("..").unwrap_or_default();
        Self {
            min: min.parse().ok(),
            max: max.parse().ok(),
        }
    }

    /// Whether a number is less than the least.
    pub fn above(&self, number: f64) -> bool {
        self.min.is_some_and(|min| number < min)
    }

    /// Whether a number is more than the most.
    pub fn below(&self, number: f64) -> bool {
        self.max.is_some_and(|max| number > max)
    }
}

/// Checks the request of an operation.
///
/// # Errors
/// `UnknownOperationException`, and what the SDK or the service refuses of a request's form.
pub fn check(operation: &str, request: &Value) -> Answered<()> {
    let unknown = || ApiError::new(Code::UnknownOperationException, operation);
    let requests = parse(REQUESTS).map_err(|_| unknown())?;
    let shape = Shape::read(requests.get(operation).ok_or_else(unknown)?);
    client::check(&shape, request)?;
    service::check(&shape, request)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_is_written_so_that_it_can_be_read() {
        let requests = parse(REQUESTS).expect("the requests are JSON");
        let operations = requests.as_object().expect("an object of operations");
        assert_eq!(operations.len(), 37);
        for (name, written) in operations.iter() {
            let Shape::Structure(members) = Shape::read(written) else {
                panic!("{name} is no structure")
            };
            assert!(
                members.iter().all(|member| member.shape != Shape::Any),
                "{name}"
            );
        }
    }
}
