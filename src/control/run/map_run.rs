//! ListMapRuns, DescribeMapRun and UpdateMapRun.

use super::Run;
use super::map_events::{Child, MapRun};
use crate::control::Control;
use crate::control::arn;
use crate::control::error::{Answered, ApiError, Code};
use crate::control::fields::Fields;
use crate::control::page::page;
use crate::control::plane::{date, nothing};
use crate::execution::{MapLimits, MapRunFacts, Outcome};
use crate::history::HistoryId;
use crate::value::{Object, Value};

/// How many there are, by what became of them.
#[derive(Default)]
struct Counts {
    running: i64,
    succeeded: i64,
    failed: i64,
    timed_out: i64,
    aborted: i64,
    waiting: i64,
}

impl Control {
    /// The Map Runs of an execution, which may be a child execution: the newest first.
    pub(in crate::control) fn list_map_runs(&self, request: Fields<'_>) -> Answered {
        let arn = request.demanded("executionArn");
        let (run, history) = match self.child_of(arn) {
            Some(child) => (child.run, child.child.history),
            None => (self.run_of(arn)?, HistoryId::default()),
        };
        let map_runs = run.map_runs().into_iter().rev();
        let entries = map_runs
            .filter(|map_run| map_run.history == history)
            .map(|map_run| {
                let entry = Object::new()
                    .with("executionArn", arn)
                    .with("mapRunArn", &*map_run.arn)
                    .with(
                        "stateMachineArn",
                        self.machine_arn(machine_of(&map_run.arn)),
                    )
                    .with("startDate", date(map_run.started));
                let entry = with_stop(entry, &map_run);
                (map_run.arn.to_string(), Value::from(entry))
            });
        page(request, "mapRuns", entries)
    }

    pub(in crate::control) fn describe_map_run(&self, request: Fields<'_>) -> Answered {
        let arn = request.demanded("mapRunArn");
        let run = &self.runs[self.owner_of(arn)?];
        let map_runs = run.map_runs().into_iter();
        let found = map_runs.into_iter().find(|map_run| *map_run.arn == *arn);
        let described = found.map(|map_run| run.described(&map_run));
        described
            .map(Value::from)
            .ok_or_else(|| no_such_map_run(arn))
    }

    /// What the request does not name stays as it is. That a Map Run is over is told in our own words:
    /// AWS's are not recorded.
    pub(in crate::control) fn update_map_run(&mut self, request: Fields<'_>) -> Answered {
        let arn = request.demanded("mapRunArn");
        let owner = self.owner_of(arn)?;
        let execution = &mut self.runs[owner].execution;
        let before = execution.map_run(arn).copied().unwrap_or_default().limits;
        let percentage = request.get("toleratedFailurePercentage");
        let percentage = percentage.and_then(Value::as_number);
        let limits = MapLimits {
            max_concurrency: request
                .count("maxConcurrency")
                .unwrap_or(before.max_concurrency),
            tolerated_count: request
                .count("toleratedFailureCount")
                .or(before.tolerated_count),
            tolerated_percentage: percentage
                .map(|percentage| percentage.as_f64())
                .or(before.tolerated_percentage),
        };
        match execution.limit_map_run(arn, limits) {
            true => nothing(),
            false => Err(ApiError::validation(format!(
                "Map Run is not RUNNING and cannot be updated: '{arn}'"
            ))),
        }
    }

    /// Where the execution is that has the Map Run of an ARN.
    pub(super) fn owner_of(&self, arn: &str) -> Answered<usize> {
        arn::expect(arn, "mapRun")?;
        let known = |run: &Run| run.execution.map_run(arn).is_some();
        let found = self.runs.iter().position(known);
        found.ok_or_else(|| no_such_map_run(arn))
    }
}

fn no_such_map_run(arn: &str) -> ApiError {
    ApiError::new(
        Code::ResourceNotFound,
        format!("Resource not found: '{arn}'"),
    )
}

impl Run {
    fn described(&self, map_run: &MapRun) -> Object {
        let execution = self.execution.arn_of(map_run.history).unwrap_or_default();
        let facts = self.execution.map_run(&map_run.arn).copied();
        let facts = facts.unwrap_or_default();
        let status = map_run.ended.map_or("RUNNING", |(status, _)| status);
        let described = Object::new()
            .with("mapRunArn", &*map_run.arn)
            .with("executionArn", execution)
            .with("status", status)
            .with("startDate", date(map_run.started));
        let children = || map_run.children.iter();
        let described = with_limits(with_stop(described, map_run), &facts)
            .with(
                "itemCounts",
                Counts::of(children(), |child| child.items, facts.items),
            )
            .with(
                "executionCounts",
                Counts::of(children(), |_| 1, facts.children),
            )
            .with("redriveCount", i64::from(facts.redrives));
        match facts.redriven_at {
            Some(at) => described.with("redriveDate", date(at)),
            None => described,
        }
    }
}

impl Counts {
    /// Each child counts as much as `weight` says; what of `total` has no child yet is pending. Results
    /// count as written when they are there, with a ResultWriter or without (recorded).
    fn of<'a>(
        children: impl Iterator<Item = &'a Child>,
        weight: impl Fn(&Child) -> i64,
        total: usize,
    ) -> Object {
        let mut counts = Self::default();
        for child in children {
            let place = match child.ended.as_ref().map(|(outcome, _)| outcome) {
                _ if child.waits => &mut counts.waiting,
                None => &mut counts.running,
                Some(Outcome::Succeeded(_)) => &mut counts.succeeded,
                Some(Outcome::TimedOut) => &mut counts.timed_out,
                Some(Outcome::Aborted(_)) => &mut counts.aborted,
                Some(Outcome::Failed(_)) => &mut counts.failed,
            };
            *place += weight(child);
        }
        let ended = counts.succeeded + counts.failed + counts.timed_out + counts.aborted;
        let begun = counts.running + ended + counts.waiting;
        let total = whole(total).max(begun);
        let object = Object::new()
            .with("pending", total - begun)
            .with("running", counts.running)
            .with("succeeded", counts.succeeded)
            .with("failed", counts.failed)
            .with("timedOut", counts.timed_out)
            .with("aborted", counts.aborted)
            .with("total", total)
            .with("resultsWritten", counts.succeeded);
        match counts.waiting {
            0 => object,
            waiting => object.with("pendingRedrive", waiting),
        }
    }
}

/// `NAME/LABEL` of `arn:…:mapRun:NAME/LABEL:RUN`.
pub fn machine_of(map_run_arn: &str) -> &str {
    let name = map_run_arn.rsplit(':').nth(1);
    name.unwrap_or_default()
}

fn with_stop(object: Object, map_run: &MapRun) -> Object {
    match map_run.ended {
        Some((_, stopped)) => object.with("stopDate", date(stopped)),
        None => object,
    }
}

/// The limits as they are now; one that was never given is 0 (recorded).
fn with_limits(object: Object, facts: &MapRunFacts) -> Object {
    let limits = &facts.limits;
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    object
        .with("maxConcurrency", count(limits.max_concurrency))
        .with(
            "toleratedFailureCount",
            count(limits.tolerated_count.unwrap_or(0)),
        )
        .with(
            "toleratedFailurePercentage",
            limits.tolerated_percentage.unwrap_or(0.0),
        )
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
