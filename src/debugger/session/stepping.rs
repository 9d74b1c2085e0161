//! Moving the cursor as debuggers do.

use super::Session;
use crate::debugger::action::{Direction, Goal, Zoom};
use crate::debugger::descent::target;
use crate::debugger::family::Spot;
use crate::debugger::stepping::Step;

impl Session {
    #[inline(never)]
    pub(super) fn go(&mut self, goal: Goal, direction: Direction) {
        let step = match goal {
            Goal::Breakpoint => return self.proceed(direction),
            Goal::In => Step::In,
            Goal::Over => Step::Over,
            Goal::Out => Step::Out,
            Goal::Failure => Step::Failure,
            Goal::State(node) => match self.names.run(node) {
                Some(state) => Step::State(state),
                None => return,
            },
        };
        let found = self.spot();
        let found = found.and_then(|spot| target(&self.family, spot, step, direction));
        if let Some(spot) = found {
            self.visit(spot);
        }
    }

    /// Where the cursor is.
    fn spot(&self) -> Option<Spot> {
        let (run, position) = (self.family.shown_id()?, self.position);
        Some(Spot { run, position })
    }

    /// Moves the cursor to a position of an execution, which is looked at from then on. It stays where
    /// the machine of that execution is no more.
    #[inline(never)]
    pub(super) fn visit(&mut self, spot: Spot) {
        self.show_run(spot.run);
        if self.family.shown_id() == Some(spot.run) {
            self.seek(spot.position);
        }
    }

    /// The next stop of a zoom that way, or the end that lies there.
    pub(super) fn stop_of(&self, by: Zoom, direction: Direction) -> Option<usize> {
        let trace = &self.family.shown()?.trace;
        let (stops, position) = (trace.stops(by), self.position);
        let next = match direction {
            Direction::Forward => stops.get(stops.partition_point(|stop| *stop <= position)),
            Direction::Back => {
                let before = stops.partition_point(|stop| *stop < position);
                before.checked_sub(1).map(|at| &stops[at])
            }
        };
        let end = match direction {
            Direction::Forward => trace.len(),
            Direction::Back => 0,
        };
        Some(next.copied().unwrap_or(end))
    }

    #[inline(never)]
    pub(super) fn step(&mut self, by: Zoom, direction: Direction) {
        if let Some(next) = self.stop_of(by, direction) {
            self.seek(next);
        }
    }

    /// One step of a player, which rests at breakpoints.
    #[inline(never)]
    pub(super) fn advance(&mut self, by: Zoom) {
        let Some(next) = self.stop_of(by, Direction::Forward) else {
            return;
        };
        let reach = self.family.reach_of(next);
        let held = self.watch.after(&self.family, self.reach);
        match held.filter(|held| self.family.reach_at(held.run, held.position) <= reach) {
            Some(held) => self.visit(held),
            None => self.seek(next),
        }
    }
}
