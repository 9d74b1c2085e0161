//! Compares histories, with the leniencies of the corpus' own matcher.

use super::host::Run;
use super::matcher::{Matcher, short};
use asl::history::{Event, HistoryId, to_aws_json};
use serde_json::{Value, json};

const PARALLEL_ENDS: [&str; 4] = [
    "ParallelStateSucceeded",
    "ParallelStateAborted",
    "ParallelStateExited",
    "ParallelStateFailed",
];

/// What happened, as AWS's JSON; child executions have histories of their own.
pub fn of(run: &Run) -> Vec<Value> {
    let json = |event| serde_json::from_str(&to_aws_json(event).to_json());
    let own = |event: &&Event| event.history == HistoryId::default();
    run.events
        .iter()
        .filter(own)
        .map(|event| json(event).expect("an event is JSON"))
        .collect()
}

/// Until November 2024 the cause of an EvaluationFailed was told as the event before the state's Entered
/// event, and not as that one.
pub fn cause_evaluations_as_then(events: &mut [Value]) {
    for at in 0..events.len() {
        if events[at]["type"] == "EvaluationFailed" {
            let entered = &events[at]["previousEventId"];
            let entered = events.iter().find(|event| event["id"] == *entered);
            let then = entered.map_or(Value::Null, |event| event["previousEventId"].clone());
            events[at]["previousEventId"] = then;
        }
    }
}

/// The differences between a case's recorded history and what happened.
pub fn compare(case: &Value, matcher: &mut Matcher, actual: &[Value]) -> Vec<String> {
    let expected = &as_of_today(case["expected"]["events"].as_array().expect("events"));
    let actual = if case["events_normalised"].is_string() {
        normalised(actual)
    } else {
        actual.to_vec()
    };
    let mut differences = Vec::new();
    if expected.len() != actual.len() {
        differences.push(format!(
            "expected {} events, got {}",
            expected.len(),
            actual.len()
        ));
    }
    let mut at = 0;
    while at < expected.len().min(actual.len()) {
        if is_zeroed(&expected[at]) {
            let end = zeroed_until(expected, at);
            let pool = &actual[at..end.min(actual.len())];
            differences.extend(any_order(matcher, &expected[at..end], pool));
            at = end;
        } else {
            differences.extend(
                matcher
                    .compare(&expected[at], &actual[at])
                    .into_iter()
                    .map(|difference| format!("event {}: {difference}", at + 1)),
            );
            at += 1;
        }
    }
    if !differences.is_empty() {
        differences.push(side_by_side(case, expected, &actual));
    }
    differences
}

/// What follows a Map Run is caused by its MapRunStarted; before November 2024 it was MapRunSucceeded.
fn as_of_today(recorded: &[Value]) -> Vec<Value> {
    let mut events = recorded.to_vec();
    for event in &mut events {
        let cause = event["previousEventId"].as_u64().unwrap_or_default();
        let caused_by = recorded.iter().find(|other| other["id"] == cause);
        let run_ended = caused_by.is_some_and(|other| other["type"] == "MapRunSucceeded");
        if run_ended && event["type"] == "MapStateExited" {
            event["previousEventId"] = json!(cause - 1);
        }
    }
    events
}

/// What the recorder did to the events of a Parallel, its quirks included: sorted by their text,
/// without ids, and the last of them lost.
fn normalised(events: &[Value]) -> Vec<Value> {
    let mut events = events.to_vec();
    let (mut start, mut inside, mut sub) = (None, false, Vec::new());
    let mut at = 0;
    while at < events.len() {
        let kind = events[at]["type"].as_str().unwrap_or_default().to_owned();
        if PARALLEL_ENDS.contains(&kind.as_str()) {
            if let Some(start) = start {
                let replacement = std::mem::take(&mut sub);
                events.splice(start..at.max(start), replacement.iter().cloned());
                sub = replacement;
            }
            inside = false;
        } else if kind == "ParallelStateStarted" {
            (inside, start) = (true, Some(at + 1));
            sub.clear();
        } else if inside {
            events[at]["id"] = json!([0]);
            events[at]["previousEventId"] = json!(0);
            sub.push(events[at].clone());
        }
        at += 1;
    }
    events
}

fn is_zeroed(event: &Value) -> bool {
    event["id"].is_array()
}

fn zeroed_until(events: &[Value], from: usize) -> usize {
    let rest = events[from..].iter().take_while(|event| is_zeroed(event));
    from + rest.count()
}

/// Events whose order the recorder lost.
fn any_order(matcher: &mut Matcher, expected: &[Value], actual: &[Value]) -> Vec<String> {
    let mut left = actual.to_vec();
    let mut differences = Vec::new();
    for event in expected {
        let found = left.iter().position(|candidate| {
            let saved = matcher.bindings.clone();
            let same = matcher.compare(event, candidate).is_empty();
            if !same {
                matcher.bindings = saved;
            }
            same
        });
        match found {
            Some(at) => drop(left.remove(at)),
            None => differences.push(format!("no counterpart for {}", short(event))),
        }
    }
    differences
}

/// Both histories, one event a line; a line that differs stands twice, marked - and +.
fn side_by_side(case: &Value, expected: &[Value], actual: &[Value]) -> String {
    let mut lines = vec!["--- recorded, +++ happened".to_owned()];
    let mut matcher = Matcher::new(&case["placeholders"]);
    for at in 0..expected.len().max(actual.len()) {
        match (expected.get(at), actual.get(at)) {
            (Some(one), Some(other)) if matcher.compare(one, other).is_empty() => {
                lines.push(format!("  {}", line(other)));
            }
            (one, other) => {
                lines.extend(one.map(|event| format!("- {}", line(event))));
                lines.extend(other.map(|event| format!("+ {}", line(event))));
            }
        }
    }
    lines.join("\n")
}

/// `5 <- 4 PassStateExited {"name":"A",…}`
pub fn line(event: &Value) -> String {
    let details = event
        .as_object()
        .into_iter()
        .flatten()
        .find(|(key, _)| key.ends_with("EventDetails"))
        .map(|(_, details)| short(details));
    format!(
        "{} <- {} {} {}",
        event["id"],
        event["previousEventId"],
        event["type"].as_str().unwrap_or_default(),
        details.unwrap_or_default()
    )
}
