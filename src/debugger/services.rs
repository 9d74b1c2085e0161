//! Who answers when a Task calls a service: a stand-in, where one knows the answer, or the person.

use super::family::{Family, RunId};
use super::tape::Stood;
use super::view::ObjectRow;
use crate::control::nested;
use crate::execution::{Answer, Execution, Invocation, ServiceCall, Token, TokenRefusal};
use crate::machine::Pattern;
use crate::project::StoredObject;
use crate::service::standin::{Request, World};
use crate::value::{Timestamp, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The services of one run.
#[derive(Clone, Debug, Default)]
pub struct Services {
    world: World,
    written: Vec<Written>,
    /// The calls that were answered without asking anybody.
    stood: Vec<Stood>,
}

/// An object that the run wrote or deleted.
#[derive(Clone, Debug, PartialEq)]
struct Written {
    /// How many entries all executions had told.
    position: usize,
    /// Bucket and key.
    name: String,
    /// Its text; `None` when it was deleted.
    text: Option<Rc<str>>,
}

/// What a call leads to: its own answer, and what another task is told by it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// `None` when nobody here knows it.
    pub own: Option<Answer>,
    /// SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat answer for others.
    pub other: Option<((RunId, Token), Answer)>,
}

impl Services {
    /// The services as a run finds them: these objects lie in their buckets.
    pub fn new(objects: &[StoredObject], at: Timestamp) -> Self {
        let mut services = Self::default();
        for object in objects {
            let (bucket, key) = object.place();
            let store = services.world.store();
            store.put(bucket, key, object.text.as_str(), at);
        }
        services
    }

    /// What had been written when all executions had told so many entries, by bucket and key.
    pub fn written(&self, position: usize) -> Vec<ObjectRow> {
        let until = self.written.iter();
        let until = until.filter(|written| written.position < position);
        let last: BTreeMap<_, _> = until.map(|one| (&one.name, &one.text)).collect();
        let row = |(name, text): (&String, &Option<Rc<str>>)| {
            text.as_ref().map(|text| ObjectRow {
                name: name.clone(),
                text: text.to_string(),
            })
        };
        last.into_iter().filter_map(row).collect()
    }

    /// A call was answered without asking anybody.
    pub fn note(&mut self, stood: Stood) {
        self.stood.push(stood);
    }

    /// The calls that were answered without asking anybody.
    pub fn stood(&self) -> &[Stood] {
        &self.stood
    }

    /// Keeps what a call changed in a bucket.
    fn keep(&mut self, call: &ServiceCall, position: usize) {
        let changes = ["putObject", "deleteObject"].contains(&&*call.integration.api);
        let parameters = call.parameters.value();
        let text = |name: &str| parameters.get(name).and_then(Value::as_str);
        if let (true, Some(bucket), Some(key)) = (changes, text("Bucket"), text("Key")) {
            let text = self.world.store().text(bucket, key).cloned();
            self.written.push(Written {
                position,
                name: format!("{bucket}/{key}"),
                text,
            });
        }
    }

    /// What a stand-in answers to a call of an execution that has told so many entries.
    pub fn answer(
        &mut self,
        invocation: &Invocation,
        call: &ServiceCall,
        (tasks, position): (&dyn Tasks, usize),
        at: Timestamp,
    ) -> Answers {
        let integration = &call.integration;
        let request = Request {
            integration,
            parameters: call.parameters.value(),
            request_id: &invocation.request_id,
            at,
        };
        if &*integration.service == "aws-sdk:sfn" {
            return send_task(&request, tasks).unwrap_or_default();
        }
        let reply = self.world.call(&request);
        self.keep(call, position);
        let own = reply.map(|reply| match reply {
            Err(refusal) => Answer::Refused(refusal),
            Ok(response) if integration.pattern == Pattern::RequestResponse => {
                Answer::Succeeded(response.to_json().into())
            }
            Ok(response) => Answer::Submitted(response.to_json().into()),
        });
        Answers { own, other: None }
    }
}

/// Where tasks wait for their tokens.
pub trait Tasks {
    /// The task of a token, and whose it is.
    ///
    /// # Errors
    /// Nobody waits for it.
    fn task_of(&self, token: &str) -> Result<(RunId, Token), TokenRefusal>;
}

impl Tasks for Execution {
    fn task_of(&self, token: &str) -> Result<(RunId, Token), TokenRefusal> {
        let token = self.task(token)?;
        Ok((RunId::default(), token))
    }
}

impl Tasks for Family {
    fn task_of(&self, token: &str) -> Result<(RunId, Token), TokenRefusal> {
        let mut refusal = TokenRefusal::InvalidToken;
        for (id, member) in self.all() {
            let Some(execution) = member.run.execution() else {
                continue;
            };
            match execution.task(token) {
                Ok(token) => return Ok((id, token)),
                Err(TokenRefusal::InvalidToken) => {}
                Err(gone) => refusal = gone,
            }
        }
        Err(refusal)
    }
}

/// A task that sends the token of another one. Whether anybody waits for it is asked first (recorded).
fn send_task(request: &Request<'_>, tasks: &dyn Tasks) -> Option<Answers> {
    let said = nested::said(request)?;
    let token = request
        .parameters
        .get("TaskToken")
        .and_then(Value::as_str)?;
    let found = tasks.task_of(token);
    let found = found.map_err(|refusal| nested::no_such_task(&refusal));
    let told = found.and_then(|task| Ok((task, said?)));
    let own = match &told {
        Ok(_) => Answer::Succeeded("{}".into()),
        Err(refused) => Answer::Refused(nested::refusal(request, refused)),
    };
    Some(Answers {
        own: Some(own),
        other: told.ok(),
    })
}
