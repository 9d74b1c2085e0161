//! The context object `$$`, with its members in AWS's order (`asl.md` section 9).

use super::Execution;
use super::frame::{FrameId, Item, Visit};
use crate::machine::{Kind, State};
use crate::query::Env;
use crate::value::{Object, Value};
use std::rc::Rc;

impl Execution {
    /// Evaluates expressions on `input` in the frame's visit.
    pub(super) fn evaluate<T>(
        &self,
        id: FrameId,
        input: &Value,
        work: impl FnOnce(&Env<'_>) -> T,
    ) -> T {
        self.evaluate_for(id, self.frames[id].item.as_ref(), input, work)
    }

    /// Evaluates expressions for one item of a Map.
    pub(super) fn evaluate_for<T>(
        &self,
        id: FrameId,
        item: Option<&Item>,
        input: &Value,
        work: impl FnOnce(&Env<'_>) -> T,
    ) -> T {
        work(&Env {
            input,
            context: &|| self.context_object(id, item),
            variable: &|_| None,
            random: &|| self.random.unit(),
        })
    }

    /// The context object as the frame sees it. It is made when an expression asks for it.
    fn context_object(&self, id: FrameId, item: Option<&Item>) -> Value {
        let visit = &self.frames[id].visit;
        let state = self.machine.state(visit.state);
        let context = Object::new()
            .with("Execution", self.execution_member())
            .with("StateMachine", self.machine_member())
            .with("State", state_member(state, visit));
        match item {
            Some(item) => context.with("Map", map_member(item)).into(),
            None => context.into(),
        }
    }

    fn execution_member(&self) -> Object {
        Object::new()
            .with("Id", self.settings.execution_arn())
            .with("Input", self.input.value().clone())
            .with("StartTime", self.started.to_iso())
            .with(
                "Name",
                Value::String(Rc::clone(&self.settings.execution_name)),
            )
            .with("RoleArn", Value::String(Rc::clone(&self.settings.role_arn)))
            .with("RedriveCount", 0_i64)
    }

    fn machine_member(&self) -> Object {
        Object::new().with("Id", self.settings.machine_arn()).with(
            "Name",
            Value::String(Rc::clone(&self.settings.machine_name)),
        )
    }
}

fn state_member(state: &State, visit: &Visit) -> Object {
    let member = Object::new()
        .with("Name", Value::String(Rc::clone(&state.name)))
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
    Object::new().with(
        "Item",
        Object::new()
            .with("Index", index)
            .with("Value", item.value.clone()),
    )
}
