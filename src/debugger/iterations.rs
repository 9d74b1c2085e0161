//! The iterations of a Map as a grid, and one of them looked at alone.

use super::action::{Grid, Selection};
use super::names::Names;
use super::tally::Tally;
use super::trace::{Entry, Trace, VisitIx};
use super::view::{IterationRow, Iterations, Mark, Status};
use crate::history::{Details, Event};
use crate::machine::{Kind, StateId};

/// So many squares are given at most, whatever is asked for.
const MOST_CELLS: usize = 2_000;

/// One iteration of one visit of a Map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Iteration {
    /// The Map's visit.
    pub map: VisitIx,
    /// Which, from 0.
    pub index: usize,
}

impl Iteration {
    /// The innermost iteration that a visit belongs to.
    pub fn around(trace: &Trace, visit: VisitIx) -> Option<Self> {
        let mut at = trace.visits.get(visit.0)?;
        while let Some(parent) = at.parent {
            if is_map(trace, parent) {
                return Some(Self {
                    map: parent,
                    index: at.iteration?,
                });
            }
            at = &trace.visits[parent.0];
        }
        None
    }

    /// Whether a visit is inside, however deep.
    fn holds(self, trace: &Trace, visit: VisitIx) -> bool {
        let mut at = Some(visit);
        while let Some(visit) = at {
            let known = &trace.visits[visit.0];
            if known.parent == Some(self.map) {
                return known.iteration == Some(self.index);
            }
            at = known.parent;
        }
        false
    }

    /// The last visit inside that stands directly in the iteration.
    pub fn last_visit(self, trace: &Trace) -> Option<VisitIx> {
        let inside = trace.progress.inside(self.map).iter().rev();
        let mut inside = inside.filter(|visit| trace.visits[visit.0].iteration == Some(self.index));
        inside.next().copied()
    }

    /// The marks of the states inside, as if there were no other iteration.
    pub fn mark_alone(self, trace: &Trace, names: &Names, tally: &Tally, marks: &mut Vec<Mark>) {
        let map = trace.visits[self.map.0].state;
        for state in trace.machine().states.iter().map(|state| state.id) {
            let shown = names.shown(state).filter(|_| stands_in(trace, state, map));
            if let Some(shown) = shown {
                marks.retain(|mark| mark.state != shown);
                marks.extend(self.mark(trace, tally, state, shown));
            }
        }
        marks.sort_by_key(|mark| mark.state);
    }

    fn mark(self, trace: &Trace, tally: &Tally, state: StateId, shown: u32) -> Option<Mark> {
        let counts = tally.state(state);
        let visits = &trace.by_state[state.0 as usize];
        let begun = &visits[..visits.len().min(counts.visits as usize)];
        let own = begun.iter().filter(|visit| self.holds(trace, **visit));
        let statuses: Vec<Status> = own.map(|visit| tally.visit(*visit)).collect();
        let count = |is: fn(Status) -> bool| {
            let some = statuses.iter().filter(|status| is(**status));
            some.count() as u32
        };
        Some(Mark {
            state: shown,
            status: statuses.last().copied()?,
            visits: statuses.len() as u32,
            open: count(super::progress::is_open),
            failed: count(|status| status == Status::Failed),
            ..Mark::default()
        })
    }
}

fn is_map(trace: &Trace, visit: VisitIx) -> bool {
    let state = trace.visits[visit.0].state;
    matches!(trace.machine().state(state).kind, Kind::Map(_))
}

/// Whether a state stands inside another, however deep.
fn stands_in(trace: &Trace, state: StateId, outer: StateId) -> bool {
    let machine = trace.machine();
    let mut at = machine.scope(machine.state(state).scope).parent;
    while let Some(around) = at {
        if around == outer {
            return true;
        }
        at = machine.scope(machine.state(around).scope).parent;
    }
    false
}

/// The grid of the Map that a visit is of or stands in; `None` when there is no Map.
pub fn grid(trace: &Trace, position: usize, visit: VisitIx, wish: Grid) -> Option<Iterations> {
    let around = Iteration::around(trace, visit);
    let map = if is_map(trace, visit) {
        visit
    } else {
        around?.map
    };
    let statuses = statuses(trace, position, map);
    let known = (0_u32..).zip(&statuses);
    let wanted = known.filter(|(_, status)| wish.only.is_none_or(|only| only == kind(**status)));
    let wanted: Vec<_> = wanted.collect();
    let from = (wish.window.from as usize).min(wanted.len());
    let to = (from + (wish.window.count as usize).min(MOST_CELLS)).min(wanted.len());
    let cells = wanted[from..to].iter().map(|(index, status)| IterationRow {
        index: *index,
        status: **status,
    });
    Some(Iterations {
        map: trace.visits[map.0].entered.place,
        total: statuses.len() as u32,
        counts: counts(&statuses),
        only: wish.only,
        shown: wanted.len() as u32,
        from: from as u32,
        cells: cells.collect(),
        chosen: around
            .filter(|around| around.map == map)
            .map(|around| around.index as u32),
    })
}

/// The status that an iteration is counted under: those that wait or ran out of time are among the
/// others at work and failed.
fn kind(status: Status) -> Status {
    match status {
        Status::NotRun | Status::InProgress | Status::Succeeded | Status::Aborted => status,
        Status::Waiting => Status::InProgress,
        Status::Failed | Status::Caught | Status::TimedOut => Status::Failed,
    }
}

/// How many there are of each, those that want to be looked at first.
fn counts(statuses: &[Status]) -> Vec<(Status, u32)> {
    const ORDER: [Status; 5] = [
        Status::Failed,
        Status::InProgress,
        Status::Succeeded,
        Status::Aborted,
        Status::NotRun,
    ];
    let count = |wanted: Status| {
        let alike = statuses.iter().filter(|status| kind(**status) == wanted);
        (wanted, alike.count() as u32)
    };
    let counted = ORDER.into_iter().map(count);
    counted.filter(|(_, count)| *count > 0).collect()
}

/// How each iteration of a Map's visit is at a position, those that have not begun included.
fn statuses(trace: &Trace, position: usize, map: VisitIx) -> Vec<Status> {
    let mut statuses = Vec::new();
    let entries = &trace.visits[map.0].entries;
    let happened = entries.partition_point(|place| *place < position);
    for place in &entries[..happened] {
        let Entry::Event(event) = &trace.entries[*place] else {
            continue;
        };
        if let Details::MapStateStarted { length } = event.details {
            // A retry begins anew.
            statuses = vec![Status::NotRun; length];
        }
        if let Some((index, status)) = told(trace, map, event) {
            if statuses.len() <= index {
                statuses.resize(index + 1, Status::NotRun);
            }
            statuses[index] = status;
        }
    }
    statuses
}

/// What an event tells of an iteration: of an inline Map, or of a child execution of a distributed one.
fn told(trace: &Trace, map: VisitIx, event: &Event) -> Option<(usize, Status)> {
    if let Details::MapIterationStarted { index, .. } = event.details {
        return Some((index, Status::InProgress));
    }
    if let Details::MapIterationSucceeded { index, .. } = event.details {
        return Some((index, Status::Succeeded));
    }
    if let Details::MapIterationFailed { index, .. } = event.details {
        return Some((index, Status::Failed));
    }
    if let Details::MapIterationAborted { index, .. } = event.details {
        return Some((index, Status::Aborted));
    }
    let (_, index) = trace.owner(event.history).filter(|(of, _)| *of == map)?;
    let status = if matches!(event.details, Details::ExecutionStarted { .. }) {
        Status::InProgress
    } else if matches!(event.details, Details::ExecutionSucceeded { .. }) {
        Status::Succeeded
    } else if matches!(event.details, Details::ExecutionFailed(_)) {
        Status::Failed
    } else if matches!(event.details, Details::ExecutionTimedOut(_)) {
        Status::TimedOut
    } else if matches!(event.details, Details::ExecutionAborted(_)) {
        Status::Aborted
    } else {
        return None;
    };
    Some((index, status))
}

/// The iteration that a selection is in, when it names a visit.
pub fn chosen(trace: &Trace, selection: Option<Selection>) -> Option<Iteration> {
    let place = selection?.visit?;
    Iteration::around(trace, trace.visit_at(place)?)
}
