//! Where the cursor stops by itself, and virtual time with it.

use super::Session;
use crate::debugger::action::{Direction, Timing};
use crate::debugger::breakpoints::{SLICE, Trouble};
use crate::debugger::family::{RunId, Spot};
use crate::debugger::marks::Held;
use crate::debugger::view::{self, BreakpointRow, Breakpoints as Panel, TroubleRow};
use crate::debugger::watch::Watch;
use crate::project::Breakpoint;
use crate::project::breakpoint::rename;
use std::collections::BTreeSet;
use std::rc::Rc;

impl Session {
    /// Another family, or other breakpoints: where they hold is to be found out again.
    pub(super) fn watch_anew(&mut self) {
        self.sought = None;
        self.watch = Watch::new(&self.workspace.breakpoints);
    }

    /// Goes on finding out where breakpoints hold; whether there is more to do. For the host, between
    /// two messages.
    pub fn search(&mut self) -> bool {
        !self.watch.is_empty() && self.search_on()
    }

    #[inline(never)]
    fn search_on(&mut self) -> bool {
        let more = self.watch.search(&self.family, SLICE);
        self.moment_changed = true;
        if let Some(direction) = self.sought {
            self.proceed(direction);
        }
        more
    }

    /// On to the next breakpoint, or back to the last, in whichever execution it holds. Where there is none
    /// ahead, on with the execution.
    #[inline(never)]
    pub(super) fn proceed(&mut self, direction: Direction) {
        let (family, reach) = (&self.family, self.reach);
        let known = self.watch.known(family);
        let (found, sure) = match direction {
            Direction::Forward => (self.watch.after(family, reach), known >= family.told()),
            Direction::Back => (self.watch.before(family, reach), known >= reach),
        };
        // A later one may be known of one execution before an earlier one of another.
        let found = found.filter(|spot| family.reach_at(spot.run, spot.position) <= known);
        self.sought = (found.is_none() && !sure).then_some(direction);
        match (found, direction) {
            (Some(spot), _) => self.visit(spot),
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
        let next = self.watch.after(&self.family, self.reach);
        let Some(spot) = next.filter(|_| self.following) else {
            return;
        };
        if self.family.reach_at(spot.run, spot.position) <= self.watch.known(&self.family) {
            self.visit(spot);
            self.paused = self.running && self.timing != Timing::Instant;
        }
    }

    /// How many entries all have told where a cursor may go that follows the execution.
    pub(super) fn followed(&self) -> usize {
        self.watch.known(&self.family)
    }

    /// Where breakpoints hold, for the player.
    pub(super) fn held(&self) -> Held<'_> {
        let ahead = self.watch.after(&self.family, self.reach);
        Held {
            own: self.watch.of(self.family.shown_id()),
            ahead: ahead.map(|spot| {
                let reach = self.family.reach_at(spot.run, spot.position);
                self.family.position_at(reach)
            }),
        }
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
            let found = self.watch.found(at, &self.family);
            BreakpointRow {
                point: point.clone(),
                node: self.node_of(point),
                hits: found.hits,
                first: found.first.map(place),
                trouble: found.trouble.map(|(run, trouble)| row(run, trouble)),
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

fn place(spot: Spot) -> view::Held {
    view::Held {
        run: spot.run.0,
        position: spot.position as u32,
    }
}

fn row(run: RunId, trouble: Trouble) -> TroubleRow {
    let at = trouble
        .position
        .map(|position| place(Spot { run, position }));
    TroubleRow {
        words: trouble.words,
        at,
        times: trouble.times,
    }
}
