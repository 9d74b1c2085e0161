//! JSON: merge, from text, to text.

use super::{Answer, InvalidArguments, argument};
use crate::value::{Value, java, parse};

/// `States.JsonMerge(left, right, deep)`: the members of both, the right one's where both have one.
/// AWS knows no deep merge; the keys come in the order of Java's `HashMap` (recorded).
pub(super) fn merge(arguments: &[Value]) -> Answer {
    let left = argument(arguments, 0, Value::as_object)?;
    let right = argument(arguments, 1, Value::as_object)?;
    if argument(arguments, 2, Value::as_bool)? {
        return Err(InvalidArguments);
    }
    Ok(java::hash_merged(left, right).into())
}

/// `States.JsonToString(value)`
pub(super) fn to_string(arguments: &[Value]) -> Answer {
    Ok(argument(arguments, 0, Some)?.to_json().into())
}

/// `States.StringToJson(text)`; a blank text gives `null` (recorded).
pub(super) fn from_string(arguments: &[Value]) -> Answer {
    let text = argument(arguments, 0, Value::as_str)?;
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    parse(text).map_err(|_| InvalidArguments)
}
