//! A frame around the states of a Parallel, one of its branches, or a Map.

use super::node::{
    badge_view, box_view, dot_view, fold_view, kind_view, ring_view, spoken, title_view,
};
use super::scene::Scene;
use crate::i18n::use_phrases;
use crate::part::status;
use asl::graph::{Group, GroupKind, NodeKind, Rect};
use leptos::prelude::*;

/// A frame of either kind.
pub fn group_view(scene: &Scene, group: &Group) -> AnyView {
    match group.kind {
        GroupKind::Branch(_) => lane_view(group).into_any(),
        GroupKind::Parallel => {
            frame_view(scene.clone(), group.clone(), NodeKind::Parallel).into_any()
        }
        GroupKind::Map => frame_view(scene.clone(), group.clone(), NodeKind::Map).into_any(),
    }
}

fn lane_view(group: &Group) -> impl IntoView + use<> {
    let rect = group.rect;
    view! { <rect class="lane" x=rect.x y=rect.y width=rect.width height=rect.height rx="6" /> }
}

fn frame_view(scene: Scene, group: Group, kind: NodeKind) -> impl IntoView {
    let state = group.state;
    let (mark, rings, phrases) = (scene.mark(state), scene.rings(state), use_phrases());
    let (name, targets) = (group.name.clone(), scene.targets(state));
    let told = name.clone();
    let spoken = move || spoken(phrases.get(), &told, kind.type_name(), mark.get(), &targets);
    let chosen = scene.iteration(state);
    let items = move || {
        if let Some(index) = chosen.get() {
            return Some(format!("#{index}"));
        }
        Some(mark.get())
            .filter(|mark| mark.items > 0)
            .map(|mark| format!("{}/{}", mark.items_done, mark.items))
    };
    let rect = group.rect;
    let header = Rect {
        height: group.header,
        ..rect
    };
    let (below, middle) = (rect.y + group.header, rect.y + group.header / 2.0);
    let stop = scene.stop;
    let dots = scene.clone();
    view! {
        <g
            class=move || format!("node frame {}{}", status::class(mark.get().status), rings.get())
            id=format!("state-{state}")
            role="button"
            aria-expanded="true"
            data-state=group.name
            data-status=move || status::class(mark.get().status)
            tabindex=move || if stop.get() == Some(state) { "0" } else { "-1" }
            aria-label=spoken
            on:click=move |event| {
                event.stop_propagation();
                scene.choose(state);
            }
            on:focus=move |_| stop.set(Some(state))
        >
            {title_view(&name, Some(&group.line))}
            {ring_view(rect)}
            {box_view(rect)}
            <path class="rule" d=format!("M{} {below}h{}", rect.x, rect.width) />
            {kind_view(kind, header)}
            <text class="name" aria-hidden="true" x=rect.x + 36.0 y=middle>{group.line}</text>
            <text class="detail items" aria-hidden="true" x=rect.x + rect.width - 32.0 y=middle>{items}</text>
            {fold_view(&dots, state, true, header)}
            {dot_view(&dots, state, rect)}
            {badge_view(mark, rect)}
        </g>
    }
}
