//! How the execution ended.

use super::marks::millis;
use super::run::Run;
use super::view::{Empty, ErrorRow, Outcome as Panel, Shown, Status};
use crate::execution::Outcome;
use crate::history::{Details, ExecutionDetails, HistoryId};

/// How the execution is at a position.
pub fn status_at(run: &Run, position: usize) -> Status {
    if position == 0 {
        return Status::NotRun;
    }
    let last = run.trace.event_at(position);
    // A child execution that has ended is not the end.
    let own = last.filter(|event| event.history == HistoryId::default());
    match own.map(|event| &event.details) {
        Some(Details::ExecutionSucceeded { .. }) => Status::Succeeded,
        Some(Details::ExecutionFailed(_)) => Status::Failed,
        Some(Details::ExecutionTimedOut(_)) => Status::TimedOut,
        Some(Details::ExecutionAborted(_)) => Status::Aborted,
        Some(_) | None => Status::InProgress,
    }
}

/// The outcome's panel.
pub fn panel(run: &Run, position: usize) -> Shown<Panel> {
    let status = status_at(run, position);
    let Some(outcome) = run
        .outcome
        .as_ref()
        .filter(|_| super::marks::has_ended(status))
    else {
        return Shown::Empty(Empty::NotEnded);
    };
    let trace = &run.trace;
    let start = trace.time_at(1).unwrap_or_default();
    let end = trace.time_at(position).unwrap_or_default();
    let (output, error) = match outcome {
        Outcome::Succeeded(output) => (Some(output.value().to_pretty_json()), None),
        Outcome::Failed(details) | Outcome::Aborted(details) => (None, error_row(details)),
        Outcome::TimedOut => (None, last_error(run)),
    };
    Shown::Filled(Panel {
        status,
        output,
        error,
        took: millis(end.0.saturating_sub(start.0)),
        events: trace.events.len() as u32,
        transitions: transitions(run),
    })
}

/// AWS counts a transition whenever a state is entered and for each retry; the start and the end of an
/// execution are not counted apart.
fn transitions(run: &Run) -> u32 {
    let trace = &run.trace;
    let retries = trace.entries.iter().filter(|entry| {
        matches!(entry, super::trace::Entry::Note(noted)
            if matches!(noted.note, crate::inspection::Note::Retrying { .. }))
    });
    (trace.visits.len() + retries.count()) as u32
}

fn last_error(run: &Run) -> Option<ErrorRow> {
    let last = run.trace.event_at(run.trace.len())?;
    if let Details::ExecutionTimedOut(details) = &last.details {
        error_row(details)
    } else {
        None
    }
}

/// `Error` and `Cause`, if there are any.
pub fn error_row(details: &ExecutionDetails) -> Option<ErrorRow> {
    if details.error.is_none() && details.cause.is_none() {
        return None;
    }
    let text = |text: &Option<std::rc::Rc<str>>| text.as_deref().unwrap_or_default().to_owned();
    Some(ErrorRow {
        error: text(&details.error),
        cause: text(&details.cause),
    })
}
