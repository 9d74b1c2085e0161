//! Functions of paths: `.length()`, `.sum()`. AWS refuses them: its paths with functions find nothing.

use super::Dialect;
use super::evaluate::{Scope, Strictness, collect, select};
use super::miss::{Miss, Stop};
use super::syntax::{Argument, Call, Step, Steps};
use crate::value::Value;

/// The functions that Jayway knows.
const FUNCTIONS: [&str; 13] = [
    "min", "max", "sum", "avg", "stddev", "length", "size", "concat", "keys", "append", "first",
    "last", "index",
];

/// Applies a function to the value that stands before it.
pub(super) fn apply(call: &Call, value: &Value, scope: Scope<'_>) -> Result<Value, Stop> {
    if scope.dialect == Dialect::Aws {
        return Err(Stop::Miss(Miss::NoResults));
    }
    if !FUNCTIONS.contains(&&*call.name) {
        return Err(Stop::unknown_function(&call.name));
    }
    let broken = |argument: &Argument| matches!(argument, Argument::Broken);
    if call.arguments.iter().any(broken) && looks_at_arguments(&call.name, value) {
        return Err(Stop::Function("The argument is no JSON".to_owned()));
    }
    let arguments = arguments(call, scope)?;
    if matches!(&*call.name, "length" | "size") && !arguments.is_empty() {
        return length_of_path(call, value, scope);
    }
    named(&call.name, value, &arguments)
}

/// JSON is not read before a function looks at it.
fn looks_at_arguments(name: &str, value: &Value) -> bool {
    match name {
        "append" | "index" => value.as_array().is_some(),
        "keys" | "first" | "last" | "length" | "size" => false,
        _ => true,
    }
}

fn arguments(call: &Call, scope: Scope<'_>) -> Result<Vec<Value>, Stop> {
    let evaluate = |argument: &Argument| match argument {
        Argument::Literal(value) => Ok(value.clone()),
        Argument::Broken => Ok(Value::Null),
        Argument::Path(steps) => {
            let found = select(steps, scope.document, scope, Strictness::Jayway);
            found.map_err(|stop| stop.told(steps))
        }
    };
    call.arguments.iter().map(evaluate).collect()
}

/// `length($.a)`: how many children the path of the first argument has below the value, or how many the last
/// of them has, if the path selects one place; that of the value where that is no list.
fn length_of_path(call: &Call, value: &Value, scope: Scope<'_>) -> Result<Value, Stop> {
    let Some(Argument::Path(steps)) = call.arguments.first() else {
        return Err(Stop::Function("The length of no path".to_owned()));
    };
    let mut list = steps.list.clone();
    if !matches!(list.last(), Some(Step::Call(_)) | None) {
        list.push(Step::Wildcard);
    }
    let scope = Scope {
        document: value,
        ..scope
    };
    let mut found = collect(&Steps::new(list), value, scope, Strictness::Jayway)?;
    if steps.is_definite() {
        let last = found.pop().ok_or(Stop::Miss(Miss::NoResults))?;
        return Ok(length(if last.as_array().is_some() {
            &last
        } else {
            value
        }));
    }
    Ok((found.len() as i64).into())
}

fn named(name: &str, value: &Value, arguments: &[Value]) -> Result<Value, Stop> {
    match name {
        "min" => aggregate(value, arguments, |all| {
            all.iter().copied().fold(f64::INFINITY, f64::min)
        }),
        "max" => aggregate(value, arguments, |all| {
            all.iter().copied().fold(f64::NEG_INFINITY, f64::max)
        }),
        "sum" => aggregate(value, arguments, |all| all.iter().sum()),
        "avg" => aggregate(value, arguments, |all| {
            all.iter().sum::<f64>() / all.len() as f64
        }),
        "stddev" => aggregate(value, arguments, deviation),
        "length" | "size" => Ok(length(value)),
        "concat" => Ok(concatenation(value, arguments).into()),
        "keys" => Ok(keys(value)),
        "append" => Ok(appended(value, arguments)),
        "first" => at(value, 0),
        "last" => at(value, -1),
        "index" => {
            value.as_array().ok_or_else(Stop::nothing_to_aggregate)?;
            let index = numbers(arguments).next().ok_or_else(|| beyond(0, 0))?;
            at(value, index as i64)
        }
        _ => Err(Stop::unknown_function(name)),
    }
}

/// The numbers among `values`, and in the arrays among them.
fn numbers(values: &[Value]) -> impl Iterator<Item = f64> {
    values
        .iter()
        .flat_map(|value| value.as_array().unwrap_or(std::slice::from_ref(value)))
        .filter_map(|value| value.as_number().map(crate::value::Number::as_f64))
}

/// A double over the numbers of an array and of the arguments; there must be one.
fn aggregate(value: &Value, arguments: &[Value], result: fn(&[f64]) -> f64) -> Result<Value, Stop> {
    let own = value.as_array().unwrap_or_default();
    let all: Vec<f64> = own
        .iter()
        .filter_map(|value| value.as_number().map(crate::value::Number::as_f64))
        .chain(numbers(arguments))
        .collect();
    if all.is_empty() {
        return Err(Stop::nothing_to_aggregate());
    }
    Ok(result(&all).into())
}

fn deviation(all: &[f64]) -> f64 {
    let count = all.len() as f64;
    let sum: f64 = all.iter().sum();
    let squares: f64 = all.iter().map(|number| number * number).sum();
    (squares / count - sum * sum / count / count).sqrt()
}

fn length(value: &Value) -> Value {
    match value {
        Value::Array(items) => (items.len() as i64).into(),
        Value::Object(object) => (object.len() as i64).into(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Value::Null,
    }
}

/// The texts of an array, then the spelling of the arguments, and of every item of those that are arrays.
fn concatenation(value: &Value, arguments: &[Value]) -> String {
    let own = value.as_array().unwrap_or_default().iter();
    let mut out: String = own.filter_map(Value::as_str).collect();
    for argument in arguments {
        match argument {
            Value::Array(items) => items
                .iter()
                .filter(|item| **item != Value::Null)
                .for_each(|item| crate::value::java::write_text(item, &mut out)),
            Value::Null => {}
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
                crate::value::java::write_text(argument, &mut out);
            }
        }
    }
    out
}

fn keys(value: &Value) -> Value {
    let Some(object) = value.as_object() else {
        return Value::Null;
    };
    let keys: Vec<Value> = object
        .keys()
        .map(|key| Value::String(key.clone()))
        .collect();
    keys.into()
}

fn appended(value: &Value, arguments: &[Value]) -> Value {
    let Some(items) = value.as_array() else {
        return value.clone();
    };
    items
        .iter()
        .chain(arguments)
        .cloned()
        .collect::<Vec<_>>()
        .into()
}

/// An item by index. Jayway's own counting from the end never reaches the first item.
fn at(value: &Value, index: i64) -> Result<Value, Stop> {
    let items = value.as_array().ok_or_else(Stop::nothing_to_aggregate)?;
    let reaches = index >= 0 || items.len() as i64 + index > 0;
    let found = super::evaluate::item_at(items, index).filter(|_| reaches);
    found.cloned().ok_or_else(|| beyond(index, items.len()))
}

/// From the front Java's list has no such item; from the end Jayway says so.
fn beyond(index: i64, count: usize) -> Stop {
    let words = format!("Target index:{index} larger than object count:{count}");
    if index < 0 {
        Stop::Function(words)
    } else {
        Stop::Beyond(words)
    }
}
