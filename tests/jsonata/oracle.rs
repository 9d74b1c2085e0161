//! Cases that somebody else has answered.

use super::agreement::{Agreement, Said};
use super::cases::{Answer, answer, same};
use asl::query::jsonata::{Budget, Code};
use asl::value::{Value, parse};
use std::collections::BTreeMap;
use std::path::Path;

/// Of how many differences of a kind the first are shown.
const SHOWN: usize = 6;

/// How many cases agree, and in what others differ.
#[derive(Default)]
struct Count {
    agreement: Agreement,
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
    println!("{}", count.agreement.told());
}

fn judge(expression: &str, expected: &Value, actual: &Answer, count: &mut Count) {
    let error = error_of(expected);
    let agrees = match actual {
        Answer::Value(value) => expected.get("v").is_some_and(|v| same(v, value)),
        Answer::Undefined => expected.get("undef").is_some(),
        Answer::Error { code, .. } => error == Some(code),
    };
    let broken = error.is_some_and(|error| !is_code(error));
    let said = match error {
        None => Said::Value,
        Some(_) if broken => Said::Breach,
        Some(_) => Said::Error,
    };
    let fails = matches!(actual, Answer::Error { .. });
    count.agreement.add(said, agrees, fails);
    if agrees || broken {
        return;
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

/// The code of an error that is expected; a function is no data, which is an error here.
fn error_of(expected: &Value) -> Option<&str> {
    let function = expected.get("fn").map(|_| Code::U1004.as_str());
    expected.get("err").and_then(Value::as_str).or(function)
}

fn is_code(error: &str) -> bool {
    error.len() == 5 && error[1..].bytes().all(|byte| byte.is_ascii_digit())
}

fn expected_kind(expected: &Value) -> String {
    match error_of(expected) {
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
