//! Failures of an execution: what Retry and Catch can match, in AWS's words (`errors.md` section 3).

use crate::history::{EventId, ExecutionDetails};
use crate::query::QueryFailure;
use std::rc::Rc;

/// The task took longer than it may.
pub(super) const TIMEOUT: &str = "States.Timeout";
/// What a missed heartbeat is called in `ErrorEquals`.
pub(super) const HEARTBEAT_TIMEOUT: &str = "States.HeartbeatTimeout";
/// The data of a state cannot be processed.
const RUNTIME: &str = "States.Runtime";
/// An expression in JSONata gives nothing, or the wrong thing.
const QUERY_EVALUATION: &str = "States.QueryEvaluationError";
/// A payload is larger than 262,144 bytes.
const DATA_LIMIT_EXCEEDED: &str = "States.DataLimitExceeded";
/// A `ResultPath` does not fit the input (recorded; the spec's name is `States.ResultPathMatchFailure`).
const REFERENCE_PATH_CONFLICT: &str = "States.ReferencePathConflict";

/// Why a state, a branch or the execution failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    /// Error and cause.
    pub details: ExecutionDetails,
    /// What can catch it.
    pub reach: Reach,
    /// What did not come in time, if that is it.
    pub late: Option<Late>,
    /// Set until EvaluationFailed has told of it, if it is of the kind that is told so.
    pub evaluation: Option<Evaluation>,
}

/// Where an evaluation failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Evaluation {
    /// The field, from the state on; none when the data itself is at fault.
    pub location: Option<Rc<str>>,
}

/// What did not come in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Late {
    /// The end of the task.
    End,
    /// A heartbeat: reported as a time-out, but matched by its own name too.
    Heartbeat,
}

/// What can catch a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Any retrier or catcher that names it, or `States.ALL`.
    Any,
    /// Only one that names it: `States.ALL` does not match it.
    ByName,
    /// Nothing: it ends the whole execution at once, from whatever depth.
    Nothing,
}

impl Failure {
    /// A failure that Retry and Catch can match.
    pub fn new(details: ExecutionDetails) -> Self {
        Self {
            details: details.cut(),
            reach: Reach::Any,
            late: None,
            evaluation: None,
        }
    }

    /// A failure that a test makes up: nothing matches `States.Runtime`, whoever names it.
    pub fn mocked(details: ExecutionDetails) -> Self {
        let reach = match details.error.as_deref() {
            Some(RUNTIME) => Reach::Nothing,
            Some(_) | None => Reach::Any,
        };
        Self {
            reach,
            ..Self::new(details)
        }
    }

    /// A failure with a fixed name and a cause.
    fn named(error: &str, cause: &str, reach: Reach) -> Self {
        let details = ExecutionDetails {
            error: Some(Rc::from(error)),
            cause: Some(Rc::from(cause)),
        };
        Self {
            details: details.cut(),
            reach,
            late: None,
            evaluation: None,
        }
    }

    /// `States.Runtime` in a state: AWS's prefix and then `words`.
    pub fn runtime(state: &str, entered: EventId, words: &str) -> Self {
        Self::runtime_plain(&in_state(state, entered, words))
    }

    /// `States.QueryEvaluationError`, in the field at `location`.
    pub fn evaluation(location: Option<&Rc<str>>, cause: &str) -> Self {
        let location = location.cloned();
        Self {
            evaluation: Some(Evaluation { location }),
            ..Self::named(QUERY_EVALUATION, cause, Reach::Any)
        }
    }

    /// `Assign` gave more than variables can hold; no prefix (captured).
    pub fn variables_too_large(words: &str) -> Self {
        let location = Some(Rc::from("Assign"));
        Self {
            evaluation: Some(Evaluation { location }),
            ..Self::named(DATA_LIMIT_EXCEEDED, words, Reach::ByName)
        }
    }

    /// `States.Runtime` without the prefix.
    pub fn runtime_plain(cause: &str) -> Self {
        Self::named(RUNTIME, cause, Reach::Nothing)
    }

    /// `States.Timeout`, which has no cause.
    pub fn timeout() -> Self {
        let details = ExecutionDetails {
            error: Some(Rc::from(TIMEOUT)),
            cause: None,
        };
        Self {
            late: Some(Late::End),
            ..Self::new(details)
        }
    }

    /// No heartbeat came in time: AWS reports `States.Timeout` (recorded).
    pub fn missed_heartbeat() -> Self {
        Self {
            late: Some(Late::Heartbeat),
            ..Self::timeout()
        }
    }

    /// Whether the task took too long.
    pub fn is_timeout(&self) -> bool {
        self.late.is_some()
    }

    /// A task gave too much: caught by `States.ALL` (recorded).
    pub fn task_too_large(what: &str) -> Self {
        Self::named(DATA_LIMIT_EXCEEDED, &too_large(what), Reach::Any)
    }

    /// A state's own output is too large: not caught by `States.ALL` (documented).
    pub fn state_too_large(state: &str) -> Self {
        Self::named(DATA_LIMIT_EXCEEDED, &too_large(state), Reach::ByName)
    }

    /// A `ResultPath` cannot be applied; `words` without a prefix (recorded with TestState).
    pub fn reference_path_conflict(words: &str) -> Self {
        Self::named(REFERENCE_PATH_CONFLICT, words, Reach::Any)
    }

    /// More iterations or children failed than their Map tolerates (recorded).
    pub fn threshold() -> Self {
        let cause = "The specified tolerated failure threshold was exceeded";
        Self::named("States.ExceedToleratedFailureThreshold", cause, Reach::Any)
    }

    /// `error`, as text.
    pub fn error(&self) -> &str {
        self.details.error.as_deref().unwrap_or_default()
    }
}

/// AWS's prefix, and then `words`.
pub(super) fn in_state(state: &str, entered: EventId, words: &str) -> String {
    let entered = entered.number;
    format!(
        "An error occurred while executing the state '{state}' (entered at the event id #{entered}). {words}"
    )
}

fn too_large(what: &str) -> String {
    format!(
        "The state/task '{what}' returned a result with a size exceeding the maximum number of bytes service limit."
    )
}

/// The words for a path outside templates: `Invalid path '$.a' : No results for path: $['a']`.
pub(super) fn path_words(failure: &QueryFailure) -> String {
    match failure {
        QueryFailure::PathNotFound { path, detail, .. } => {
            format!("Invalid path '{path}' : {detail}")
        }
        QueryFailure::Intrinsic(words) | QueryFailure::Formula { words, .. } => words.clone(),
    }
}
