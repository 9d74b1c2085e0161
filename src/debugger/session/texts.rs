//! What changes the texts, and what follows from it.

use super::{Session, timing_of};
use crate::debugger::action::{Document, Edit, Selection};
use crate::debugger::names::Names;
use crate::project::Workspace;
use std::rc::Rc;

impl Session {
    pub(super) fn open(&mut self, workspace: Workspace) {
        *self = Self {
            timing: timing_of(&workspace),
            zoom: self.zoom,
            whole: self.whole,
            sources: self.sources,
            tests: self.tests,
            runs: self.runs,
            evaluations: self.evaluations,
            evaluated_changed: true,
            workspace,
            events: self.events,
            timeline: self.timeline.anew(),
            ..Self::default()
        };
        self.texts.read(&self.workspace);
        self.join();
    }

    #[inline(never)]
    pub(super) fn edit(&mut self, edit: Edit) {
        if edit.apply(&mut self.workspace) {
            self.follow_edit(edit);
        }
    }

    /// What else changes with the workspace.
    fn follow_edit(&mut self, edit: Edit) {
        match edit {
            Edit::Text { document, .. } => self.text_changed(&document),
            Edit::Title(_) => {}
            Edit::Settings(_) => self.settings_changed(),
            Edit::Breakpoints(_) => self.watch_anew(),
            Edit::AddFunction { .. } | Edit::RenameFunction { .. } | Edit::RemoveFunction(_) => {
                self.functions_changed();
            }
            Edit::AddMachine(machine) => self.machine_added(&machine.name),
            Edit::RenameMachine { from, to } => self.machine_renamed(&from, &to),
            Edit::RemoveMachine(name) => self.machine_removed(&name),
            Edit::MachineType { name, .. } => self.definition_changed(Some(&name)),
            Edit::AddObject { .. } | Edit::RenameObject { .. } | Edit::RemoveObject(_) => {
                self.changed();
            }
        }
    }

    fn text_changed(&mut self, document: &Document) {
        match document {
            Document::Definition => self.definition_changed(None),
            Document::Machine(name) => self.definition_changed(Some(name)),
            Document::Input => {
                self.texts.read_input(&self.workspace);
                self.changed();
            }
            Document::Mocks => {
                self.mocking.change(&self.workspace.mocks);
                self.changed();
            }
            Document::Function(_) | Document::Object(_) => self.changed(),
        }
    }

    /// A definition was edited; `None` names the one that Run starts.
    pub(super) fn definition_changed(&mut self, name: Option<&str>) {
        let names = self.names_of(name);
        self.keep_selection(|session| session.texts.read_definition(&session.workspace, name));
        self.follow_rename(name, &names);
    }

    /// Region, account, names or types are others: every definition means something else now.
    fn settings_changed(&mut self) {
        self.timing = timing_of(&self.workspace);
        self.keep_selection(|session| session.texts.read_machines(&session.workspace));
    }

    /// The selected state stays selected when it still has its name.
    pub(super) fn keep_selection(&mut self, change: impl FnOnce(&mut Self)) {
        let good = self.texts.good();
        let chosen = self.selection.zip(good).and_then(|(selection, good)| {
            let state = good.machine.states.get(selection.state as usize)?;
            Some((Rc::clone(&state.name), selection.visit))
        });
        change(self);
        let good = self.texts.good();
        self.selection = chosen.zip(good).and_then(|((name, visit), good)| {
            let state = good.machine.find(&name)?.id.0;
            Some(Selection { state, visit })
        });
        self.join();
        self.changed();
    }

    pub(super) fn functions_changed(&mut self) {
        self.texts.look_around(&self.workspace);
        self.changed();
    }

    pub(super) fn changed(&mut self) {
        self.texts_changed = true;
        self.outdated = self.family.shown().is_some();
    }

    pub(super) fn fold(&mut self, state: Option<u32>, folded: bool) {
        self.texts.fold(state, folded);
        self.join();
    }

    /// Looks at a state. One that is folded away is drawn again: whoever asks for it wants to see it.
    pub(super) fn select(&mut self, selection: Option<Selection>) {
        self.selection = selection;
        if selection.is_some_and(|selection| self.texts.unfold_around(selection.state)) {
            self.join();
        }
    }

    /// Matches the run's states with the drawing's.
    pub(super) fn join(&mut self) {
        let good = self.texts.good();
        let joined = self.family.shown().zip(good).map(|(run, good)| {
            let trace = &run.trace;
            Names::new(
                trace.machine(),
                &trace.progress,
                &good.machine,
                good.graph(),
            )
        });
        self.names = joined.unwrap_or_default();
        self.texts_changed = true;
    }
}
