//! Cases that somebody else has answered.

use super::cases::{Answer, answer, same};
use asl::query::jsonata::Budget;
use asl::value::{Value, parse};
use std::path::Path;

/// Of how many differences the first are shown.
const SHOWN: usize = 200;

/// How many cases agree, and in what others differ.
#[derive(Default)]
struct Count {
    agree: usize,
    value: usize,
    code: usize,
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
    let Count { agree, value, code } = count;
    println!("{agree} agree, {value} differ in the value, {code} differ in the error");
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
    if only_code {
        count.code += 1;
    } else {
        count.value += 1;
    }
    if count.value + count.code <= SHOWN {
        println!(
            "{expression}\n  expected {}\n  got {actual:?}",
            expected.to_json()
        );
    }
}
