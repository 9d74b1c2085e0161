//! ListMapRuns and DescribeMapRun: what the events of a distributed Map and of its child executions say.

use super::Run;
use crate::control::Control;
use crate::control::arn;
use crate::control::error::{Answered, ApiError, Code};
use crate::control::fields::Fields;
use crate::control::page::page;
use crate::control::plane::date;
use crate::execution::Outcome;
use crate::history::{Details, EventId, HistoryId};
use crate::machine::{Kind, Map, MaxConcurrency, StateId, Tolerated};
use crate::value::{Object, Payload, Timestamp, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A Map Run, from its beginning on.
pub(super) struct MapRun<'a> {
    /// Its ARN.
    pub arn: &'a Rc<str>,
    state: Option<StateId>,
    visit: Option<EventId>,
    started: Timestamp,
    ended: Option<(&'static str, Timestamp)>,
}

/// How many there are, by what became of them.
#[derive(Default)]
struct Counts {
    running: i64,
    succeeded: i64,
    failed: i64,
    timed_out: i64,
    aborted: i64,
}

/// A child execution.
pub(super) struct Child {
    /// How many items it stands for.
    pub items: i64,
    /// Its input.
    pub input: Payload,
    /// When it started.
    pub started: Timestamp,
    /// How it ended, and when.
    pub ended: Option<(Outcome, Timestamp)>,
}

impl Control {
    pub(in crate::control) fn list_map_runs(&self, request: Fields<'_>) -> Answered {
        let run = self.run_of(request.demanded("executionArn"))?;
        let entries = run.map_runs().into_iter().rev().map(|map_run| {
            let entry = Object::new()
                .with("executionArn", &*run.arn)
                .with("mapRunArn", &**map_run.arn)
                .with("stateMachineArn", self.machine_arn(machine_of(map_run.arn)))
                .with("startDate", date(map_run.started));
            let entry = with_stop(entry, &map_run);
            (map_run.arn.to_string(), Value::from(entry))
        });
        page(request, "mapRuns", entries)
    }

    pub(in crate::control) fn describe_map_run(&self, request: Fields<'_>) -> Answered {
        let arn = request.demanded("mapRunArn");
        arn::expect(arn, "mapRun")?;
        let found = self.runs.iter().find_map(|run| {
            let map_runs = run.map_runs().into_iter();
            let found = map_runs.into_iter().find(|map_run| **map_run.arn == *arn);
            found.map(|map_run| run.described(&map_run))
        });
        found.map(Value::from).ok_or_else(|| {
            let message = format!("Resource not found: '{arn}'");
            ApiError::new(Code::ResourceNotFound, message)
        })
    }
}

impl Run {
    /// The Map Runs of the execution, the oldest first.
    pub(super) fn map_runs(&self) -> Vec<MapRun<'_>> {
        let mut found: Vec<MapRun<'_>> = Vec::new();
        for event in self.own_events() {
            if let Details::MapRunStarted { map_run_arn } = &event.details {
                found.push(MapRun {
                    arn: map_run_arn,
                    state: event.state,
                    visit: event.visit,
                    started: event.timestamp,
                    ended: None,
                });
            }
            if let Some(status) = end_of_run(&event.details) {
                let open = found.iter_mut().rev();
                let mut open = open.filter(|map_run| map_run.visit == event.visit);
                if let Some(map_run) = open.next() {
                    map_run.ended = Some((status, event.timestamp));
                }
            }
        }
        found
    }

    fn described(&self, map_run: &MapRun<'_>) -> Object {
        let children = self.children(map_run);
        let status = map_run.ended.map_or("RUNNING", |(status, _)| status);
        let described = Object::new()
            .with("mapRunArn", &**map_run.arn)
            .with("executionArn", &*self.arn)
            .with("status", status)
            .with("startDate", date(map_run.started));
        let described = with_limits(with_stop(described, map_run), self.map_of(map_run));
        described
            .with(
                "itemCounts",
                Counts::of(children.values(), |child| child.items),
            )
            .with("executionCounts", Counts::of(children.values(), |_| 1))
            .with("redriveCount", 0_i64)
    }

    /// The Map state of a Map Run.
    fn map_of(&self, map_run: &MapRun<'_>) -> Option<&Map> {
        match &self.revision.machine.state(map_run.state?).kind {
            Kind::Map(map) => Some(map),
            Kind::Task(_)
            | Kind::Pass(_)
            | Kind::Choice(_)
            | Kind::Wait(_)
            | Kind::Succeed
            | Kind::Fail(_)
            | Kind::Parallel(_) => None,
        }
    }

    /// The child executions of a Map Run.
    pub(super) fn children(&self, map_run: &MapRun<'_>) -> BTreeMap<HistoryId, Child> {
        let distributed = self
            .map_of(map_run)
            .and_then(|map| map.distributed.as_ref());
        let batched = distributed.is_some_and(|distributed| distributed.batcher.is_some());
        let mut children = BTreeMap::<HistoryId, Child>::new();
        let own = HistoryId::default();
        for event in self.events.iter().filter(|event| event.history != own) {
            if let Details::ExecutionStarted { input, .. } = &event.details
                && event.visit == map_run.visit
            {
                let items = input.value().get("Items").filter(|_| batched);
                let items = items.and_then(Value::as_array).map_or(1, <[Value]>::len);
                let child = Child {
                    items: i64::try_from(items).unwrap_or(i64::MAX),
                    input: input.clone(),
                    started: event.timestamp,
                    ended: None,
                };
                children.insert(event.history, child);
            }
            if let (Some(child), Some(end)) =
                (children.get_mut(&event.history), end_of(&event.details))
            {
                child.ended = Some((end, event.timestamp));
            }
        }
        children
    }
}

impl Counts {
    /// Each child counts as much as `weight` says. Results count as written when they are there, with a
    /// ResultWriter or without (recorded).
    fn of<'a>(children: impl Iterator<Item = &'a Child>, weight: impl Fn(&Child) -> i64) -> Object {
        let mut counts = Self::default();
        for child in children {
            let place = match child.ended.as_ref().map(|(outcome, _)| outcome) {
                None => &mut counts.running,
                Some(Outcome::Succeeded(_)) => &mut counts.succeeded,
                Some(Outcome::TimedOut) => &mut counts.timed_out,
                Some(Outcome::Aborted(_)) => &mut counts.aborted,
                Some(Outcome::Failed(_)) => &mut counts.failed,
            };
            *place += weight(child);
        }
        let ended = counts.succeeded + counts.failed + counts.timed_out + counts.aborted;
        Object::new()
            .with("pending", 0_i64)
            .with("running", counts.running)
            .with("succeeded", counts.succeeded)
            .with("failed", counts.failed)
            .with("timedOut", counts.timed_out)
            .with("aborted", counts.aborted)
            .with("total", counts.running + ended)
            .with("resultsWritten", counts.succeeded)
    }
}

fn end_of_run(details: &Details) -> Option<&'static str> {
    if matches!(details, Details::MapRunSucceeded) {
        return Some("SUCCEEDED");
    }
    matches!(details, Details::MapRunFailed(_)).then_some("FAILED")
}

/// How an execution ended, by its last event.
fn end_of(details: &Details) -> Option<Outcome> {
    if let Details::ExecutionSucceeded { output } = details {
        return Some(Outcome::Succeeded(output.clone()));
    }
    if let Details::ExecutionFailed(failure) = details {
        return Some(Outcome::Failed(failure.clone()));
    }
    if let Details::ExecutionAborted(why) = details {
        return Some(Outcome::Aborted(why.clone()));
    }
    matches!(details, Details::ExecutionTimedOut(_)).then_some(Outcome::TimedOut)
}

/// `NAME/LABEL` of `arn:…:mapRun:NAME/LABEL:RUN`.
pub(super) fn machine_of(map_run_arn: &str) -> &str {
    let name = map_run_arn.rsplit(':').nth(1);
    name.unwrap_or_default()
}

fn with_stop(object: Object, map_run: &MapRun<'_>) -> Object {
    match map_run.ended {
        Some((_, stopped)) => object.with("stopDate", date(stopped)),
        None => object,
    }
}

/// The limits as they are written; one that the data gave is told as none.
fn with_limits(object: Object, map: Option<&Map>) -> Object {
    let concurrency = map.and_then(|map| map.max_concurrency.as_ref());
    let concurrency = match concurrency {
        Some(MaxConcurrency::Literal(most)) => i64::try_from(*most).unwrap_or(i64::MAX),
        _ => 0,
    };
    let literal = |tolerated: Option<&Tolerated>| match tolerated {
        Some(Tolerated::Literal(most)) => *most,
        _ => 0.0,
    };
    let count = literal(map.and_then(|map| map.tolerated_count.as_ref()));
    let percentage = literal(map.and_then(|map| map.tolerated_percentage.as_ref()));
    object
        .with("maxConcurrency", concurrency)
        .with("toleratedFailureCount", count as i64)
        .with("toleratedFailurePercentage", percentage)
}
