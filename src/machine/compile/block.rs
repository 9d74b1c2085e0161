//! `StartAt`, `States` and what stands beside them.

use super::checker::{Checker, misspelt};
use super::place::Place;
use super::state_id;
use crate::definition::Role;
use crate::machine::problem::{FlowProblem, ValueProblem, Wanted};
use crate::machine::{Scope, StateId};
use crate::text::Node;

/// Fields of the machine itself.
pub const TOP: [&str; 6] = [
    "StartAt",
    "States",
    "Comment",
    "Version",
    "TimeoutSeconds",
    "QueryLanguage",
];

/// Fields of a branch.
pub const BRANCH: [&str; 3] = ["StartAt", "States", "Comment"];

/// Fields of a Map's processor.
pub const PROCESSOR: [&str; 4] = ["StartAt", "States", "Comment", "ProcessorConfig"];

/// A timeout may have so many seconds.
pub const MAX_SECONDS: i64 = 99_999_999;

impl<'a> Checker<'a> {
    /// One `States` object with what stands beside it.
    pub fn block(&mut self, id: usize) -> Option<Scope> {
        let outline = self.outline;
        let block = &outline.blocks[id];
        let at = Place::Block(id);
        let node = block.node;
        self.beginning(&at, node);
        let _ = self.text(&at, node, "Comment");
        match block.role {
            Role::Top => self.top_fields(&at, node),
            Role::Branch(_) => self.only_known(&at, node, &BRANCH),
            Role::ItemProcessor | Role::Iterator => self.only_known(&at, node, &PROCESSOR),
        }
        self.states_field(&at, node);
        let start_at = self.start_at(id, &at, node);
        Some(Scope {
            start_at: start_at?,
            states: block.states.iter().map(|state| state_id(*state)).collect(),
            parent: block.owner.map(state_id),
        })
    }

    /// `StartAt` and `States`; of the first alone the first state is a good guess.
    fn beginning(&mut self, at: &Place<'_>, node: &'a Node) {
        let opener = self.opener(node);
        let told = self.problems.len();
        self.require(at, node, &opener, &["States", "StartAt"]);
        let states = node
            .get("States")
            .and_then(|states| states.value.as_object());
        let first = states.and_then(<[_]>::first);
        let name = first.map(|member| super::checker::quoted(&member.key.text));
        let fix = name
            .filter(|_| !misspelt(node, "StartAt"))
            .and_then(|name| self.with_member(node, "StartAt", &name));
        let repair = self.definition_inside(node);
        if let (Some(problem), Some((span, text))) = (self.problems.get_mut(told), fix) {
            problem.fix = Some(text);
            problem.fix_at = Some(span);
        } else if let (Some(problem), Some(((span, text), words))) =
            (self.problems.get_mut(told), repair)
        {
            problem.fix = Some(text);
            problem.fix_at = Some(span);
            problem.fix_words = Some(words);
        }
    }

    fn top_fields(&mut self, at: &Place<'_>, node: &'a Node) {
        self.only_known(at, node, &TOP);
        let _ = self.one_of(at, node, "Version", &["1.0"]);
        let _ = self.natural(at, node, "TimeoutSeconds", 0..=MAX_SECONDS);
        let _ = self.one_of(at, node, "QueryLanguage", &["JSONPath", "JSONata"]);
    }

    /// The machine's `TimeoutSeconds`, without telling anything.
    pub fn machine_timeout(&self, top: Option<&Node>) -> Option<u64> {
        let number = top?.get("TimeoutSeconds")?.value.as_number()?;
        number
            .as_i64()
            .and_then(|seconds| u64::try_from(seconds).ok())
    }

    fn states_field(&mut self, at: &Place<'_>, node: &'a Node) {
        let Some(states) = node.get("States") else {
            return;
        };
        match states.value.as_object() {
            None => self.wrong_kind(at, "States", &states.value, Wanted::Object),
            Some([]) => {
                let field = "States".to_owned();
                let place = at.field("States");
                self.tell(&place, &states.value.span, &ValueProblem::Empty { field });
            }
            Some(_) => {}
        }
    }

    fn start_at(&mut self, id: usize, at: &Place<'_>, node: &'a Node) -> Option<StateId> {
        let member = node.get("StartAt")?;
        let name = self.text(at, node, "StartAt")?;
        let block = &self.outline.blocks[id];
        if let Some(state) = block.find(name) {
            self.starts[id] = Some(state);
            return Some(state_id(state));
        }
        if block.states.is_empty() {
            return None;
        }
        let meant = self.no_target(id, &at.field("StartAt"), "StartAt", &member.value);
        self.starts[id] = meant.filter(|_| !self.tells_all);
        None
    }

    /// Tells that a target is not there; gives the state that was probably meant.
    pub fn no_target(
        &mut self,
        block: usize,
        at: &Place<'_>,
        field: &'static str,
        value: &Node,
    ) -> Option<usize> {
        let outline = self.outline;
        let name = value.as_str()?.to_string();
        if let Some(other) = self.names.get(name.as_str()) {
            let label = outline.states[*other].name.span.clone();
            let kind = FlowProblem::TargetOutside { field, name };
            let problem = self.problem(at, &value.span, &kind);
            let words = crate::diagnostic::words!("it stands here", "它在这里", "ここにあります");
            self.add(problem.with_label(label, words));
            return None;
        }
        let names = outline.blocks[block].states.iter();
        let names = names.map(|state| &*outline.states[*state].name.text);
        let suggestion = self.suggestions.among(&name, names);
        let meant = suggestion.and_then(|name| outline.blocks[block].find(name));
        let fix = suggestion.map(super::checker::quoted);
        let repair = self.with_state(block, &name).filter(|_| fix.is_none());
        let suggestion = suggestion.map(str::to_owned);
        let kind = FlowProblem::NoTarget {
            field,
            name,
            suggestion,
        };
        let problem = self.problem(at, &value.span, &kind);
        self.add(match fix {
            Some(fix) => problem.with_fix(fix),
            None => problem.with_repair(repair),
        });
        meant
    }
}
