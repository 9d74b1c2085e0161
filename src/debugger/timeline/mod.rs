//! The timeline: who was at work when, on the virtual clock, with attempts, waits and what ran side by
//! side. Computed once for a trace; a window of lanes at a time is shown.

mod lanes;
mod scale;

use super::action::Window;
use super::marks::millis;
use super::names::Names;
use super::progress::is_open;
use super::run::Run;
use super::trace::Trace;
use super::view::{BarKind, BarRow, LaneKind, LaneRow, ScaleMark, Status, Timeline};
use crate::graph::kind_of;
use crate::machine::{Kind, Machine};
use lanes::{Bar, Key, Lane, Lanes};
use scale::{Moment, Scale};
use std::collections::BTreeSet;

/// So many lanes are given at most, whatever is asked for.
const MOST_LANES: usize = 300;
/// Bars of one kind and end that are closer than this share of the line are one.
const NEAR: f64 = 1.0 / 1500.0;
/// A trace that still grows is looked at again when it is longer by a part of this size.
const GROWN: usize = 8;

/// The lanes of a trace and the scale they are drawn to.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// How many entries of the trace it knows.
    length: usize,
    /// Lanes that are not as they are at first: opened Maps, closed Parallels.
    turned: BTreeSet<u32>,
    lanes: Lanes,
    scale: Scale,
    /// Whether nothing of it took any time: lanes then stand along the positions of the cursor.
    timeless: bool,
    start: i64,
    end: i64,
    /// The numbers of the lanes that are open to be seen.
    seen: Vec<usize>,
}

impl Chart {
    /// Learns what the trace has told since, if that is worth it.
    pub fn follow(&mut self, run: &Run) {
        let length = run.trace.len();
        let grown = length.saturating_sub(self.length);
        let settled = !run.goes_on();
        let due = self.length == 0
            || length < self.length
            || grown > 0 && (settled || grown * GROWN >= self.length);
        if due {
            self.learn(&run.trace);
        }
    }

    fn learn(&mut self, trace: &Trace) {
        let moments = moments(trace);
        self.length = trace.len();
        self.start = trace.time_at(1).unwrap_or_default().0;
        self.end = self.start + moments.last().map_or(0, |moment| moment.millis);
        self.timeless = self.end == self.start;
        if self.timeless {
            self.start = 0;
            self.end = 0;
            self.scale = Scale::new(&steps(trace));
        } else {
            self.scale = Scale::new(&moments);
        }
        self.lanes = Lanes::of(trace, self.timeless);
        self.unfold(trace.machine());
    }

    /// Opens or closes a lane.
    pub fn turn(&mut self, lane: u32, open: bool, machine: &Machine) {
        let Some(known) = self.lanes.all.get(lane as usize) else {
            return;
        };
        if open == opens(known, machine) {
            self.turned.remove(&lane);
        } else {
            self.turned.insert(lane);
        }
        self.unfold(machine);
    }

    /// Forgets which lanes were opened and closed: another execution is looked at.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// The last position at a place along the line.
    pub fn position(&self, trace: &Trace, place: f64) -> usize {
        let moment = self.start.saturating_add(self.scale.moment(place));
        if self.timeless {
            return usize::try_from(moment).unwrap_or_default();
        }
        let after = trace.events.partition_point(|at| {
            let time = trace.time_at(*at + 1);
            time.is_some_and(|time| time.0 <= moment)
        });
        trace.events.get(after).copied().unwrap_or(trace.len())
    }

    /// When it is at a position, in what the lanes stand along.
    fn now(&self, trace: &Trace, position: usize) -> i64 {
        if self.timeless {
            return i64::try_from(position).unwrap_or(i64::MAX);
        }
        trace.time_at(position).map_or(self.start, |time| time.0)
    }

    /// A stretch along the line in milliseconds.
    fn took(&self, from: i64, to: i64) -> i64 {
        if self.timeless {
            return 0;
        }
        millis(to.saturating_sub(from))
    }

    fn unfold(&mut self, machine: &Machine) {
        let mut pending: Vec<usize> = self.lanes.roots.iter().rev().copied().collect();
        self.seen.clear();
        while let Some(lane) = pending.pop() {
            self.seen.push(lane);
            let known = &self.lanes.all[lane];
            if self.is_open(lane, machine) {
                pending.extend(known.inside.iter().rev());
            }
        }
    }

    fn is_open(&self, lane: usize, machine: &Machine) -> bool {
        opens(&self.lanes.all[lane], machine) != self.turned.contains(&(lane as u32))
    }

    /// The panel for a window, with the cursor at a position.
    pub fn panel(&self, run: &Run, names: &Names, position: usize, window: Window) -> Timeline {
        let total = self.seen.len();
        let from = (window.from as usize).min(total);
        let to = (from + (window.count as usize).min(MOST_LANES)).min(total);
        let now = self.now(&run.trace, position);
        let lanes = self.seen[from..to].iter();
        Timeline {
            total: total as u32,
            from: from as u32,
            lanes: lanes.map(|lane| self.row(run, names, *lane)).collect(),
            folds: self.scale.folds(),
            marks: if self.timeless {
                vec![ScaleMark::default()]
            } else {
                self.scale.marks()
            },
            cursor: self.scale.place(now.saturating_sub(self.start)),
            took: self.took(self.start, self.end),
        }
    }

    fn row(&self, run: &Run, names: &Names, number: usize) -> LaneRow {
        let lane = &self.lanes.all[number];
        let machine = run.trace.machine();
        let (kind, state, name) = match lane.key {
            Key::Branch(number) => (LaneKind::Branch(number), None, String::new()),
            Key::Iteration(number) => (LaneKind::Iteration(number), None, String::new()),
            Key::State(id) => {
                let state = machine.state(id);
                let kind = LaneKind::State(kind_of(state));
                (kind, names.shown(id), state.name.to_string())
            }
        };
        let open = self.is_open(number, machine);
        let begins = lane.bars.first().map_or(self.start, |bar| bar.from);
        let ends = lane.bars.iter().map(|bar| bar.to).max().unwrap_or(begins);
        LaneRow {
            lane: number as u32,
            depth: lane.depth,
            kind,
            state,
            name,
            status: lane.bars.last().map_or(Status::NotRun, |bar| bar.status),
            open: (!lane.inside.is_empty()).then_some(open),
            inside: lane.inside.len() as u32,
            begins: self.took(self.start, begins),
            took: self.took(begins, ends),
            retries: lane.retries,
            bars: self.bars(lane, open),
        }
    }

    /// The bars of a lane; those of the iterations inside, too, while these are not shown.
    fn bars(&self, lane: &Lane, open: bool) -> Vec<BarRow> {
        let mut rows = self.joined(&lane.bars);
        if !open && !lane.inside.is_empty() {
            let inner = lane.inside.iter();
            let mut inner: Vec<Bar> = inner
                .flat_map(|inner| self.lanes.all[*inner].bars.iter().copied())
                .collect();
            inner.sort_by_key(|bar| (bar.from, bar.position));
            rows.extend(self.joined(&inner));
        }
        rows
    }

    fn joined(&self, bars: &[Bar]) -> Vec<BarRow> {
        let mut rows: Vec<BarRow> = Vec::new();
        for bar in bars {
            let row = self.bar(bar);
            let last = rows.last_mut();
            match last.filter(|last| are_one(last, &row)) {
                Some(last) => {
                    last.to = last.to.max(row.to);
                    last.status = worse(last.status, row.status);
                    last.took = last.took.max(row.begins + row.took - last.begins);
                }
                None => rows.push(row),
            }
        }
        rows
    }

    fn bar(&self, bar: &Bar) -> BarRow {
        let since = |time: i64| time.saturating_sub(self.start);
        BarRow {
            from: self.scale.place(since(bar.from)),
            to: self.scale.place(since(bar.to)),
            kind: bar.kind,
            status: bar.status,
            position: bar.position as u32,
            begins: self.took(self.start, bar.from),
            took: self.took(bar.from, bar.to),
        }
    }
}

/// Whether a lane shows what is inside it before anybody has said so: all but the iterations of a Map and
/// what is inside each.
fn opens(lane: &Lane, machine: &Machine) -> bool {
    match lane.key {
        Key::Branch(_) => true,
        Key::Iteration(_) => false,
        Key::State(id) => !matches!(machine.state(id).kind, Kind::Map(_)),
    }
}

/// Whether two bars would not be told apart: both hardly there and close, or one kind of bar going on.
fn are_one(last: &BarRow, next: &BarRow) -> bool {
    let close = next.from - last.to < NEAR;
    let slim = |bar: &BarRow| bar.to - bar.from < NEAR;
    let inside = last.kind == BarKind::Inside && last.status == next.status;
    last.kind == next.kind && close && (inside || slim(last) && slim(next))
}

/// Of two ends the one that must not be overlooked.
fn worse(one: Status, other: Status) -> Status {
    let weight = |status| match status {
        Status::Failed | Status::TimedOut => 5,
        Status::Caught => 4,
        Status::Aborted => 3,
        Status::InProgress | Status::Waiting => 2,
        Status::Succeeded => 1,
        Status::NotRun => 0,
    };
    if weight(other) > weight(one) {
        other
    } else {
        one
    }
}

/// When events happened, and whether everything open waited for time from then on.
fn moments(trace: &Trace) -> Vec<Moment> {
    let start = trace.time_at(1).unwrap_or_default().0;
    let mut moments: Vec<Moment> = Vec::with_capacity(trace.events.len());
    let (mut busy, mut waiting) = (0_u32, 0_u32);
    let mut told = 0;
    for position in 1..=trace.len() {
        for delta in trace.deltas_at(position) {
            count(trace, delta, &mut busy, &mut waiting);
        }
        if trace
            .events
            .get(told)
            .is_some_and(|place| *place < position)
        {
            let time = trace.event(told).map_or(start, |event| event.timestamp.0);
            moments.push(Moment {
                millis: time.saturating_sub(start),
                idle: false,
            });
            told += 1;
        }
        if let Some(last) = moments.last_mut() {
            last.idle = busy == 0 && waiting > 0;
        }
    }
    moments
}

/// The positions of a trace, one after another, as moments.
fn steps(trace: &Trace) -> Vec<Moment> {
    let steps = 0..=trace.len() as i64;
    let moment = |millis| Moment {
        millis,
        idle: false,
    };
    steps.map(moment).collect()
}

/// Keeps count of the visits at work and of those that wait; a Parallel or Map is not work of its own.
fn count(trace: &Trace, delta: &super::progress::Delta, busy: &mut u32, waiting: &mut u32) {
    let super::progress::Delta::Status { visit, from, to } = delta else {
        return;
    };
    let state = trace.machine().state(trace.visits[visit.0].state);
    let holds = matches!(state.kind, Kind::Parallel(_) | Kind::Map(_));
    let change = |number: &mut u32, is: fn(Status) -> bool| {
        *number = *number + u32::from(is(*to)) - u32::from(is(*from));
    };
    if !holds {
        change(busy, |status| is_open(status) && status != Status::Waiting);
    }
    change(waiting, |status| status == Status::Waiting);
}
