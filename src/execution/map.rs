//! The Map state, inline: its processor runs for each item (`asl.md` section 12, `history.md` section 5).
//!
//! The tolerated-failure fields have no effect here: AWS accepts them on an inline Map (recorded), and no
//! source gives them a meaning there.

use super::Execution;
use super::failure::Failure;
use super::frame::{Children, Frame, FrameId, Item, Iterations, Phase, Visit};
use super::wait::{show, whole_number};
use crate::history::{Details, EventId};
use crate::inspection::Stage;
use crate::machine::{Io, Items, Kind, Map, MaxConcurrency, State, Tolerated};
use crate::query::{Formula, QueryFailure, Wanted};
use crate::value::{Number, Payload, Value, parse};
use std::rc::Rc;

/// An inline Map runs so many iterations at once, whatever it asks for (`quotas` section 1).
const MAX_INLINE_CONCURRENCY: usize = 40;

impl Execution {
    #[inline(never)]
    pub(super) fn start_map(
        &mut self,
        id: FrameId,
        state: &State,
        map: &Map,
    ) -> Result<(), Failure> {
        if let (Some(distributed), None) = (&map.distributed, self.mocked()) {
            return self.start_map_run(id, state, map, distributed);
        }
        let input = self.effective_input(id, state)?;
        if self.mocked().is_some() {
            return self.mocked_map(id, state, map, &input);
        }
        let items = self.items(id, state, map, &input)?;
        let length = items.len();
        let limit = limit(
            self.max_concurrency(id, map, &input)?,
            MAX_INLINE_CONCURRENCY,
        );
        let started = self.emit(id, Details::MapStateStarted { length });
        let iterations = Iterations {
            items,
            input,
            limit,
            next: 0,
            cause: started,
            fresh: Vec::new(),
            children: Children::new(length),
        };
        self.proceed(id, Phase::Iterations(Box::new(iterations)));
        Ok(())
    }

    /// One more iteration is started; when no more can be, those that are fresh run.
    #[inline(never)]
    pub(super) fn iterate(
        &mut self,
        id: FrameId,
        state: &State,
        mut iterations: Box<Iterations>,
    ) -> Result<(), Failure> {
        let running = iterations.children.running.len();
        if iterations.next < iterations.items.len() && running < iterations.limit {
            let started = self.start_iteration(id, state, &mut iterations);
            // Those that run already stay with the Map, whatever became of this one.
            self.proceed(id, Phase::Iterations(iterations));
            return started;
        } else if iterations.children.running.is_empty() {
            self.emit_aside(id, self.frames[id].last, Details::MapStateSucceeded);
            self.gathered(id, iterations.children.result());
        } else {
            let fresh = std::mem::take(&mut iterations.fresh);
            self.block(id, Phase::Iterations(iterations));
            self.run_first(&fresh);
        }
        Ok(())
    }

    fn start_iteration(
        &mut self,
        id: FrameId,
        state: &State,
        iterations: &mut Iterations,
    ) -> Result<(), Failure> {
        let Kind::Map(map) = &state.kind else {
            return Ok(());
        };
        let index = iterations.next;
        let value = iterations.items[index].clone();
        let item = Item::inline(index, value);
        let input = self.iteration_input(id, map, &iterations.input, &item)?;
        let input = self.within_payload(state, input)?;
        let name = Rc::clone(&state.name);
        let started = Details::MapIterationStarted { name, index };
        let started = self.emit_aside(id, iterations.cause, started);
        let visit = Visit::new(self.machine.scope(map.processor).start_at, input);
        let history = self.frames[id].history;
        let mut frame = Frame::new(history, Some((id, index)), started, visit);
        frame.item = Some(item);
        let frame = self.frames.add(frame);
        iterations.children.running.insert(index, frame);
        iterations.fresh.push(frame);
        iterations.next += 1;
        Ok(())
    }

    /// The item - of an object's members the pair (documented) - or what `ItemSelector` makes of it.
    pub(super) fn iteration_input(
        &mut self,
        id: FrameId,
        map: &Map,
        input: &Payload,
        item: &Item,
    ) -> Result<Payload, Failure> {
        let Some(selector) = &map.item_selector else {
            return Ok(item.as_input());
        };
        let selected = self
            .evaluate_for(id, Some(item), input.value(), |env| selector.evaluate(env))
            .map_err(|failure| self.query_failure(id, &failure))?;
        let selected = self.built(id, selected.into())?;
        self.stage_of(id, Stage::AfterItemSelector, Some(item.index), &selected);
        Ok(selected)
    }

    /// An iteration has ended well. Its last state event causes the next iteration that takes its
    /// place, its MapIterationSucceeded what the Map does at the end.
    #[inline(never)]
    pub(super) fn iteration_ended(
        &mut self,
        id: FrameId,
        index: usize,
        output: Payload,
        last: EventId,
    ) {
        let name = Rc::clone(&self.machine.state(self.frames[id].visit.state).name);
        let succeeded = Details::MapIterationSucceeded { name, index };
        self.frames[id].last = self.emit_aside(id, last, succeeded);
        let Phase::Iterations(iterations) = &mut self.frames[id].phase else {
            return;
        };
        iterations.cause = last;
        let all_ended = iterations.children.ended(index, output);
        if all_ended || iterations.next < iterations.items.len() {
            self.agenda.running = Some(id);
        }
    }

    /// The items, those of an array: an inline Map takes nothing else (recorded, captured).
    pub(super) fn items(
        &mut self,
        id: FrameId,
        state: &State,
        map: &Map,
        input: &Payload,
    ) -> Result<Rc<Vec<Value>>, Failure> {
        let found = self.found_items(id, map, input)?;
        let Value::Array(items) = &found else {
            return Err(self.no_items(id, state, &map.items, &found));
        };
        let items = Rc::clone(items);
        self.stage(id, Stage::AfterItemsPath, &found.into());
        Ok(items)
    }

    /// What `ItemsPath` or `Items` gives, of whatever kind.
    pub(super) fn found_items(
        &self,
        id: FrameId,
        map: &Map,
        input: &Payload,
    ) -> Result<Value, Failure> {
        let given = match &map.items {
            Items::Whole => return Ok(input.value().clone()),
            Items::Path(path) => return self.find(id, path, input.value()),
            Items::Formula(formula) => {
                self.evaluate(id, input.value(), |env| formula.evaluate(env))
            }
            Items::Written(template) => {
                self.evaluate(id, input.value(), |env| template.evaluate(env))
            }
        };
        let found = given.map_err(|failure| self.query_failure(id, &failure))?;
        self.bearable(id, &found)?;
        Ok(found)
    }

    /// What was found cannot be gone over.
    pub(super) fn no_items(
        &self,
        id: FrameId,
        state: &State,
        items: &Items,
        found: &Value,
    ) -> Failure {
        if let Items::Formula(formula) = items {
            return self.query_failure(id, &formula.unexpected(Wanted::Array.name(), found));
        }
        let Io::Path(_) = &state.io else {
            let found = found.to_json();
            let words = format!("Map state input must be an array but was: {found}");
            let location = None;
            return self.query_failure(id, &QueryFailure::Formula { location, words });
        };
        not_an_array(items)
    }

    /// How many iterations may run at once; 0 means no limit.
    pub(super) fn max_concurrency(
        &self,
        id: FrameId,
        map: &Map,
        input: &Payload,
    ) -> Result<u64, Failure> {
        match &map.max_concurrency {
            None => Ok(0),
            Some(MaxConcurrency::Literal(wanted)) => Ok(*wanted),
            Some(MaxConcurrency::Formula(formula)) => self.formula_natural(id, formula),
            Some(MaxConcurrency::Path(path)) => {
                let found = self.find(id, path, input.value())?;
                self.non_negative(id, "MaxConcurrency", path.as_str(), &found)
            }
        }
    }

    /// How many iterations may fail, if the Map says so.
    pub(super) fn tolerated_count(
        &self,
        id: FrameId,
        map: &Map,
        input: &Payload,
    ) -> Result<Option<u64>, Failure> {
        match &map.tolerated_count {
            None => Ok(None),
            Some(Tolerated::Literal(count)) => Ok(Some(*count as u64)),
            Some(Tolerated::Formula(formula)) => self.formula_natural(id, formula).map(Some),
            Some(Tolerated::Path(path)) => {
                let found = self.find(id, path, input.value())?;
                self.non_negative(id, "ToleratedFailureCount", path.as_str(), &found)
                    .map(Some)
            }
        }
    }

    /// Which part of the iterations may fail, in percent, if the Map says so.
    pub(super) fn tolerated_percentage(
        &self,
        id: FrameId,
        map: &Map,
        input: &Payload,
    ) -> Result<Option<f64>, Failure> {
        let path = match &map.tolerated_percentage {
            None => return Ok(None),
            Some(Tolerated::Literal(percentage)) => return Ok(Some(*percentage)),
            Some(Tolerated::Formula(formula)) => {
                return self.percentage_given(id, formula).map(Some);
            }
            Some(Tolerated::Path(path)) => path,
        };
        let found = self.find(id, path, input.value())?;
        let (shown, written) = (show(&found), path.as_str());
        let percentage = decimal_number(&found).ok_or_else(|| {
            self.runtime(id, &format!("The ToleratedFailurePercentagePath field refers to value \"{shown}\" which is not a valid float: {written}"))
        })?;
        if !(0.0..=100.0).contains(&percentage) {
            let words = "ToleratedFailurePercentage must be between 0 and 100.";
            return Err(self.runtime(id, words));
        }
        Ok(Some(percentage))
    }

    /// A percentage that an expression in JSONata gives.
    fn percentage_given(&self, id: FrameId, formula: &Formula) -> Result<f64, Failure> {
        let value = self.formula(id, formula, Wanted::Number)?;
        let percentage = value.as_number().map(Number::as_f64).unwrap_or_default();
        if (0.0..=100.0).contains(&percentage) {
            return Ok(percentage);
        }
        // AWS's words in JSONata are not recorded; these are those of JSONPath.
        let words = "ToleratedFailurePercentage must be between 0 and 100.".to_owned();
        Err(self.query_failure(id, &formula.refusal(words)))
    }

    /// A whole number that is not negative, found by a `…Path` field.
    pub(super) fn non_negative(
        &self,
        id: FrameId,
        field: &str,
        path: &str,
        found: &Value,
    ) -> Result<u64, Failure> {
        let number = self.whole(id, field, path, found)?;
        u64::try_from(number).map_err(|_| self.runtime(id, &format!("{field} cannot be negative.")))
    }

    /// A whole number, found by a `…Path` field.
    pub(super) fn whole(
        &self,
        id: FrameId,
        field: &str,
        path: &str,
        found: &Value,
    ) -> Result<i64, Failure> {
        whole_number(found).ok_or_else(|| {
            let shown = show(found);
            self.runtime(
                id,
                &format!(
                    "The {field}Path field refers to value \"{shown}\" which is not a valid integer: {path}"
                ),
            )
        })
    }
}

/// How many iterations of a Map run at once when so many are wanted; 0 wants as many as may.
pub fn at_once(map: &Map, wanted: u64) -> usize {
    match map.distributed {
        Some(_) => limit(wanted, super::distributed::MAX_CONCURRENCY),
        None => limit(wanted, MAX_INLINE_CONCURRENCY),
    }
}

/// How many iterations run at once, of those that may.
pub(super) fn limit(wanted: u64, most: usize) -> usize {
    match usize::try_from(wanted) {
        Ok(wanted) if (1..most).contains(&wanted) => wanted,
        Ok(_) | Err(_) => most,
    }
}

/// A number, or a text of one (recorded).
fn decimal_number(value: &Value) -> Option<f64> {
    let written = value.as_str().and_then(|text| parse(text).ok());
    let number = written.as_ref().unwrap_or(value).as_number();
    number.map(Number::as_f64)
}

/// A path into the context object is told without its first `$` (recorded with TestState).
fn not_an_array(items: &Items) -> Failure {
    let written = match items {
        Items::Path(path) => path.as_str(),
        Items::Whole | Items::Formula(_) | Items::Written(_) => "$",
    };
    let written = match written.strip_prefix('$') {
        Some(rest) if rest.starts_with('$') => rest,
        _ => written,
    };
    Failure::runtime_plain(&format!(
        "Reference path \"{written}\" must point to array."
    ))
}
