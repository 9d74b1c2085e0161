//! The context object `$$`, with its members in AWS's order (`asl.md` section 9).

use super::alone::STATE_NAME;
use super::frame::{FrameId, Item, Visit};
use super::histories::{Identity, Told};
use super::{Execution, Mode};
use crate::history::HistoryId;
use crate::machine::{Kind, State};
use crate::query::Env;
use crate::value::{Object, Value};
use std::rc::Rc;

/// The data that expressions see at a stage.
pub(super) struct Seen<'a> {
    /// `$`, or `$states.input`.
    pub input: &'a Value,
    /// `$states.result`
    pub result: Option<&'a Value>,
    /// `$states.errorOutput`
    pub error_output: Option<&'a Value>,
}

impl<'a> Seen<'a> {
    /// The input alone.
    pub fn input(input: &'a Value) -> Self {
        Self {
            input,
            result: None,
            error_output: None,
        }
    }
}

impl Execution {
    /// Evaluates expressions on `input` in the frame's visit.
    pub(super) fn evaluate<T>(
        &self,
        id: FrameId,
        input: &Value,
        work: impl FnOnce(&Env<'_>) -> T,
    ) -> T {
        self.evaluate_seeing(id, &Seen::input(input), work)
    }

    /// Evaluates expressions for one item of a Map.
    pub(super) fn evaluate_for<T>(
        &self,
        id: FrameId,
        item: Option<&Item>,
        input: &Value,
        work: impl FnOnce(&Env<'_>) -> T,
    ) -> T {
        self.evaluate_item(id, item, &Seen::input(input), work)
    }

    /// Evaluates expressions that see more than the input.
    pub(super) fn evaluate_seeing<T>(
        &self,
        id: FrameId,
        seen: &Seen<'_>,
        work: impl FnOnce(&Env<'_>) -> T,
    ) -> T {
        self.evaluate_item(id, self.frames[id].item.as_ref(), seen, work)
    }

    fn evaluate_item<T>(
        &self,
        id: FrameId,
        item: Option<&Item>,
        seen: &Seen<'_>,
        work: impl FnOnce(&Env<'_>) -> T,
    ) -> T {
        work(&Env {
            input: seen.input,
            result: seen.result,
            error_output: seen.error_output,
            context: &|| self.context_object(id, item),
            variable: &|name| self.variable_of(id, name),
            random: &|| self.random.unit(),
            now: self.clock,
        })
    }

    /// The context object as the frame sees it. It is made when an expression asks for it.
    fn context_object(&self, id: FrameId, item: Option<&Item>) -> Value {
        let frame = &self.frames[id];
        let told = self.histories.get(frame.history);
        let identity = &told.identity;
        let visit = &frame.visit;
        let state = self.machine.state(visit.state);
        let given = self.lone.as_ref().map(|lone| &lone.alone.context);
        let mut context = match given {
            Some(Some(context)) => context.as_object().cloned().unwrap_or_default(),
            Some(None) => self.lone_context(identity, state, visit),
            None => Object::new()
                .with("Execution", self.execution_member(told))
                .with("StateMachine", self.machine_member(identity))
                .with("State", state_member(state, &state.name, visit)),
        };
        if let Some(item) = item {
            context.insert("Map", map_member(item));
        }
        // A context object that was given stands as it is.
        let own = visit.task_token.as_ref();
        if let Some(token) = own.filter(|_| !matches!(given, Some(Some(_)))) {
            let token = Value::String(Rc::clone(token));
            context.insert("Task", Object::new().with("Token", token));
        }
        context.into()
    }

    /// What the context object has outside of any state, `Execution` and `StateMachine`, in the execution
    /// that a history belongs to.
    pub fn context_around(&self, history: HistoryId) -> Option<Object> {
        let told = self.histories.find(history)?;
        Some(
            Object::new()
                .with("Execution", self.execution_member(told))
                .with("StateMachine", self.machine_member(&told.identity)),
        )
    }

    /// The context object of a state on its own: that of an express execution, with generated names.
    fn lone_context(&self, who: &Identity, state: &State, visit: &Visit) -> Object {
        let settings = &self.settings;
        let role = match &*settings.role_arn {
            "" => Value::Null,
            role => Value::from(role),
        };
        let member = state_member(state, STATE_NAME, visit);
        let execution = Object::new()
            .with("Id", settings.express_arn())
            .with("Input", who.input.value().clone())
            .with("Name", Value::String(Rc::clone(&who.name)))
            .with("RoleArn", role)
            .with("StartTime", who.started.to_iso());
        Object::new()
            .with("Execution", execution)
            .with("StateMachine", self.machine_member(who))
            .with("State", member)
    }

    /// The members' order, and whether a redrive can be counted, depend on how it is kept (recorded).
    fn execution_member(&self, told: &Told) -> Object {
        let who = &told.identity;
        let text = |text: &Rc<str>| Value::String(Rc::clone(text));
        let (name, role) = (text(&who.name), text(&self.settings.role_arn));
        let start = who.started.to_iso();
        let arn = self
            .settings
            .arn_in(&who.mode, &who.machine_name, &who.name);
        let member = Object::new()
            .with("Id", arn)
            .with("Input", who.input.value().clone());
        let redrives = i64::from(told.redrives);
        match &who.mode {
            Mode::Standard => {
                let member = member
                    .with("StartTime", start)
                    .with("Name", name)
                    .with("RoleArn", role)
                    .with("RedriveCount", redrives);
                match told.redriven_at {
                    Some(at) => member.with("RedriveTime", at.to_iso()),
                    None => member,
                }
            }
            Mode::Express { synchronous, .. } => {
                let member = member
                    .with("Name", name)
                    .with("RoleArn", role)
                    .with("StartTime", start);
                if *synchronous {
                    member
                } else {
                    member.with("RedriveCount", redrives)
                }
            }
        }
    }

    fn machine_member(&self, who: &Identity) -> Object {
        Object::new()
            .with("Id", self.settings.machine_arn_of(&who.machine_name))
            .with("Name", Value::String(Rc::clone(&who.machine_name)))
    }
}

fn state_member(state: &State, name: &str, visit: &Visit) -> Object {
    let member = Object::new()
        .with("Name", name)
        .with("EnteredTime", visit.entered_at.to_iso());
    match state.kind {
        Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_) => {
            member.with("RetryCount", i64::from(visit.attempt))
        }
        Kind::Pass(_) | Kind::Choice(_) | Kind::Wait(_) | Kind::Succeed | Kind::Fail(_) => member,
    }
}

fn map_member(item: &Item) -> Object {
    let index = i64::try_from(item.index).unwrap_or(i64::MAX);
    let mut member = Object::new().with("Index", index);
    if let Some(key) = &item.key {
        member.insert("Key", Value::String(Rc::clone(key)));
    }
    member.insert("Value", item.value.clone());
    if let Some(source) = &item.source {
        member.insert("Source", Value::String(Rc::clone(source)));
    }
    Object::new().with("Item", member)
}
