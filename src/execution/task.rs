//! The Task state: an attempt is scheduled, started, answered, and then acted upon.

use super::call::{Call, Terms, completed};
use super::engine::clamp;
use super::failure::Failure;
use super::frame::{FrameId, Invoked, Phase};
use super::io::MAX_PAYLOAD;
use super::telling;
use super::{Execution, Invocation, Output};
use crate::machine::{Resource, Seconds, State, Task};
use crate::query::{Template, Wanted, shown};
use crate::service::lambda;
use crate::value::{Payload, Value};
use std::rc::Rc;

impl Execution {
    /// An attempt: the input is made and the task scheduled. It starts when all other frames that
    /// are ready have had their turn.
    pub(super) fn schedule_task(
        &mut self,
        id: FrameId,
        state: &State,
        task: &Task,
    ) -> Result<(), Failure> {
        self.activity_exists(id, &task.resource)?;
        self.renew_task_token(id, &task.resource);
        let input = self.effective_input(id, state)?;
        let timeout = self.seconds(id, task.timeout.as_ref(), "TimeoutSeconds", input.value())?;
        let heartbeat = self.seconds(
            id,
            task.heartbeat.as_ref(),
            "HeartbeatSeconds",
            input.value(),
        )?;
        let role_arn = self.task_role(id, task, input.value())?;
        let payload = completed(&task.resource, self.parameters(id, state, input)?);
        if let Some(mocked) = self.mocked() {
            self.requeue(id, Phase::Ended(mocked));
            return Ok(());
        }
        let terms = Terms {
            timeout,
            heartbeat,
            role_arn,
        };
        let call = self.call(id, &task.resource, &payload, &terms)?;
        if payload.size() > MAX_PAYLOAD {
            return Err(Failure::task_too_large(call.name()));
        }
        self.emit(
            id,
            telling::scheduled(&task.resource, payload, &terms, &self.settings),
        );
        self.requeue(id, Phase::Scheduled(Box::new(call)));
        Ok(())
    }

    /// What `$$.Task.Token` is in this attempt: whoever is waited for needs a name for the task.
    fn renew_task_token(&mut self, id: FrameId, resource: &Resource) {
        let needed = resource.pattern().goes_on();
        self.frames[id].visit.task_token = needed.then(|| self.random.task_token());
    }

    /// The work begins, if it can.
    pub(super) fn start_task(&mut self, id: FrameId, call: Call) {
        if let Some(started) = telling::started(&call.resource) {
            self.emit(id, started);
        }
        let work = match &call.work {
            Ok(work) => work.clone(),
            Err(refusal) => {
                let refused = Err(Failure::new(refusal.clone()));
                return self.attempt_ended(id, &call, refused);
            }
        };
        let token = self.agenda.give_token(id);
        self.keep_task_token(token, &work);
        let visit = &self.frames[id].visit;
        let invocation = Invocation {
            token,
            state: visit.state,
            visit: visit.entered,
            attempt: visit.attempt,
            request_id: Rc::clone(&call.request_id),
            work,
        };
        self.request(Output::Invoke(invocation));
        let (timeout, unattended) = (call.timeout, call.unattended);
        if unattended && !call.resource.pattern().goes_on() {
            self.agenda.cancel(token);
            return self.attempt_ended(id, &call, Ok(lambda::accepted().into()));
        }
        let invoked = Invoked {
            call,
            token,
            deadline: timeout.map(|seconds| self.clock.plus_seconds(clamp(seconds))),
            alarm: None,
            taken: false,
        };
        self.block(id, Phase::Invoked(Box::new(invoked)));
        self.rest(id);
        if unattended {
            self.submitted(id, lambda::accepted().into());
        }
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
            Some(Seconds::Formula(formula)) => {
                let seconds = self.formula_natural(id, formula)?;
                if seconds == 0 {
                    let zero = Value::from(0_i64);
                    let failure = formula.unexpected("positive integer", &zero);
                    return Err(self.query_failure(id, &failure));
                }
                Ok(Some(seconds))
            }
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
        let given = self
            .evaluate(id, data, |env| credentials.evaluate(env))
            .map_err(|failure| self.query_failure(id, &failure))?;
        let role = given.get("RoleArn").and_then(Value::as_str);
        role.map(|role| Some(Rc::from(role)))
            .ok_or_else(|| self.no_role(id, credentials, &given))
    }

    /// Credentials without a role: the task must not run as another. In JSONata an expression of the
    /// wrong kind is told as in any field that takes a text.
    fn no_role(&self, id: FrameId, credentials: &Template, given: &Value) -> Failure {
        let role = given.get("RoleArn").unwrap_or(&Value::Null);
        let (location, wanted, found) = match given.as_object() {
            Some(_) => ("Credentials/RoleArn", Wanted::String, role),
            None => ("Credentials", Wanted::Object, given),
        };
        let formulas = credentials.formulas();
        let formula = formulas
            .into_iter()
            .find(|formula| **formula.location() == *location);
        if let Some(formula) = formula {
            let failure = formula.unexpected(wanted.name(), found);
            return self.query_failure(id, &failure);
        }
        let found = shown(found);
        // AWS's words are not recorded.
        let words = format!("The RoleArn of the Credentials is not a text: {found}");
        self.runtime(id, &words)
    }
}
