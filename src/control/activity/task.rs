//! GetActivityTask, and what workers and callbacks say of tasks: SendTaskSuccess, SendTaskFailure,
//! SendTaskHeartbeat.

use crate::control::Control;
use crate::control::error::{Answered, ApiError, Code};
use crate::control::fields::{self, Fields};
use crate::control::nested::no_such_task;
use crate::control::plane::nothing;
use crate::execution::{Answer, Fault, TokenRefusal};
use crate::history::ExecutionDetails;
use crate::value::{Object, Timestamp, Value};
use std::rc::Rc;

impl Control {
    /// Hands out the task that waits longest; `{}` when none waits. The service would wait for one for a
    /// minute: a host that wants to asks again.
    pub(in crate::control) fn activity_task(
        &mut self,
        request: Fields<'_>,
        now: Timestamp,
    ) -> Answered {
        let arn = request.demanded("activityArn");
        let _ = self.activity_of(arn)?;
        let worker = request.text("workerName").map(Rc::from);
        for run in &mut self.runs {
            let waiting = run
                .tasks
                .iter()
                .position(|(_, task)| *task.activity == *arn);
            let Some(place) = waiting else { continue };
            let (token, task) = run.tasks.remove(place);
            let _ = run.execution.answer(token, Answer::Started(worker), now);
            return Ok(Object::new()
                .with("taskToken", &*task.task_token)
                .with("input", &**task.input.text())
                .into());
        }
        nothing()
    }

    pub(in crate::control) fn send_task_success(
        &mut self,
        request: Fields<'_>,
        now: Timestamp,
    ) -> Answered {
        let output = request.demanded("output");
        let answer = fields::output(output).map(|()| Answer::Succeeded(Rc::from(output)));
        self.tell_task(request, answer, now)
    }

    pub(in crate::control) fn send_task_failure(
        &mut self,
        request: Fields<'_>,
        now: Timestamp,
    ) -> Answered {
        let details = ExecutionDetails {
            error: request.text("error").map(Rc::from),
            cause: request.text("cause").map(Rc::from),
        };
        self.tell_task(request, Ok(Answer::Refused(details)), now)
    }

    pub(in crate::control) fn send_task_heartbeat(
        &mut self,
        request: Fields<'_>,
        now: Timestamp,
    ) -> Answered {
        self.tell_task(request, Ok(Answer::Heartbeat), now)
    }

    /// Answers the task of a token, in whatever execution it is. Whether there is one is asked before the
    /// answer is looked at (recorded of the SDK's integration).
    fn tell_task(
        &mut self,
        request: Fields<'_>,
        answer: Answered<Answer>,
        now: Timestamp,
    ) -> Answered<Value> {
        let task_token = request.demanded("taskToken");
        for run in &mut self.runs {
            match run.execution.task(task_token) {
                Ok(token) => {
                    let told = run.execution.answer(token, answer?, now);
                    return told.map_err(|fault| gone(&fault)).and_then(|()| nothing());
                }
                Err(TokenRefusal::InvalidToken) => {}
                Err(refusal @ TokenRefusal::TaskTimedOut { .. }) => {
                    return Err(no_such_task(&refusal));
                }
            }
        }
        Err(no_such_task(&TokenRefusal::InvalidToken))
    }
}

/// A task that its execution does not wait for any more.
fn gone(fault: &Fault) -> ApiError {
    ApiError::new(
        Code::TaskDoesNotExist,
        format!("Task Does Not Exist: '{fault}'"),
    )
}
