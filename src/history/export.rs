//! Events as AWS's JSON.

use super::{Details, Event, ExecutionDetails, TaskDetails};
use crate::value::{Object, Payload, Value};
use std::borrow::Cow;
use std::rc::Rc;

/// One event exactly as `aws stepfunctions get-execution-history` prints it (details under
/// `stateEnteredEventDetails` and so on, data as JSON text, timestamp as ISO 8601). An imported event
/// is printed with what it had besides.
pub fn to_aws_json(event: &Event) -> Value {
    let known = known(event);
    match &event.beside {
        Some(beside) => beside.put_into(known).into(),
        None => known.into(),
    }
}

/// What is known of the event's type.
pub(super) fn known(event: &Event) -> Object {
    let head = Object::new()
        .with("timestamp", event.timestamp.to_iso())
        .with("type", type_name(&event.details).as_ref())
        .with("id", i64::from(event.id.number))
        .with("previousEventId", i64::from(event.previous.number));
    match content(&event.details) {
        Some(content) => head.with(&member_name(&event.details), content),
        None => head,
    }
}

/// The event's `type`: `PassStateEntered`.
pub fn type_name(details: &Details) -> Cow<'static, str> {
    Cow::Borrowed(match details {
        Details::StateEntered { kind, .. } => return Cow::Owned(format!("{kind}StateEntered")),
        Details::StateExited { kind, .. } => return Cow::Owned(format!("{kind}StateExited")),
        Details::StateAborted { kind } => return Cow::Owned(format!("{kind}StateAborted")),
        Details::Unknown { name, .. } => return Cow::Owned(name.to_string()),
        Details::EvaluationFailed { .. } => "EvaluationFailed",
        Details::ExecutionStarted { .. } => "ExecutionStarted",
        Details::ExecutionSucceeded { .. } => "ExecutionSucceeded",
        Details::ExecutionFailed(_) => "ExecutionFailed",
        Details::ExecutionTimedOut(_) => "ExecutionTimedOut",
        Details::ExecutionAborted(_) => "ExecutionAborted",
        Details::ExecutionRedriven { .. } => "ExecutionRedriven",
        Details::LambdaFunctionScheduled { .. } => "LambdaFunctionScheduled",
        Details::LambdaFunctionStarted => "LambdaFunctionStarted",
        Details::LambdaFunctionSucceeded { .. } => "LambdaFunctionSucceeded",
        Details::LambdaFunctionFailed(_) => "LambdaFunctionFailed",
        Details::LambdaFunctionTimedOut(_) => "LambdaFunctionTimedOut",
        Details::LambdaFunctionScheduleFailed(_) => "LambdaFunctionScheduleFailed",
        Details::LambdaFunctionStartFailed(_) => "LambdaFunctionStartFailed",
        Details::TaskScheduled { .. } => "TaskScheduled",
        Details::TaskStarted(_) => "TaskStarted",
        Details::TaskSubmitted { .. } => "TaskSubmitted",
        Details::TaskSucceeded { .. } => "TaskSucceeded",
        Details::TaskFailed { .. } => "TaskFailed",
        Details::TaskTimedOut { .. } => "TaskTimedOut",
        Details::TaskStartFailed { .. } => "TaskStartFailed",
        Details::TaskSubmitFailed { .. } => "TaskSubmitFailed",
        Details::ActivityScheduled { .. } => "ActivityScheduled",
        Details::ActivityStarted { .. } => "ActivityStarted",
        Details::ActivitySucceeded { .. } => "ActivitySucceeded",
        Details::ActivityFailed(_) => "ActivityFailed",
        Details::ActivityTimedOut(_) => "ActivityTimedOut",
        Details::ActivityScheduleFailed(_) => "ActivityScheduleFailed",
        Details::ParallelStateStarted => "ParallelStateStarted",
        Details::ParallelStateSucceeded => "ParallelStateSucceeded",
        Details::ParallelStateFailed => "ParallelStateFailed",
        Details::MapStateStarted { .. } => "MapStateStarted",
        Details::MapStateSucceeded => "MapStateSucceeded",
        Details::MapStateFailed => "MapStateFailed",
        Details::MapRunStarted { .. } => "MapRunStarted",
        Details::MapRunRedriven { .. } => "MapRunRedriven",
        Details::MapRunSucceeded => "MapRunSucceeded",
        Details::MapRunFailed(_) => "MapRunFailed",
        Details::MapRunAborted => "MapRunAborted",
        Details::MapIterationStarted { .. } => "MapIterationStarted",
        Details::MapIterationSucceeded { .. } => "MapIterationSucceeded",
        Details::MapIterationFailed { .. } => "MapIterationFailed",
        Details::MapIterationAborted { .. } => "MapIterationAborted",
    })
}

/// The details' member: `taskScheduledEventDetails`; all types of state share theirs.
fn member_name(details: &Details) -> String {
    if let Details::Unknown {
        content: Some((name, _)),
        ..
    } = details
    {
        return name.to_string();
    }
    let name = type_name(details);
    let shared =
        if let Details::StateEntered { kind, .. } | Details::StateExited { kind, .. } = details {
            &name[kind.len()..]
        } else {
            &name
        };
    let (first, rest) = shared.split_at(1);
    format!("{}{rest}EventDetails", first.to_ascii_lowercase())
}

/// The details; some types have none (`history.md` section 1).
pub(super) fn content(details: &Details) -> Option<Object> {
    Some(match details {
        Details::ExecutionStarted { input, role_arn } => {
            data(Object::new(), "input", input).with("roleArn", text(role_arn))
        }
        Details::StateEntered { name, input, .. } => data(named(name), "input", input),
        Details::StateExited {
            name,
            output,
            assigned,
            ..
        } => variables(data(named(name), "output", output), assigned),
        Details::EvaluationFailed {
            failure,
            location,
            state,
        } => evaluation(failure, location.as_ref(), state),
        Details::ExecutionSucceeded { output }
        | Details::LambdaFunctionSucceeded { output }
        | Details::ActivitySucceeded { output } => data(Object::new(), "output", output),
        Details::ExecutionRedriven { redrive_count } => {
            Object::new().with("redriveCount", i64::from(*redrive_count))
        }
        Details::ExecutionFailed(failure)
        | Details::ExecutionTimedOut(failure)
        | Details::ExecutionAborted(failure)
        | Details::LambdaFunctionFailed(failure)
        | Details::LambdaFunctionTimedOut(failure)
        | Details::LambdaFunctionScheduleFailed(failure)
        | Details::LambdaFunctionStartFailed(failure)
        | Details::ActivityScheduleFailed(failure)
        | Details::ActivityFailed(failure)
        | Details::ActivityTimedOut(failure)
        | Details::MapRunFailed(failure) => add_failure(Object::new(), failure),
        Details::LambdaFunctionScheduled {
            resource,
            input,
            timeout_in_seconds,
            role_arn,
        } => limited(
            of_resource(resource, input),
            *timeout_in_seconds,
            None,
            role_arn.as_ref(),
        ),
        Details::ActivityScheduled {
            resource,
            input,
            timeout_in_seconds,
            heartbeat_in_seconds,
        } => limited(
            of_resource(resource, input),
            *timeout_in_seconds,
            *heartbeat_in_seconds,
            None,
        ),
        Details::TaskScheduled { .. } => return scheduled(details),
        Details::TaskStarted(task) => resource(task),
        Details::TaskSubmitted { task, output } | Details::TaskSucceeded { task, output } => {
            data(resource(task), "output", output)
        }
        Details::ActivityStarted { worker_name } => match worker_name {
            Some(name) => Object::new().with("workerName", text(name)),
            None => Object::new(),
        },
        Details::TaskFailed { task, failure }
        | Details::TaskTimedOut { task, failure }
        | Details::TaskStartFailed { task, failure }
        | Details::TaskSubmitFailed { task, failure } => add_failure(resource(task), failure),
        Details::Unknown { content, .. } => content.as_ref()?.1.clone(),
        Details::MapStateStarted { length } => Object::new().with("length", count(*length)),
        Details::MapRunStarted { map_run_arn } => map_run(map_run_arn),
        Details::MapRunRedriven {
            map_run_arn,
            redrive_count,
        } => map_run(map_run_arn).with("redriveCount", i64::from(*redrive_count)),
        Details::MapIterationStarted { name, index }
        | Details::MapIterationSucceeded { name, index }
        | Details::MapIterationFailed { name, index }
        | Details::MapIterationAborted { name, index } => named(name).with("index", count(*index)),
        Details::StateAborted { .. }
        | Details::LambdaFunctionStarted
        | Details::ParallelStateStarted
        | Details::ParallelStateSucceeded
        | Details::ParallelStateFailed
        | Details::MapStateSucceeded
        | Details::MapStateFailed
        | Details::MapRunSucceeded
        | Details::MapRunAborted => return None,
    })
}

/// The details of `TaskScheduled`.
fn scheduled(details: &Details) -> Option<Object> {
    let Details::TaskScheduled {
        task,
        region,
        parameters,
        timeout_in_seconds,
        heartbeat_in_seconds,
        role_arn,
    } = details
    else {
        return None;
    };
    let content = resource(task).with("region", text(region));
    Some(limited(
        told(content, "parameters", parameters),
        *timeout_in_seconds,
        *heartbeat_in_seconds,
        role_arn.as_ref(),
    ))
}

/// What a task that was scheduled may have; limits of time only where the state declares them.
fn limited(
    content: Object,
    timeout: Option<u64>,
    heartbeat: Option<u64>,
    role_arn: Option<&Rc<str>>,
) -> Object {
    let content = seconds(content, "timeoutInSeconds", timeout);
    let content = seconds(content, "heartbeatInSeconds", heartbeat);
    credentials(content, role_arn)
}

fn of_resource(resource: &Rc<str>, input: &Payload) -> Object {
    data(
        Object::new().with("resource", text(resource)),
        "input",
        input,
    )
}

fn text(text: &Rc<str>) -> Value {
    Value::String(Rc::clone(text))
}

fn map_run(arn: &Rc<str>) -> Object {
    Object::new().with("mapRunArn", text(arn))
}

fn named(name: &Rc<str>) -> Object {
    Object::new().with("name", text(name))
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Data as JSON text, with the note that nothing was cut off.
fn data(content: Object, member: &str, payload: &Payload) -> Object {
    if !payload.is_told() {
        return content;
    }
    told(content, member, payload).with(
        &format!("{member}Details"),
        Object::new().with("truncated", false),
    )
}

/// Data as JSON text; what a history without data does not tell is left out.
fn told(content: Object, member: &str, payload: &Payload) -> Object {
    if payload.is_told() {
        return content.with(member, text(payload.text()));
    }
    content
}

/// The variables that a state assigned, each as JSON text; nothing where there are none (recorded).
fn variables(content: Object, assigned: &[(Rc<str>, Payload)]) -> Object {
    if assigned.is_empty() {
        return content;
    }
    let members = assigned.iter();
    let values: Object = members
        .map(|(name, value)| (Rc::clone(name), text(value.text())))
        .collect();
    content.with("assignedVariables", values).with(
        "assignedVariablesDetails",
        Object::new().with("truncated", false),
    )
}

fn evaluation(failure: &ExecutionDetails, location: Option<&Rc<str>>, state: &Rc<str>) -> Object {
    let mut content = add_failure(Object::new(), failure);
    if let Some(location) = location {
        content.insert("location", text(location));
    }
    content.with("state", text(state))
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
