//! What must be true of every history, whatever ran: its numbers, its causes, its end; and that nothing
//! goes on in a Parallel or Map that has been left.

use super::Call;
use asl::execution::Output;
use asl::history::{Details, Event, HistoryId};
use libtest_mimic::Failed;
use std::collections::BTreeMap;

/// Of longer histories the causes are not followed.
const LONG: usize = 2_000;

/// Checks the histories of a log. A redrive begins in the middle of what was: such logs are left out.
pub fn check(log: &[Call]) -> Result<(), Failed> {
    if log.iter().any(|call| matches!(call, Call::Redrive(_))) {
        return Ok(());
    }
    let mut histories = BTreeMap::<HistoryId, Vec<&Event>>::new();
    for call in log {
        if let Call::Poll(_, Output::Event(event)) = call {
            histories.entry(event.history).or_default().push(event);
        }
    }
    histories.values().try_for_each(|events| sound(events))
}

fn sound(events: &[&Event]) -> Result<(), Failed> {
    for (index, event) in events.iter().enumerate() {
        let last = index + 1 == events.len();
        if event.id.number as usize != index + 1 {
            return refuse(event, "is not the next number");
        }
        if event.previous.number >= event.id.number {
            return refuse(event, "is caused by what comes after it");
        }
        if event.details.ends_execution() != last {
            return refuse(event, "is not the last event, or the last is no end");
        }
    }
    if events.len() > LONG {
        return Ok(());
    }
    let exits = events.iter().filter(|event| leaves_container(event));
    exits
        .clone()
        .try_for_each(|exit| nothing_goes_on(events, exit))
}

fn leaves_container(event: &Event) -> bool {
    if let Details::StateExited { kind, .. } = &event.details {
        matches!(*kind, "Parallel" | "Map")
    } else {
        false
    }
}

/// Every event after `exit` that follows from inside the visit follows from `exit`.
fn nothing_goes_on(events: &[&Event], exit: &Event) -> Result<(), Failed> {
    let entered = exit.visit.map_or(0, |visit| visit.number);
    for event in &events[exit.id.number as usize..] {
        let mut cause = event.previous.number;
        while cause > entered && cause != exit.id.number {
            cause = events[cause as usize - 1].previous.number;
        }
        if cause == entered && entered > 0 {
            return refuse(
                event,
                &format!("goes on in what event {} left", exit.id.number),
            );
        }
    }
    Ok(())
}

fn refuse(event: &Event, why: &str) -> Result<(), Failed> {
    Err(format!("event {} {why}: {event:?}", event.id.number).into())
}
