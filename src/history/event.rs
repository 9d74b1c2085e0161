//! One event.

use crate::machine::StateId;
use crate::value::{Payload, Timestamp};
use std::rc::Rc;

/// An event's number: from 1, one more each, across the whole execution; 0 stands for none.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct EventId(pub u32);

/// One event of the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// `id`
    pub id: EventId,
    /// `previousEventId`: the event that caused this one.
    pub previous: EventId,
    /// `timestamp`, virtual.
    pub timestamp: Timestamp,
    /// `type` and its details.
    pub details: Details,
    /// The state it belongs to, if any; not part of AWS's event.
    pub state: Option<StateId>,
    /// The Entered event of the visit it belongs to, if any; not part of AWS's event. It tells apart
    /// visits of the same state in loops, branches and iterations.
    pub visit: Option<EventId>,
}

/// Event type and details; the names are AWS's.
#[derive(Clone, Debug, PartialEq)]
#[allow(
    missing_docs,
    reason = "the names are those of the GetExecutionHistory page"
)]
pub enum Details {
    ExecutionStarted {
        input: Payload,
        role_arn: Rc<str>,
    },
    ExecutionSucceeded {
        output: Payload,
    },
    ExecutionFailed(ExecutionDetails),
    ExecutionTimedOut(ExecutionDetails),
    ExecutionAborted(ExecutionDetails),
    /// The last event before it ended the execution; from here on it goes on.
    ExecutionRedriven {
        redrive_count: u32,
    },
    /// `PassStateEntered`, `TaskStateEntered` …: `kind` is the state's `Type`.
    StateEntered {
        kind: &'static str,
        name: Rc<str>,
        input: Payload,
    },
    StateExited {
        kind: &'static str,
        name: Rc<str>,
        output: Payload,
    },
    /// `TaskStateAborted`, `WaitStateAborted` …
    StateAborted {
        kind: &'static str,
    },
    LambdaFunctionScheduled {
        resource: Rc<str>,
        input: Payload,
        timeout_in_seconds: Option<u64>,
        role_arn: Option<Rc<str>>,
    },
    LambdaFunctionStarted,
    LambdaFunctionSucceeded {
        output: Payload,
    },
    LambdaFunctionFailed(ExecutionDetails),
    LambdaFunctionTimedOut(ExecutionDetails),
    TaskScheduled {
        task: TaskDetails,
        region: Rc<str>,
        parameters: Payload,
        timeout_in_seconds: Option<u64>,
        heartbeat_in_seconds: Option<u64>,
        role_arn: Option<Rc<str>>,
    },
    TaskStarted(TaskDetails),
    TaskSubmitted {
        task: TaskDetails,
        output: Payload,
    },
    TaskSucceeded {
        task: TaskDetails,
        output: Payload,
    },
    TaskFailed {
        task: TaskDetails,
        failure: ExecutionDetails,
    },
    TaskTimedOut {
        task: TaskDetails,
        failure: ExecutionDetails,
    },
    ActivityScheduled {
        resource: Rc<str>,
        input: Payload,
        timeout_in_seconds: Option<u64>,
        heartbeat_in_seconds: Option<u64>,
    },
    ActivityStarted {
        worker_name: Option<Rc<str>>,
    },
    ActivitySucceeded {
        output: Payload,
    },
    ActivityFailed(ExecutionDetails),
    ActivityTimedOut(ExecutionDetails),
    ParallelStateStarted,
    ParallelStateSucceeded,
    ParallelStateFailed,
    MapStateStarted {
        length: usize,
    },
    MapStateSucceeded,
    MapStateFailed,
    MapIterationStarted {
        name: Rc<str>,
        index: usize,
    },
    MapIterationSucceeded {
        name: Rc<str>,
        index: usize,
    },
    MapIterationFailed {
        name: Rc<str>,
        index: usize,
    },
    MapIterationAborted {
        name: Rc<str>,
        index: usize,
    },
}

impl Details {
    /// Whether it is the last event of a history.
    pub fn ends_execution(&self) -> bool {
        matches!(
            self,
            Self::ExecutionSucceeded { .. }
                | Self::ExecutionFailed(_)
                | Self::ExecutionTimedOut(_)
                | Self::ExecutionAborted(_)
        )
    }
}

/// `error` and `cause`, absent where AWS leaves them out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExecutionDetails {
    /// `error`
    pub error: Option<Rc<str>>,
    /// `cause`
    pub cause: Option<Rc<str>>,
}

/// `resourceType` and `resource` of an integration: `lambda` and `invoke`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskDetails {
    /// `resourceType`
    pub resource_type: Rc<str>,
    /// `resource`
    pub resource: Rc<str>,
}
