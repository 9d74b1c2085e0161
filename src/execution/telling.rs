//! The events of a Task's attempt: each kind of resource has its own (`history.md` section 3).

use super::Settings;
use super::call::Terms;
use crate::history::{Details, ExecutionDetails, TaskDetails};
use crate::machine::Resource;
use crate::value::Payload;
use std::rc::Rc;

/// `resourceType` and `resource` of an integration.
pub(super) fn task_details(resource: &Resource) -> TaskDetails {
    let suffix = resource.pattern().suffix();
    let (service, api) = match resource {
        Resource::Service(integration) => (Rc::clone(&integration.service), &*integration.api),
        Resource::LambdaInvoke(_) | Resource::Lambda(_) | Resource::Activity(_) => {
            (Rc::from("lambda"), "invoke")
        }
    };
    TaskDetails {
        resource_type: service,
        resource: Rc::from(format!("{api}{suffix}")),
    }
}

/// The attempt is scheduled.
pub(super) fn scheduled(
    resource: &Resource,
    payload: Payload,
    terms: &Terms,
    settings: &Settings,
) -> Details {
    let (timeout_in_seconds, heartbeat_in_seconds) = (terms.timeout, terms.heartbeat);
    let role_arn = terms.role_arn.clone();
    match resource {
        Resource::Lambda(function) => Details::LambdaFunctionScheduled {
            resource: Rc::clone(&function.arn),
            input: payload,
            timeout_in_seconds,
            role_arn,
        },
        Resource::Activity(arn) => Details::ActivityScheduled {
            resource: Rc::clone(arn),
            input: payload,
            timeout_in_seconds,
            heartbeat_in_seconds,
        },
        Resource::LambdaInvoke(_) | Resource::Service(_) => Details::TaskScheduled {
            task: task_details(resource),
            region: Rc::clone(&settings.region),
            parameters: payload,
            timeout_in_seconds,
            heartbeat_in_seconds,
            role_arn,
        },
    }
}

/// The attempt begins; an activity's begins when a worker takes it.
pub(super) fn started(resource: &Resource) -> Option<Details> {
    match resource {
        Resource::Lambda(_) => Some(Details::LambdaFunctionStarted),
        Resource::Activity(_) => None,
        Resource::LambdaInvoke(_) | Resource::Service(_) => {
            Some(Details::TaskStarted(task_details(resource)))
        }
    }
}

/// The attempt ended well.
pub(super) fn succeeded(resource: &Resource, output: Payload) -> Details {
    match resource {
        Resource::Lambda(_) => Details::LambdaFunctionSucceeded { output },
        Resource::Activity(_) => Details::ActivitySucceeded { output },
        Resource::LambdaInvoke(_) | Resource::Service(_) => Details::TaskSucceeded {
            task: task_details(resource),
            output,
        },
    }
}

/// The attempt failed.
pub(super) fn failed(resource: &Resource, failure: ExecutionDetails) -> Details {
    match resource {
        Resource::Lambda(_) => Details::LambdaFunctionFailed(failure),
        Resource::Activity(_) => Details::ActivityFailed(failure),
        Resource::LambdaInvoke(_) | Resource::Service(_) => Details::TaskFailed {
            task: task_details(resource),
            failure,
        },
    }
}

/// The attempt took too long.
pub(super) fn timed_out(resource: &Resource, failure: ExecutionDetails) -> Details {
    match resource {
        Resource::Lambda(_) => Details::LambdaFunctionTimedOut(failure),
        Resource::Activity(_) => Details::ActivityTimedOut(failure),
        Resource::LambdaInvoke(_) | Resource::Service(_) => Details::TaskTimedOut {
            task: task_details(resource),
            failure,
        },
    }
}
