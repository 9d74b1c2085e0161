//! Step Functions as a service that Tasks call: executions that executions start, describe and stop
//! (`integrations.md` section 3.6).
//!
//! The optimised integration (`states:startExecution`) and the SDK's (`aws-sdk:sfn:…`) differ in how
//! they tell of times and refusals; both name members in PascalCase, in the order of the alphabet.

use super::arn::{self, Resource};
use super::error::{Answered, ApiError, Code};
use super::fields::{input, output};
use super::run::{redrive_status, status_of, with_end};
use super::{Place, name, run};
use crate::execution::{Answer, Execution, Outcome, Settings, Synchronous, TokenRefusal};
use crate::history::ExecutionDetails;
use crate::machine::{Integration, Pattern};
use crate::service::http::{Delivered, Wire};
use crate::service::standin::{Refusal, Request};
use crate::value::{Object, Payload, Timestamp, Value, parse};
use std::rc::Rc;

/// When the Task that starts an execution goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// At once, with the ARN.
    No,
    /// When the execution has ended, with its description: `.sync`, `.sync:2`.
    ForTheEnd,
    /// When somebody sends the task token: `.waitForTaskToken`.
    ForTheToken,
    /// When the execution has ended, with StartSyncExecution's response.
    ForTheResponse,
}

/// A call that starts an execution of a machine here.
#[derive(Clone, Debug, PartialEq)]
pub struct Start<'a> {
    /// The machine's name. There is one definition of each: a version or an alias means that one.
    pub machine: &'a str,
    /// When the Task goes on.
    pub waits: Waits,
    /// The execution's name, if the call gives one.
    pub name: Option<&'a str>,
    /// The execution's input.
    pub input: Payload,
}

/// What a call starts; `None` if it does not start an execution, or one of another place.
pub fn start<'a>(place: &Place, request: &Request<'a>) -> Option<Answered<Start<'a>>> {
    let integration = request.integration;
    let arn = request.parameters.get("StateMachineArn")?.as_str()?;
    let machine = place.machine_of(arn)?;
    integration
        .starts_executions()
        .then(|| read(request, machine))
}

fn read<'a>(request: &Request<'a>, machine: &'a str) -> Answered<Start<'a>> {
    let given = request.parameters.get("Name").and_then(Value::as_str);
    if let Some(name) = given {
        name::check(name)?;
    }
    let input = input(request.serialized("Input").as_deref())?;
    Ok(Start {
        machine,
        waits: waits(request.integration),
        name: given,
        input,
    })
}

fn waits(integration: &Integration) -> Waits {
    match integration.pattern {
        Pattern::Sync | Pattern::Sync2 => Waits::ForTheEnd,
        Pattern::WaitForTaskToken => Waits::ForTheToken,
        Pattern::RequestResponse if &*integration.api == "startSyncExecution" => {
            Waits::ForTheResponse
        }
        Pattern::RequestResponse => Waits::No,
    }
}

impl Place {
    /// The name of the machine that an ARN means, without version and alias, if it lies here.
    pub fn machine_of<'a>(&self, arn: &'a str) -> Option<&'a str> {
        let here = self.arn("stateMachine", "");
        let Ok(Resource::StateMachine { name, .. }) = arn::read(arn) else {
            return None;
        };
        arn.starts_with(&here).then_some(name)
    }
}

/// Whether a machine of a type can be started in this way. StartSyncExecution is for Express workflows
/// (documented); waiting for the end as a job is for Standard ones (documented, but how it is refused
/// was not recorded).
///
/// # Errors
/// `StateMachineTypeNotSupported`
pub fn check_type(waits: Waits, express: bool) -> Answered<()> {
    let fits = match waits {
        Waits::No | Waits::ForTheToken => true,
        Waits::ForTheEnd => !express,
        Waits::ForTheResponse => express,
    };
    if fits {
        Ok(())
    } else {
        Err(run::type_not_supported())
    }
}

/// `StateMachineDoesNotExist`
pub fn no_such_machine(request: &Request<'_>) -> ApiError {
    let arn = request.parameters.get("StateMachineArn");
    super::machine::no_such_machine(arn.and_then(Value::as_str).unwrap_or_default())
}

/// `ExecutionAlreadyExists`
pub fn already_exists(arn: &str) -> ApiError {
    let message = format!("Execution Already Exists: '{arn}'");
    ApiError::new(Code::ExecutionAlreadyExists, message)
}

/// The response of StartExecution, as the Task gets it.
pub fn started(request: &Request<'_>, arn: &str, at: Timestamp) -> Value {
    let response = |date: Value| {
        Object::new()
            .with("ExecutionArn", arn)
            .with("StartDate", date)
    };
    if request.by_sdk() {
        return response(at.to_iso().into()).into();
    }
    let body = Object::new()
        .with("executionArn", arn)
        .with("startDate", at.0 as f64 / 1000.0);
    let delivered = Delivered {
        wire: Wire::Json,
        body: &Value::from(body).to_json(),
        request_id: request.request_id,
        at: request.at,
    };
    delivered.wrap(&response(at.0.into())).into()
}

/// What SendTaskSuccess, SendTaskFailure or SendTaskHeartbeat says of a task, by the SDK; `None` for other
/// calls. Outputs that are not texts are written as JSON, as all parameters that are to be texts.
pub fn said(request: &Request<'_>) -> Option<Answered<Answer>> {
    let text = |name| request.serialized(name).map(Rc::from);
    Some(match &*request.integration.api {
        "sendTaskSuccess" => {
            let said = request.serialized("Output")?;
            output(&said).map(|()| Answer::Succeeded(said.into()))
        }
        "sendTaskFailure" => Ok(Answer::Refused(ExecutionDetails {
            error: text("Error"),
            cause: text("Cause"),
        })),
        "sendTaskHeartbeat" => Ok(Answer::Heartbeat),
        _ => return None,
    })
}

/// `InvalidToken` or `TaskTimedOut`
pub fn no_such_task(refusal: &TokenRefusal) -> ApiError {
    let code = match refusal {
        TokenRefusal::InvalidToken => Code::InvalidToken,
        TokenRefusal::TaskTimedOut { .. } => Code::TaskTimedOut,
    };
    ApiError::new(code, refusal.to_string())
}

/// The response of StopExecution, as a Task gets it from the SDK.
pub fn stopped(at: Timestamp) -> Value {
    Object::new().with("StopDate", at.to_iso()).into()
}

/// An execution, as it can be asked for.
#[derive(Clone, Copy, Debug)]
pub struct Described<'a> {
    /// Who it is.
    pub settings: &'a Settings,
    /// The execution itself.
    pub execution: &'a Execution,
    /// Its input.
    pub input: &'a Payload,
    /// How and when it ended, if it has.
    pub ended: Option<(&'a Outcome, Timestamp)>,
    /// When it started.
    pub started: Timestamp,
}

impl Described<'_> {
    /// DescribeExecution's response, as a Task gets it from the SDK.
    pub fn by_sdk(&self, now: Timestamp) -> Value {
        pascal(&self.response(now)).into()
    }

    /// What ends a Task that waits for the execution: its description, as result or as cause.
    pub fn as_job(&self, pattern: Pattern, now: Timestamp) -> Result<Value, ExecutionDetails> {
        let mut told = self.response(now).with("startDate", self.started.0);
        if let Some((_, stopped)) = self.ended {
            told.insert("stopDate", stopped.0);
        }
        match self.ended {
            Some((Outcome::Succeeded(_), _)) if pattern == Pattern::Sync2 => {
                for text in ["input", "output"] {
                    let value = told.get(text).and_then(Value::as_str);
                    if let Some(Ok(value)) = value.map(parse) {
                        told.insert(text, value);
                    }
                }
                Ok(pascal(&told).into())
            }
            Some((Outcome::Succeeded(_), _)) => Ok(pascal(&told).into()),
            _ => Err(ExecutionDetails {
                error: Some(Rc::from("States.TaskFailed")),
                cause: Some(Value::from(pascal(&told)).to_json().into()),
            }),
        }
    }

    /// StartSyncExecution's response, once it has ended.
    pub fn at_once(&self) -> Option<Value> {
        let (outcome, stopped) = self.ended?;
        let synchronous = Synchronous {
            settings: self.settings,
            input: self.input,
            outcome,
            started: self.started,
            stopped,
            data: true,
        };
        Some(pascal(&synchronous.response()).into())
    }

    fn response(&self, now: Timestamp) -> Object {
        let outcome = self.ended.map(|(outcome, _)| outcome);
        let head = Object::new()
            .with("executionArn", self.settings.execution_arn())
            .with("stateMachineArn", self.settings.machine_arn())
            .with("name", &*self.settings.execution_name)
            .with("status", status_of(outcome))
            .with("startDate", self.started.to_iso());
        let described = with_end(head, self.input, self.ended, true).with("redriveCount", 0_i64);
        redrive_status(described, self.execution.redrivable(now))
    }
}

/// The members of a response as Tasks get them: `executionArn` is `ExecutionArn`, sorted.
fn pascal(response: &Object) -> Object {
    let member = |(name, value): (&Rc<str>, &Value)| {
        let mut letters = name.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        let name: String = first.into_iter().chain(letters).collect();
        // Texts of JSON that were parsed are data: only details have members of the API's.
        let value = match value.as_object() {
            Some(inner) if name.ends_with("Details") => pascal(inner).into(),
            Some(_) | None => value.clone(),
        };
        (Rc::from(name), value)
    };
    let mut members: Vec<(Rc<str>, Value)> = response.iter().map(member).collect();
    members.sort_by(|(one, _), (other, _)| one.cmp(other));
    members.into_iter().collect()
}

/// Why the Task fails when Step Functions refuses its call (recorded for machines that do not exist).
pub fn refusal(request: &Request<'_>, error: &ApiError) -> ExecutionDetails {
    let code = error.code.name();
    let name = format!("{code}Exception");
    let refusal = Refusal {
        service: ["Sfn", "StepFunctions", "AWSStepFunctions"],
        errors: [&name, &name],
        code,
        status: 400,
        message: &error.message,
    };
    refusal.details(request)
}

/// The cause with which an execution is stopped when the Task that waits for it is given up (measured).
pub fn given_up(parent: &str) -> ExecutionDetails {
    let cause = format!(
        "The Task state in AWS Step Functions execution [{parent}] which was managing this resource was aborted"
    );
    ExecutionDetails {
        error: None,
        cause: Some(cause.into()),
    }
}
