//! Running a machine, sans-IO.
//!
//! # The contract
//!
//! * [`Execution::poll`] does one step and returns one [`Output`]. The host polls until it gets
//!   [`Output::Wait`] or [`Output::Done`].
//! * After [`Output::Wait`] the host answers invocations with [`Execution::answer`] or lets virtual time
//!   reach `until`, and polls again.
//! * A [`Token`] is answered once; before that it may be told that the work is under way. Illegal order
//!   is a typed [`Fault`], never a silent default.
//! * An `Execution` is a value: clone it to keep a checkpoint, compare it, run the copy on. It keeps no
//!   history: events, stages and notes go out once and belong to the host.
//!
//! # Inside
//!
//! A frame is a thread: the top level, a branch, an iteration ([`frame`]). The agenda says whose turn it
//! is ([`agenda`]); a turn is one state step, and what it has to tell waits in an outbox until the host
//! has fetched it, so that an execution never runs ahead by more than a step. There is one file for each
//! type of state, and one for each thing that types share: data ([`io`]), the context object
//! ([`context`]), [`variables`], [`retry`], [`catch`], and what a failure leads to ([`unwind`]). A Task's attempt has
//! more: its [`call`], what comes back ([`answering`]), task tokens ([`callback`]), events ([`telling`]).
//! One state can also be run on its own ([`alone`]).

mod agenda;
mod alone;
mod answering;
mod call;
mod callback;
mod catch;
mod choice;
mod context;
mod deleted;
mod distributed;
mod emit;
mod engine;
mod fail;
mod failure;
mod frame;
mod histories;
mod invocation;
mod io;
mod map;
mod parallel;
mod pass;
mod random;
mod redrive;
mod retry;
mod succeed;
mod synchronous;
mod task;
mod telling;
mod unwind;
mod variables;
mod wait;
mod whatif;

pub use alone::{Alone, Findings, MapLimits, Misfit, Mock};
pub use callback::TokenRefusal;
pub use distributed::MapRunFacts;
pub use engine::Execution;
pub use invocation::{ActivityTask, Answer, FunctionCall, Invocation, ServiceCall, Work};
pub use map::at_once;
pub use random::Random;
pub use redrive::NotRedrivable;
pub use synchronous::Synchronous;
pub use variables::ScopeVariables;

use crate::history::{Event, EventId, ExecutionDetails};
use crate::inspection::{Noted, Record};
use crate::machine::StateId;
use crate::value::{Payload, Timestamp};
use std::rc::Rc;

/// Who runs and where: what the context object and the ARNs are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `aws`
    pub partition: Rc<str>,
    /// `ap-northeast-1`
    pub region: Rc<str>,
    /// Twelve digits.
    pub account: Rc<str>,
    /// The state machine's name.
    pub machine_name: Rc<str>,
    /// The execution's name.
    pub execution_name: Rc<str>,
    /// The execution role's ARN.
    pub role_arn: Rc<str>,
    /// Standard or Express.
    pub mode: Mode,
    /// Seed of jitter, `States.MathRandom`, `States.UUID` and request ids.
    pub seed: u64,
    /// Whoever is called was recorded to have answered: policies of functions in other accounts and
    /// regions, which are not known here, let it call them.
    pub answered: bool,
}

/// How an execution is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// With a history, for up to a year.
    #[default]
    Standard,
    /// With logs only, for up to five minutes.
    Express {
        /// The last part of the execution's ARN, a UUID.
        run: Rc<str>,
        /// Whether StartSyncExecution waits for it.
        synchronous: bool,
    },
}

impl Settings {
    /// The execution's ARN: `$$.Execution.Id`.
    pub fn execution_arn(&self) -> String {
        self.arn_in(&self.mode, &self.machine_name, &self.execution_name)
    }

    /// The ARN of an execution of another name, or of a child execution, whose machine is `NAME/LABEL`.
    pub(crate) fn arn_in(&self, mode: &Mode, machine: &str, execution: &str) -> String {
        match mode {
            Mode::Standard => self.states_arn(&format!("execution:{machine}:{execution}")),
            Mode::Express { run, .. } => {
                self.states_arn(&format!("express:{machine}:{execution}:{run}"))
            }
        }
    }

    /// The ARN of a state that is tested on its own (recorded): `express:MACHINE:EXECUTION`.
    pub fn express_arn(&self) -> String {
        let (machine, execution) = (&self.machine_name, &self.execution_name);
        self.states_arn(&format!("express:{machine}:{execution}"))
    }

    /// The state machine's ARN: `$$.StateMachine.Id`.
    pub fn machine_arn(&self) -> String {
        self.machine_arn_of(&self.machine_name)
    }

    /// The ARN of a machine of another name, or of the machine `NAME/LABEL` of child executions.
    pub fn machine_arn_of(&self, machine: &str) -> String {
        self.states_arn(&format!("stateMachine:{machine}"))
    }

    /// The ARN of a Map Run: `…:mapRun:NAME/LABEL:UUID`.
    pub(crate) fn map_run_arn(&self, machine: &str, run: &str) -> String {
        self.states_arn(&format!("mapRun:{machine}:{run}"))
    }

    fn states_arn(&self, resource: &str) -> String {
        let (partition, region, account) = (&self.partition, &self.region, &self.account);
        format!("arn:{partition}:states:{region}:{account}:{resource}")
    }
}

/// One step's result.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Something happened: append it to the history.
    Event(Event),
    /// Data passed a stage of a state.
    Stage(Record),
    /// Something to tell about a state.
    Note(Noted),
    /// A function, a service or a worker is to do something; answer with its token.
    Invoke(Invocation),
    /// An invocation is no longer wanted (timed out, aborted with its branch): an answer to its
    /// token will be ignored, the host may stop the work.
    Cancel(Token),
    /// Nothing to do before an answer comes or virtual time reaches `until`.
    Wait {
        /// The next moment at which something happens by itself; `None` when only answers can help.
        until: Option<Timestamp>,
        /// Who waits, and why.
        why: Vec<Waiting>,
    },
    /// The execution has ended; polling again says the same.
    Done(Outcome),
}

/// Names one invocation; answered once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(pub u64);

/// A part of the execution that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The state.
    pub state: StateId,
    /// The Entered event of the visit.
    pub visit: EventId,
    /// Until when, if time will end it.
    pub until: Option<Timestamp>,
    /// When a task's `TimeoutSeconds` have passed; its heartbeat may be due before.
    pub deadline: Option<Timestamp>,
    /// Why.
    pub reason: WaitReason,
}

/// Why a part of the execution waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitReason {
    /// A Wait state.
    WaitState,
    /// The delay before a retry.
    Backoff,
    /// A function is at work.
    Invocation,
    /// A service is at work.
    Service,
    /// Somebody is to send the task token back.
    Callback,
    /// A worker is to take the activity's task, or is at work.
    Worker,
}

/// How an execution ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// `SUCCEEDED`
    Succeeded(Payload),
    /// `FAILED`
    Failed(ExecutionDetails),
    /// `TIMED_OUT`
    TimedOut,
    /// `ABORTED`
    Aborted(ExecutionDetails),
}

/// Misuse by the host, or a bug of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The token was never given out or has been answered.
    UnknownToken(Token),
    /// Time went back: `poll` was given a moment before the last one.
    TimeWentBack {
        /// The moment known before.
        before: Timestamp,
        /// The moment given now.
        now: Timestamp,
    },
    /// An answer that the invocation cannot have: a worker for a function, a job for a plain call.
    WrongAnswer(Token),
    /// An answer's text is not JSON.
    AnswerNotJson(String),
    /// Something that cannot be, was.
    Broken(&'static str),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownToken(Token(token)) => {
                write!(f, "no invocation {token} waits for an answer")
            }
            Self::WrongAnswer(Token(token)) => {
                write!(f, "invocation {token} cannot have such an answer")
            }
            Self::TimeWentBack { before, now } => {
                write!(
                    f,
                    "time went back from {} to {}",
                    before.to_iso(),
                    now.to_iso()
                )
            }
            Self::AnswerNotJson(why) => write!(f, "the answer is not JSON: {why}"),
            Self::Broken(what) => write!(f, "this should not happen: {what}"),
        }
    }
}

impl std::error::Error for Fault {}
