//! The run's states and the drawing's: the definition may have been edited since the run, and then a
//! state is the same when it has the same name.

use super::progress::{Progress, ends};
use crate::graph::{End, Graph};
use crate::machine::{Machine, StateId};
use std::collections::BTreeMap;
use std::rc::Rc;

/// From the states of a run to the nodes of the drawing and back.
#[derive(Clone, Debug, Default)]
pub struct Names {
    to_shown: Vec<Option<u32>>,
    to_run: Vec<Option<StateId>>,
    /// For each arrow of the run the edge of the drawing.
    edges: Vec<Option<u32>>,
}

impl Names {
    /// Between the machine of a run and the drawing of another.
    pub fn new(run: &Machine, progress: &Progress, shown: &Machine, graph: &Graph) -> Self {
        let by_name = |machine: &Machine| -> BTreeMap<Rc<str>, StateId> {
            let states = machine.states.iter();
            states
                .map(|state| (Rc::clone(&state.name), state.id))
                .collect()
        };
        let (run_names, shown_names) = (by_name(run), by_name(shown));
        let to_shown = run.states.iter();
        let to_shown = to_shown.map(|state| shown_names.get(&state.name).map(|id| id.0));
        let to_run = shown.states.iter();
        let to_run = to_run.map(|state| run_names.get(&state.name).copied());
        let mut names = Self {
            to_shown: to_shown.collect(),
            to_run: to_run.collect(),
            edges: Vec::new(),
        };
        names.edges = names.join_edges(progress, graph);
        names
    }

    fn join_edges(&self, progress: &Progress, graph: &Graph) -> Vec<Option<u32>> {
        let end = |end: End| match end {
            End::State(id) => self.shown(StateId(id)).map(End::State),
            End::Start | End::End => Some(end),
        };
        let drawn = graph.edges.iter().enumerate();
        let drawn: BTreeMap<_, _> = drawn
            .map(|(at, edge)| ((edge.from, edge.to, edge.kind), at as u32))
            .collect();
        let arrows = progress.arrows.iter().map(|arrow| {
            let (from, to) = ends(arrow);
            drawn.get(&(end(from)?, end(to)?, arrow.2)).copied()
        });
        arrows.collect()
    }

    /// The node of a state of the run.
    pub fn shown(&self, state: StateId) -> Option<u32> {
        self.to_shown.get(state.0 as usize).copied().flatten()
    }

    /// The state of the run that a node stands for.
    pub fn run(&self, node: u32) -> Option<StateId> {
        self.to_run.get(node as usize).copied().flatten()
    }

    /// The edge of the drawing that an arrow of the run is.
    pub fn edge(&self, arrow: usize) -> Option<u32> {
        self.edges.get(arrow).copied().flatten()
    }
}
