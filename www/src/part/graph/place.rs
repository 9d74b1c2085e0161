//! Where the drawing lies in its frame, over time: fitted, following the cursor, or moved by hand.

use super::scene::Scene;
use super::viewport::{Size, Viewport};
use super::walk;
use crate::kit::browser::on_resize;
use asl::graph::{Graph, NodeKind, Point};
use leptos::html::Div;
use leptos::prelude::*;
use std::sync::Arc;

/// Why a drawing lies where it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lies {
    /// So that it can be read.
    Readable,
    /// All of it is wanted to be seen.
    Whole,
    /// A hand has put it there.
    ByHand,
}

/// Where the drawing lies, and whether it was put there by hand.
#[derive(Clone, Copy)]
pub struct Place {
    pub view: RwSignal<Viewport>,
    /// The size of its frame.
    pub frame: RwSignal<Size>,
    lies: RwSignal<Lies>,
    graph: StoredValue<Arc<Graph>>,
}

impl Place {
    /// The place of a drawing to come.
    pub fn new() -> Self {
        let view = Viewport {
            scale: 1.0,
            x: 0.0,
            y: 0.0,
        };
        Self {
            view: RwSignal::new(view),
            frame: RwSignal::default(),
            lies: RwSignal::new(Lies::Readable),
            graph: StoredValue::default(),
        }
    }

    /// Another drawing comes. It is fitted into the frame; if it is the same with a group folded or opened, what
    /// folds that group stays where it is on the screen.
    pub fn draw(self, graph: &Arc<Graph>, held: Option<u32>) {
        let before = self
            .graph
            .try_update_value(|now| std::mem::replace(now, graph.clone()))
            .unwrap_or_default();
        let corners = held.and_then(|state| {
            let corner =
                |graph| walk::place(graph, state).map(|rect| (rect.x + rect.width, rect.y));
            corner(&before).zip(corner(graph))
        });
        let Some((from, to)) = corners else {
            self.lies.set(Lies::Readable);
            return self.refit();
        };
        self.lies.set(Lies::ByHand);
        let view = self.view.get_untracked();
        let (dx, dy) = ((from.0 - to.0) * view.scale, (from.1 - to.1) * view.scale);
        self.put(view.moved(dx, dy));
    }

    /// Fits the drawing again whenever the frame changes its size, until it was moved by hand. What was chosen
    /// before there was a frame is in sight at first.
    pub fn follow_frame(self, element: NodeRef<Div>, scene: &Scene) {
        let scene = scene.clone();
        Effect::new(move |_| {
            let Some(element) = element.get() else { return };
            let scene = scene.clone();
            on_resize(&element, move |width, height| {
                let size = Size { width, height };
                let before = self.frame.try_get_untracked();
                let Some(before) = before.filter(|before| width > 0.0 && *before != size) else {
                    return;
                };
                self.frame.set(size);
                self.refit();
                if before.width <= 0.0 {
                    self.show_chosen(&scene);
                }
            });
        });
    }

    /// Keeps the state that the cursor is in inside the frame.
    pub fn follow_cursor(self, scene: &Scene) {
        let current = scene.current();
        let scene = scene.clone();
        Effect::new(move |_| {
            let current = current.get();
            let drawn = |state: &&u32| walk::place(&scene.graph, **state).is_some();
            if let Some(state) = current.iter().rev().find(drawn) {
                self.show(&scene, *state);
            }
        });
    }

    fn refit(self) {
        let frame = self.frame.get_untracked();
        let (size, start) = self
            .graph
            .with_value(|graph| (size_of(graph), start_of(graph)));
        match self.lies.get_untracked() {
            Lies::Readable => self.put(Viewport::readable(size, frame, start)),
            Lies::Whole => self.put(Viewport::fit(size, frame)),
            Lies::ByHand => {}
        }
    }

    pub fn fit(self) {
        self.lies.set(Lies::Whole);
        self.refit();
    }

    pub fn zoom(self, factor: f64) {
        let frame = self.frame.get_untracked();
        self.zoom_around(
            factor,
            Point {
                x: frame.width / 2.0,
                y: frame.height / 2.0,
            },
        );
    }

    pub fn zoom_around(self, factor: f64, around: Point) {
        self.carry(self.view.get_untracked().zoomed(factor, around));
    }

    pub fn pan(self, dx: f64, dy: f64) {
        self.carry(self.view.get_untracked().moved(dx, dy));
    }

    /// Brings a point of the drawing into the middle.
    pub fn centre(self, to: Point) {
        let frame = self.frame.get_untracked();
        let scale = self.view.get_untracked().scale;
        self.carry(Viewport {
            scale,
            x: frame.width / 2.0 - to.x * scale,
            y: frame.height / 2.0 - to.y * scale,
        });
    }

    /// Brings into sight what was chosen before it was drawn.
    pub fn show_chosen(self, scene: &Scene) {
        if let Some(state) = scene.chosen {
            self.show(scene, state);
        }
    }

    pub fn show(self, scene: &Scene, state: u32) {
        let frame = self.frame.get_untracked();
        if let (Some(place), true) = (walk::place(&scene.graph, state), frame.width > 0.0) {
            self.put(self.view.get_untracked().showing(place, frame));
        }
    }

    /// Puts the drawing there. What moves is the layer that holds it; a box that moved itself would cost each browser its
    /// share of every frame.
    fn put(self, to: Viewport) {
        if self.view.get_untracked() != to {
            self.view.set(to);
        }
    }

    /// Moves the drawing there by hand.
    #[inline(never)]
    fn carry(self, to: Viewport) {
        self.lies.set(Lies::ByHand);
        self.put(to);
    }
}

fn size_of(graph: &Graph) -> Size {
    Size {
        width: graph.width,
        height: graph.height,
    }
}

/// The middle of the pill that the drawing begins with.
fn start_of(graph: &Graph) -> f64 {
    let mut nodes = graph.nodes.iter();
    let start = nodes.find(|node| node.kind == NodeKind::Start);
    start.map_or(graph.width / 2.0, |start| {
        start.rect.x + start.rect.width / 2.0
    })
}
