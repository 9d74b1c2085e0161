//! Asking what an expression gives at the cursor.

use super::Session;
use crate::debugger::action::Language;
use crate::debugger::expression::{Root, Seen, language_of};
use crate::debugger::family::Member;
use crate::debugger::trace::{Entry, VisitIx};
use crate::debugger::view::{Evaluated, ExpressionAnswer};
use crate::debugger::written::{Written, expression_at};
use crate::definition::Definition;
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
            Some((run, visit)) => {
                let root = on.map_or(Root::Input, Root::At);
                Seen::visit(run, visit, self.position, root)
            }
            None => self.texts.input().map(Seen::input).unwrap_or_default(),
        }
    }

    /// What the expression at an offset of a machine's definition gives in the last visit of its state: in
    /// that which the inspector shows, if it is one of this state. `None` where none is or none has been.
    pub(super) fn value_at(
        &self,
        definition: &Definition,
        machine: Option<&str>,
        offset: usize,
    ) -> Option<(Written, Stage, ExpressionAnswer)> {
        let written = expression_at(definition, offset)?;
        let id = self.family.last_of(machine, self.reach)?;
        let member = self.family.member(id)?;
        let shown = self.visit_looked_at();
        let shown = shown.filter(|_| self.family.shown_id() == Some(id));
        let (visit, position) = visited(member, &written.state, self.reach, shown)?;
        let state = member.run.trace.visits[visit.0].state;
        // What looks like an expression of the other language is a plain text.
        if language_of(member.run.trace.machine().state(state)) != written.language {
            return None;
        }
        let mut seen = Seen::visit(&member.run, visit, position, Root::First(written.root));
        if written.of_item {
            seen.look_at_item(&member.run, visit, position);
        }
        let answer = seen.evaluate(written.language, &written.text);
        Some((written, seen.stage.unwrap_or(Stage::Input), answer))
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

/// The visit of a state to look at, and how far its execution had come.
fn visited(
    member: &Member,
    state: &str,
    reach: usize,
    shown: Option<VisitIx>,
) -> Option<(VisitIx, usize)> {
    let (trace, position) = (&member.run.trace, member.position_at(reach));
    let state = trace.machine().find(state)?.id;
    let shown = shown.filter(|visit| trace.visits[visit.0].state == state);
    let visits = trace.by_state.get(state.0 as usize)?;
    let reached = |visit: &&VisitIx| {
        let first = trace.visits[visit.0].entries.first();
        first.is_some_and(|place| *place < position)
    };
    let last = visits.iter().rev().find(reached).copied();
    Some((shown.or(last)?, position))
}
