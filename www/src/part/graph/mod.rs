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
mod place;
mod placed;
mod rest;
mod scene;
mod viewport;
mod walk;

use crate::bridge::use_bridge;
use crate::desk::use_desk;
use crate::i18n::say;
use crate::kit::browser::focus_id;
use crate::kit::empty::Nothing;
use asl::debugger::view::Shown;
use canvas::Canvas;
use leptos::prelude::*;
use outline::Outline;
use place::Place;

use scene::Scene;
pub use scene::{around_caret, characters, fold, is_folded};

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
    let (place, folding) = (Place::new(), use_desk().folding);
    let body = move || match graph.get() {
        None => view! { <Nothing text=say(|p| p.graph_empty) /> }.into_any(),
        Some(graph) => {
            place.draw(&graph, folding.get_value());
            let scene = Scene::new(graph);
            place.show_chosen(&scene);
            keep_focus(folding);
            view! {
                <Canvas scene=scene.clone() place />
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

/// The group that was folded or opened has the focus in the new drawing, too.
fn keep_focus(folding: StoredValue<Option<u32>>) {
    if let Some(state) = folding.try_update_value(Option::take).flatten() {
        request_animation_frame(move || {
            focus_id(&format!("state-{state}"));
        });
    }
}
