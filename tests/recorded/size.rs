//! Long histories: as long as AWS lets them get, and longer than is read.

use super::player::Player;
use asl::debugger::view::Status;
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use std::time::Instant;

pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("size::as many events as AWS keeps", as_many_as_aws_keeps),
        Trial::test("size::more than is read", more_than_is_read),
    ]
}

/// A loop of 4,166 calls, each six events with a kilobyte of data: 25,000 in all.
fn longest() -> String {
    let data = json!({ "n": 1, "text": "x".repeat(1000) }).to_string();
    let arn = "arn:aws:lambda:us-east-1:111122223333:function:work";
    let own = |kind: &str| match kind {
        "TaskStateEntered" => {
            json!({ "stateEnteredEventDetails": { "name": "Work", "input": data } })
        }
        "LambdaFunctionScheduled" => {
            json!({ "lambdaFunctionScheduledEventDetails": { "resource": arn, "input": data } })
        }
        "LambdaFunctionSucceeded" => {
            json!({ "lambdaFunctionSucceededEventDetails": { "output": data } })
        }
        "TaskStateExited" => {
            json!({ "stateExitedEventDetails": { "name": "Work", "output": data } })
        }
        "PassStateEntered" => {
            json!({ "stateEnteredEventDetails": { "name": "On", "input": data } })
        }
        "PassStateExited" => json!({ "stateExitedEventDetails": { "name": "On", "output": data } }),
        "ExecutionStarted" => json!({ "executionStartedEventDetails": { "input": data } }),
        _ => json!({}),
    };
    let around = [
        "TaskStateEntered",
        "LambdaFunctionScheduled",
        "LambdaFunctionStarted",
        "LambdaFunctionSucceeded",
        "TaskStateExited",
        "PassStateEntered",
        "PassStateExited",
    ];
    let kinds = std::iter::once("ExecutionStarted").chain(around.into_iter().cycle());
    let event = |(at, kind): (usize, &str)| {
        let mut event = own(kind);
        event["id"] = json!(at + 1);
        event["previousEventId"] = json!(if at == 1 { 0 } else { at });
        event["timestamp"] = json!(1_772_359_200.0 + at as f64 / 10.0);
        event["type"] = kind.into();
        event
    };
    let mut events: Vec<Value> = kinds.take(24_999).enumerate().map(event).collect();
    let cause = "The execution reached the maximum number of history events (25000).";
    events.push(json!({
        "id": 25_000, "previousEventId": 24_999, "timestamp": 1_772_362_000.0, "type": "ExecutionFailed",
        "executionFailedEventDetails": { "error": "States.Runtime", "cause": cause },
    }));
    json!({ "events": events }).to_string()
}

fn as_many_as_aws_keeps() -> Result<(), Failed> {
    let text = longest();
    let begun = Instant::now();
    let mut player = Player::open(&text, "");
    println!(
        "{} bytes are played after {:?}",
        text.len(),
        begun.elapsed()
    );
    assert_eq!(player.playing()?.events, 25_000);
    player.walk()?;
    assert_eq!(player.transport.status, Status::Failed);
    Ok(())
}

fn more_than_is_read() -> Result<(), Failed> {
    let text = format!("[{}]", " ".repeat(130_000_000));
    let told = Player::open(&text, "").playing().err();
    let told = told.ok_or("it is played")?;
    assert!(told.contains("The text is too large"), "{told}");
    Ok(())
}
