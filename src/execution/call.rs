//! One attempt's call, made of a Task's resource and its payload.

use super::answering::form;
use super::failure::Failure;
use super::frame::FrameId;
use super::invocation::{ActivityTask, FunctionCall, ServiceCall};
use super::{Execution, Work};
use crate::history::ExecutionDetails;
use crate::machine::{Integration, LambdaArn, Pattern, Resource};
use crate::service::lambda::{self, Form, Home};
use crate::service::parameters;
use crate::value::{Payload, Value};
use std::rc::Rc;

/// One attempt's call.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    /// The Task's resource.
    pub resource: Resource,
    /// What is to be done, or why it cannot be.
    pub work: Result<Work, ExecutionDetails>,
    /// `TimeoutSeconds`.
    pub timeout: Option<u64>,
    /// `HeartbeatSeconds`, where it means something.
    pub heartbeat: Option<u64>,
    /// Whether nobody waits for the function: `"InvocationType": "Event"`.
    pub unattended: bool,
    /// Its request id.
    pub request_id: Rc<str>,
}

impl Call {
    /// What AWS calls the task in `States.DataLimitExceeded`: a service by its name, all else by its ARN.
    pub fn name(&self) -> &str {
        match &self.resource {
            Resource::Lambda(function) => &function.arn,
            Resource::LambdaInvoke(_) => "lambda",
            Resource::Service(integration) => &integration.service,
            Resource::Activity(arn) => arn,
        }
    }

    /// The function it calls, if it is one that can be called.
    pub fn function(&self) -> Option<&LambdaArn> {
        let work = self.work.as_ref().ok()?;
        work.function().map(|call| &call.function)
    }
}

/// Only those who send heartbeats can miss one; elsewhere the field is only told (recorded).
fn heartbeats(resource: &Resource) -> bool {
    match resource {
        Resource::Activity(_) => true,
        Resource::Lambda(_) | Resource::LambdaInvoke(_) | Resource::Service(_) => {
            resource.pattern() == Pattern::WaitForTaskToken
        }
    }
}

/// What a Task gives for its call besides the payload.
pub(super) struct Terms {
    pub timeout: Option<u64>,
    pub heartbeat: Option<u64>,
    pub role_arn: Option<Rc<str>>,
}

/// The parameters as they go out: ECS is told who runs a task that is waited for (recorded).
pub(super) fn completed(resource: &Resource, parameters: Payload) -> Payload {
    match resource {
        Resource::Service(integration) if is_ecs_job(integration) => {
            let mut members = parameters.value().as_object().cloned().unwrap_or_default();
            members.insert("StartedBy", "AWS Step Functions");
            Value::from(members).into()
        }
        Resource::Lambda(_)
        | Resource::LambdaInvoke(_)
        | Resource::Service(_)
        | Resource::Activity(_) => parameters,
    }
}

fn is_ecs_job(integration: &Integration) -> bool {
    (&*integration.service, &*integration.api) == ("ecs", "runTask")
        && integration.pattern == Pattern::Sync
}

impl Execution {
    /// The call of an attempt.
    pub(super) fn call(
        &self,
        id: FrameId,
        resource: &Resource,
        payload: &Payload,
        terms: &Terms,
    ) -> Result<Call, Failure> {
        let request_id = self.random.uuid();
        let role = terms.role_arn.as_deref();
        let home = &role.map_or_else(|| self.home.clone(), |role| self.home.seen_by(role));
        let mut unattended = false;
        let work = match resource {
            Resource::Lambda(function) => {
                let call = FunctionCall {
                    function: function.clone(),
                    event: Rc::clone(payload.text()),
                    task_token: None,
                    form: Form::Direct,
                };
                self.function_call(call, home, &request_id)
            }
            Resource::Activity(arn) => Ok(self.activity_task(arn, payload)),
            Resource::Service(integration) if !integration.calls_functions() => {
                Ok(self.service_call(id, integration, payload, terms)?)
            }
            Resource::LambdaInvoke(_) | Resource::Service(_) => {
                let form = form(resource);
                let request = lambda::read_request(payload.value(), home, (form, &request_id))
                    .map_err(|why| self.bad_parameters(id, payload, &why))?;
                unattended = request.unattended;
                request.function.and_then(|function| {
                    let call = FunctionCall {
                        function,
                        event: request.event,
                        task_token: self.frames[id].visit.task_token.clone(),
                        form,
                    };
                    self.function_call(call, home, &request_id)
                })
            }
        };
        Ok(Call {
            resource: resource.clone(),
            work,
            timeout: terms.timeout,
            heartbeat: terms.heartbeat.filter(|_| heartbeats(resource)),
            unattended,
            request_id,
        })
    }

    /// The function is called, if Lambda lets `home` reach it. One of the machine's own account is reached
    /// by other roles as well (recorded).
    fn function_call(
        &self,
        call: FunctionCall,
        home: &Home,
        request_id: &str,
    ) -> Result<Work, ExecutionDetails> {
        let own = call.function.account == self.home.account;
        let home = if own { &self.home } else { home };
        let refusal = lambda::unreachable(&call.function, home, (call.form, request_id));
        match refusal.filter(|_| !self.settings.answered) {
            Some(refusal) => Err(refusal),
            None => Ok(Work::Function(call)),
        }
    }

    fn service_call(
        &self,
        id: FrameId,
        integration: &Integration,
        payload: &Payload,
        terms: &Terms,
    ) -> Result<Work, Failure> {
        parameters::check(integration, payload.value())
            .map_err(|why| self.bad_parameters(id, payload, &why))?;
        let role = terms.role_arn.as_ref().unwrap_or(&self.settings.role_arn);
        let callback = integration.pattern == Pattern::WaitForTaskToken;
        let token = self.frames[id].visit.task_token.clone();
        Ok(Work::Service(ServiceCall {
            integration: integration.clone(),
            parameters: payload.clone(),
            region: Rc::clone(&self.settings.region),
            role_arn: Rc::clone(role),
            task_token: token.filter(|_| callback),
        }))
    }

    fn activity_task(&self, arn: &Rc<str>, payload: &Payload) -> Work {
        Work::Activity(ActivityTask {
            activity: Rc::clone(arn),
            input: payload.clone(),
            task_token: self.random.task_token(),
        })
    }

    fn bad_parameters(&self, id: FrameId, payload: &Payload, why: &str) -> Failure {
        let parameters = payload.value().to_json();
        self.runtime(
            id,
            &format!("The Parameters '{parameters}' could not be used to start the Task: [{why}]"),
        )
    }
}
