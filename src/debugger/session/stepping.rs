//! Moving the cursor as debuggers do.

use super::Session;
use crate::debugger::action::{Direction, Goal, Zoom};
use crate::debugger::stepping::{Step, target};

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
        let run = self.family.shown();
        let found = run.and_then(|run| target(&run.trace, self.position, step, direction));
        if let Some(position) = found {
            self.seek(position);
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
        if let Some(next) = self.stop_of(by, Direction::Forward) {
            let held = self.watch.after(self.position);
            self.seek(held.map_or(next, |held| held.min(next)));
        }
    }
}
