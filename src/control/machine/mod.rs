//! State machines: their revisions, versions, aliases and tags.
//!
//! A revision is what a machine is at a time: definition, role and configurations. The first has no id;
//! every change makes a new one (recorded). A version is a revision that was published; an alias routes
//! executions to one or two versions.

mod alias;
mod create;
mod delete;
mod describe;
mod list;
mod logging;
mod tag;
mod update;
mod version;

pub use delete::deleting;
pub use tag::Tags;

use super::Control;
use super::arn::{self, Resource};
use super::definition::accepted;
use super::error::{Answered, ApiError, Code};
use super::fields::Fields;
use crate::machine::{Kind, Machine, MachineType};
use crate::value::{Object, Timestamp, Value};
use std::rc::Rc;

/// A state machine.
#[derive(Clone, Debug)]
pub struct StateMachine {
    /// Its name.
    pub name: Rc<str>,
    /// Standard or express.
    pub kind: MachineType,
    /// When it was created.
    pub created: Timestamp,
    /// When its current revision began.
    pub updated: Timestamp,
    /// What it is now.
    pub revision: Rc<Revision>,
    /// Published revisions, the oldest first.
    pub versions: Vec<Version>,
    /// The number of the last version; numbers are never used again.
    pub published: u32,
    /// In the order of their creation.
    pub aliases: Vec<Alias>,
    /// Its tags.
    pub tags: Tags,
    /// `publish` and `versionDescription` of its creation, for whether a second request is the same.
    pub creation: (bool, Option<Rc<str>>),
    /// Whether it is deleted and only waits for its executions to end.
    pub deleting: bool,
}

/// What a machine is at a time.
#[derive(Clone, Debug)]
pub struct Revision {
    /// None for the first one.
    pub id: Option<Rc<str>>,
    /// The text, byte for byte.
    pub definition: Rc<str>,
    /// The checked definition.
    pub machine: Rc<Machine>,
    /// The execution role's ARN.
    pub role: Rc<str>,
    /// `loggingConfiguration`, complete.
    pub logging: Value,
    /// `tracingConfiguration.enabled`
    pub tracing: bool,
    /// `encryptionConfiguration`, complete.
    pub encryption: Value,
}

/// A published revision.
#[derive(Clone, Debug)]
pub struct Version {
    /// From 1.
    pub number: u32,
    /// What was published.
    pub revision: Rc<Revision>,
    /// Its description.
    pub description: Option<Rc<str>>,
    /// When it was published.
    pub created: Timestamp,
}

/// A name for one or two versions.
#[derive(Clone, Debug)]
pub struct Alias {
    /// Its name.
    pub name: Rc<str>,
    /// Its description.
    pub description: Option<Rc<str>>,
    /// Versions with the part of executions that goes to each, in percent.
    pub routes: Vec<Route>,
    /// When it was created.
    pub created: Timestamp,
    /// When it was last changed.
    pub updated: Timestamp,
}

/// A version, and the part of executions that goes to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The version's number.
    pub version: u32,
    /// In percent.
    pub weight: u64,
}

impl Revision {
    /// Whether nothing but the id differs.
    fn is_same(&self, other: &Self) -> bool {
        self.definition == other.definition
            && self.role == other.role
            && self.logging == other.logging
            && self.tracing == other.tracing
            && self.encryption == other.encryption
    }

    /// The members that describe it, without definition and role.
    pub fn configurations(&self, object: Object) -> Object {
        object
            .with("loggingConfiguration", self.logging.clone())
            .with(
                "tracingConfiguration",
                Object::new().with("enabled", self.tracing),
            )
            .with("encryptionConfiguration", self.encryption.clone())
    }
}

impl StateMachine {
    /// The version of a number.
    pub fn version(&self, number: &str) -> Option<&Version> {
        let number = number.parse::<u32>().ok()?;
        self.versions
            .iter()
            .find(|version| version.number == number)
    }

    /// Whether it has a distributed Map.
    fn has_map_runs(&self) -> bool {
        let mut states = self.revision.machine.states.iter();
        states.any(|state| matches!(&state.kind, Kind::Map(map) if map.distributed.is_some()))
    }

    /// The alias of a name.
    pub fn alias(&self, name: &str) -> Option<&Alias> {
        self.aliases.iter().find(|alias| &*alias.name == name)
    }
}

impl Control {
    /// The ARN of a machine.
    pub(super) fn machine_arn(&self, name: &str) -> String {
        self.place.arn("stateMachine", name)
    }

    /// The ARN of a version or an alias.
    pub(super) fn qualified_arn(&self, name: &str, qualifier: impl std::fmt::Display) -> String {
        self.place
            .arn("stateMachine", format_args!("{name}:{qualifier}"))
    }

    /// The machine that an ARN without a version or alias names.
    pub(super) fn machine_of(&self, arn: &str) -> Answered<&StateMachine> {
        match name_of(arn)? {
            (name, None) => self.machine_at(arn, name),
            (_, Some(_)) => Err(no_such_machine(arn)),
        }
    }

    /// The machine of this name, if the ARN that names it, with or without a qualifier, is one of this
    /// place: elsewhere there are none.
    pub(super) fn machine_at(&self, arn: &str, name: &str) -> Answered<&StateMachine> {
        let here = arn.starts_with(&self.machine_arn(name));
        let found = self.machines.get(name).filter(|_| here);
        found.ok_or_else(|| no_such_machine(arn))
    }

    /// The same, to be changed.
    pub(super) fn machine_of_mut(&mut self, arn: &str) -> Answered<&mut StateMachine> {
        let name = self.machine_of(arn)?.name.clone();
        let machine = self.machines.get_mut(&name);
        machine.ok_or_else(|| no_such_machine(arn))
    }

    /// A revision made of a request, and of `before` where the request says nothing.
    fn revision(
        &self,
        request: Fields<'_>,
        kind: MachineType,
        before: Option<&Revision>,
    ) -> Answered<Revision> {
        let (definition, machine) = match (request.text("definition"), before) {
            (None, Some(before)) => (before.definition.clone(), before.machine.clone()),
            (text, _) => {
                let text = text.unwrap_or_default();
                (Rc::from(text), Rc::new(accepted(text, kind)?))
            }
        };
        let logging = match (request.inner("loggingConfiguration"), before) {
            (Some(given), _) => logging::read(given, &self.missing_log_groups)?,
            (None, Some(before)) => before.logging.clone(),
            (None, None) => logging::off(),
        };
        let tracing = request.inner("tracingConfiguration");
        let role = request.text("roleArn").map(Rc::from);
        let encryption = request.get("encryptionConfiguration").cloned();
        Ok(Revision {
            id: before.and_then(|before| before.id.clone()),
            definition,
            machine,
            role: role
                .or_else(|| before.map(|before| before.role.clone()))
                .unwrap_or_default(),
            logging,
            tracing: tracing.map_or_else(
                || before.is_some_and(|before| before.tracing),
                |tracing| tracing.flag("enabled"),
            ),
            encryption: encryption
                .or_else(|| before.map(|before| before.encryption.clone()))
                .unwrap_or_else(owned_key),
        })
    }
}

/// The machine's name and the qualifier in an ARN that names no Map in it.
///
/// # Errors
/// `InvalidArn`; `ValidationException` for the ARN of a distributed Map (documented; the words are ours).
pub fn name_of(arn: &str) -> Answered<(&str, Option<&str>)> {
    match arn::read(arn)? {
        Resource::StateMachine { name, .. } if name.contains('/') => Err(ApiError::validation(
            format!("The ARN of a Distributed Map state is not valid in this context: '{arn}'"),
        )),
        Resource::StateMachine { name, qualifier } => Ok((name, qualifier)),
        other @ (Resource::Execution
        | Resource::Express
        | Resource::Activity
        | Resource::MapRun) => Err(arn::wrong_kind(other.kind())),
    }
}

/// `StateMachineDoesNotExist`
pub fn no_such_machine(arn: &str) -> ApiError {
    ApiError::new(
        Code::StateMachineDoesNotExist,
        format!("State Machine Does Not Exist: '{arn}'"),
    )
}

/// The encryption of what says nothing about it.
pub fn owned_key() -> Value {
    Object::new().with("type", "AWS_OWNED_KEY").into()
}
