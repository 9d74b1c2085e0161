//! UpdateStateMachine.

use super::create::publication;
use super::{Revision, deleting};
use crate::control::Control;
use crate::control::error::{Answered, ApiError, Code};
use crate::control::fields::Fields;
use crate::control::plane::{date, with_text};
use crate::value::{Object, Timestamp};
use std::rc::Rc;

/// What an update can change.
const CHANGEABLE: [&str; 5] = [
    "definition",
    "roleArn",
    "loggingConfiguration",
    "tracingConfiguration",
    "encryptionConfiguration",
];

impl Control {
    pub(in crate::control) fn update_state_machine(
        &mut self,
        request: Fields<'_>,
        now: Timestamp,
    ) -> Answered {
        let arn = request.demanded("stateMachineArn");
        let machine = self.machine_of(arn)?;
        if machine.deleting {
            return Err(deleting(arn));
        }
        let name = Rc::clone(&machine.name);
        if CHANGEABLE.iter().all(|field| request.get(field).is_none()) {
            return Err(ApiError::new(
                Code::MissingRequiredParameter,
                "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
            ));
        }
        let (publish, description) = publication(request)?;
        let revision = self.revision(request, machine.kind, Some(&machine.revision))?;
        let id = self.revise(arn, revision, now)?;
        let response = Object::new().with("updateDate", date(now));
        let response = with_text(response, "revisionId", id.as_deref());
        if !publish {
            return Ok(response.into());
        }
        let version = self.publish(&name, description, now);
        let version = version.map(|number| self.qualified_arn(&name, number));
        Ok(with_text(response, "stateMachineVersionArn", version.as_deref()).into())
    }

    /// Makes a revision the current one, unless it is that already; gives the current one's id.
    fn revise(
        &mut self,
        arn: &str,
        revision: Revision,
        now: Timestamp,
    ) -> Answered<Option<Rc<str>>> {
        let id = self.random.uuid();
        let machine = self.machine_of_mut(arn)?;
        if !machine.revision.is_same(&revision) {
            machine.updated = now;
            machine.revision = Rc::new(Revision {
                id: Some(id),
                ..revision
            });
        }
        Ok(machine.revision.id.clone())
    }
}
