//! The marks on the drawing, and the player: both are views of one position.

use super::action::{Timing, Zoom};
use super::breakpoints::Breakpoints;
use super::names::Names;
use super::open::Open;
use super::run::Run;
use super::tally::Tally;
use super::trace::{Entry, Trace};
use super::view::{
    EdgeMark, Mark, Marks, Place, Status, Tick, Transport, WaitRow, WaitingFor, What,
};
use super::{outcome, why};
use crate::execution::{WaitReason, Waiting};
use crate::history::type_name;
use crate::inspection::Stage;
use crate::machine::StateId;
use crate::value::Timestamp;

/// So many ticks are drawn at most.
const MOST_TICKS: usize = 400;
/// Whole numbers up to here survive the way through JavaScript.
const SAFE: i64 = 9_007_199_254_740_991;

/// A moment in milliseconds, as JavaScript can hold it.
pub(super) fn millis(time: i64) -> i64 {
    time.clamp(-SAFE, SAFE)
}

/// The marks at the tally's position.
pub fn marks(run: &Run, names: &Names, tally: &Tally, position: usize) -> Marks {
    let trace = &run.trace;
    let states = trace.machine().states.iter();
    let states = states.filter_map(|state| mark(trace, names, tally, state.id));
    let arrows = 0..trace.progress.arrows.len();
    let edges = arrows.filter_map(|arrow| {
        let count = tally.edge(arrow);
        let edge = names.edge(arrow)?;
        (count > 0).then_some(EdgeMark { edge, count })
    });
    Marks {
        states: states.collect(),
        edges: edges.collect(),
        current: current(trace, names, position),
        moving: moving(trace, names, position),
        iteration: None,
    }
}

fn mark(trace: &Trace, names: &Names, tally: &Tally, state: StateId) -> Option<Mark> {
    let counts = tally.state(state);
    if counts.visits == 0 {
        return None;
    }
    Some(Mark {
        state: names.shown(state)?,
        status: tally.status(trace, state),
        visits: counts.visits,
        open: counts.open,
        failed: counts.failed,
        retries: counts.retries,
        items: counts.items.0,
        items_done: counts.items.1,
        child: None,
    })
}

/// The state of the cursor's entry and those around it, outer ones first.
fn current(trace: &Trace, names: &Names, position: usize) -> Vec<u32> {
    let entry = trace.at(position);
    let mut at = entry
        .and_then(Entry::visit)
        .and_then(|entered| trace.visit(entered));
    let mut found = Vec::new();
    while let Some(visit) = at {
        let visit = &trace.visits[visit.0];
        found.extend(names.shown(visit.state));
        at = visit.parent;
    }
    found.reverse();
    found
}

/// The arrow taken by the cursor's entry, or by the Entered event right before an input.
fn moving(trace: &Trace, names: &Names, position: usize) -> Option<u32> {
    let is_input =
        matches!(trace.at(position), Some(Entry::Stage(record)) if record.stage == Stage::Input);
    let at = if is_input { position - 1 } else { position };
    trace.deltas_at(at).iter().find_map(|delta| match delta {
        super::progress::Delta::Edge(arrow) => names.edge(*arrow as usize),
        super::progress::Delta::Status { .. }
        | super::progress::Delta::Retry(_)
        | super::progress::Delta::Items { .. } => None,
    })
}

/// Where the cursor is, as far as the player is concerned.
#[derive(Clone, Copy, Debug)]
pub struct Cursor {
    /// The position.
    pub position: usize,
    /// What a step is.
    pub zoom: Zoom,
    /// How virtual time passes.
    pub timing: Timing,
    /// Whether the execution is going on.
    pub running: bool,
    /// Whether virtual time stands still.
    pub paused: bool,
    /// The host's moment.
    pub present: Timestamp,
}

/// Where breakpoints hold, as far as the player is concerned.
#[derive(Clone, Copy, Debug, Default)]
pub struct Held<'a> {
    /// Those of the execution that is looked at.
    pub own: Option<&'a Breakpoints>,
    /// Where that execution is when the next one holds, in it or in another of the family.
    pub ahead: Option<usize>,
}

/// The player before the first run.
pub fn idle(zoom: Zoom, timing: Timing) -> Transport {
    Transport {
        zoom,
        timing,
        ..Transport::default()
    }
}

/// The player.
pub fn transport(run: &Run, names: &Names, held: &Held<'_>, cursor: Cursor) -> Transport {
    let Cursor {
        position,
        zoom,
        timing,
        running,
        paused,
        present,
    } = cursor;
    let trace = &run.trace;
    let stops = trace.stops(zoom);
    let start = trace.time_at(1).unwrap_or_default();
    let now = trace.time_at(position).unwrap_or(start);
    Transport {
        can_run: false,
        can_redrive: !running && run.can_redrive(),
        running,
        outdated: false,
        position: position as u32,
        length: trace.len() as u32,
        zoom,
        step: stops.partition_point(|stop| *stop <= position) as u32,
        steps: stops.len() as u32,
        at: place(run, names, position),
        can_back: position > 0,
        can_forward: position < trace.len(),
        ticks: ticks(trace),
        elapsed: millis(now.0.saturating_sub(start.0)),
        now: millis(now.0),
        timing,
        waiting: run
            .waiting
            .iter()
            .map(|waiting| wait_row(run, names, waiting))
            .collect(),
        status: outcome::status_at(run, position),
        finished: None,
        ended: (!run.goes_on()).then(|| outcome::status_at(run, trace.len())),
        paused,
        present: millis(present.0),
        holds: held.own.is_some_and(|own| own.holds_at(position)),
        held_ahead: held.ahead.map(|held| held as u32),
        held: thinned(held.own.map_or(&[], Breakpoints::hits)),
        fails_ahead: trace
            .frames
            .failures
            .last()
            .is_some_and(|last| *last > position),
        fails_before: trace
            .frames
            .failures
            .first()
            .is_some_and(|first| *first < position),
    }
}

/// As many positions as can be drawn, evenly.
fn thinned(positions: &[usize]) -> Vec<u32> {
    let every = positions.len().div_ceil(MOST_TICKS).max(1);
    let kept = positions.iter().step_by(every);
    kept.map(|position| *position as u32).collect()
}

fn place(run: &Run, names: &Names, position: usize) -> Place {
    let trace = &run.trace;
    let Some(entry) = trace.at(position) else {
        return Place::default();
    };
    let visit = entry.visit().and_then(|entered| trace.visit(entered));
    let iteration = visit.and_then(|visit| trace.visits[visit.0].iteration);
    let state = entry.state();
    Place {
        state: state.map_or(String::new(), |id| {
            trace.machine().state(id).name.to_string()
        }),
        id: state.and_then(|id| names.shown(id)),
        iteration: iteration.map(|index| index as u32),
        what: match entry {
            Entry::Event(event) => What::Event(type_name(&event.details).into_owned()),
            Entry::Stage(record) => What::Stage(record.stage),
            Entry::Note(noted) => why::kind(run, noted).map_or(What::Nothing, What::Why),
        },
    }
}

/// Failures always, and as many of the others as there is room for, evenly.
fn ticks(trace: &Trace) -> Vec<Tick> {
    let failures = trace.ticks.iter().filter(|(_, failure)| *failure).count();
    let others = trace.ticks.len() - failures;
    let room = MOST_TICKS.saturating_sub(failures).max(1);
    let every = others.div_ceil(room).max(1);
    let every_failure = failures.div_ceil(MOST_TICKS).max(1);
    let (mut other, mut failed) = (0, 0);
    let kept = trace.ticks.iter().filter(|(_, failure)| {
        let (count, every) = if *failure {
            (&mut failed, every_failure)
        } else {
            (&mut other, every)
        };
        *count += 1;
        (*count - 1) % every == 0
    });
    kept.map(|(position, failure)| Tick {
        position: *position as u32,
        failure: *failure,
    })
    .collect()
}

fn wait_row(run: &Run, names: &Names, waiting: &Waiting) -> WaitRow {
    WaitRow {
        state: names.shown(waiting.state),
        name: run.trace.machine().state(waiting.state).name.to_string(),
        until: waiting.until.map(|until| millis(until.0)),
        deadline: waiting.deadline.map(|deadline| millis(deadline.0)),
        reason: match waiting.reason {
            WaitReason::WaitState => WaitingFor::WaitState,
            WaitReason::Backoff => WaitingFor::Backoff,
            WaitReason::Invocation => WaitingFor::Function,
            WaitReason::Service => WaitingFor::Service,
            WaitReason::Callback => WaitingFor::Callback,
            WaitReason::Worker => WaitingFor::Worker,
        },
        child: None,
        task: run.open_at(waiting).and_then(Open::task),
    }
}

/// Whether a status is an end.
pub fn has_ended(status: Status) -> bool {
    match status {
        Status::NotRun | Status::InProgress | Status::Waiting => false,
        Status::Succeeded
        | Status::Caught
        | Status::Failed
        | Status::Aborted
        | Status::TimedOut => true,
    }
}
