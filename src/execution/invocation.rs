//! What goes out to the host to be done, and what can come back.

use super::Token;
use crate::history::{EventId, ExecutionDetails};
use crate::machine::{Integration, LambdaArn, StateId};
use crate::service::lambda::Form;
use crate::value::Payload;
use std::rc::Rc;

/// An attempt of a Task: something is to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Invocation {
    /// Answer with this.
    pub token: Token,
    /// The Task.
    pub state: StateId,
    /// The Entered event of the visit.
    pub visit: EventId,
    /// Which attempt of the visit, from 0.
    pub attempt: u32,
    /// A request id for it, from the seed.
    pub request_id: Rc<str>,
    /// What is to be done.
    pub work: Work,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Work {
    /// A function is to be called.
    Function(FunctionCall),
    /// A service is to be called.
    Service(ServiceCall),
    /// A worker is to do it: GetActivityTask hands it out.
    Activity(ActivityTask),
}

/// A function to be called.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionCall {
    /// Which function.
    pub function: LambdaArn,
    /// The event it receives, as JSON text.
    pub event: Rc<str>,
    /// With `lambda:invoke.waitForTaskToken`: what SendTaskSuccess will name.
    pub task_token: Option<Rc<str>>,
    /// How it is called.
    pub form: Form,
}

/// A service to be called.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceCall {
    /// Which service and API, and what it is to be waited for.
    pub integration: Integration,
    /// The evaluated `Parameters` or `Arguments`.
    pub parameters: Payload,
    /// `eu-west-1`
    pub region: Rc<str>,
    /// As whom: the task's `Credentials` or the execution role.
    pub role_arn: Rc<str>,
    /// With `.waitForTaskToken`: what SendTaskSuccess will name.
    pub task_token: Option<Rc<str>>,
}

/// A task of an activity.
#[derive(Clone, Debug, PartialEq)]
pub struct ActivityTask {
    /// The activity's ARN.
    pub activity: Rc<str>,
    /// What the worker gets.
    pub input: Payload,
    /// What SendTaskSuccess will name.
    pub task_token: Rc<str>,
}

impl Work {
    /// The function to be called, if it is one.
    pub fn function(&self) -> Option<&FunctionCall> {
        match self {
            Self::Function(call) => Some(call),
            Self::Service(_) | Self::Activity(_) => None,
        }
    }
}

/// What became of an invocation.
///
/// The first three say that it is under way and leave its token open; every other ends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// With `.sync` and `.waitForTaskToken`: the service has taken the call; its response as JSON text.
    Submitted(Rc<str>),
    /// A worker has taken the task of an activity; its name, if it told one.
    Started(Option<Rc<str>>),
    /// SendTaskHeartbeat: the time that `HeartbeatSeconds` allows begins anew.
    Heartbeat,

    /// The function's answer as JSON text, exactly as it came.
    Returned(Rc<str>),
    /// The function failed: Lambda's error payload as JSON text (`{"errorType", "errorMessage", …}`).
    Failed(Rc<str>),
    /// There is no such function.
    NoSuchFunction,
    /// The task's whole result as JSON text: a service's response, a job's description, the output of
    /// SendTaskSuccess.
    Succeeded(Rc<str>),
    /// The task failed with this error and cause: a service's refusal, SendTaskFailure.
    Refused(ExecutionDetails),
    /// It took too long, whatever the clock says: a recorded time-out is replayed.
    TimedOut,
}

impl Invocation {
    /// Whether this answer is its last. What a function returns is not, if SendTaskSuccess is to come.
    pub fn ends_with(&self, answer: &Answer) -> bool {
        let function = self.work.function();
        let called_back = function.is_some_and(|call| call.task_token.is_some());
        answer.ends(called_back, function.map(|call| call.form))
    }
}

impl Answer {
    /// Whether an invocation ends with it that ends by itself or is called back, of a function that is
    /// called so.
    pub(super) fn ends(&self, called_back: bool, form: Option<Form>) -> bool {
        match self {
            Self::Submitted(_) | Self::Started(_) | Self::Heartbeat => false,
            Self::Returned(_) => !called_back,
            Self::Failed(_) => !called_back || form != Some(Form::Sdk),
            Self::NoSuchFunction | Self::Succeeded(_) | Self::Refused(_) | Self::TimedOut => true,
        }
    }
}
