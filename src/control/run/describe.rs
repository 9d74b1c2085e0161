//! DescribeExecution, and the response of StartSyncExecution.

use super::Run;
use crate::control::Control;
use crate::control::error::Answered;
use crate::control::fields::Fields;
use crate::control::plane::{date, with_text};
use crate::execution::{NotRedrivable, Outcome, Synchronous};
use crate::history::ExecutionDetails;
use crate::value::{Object, Payload, Timestamp, Value};

impl Control {
    pub(in crate::control) fn describe_execution(
        &self,
        request: Fields<'_>,
        now: Timestamp,
    ) -> Answered {
        let arn = request.demanded("executionArn");
        let data = request.text("includedData") != Some("METADATA_ONLY");
        if let Some(child) = self.child_of(arn) {
            return Ok(self.described_child(&child, data).into());
        }
        let run = self.run_of(arn)?;
        let ended = run.outcome.as_ref().zip(run.stopped);
        let described = with_end(self.started(run), &run.input, ended, data);
        let described = with_trace(with_redrives(described, run), run);
        Ok(redrive_status(described, run.execution.redrivable(now)).into())
    }

    /// The response of StartSyncExecution for an execution that has ended; `None` before.
    pub fn sync_response(&self, arn: &str) -> Option<Value> {
        let run = self.runs.iter().find(|run| *run.arn == *arn)?;
        let ended = Synchronous {
            settings: &run.settings,
            input: &run.input,
            outcome: run.outcome.as_ref()?,
            started: run.started,
            stopped: run.stopped?,
            data: run.data_asked,
        };
        Some(with_trace(ended.response(), run).into())
    }

    /// Which execution of what, and when it was started.
    pub(super) fn started(&self, run: &Run) -> Object {
        let version = run
            .version
            .map(|number| self.qualified_arn(&run.settings.machine_name, number));
        let alias = run
            .alias
            .as_ref()
            .map(|alias| self.qualified_arn(&run.settings.machine_name, alias));
        let object = Object::new()
            .with("executionArn", &*run.arn)
            .with(
                "stateMachineArn",
                self.machine_arn(&run.settings.machine_name),
            )
            .with("name", &*run.settings.execution_name)
            .with("status", run.status())
            .with("startDate", date(run.started));
        let object = with_text(object, "stateMachineVersionArn", version.as_deref());
        with_text(object, "stateMachineAliasArn", alias.as_deref())
    }
}

/// The trace that it belongs to, if it was told one.
fn with_trace(object: Object, run: &Run) -> Object {
    with_text(object, "traceHeader", run.trace_header.as_deref())
}

/// Input, and the end if it is there.
pub fn with_end(
    mut object: Object,
    input: &Payload,
    ended: Option<(&Outcome, Timestamp)>,
    data: bool,
) -> Object {
    let included = || Object::new().with("included", data);
    if let Some((_, stopped)) = ended {
        object.insert("stopDate", date(stopped));
    }
    if data {
        object.insert("input", &**input.text());
    }
    object.insert("inputDetails", included());
    match ended.map(|(outcome, _)| outcome) {
        Some(Outcome::Succeeded(output)) => {
            if data {
                object.insert("output", &**output.text());
            }
            object.with("outputDetails", included())
        }
        Some(Outcome::Failed(details) | Outcome::Aborted(details)) => with_failure(object, details),
        Some(Outcome::TimedOut) | None => object,
    }
}

fn with_failure(object: Object, details: &ExecutionDetails) -> Object {
    let object = with_text(object, "error", details.error.as_deref());
    with_text(object, "cause", details.cause.as_deref())
}

/// How often it was redriven, and when last.
pub fn with_redrives(object: Object, run: &Run) -> Object {
    match &run.redrive {
        Some(redrive) => object
            .with("redriveCount", redrive.count)
            .with("redriveDate", date(redrive.at)),
        None => object.with("redriveCount", 0_i64),
    }
}

/// Whether it can be redriven, and why not (recorded).
pub fn redrive_status(object: Object, redrivable: Result<(), NotRedrivable>) -> Object {
    match redrivable {
        Ok(()) => object.with("redriveStatus", "REDRIVABLE"),
        Err(why) => object
            .with("redriveStatus", "NOT_REDRIVABLE")
            .with("redriveStatusReason", why.to_string()),
    }
}
