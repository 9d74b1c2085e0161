//! What an execution told, in order. Nothing in it ever changes; the cursor moves over it.

use super::action::Zoom;
use super::frames::{Frames, Origin};
use super::progress::{Delta, Progress};
use crate::execution::Output;
use crate::graph::EdgeKind;
use crate::history::{Details, Event, EventId, HistoryId};
use crate::inspection::{Note, Noted, Record, Stage};
use crate::machine::{Machine, StateId};
use crate::value::Timestamp;
use std::rc::Rc;

/// One thing that was told.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// An event of the history.
    Event(Event),
    /// Data passed a stage.
    Stage(Record),
    /// A decision.
    Note(Noted),
}

/// From this length on, rules that did not hold are no longer kept: a Choice of a thousand rules in a
/// loop would fill the memory with them.
const LONG: usize = 500_000;

impl Entry {
    /// The entry in what a poll gave, if it is one, for a trace of this length.
    pub fn of(output: &Output, length: usize) -> Option<Self> {
        let minor = |note: &Note| matches!(note, Note::RuleTested { holds: false, .. });
        match output {
            Output::Note(noted) if length >= LONG && minor(&noted.note) => None,
            Output::Event(event) => Some(Self::Event(event.clone())),
            Output::Stage(record) => Some(Self::Stage(record.clone())),
            Output::Note(noted) => Some(Self::Note(noted.clone())),
            Output::Invoke(_) | Output::Cancel(_) | Output::Wait { .. } | Output::Done(_) => None,
        }
    }

    /// The Entered event of the visit it belongs to.
    pub fn visit(&self) -> Option<EventId> {
        match self {
            Self::Event(event) => event.visit,
            Self::Stage(record) => Some(record.visit),
            Self::Note(noted) => Some(noted.visit),
        }
    }

    /// The state it belongs to.
    pub fn state(&self) -> Option<StateId> {
        match self {
            Self::Event(event) => event.state,
            Self::Stage(record) => Some(record.state),
            Self::Note(noted) => Some(noted.state),
        }
    }
}

/// A visit, as its place in [`Trace::visits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VisitIx(pub usize);

/// One stay in a state.
#[derive(Clone, Debug, PartialEq)]
pub struct VisitTrace {
    /// The state.
    pub state: StateId,
    /// The history that tells of it.
    pub history: HistoryId,
    /// Its Entered event.
    pub entered: EventId,
    /// The visit of the Parallel or Map around it.
    pub parent: Option<VisitIx>,
    /// The innermost Map iteration around it.
    pub iteration: Option<usize>,
    /// Which of its state's visits it is, from 0.
    pub number: usize,
    /// The places of its entries in [`Trace::entries`], in order.
    pub entries: Vec<usize>,
    /// The way on that was decided.
    pub way: EdgeKind,
}

/// Everything told so far. A *position* is a number of entries: 0 is before everything, and the entry
/// that has just happened at position p is `entries[p - 1]`.
#[derive(Clone, Debug)]
pub struct Trace {
    machine: Rc<Machine>,
    /// In the order in which they were told.
    pub entries: Vec<Entry>,
    /// The places of the events in `entries`; the event at place n is at n - 1.
    pub events: Vec<usize>,
    /// In the order in which they were entered.
    pub visits: Vec<VisitTrace>,
    /// The visits of each state.
    pub by_state: Vec<Vec<VisitIx>>,
    /// For each event the visit it belongs to.
    visit_of: Vec<Option<VisitIx>>,
    /// For each history the visit of the Map it belongs to, and which of its children it is.
    owners: Vec<Option<(VisitIx, usize)>>,
    /// The threads.
    pub frames: Frames,
    /// What each entry changes on the drawing.
    pub progress: Progress,
    /// The visits that a redrive goes on with.
    pub(super) again: Vec<EventId>,
    /// Positions where a step of each zoom stops: state, stage, event.
    stops: [Vec<usize>; 3],
    /// Positions at which a state has been entered (its input is there) or something has failed.
    pub ticks: Vec<(usize, bool)>,
}

impl Trace {
    /// An empty trace of a machine.
    pub fn new(machine: Rc<Machine>) -> Self {
        Self {
            by_state: vec![Vec::new(); machine.states.len()],
            frames: Frames::new(machine.states.len()),
            progress: Progress::new(&machine),
            machine,
            entries: Vec::new(),
            events: Vec::new(),
            visits: Vec::new(),
            visit_of: Vec::new(),
            owners: Vec::new(),
            again: Vec::new(),
            stops: [const { Vec::new() }; 3],
            ticks: Vec::new(),
        }
    }

    /// The machine it is a trace of.
    pub fn machine(&self) -> &Rc<Machine> {
        &self.machine
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing has been told.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry that has just happened at a position.
    pub fn at(&self, position: usize) -> Option<&Entry> {
        self.entries.get(position.checked_sub(1)?)
    }

    /// The visit whose Entered event this is.
    pub fn visit(&self, entered: EventId) -> Option<VisitIx> {
        self.visit_of_event(entered)
            .filter(|ix| self.visits[ix.0].entered == entered)
    }

    /// The visit and those of the states around it, from the inside out.
    pub fn around(&self, visit: VisitIx) -> impl Iterator<Item = VisitIx> {
        std::iter::successors(Some(visit), |visit| self.visits[visit.0].parent)
    }

    /// The visit of the state of the top level that the visit is in; itself if it is of that level.
    pub fn outermost(&self, visit: VisitIx) -> VisitIx {
        self.around(visit).last().unwrap_or(visit)
    }

    /// The iterations that the visit is in, from the inside out; none for a state that is in no Map.
    pub fn iterations_around(&self, visit: VisitIx) -> Vec<Option<usize>> {
        let around = self.around(visit);
        around.map(|visit| self.visits[visit.0].iteration).collect()
    }

    /// The visit whose Entered event is at this place among the events, from 1.
    pub fn visit_at(&self, place: u32) -> Option<VisitIx> {
        let at = (place as usize).checked_sub(1)?;
        let found = self.visit_of.get(at).copied().flatten();
        found.filter(|ix| self.visits[ix.0].entered.place == place)
    }

    /// The visit an event belongs to.
    pub fn visit_of_event(&self, event: EventId) -> Option<VisitIx> {
        let at = (event.place as usize).checked_sub(1)?;
        self.visit_of.get(at).copied().flatten()
    }

    /// The Map's visit that a history belongs to, and which of its children it tells of; `None` for the
    /// execution's own.
    pub fn owner(&self, history: HistoryId) -> Option<(VisitIx, usize)> {
        self.owners.get(history.0 as usize).copied().flatten()
    }

    /// How many events have happened at a position.
    pub fn events_at(&self, position: usize) -> usize {
        self.events.partition_point(|at| *at < position)
    }

    /// The last event that has happened at a position.
    pub fn event_at(&self, position: usize) -> Option<&Event> {
        self.event(self.events_at(position).checked_sub(1)?)
    }

    /// The event of this number, from 0.
    pub fn event(&self, number: usize) -> Option<&Event> {
        match self.entries.get(*self.events.get(number)?)? {
            Entry::Event(event) => Some(event),
            Entry::Stage(_) | Entry::Note(_) => None,
        }
    }

    /// Virtual time at a position; `None` before everything.
    pub fn time_at(&self, position: usize) -> Option<Timestamp> {
        self.event_at(position).map(|event| event.timestamp)
    }

    /// The place of the event of this number, from 0, among the entries.
    pub fn place_of(&self, number: usize) -> Option<usize> {
        self.events.get(number).copied()
    }

    /// Positions where steps of a zoom stop, in order; position 0 is one too, and not among them.
    pub fn stops(&self, zoom: Zoom) -> &[usize] {
        &self.stops[zoom as usize]
    }

    /// A redrive goes on with these visits.
    pub fn goes_on(&mut self, visits: Vec<EventId>) {
        self.again = visits;
    }

    /// Takes the next entry in.
    pub fn push(&mut self, entry: Entry) {
        let place = self.entries.len();
        if let Entry::Event(event) = &entry {
            self.events.push(place);
            self.note_visit(event);
        }
        if let Some(visit) = entry.visit().and_then(|entered| self.visit(entered)) {
            self.visits[visit.0].entries.push(place);
            self.frames.told(visit, place + 1);
        }
        self.entries.push(entry);
        self.decide(place);
        self.mark_stops(place);
        let deltas = super::progress::deltas(self, place);
        self.progress.push(deltas);
    }

    /// Learns which visit an event belongs to, and begins one if it is an Entered event.
    fn note_visit(&mut self, event: &Event) {
        let entered = matches!(event.details, Details::StateEntered { .. });
        let visit = match event.state {
            Some(state) if entered => Some(self.begin_visit(state, event)),
            _ => event.visit.and_then(|entered| self.visit(entered)),
        };
        if matches!(event.details, Details::ExecutionStarted { .. }) {
            self.note_history(visit);
        }
        self.visit_of.push(visit);
    }

    /// A history begins: the execution's own, or that of a child of a Map.
    fn note_history(&mut self, map: Option<VisitIx>) {
        let owner = map.map(|map| {
            let mut siblings = self.owners.iter().rev().flatten();
            let last = siblings.find(|(other, _)| *other == map);
            (map, last.map_or(0, |(_, number)| number + 1))
        });
        self.owners.push(owner);
    }

    fn begin_visit(&mut self, state: StateId, event: &Event) -> VisitIx {
        let visit = VisitIx(self.visits.len());
        let (parent, iteration) = self.surroundings(state, event);
        self.frames.begin(
            state,
            self.origin(state, event, parent, iteration),
            self.entries.len() + 1,
        );
        let siblings = &mut self.by_state[state.0 as usize];
        self.visits.push(VisitTrace {
            state,
            history: event.history,
            entered: event.id,
            parent,
            iteration,
            number: siblings.len(),
            entries: Vec::new(),
            way: EdgeKind::Next,
        });
        siblings.push(visit);
        visit
    }

    /// Where the thread of a visit comes from.
    fn origin(
        &self,
        state: StateId,
        event: &Event,
        parent: Option<VisitIx>,
        iteration: Option<usize>,
    ) -> Origin {
        let cause = self.visit_of_event(event.previous);
        let scope = |id| self.machine.state(id).scope;
        let before = cause.filter(|cause| scope(self.visits[cause.0].state) == scope(state));
        Origin {
            before,
            parent,
            iteration,
            history: cause.is_none().then_some(event.history),
        }
    }

    /// The visit around a state that an event enters, and the iteration it runs in.
    fn surroundings(&self, state: StateId, event: &Event) -> (Option<VisitIx>, Option<usize>) {
        let cause = event.previous;
        let Some(before) = self.visit_of_event(cause) else {
            return self.owner(event.history).unzip();
        };
        let known = &self.visits[before.0];
        let scope = |id| self.machine.state(id).scope;
        if scope(known.state) == scope(state) {
            return (known.parent, known.iteration);
        }
        let iteration = self.event(cause.place as usize - 1).and_then(|event| {
            if let Details::MapIterationStarted { index, .. } = event.details {
                Some(index)
            } else {
                None
            }
        });
        (Some(before), iteration.or(known.iteration))
    }

    /// Keeps the way that a note decides.
    fn decide(&mut self, place: usize) {
        let Some(Entry::Note(noted)) = self.entries.get(place) else {
            return;
        };
        let way = match noted.note {
            Note::RuleTested {
                rule, holds: true, ..
            } => EdgeKind::Choice(rule as u32),
            Note::DefaultTaken => EdgeKind::Default,
            Note::Caught { catcher, .. } => EdgeKind::Catch(catcher as u32),
            Note::RuleTested { .. }
            | Note::Retrying { .. }
            | Note::Exhausted { .. }
            | Note::Uncaught { .. } => return,
        };
        if let Some(visit) = self.visit(noted.visit) {
            self.visits[visit.0].way = way;
        }
    }

    fn mark_stops(&mut self, place: usize) {
        let entered = self.entries[place].visit();
        let visit = entered.and_then(|entered| self.visit(entered));
        let [state, stage, event] = &mut self.stops;
        let position = place + 1;
        let failed;
        match &self.entries[place] {
            Entry::Event(told) => {
                let (ends, fails) = (told.details.ends_execution(), told.details.is_failure());
                failed = fails;
                event.push(position);
                let leaves = matches!(
                    told.details,
                    Details::StateExited { .. } | Details::StateAborted { .. }
                );
                if leaves || ends {
                    state.push(position);
                }
                if fails || ends {
                    stage.push(position);
                }
            }
            Entry::Stage(record) => {
                failed = false;
                stage.push(position);
                // A state counts as entered when its input can be seen.
                if record.stage == Stage::Input {
                    state.push(position);
                    self.ticks.push((position, false));
                    if let Some(visit) = visit {
                        self.frames.arrive(visit, record.state, position);
                    }
                }
            }
            Entry::Note(_) => {
                failed = false;
                stage.push(position);
            }
        }
        if failed {
            self.frames.failures.push(position);
            self.ticks.push((position, true));
        }
    }

    /// What the entry that has just happened at a position changes.
    pub fn deltas_at(&self, position: usize) -> &[Delta] {
        let Some(place) = position.checked_sub(1) else {
            return &[];
        };
        self.progress.of(place)
    }
}
