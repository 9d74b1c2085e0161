//! Variables: one scope for each frame, which reads those around it and assigns only its own
//! (`asl.md` section 13).

use super::Execution;
use super::context::Seen;
use super::failure::Failure;
use super::frame::{Frame, FrameId};
use crate::machine::{ScopeId, StateId};
use crate::query::Template;
use crate::value::{Object, Payload, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

/// One variable, and all that one `Assign` assigns, may have so many bytes of JSON text, names left out
/// (`quotas`).
const MAX_VARIABLE: usize = 262_144;

/// All variables of an execution together may have so many.
const MAX_TOTAL: usize = 10_485_760;

/// The variables of one frame. Cloning costs one reference count.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Variables {
    values: Rc<BTreeMap<Rc<str>, Payload>>,
    bytes: usize,
}

/// What one state assigns, in the order in which it was evaluated.
pub(super) type Assignments = Vec<(Rc<str>, Payload)>;

/// The variables of one scope as they stand: for what shows a running execution.
#[derive(Clone, Debug, PartialEq)]
pub struct ScopeVariables {
    /// The `States` object.
    pub scope: ScopeId,
    /// The Parallel or Map around it and which branch or iteration it is; none at the top level.
    pub inside: Option<(StateId, usize)>,
    /// Names and values, by name.
    pub variables: Vec<(Rc<str>, Payload)>,
}

impl Variables {
    fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name).map(Payload::value)
    }

    /// So many bytes it will have once these are assigned.
    fn bytes_with(&self, assigned: &Assignments) -> usize {
        let replaced = assigned
            .iter()
            .filter_map(|(name, _)| self.values.get(name));
        let gone: usize = replaced.map(Payload::size).sum();
        self.bytes - gone + bytes(assigned)
    }

    fn assign(&mut self, assigned: &Assignments) {
        self.bytes = self.bytes_with(assigned);
        let values = Rc::make_mut(&mut self.values);
        for (name, value) in assigned {
            values.insert(Rc::clone(name), value.clone());
        }
    }
}

fn bytes(assigned: &Assignments) -> usize {
    assigned.iter().map(|(_, value)| value.size()).sum()
}

impl Execution {
    /// The value of a variable as a frame sees it: its own, or the nearest around it.
    pub(super) fn variable_of(&self, id: FrameId, name: &str) -> Option<Value> {
        let mut at = Some(id);
        while let Some(id) = at {
            let frame = &self.frames[id];
            if let Some(value) = frame.variables.get(name) {
                return Some(value.clone());
            }
            at = frame.parent.map(|(parent, _)| parent).filter(|parent| {
                // A child execution of a distributed Map sees nothing of its parent's.
                self.frames[*parent].history == frame.history
            });
        }
        None
    }

    /// Evaluates an `Assign` with the values that the variables have had since the state was entered;
    /// the new ones count when the state is left.
    pub(super) fn assign(
        &mut self,
        id: FrameId,
        template: Option<&Template>,
        seen: &Seen<'_>,
    ) -> Result<(), Failure> {
        self.frames[id].visit.assigned = match template {
            Some(template) => self.assignments(id, template, seen)?,
            None => Assignments::new(),
        };
        Ok(())
    }

    fn assignments(
        &self,
        id: FrameId,
        template: &Template,
        seen: &Seen<'_>,
    ) -> Result<Assignments, Failure> {
        let members = self
            .evaluate_seeing(id, seen, |env| template.evaluate(env))
            .map_err(|failure| self.query_failure(id, &failure))?;
        self.bearable(id, &members)?;
        let mut assigned = Assignments::new();
        for (name, value) in members.as_object().into_iter().flat_map(Object::iter) {
            let value = self.built(id, value.clone().into())?;
            assigned.push((Rc::clone(name), value));
        }
        self.within_limits(id, &assigned)?;
        Ok(assigned)
    }

    fn within_limits(&self, id: FrameId, assigned: &Assignments) -> Result<(), Failure> {
        let state = &self.machine.state(self.frames[id].visit.state).name;
        if bytes(assigned) > MAX_VARIABLE {
            // AWS's words for one variable or one Assign that is too large are not recorded.
            let excess = bytes(assigned) - MAX_VARIABLE;
            return Err(Failure::variables_too_large(&format!(
                "Variable size limit exceeded. State '{state}' assigned variables that exceed the limit by {excess} bytes."
            )));
        }
        let frame = &self.frames[id];
        let mine = |other: &&Frame| other.history == frame.history;
        let all = self.frames.iter().filter(mine);
        let all = all.map(|frame| frame.variables.bytes);
        let total =
            all.sum::<usize>() - frame.variables.bytes + frame.variables.bytes_with(assigned);
        match total.checked_sub(MAX_TOTAL) {
            None | Some(0) => Ok(()),
            Some(excess) => Err(Failure::variables_too_large(&format!(
                "Execution total variable size limit exceeded. State '{state}' assigned variables that exceed the total execution limit by {excess} bytes."
            ))),
        }
    }

    /// What the state has assigned becomes true.
    pub(super) fn take_assignments(&mut self, id: FrameId) -> Assignments {
        let frame = &mut self.frames[id];
        let assigned = std::mem::take(&mut frame.visit.assigned);
        if !assigned.is_empty() {
            frame.variables.assign(&assigned);
        }
        assigned
    }

    /// Gives the top level variables before anything has run: what TestState's `variables` are.
    pub fn begin_with_variables(&mut self, variables: Vec<(Rc<str>, Value)>) {
        let assigned = variables
            .into_iter()
            .map(|(name, value)| (name, Payload::from(value)))
            .collect();
        if let Some(root) = self.frames.first_mut() {
            root.variables.assign(&assigned);
        }
    }

    /// The variables of every scope under way, the top level first.
    pub fn variables(&self) -> Vec<ScopeVariables> {
        let scope = |frame: &Frame| ScopeVariables {
            scope: self.machine.state(frame.visit.state).scope,
            inside: frame
                .parent
                .map(|(parent, index)| (self.frames[parent].visit.state, index)),
            variables: frame
                .variables
                .values
                .iter()
                .map(|(name, value)| (Rc::clone(name), value.clone()))
                .collect(),
        };
        self.frames.iter().map(scope).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::definition::Definition;
    use crate::execution::{Execution, Mode, Outcome, Output, Settings};
    use crate::machine::compile;
    use crate::value::{Object, Payload, Timestamp, Value};
    use std::fmt::Write;
    use std::rc::Rc;

    /// Captured: 42 states that assign a text of 250,000 characters each.
    #[test]
    fn all_variables_together_have_a_limit() {
        let mut states = String::new();
        for n in 1..=42 {
            let after = n + 1;
            let way = if n < 42 {
                format!("\"Next\": \"Assign{after}\"")
            } else {
                "\"End\": true".to_owned()
            };
            let comma = if n > 1 { "," } else { "" };
            let state = format!(
                "{comma}\"Assign{n}\": {{\"Type\": \"Pass\", \"Assign\": {{\"v{n}.$\": \"$.text\"}}, {way}}}"
            );
            write!(states, "{state}").expect("a text");
        }
        let text = format!("{{\"StartAt\": \"Assign1\", \"States\": {{{states}}}}}");
        let machine = compile(&Definition::read(&text)).0.expect("a machine");
        let input: Value = Object::new().with("text", "x".repeat(250_000)).into();
        let settings = Settings {
            partition: "aws".into(),
            region: "us-east-1".into(),
            account: "123456789012".into(),
            machine_name: "m".into(),
            execution_name: "e".into(),
            role_arn: "arn:aws:iam::123456789012:role/r".into(),
            mode: Mode::Standard,
            seed: 1,
            answered: false,
        };
        let now = Timestamp::default();
        let mut execution = Execution::new(Rc::new(machine), Payload::from(input), settings, now);
        let outcome = loop {
            if let Output::Done(outcome) = execution.poll(now).expect("no fault") {
                break outcome;
            }
        };
        let Outcome::Failed(details) = outcome else {
            unreachable!("{outcome:?}");
        };
        assert_eq!(details.error.as_deref(), Some("States.DataLimitExceeded"));
        let words = "Execution total variable size limit exceeded. State 'Assign42' assigned variables that exceed the total execution limit by 14324 bytes.";
        assert_eq!(details.cause.as_deref(), Some(words));
    }
}
