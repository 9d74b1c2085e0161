//! What changes the texts, and what follows from it.

use super::{Session, timing_of};
use crate::debugger::action::{Document, Selection};
use crate::debugger::names::Names;
use crate::project::{Function, StoredObject, Workspace};
use std::rc::Rc;

impl Session {
    pub(super) fn open(&mut self, workspace: Workspace) {
        let sent = std::mem::take(&mut self.sent);
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
            sent,
            ..Self::default()
        };
        self.texts.read(&self.workspace);
        self.join();
    }

    #[inline(never)]
    pub(super) fn edit(&mut self, document: &Document, text: String) {
        match document {
            Document::Definition => {
                self.workspace.definition = text;
                self.definition_changed(None);
            }
            Document::Machine(name) => {
                if let Some(machine) = self.workspace.machine_mut(name) {
                    machine.definition = text;
                }
                self.definition_changed(Some(name));
            }
            Document::Input => {
                self.workspace.input = text;
                self.texts.read_input(&self.workspace);
                self.changed();
            }
            Document::Mocks => {
                self.mocking.change(&text);
                self.workspace.mocks = text;
                self.changed();
            }
            Document::Function(name) => {
                let files = &mut self.workspace.functions;
                if let Some(file) = files.iter_mut().find(|file| file.name == *name) {
                    file.text = text;
                }
                self.changed();
            }
            Document::Object(name) => {
                let objects = &mut self.workspace.objects;
                if let Some(object) = objects.iter_mut().find(|object| object.name == *name) {
                    object.text = text;
                }
                self.changed();
            }
        }
    }

    /// A definition was edited; `None` names the one that Run starts.
    pub(super) fn definition_changed(&mut self, name: Option<&str>) {
        let names = self.names_of(name);
        self.keep_selection(|session| session.texts.read_definition(&session.workspace, name));
        self.follow_rename(name, &names);
    }

    /// Region, account, names or types are others: every definition means something else now.
    pub(super) fn settings_changed(&mut self) {
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

    pub(super) fn has_file(&self, name: &str) -> bool {
        self.workspace
            .functions
            .iter()
            .any(|file| file.name == name)
    }

    #[inline(never)]
    pub(super) fn add_function(&mut self, name: String, text: String) {
        if !self.has_file(&name) {
            self.workspace.functions.push(Function { name, text });
            self.functions_changed();
        }
    }

    #[inline(never)]
    pub(super) fn rename_function(&mut self, from: &str, to: String) {
        if self.has_file(&to) {
            return;
        }
        let files = &mut self.workspace.functions;
        if let Some(file) = files.iter_mut().find(|file| file.name == from) {
            file.name = to;
            self.functions_changed();
        }
    }

    #[inline(never)]
    pub(super) fn remove_function(&mut self, name: &str) {
        self.workspace.functions.retain(|file| file.name != name);
        self.functions_changed();
    }

    fn has_object(&self, name: &str) -> bool {
        let mut objects = self.workspace.objects.iter();
        objects.any(|object| object.name == name)
    }

    #[inline(never)]
    pub(super) fn add_object(&mut self, name: String, text: String) {
        if !self.has_object(&name) {
            self.workspace.objects.push(StoredObject { name, text });
            self.changed();
        }
    }

    #[inline(never)]
    pub(super) fn rename_object(&mut self, from: &str, to: String) {
        if self.has_object(&to) {
            return;
        }
        let objects = &mut self.workspace.objects;
        if let Some(object) = objects.iter_mut().find(|object| object.name == from) {
            object.name = to;
            self.changed();
        }
    }

    #[inline(never)]
    pub(super) fn remove_object(&mut self, name: &str) {
        self.workspace.objects.retain(|object| object.name != name);
        self.changed();
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
