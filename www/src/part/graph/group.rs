//! A frame around the states of a Parallel, one of its branches, or a Map.

use super::node::{badge_view, dot_view, fold_view, spoken, title_view};
use super::scene::Scene;
use crate::i18n::use_phrases;
use crate::part::status;
use asl::graph::{Group, GroupKind, NodeKind};
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
    let (rect, header) = (group.rect, group.header);
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
            transform=format!("translate({} {})", rect.x, rect.y)
            on:click=move |event| {
                event.stop_propagation();
                scene.choose(state);
            }
            on:focus=move |_| stop.set(Some(state))
        >
            {title_view(&name, Some(&group.line))}
            <rect class="ring" x="-4" y="-4" width=rect.width + 8.0 height=rect.height + 8.0 rx="11" />
            <rect class="box" width=rect.width height=rect.height rx="8" />
            <path class="rule" d=format!("M0 {header}H{}", rect.width) />
            <g class="kind" transform=format!("translate(12 {})", header / 2.0 - 8.0)>
                <path d=status::kind_sign(kind).path() />
            </g>
            <text class="name" aria-hidden="true" x="36" y=header / 2.0>{group.line}</text>
            <text class="detail items" aria-hidden="true" x=rect.width - 32.0 y=header / 2.0>{items}</text>
            {fold_view(&dots, state, true, (rect.width, header))}
            {dot_view(&dots, state)}
            {badge_view(mark, rect.width)}
        </g>
    }
}
