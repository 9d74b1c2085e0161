//! The variables that a visit sees, found by going back along the events that caused it: what the states
//! before it assigned, then what those before the Parallel or Map around it did.

use super::branches;
use super::rules::compact;
use super::trace::{Entry, Trace, VisitIx, VisitTrace};
use super::view::{AssignedRow, ScopeRow, SourceRow, VariableRow};
use crate::history::{Details, Event, EventId};
use crate::value::Payload;
use std::collections::BTreeMap;
use std::rc::Rc;

/// So many values that a variable has had are told.
const MOST_VALUES: usize = 50;

/// The variables as the visit found them, by name, and then those that it had assigned at the position. `sources`
/// tells where the value comes from that a visit has assigned to a name.
pub fn of_visit(
    trace: &Trace,
    visit: &VisitTrace,
    position: usize,
    show: impl Fn(&Payload) -> String,
    sources: impl Fn(&str, &Payload, EventId) -> Vec<SourceRow>,
) -> Vec<VariableRow> {
    let row = |name: &Rc<str>, found: &Found<'_>, here: bool| VariableRow {
        name: name.to_string(),
        text: show(found.value),
        assigned_by: found.by.place,
        outward: found.outward,
        here,
        sources: sources(name, found.value, found.by),
        over_time: Vec::new(),
    };
    let before = found(trace, visit.entered);
    let mut rows: Vec<_> = before
        .iter()
        .map(|(name, found)| row(name, found, false))
        .collect();
    for (name, value) in own(trace, visit, position).flat_map(|exit| exit.assigned) {
        let found = Found {
            value,
            by: visit.entered,
            outward: 0,
        };
        rows.push(row(name, &found, true));
    }
    rows
}

/// The variables as a visit found them, by name.
pub fn before(trace: &Trace, entered: EventId) -> BTreeMap<Rc<str>, Payload> {
    let found = found(trace, entered).into_iter();
    found
        .map(|(name, found)| (Rc::clone(name), found.value.clone()))
        .collect()
}

/// What was assigned to a variable on the way to a visit and by itself, in order.
#[inline(never)]
pub fn over_time(
    trace: &Trace,
    visit: &VisitTrace,
    position: usize,
    name: &str,
) -> Vec<AssignedRow> {
    let exits = own(trace, visit, position).chain(Exits::before(trace, visit.entered));
    let values = exits.filter_map(|exit| {
        let (_, value) = exit.assigned.iter().find(|(other, _)| **other == *name)?;
        Some((exit, value))
    });
    let rows = values.take(MOST_VALUES).filter_map(|(exit, value)| {
        let by = &trace.visits[trace.visit(exit.by)?.0];
        Some(AssignedRow {
            event: exit.event.place,
            state: trace.machine().state(by.state).name.to_string(),
            iteration: by.iteration.map(|index| index as u32),
            text: compact(value.value()),
        })
    });
    let mut rows: Vec<_> = rows.collect();
    rows.reverse();
    rows
}

/// The scopes of the variables that a visit sees, its own first.
pub fn scopes(trace: &Trace, visit: VisitIx) -> Vec<ScopeRow> {
    let scope = |ix: VisitIx| {
        let known = &trace.visits[ix.0];
        let Some(around) = known.parent else {
            return ScopeRow::default();
        };
        let machine = trace.machine();
        let branch = branches::number(machine, known.state);
        let iteration = known.iteration.filter(|_| branch.is_none());
        let around = machine.state(trace.visits[around.0].state);
        ScopeRow {
            name: around.name.to_string(),
            iteration: iteration.map(|index| index as u32),
            branch,
        }
    };
    trace.around(visit).map(scope).collect()
}

/// The variables as a visit left them, by name.
pub fn after(trace: &Trace, visit: &VisitTrace) -> BTreeMap<Rc<str>, Payload> {
    let mut known = before(trace, visit.entered);
    let assigned = own(trace, visit, usize::MAX).flat_map(|exit| exit.assigned);
    known.extend(assigned.cloned());
    known
}

struct Found<'a> {
    value: &'a Payload,
    /// The Entered event of the visit that assigned it.
    by: EventId,
    /// How many Parallels and Maps further out.
    outward: u32,
}

fn found(trace: &Trace, entered: EventId) -> BTreeMap<&Rc<str>, Found<'_>> {
    let mut known = BTreeMap::new();
    for exit in Exits::before(trace, entered) {
        let Exit { by, outward, .. } = exit;
        for (name, value) in exit.assigned {
            let found = Found { value, by, outward };
            let _ = known.entry(name).or_insert(found);
        }
    }
    known
}

/// A state that was left.
struct Exit<'a> {
    /// The event that tells so.
    event: EventId,
    /// The Entered event of the visit that ended.
    by: EventId,
    /// How many Parallels and Maps further out than the visit that is asked for.
    outward: u32,
    assigned: &'a [(Rc<str>, Payload)],
}

/// The states that were left on the way to a visit, the last one first.
struct Exits<'a> {
    trace: &'a Trace,
    /// The Entered event that has been come to; `None` at the end of the way.
    at: Option<EventId>,
    outward: u32,
}

impl<'a> Exits<'a> {
    fn before(trace: &'a Trace, entered: EventId) -> Self {
        Self {
            trace,
            at: Some(entered),
            outward: 0,
        }
    }
}

impl<'a> Iterator for Exits<'a> {
    type Item = Exit<'a>;

    fn next(&mut self) -> Option<Exit<'a>> {
        while let Some(at) = self.at.take() {
            let event = event(self.trace, at)?.previous;
            let cause = self::event(self.trace, event)?;
            let by = cause.visit?;
            self.at = Some(by);
            if let Details::StateExited { assigned, .. } = &cause.details {
                return Some(Exit {
                    event,
                    by,
                    outward: self.outward,
                    assigned,
                });
            }
            if !begins_inside(&cause.details) {
                self.at = None;
            }
            self.outward += 1;
        }
        None
    }
}

/// Whether an event begins what runs inside of a Parallel or Map.
fn begins_inside(details: &Details) -> bool {
    matches!(
        details,
        Details::ParallelStateStarted | Details::MapIterationStarted { .. }
    )
}

fn event(trace: &Trace, id: EventId) -> Option<&Event> {
    trace.event((id.place as usize).checked_sub(1)?)
}

/// The end of a visit, if it has come at a position.
fn own<'a>(
    trace: &'a Trace,
    visit: &'a VisitTrace,
    position: usize,
) -> impl Iterator<Item = Exit<'a>> {
    let places = visit.entries.iter().filter(move |place| **place < position);
    places.filter_map(|place| {
        let Entry::Event(event) = trace.at(place + 1)? else {
            return None;
        };
        let Details::StateExited { assigned, .. } = &event.details else {
            return None;
        };
        Some(Exit {
            event: event.id,
            by: visit.entered,
            outward: 0,
            assigned,
        })
    })
}
