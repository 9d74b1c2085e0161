//! Executions that Tasks start: machines of the workspace run beside the one that called.

use super::Session;
use crate::control::Answered;
use crate::control::nested::{self, Described, Start, Waits};
use crate::debugger::family::{Origin, RunId, Waiter};
use crate::debugger::identity;
use crate::debugger::run::Run;
use crate::debugger::source::type_of;
use crate::debugger::tape::Says;
use crate::execution::{Answer, Invocation, Mode, ServiceCall, Token};
use crate::history::ExecutionDetails;
use crate::machine::{MachineType, Pattern};
use crate::service::standin::Request;
use crate::value::{Timestamp, Value};
use std::rc::Rc;

/// A call of a service by an execution.
#[derive(Clone, Copy)]
struct Call<'a> {
    run: RunId,
    invocation: &'a Invocation,
    request: Request<'a>,
}

/// What became of a call that starts an execution.
enum Started {
    /// It is this one.
    Run(RunId),
    /// No machine of the workspace is meant: somebody else has to answer.
    Elsewhere,
    /// It would be one too many.
    TooMany,
}

/// What a call of Step Functions leads to.
enum Called {
    /// The workspace knows nothing of it.
    Unknown,
    /// There will be an answer.
    Later,
    /// This is the answer.
    Answered(Answer),
}

impl Called {
    /// What is said again when the call is made again; `None` where nothing is.
    fn says(&self, pattern: Pattern) -> Option<Says> {
        match self {
            Self::Unknown => None,
            Self::Later => Some(Says::Later),
            Self::Answered(Answer::Submitted(_)) if pattern == Pattern::WaitForTaskToken => {
                Some(Says::Accepted)
            }
            Self::Answered(Answer::Submitted(_)) => Some(Says::Later),
            Self::Answered(_) => Some(Says::All),
        }
    }
}

impl Session {
    /// Answers a call of Step Functions itself where the workspace knows the answer; whether it did.
    #[inline(never)]
    pub(super) fn call_step_functions(
        &mut self,
        run: RunId,
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
        let pattern = call.integration.pattern;
        let called = self.called(Call {
            run,
            invocation,
            request,
        });
        if let Some(says) = called.says(pattern) {
            self.note_stood(run, invocation.visit, says);
        }
        if let Called::Answered(answer) = called {
            self.tell(run, invocation.token, answer, now);
            return true;
        }
        matches!(called, Called::Later)
    }

    fn called(&mut self, call: Call<'_>) -> Called {
        let place = identity::place(&self.workspace.settings);
        let Some(start) = nested::start(&place, &call.request) else {
            let answer = self.describe_or_stop(&call.request);
            return answer.map_or(Called::Unknown, Called::Answered);
        };
        let started = start.and_then(|start| Ok((self.start(call, &start)?, start.waits)));
        match started {
            Ok((Started::Run(child), waits)) => {
                let answer = self.accept(call, waits, child);
                answer.map_or(Called::Later, Called::Answered)
            }
            Ok((Started::Elsewhere, _)) => Called::Unknown,
            Ok((Started::TooMany, _)) => {
                self.too_many(call.request.at);
                Called::Later
            }
            Err(error) => {
                let refusal = nested::refusal(&call.request, &error);
                Called::Answered(Answer::Refused(refusal))
            }
        }
    }

    fn start(&mut self, call: Call<'_>, start: &Start<'_>) -> Answered<Started> {
        let first = self.workspace.settings.machine_name == start.machine;
        let name = (!first).then_some(start.machine);
        let Some(source) = self.texts.source(name) else {
            return Ok(Started::Elsewhere);
        };
        let Some(good) = source.sound() else {
            return Err(nested::no_such_machine(&call.request));
        };
        let express = type_of(&self.workspace, name) == MachineType::Express;
        nested::check_type(start.waits, express)?;
        let request_id = call.request.request_id;
        let settings = identity::of_child(&self.workspace.settings, start, express, request_id);
        if settings.mode == Mode::Standard
            && let Some(known) = self.family.by_arn(&settings.execution_arn())
        {
            return self.again(known, start);
        }
        if self.family.is_full(call.run) {
            return Ok(Started::TooMany);
        }
        let (machine, text) = (Rc::clone(&good.machine), Rc::clone(&good.text));
        let (input, now) = (start.input.clone(), call.request.at);
        let run = Run::new(machine, text, input, settings, now);
        let origin = self.origin(call);
        let name = name.map(str::to_owned);
        let begun = self.family.begin(run, name, Some(origin));
        self.begun_again(begun, &origin);
        Ok(Started::Run(begun))
    }

    fn origin(&self, call: Call<'_>) -> Origin {
        let run = self.family.run(call.run);
        Origin {
            run: call.run,
            token: call.invocation.token,
            visit: call.invocation.visit,
            position: run.map_or(0, |run| run.trace.len()),
        }
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
    fn accept(&mut self, call: Call<'_>, waits: Waits, child: RunId) -> Option<Answer> {
        let request = &call.request;
        let waiter = Waiter {
            run: call.run,
            token: call.invocation.token,
            pattern: request.integration.pattern,
        };
        let begun = self.family.run(child)?;
        let (arn, at) = (begun.settings.execution_arn(), begun.engine()?.started);
        let response = nested::started(request, &arn, at).to_json().into();
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
            self.report_to(&waiter, ended, now);
        }
    }

    #[inline(never)]
    fn report_to(&mut self, waiter: &Waiter, ended: RunId, now: Timestamp) {
        let run = self.family.run(ended);
        let Some(described) = run.and_then(described) else {
            return;
        };
        let answer = if waiter.pattern == Pattern::RequestResponse {
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

    /// A Task waits no longer: the execution that it waited for as a job is stopped (documented).
    #[inline(never)]
    pub(super) fn give_up(&mut self, run: RunId, token: Token, now: Timestamp) {
        let parent = self.family.run(run).map(|run| run.settings.execution_arn());
        if let (Some(child), Some(parent)) = (self.family.give_up(run, token), parent) {
            self.stop_run(child, nested::given_up(&parent), now);
        }
    }

    /// DescribeExecution and StopExecution of an execution that runs here.
    fn describe_or_stop(&mut self, request: &Request<'_>) -> Option<Answer> {
        let now = request.at;
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
