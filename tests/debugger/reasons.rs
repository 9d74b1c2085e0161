//! Why things went as they did: the values that rules compared, how a delay was computed, what is waited for.

use super::driver::{Driver, throw};
use asl::debugger::action::{Action, Direction, Zoom};
use asl::debugger::view::{WaitingFor, Why};

fn reasons(driver: &mut Driver, state: &str) -> Vec<Why> {
    driver.select(state);
    let visit = driver.inspector().visit.clone().unwrap();
    visit.why.into_iter().map(|row| row.why).collect()
}

const RULES: &str = r#"{"StartAt": "Set", "States": {
  "Set": {"Type": "Pass", "Assign": {"limit": 10}, "Next": "Pick"},
  "Pick": {"Type": "Choice", "Default": "End", "Choices": [
    {"And": [{"Variable": "$.n", "NumericGreaterThanPath": "$limit"}, {"Variable": "$$.State.Name", "StringEquals": "Other"}], "Next": "End"},
    {"Variable": "$.none", "IsPresent": true, "Next": "End"}]},
  "End": {"Type": "Succeed"}}}"#;

#[test]
fn every_rule_tells_its_operands_wherever_they_come_from() {
    let mut driver = Driver::new(RULES, r#"{"n": 12}"#, &[]);
    driver.run();
    let told = reasons(&mut driver, "Pick");
    let Why::Rule {
        operands, holds, ..
    } = &told[0]
    else {
        panic!("{told:?}")
    };
    let seen: Vec<_> = operands
        .iter()
        .map(|operand| (operand.path.as_str(), operand.value.as_deref()))
        .collect();
    let expected = [
        ("$.n", Some("12")),
        ("$limit", Some("10")),
        ("$$.State.Name", Some("\"Pick\"")),
    ];
    assert_eq!((seen.as_slice(), *holds), (expected.as_slice(), false));
    assert!(matches!(
        &told[1],
        Why::Rule {
            rule: 1,
            holds: false,
            ..
        }
    ));
    assert_eq!(told[2], Why::Default { next: "End".into() });
}

#[test]
fn a_retry_tells_what_its_delay_was_computed_from() {
    let definition = r#"{"StartAt": "Work", "States": {"Work": {"Type": "Task", "End": true,
        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "Retry": [
          {"ErrorEquals": ["Never"]},
          {"ErrorEquals": ["Boom"], "IntervalSeconds": 2, "BackoffRate": 1.5, "MaxAttempts": 3, "MaxDelaySeconds": 4}]}}}"#;
    let mut driver = Driver::new(definition, "{}", &[("work", throw)]);
    driver.run();
    let told = reasons(&mut driver, "Work");
    let told = told.iter().filter_map(|why| match why {
        Why::Retrying {
            retrier,
            delay,
            backoff,
            ..
        } => Some((*retrier, *delay, backoff.as_str())),
        _ => None,
    });
    let expected = [
        (1, 2000, "IntervalSeconds 2, MaxDelaySeconds 4"),
        (
            1,
            3000,
            "IntervalSeconds 2 × BackoffRate 1.5^1, MaxDelaySeconds 4",
        ),
        (
            1,
            4000,
            "IntervalSeconds 2 × BackoffRate 1.5^2, MaxDelaySeconds 4",
        ),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

const NAP: &str = r#"{"StartAt": "Nap", "States": {
  "Nap": {"Type": "Wait", "SecondsPath": "$.nap", "Next": "Ask"},
  "Ask": {"Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}}}}}"#;

#[test]
fn a_wait_tells_how_long_and_a_task_whom_it_waits_for() {
    let mut driver = Driver::new(NAP, r#"{"nap": 90}"#, &[]);
    let begun = driver.now.0;
    driver.act(Action::Run);
    driver.session.pump(driver.now, &mut 500);
    let nap = Why::Waiting {
        reason: WaitingFor::WaitState,
        field: "SecondsPath: $.nap".into(),
        until: Some(begun + 90_000),
        length: Some(90_000),
    };
    // While it waits, and from where it has been left.
    assert_eq!(reasons(&mut driver, "Nap"), std::slice::from_ref(&nap));
    driver.go_on();
    assert_eq!(reasons(&mut driver, "Nap"), [nap]);
    let told = reasons(&mut driver, "Ask");
    let ask = Why::Waiting {
        reason: WaitingFor::Callback,
        field: "arn:aws:states:::sqs:sendMessage.waitForTaskToken".into(),
        until: None,
        length: None,
    };
    assert_eq!(told, [ask]);
    // Before the call there is nothing to wait for.
    for _ in 0..3 {
        driver.step(Zoom::Event, Direction::Back);
    }
    assert_eq!(reasons(&mut driver, "Ask"), []);
}
