//! Visits as lanes: one for each state where it runs, inside one for each branch and each iteration. Visits
//! of the same state in the same place share a lane.

use crate::debugger::branches;
use crate::debugger::progress::{Delta, is_open};
use crate::debugger::trace::{Trace, VisitIx};
use crate::debugger::view::{BarKind, Status};
use crate::machine::{Kind, StateId};
use std::collections::BTreeMap;

/// What runs in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A branch of a Parallel, from 0.
    Branch(u32),
    /// An iteration of a Map, from 0.
    Iteration(u32),
    /// A state.
    State(StateId),
}

/// A stretch of a lane, in virtual milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Its beginning.
    pub from: i64,
    /// Its end.
    pub to: i64,
    /// What it is.
    pub kind: BarKind,
    /// How it ended.
    pub status: Status,
    /// The position at which it has just begun.
    pub position: usize,
}

/// One lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// What runs in it.
    pub key: Key,
    /// The lane around it.
    pub around: Option<usize>,
    /// How deep it stands.
    pub depth: u32,
    /// The lanes directly inside, in the order to be shown.
    pub inside: Vec<usize>,
    /// Its bars, in order.
    pub bars: Vec<Bar>,
    /// How often a retrier began it anew.
    pub retries: u32,
}

/// All lanes of a trace.
#[derive(Clone, Debug, Default)]
pub struct Lanes {
    /// By their number.
    pub all: Vec<Lane>,
    /// Those that stand in no other.
    pub roots: Vec<usize>,
    index: BTreeMap<(Option<usize>, Key), usize>,
    /// The lane of each visit.
    of_visit: Vec<usize>,
}

impl Lanes {
    /// The lanes of everything told so far, in virtual time or, where nothing took any, along the positions.
    pub fn of(trace: &Trace, timeless: bool) -> Self {
        let mut lanes = Self::default();
        for visit in 0..trace.visits.len() {
            let lane = lanes.place(trace, VisitIx(visit));
            lanes.of_visit.push(lane);
        }
        lanes.draw(trace, timeless);
        lanes.sum_up();
        lanes
    }

    /// The lane of a visit; the visits around it have theirs.
    fn place(&mut self, trace: &Trace, visit: VisitIx) -> usize {
        let known = &trace.visits[visit.0];
        let around = known.parent.and_then(|parent| {
            let outer = *self.of_visit.get(parent.0)?;
            let machine = trace.machine();
            let key = match machine.state(trace.visits[parent.0].state).kind {
                Kind::Map(_) => Key::Iteration(known.iteration.unwrap_or_default() as u32),
                Kind::Parallel(_)
                | Kind::Task(_)
                | Kind::Pass(_)
                | Kind::Choice(_)
                | Kind::Wait(_)
                | Kind::Succeed
                | Kind::Fail(_) => {
                    Key::Branch(branches::number(machine, known.state).unwrap_or_default())
                }
            };
            Some(self.lane(Some(outer), key))
        });
        self.lane(around, Key::State(known.state))
    }

    fn lane(&mut self, around: Option<usize>, key: Key) -> usize {
        if let Some(known) = self.index.get(&(around, key)) {
            return *known;
        }
        let lane = self.all.len();
        self.index.insert((around, key), lane);
        self.all.push(Lane {
            key,
            around,
            depth: around.map_or(0, |around| self.all[around].depth + 1),
            inside: Vec::new(),
            bars: Vec::new(),
            retries: 0,
        });
        match around {
            Some(around) => self.all[around].inside.push(lane),
            None => self.roots.push(lane),
        }
        lane
    }

    /// Every change of a visit's status ends one bar and begins the next.
    fn draw(&mut self, trace: &Trace, timeless: bool) {
        let mut begun: Vec<Option<Bar>> = vec![None; trace.visits.len()];
        let mut now = trace.time_at(1).unwrap_or_default().0;
        let mut told = 0;
        for position in 1..=trace.len() {
            if trace
                .events
                .get(told)
                .is_some_and(|place| *place < position)
            {
                now = trace.event(told).map_or(now, |event| event.timestamp.0);
                told += 1;
            }
            if timeless {
                now = position as i64;
            }
            for delta in trace.deltas_at(position) {
                if let Delta::Status { visit, from, to } = *delta {
                    let bar = &mut begun[visit.0];
                    self.end(visit, bar.take(), (from, to), now);
                    *bar = begin(to, now, position);
                }
            }
        }
        for (visit, bar) in begun.into_iter().enumerate() {
            self.end(VisitIx(visit), bar, (Status::NotRun, Status::NotRun), now);
        }
    }

    /// A visit turns from one status to another, which ends its bar if it has one.
    fn end(&mut self, visit: VisitIx, bar: Option<Bar>, (from, to): (Status, Status), now: i64) {
        let lane = &mut self.all[self.of_visit[visit.0]];
        lane.retries += u32::from(to == Status::Waiting && from != Status::NotRun);
        match bar {
            Some(bar) => lane.bars.push(Bar {
                to: now,
                status: end_of(&bar, to),
                ..bar
            }),
            // The attempt that failed last is the one whose error was caught.
            None if to == Status::Caught => {
                if let Some(last) = lane.bars.last_mut() {
                    last.status = to;
                }
            }
            None => {}
        }
    }

    /// Branches and iterations last from what begins first in them to what ends last, and end as it does.
    fn sum_up(&mut self) {
        for lane in (0..self.all.len()).rev() {
            self.all[lane]
                .bars
                .sort_by_key(|bar| (bar.from, bar.position));
            let inside = self.all[lane].inside.clone();
            if matches!(self.all[lane].key, Key::Branch(_) | Key::Iteration(_)) {
                let bars = inside.iter().flat_map(|inner| &self.all[*inner].bars);
                self.all[lane].bars = whole(bars).into_iter().collect();
            }
            let mut inside = inside;
            inside.sort_by_key(|inner| match self.all[*inner].key {
                Key::Branch(number) | Key::Iteration(number) => (number, 0),
                Key::State(_) => (0, *inner),
            });
            self.all[lane].inside = inside;
        }
    }
}

/// The bar that begins when a visit turns to a status.
fn begin(to: Status, now: i64, position: usize) -> Option<Bar> {
    is_open(to).then_some(Bar {
        from: now,
        to: now,
        kind: if to == Status::Waiting {
            BarKind::Wait
        } else {
            BarKind::Work
        },
        status: to,
        position,
    })
}

/// How a bar has ended when its visit turns to a status: work that waits for its next attempt has failed,
/// and a wait after which work goes on has gone well. What has not ended is as it was.
fn end_of(bar: &Bar, to: Status) -> Status {
    match to {
        Status::NotRun => bar.status,
        Status::Waiting => Status::Failed,
        Status::InProgress => Status::Succeeded,
        Status::Succeeded
        | Status::Caught
        | Status::Failed
        | Status::Aborted
        | Status::TimedOut => to,
    }
}

/// One bar for all.
fn whole<'a>(bars: impl Iterator<Item = &'a Bar> + Clone) -> Option<Bar> {
    let first = bars.clone().min_by_key(|bar| (bar.from, bar.position))?;
    let last = bars.max_by_key(|bar| (bar.to, bar.position))?;
    Some(Bar {
        to: last.to,
        kind: BarKind::Inside,
        status: last.status,
        ..*first
    })
}
