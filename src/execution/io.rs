//! Input and output processing, in AWS's order (`asl.md` section 4.3), each stage told to the host.

use super::Execution;
use super::context::Seen;
use super::failure::{Failure, in_state, path_words};
use super::frame::FrameId;
use crate::inspection::Stage;
use crate::machine::{Io, PathField, PathIo, ResultPath, State, Transition};
use crate::query::{Formula, Path, QueryFailure, Template, Wanted};
use crate::value::{Payload, Value};

/// Input, output and result of a state may be this long, in bytes of UTF-8 (`quotas` section 1).
pub(super) const MAX_PAYLOAD: usize = 262_144;

/// Data may nest this deep, as deep as input and answers may (`value::parse`). AWS's own limit is not
/// documented; without one a workflow that wraps its data in each turn of a loop would exhaust the stack.
const MAX_DEPTH: usize = 500;

/// Between two stages data may be larger than what a state hands on, in bytes. AWS's own limit there is
/// not documented; without one an expression that repeats its input would fill the memory.
pub(super) const MAX_BETWEEN: usize = 64 << 20;

/// The way out of a state: whose `Assign` and `Output` count, and where it leads.
#[derive(Clone, Copy)]
pub(super) struct Exit<'s> {
    /// `Assign`.
    pub assign: Option<&'s Template>,
    /// `Output` in JSONata.
    pub output: Option<&'s Template>,
    /// Where to.
    pub next: Transition,
}

impl<'s> Exit<'s> {
    /// The state's own.
    pub fn of(state: &'s State, next: Transition) -> Self {
        let output = match &state.io {
            Io::Path(_) => None,
            Io::Jsonata(io) => io.output.as_ref(),
        };
        Self {
            assign: state.assign.as_ref(),
            output,
            next,
        }
    }

    /// The state's own, to its `Next` or the end of its scope.
    pub fn ahead(state: &'s State) -> Self {
        Self::of(state, state.next.unwrap_or(Transition::End))
    }
}

impl Execution {
    /// `InputPath` applied to the raw input; in JSONata the raw input.
    pub(super) fn effective_input(
        &mut self,
        id: FrameId,
        state: &State,
    ) -> Result<Payload, Failure> {
        let raw = self.frames[id].visit.input.clone();
        let Io::Path(io) = &state.io else {
            return Ok(raw);
        };
        let input = self.path_field(id, &io.input_path, raw)?;
        self.stage(id, Stage::AfterInputPath, &input);
        Ok(input)
    }

    /// `Parameters`, in JSONata `Arguments`, applied to the effective input.
    pub(super) fn parameters(
        &mut self,
        id: FrameId,
        state: &State,
        input: Payload,
    ) -> Result<Payload, Failure> {
        let (template, stage) = match &state.io {
            Io::Path(io) => (io.parameters.as_ref(), Stage::AfterParameters),
            Io::Jsonata(io) => (io.arguments.as_ref(), Stage::AfterArguments),
        };
        let payload = self.template(id, template, input)?;
        self.stage(id, stage, &payload);
        Ok(payload)
    }

    /// From the result of the state's work to the state after it: `Assign`, then `ResultSelector`,
    /// `ResultPath` and `OutputPath`, or in JSONata `Output`.
    pub(super) fn complete(
        &mut self,
        id: FrameId,
        state: &State,
        result: Payload,
    ) -> Result<(), Failure> {
        let result = self.built(id, result)?;
        self.stage(id, Stage::Result, &result);
        match &state.io {
            Io::Path(io) => {
                let exit = Exit::ahead(state);
                self.assign(id, exit.assign, &Seen::input(result.value()))?;
                let selected = self.template(id, io.result_selector.as_ref(), result)?;
                self.stage(id, Stage::AfterResultSelector, &selected);
                self.merge(id, state, io, selected)
            }
            Io::Jsonata(_) => {
                let input = self.frames[id].visit.input.clone();
                let seen = Seen {
                    result: Some(result.value()),
                    ..Seen::input(input.value())
                };
                self.depart(id, state, &seen, result.clone(), Exit::ahead(state))
            }
        }
    }

    /// From a selected result to the state after it: `ResultPath`, `OutputPath`.
    pub(super) fn merge(
        &mut self,
        id: FrameId,
        state: &State,
        io: &PathIo,
        result: Payload,
    ) -> Result<(), Failure> {
        let merged = self.apply_result_path(id, &io.result_path, result)?;
        self.stage(id, Stage::AfterResultPath, &merged);
        let output = self.path_field(id, &io.output_path, merged)?;
        self.leave(id, state, output, Exit::ahead(state).next)
    }

    /// Out of a state that has no result of its own: `Assign` and `OutputPath` or `Output` on its data,
    /// and on.
    pub(super) fn pass_on(
        &mut self,
        id: FrameId,
        state: &State,
        data: Payload,
        exit: Exit<'_>,
    ) -> Result<(), Failure> {
        match &state.io {
            Io::Path(io) => {
                self.assign(id, exit.assign, &Seen::input(data.value()))?;
                let output = self.path_field(id, &io.output_path, data)?;
                self.leave(id, state, output, exit.next)
            }
            Io::Jsonata(_) => {
                self.depart(id, state, &Seen::input(data.value()), data.clone(), exit)
            }
        }
    }

    /// Out of a state in JSONata: `Assign` and `Output`, both with the variables as they have been.
    /// Without `Output` the output is `data`.
    pub(super) fn depart(
        &mut self,
        id: FrameId,
        state: &State,
        seen: &Seen<'_>,
        data: Payload,
        exit: Exit<'_>,
    ) -> Result<(), Failure> {
        self.assign(id, exit.assign, seen)?;
        let output = match exit.output {
            None => data,
            Some(template) => self.made_of(id, template, seen)?,
        };
        self.leave(id, state, output, exit.next)
    }

    /// The state's output is there: out of the state and on.
    pub(super) fn leave(
        &mut self,
        id: FrameId,
        state: &State,
        output: Payload,
        next: Transition,
    ) -> Result<(), Failure> {
        let output = self.within_payload(state, output)?;
        self.exit(id, state, output.clone());
        match next {
            Transition::Next(next) => self.go_to(id, next, output),
            Transition::End => self.end_scope(id, output),
        }
        Ok(())
    }

    /// What a state hands on, unless it is larger than any state may take or give.
    pub(super) fn within_payload(&self, state: &State, data: Payload) -> Result<Payload, Failure> {
        if data.size() > MAX_PAYLOAD {
            return Err(Failure::state_too_large(self.spoken_name(state.id)));
        }
        Ok(data)
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
            PathField::Path(path) => {
                let found = self.find(id, path, data.value())?;
                self.built(id, found.into())
            }
        }
    }

    fn template(
        &self,
        id: FrameId,
        template: Option<&Template>,
        data: Payload,
    ) -> Result<Payload, Failure> {
        match template {
            None => Ok(data),
            Some(template) => self.made_of(id, template, &Seen::input(data.value())),
        }
    }

    fn made_of(
        &self,
        id: FrameId,
        template: &Template,
        seen: &Seen<'_>,
    ) -> Result<Payload, Failure> {
        let value = self
            .evaluate_seeing(id, seen, |env| template.evaluate(env))
            .map_err(|failure| self.query_failure(id, &failure))?;
        self.built(id, value.into())
    }

    /// What a failed expression does to the frame's state: `States.QueryEvaluationError` in JSONata,
    /// `States.Runtime` otherwise.
    pub(super) fn query_failure(&self, id: FrameId, failure: &QueryFailure) -> Failure {
        match failure {
            QueryFailure::PathNotFound { .. } | QueryFailure::Intrinsic(_) => {
                self.runtime(id, &failure.to_string())
            }
            QueryFailure::Formula { location, words } => {
                let visit = &self.frames[id].visit;
                let cause = match self.lone {
                    Some(_) => words.clone(),
                    None => in_state(self.spoken_name(visit.state), visit.entered, words),
                };
                Failure::evaluation(location.as_ref(), &cause)
            }
        }
    }

    /// The value of an expression in JSONata, on the frame's raw input.
    pub(super) fn formula(
        &self,
        id: FrameId,
        formula: &Formula,
        wanted: Wanted,
    ) -> Result<Value, Failure> {
        let input = self.frames[id].visit.input.clone();
        self.evaluate(id, input.value(), |env| formula.evaluate_as(env, wanted))
            .map_err(|failure| self.query_failure(id, &failure))
    }

    /// A whole number, given by an expression in JSONata.
    pub(super) fn formula_whole(&self, id: FrameId, formula: &Formula) -> Result<i64, Failure> {
        let value = self.formula(id, formula, Wanted::Number)?;
        let number = value.as_number().and_then(|number| number.as_i64());
        // AWS's words for a number that is not whole are not recorded.
        number.ok_or_else(|| self.query_failure(id, &formula.unexpected("integer", &value)))
    }

    /// A whole number that is not negative, given by an expression in JSONata.
    pub(super) fn formula_natural(&self, id: FrameId, formula: &Formula) -> Result<u64, Failure> {
        let value = self.formula(id, formula, Wanted::Number)?;
        let number = value.as_number().and_then(|number| number.as_i64());
        number
            .and_then(|number| u64::try_from(number).ok())
            .ok_or_else(|| {
                // AWS's words for a number that is negative or not whole are not recorded.
                self.query_failure(id, &formula.unexpected("positive integer", &value))
            })
    }

    /// Data that a state put together, unless it is so large or nests so deeply that nothing can be made of
    /// it.
    pub(super) fn built(&self, id: FrameId, data: Payload) -> Result<Payload, Failure> {
        self.bearable(id, data.value())?;
        if data.value().is_deeper_than(MAX_DEPTH) {
            let words = format!("The data is nested more than {MAX_DEPTH} levels deep.");
            return Err(self.runtime(id, &words));
        }
        Ok(data)
    }

    /// Fails when data is so large that nothing can be made of it.
    pub(super) fn bearable(&self, id: FrameId, data: &Value) -> Result<(), Failure> {
        if data.is_larger_than(MAX_BETWEEN) {
            let state = self.frames[id].visit.state;
            return Err(Failure::state_too_large(self.spoken_name(state)));
        }
        Ok(())
    }
}
