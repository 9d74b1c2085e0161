//! Whether a mocked result has the fields that the service's API gives, as its public model describes
//! them. Services without a description here are not checked.

use super::request::Mode;
use super::subject::Subject;
use crate::control::error::{Answered, ApiError};
use crate::control::shape::{Limits, Member, Shape};
use crate::value::{Value, parse};

/// The results of integrations, one API a line; `as X` stands for the shape of X. The models are those of
/// botocore (Apache-2.0), with members named as Step Functions names them.
const RESULTS: &str = include_str!("results.json");

/// Checks a result.
///
/// # Errors
/// The first field that does not fit.
pub fn check(subject: &Subject, result: &Value, mode: Mode) -> Answered<()> {
    let resource = subject.resource.as_deref().unwrap_or_default();
    let shape = match (mode, resource.split_once(":states:::")) {
        (Mode::None, _) | (_, None) => None,
        (Mode::Strict | Mode::Present, Some((_, api))) => shape_of(api),
    };
    match shape {
        Some(shape) => fits(&shape, result, "", mode),
        None => Ok(()),
    }
}

fn shape_of(api: &str) -> Option<Shape> {
    let results = parse(RESULTS).ok()?;
    let plain = api.trim_end_matches(".waitForTaskToken");
    let written = results.get(plain)?;
    let same = written.as_str().and_then(|text| text.strip_prefix("as "));
    Some(Shape::read(match same {
        Some(other) => results.get(other)?,
        None => written,
    }))
}

fn fits(shape: &Shape, value: &Value, field: &str, mode: Mode) -> Answered<()> {
    match (shape, value) {
        (Shape::Structure(members), Value::Object(_)) => structure(members, value, mode),
        (Shape::List(item, limits, _), Value::Array(items)) => {
            length(limits, items.len(), field)?;
            items
                .iter()
                .try_for_each(|value| fits(item, value, field, mode))
        }
        (Shape::Map(item), Value::Object(members)) => members
            .iter()
            .try_for_each(|(key, value)| fits(item, value, key, mode)),
        (Shape::Text(limits) | Shape::Name(limits) | Shape::Blob(limits), Value::String(text)) => {
            length(limits, text.chars().count(), field)
        }
        (Shape::Integer(limits) | Shape::Float(limits), Value::Number(number)) => {
            range(limits, number.as_f64(), field)
        }
        (Shape::Enum(words), Value::String(text)) if !words.contains(text) => Err(refused(
            &format!("Field '{field}' is not an expected value"),
        )),
        (Shape::Enum(_) | Shape::Timestamp, Value::String(_))
        | (Shape::Boolean, Value::Bool(_))
        | (Shape::Any, _) => Ok(()),
        _ => {
            let kind = kind(shape);
            Err(refused(&format!("Field '{field}' must be {kind}")))
        }
    }
}

fn structure(members: &[Member], value: &Value, mode: Mode) -> Answered<()> {
    for member in members {
        let name = &member.name;
        match value.get(name) {
            Some(value) => fits(&member.shape, value, name, mode)?,
            None if member.required && mode == Mode::Strict => {
                return Err(refused(&format!("Required field '{name}' is missing")));
            }
            None => {}
        }
    }
    Ok(())
}

fn length(limits: &Limits, length: usize, field: &str) -> Answered<()> {
    if limits.above(length as f64) {
        let words = format!("Field '{field}' is smaller than the minimum length");
        return Err(refused(&words));
    }
    if limits.below(length as f64) {
        return Err(refused(&format!(
            "Field '{field}' exceeds the maximum length"
        )));
    }
    Ok(())
}

fn range(limits: &Limits, number: f64, field: &str) -> Answered<()> {
    if limits.above(number) {
        let words = format!("Field '{field}' is less than the minimum value");
        return Err(refused(&words));
    }
    if limits.below(number) {
        return Err(refused(&format!(
            "Field '{field}' exceeds the maximum value"
        )));
    }
    Ok(())
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text(_) | Shape::Name(_) | Shape::Enum(_) | Shape::Timestamp | Shape::Blob(_) => {
            "a string"
        }
        Shape::Integer(_) | Shape::Float(_) => "a number",
        Shape::Boolean => "a boolean",
        Shape::List(..) => "an array",
        Shape::Map(_) | Shape::Structure(_) => "an object",
        Shape::Any => "anything",
    }
}

fn refused(words: &str) -> ApiError {
    ApiError::validation(format!("Mock result schema validation error: {words}"))
}
