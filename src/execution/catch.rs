//! Catch: where a failed state goes on, and with what (`asl.md` section 11).

use super::Execution;
use super::failure::{Failure, TIMEOUT};
use super::frame::FrameId;
use super::retry::matches;
use crate::history::ExecutionDetails;
use crate::inspection::{Note, Stage};
use crate::machine::{State, Transition};
use crate::value::{Object, Payload, Value};
use std::rc::Rc;

impl Execution {
    /// Leaves the state by the first catcher that matches; `false` when none does. The state's own
    /// selectors and paths are not applied (recorded).
    pub(super) fn catch(
        &mut self,
        id: FrameId,
        state: &State,
        failure: &Failure,
    ) -> Result<bool, Failure> {
        let catcher = state
            .catch
            .iter()
            .enumerate()
            .find(|(_, catcher)| matches(&catcher.error_equals, failure));
        let Some((index, catcher)) = catcher else {
            return Ok(false);
        };
        let caught = Note::Caught {
            catcher: index,
            error: Rc::from(failure.error()),
        };
        self.note(id, caught);
        let error_output = Payload::from(error_output(&failure.details));
        self.stage(id, Stage::ErrorOutput, &error_output);
        let output = self.apply_result_path(id, &catcher.result_path, error_output)?;
        self.stage(id, Stage::AfterResultPath, &output);
        self.leave(id, state, output, Transition::Next(catcher.next))?;
        Ok(true)
    }
}

/// `{"Error", "Cause"}`: both members are always there, `null` for what the failure does not have; a
/// time-out's cause is an empty text (recorded).
fn error_output(details: &ExecutionDetails) -> Value {
    let text = |text: &Option<Rc<str>>| {
        text.as_ref()
            .map_or(Value::Null, |text| Value::String(Rc::clone(text)))
    };
    let timed_out = details.error.as_deref() == Some(TIMEOUT);
    let cause = match &details.cause {
        None if timed_out => Value::from(""),
        cause => text(cause),
    };
    Object::new()
        .with("Error", text(&details.error))
        .with("Cause", cause)
        .into()
}
