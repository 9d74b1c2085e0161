//! What happened, in lines that a person reads.

use super::host::Run;
use asl::execution::Outcome;
use asl::history::{Details, Event, ExecutionDetails, TaskDetails, type_name};
use asl::inspection::{Note, Noted, Record};
use asl::machine::Machine;
use asl::value::Payload;

/// The history, one line an event: `5 <- 4 PassStateExited Greet {"a":1}`.
pub fn event_lines(run: &Run) -> Vec<String> {
    run.events.iter().map(event_line).collect()
}

fn event_line(event: &Event) -> String {
    let (id, previous) = (event.id.number, event.previous.number);
    let child = match event.history.0 {
        0 => String::new(),
        child => format!("  child {child}: "),
    };
    let line = format!(
        "{child}{id} <- {previous} {}{}",
        type_name(&event.details),
        tail(&event.details)
    );
    without_task_tokens(&line.replace(&*"x".repeat(200), "…"))
}

/// A task token is 96 characters of chance: nobody wants to read one.
fn without_task_tokens(line: &str) -> String {
    let parts = line.split('"');
    let shown = parts.map(|part| match part.len() {
        96 if !part.contains(' ') => "TOKEN",
        _ => part,
    });
    shown.collect::<Vec<_>>().join("\"")
}

/// Which service is called; of `lambda:invoke` everyone knows.
fn service(task: &TaskDetails) -> String {
    let name = format!(" {}:{}", task.resource_type, task.resource);
    if name == " lambda:invoke" {
        String::new()
    } else {
        name
    }
}

fn tail(details: &Details) -> String {
    match details {
        Details::ExecutionStarted { input, .. } => text(input),
        Details::ExecutionSucceeded { output }
        | Details::LambdaFunctionSucceeded { output }
        | Details::ActivitySucceeded { output }
        | Details::TaskSubmitted { output, .. } => text(output),
        Details::ExecutionRedriven { redrive_count }
        | Details::MapRunRedriven { redrive_count, .. } => format!(" redrive {redrive_count}"),
        Details::ActivityScheduled {
            input,
            timeout_in_seconds,
            heartbeat_in_seconds,
            ..
        } => {
            let timeout = limit("timeout", *timeout_in_seconds);
            let heartbeat = limit("heartbeat", *heartbeat_in_seconds);
            format!("{timeout}{heartbeat}{}", text(input))
        }
        Details::ActivityStarted { worker_name } => worker_name
            .as_ref()
            .map_or_else(String::new, |worker| format!(" by {worker}")),
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
        | Details::MapRunFailed(failure) => told(failure),
        Details::StateEntered { name, input, .. } => format!(" {name}{}", text(input)),
        Details::StateExited {
            name,
            output,
            assigned,
            ..
        } => format!(" {name}{}{}", text(output), variables(assigned)),
        Details::EvaluationFailed {
            failure, location, ..
        } => {
            let location = location.as_deref().unwrap_or("-");
            format!(" at {location}{}", told(failure))
        }
        Details::LambdaFunctionScheduled {
            input,
            timeout_in_seconds,
            role_arn,
            ..
        } => {
            let role = role_arn
                .as_ref()
                .map_or_else(String::new, |role| format!(" as {role}"));
            let timeout = limit("timeout", *timeout_in_seconds);
            format!("{role}{timeout}{}", text(input))
        }
        Details::TaskScheduled {
            task,
            parameters,
            timeout_in_seconds,
            heartbeat_in_seconds,
            role_arn,
            ..
        } => {
            let role = role_arn
                .as_ref()
                .map_or_else(String::new, |role| format!(" as {role}"));
            let timeout = limit("timeout", *timeout_in_seconds);
            let heartbeat = limit("heartbeat", *heartbeat_in_seconds);
            let service = service(task);
            format!("{service}{role}{timeout}{heartbeat}{}", text(parameters))
        }
        Details::TaskSucceeded { output, .. } => format!(" {}", payload_of(output)),
        Details::MapStateStarted { length } => format!(" {length} items"),
        Details::MapIterationStarted { index, .. }
        | Details::MapIterationSucceeded { index, .. }
        | Details::MapIterationFailed { index, .. }
        | Details::MapIterationAborted { index, .. } => format!(" #{index}"),
        Details::StateAborted { .. }
        | Details::Unknown { .. }
        | Details::MapRunAborted
        | Details::LambdaFunctionStarted
        | Details::TaskStarted(_)
        | Details::ParallelStateStarted
        | Details::ParallelStateSucceeded
        | Details::ParallelStateFailed
        | Details::MapStateSucceeded
        | Details::MapStateFailed
        | Details::MapRunSucceeded => String::new(),
        // Its ARN ends in UUIDs.
        Details::MapRunStarted { .. } => String::new(),
    }
}

/// `, x = 1, y = "a"`
fn variables(assigned: &[(std::rc::Rc<str>, Payload)]) -> String {
    let told = |(name, value): &(_, Payload)| format!(", {name} = {}", value.text());
    assigned.iter().map(told).collect()
}

fn text(payload: &Payload) -> String {
    format!(" {}", short_envelope(payload))
}

/// Data; the envelope of `lambda:invoke` by its payload alone.
fn short_envelope(payload: &Payload) -> String {
    if payload.value().get("SdkHttpMetadata").is_some() {
        return payload_of(payload);
    }
    payload.text().to_string()
}

fn payload_of(envelope: &Payload) -> String {
    let payload = envelope.value().get("Payload");
    payload.map_or_else(
        || envelope.text().to_string(),
        |payload| format!("envelope of {}", payload.to_json()),
    )
}

fn limit(what: &str, seconds: Option<u64>) -> String {
    seconds.map_or_else(String::new, |seconds| format!(" {what} {seconds} s"))
}

fn told(failure: &ExecutionDetails) -> String {
    match (&failure.error, &failure.cause) {
        (None, None) => String::new(),
        (Some(error), None) => format!(" {error}"),
        (None, Some(cause)) => format!(": {cause}"),
        (Some(error), Some(cause)) => format!(" {error}: {cause}"),
    }
}

/// How it ended: `SUCCEEDED {"a":1}`, `FAILED Boom: words`.
pub fn outcome_line(run: &Run) -> String {
    let tail = match &run.outcome {
        Some(Outcome::Succeeded(output)) => text(output),
        Some(Outcome::Failed(details) | Outcome::Aborted(details)) => told(details),
        Some(Outcome::TimedOut) | None => String::new(),
    };
    format!("{}{tail}", run.status()).replace(&*"x".repeat(200), "…")
}

/// The notes, one a line: `Ask: rule 0 holds`.
pub fn note_lines(run: &Run, machine: &Machine) -> Vec<String> {
    let line = |noted: &Noted| {
        let name = &machine.state(noted.state).name;
        let words = match &noted.note {
            Note::RuleTested {
                rule, holds: true, ..
            } => format!("rule {rule} holds"),
            Note::RuleTested {
                rule, holds: false, ..
            } => format!("rule {rule} does not hold"),
            Note::DefaultTaken => "no rule holds".to_owned(),
            Note::Retrying {
                retrier,
                attempt,
                delay_millis,
                error,
            } => format!("retrier {retrier}, retry {attempt}, after {delay_millis} ms, on {error}"),
            Note::Exhausted { retrier, error } => {
                format!("retrier {retrier} is used up on {error}")
            }
            Note::Uncaught { error, .. } => format!("nobody catches {error}"),
            Note::Caught { catcher, error } => format!("catcher {catcher} on {error}"),
        };
        format!("{name}: {words}")
    };
    run.notes.iter().map(line).collect()
}

/// The stages of one state, one a line: `afterInputPath {"a":1}`.
pub fn stage_lines(run: &Run, machine: &Machine, state: &str) -> Vec<String> {
    let line = |record: &Record| {
        let stage = serde_json::to_value(record.stage).expect("a stage has a name");
        let stage = stage.as_str().unwrap_or_default().to_owned();
        let index = record
            .index
            .map_or_else(String::new, |index| format!("[{index}]"));
        format!("{stage}{index} {}", short_envelope(&record.value))
    };
    run.stages
        .iter()
        .filter(|record| &*machine.state(record.state).name == state)
        .map(line)
        .collect()
}
