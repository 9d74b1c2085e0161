//! One state tested alone, as TestState does it: what its form begins with and what came out.

use super::{ConsoleRow, ErrorRow, NodeKind, StageRow, WhyRow};
use crate::debugger::action::TestRequest;
use serde::{Deserialize, Serialize};

/// A state and its test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StateTest {
    /// Counts the forms prepared: a form begins anew with each.
    pub number: u32,
    /// The state's machine, by its name; `None` for the one that Run starts.
    pub machine: Option<String>,
    /// Which node.
    pub state: u32,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: NodeKind,
    /// What the form begins with.
    pub request: TestRequest,
    /// Which parts of a request make sense for the state.
    pub takes: TestTakes,
    /// How far the test has come.
    pub progress: TestProgress,
    /// What the function wrote.
    pub log: Vec<ConsoleRow>,
}

/// Which parts of a request make sense for a state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestTakes {
    /// Its work can be made up: it is a Task, a Parallel or a Map.
    pub mock: bool,
    /// TestState demands that its work is made up.
    pub only_mock: bool,
    /// It has retriers.
    pub retries: bool,
    /// It is a Map, whose iterations can fail.
    pub iterations: bool,
    /// It is a Map that reads its items from somewhere else.
    pub reader: bool,
    /// The states inside, one of which can be said to have caused an error.
    pub inner: Vec<String>,
}

/// How far a test has come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum TestProgress {
    /// Not begun.
    #[default]
    Ready,
    /// The state is at work.
    Running,
    /// The user stopped it.
    Stopped,
    /// Here is the response.
    Tested(Box<TestResponse>),
    /// TestState refuses the request.
    Refused {
        /// `ValidationException`
        code: String,
        /// AWS's message.
        message: String,
    },
    /// The state calls a service for which nobody stands in here: `sns:publish`.
    NoStandIn(String),
}

/// TestState's response.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TestResponse {
    /// What became of the state.
    pub status: TestStatus,
    /// Its output, pretty JSON.
    pub output: Option<String>,
    /// `error` and `cause`.
    pub error: Option<ErrorRow>,
    /// Where it would go.
    pub next: Option<String>,
    /// `retryIndex` and `retryBackoffIntervalSeconds` of the retrier that took the error.
    pub retry: Option<(u32, Option<i64>)>,
    /// `catchIndex` of the catcher that took it.
    pub catcher: Option<u32>,
    /// The stages of `inspectionData`, then the output.
    pub stages: Vec<StageRow>,
    /// The decisions.
    pub why: Vec<WhyRow>,
    /// What else `inspectionData` tells, by AWS's name: JSON, pretty.
    pub more: Vec<(String, String)>,
    /// The response as AWS sends it, pretty JSON.
    pub raw: String,
}

/// What became of a tested state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TestStatus {
    /// It ended well.
    Succeeded,
    /// It failed for good.
    Failed,
    /// It failed, and a retrier would try it again.
    Retriable,
    /// It failed, and a catcher took the error.
    CaughtError,
}

impl TestStatus {
    /// Every status.
    pub const ALL: [Self; 4] = [
        Self::Succeeded,
        Self::Failed,
        Self::Retriable,
        Self::CaughtError,
    ];

    /// AWS's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::Retriable => "RETRIABLE",
            Self::CaughtError => "CAUGHT_ERROR",
        }
    }
}
