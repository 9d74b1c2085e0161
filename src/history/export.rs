//! Events as AWS's JSON.

use super::{Details, Event, ExecutionDetails, TaskDetails};
use crate::value::{Object, Payload, Value};
use std::rc::Rc;

/// One event exactly as `aws stepfunctions get-execution-history` prints it (details under
/// `stateEnteredEventDetails` and so on, data as JSON text, timestamp as ISO 8601).
pub fn to_aws_json(event: &Event) -> Value {
    let head = Object::new()
        .with("timestamp", event.timestamp.to_iso())
        .with("type", type_name(&event.details))
        .with("id", i64::from(event.id.0))
        .with("previousEventId", i64::from(event.previous.0));
    match details(&event.details) {
        Some((member, details)) => head.with(member, details).into(),
        None => head.into(),
    }
}

/// The event's `type`: `PassStateEntered`.
pub fn type_name(details: &Details) -> String {
    match details {
        Details::StateEntered { kind, .. } => format!("{kind}StateEntered"),
        Details::StateExited { kind, .. } => format!("{kind}StateExited"),
        Details::StateAborted { kind } => format!("{kind}StateAborted"),
        other => fixed_type_name(other).to_owned(),
    }
}

fn fixed_type_name(details: &Details) -> &'static str {
    match details {
        Details::ExecutionStarted { .. } => "ExecutionStarted",
        Details::ExecutionSucceeded { .. } => "ExecutionSucceeded",
        Details::ExecutionFailed(_) => "ExecutionFailed",
        Details::ExecutionTimedOut(_) => "ExecutionTimedOut",
        Details::ExecutionAborted(_) => "ExecutionAborted",
        Details::StateEntered { .. } => "StateEntered",
        Details::StateExited { .. } => "StateExited",
        Details::StateAborted { .. } => "StateAborted",
        Details::LambdaFunctionScheduled { .. } => "LambdaFunctionScheduled",
        Details::LambdaFunctionStarted => "LambdaFunctionStarted",
        Details::LambdaFunctionSucceeded { .. } => "LambdaFunctionSucceeded",
        Details::LambdaFunctionFailed(_) => "LambdaFunctionFailed",
        Details::LambdaFunctionTimedOut(_) => "LambdaFunctionTimedOut",
        Details::TaskScheduled { .. } => "TaskScheduled",
        Details::TaskStarted(_) => "TaskStarted",
        Details::TaskSucceeded { .. } => "TaskSucceeded",
        Details::TaskFailed { .. } => "TaskFailed",
        Details::TaskTimedOut { .. } => "TaskTimedOut",
        Details::ParallelStateStarted => "ParallelStateStarted",
        Details::ParallelStateSucceeded => "ParallelStateSucceeded",
        Details::ParallelStateFailed => "ParallelStateFailed",
        Details::MapStateStarted { .. } => "MapStateStarted",
        Details::MapStateSucceeded => "MapStateSucceeded",
        Details::MapStateFailed => "MapStateFailed",
        Details::MapIterationStarted { .. } => "MapIterationStarted",
        Details::MapIterationSucceeded { .. } => "MapIterationSucceeded",
        Details::MapIterationFailed { .. } => "MapIterationFailed",
        Details::MapIterationAborted { .. } => "MapIterationAborted",
    }
}

/// The details member's name and content; some types have none (`history.md` section 1).
fn details(details: &Details) -> Option<(&'static str, Object)> {
    Some(match details {
        Details::ExecutionStarted { input, role_arn } => (
            "executionStartedEventDetails",
            data(Object::new(), "input", input).with("roleArn", text(role_arn)),
        ),
        Details::ExecutionSucceeded { output } => (
            "executionSucceededEventDetails",
            data(Object::new(), "output", output),
        ),
        Details::ExecutionFailed(failure) => ("executionFailedEventDetails", failed(failure)),
        Details::ExecutionTimedOut(failure) => ("executionTimedOutEventDetails", failed(failure)),
        Details::ExecutionAborted(failure) => ("executionAbortedEventDetails", failed(failure)),
        Details::StateEntered { name, input, .. } => (
            "stateEnteredEventDetails",
            data(named(name), "input", input),
        ),
        Details::StateExited { name, output, .. } => (
            "stateExitedEventDetails",
            data(named(name), "output", output),
        ),
        Details::MapStateStarted { length } => (
            "mapStateStartedEventDetails",
            Object::new().with("length", count(*length)),
        ),
        Details::MapIterationStarted { name, index } => {
            ("mapIterationStartedEventDetails", iteration(name, *index))
        }
        Details::MapIterationSucceeded { name, index } => {
            ("mapIterationSucceededEventDetails", iteration(name, *index))
        }
        Details::MapIterationFailed { name, index } => {
            ("mapIterationFailedEventDetails", iteration(name, *index))
        }
        Details::MapIterationAborted { name, index } => {
            ("mapIterationAbortedEventDetails", iteration(name, *index))
        }
        other => return task_details(other),
    })
}

/// The same for the events of functions and integrations.
fn task_details(details: &Details) -> Option<(&'static str, Object)> {
    Some(match details {
        Details::LambdaFunctionScheduled {
            resource,
            input,
            timeout_in_seconds,
            role_arn,
        } => {
            let content = Object::new().with("resource", text(resource));
            let content = data(content, "input", input);
            let content = seconds(content, "timeoutInSeconds", *timeout_in_seconds);
            (
                "lambdaFunctionScheduledEventDetails",
                credentials(content, role_arn.as_ref()),
            )
        }
        Details::LambdaFunctionSucceeded { output } => (
            "lambdaFunctionSucceededEventDetails",
            data(Object::new(), "output", output),
        ),
        Details::LambdaFunctionFailed(failure) => {
            ("lambdaFunctionFailedEventDetails", failed(failure))
        }
        Details::LambdaFunctionTimedOut(failure) => {
            ("lambdaFunctionTimedOutEventDetails", failed(failure))
        }
        Details::TaskScheduled {
            task,
            region,
            parameters,
            timeout_in_seconds,
            heartbeat_in_seconds,
            role_arn,
        } => {
            let content = resource(task)
                .with("region", text(region))
                .with("parameters", text(parameters.text()));
            let content = seconds(content, "timeoutInSeconds", *timeout_in_seconds);
            let content = seconds(content, "heartbeatInSeconds", *heartbeat_in_seconds);
            (
                "taskScheduledEventDetails",
                credentials(content, role_arn.as_ref()),
            )
        }
        Details::TaskStarted(task) => ("taskStartedEventDetails", resource(task)),
        Details::TaskSucceeded { task, output } => (
            "taskSucceededEventDetails",
            data(resource(task), "output", output),
        ),
        Details::TaskFailed { task, failure } => (
            "taskFailedEventDetails",
            add_failure(resource(task), failure),
        ),
        Details::TaskTimedOut { task, failure } => (
            "taskTimedOutEventDetails",
            add_failure(resource(task), failure),
        ),
        _ => return None,
    })
}

fn text(text: &Rc<str>) -> Value {
    Value::String(Rc::clone(text))
}

fn named(name: &Rc<str>) -> Object {
    Object::new().with("name", text(name))
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn iteration(name: &Rc<str>, index: usize) -> Object {
    named(name).with("index", count(index))
}

/// Data as JSON text, with the note that nothing was cut off.
fn data(content: Object, member: &str, payload: &Payload) -> Object {
    content.with(member, text(payload.text())).with(
        &format!("{member}Details"),
        Object::new().with("truncated", false),
    )
}

fn failed(failure: &ExecutionDetails) -> Object {
    add_failure(Object::new(), failure)
}

fn add_failure(mut content: Object, failure: &ExecutionDetails) -> Object {
    let members = [("error", &failure.error), ("cause", &failure.cause)];
    for (member, value) in members {
        if let Some(value) = value {
            content.insert(member, text(value));
        }
    }
    content
}

fn resource(task: &TaskDetails) -> Object {
    Object::new()
        .with("resourceType", text(&task.resource_type))
        .with("resource", text(&task.resource))
}

fn seconds(content: Object, member: &str, seconds: Option<u64>) -> Object {
    match seconds {
        Some(seconds) => content.with(member, i64::try_from(seconds).unwrap_or(i64::MAX)),
        None => content,
    }
}

fn credentials(content: Object, role_arn: Option<&Rc<str>>) -> Object {
    match role_arn {
        Some(role) => content.with("taskCredentials", Object::new().with("roleArn", text(role))),
        None => content,
    }
}
