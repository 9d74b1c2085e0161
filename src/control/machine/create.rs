//! CreateStateMachine.

use super::{Revision, StateMachine, Tags, deleting};
use crate::control::definition::type_of;
use crate::control::error::{Answered, ApiError, Code};
use crate::control::fields::Fields;
use crate::control::plane::date;
use crate::control::{Control, name};
use crate::machine::MachineType;
use crate::value::{Object, Timestamp};
use std::rc::Rc;

impl Control {
    pub(in crate::control) fn create_state_machine(
        &mut self,
        request: Fields<'_>,
        now: Timestamp,
    ) -> Answered {
        let name = request.demanded("name");
        name::check(name)?;
        let creation = publication(request)?;
        let kind = type_of(request);
        let revision = self.revision(request, kind, None)?;
        let tags = Tags::read(request)?;
        match self.machines.get(name) {
            Some(machine) if machine.deleting => {
                return Err(deleting(&self.machine_arn(name)));
            }
            Some(machine) if !is_same(machine, kind, &revision, &creation) => {
                return Err(self.already_exists(name));
            }
            Some(_) => {}
            None => {
                let machine = StateMachine {
                    name: Rc::from(name),
                    kind,
                    created: now,
                    updated: now,
                    revision: Rc::new(revision),
                    versions: Vec::new(),
                    published: 0,
                    aliases: Vec::new(),
                    tags,
                    creation: creation.clone(),
                    deleting: false,
                };
                self.machines.insert(Rc::clone(&machine.name), machine);
                if creation.0 {
                    self.publish(name, creation.1, now);
                }
            }
        }
        Ok(self.created(name, creation.0).into())
    }

    fn created(&self, name: &str, published: bool) -> Object {
        let created = self.machines.get(name).map(|machine| machine.created);
        let response = Object::new()
            .with("stateMachineArn", self.machine_arn(name))
            .with("creationDate", date(created.unwrap_or_default()));
        if published {
            return response.with("stateMachineVersionArn", self.qualified_arn(name, 1));
        }
        response
    }

    fn already_exists(&self, name: &str) -> ApiError {
        let arn = self.machine_arn(name);
        ApiError::new(
            Code::StateMachineAlreadyExists,
            format!("State Machine Already Exists: '{arn}'"),
        )
    }
}

/// `publish` and `versionDescription`.
///
/// # Errors
/// A description of a version that is not to be.
pub fn publication(request: Fields<'_>) -> Answered<(bool, Option<Rc<str>>)> {
    let description = request.text("versionDescription").map(Rc::from);
    let publish = request.flag("publish");
    if description.is_some() && !publish {
        return Err(ApiError::validation(
            "Version description can only be set when publish is true",
        ));
    }
    Ok((publish, description))
}

/// Whether a request asks for what there is: another role and other tags do not count (documented).
fn is_same(
    machine: &StateMachine,
    kind: MachineType,
    revision: &Revision,
    creation: &(bool, Option<Rc<str>>),
) -> bool {
    let asked = Revision {
        role: machine.revision.role.clone(),
        ..revision.clone()
    };
    machine.kind == kind && machine.creation == *creation && machine.revision.is_same(&asked)
}
