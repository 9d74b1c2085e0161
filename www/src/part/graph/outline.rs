//! The drawing as a list, for those who do not look: every state in reading order with its status and its ways.

use super::node::spoken;
use super::scene::Scene;
use crate::i18n::{say, use_phrases};
use asl::graph::TreeRow;
use leptos::prelude::*;

/// A list that is heard and not seen.
#[component]
#[allow(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
pub fn Outline(
    /// The drawing.
    scene: Scene,
) -> impl IntoView {
    let rows = scene
        .graph
        .tree
        .iter()
        .map(|row| row_view(&scene, row))
        .collect_view();
    view! { <ul class="unseen" aria-label=say(|p| p.graph_outline)>{rows}</ul> }
}

fn row_view(scene: &Scene, row: &TreeRow) -> impl IntoView + use<> {
    let (mark, phrases) = (scene.mark(row.state), use_phrases());
    let (name, kind, depth) = (row.name.clone(), row.kind.type_name(), row.depth + 1);
    let targets = scene.targets(row.state);
    let text = move || spoken(phrases.get(), &name, kind, mark.get(), &targets);
    view! { <li attr:aria-level=depth.to_string()>{text}</li> }
}
