//! What the service refuses of a request's form, because the SDK does not look: what is too long or too
//! large, and words that it does not know.

use super::{Limits, Member, Shape};
use crate::control::error::{Answered, ApiError};
use crate::value::Value;

/// Refuses a request with everything that is wrong with it.
pub fn check(shape: &Shape, request: &Value) -> Answered<()> {
    let mut report = Vec::new();
    value(shape, request, "", &mut report);
    if report.is_empty() {
        return Ok(());
    }
    let (count, told) = (report.len(), report.join("; "));
    let errors = if count == 1 { "error" } else { "errors" };
    Err(ApiError::validation(format!(
        "{count} validation {errors} detected: {told}"
    )))
}

fn value(shape: &Shape, given: &Value, path: &str, report: &mut Vec<String>) {
    match (shape, given) {
        (Shape::Structure(members), Value::Object(_)) => structure(members, given, path, report),
        (Shape::List(item, limits), Value::Array(items)) => {
            length(limits, items.len(), given, path, report);
            for (index, given) in items.iter().enumerate() {
                let path = format!("{path}.{}.member", index + 1);
                value(item, given, &path, report);
            }
        }
        (Shape::Text(limits), Value::String(text)) => {
            length(limits, text.chars().count(), given, path, report);
        }
        (Shape::Enum(words), Value::String(text)) if !words.contains(text) => {
            let words = words.join(", ");
            tell(
                given,
                path,
                &format!("satisfy enum value set: [{words}]"),
                report,
            );
        }
        (Shape::Integer(limits) | Shape::Float(limits), Value::Number(number))
            if limits.below(number.as_f64()) =>
        {
            let most = limits.max.unwrap_or_default();
            let rule = format!("have value less than or equal to {most}");
            tell(given, path, &rule, report);
        }
        _ => {}
    }
}

fn structure(members: &[Member], given: &Value, path: &str, report: &mut Vec<String>) {
    for member in members {
        if let Some(given) = given.get(&member.name) {
            let dot = if path.is_empty() { "" } else { "." };
            let path = format!("{path}{dot}{}", member.name);
            value(&member.shape, given, &path, report);
        }
    }
}

fn length(limits: &Limits, length: usize, given: &Value, path: &str, report: &mut Vec<String>) {
    if limits.below(length as f64) {
        let most = limits.max.unwrap_or_default();
        let rule = format!("have length less than or equal to {most}");
        tell(given, path, &rule, report);
    }
}

fn tell(given: &Value, path: &str, rule: &str, report: &mut Vec<String>) {
    let shown = given
        .as_str()
        .map_or_else(|| given.to_json(), str::to_owned);
    report.push(format!(
        "Value '{shown}' at '{path}' failed to satisfy constraint: Member must {rule}"
    ));
}
