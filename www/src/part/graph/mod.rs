//! The drawing: where the execution is, where it has been and how it went. Every state can be reached with the keyboard,
//! and the same is there as a list for those who do not look.

mod canvas;
mod curve;
mod edge;
mod export;
mod group;
mod minimap;
mod node;
mod outline;
mod rest;
mod scene;
mod viewport;
mod walk;

use crate::bridge::use_bridge;
use crate::i18n::say;
use crate::kit::empty::Nothing;
use asl::debugger::view::Shown;
use canvas::Canvas;
use leptos::prelude::*;
use outline::Outline;
use scene::Scene;
pub use scene::{around_caret, characters};

/// The graph view of the middle pane.
#[component]
pub fn GraphView() -> impl IntoView {
    let shown = use_bridge().graph();
    let stale =
        Memo::new(move |_| matches!(&*shown.read(), Shown::Filled(picture) if picture.stale));
    // The drawing is made anew only when it is another one, not when it merely goes stale.
    let graph = Memo::new(
        move |before: Option<&Option<std::sync::Arc<asl::graph::Graph>>>| match &*shown.read() {
            Shown::Empty(_) => None,
            Shown::Filled(picture) => match before {
                Some(Some(before)) if **before == picture.graph => Some(before.clone()),
                Some(_) | None => Some(std::sync::Arc::new(picture.graph.clone())),
            },
        },
    );
    let body = move || match graph.get() {
        None => view! { <Nothing text=say(|p| p.graph_empty) /> }.into_any(),
        Some(graph) => {
            let scene = Scene::new(graph);
            view! {
                <Canvas scene=scene.clone() />
                <Outline scene />
            }
            .into_any()
        }
    };
    view! {
        <div class="graph" class:stale=stale>
            {body}
            <Show when=move || stale.get()>
                <p class="graph-note">{say(|p| p.graph_stale)}</p>
            </Show>
        </div>
    }
}
