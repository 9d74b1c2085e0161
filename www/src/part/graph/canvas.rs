//! The frame that the drawing lies in: zoom, pan, keys.

use super::edge::{count_view, edge_view, label_view, token_view};
use super::export::ExportMenu;
use super::group::group_view;
use super::minimap::minimap;
use super::node::node_view;
use super::place::Place;
use super::rest::Rest;
use super::scene::Scene;
use super::walk;
use crate::i18n::say;
use crate::kit::browser::{focus_id, heard_on};
use crate::kit::{IconButton, Sign, seldom};
use crate::part::state_menu;
use asl::graph::{NodeKind, Point};
use leptos::html::Div;
use leptos::prelude::*;
use std::collections::BTreeMap;
use web_sys::{Element, KeyboardEvent, PointerEvent, WheelEvent};

/// How far a pointer may move and still be a click.
const CLICK: f64 = 4.0;

/// The drawing in its frame.
#[component]
#[allow(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
pub fn Canvas(
    /// The drawing.
    scene: Scene,
    /// Where it lies.
    place: Place,
) -> impl IntoView {
    let frame = NodeRef::<Div>::new();
    place.follow_frame(frame, &scene);
    place.follow_cursor(&scene);
    let (hand, rest, desk) = (Hand::default(), Rest::default(), scene.desk());
    let (keys, away, files) = (scene.clone(), scene.clone(), scene.clone());
    let by_key = move |event: KeyboardEvent| key(&event, &keys, place);
    view! {
        <div
            class="graph-frame"
            node_ref=frame
            role="group"
            aria-label=say(|p| p.graph_label)
            on:keydown=by_key
            on:pointerdown=move |event| { hand.down(&event); rest.down(desk, &event) }
            on:pointermove=move |event| { hand.moved(&event, place); if hand.dragged() { rest.away() } }
            on:pointerup=move |event| { hand.up(&event); rest.away() }
            on:pointercancel=move |event| { hand.up(&event); rest.away() }
            on:contextmenu=move |event| state_menu::at_pointer(desk, &event)
            on:click:capture=move |event| rest.click(&event)
            on:wheel=move |event| wheel(&event, place)
            on:click=move |_| if !hand.dragged() { away.release() }
        >
            <div class="drawing-layer" style:transform=move || place.view.get().transform()>
                <svg class="drawing" width=scene.graph.width height=scene.graph.height>{drawing(&scene)}</svg>
            </div>
        </div>
        <div class="graph-over">
            {minimap(&scene, place.view, place.frame, move |to| place.centre(to))}
            <div class="graph-tools" role="toolbar" aria-label=say(|p| p.zoom)>
                <IconButton label=say(|p| p.zoom_in) sign=Sign::Plus on_press=move |()| place.zoom(1.25) />
                <IconButton label=say(|p| p.zoom_out) sign=Sign::Minus on_press=move |()| place.zoom(0.8) />
                <IconButton label=say(|p| p.zoom_fit) sign=Sign::Fit on_press=move |()| place.fit() />
                {folds(&scene)}
                <ExportMenu scene=files />
            </div>
        </div>
    }
}

/// Frames below, then arrows, then boxes, so that nothing that can be pressed is covered.
fn drawing(scene: &Scene) -> impl IntoView + use<> {
    let graph = scene.graph.clone();
    let edges = || (0_u32..).zip(&graph.edges);
    view! {
        {graph.groups.iter().map(|group| group_view(scene, group)).collect_view()}
        {edges().map(|(index, edge)| edge_view(scene, index, edge)).collect_view()}
        {edges().map(|(index, edge)| label_view(scene, index, edge)).collect_view()}
        {edges().map(|(index, _)| count_view(scene, index)).collect_view()}
        {token_view(scene)}
        {graph.nodes.iter().map(|node| node_view(scene, node)).collect_view()}
    }
}

/// Folds all groups or opens them; nothing where there are none.
fn folds(scene: &Scene) -> Option<AnyView> {
    let mut rows = scene.graph.tree.iter();
    let groups = rows.any(|row| matches!(row.kind, NodeKind::Parallel | NodeKind::Map));
    groups.then(|| seldom(|| folds_view(scene.clone())))
}

fn folds_view(scene: Scene) -> impl IntoView {
    let open = !scene.graph.groups.is_empty();
    let label = say(move |p| if open { p.fold_all } else { p.unfold_all });
    let sign = if open { Sign::Fold } else { Sign::Unfold };
    view! { <IconButton label sign on_press=move |()| scene.fold_all(open) /> }
}

fn key(event: &KeyboardEvent, scene: &Scene, place: Place) {
    let Some(from) = scene.stop.get_untracked() else {
        return;
    };
    if state_menu::at_key(scene.desk(), event) {
        return;
    }
    match event.key().as_str() {
        "Enter" => scene.choose(from),
        "Escape" => scene.release(),
        _ if event.ctrl_key() || event.meta_key() || event.alt_key() => return,
        "+" | "=" => place.zoom(1.25),
        "-" => place.zoom(0.8),
        "0" => place.fit(),
        "t" if !(event.ctrl_key() || event.meta_key() || event.alt_key()) => scene.test(from),
        "F9" => scene.toggle(from),
        "c" | "C" => scene.turn(from),
        "b" | "B" if !(event.ctrl_key() || event.meta_key() || event.alt_key()) => {
            scene.toggle(from);
        }
        key => {
            let plain =
                !(event.shift_key() || event.ctrl_key() || event.meta_key() || event.alt_key());
            let Some(to) = walk::next(&scene.graph, from, key).filter(|_| plain) else {
                return;
            };
            scene.stop.set(Some(to));
            place.show(scene, to);
            focus_id(&format!("state-{to}"));
        }
    }
    event.prevent_default();
    event.stop_propagation();
}

fn wheel(event: &WheelEvent, place: Place) {
    event.prevent_default();
    let Some(around) = inside(event.as_ref()) else {
        return;
    };
    if event.ctrl_key() || event.meta_key() {
        place.zoom_around((-event.delta_y() * 0.008).exp().clamp(0.5, 2.0), around);
    } else {
        place.pan(-event.delta_x(), -event.delta_y());
    }
}

/// A pointer's place in the frame.
fn inside(event: &web_sys::MouseEvent) -> Option<Point> {
    let frame = heard_on::<Element>(event)?.get_bounding_client_rect();
    Some(Point {
        x: f64::from(event.client_x()) - frame.left(),
        y: f64::from(event.client_y()) - frame.top(),
    })
}

/// The pointers that hold the drawing: one drags it, two pinch it.
#[derive(Clone, Copy, Default)]
struct Hand {
    held: RwSignal<BTreeMap<i32, (f64, f64)>>,
    way: RwSignal<f64>,
}

impl Hand {
    fn down(self, event: &PointerEvent) {
        if event.button() > 1 {
            return;
        }
        self.way.set(0.0);
        self.held.update(|held| {
            held.insert(
                event.pointer_id(),
                (f64::from(event.client_x()), f64::from(event.client_y())),
            );
        });
    }

    fn moved(self, event: &PointerEvent, place: Place) {
        let now = (f64::from(event.client_x()), f64::from(event.client_y()));
        let held = self.held.get_untracked();
        let Some(before) = held.get(&event.pointer_id()).copied() else {
            return;
        };
        let other = held
            .iter()
            .find(|(id, _)| **id != event.pointer_id())
            .map(|(_, at)| *at);
        self.way
            .update(|way| *way += (now.0 - before.0).hypot(now.1 - before.1));
        if self.dragged() {
            // Captured only now: a captured pointer's click would not reach the box it pressed.
            if let Some(frame) = heard_on::<Element>(event) {
                let _ = frame.set_pointer_capture(event.pointer_id());
            }
            match (other, inside(event)) {
                (Some(other), Some(around)) => {
                    let apart = |at: (f64, f64)| (at.0 - other.0).hypot(at.1 - other.1).max(1.0);
                    place.zoom_around(apart(now) / apart(before), around);
                }
                (None, _) | (Some(_), None) => place.pan(now.0 - before.0, now.1 - before.1),
            }
        }
        self.held.update(|held| {
            held.insert(event.pointer_id(), now);
        });
    }

    fn up(self, event: &PointerEvent) {
        self.held.update(|held| {
            held.remove(&event.pointer_id());
        });
    }

    fn dragged(self) -> bool {
        self.way.get_untracked() > CLICK
    }
}
