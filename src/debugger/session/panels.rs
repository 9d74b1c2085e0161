//! What the page is told.

use super::Session;
use crate::debugger::action::{Selection, Window};
use crate::debugger::family::RunId;
use crate::debugger::inspector::{Subject, inspector, unvisited};
use crate::debugger::marks::{Cursor, idle, marks, millis, transport};
use crate::debugger::run::Run;
use crate::debugger::trace::{Entry, VisitIx};
use crate::debugger::view::{Empty, Finished, Inspector, Marks, Panel, Shown, Transport};
use crate::debugger::{console, events, outcome, relatives};
use crate::machine::StateId;

impl Session {
    /// The panels that may have changed since they were last asked for. Some may be as they were: whoever
    /// tells them on knows what was told.
    pub fn changes(&mut self) -> Vec<Panel> {
        let mut panels = Vec::new();
        if std::mem::take(&mut self.texts_changed) {
            panels.push(Panel::Problems(self.texts.problems(&self.workspace)));
            panels.push(Panel::Graph(match self.texts.picture() {
                Some(picture) => Shown::Filled(picture),
                None => Shown::Empty(Empty::DefinitionHasProblems),
            }));
            self.moment_changed = true;
        }
        if std::mem::take(&mut self.moment_changed) {
            self.moment(&mut panels);
            let reruns = self.rerun.is_some();
            panels.push(Panel::Pair(
                reruns.then(|| self.pair()).flatten().map(Box::new),
            ));
        }
        if std::mem::take(&mut self.evaluated_changed) {
            panels.push(Panel::Evaluated(self.evaluated.clone()));
        }
        if std::mem::take(&mut self.alone_changed) {
            let alone = self.alone.as_ref();
            let shown = alone.map(|alone| Box::new(alone.shown.clone()));
            panels.push(Panel::Test(shown));
        }
        if std::mem::take(&mut self.recording_changed) {
            panels.push(Panel::Recording(self.recording.clone()));
        }
        panels.extend(self.answers.drain(..).map(Panel::Answer));
        panels.extend(self.exports.drain(..).map(Panel::Exported));
        panels
    }

    /// Everything that depends on the cursor.
    pub(super) fn moment(&mut self, panels: &mut Vec<Panel>) {
        if let Some(run) = self.family.shown() {
            self.tally.seek(&run.trace, self.position);
        }
        let (run, names, position) = (self.family.shown(), &self.names, self.position);
        let none = self.nothing();
        let mut shown = run.map_or_else(Marks::default, |run| {
            marks(run, names, &self.tally, position)
        });
        self.mark_iteration(&mut shown);
        panels.push(Panel::Marks(shown));
        panels.push(Panel::Family(relatives::panel(
            &self.family,
            self.texts.shown_name(),
            self.reach,
        )));
        panels.push(Panel::Transport(self.transport()));
        panels.push(Panel::Breakpoints(self.breakpoint_rows()));
        panels.push(Panel::Inspector(match self.inspector() {
            Ok(inspector) => Shown::Filled(Box::new(inspector)),
            Err(why) => Shown::Empty(why),
        }));
        panels.push(Panel::Console(run.map_or(Shown::Empty(none), |run| {
            console::panel(run, names, position, self.console)
        })));
        panels.push(Panel::Outcome(
            run.map_or(Shown::Empty(none), |run| outcome::panel(run, position)),
        ));
        panels.push(Panel::Objects(self.services.written(self.reach)));
        panels.push(Panel::Fault(self.fault.clone()));
        self.iterations_panel(panels);
        if let Some(window) = self.events {
            self.events_panel(window, panels);
        }
        self.timeline_panel(panels);
        if self.family.has_relatives() {
            self.link_relatives(panels);
        }
    }

    #[inline(never)]
    fn events_panel(&self, window: Window, panels: &mut Vec<Panel>) {
        let (run, none) = (self.family.shown(), self.nothing());
        panels.push(Panel::Events(run.map_or(Shown::Empty(none), |run| {
            events::panel(run, &self.names, self.position, window, self.whole)
        })));
    }

    /// Why there is nothing of a run to see.
    pub(super) fn nothing(&self) -> Empty {
        match self.texts.runnable() {
            _ if self.family.told() > 0 => Empty::NotStarted,
            Some(_) => Empty::NothingRun,
            None => Empty::DefinitionHasProblems,
        }
    }

    pub(super) fn transport(&self) -> Transport {
        let cursor = Cursor {
            position: self.position,
            zoom: self.zoom,
            timing: self.timing,
            running: self.at_work().is_some(),
            paused: self.paused(),
            present: self.present,
        };
        let run = self.family.shown();
        let player = run.map(|run| transport(run, &self.names, &self.held(), cursor));
        Transport {
            can_run: self.texts.runnable().is_some(),
            outdated: self.outdated,
            finished: self.finished(),
            ..player.unwrap_or_else(|| Transport {
                running: cursor.running,
                ..idle(self.zoom, self.timing)
            })
        }
    }

    fn finished(&self) -> Option<Finished> {
        let run = self.family.run(RunId::default())?;
        let took = run.ended()?.0 - run.trace.time_at(1)?.0;
        Some(Finished {
            number: self.runs,
            status: outcome::status_at(run, run.trace.len()),
            took: millis(took),
        })
    }

    pub(super) fn inspector(&self) -> Result<Inspector, Empty> {
        match self.selection {
            Some(selection) => self.selected(selection),
            None => self.at_cursor(),
        }
    }

    pub(super) fn selected(&self, selection: Selection) -> Result<Inspector, Empty> {
        let known = self.family.shown().zip(self.names.run(selection.state));
        let Some((run, state)) = known else {
            return self.unvisited(selection.state);
        };
        Ok(self.inspect(
            run,
            state,
            wanted(run, state, self.position, selection),
            true,
        ))
    }

    /// The visit that the inspector shows of a state, if it was reached at the cursor.
    pub(super) fn visit_at_cursor(&self, selection: Selection) -> Option<VisitIx> {
        let (run, state) = self.run().zip(self.names.run(selection.state))?;
        let visits = &run.trace.by_state[state.0 as usize];
        let reached = |visit: &VisitIx| {
            let first = run.trace.visits[visit.0].entries.first();
            first.is_some_and(|place| *place < self.position)
        };
        let known = &visits[..visits.partition_point(reached)];
        let wanted = wanted(run, state, self.position, selection);
        wanted
            .filter(|visit| known.contains(visit))
            .or(known.last().copied())
    }

    fn inspect(
        &self,
        run: &Run,
        state: StateId,
        visit: Option<VisitIx>,
        selected: bool,
    ) -> Inspector {
        let subject = Subject {
            state,
            visit,
            selected,
            whole: self.whole,
            sources: self.sources,
            run: (
                self.runs,
                self.rerun.as_ref().is_some_and(|rerun| rerun.is_swapped()),
                self.family.shown_id().unwrap_or_default().0,
            ),
            rungs: &self.rungs,
            context: self.context,
            variables: &self.variables,
        };
        inspector(run, &self.names, &self.tally, self.position, subject)
    }

    pub(super) fn unvisited(&self, node: u32) -> Result<Inspector, Empty> {
        let good = self.texts.good().ok_or(Empty::DefinitionHasProblems)?;
        let state = good.machine.states.get(node as usize);
        let state = state.ok_or(Empty::NothingSelected)?;
        Ok(unvisited(&good.text, state, node))
    }

    /// The state of the last entry that has one.
    pub(super) fn at_cursor(&self) -> Result<Inspector, Empty> {
        let run = self.family.shown().ok_or_else(|| self.nothing())?;
        let visit = self.visit_here().ok_or(Empty::NothingSelected)?;
        let state = run.trace.visits[visit.0].state;
        Ok(self.inspect(run, state, Some(visit), false))
    }
}

/// The visit that a selection means: while the cursor is at this very state, its visit is the one to look
/// at. `None` means the last one.
fn wanted(run: &Run, state: StateId, position: usize, selection: Selection) -> Option<VisitIx> {
    match selection.visit {
        Some(place) => run.trace.visit_at(place),
        None => {
            let here = run.trace.at(position);
            let here = here.filter(|entry| entry.state() == Some(state));
            run.trace.visit(here.and_then(Entry::visit)?)
        }
    }
}
