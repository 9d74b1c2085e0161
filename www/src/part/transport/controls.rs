//! |◀ ◀ ⏯ ▶ ▶|

use super::player::use_player;
use crate::bridge::use_bridge;
use crate::i18n::say;
use crate::kit::{IconButton, Sign};
use asl::debugger::action::{Action, Direction};
use leptos::prelude::*;

/// The five buttons.
#[component]
pub fn Controls() -> impl IntoView {
    let (bridge, player) = (use_bridge(), use_player());
    let playing = player.is_playing();
    let back = bridge.transport_slice(|transport| transport.position > 0);
    let can_back = bridge.transport_slice(|transport| transport.can_back);
    let can_forward = bridge.transport_slice(|transport| transport.can_forward);
    let forward = bridge.transport_slice(|transport| transport.position < transport.length);
    let any = bridge.transport_slice(|transport| transport.length > 0);
    let play_label = say(move |p| if playing.get() { p.pause } else { p.play });
    let play_sign = Signal::derive(move || {
        if playing.get() {
            Sign::Pause
        } else {
            Sign::Play
        }
    });
    view! {
        <div class="controls" role="group" aria-label=say(|p| p.player) data-playing=move || playing.get().to_string()>
            <IconButton label=say(|p| p.to_start) sign=Sign::ToStart key="Home" enabled=back on_press=move |()| player.go(Action::First) />
            <IconButton label=say(|p| p.step_back) sign=Sign::StepBack key="←" enabled=can_back on_press=move |()| player.step(Direction::Back) />
            <IconButton label=play_label sign=play_sign key="Space" enabled=any on_press=move |()| player.toggle() />
            <IconButton label=say(|p| p.step_forward) sign=Sign::StepForward key="→" enabled=can_forward on_press=move |()| player.step(Direction::Forward) />
            <IconButton label=say(|p| p.to_end) sign=Sign::ToEnd key="End" enabled=forward on_press=move |()| player.go(Action::Last) />
        </div>
    }
}
