//! What comes back from the host for a Task's attempt: that it is under way, or how it ended.

use super::agenda::Arrival;
use super::call::Call;
use super::engine::clamp;
use super::failure::Failure;
use super::frame::{FrameId, Invoked, Phase};
use super::io::MAX_PAYLOAD;
use super::telling;
use super::{Answer, Execution, Fault, Output, WaitReason};
use crate::history::{Details, ExecutionDetails};
use crate::machine::{Pattern, Resource};
use crate::service::lambda::{self, Delivery, Form};
use crate::value::{Payload, parse};
use std::rc::Rc;

/// An answer, read.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    Submitted(Payload),
    Started(Option<Rc<str>>),
    Heartbeat,
    Returned(Payload),
    Failed(Rc<str>),
    NoSuchFunction,
    Refused(ExecutionDetails),
    Succeeded(Payload),
    TimedOut,
}

impl Verdict {
    /// Reads the JSON of an answer.
    pub fn read(answer: Answer) -> Result<Self, Fault> {
        let json = |text: Rc<str>| {
            Payload::from_text(&text).map_err(|fault| Fault::AnswerNotJson(fault.to_string()))
        };
        Ok(match answer {
            Answer::Submitted(text) => Self::Submitted(json(text)?),
            Answer::Started(worker) => Self::Started(worker),
            Answer::Heartbeat => Self::Heartbeat,
            Answer::Returned(text) => Self::Returned(json(text)?),
            Answer::Succeeded(text) => Self::Succeeded(json(text)?),
            Answer::Failed(text) => {
                parse(&text).map_err(|fault| Fault::AnswerNotJson(fault.to_string()))?;
                Self::Failed(text)
            }
            Answer::NoSuchFunction => Self::NoSuchFunction,
            Answer::Refused(details) => Self::Refused(details),
            Answer::TimedOut => Self::TimedOut,
        })
    }

    /// The answer of a service that is not waited for any longer.
    fn of_service(self) -> Result<Payload, ExecutionDetails> {
        match self {
            Self::Submitted(output) | Self::Returned(output) | Self::Succeeded(output) => {
                Ok(output)
            }
            Self::Refused(details) => Err(details),
            Self::Failed(_)
            | Self::Started(_)
            | Self::Heartbeat
            | Self::NoSuchFunction
            | Self::TimedOut => Err(Failure::timeout().details),
        }
    }
}

impl Invoked {
    /// Why the frame waits.
    pub fn reason(&self) -> WaitReason {
        match &self.call.resource {
            Resource::Activity(_) => WaitReason::Worker,
            _ if self.taken && self.call.resource.pattern() == Pattern::WaitForTaskToken => {
                WaitReason::Callback
            }
            Resource::Service(integration) if !integration.calls_functions() => WaitReason::Service,
            Resource::Lambda(_) | Resource::LambdaInvoke(_) | Resource::Service(_) => {
                WaitReason::Invocation
            }
        }
    }

    /// Whether there is somebody to send heartbeats: of an activity's task only once a worker has taken
    /// it (documented: the count begins when GetActivityTask gets the token).
    fn can_beat(&self) -> bool {
        self.taken || !matches!(self.call.resource, Resource::Activity(_))
    }
}

impl Execution {
    /// Whether the invocation of a frame can have this answer. Anything can end it: a recorded end may
    /// be replayed for any kind of work.
    pub(super) fn can_have(&self, id: FrameId, answer: &Answer) -> bool {
        let Some(invoked) = self.frames[id].invoked() else {
            return true;
        };
        let resource = &invoked.call.resource;
        match answer {
            Answer::Submitted(_) => resource.pattern().goes_on() && !invoked.taken,
            Answer::Started(_) => matches!(resource, Resource::Activity(_)) && !invoked.taken,
            Answer::Returned(_) | Answer::Failed(_) | Answer::NoSuchFunction => {
                resource.calls_function() && !invoked.taken
            }
            Answer::Heartbeat | Answer::Succeeded(_) | Answer::Refused(_) | Answer::TimedOut => {
                true
            }
        }
    }

    /// Whether an answer is of a function that nobody waits for: the task token is waited for instead.
    pub(super) fn comes_too_late(&self, id: FrameId, answer: &Answer) -> bool {
        let of_function = matches!(
            answer,
            Answer::Returned(_) | Answer::Failed(_) | Answer::NoSuchFunction
        );
        let invoked = self.frames[id].invoked();
        of_function && invoked.is_some_and(|invoked| invoked.call.unattended)
    }

    /// Whether the frame's invocation ends only when its task token is sent back, or its job ends.
    pub(super) fn is_called_back(&self, id: FrameId) -> bool {
        let invoked = self.frames[id].invoked();
        invoked.is_some_and(|invoked| invoked.call.resource.pattern().goes_on())
    }

    /// How the frame's invocation calls its function, if it calls one.
    pub(super) fn form_of(&self, id: FrameId) -> Option<Form> {
        let resource = &self.frames[id].invoked()?.call.resource;
        resource.calls_function().then(|| form(resource))
    }

    /// An answer has come. It is dropped if its invocation is over: timed out, or gone with its branch.
    pub(super) fn arrived(&mut self, arrival: Arrival) {
        let id = arrival.frame;
        if let Phase::MapRun(run) = &self.frames[id].phase {
            if run.request == Some(arrival.token) {
                self.run_answered(id, arrival.verdict.of_service());
            }
            return;
        }
        let Phase::Invoked(invoked) = &self.frames[id].phase else {
            return;
        };
        if invoked.token != arrival.token {
            return;
        }
        let call = invoked.call.clone();
        match arrival.verdict {
            Verdict::Submitted(response) => self.submitted(id, response),
            Verdict::Started(worker_name) => {
                self.taken(id, Details::ActivityStarted { worker_name });
            }
            Verdict::Heartbeat => self.rest(id),
            Verdict::Returned(payload) => self.returned(id, &call, payload),
            Verdict::Succeeded(output) => self.answered(id, &call, Ok(output)),
            Verdict::Failed(payload) => self.function_failed(id, &call, &payload),
            Verdict::NoSuchFunction => self.no_such_function(id, &call),
            Verdict::Refused(details) => self.answered(id, &call, Err(Failure::new(details))),
            Verdict::TimedOut => self.answered(id, &call, Err(Failure::timeout())),
        }
    }

    /// The service has taken the call; what it was called for is still to come.
    pub(super) fn submitted(&mut self, id: FrameId, output: Payload) {
        if let Some(invoked) = self.frames[id].invoked() {
            let task = telling::task_details(&invoked.call.resource);
            self.taken(id, Details::TaskSubmitted { task, output });
        }
    }

    /// A service has taken the call, or a worker the task; that can be told only once.
    fn taken(&mut self, id: FrameId, event: Details) {
        let Phase::Invoked(invoked) = &mut self.frames[id].phase else {
            return;
        };
        if !std::mem::replace(&mut invoked.taken, true) {
            self.emit(id, event);
            self.rest(id);
        }
    }

    /// A function's answer: the task's result, or with a task token only the response of the call.
    fn returned(&mut self, id: FrameId, call: &Call, payload: Payload) {
        let output = self.delivered(call, payload);
        self.responded(id, call, output);
    }

    /// The function failed, and the task with it; of the SDK's Invoke that is an answer like another.
    fn function_failed(&mut self, id: FrameId, call: &Call, payload: &str) {
        match (form(&call.resource), call.function()) {
            (Form::Sdk, Some(function)) => {
                let response = lambda::invoked(function, payload, true);
                self.responded(id, call, response.into());
            }
            (form, _) => {
                let failed = lambda::failure(payload, form);
                self.answered(id, call, Err(Failure::new(failed)));
            }
        }
    }

    fn responded(&mut self, id: FrameId, call: &Call, output: Payload) {
        if call.resource.pattern().goes_on() {
            self.submitted(id, output);
        } else {
            self.answered(id, call, Ok(output));
        }
    }

    fn delivered(&self, call: &Call, payload: Payload) -> Payload {
        match (form(&call.resource), call.function()) {
            (Form::Invoke, Some(function)) => lambda::envelope(&Delivery {
                function,
                payload: &payload,
                request_id: &call.request_id,
                at: self.clock,
            })
            .into(),
            (Form::Sdk, Some(function)) => lambda::invoked(function, payload.text(), false).into(),
            (Form::Invoke | Form::Sdk, None) | (Form::Direct, _) => payload,
        }
    }

    fn no_such_function(&mut self, id: FrameId, call: &Call) {
        if let Some(function) = call.function() {
            let of = (form(&call.resource), &*call.request_id);
            let missing = lambda::not_found(function, of);
            self.answered(id, call, Err(Failure::new(missing)));
        }
    }

    /// An invocation has ended.
    fn answered(&mut self, id: FrameId, call: &Call, result: Result<Payload, Failure>) {
        self.stop_clock(id);
        let too_large = |output: &Payload| output.size() > MAX_PAYLOAD;
        let result = match result {
            Ok(output) if too_large(&output) => Err(Failure::task_too_large(call.name())),
            result => result,
        };
        self.attempt_ended(id, call, result);
    }

    fn stop_clock(&mut self, id: FrameId) {
        if let Phase::Invoked(invoked) = &mut self.frames[id].phase
            && let Some(alarm) = invoked.alarm.take()
        {
            self.agenda.clear_alarm(alarm);
        }
    }

    /// The invocation is alive: the time until the next heartbeat begins anew.
    pub(super) fn rest(&mut self, id: FrameId) {
        self.stop_clock(id);
        let clock = self.clock;
        let Some(invoked) = self.frames[id].invoked() else {
            return;
        };
        let heartbeat = invoked.call.heartbeat.filter(|_| invoked.can_beat());
        let beat = heartbeat.map(|seconds| clock.plus_seconds(clamp(seconds)));
        let until = invoked.deadline.into_iter().chain(beat).min();
        let alarm = until.map(|at| self.wake(id, at));
        if let Phase::Invoked(invoked) = &mut self.frames[id].phase {
            invoked.alarm = alarm;
        }
    }

    /// The task's `TimeoutSeconds` have passed, or its `HeartbeatSeconds` without a heartbeat.
    pub(super) fn task_timed_out(&mut self, id: FrameId, invoked: &Invoked) {
        if self.agenda.cancel(invoked.token) {
            self.request(Output::Cancel(invoked.token));
        }
        let in_time = invoked.deadline.is_none_or(|at| self.clock < at);
        let failure = if in_time {
            Failure::missed_heartbeat()
        } else {
            Failure::timeout()
        };
        self.attempt_ended(id, &invoked.call, Err(failure));
    }

    /// Writes down how the attempt ended; what follows from it is for a later turn.
    pub(super) fn attempt_ended(
        &mut self,
        id: FrameId,
        call: &Call,
        result: Result<Payload, Failure>,
    ) {
        let event = match &result {
            Ok(output) => telling::succeeded(&call.resource, output.clone()),
            Err(failure) if failure.is_timeout() => {
                telling::timed_out(&call.resource, failure.details.clone())
            }
            Err(failure) => telling::failed(&call.resource, failure.details.clone()),
        };
        self.emit(id, event);
        self.requeue(id, Phase::Ended(result));
    }
}

/// How a function is called: other services and activities have no say in it.
pub(super) fn form(resource: &Resource) -> Form {
    match resource {
        Resource::LambdaInvoke(_) => Form::Invoke,
        Resource::Service(integration) if integration.calls_functions() => Form::Sdk,
        Resource::Lambda(_) | Resource::Service(_) | Resource::Activity(_) => Form::Direct,
    }
}
