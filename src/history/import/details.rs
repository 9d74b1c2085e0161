//! The details of an event, from AWS's JSON: the reverse of [`export`](crate::history::to_aws_json).

use crate::history::{Details, ExecutionDetails, TaskDetails};
use crate::value::{Object, Payload, Value};
use std::rc::Rc;

/// The types of states, as `StateEntered` events begin with them.
const KINDS: [&str; 8] = [
    "Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map",
];

/// The details of an event of this type; [`Details::Unknown`] when the type is not known, or a member
/// is missing that every event of it has.
pub fn read(name: &str, event: &Object) -> Details {
    let found = content(event);
    let empty = Object::new();
    let content = Content(found.map_or(&empty, |(_, content)| content));
    content.details(name).unwrap_or_else(|| Details::Unknown {
        name: name.into(),
        content: found.map(|(name, content)| (Rc::clone(name), content.clone())),
    })
}

/// The member with the details: `taskScheduledEventDetails`, or `details` in a log's record.
fn content(event: &Object) -> Option<(&Rc<str>, &Object)> {
    let members = event.iter();
    let mut own =
        members.filter(|(name, _)| name.ends_with("EventDetails") || &***name == "details");
    own.find_map(|(name, value)| Some((name, value.as_object()?)))
}

struct Content<'a>(&'a Object);

impl Content<'_> {
    fn details(&self, name: &str) -> Option<Details> {
        if let Some(state) = self.of_state(name) {
            return Some(state);
        }
        if let Some(failure) = self.failure_of(name) {
            return Some(failure);
        }
        Some(match name {
            "ExecutionStarted" => Details::ExecutionStarted {
                input: self.data("input"),
                role_arn: self.text("roleArn").unwrap_or_default(),
            },
            "ExecutionSucceeded" => Details::ExecutionSucceeded {
                output: self.data("output"),
            },
            "ExecutionRedriven" => Details::ExecutionRedriven {
                redrive_count: self.count("redriveCount")?,
            },
            "EvaluationFailed" => Details::EvaluationFailed {
                failure: self.failure(),
                location: self.text("location"),
                state: self.text("state")?,
            },
            "LambdaFunctionScheduled" => Details::LambdaFunctionScheduled {
                resource: self.text("resource")?,
                input: self.data("input"),
                timeout_in_seconds: self.count("timeoutInSeconds"),
                role_arn: self.credentials(),
            },
            "LambdaFunctionStarted" => Details::LambdaFunctionStarted,
            "LambdaFunctionSucceeded" => Details::LambdaFunctionSucceeded {
                output: self.data("output"),
            },
            "ActivityScheduled" => Details::ActivityScheduled {
                resource: self.text("resource")?,
                input: self.data("input"),
                timeout_in_seconds: self.count("timeoutInSeconds"),
                heartbeat_in_seconds: self.count("heartbeatInSeconds"),
            },
            "ActivityStarted" => Details::ActivityStarted {
                worker_name: self.text("workerName"),
            },
            "ActivitySucceeded" => Details::ActivitySucceeded {
                output: self.data("output"),
            },
            "ParallelStateStarted" => Details::ParallelStateStarted,
            "ParallelStateSucceeded" => Details::ParallelStateSucceeded,
            "ParallelStateFailed" => Details::ParallelStateFailed,
            _ => return self.of_task(name).or_else(|| self.of_map(name)),
        })
    }

    fn of_state(&self, name: &str) -> Option<Details> {
        let kind = KINDS.into_iter().find(|kind| name.starts_with(kind))?;
        Some(match name.strip_prefix(kind)? {
            "StateEntered" => Details::StateEntered {
                kind,
                name: self.text("name")?,
                input: self.data("input"),
            },
            "StateExited" => Details::StateExited {
                kind,
                name: self.text("name")?,
                output: self.data("output"),
                assigned: self.assigned(),
            },
            "StateAborted" => Details::StateAborted { kind },
            _ => return None,
        })
    }

    /// The types that tell of an error and nothing else.
    fn failure_of(&self, name: &str) -> Option<Details> {
        let details = match name {
            "ExecutionFailed" => Details::ExecutionFailed,
            "ExecutionTimedOut" => Details::ExecutionTimedOut,
            "ExecutionAborted" => Details::ExecutionAborted,
            "LambdaFunctionFailed" => Details::LambdaFunctionFailed,
            "LambdaFunctionTimedOut" => Details::LambdaFunctionTimedOut,
            "LambdaFunctionScheduleFailed" => Details::LambdaFunctionScheduleFailed,
            "LambdaFunctionStartFailed" => Details::LambdaFunctionStartFailed,
            "ActivityFailed" => Details::ActivityFailed,
            "ActivityTimedOut" => Details::ActivityTimedOut,
            "ActivityScheduleFailed" => Details::ActivityScheduleFailed,
            "MapRunFailed" => Details::MapRunFailed,
            _ => return None,
        };
        Some(details(self.failure()))
    }

    fn of_task(&self, name: &str) -> Option<Details> {
        if !name.starts_with("Task") {
            return None;
        }
        let (task, failure) = (self.task()?, self.failure());
        Some(match name {
            "TaskScheduled" => Details::TaskScheduled {
                task,
                region: self.text("region").unwrap_or_default(),
                parameters: self.data("parameters"),
                timeout_in_seconds: self.count("timeoutInSeconds"),
                heartbeat_in_seconds: self.count("heartbeatInSeconds"),
                role_arn: self.credentials(),
            },
            "TaskStarted" => Details::TaskStarted(task),
            "TaskSubmitted" => Details::TaskSubmitted {
                task,
                output: self.data("output"),
            },
            "TaskSucceeded" => Details::TaskSucceeded {
                task,
                output: self.data("output"),
            },
            "TaskFailed" => Details::TaskFailed { task, failure },
            "TaskTimedOut" => Details::TaskTimedOut { task, failure },
            "TaskStartFailed" => Details::TaskStartFailed { task, failure },
            "TaskSubmitFailed" => Details::TaskSubmitFailed { task, failure },
            _ => return None,
        })
    }

    fn of_map(&self, name: &str) -> Option<Details> {
        let iteration = || Some((self.text("name")?, self.count("index")?));
        Some(match name {
            "MapStateStarted" => Details::MapStateStarted {
                length: self.count("length")?,
            },
            "MapStateSucceeded" => Details::MapStateSucceeded,
            "MapStateFailed" => Details::MapStateFailed,
            "MapRunStarted" => Details::MapRunStarted {
                map_run_arn: self.text("mapRunArn")?,
            },
            "MapRunRedriven" => Details::MapRunRedriven {
                map_run_arn: self.text("mapRunArn")?,
                redrive_count: self.count("redriveCount")?,
            },
            "MapRunSucceeded" => Details::MapRunSucceeded,
            "MapRunAborted" => Details::MapRunAborted,
            "MapIterationStarted" => {
                let (name, index) = iteration()?;
                Details::MapIterationStarted { name, index }
            }
            "MapIterationSucceeded" => {
                let (name, index) = iteration()?;
                Details::MapIterationSucceeded { name, index }
            }
            "MapIterationFailed" => {
                let (name, index) = iteration()?;
                Details::MapIterationFailed { name, index }
            }
            "MapIterationAborted" => {
                let (name, index) = iteration()?;
                Details::MapIterationAborted { name, index }
            }
            _ => return None,
        })
    }

    fn text(&self, name: &str) -> Option<Rc<str>> {
        match self.0.get(name)? {
            Value::String(text) => Some(Rc::clone(text)),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Array(_)
            | Value::Object(_) => None,
        }
    }

    fn count<T: TryFrom<i64>>(&self, name: &str) -> Option<T> {
        let value = self.0.get(name)?;
        let count = match value.as_str() {
            Some(digits) => digits.parse().ok()?,
            None => value.as_number()?.as_i64()?,
        };
        T::try_from(count).ok()
    }

    /// Data: JSON text as AWS gives it, or the value itself where somebody has read the text already.
    fn data(&self, name: &str) -> Payload {
        match self.0.get(name) {
            None | Some(Value::Null) => Payload::untold(),
            Some(Value::String(text)) => self.whole(name, text),
            Some(value) => Payload::from(value.clone()),
        }
    }

    /// A log cuts long data off: what is left of it is not the data.
    fn whole(&self, name: &str, text: &Rc<str>) -> Payload {
        let details = self.0.get(&format!("{name}Details"));
        let cut = details.and_then(|details| details.get("truncated"));
        if cut == Some(&Value::Bool(true)) {
            return Payload::from_text(text).unwrap_or_else(|_| Payload::untold());
        }
        payload(text)
    }

    fn assigned(&self) -> Vec<(Rc<str>, Payload)> {
        let assigned = self.0.get("assignedVariables").and_then(Value::as_object);
        let members = assigned.into_iter().flat_map(Object::iter);
        let value = |value: &Value| match value {
            Value::String(text) => payload(text),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Array(_)
            | Value::Object(_) => Payload::from(value.clone()),
        };
        members
            .map(|(name, text)| (Rc::clone(name), value(text)))
            .collect()
    }

    fn failure(&self) -> ExecutionDetails {
        ExecutionDetails {
            error: self.text("error"),
            cause: self.cause(),
        }
    }

    /// A cause that is JSON may have been read already.
    fn cause(&self) -> Option<Rc<str>> {
        if let Some(text) = self.text("cause") {
            return Some(text);
        }
        let read = self.0.get("cause").filter(|cause| **cause != Value::Null);
        read.map(|cause| cause.to_json().into())
    }

    fn task(&self) -> Option<TaskDetails> {
        Some(TaskDetails {
            resource_type: self.text("resourceType")?,
            resource: self.text("resource")?,
        })
    }

    fn credentials(&self) -> Option<Rc<str>> {
        let role = self.0.get("taskCredentials")?.get("roleArn")?;
        role.as_str().map(Rc::from)
    }
}

/// A text that is not JSON, which AWS never gives, stands for itself.
fn payload(text: &Rc<str>) -> Payload {
    Payload::from_text(text)
        .unwrap_or_else(|_| Payload::with_text(Value::String(Rc::clone(text)), Rc::clone(text)))
}
