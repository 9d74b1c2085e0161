//! One iteration of a Map among many.

use super::Session;
use crate::debugger::action::{Grid, Selection};
use crate::debugger::iterations::{self, Iteration};
use crate::debugger::trace::{Entry, VisitIx};
use crate::debugger::view::{Iterations, Marks, Panel};
use crate::machine::Kind;

impl Session {
    #[inline(never)]
    pub(super) fn show_iterations(&mut self, grid: Grid) {
        self.grid = grid;
    }

    /// Looks at an iteration: its last visit is selected, and the cursor stands where that ended. An
    /// iteration that has not begun is ignored.
    #[inline(never)]
    pub(super) fn open_iteration(&mut self, map: u32, index: u32) {
        let Some(run) = self.family.shown() else {
            return;
        };
        let trace = &run.trace;
        let found = trace.visit_at(map).and_then(|map| {
            let index = index as usize;
            let visit = &trace.visits[Iteration { map, index }.last_visit(trace)?.0];
            Some((visit, *visit.entries.last()?))
        });
        let Some((visit, place)) = found else {
            return;
        };
        let selection = self.names.shown(visit.state).map(|state| Selection {
            state,
            visit: Some(visit.entered.place),
        });
        self.seek(place + 1);
        self.selection = selection;
    }

    /// The grid, where the inspector shows a Map or something inside one.
    pub(super) fn iterations_panel(&self, panels: &mut Vec<Panel>) {
        let run = self.family.shown();
        let states = run.map(|run| run.trace.machine().states.iter());
        let maps =
            states.is_some_and(|mut states| states.any(|state| matches!(state.kind, Kind::Map(_))));
        let grid = if maps { self.grid_now() } else { None };
        panels.push(Panel::Iterations(grid));
    }

    #[inline(never)]
    fn grid_now(&self) -> Option<Iterations> {
        let run = self.family.shown()?;
        let visit = self.inspected_visit()?;
        iterations::grid(&run.trace, self.position, visit, self.grid)
    }

    /// The visit that the inspector shows.
    fn inspected_visit(&self) -> Option<VisitIx> {
        if let Some(selection) = self.selection {
            return self.visit_at_cursor(selection);
        }
        let trace = &self.family.shown()?.trace;
        let happened = trace.entries[..self.position].iter().rev();
        trace.visit(happened.filter_map(Entry::visit).next()?)
    }

    /// While an iteration is chosen, the states inside its Map are as they are in it.
    pub(super) fn mark_iteration(&self, marks: &mut Marks) {
        if self
            .selection
            .is_some_and(|selection| selection.visit.is_some())
        {
            self.mark_chosen(marks);
        }
    }

    #[inline(never)]
    fn mark_chosen(&self, marks: &mut Marks) {
        let Some(run) = self.family.shown() else {
            return;
        };
        let trace = &run.trace;
        let chosen = iterations::chosen(trace, self.selection);
        let node = chosen.and_then(|chosen| self.names.shown(trace.visits[chosen.map.0].state));
        if let Some((chosen, node)) = chosen.zip(node) {
            marks.iteration = Some((node, chosen.index as u32));
            chosen.mark_alone(trace, &self.names, &self.tally, &mut marks.states);
        }
    }
}
