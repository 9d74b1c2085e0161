//! The Pass state: its result is `Result`, or its parameters, or its input.

use super::Execution;
use super::failure::Failure;
use super::frame::FrameId;
use crate::inspection::Stage;
use crate::machine::{Pass, State};
use crate::value::Payload;

impl Execution {
    pub(super) fn run_pass(
        &mut self,
        id: FrameId,
        state: &State,
        pass: &Pass,
    ) -> Result<(), Failure> {
        let input = self.effective_input(id, state)?;
        let parameters = self.parameters(id, state, input)?;
        let Some(result) = &pass.result else {
            return self.merge(id, state, parameters);
        };
        let result = Payload::from(result.clone());
        self.stage(id, Stage::Result, &result);
        self.merge(id, state, result)
    }
}
