//! The state machines of the workspace, and which of them and of their executions is looked at.

use super::Session;
use crate::debugger::family::RunId;
use crate::debugger::relatives::Moment;
use crate::debugger::run::Run;
use crate::debugger::tally::Tally;
use crate::debugger::view::{Panel, Shown};

impl Session {
    pub(super) fn machine_added(&mut self, name: &str) {
        self.texts.arrange(&self.workspace);
        self.show_machine(Some(name));
        self.changed();
    }

    pub(super) fn machine_renamed(&mut self, from: &str, to: &str) {
        self.texts.rename(from, to);
        self.family.rename(from, to);
        self.texts.arrange(&self.workspace);
        self.watch_anew();
        self.changed();
    }

    /// The machine that Run starts is looked at then, if the one that goes was.
    pub(super) fn machine_removed(&mut self, name: &str) {
        let shown = self.texts.shown_name() == Some(name);
        self.texts.arrange(&self.workspace);
        if shown {
            self.show_machine(None);
        }
        self.watch_anew();
        self.changed();
    }

    /// Looks at a machine and at the last of its executions that has begun at the cursor, or will.
    #[inline(never)]
    pub(super) fn show_machine(&mut self, name: Option<&str>) {
        let run = self.family.last_of(name, self.reach);
        self.look_at(name, run);
    }

    /// Looks at an execution at the moment of the cursor; one that is not there, or whose machine is
    /// no more, is ignored.
    #[inline(never)]
    pub(super) fn show_run(&mut self, run: RunId) {
        let name = self.family.machine_of(run);
        let name = name.map(|name| name.map(str::to_owned));
        let there = |name: &Option<String>| self.texts.source(name.as_deref()).is_some();
        if let Some(name) = name.filter(there) {
            self.look_at(name.as_deref(), Some(run));
        }
    }

    /// An execution of the family.
    pub fn relative(&self, id: RunId) -> Option<&Run> {
        self.family.run(id)
    }

    fn relatives(&self) -> Moment<'_> {
        Moment {
            family: &self.family,
            reach: self.reach,
            position: self.position,
        }
    }

    /// The execution that the Task at the cursor has begun: where a step in leads.
    pub fn child_at_cursor(&self) -> Option<RunId> {
        self.relatives().child()
    }

    /// The execution whose Task began the one that is looked at: where a step out of it leads.
    pub fn parent_of_shown(&self) -> Option<RunId> {
        self.family.line_of(self.family.shown_id()?).nth(1)
    }

    /// Leads from the panels of one execution to the others.
    #[inline(never)]
    pub(super) fn link_relatives(&self, panels: &mut [Panel]) {
        let moment = self.relatives();
        for panel in panels {
            if let Panel::Marks(marks) = panel {
                moment.mark(marks, &self.names);
            } else if let Panel::Inspector(Shown::Filled(inspector)) = panel {
                moment.inspect(inspector);
            } else if let Panel::Events(Shown::Filled(events)) = panel {
                moment.tell(events);
            } else if let Panel::Transport(transport) = panel {
                moment.wait(&mut transport.waiting);
            }
        }
    }

    fn look_at(&mut self, machine: Option<&str>, run: Option<RunId>) {
        let same = self.texts.shown_name() == machine;
        if same && self.family.shown_id() == run {
            return;
        }
        self.selection = None;
        self.texts.show(machine);
        self.family.show(run);
        self.tally = self
            .family
            .shown()
            .map_or_else(Tally::default, |run| Tally::new(&run.trace));
        self.position = self.family.position_at(self.reach);
        self.join();
    }
}
