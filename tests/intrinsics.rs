//! The intrinsic functions against `tests/spec/intrinsics.json`, and the file that
//! `ASL_INTRINSIC_CASES` names, if any.
//!
//! A case is `{"expression", "input", "context", "expect" | "text" | "error" | "refused", "note"}`:
//! the value, or the value's JSON text where the order of keys matters, or the words of the failure, or
//! words of the reason why the definition is refused. Without `input` the input is `{}`.

use asl::query::{Env, Expression};
use asl::value::{Value, parse};
use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};

fn main() {
    let arguments = Arguments::from_args();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec/intrinsics.json");
    let mut trials = trials_of(&own);
    if let Some(more) = std::env::var_os("ASL_INTRINSIC_CASES") {
        trials.extend(trials_of(&PathBuf::from(more)));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn trials_of(file: &Path) -> Vec<Trial> {
    let text = std::fs::read_to_string(file).expect("a file of cases");
    let all = parse(&text).expect("JSON");
    let cases = all.get("cases").and_then(Value::as_array).expect("cases");
    let trial = |(index, case): (usize, &Value)| {
        let expression = text_of(case, "expression").escape_debug();
        let name = format!("{index:03} {expression:.80}");
        // Values share reference counts and can not go to another thread; text can.
        let case = case.to_json();
        Trial::test(name, move || check(&case))
    };
    cases.iter().enumerate().map(trial).collect()
}

fn text_of<'a>(case: &'a Value, key: &str) -> &'a str {
    case.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn check(case: &str) -> Result<(), Failed> {
    let case = parse(case).map_err(|fault| fault.to_string())?;
    let outcome = evaluate(&case);
    let met = match (&outcome, case.get("expect"), case.get("text")) {
        (Outcome::Value(value), Some(expected), _) => value == expected,
        (Outcome::Value(value), None, Some(text)) => Some(&*value.to_json()) == text.as_str(),
        (Outcome::Failure(words), None, None) => words == text_of(&case, "error"),
        (Outcome::Refused(reason), None, None) => {
            let words = text_of(&case, "refused");
            !words.is_empty() && reason.contains(words)
        }
        _ => false,
    };
    if met {
        return Ok(());
    }
    Err(format!("case {}\n got {outcome:?}", case.to_json()).into())
}

#[derive(Debug)]
enum Outcome {
    Value(Value),
    Failure(String),
    Refused(String),
}

fn evaluate(case: &Value) -> Outcome {
    let expression = match Expression::parse(text_of(case, "expression")) {
        Ok(expression) => expression,
        Err(fault) => return Outcome::Refused(fault.reason.to_string()),
    };
    let input = case
        .get("input")
        .cloned()
        .unwrap_or_else(Value::empty_object);
    let context = case.get("context").cloned().unwrap_or(Value::Null);
    let env = Env {
        input: &input,
        context: &|| context.clone(),
        variable: &|name| case.get("variables")?.get(name).cloned(),
        random: &|| 0.5,
        result: None,
        error_output: None,
        now: asl::value::Timestamp::default(),
    };
    match expression.evaluate(&env, "value.$") {
        Ok(value) => Outcome::Value(value),
        Err(failure) => Outcome::Failure(failure.to_string()),
    }
}
