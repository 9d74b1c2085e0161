//! What StartSyncExecution answers when its Express execution has ended (`api.md` section 2).

use super::{Outcome, Settings};
use crate::value::{Object, Payload, Timestamp};

/// Executions are billed by so many milliseconds.
const BILLED_MILLIS: i64 = 100;

/// Memory is billed in such pieces, in MB.
const BILLED_MEGABYTES: usize = 64;

/// What an execution needs besides its data, in MB (AWS's own estimate).
const OWN_MEGABYTES: usize = 50;

/// A synchronous execution that has ended.
#[derive(Clone, Copy, Debug)]
pub struct Synchronous<'a> {
    /// Who ran.
    pub settings: &'a Settings,
    /// Its input.
    pub input: &'a Payload,
    /// How it ended.
    pub outcome: &'a Outcome,
    /// When it began.
    pub started: Timestamp,
    /// When it ended.
    pub stopped: Timestamp,
    /// Whether its data is asked for: `includedData`.
    pub data: bool,
}

impl Synchronous<'_> {
    /// The response; it is one of success whatever became of the execution.
    pub fn response(&self) -> Object {
        let included = || Object::new().with("included", self.data);
        let head = Object::new()
            .with("executionArn", self.settings.execution_arn())
            .with("stateMachineArn", self.settings.machine_arn())
            .with("name", &*self.settings.execution_name)
            .with("startDate", self.started.to_iso())
            .with("stopDate", self.stopped.to_iso());
        let mut response = self.with_outcome(head);
        if self.data {
            response.insert("input", &**self.input.text());
        }
        response.insert("inputDetails", included());
        match self.outcome {
            Outcome::Succeeded(output) if self.data => {
                response.insert("output", &**output.text());
            }
            Outcome::Succeeded(_)
            | Outcome::Failed(_)
            | Outcome::Aborted(_)
            | Outcome::TimedOut => {}
        }
        response
            .with("outputDetails", included())
            .with("billingDetails", self.billing())
    }

    fn with_outcome(&self, response: Object) -> Object {
        let (status, details) = match self.outcome {
            Outcome::Succeeded(_) => ("SUCCEEDED", None),
            Outcome::Failed(details) => ("FAILED", Some(details)),
            Outcome::Aborted(details) => ("ABORTED", Some(details)),
            Outcome::TimedOut => ("TIMED_OUT", None),
        };
        let mut response = response.with("status", status);
        let (error, cause) = details.map_or((&None, &None), |d| (&d.error, &d.cause));
        for (member, text) in [("error", error), ("cause", cause)] {
            if let Some(text) = text {
                response.insert(member, &**text);
            }
        }
        response
    }

    fn billing(&self) -> Object {
        let took = (self.stopped.0 - self.started.0).max(1);
        let periods = (took + BILLED_MILLIS - 1) / BILLED_MILLIS;
        let output = match self.outcome {
            Outcome::Succeeded(output) => output.size(),
            Outcome::Failed(_) | Outcome::Aborted(_) | Outcome::TimedOut => 0,
        };
        let data = (self.input.size() + output).div_ceil(1 << 20);
        let pieces = (OWN_MEGABYTES + data).div_ceil(BILLED_MEGABYTES);
        let memory = i64::try_from(pieces * BILLED_MEGABYTES).unwrap_or(i64::MAX);
        Object::new()
            .with("billedDurationInMilliseconds", periods * BILLED_MILLIS)
            .with("billedMemoryUsedInMB", memory)
    }
}
