//! The Pass state: its result is `Result`, or its parameters, or its input; in JSONata `Output` says all.

use super::Execution;
use super::context::Seen;
use super::failure::Failure;
use super::frame::FrameId;
use super::io::Exit;
use crate::inspection::Stage;
use crate::machine::{Io, Pass, State};
use crate::value::Payload;

impl Execution {
    #[inline(never)]
    pub(super) fn run_pass(
        &mut self,
        id: FrameId,
        state: &State,
        pass: &Pass,
    ) -> Result<(), Failure> {
        let input = self.effective_input(id, state)?;
        let Io::Path(io) = &state.io else {
            return self.pass_on(id, state, input, Exit::ahead(state));
        };
        let parameters = self.parameters(id, state, input)?;
        let result = match &pass.result {
            None => parameters,
            Some(result) => {
                let result = Payload::from(result.clone());
                self.stage(id, Stage::Result, &result);
                result
            }
        };
        self.assign(id, state.assign.as_ref(), &Seen::input(result.value()))?;
        self.merge(id, state, io, result)
    }
}
