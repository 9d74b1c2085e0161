//! A request's members, by type. Their types have been checked: what is absent or `null` is `None`.

use super::error::{Answered, ApiError, Code};
use super::{jackson, shape};
use crate::value::{Payload, Value, parse};

/// The members of a request, or of an object inside it.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a>(&'a Value);

impl<'a> Fields<'a> {
    /// The members of an operation's request.
    ///
    /// # Errors
    /// What is refused of the request's form.
    pub fn of(operation: &str, request: &'a Value) -> Answered<Self> {
        shape::check(operation, request)?;
        Ok(Self(request))
    }

    /// A member as it came.
    pub fn get(&self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| **value != Value::Null)
    }

    /// A text.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.get(name)?.as_str()
    }

    /// A text that the form demands.
    pub fn demanded(&self, name: &str) -> &'a str {
        self.text(name).unwrap_or_default()
    }

    /// `true` or `false`; absent means `false`.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    /// A whole number that is not negative.
    pub fn count(&self, name: &str) -> Option<u64> {
        let number = self.get(name)?.as_number()?.as_i64()?;
        u64::try_from(number).ok()
    }

    /// The members of an object of a list.
    pub fn item(value: &'a Value) -> Self {
        Self(value)
    }

    /// The members of an object inside.
    pub fn inner(&self, name: &str) -> Option<Self> {
        self.get(name).map(Self)
    }
}

/// The input of an execution or of a state: any JSON; `{}` if absent.
///
/// # Errors
/// `InvalidExecutionInput`
pub fn input(text: Option<&str>) -> Answered<Payload> {
    let text = text.unwrap_or("{}");
    Payload::from_text(text).map_err(|fault| {
        let why = why_not_json(text).unwrap_or_else(|| fault.reason.to_string());
        ApiError::new(
            Code::InvalidExecutionInput,
            format!("Invalid State Machine Execution Input: '{why}'"),
        )
    })
}

/// What a worker gives as its task's output: any JSON.
///
/// # Errors
/// `InvalidOutput`; its words are like those of an input (recorded for inputs only).
pub fn output(text: &str) -> Answered<()> {
    parse(text).map(drop).map_err(|fault| {
        let why = why_not_json(text).unwrap_or_else(|| fault.reason.to_string());
        ApiError::new(Code::InvalidOutput, format!("Invalid Output: '{why}'"))
    })
}

/// What AWS's reader says of a text that is not JSON.
fn why_not_json(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return Some("Invalid execution input.".to_owned());
    }
    jackson::complaint(text).map(|complaint| complaint.message)
}
