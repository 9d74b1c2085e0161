//! DeleteStateMachine. What is not there is deleted all the same; a machine whose executions run is there,
//! `DELETING`, until they have ended, which they do with their next transition (documented).

use super::name_of;
use crate::control::Control;
use crate::control::error::{Answered, ApiError, Code};
use crate::control::fields::Fields;
use crate::control::plane::nothing;
use crate::control::run::Run;

impl Control {
    pub(in crate::control) fn delete_state_machine(&mut self, request: Fields<'_>) -> Answered {
        let arn = request.demanded("stateMachineArn");
        let (name, qualifier) = name_of(arn)?;
        if qualifier.is_none() && self.machine_at(arn, name).is_ok() {
            if let Some(machine) = self.machines.get_mut(name) {
                machine.deleting = true;
            }
            let own = |run: &&mut Run| *run.settings.machine_name == *name;
            let running = self.runs.iter_mut().filter(own);
            running.for_each(|run| run.execution.delete_machine());
        }
        nothing()
    }

    /// Machines that are deleted are gone once none of their executions runs.
    pub(in crate::control) fn forget_deleted(&mut self) {
        let runs = &self.runs;
        self.machines.retain(|name, machine| {
            let runs_on = || {
                let mut own = runs.iter().filter(|run| run.settings.machine_name == *name);
                own.any(|run| run.outcome.is_none())
            };
            !machine.deleting || runs_on()
        });
    }
}

/// `StateMachineDeleting`. AWS's words are not known.
pub fn deleting(arn: &str) -> ApiError {
    ApiError::new(
        Code::StateMachineDeleting,
        format!("State Machine Is Being Deleted: '{arn}'"),
    )
}
