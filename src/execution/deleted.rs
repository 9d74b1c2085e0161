//! What is deleted while an execution runs: its state machine, and activities that it names.

use super::failure::Failure;
use super::frame::FrameId;
use super::{Execution, Outcome};
use crate::history::{Details, HistoryId};
use crate::machine::Resource;
use std::rc::Rc;

impl Execution {
    /// From here on there is no such activity: DeleteActivity. Without it every activity that a
    /// definition names exists.
    pub fn delete_activity(&mut self, arn: &str) {
        self.deleted_activities.insert(Rc::from(arn));
    }

    /// A deleted activity can have no task (recorded: nothing is scheduled).
    pub(super) fn activity_exists(&self, id: FrameId, resource: &Resource) -> Result<(), Failure> {
        if let Resource::Activity(arn) = resource
            && self.deleted_activities.contains(arn)
        {
            return Err(self.runtime(id, &format!("The activity {arn} does not exist.")));
        }
        Ok(())
    }

    /// From here on there is no such state machine: DeleteStateMachine. The execution ends with its next
    /// transition (documented; the cause was captured), if it has one.
    pub fn delete_machine(&mut self) {
        self.machine_deleted = true;
    }

    /// A state would be entered, but its machine is no more.
    pub(super) fn end_deleted(&mut self) {
        let name = &self.settings.machine_name;
        let cause = format!("State machine {name} has been deleted");
        let details = Failure::runtime_plain(&cause).details;
        let last = self.histories.get(HistoryId::default()).last;
        let failed = Details::ExecutionFailed(details.clone());
        self.finish(last, failed, Outcome::Failed(details));
    }
}
