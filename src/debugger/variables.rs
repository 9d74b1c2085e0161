//! The variables that a visit sees, found by going back along the events that caused it: what the states
//! before it assigned, then what those before the Parallel or Map around it did.

use super::trace::{Trace, VisitTrace};
use super::view::{SourceRow, VariableRow};
use crate::history::{Details, Event, EventId};
use crate::value::Payload;
use std::collections::BTreeMap;
use std::rc::Rc;

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
    };
    let before = found(trace, visit.entered);
    let mut rows: Vec<_> = before
        .iter()
        .map(|(name, found)| row(name, found, false))
        .collect();
    let places = visit.entries.iter().filter(|place| **place < position);
    let exits = places.filter_map(|place| exit(trace, *place));
    for (name, value) in exits.flatten() {
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

struct Found<'a> {
    value: &'a Payload,
    /// The Entered event of the visit that assigned it.
    by: EventId,
    /// How many Parallels and Maps further out.
    outward: u32,
}

fn found(trace: &Trace, entered: EventId) -> BTreeMap<&Rc<str>, Found<'_>> {
    let mut known = BTreeMap::new();
    let (mut at, mut outward) = (entered, 0);
    while let Some(cause) = event(trace, at).and_then(|entered| event(trace, entered.previous)) {
        let Some(by) = cause.visit else { break };
        if let Details::StateExited { assigned, .. } = &cause.details {
            for (name, value) in assigned {
                let found = Found { value, by, outward };
                let _ = known.entry(name).or_insert(found);
            }
        } else if begins_inside(&cause.details) {
            outward += 1;
        } else {
            break;
        }
        at = by;
    }
    known
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

/// What a place of the trace tells as assigned.
fn exit(trace: &Trace, place: usize) -> Option<&Vec<(Rc<str>, Payload)>> {
    match trace.at(place + 1)? {
        super::trace::Entry::Event(Event {
            details: Details::StateExited { assigned, .. },
            ..
        }) => Some(assigned),
        super::trace::Entry::Event(_)
        | super::trace::Entry::Stage(_)
        | super::trace::Entry::Note(_) => None,
    }
}
