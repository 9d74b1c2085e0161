//! What goes out: events with their ids and causes, stages, notes. Here is the limit of 25,000 events.

use super::failure::Failure;
use super::frame::{FrameId, Phase, Visit};
use super::{Execution, Mode, Outcome, Output};
use crate::history::{Details, Event, EventId, HistoryId};
use crate::inspection::{Note, Noted, Record, Stage};
use crate::machine::{State, StateId};
use crate::value::Payload;
use std::rc::Rc;

/// The history can hold so many events (`quotas` section 1).
const MAX_EVENTS: u32 = 25_000;

/// An Express execution has no history to fill, but five minutes. Virtual time does not pass in a loop
/// without waits: so many events are taken to have used them up.
const MAX_EXPRESS_EVENTS: u32 = 1_000_000;

impl Execution {
    /// Enters the state that the visit is about.
    pub(super) fn enter(&mut self, id: FrameId, state: &State) {
        let input = self.frames[id].visit.input.clone();
        let entered = Details::StateEntered {
            kind: state.type_name(),
            name: Rc::clone(&state.name),
            input: input.clone(),
        };
        let (history, previous) = (self.frames[id].history, self.frames[id].last);
        let visit = self.next_event(history);
        let event = self.record(history, previous, entered, Some((state.id, visit)));
        let clock = self.clock;
        let frame = &mut self.frames[id];
        frame.last = event;
        frame.visit.entered = event;
        frame.visit.entered_at = clock;
        self.stage(id, Stage::Input, &input);
    }

    /// Leaves the state for another visit of the same scope.
    pub(super) fn exit(&mut self, id: FrameId, state: &State, output: Payload) {
        self.stage(id, Stage::Output, &output);
        let assigned = self.take_assignments(id);
        let exited = Details::StateExited {
            kind: state.type_name(),
            name: Rc::clone(&state.name),
            output,
            assigned,
        };
        self.emit(id, exited);
    }

    /// Goes on to another state of the same scope.
    pub(super) fn go_to(&mut self, id: FrameId, state: StateId, input: Payload) {
        self.frames[id].visit = Visit::new(state, input);
        self.proceed(id, Phase::Enter);
    }

    /// An event of the frame's chain: the frame's last event causes it, and it causes the next.
    pub(super) fn emit(&mut self, id: FrameId, details: Details) -> EventId {
        let event = self.emit_aside(id, self.frames[id].last, details);
        self.frames[id].last = event;
        event
    }

    /// An event beside the frame's chain.
    pub(super) fn emit_aside(
        &mut self,
        id: FrameId,
        previous: EventId,
        details: Details,
    ) -> EventId {
        let frame = &self.frames[id];
        let of = Some((frame.visit.state, frame.visit.entered));
        self.record(frame.history, previous, details, of)
    }

    /// The name of the next event of a history.
    pub(super) fn next_event(&self, history: HistoryId) -> EventId {
        EventId {
            place: self.told + 1,
            number: self.histories.get(history).last.number + 1,
        }
    }

    /// So many events a history can have.
    pub(super) fn max_events(&self, history: HistoryId) -> u32 {
        match self.histories.get(history).identity.mode {
            Mode::Standard => MAX_EVENTS,
            Mode::Express { .. } => MAX_EXPRESS_EVENTS,
        }
    }

    /// Writes an event down. When it would be the last that fits and does not end the execution,
    /// the execution fails instead.
    pub(super) fn record(
        &mut self,
        history: HistoryId,
        previous: EventId,
        details: Details,
        of: Option<(StateId, EventId)>,
    ) -> EventId {
        let told = self.histories.get(history);
        if self.outcome.is_some() || told.closed {
            return told.last;
        }
        let id = self.next_event(history);
        if !details.ends_execution() && id.number == self.max_events(history) {
            return self.exhausted(history);
        }
        self.told = id.place;
        let told = self.histories.get_mut(history);
        told.last = id;
        told.closed = details.ends_execution();
        if told.closed
            && let Some(alarm) = told.alarm.take()
        {
            self.agenda.clear_alarm(alarm);
        }
        self.outbox.push_back(Output::Event(Event {
            history,
            id,
            previous,
            timestamp: self.clock,
            details,
            state: of.map(|(state, _)| state),
            visit: of.map(|(_, visit)| visit),
            beside: None,
        }));
        id
    }

    /// The history is full (recorded: event 25,000 is ExecutionFailed and follows 24,999).
    fn exhausted(&mut self, history: HistoryId) -> EventId {
        let told = self.histories.get(history);
        let (last, child) = (told.last, told.root.is_some());
        let failure = match told.identity.mode {
            Mode::Standard => Failure::runtime_plain(&format!(
                "The execution reached the maximum number of history events ({MAX_EVENTS})."
            )),
            Mode::Express { .. } => Failure::timeout(),
        };
        if child {
            self.histories.get_mut(history).spent = Some(failure);
        } else if failure == Failure::timeout() {
            self.timed_out();
        } else {
            let event = Details::ExecutionFailed(failure.details.clone());
            self.finish(last, event, Outcome::Failed(failure.details));
        }
        self.histories.get(history).last
    }

    /// Data passed a stage.
    pub(super) fn stage(&mut self, id: FrameId, stage: Stage, value: &Payload) {
        self.stage_of(id, stage, None, value);
    }

    /// Data passed a stage, for one iteration.
    pub(super) fn stage_of(
        &mut self,
        id: FrameId,
        stage: Stage,
        index: Option<usize>,
        value: &Payload,
    ) {
        if self.outcome.is_some() {
            return;
        }
        let visit = &self.frames[id].visit;
        self.outbox.push_back(Output::Stage(Record {
            state: visit.state,
            visit: visit.entered,
            attempt: visit.attempt,
            stage,
            index,
            value: value.clone(),
        }));
    }

    /// Something to tell about the visit.
    pub(super) fn note(&mut self, id: FrameId, note: Note) {
        if self.outcome.is_some() {
            return;
        }
        let visit = &self.frames[id].visit;
        self.outbox.push_back(Output::Note(Noted {
            state: visit.state,
            visit: visit.entered,
            note,
        }));
    }

    /// A request to the host.
    pub(super) fn request(&mut self, output: Output) {
        if self.outcome.is_none() {
            self.outbox.push_back(output);
        }
    }
}
