//! What the service refuses of a request's form, because the SDK does not look: what is too long or too
//! large, and words that it does not know.

use super::{Limits, Member, Shape};
use crate::control::error::{Answered, ApiError};
use crate::value::Value;
use std::rc::Rc;

/// The pattern of names that cannot be taken for a version's number.
const NAME: &str = r"^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$";

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
        (Shape::List(item, limits, name), Value::Array(items)) => {
            if limits.below(items.len() as f64) {
                let name = name.as_deref().unwrap_or_default();
                let most = limits.max.unwrap_or_default();
                let rule = format!("have length less than or equal to {most}");
                tell(&listed(items, name), path, &rule, report);
            }
            for (index, given) in items.iter().enumerate() {
                let path = format!("{path}.{}.member", index + 1);
                value(item, given, &path, report);
            }
        }
        (Shape::Text(limits), Value::String(text)) => length(limits, text, path, report),
        (Shape::Name(limits), Value::String(text)) => {
            length(limits, text, path, report);
            if !is_name(text) {
                let rule = format!("satisfy regular expression pattern: {NAME}");
                tell(text, path, &rule, report);
            }
        }
        (Shape::Enum(words), Value::String(text)) if !words.contains(text) => {
            let words = words.join(", ");
            tell(
                text,
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
            tell(&shown(given), path, &rule, report);
        }
        _ => {}
    }
}

fn length(limits: &Limits, text: &str, path: &str, report: &mut Vec<String>) {
    if limits.below(text.chars().count() as f64) {
        let most = limits.max.unwrap_or_default();
        let rule = format!("have length less than or equal to {most}");
        tell(text, path, &rule, report);
    }
}

/// Whether a text fits [`NAME`].
fn is_name(text: &str) -> bool {
    let mark = |c: char| matches!(c, '_' | '-' | '.');
    let fits = |c: char| c.is_ascii_alphanumeric() || mark(c);
    text.chars().all(fits) && !text.chars().all(|c| c.is_ascii_digit())
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

/// Objects of a list as Java shows them: `[Name(a=1, b=2)]`.
fn listed(items: &[Value], name: &str) -> String {
    let member = |(key, value): (&Rc<str>, &Value)| format!("{key}={}", shown(value));
    let item = |item: &Value| match item.as_object() {
        Some(object) => {
            let members: Vec<String> = object.iter().map(member).collect();
            format!("{name}({})", members.join(", "))
        }
        None => shown(item),
    };
    let items: Vec<String> = items.iter().map(item).collect();
    format!("[{}]", items.join(", "))
}

fn shown(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_json(), str::to_owned)
}

fn tell(shown: &str, path: &str, rule: &str, report: &mut Vec<String>) {
    report.push(format!(
        "Value '{shown}' at '{path}' failed to satisfy constraint: Member must {rule}"
    ));
}
