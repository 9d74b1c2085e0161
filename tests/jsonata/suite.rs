//! The official suite of JSONata 2.0.6. Step Functions leaves out `$eval`; all else must pass.

use super::cases::{Answer, answer, same};
use asl::query::jsonata::Budget;
use asl::value::{Value, parse};
use libtest_mimic::{Failed, Trial};
use std::path::Path;

/// The groups that are not part of the language of Step Functions.
const LEFT_OUT: [&str; 1] = ["function-eval"];

/// Half of a surrogate pair is to be refused by `$encodeUrl`. No text of ours can hold one: it became
/// U+FFFD when the expression was read.
const NOT_IN_UTF_8: [&str; 2] = [
    "function-encodeUrl/case002",
    "function-encodeUrlComponent/case002",
];

/// One trial for each case of each group.
pub fn trials(folder: &Path) -> Vec<Trial> {
    let mut groups: Vec<_> = std::fs::read_dir(folder.join("groups"))
        .expect("groups")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    groups.sort();
    let mut trials = Vec::new();
    for group in groups {
        let name = group
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if LEFT_OUT.contains(&name.as_str()) {
            continue;
        }
        let text = std::fs::read_to_string(&group).expect("a group");
        let cases = parse(&text).expect("JSON");
        for case in cases.as_array().expect("cases") {
            let title = case.get("name").and_then(Value::as_str).unwrap_or_default();
            let input = input(folder, case).map(|input| input.to_json());
            let text = case.to_json();
            let title = format!("{name}/{title}");
            let left_out = NOT_IN_UTF_8.contains(&title.as_str());
            let trial = move || check(&text, input.as_deref());
            let trial = Trial::test(format!("suite::{title}"), trial);
            trials.push(trial.with_ignored_flag(left_out));
        }
    }
    println!(
        "the official suite of JSONata 2.0.6: {} cases",
        trials.len()
    );
    trials
}

fn input(folder: &Path, case: &Value) -> Option<Value> {
    if let Some(data) = case.get("data") {
        return Some(data.clone());
    }
    let name = case.get("dataset")?.as_str()?;
    let file = folder.join("datasets").join(name).with_extension("json");
    let text = std::fs::read_to_string(file).expect("a dataset");
    Some(parse(&text).expect("JSON"))
}

fn check(case: &str, input: Option<&str>) -> Result<(), Failed> {
    let case = parse(case).map_err(|fault| fault.to_string())?;
    let input = input
        .map(parse)
        .transpose()
        .map_err(|fault| fault.to_string())?;
    let text = case
        .get("expr")
        .and_then(Value::as_str)
        .ok_or("no expression")?;
    let variable = |name: &str| case.get("bindings")?.get(name).cloned();
    let depth = case
        .get("depth")
        .and_then(|depth| depth.as_number()?.as_i64());
    let budget = Budget {
        depth: depth.map_or(Budget::default().depth, |depth| depth as u32),
        ..Budget::default()
    };
    let answer = answer(text, input.as_ref(), &variable, budget);
    if agrees(&case, &answer) {
        return Ok(());
    }
    Err(format!("{text}\n got {answer:?}\n for {}", case.to_json()).into())
}

fn agrees(case: &Value, answer: &Answer) -> bool {
    match answer {
        Answer::Value(value) => case.get("result").is_some_and(|expected| {
            let unordered = case.get("unordered").is_some();
            same(expected, value) || unordered && same_items(expected, value)
        }),
        Answer::Undefined => case.get("undefinedResult").is_some(),
        Answer::Error { code, .. } => match case.get("code").and_then(Value::as_str) {
            Some("U1001") => code.starts_with('U'),
            Some(expected) => expected == code,
            None => case.get("error").is_some(),
        },
    }
}

fn same_items(expected: &Value, value: &Value) -> bool {
    let (Some(expected), Some(items)) = (expected.as_array(), value.as_array()) else {
        return false;
    };
    expected.len() == items.len()
        && expected
            .iter()
            .all(|expected| items.iter().any(|item| same(expected, item)))
}
