//! The JSON that flows through a workflow: values that are cheap to clone, and payloads that remember
//! the text they came from.
//!
//! AWS keeps the order of keys, keeps the spelling of data that no state rebuilt, and writes what a
//! state did rebuild compactly (`reference`: recorded executions). [`Value`] is the data, [`Payload`]
//! is data together with the text that stands for it in events.

mod extent;
pub mod java;
mod number;
mod object;
mod parse;
mod payload;
mod print;
mod timestamp;

pub use number::Number;
pub use object::Object;
pub use parse::{MAX_DEPTH, Misfit, ParseFault, parse, parse_first};
pub use payload::Payload;
pub use timestamp::{Instant, Timestamp};

use std::rc::Rc;

/// A JSON value. Cloning costs one reference count.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, integers apart from decimals as in Java.
    Number(Number),
    /// A text.
    String(Rc<str>),
    /// An array.
    Array(Rc<Vec<Value>>),
    /// An object; keys keep their order.
    Object(Rc<Object>),
}

impl Value {
    /// A text value.
    pub fn string(text: impl Into<Rc<str>>) -> Self {
        Self::String(text.into())
    }

    /// An array value.
    pub fn array(items: Vec<Self>) -> Self {
        Self::Array(Rc::new(items))
    }

    /// An object value.
    pub fn object(object: Object) -> Self {
        Self::Object(Rc::new(object))
    }

    /// `{}`
    pub fn empty_object() -> Self {
        Self::object(Object::default())
    }

    /// The member `key` of an object; `None` for anything else.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_object().and_then(|object| object.get(key))
    }

    /// The object, if this is one.
    pub fn as_object(&self) -> Option<&Object> {
        if let Self::Object(object) = self {
            Some(object)
        } else {
            None
        }
    }

    /// The items, if this is an array.
    pub fn as_array(&self) -> Option<&[Self]> {
        if let Self::Array(items) = self {
            Some(items)
        } else {
            None
        }
    }

    /// What kind of JSON it is, in the word that AWS and JSON Schema have for it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::String(_) => "string",
            Self::Array(_) => "array",
            Self::Object(_) => "object",
        }
    }

    /// The text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self {
            Some(text)
        } else {
            None
        }
    }

    /// The number, if this is one.
    pub fn as_number(&self) -> Option<&Number> {
        if let Self::Number(number) = self {
            Some(number)
        } else {
            None
        }
    }

    /// The truth value, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(truth) = self {
            Some(*truth)
        } else {
            None
        }
    }

    /// Whether both are one array, object or text in memory: equal without a look inside. Other data that is
    /// equal may be held twice, so `false` says nothing.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Object(one), Self::Object(another)) => Rc::ptr_eq(one, another),
            (Self::Array(one), Self::Array(another)) => Rc::ptr_eq(one, another),
            (Self::String(one), Self::String(another)) => Rc::ptr_eq(one, another),
            _ => false,
        }
    }

    /// Compact JSON text: no spaces, keys in order, non-ASCII characters unescaped, as AWS writes
    /// data that a state rebuilt.
    pub fn to_json(&self) -> String {
        print::compact(self)
    }

    /// JSON text for people: two spaces of indentation.
    pub fn to_pretty_json(&self) -> String {
        print::pretty(self)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Number::from(number))
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(Number::from(number))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::string(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::string(text)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Self>) -> Self {
        Self::array(items)
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::object(object)
    }
}
