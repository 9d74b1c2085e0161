//! Why a visit stays where it is: a Wait state until its moment, a Task until its work has ended. Told from the
//! trace, so that it can be read at any position, after the wait as well.

use super::marks::millis;
use super::run::Run;
use super::trace::{Entry, VisitTrace};
use super::view::{WaitingFor, Why, WhyRow};
use crate::history::Details;
use crate::inspection::Stage;
use crate::machine::{Kind, Pattern, Resource, State};
use crate::value::{Timestamp, Value};

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
                    field: resource_of(run, state),
                    until: None,
                    length: None,
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
            field: length_of(run, state),
            until: until.map(|until| millis(until.0)),
            length: until.map(|until| millis(until.0.saturating_sub(entered.0))),
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
        Resource::Service(integration) => called_back(integration.pattern, WaitingFor::Service),
        Resource::Activity(_) => WaitingFor::Worker,
    }
}

fn written(run: &Run, state: &State) -> Option<Value> {
    crate::graph::source(&run.text, state)
}

/// `Seconds: 10`, as it is written.
fn length_of(run: &Run, state: &State) -> String {
    let source = written(run, state);
    let field = source.as_ref().and_then(|source| {
        let mut named = LENGTHS
            .iter()
            .filter_map(|name| Some((name, source.get(name)?)));
        named.next()
    });
    field.map_or(String::new(), |(name, value)| match value.as_str() {
        Some(text) => format!("{name}: {text}"),
        None => format!("{name}: {}", value.to_json()),
    })
}

fn resource_of(run: &Run, state: &State) -> String {
    let source = written(run, state);
    let resource = source.as_ref().and_then(|source| source.get("Resource"));
    resource
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}
