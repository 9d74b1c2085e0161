//! Our own cases.

use asl::query::jsonata::{Budget, Expression, Scope};
use asl::value::{Timestamp, Value, parse};
use libtest_mimic::{Failed, Trial};
use std::path::Path;

/// What an expression gave.
#[derive(Debug)]
pub enum Answer {
    Value(Value),
    Undefined,
    Error {
        code: String,
        message: String,
        offset: Option<usize>,
    },
}

/// Evaluates `text` with `input`, and with variables that `variable` knows.
pub fn answer(
    text: &str,
    input: Option<&Value>,
    variable: &dyn Fn(&str) -> Option<Value>,
    budget: Budget,
) -> Answer {
    let expression = match Expression::compile(text) {
        Ok(expression) => expression,
        Err(error) => {
            return Answer::Error {
                code: error.code.as_str().to_owned(),
                message: error.to_string(),
                offset: Some(error.offset),
            };
        }
    };
    let scope = Scope {
        variable,
        input,
        random: &|| 0.25,
        now: Timestamp(1_700_000_000_000),
        budget,
    };
    match expression.evaluate(&scope) {
        Ok(Some(value)) => Answer::Value(value),
        Ok(None) => Answer::Undefined,
        Err(error) => Answer::Error {
            code: error.code().as_str().to_owned(),
            message: error.to_string(),
            offset: error.offset(),
        },
    }
}

/// Whether two values are the same, numbers by value.
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

/// The cases of a file.
pub fn trials(file: &Path) -> Vec<Trial> {
    let text = std::fs::read_to_string(file).expect("a file of cases");
    let all = parse(&text).expect("JSON");
    let cases = all.get("cases").and_then(Value::as_array).expect("cases");
    let trial = |(index, case): (usize, &Value)| {
        let expression = text_of(case, "expression").unwrap_or_default();
        let document = text_of(case, "document");
        let document = document.and_then(|name| all.get("documents")?.get(&name).cloned());
        let (case, document) = (case.to_json(), document.map(|document| document.to_json()));
        let name = format!("own::{index:03} {expression}");
        Trial::test(name, move || check(&case, document.as_deref()))
    };
    cases.iter().enumerate().map(trial).collect()
}

fn text_of(case: &Value, key: &str) -> Option<String> {
    case.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn check(case: &str, document: Option<&str>) -> Result<(), Failed> {
    let case = parse(case).map_err(|fault| fault.to_string())?;
    let document = document
        .map(parse)
        .transpose()
        .map_err(|fault| fault.to_string())?;
    let text = text_of(&case, "expression").ok_or("no expression")?;
    let variable = |name: &str| document.as_ref()?.get(name).cloned();
    let steps = case
        .get("steps")
        .and_then(|steps| steps.as_number()?.as_i64());
    let mut budget = Budget::default();
    budget.steps = steps.map_or(budget.steps, |steps| steps as u64);
    let answer = answer(&text, None, &variable, budget);
    let good = match &answer {
        Answer::Value(value) => match (text_of(&case, "text"), case.get("value")) {
            (Some(text), _) => value.to_json() == text,
            (None, Some(expected)) => same(value, expected),
            (None, None) => false,
        },
        Answer::Undefined => case.get("undefined").is_some(),
        Answer::Error {
            code,
            message,
            offset,
        } => {
            let offset = offset.map(|offset| Value::from(offset as i64));
            text_of(&case, "error").as_ref() == Some(code)
                && text_of(&case, "message").is_none_or(|expected| expected == *message)
                && case
                    .get("offset")
                    .is_none_or(|expected| Some(expected) == offset.as_ref())
        }
    };
    if good {
        Ok(())
    } else {
        Err(format!("got {answer:?}").into())
    }
}
