//! Catch: where a failed state goes on, and with what (`asl.md` section 11).

use super::Execution;
use super::context::Seen;
use super::failure::{Failure, TIMEOUT};
use super::frame::FrameId;
use super::io::Exit;
use super::retry::matches;
use crate::history::ExecutionDetails;
use crate::inspection::{Note, Stage};
use crate::machine::{Io, State, Transition};
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
        let next = Transition::Next(catcher.next);
        match &state.io {
            Io::Path(_) => {
                let seen = Seen::input(error_output.value());
                self.assign(id, catcher.assign.as_ref(), &seen)?;
                let output = self.apply_result_path(id, &catcher.result_path, error_output)?;
                self.stage(id, Stage::AfterResultPath, &output);
                self.leave(id, state, output, next)?;
            }
            Io::Jsonata(_) => {
                let exit = Exit {
                    assign: catcher.assign.as_ref(),
                    output: catcher.output.as_ref(),
                    next,
                };
                let input = self.frames[id].visit.input.clone();
                let seen = Seen {
                    error_output: Some(error_output.value()),
                    ..Seen::input(input.value())
                };
                self.depart(id, state, &seen, error_output.clone(), exit)?;
            }
        }
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
