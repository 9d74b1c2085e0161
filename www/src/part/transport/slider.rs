//! The slider over the whole trace, with a mark where a state is entered and a red one where something fails.

use super::player::use_player;
use super::step_label;
use crate::bridge::use_bridge;
use crate::i18n::say;
use asl::debugger::action::Action;
use leptos::prelude::*;

/// The slider.
#[component]
pub fn Slider() -> impl IntoView {
    let (bridge, player) = (use_bridge(), use_player());
    let position = bridge.transport_slice(|transport| transport.position);
    let length = bridge.transport_slice(|transport| transport.length);
    let ticks = bridge.transport_slice(|transport| transport.ticks.clone());
    let share = move |position: u32| f64::from(position) / f64::from(length.get().max(1));
    let marks = move || {
        ticks
            .get()
            .into_iter()
            .map(|tick| view! { <i class:failure=tick.failure style=format!("--at:{:.4}", share(tick.position))></i> })
            .collect_view()
    };
    let held = bridge.transport_slice(|transport| transport.held.clone());
    let dots = move || {
        held.get()
            .into_iter()
            .map(|position| view! { <b style=format!("--at:{:.4}", share(position))></b> })
            .collect_view()
    };
    let seek = move |event| {
        if let Ok(position) = event_target_value(&event).parse() {
            player.go(Action::Seek(position));
        }
    };
    view! {
        <div class="slider" style=move || format!("--at:{:.4}", share(position.get()))>
            <div class="ticks" aria-hidden="true">{marks}{dots}</div>
            <input
                type="range"
                min="0"
                max=move || length.get().to_string()
                step="1"
                aria-label=say(|p| p.position)
                aria-valuetext=step_label()
                prop:value=move || position.get().to_string()
                disabled=move || length.get() == 0
                on:input=seek
            />
        </div>
    }
}
