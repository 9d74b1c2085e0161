//! DeleteStateMachine. What is not there is deleted all the same.

use super::name_of;
use crate::control::Control;
use crate::control::error::Answered;
use crate::control::fields::Fields;
use crate::control::plane::nothing;

impl Control {
    pub(in crate::control) fn delete_state_machine(&mut self, request: Fields<'_>) -> Answered {
        let (name, qualifier) = name_of(request.demanded("stateMachineArn"))?;
        if qualifier.is_none() {
            self.machines.remove(name);
        }
        nothing()
    }
}
