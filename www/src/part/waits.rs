//! What a running execution waits for, and until when; a wait can be skipped, and the clock stopped.

use crate::bridge::{Bridge, use_bridge};
use crate::i18n::{say, use_phrases};
use crate::kit::{Button, seldom};
use crate::part::transport::player::use_player;
use crate::part::wording::duration;
use asl::debugger::action::{Action, Timing};
use asl::debugger::view::{Transport, WaitRow, WaitingFor};
use leptos::prelude::*;
use std::time::Duration;

/// How often a countdown is drawn again.
const LOOK: Duration = Duration::from_millis(200);

/// The rows, while something is waited for. A function at work is told by the line above already: most are done
/// before anybody could have read more.
#[component]
pub fn Waits() -> impl IntoView {
    let bridge = use_bridge();
    let waits = bridge.transport_slice(|transport| {
        let rests = |row: &WaitRow| row.reason != WaitingFor::Function;
        transport.running && (transport.paused || transport.waiting.iter().any(rests))
    });
    move || waits.get().then(|| seldom(|| view! { <WaitList /> }))
}

#[component]
fn WaitList() -> impl IntoView {
    let (bridge, player) = (use_bridge(), use_player());
    let rows = bridge.transport_slice(|transport| transport.waiting.clone());
    let paused = bridge.transport_slice(|transport| transport.paused);
    let now = running_clock(bridge);
    let list = move || {
        let rows = rows.get().into_iter();
        rows.map(|row| row_view(row, now)).collect_view()
    };
    let words = say(move |p| {
        if paused.get() {
            p.resume_clock
        } else {
            p.pause_clock
        }
    });
    view! {
        <div class="waits">
            <ul role="list">{list}</ul>
            <p class="answer-buttons">
                <Button label=Signal::derive(move || words().to_owned()) on_press=move |()| bridge.send(Action::Pause(!paused.get_untracked())) />
                <Button label=say(|p| p.run_again.to_owned()) on_press=move |()| player.again() />
            </p>
        </div>
    }
}

fn row_view(row: WaitRow, now: Signal<i64>) -> impl IntoView {
    let (bridge, phrases) = (use_bridge(), use_phrases());
    let reason = row.reason;
    let until = row.until;
    let left =
        move || until.map(|until| (phrases.get().wait_left)(&duration((until - now.get()).max(0))));
    let skip = until.filter(|_| matches!(reason, WaitingFor::WaitState | WaitingFor::Backoff)).map(|until| {
        view! { <Button label=say(|p| p.skip_wait.to_owned()) on_press=move |()| bridge.send(Action::Skip(until)) /> }
    });
    view! {
        <li>
            <span class="grow"><strong>{row.name}</strong> " · " {say(move |p| (p.wait_reason)(reason))} " " <span class="muted number">{left}</span></span>
            {skip}
        </li>
    }
}

/// Virtual time as it goes on from what the engine told last.
pub fn running_clock(bridge: Bridge) -> Signal<i64> {
    let told = bridge.transport_slice(|transport| (transport.present, rate(transport)));
    let since = Memo::new(move |_| (told.get(), js_sys::Date::now()));
    let turn = RwSignal::new(0_u32);
    if let Ok(timer) = set_interval_with_handle(
        move || turn.update(|turn| *turn = turn.wrapping_add(1)),
        LOOK,
    ) {
        on_cleanup(move || timer.clear());
    }
    Signal::derive(move || {
        turn.track();
        let ((present, rate), at) = since.get();
        present + ((js_sys::Date::now() - at).max(0.0) * rate) as i64
    })
}

/// How many virtual milliseconds pass in one of the visitor's while the execution waits.
fn rate(transport: &Transport) -> f64 {
    let at_work = transport
        .waiting
        .iter()
        .any(|row| row.reason == WaitingFor::Function);
    match transport.timing {
        _ if transport.paused || !transport.running => 0.0,
        Timing::Scaled(rate) if !at_work => f64::from(rate),
        Timing::Instant | Timing::Real | Timing::Scaled(_) => 1.0,
    }
}
