//! ListExecutions: the newest first.

use super::Run;
use super::describe::with_redrives;
use super::start::type_not_supported;
use crate::control::Control;
use crate::control::error::{Answered, ApiError};
use crate::control::fields::Fields;
use crate::control::machine::name_of;
use crate::control::page::page;
use crate::control::plane::date;
use crate::machine::MachineType;
use crate::value::Value;

impl Control {
    pub(in crate::control) fn list_executions(&self, request: Fields<'_>) -> Answered {
        let arn = match (request.text("stateMachineArn"), request.text("mapRunArn")) {
            (Some(arn), None) => arn,
            (None, Some(map_run)) => return self.list_children(request, map_run),
            (Some(_), Some(_)) | (None, None) => {
                return Err(ApiError::validation(
                    "Must specify exactly one of stateMachineArn or mapRunArn",
                ));
            }
        };
        let (name, qualifier) = name_of(arn)?;
        let machine = self.machine_at(arn, name)?;
        if machine.kind == MachineType::Express {
            return Err(type_not_supported());
        }
        let status = request.text("statusFilter");
        let redriven = request
            .text("redriveFilter")
            .map(|filter| filter == "REDRIVEN");
        let listed = |run: &&Run| {
            *run.settings.machine_name == *name
                && qualifier.is_none_or(|qualifier| run.is_of(qualifier))
                && status.is_none_or(|status| run.status() == status)
                && redriven.is_none_or(|redriven| run.redrive.is_some() == redriven)
        };
        let entries = self.runs.iter().rev().filter(listed);
        page(
            request,
            "executions",
            entries.map(|run| (run.arn.to_string(), self.entry(run))),
        )
    }

    fn entry(&self, run: &Run) -> Value {
        let entry = self.started(run);
        let entry = match run.stopped {
            Some(stopped) => entry.with("stopDate", date(stopped)),
            None => entry,
        };
        with_redrives(entry, run).into()
    }
}

impl Run {
    /// Whether it was started with this version or alias.
    fn is_of(&self, qualifier: &str) -> bool {
        let version = self.version.map(|number| number.to_string());
        version.as_deref() == Some(qualifier) || self.alias.as_deref() == Some(qualifier)
    }
}
