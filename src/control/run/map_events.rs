//! Map Runs and their child executions, as the events of an execution tell of them.

use super::{Run, status_of};
use crate::execution::Outcome;
use crate::history::{Details, Event, EventId, ExecutionDetails, HistoryId};
use crate::machine::{Distributed, ExecutionType, Kind, StateId};
use crate::value::{Payload, Timestamp, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A Map Run, from its beginning on.
pub(super) struct MapRun {
    /// Its ARN.
    pub arn: Rc<str>,
    /// The history of the execution that it belongs to: that of a child if Maps are nested.
    pub history: HistoryId,
    /// When it started.
    pub started: Timestamp,
    /// How it ended, and when.
    pub ended: Option<(&'static str, Timestamp)>,
    /// Its child executions, the oldest first.
    pub children: Vec<Child>,
    state: Option<StateId>,
}

/// A child execution.
pub(super) struct Child {
    /// Its history.
    pub history: HistoryId,
    /// How many items it stands for.
    pub items: i64,
    /// Its input.
    pub input: Payload,
    /// When it started.
    pub started: Timestamp,
    /// How it ended, and when.
    pub ended: Option<(Outcome, Timestamp)>,
    /// How often it was redriven, and when last.
    pub redriven: Option<(u32, Timestamp)>,
    /// Whether its Map Run was redriven, and it has not gone on yet.
    pub waits: bool,
    /// Whether it can go on: an Express child is replaced by another one.
    standard: bool,
}

impl Child {
    /// AWS's word for how it stands.
    pub fn status(&self) -> &'static str {
        if self.waits {
            return "PENDING_REDRIVE";
        }
        status_of(self.ended.as_ref().map(|(outcome, _)| outcome))
    }
}

impl Run {
    /// All Map Runs, the oldest first; those of child executions too. What the end of the execution cut
    /// off was aborted.
    pub(super) fn map_runs(&self) -> Vec<MapRun> {
        let mut gathered = Gathered::default();
        for event in &self.events {
            gathered.take(self, event);
        }
        if let (Some(_), Some(stopped)) = (&self.outcome, self.stopped) {
            let map_runs = gathered.map_runs.iter_mut();
            map_runs.for_each(|map_run| map_run.cut_off(stopped));
        }
        let mut map_runs = gathered.map_runs;
        for map_run in &mut map_runs {
            map_run
                .children
                .retain(|child| child.standard || !child.waits);
        }
        map_runs
    }

    fn distributed(&self, state: Option<StateId>) -> Option<&Distributed> {
        match &self.revision.machine.state(state?).kind {
            Kind::Map(map) => map.distributed.as_deref(),
            Kind::Task(_)
            | Kind::Pass(_)
            | Kind::Choice(_)
            | Kind::Wait(_)
            | Kind::Parallel(_)
            | Kind::Succeed
            | Kind::Fail(_) => None,
        }
    }
}

impl MapRun {
    /// It goes on; children that did not succeed run again.
    fn redriven(&mut self) {
        self.ended = None;
        for child in &mut self.children {
            child.waits = !matches!(child.ended, Some((Outcome::Succeeded(_), _)));
        }
    }

    /// What of it was still open was aborted.
    fn cut_off(&mut self, stopped: Timestamp) {
        self.ended.get_or_insert(("ABORTED", stopped));
        for child in &mut self.children {
            let aborted = || (Outcome::Aborted(ExecutionDetails::default()), stopped);
            child.ended.get_or_insert_with(aborted);
            child.waits = false;
        }
    }
}

#[derive(Default)]
struct Gathered {
    map_runs: Vec<MapRun>,
    /// The last Map Run of each visit of a Map: one that is tried again has several.
    by_visit: BTreeMap<EventId, usize>,
    /// Where the child of a history is.
    by_history: BTreeMap<HistoryId, (usize, usize)>,
}

impl Gathered {
    fn take(&mut self, run: &Run, event: &Event) {
        if let Details::MapRunStarted { map_run_arn } = &event.details {
            self.map_run(event, map_run_arn);
        }
        if let Details::ExecutionStarted { input, .. } = &event.details {
            self.child(run, event, input);
        }
        if let Details::MapRunRedriven { .. } = &event.details
            && let Some(map_run) = self.of_visit(event)
        {
            map_run.redriven();
        }
        if let Details::ExecutionRedriven { redrive_count } = event.details
            && let Some(child) = self.of_history(event.history)
        {
            child.redriven = Some((redrive_count, event.timestamp));
            child.waits = false;
            child.ended = None;
        }
        if let Some(status) = end_of_run(&event.details)
            && let Some(map_run) = self.of_visit(event)
        {
            map_run.ended = Some((status, event.timestamp));
        }
        if let Some(end) = end_of(&event.details)
            && let Some(child) = self.of_history(event.history)
        {
            child.ended = Some((end, event.timestamp));
        }
    }

    fn map_run(&mut self, event: &Event, arn: &Rc<str>) {
        let place = self.map_runs.len();
        let before = event
            .visit
            .and_then(|visit| self.by_visit.insert(visit, place));
        if let Some(before) = before {
            self.map_runs[before].cut_off(event.timestamp);
        }
        self.map_runs.push(MapRun {
            arn: Rc::clone(arn),
            history: event.history,
            started: event.timestamp,
            ended: None,
            children: Vec::new(),
            state: event.state,
        });
    }

    fn child(&mut self, run: &Run, event: &Event, input: &Payload) {
        let Some(of) = event.visit.and_then(|visit| self.by_visit.get(&visit)) else {
            return;
        };
        let map_run = &mut self.map_runs[*of];
        let distributed = run.distributed(map_run.state);
        let batches = distributed.is_some_and(|distributed| distributed.batcher.is_some());
        let items = input.value().get("Items").filter(|_| batches);
        let items = items.and_then(Value::as_array).map_or(1, <[Value]>::len);
        self.by_history
            .insert(event.history, (*of, map_run.children.len()));
        map_run.children.push(Child {
            history: event.history,
            items: i64::try_from(items).unwrap_or(i64::MAX),
            input: input.clone(),
            started: event.timestamp,
            ended: None,
            redriven: None,
            waits: false,
            standard: distributed
                .is_some_and(|distributed| distributed.execution_type == ExecutionType::Standard),
        });
    }

    fn of_history(&mut self, history: HistoryId) -> Option<&mut Child> {
        let (of, place) = self.by_history.get(&history)?;
        self.map_runs[*of].children.get_mut(*place)
    }

    fn of_visit(&mut self, event: &Event) -> Option<&mut MapRun> {
        let place = self.by_visit.get(&event.visit?)?;
        self.map_runs.get_mut(*place)
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
