//! Asking what an expression gives at the cursor.

use super::Session;
use crate::debugger::action::Language;
use crate::debugger::expression::{Seen, language_of};
use crate::debugger::trace::{Entry, VisitIx};
use crate::debugger::view::Evaluated;
use crate::inspection::Stage;
use crate::machine::State;

impl Session {
    /// What an expression gives in the visit that the inspector shows.
    #[inline(never)]
    pub(super) fn evaluate(&mut self, text: String, language: Option<Language>, on: Option<u32>) {
        let seen = self.seen(on);
        let state = self.looked_at();
        let language = language.or_else(|| state.map(language_of));
        let language = language.unwrap_or_default();
        let evaluated = Evaluated {
            number: self.evaluations + 1,
            answer: seen.evaluate(language, &text),
            text,
            language,
            state: state.map_or(String::new(), |state| state.name.to_string()),
            stage: seen.stage.unwrap_or(Stage::Input),
        };
        self.evaluations = evaluated.number;
        self.evaluated = Some(Box::new(evaluated));
        self.evaluated_changed = true;
    }

    fn seen(&self, on: Option<u32>) -> Seen {
        match self.run().zip(self.visit_looked_at()) {
            Some((run, visit)) => Seen::visit(run, visit, self.position, on),
            None => self.texts.input().map(Seen::input).unwrap_or_default(),
        }
    }

    /// The visit that the inspector shows.
    fn visit_looked_at(&self) -> Option<VisitIx> {
        match self.selection {
            Some(selection) => self.visit_at_cursor(selection),
            None => self.visit_here(),
        }
    }

    /// The visit of the last entry that has one.
    pub(super) fn visit_here(&self) -> Option<VisitIx> {
        let run = self.run()?;
        let happened = run.trace.entries[..self.position].iter().rev();
        let entered = happened.filter_map(Entry::visit).next()?;
        run.trace.visit(entered)
    }

    /// The state that the inspector shows, as it was run, else as it is written.
    fn looked_at(&self) -> Option<&State> {
        let visited = self.run().zip(self.visit_looked_at());
        if let Some((run, visit)) = visited {
            let state = run.trace.visits[visit.0].state;
            return Some(run.trace.machine().state(state));
        }
        let chosen = self.selection?.state as usize;
        self.texts.good()?.machine.states.get(chosen)
    }
}
