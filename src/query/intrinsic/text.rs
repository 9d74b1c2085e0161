//! Texts: split.

use super::{Answer, argument};
use crate::value::Value;

/// `States.StringSplit(text, delimiters)`: every character of `delimiters` parts, empty parts fall away,
/// as with Java's `StringTokenizer` (recorded).
pub(super) fn split(arguments: &[Value]) -> Answer {
    let text = argument(arguments, 0, Value::as_str)?;
    let delimiters = argument(arguments, 1, Value::as_str)?;
    let parts = text
        .split(|c| delimiters.contains(c))
        .filter(|part| !part.is_empty());
    Ok(parts.map(Value::from).collect::<Vec<_>>().into())
}
