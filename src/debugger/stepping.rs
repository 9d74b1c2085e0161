//! Steps as debuggers know them, in both directions of time: in, over, out, to a state, to a failure. A
//! step only says where the cursor goes; nothing is computed anew.

use super::action::Direction;
use super::frames::Frame;
use super::trace::{Entry, Trace, VisitIx};
use crate::machine::StateId;

/// Where a step leads, as far as the trace alone tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the next state of the same thread, or of a branch or iteration begun by it.
    In,
    /// To the next state of the same thread, past everything inside of this one.
    Over,
    /// To where the branch or iteration is done, or back to where the state around it was entered.
    Out,
    /// To where this state is entered.
    State(StateId),
    /// To where something fails.
    Failure,
}

/// Where a step leads within one execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landing {
    /// To this position.
    At(usize),
    /// Out of the execution: its own thread has nothing more that way.
    Beyond,
}

impl Landing {
    /// The position, where nothing is around the execution.
    pub fn within(self, trace: &Trace, direction: Direction) -> usize {
        match (self, direction) {
            (Self::At(position), _) => position,
            (Self::Beyond, Direction::Forward) => trace.len(),
            (Self::Beyond, Direction::Back) => 0,
        }
    }
}

/// The position that a step leads to; `None` when there is nothing that way.
pub fn target(trace: &Trace, position: usize, step: Step, direction: Direction) -> Option<usize> {
    landing(trace, position, step, direction).map(|landing| landing.within(trace, direction))
}

/// As [`target`], but tells when a step leads out of the execution.
pub fn landing(
    trace: &Trace,
    position: usize,
    step: Step,
    direction: Direction,
) -> Option<Landing> {
    let way = Way {
        position,
        direction,
    };
    match step {
        Step::In | Step::Over | Step::Out => Some(way.thread(trace, step)),
        Step::State(state) => way.next(trace.frames.entries_of(state)).map(Landing::At),
        Step::Failure => way.next(&trace.frames.failures).map(Landing::At),
    }
}

/// The visit that the cursor is in: that of the last entry that has one.
pub fn visit_at(trace: &Trace, position: usize) -> Option<VisitIx> {
    let told = trace.entries.get(..position)?.iter().rev();
    let entered = told.filter_map(Entry::visit).next()?;
    trace.visit(entered)
}

/// From where, and which way.
#[derive(Clone, Copy)]
struct Way {
    position: usize,
    direction: Direction,
}

impl Way {
    /// The nearest of these positions that way, which are in order.
    fn next(self, positions: &[usize]) -> Option<usize> {
        let found = match self.direction {
            Direction::Forward => {
                let behind = positions.partition_point(|at| *at <= self.position);
                positions.get(behind)
            }
            Direction::Back => {
                let before = positions.partition_point(|at| *at < self.position);
                before.checked_sub(1).and_then(|at| positions.get(at))
            }
        };
        found.copied()
    }

    /// Before everything a step leads to the first state, whatever it is called.
    fn thread(self, trace: &Trace, step: Step) -> Landing {
        let frame = visit_at(trace, self.position).and_then(|visit| trace.frames.of(visit));
        let Some(frame) = frame else {
            let first = trace.frames.arrival(VisitIx(0));
            let first = first.filter(|_| self.direction == Direction::Forward);
            return first.map_or(Landing::Beyond, Landing::At);
        };
        let found = match step {
            Step::In => self.next(&frame.inside),
            Step::Over => self.next(&frame.arrivals).or_else(|| self.rest(frame)),
            Step::Out | Step::State(_) | Step::Failure => None,
        };
        found.map_or_else(|| self.out(trace, frame), Landing::At)
    }

    /// What is left of a thread behind its last state's entry.
    fn rest(self, frame: &Frame) -> Option<usize> {
        let ahead = self.direction == Direction::Forward && frame.end > self.position;
        ahead.then_some(frame.end)
    }

    fn out(self, trace: &Trace, frame: &Frame) -> Landing {
        let Some(parent) = frame.parent else {
            return Landing::Beyond;
        };
        match self.direction {
            Direction::Back => Landing::At(trace.frames.arrival(parent).unwrap_or_default()),
            Direction::Forward => {
                let told = &trace.visits[parent.0].entries;
                let from = frame.end.max(self.position);
                let next = told.get(told.partition_point(|place| *place < from));
                next.map_or(Landing::Beyond, |place| Landing::At(place + 1))
            }
        }
    }
}
