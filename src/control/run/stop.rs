//! StopExecution.

use crate::control::Control;
use crate::control::error::Answered;
use crate::control::fields::Fields;
use crate::control::plane::date;
use crate::execution::Output;
use crate::history::ExecutionDetails;
use crate::value::{Object, Timestamp};
use std::rc::Rc;

impl Control {
    /// An execution that has ended already stays as it is.
    pub(in crate::control) fn stop_execution(
        &mut self,
        request: Fields<'_>,
        now: Timestamp,
    ) -> Answered {
        let run = self.run_of_mut(request.demanded("executionArn"))?;
        if run.outcome.is_none() {
            let details = ExecutionDetails {
                error: request.text("error").map(Rc::from),
                cause: request.text("cause").map(Rc::from),
            };
            run.execution.abort(details, now);
            // What it had to tell before, its end, and nothing else: this ends.
            while let Ok(output) = run.poll(now) {
                if matches!(output, Output::Done(_) | Output::Wait { .. }) {
                    break;
                }
            }
        }
        let stopped = run.stopped.unwrap_or(now);
        Ok(Object::new().with("stopDate", date(stopped)).into())
    }
}
