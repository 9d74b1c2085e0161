//! The threads of a trace: the execution's own, each branch of a Parallel, each iteration of a Map. What
//! a debugger calls over, in and out is said of them.
//!
//! The lists grow while the trace does, and every one of them is in order: where a step leads is found by
//! halving, whatever the length of the trace.

use super::trace::VisitIx;
use crate::history::HistoryId;
use crate::machine::StateId;

/// A thread, as its place in the order in which they began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FrameIx(pub usize);

/// One thread: visits that follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The visit of the Parallel or Map around it.
    pub parent: Option<VisitIx>,
    /// Which iteration of that Map it is, from 0.
    pub iteration: Option<usize>,
    /// Positions at which one of its states has been entered.
    pub arrivals: Vec<usize>,
    /// Positions at which one of its states, or one inside of them, has been entered.
    pub inside: Vec<usize>,
    /// The position behind the last thing that one of its visits told.
    pub end: usize,
}

/// Who a visit follows, or within what it begins a thread.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    /// The visit before it in its thread.
    pub before: Option<VisitIx>,
    /// The visit around it.
    pub parent: Option<VisitIx>,
    /// The innermost iteration around it.
    pub iteration: Option<usize>,
    /// Its history, if nothing in it caused the visit.
    pub history: Option<HistoryId>,
}

/// All threads of a trace.
#[derive(Clone, Debug, Default)]
pub struct Frames {
    all: Vec<Frame>,
    /// The thread of each visit.
    of: Vec<FrameIx>,
    /// Where each visit has been entered.
    arrivals: Vec<usize>,
    /// The thread that each history begins with.
    roots: Vec<Option<FrameIx>>,
    /// For each state the positions at which it has been entered.
    by_state: Vec<Vec<usize>>,
    /// Positions at which something has failed.
    pub failures: Vec<usize>,
}

impl Frames {
    /// No thread yet, for a machine of so many states.
    pub fn new(states: usize) -> Self {
        Self {
            by_state: vec![Vec::new(); states],
            ..Self::default()
        }
    }

    /// The thread of a visit.
    pub fn of(&self, visit: VisitIx) -> Option<&Frame> {
        self.all.get(self.of.get(visit.0)?.0)
    }

    /// The position at which a visit's state has been entered: its input is there.
    pub fn arrival(&self, visit: VisitIx) -> Option<usize> {
        self.arrivals.get(visit.0).copied()
    }

    /// Whether a visit is the first of its thread.
    pub fn is_first(&self, visit: VisitIx) -> bool {
        let first = self.of(visit).and_then(|frame| frame.arrivals.first());
        first.is_some() && first == self.arrivals.get(visit.0)
    }

    /// The positions at which a state has been entered.
    pub fn entries_of(&self, state: StateId) -> &[usize] {
        let found = self.by_state.get(state.0 as usize);
        found.map(Vec::as_slice).unwrap_or_default()
    }

    /// The next visit begins with the entry that leads to `position`.
    pub fn begin(&mut self, state: StateId, origin: Origin, position: usize) {
        let frame = self.frame(origin);
        self.of.push(frame);
        self.arrivals.push(position);
        if let Some(own) = self.all.get_mut(frame.0) {
            own.arrivals.push(position);
        }
        if let Some(entries) = self.by_state.get_mut(state.0 as usize) {
            entries.push(position);
        }
        self.for_each_around(frame, |around| around.inside.push(position));
    }

    /// The input of a visit's state is there: if that was told right behind its beginning, it counts as
    /// entered only now.
    pub fn arrive(&mut self, visit: VisitIx, state: StateId, position: usize) {
        let Some(arrival) = self.arrivals.get_mut(visit.0) else {
            return;
        };
        if *arrival + 1 != position {
            return;
        }
        *arrival = position;
        let put = |list: &mut Vec<usize>| {
            if let Some(last) = list.last_mut() {
                *last = position;
            }
        };
        let frame = self.of[visit.0];
        put(&mut self.all[frame.0].arrivals);
        self.by_state.get_mut(state.0 as usize).map(put);
        self.for_each_around(frame, |around| put(&mut around.inside));
    }

    /// A visit has told something.
    pub fn told(&mut self, visit: VisitIx, position: usize) {
        let frame = self.of.get(visit.0).copied();
        if let Some(frame) = frame.and_then(|frame| self.all.get_mut(frame.0)) {
            frame.end = position;
        }
    }

    /// The thread that a visit belongs to, begun if it is the first of it.
    fn frame(&mut self, origin: Origin) -> FrameIx {
        if let Some(frame) = origin.before.and_then(|before| self.of.get(before.0)) {
            return *frame;
        }
        let place = origin.history.map(|history| history.0 as usize);
        if let Some(place) = place {
            self.roots.resize(self.roots.len().max(place + 1), None);
            if let Some(root) = self.roots[place] {
                return root;
            }
        }
        let frame = FrameIx(self.all.len());
        self.all.push(Frame {
            parent: origin.parent,
            iteration: origin.iteration,
            arrivals: Vec::new(),
            inside: Vec::new(),
            end: 0,
        });
        if let Some(place) = place {
            self.roots[place] = Some(frame);
        }
        frame
    }

    /// The thread itself and those around it.
    fn for_each_around(&mut self, frame: FrameIx, mut work: impl FnMut(&mut Frame)) {
        let mut at = Some(frame);
        while let Some(around) = at.and_then(|frame| self.all.get_mut(frame.0)) {
            work(around);
            at = around.parent.map(|visit| self.of[visit.0]);
        }
    }
}
