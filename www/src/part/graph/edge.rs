//! An arrow, its label, and the token that runs along it when it is taken.

use super::curve;
use super::scene::Scene;
use crate::kit::browser::less_motion;
use asl::graph::{Edge, EdgeKind, Point};
use leptos::prelude::*;

/// The line of an arrow and its head. The head is drawn, not a marker: WebKit keeps showing a line the marker that it
/// had first.
pub fn edge_view(scene: &Scene, index: u32, edge: &Edge) -> impl IntoView + use<> {
    let taken = scene.taken(index);
    let catches = matches!(edge.kind, EdgeKind::Catch(_));
    let fails = scene.graph.comes_from_fail(edge);
    let name = move || match (taken.get() > 0, catches, fails) {
        (false, ..) => "idle",
        (true, true, _) => "catch",
        (true, false, true) => "fails",
        (true, false, false) => "taken",
    };
    view! {
        <path
            class=move || format!("edge {}{}", name(), if catches { " dashed" } else { "" })
            d=curve::path(&edge.points)
        />
        <path class=move || format!("head {}", name()) d=curve::head(&edge.points) />
    }
}

/// What is written on an arrow.
pub fn label_view(scene: &Scene, index: u32, edge: &Edge) -> Option<AnyView> {
    let text = match edge.kind {
        EdgeKind::Next => return None,
        EdgeKind::Choice(_) => edge.label.clone(),
        EdgeKind::Default => "Default".to_owned(),
        EdgeKind::Catch(_) if edge.label.is_empty() => "Catch".to_owned(),
        EdgeKind::Catch(_) => edge.label.clone(),
    };
    let taken = scene.taken(index);
    let class = move || {
        if taken.get() == 0 {
            "edge-label"
        } else {
            "edge-label taken"
        }
    };
    let rect = edge.label_rect;
    Some(
        view! {
            <g class=class>
                <title>{edge.full_label.clone()}</title>
                <rect x=rect.x y=rect.y width=rect.width height=rect.height rx="4" />
                <text x=rect.x + rect.width / 2.0 y=rect.y + rect.height / 2.0>{text}</text>
            </g>
        }
        .into_any(),
    )
}

/// How often an arrow was taken, when that is more than once.
pub fn count_view(scene: &Scene, index: u32) -> impl IntoView + use<> {
    let (taken, graph) = (scene.taken(index), scene.graph.clone());
    move || {
        let count = Some(taken.get()).filter(|count| *count > 1)?;
        let Point { x, y } = graph.count_place(index, count);
        Some(view! { <text class="edge-count" x=x y=y>"×"{count}</text> })
    }
}

/// The token on the arrow that was taken just now. Without motion there is none.
pub fn token_view(scene: &Scene) -> impl IntoView + use<> {
    let moving = scene.moving();
    let graph = scene.graph.clone();
    move || {
        let edge = usize::try_from(moving.get()?)
            .ok()
            .and_then(|index| graph.edges.get(index))
            .filter(|_| !less_motion())?;
        let route = format!("offset-path:path('{}')", curve::path(&edge.points));
        Some(view! { <circle class="token" r="5" style=route /> })
    }
}
