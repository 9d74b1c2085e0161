//! Invocations that were not answered yet, and what a person can answer for them.

use super::action::TaskAnswer;
use super::view::OpenTask;
use crate::execution::{Answer, Invocation, Work};
use crate::history::ExecutionDetails;
use crate::machine::Pattern;
use crate::value::parse;
use std::rc::Rc;

/// An invocation that was not answered yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// What is to be done.
    pub invocation: Invocation,
    /// Its number among the calls of all executions.
    pub number: u32,
    /// Whether a service has taken the call, or a worker the task.
    taken: bool,
    /// Whether another execution answers it.
    pub by_run: bool,
}

impl Open {
    /// An invocation that has just gone out.
    pub fn new(invocation: Invocation) -> Self {
        Self {
            invocation,
            number: 0,
            taken: false,
            by_run: false,
        }
    }

    /// Takes note of an answer that was not the last.
    pub fn hear(&mut self, answer: &Answer) {
        self.taken |= *answer != Answer::Heartbeat;
    }

    /// The task, if a person can answer for it: a function that is at work and an
    /// execution that was started answer for themselves.
    pub fn task(&self) -> Option<OpenTask> {
        if self.by_run {
            return None;
        }
        let (what, data, called_back) = match &self.invocation.work {
            Work::Function(call) => {
                let called_back = self.taken && call.task_token.is_some();
                let what = format!("lambda:invoke {}", call.function.name);
                called_back.then_some((what, &call.event, true))?
            }
            Work::Service(call) => {
                let integration = &call.integration;
                let (service, api) = (&integration.service, &integration.api);
                let what = format!("{service}:{api}{}", integration.pattern.suffix());
                (what, call.parameters.text(), self.taken)
            }
            Work::Activity(task) => {
                let name = task.activity.rsplit(':').next();
                (name.unwrap_or_default().to_owned(), task.input.text(), true)
            }
        };
        let first = !called_back && self.goes_on();
        let decides = called_back && !self.is_job();
        Some(OpenTask {
            task: self.number,
            what,
            data: data.to_string(),
            first,
            decides,
            heartbeats: called_back,
            usual: if decides {
                r#"{"approved": true}"#.to_owned()
            } else {
                "{}".to_owned()
            },
        })
    }

    /// Whether the end of a job is waited for, which nobody decides about.
    fn is_job(&self) -> bool {
        match &self.invocation.work {
            Work::Service(call) => call.integration.pattern != Pattern::WaitForTaskToken,
            Work::Function(_) | Work::Activity(_) => false,
        }
    }

    fn goes_on(&self) -> bool {
        match &self.invocation.work {
            Work::Service(call) => call.integration.pattern.goes_on(),
            Work::Function(_) | Work::Activity(_) => false,
        }
    }

    /// What the person's answer means here, in order; nothing if it is not JSON.
    pub fn answers(&self, with: TaskAnswer) -> Vec<Answer> {
        let began = matches!(self.invocation.work, Work::Activity(_)) && !self.taken;
        let began = began.then_some(Answer::Started(None));
        let answer = match with {
            TaskAnswer::Success(output) if parse(&output).is_err() => return Vec::new(),
            TaskAnswer::Success(output) if self.goes_on() && !self.taken => {
                Answer::Submitted(output.into())
            }
            TaskAnswer::Success(output) => Answer::Succeeded(output.into()),
            TaskAnswer::Failure { error, cause } => {
                let text = |text: String| (!text.is_empty()).then(|| Rc::from(text));
                Answer::Refused(ExecutionDetails {
                    error: text(error),
                    cause: text(cause),
                })
            }
            TaskAnswer::Heartbeat => Answer::Heartbeat,
        };
        began.into_iter().chain([answer]).collect()
    }
}
