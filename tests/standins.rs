//! The stand-ins for services: calls one after the other, and what each is answered. The cases are in
//! `tests/spec/standins.json`; `ASL_WRITE_EXPECTED=1` writes the answers down, to be read before they
//! are kept.
#![allow(clippy::expect_used, reason = "a broken case is to be loud")]

use asl::machine::{Integration, Pattern};
use asl::service::standin::{Request, World};
use asl::value::{Timestamp, parse};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

/// 2026-01-02T03:04:05.678Z
const AT: Timestamp = Timestamp(1_767_323_045_678);

#[test]
fn every_call_is_answered_as_expected() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec/standins.json");
    let text = std::fs::read_to_string(&file).expect("the cases");
    let cases = serde_json::from_str::<Value>(&text).expect("the cases are JSON");
    let mut actual = cases.clone();
    for case in actual.as_array_mut().expect("a list of cases") {
        answer(case);
    }
    if std::env::var_os("ASL_WRITE_EXPECTED").is_some() {
        let text = serde_json::to_string_pretty(&actual).expect("JSON");
        std::fs::write(&file, text + "\n").expect("the cases can be written");
        return;
    }
    let expected = cases.as_array().expect("a list").iter();
    for (expected, actual) in expected.zip(actual.as_array().expect("a list")) {
        let steps = expected["steps"].as_array().expect("steps").iter();
        for (expected, actual) in steps.zip(actual["steps"].as_array().expect("steps")) {
            assert_eq!(expected.to_string(), actual.to_string());
        }
    }
}

/// Makes the calls of a case and puts the answers beside them.
fn answer(case: &mut Value) {
    let mut world = World::default();
    let steps = case["steps"].as_array_mut().expect("steps");
    for (number, step) in steps.iter_mut().enumerate() {
        let request_id = format!("request-{number}");
        let reply = called(&mut world, step, &request_id);
        let members = step.as_object_mut().expect("a step");
        members.retain(|name, _| ["call", "parameters"].contains(&name.as_str()));
        let (how, what) = reply;
        members.insert(how.to_owned(), what);
    }
}

fn called(world: &mut World, step: &Value, request_id: &str) -> (&'static str, Value) {
    let call = step["call"].as_str().expect("a call");
    let (service, api) = call.rsplit_once(':').expect("SERVICE:API");
    let integration = Integration {
        service: service.into(),
        api: api.into(),
        pattern: Pattern::RequestResponse,
    };
    let parameters = parse(&step["parameters"].to_string()).expect("JSON");
    let request = Request {
        integration: &integration,
        parameters: &parameters,
        request_id,
        at: AT,
    };
    match world.call(&request) {
        None => ("unanswered", json!(true)),
        Some(Ok(response)) => {
            let response = serde_json::from_str(&response.to_json()).expect("JSON");
            ("gives", response)
        }
        Some(Err(failure)) => {
            let told =
                json!({"error": failure.error.as_deref(), "cause": failure.cause.as_deref()});
            ("refused", told)
        }
    }
}

/// Expressions of DynamoDB are a language of their own.
const WORDS: [&str; 34] = [
    "a",
    "n",
    "#n",
    "#m",
    ":v",
    ":w",
    ":none",
    "size",
    "attribute_exists",
    "attribute_type",
    "contains",
    "begins_with",
    "if_not_exists",
    "list_append",
    "AND",
    "OR",
    "NOT",
    "BETWEEN",
    "IN",
    "SET",
    "REMOVE",
    "ADD",
    "DELETE",
    "(",
    ")",
    ",",
    ".",
    "=",
    "<>",
    "<=",
    "+",
    "-",
    "支",
    "\"",
];

/// One item in a table, and one call with an expression.
fn with_expression(api: &str, member: &str, expression: &str) {
    let mut world = World::default();
    let key = json!({"id": {"S": "1"}});
    let item = json!({"id": {"S": "1"}, "a": {"L": [{"N": "1"}]}, "n": {"N": "2"}, "m": {"M": {"n": {"SS": ["x"]}}}});
    let mut step =
        json!({"call": "dynamodb:putItem", "parameters": {"TableName": "t", "Item": item}});
    called(&mut world, &step, "request-0");
    step = json!({"call": "dynamodb:getItem", "parameters": {"TableName": "t", "Key": key}});
    called(&mut world, &step, "request-1");
    let names = json!({"#n": "n", "#m": "m"});
    let values = json!({":v": {"N": "3"}, ":w": {"L": [{"S": "x"}]}});
    let mut parameters = json!({"TableName": "t", "Key": key, "ExpressionAttributeNames": names, "ExpressionAttributeValues": values});
    parameters[member] = expression.into();
    step = json!({"call": api, "parameters": parameters});
    called(&mut world, &step, "request-2");
}

const EXPRESSIONS: [(&str, &str); 4] = [
    ("dynamodb:updateItem", "UpdateExpression"),
    ("dynamodb:deleteItem", "ConditionExpression"),
    ("dynamodb:getItem", "ProjectionExpression"),
    ("aws-sdk:dynamodb:query", "KeyConditionExpression"),
];

#[test]
fn expressions_that_nest_too_deeply_have_no_answer() {
    for word in [
        "size(",
        "(",
        "NOT ",
        "if_not_exists(",
        "SET a = list_append(",
        "a.",
    ] {
        for (api, member) in EXPRESSIONS {
            with_expression(api, member, &word.repeat(100_000));
        }
    }
}

proptest! {
    #[test]
    fn no_expression_panics(
        words in proptest::collection::vec(proptest::sample::select(WORDS.to_vec()), 0..20),
        choice in 0..EXPRESSIONS.len(),
    ) {
        let (api, member) = EXPRESSIONS[choice];
        with_expression(api, member, &words.join(" "));
    }

    /// The sound calls with one parameter replaced.
    #[test]
    fn no_parameter_panics(
        choice in any::<usize>(),
        place in any::<usize>(),
        text in prop_oneof![Just("null".to_owned()), Just("[{\"a\": []}]".to_owned()), Just("-1e400".to_owned()), "\"[^\\x00-\\x1f\"\\\\]{0,9}\""],
    ) {
        let cases = serde_json::from_str::<Value>(include_str!("spec/standins.json")).expect("JSON");
        let steps = cases.as_array().expect("a list").iter();
        let steps: Vec<&Value> = steps.flat_map(|case| case["steps"].as_array().expect("steps")).collect();
        let mut step = steps[choice % steps.len()].clone();
        let value = serde_json::from_str::<Value>(&text).unwrap_or_default();
        if let Some(members) = step["parameters"].as_object_mut()
            && let Some(name) = members.keys().nth(place % members.len().max(1)).cloned()
        {
            members.insert(name, value);
        }
        called(&mut World::default(), &step, "request");
    }
}
