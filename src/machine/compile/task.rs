//! Task states.

use super::block::MAX_SECONDS;
use super::checker::Checker;
use super::jsonata::Sees;
use super::place::Place;
use crate::machine::problem::TaskProblem;
use crate::machine::{Seconds, Task};
use crate::query::Template;
use crate::text::Node;

impl<'a> Checker<'a> {
    /// A Task state.
    pub fn task(&mut self, id: usize, node: &'a Node) -> Option<Task> {
        let at = Place::State(id);
        let name = &self.outline.states[id].name.span;
        self.require(&at, node, name, &["Resource"]);
        let resource = self.resource(id, node);
        if let Some(resource) = &resource {
            self.integration_parameters(&at, node, resource);
        }
        let timeout = self.seconds(&at, node, "TimeoutSeconds", "TimeoutSecondsPath");
        let heartbeat = self.seconds(&at, node, "HeartbeatSeconds", "HeartbeatSecondsPath");
        self.heartbeat_fits(&at, node, timeout.as_ref(), heartbeat.as_ref());
        let credentials = self.credentials(&at, node);
        Some(Task {
            resource: resource?,
            timeout,
            heartbeat,
            credentials,
        })
    }

    fn seconds(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        literal: &'static str,
        path: &'static str,
    ) -> Option<Seconds> {
        if self.is_formula(node, literal) {
            let formula = self.formula(at, node, literal, Sees::Input);
            return formula.map(Seconds::Formula);
        }
        self.exclude(at, node, &[literal, path]);
        let number = self.natural(at, node, literal, 1..=MAX_SECONDS);
        let path = self.reference(at, node, path);
        number.map(Seconds::Literal).or(path.map(Seconds::Path))
    }

    fn heartbeat_fits(
        &mut self,
        at: &Place<'_>,
        node: &Node,
        timeout: Option<&Seconds>,
        heartbeat: Option<&Seconds>,
    ) {
        let (Some(Seconds::Literal(timeout)), Some(Seconds::Literal(heartbeat))) =
            (timeout, heartbeat)
        else {
            return;
        };
        if heartbeat < timeout {
            return;
        }
        if let Some(member) = node.get("HeartbeatSeconds") {
            let place = at.field("HeartbeatSeconds");
            let kind = TaskProblem::HeartbeatTooLong;
            let longest = timeout.checked_sub(1).filter(|seconds| *seconds > 0);
            let fix = longest.map(|seconds| seconds.to_string());
            self.tell_fix(&place, &member.value.span, &kind, fix);
        }
    }

    /// `Credentials`: an object with `RoleArn`, or an expression that gives one.
    fn credentials(&mut self, at: &Place<'_>, node: &'a Node) -> Option<Template> {
        if self.is_formula(node, "Credentials") {
            return self.data(at, node, "Credentials", Sees::Input);
        }
        let key = &node.get("Credentials")?.key;
        let object = self.object(at, node, "Credentials")?;
        if object.get("RoleArn").is_none() && object.get("RoleArn.$").is_none() {
            let place = at.field("Credentials");
            self.tell(&place, &key.span, &TaskProblem::NoRoleArn);
            return None;
        }
        self.payload(at, node, "Credentials", "Credentials")
    }
}
