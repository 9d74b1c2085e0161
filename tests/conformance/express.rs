//! Express executions: waited for by StartSyncExecution, or seen in their logs only.

use super::answers::{Answers, START};
use super::definitions::{machine_as, text_of};
use super::handlers::Handlers;
use super::host::{Run, run};
use super::matcher::Matcher;
use super::outcome::Verdict;
use super::recorded::{input_of, logged, names_of, outcome, settings, verdict};
use super::tape::{Mocked, Tape};
use asl::execution::{Mode, Synchronous};
use asl::machine::MachineType;
use asl::value::Payload;
use serde_json::{Map, Value, json};

/// Tries a case of an Express execution.
pub fn tried(case: &Value) -> Verdict {
    let machine = match machine_as(&text_of(case), MachineType::Express) {
        Ok(machine) => machine,
        Err(verdict) => return verdict,
    };
    let names = names_of(&machine);
    let mut answers: Box<dyn Answers> = if case["lambdas"].is_object() {
        match Handlers::start(&functions(case)) {
            Some(handlers) => Box::new(handlers),
            None => return Verdict::Ignored("no Node.js to run functions".to_owned()),
        }
    } else if case["mock_config"].is_object() {
        Box::new(Mocked::of(case, &machine, names))
    } else {
        Box::new(Tape::of(case, names))
    };
    let input = input_of(case, false);
    match run(machine, &input, settings(case), &mut *answers) {
        Ok(run) => verdict(case, &differences(case, &input, &run)),
        Err(problem) => Verdict::Failed(problem),
    }
}

/// The functions of a case, by name.
fn functions(case: &Value) -> Value {
    let lambdas = case["lambdas"].as_object().into_iter().flatten();
    let sources = lambdas.map(|(name, lambda)| {
        let name = placeholder_of(case, name).unwrap_or(name);
        (name.to_owned(), lambda["source"].clone())
    });
    json!({"handlers": sources.collect::<Map<_, _>>()})
}

/// The placeholder that a name goes by in the recorded input.
fn placeholder_of<'a>(case: &'a Value, name: &str) -> Option<&'a str> {
    let written = case["input"]["FunctionName"].as_str()?;
    (case["placeholders"][written]["value"] == name).then_some(written)
}

fn differences(case: &Value, input: &str, run: &Run) -> Vec<String> {
    let expected = &without_http(&case["expected"]);
    let mut matcher = Matcher::new(&case["placeholders"]);
    let mut differences = Vec::new();
    let found = without_http(&outcome(run));
    for key in ["status", "output", "error", "cause"] {
        if let Some(recorded) = expected.get(key) {
            let told = matcher.compare(recorded, &found[key]);
            differences.extend(told.iter().map(|told| format!("{key}: {told}")));
        }
    }
    if let Some(recorded) = expected.get("start_sync_execution_response") {
        let response = without_http(&response(case, input, run));
        let told = matcher.compare(&without_duration(recorded), &without_duration(&response));
        differences.extend(told.iter().map(|told| format!("response: {told}")));
    }
    differences.extend(logged(case, &mut matcher, run));
    differences
}

fn response(case: &Value, input: &str, run: &Run) -> Value {
    let input = Payload::from_text(input).expect("an input is JSON");
    let Some(outcome) = &run.outcome else {
        return Value::Null;
    };
    let response = Synchronous {
        settings: &settings(case),
        input: &input,
        outcome,
        started: START,
        stopped: run.events.last().map_or(START, |event| event.timestamp),
        data: true,
    }
    .response();
    let response = asl::value::Value::from(response);
    serde_json::from_str(&response.to_json()).expect("a response is JSON")
}

/// The functions of the corpus are not those that AWS ran: their answers are not equally long, and
/// nothing ran at the same time.
fn without_http(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members
                .iter()
                .filter(|(name, _)| !["Content-Length", "Date"].contains(&name.as_str()));
            kept.map(|(name, value)| (name.clone(), without_http(value)))
                .collect()
        }
        Value::Array(items) => items.iter().map(without_http).collect(),
        Value::String(text) if text.contains("Content-Length") => {
            let parsed = serde_json::from_str::<Value>(text);
            parsed.map_or_else(|_| value.clone(), |parsed| without_http(&parsed))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// How long AWS's machines took nobody else can know; that it is a multiple of 100 ms can be seen.
fn without_duration(response: &Value) -> Value {
    let mut response = response.clone();
    let billed = &mut response["billingDetails"]["billedDurationInMilliseconds"];
    if billed
        .as_i64()
        .is_some_and(|millis| millis > 0 && millis % 100 == 0)
    {
        *billed = json!("a multiple of 100");
    }
    response
}

/// Standard, or Express with the run that the recording names.
pub fn mode(case: &Value) -> Mode {
    if case["state_machine"]["type"] != "EXPRESS" {
        return Mode::Standard;
    }
    let tokens = ["<SyncExecArn_Part2_0idx>", "<ExpressExecArn_Part2_0idx>"];
    let run = tokens
        .iter()
        .find_map(|token| case["placeholders"][token]["value"].as_str());
    Mode::Express {
        run: run.unwrap_or_default().into(),
        synchronous: case["kind"] == "express_sync",
    }
}
