//! Why a visit stays where it is: a Wait state until its moment, a Task until its work has ended. Told from the
//! trace, so that it can be read at any position, after the wait as well.

use super::marks::millis;
use super::run::Run;
use super::trace::{Entry, VisitTrace};
use super::view::{WaitingFor, Why, WhyRow};
use super::{setbacks, written};
use crate::history::Details;
use crate::inspection::Stage;
use crate::machine::{Kind, Pattern, Resource, State, Task};
use crate::value::Timestamp;

/// The fields that say how long a Wait state waits.
const LENGTHS: [&str; 4] = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];

/// Why a visit waits, or waited, at a position; `None` for one that does not.
pub fn row(run: &Run, state: &State, visit: &VisitTrace, position: usize) -> Option<WhyRow> {
    let happened = visit.entries.partition_point(|place| *place < position);
    let happened = visit.entries.get(..happened)?;
    match &state.kind {
        Kind::Wait(_) => waits(run, state, visit, happened),
        Kind::Task(task) => {
            let last = called(run, happened)?;
            Some(WhyRow {
                position: last as u32 + 1,
                why: Why::Waiting {
                    reason: worker(&task.resource),
                    field: written::fields(run, state, &["Resource"]).join(""),
                    until: None,
                    length: None,
                    limits: limits(run, task, last),
                },
            })
        }
        Kind::Pass(_)
        | Kind::Choice(_)
        | Kind::Succeed
        | Kind::Fail(_)
        | Kind::Parallel(_)
        | Kind::Map(_) => None,
    }
}

fn waits(run: &Run, state: &State, visit: &VisitTrace, happened: &[usize]) -> Option<WhyRow> {
    let begun = happened
        .iter()
        .rev()
        .find(|place| match run.trace.entries.get(**place) {
            // It waits before its output is made.
            Some(Entry::Stage(record)) => record.stage != Stage::Output,
            Some(Entry::Event(_) | Entry::Note(_)) | None => false,
        })?;
    let entered = run.trace.time_at(begun + 1)?;
    let until = until(run, visit);
    Some(WhyRow {
        position: *begun as u32 + 1,
        why: Why::Waiting {
            reason: WaitingFor::WaitState,
            field: written::fields(run, state, &LENGTHS).join(""),
            until: until.map(|until| millis(until.0)),
            length: until.map(|until| millis(until.0.saturating_sub(entered.0))),
            limits: Vec::new(),
        },
    })
}

/// The end of a wait: it is there in the trace, or still to come.
fn until(run: &Run, visit: &VisitTrace) -> Option<Timestamp> {
    let mut told = visit.entries.iter().rev();
    let left = told.find_map(|place| match run.trace.entries.get(*place)? {
        Entry::Event(event) if matches!(event.details, Details::StateExited { .. }) => {
            Some(event.timestamp)
        }
        Entry::Event(_) | Entry::Stage(_) | Entry::Note(_) => None,
    });
    let own = run
        .waiting
        .iter()
        .find(|waiting| waiting.visit == visit.entered);
    left.or_else(|| own?.until)
}

/// The place of the event with which the work of an attempt was begun, if nothing came of it yet.
fn called(run: &Run, happened: &[usize]) -> Option<usize> {
    let last = happened
        .iter()
        .rev()
        .find_map(|place| match run.trace.entries.get(*place)? {
            Entry::Event(event) => Some((*place, &event.details)),
            Entry::Stage(_) | Entry::Note(_) => None,
        });
    let (place, details) = last?;
    begins_work(details).then_some(place)
}

fn begins_work(details: &Details) -> bool {
    matches!(
        details,
        Details::TaskScheduled { .. }
            | Details::TaskStarted(_)
            | Details::TaskSubmitted { .. }
            | Details::LambdaFunctionScheduled { .. }
            | Details::LambdaFunctionStarted
            | Details::ActivityScheduled { .. }
            | Details::ActivityStarted { .. }
    )
}

/// What may end an attempt early, in numbers, wherever the definition takes them from.
fn limits(run: &Run, task: &Task, mut place: usize) -> Vec<String> {
    let mut found = None;
    while let (None, Some(Entry::Event(event))) = (found, run.trace.entries.get(place)) {
        found = setbacks::limits(&event.details);
        let before = (event.previous.place as usize).checked_sub(1);
        let Some(before) = before.and_then(|before| run.trace.place_of(before)) else {
            break;
        };
        place = before;
    }
    let (timeout, heartbeat) = found.unwrap_or_default();
    let line = |name: &str, seconds: Option<u64>| Some(format!("{name}: {}", seconds?));
    [
        line("TimeoutSeconds", timeout.filter(|_| task.timeout.is_some())),
        line(
            "HeartbeatSeconds",
            heartbeat.filter(|_| task.heartbeat.is_some()),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn worker(resource: &Resource) -> WaitingFor {
    let called_back = |pattern: Pattern, otherwise| {
        if pattern == Pattern::WaitForTaskToken {
            WaitingFor::Callback
        } else {
            otherwise
        }
    };
    match resource {
        Resource::Lambda(_) => WaitingFor::Function,
        Resource::LambdaInvoke(pattern) => called_back(*pattern, WaitingFor::Function),
        Resource::Service(integration) => {
            let called = match integration.calls_functions() {
                true => WaitingFor::Function,
                false => WaitingFor::Service,
            };
            called_back(integration.pattern, called)
        }
        Resource::Activity(_) => WaitingFor::Worker,
    }
}
