//! ListStateMachines: in the order of their names (recorded).

use crate::control::Control;
use crate::control::definition::type_name;
use crate::control::error::Answered;
use crate::control::fields::Fields;
use crate::control::page::page;
use crate::control::plane::date;
use crate::value::{Object, Value};

impl Control {
    pub(in crate::control) fn list_state_machines(&self, request: Fields<'_>) -> Answered {
        let entries = self.machines.values().map(|machine| {
            let entry = Object::new()
                .with("stateMachineArn", self.machine_arn(&machine.name))
                .with("name", &*machine.name)
                .with("type", type_name(machine.kind))
                .with("creationDate", date(machine.created));
            (machine.name.to_string(), Value::from(entry))
        });
        page(request, "stateMachines", entries)
    }
}
