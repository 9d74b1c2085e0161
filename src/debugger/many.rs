//! Why a Map runs as it does: how many iterations at once, and how many of them may fail.

use super::action::Language;
use super::rules::Find;
use super::run::Run;
use super::view::Why;
use super::written;
use crate::execution::at_once;
use crate::history::{Details, Event};
use crate::machine::{Kind, Map, MaxConcurrency, State};

/// What the definition says of how many iterations run at once.
const CONCURRENCY: [&str; 2] = ["MaxConcurrency", "MaxConcurrencyPath"];
/// The same of how many may fail.
const TOLERATED: [&str; 4] = [
    "ToleratedFailureCount",
    "ToleratedFailureCountPath",
    "ToleratedFailurePercentage",
    "ToleratedFailurePercentagePath",
];
/// The error of a Map Run that tolerates no more.
const EXCEEDED: &str = "States.ExceedToleratedFailureThreshold";

/// What an event of a Map tells.
pub fn told(run: &Run, state: &State, event: &Event, find: Find<'_>) -> Option<Why> {
    let Kind::Map(map) = &state.kind else {
        return None;
    };
    if let Details::MapStateStarted { length } = &event.details {
        return Some(begins(run, state, map, *length, find));
    }
    if let Details::MapIterationFailed { index, .. } = &event.details {
        let index = *index as u32;
        return Some(Why::IterationFailed { index });
    }
    let Details::MapRunFailed(failure) = &event.details else {
        return None;
    };
    let exceeded = failure.error.as_deref() == Some(EXCEEDED);
    exceeded.then(|| Why::Intolerable {
        fields: written::fields(run, state, &TOLERATED),
    })
}

#[inline(never)]
fn begins(run: &Run, state: &State, map: &Map, length: usize, find: Find<'_>) -> Why {
    let distributed = map.distributed.as_ref();
    let read = distributed.is_some_and(|map| map.reader.is_some());
    Why::Iterations {
        items: (!read).then_some(length as u32),
        at_once: wanted(map, find).map(|wanted| at_once(map, wanted) as u32),
        field: written::fields(run, state, &CONCURRENCY).join(", "),
    }
}

/// `MaxConcurrency`, wherever its number comes from.
fn wanted(map: &Map, find: Find<'_>) -> Option<u64> {
    let found = match &map.max_concurrency {
        None => return Some(0),
        Some(MaxConcurrency::Literal(wanted)) => return Some(*wanted),
        Some(MaxConcurrency::Path(path)) => find(Language::JsonPath, path.as_str()),
        Some(MaxConcurrency::Formula(formula)) => find(Language::Jsonata, formula.as_str()),
    };
    let number = found?.as_number()?.as_i64()?;
    u64::try_from(number).ok()
}
