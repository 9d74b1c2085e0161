//! StartExecution and StartSyncExecution.

use super::Run;
use crate::control::error::{Answered, ApiError, Code};
use crate::control::fields::{Fields, input};
use crate::control::machine::{Revision, StateMachine, deleting, name_of, no_such_machine};
use crate::control::nested::already_exists;
use crate::control::plane::date;
use crate::control::{Control, name};
use crate::execution::{Execution, Mode, Settings};
use crate::machine::MachineType;
use crate::value::{Object, Payload, Timestamp};
use std::rc::Rc;

/// What an execution is started with.
struct Target {
    machine: Rc<str>,
    kind: MachineType,
    updated: Timestamp,
    revision: Rc<Revision>,
    version: Option<u32>,
    alias: Option<Rc<str>>,
}

impl Control {
    /// The same name with the same input gives the same execution while it runs (documented).
    pub(in crate::control) fn start_execution(
        &mut self,
        request: Fields<'_>,
        now: Timestamp,
    ) -> Answered {
        let target = self.target(request.demanded("stateMachineArn"))?;
        let mode = match target.kind {
            MachineType::Standard => Mode::Standard,
            MachineType::Express => self.express(false),
        };
        let run = self.prepare(request, target, mode, now)?;
        let (arn, started) = (Rc::clone(&run.arn), run.started);
        let known = self.runs.iter().find(|known| known.arn == arn);
        let started = match known {
            None => started,
            Some(known) if known.outcome.is_none() && known.input == run.input => known.started,
            Some(_) => {
                return Err(already_exists(&arn));
            }
        };
        if known.is_none() {
            self.runs.push(run);
        }
        Ok(Object::new()
            .with("executionArn", &*arn)
            .with("startDate", date(started))
            .into())
    }

    /// Starts an execution whose end is the response; gives its ARN.
    pub(in crate::control) fn start_sync_execution(
        &mut self,
        request: Fields<'_>,
        now: Timestamp,
    ) -> Answered<Rc<str>> {
        let target = self.target(request.demanded("stateMachineArn"))?;
        if target.kind == MachineType::Standard {
            return Err(type_not_supported());
        }
        let mode = self.express(true);
        let run = self.prepare(request, target, mode, now)?;
        let arn = Rc::clone(&run.arn);
        self.runs.push(run);
        Ok(arn)
    }

    fn express(&self, synchronous: bool) -> Mode {
        Mode::Express {
            run: self.random.uuid(),
            synchronous,
        }
    }

    fn prepare(
        &self,
        request: Fields<'_>,
        target: Target,
        mode: Mode,
        now: Timestamp,
    ) -> Answered<Run> {
        let name: Rc<str> = match request.text("name") {
            Some(name) => {
                name::check(name)?;
                Rc::from(name)
            }
            None => self.random.uuid(),
        };
        let input = input(request.text("input"))?;
        let machine = Rc::clone(&target.revision.machine);
        let settings = Settings {
            partition: Rc::clone(&self.place.partition),
            region: Rc::clone(&self.place.region),
            account: Rc::clone(&self.place.account),
            machine_name: target.machine,
            execution_name: name,
            role_arn: Rc::clone(&target.revision.role),
            mode,
            seed: self.random.bits(),
            answered: false,
        };
        let arn = settings.execution_arn().into();
        let execution = Execution::new(machine, Payload::clone(&input), settings.clone(), now);
        Ok(Run {
            arn,
            settings,
            machine_updated: target.updated,
            revision: target.revision,
            version: target.version,
            alias: target.alias,
            input,
            trace_header: request.text("traceHeader").map(Rc::from),
            data_asked: request.text("includedData") != Some("METADATA_ONLY"),
            started: now,
            stopped: None,
            outcome: None,
            events: Vec::new(),
            tasks: Vec::new(),
            redrive: None,
            execution,
        })
    }

    /// What an ARN of a machine, a version or an alias leads to.
    fn target(&self, arn: &str) -> Answered<Target> {
        let (name, qualifier) = name_of(arn)?;
        let machine = self.machine_at(arn, name)?;
        if machine.deleting {
            return Err(deleting(arn));
        }
        let Some(qualifier) = qualifier else {
            return Ok(target(machine, &machine.revision, None, None));
        };
        let alias = machine.alias(qualifier);
        let number = match alias {
            Some(alias) => self.route(alias).to_string(),
            None => qualifier.to_owned(),
        };
        let version = machine
            .version(&number)
            .ok_or_else(|| no_such_machine(arn))?;
        let alias = alias.map(|alias| Rc::clone(&alias.name));
        Ok(target(
            machine,
            &version.revision,
            Some(version.number),
            alias,
        ))
    }

    /// The version that an alias sends this execution to.
    fn route(&self, alias: &crate::control::machine::Alias) -> u32 {
        let mut left = self.random.bits() % 100;
        for route in &alias.routes {
            if left < route.weight {
                return route.version;
            }
            left -= route.weight;
        }
        alias.routes.first().map_or(0, |route| route.version)
    }
}

fn target(
    machine: &StateMachine,
    revision: &Rc<Revision>,
    version: Option<u32>,
    alias: Option<Rc<str>>,
) -> Target {
    Target {
        machine: Rc::clone(&machine.name),
        kind: machine.kind,
        updated: machine.updated,
        revision: Rc::clone(revision),
        version,
        alias,
    }
}

/// `StateMachineTypeNotSupported`
pub fn type_not_supported() -> ApiError {
    ApiError::new(
        Code::StateMachineTypeNotSupported,
        "This operation is not supported by this type of state machine",
    )
}
