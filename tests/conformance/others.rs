//! Whoever an example's tasks need besides functions: stand-ins for services, a child machine, workers,
//! and those who send task tokens back.

use super::answers::{Answers, START};
use super::definitions::machine;
use super::handlers::Handlers;
use super::host::run;
use super::recorded::outcome;
use asl::execution::{ActivityTask, Answer, Invocation, ServiceCall, Settings, Token, Work};
use asl::history::{Event, ExecutionDetails};
use asl::service::standin::{Request, World};
use asl::value::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub struct Others<'a> {
    functions: Handlers,
    world: World,
    example: &'a Value,
    settings: Settings,
    /// Invocations that a service or a worker has taken.
    taken: BTreeSet<Token>,
}

impl<'a> Others<'a> {
    pub fn of(example: &'a Value, functions: Handlers, settings: Settings) -> Self {
        Self {
            functions,
            world: World::default(),
            example,
            settings,
            taken: BTreeSet::new(),
        }
    }

    fn action(&self) -> &'a Value {
        &self.example["actions"][0]
    }

    fn serve(&mut self, invocation: &Invocation, call: &ServiceCall) -> Result<Answer, String> {
        let goes_on = call.integration.pattern.goes_on();
        if !self.example["childStateMachine"].is_null() {
            return self.child(invocation, call);
        }
        let reply = self.world.call(&Request {
            integration: &call.integration,
            parameters: call.parameters.value(),
            request_id: &invocation.request_id,
            at: START,
        });
        match reply.ok_or("nobody stands in for it")? {
            Ok(response) if goes_on => Ok(Answer::Submitted(response.to_json().into())),
            Ok(response) => Ok(Answer::Succeeded(response.to_json().into())),
            Err(refusal) => Ok(Answer::Refused(refusal)),
        }
    }

    /// Starts the child, and when asked again tells how it ended.
    fn child(&mut self, invocation: &Invocation, call: &ServiceCall) -> Result<Answer, String> {
        if !self.taken.contains(&invocation.token) {
            return Ok(Answer::Submitted(r#"{"ExecutionArn":"child"}"#.into()));
        }
        let definition = self.example["childStateMachine"].to_string();
        let machine = machine(&definition).map_err(|_| "the child's definition is refused")?;
        let input = call.parameters.value().get("Input");
        let input = input.map_or_else(|| "{}".to_owned(), asl::value::Value::to_json);
        let ended = run(machine, &input, self.settings.clone(), &mut Nobody)?;
        let ended = outcome(&ended);
        let described = json!({"Output": ended["output"], "Status": ended["status"]});
        Ok(Answer::Succeeded(described.to_string().into()))
    }

    /// Whether the example's action is about this task.
    fn is_meant(&self, task: &ActivityTask) -> bool {
        let action = self.action();
        let target = action["state"].as_str().or(action["item"].as_str());
        target.is_some_and(|target| task.input.text().contains(&format!("\"{target}\"")))
    }

    fn acted(&self) -> Option<Answer> {
        let action = self.action();
        let text = |key: &str| action[key].as_str().map(Into::into);
        match action["do"].as_str()? {
            "SendTaskSuccess" => Some(Answer::Succeeded(text("output")?)),
            "SendTaskFailure" => Some(Answer::Refused(ExecutionDetails {
                error: text("error"),
                cause: text("cause"),
            })),
            _ => None,
        }
    }

    /// Takes tasks that nobody has taken, first the one that the action is about.
    fn take(&mut self, open: &[Invocation]) -> Result<Option<(usize, Answer)>, String> {
        let mut fresh = (0..open.len())
            .filter(|at| !self.taken.contains(&open[*at].token))
            .collect::<Vec<_>>();
        fresh.sort_by_key(
            |at| !matches!(&open[*at].work, Work::Activity(task) if self.is_meant(task)),
        );
        for at in fresh {
            let answer = match &open[at].work {
                Work::Function(_) => continue,
                Work::Service(call) => self.serve(&open[at], call)?,
                Work::Activity(_) => Answer::Started(None),
            };
            self.taken.insert(open[at].token);
            return Ok(Some((at, answer)));
        }
        Ok(None)
    }
}

impl Answers for Others<'_> {
    fn answer(
        &mut self,
        open: &[Invocation],
        now: Timestamp,
    ) -> Result<Vec<(usize, Answer)>, String> {
        if let Some(taken) = self.take(open)? {
            return Ok(vec![taken]);
        }
        for (at, invocation) in open.iter().enumerate() {
            let answer = match &invocation.work {
                Work::Function(_) => None,
                Work::Service(call) if self.example["childStateMachine"].is_null() => {
                    call.task_token.as_ref().and_then(|_| self.acted())
                }
                Work::Service(call) => Some(self.child(invocation, call)?),
                Work::Activity(task) => self.is_meant(task).then(|| self.acted()).flatten(),
            };
            if let Some(answer) = answer {
                return Ok(vec![(at, answer)]);
            }
        }
        self.functions.answer(open, now)
    }

    fn stops_after(&self, event: &Event) -> Option<ExecutionDetails> {
        self.functions.stops_after(event)
    }
}

/// Answers nothing.
struct Nobody;

impl Answers for Nobody {
    fn answer(&mut self, _: &[Invocation], _: Timestamp) -> Result<Vec<(usize, Answer)>, String> {
        Ok(Vec::new())
    }
}
