//! How deep and how large data is, found out without printing it.

use super::{Object, Value};
use std::rc::Rc;

impl Value {
    /// Whether arrays and objects nest deeper than `limit`. Data that a loop wraps again and again is to
    /// be refused before its depth endangers the stack; the walk itself never goes below `limit`.
    pub fn is_deeper_than(&self, limit: usize) -> bool {
        let deeper = |item: &Self| limit == 0 || item.is_deeper_than(limit - 1);
        match self {
            Self::Array(items) => limit == 0 || items.iter().any(deeper),
            Self::Object(object) => limit == 0 || object.values().any(deeper),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::String(_) => false,
        }
    }

    /// Whether its JSON text is certainly longer than so many bytes. What data is made of may be shared,
    /// and its text be much longer than the memory it takes: the walk ends as soon as it is sure.
    pub fn is_larger_than(&self, bytes: usize) -> bool {
        behind(self, bytes).is_none()
    }

    /// As much of it from its beginning as has a text of at least so many bytes: all of it, if that is
    /// less. Members and items behind are left out, texts stay whole.
    #[must_use]
    pub fn beginning(&self, bytes: usize) -> Self {
        if self.is_larger_than(bytes) {
            return first(self, &mut bytes.saturating_add(1));
        }
        self.clone()
    }
}

/// A copy that ends where nothing is left of so many bytes.
fn first(value: &Value, left: &mut usize) -> Value {
    // What is printed before anything inside, at least.
    let before = value.as_str().map_or(1, |text| text.len() + 2);
    *left = left.saturating_sub(before);
    match value {
        Value::Array(items) => first_items(items, left),
        Value::Object(object) => first_members(object, left),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

fn first_items(items: &[Value], left: &mut usize) -> Value {
    let mut kept = Vec::new();
    for item in items {
        if *left == 0 {
            break;
        }
        kept.push(first(item, left));
    }
    kept.into()
}

fn first_members(object: &Object, left: &mut usize) -> Value {
    let mut kept = Object::new();
    for (key, item) in object.iter() {
        if *left == 0 {
            break;
        }
        *left = left.saturating_sub(key.len() + 3);
        kept.insert(Rc::clone(key), first(item, left));
    }
    kept.into()
}

/// What is left of so many bytes behind the text of a value, blanks and escapes not counted.
fn behind(value: &Value, left: usize) -> Option<usize> {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => left.checked_sub(1),
        Value::String(text) => left.checked_sub(text.len() + 2),
        Value::Array(items) => items
            .iter()
            .try_fold(left.checked_sub(2)?, |left, item| behind(item, left)),
        Value::Object(object) => object
            .iter()
            .try_fold(left.checked_sub(2)?, |left, (key, item)| {
                behind(item, left.checked_sub(key.len() + 3)?)
            }),
    }
}

#[cfg(test)]
mod tests {
    use crate::value::{Value, parse};

    #[test]
    fn the_length_is_never_overrated() {
        for text in [
            "null",
            "0",
            "\"\"",
            "[]",
            "{}",
            "[1,2,[3]]",
            r#"{"a":{"bc":"d"},"e":[""]}"#,
        ] {
            let value = parse(text).expect("JSON");
            assert!(!value.is_larger_than(text.len()), "{text}");
            assert!(value.is_larger_than(0), "{text}");
        }
    }

    #[test]
    fn the_beginning_is_that_of_the_whole() {
        let value = parse(r#"[1,{"a":[true,"b"],"c":2},[[3],4],"five",6]"#).expect("JSON");
        let whole = value.to_json();
        for bytes in 0..60 {
            let part = value.beginning(bytes).to_json();
            let same = part.bytes().zip(whole.bytes()).take_while(|(a, b)| a == b);
            assert!(same.count() >= bytes.min(whole.len()), "{bytes}: {part}");
        }
        let mut shared = Value::array(Vec::new());
        for _ in 0..60 {
            shared = Value::array(vec![shared.clone(), shared]);
        }
        assert!(shared.beginning(100).to_json().len() < 500);
    }

    #[test]
    fn what_is_shared_is_counted_each_time() {
        let mut value = Value::from("a text");
        for _ in 0..60 {
            value = Value::array(vec![value.clone(), value]);
        }
        assert!(value.is_larger_than(64 << 20));
    }
}
