//! The Succeed state, and the end of a scope: of the execution, a branch or an iteration.

use super::failure::Failure;
use super::frame::{FrameId, Phase};
use super::io::Exit;
use super::{Execution, Outcome};
use crate::history::Details;
use crate::machine::{State, Transition};
use crate::value::Payload;

impl Execution {
    #[inline(never)]
    pub(super) fn run_succeed(&mut self, id: FrameId, state: &State) -> Result<(), Failure> {
        let input = self.effective_input(id, state)?;
        self.pass_on(id, state, input, Exit::of(state, Transition::End))
    }

    /// The frame has come to the end of its scope.
    pub(super) fn end_scope(&mut self, id: FrameId, output: Payload) {
        let frame = &self.frames[id];
        let last = frame.last;
        let Some((parent, index)) = frame.parent else {
            let succeeded = Details::ExecutionSucceeded {
                output: output.clone(),
            };
            return self.finish(last, succeeded, Outcome::Succeeded(output));
        };
        if frame.history != self.frames[parent].history {
            return self.child_succeeded(id, output);
        }
        self.frames.remove(id);
        self.agenda.running = None;
        if matches!(self.frames[parent].phase, Phase::Iterations(_)) {
            self.iteration_ended(parent, index, output, last);
        } else {
            self.branch_ended(parent, index, output, last);
        }
    }
}
