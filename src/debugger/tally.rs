//! How every state stands at one position of a trace. Moving by n entries costs n small steps, in
//! either direction.

use super::progress::{Delta, is_open};
use super::trace::{Trace, VisitIx};
use super::view::Status;
use crate::machine::StateId;
use std::collections::HashSet;

/// The state of affairs at a position.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    position: usize,
    statuses: Vec<Status>,
    states: Vec<StateTally>,
    edges: Vec<u32>,
}

/// One state at a position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StateTally {
    /// Visits so far.
    pub visits: u32,
    /// Those that have not ended.
    pub open: u32,
    /// Those of the open ones that wait for time.
    pub waiting: u32,
    /// Those that failed for good, as far as is known here.
    pub failed: u32,
    /// Retries.
    pub retries: u32,
    /// Items of a Map's last visit, and how many are done.
    pub items: (u32, u32),
}

impl Tally {
    /// Before everything.
    pub fn new(trace: &Trace) -> Self {
        Self {
            position: 0,
            statuses: Vec::new(),
            states: vec![StateTally::default(); trace.by_state.len()],
            edges: vec![0; trace.progress.arrows.len()],
        }
    }

    /// Moves to another position of the trace.
    pub fn seek(&mut self, trace: &Trace, position: usize) {
        let position = position.min(trace.len());
        self.statuses.resize(trace.visits.len(), Status::NotRun);
        while self.position < position {
            self.position += 1;
            for delta in trace.deltas_at(self.position) {
                self.apply(trace, *delta);
            }
        }
        while self.position > position {
            for delta in trace.deltas_at(self.position).iter().rev() {
                self.take_back(trace, *delta);
            }
            self.position -= 1;
        }
    }

    /// How a visit stands.
    pub fn visit(&self, visit: VisitIx) -> Status {
        self.statuses.get(visit.0).copied().unwrap_or_default()
    }

    /// How a state stands in numbers.
    pub fn state(&self, state: StateId) -> StateTally {
        self.states
            .get(state.0 as usize)
            .copied()
            .unwrap_or_default()
    }

    /// How a state stands in one word: its open visits if it has any, else the last one. Where what is around them did not
    /// end well, a visit that failed tells more than those that were aborted for it.
    pub fn status(&self, trace: &Trace, state: StateId) -> Status {
        let tally = self.state(state);
        if tally.open > 0 {
            return if tally.waiting == tally.open {
                Status::Waiting
            } else {
                Status::InProgress
            };
        }
        let visits = &trace.by_state[state.0 as usize][..tally.visits as usize];
        match visits.last() {
            Some(_) if tally.failed > 0 && self.failed_beside(trace, visits) => Status::Failed,
            Some(last) => self.visit(*last),
            None => Status::NotRun,
        }
    }

    /// Whether one of the last visit's neighbours failed for good, and all that is around them with it. In an
    /// iteration only the last visit counts.
    fn failed_beside(&self, trace: &Trace, visits: &[VisitIx]) -> bool {
        let around = visits.last().map(|last| trace.outermost(*last));
        if around.is_none_or(|around| self.visit(around) == Status::Succeeded) {
            return false;
        }
        let mut told = HashSet::new();
        let mut beside = visits
            .iter()
            .rev()
            .take_while(|visit| Some(trace.outermost(**visit)) == around);
        beside.any(|visit| {
            told.insert(trace.iterations_around(*visit)) && self.visit(*visit) == Status::Failed
        })
    }

    /// How often an arrow was taken.
    pub fn edge(&self, edge: usize) -> u32 {
        self.edges.get(edge).copied().unwrap_or_default()
    }

    fn apply(&mut self, trace: &Trace, delta: Delta) {
        match delta {
            Delta::Status { visit, from, to } => self.turn(trace, visit, from, to),
            Delta::Edge(edge) => self.edges[edge as usize] += 1,
            Delta::Retry(state) => self.states[state.0 as usize].retries += 1,
            Delta::Items { state, to, .. } => self.states[state.0 as usize].items = to,
        }
    }

    fn take_back(&mut self, trace: &Trace, delta: Delta) {
        match delta {
            Delta::Status { visit, from, to } => self.turn(trace, visit, to, from),
            Delta::Edge(edge) => self.edges[edge as usize] -= 1,
            Delta::Retry(state) => self.states[state.0 as usize].retries -= 1,
            Delta::Items { state, from, .. } => self.states[state.0 as usize].items = from,
        }
    }

    fn turn(&mut self, trace: &Trace, visit: VisitIx, from: Status, to: Status) {
        self.statuses[visit.0] = to;
        let state = &mut self.states[trace.visits[visit.0].state.0 as usize];
        let count = |number: &mut u32, is: fn(Status) -> bool| {
            *number = *number + u32::from(is(to)) - u32::from(is(from));
        };
        count(&mut state.visits, |status| status != Status::NotRun);
        count(&mut state.open, is_open);
        count(&mut state.waiting, |status| status == Status::Waiting);
        count(&mut state.failed, |status| status == Status::Failed);
    }
}
