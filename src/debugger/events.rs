//! The event table, a window at a time.

use super::action::Window;
use super::marks::millis;
use super::names::Names;
use super::run::Run;
use super::view::{Empty, EventRow, Events, Shown};
use crate::history::{Details, Event, ExecutionDetails, to_aws_json, type_name};
use crate::value::Value;
use std::rc::Rc;

/// So many rows are given at most, whatever is asked for.
const MOST_ROWS: usize = 500;
/// So many characters of a summary are shown.
const LONGEST_SUMMARY: usize = 120;
/// So many characters of an event's JSON are shown.
const LONGEST_JSON: usize = 20_000;

/// The table's panel.
pub fn panel(
    run: &Run,
    names: &Names,
    position: usize,
    window: Window,
    whole: bool,
) -> Shown<Events> {
    let total = run.trace.events.len();
    if total == 0 {
        return Shown::Empty(Empty::NothingRun);
    }
    let from = (window.from as usize).min(total);
    let to = (from + (window.count as usize).min(MOST_ROWS)).min(total);
    let rows = (from..to).filter_map(|number| {
        let event = run.trace.event(number)?;
        Some(row(run, names, number, event, whole))
    });
    Shown::Filled(Events {
        total: total as u32,
        happened: run.trace.events_at(position) as u32,
        from: from as u32,
        rows: rows.collect(),
    })
}

fn row(run: &Run, names: &Names, number: usize, event: &Event, whole: bool) -> EventRow {
    let trace = &run.trace;
    let start = trace.time_at(1).unwrap_or_default();
    let visit = trace.visit_of_event(event.id);
    let iteration = visit.and_then(|visit| trace.visits[visit.0].iteration);
    // What a child execution of a Map tells of itself carries its number.
    let begins = matches!(event.details, Details::ExecutionStarted { .. });
    let whole_child = begins || event.details.ends_execution();
    let child = trace.owner(event.history).filter(|_| whole_child);
    let child = child.map(|(_, number)| number);
    let json = to_aws_json(event).to_pretty_json();
    let machine = trace.machine();
    EventRow {
        id: event.id.number,
        previous: event.previous.number,
        name: type_name(&event.details).into_owned(),
        position: trace.events[number] as u32 + 1,
        state: event.state.and_then(|id| names.shown(id)),
        state_name: event
            .state
            .map_or(String::new(), |id| machine.state(id).name.to_string()),
        iteration: own_iteration(&event.details).or(child.or(iteration).map(|index| index as u32)),
        time: millis(event.timestamp.0),
        elapsed: millis(event.timestamp.0.saturating_sub(start.0)),
        summary: cut(&summary(&event.details), LONGEST_SUMMARY),
        failure: event.details.is_failure(),
        child: None,
        json: if whole {
            json
        } else {
            cut(&json, LONGEST_JSON)
        },
    }
}

fn own_iteration(details: &Details) -> Option<u32> {
    if let Details::MapIterationStarted { index, .. }
    | Details::MapIterationSucceeded { index, .. }
    | Details::MapIterationFailed { index, .. }
    | Details::MapIterationAborted { index, .. } = details
    {
        Some(*index as u32)
    } else {
        None
    }
}

/// The most telling detail: data, the error with its cause, what was called.
pub(super) fn summary(details: &Details) -> String {
    match details {
        Details::ExecutionStarted { input, .. } | Details::StateEntered { input, .. } => {
            input.text().to_string()
        }
        Details::ExecutionSucceeded { output }
        | Details::StateExited { output, .. }
        | Details::LambdaFunctionSucceeded { output }
        | Details::ActivitySucceeded { output }
        | Details::TaskSubmitted { output, .. }
        | Details::TaskSucceeded { output, .. } => output.text().to_string(),
        Details::ExecutionFailed(failure)
        | Details::ExecutionTimedOut(failure)
        | Details::ExecutionAborted(failure)
        | Details::LambdaFunctionFailed(failure)
        | Details::LambdaFunctionTimedOut(failure)
        | Details::LambdaFunctionScheduleFailed(failure)
        | Details::LambdaFunctionStartFailed(failure)
        | Details::ActivityScheduleFailed(failure)
        | Details::TaskStartFailed { failure, .. }
        | Details::TaskSubmitFailed { failure, .. }
        | Details::ActivityFailed(failure)
        | Details::ActivityTimedOut(failure)
        | Details::TaskFailed { failure, .. }
        | Details::TaskTimedOut { failure, .. }
        | Details::EvaluationFailed { failure, .. }
        | Details::MapRunFailed(failure) => failure_words(failure),
        Details::Unknown { content, .. } => {
            content.as_ref().map_or(String::new(), |(_, content)| {
                Value::object(content.clone()).to_json()
            })
        }
        Details::MapRunStarted { map_run_arn } => map_run_arn.to_string(),
        Details::LambdaFunctionScheduled { resource, .. }
        | Details::ActivityScheduled { resource, .. } => resource.to_string(),
        Details::ActivityStarted { worker_name } => {
            worker_name.as_deref().unwrap_or_default().to_owned()
        }
        Details::ExecutionRedriven { redrive_count }
        | Details::MapRunRedriven { redrive_count, .. } => format!("redriveCount {redrive_count}"),
        Details::TaskScheduled {
            task, parameters, ..
        } => format!(
            "{}:{} {}",
            task.resource_type,
            task.resource,
            parameters.text()
        ),
        Details::TaskStarted(task) => format!("{}:{}", task.resource_type, task.resource),
        Details::MapStateStarted { length } => format!("length {length}"),
        Details::MapIterationStarted { index, .. }
        | Details::MapIterationSucceeded { index, .. }
        | Details::MapIterationFailed { index, .. }
        | Details::MapIterationAborted { index, .. } => format!("index {index}"),
        Details::StateAborted { .. }
        | Details::LambdaFunctionStarted
        | Details::ParallelStateStarted
        | Details::ParallelStateSucceeded
        | Details::ParallelStateFailed
        | Details::MapStateSucceeded
        | Details::MapStateFailed
        | Details::MapRunSucceeded
        | Details::MapRunAborted => String::new(),
    }
}

fn failure_words(failure: &ExecutionDetails) -> String {
    let part = |part: &Option<Rc<str>>| part.as_deref().unwrap_or_default().to_owned();
    match (part(&failure.error), part(&failure.cause)) {
        (error, cause) if cause.is_empty() => error,
        (error, cause) => format!("{error}: {cause}"),
    }
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
