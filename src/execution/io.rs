//! Input and output processing, in AWS's order (`asl.md` section 4.3), each stage told to the host.

use super::Execution;
use super::failure::{Failure, path_words};
use super::frame::FrameId;
use crate::inspection::Stage;
use crate::machine::{PathField, ResultPath, State, Transition};
use crate::query::{Path, QueryFailure, Template};
use crate::value::{Payload, Value};

/// Input, output and result of a state may be this long, in bytes of UTF-8 (`quotas` section 1).
pub(super) const MAX_PAYLOAD: usize = 262_144;

/// Data may nest this deep, as deep as input and answers may (`value::parse`). AWS's own limit is not
/// documented; without one a workflow that wraps its data in each turn of a loop would exhaust the stack.
const MAX_DEPTH: usize = 500;

impl Execution {
    /// `InputPath` applied to the raw input.
    pub(super) fn effective_input(
        &mut self,
        id: FrameId,
        state: &State,
    ) -> Result<Payload, Failure> {
        let raw = self.frames[id].visit.input.clone();
        let input = self.path_field(id, &state.io.input_path, raw)?;
        self.stage(id, Stage::AfterInputPath, &input);
        Ok(input)
    }

    /// `Parameters` applied to the effective input.
    pub(super) fn parameters(
        &mut self,
        id: FrameId,
        state: &State,
        input: Payload,
    ) -> Result<Payload, Failure> {
        let payload = self.template(id, state.io.parameters.as_ref(), input)?;
        self.stage(id, Stage::AfterParameters, &payload);
        Ok(payload)
    }

    /// From the result of the state's work to the state after it: `ResultSelector`, `ResultPath`,
    /// `OutputPath`.
    pub(super) fn complete(
        &mut self,
        id: FrameId,
        state: &State,
        result: Payload,
    ) -> Result<(), Failure> {
        let result = self.built(id, result)?;
        self.stage(id, Stage::Result, &result);
        let selected = self.template(id, state.io.result_selector.as_ref(), result)?;
        self.stage(id, Stage::AfterResultSelector, &selected);
        self.merge(id, state, selected)
    }

    /// From a selected result to the state after it: `ResultPath`, `OutputPath`.
    pub(super) fn merge(
        &mut self,
        id: FrameId,
        state: &State,
        result: Payload,
    ) -> Result<(), Failure> {
        let merged = self.apply_result_path(id, &state.io.result_path, result)?;
        self.stage(id, Stage::AfterResultPath, &merged);
        self.pass_on(id, state, merged, state.next)
    }

    /// `OutputPath`, and on to the state after it.
    pub(super) fn pass_on(
        &mut self,
        id: FrameId,
        state: &State,
        data: Payload,
        next: Option<Transition>,
    ) -> Result<(), Failure> {
        let output = self.path_field(id, &state.io.output_path, data)?;
        self.leave(id, state, output, next.unwrap_or(Transition::End))
    }

    /// The state's output is there: out of the state and on.
    pub(super) fn leave(
        &mut self,
        id: FrameId,
        state: &State,
        output: Payload,
        next: Transition,
    ) -> Result<(), Failure> {
        if output.size() > MAX_PAYLOAD {
            return Err(Failure::state_too_large(self.spoken_name(state.id)));
        }
        self.exit(id, state, output.clone());
        match next {
            Transition::Next(next) => self.go_to(id, next, output),
            Transition::End => self.end_scope(id, output),
        }
        Ok(())
    }

    /// `ResultPath` applied to the raw input and a result.
    pub(super) fn apply_result_path(
        &self,
        id: FrameId,
        path: &ResultPath,
        result: Payload,
    ) -> Result<Payload, Failure> {
        let raw = &self.frames[id].visit.input;
        match path {
            ResultPath::Whole => Ok(result),
            ResultPath::Discard => Ok(raw.clone()),
            ResultPath::Into(path) => {
                let merged = path
                    .put(raw.value(), result.value().clone())
                    .map_err(|words| Failure::reference_path_conflict(&words))?;
                self.built(id, merged.into())
            }
        }
    }

    /// The value of a path that must find something, on `data`.
    pub(super) fn find(&self, id: FrameId, path: &Path, data: &Value) -> Result<Value, Failure> {
        self.look(id, path, data)
            .map_err(|failure| self.runtime(id, &path_words(&failure)))
    }

    /// The value of a path, or why there is none.
    pub(super) fn look(
        &self,
        id: FrameId,
        path: &Path,
        data: &Value,
    ) -> Result<Value, QueryFailure> {
        self.evaluate(id, data, |env| path.evaluate(env))
    }

    /// `States.Runtime` in the frame's state.
    pub(super) fn runtime(&self, id: FrameId, words: &str) -> Failure {
        let visit = &self.frames[id].visit;
        match self.lone {
            // TestState leaves the prefix out (recorded).
            Some(_) => Failure::runtime_plain(words),
            None => Failure::runtime(self.spoken_name(visit.state), visit.entered, words),
        }
    }

    fn path_field(
        &self,
        id: FrameId,
        field: &PathField,
        data: Payload,
    ) -> Result<Payload, Failure> {
        match field {
            PathField::Whole => Ok(data),
            PathField::Empty => Ok(Value::empty_object().into()),
            PathField::Path(path) => self.find(id, path, data.value()).map(Payload::from),
        }
    }

    fn template(
        &self,
        id: FrameId,
        template: Option<&Template>,
        data: Payload,
    ) -> Result<Payload, Failure> {
        let Some(template) = template else {
            return Ok(data);
        };
        let value = self
            .evaluate(id, data.value(), |env| template.evaluate(env))
            .map_err(|failure| self.runtime(id, &failure.to_string()))?;
        self.built(id, value.into())
    }

    /// Data that a state put together, unless it nests too deeply.
    pub(super) fn built(&self, id: FrameId, data: Payload) -> Result<Payload, Failure> {
        if fits(data.value(), MAX_DEPTH) {
            return Ok(data);
        }
        let words = format!("The data is nested more than {MAX_DEPTH} levels deep.");
        Err(self.runtime(id, &words))
    }
}

fn fits(value: &Value, levels: usize) -> bool {
    match value {
        Value::Array(items) => levels > 0 && items.iter().all(|item| fits(item, levels - 1)),
        Value::Object(object) => levels > 0 && object.values().all(|item| fits(item, levels - 1)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}
