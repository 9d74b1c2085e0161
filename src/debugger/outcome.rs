//! How the execution ended.

use super::marks::millis;
use super::run::Run;
use super::trace::Entry;
use super::view::{Empty, ErrorRow, Outcome as Panel, Shown, Status};
use crate::history::{Details, ExecutionDetails, HistoryId};
use crate::inspection::Note;

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

/// The outcome's panel: an execution that was redriven has ended more than once.
pub fn panel(run: &Run, position: usize) -> Shown<Panel> {
    let trace = &run.trace;
    let status = status_at(run, position);
    let end = trace
        .event_at(position)
        .filter(|_| super::marks::has_ended(status));
    let Some(end) = end else {
        return Shown::Empty(Empty::NotEnded);
    };
    let (output, error) = told(&end.details);
    let start = trace.time_at(1).unwrap_or_default();
    Shown::Filled(Panel {
        status,
        output,
        error,
        took: millis(end.timestamp.0.saturating_sub(start.0)),
        events: trace.events_at(position) as u32,
        transitions: transitions(run, position),
    })
}

/// What the last event of an execution tells: its output, or its error.
fn told(end: &Details) -> (Option<String>, Option<ErrorRow>) {
    if let Details::ExecutionSucceeded { output } = end {
        return (Some(output.value().to_pretty_json()), None);
    }
    let (Details::ExecutionFailed(details)
    | Details::ExecutionAborted(details)
    | Details::ExecutionTimedOut(details)) = end
    else {
        return (None, None);
    };
    (None, error_row(details))
}

/// AWS counts a transition whenever a state is entered and for each retry; the start and the end of an
/// execution are not counted apart.
fn transitions(run: &Run, position: usize) -> u32 {
    let counts = |entry: &&Entry| match entry {
        Entry::Event(event) => matches!(event.details, Details::StateEntered { .. }),
        Entry::Note(noted) => matches!(noted.note, Note::Retrying { .. }),
        Entry::Stage(_) => false,
    };
    let happened = run.trace.entries.iter().take(position);
    happened.filter(counts).count() as u32
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
