//! DescribeStateMachine and DescribeStateMachineForExecution.

use super::{Revision, StateMachine, Version, name_of, no_such_machine};
use crate::control::Control;
use crate::control::definition::type_name;
use crate::control::error::Answered;
use crate::control::fields::Fields;
use crate::control::plane::{date, with_text};
use crate::control::run::machine_of as map_of;
use crate::value::{Object, Value};
use std::rc::Rc;

impl Control {
    /// A version's ARN gives the version; that of a distributed Map gives the machine that it is in, with
    /// its label (documented).
    pub(in crate::control) fn describe_state_machine(&self, request: Fields<'_>) -> Answered {
        let arn = request.demanded("stateMachineArn");
        let (plain, label) = match arn.split_once('/') {
            Some((plain, label)) => (plain, Some(label)),
            None => (arn, None),
        };
        let (name, qualifier) = name_of(plain)?;
        let machine = self.machine_at(plain, name).ok();
        let machine = machine.filter(|machine| label.is_none() || machine.has_map_runs());
        let machine = machine.ok_or_else(|| no_such_machine(arn))?;
        let version = match qualifier {
            None => None,
            Some(number) => Some(
                machine
                    .version(number)
                    .ok_or_else(|| no_such_machine(arn))?,
            ),
        };
        let data = request.text("includedData") != Some("METADATA_ONLY");
        let described = described(machine, version, arn, data);
        Ok(with_text(described, "label", label).into())
    }

    /// Of a child execution: the machine that its Map is in, under the name of the Map (documented).
    pub(in crate::control) fn describe_state_machine_for_execution(
        &self,
        request: Fields<'_>,
    ) -> Answered {
        let arn = request.demanded("executionArn");
        let child = self.child_of(arn);
        let run = match &child {
            Some(child) => child.run,
            None => self.run_of(arn)?,
        };
        let name = &run.settings.machine_name;
        let map_run = child.as_ref().map(|child| &*child.map_run);
        let machine = map_run.map_or(&**name, map_of);
        let label = map_run.and_then(|_| Some(machine.split_once('/')?.1));
        let object = Object::new()
            .with("stateMachineArn", self.machine_arn(machine))
            .with("name", &**name)
            .with("updateDate", date(run.machine_updated));
        let object = with_text(object, "mapRunArn", map_run);
        let object = with_text(object, "label", label);
        let data = request.text("includedData") != Some("METADATA_ONLY");
        Ok(with_revision(object, &run.revision, data).into())
    }
}

fn described(machine: &StateMachine, version: Option<&Version>, arn: &str, data: bool) -> Object {
    let revision = version.map_or(&machine.revision, |version| &version.revision);
    let created = version.map_or(machine.created, |version| version.created);
    let description = version.and_then(|version| version.description.as_deref());
    let status = match machine.deleting {
        true => "DELETING",
        false => "ACTIVE",
    };
    let object = Object::new()
        .with("stateMachineArn", arn)
        .with("name", &*machine.name)
        .with("status", status)
        .with("type", type_name(machine.kind))
        .with("creationDate", date(created));
    let object = with_text(object, "description", description);
    with_revision(object, revision, data)
}

fn with_revision(object: Object, revision: &Revision, data: bool) -> Object {
    let definition = Some(&*revision.definition).filter(|_| data);
    let object = with_text(object, "definition", definition).with("roleArn", &*revision.role);
    let object = with_text(object, "revisionId", revision.id.as_deref());
    let object = revision.configurations(object);
    match references(revision) {
        Some(references) => object.with("variableReferences", references),
        None => object,
    }
}

/// The variables that each state reads; `None` where no state reads any (recorded).
fn references(revision: &Revision) -> Option<Object> {
    let states = &revision.machine.states;
    let reading = states.iter().filter(|state| !state.reads.is_empty());
    let names = |names: &[Rc<str>]| names.iter().map(|name| Value::from(&**name)).collect();
    let references: Object = reading
        .map(|state| (Rc::clone(&state.name), Value::array(names(&state.reads))))
        .collect();
    (!references.is_empty()).then_some(references)
}
