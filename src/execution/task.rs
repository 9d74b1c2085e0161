//! The Task state: an attempt is scheduled, started, answered, and then acted upon.

use super::agenda::{Arrival, Sleeper};
use super::engine::clamp;
use super::failure::Failure;
use super::frame::{FrameId, Invoked, Phase};
use super::io::MAX_PAYLOAD;
use super::{Answer, Execution, Fault, Invocation, Output};
use crate::history::{Details, ExecutionDetails, TaskDetails};
use crate::machine::{LambdaArn, Resource, Seconds, State, Task};
use crate::service::lambda::{self, Delivery, Form};
use crate::value::{Payload, Value, parse};
use std::rc::Rc;

/// One attempt's call.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    form: Form,
    /// Whom it calls, or why it cannot be called.
    function: Result<LambdaArn, ExecutionDetails>,
    event: Rc<str>,
    timeout: Option<u64>,
    /// Whether nobody waits for the function: `"InvocationType": "Event"`.
    unattended: bool,
    request_id: Rc<str>,
}

/// An answer, read.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    Returned(Payload),
    Failed(Rc<str>),
    NoSuchFunction,
    Refused(ExecutionDetails),
    Replayed(Payload),
    TimedOut,
}

impl Verdict {
    /// Reads the JSON of an answer.
    pub fn read(answer: Answer) -> Result<Self, Fault> {
        let not_json = |fault: crate::value::ParseFault| Fault::AnswerNotJson(fault.to_string());
        Ok(match answer {
            Answer::Returned(text) => Self::Returned(Payload::from_text(&text).map_err(not_json)?),
            Answer::Replayed(text) => Self::Replayed(Payload::from_text(&text).map_err(not_json)?),
            Answer::Failed(text) => {
                parse(&text).map_err(not_json)?;
                Self::Failed(text)
            }
            Answer::NoSuchFunction => Self::NoSuchFunction,
            Answer::Refused(details) => Self::Refused(details),
            Answer::TimedOut => Self::TimedOut,
        })
    }
}

impl Call {
    /// What AWS calls the task in `States.DataLimitExceeded`.
    fn name(&self) -> &str {
        match (&self.form, &self.function) {
            (Form::Direct, Ok(function)) => &function.arn,
            (Form::Direct, Err(_)) | (Form::Invoke, _) => "lambda",
        }
    }
}

impl Execution {
    /// An attempt: the input is made and the task scheduled. It starts when all other frames that
    /// are ready have had their turn.
    pub(super) fn schedule_task(
        &mut self,
        id: FrameId,
        state: &State,
        task: &Task,
    ) -> Result<(), Failure> {
        let input = self.effective_input(id, state)?;
        let timeout = self.seconds(id, task.timeout.as_ref(), "TimeoutSeconds", input.value())?;
        let heartbeat = self.seconds(
            id,
            task.heartbeat.as_ref(),
            "HeartbeatSeconds",
            input.value(),
        )?;
        let role_arn = self.task_role(id, task, input.value())?;
        let payload = self.parameters(id, state, input)?;
        let call = self.call(id, task, &payload, timeout)?;
        if payload.size() > MAX_PAYLOAD {
            return Err(Failure::task_too_large(call.name()));
        }
        let scheduled = match &task.resource {
            Resource::Lambda(function) => Details::LambdaFunctionScheduled {
                resource: Rc::clone(&function.arn),
                input: payload,
                timeout_in_seconds: timeout,
                role_arn,
            },
            Resource::LambdaInvoke => Details::TaskScheduled {
                task: lambda_invoke(),
                region: Rc::clone(&self.settings.region),
                parameters: payload,
                timeout_in_seconds: timeout,
                heartbeat_in_seconds: heartbeat,
                role_arn,
            },
        };
        self.emit(id, scheduled);
        self.requeue(id, Phase::Scheduled(Box::new(call)));
        Ok(())
    }

    fn call(
        &self,
        id: FrameId,
        task: &Task,
        payload: &Payload,
        timeout: Option<u64>,
    ) -> Result<Call, Failure> {
        let request_id = self.random.uuid();
        let (form, event, function, unattended) = match &task.resource {
            Resource::Lambda(function) => {
                let function = Ok(function.clone());
                (Form::Direct, Rc::clone(payload.text()), function, false)
            }
            Resource::LambdaInvoke => {
                let request = lambda::read_request(payload.value(), &self.home, &request_id)
                    .map_err(|why| self.bad_parameters(id, payload, &why))?;
                (
                    Form::Invoke,
                    request.event,
                    request.function,
                    request.unattended,
                )
            }
        };
        let function = function.and_then(|function| {
            match lambda::unreachable(&function, &self.home, &request_id) {
                Some(refusal) => Err(refusal),
                None => Ok(function),
            }
        });
        Ok(Call {
            form,
            function,
            event,
            timeout,
            unattended,
            request_id,
        })
    }

    fn bad_parameters(&self, id: FrameId, payload: &Payload, why: &str) -> Failure {
        let parameters = payload.value().to_json();
        self.runtime(
            id,
            &format!("The Parameters '{parameters}' could not be used to start the Task: [{why}]"),
        )
    }

    /// The function is called, if it can be.
    pub(super) fn start_task(&mut self, id: FrameId, call: Call) {
        self.emit(
            id,
            match call.form {
                Form::Direct => Details::LambdaFunctionStarted,
                Form::Invoke => Details::TaskStarted(lambda_invoke()),
            },
        );
        let function = match &call.function {
            Ok(function) => function.clone(),
            Err(refusal) => {
                let refused = Err(Failure::new(refusal.clone()));
                return self.attempt_ended(id, &call, refused);
            }
        };
        let token = self.agenda.give_token(id);
        let visit = &self.frames[id].visit;
        let invocation = Invocation {
            token,
            state: visit.state,
            visit: visit.entered,
            attempt: visit.attempt,
            function,
            event: Rc::clone(&call.event),
            request_id: Rc::clone(&call.request_id),
        };
        self.request(Output::Invoke(invocation));
        if call.unattended {
            self.agenda.cancel(token);
            return self.attempt_ended(id, &call, Ok(lambda::accepted().into()));
        }
        let timeout = call.timeout.map(|seconds| {
            let at = self.clock.plus_seconds(clamp(seconds));
            self.agenda.set_alarm(at, Sleeper::Frame(id))
        });
        let invoked = Invoked {
            call,
            token,
            timeout,
        };
        self.block(id, Phase::Invoked(Box::new(invoked)));
    }

    /// An answer has come. It is dropped if its invocation is over: timed out, or gone with its branch.
    pub(super) fn arrived(&mut self, arrival: Arrival) {
        let id = arrival.frame;
        let Phase::Invoked(invoked) = &self.frames[id].phase else {
            return;
        };
        if invoked.token != arrival.token {
            return;
        }
        let Invoked { call, timeout, .. } = Invoked::clone(invoked);
        if let Some(alarm) = timeout {
            self.agenda.clear_alarm(alarm);
        }
        let result = match arrival.verdict {
            Verdict::Returned(payload) => Ok(self.delivered(&call, payload)),
            Verdict::Replayed(payload) => Ok(payload),
            Verdict::Failed(payload) => Err(Failure::new(lambda::failure(&payload, call.form))),
            Verdict::NoSuchFunction => Err(Failure::new(lambda::not_found(
                call.function.as_ref(),
                &call.request_id,
            ))),
            Verdict::Refused(details) => Err(Failure::new(details)),
            Verdict::TimedOut => Err(Failure::timeout()),
        };
        let too_large = result
            .as_ref()
            .is_ok_and(|output| output.size() > MAX_PAYLOAD);
        let result = if too_large {
            Err(Failure::task_too_large(call.name()))
        } else {
            result
        };
        self.attempt_ended(id, &call, result);
    }

    /// The task's `TimeoutSeconds` have passed.
    pub(super) fn task_timed_out(&mut self, id: FrameId, invoked: &Invoked) {
        if self.agenda.cancel(invoked.token) {
            self.request(Output::Cancel(invoked.token));
        }
        self.attempt_ended(id, &invoked.call, Err(Failure::timeout()));
    }

    fn delivered(&self, call: &Call, payload: Payload) -> Payload {
        match (&call.form, &call.function) {
            (Form::Invoke, Ok(function)) => lambda::envelope(&Delivery {
                function,
                payload: &payload,
                request_id: &call.request_id,
                at: self.clock,
            })
            .into(),
            (Form::Invoke, Err(_)) | (Form::Direct, _) => payload,
        }
    }

    /// Writes down how the attempt ended; what follows from it is for a later turn.
    fn attempt_ended(&mut self, id: FrameId, call: &Call, result: Result<Payload, Failure>) {
        let event = match &result {
            Ok(output) => succeeded(call.form, output.clone()),
            Err(failure) if *failure == Failure::timeout() => {
                timed_out(call.form, failure.details.clone())
            }
            Err(failure) => failed(call.form, failure.details.clone()),
        };
        self.emit(id, event);
        self.requeue(id, Phase::Ended(result));
    }

    /// What follows from the end of an attempt.
    pub(super) fn end_task(
        &mut self,
        id: FrameId,
        state: &State,
        result: Result<Payload, Failure>,
    ) -> Result<(), Failure> {
        self.complete(id, state, result?)
    }

    fn seconds(
        &self,
        id: FrameId,
        seconds: Option<&Seconds>,
        field: &str,
        data: &Value,
    ) -> Result<Option<u64>, Failure> {
        match seconds {
            None => Ok(None),
            Some(Seconds::Literal(seconds)) => Ok(Some(*seconds)),
            Some(Seconds::Path(path)) => {
                let found = self.find(id, path, data)?;
                let seconds = self.non_negative(id, field, path.as_str(), &found)?;
                if seconds == 0 {
                    return Err(self.runtime(id, &format!("{field} must be positive.")));
                }
                Ok(Some(seconds))
            }
        }
    }

    fn task_role(
        &self,
        id: FrameId,
        task: &Task,
        data: &Value,
    ) -> Result<Option<Rc<str>>, Failure> {
        let Some(credentials) = &task.credentials else {
            return Ok(None);
        };
        let credentials = self
            .evaluate(id, data, |env| credentials.evaluate(env))
            .map_err(|failure| self.runtime(id, &failure.to_string()))?;
        let role = credentials.get("RoleArn").and_then(Value::as_str);
        Ok(role.map(Rc::from))
    }
}

fn lambda_invoke() -> TaskDetails {
    TaskDetails {
        resource_type: Rc::from("lambda"),
        resource: Rc::from("invoke"),
    }
}

fn succeeded(form: Form, output: Payload) -> Details {
    match form {
        Form::Direct => Details::LambdaFunctionSucceeded { output },
        Form::Invoke => Details::TaskSucceeded {
            task: lambda_invoke(),
            output,
        },
    }
}

fn failed(form: Form, failure: ExecutionDetails) -> Details {
    match form {
        Form::Direct => Details::LambdaFunctionFailed(failure),
        Form::Invoke => Details::TaskFailed {
            task: lambda_invoke(),
            failure,
        },
    }
}

fn timed_out(form: Form, failure: ExecutionDetails) -> Details {
    match form {
        Form::Direct => Details::LambdaFunctionTimedOut(failure),
        Form::Invoke => Details::TaskTimedOut {
            task: lambda_invoke(),
            failure,
        },
    }
}
