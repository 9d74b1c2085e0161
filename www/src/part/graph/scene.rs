//! One drawing with what the cursor's moment adds to it: shared by boxes, frames, arrows and the list.

use crate::bridge::{Bridge, use_bridge};
use crate::desk::{At, Desk, use_desk};
use crate::part::alone;
use crate::part::breakpoints::{Dot, dot, toggle};
use asl::debugger::action::{Action, Document, Selection};
use asl::debugger::view::{Mark, Marks, Shown};
use asl::graph::Graph;
use leptos::prelude::*;
use std::sync::Arc;

/// A drawing on the screen.
#[derive(Clone)]
pub struct Scene {
    /// The drawing.
    pub graph: Arc<Graph>,
    /// The state that Tab comes to.
    pub stop: RwSignal<Option<u32>>,
    bridge: Bridge,
    desk: Desk,
    pub(super) marks: Signal<Arc<Marks>>,
    inspected: Memo<Option<(u32, bool)>>,
    beside_caret: Memo<Option<u32>>,
}

impl Scene {
    /// A drawing with nothing chosen.
    pub fn new(graph: Arc<Graph>) -> Self {
        let (bridge, desk) = (use_bridge(), use_desk());
        let inspector = bridge.inspector();
        let inspected = Memo::new(move |_| match &*inspector.read() {
            Shown::Empty(_) => None,
            Shown::Filled(inspector) => inspector.state.map(|state| (state, inspector.selected)),
        });
        let drawn = graph.clone();
        let beside_caret = Memo::new(move |_| {
            desk.caret
                .get()
                .and_then(|caret| around_caret(&drawn, caret))
        });
        let first = graph.tree.iter().find(|row| row.first).map(|row| row.state);
        Self {
            graph,
            stop: RwSignal::new(first),
            bridge,
            desk,
            marks: bridge.marks(),
            inspected,
            beside_caret,
        }
    }

    /// How a state is at the cursor.
    pub fn mark(&self, state: u32) -> Memo<Mark> {
        let marks = self.marks;
        Memo::new(move |_| {
            let found = marks.with(|marks| {
                marks
                    .states
                    .iter()
                    .find(|mark| mark.state == state)
                    .copied()
            });
            found.unwrap_or(Mark {
                state,
                ..Mark::default()
            })
        })
    }

    /// How often an arrow has been taken.
    pub fn taken(&self, edge: u32) -> Memo<u32> {
        let marks = self.marks;
        Memo::new(move |_| {
            marks.with(|marks| {
                marks
                    .edges
                    .iter()
                    .find(|mark| mark.edge == edge)
                    .map_or(0, |mark| mark.count)
            })
        })
    }

    /// The iteration that the inside of a Map shows, when one was chosen.
    pub fn iteration(&self, map: u32) -> Memo<Option<u32>> {
        let marks = self.marks;
        Memo::new(move |_| {
            let chosen = marks.with(|marks| marks.iteration);
            chosen
                .filter(|(state, _)| *state == map)
                .map(|(_, index)| index)
        })
    }

    /// The arrow that was taken just now.
    pub fn moving(&self) -> Memo<Option<u32>> {
        let marks = self.marks;
        Memo::new(move |_| marks.with(|marks| marks.moving))
    }

    /// The states that the cursor is in, inner ones last.
    pub fn current(&self) -> Memo<Vec<u32>> {
        let marks = self.marks;
        Memo::new(move |_| marks.with(|marks| marks.current.clone()))
    }

    /// How the breakpoints of a state are drawn.
    pub fn dot(&self, state: u32) -> Memo<Option<Dot>> {
        dot(self.bridge, state)
    }

    /// Sets a breakpoint before a state, or takes away those that it has.
    pub fn toggle(&self, state: u32) {
        toggle(self.bridge, state);
    }

    /// The classes of a box or frame beside its status: chosen, current, beside the caret.
    pub fn rings(&self, state: u32) -> Signal<String> {
        let (inspected, beside_caret, marks) = (self.inspected, self.beside_caret, self.marks);
        Memo::new(move |_| {
            let mut rings = String::new();
            if inspected.get() == Some((state, true)) {
                rings.push_str(" chosen");
            }
            if marks.with(|marks| marks.current.contains(&state)) {
                rings.push_str(" current");
            }
            if beside_caret.get() == Some(state) {
                rings.push_str(" at-caret");
            }
            rings
        })
        .into()
    }

    /// Looks at a state: in the inspector and in the text.
    pub fn choose(&self, state: u32) {
        self.stop.set(Some(state));
        self.bridge
            .send(Action::Select(Some(Selection { state, visit: None })));
        self.desk.drawer.set(true);
        if let Some((from, to)) = characters(&self.graph, state) {
            let family = self.bridge.family();
            let machine = family.with_untracked(|family| family.machine.clone());
            let document = machine.map_or(Document::Definition, Document::Machine);
            self.desk.reveal(document, At::Characters(from, to), false);
        }
    }

    /// What lies open on the page.
    pub fn desk(&self) -> Desk {
        self.desk
    }

    /// Opens the dialog in which a state runs alone.
    pub fn test(&self, state: u32) {
        alone::open(self.bridge, self.desk, state, None);
    }

    /// Goes back to whatever the cursor is at.
    pub fn release(&self) {
        self.bridge.send(Action::Select(None));
        self.desk.drawer.set(false);
    }

    /// The names of the states that a state leads to, in the order of the text.
    pub fn targets(&self, state: u32) -> Vec<String> {
        let row = self.graph.tree.iter().find(|row| row.state == state);
        let ways = row.map(|row| row.ways.as_slice()).unwrap_or_default();
        ways.iter().filter_map(|way| self.name(way.to?)).collect()
    }

    /// A state's name.
    pub fn name(&self, state: u32) -> Option<String> {
        self.graph
            .tree
            .iter()
            .find(|row| row.state == state)
            .map(|row| row.name.clone())
    }
}

/// Where a state stands in the definition.
pub fn characters(graph: &Graph, state: u32) -> Option<(u32, u32)> {
    let node = graph
        .nodes
        .iter()
        .find(|node| node.state == Some(state))
        .map(|node| (node.from, node.to));
    node.or_else(|| {
        graph
            .groups
            .iter()
            .find(|group| group.state == state)
            .map(|group| (group.from, group.to))
    })
}

/// The innermost state around a place in the definition.
pub fn around_caret(graph: &Graph, caret: u32) -> Option<u32> {
    let nodes = graph
        .nodes
        .iter()
        .filter_map(|node| Some((node.from, node.to, node.state?)));
    let groups = graph
        .groups
        .iter()
        .map(|group| (group.from, group.to, group.state));
    let around = nodes
        .chain(groups)
        .filter(|(from, to, _)| (*from..*to).contains(&caret));
    around
        .min_by_key(|(from, to, _)| to - from)
        .map(|(_, _, state)| state)
}
