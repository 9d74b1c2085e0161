//! What each entry of a trace changes on the drawing. The changes are worked out once, when the entry
//! comes in; the cursor then applies or takes back as many as it moves over.

use super::trace::{Entry, Trace, VisitIx};
use super::view::Status;
use crate::graph::{EdgeKind, End, ways};
use crate::history::{Details, Event, EventId};
use crate::inspection::{Note, Noted};
use crate::machine::{Kind, Machine, ScopeId, StateId};
use std::collections::BTreeMap;

/// One change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delta {
    /// A visit is doing differently; from [`Status::NotRun`] it has just begun.
    Status {
        /// Which.
        visit: VisitIx,
        /// Before.
        from: Status,
        /// After.
        to: Status,
    },
    /// An arrow was taken: an index into [`Progress::arrows`].
    Edge(u32),
    /// A state is tried again.
    Retry(StateId),
    /// A Map's items and how many of them are done, before and after.
    Items {
        /// The Map.
        state: StateId,
        /// Before.
        from: (u32, u32),
        /// After.
        to: (u32, u32),
    },
}

/// An arrow as the drawing knows it.
pub type Arrow = (ArrowEnd, ArrowEnd, EdgeKind);

/// One end of an arrow; `None` is a pill.
pub type ArrowEnd = Option<StateId>;

/// All changes, entry by entry, and how things stand after the last.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    deltas: Vec<Delta>,
    /// Where each entry's changes end.
    ends: Vec<usize>,
    /// How each visit is doing now.
    statuses: Vec<Status>,
    /// Each Map's items and how many are done, now.
    items: Vec<(u32, u32)>,
    /// The visits inside each visit.
    children: Vec<Vec<VisitIx>>,
    /// The arrows, in the order of the drawing.
    pub arrows: Vec<Arrow>,
    index: BTreeMap<Arrow, u32>,
}

impl Progress {
    /// Nothing has happened yet.
    pub fn new(machine: &Machine) -> Self {
        let mut arrows = Vec::new();
        for (place, scope) in machine.scopes.iter().enumerate() {
            let top = place == 0;
            if top {
                arrows.push((None, Some(scope.start_at), EdgeKind::Next));
            }
            for id in &scope.states {
                let ways = ways(machine.state(*id)).into_iter();
                let ways = ways.filter(|way| top || way.to.is_some());
                arrows.extend(ways.map(|way| (Some(*id), way.to.map(StateId), way.kind)));
            }
        }
        let numbered = arrows.iter().enumerate();
        Self {
            index: numbered.map(|(at, arrow)| (*arrow, at as u32)).collect(),
            arrows,
            items: vec![(0, 0); machine.states.len()],
            ..Self::default()
        }
    }

    /// The changes of an entry.
    pub fn of(&self, place: usize) -> &[Delta] {
        let end = self.ends.get(place).copied().unwrap_or_default();
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.deltas.get(start..end).unwrap_or_default()
    }

    /// Takes in the changes of the next entry.
    pub fn push(&mut self, deltas: Vec<Delta>) {
        for delta in &deltas {
            match *delta {
                Delta::Status { visit, to, .. } => self.statuses[visit.0] = to,
                Delta::Items { state, to, .. } => self.items[state.0 as usize] = to,
                Delta::Edge(_) | Delta::Retry(_) => {}
            }
        }
        self.deltas.extend(deltas);
        self.ends.push(self.deltas.len());
    }

    /// The visits that stand directly inside a visit, in the order in which they were entered.
    pub fn inside(&self, visit: VisitIx) -> &[VisitIx] {
        self.children.get(visit.0).map_or(&[], Vec::as_slice)
    }

    fn begin(&mut self, visit: VisitIx, parent: Option<VisitIx>) {
        self.statuses.push(Status::NotRun);
        self.children.push(Vec::new());
        if let Some(parent) = parent {
            self.children[parent.0].push(visit);
        }
    }
}

/// The place of an arrow's ends in the drawing's terms.
pub fn ends(arrow: &Arrow) -> (End, End) {
    let (from, to, _) = arrow;
    let from = from.map_or(End::Start, |id| End::State(id.0));
    let to = to.map_or(End::End, |id| End::State(id.0));
    (from, to)
}

/// Whether a visit has not ended.
pub fn is_open(status: Status) -> bool {
    matches!(status, Status::InProgress | Status::Waiting)
}

/// The changes of the entry at `place`, which is the last.
pub(super) fn deltas(trace: &mut Trace, place: usize) -> Vec<Delta> {
    if trace.progress.statuses.len() < trace.visits.len() {
        let visit = VisitIx(trace.visits.len() - 1);
        let parent = trace.visits[visit.0].parent;
        trace.progress.begin(visit, parent);
    }
    let mut changes = Changes {
        trace,
        deltas: Vec::new(),
    };
    match &changes.trace.entries[place] {
        Entry::Event(event) => changes.event(&event.clone()),
        Entry::Note(noted) => changes.note(&noted.clone()),
        Entry::Stage(_) => {}
    }
    changes.deltas
}

struct Changes<'a> {
    trace: &'a Trace,
    deltas: Vec<Delta>,
}

impl Changes<'_> {
    fn status(&self, visit: VisitIx) -> Status {
        let mine = self.deltas.iter().rev().find_map(|delta| match delta {
            Delta::Status { visit: of, to, .. } if *of == visit => Some(*to),
            Delta::Status { .. } | Delta::Edge(_) | Delta::Retry(_) | Delta::Items { .. } => None,
        });
        mine.unwrap_or(self.trace.progress.statuses[visit.0])
    }

    fn set(&mut self, visit: VisitIx, to: Status) {
        let from = self.status(visit);
        if from != to {
            self.deltas.push(Delta::Status { visit, from, to });
        }
    }

    fn end(&mut self, visit: VisitIx, to: Status) {
        if is_open(self.status(visit)) {
            self.set(visit, to);
        }
    }

    fn event(&mut self, event: &Event) {
        if let Some(visit) = self.trace.visit_of_event(event.id) {
            return self.event_of(visit, event);
        }
        if matches!(event.details, Details::ExecutionFailed(_)) {
            self.execution_failed(event.previous);
        }
        if matches!(event.details, Details::ExecutionRedriven { .. }) {
            self.redriven();
        }
        if event.details.ends_execution() {
            self.abort_all();
        }
    }

    fn event_of(&mut self, visit: VisitIx, event: &Event) {
        match &event.details {
            Details::StateEntered { .. } => self.entered(visit, event.previous),
            Details::StateExited { .. } => self.exited(visit),
            Details::StateAborted { .. } => self.end(visit, Status::Aborted),
            Details::LambdaFunctionFailed(_)
            | Details::LambdaFunctionTimedOut(_)
            | Details::LambdaFunctionScheduleFailed(_)
            | Details::LambdaFunctionStartFailed(_)
            | Details::TaskStartFailed { .. }
            | Details::TaskSubmitFailed { .. }
            | Details::ActivityScheduleFailed(_)
            | Details::TaskFailed { .. }
            | Details::TaskTimedOut { .. }
            | Details::ActivityFailed(_)
            | Details::ActivityTimedOut(_)
            | Details::EvaluationFailed { .. } => self.end(visit, Status::Failed),
            Details::ParallelStateFailed | Details::MapStateFailed => {
                self.inner_failure(event.previous);
                self.end_inside(visit);
                self.end(visit, Status::Failed);
            }
            Details::MapStateStarted { length } => self.items(visit, |_| (*length as u32, 0)),
            Details::MapIterationFailed { .. } => {
                self.inner_failure(event.previous);
                self.items(visit, |(items, done)| (items, done + 1));
            }
            Details::MapIterationSucceeded { .. } | Details::MapIterationAborted { .. } => {
                self.items(visit, |(items, done)| (items, done + 1));
            }
            // Of a distributed Map what counts are the children, which may be batches of items.
            Details::MapRunStarted { .. } => self.items(visit, |_| (0, 0)),
            Details::ExecutionStarted { .. } => {
                self.items(visit, |(items, done)| (items + 1, done));
            }
            Details::ExecutionSucceeded { .. }
            | Details::ExecutionFailed(_)
            | Details::ExecutionTimedOut(_)
            | Details::ExecutionAborted(_) => self.child_ended(visit, event),
            Details::LambdaFunctionScheduled { .. }
            | Details::TaskScheduled { .. }
            | Details::ActivityScheduled { .. }
            | Details::ParallelStateStarted
            | Details::MapRunRedriven { .. } => self.work_again(visit),
            Details::ExecutionRedriven { .. } => self.redriven(),
            Details::LambdaFunctionStarted
            | Details::Unknown { .. }
            | Details::MapRunAborted
            | Details::LambdaFunctionSucceeded { .. }
            | Details::TaskStarted(_)
            | Details::TaskSubmitted { .. }
            | Details::TaskSucceeded { .. }
            | Details::ActivityStarted { .. }
            | Details::ActivitySucceeded { .. }
            | Details::ParallelStateSucceeded
            | Details::MapStateSucceeded
            | Details::MapIterationStarted { .. }
            | Details::MapRunSucceeded
            | Details::MapRunFailed(_) => {}
        }
    }

    /// A child execution of a distributed Map has ended, and with it what was open in it.
    fn child_ended(&mut self, map: VisitIx, event: &Event) {
        self.items(map, |(items, done)| (items, done + 1));
        if matches!(event.details, Details::ExecutionFailed(_)) {
            self.inner_failure(event.previous);
        }
        for inner in self.trace.progress.children[map.0].clone() {
            let known = &self.trace.visits[inner.0];
            if known.history == event.history && is_open(self.status(inner)) {
                self.end_inside(inner);
                let status = self.lost_status(inner);
                self.end(inner, status);
            }
        }
    }

    fn entered(&mut self, visit: VisitIx, cause: EventId) {
        let state = self.trace.visits[visit.0].state;
        self.begin(visit);
        let Some(before) = self.trace.visit_of_event(cause) else {
            return self.arrow((None, Some(state), EdgeKind::Next));
        };
        let before = &self.trace.visits[before.0];
        let scope = |id| self.trace.machine().state(id).scope;
        if scope(before.state) == scope(state) {
            self.arrow((Some(before.state), Some(state), before.way));
        }
    }

    fn begin(&mut self, visit: VisitIx) {
        let state = self.trace.visits[visit.0].state;
        let waits = matches!(self.trace.machine().state(state).kind, Kind::Wait(_));
        let status = if waits {
            Status::Waiting
        } else {
            Status::InProgress
        };
        self.set(visit, status);
    }

    /// What the end of the execution ended is at work once more.
    fn redriven(&mut self) {
        let again = self.trace.again.iter();
        let visits = again.filter_map(|entered| self.trace.visit(*entered));
        for visit in visits.collect::<Vec<_>>() {
            self.begin(visit);
        }
    }

    fn exited(&mut self, visit: VisitIx) {
        self.end(visit, Status::Succeeded);
        let known = &self.trace.visits[visit.0];
        self.arrow((Some(known.state), None, known.way));
    }

    /// Counts an arrow, if it is one.
    fn arrow(&mut self, arrow: Arrow) {
        let known = self.trace.progress.index.get(&arrow).copied();
        self.deltas.extend(known.map(Delta::Edge));
    }

    /// After a retry's delay, the state is at work once more.
    fn work_again(&mut self, visit: VisitIx) {
        if self.status(visit) == Status::Waiting {
            self.set(visit, Status::InProgress);
        }
    }

    fn items(&mut self, visit: VisitIx, change: impl Fn((u32, u32)) -> (u32, u32)) {
        self.work_again(visit);
        let state = self.trace.visits[visit.0].state;
        let from = self.trace.progress.items[state.0 as usize];
        let (items, done) = change(from);
        // An iteration that failed and is redriven ends twice.
        let to = (items, done.min(items));
        self.deltas.push(Delta::Items { state, from, to });
    }

    /// The visit of the event that made something around it fail has failed: states like Pass have no
    /// event of their own for it.
    fn inner_failure(&mut self, cause: EventId) {
        if let Some(visit) = self.trace.visit_of_event(cause) {
            self.end(visit, Status::Failed);
        }
    }

    /// Ends what still runs inside a visit.
    fn end_inside(&mut self, visit: VisitIx) {
        let mut pending = self.trace.progress.children[visit.0].clone();
        while let Some(inner) = pending.pop() {
            if is_open(self.status(inner)) {
                let status = self.lost_status(inner);
                self.set(inner, status);
                pending.extend(&self.trace.progress.children[inner.0]);
            }
        }
    }

    /// A state that does its work in one step and is still open did not get through it.
    fn lost_status(&self, visit: VisitIx) -> Status {
        let state = self.trace.visits[visit.0].state;
        match self.trace.machine().state(state).kind {
            Kind::Pass(_) | Kind::Choice(_) | Kind::Succeed | Kind::Fail(_) => Status::Failed,
            Kind::Task(_) | Kind::Wait(_) | Kind::Parallel(_) | Kind::Map(_) => Status::Aborted,
        }
    }

    fn execution_failed(&mut self, cause: EventId) {
        let mut failed = self.trace.visit_of_event(cause);
        if let Some(visit) = failed {
            let state = self.trace.visits[visit.0].state;
            let at_top = self.trace.machine().state(state).scope == ScopeId(0);
            let ends_by_failing = matches!(self.trace.machine().state(state).kind, Kind::Fail(_));
            if at_top && ends_by_failing {
                self.arrow((Some(state), None, EdgeKind::Next));
            }
        }
        while let Some(visit) = failed {
            self.end(visit, Status::Failed);
            failed = self.trace.visits[visit.0].parent;
        }
    }

    fn abort_all(&mut self) {
        for visit in 0..self.trace.visits.len() {
            if is_open(self.trace.progress.statuses[visit]) {
                self.end(VisitIx(visit), Status::Aborted);
            }
        }
    }

    fn note(&mut self, noted: &Noted) {
        let Some(visit) = self.trace.visit(noted.visit) else {
            return;
        };
        match noted.note {
            Note::RuleTested { .. }
            | Note::DefaultTaken
            | Note::Exhausted { .. }
            | Note::Uncaught { .. } => {}
            Note::Retrying { .. } => {
                self.end_inside(visit);
                self.set(visit, Status::Waiting);
                self.deltas.push(Delta::Retry(noted.state));
            }
            Note::Caught { .. } => {
                self.end_inside(visit);
                self.set(visit, Status::Caught);
            }
        }
    }
}
