//! Why a visit fails: an expression that went wrong, something that took too long, a Fail state.

use super::run::Run;
use super::trace::{Entry, VisitIx};
use super::view::{Late, Why, WhyRow};
use super::why::row;
use super::written;
use crate::graph::source;
use crate::history::{Details, Event};
use crate::machine::{Kind, State};
use crate::value::Value;

/// What an event tells of a failure.
pub fn told(run: &Run, state: &State, event: &Event) -> Option<Why> {
    if let Details::EvaluationFailed { location, .. } = &event.details {
        let location = location.as_deref().unwrap_or_default();
        return Some(Why::Evaluation {
            location: location.to_owned(),
            text: expression(run, state, location).unwrap_or_default(),
        });
    }
    let timed_out = matches!(
        event.details,
        Details::TaskTimedOut { .. }
            | Details::LambdaFunctionTimedOut(_)
            | Details::ActivityTimedOut(_)
    );
    timed_out.then(|| timed_out_by(run, state, what_was_late(run, event)))
}

#[inline(never)]
fn timed_out_by(run: &Run, state: &State, late: Late) -> Why {
    let names = match late {
        Late::Task | Late::Execution => ["TimeoutSeconds", "TimeoutSecondsPath"],
        Late::Heartbeat => ["HeartbeatSeconds", "HeartbeatSecondsPath"],
    };
    let field = written::fields(run, state, &names).join(", ");
    Why::TimedOut { late, field }
}

/// Of a time-out the history does not tell whether it was a heartbeat's: it is one if the Task's own time was not over.
fn what_was_late(run: &Run, timed_out: &Event) -> Late {
    let mut before = Some(timed_out);
    while let Some(event) = before {
        if let Some((Some(seconds), _)) = limits(&event.details) {
            let due = event
                .timestamp
                .plus_seconds(i64::try_from(seconds).unwrap_or(i64::MAX));
            return if timed_out.timestamp < due {
                Late::Heartbeat
            } else {
                Late::Task
            };
        }
        if let Some((None, Some(_))) = limits(&event.details) {
            return Late::Heartbeat;
        }
        let cause = (event.previous.place as usize).checked_sub(1);
        before = cause
            .and_then(|cause| run.trace.event(cause))
            .filter(|event| event.visit == timed_out.visit);
    }
    Late::Task
}

/// `timeoutInSeconds` and `heartbeatInSeconds` of the event with which an attempt begins.
pub fn limits(details: &Details) -> Option<(Option<u64>, Option<u64>)> {
    if let Details::LambdaFunctionScheduled {
        timeout_in_seconds, ..
    } = details
    {
        return Some((*timeout_in_seconds, None));
    }
    if let Details::TaskScheduled {
        timeout_in_seconds,
        heartbeat_in_seconds,
        ..
    }
    | Details::ActivityScheduled {
        timeout_in_seconds,
        heartbeat_in_seconds,
        ..
    } = details
    {
        return Some((*timeout_in_seconds, *heartbeat_in_seconds));
    }
    None
}

/// A Fail state says itself what it fails with.
pub fn own(run: &Run, state: &State, happened: &[usize]) -> Option<WhyRow> {
    let Kind::Fail(_) = &state.kind else {
        return None;
    };
    let fields = written::fields(run, state, &["Error", "ErrorPath", "Cause", "CausePath"]);
    Some(row(*happened.last()?, Why::Fails { fields }))
}

/// The machine's own `TimeoutSeconds` are over while the visit is still open.
pub fn late(run: &Run, visit: VisitIx, position: usize) -> Option<WhyRow> {
    let last = run.trace.event_at(position)?;
    let Details::ExecutionTimedOut(_) = &last.details else {
        return None;
    };
    let known = &run.trace.visits[visit.0];
    let mut entries = known.entries.iter().rev();
    let left = entries.any(|place| {
        let entry = run.trace.entries.get(*place);
        matches!(entry, Some(Entry::Event(event)) if matches!(event.details, Details::StateExited { .. }))
    });
    let seconds = run.trace.machine().timeout_seconds?;
    let why = Why::TimedOut {
        late: Late::Execution,
        field: format!("TimeoutSeconds: {seconds}"),
    };
    (!left).then(|| row(position.saturating_sub(1), why))
}

/// The expression at a location: `Output/total`, `Catch[0]/Assign/x`. A name with a slash in it is not found.
fn expression(run: &Run, state: &State, location: &str) -> Option<String> {
    let whole = source(&run.text, state)?;
    let mut at = &whole;
    for step in location.split('/') {
        at = enter(at, step)?;
    }
    at.as_str().map(str::to_owned)
}

/// One step: a member, and then items of it.
fn enter<'v>(value: &'v Value, step: &str) -> Option<&'v Value> {
    if let Some(member) = value.get(step) {
        return Some(member);
    }
    let (name, items) = step.split_once('[')?;
    let mut at = if name.is_empty() {
        value
    } else {
        value.get(name)?
    };
    for item in items.split('[') {
        let index: usize = item.strip_suffix(']')?.parse().ok()?;
        at = at.as_array()?.get(index)?;
    }
    Some(at)
}
