//! Transitions: where each leads, what is reached, what ends.

use super::checker::{Checker, misspelt};
use super::place::Place;
use super::state_id;
use crate::diagnostic::words;
use crate::machine::problem::FlowProblem;
use crate::machine::{StateId, Transition};
use crate::text::{Json, Node};

impl<'a> Checker<'a> {
    /// `Next` or `End` of a state.
    pub fn transition(&mut self, state: usize) -> Option<Transition> {
        let entry = &self.outline.states[state];
        let (node, block) = (entry.node, entry.block);
        let at = Place::State(state);
        let end = self.boolean(&at, node, "End");
        let ends = end == Some(true);
        self.terminal[state] |= ends;
        let has_next = node.get("Next").is_some();
        let next = self.target(state, &at, "Next", node);
        if ends && has_next {
            self.both(&at, node);
        } else if !ends && !has_next {
            // An `End` that is not a truth value has its own problem.
            self.foggy[block] = true;
            if !self.breaks_off(node) && (end.is_some() || node.get("End").is_none()) {
                let kind = FlowProblem::NeitherNextNorEnd;
                let span = node
                    .get("End")
                    .map_or(&entry.name.span, |end| &end.value.span);
                let mut problem = self.problem(&at, span, &kind);
                if end.is_some() {
                    problem = problem.with_fix("true");
                } else if !misspelt(node, "Next") && !misspelt(node, "End") {
                    problem = problem.with_fix_at(self.with_member(node, "End", "true"));
                }
                self.add(problem);
            }
        }
        if ends {
            Some(Transition::End)
        } else {
            next.map(Transition::Next)
        }
    }

    fn both(&mut self, at: &Place<'_>, node: &Node) {
        let (Some(next), Some(end)) = (node.get("Next"), node.get("End")) else {
            return;
        };
        let (first, second) = if next.key.span.start < end.key.span.start {
            (next, end)
        } else {
            (end, next)
        };
        let problem = self.problem(at, &second.span(), &FlowProblem::NextAndEnd);
        // The way on is worth more than the word that ends it.
        let problem = problem.with_fix_at(self.without(node, end));
        let label = words!("the other one", "另一个", "もう 1 つ");
        self.add(problem.with_label(first.span(), label));
    }

    /// The state that `field` of `node` names, among those of `from`'s own block. Remembers the way.
    pub fn target(
        &mut self,
        from: usize,
        at: &Place<'_>,
        field: &'static str,
        node: &'a Node,
    ) -> Option<StateId> {
        let member = node.get(field)?;
        let block = self.outline.states[from].block;
        let Some(name) = self.text(at, node, field) else {
            self.foggy[block] = true;
            return None;
        };
        if let Some(to) = self.outline.blocks[block].find(name) {
            self.edges.push((from, to));
            return Some(state_id(to));
        }
        match self.no_target(block, &at.field(field), field, &member.value) {
            Some(meant) if !self.tells_all => self.edges.push((from, meant)),
            Some(_) | None => self.astray[block] = true,
        }
        None
    }

    /// Whether too little is known of a block's ways to tell more of them.
    fn unclear(&self, block: usize) -> bool {
        self.foggy[block] || (self.astray[block] && !self.tells_all)
    }

    /// What can be told only when all transitions are known.
    pub fn flow(&mut self) {
        let reached = self.reached();
        let ending = self.ending();
        for block in 0..self.outline.blocks.len() {
            if !self.endless(block) {
                self.unreached(block, &reached);
            }
            self.no_way_out(block, &reached, &ending);
        }
    }

    /// Names are unique and of the right length.
    pub fn names(&mut self) {
        for (state, entry) in self.outline.states.iter().enumerate() {
            let at = Place::State(state);
            let name = &entry.name.text;
            let length = name.chars().count();
            if !(1..=80).contains(&length) {
                let kind = FlowProblem::BadName { length };
                self.tell(&at, &entry.name.span, &kind);
            }
            let first = self.names.get(&**name).copied().unwrap_or(state);
            if first != state {
                let name = name.to_string();
                let kind = FlowProblem::DuplicateName { name };
                let problem = self.problem(&at, &entry.name.span, &kind);
                let other = self.outline.states[first].name.span.clone();
                let label = words!("the first one", "第一个", "最初のもの");
                self.add(problem.with_label(other, label));
            }
        }
    }

    /// Which states can be reached from their block's `StartAt`.
    fn reached(&self) -> Vec<bool> {
        let mut ways = vec![Vec::new(); self.outline.states.len()];
        for (from, to) in &self.edges {
            ways[*from].push(*to);
        }
        let mut reached = vec![false; ways.len()];
        let mut next: Vec<usize> = self.starts.iter().copied().flatten().collect();
        while let Some(state) = next.pop() {
            if !reached[state] {
                reached[state] = true;
                next.extend(&ways[state]);
            }
        }
        reached
    }

    /// Tells which states of a block are never reached, unless a way in it is unknown. AWS refuses those
    /// that nothing leads to, not those behind them, as the refusals show that its users report.
    fn unreached(&mut self, block: usize, reached: &[bool]) {
        let node = self.outline.blocks[block].node;
        let begun = self.starts[block].is_some();
        if self.unclear(block) || !(begun || self.tells_all && node.get("StartAt").is_some()) {
            return;
        }
        for state in &self.outline.blocks[block].states {
            if !reached[*state] {
                self.unreachable(*state, node);
            }
        }
    }

    fn unreachable(&mut self, state: usize, block: &Node) {
        let key = &self.outline.states[state].name;
        let leading = || self.edges.iter().filter(|(_, to)| *to == state);
        let accepted = leading().next().is_some();
        let named = leading().any(|(from, _)| *from != state);
        let name = key.text.to_string();
        let kind = FlowProblem::Unreachable { name, accepted };
        let problem = self.problem(&Place::State(state), &key.span, &kind);
        let states = block.get("States");
        // While another state names it, it cannot go.
        let fix = states.filter(|_| !named);
        let fix = fix.and_then(|states| self.without_state(&states.value, key));
        self.add(problem.with_fix_at(fix));
    }

    /// From which states a way leads to one that ends.
    fn ending(&self) -> Vec<bool> {
        let mut before = vec![Vec::new(); self.outline.states.len()];
        for (from, to) in &self.edges {
            before[*to].push(*from);
        }
        let mut ending = vec![false; before.len()];
        let mut next: Vec<usize> = (0..before.len())
            .filter(|state| self.terminal[*state])
            .collect();
        while let Some(state) = next.pop() {
            if !ending[state] {
                ending[state] = true;
                next.extend(&before[state]);
            }
        }
        ending
    }

    /// Tells where a block, which ends elsewhere, begins to go round for ever.
    fn no_way_out(&mut self, block: usize, reached: &[bool], ending: &[bool]) {
        let outline = self.outline;
        let states = &outline.blocks[block].states;
        if self.unclear(block) || !states.iter().any(|state| self.terminal[*state]) {
            return;
        }
        let mut states = states.iter().copied();
        let stuck = states.find(|state| reached[*state] && !ending[*state]);
        if let Some(state) = stuck {
            let key = &outline.states[state].name;
            let name = key.text.to_string();
            self.tell(
                &Place::State(state),
                &key.span,
                &FlowProblem::NoWayOut { name },
            );
        }
    }

    /// Tells that nothing in a block ends; gives whether that is so.
    fn endless(&mut self, block: usize) -> bool {
        let outline = self.outline;
        let states = &outline.blocks[block].states;
        let ends = states.iter().any(|state| self.terminal[*state]);
        if self.unclear(block) || ends || states.is_empty() {
            return false;
        }
        let Some(member) = outline.blocks[block].node.get("States") else {
            return false;
        };
        if matches!(member.value.json, Json::Object(_)) {
            let at = Place::Block(block);
            let at = at.field("States");
            let problem = self.problem(&at, &member.key.span, &FlowProblem::NoTerminal);
            let fix = self.with_end(block);
            self.add(problem.with_fix_at(fix));
        }
        true
    }
}
