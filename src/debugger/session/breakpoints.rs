//! Where the cursor stops by itself, and virtual time with it.

use super::Session;
use crate::debugger::action::{Direction, Timing};
use crate::debugger::breakpoints::{Breakpoints, SLICE, Trouble};
use crate::debugger::view::{BreakpointRow, Breakpoints as Panel, TroubleRow};
use crate::project::Breakpoint;
use crate::project::breakpoint::rename;
use std::collections::BTreeSet;
use std::rc::Rc;

impl Session {
    /// Another run, or other breakpoints: where they hold is to be found out again.
    pub(super) fn watch_anew(&mut self) {
        self.sought = None;
        self.watch = if self.workspace.breakpoints.is_empty() {
            Breakpoints::default()
        } else {
            self.watched()
        };
    }

    #[inline(never)]
    fn watched(&self) -> Breakpoints {
        let id = self.family.shown_id();
        let name = id.and_then(|id| self.family.machine_of(id));
        let run = self.family.shown();
        run.zip(name)
            .map_or_else(Breakpoints::default, |(run, name)| {
                Breakpoints::new(&self.workspace.breakpoints, name, run.trace.machine())
            })
    }

    /// Goes on finding out where breakpoints hold; whether there is more to do. For the host, between
    /// two messages.
    pub fn search(&mut self) -> bool {
        if !self.watch.any() {
            return false;
        }
        let Some(run) = self.family.shown() else {
            return false;
        };
        let more = self.watch.search(run, SLICE);
        self.moment_changed = true;
        if let Some(direction) = self.sought {
            self.proceed(direction);
        }
        more
    }

    /// On to the next breakpoint, or back to the last. Where there is none ahead, on with the execution.
    #[inline(never)]
    pub(super) fn proceed(&mut self, direction: Direction) {
        let Some(run) = self.family.shown() else {
            return;
        };
        let (known, length) = (self.watch.searched(&run.trace), run.trace.len());
        let (found, sure) = match direction {
            Direction::Forward => (self.watch.after(self.position), known >= length),
            Direction::Back => (self.watch.before(self.position), known >= self.position),
        };
        self.sought = (found.is_none() && !sure).then_some(direction);
        match (found, direction) {
            (Some(position), _) => self.seek(position),
            (None, _) if !sure => {}
            (None, Direction::Back) => self.seek(0),
            (None, Direction::Forward) => {
                self.seek(usize::MAX);
                self.following = true;
                self.paused = false;
            }
        }
    }

    /// Where a cursor that follows the execution may go: to its end, or to the next breakpoint, where it
    /// stays. Time that passes before somebody's eyes stands still then.
    pub(super) fn hold(&mut self) {
        let Some(position) = self.watch.after(self.position).filter(|_| self.following) else {
            return;
        };
        self.seek(position);
        self.paused = self.running && self.timing != Timing::Instant;
    }

    /// How far a cursor that follows the execution may go for now, and whether that is to its end.
    pub(super) fn followed(&self) -> (usize, bool) {
        self.family.shown().map_or((0, true), |run| {
            let (known, length) = (self.watch.searched(&run.trace), run.trace.len());
            (known.min(length), known >= length)
        })
    }

    /// What a definition's states are called, where a breakpoint may have to follow a new name.
    pub(super) fn names_of(&self, machine: Option<&str>) -> BTreeSet<Rc<str>> {
        if self.workspace.breakpoints.is_empty() {
            return BTreeSet::new();
        }
        let source = self.texts.source(machine);
        let good = source.and_then(|source| source.good.as_ref());
        let states = good.into_iter().flat_map(|good| &good.machine.states);
        states.map(|state| Rc::clone(&state.name)).collect()
    }

    /// Where one name has gone and one has come, a state was renamed, and its breakpoints go along.
    pub(super) fn follow_rename(&mut self, machine: Option<&str>, before: &BTreeSet<Rc<str>>) {
        let after = self.names_of(machine);
        let mut gone = before.difference(&after);
        let mut come = after.difference(before);
        if let (Some(from), None, Some(to), None) =
            (gone.next(), gone.next(), come.next(), come.next())
        {
            rename(&mut self.workspace.breakpoints, machine, from, to);
        }
    }

    pub(super) fn breakpoint_rows(&self) -> Panel {
        let list = self.workspace.breakpoints.iter().enumerate();
        let rows = list.map(|(at, point)| {
            let known = self.watch.points().get(at);
            let place = |position: usize| position as u32;
            BreakpointRow {
                point: point.clone(),
                node: self.node_of(point),
                hits: known.map_or(0, |known| known.hits),
                first: known.and_then(|known| known.first).map(place),
                trouble: known.and_then(|known| known.trouble.as_ref()).map(row),
            }
        });
        Panel {
            rows: rows.collect(),
        }
    }

    /// The state of a breakpoint in the drawing that is looked at.
    fn node_of(&self, point: &Breakpoint) -> Option<u32> {
        let shown = self.texts.shown_name() == point.machine.as_deref();
        let good = self.texts.good().filter(|_| shown)?;
        good.machine.find(&point.state).map(|state| state.id.0)
    }
}

fn row(trouble: &Trouble) -> TroubleRow {
    TroubleRow {
        words: trouble.words.clone(),
        position: trouble.position.map(|position| position as u32),
        times: trouble.times,
    }
}
