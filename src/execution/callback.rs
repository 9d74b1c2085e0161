//! Task tokens: what `$$.Task.Token` holds, and which invocation SendTaskSuccess, SendTaskFailure and
//! SendTaskHeartbeat mean by one (`api.md` section 3).

use super::{Execution, Token, Work};
use crate::history::EventId;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Every task token that went out, with its invocation.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TaskTokens(BTreeMap<Rc<str>, (Token, Rc<str>)>);

/// Why a task token means no task. The words are AWS's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenRefusal {
    /// `InvalidToken`: it never went out.
    InvalidToken,
    /// `TaskTimedOut`: its task has ended, whatever the end was.
    TaskTimedOut {
        /// The activity's ARN, or AWS's sentence about other tasks.
        what: Rc<str>,
    },
}

impl TokenRefusal {
    /// The API's error code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::InvalidToken => "InvalidToken",
            Self::TaskTimedOut { .. } => "TaskTimedOut",
        }
    }
}

impl std::fmt::Display for TokenRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::InvalidToken => f.write_str("Invalid Token: 'Invalid token'"),
            Self::TaskTimedOut { what } => write!(f, "Task Timed Out: '{what}'"),
        }
    }
}

impl std::error::Error for TokenRefusal {}

impl Execution {
    /// The invocation that waits for this task token: answer it with
    /// [`Succeeded`](super::Answer::Succeeded), [`Refused`](super::Answer::Refused) or
    /// [`Heartbeat`](super::Answer::Heartbeat).
    ///
    /// # Errors
    /// A token that never went out, or whose task has ended.
    pub fn task(&self, task_token: &str) -> Result<Token, TokenRefusal> {
        let given = self.task_tokens.0.get(task_token);
        let (token, what) = given.ok_or(TokenRefusal::InvalidToken)?;
        match self.agenda.waits(*token) {
            Some(_) => Ok(*token),
            None => Err(TokenRefusal::TaskTimedOut {
                what: Rc::clone(what),
            }),
        }
    }

    /// `$$.Task.Token` of a visit, by its Entered event, while its attempt has one.
    pub fn task_token(&self, entered: EventId) -> Option<Rc<str>> {
        let mut visits = self.frames.iter().map(|frame| &frame.visit);
        let own = visits.find(|visit| visit.is_entered() && visit.entered == entered);
        own?.task_token.clone()
    }

    /// Remembers the task token of an invocation, if it has one.
    pub(super) fn keep_task_token(&mut self, token: Token, work: &Work) {
        let gone = || Rc::from("Provided task does not exist anymore");
        let (task_token, what) = match work {
            Work::Function(call) => (call.task_token.clone(), gone()),
            Work::Service(call) => (call.task_token.clone(), gone()),
            Work::Activity(task) => (Some(task.task_token.clone()), Rc::clone(&task.activity)),
        };
        if let Some(task_token) = task_token {
            self.task_tokens.0.insert(task_token, (token, what));
        }
    }
}
