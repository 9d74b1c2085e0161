//! Executions: real ones, with the history that they tell. The host drives them: it polls each until it
//! waits, does what it asks for, and answers.

mod child;
mod describe;
mod history;
mod list;
mod log;
mod map_events;
mod map_run;
mod redrive;
mod start;
mod stop;

use super::Control;
use super::arn;
use super::error::{Answered, ApiError, Code};
use super::machine::Revision;
use crate::execution::{
    ActivityTask, Answer, Execution, Fault, Outcome, Output, Settings, Token, Work,
};
use crate::history::{Event, HistoryId};
use crate::value::{Payload, Timestamp};
pub use describe::{redrive_status, with_end};
pub use map_run::machine_of;
use redrive::Redrive;
pub use start::type_not_supported;
use std::rc::Rc;

/// An execution and what is known of it.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its ARN.
    pub arn: Rc<str>,
    /// Who it is.
    pub settings: Settings,
    /// When the machine's revision began.
    pub machine_updated: Timestamp,
    /// What it runs.
    pub revision: Rc<Revision>,
    /// The number of the version that it was started with.
    pub version: Option<u32>,
    /// The alias that it was started with.
    pub alias: Option<Rc<str>>,
    /// Its input.
    pub input: Payload,
    /// `traceHeader`: the AWS X-Ray trace that it belongs to.
    pub trace_header: Option<Rc<str>>,
    /// Whether the response of StartSyncExecution is to have the data: `includedData`.
    pub data_asked: bool,
    /// When it started.
    pub started: Timestamp,
    /// When it ended.
    pub stopped: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Its history so far.
    pub events: Vec<Event>,
    /// Tasks of activities that no worker has taken yet.
    pub tasks: Vec<(Token, ActivityTask)>,
    /// The last redrive.
    pub redrive: Option<Redrive>,
    /// The execution itself.
    pub execution: Execution,
}

impl Run {
    /// AWS's word for how it stands.
    pub fn status(&self) -> &'static str {
        status_of(self.outcome.as_ref())
    }

    /// One step; what it tells is kept.
    fn poll(&mut self, now: Timestamp) -> Result<Output, Fault> {
        let output = self.execution.poll(now)?;
        match &output {
            Output::Event(event) => {
                if event.details.ends_execution() && event.history == HistoryId::default() {
                    self.stopped = Some(event.timestamp);
                }
                self.events.push(event.clone());
            }
            Output::Invoke(invocation) => {
                if let Work::Activity(task) = &invocation.work {
                    self.tasks.push((invocation.token, task.clone()));
                }
            }
            Output::Cancel(token) => self.tasks.retain(|(open, _)| open != token),
            Output::Done(outcome) => self.outcome = Some(outcome.clone()),
            Output::Stage(_) | Output::Note(_) | Output::Wait { .. } => {}
        }
        Ok(output)
    }
}

impl Control {
    /// The ARNs of the executions that run, in the order in which they were started.
    pub fn running(&self) -> impl Iterator<Item = &Rc<str>> {
        let running = self.runs.iter().filter(|run| run.outcome.is_none());
        running.map(|run| &run.arn)
    }

    /// One step of an execution, as [`Execution::poll`]; `None` when there is none of this ARN. Events
    /// are kept for GetExecutionHistory, and tasks of activities for GetActivityTask.
    ///
    /// # Errors
    /// As [`Execution::poll`].
    pub fn poll(&mut self, arn: &str, now: Timestamp) -> Option<Result<Output, Fault>> {
        let run = self.runs.iter_mut().find(|run| *run.arn == *arn)?;
        Some(run.poll(now))
    }

    /// What became of an invocation of an execution, as [`Execution::answer`].
    ///
    /// # Errors
    /// As [`Execution::answer`]; an ARN that no execution has counts as an unknown token.
    pub fn answer(
        &mut self,
        arn: &str,
        token: Token,
        answer: Answer,
        now: Timestamp,
    ) -> Result<(), Fault> {
        let run = self.runs.iter_mut().find(|run| *run.arn == *arn);
        let run = run.ok_or(Fault::UnknownToken(token))?;
        run.execution.answer(token, answer, now)
    }

    /// The standard execution of an ARN.
    pub(super) fn run_of(&self, arn: &str) -> Answered<&Run> {
        arn::expect(arn, "execution")?;
        let found = self.runs.iter().find(|run| *run.arn == *arn);
        found.ok_or_else(|| no_such_execution(arn))
    }

    /// The same, to be changed.
    fn run_of_mut(&mut self, arn: &str) -> Answered<&mut Run> {
        arn::expect(arn, "execution")?;
        let found = self.runs.iter_mut().find(|run| *run.arn == *arn);
        found.ok_or_else(|| no_such_execution(arn))
    }
}

/// AWS's word for how an execution stands.
pub fn status_of(outcome: Option<&Outcome>) -> &'static str {
    match outcome {
        None => "RUNNING",
        Some(Outcome::Succeeded(_)) => "SUCCEEDED",
        Some(Outcome::Failed(_)) => "FAILED",
        Some(Outcome::TimedOut) => "TIMED_OUT",
        Some(Outcome::Aborted(_)) => "ABORTED",
    }
}

fn no_such_execution(arn: &str) -> ApiError {
    let message = format!("Execution Does Not Exist: '{arn}'");
    ApiError::new(Code::ExecutionDoesNotExist, message)
}
