//! Child executions of distributed Maps: DescribeExecution, GetExecutionHistory and ListExecutions know
//! them by their ARNs, as AWS does.

use super::Run;
use super::describe::with_end;
use super::map_events::Child;
use super::map_run::machine_of;
use crate::control::Control;
use crate::control::arn::{self, Resource};
use crate::control::error::Answered;
use crate::control::fields::Fields;
use crate::control::page::page;
use crate::control::plane::date;
use crate::value::{Object, Value};

/// A child execution, and where it stands.
pub struct Found<'a> {
    /// The execution whose Map started it.
    pub run: &'a Run,
    /// What the events tell of it.
    pub(super) child: Child,
    /// Its ARN.
    pub arn: String,
    /// The ARN of its Map Run.
    pub map_run: String,
}

impl Run {
    /// The child executions of all its Map Runs, the oldest first.
    fn all_children(&self) -> impl Iterator<Item = Found<'_>> {
        self.map_runs().into_iter().flat_map(move |map_run| {
            let arn = map_run.arn;
            let children = map_run.children.into_iter();
            children.filter_map(move |child| {
                Some(Found {
                    run: self,
                    arn: self.execution.arn_of(child.history)?,
                    map_run: arn.to_string(),
                    child,
                })
            })
        })
    }
}

impl Control {
    /// The child execution of an ARN; only standard ones can be asked for.
    pub(in crate::control) fn child_of(&self, arn: &str) -> Option<Found<'_>> {
        let standard = matches!(arn::read(arn), Ok(Resource::Execution));
        // Only names of children have a label in them.
        let possible = standard && arn.contains('/');
        let mut runs = self.runs.iter().filter(|_| possible);
        runs.find_map(|run| run.all_children().find(|child| child.arn == arn))
    }

    pub(super) fn described_child(&self, found: &Found<'_>, data: bool) -> Object {
        let Found { child, .. } = found;
        let ended = child.ended.as_ref().map(|(outcome, at)| (outcome, *at));
        let described = with_end(self.child_entry(found), &child.input, ended, data);
        let why = match found.status() {
            status @ ("RUNNING" | "SUCCEEDED") => {
                format!("Execution is {status} and cannot be redriven")
            }
            _ => return described.with("redriveStatus", "REDRIVABLE_BY_MAP_RUN"),
        };
        described
            .with("redriveStatus", "NOT_REDRIVABLE")
            .with("redriveStatusReason", why)
    }

    /// ListExecutions of a Map Run: the newest first.
    pub(super) fn list_children(&self, request: Fields<'_>, map_run: &str) -> Answered {
        let owner = &self.runs[self.owner_of(map_run)?];
        let children = owner.all_children();
        let mut children: Vec<Found<'_>> =
            children.filter(|found| found.map_run == map_run).collect();
        children.reverse();
        let status = request.text("statusFilter");
        let entries = children
            .iter()
            .filter(|found| status.is_none_or(|status| found.status() == status))
            .map(|found| {
                let entry = self.child_entry(found).with("itemCount", found.child.items);
                (found.arn.clone(), Value::from(found.with_stop(entry)))
            });
        page(request, "executions", entries)
    }

    fn child_entry(&self, found: &Found<'_>) -> Object {
        let name = found.arn.split(':').nth(7).unwrap_or_default();
        let entry = Object::new()
            .with("executionArn", found.arn.as_str())
            .with(
                "stateMachineArn",
                self.machine_arn(machine_of(&found.map_run)),
            )
            .with("mapRunArn", found.map_run.as_str())
            .with("name", name)
            .with("status", found.status())
            .with("startDate", date(found.child.started));
        match found.child.redriven {
            Some((count, at)) => entry
                .with("redriveCount", i64::from(count))
                .with("redriveDate", date(at)),
            None => entry.with("redriveCount", 0_i64),
        }
    }
}

impl Found<'_> {
    fn status(&self) -> &'static str {
        self.child.status()
    }

    fn with_stop(&self, entry: Object) -> Object {
        match &self.child.ended {
            Some((_, stopped)) => entry.with("stopDate", date(*stopped)),
            None => entry,
        }
    }
}
