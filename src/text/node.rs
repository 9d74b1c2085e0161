//! The tree.

use crate::diagnostic::Span;
use crate::value::{Number, Object, Value};
use std::rc::Rc;

/// A JSON value and its characters.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// From its first character to its last, brackets and quotes included.
    pub span: Span,
    /// What stands there.
    pub json: Json,
}

/// What stands at a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as written.
    Number(Rc<str>),
    /// A string, its escapes resolved.
    String(Rc<str>),
    /// An array.
    Array(Vec<Node>),
    /// An object; a repeated key is there as often as it was written.
    Object(Vec<Member>),
    /// Something that is no JSON value; a problem says so.
    Unreadable,
}

/// One member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its key.
    pub key: Key,
    /// Its value.
    pub value: Node,
}

/// The key of a member.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Its characters, quotes included.
    pub span: Span,
    /// Its text, escapes resolved.
    pub text: Rc<str>,
}

impl Member {
    /// Key and value.
    pub fn span(&self) -> Span {
        self.key.span.start..self.value.span.end
    }
}

impl Node {
    /// The text, if this is a string.
    pub fn as_str(&self) -> Option<&Rc<str>> {
        if let Json::String(text) = &self.json {
            Some(text)
        } else {
            None
        }
    }

    /// The items, if this is an array.
    pub fn as_array(&self) -> Option<&[Self]> {
        if let Json::Array(items) = &self.json {
            Some(items)
        } else {
            None
        }
    }

    /// The members, if this is an object.
    pub fn as_object(&self) -> Option<&[Member]> {
        if let Json::Object(members) = &self.json {
            Some(members)
        } else {
            None
        }
    }

    /// The number, if this is one.
    pub fn as_number(&self) -> Option<Number> {
        if let Json::Number(text) = &self.json {
            Number::from_json(text)
        } else {
            None
        }
    }

    /// The member `key` of an object; of a repeated key the last one counts, as on AWS.
    pub fn get(&self, key: &str) -> Option<&Member> {
        let mut members = self.as_object()?.iter();
        members.rfind(|member| &*member.key.text == key)
    }

    /// The plain data.
    pub fn to_value(&self) -> Value {
        match &self.json {
            Json::Null | Json::Unreadable => Value::Null,
            Json::Bool(truth) => Value::Bool(*truth),
            Json::Number(text) => Number::from_json(text).map_or(Value::Null, Value::Number),
            Json::String(text) => Value::String(Rc::clone(text)),
            Json::Array(items) => Value::array(items.iter().map(Self::to_value).collect()),
            Json::Object(members) => members
                .iter()
                .map(|member| (Rc::clone(&member.key.text), member.value.to_value()))
                .collect::<Object>()
                .into(),
        }
    }

    /// The characters in `text`, the text this node was read from, of the byte range `inner` of a
    /// string's resolved text. The whole node for anything but a string.
    pub fn inside(&self, text: &str, inner: Span) -> Span {
        let Some(resolved) = self.as_str() else {
            return self.span.clone();
        };
        let raw = text.get(self.span.clone()).unwrap_or_default();
        // Only YAML spells texts in these ways.
        let yaml = raw == &**resolved
            || raw.starts_with(['|', '>'])
            || raw.contains('\n')
            || (raw.starts_with('\'') && raw.contains("''"));
        if yaml {
            let place = |offset| super::yaml::raw_offset(raw, resolved, offset);
            let (start, end) = (place(inner.start), place(inner.end));
            return self.span.start + start..self.span.start + end.max(start);
        }
        // An unclosed string with one escape has that length too.
        let plain = raw.len() == resolved.len() + 2 && !raw.contains('\\');
        let place = |offset: usize| {
            if plain {
                offset.min(resolved.len()) + 1
            } else {
                super::scalar::raw_offset(raw, offset)
            }
        };
        let (start, end) = (place(inner.start), place(inner.end));
        self.span.start + start..self.span.start + end.max(start)
    }
}
