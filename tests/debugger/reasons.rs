//! Why things went as they did: each case of `spec/reasons.json` is a machine, whose state `It` is looked at when the
//! run is over, and everything that is told of it.

use super::driver::{Driver, echo, throw};
use asl::debugger::action::{Action, Direction, Zoom};
use asl::debugger::view::{Operand, RulePart, WaitingFor, Why};
use serde_json::{Value, json};

const CASES: &str = include_str!("../spec/reasons.json");

fn reasons(driver: &mut Driver, state: &str) -> Vec<Why> {
    driver.select(state);
    let visit = driver.inspector().visit.clone().unwrap();
    visit.why.into_iter().map(|row| row.why).collect()
}

/// The case's machine: it begins with the state that no other names first.
fn definition(case: &Value) -> String {
    let states = case["states"].as_object().unwrap();
    let begin = if states.contains_key("Set") {
        "Set"
    } else {
        "It"
    };
    let mut machine = case.get("machine").cloned().unwrap_or_else(|| json!({}));
    machine["StartAt"] = json!(begin);
    machine["States"] = case["states"].clone();
    if let Some(language) = case.get("language") {
        machine["QueryLanguage"] = language.clone();
    }
    let function = "arn:aws:lambda:us-east-1:123456789012:function:bad";
    machine.to_string().replace("THROWS", function)
}

#[test]
fn every_case_tells_why() {
    let cases: Vec<Value> = serde_json::from_str(CASES).unwrap();
    for case in &cases {
        let name = case["name"].as_str().unwrap();
        let input = case.get("input").map_or("{}".to_owned(), Value::to_string);
        let mut driver = Driver::new(&definition(case), &input, &[("bad", throw), ("work", echo)]);
        assert_eq!(
            driver.problems().errors,
            0,
            "{name}: {:#?}",
            driver.problems()
        );
        if case["unended"] == true {
            driver.act(Action::Run);
            driver.session.pump(driver.now, &mut 500);
            driver.act(Action::Last);
        } else {
            driver.run();
        }
        let told: Vec<_> = reasons(&mut driver, "It").iter().map(line).collect();
        assert_eq!(json!(told), case["why"], "{name}");
    }
}

/// A reason as the cases write it.
fn line(why: &Why) -> String {
    match why {
        Why::Rule {
            rule,
            operands,
            parts,
            holds,
            next,
            untested,
            ..
        } => {
            let operands: Vec<_> = operands.iter().map(operand).collect();
            let parts: Vec<_> = parts.iter().map(part).collect();
            let mut line = format!("rule {rule} {holds} → {next}: {}", operands.join(", "));
            if !parts.is_empty() {
                line = format!("{line}; {}", parts.join(", "));
            }
            if *untested > 0 && !parts.is_empty() {
                line = format!("{line}; {untested} untested");
            }
            line
        }
        Why::Default { next } => format!("default → {next}"),
        Why::Retrying {
            retrier,
            attempt,
            allowed,
            delay,
            backoff,
            error,
            names,
        } => {
            let delay = if backoff.contains("JitterStrategy") {
                "ANY".into()
            } else {
                delay.to_string()
            };
            format!(
                "retrier {retrier} ({names}) takes {error}: {attempt} of {allowed} after {delay} ms, {backoff}"
            )
        }
        Why::Exhausted {
            retrier,
            allowed,
            error,
        } => {
            format!("retrier {retrier} has used up {allowed} on {error}")
        }
        Why::Uncaught {
            error,
            catchable: true,
        } => format!("nobody takes {error}"),
        Why::Uncaught {
            error,
            catchable: false,
        } => format!("nobody can take {error}"),
        Why::Caught {
            catcher,
            error,
            names,
            next,
        } => {
            format!("catcher {catcher} ({names}) takes {error} → {next}")
        }
        Why::Fails { fields } => format!("fails: {}", fields.join("; ")),
        Why::Evaluation { location, text } => format!("failed at {location}: {text}"),
        Why::TimedOut { late, field } => format!("late {late:?}: {field}"),
        Why::Iterations {
            items,
            at_once,
            field,
        } => {
            format!(
                "{} items, {} at once by {field}",
                items.unwrap(),
                at_once.unwrap()
            )
        }
        Why::IterationFailed { index } => format!("iteration {index} failed"),
        Why::Intolerable { fields } => format!("more than {}", fields.join("; ")),
        Why::Waiting {
            field,
            length: Some(length),
            ..
        } => format!("waits {length} ms by {field}"),
        Why::Waiting {
            reason,
            field,
            limits,
            ..
        } => {
            let limits: String = limits.iter().map(|limit| format!("; {limit}")).collect();
            format!("waits for {reason:?}: {field}{limits}")
        }
    }
}

fn operand(operand: &Operand) -> String {
    match &operand.value {
        Some(value) => format!("{} = {value}", operand.path),
        None => format!("{} is missing", operand.path),
    }
}

fn part(part: &RulePart) -> String {
    let outcome = part.holds.map_or("-".into(), |holds| holds.to_string());
    format!("{} {outcome}", part.text)
}

const NAP: &str = r#"{"StartAt": "Nap", "States": {
  "Nap": {"Type": "Wait", "SecondsPath": "$.nap", "Next": "Ask"},
  "Ask": {"Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}}}}}"#;

#[test]
fn a_wait_is_told_while_it_lasts_and_afterwards() {
    let mut driver = Driver::new(NAP, r#"{"nap": 90}"#, &[]);
    let begun = driver.now.0;
    driver.act(Action::Run);
    driver.session.pump(driver.now, &mut 500);
    let nap = Why::Waiting {
        reason: WaitingFor::WaitState,
        field: "SecondsPath: $.nap".into(),
        until: Some(begun + 90_000),
        length: Some(90_000),
        limits: Vec::new(),
    };
    // While it waits, and from where it has been left.
    assert_eq!(reasons(&mut driver, "Nap"), std::slice::from_ref(&nap));
    driver.go_on();
    assert_eq!(reasons(&mut driver, "Nap"), [nap]);
    assert_eq!(reasons(&mut driver, "Ask").len(), 1);
    // Before the call there is nothing to wait for.
    for _ in 0..3 {
        driver.step(Zoom::Event, Direction::Back);
    }
    assert_eq!(reasons(&mut driver, "Ask"), []);
}
