//! The stand-ins for services: calls one after the other, and what each is answered. The cases are in
//! `tests/spec/standins.json`; `ASL_WRITE_EXPECTED=1` writes the answers down, to be read before they
//! are kept.
#![allow(clippy::expect_used, reason = "a broken case is to be loud")]

use asl::machine::{Integration, Pattern};
use asl::service::standin::{Request, World};
use asl::value::{Timestamp, parse};
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
