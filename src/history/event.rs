//! One event.

use super::Beside;
use crate::machine::StateId;
use crate::value::{Object, Payload, Timestamp};
use std::rc::Rc;

/// Which history an event belongs to: 0 is the execution's own. Each child execution of a distributed
/// Map has one more, numbered in the order in which they start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HistoryId(pub u32);

/// An event, named. Without child executions both numbers are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId {
    /// Its place among everything that the execution told, child executions included: from 1, one
    /// more each; 0 stands for none.
    pub place: u32,
    /// Its number in its own history: AWS's `id`.
    pub number: u32,
}

/// One event of a history.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The history it belongs to.
    pub history: HistoryId,
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
    /// What an imported event had besides, and no type is known to have.
    pub beside: Option<Rc<Beside>>,
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
        /// `assignedVariables`, in the order in which they were evaluated.
        assigned: Vec<(Rc<str>, Payload)>,
    },
    /// An expression in JSONata failed, or variables are too large.
    EvaluationFailed {
        failure: ExecutionDetails,
        /// The field, from the state on: `Output/result`.
        location: Option<Rc<str>>,
        state: Rc<str>,
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
    LambdaFunctionScheduleFailed(ExecutionDetails),
    LambdaFunctionStartFailed(ExecutionDetails),
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
    TaskStartFailed {
        task: TaskDetails,
        failure: ExecutionDetails,
    },
    TaskSubmitFailed {
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
    ActivityScheduleFailed(ExecutionDetails),
    ParallelStateStarted,
    ParallelStateSucceeded,
    ParallelStateFailed,
    MapStateStarted {
        length: usize,
    },
    MapStateSucceeded,
    MapStateFailed,
    MapRunStarted {
        map_run_arn: Rc<str>,
    },
    MapRunRedriven {
        map_run_arn: Rc<str>,
        redrive_count: u32,
    },
    MapRunSucceeded,
    MapRunFailed(ExecutionDetails),
    MapRunAborted,
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
    /// Of a recording: an event of a type that is not known here.
    Unknown {
        /// `type`
        name: Rc<str>,
        /// The details' member by its name, if it has one.
        content: Option<(Rc<str>, Object)>,
    },
}

impl Details {
    /// What was sent to a function, service or worker, if it tells of that.
    pub fn sent(&self) -> Option<&Payload> {
        if let Self::TaskScheduled {
            parameters: sent, ..
        }
        | Self::LambdaFunctionScheduled { input: sent, .. }
        | Self::ActivityScheduled { input: sent, .. } = self
        {
            Some(sent)
        } else {
            None
        }
    }

    /// What came back from it in the end, if it tells of that.
    pub fn result(&self) -> Option<&Payload> {
        if let Self::TaskSucceeded { output, .. }
        | Self::LambdaFunctionSucceeded { output }
        | Self::ActivitySucceeded { output } = self
        {
            Some(output)
        } else {
            None
        }
    }

    /// The error that it tells of.
    pub fn failure(&self) -> Option<&ExecutionDetails> {
        if let Self::ExecutionFailed(failure)
        | Self::ExecutionTimedOut(failure)
        | Self::ExecutionAborted(failure)
        | Self::LambdaFunctionFailed(failure)
        | Self::LambdaFunctionTimedOut(failure)
        | Self::LambdaFunctionScheduleFailed(failure)
        | Self::LambdaFunctionStartFailed(failure)
        | Self::ActivityScheduleFailed(failure)
        | Self::ActivityFailed(failure)
        | Self::ActivityTimedOut(failure)
        | Self::TaskStartFailed { failure, .. }
        | Self::TaskSubmitFailed { failure, .. }
        | Self::TaskFailed { failure, .. }
        | Self::TaskTimedOut { failure, .. }
        | Self::EvaluationFailed { failure, .. }
        | Self::MapRunFailed(failure) = self
        {
            Some(failure)
        } else {
            None
        }
    }

    /// Whether it tells of a failure, with an error or without.
    pub fn is_failure(&self) -> bool {
        let inner = matches!(
            self,
            Self::ParallelStateFailed | Self::MapStateFailed | Self::MapIterationFailed { .. }
        );
        inner || self.failure().is_some()
    }

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

/// An error's name and its cause have at most so many characters (the API's shapes).
const MAX_ERROR: usize = 256;
const MAX_CAUSE: usize = 32_768;

impl ExecutionDetails {
    /// The same, cut to the lengths that AWS's API has room for.
    #[must_use]
    pub fn cut(self) -> Self {
        Self {
            error: self.error.map(|error| cut(error, MAX_ERROR)),
            cause: self.cause.map(|cause| cut(cause, MAX_CAUSE)),
        }
    }
}

fn cut(text: Rc<str>, chars: usize) -> Rc<str> {
    match text.char_indices().nth(chars) {
        Some((end, _)) => Rc::from(&text[..end]),
        None => text,
    }
}

/// `resourceType` and `resource` of an integration: `lambda` and `invoke`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskDetails {
    /// `resourceType`
    pub resource_type: Rc<str>,
    /// `resource`
    pub resource: Rc<str>,
}

#[cfg(test)]
mod tests {
    use super::ExecutionDetails;

    #[test]
    fn errors_and_causes_are_cut_to_what_the_api_has_room_for() {
        let details = |text: &str, error: usize, cause: usize| ExecutionDetails {
            error: Some(text.repeat(error).into()),
            cause: Some(text.repeat(cause).into()),
        };
        assert_eq!(details("日", 257, 40_000).cut(), details("日", 256, 32_768));
        assert_eq!(details("x", 1, 0).cut(), details("x", 1, 0));
        assert_eq!(
            ExecutionDetails::default().cut(),
            ExecutionDetails::default()
        );
    }
}
