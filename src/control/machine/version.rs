//! PublishStateMachineVersion, DeleteStateMachineVersion, ListStateMachineVersions.

use super::{Version, name_of};
use crate::control::Control;
use crate::control::error::{Answered, ApiError, Code};
use crate::control::fields::Fields;
use crate::control::page::page;
use crate::control::plane::{date, nothing};
use crate::value::{Object, Timestamp, Value};
use std::rc::Rc;

impl Control {
    /// Publishes the current revision, unless the last version is that; gives the version's number.
    pub(super) fn publish(
        &mut self,
        name: &str,
        description: Option<Rc<str>>,
        now: Timestamp,
    ) -> Option<u32> {
        let machine = self.machines.get_mut(name)?;
        let current = Rc::clone(&machine.revision);
        match machine.versions.last() {
            Some(last) if last.revision.id == current.id => Some(last.number),
            _ => {
                machine.published += 1;
                machine.versions.push(Version {
                    number: machine.published,
                    revision: current,
                    description,
                    created: now,
                });
                Some(machine.published)
            }
        }
    }

    pub(in crate::control) fn publish_version(
        &mut self,
        request: Fields<'_>,
        now: Timestamp,
    ) -> Answered {
        let machine = self.machine_of(request.demanded("stateMachineArn"))?;
        let name = Rc::clone(&machine.name);
        let current = machine.revision.id.as_deref();
        let asked = request.text("revisionId");
        if let Some(asked) = asked.filter(|asked| Some(*asked) != current) {
            let current = current.unwrap_or("null");
            return Err(ApiError::new(
                Code::ConflictException,
                format!(
                    "Failed to publish the State Machine version for revision {asked}. The current State Machine revision is {current}."
                ),
            ));
        }
        let number = self.publish(&name, request.text("description").map(Rc::from), now);
        let number = number.unwrap_or_default();
        let version = self
            .machines
            .get(&name)
            .and_then(|machine| machine.versions.last());
        let created = version.map_or(now, |version| version.created);
        Ok(Object::new()
            .with("creationDate", date(created))
            .with("stateMachineVersionArn", self.qualified_arn(&name, number))
            .into())
    }

    pub(in crate::control) fn delete_version(&mut self, request: Fields<'_>) -> Answered {
        let arn = request.demanded("stateMachineVersionArn");
        let (name, qualifier) = name_of(arn)?;
        let number = qualifier.and_then(|number| number.parse::<u32>().ok());
        let number = number.ok_or_else(|| {
            ApiError::validation(format!("The ARN is not that of a version: '{arn}'"))
        })?;
        let Some(machine) = self.machines.get_mut(name) else {
            return nothing();
        };
        let routes_here =
            |routes: &[super::Route]| routes.iter().any(|route| route.version == number);
        let aliases = machine
            .aliases
            .iter()
            .filter(|alias| routes_here(&alias.routes));
        let names: Vec<&str> = aliases.map(|alias| &*alias.name).collect();
        if !names.is_empty() {
            let names = names.join(", ");
            return Err(ApiError::new(
                Code::ConflictException,
                format!(
                    "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [{names}]"
                ),
            ));
        }
        machine.versions.retain(|version| version.number != number);
        nothing()
    }

    /// The newest first.
    pub(in crate::control) fn list_versions(&self, request: Fields<'_>) -> Answered {
        let machine = self.machine_of(request.demanded("stateMachineArn"))?;
        let entries = machine.versions.iter().rev().map(|version| {
            let entry = Object::new()
                .with(
                    "stateMachineVersionArn",
                    self.qualified_arn(&machine.name, version.number),
                )
                .with("creationDate", date(version.created));
            (version.number.to_string(), Value::from(entry))
        });
        page(request, "stateMachineVersions", entries)
    }
}
