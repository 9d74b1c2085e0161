//! One drawing with what the cursor's moment adds to it: shared by boxes, frames, arrows and the list.

use super::walk;
use crate::bridge::{Bridge, use_bridge};
use crate::desk::{At, Desk, use_desk};
use crate::part::alone;
use crate::part::breakpoints::{Dot, dot, toggle};
use asl::debugger::action::{Action, Document, Selection};
use asl::debugger::view::{Mark, Marks, Shown};
use asl::graph::{Graph, Node};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A drawing on the screen.
#[derive(Clone)]
pub struct Scene {
    /// The drawing.
    pub graph: Arc<Graph>,
    /// The state that Tab comes to.
    pub stop: RwSignal<Option<u32>>,
    /// The state that was chosen already when it was drawn.
    pub chosen: Option<u32>,
    bridge: Bridge,
    desk: Desk,
    marks: Signal<Arc<Marks>>,
    /// The same by state and by arrow: every box asks at every move of the cursor.
    pub(super) by_state: Memo<BTreeMap<u32, Mark>>,
    by_edge: Memo<BTreeMap<u32, u32>>,
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
                .and_then(|caret| drawn_around(&drawn, caret))
        });
        let chosen = inspected.get_untracked().filter(|(_, selected)| *selected);
        let chosen = chosen
            .map(|(state, _)| state)
            .filter(|state| walk::place(&graph, *state).is_some());
        let first = graph.tree.iter().find(|row| row.first).map(|row| row.state);
        let marks = bridge.marks();
        Self {
            graph,
            stop: RwSignal::new(desk.folding.get_value().or(chosen).or(first)),
            chosen,
            bridge,
            desk,
            marks,
            by_state: Memo::new(move |_| {
                let states = |marks: &Arc<Marks>| {
                    marks
                        .states
                        .iter()
                        .map(|mark| (mark.state, *mark))
                        .collect()
                };
                marks.with(states)
            }),
            by_edge: Memo::new(move |_| {
                let edges = |marks: &Arc<Marks>| {
                    marks
                        .edges
                        .iter()
                        .map(|mark| (mark.edge, mark.count))
                        .collect()
                };
                marks.with(edges)
            }),
            inspected,
            beside_caret,
        }
    }

    /// How a state is at the cursor.
    pub fn mark(&self, state: u32) -> Memo<Mark> {
        let marks = self.by_state;
        Memo::new(move |_| {
            let found = marks.with(|marks| marks.get(&state).copied());
            found.unwrap_or(Mark {
                state,
                ..Mark::default()
            })
        })
    }

    /// How often an arrow has been taken.
    pub fn taken(&self, edge: u32) -> Memo<u32> {
        let marks = self.by_edge;
        Memo::new(move |_| marks.with(|marks| marks.get(&edge).copied().unwrap_or_default()))
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
        dot(self.bridge, state, hidden(&self.graph, state))
    }

    /// Draws a group as one box, or with what is inside. Its corner stays where it is on the screen.
    pub fn fold(&self, state: u32, folded: bool) {
        fold(self.bridge, self.desk, state, folded);
    }

    /// Folds an open group, and opens a folded one.
    #[inline(never)]
    pub fn turn(&self, state: u32) {
        if let Some(folded) = is_folded(&self.graph, state) {
            self.fold(state, !folded);
        }
    }

    /// Draws all groups as one box each, or with what is inside.
    #[inline(never)]
    pub fn fold_all(&self, folded: bool) {
        self.bridge.send(Action::Fold {
            state: None,
            folded,
        });
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

/// Draws a group as one box, or with what is inside. Its corner stays where it is on the screen.
#[inline(never)]
pub fn fold(bridge: Bridge, desk: Desk, state: u32, folded: bool) {
    desk.folding.set_value(Some(state));
    bridge.send(Action::Fold {
        state: Some(state),
        folded,
    });
}

/// Where a state stands in the definition.
pub fn characters(graph: &Graph, state: u32) -> Option<(u32, u32)> {
    let mut rows = graph.tree.iter();
    rows.find(|row| row.state == state)
        .map(|row| (row.from, row.to))
}

/// The states around a place in the definition, inner ones last.
fn around(graph: &Graph, caret: u32) -> impl DoubleEndedIterator<Item = u32> {
    let rows = graph.tree.iter();
    let around = rows.filter(move |row| (row.from..row.to).contains(&caret));
    around.map(|row| row.state)
}

/// The innermost state around a place in the definition.
pub fn around_caret(graph: &Graph, caret: u32) -> Option<u32> {
    around(graph, caret).next_back()
}

/// The box or frame of the innermost state around a place in the definition: of the group that is folded over it,
/// where one is.
fn drawn_around(graph: &Graph, caret: u32) -> Option<u32> {
    around(graph, caret)
        .rev()
        .find(|state| walk::place(graph, *state).is_some())
}

/// Whether a group is drawn as one box; `None` for any other state.
pub fn is_folded(graph: &Graph, state: u32) -> Option<bool> {
    let open = graph.groups.iter().any(|group| group.state == state);
    let folded = |node: &Node| node.state == Some(state) && node.holds > 0;
    (open || graph.nodes.iter().any(folded)).then_some(!open)
}

/// The states that are folded away into the box of a group.
fn hidden(graph: &Graph, state: u32) -> Vec<u32> {
    if is_folded(graph, state) != Some(true) {
        return Vec::new();
    }
    let mut rows = graph.tree.iter().skip_while(|row| row.state != state);
    let depth = rows.next().map_or(0, |row| row.depth);
    rows.take_while(|row| row.depth > depth)
        .map(|row| row.state)
        .collect()
}
