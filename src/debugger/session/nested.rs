//! Executions that Tasks start: machines of the workspace run beside the one that called.

use super::Session;
use crate::control::nested::{self, Described, Start, Waits};
use crate::control::{Answered, ApiError};
use crate::debugger::family::{Origin, RunId, Waiter};
use crate::debugger::identity;
use crate::debugger::run::Run;
use crate::debugger::source::type_of;
use crate::execution::{Answer, Invocation, Mode, ServiceCall, Token};
use crate::history::ExecutionDetails;
use crate::machine::MachineType;
use crate::service::standin::Request;
use crate::value::{Timestamp, Value};
use std::rc::Rc;

/// What became of a call that starts an execution.
enum Started {
    /// It is this one.
    Run(RunId),
    /// No machine of the workspace is meant: somebody else has to answer.
    Elsewhere,
    /// It would be one too many.
    TooMany,
}

impl Session {
    /// Answers a call of Step Functions itself where the workspace knows the answer; whether it did.
    #[inline(never)]
    pub(super) fn call_step_functions(
        &mut self,
        caller: RunId,
        invocation: &Invocation,
        call: &ServiceCall,
        now: Timestamp,
    ) -> bool {
        let request = Request {
            integration: &call.integration,
            parameters: call.parameters.value(),
            request_id: &invocation.request_id,
            at: now,
        };
        let place = identity::place(&self.workspace.settings);
        let token = invocation.token;
        let answer = match nested::start(&place, &request) {
            None => match self.describe_or_stop(&request, now) {
                Some(answer) => answer,
                None => return false,
            },
            Some(Err(error)) => refused(&request, &error),
            Some(Ok(start)) => match self.start(caller, invocation, &request, &start, now) {
                Err(error) => refused(&request, &error),
                Ok(Started::Elsewhere) => return false,
                Ok(Started::TooMany) => {
                    self.too_many(now);
                    return true;
                }
                Ok(Started::Run(child)) => {
                    match self.accept(caller, token, &request, start.waits, child) {
                        Some(answer) => answer,
                        None => return true,
                    }
                }
            },
        };
        self.tell(caller, token, answer, now);
        true
    }

    fn start(
        &mut self,
        caller: RunId,
        invocation: &Invocation,
        request: &Request<'_>,
        start: &Start<'_>,
        now: Timestamp,
    ) -> Answered<Started> {
        let first = self.workspace.settings.machine_name == start.machine;
        let name = (!first).then_some(start.machine);
        let Some(source) = self.texts.source(name) else {
            return Ok(Started::Elsewhere);
        };
        let Some(good) = source.sound() else {
            let arn = request.parameters.get("StateMachineArn");
            let arn = arn.and_then(Value::as_str).unwrap_or_default();
            return Err(nested::no_such_machine(arn));
        };
        let express = type_of(&self.workspace, name) == MachineType::Express;
        nested::check_type(start.waits, express)?;
        let request_id = &invocation.request_id;
        let settings = identity::of_child(&self.workspace.settings, start, express, request_id);
        if settings.mode == Mode::Standard
            && let Some(known) = self.family.by_arn(&settings.execution_arn())
        {
            return self.again(known, start);
        }
        if self.family.is_full(caller) {
            return Ok(Started::TooMany);
        }
        let (machine, text) = (Rc::clone(&good.machine), Rc::clone(&good.text));
        let run = Run::new(machine, text, start.input.clone(), settings, now);
        let position = self.family.run(caller).map_or(0, |run| run.trace.len());
        let origin = Origin {
            run: caller,
            token: invocation.token,
            visit: invocation.visit,
            position,
        };
        let name = name.map(str::to_owned);
        Ok(Started::Run(self.family.begin(run, name, Some(origin))))
    }

    /// The same name with the same input means the same execution while it runs (documented).
    fn again(&self, known: RunId, start: &Start<'_>) -> Answered<Started> {
        let run = self.family.run(known);
        let input = |run: &Run| {
            run.engine()
                .is_some_and(|engine| engine.input == start.input)
        };
        let same = run.filter(|run| run.goes_on() && input(run));
        if same.is_some() {
            return Ok(Started::Run(known));
        }
        let arn = run.map(|run| run.settings.execution_arn());
        Err(nested::already_exists(&arn.unwrap_or_default()))
    }

    /// The first answer to the call that started an execution; `None` when its end is the first.
    fn accept(
        &mut self,
        run: RunId,
        token: Token,
        request: &Request<'_>,
        waits: Waits,
        child: RunId,
    ) -> Option<Answer> {
        let pattern = request.integration.pattern;
        let waiter = Waiter {
            run,
            token,
            pattern,
        };
        let begun = self.family.run(child)?;
        let arn = begun.settings.execution_arn();
        let response = nested::started(request, &arn, begun.engine()?.started)
            .to_json()
            .into();
        match waits {
            Waits::No => Some(Answer::Succeeded(response)),
            Waits::ForTheToken => Some(Answer::Submitted(response)),
            Waits::ForTheEnd => {
                self.leave_to(child, waiter);
                Some(Answer::Submitted(response))
            }
            Waits::ForTheResponse => {
                self.leave_to(child, waiter);
                None
            }
        }
    }

    fn leave_to(&mut self, child: RunId, waiter: Waiter) {
        self.family.wait_for(child, waiter);
        if let Some(run) = self.family.run_mut(waiter.run) {
            run.leave_to_run(waiter.token);
        }
    }

    /// An execution has ended: whoever waits for it is told.
    #[inline(never)]
    pub(super) fn report(&mut self, ended: RunId, now: Timestamp) {
        for waiter in self.family.waiters(ended) {
            let run = self.family.run(ended);
            let Some(described) = run.and_then(described) else {
                continue;
            };
            let answer = if waiter.pattern == crate::machine::Pattern::RequestResponse {
                described.at_once().map(Ok)
            } else {
                Some(described.as_job(waiter.pattern, now))
            };
            let answer = answer.map(|answer| match answer {
                Ok(value) => Answer::Succeeded(value.to_json().into()),
                Err(failure) => Answer::Refused(failure),
            });
            if let Some(answer) = answer {
                self.tell(waiter.run, waiter.token, answer, now);
            }
        }
    }

    /// A Task waits no longer: the execution that it waited for as a job is stopped (documented).
    #[inline(never)]
    pub(super) fn give_up(&mut self, run: RunId, token: Token, now: Timestamp) {
        let parent = self.family.run(run).map(|run| run.settings.execution_arn());
        if let (Some(child), Some(parent)) = (self.family.give_up(run, token), parent) {
            self.stop_run(child, nested::given_up(&parent), now);
        }
    }

    /// DescribeExecution and StopExecution of an execution that runs here.
    fn describe_or_stop(&mut self, request: &Request<'_>, now: Timestamp) -> Option<Answer> {
        let integration = request.integration;
        if &*integration.service != "aws-sdk:sfn" {
            return None;
        }
        let text = |name: &str| request.parameters.get(name).and_then(Value::as_str);
        let id = self.family.by_arn(text("ExecutionArn")?)?;
        let run = self.family.run(id)?;
        let response = match &*integration.api {
            "describeExecution" => described(run)?.by_sdk(now),
            "stopExecution" => {
                let details = ExecutionDetails {
                    error: text("Error").map(Rc::from),
                    cause: text("Cause").map(Rc::from),
                };
                let stopped = run.ended().unwrap_or(now);
                self.stop_run(id, details, now);
                nested::stopped(stopped)
            }
            _ => return None,
        };
        Some(Answer::Succeeded(response.to_json().into()))
    }

    fn too_many(&mut self, now: Timestamp) {
        use crate::debugger::family::{DEEPEST, MOST};
        self.abandon(now);
        self.fault(format!(
            "executions start executions here to a depth of {DEEPEST}, and {MOST} in all: the run was stopped"
        ));
    }
}

fn refused(request: &Request<'_>, error: &ApiError) -> Answer {
    Answer::Refused(nested::refusal(request, error))
}

/// What can be asked of an execution; nothing of one that was recorded elsewhere.
fn described(run: &Run) -> Option<Described<'_>> {
    let engine = run.engine()?;
    Some(Described {
        settings: &run.settings,
        execution: &engine.tip().execution,
        input: &engine.input,
        ended: run.outcome.as_ref().zip(run.ended()),
        started: engine.started,
    })
}
