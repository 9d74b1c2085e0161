//! Cases recorded on AWS: executions, and what is said of definitions.

use super::answers::{Answers, START};
use super::api;
use super::definitions::{self, machine, python_json, text_of};
use super::express;
use super::histories;
use super::host::{Run, run};
use super::matcher::Matcher;
use super::objects::Objects;
use super::outcome::{Tried, Verdict, judged};
use super::tape::{Mocked, Tape};
use super::test_state;
use asl::execution::{Outcome, Settings};
use asl::history::{Level, Logging};
use asl::machine::{Machine, State};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;

/// Tries every case of `localstack/`, in the order of the index.
pub fn try_all(corpus: &Path) -> Vec<Tried> {
    let index = read(&corpus.join("index.json"));
    let entries = index["localstack"].as_array().expect("an index of cases");
    entries
        .iter()
        .map(|entry| {
            let file = entry["file"].as_str().expect("a file");
            let case = read(&corpus.join(file));
            let category = case["category"].as_str().unwrap_or_default();
            let name = case["id"].as_str().unwrap_or(file);
            Tried::new(category, name, try_case(&case))
        })
        .collect()
}

/// The JSON of a file.
pub fn read(file: &Path) -> Value {
    let text = std::fs::read_to_string(file).expect("a file of the corpus");
    serde_json::from_str(&text).expect("a file of JSON")
}

fn try_case(case: &Value) -> Verdict {
    if case["exercisable"] == false {
        return beyond(case);
    }
    match case["kind"].as_str() {
        Some("execution") => try_execution(case),
        Some("create_error") => definitions::refused(case),
        Some("validate") => definitions::validated(case),
        Some("express_sync" | "express_async") => express::tried(case),
        Some("test_state") => test_state::tested(case),
        Some("variable_references") => variable_references(case),
        Some("api") => api::tried(case),
        kind => Verdict::Failed(format!("a case of an unknown kind: {kind:?}")),
    }
}

/// A case that the corpus does not expect to pass. Of API calls some do all the same.
fn beyond(case: &Value) -> Verdict {
    let tried = match case["kind"].as_str() {
        Some("test_state") => test_state::tested(case),
        Some("api") => api::tried(case),
        _ => Verdict::Ignored(String::new()),
    };
    match tried {
        Verdict::Passed => Verdict::Passed,
        Verdict::Failed(_) | Verdict::Ignored(_) | Verdict::Overruled { .. } => {
            Verdict::Ignored(case["why_not"].as_str().unwrap_or("not exercisable").into())
        }
    }
}

fn try_execution(case: &Value) -> Verdict {
    let machine = match machine(&text_of(case)) {
        Ok(machine) => machine,
        Err(verdict) => return verdict,
    };
    if case["expected"]["status"] == "RUNNING" {
        return Verdict::Ignored("AWS itself never ends this one".to_owned());
    }
    let names = names_of(&machine);
    let mocked = case["tape"].is_null() && case["mock_config"].is_object();
    let tasks: Box<dyn Answers> = if mocked {
        Box::new(Mocked::of(case, &machine, names))
    } else {
        Box::new(Tape::of(case, names))
    };
    let mut answers = Objects::of(case, START, tasks);
    let input = input_of(case, mocked);
    match run(machine, &input, settings(case), &mut answers) {
        Ok(run) => verdict(case, &differences(case, &run)),
        Err(problem) => Verdict::Failed(problem),
    }
}

/// `variable_references`: the variables that each state reads, as DescribeStateMachine lists them.
fn variable_references(case: &Value) -> Verdict {
    let machine = match machine(&text_of(case)) {
        Ok(machine) => machine,
        Err(verdict) => return verdict,
    };
    let reading = machine
        .states
        .iter()
        .filter(|state| !state.reads.is_empty());
    let names = |state: &State| state.reads.iter().map(|name| json!(&**name)).collect();
    let found: serde_json::Map<String, Value> = reading
        .map(|state| (state.name.to_string(), Value::Array(names(state))))
        .collect();
    let found = if found.is_empty() {
        Value::Null
    } else {
        Value::Object(found)
    };
    let mut matcher = Matcher::new(&case["placeholders"]);
    judged(&matcher.compare(&case["expected"]["variableReferences"], &found))
}

pub fn verdict(case: &Value, differences: &[String]) -> Verdict {
    if !differences.is_empty() && definitions::not_of_aws(case) {
        return Verdict::Ignored(definitions::EMULATORS.to_owned());
    }
    judged(differences)
}

pub fn names_of(machine: &Machine) -> HashMap<u32, String> {
    let states = machine.states.iter();
    states
        .map(|state| (state.id.0, state.name.to_string()))
        .collect()
}

pub fn input_of(case: &Value, mocked: bool) -> String {
    if case["input_given"] == false {
        return "{}".to_owned();
    }
    match case.get("mock_input").filter(|_| mocked) {
        Some(input) => python_json(input),
        None => python_json(&case["input"]),
    }
}

/// So that the context object and the ARNs are those of the recording.
pub fn settings(case: &Value) -> Settings {
    let machine = &case["state_machine"];
    let text = |value: &Value| value.as_str().unwrap_or_default().into();
    Settings {
        partition: "aws".into(),
        region: "us-east-1".into(),
        account: "111111111111".into(),
        machine_name: text(&machine["name"]),
        execution_name: text(&case["execution_name"]),
        role_arn: text(&machine["roleArn"]),
        mode: express::mode(case),
        seed: 1,
        answered: false,
    }
}

fn differences(case: &Value, run: &Run) -> Vec<String> {
    let expected = &case["expected"];
    let mut matcher = Matcher::new(&case["placeholders"]);
    let mut history = histories::of(run);
    if recorded_before_redrive(case) {
        history.iter_mut().for_each(without_redrive_count);
    }
    if recorded_before(case, (2024, 12, 1)) {
        histories::cause_evaluations_as_then(&mut history);
    }
    let mut differences = if expected["events"].is_null() {
        partial(expected, &mut matcher, &history)
    } else {
        histories::compare(case, &mut matcher, &history)
    };
    let mut outcome = outcome(run);
    if recorded_before_redrive(case) {
        without_redrive_count(&mut outcome);
    }
    for key in ["status", "output", "error", "cause"] {
        if let Some(recorded) = expected.get(key) {
            let found = matcher.compare(recorded, &outcome[key]);
            differences.extend(found.iter().map(|found| format!("{key}: {found}")));
        }
    }
    differences.extend(logged(case, &mut matcher, run));
    differences
}

/// The records of a case's log group; those of an Express execution are told from the last one only.
pub fn logged(case: &Value, matcher: &mut Matcher, run: &Run) -> Vec<String> {
    let Some(expected) = case["expected"]["logged_events"].as_array() else {
        return Vec::new();
    };
    let configured = &case["state_machine"]["loggingConfiguration"];
    let level = configured["level"].as_str().and_then(Level::named);
    let logging = Logging {
        level: level.unwrap_or_default(),
        include_execution_data: configured["includeExecutionData"] == true,
    };
    let arn = settings(case).execution_arn();
    let records = run
        .events
        .iter()
        .filter_map(|event| logging.record(event, &arn, 0));
    let records = records
        .map(|record| serde_json::from_str(&record.to_json()).expect("a record is JSON"))
        .collect::<Vec<Value>>();
    let told = if case["state_machine"]["type"] == "EXPRESS" {
        records[records.len().saturating_sub(expected.len())..].to_vec()
    } else {
        records
    };
    let found = matcher.compare(&json!(expected), &json!(told));
    found
        .into_iter()
        .map(|found| format!("logged: {found}"))
        .collect()
}

/// The events that a case does tell of, by their place, and of each what it tells.
fn partial(expected: &Value, matcher: &mut Matcher, history: &[Value]) -> Vec<String> {
    let mut differences = Vec::new();
    let told = expected["partial_events"].as_object();
    for (place, subset) in told.into_iter().flatten() {
        let actual = place.parse::<usize>().ok().and_then(|at| history.get(at));
        let actual = subset_of(actual.unwrap_or(&Value::Null), subset, 2);
        let found = matcher.compare(subset, &actual);
        differences.extend(found.iter().map(|found| format!("event {place}: {found}")));
    }
    differences
}

/// Of an event only the members that `told` has, and of its details too: so many levels.
fn subset_of(actual: &Value, told: &Value, levels: u32) -> Value {
    match (actual, told) {
        (Value::Object(actual), Value::Object(told)) if levels > 0 => {
            let member = |(name, told): (&String, &Value)| {
                let actual = actual.get(name)?;
                Some((name.clone(), subset_of(actual, told, levels - 1)))
            };
            Value::Object(told.iter().filter_map(member).collect())
        }
        _ => actual.clone(),
    }
}

/// Status, output, error and cause.
pub fn outcome(run: &Run) -> Value {
    let mut outcome = json!({ "status": run.status() });
    match &run.outcome {
        Some(Outcome::Succeeded(output)) => {
            outcome["output"] = serde_json::from_str(output.text()).expect("an output is JSON");
        }
        Some(Outcome::Failed(details) | Outcome::Aborted(details)) => {
            outcome["error"] = json!(details.error.as_deref());
            outcome["cause"] = json!(details.cause.as_deref());
        }
        Some(Outcome::TimedOut) => outcome["error"] = json!("States.Timeout"),
        None => {}
    }
    outcome
}

/// `RedriveCount` came into the context object in November 2023; older recordings are without it.
fn recorded_before_redrive(case: &Value) -> bool {
    recorded_before(case, (2023, 11, 15))
}

/// Whether a case was recorded before a year, month and day.
fn recorded_before(case: &Value, day_given: (u32, u32, u32)) -> bool {
    let recorded = case["source"]["recorded"].as_str().unwrap_or_default();
    let day = recorded.split(',').next().unwrap_or_default();
    let parts = day.split('-').filter_map(|part| part.parse::<u32>().ok());
    let [day, month, year] = parts.collect::<Vec<_>>()[..] else {
        return false;
    };
    (year, month, day) < day_given
}

fn without_redrive_count(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.shift_remove("RedriveCount");
            members.values_mut().for_each(without_redrive_count);
        }
        Value::Array(items) => items.iter_mut().for_each(without_redrive_count),
        Value::String(text) => *text = text.replace(",\"RedriveCount\":0", ""),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
