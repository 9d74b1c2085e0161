//! What an SDK refuses before it sends a request: missing and unknown members, wrong types, and what is
//! too short or too small; never what is too long or too large. The words are those of botocore
//! (recorded).

use super::{Limits, Member, Shape};
use crate::control::error::{Answered, ApiError, Code};
use crate::value::Value;

/// Refuses a request with everything that is wrong with it.
pub fn check(shape: &Shape, request: &Value) -> Answered<()> {
    let mut report = Report::default();
    report.value(shape, request, "");
    if report.lines.is_empty() {
        return Ok(());
    }
    let message = format!("Parameter validation failed:\n{}", report.lines.join("\n"));
    Err(ApiError::new(Code::ParamValidationError, message))
}

#[derive(Default)]
struct Report {
    lines: Vec<String>,
}

impl Report {
    fn value(&mut self, shape: &Shape, value: &Value, path: &str) {
        match (shape, value) {
            (Shape::Structure(members), Value::Object(_)) => self.structure(members, value, path),
            (Shape::List(item, limits, _), Value::Array(items)) => {
                self.length(limits, items.len(), path);
                for (index, value) in items.iter().enumerate() {
                    self.value(item, value, &format!("{path}[{index}]"));
                }
            }
            (Shape::Map(item), Value::Object(members)) => {
                for (key, value) in members.iter() {
                    self.value(item, value, &format!("{path}.{key}"));
                }
            }
            (Shape::Text(limits) | Shape::Name(limits), Value::String(text)) => {
                self.length(limits, text.chars().count(), path);
            }
            (Shape::Integer(limits) | Shape::Float(limits), Value::Number(number)) => {
                if matches!(shape, Shape::Integer(_)) && !number.is_integer() {
                    self.kind(shape, value, path);
                } else if limits.above(number.as_f64()) {
                    let min = least(limits);
                    let shown = python(value);
                    self.tell(format!(
                        "Invalid value for parameter {path}, value: {shown}, valid min value: {min}"
                    ));
                }
            }
            (Shape::Enum(_), Value::String(_))
            | (Shape::Boolean, Value::Bool(_))
            | (Shape::Any | Shape::Timestamp | Shape::Blob(_), _) => {}
            _ => self.kind(shape, value, path),
        }
    }

    fn structure(&mut self, members: &[Member], value: &Value, path: &str) {
        let place = if path.is_empty() { "input" } else { path };
        let given = |name: &str| value.get(name);
        for member in members {
            let name = &member.name;
            if member.required && given(name).is_none() {
                self.tell(format!("Missing required parameter in {place}: \"{name}\""));
            }
        }
        let names = || members.iter().map(|member| &*member.name);
        for (key, value) in value
            .as_object()
            .into_iter()
            .flat_map(|object| object.iter())
        {
            let Some(member) = members.iter().find(|member| member.name == *key) else {
                let known = names().collect::<Vec<_>>().join(", ");
                self.tell(format!(
                    "Unknown parameter in {place}: \"{key}\", must be one of: {known}"
                ));
                continue;
            };
            let path = if path.is_empty() {
                key.to_string()
            } else {
                format!("{path}.{key}")
            };
            self.value(&member.shape, value, &path);
        }
    }

    fn length(&mut self, limits: &Limits, length: usize, path: &str) {
        if limits.above(length as f64) {
            let min = least(limits);
            self.tell(format!(
                "Invalid length for parameter {path}, value: {length}, valid min length: {min}"
            ));
        }
    }

    fn kind(&mut self, shape: &Shape, value: &Value, path: &str) {
        let (shown, kind, wanted) = (python(value), python_type(value), wanted(shape));
        self.tell(format!(
            "Invalid type for parameter {path}, value: {shown}, type: {kind}, valid types: {wanted}"
        ));
    }

    fn tell(&mut self, line: String) {
        self.lines.push(line);
    }
}

fn least(limits: &Limits) -> f64 {
    limits.min.unwrap_or_default()
}

fn wanted(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text(_) | Shape::Name(_) | Shape::Enum(_) => "<class 'str'>",
        Shape::Integer(_) => "<class 'int'>",
        Shape::Float(_) => "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>",
        Shape::Boolean => "<class 'bool'>",
        Shape::List(..) => "<class 'list'>, <class 'tuple'>",
        Shape::Map(_) | Shape::Structure(_) => "<class 'dict'>",
        Shape::Timestamp | Shape::Blob(_) | Shape::Any => "",
    }
}

fn python_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "<class 'NoneType'>",
        Value::Bool(_) => "<class 'bool'>",
        Value::Number(number) if number.is_integer() => "<class 'int'>",
        Value::Number(_) => "<class 'float'>",
        Value::String(_) => "<class 'str'>",
        Value::Array(_) => "<class 'list'>",
        Value::Object(_) => "<class 'dict'>",
    }
}

/// A value as Python shows it.
fn python(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::String(text) => text.to_string(),
        Value::Number(_) => value.to_json(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(python_inner).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let shown = members
                .iter()
                .map(|(key, value)| format!("'{key}': {}", python_inner(value)));
            format!("{{{}}}", shown.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The same inside a list or dict, where texts have quotes.
fn python_inner(value: &Value) -> String {
    match value {
        Value::String(text) => format!("'{text}'"),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            python(value)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use crate::value::parse;

    fn refused(operation: &str, request: &str) -> String {
        let request = parse(request).expect("the request is JSON");
        let refused = check(operation, &request).expect_err("it is refused");
        format!("{refused}")
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let told = refused(
            "CreateStateMachine",
            r#"{"name": "", "roleArn": null, "tags": [{"key": 1}], "publish": "yes", "nom": 1}"#,
        );
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(
            lines[0],
            "ParamValidationError: Parameter validation failed:"
        );
        assert_eq!(
            lines[1],
            r#"Missing required parameter in input: "definition""#
        );
        assert_eq!(
            lines[2],
            "Invalid length for parameter name, value: 0, valid min length: 1"
        );
        assert_eq!(
            lines[3],
            "Invalid type for parameter roleArn, value: None, type: <class 'NoneType'>, valid types: <class 'str'>"
        );
        assert!(lines[4].starts_with("Invalid type for parameter tags[0].key, value: 1"));
        assert!(lines[5].starts_with("Invalid type for parameter publish, value: yes"));
        assert!(
            lines[6].starts_with(r#"Unknown parameter in input: "nom", must be one of: name,"#)
        );
    }
}
