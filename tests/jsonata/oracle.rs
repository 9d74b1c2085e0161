//! Cases that somebody else has answered.

use super::cases::{Answer, answer, same};
use asl::query::jsonata::Budget;
use asl::value::{Value, parse};
use std::collections::BTreeMap;
use std::path::Path;

/// Of how many differences of a kind the first are shown.
const SHOWN: usize = 6;

/// How many cases agree, and in what others differ.
#[derive(Default)]
struct Count {
    agree: usize,
    value: usize,
    code: usize,
    /// The oracle broke: what it says is no code of an error.
    broken: usize,
    /// How often each kind of answer was expected and another one given.
    kinds: BTreeMap<(String, String), usize>,
}

/// Compares all cases of a file and prints the count.
pub fn compare(file: &Path) {
    let text = std::fs::read_to_string(file).expect("a file of cases");
    let all = parse(&text).expect("JSON");
    let list = |key: &str| all.get(key).and_then(Value::as_array).expect("an array");
    let documents = list("documents");
    let mut count = Count::default();
    for case in list("cases") {
        let Some([expression, index, expected]) = case.as_array() else {
            continue;
        };
        let expression = expression.as_str().expect("an expression");
        let index = index.as_number().and_then(|index| index.as_i64());
        let document = index.and_then(|index| documents.get(usize::try_from(index).ok()?));
        let variable = |name: &str| document.filter(|_| name == "states").cloned();
        let actual = answer(expression, document, &variable, Budget::default());
        judge(expression, expected, &actual, &mut count);
    }
    for ((expected, actual), times) in &count.kinds {
        println!("{times} times {actual} for {expected}");
    }
    println!(
        "{} agree, {} differ in the value, {} differ in the error; in {} the oracle broke",
        count.agree, count.value, count.code, count.broken
    );
}

fn judge(expression: &str, expected: &Value, actual: &Answer, count: &mut Count) {
    let error = expected.get("err");
    let (agrees, only_code) = match actual {
        Answer::Value(value) => (expected.get("v").is_some_and(|v| same(v, value)), false),
        Answer::Undefined => (expected.get("undef").is_some(), false),
        Answer::Error { code, .. } => {
            let same = error.and_then(Value::as_str) == Some(code.as_str());
            (same, error.is_some())
        }
    };
    if agrees {
        count.agree += 1;
        return;
    }
    if error
        .and_then(Value::as_str)
        .is_some_and(|error| !is_code(error))
    {
        count.broken += 1;
        return;
    }
    if only_code {
        count.code += 1;
    } else {
        count.value += 1;
    }
    let kind = (expected_kind(expected), kind(actual));
    let times = count.kinds.entry(kind).or_default();
    *times += 1;
    if *times <= SHOWN {
        println!(
            "{expression}\n  expected {}\n  got {actual:?}",
            expected.to_json()
        );
    }
}

fn is_code(error: &str) -> bool {
    error.len() == 5 && error[1..].bytes().all(|byte| byte.is_ascii_digit())
}

fn expected_kind(expected: &Value) -> String {
    match expected.get("err").and_then(Value::as_str) {
        Some(code) => code.to_owned(),
        None if expected.get("undef").is_some() => "nothing".to_owned(),
        None => "a value".to_owned(),
    }
}

fn kind(actual: &Answer) -> String {
    match actual {
        Answer::Value(_) => "a value".to_owned(),
        Answer::Undefined => "nothing".to_owned(),
        Answer::Error { code, .. } => code.clone(),
    }
}
