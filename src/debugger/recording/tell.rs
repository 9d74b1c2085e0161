//! The trace of a recording: its events, and between them the stages of data and the decisions that
//! follow from them. A stage that the state has and the history does not tell is there without its data.

use super::link::{Linked, Visit};
use crate::debugger::trace::Entry;
use crate::history::{Details, Event, EventId, ExecutionDetails};
use crate::inspection::{Note, Noted, Record, Stage};
use crate::machine::{Choice, Io, Items, Kind, Machine, PathField, ResultPath, State, StateId};
use crate::value::{Object, Payload, Value};
use std::rc::Rc;

/// Everything that is told, in order.
pub fn entries(mut events: Vec<Event>, linked: &Linked, machine: &Machine) -> Vec<Entry> {
    let states: Vec<Option<StateId>> = linked
        .visits
        .iter()
        .map(|stay| machine.find(&stay.name).map(|state| state.id))
        .collect();
    for (event, visit) in events.iter_mut().zip(&linked.of) {
        event.state = visit.and_then(|visit| states[visit]);
    }
    for place in 0..events.len() {
        let visit = linked.of[place].filter(|visit| states[*visit].is_some());
        events[place].visit = visit.map(|visit| events[linked.visits[visit].entered].id);
    }
    let mut teller = Teller {
        linked,
        machine,
        events: &events,
        progress: vec![Going::default(); linked.visits.len()],
        entries: Vec::with_capacity(events.len() * 2),
        after: vec![Vec::new(); events.len()],
    };
    teller.decide();
    for place in 0..events.len() {
        teller.event(place);
    }
    teller.entries
}

/// How far a visit has come.
#[derive(Clone, Debug, Default)]
struct Going {
    /// Attempts that have begun.
    attempts: u32,
    /// For each retrier how often it was used.
    retries: Vec<u64>,
    /// What its last attempt failed with.
    failure: Option<Option<ExecutionDetails>>,
    /// The place of the event it failed with.
    failed_at: usize,
}

struct Teller<'a> {
    linked: &'a Linked,
    machine: &'a Machine,
    events: &'a [Event],
    progress: Vec<Going>,
    entries: Vec<Entry>,
    /// What is decided right after an event.
    after: Vec<Vec<Entry>>,
}

impl<'a> Teller<'a> {
    fn event(&mut self, place: usize) {
        let event = &self.events[place];
        let visit = self.linked.of[place].filter(|_| event.state.is_some());
        if let Some((visit, state)) = visit.zip(event.state) {
            self.before(visit, self.machine.state(state), event);
        }
        self.entries.push(Entry::Event(event.clone()));
        if let Some((visit, state)) = visit.zip(event.state) {
            self.behind(visit, self.machine.state(state), event);
        }
        let after = std::mem::take(&mut self.after[place]);
        self.entries.extend(after);
    }

    /// What the data went through before the event told of it.
    fn before(&mut self, visit: Visit, state: &State, event: &Event) {
        if let Some(data) = event.details.sent() {
            self.progress[visit].attempts += 1;
            self.untold(visit, state, &[Stage::AfterInputPath]);
            let stage = match state.io {
                Io::Path(_) => Stage::AfterParameters,
                Io::Jsonata(_) => Stage::AfterArguments,
            };
            self.stage(visit, state, stage, data.clone());
        } else if begins_inside(&event.details) {
            self.progress[visit].attempts += 1;
            let stages = [
                Stage::AfterInputPath,
                Stage::AfterParameters,
                Stage::AfterArguments,
                Stage::AfterItemsPath,
                Stage::AfterItemSelector,
            ];
            self.untold(visit, state, &stages);
        } else if let Details::StateExited { output, .. } = &event.details {
            if self.progress[visit].failure.is_none() {
                self.worked(visit, state, &event.details);
            }
            self.stage(visit, state, Stage::Output, output.clone());
        }
    }

    /// What lies between the work of a state and its output.
    fn worked(&mut self, visit: Visit, state: &State, exit: &Details) {
        let began = self.progress[visit].attempts > 0;
        let composed = matches!(state.kind, Kind::Parallel(_) | Kind::Map(_));
        if !began {
            self.untold(
                visit,
                state,
                &[Stage::AfterInputPath, Stage::AfterParameters],
            );
        }
        if composed && matches!(exit, Details::StateExited { .. }) {
            self.stage(visit, state, Stage::Result, Payload::untold());
        }
        let stages = [Stage::AfterResultSelector, Stage::AfterResultPath];
        self.untold(visit, state, &stages);
    }

    /// What the event told of the data.
    fn behind(&mut self, visit: Visit, state: &State, event: &Event) {
        if let Details::StateEntered { input, .. } = &event.details {
            self.stage(visit, state, Stage::Input, input.clone());
        } else if let Some(output) = event.details.result() {
            self.progress[visit].failure = None;
            self.stage(visit, state, Stage::Result, output.clone());
        } else if ends_inside(&event.details) {
            self.progress[visit].failure = None;
        } else if event.details.is_failure() {
            self.progress[visit].failure = Some(failure_of(&event.details).cloned());
        }
    }

    fn record(&self, visit: Visit, state: &State, stage: Stage, value: Payload) -> Entry {
        Entry::Stage(Record {
            state: state.id,
            visit: self.entered(visit),
            attempt: self.progress[visit].attempts.saturating_sub(1),
            stage,
            index: None,
            value,
        })
    }

    fn stage(&mut self, visit: Visit, state: &State, stage: Stage, value: Payload) {
        let record = self.record(visit, state, stage, value);
        self.entries.push(record);
    }

    /// Those of the stages that the state has, without their data.
    fn untold(&mut self, visit: Visit, state: &State, stages: &[Stage]) {
        for stage in stages {
            if has(state, *stage) {
                self.stage(visit, state, *stage, Payload::untold());
            }
        }
    }

    fn entered(&self, visit: Visit) -> EventId {
        self.events[self.linked.visits[visit].entered].id
    }

    /// Works out the decisions: they show only by what comes after them.
    fn decide(&mut self) {
        let events = self.events;
        for (place, event) in events.iter().enumerate() {
            let Some((visit, state)) = self.linked.of[place].zip(event.state) else {
                continue;
            };
            let state = self.machine.state(state);
            let details = &event.details;
            if details.sent().is_some() || begins_inside(details) {
                self.again(visit, state, place);
            } else if matches!(details, Details::StateExited { .. }) {
                self.left(visit, state, place);
            } else if ends_inside(details) {
                self.progress[visit].failure = None;
            } else if details.is_failure() {
                self.failed(visit, place);
            }
        }
        for going in &mut self.progress {
            *going = Going::default();
        }
    }

    /// A Parallel or Map fails with the error of what failed inside it.
    fn failed(&mut self, visit: Visit, place: usize) {
        let own = failure_of(&self.events[place].details).cloned();
        let going = &mut self.progress[visit];
        let known = going.failure.take().flatten();
        going.failure = Some(own.or(known));
        going.failed_at = place;
        self.hand_up(visit, place);
    }

    /// What fails inside of a Parallel or Map may be what that is tried again or left for.
    fn hand_up(&mut self, visit: Visit, place: usize) {
        let failure = self.progress[visit].failure.clone().flatten();
        let mut at = self.linked.visits[visit].parent;
        while let Some(around) = at {
            let going = &mut self.progress[around];
            going.failure = Some(failure.clone());
            going.failed_at = place;
            at = self.linked.visits[around].parent;
        }
    }

    /// One more attempt: after a failure, a retrier took it.
    fn again(&mut self, visit: Visit, state: &State, place: usize) {
        let going = &mut self.progress[visit];
        going.attempts += 1;
        if going.attempts == 1 {
            return;
        }
        let cause = cause(self.events, place).unwrap_or(going.failed_at);
        let failure = going.failure.take().flatten();
        let error = failure.and_then(|failure| failure.error);
        let retrier = error.as_deref().and_then(|error| {
            let names = state.retry.iter().map(|retrier| &retrier.error_equals);
            first_match(names, error)
        });
        let retrier = retrier.unwrap_or(usize::MAX);
        let used = going.retries.iter().filter(|used| **used == retrier as u64);
        let attempt = used.count() as u64 + 1;
        going.retries.push(retrier as u64);
        let delay = self.events[place].timestamp.0 - self.events[cause].timestamp.0;
        let note = Note::Retrying {
            retrier,
            attempt,
            delay_millis: delay.max(0),
            error: error.unwrap_or_else(|| "".into()),
        };
        self.note(cause, visit, state, note);
    }

    /// A state was left: a failed one by a catcher, a Choice by a rule.
    fn left(&mut self, visit: Visit, state: &State, place: usize) {
        let next = self.next(place);
        if let Kind::Choice(choice) = &state.kind {
            let note = next.and_then(|next| chosen(choice, next));
            if let Some(note) = note {
                let before = place.saturating_sub(1);
                let at = cause(self.events, place).unwrap_or(before);
                self.note(at, visit, state, note);
            }
            return;
        }
        let Some(failure) = self.progress[visit].failure.take() else {
            return;
        };
        let error = failure.as_ref().and_then(|failure| failure.error.clone());
        let catcher = catcher(state, error.as_deref(), next).unwrap_or(usize::MAX);
        let at = cause(self.events, place).unwrap_or(place.saturating_sub(1));
        let note = Note::Caught {
            catcher,
            error: error.unwrap_or_else(|| "".into()),
        };
        self.note(at, visit, state, note);
        let output = failure.map_or_else(Payload::untold, |failure| error_output(&failure));
        let record = self.record(visit, state, Stage::ErrorOutput, output);
        self.after[at].push(record);
    }

    /// The state that was entered by leaving another with the event at this place.
    fn next(&self, place: usize) -> Option<StateId> {
        let left = self.events[place].id;
        let following = self.events[place + 1..].iter();
        let mut entered = following.filter(|event| event.previous == left);
        let entered =
            entered.find(|event| matches!(event.details, Details::StateEntered { .. }))?;
        entered.state
    }

    fn note(&mut self, at: usize, visit: Visit, state: &State, note: Note) {
        let visit = self.entered(visit);
        self.after[at].push(Entry::Note(Noted {
            state: state.id,
            visit,
            note,
        }));
    }
}

/// Whether the branches of a Parallel or the iterations of a Map begin.
fn begins_inside(details: &Details) -> bool {
    matches!(
        details,
        Details::ParallelStateStarted | Details::MapStateStarted { .. }
    )
}

/// Whether all of them have ended well.
fn ends_inside(details: &Details) -> bool {
    matches!(
        details,
        Details::ParallelStateSucceeded | Details::MapStateSucceeded
    )
}

fn cause(events: &[Event], place: usize) -> Option<usize> {
    let cause = (events[place].previous.place as usize).checked_sub(1)?;
    (cause < place).then_some(cause)
}

/// The rule that leads to a state, if only one does.
fn chosen(choice: &Choice, next: StateId) -> Option<Note> {
    let rules = choice.rules.iter().enumerate();
    let mut leading = rules.filter(|(_, rule)| rule.next == next);
    match (leading.next(), leading.next(), choice.default == Some(next)) {
        (Some((rule, _)), None, false) => Some(Note::RuleTested {
            rule,
            holds: true,
            parts: Rc::default(),
        }),
        (None, None, true) => Some(Note::DefaultTaken),
        (_, _, _) => None,
    }
}

/// The first catcher that takes the error, if it leads where the execution went; where the error is not
/// told, the only one that leads there.
fn catcher(state: &State, error: Option<&str>, next: Option<StateId>) -> Option<usize> {
    let leads = |at: &usize| next.is_none_or(|next| state.catch[*at].next == next);
    let Some(error) = error else {
        let mut leading = (0..state.catch.len()).filter(leads);
        let first = leading.next();
        return first.filter(|_| leading.next().is_none());
    };
    let names = state.catch.iter().map(|catcher| &catcher.error_equals);
    first_match(names, error).filter(leads)
}

/// The first whose `ErrorEquals` takes the error (`asl.md` section 10).
fn first_match<'a>(names: impl Iterator<Item = &'a Vec<Rc<str>>>, error: &str) -> Option<usize> {
    let uncaught = ["States.Runtime", "States.DataLimitExceeded"].contains(&error);
    let takes = |name: &Rc<str>| match &**name {
        "States.ALL" => !uncaught,
        "States.TaskFailed" => !uncaught && error != "States.Timeout",
        name => name == error,
    };
    let mut all = names;
    all.position(|names| names.iter().any(takes))
}

fn error_output(failure: &ExecutionDetails) -> Payload {
    let text = |text: &Option<Rc<str>>| {
        let text = text.as_ref();
        text.map_or(Value::Null, |text| Value::String(Rc::clone(text)))
    };
    let output = Object::new()
        .with("Error", text(&failure.error))
        .with("Cause", text(&failure.cause));
    Payload::from(Value::object(output))
}

fn failure_of(details: &Details) -> Option<&ExecutionDetails> {
    crate::debugger::inspector::failure_of(details)
}

/// Whether the author wrote a field that makes this stage.
fn has(state: &State, stage: Stage) -> bool {
    let map = if let Kind::Map(map) = &state.kind {
        Some(map)
    } else {
        None
    };
    match (stage, &state.io) {
        (Stage::AfterInputPath, Io::Path(io)) => io.input_path != PathField::Whole,
        (Stage::AfterParameters, Io::Path(io)) => io.parameters.is_some(),
        (Stage::AfterArguments, Io::Jsonata(io)) => io.arguments.is_some(),
        (Stage::AfterItemsPath, _) => map.is_some_and(|map| !matches!(map.items, Items::Whole)),
        (Stage::AfterItemSelector, _) => map.is_some_and(|map| map.item_selector.is_some()),
        (Stage::AfterResultSelector, Io::Path(io)) => io.result_selector.is_some(),
        (Stage::AfterResultPath, Io::Path(io)) => io.result_path != ResultPath::Whole,
        (_, Io::Path(_) | Io::Jsonata(_)) => false,
    }
}
